"""Notes that share the foot of a page: pages are played here by a rule of how much one holds."""

from __future__ import annotations

from typing import Any

import pytest

from edition.export.pdf.feet import APPARATUS, Feet, Groups, grouped

PAGE = 20


def apparatus(count: int) -> dict[str, dict[str, Any]]:
    """Return so many entries."""
    return {f"n{n}": {"group": APPARATUS} for n in range(count)}


def paged(count: int, groups: Groups, text: int = 1, own: int = 2, joined: float = 0.75) -> dict[str, int]:
    """Return the page of each call, as a typesetter would make them.

    A page holds so many lines. A call takes a line of the text; its entry takes two at the foot if it stands
    alone, less in a block. A line goes to the next page with all that it brings to the foot.
    """
    out: dict[str, int] = {}
    page, used = 1, 0.0
    for n in range(count):
        ident = f"n{n}"
        held = groups.get(ident)
        height = text + (own if held is None else own + joined * (len(held) - 1) if held else 0)
        if used + height > PAGE and used:
            page, used = page + 1, 0.0
        used += height
        out[ident] = page
    return out


@pytest.mark.parametrize("count", [3, 40, 200])
@pytest.mark.parametrize("joined", [0.2, 0.75, 1.9])
def test_pages_settle_and_every_block_is_on_its_page(count: int, joined: float) -> None:
    feet = Feet(apparatus(count))
    feet.begin()
    for _ in range(4 * count):
        pages = paged(count, feet.groups, joined=joined)
        if feet.learn(pages):
            break
    else:
        pytest.fail("the pages do not settle")
    for first, held in feet.groups.items():
        assert {pages[n] for n in held} <= {pages[first]}, first


def test_note_that_comes_and_goes_begins_a_block() -> None:
    """Two pages take turns: with the third entry in its block the first is too full, without it is not."""
    feet = Feet(apparatus(4))
    with_it, without = {"n0": 1, "n1": 1, "n2": 1, "n3": 2}, {"n0": 1, "n1": 1, "n2": 2, "n3": 2}
    for pages in (with_it, with_it, with_it, without, with_it, without):
        feet.learn(pages)
    assert feet.openers == {"n2"}
    assert feet.groups == {"n0": ["n0", "n1"], "n1": [], "n2": ["n2", "n3"], "n3": []}


def test_nothing_is_grouped_where_a_page_has_one_series() -> None:
    notes: dict[str, dict[str, Any]] = {"a": {}, "b": {}, "c": {"group": 2}, "d": {"group": 2}}
    assert grouped(notes, {"a": 1, "b": 1, "c": 2, "d": 2}, ()) == {}
    assert grouped(notes, {"a": 1, "b": 2, "c": 2, "d": 3}, ()) == {"b": ["b", "c"], "c": []}


def test_note_within_a_note_goes_with_it() -> None:
    notes: dict[str, dict[str, Any]] = {"a": {}, "inner": {"in": "a", "group": 2}, "b": {}}
    feet = Feet(notes)
    feet.learn({"a": 3, "inner": 4, "b": 4})
    assert feet.groups == {"a": ["a", "inner"], "inner": []}
