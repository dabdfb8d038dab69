"""Notes that share the foot of a page: pages are played here by a rule of how much one holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from edition.export.pdf.feet import APPARATUS, Feet, Room, Seen, Size, Spot, divided

LINE, NOTE = 10.0, 8.0
ROOM = Room(100, 200, 30, line=LINE, first=NOTE, next=NOTE, above=5, between=4, joint=5)


def apparatus(count: int) -> dict[str, dict[str, Any]]:
    """Return so many entries."""
    return {f"n{n}": {"group": APPARATUS} for n in range(count)}


def set_pages(feet: Feet, lines: Sequence[int], words: float, opens: Sequence[int] = ()) -> Seen:
    """Return the pages that a typesetter makes of calls that are so many lines below the call before.

    A line goes to the next page if what it brings to the foot has no room. Blocks are run on, as long as
    their entries at `words` times the width that was measured.
    """
    seen = Seen(opens=[1])
    page, used, foot = 1, 0.0, 0.0
    for n, ident in enumerate(feet.notes):
        held = feet.groups.get(ident, [ident])
        brought = sum(feet.sizes[one].width for one in held) * words / ROOM.width if feet.sizes else 0
        high = NOTE * int(brought + 1) + (0 if foot else ROOM.above) if held and feet.sizes else 0
        if n in opens:
            page, used, foot = page + 1, 0.0, 0.0
            seen.opens.append(page)
        for step in range(lines[n] if n else 1):
            last = step == (lines[n] if n else 1) - 1
            if used + LINE + foot + (high if last else 0) > ROOM.height:
                page, used, foot = page + 1, 0.0, 0.0
            used += LINE
        foot += high
        seen.call[ident] = Spot(page, ROOM.top + used - LINE)
        if held:
            seen.foot[ident] = Spot(page, ROOM.top + ROOM.height - foot)
    return seen


def settled(feet: Feet, lines: Sequence[int], words: float = 1, opens: Sequence[int] = ()) -> Seen:
    """Settle the pages; return them as they are at last."""
    count = len(feet.notes)
    sizes = {n: Size(30 + 7 * (len(n) % 3), NOTE) for n in feet.notes}
    feet.measure(set_pages(feet, lines, words, opens), sizes, ROOM)
    for _ in range(12):
        seen = set_pages(feet, lines, words, opens)
        if feet.learn(seen):
            return seen
    pytest.fail(f"the pages of {count} entries do not settle")


@pytest.mark.parametrize("count", [3, 40, 400])
@pytest.mark.parametrize("words", [0.9, 1, 1.1])
@pytest.mark.parametrize("lines", [[1], [0, 1, 3], [2, 0, 0, 0, 0, 5]])
def test_pages_settle_soon_and_every_block_is_on_its_page(count: int, words: float, lines: list[int]) -> None:
    """Also where entries turn out longer, or shorter, than was measured."""
    feet = Feet(apparatus(count))
    seen = settled(feet, (lines * count)[:count], words)
    for block in feet.blocks:
        assert {seen.call[n].page for n in block} == {seen.call[block[0]].page}, block


def test_page_is_as_full_as_it_can_be() -> None:
    """One more line of the text, with its entry, and the page would be too full."""
    feet = Feet(apparatus(100))
    settled(feet, [1] * 100)
    for block, after in pairwise(feet.blocks[:-1]):
        more = [*block, after[0]]
        assert len(more) * LINE + feet.height(more) > ROOM.height - 2 * LINE, block


def test_chapter_begins_a_block() -> None:
    feet = Feet(apparatus(6))
    settled(feet, [1] * 6, opens=[2])
    assert feet.blocks == [["n0", "n1"], ["n2", "n3", "n4", "n5"]]


def test_nothing_is_carried_where_a_page_has_one_series() -> None:
    notes: dict[str, dict[str, Any]] = {"a": {}, "b": {}, "c": {"group": 2}, "d": {"group": 2}}
    feet = Feet(notes)
    assert feet.carrying(["a", "b"]) == {}
    assert feet.carrying(["b", "c"]) == {"b": ["b", "c"], "c": []}
    assert feet.carrying(["c", "d"]) == {}


def test_note_within_a_note_goes_with_it() -> None:
    feet = Feet({"a": {}, "inner": {"in": "a", "group": 2}, "b": {}})
    assert feet.carrying(["a"]) == {"a": ["a", "inner"], "inner": []}


def test_long_note_stands_below_the_block_of_its_page() -> None:
    """It would not fit with the others; alone it begins on the page of its call and goes on over it."""
    feet = Feet({"a": {}, "b": {"group": 2}, "long": {"long": True}, "c": {}, "d": {"group": 2}})
    feet.measure(
        Seen(call={n: Spot(1, ROOM.top + 3 * LINE * at) for at, n in enumerate(feet.notes)}, opens=[1]),
        {n: Size(50, 170 if n == "long" else NOTE) for n in feet.notes},
        ROOM,
    )
    assert feet.blocks == [["a", "b"], ["long"], ["c", "d"]]
    assert "long" not in feet.groups


def test_block_higher_than_a_page_may_be_broken() -> None:
    feet = Feet({"a": {}, "b": {"group": 2}})
    feet.measure(
        Seen(call={n: Spot(1, ROOM.top) for n in feet.notes}), {"a": Size(50, 500), "b": Size(50, NOTE)}, ROOM
    )
    assert "a" in feet.broken


def test_calls_are_divided_where_a_text_begins_a_page() -> None:
    seen = Seen(call={"a": Spot(1, 50), "b": Spot(2, 50), "c": Spot(3, 50), "d": Spot(3, 60)}, opens=[1, 3])
    assert divided(["a", "b", "c", "d"], seen) == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize("several", [True, False])
def test_note_that_strays_is_carried_by_the_first_of_its_line(several: bool) -> None:
    """Typst keeps a line with the first note that it calls, and lets the second go."""
    feet = Feet({"a": {}, "b": {}, "c": {}} if several else {})
    seen = Seen(call={"a": Spot(1, 40), "b": Spot(1, 90), "c": Spot(1, 90)}, opens=[1])
    if several:
        feet.measure(seen, {n: Size(50, NOTE) for n in "abc"}, ROOM)
    assert feet.tie(seen, {"c"}) == {"b", "c"}
    carried = {"b": ["b", "c"], "c": []} if not several else {"a": ["a", "b", "c"], "b": [], "c": []}
    assert feet.groups == carried
    assert feet.tie(seen, {"c"}) == set()
