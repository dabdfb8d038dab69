"""Note calls that a Markdown source types as plain characters: `life.[3]`, `life.*`.

They are calls only where bodies in the same dress answer: a paragraph that begins with `[3]` or `*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.ledger import Ledger
from edition.tokens import Block, Call, Inline, Kind, Text

SYMBOLS = "*†‡§"
BODY = re.compile(rf"\s*(?:\[(?P<number>\d{{1,3}})\]|(?P<symbol>[{SYMBOLS}]{{1,3}}))\s*(?=\S|$)")
CALL = re.compile(
    rf"(?<=[^\s*])(?:\s?\[(?P<number>\d{{1,3}})\]|(?P<symbol>[{SYMBOLS}]{{1,3}})(?=[\s.,;:!?)\]”\"’»—–-]|$))"
)
WORDED = {Kind.P, Kind.ITEM}


def find(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with typed calls, and the marks that bodies in their dress begin with, made calls."""
    bodies = {}
    for index in range(len(blocks)):
        label = body_label(blocks, index)
        if label:
            bodies[index] = label
    called = set(labels(blocks)) & set(bodies.values())
    if not called:
        return blocks
    for index, block in enumerate(blocks):
        if bodies.get(index) in called:
            open_body(block, bodies[index], ledger)
        convert(block, called, ledger)
    return blocks


def body_label(blocks: Sequence[Block], at: int) -> str:
    """Return the mark that a block begins with as a body might; a bullet counts where it stands alone."""
    block = blocks[at]
    if block.kind is Kind.ITEM and block.marker == "*":
        near = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
        return "" if any(other.kind is Kind.ITEM for other in near) else "*"
    first = block.inlines[0] if block.kind in WORDED and block.inlines else None
    match = BODY.match(first.text) if isinstance(first, Text) else None
    return (match["number"] or match["symbol"]) if match else ""


def pieces_of(block: Block) -> Iterator[list[Inline]]:
    """Yield the lists of pieces of a block and of its children."""
    yield block.inlines
    for child in block.children:
        yield from pieces_of(child)


def labels(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what stands in the text as a call might."""
    for block in blocks:
        for pieces in pieces_of(block):
            for before, piece in zip([None, *pieces], pieces, strict=False):
                if isinstance(piece, Text):
                    for match in matches(before, piece):
                        yield match["number"] or match["symbol"]


def matches(before: Inline | None, piece: Text) -> Iterator[re.Match[str]]:
    """Yield the calls in a text; one at its start is glued to the text before."""
    lead = before.text[-1:] if isinstance(before, Text) else ""
    for match in CALL.finditer(lead + piece.text):
        if match.start() >= len(lead):
            yield match


def open_body(block: Block, label: str, ledger: Ledger) -> None:
    """Make the mark that a body begins with a call. Changes the block."""
    if block.kind is Kind.ITEM and block.marker == "*":
        block.kind, block.marker = Kind.P, ""
        ledger.take(block.first, "note-call", label)
        block.inlines.insert(0, Call(label, block.first, printed=label))
        return
    first = block.inlines[0]
    match = BODY.match(first.text) if isinstance(first, Text) else None
    if isinstance(first, Text) and match is not None:
        printed = match[0].strip()
        ledger.take(first.line, "note-call", printed)
        first.text = first.text[match.end() :]
        block.inlines[:1] = [Call(label, first.line, printed=printed), *([first] if first.text else [])]


def convert(block: Block, called: set[str], ledger: Ledger) -> None:
    """Make calls of the typed ones in a block and its children. Changes the block."""
    for pieces in pieces_of(block):
        out: list[Inline] = []
        for before, piece in zip([None, *pieces], pieces[:], strict=False):
            out.extend(cut(before, piece, called, ledger) if isinstance(piece, Text) else [piece])
        pieces[:] = out


def cut(before: Inline | None, piece: Text, called: set[str], ledger: Ledger) -> Iterator[Inline]:
    """Yield a text in parts, calls between them."""
    lead = len(before.text[-1:]) if isinstance(before, Text) else 0
    done = 0
    for match in matches(before, piece):
        label = match["number"] or match["symbol"]
        if label in called:
            if match.start() - lead > done:
                yield Text(
                    piece.text[done : match.start() - lead], piece.line, piece.rend, piece.href, piece.lang
                )
            ledger.take(piece.line, "note-call", match[0].strip())
            yield Call(label, piece.line, printed=match[0].strip())
            done = match.end() - lead
    if done < len(piece.text):
        yield Text(piece.text[done:], piece.line, piece.rend, piece.href, piece.lang)
