"""Verse among prose."""

from __future__ import annotations

import pytest
from unit.plain_texts import LONG, Reading

from edition.readers.verse import is_stanza
from edition.tokens import Kind

STANZA = [
    "The river takes the barge away,",
    "And with it goes the bread,",
    "The foreman counts his silver pay,",
    "And we count up the dead.",
]


def test_stanzas_are_divided_by_the_wider_gap() -> None:
    tight = "\n".join([LONG, "They sang:", *STANZA, "", *STANZA, LONG])
    loose = "\n\n".join([LONG, "They sang:", *STANZA, "", *STANZA, LONG])
    for source in (tight, loose):
        reading = Reading(source)
        reading.assert_whole()
        assert [len(stanza.children) for stanza in reading.kinds(Kind.VERSE)] == [4, 4]


def test_the_line_about_the_author_is_no_verse() -> None:
    source = "\n".join(
        ["A title", LONG, *STANZA, "Anna Petrova is a historian of the lower Volga and its docks."]
    )
    reading = Reading(source)
    assert [len(stanza.children) for stanza in reading.kinds(Kind.VERSE)] == [4]
    assert reading.blocks[-1].type == "byline"


@pytest.mark.parametrize(
    "lines",
    [
        ["Ivan Belov", "Anna Orlova", "Pyotr Lebedev", "Maria Keller"],
        ["The strike at the mill", "The winter of hunger", "A letter from the camp", "The end of the story"],
        ["He came.", "She saw him there.", "They left at once.", "Nobody spoke of it."],
        STANZA[:2],
    ],
)
def test_no_verse(lines: list[str]) -> None:
    assert not is_stanza(lines)


def test_three_lines_want_an_introduction() -> None:
    assert is_stanza(STANZA[:3], introduced=True)
    assert not is_stanza(STANZA[:3])
