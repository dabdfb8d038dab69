"""What only its dress tells of a Markdown paragraph: bold lines are headings, broken lines are verse."""

from __future__ import annotations

from collections.abc import Sequence

from edition.readers import shapes, speech, verse
from edition.tokens import RUN_IN, Block, Call, Inline, Kind, LineBreak, Text, plain

DEEPEST = 6
"""Level of a heading in bold: below whatever has a level of its own."""
LONGEST_HEAD = 120
STOPS = frozenset(".:—–")


def find(blocks: list[Block]) -> list[Block]:
    """Return the blocks with bold lines made headings, broken lines verse, and named speakers speeches."""
    blocks = [stanza(block) for block in blocks]
    return speech.marked(bold_heads(blocks))


def bold_heads(blocks: list[Block]) -> list[Block]:
    """Return the blocks with bold lines over a paragraph made headings; those of a title page are none."""
    opened = not any(block.kind is Kind.HEAD for block in blocks)
    for index, block in enumerate(blocks):
        opened = opened or (block.kind is Kind.HEAD and long_text_follows(blocks, index))
        if opened and is_bold_line(block) and long_text_follows(blocks, index):
            block.kind, block.level = Kind.HEAD, DEEPEST
            for piece in block.inlines:
                if isinstance(piece, Text):
                    piece.rend = tuple(style for style in piece.rend if style != "bold")
    return blocks


def run_in_heads(div: Block) -> None:
    """Mark the bold words that a paragraph begins with as its run-in heading. Changes the section's blocks.

    To be called when records have been recognised: the bold heads of glossary entries are none.
    """
    for block in div.children:
        if block.kind is Kind.DIV:
            run_in_heads(block)
        elif block.kind is Kind.P:
            first, rest = [*block.inlines[:2], None, None][:2]
            if isinstance(first, Text) and isinstance(rest, Text) and is_run_in(first, rest):
                first.rend = (RUN_IN,)


def is_run_in(first: Text, rest: Text) -> bool:
    """Say whether bold words before running text are a heading: short, and closed by a stop or a colon."""
    closed = first.text.rstrip()[-1:] in STOPS or rest.text.lstrip()[:1] in STOPS
    return first.rend == ("bold",) and "bold" not in rest.rend and closed and len(first.text) <= LONGEST_HEAD


def is_bold_line(block: Block) -> bool:
    """Say whether a paragraph is one short line, all of it bold."""
    text = plain(block.inlines)
    return (
        block.kind is Kind.P
        and 0 < len(text) <= LONGEST_HEAD
        and not any(isinstance(piece, LineBreak) for piece in block.inlines)
        and all(
            "bold" in piece.rend for piece in block.inlines if isinstance(piece, Text) and piece.text.strip()
        )
        and not text.rstrip().endswith((",", ";"))
    )


def long_text_follows(blocks: Sequence[Block], index: int) -> bool:
    """Say whether a block is followed by a paragraph of running text, or by another heading over one."""
    for block in blocks[index + 1 : index + 4]:
        if block.kind is Kind.P and not is_bold_line(block):
            return len(plain(block.inlines)) > LONGEST_HEAD or shapes.ends_sentence(plain(block.inlines))
        if block.kind not in {Kind.GAP, Kind.HEAD, Kind.P}:
            return block.kind in {Kind.ITEM, Kind.QUOTE, Kind.TABLE, Kind.FIGURE}
    return False


def stanza(block: Block) -> Block:
    """Return the stanza that a paragraph of broken lines is, or the block itself."""
    if block.kind is Kind.QUOTE:
        block.children = [stanza(child) for child in block.children]
        return block
    if block.kind is not Kind.P or not any(isinstance(piece, LineBreak) for piece in block.inlines):
        return block
    lines = split_lines(block.inlines)
    if not verse.is_stanza([plain(line) for line in lines]) or any(
        len(plain(line)) > verse.LONGEST for line in lines
    ):
        return block
    children = [Block(Kind.L, line, line_of(line, block.first), line_of(line, block.first)) for line in lines]
    return Block(Kind.VERSE, first=block.first, last=block.last, children=children)


def split_lines(pieces: Sequence[Inline]) -> list[list[Inline]]:
    """Return pieces divided at line breaks."""
    lines: list[list[Inline]] = [[]]
    for piece in pieces:
        if isinstance(piece, LineBreak):
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in lines if line]


def line_of(pieces: Sequence[Inline], default: int) -> int:
    """Return the source line on which pieces begin."""
    first = pieces[0] if pieces else None
    return first.line if isinstance(first, (Text, Call)) else default
