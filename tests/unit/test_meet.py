"""Blocks changed so that notes stand with their calls: kept whole, divided, or their notes put below."""

from __future__ import annotations

from typing import Any

import pytest

from edition.export.pdf.meet import called, meet


def note(ident: str) -> dict[str, Any]:
    """Return a note of one word."""
    return {"k": "note", "c": [], "id": ident, "mark": "1", "b": [{"k": "p", "c": ["So."]}]}


def par(text: str, *notes: str) -> dict[str, Any]:
    """Return a paragraph that calls some notes."""
    return {"k": "p", "c": [text, *map(note, notes)]}


def box(*blocks: Any, kind: str = "float") -> dict[str, Any]:
    """Return a box of blocks."""
    return {"k": "box", "kind": kind, "c": list(blocks)}


def table(*cells: Any) -> dict[str, Any]:
    """Return a table of one row."""
    return {"k": "table", "c": [], "rows": [{"cells": [{"c": [cell]} for cell in cells]}]}


LONG = "Words that are in the way. " * 100
ROOM = 500


def test_paragraph_of_the_text_is_let_loose_and_its_note_may_break() -> None:
    parts = [par("a", "n1"), par("b", "n2")]
    assert meet(parts, {"n1"}, ROOM)
    assert [p.get("loose", False) for p in parts] == [True, False]
    assert [p["c"][1].get("long", False) for p in parts] == [True, False]
    assert not meet(parts, {"n1"}, ROOM)


@pytest.mark.parametrize(("length", "long"), [(ROOM, False), (ROOM * 2, True)])
def test_note_that_fills_the_page_yields_first_its_empty_lines_then_stays_on_it(
    length: int, long: bool
) -> None:
    """One that no page holds goes on over it all the same."""
    filling = {**note("n1"), "long": True, "b": ["x" * length]}
    parts: list[Any] = [{"k": "p", "c": [filling, "a", note("n2")]}]
    assert meet(parts, {"n2"}, ROOM, {"n1"})
    assert (filling["dense"], filling["long"], parts[0]["loose"]) == (True, True, True)
    assert meet(parts, {"n2"}, ROOM, {"n1"}) != long
    assert filling["long"] == long


@pytest.mark.parametrize("block", [box(par("a", "n1")), table(par("a", "n1"), par("b"))])
def test_short_block_is_kept_whole(block: dict[str, Any]) -> None:
    parts: list[Any] = [par("before"), {"k": "langs", "c": [block]}]
    assert meet(parts, {"n1"}, ROOM)
    assert parts[1]["c"][0]["whole"] is True
    assert not meet(parts, {"n1"}, ROOM)


def test_block_that_calls_no_such_note_stays_as_it_is() -> None:
    parts: list[Any] = [box(par("a", "n1")), box(par("b", "n2"))]
    meet(parts, {"n1"}, ROOM)
    assert "whole" not in parts[1]


def test_long_box_is_divided_and_is_still_one_box_to_the_eye() -> None:
    parts: list[Any] = [box(par(LONG), par("a", "n1"), par(LONG))]
    assert meet(parts, {"n1"}, ROOM)
    assert [(p["opens"], p["shuts"], p.get("whole", False)) for p in parts] == [
        (True, False, False),
        (False, False, True),
        (False, True, False),
    ]
    meet(parts, {"n1"}, ROOM)
    assert len(parts) == 3


def test_long_list_is_divided_and_goes_on_counting() -> None:
    items = [{"b": [par(LONG)]}, {"b": [par("a", "n1")]}, {"b": [par(LONG)]}]
    parts: list[Any] = [{"k": "list", "kind": "numbered", "c": [], "items": items}]
    assert meet(parts, {"n1"}, ROOM)
    assert [p.get("from", 1) for p in parts] == [1, 2, 3]
    assert [len(p["items"]) for p in parts] == [1, 1, 1]


def test_long_table_has_its_notes_below() -> None:
    parts: list[Any] = [table(par(LONG), par("a", "n1"), par("b", "n2")), par("after", "n3")]
    assert meet(parts, {"n2"}, ROOM)
    assert [p["k"] for p in parts] == ["table", "endnotes", "p"]
    assert [n["id"] for n in parts[1]["items"]] == ["n1", "n2"]
    assert list(called(parts[0])) == []
    assert parts[0]["rows"][0]["cells"][1]["c"][0]["c"][1]["k"] == "call"
