"""Does a paragraph go on in the next?"""

from __future__ import annotations

import pytest

from edition.readers.joins import merge, runs_on
from edition.readers.plain.layout import para
from edition.tokens import plain


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They came from the", "mill at night."),
        ("On 4 May the", "3rd company was moved."),
        ("There were five men and", "10 women."),
        ("The engineers Belov, Orlov and", "Petrov were moved."),
        ("The engineers Belov, Orlov,", "Petrov and the typist were moved to the mill."),
        ("He was sent to the so-called", "Northern Bureau in May."),
        ("He spoke (a clerk of", "Mill No. 3)."),
        ("He spoke (a clerk, mill", "Red Star), and left."),
        ("a friend of V. I.", "Belov came."),
        ("It was written in 1931,", "by an unknown hand."),
        ("In the second week they were met by the elderly Anna", "Petrova, a typist of the mill, and left."),
        ("The state.3 and", "the party"),
    ],
)
def test_goes_on(before: str, after: str) -> None:
    assert runs_on(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It ended there.", "The next day it began."),
        ("It ended there.3", "the next day"),
        ("Bread and peace", "The workers of the mill stopped work."),
        ("Three men also took part in the", "At the mill No. 3 a group of men stopped work."),
        ("We ask for:", "higher rations;"),
        ("higher rations;", "shorter shifts;"),
        ("a list of", "1. bread"),
        ("(a clerk of the mill),", "Agitation in the port"),
        ("Nobody came,", "“We all came,” he said."),
        ("", "word"),
        ("word", ""),
    ],
)
def test_does_not_go_on(before: str, after: str) -> None:
    assert not runs_on(before, after)


def test_merged_stretches_keep_their_lines_and_one_blank() -> None:
    both = merge(para([(3, "from the")]), para([(5, "mill")]))
    assert plain(both.inlines) == "from the mill"
    assert (both.first, both.last) == (3, 5)
    assert plain(merge(para([(1, "anti-")]), para([(2, "war")])).inlines) == "anti-war"
