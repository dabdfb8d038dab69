"""Lists in a plain text: lines that begin with numbers in sequence, letters in sequence, or bullets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.ledger import Ledger
from edition.readers.plain import numbers
from edition.readers.plain.numbers import Numbered
from edition.tokens import Block, Inline, Kind, Text, plain

REACH = 3
"""How far from one item the next may begin: paragraphs between them belong to the first."""


def find(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with the lines of lists made `ITEM`, their numbers entered in the ledger."""
    marks = _marks(blocks)
    out: list[Block] = []
    outer = ""
    for index, block in enumerate(blocks):
        mark = marks.get(index)
        if mark is None:
            out.append(block)
            following = marks.get(index + 1)
            # After a paragraph the same list may go on; a list that starts there is one of its own.
            outer = outer if following and following.style == outer and following.value > 1 else ""
            continue
        outer = outer or mark.style
        out.append(item(block, mark, int(mark.style != outer), ledger))
    return out


def item(block: Block, mark: Numbered, level: int, ledger: Ledger) -> Block:
    """Return a paragraph as a list item, its number taken out."""
    ledger.take(block.first, "list-number", mark.printed)
    return replace(without(block, mark.start), kind=Kind.ITEM, marker=mark.printed, level=level)


def without(block: Block, start: int) -> Block:
    """Return the block without the first `start` characters."""
    head = block.inlines[0]
    assert isinstance(head, Text)
    inlines: list[Inline] = [replace(head, text=head.text[start:]), *block.inlines[1:]]
    return replace(block, inlines=inlines)


def _marks(blocks: Sequence[Block]) -> dict[int, Numbered]:
    """Return the list numbers by place: those in sequence, and bullets in company."""
    marks: dict[int, Numbered] = {}
    inner = _inner(blocks)
    for style in ("decimal", "paren", "letter"):
        # Points under a point do not count as what may stand between it and the next.
        skipped = [] if style == "letter" else inner
        dense = {
            place - bisect_left(skipped, place): (place, mark)
            for place, mark in _found(blocks, style)
            if place not in skipped
        }
        for run in numbers.sequence([(at, mark) for at, (_, mark) in dense.items()], REACH):
            marks.update({dense[at][0]: mark for at, mark in run if dense[at][0] not in marks})
    for run in numbers.sequence(list(_found(blocks, "bare")), 1):
        # Figures in a column (`1 quarter …`, `2 quarter …`) are a list if they are short and several.
        if len(run) >= 3 and all(len(plain(blocks[place].inlines)) <= 80 for place, _ in run):
            marks.update({place: mark for place, mark in run if place not in marks})
    bullets = dict(_found(blocks, "bullet"))
    for place, mark in bullets.items():
        if mark.printed in "•‣▪●◦" or place + 1 in bullets or place - 1 in bullets:
            marks.setdefault(place, mark)
    return marks


def _inner(blocks: Sequence[Block]) -> list[int]:
    """Return the places of points under points: letters in sequence and bullets in company."""
    bullets = dict(_found(blocks, "bullet"))
    letters = [place for run in numbers.sequence(list(_found(blocks, "letter")), 1) for place, _ in run]
    return sorted({*letters, *(place for place in bullets if place + 1 in bullets or place - 1 in bullets)})


def _found(blocks: Sequence[Block], style: str) -> Iterator[tuple[int, Numbered]]:
    for place, block in enumerate(blocks):
        if block.kind is not Kind.P or block.type:
            continue
        head = block.inlines[0]
        mark = numbers.number(head.text, style) if isinstance(head, Text) else None
        if mark:
            yield place, mark
