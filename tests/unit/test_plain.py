"""The plain reader: bundles, sections, notes, lists, verse, joins; nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.plain_texts import LONG, Reading, seed, texts

from edition.problems import Code
from edition.readers import plain
from edition.tokens import Kind

REPORTS = f"""
No. 12

Secret. Copy No. 3

Summary of the mood among railwaymen of the Volga line. 4 May 1932

I.    Food

{LONG}

Saratov depot

{LONG} The shop71 was closed.

II.  Housing

{LONG} The drivers Ivanov, Petrov and

Sidorov asked for a transfer 72 and left.

Head of the transport section Lebedev

71   The shop of the railway cooperative.

72"Transfer" was granted by the

personnel office only. Memorandum of the water section on the docks of the lower Volga. 1932 g.

Number 13

Top secret

Grain thefts and threats in the port of Astrakhan

{LONG}

a) higher rations;

b) shorter shifts.

Deputy head of the water section Orlov

Astrakhan, 30 June 1932
"""

ARTICLES = f"""A library under the floor
First published at The Reader.
{LONG}
The prison had four hundred books.1 The readers kept a list.2
How the books were hidden
{LONG}
- 1
See the inventory, which names:
1. the novels,
2. the histories.
- 2
The list is lost.
What is known of it comes from a letter.
The second life of a manuscript
First published in Paper and Ink.
{LONG}
"""


def test_reports_are_told_apart_by_number_stamp_and_the_title_at_the_end_of_a_note() -> None:
    reading = Reading(REPORTS)
    reading.assert_whole()
    assert reading.shape() == [
        "p number", "p stamp", "head 1 text",
        "head 2 I", "p", "head 3", "p", "head 2 II", "p", "signed", "note 71", "note 72",
        "head 1 text", "p number", "p stamp", "head 1 sub", "p", "item", "item", "signed", "p dateline",
    ]  # fmt: skip
    second = reading.kinds(Kind.HEAD)[-2]
    assert texts([second]) == ["Memorandum of the water section on the docks of the lower Volga. 1932 g."]
    assert texts(reading.kinds(Kind.NOTE)[1].children) == [
        '"Transfer" was granted by the personnel office only.'
    ]
    assert not list(reading.problems)


def test_articles_are_told_apart_by_where_they_were_published_and_notes_keep_their_paragraphs() -> None:
    reading = Reading(ARTICLES)
    reading.assert_whole()
    assert reading.shape() == [
        "head 1 text", "p published", "p", "p", "head 2", "p", "note 1", "note 2",
        "head 1 text", "p published", "p",
    ]  # fmt: skip
    first, second = reading.kinds(Kind.NOTE)
    assert [child.kind for child in first.children] == [Kind.P, Kind.ITEM, Kind.ITEM]
    assert len(second.children) == 2


@pytest.mark.parametrize("dress", ["{n}. ", "[{n}] ", "{n}) ", "{n} ", "({n}) "])
def test_bodies_under_a_heading_in_any_dress(dress: str) -> None:
    bodies = "\n".join(dress.format(n=n) + f"Body number {n}." for n in (1, 2, 3))
    reading = Reading(f"A title\n{LONG}\nOne.1 Two.2 Three.3\nNotes\n{bodies}")
    reading.assert_whole()
    assert [note.label for note in reading.kinds(Kind.NOTE)] == ["1", "2", "3"]


def test_numbers_that_begin_again_belong_to_the_next_text() -> None:
    one = f"{LONG} One.1 Two.2\n{LONG}\n- 1\nA body.\n- 2\nAnother body."
    reading = Reading("\n".join(f"Article of the year {n}\n{one}" for n in range(1, 2000)))
    reading.assert_whole()
    assert len(reading.kinds(Kind.NOTE)) == 2 * 1999
    assert len(reading.kinds(Kind.HEAD)) == 1999


def test_bodies_in_reverse_are_bodies() -> None:
    reading = Reading(f"A title\n{LONG}\nOne.1 Two.2 Three.3\nNotes\n3. C.\n2. B.\n1. A.")
    assert [note.label for note in reading.kinds(Kind.NOTE)] == ["3", "2", "1"]


def test_an_inner_list_is_no_run_of_notes() -> None:
    source = f"A title\n{LONG}\nOne.1 Two.2\nNotes\n1. It names:\n1. novels,\n2. plays,\n3. odes.\n2. Lost."
    first, second = Reading(source).kinds(Kind.NOTE)
    assert [child.marker for child in first.children] == ["", "1.", "2.", "3."]
    assert texts(second.children) == ["Lost."]


def test_a_list_at_the_end_is_no_run_of_notes() -> None:
    reading = Reading(f"A title\n{LONG}\nWe ask for:\n1. Bread.\n2. Peace.\n3. Land.")
    assert reading.shape() == ["head 1 text", "p", "p", "item", "item", "item"]
    assert [block.marker for block in reading.kinds(Kind.ITEM)] == ["1.", "2.", "3."]


def test_years_at_the_start_of_lines_are_no_notes() -> None:
    reading = Reading(f"A title\n{LONG}\n1920 was hard.\n1921 was hard.\n1922 was hard.")
    assert not reading.kinds(Kind.NOTE)


def test_a_stamp_without_a_title_is_reported() -> None:
    reading = Reading(f"{LONG}\nTop secret\n{LONG}")
    assert [problem.code for problem in reading.problems] == [Code.HEAD_MISSING]
    assert [problem.place.line for problem in reading.problems] == [2]


def test_a_head_at_the_end_of_a_paragraphs_line_is_divided_from_it() -> None:
    source = f"A title\n{LONG} The following was said: A. About returning home\n{LONG} It ended there."
    reading = Reading(source)
    reading.assert_whole()
    assert reading.shape()[2] == "head 2 A"
    assert texts(reading.blocks[2:3]) == ["About returning home"]


def test_a_page_number_is_furniture() -> None:
    reading = Reading(f"A title\n{LONG}\nThey came from the\n17\nmill at night.\n{LONG}\n18")
    reading.assert_whole()
    assert [entry for entry in reading.ledger.taken if entry[1] == "page-number"] == [
        (4, "page-number", "17"),
        (7, "page-number", "18"),
    ]
    assert reading.ledger.classes[4] == "furniture"
    assert "They came from the mill at night." in texts(reading.blocks)


def test_names_and_contents_are_neither_verse_nor_headings() -> None:
    names = "\n".join(["Petrov Ivan", "Sidorov Pavel", "Orlova Anna", "Belov Pyotr", "Lebedev Oleg"])
    reading = Reading(f"The list\n{names}\n{LONG}")
    assert reading.shape() == ["head 1 text"] + ["p"] * 6


def test_wrapped_paragraphs_are_one_block_of_many_lines() -> None:
    source = (
        "A title\n\nThe inspectors wrote their summaries for several weeks,\nand they agree in the main, "
        "although the figures\ndiffer from one office.\n\nNobody ever compared them, and in the end the\n"
        "offices were "
        "closed, one after the other, and\nforgotten."
    )
    reading = Reading(source)
    reading.assert_whole()
    assert reading.shape() == ["head 1 text", "p", "p"]
    assert [piece.line for piece in reading.blocks[1].inlines] == [3, 4, 5]  # type: ignore[union-attr]


PIECES = st.sampled_from(
    [
        LONG,
        "Notes",
        "- 1",
        "- 2",
        "1. One.",
        "2. Two.",
        "[3] Three.",
        "51    Text of it",
        "52 More",
        "Top secret",
        "No. 4",
        "First published at X.",
        "By Ann Lee",
        "II. Strikes",
        "I. Bread",
        "Question: Why?",
        "Answer: No.",
        "And so we go,",
        "Where do we go",
        "To the sea and back",
        "With the bread we owe",
        "Who are you?",
        "",
        "the end of it",
        "A short head",
        "Head of the section Orlov",
        "1931 g.",
        "17",
        "a) one; b) two",
        "• dot",
        f"{LONG} Memorandum of the office. 1931 g.",
        "Abstract",
        "Views: 3",
        "Share",
        "Sign in",
        "References",
    ]
)


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_and_every_line_is_entered(lines: list[str]) -> None:
    Reading(lines).assert_whole()


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_lines_come_through_whole(lines: list[str]) -> None:
    Reading(lines).assert_whole()


def test_a_very_long_line_is_read() -> None:
    reading = Reading("a b. (" * 200_000)
    assert len(reading.blocks) == 1


def test_evidence_tells_paragraphs_from_hard_wrapped_lines() -> None:
    assert plain.evidence([LONG] * 10)[0] > 0.8
    assert plain.evidence(["the inspectors wrote their", "", "summaries for weeks", ""] * 10)[0] < 0.2


@pytest.mark.corpus
def test_seed_002() -> None:
    reading = seed("002")
    reading.assert_whole()
    assert [note.label for note in reading.kinds(Kind.NOTE)] == ["51", "52", "53", "57", "58", "59", "60"]
    heads = reading.kinds(Kind.HEAD)
    assert sum(head.type == "text" for head in heads) == 2
    assert [head.n.upper() for head in heads if head.level == 2 and head.n] == (
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    )
    assert [len(stanza.children) for stanza in reading.kinds(Kind.VERSE)] == [16, 4]
    assert [block.type for block in reading.kinds(Kind.SPEECH)] == ["question", "answer"] * 5
    markers = [block.marker for block in reading.kinds(Kind.ITEM)]
    assert markers[:5] == markers[5:10] == [f"{n}." for n in range(1, 6)]
    assert markers[10:16] == [f"{n})" for n in range(1, 7)]
    assert len(reading.kinds(Kind.SIGNED)) == 3
    joined = [block for block in reading.kinds(Kind.P) if len(block.inlines) > 1]
    assert len(joined) >= 10
    assert not list(reading.problems)


@pytest.mark.corpus
def test_seed_003() -> None:
    reading = seed("003")
    reading.assert_whole()
    heads = reading.kinds(Kind.HEAD)
    assert [head.first for head in heads if head.type == "text"] == [1, 59, 99]
    assert sum(head.level == 2 for head in heads) == 13
    notes = reading.kinds(Kind.NOTE)
    assert [note.label for note in notes] == [str(n) for n in range(1, 8)]
    assert [child.marker for child in notes[6].children] == ["", "1.", "2.", "3."]
    questions = [block.first for block in reading.kinds(Kind.SPEECH) if block.type == "question"]
    assert questions == [4, 8, 13, 20, 23, 28, 35, 38]
    assert [(stanza.first, stanza.last) for stanza in reading.kinds(Kind.VERSE)] == [(94, 97), (182, 185)]
    assert [block.first for block in reading.blocks if block.type == "byline"] == [98, 210]
