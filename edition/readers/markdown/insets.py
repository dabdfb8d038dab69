"""Pictures in a scanned book: captions, and what a recogniser read *in* a picture.

The picture itself is gone; left are a gap, a caption (in italics as a rule), and sometimes the letters
on a reproduced title page or document. Such a transcription is told by its script: a run of blocks in
another script than the text's, headings included. It interrupts the text and is not part of it
(TEI `figure` with `floatingText`, Guidelines 4.3.2 and 14.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.readers.scripts import language, main_script, scripts
from edition.tokens import Block, Call, Inline, Kind, LineBreak, Text, plain

LETTERS = 3
"""A block with fewer letters has no script of its own."""
LONGEST_CAPTION = 700
SHORT = 130
DATES = re.compile(r"[\s(\[\])–—\-\d.,;:?!”“\"'’c&/]*(?:\([^()]{0,60}\))?[\s(\[\])–—\-\d.,;:?!”“\"'’]*")
NAMED = re.compile(
    r"(?:fig(?:ure|\.)|plate|illustration|ill\.|photo(?:graph)?|map|abb(?:ildung|\.)|tafel|рис(?:унок|\.)|илл?\.|фото)"
    r"\s*(?:\d{1,3}(?:\.\d{1,3})?|[IVXL]{1,6})\s*[.:—–-]",
    re.IGNORECASE,
)
"""How a caption begins that says what it is: `Figure 3.`"""
WORDED = {Kind.P, Kind.HEAD, Kind.ITEM, Kind.TABLE, Kind.QUOTE, Kind.VERSE}


def text_of(block: Block) -> str:
    """Return all characters of a block and its children."""
    return " ".join([plain(block.inlines), *(text_of(child) for child in block.children)])


def find(blocks: list[Block]) -> list[Block]:
    """Return the blocks, every picture a `FIGURE`: its caption in `inlines`, what it shows in `children`."""
    main = main_script(text_of(block) for block in blocks)
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        end = transcription_end(blocks, at, main)
        if end > at:
            figure, at = picture(blocks, at, end)
            out.append(figure)
        elif is_caption(blocks, at, out):
            out.append(caption(blocks[at], out))
            at += 1
        else:
            out.append(blocks[at])
            at += 1
    return out


def is_foreign(block: Block, main: str) -> bool:
    """Say whether most letters of a block are of another script than the text's."""
    if block.kind not in WORDED:
        return False
    count = scripts(text_of(block))
    total = count.total()
    return total >= LETTERS and 2 * count[main] < total


def is_neutral(block: Block) -> bool:
    """Say whether a block has no script of its own: a gap, a rule, a number."""
    return block.kind in {Kind.GAP, Kind.RULE} or scripts(text_of(block)).total() < LETTERS


def transcription_end(blocks: Sequence[Block], at: int, main: str) -> int:
    """Return the end of the transcription that begins at `at`; `at` itself if none does."""
    if not is_foreign(blocks[at], main):
        return at
    end = at + 1
    while end < len(blocks):
        stop = next((i for i in range(end, min(end + 5, len(blocks))) if is_foreign(blocks[i], main)), None)
        if stop is None or not all(bridges(block) for block in blocks[end:stop]):
            break
        end = stop + 1
    while end < len(blocks) and blocks[end].kind in {Kind.P, Kind.ITEM} and is_neutral(blocks[end]):
        end += 1
    run = blocks[at:end]
    worded = [block for block in run if block.kind in WORDED]
    apart = at == 0 or blocks[at - 1].kind in {Kind.GAP, Kind.HEAD, Kind.NOTE, Kind.RULE}
    if len(worded) > 1 or worded[0].kind in {Kind.HEAD, Kind.TABLE} or apart or captions(blocks, end):
        return end
    return at


def bridges(block: Block) -> bool:
    """Say whether a block may stand inside a transcription without being in its script."""
    return is_neutral(block) or (
        block.kind in {Kind.P, Kind.TABLE} and len(text_of(block)) <= SHORT and not numbered(block)
    )


def numbered(block: Block) -> bool:
    return any(isinstance(piece, Call) for piece in block.inlines)


def picture(blocks: Sequence[Block], at: int, end: int) -> tuple[Block, int]:
    """Return the figure of a transcription with the captions after it, and where the text goes on."""
    stop = end + captions(blocks, end)
    run = [block for block in blocks[at:end] if block.kind is not Kind.GAP]
    figure = Block(Kind.FIGURE, first=blocks[at].first, last=blocks[stop - 1].last, children=run)
    figure.lang = language(" ".join(text_of(block) for block in run))
    for block in blocks[end:stop]:
        add_caption(figure, block)
    return figure, stop


def captions(blocks: Sequence[Block], at: int) -> int:
    """Return how many blocks from `at` on are the captions of a transcription that ends there.

    Blocks in italics are; blocks in plain letters are if a gap or a heading follows soon, so that they
    cannot be the text going on.
    """
    count = 0
    while at + count < len(blocks) and is_italic(blocks[at + count]):
        count += 1
    if count:
        return count
    while at + count < len(blocks) and count <= 3:
        block = blocks[at + count]
        if block.kind in {Kind.GAP, Kind.HEAD}:
            return count
        if block.kind is not Kind.P or len(plain(block.inlines)) > LONGEST_CAPTION or numbered(block):
            return 0
        count += 1
    return 0


def is_italic(block: Block) -> bool:
    """Say whether a paragraph is in italics throughout, dates and punctuation left aside."""
    if block.kind is not Kind.P or numbered(block):
        return False
    text = [piece for piece in block.inlines if isinstance(piece, Text)]
    slanted = "".join(piece.text for piece in text if "italic" in piece.rend)
    upright = "".join(piece.text for piece in text if "italic" not in piece.rend)
    return bool(slanted) and len(slanted) <= LONGEST_CAPTION and bool(DATES.fullmatch(upright))


def is_caption(blocks: Sequence[Block], at: int, out: Sequence[Block]) -> bool:
    """Say whether a block is a caption whose picture left nothing but a gap."""
    block = blocks[at]
    if block.kind is Kind.FIGURE:
        return False
    if is_named_caption(block):
        return True
    before = out[-1] if out else None
    return is_italic(block) and before is not None and before.kind in {Kind.GAP, Kind.FIGURE}


def is_named_caption(block: Block) -> bool:
    """Say whether a paragraph begins as captions do: `Figure 3. …`."""
    text = plain(block.inlines)
    return block.kind is Kind.P and len(text) <= LONGEST_CAPTION and bool(NAMED.match(text))


def caption(block: Block, out: list[Block]) -> Block:
    """Return the figure of a lone caption; a caption right after another one joins its figure."""
    figure = Block(Kind.FIGURE, first=block.first, last=block.last)
    near = bool(out) and out[-1].kind is Kind.FIGURE and out[-1].last + 2 >= block.first
    if near and not out[-1].children and not (out[-1].inlines and is_named_caption(block)):
        figure = out.pop()
        figure.last = block.last
    add_caption(figure, block)
    return figure


def add_caption(figure: Block, block: Block) -> None:
    """Add a caption's pieces to a figure, on a line of their own. Changes the figure."""
    if figure.inlines:
        figure.inlines.append(LineBreak(block.first))
    figure.inlines.extend(upright(block))


def upright(block: Block) -> list[Inline]:
    """Return a caption's pieces without the italics that only said "caption"."""
    slanted = is_italic(block)
    for piece in block.inlines:
        if isinstance(piece, Text) and slanted:
            piece.rend = tuple(style for style in piece.rend if style != "italic")
    return list(block.inlines)
