"""Whose note it is, its marks, and the pages of the source."""

from __future__ import annotations

import itertools

import pytest
from support.beside import ROOT

from edition.model.document import Document, read
from edition.model.paginations import paginations
from edition.model.series import Series, marks

HEAD = (
    '<teiHeader><fileDesc><titleStmt><title>T</title><author xml:id="a">A</author>'
    '<editor xml:id="e">E</editor>'
    '<respStmt><resp>Übersetzt von</resp><name xml:id="t">T</name></respStmt>'
    '<respStmt><resp>apparatus</resp><name xml:id="x">X</name></respStmt></titleStmt></fileDesc></teiHeader>'
)
CASES = [
    ('type="author"', "author"),
    ('type="Translator"', "translator"),
    ('type="editorial"', "editor"),
    ('type="textual"', "textual"),
    ('type="gloss"', ""),
    ('resp="#a"', "author"),
    ('resp="#e"', "editor"),
    ('resp="#t"', "translator"),
    ('resp="#x"', "editor"),
    ('resp="translator"', "translator"),
    ('resp="Ed."', "editor"),
    ('resp="#unknown"', "editor"),
    ('type="textual" resp="#e"', "textual"),
    ("", ""),
]


def document(body: str) -> Document:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body>{body}</body></text></TEI>'
    return read(tei.encode(), "t.xml")


@pytest.mark.parametrize(("attributes", "series"), CASES)
def test_series(attributes: str, series: str) -> None:
    (note,) = document(f"<p>One<note {attributes}>N</note>.</p>").notes.by_id.values()
    assert note.series == series


@pytest.mark.parametrize(
    ("series", "numbered", "first"),
    [
        (Series.MAIN, True, "1 2 3"),
        (Series.MAIN, False, "a b c"),
        (Series.EDITOR, False, "a b c"),
        (Series.TEXTUAL, False, "α β γ"),
        (Series.TRANSLATOR, False, "* † ‡ § ‖ ¶ ** ††"),
    ],
)
def test_marks(series: Series, numbered: bool, first: str) -> None:
    wanted = first.split()
    assert list(itertools.islice(marks(series, numbered), len(wanted))) == wanted


def test_each_series_has_marks_of_its_own_and_none_stands_twice() -> None:
    kinds = ["author", "editor", "translator", "textual", "author", "editor"]
    notes = "".join(f'<note type="{kind}">N</note>' for kind in kinds)
    found = document(f"<p>{notes}</p>").notes
    assert [note.mark for note in found.by_id.values()] == ["1", "a", "*", "α", "2", "b"]
    assert found.several


def test_an_only_series_is_numbered_whoever_wrote_it() -> None:
    found = document('<p><note resp="#e">N</note><note type="editorial">N</note></p>').notes
    assert [note.mark for note in found.by_id.values()] == ["1", "2"]
    assert not found.several


def test_printed_marks_stay_and_are_not_used_again() -> None:
    found = document('<p><note n="a">N</note><note type="editorial">N</note></p>').notes
    assert [note.mark for note in found.by_id.values()] == ["a", "b"]


def test_paginations_by_edition_in_reading_order() -> None:
    data = (ROOT / "tests/reading/tei/notes.xml").read_bytes()
    found = paginations(read(data, "notes.xml"))
    assert [(p.ed, [leaf.n for leaf in p.leaves], p.printed) for p in found] == [
        ("#first", ["1", "2", "3"], True),
        ("#second", ["11", "12"], True),
        ("counted", ["4"], False),
    ]


def test_a_number_written_into_the_edition_is_the_number() -> None:
    found = paginations(document('<p><pb ed="1r"/>A<pb/>B<milestone unit="folio" n="1v"/>C<pb ed="x"/></p>'))
    assert [(p.ed, [leaf.n for leaf in p.leaves]) for p in found] == [("", ["1r"])]
