"""Paragraphs that a page, a picture or a note block broke, made whole again.

What stood at the break stands inside the paragraph afterwards: the picture as an inset, a page break
where there is one. Where only blank lines are left of the page that ended there, the break is inferred:
it has no number, and says so in its pagination (`ed`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from edition.ledger import Ledger
from edition.readers import hyphens, shapes
from edition.readers.hyphens import Decision, Lexicon
from edition.readers.joins import runs_on
from edition.tokens import Block, Call, Inline, Inset, Kind, LineBreak, PageBreak, Text, plain

Words = Callable[[], Lexicon]
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
FIRST_WORD = re.compile(r"\S+")
SALUTATION = re.compile(
    r"(?:my\s+|our\s+)?(?:dear(?:est)?|esteemed|respected|comrades?|citizens?|gentlemen|sirs?|sehr\s+geehrte\w*|liebe[rs]?"
    r"|genoss\w+|дорог\w+|(?:много)?уважаем\w+|товарищи?|граждане|cher\w*|camarades?)\b.{0,70}[,!:]",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.!?…][”\"’'»)\]]*$")


def join(blocks: list[Block], ledger: Ledger, lexicon: Words) -> list[Block]:
    """Return the blocks with broken paragraphs joined, in the flow and inside notes and quotations.

    `lexicon` returns how the text prints its words: whether a hyphen at a break is the word's own.
    """
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.children and block.kind in {Kind.NOTE, Kind.QUOTE}:
            block.children = join(block.children, ledger, lexicon)
        at += 1
        while (half := other_half(blocks, at, block)) is not None:
            merge(block, blocks[at:half], blocks[half], ledger, lexicon)
            at = half + 1
        out.append(block)
    return out


def other_half(blocks: Sequence[Block], at: int, block: Block) -> int | None:
    """Return the index of the block that continues `block`, looking over pictures and gaps from `at` on."""
    if block.kind not in RUNNING or not block.inlines or SALUTATION.fullmatch(said(block).strip()):
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
    """Say whether a block begins as no continuation does: a call, a broken line, an entry's bold head."""
    first = block.inlines[0] if block.inlines else None
    if not isinstance(first, Text) or "bold" in first.rend:
        return True
    return any(isinstance(piece, LineBreak) for piece in block.inlines[:3])


def said(block: Block) -> str:
    """Return a block's characters; a call at its end says nothing of where a sentence ends."""
    return plain([piece for piece in block.inlines if not isinstance(piece, (Call, PageBreak))])


def merge(block: Block, between: Sequence[Block], half: Block, ledger: Ledger, lexicon: Words) -> None:
    """Append the other half to a block, with what stood between as insets. Changes the block."""
    target = block.children[-1] if block.children else block
    pieces = target.inlines
    last, following = pieces[-1], half.inlines[0]
    found = marks(between, half.first)
    if isinstance(last, Text):
        last.text = last.text.rstrip()
        if not (isinstance(following, Text) and mend(last, following, found, ledger, lexicon)):
            last.text += " "
    else:
        pieces.append(Text(" ", half.first))
    pieces.extend(found)
    pieces.extend(piece for piece in half.inlines if not isinstance(piece, Text) or piece.text)
    target.last = block.last = half.last
    ledger.normalised["paragraphs broken by a page or a picture joined"] += 1


def mend(before: Text, after: Text, between: Sequence[Inline], ledger: Ledger, lexicon: Words) -> bool:
    """Join a word that a break divides; say whether no blank belongs there. Changes the two texts."""
    end = hyphens.divided(before.text)
    word = FIRST_WORD.match(after.text)
    if end is None or word is None:
        return False
    decision = hyphens.decide(end[0], word[0], lexicon())
    if decision is Decision.SUSPEND:
        return False
    if decision is Decision.JOIN:
        before.text = before.text[: -len(end[1])]
        ledger.join(before.line, hyphens.last_piece(end[0]), hyphens.first_piece(word[0]))
    for piece in between:
        if isinstance(piece, PageBreak):
            piece.in_word = True
    if any(isinstance(piece, Inset) for piece in between):  # no picture stands inside a word
        before.text += after.text[: word.end()]
        after.text = after.text[word.end() :]
    return True


def marks(between: Sequence[Block], line: int) -> list[Inline]:
    """Return what stands at a break: its pictures and page breaks, or an inferred page break."""
    out: list[Inline] = []
    for block in between:
        if block.kind is Kind.FIGURE:
            out.append(Inset(block))
        elif block.kind is Kind.PAGE:
            out.extend(block.inlines)
    return out or [PageBreak("", line, INFERRED)]
