"""Note calls of a Markdown source that lost their dress: `life.3`, `life.[3]`, with a numbered list at last.

Tools that know no raised numbers leave the number glued to the text, in brackets or not. It is a call where
nothing else in the source is one, and the numbers glued to the text are, in order, those of the last
numbered list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.ledger import Ledger
from edition.readers.notes.align import Candidate, chain
from edition.readers.notes.calls import STRONG, Found, candidates
from edition.tokens import Block, Call, Inline, Kind, Text

DRESS = re.compile(r"\d+|\[\d+\]")
LEAST, SHARE = 3, 0.6
"""So many notes at least, and so many of them called."""


@dataclass(slots=True)
class Spot:
    """A number glued to a text: the list of pieces, the text among them, the number in it."""

    pieces: list[Inline]
    piece: Text
    found: Found


def find(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with the glued numbers that call the notes of the last numbered list made calls."""
    start, numbers = last_list(blocks)
    if len(numbers) < LEAST or any(has_call(block) for block in blocks):
        return blocks
    spots = [spot for block in blocks[:start] for spot in spots_in(block)]
    bodies: dict[int, tuple[int, ...]] = dict.fromkeys(numbers, ())
    chosen = chain([Candidate(int(spot.found.label), spot.found.weight) for spot in spots], bodies)
    called = [spots[at] for at in chosen if int(spots[at].found.label) in bodies]
    if len(called) >= SHARE * len(numbers):
        for spot in reversed(called):
            cut(spot, ledger)
    return blocks


def last_list(blocks: Sequence[Block]) -> tuple[int, list[int]]:
    """Return where the last list numbered from 1 begins, and its numbers."""
    best: tuple[int, list[int]] = (0, [])
    for at, block in enumerate(blocks):
        number = int(block.marker[:-1]) if block.kind is Kind.ITEM and block.marker[:-1].isdigit() else 0
        if number == 1:
            best = (at, [1])
        elif number and best[1] and number == best[1][-1] + 1:
            best[1].append(number)
    return best


def has_call(block: Block) -> bool:
    """Say whether the source marks a call in a block."""
    return any(isinstance(piece, Call) for piece in block.inlines) or any(map(has_call, block.children))


def spots_in(block: Block) -> list[Spot]:
    """Return the numbers glued to the text of a block and of its children."""
    out = [
        Spot(block.inlines, piece, found)
        for piece in block.inlines
        if isinstance(piece, Text) and not piece.href and "code" not in piece.rend
        for found in candidates(piece.text)
        if found.weight >= STRONG and DRESS.fullmatch(piece.text[found.start : found.end])
    ]
    return [*out, *(spot for child in block.children for spot in spots_in(child))]


def cut(spot: Spot, ledger: Ledger) -> None:
    """Put a call in the place of a number. Changes the pieces; the last number of a text comes first."""
    text, found = spot.piece.text, spot.found
    before, after = text[: found.start], text[found.end :]
    ledger.take(spot.piece.line, "note-call", text[found.start : found.end])
    word = re.search(r"[^\W_]+$", before)
    if word and text[found.start].isdigit():
        ledger.split(spot.piece.line, word[0], found.label)
    at = next(index for index, piece in enumerate(spot.pieces) if piece is spot.piece)
    call = Call(found.label, spot.piece.line, printed=text[found.start : found.end])
    rest = [replace(spot.piece, text=after)] if after else []
    spot.piece.text = before
    spot.pieces[at + 1 : at + 1] = [call, *rest]
