"""Notes whose numbers stand alone, each on a line over its note: what tools leave of a page's note boxes.

Page numbers stand alone, too, but a page lies between two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from edition.ledger import Ledger
from edition.tokens import Block, Kind, Text, plain

LEAST = 3
LONGEST = 500
"""Characters. No page holds less, most notes do."""
PARAGRAPHS = 3
"""How many paragraphs a note has at most."""


def find(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with the last run of such notes as a numbered list, each number entered."""
    places = _run(blocks)
    if len(places) < LEAST:
        return blocks
    out = blocks[: places[0]]
    bounds = [*places, _end(blocks, places[-1])]
    for number, (first, last) in enumerate(pairwise(bounds), 1):
        body = [block for block in blocks[first + 1 : last] if block.kind is not Kind.GAP]
        ledger.take(blocks[first].first, "list-number", plain(blocks[first].inlines))
        item = Block(Kind.ITEM, body[0].inlines, blocks[first].first, body[-1].last, marker=f"{number}.")
        item.children = body[1:]
        out.append(item)
    return out + blocks[bounds[-1] :]


def _run(blocks: Sequence[Block]) -> list[int]:
    """Return the places of the last numbers alone that count from 1, nothing but short notes between."""
    out: list[int] = []
    for at, block in enumerate(blocks):
        number = _number(block)
        if number == len(out) + 1 and (not out or _is_note(blocks[out[-1] + 1 : at])):
            out.append(at)
        elif number:
            out = [at] if number == 1 else []
    if not out or not _is_note(blocks[out[-1] + 1 : _end(blocks, out[-1])]):
        return []
    sizes = [sum(len(plain(b.inlines)) for b in blocks[a + 1 : z]) for a, z in pairwise(out)]
    return out if sizes and median(sizes) < LONGEST else []


def _number(block: Block) -> int:
    """Return the number that a paragraph is, 0 if it is none or leads somewhere."""
    piece = block.inlines[0] if block.kind is Kind.P and len(block.inlines) == 1 else None
    text = piece.text.strip() if isinstance(piece, Text) and not piece.href else ""
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _is_note(blocks: Sequence[Block]) -> bool:
    """Say whether blocks may be a note's: a paragraph, and few more."""
    body = [block for block in blocks if block.kind is not Kind.GAP]
    few = 0 < len(body) <= PARAGRAPHS and body[0].kind is Kind.P
    return few and all(block.kind in {Kind.P, Kind.QUOTE} for block in body)


def _end(blocks: Sequence[Block], at: int) -> int:
    """Return where the last note ends: after one paragraph."""
    end = at + 1
    while end < len(blocks) and blocks[end].kind is Kind.GAP:
        end += 1
    return min(end + 1, len(blocks))
