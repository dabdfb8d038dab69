"""Places in the running text where notes may be called: where the source marks a call, else bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.readers.notes.calls import CONTEXT, Found, candidates, signs
from edition.tokens import Block, Call, Inline, Kind, PageBreak, Text


@dataclass(slots=True)
class Spot:
    """A place where a note may be called: a piece among `pieces`, and where in a text the number stands."""

    pieces: list[Inline]
    piece: Call | Text
    label: str
    page: int
    order: int
    """Index of the top block it stands in."""
    inset: bool
    """It stands in a transcribed picture, whose notes are not the text's."""
    weight: float = 0
    start: int = 0
    end: int = 0
    at: int = 0
    """Index of the piece in the running text."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among the others."""
        return self.at, self.start

    @property
    def sure(self) -> bool:
        """Whether the source marks it as a call."""
        return isinstance(self.piece, Call)

    @property
    def line(self) -> int:
        """The line of the source."""
        return self.piece.line


def find_spots(blocks: Sequence[Block]) -> Iterator[Spot]:
    """Yield every place in the running text where a note may be called, in reading order."""
    marked = any(isinstance(piece, Call) for block in blocks for pieces, _ in runs(block) for piece in pieces)
    signed = any(block.kind is Kind.NOTE and block.page and is_sign(block.label) for block in blocks)
    before, run = "", None
    for here in walk(blocks):
        if here.pieces is not run:
            before, run = "", here.pieces
        if isinstance(here.piece, Call):
            yield here
            continue
        for found in () if marked else numbers(before, here.piece.text, signed):
            yield replace(here, label=found.label, weight=found.weight, start=found.start, end=found.end)
        before = (before + here.piece.text)[-CONTEXT:]


def walk(blocks: Sequence[Block]) -> Iterator[Spot]:
    """Yield the texts and calls of the running text, in reading order, with the pages they stand on."""
    page = at = 0
    for order, block in enumerate(blocks):
        if block.kind is Kind.NOTE or block.type == "contents":
            continue
        for pieces, inset in runs(block):
            for piece in pieces:
                at += 1
                if isinstance(piece, PageBreak):
                    page += 1
                elif isinstance(piece, Call):
                    yield Spot(pieces, piece, piece.label, page, order, inset, at=at)
                elif isinstance(piece, Text):
                    yield Spot(pieces, piece, "", page, order, inset, at=at)


def is_sign(label: str) -> bool:
    """Tell whether a note's label is a sign (`*`, `†`)."""
    return bool(label) and not label[0].isalnum()


def numbers(before: str, text: str, signed: bool) -> Iterator[Found]:
    """Yield the numbers of a text that may be calls, as they look after what stands before it.

    `signed`: with the signs that may be.
    """
    found = candidates(before + text)
    if signed:
        found = sorted([*found, *signs(before + text)], key=lambda one: one.start)
    for one in found:
        start, end = one.start - len(before), one.end - len(before)
        if start >= 0:
            yield Found(start, end, one.label, one.weight)


def runs(block: Block, inset: bool = False) -> Iterator[tuple[list[Inline], bool]]:
    """Yield the lists of pieces of a block and of its children, and whether they are a picture's."""
    yield block.inlines, inset
    for child in block.children:
        yield from runs(child, inset or block.kind is Kind.FIGURE)
