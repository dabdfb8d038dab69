"""Paragraphs that a page, a picture or a note block broke, made whole again.

What stood at the break stands inside the paragraph afterwards: the picture as an inset, a page break
where there is one. Where only blank lines are left of the page that ended there, the break is inferred:
it has no number, and says so in its pagination (`ed`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.ledger import Ledger
from edition.readers import shapes
from edition.readers.joins import runs_on
from edition.tokens import Block, Call, Inline, Inset, Kind, LineBreak, PageBreak, Text, plain

INFERRED = "inferred"
RUNNING = {Kind.P, Kind.ITEM}
OVER = {Kind.GAP, Kind.FIGURE, Kind.PAGE}
"""What may stand between the halves of a paragraph."""
FARTHEST = 6
"""How many such blocks at most."""
LONG = 120
DASHES = "–—-"
NUMBER = re.compile(r"\d{1,4}(?![\d.)])")
OPENING = "“\"«„‘'*"
ENDED = re.compile(r"[.!?…][”\"’'»)\]]*$")


def join(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with broken paragraphs joined, in the flow and inside notes and quotations."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.children and block.kind in {Kind.NOTE, Kind.QUOTE}:
            block.children = join(block.children, ledger)
        at += 1
        while (half := other_half(blocks, at, block)) is not None:
            merge(block, blocks[at:half], blocks[half], ledger)
            at = half + 1
        out.append(block)
    return out


def other_half(blocks: Sequence[Block], at: int, block: Block) -> int | None:
    """Return the index of the block that continues `block`, looking over pictures and gaps from `at` on."""
    if block.kind not in RUNNING or not block.inlines:
        return None
    for index in range(at, min(at + FARTHEST, len(blocks))):
        other = blocks[index]
        if other.kind in OVER:
            continue
        if other.kind is not Kind.P or starts_apart(other):
            return None
        before = said(block.children[-1] if block.children else block)
        return index if runs_on(before, said(other)) or breaks_off(before, said(other)) else None
    return None


def breaks_off(before: str, after: str) -> bool:
    """Say whether a long paragraph stops at a bare word and another of whole sentences follows.

    Entries of a list, lines of a title page and dates stop so too, but are short or end no sentence.
    """
    before, after = before.rstrip(), after.strip()
    if len(before) < LONG or not after or after[0] in OPENING or not ENDED.search(after):
        return False
    if after[0].isdigit():
        if not NUMBER.match(after):
            return False
    elif after[0] not in DASHES and shapes.first_word(after).lower() in shapes.FUNCTION:
        return False
    return before[-1].isalnum() or before[-1] in f",{DASHES}"


def starts_apart(block: Block) -> bool:
    """Say whether a block begins as no continuation does: with a call, a broken line, or bold (an entry's head)."""
    first = block.inlines[0] if block.inlines else None
    if not isinstance(first, Text) or "bold" in first.rend:
        return True
    return any(isinstance(piece, LineBreak) for piece in block.inlines[:3])


def said(block: Block) -> str:
    """Return a block's characters; a call at its end stays out, as it says nothing of where a sentence ends."""
    return plain([piece for piece in block.inlines if not isinstance(piece, (Call, PageBreak))])


def merge(block: Block, between: Sequence[Block], half: Block, ledger: Ledger) -> None:
    """Append the other half to a block, with what stood between as insets. Changes the block."""
    target = block.children[-1] if block.children else block
    pieces = target.inlines
    if isinstance(pieces[-1], Text):
        pieces[-1].text = pieces[-1].text.rstrip() + " "
    else:
        pieces.append(Text(" ", half.first))
    pieces.extend(marks(between, half.first))
    pieces.extend(half.inlines)
    target.last = block.last = half.last
    ledger.normalised["paragraphs broken by a page or a picture joined"] += 1


def marks(between: Sequence[Block], line: int) -> list[Inline]:
    """Return what stands at a break: its pictures and page breaks, or an inferred page break."""
    out: list[Inline] = []
    for block in between:
        if block.kind is Kind.FIGURE:
            out.append(Inset(block))
        elif block.kind is Kind.PAGE:
            out.extend(block.inlines)
    return out or [PageBreak("", line, INFERRED)]
