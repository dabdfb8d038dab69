"""Printed page numbers and running heads that a converter left between the paragraphs.

One alone says nothing: a year, a sum. What tells them is that they count upwards through the book, and
that the words beside the number come again and again, or are those of a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from edition.ledger import Ledger
from edition.tokens import Block, Kind, PageBreak, Text, plain

FOLIO = re.compile(r"[-–—\s]*(?P<number>\d{1,4})[-–—\s]*")
RUNNING = re.compile(r"(?P<first>\d{1,4})\s+(?P<after>\D{3,70})|(?P<before>\D{3,70})\s+(?P<last>\d{1,4})")
OFTEN = 3
"""So many times, at least, a running head comes; so many page numbers make a count."""
SHARE = 0.7
"""So many of the candidates must count upwards."""
WORDLESS = {Kind.GAP, Kind.RULE, Kind.PAGE}


@dataclass(frozen=True, slots=True)
class Folio:
    """A paragraph that may be a page's number: its place, the number, and the running head beside it."""

    index: int
    number: int
    head: str


def find(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with page numbers, and running heads beside them, made page breaks."""
    found = rising(candidates(blocks))
    if len(found) < OFTEN:
        return blocks
    foot = all(block.kind in WORDLESS for block in blocks[found[-1].index + 1 :])
    out = list(blocks)
    for folio in found:
        block = blocks[folio.index]
        rule = "running-head" if folio.head else "page-number"
        ledger.take(block.first, rule, plain(block.inlines))
        ledger.mark(block.first, block.last, "furniture")
        # At the foot, what follows is the next page; nothing follows the last number.
        number = folio.number + 1 if foot else folio.number
        out[folio.index] = Block(Kind.PAGE, [PageBreak(str(number), block.first)], block.first, block.last)
    if foot:
        out[found[-1].index] = Block(Kind.GAP, first=blocks[found[-1].index].first, level=1)
    return out


def candidates(blocks: Sequence[Block]) -> list[Folio]:
    """Return the paragraphs that may be page numbers, those with words only if the words come often."""
    headings = {key(plain(block.inlines)) for block in blocks if block.kind is Kind.HEAD}
    found = []
    for index, block in enumerate(blocks):
        piece = block.inlines[0] if block.kind is Kind.P and len(block.inlines) == 1 else None
        if isinstance(piece, Text) and not piece.href:  # a number that leads back to its call is a note's
            folio = read(index, plain(block.inlines).strip())
            if folio is not None:
                found.append(folio)
    times = Counter(folio.head for folio in found)
    return [f for f in found if not f.head or f.head in headings or times[f.head] >= OFTEN]


def read(index: int, text: str) -> Folio | None:
    """Return what a short paragraph is as a page's number."""
    bare = FOLIO.fullmatch(text)
    if bare is not None:
        return Folio(index, int(bare["number"]), "")
    match = RUNNING.fullmatch(text) if len(text) <= 80 else None
    if match is None:
        return None
    return Folio(index, int(match["first"] or match["last"]), key(match["after"] or match["before"]))


def key(text: str) -> str:
    """Return the letters of a heading in one case, its number left aside."""
    return "".join(re.findall(r"[^\W\d_]+", text.lower()))


def rising(found: Sequence[Folio]) -> list[Folio]:
    """Return the longest run of candidates that counts upwards, nothing if many are left over."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, folio in enumerate(found):
        place = bisect_left(tails, folio.number)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [folio.number]
        ends[place : place + 1] = [index]
    out: list[Folio] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        out.append(found[at])
        at = before[at]
    return out[::-1] if len(out) >= SHARE * len(found) else []
