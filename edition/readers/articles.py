"""A Markdown source that is one article: a title over running text, then sections that carry no numbers.

In a book what stands before the first chapter is a title page; under an article's title the text begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.readers import shapes, titles
from edition.readers.plain import bundle, opened
from edition.tokens import Block, Call, Kind, Text, plain

OPENING = 12
"""Blocks. No article has more between its title and its text."""
UNDER = frozenset({Kind.P, Kind.HEAD, Kind.GAP, Kind.RULE, Kind.FIGURE, Kind.QUOTE})
"""What may stand between an article's title and its text."""
ARTICLES = frozenset({"introduction", "abstract", "contents"})
"""Front matter that an article has as well."""
PROSE = 120
"""Characters. A paragraph of so many that ends a sentence is running text."""
BYLINE = re.compile(r"(?P<name>[^•·|]{3,60}?)\s*[•·|]\s*.*\b(?:1[5-9]|20)\d\d\b.{0,12}")
"""Who wrote it and when, as pages have it: `By Greta Holm • 4 May 2018`."""


def open_text(blocks: list[Block], title: str) -> None:
    """Make the first heading of an article its title, the lines under it what they are. Changes the blocks.

    `title` is the work's from its card. The heading is the only one of its level and says that, or has a
    byline or a date under it; running text follows at once.
    """
    heads = [at for at, block in enumerate(blocks) if block.kind is Kind.HEAD and block.type != "sub"]
    if not heads:
        return
    at = heads[0]
    start = _text_start(blocks, at)
    others = [blocks[index] for index in heads[1:]]
    if start < 0 or blocks[at].level >= min((head.level for head in others), default=9) or _is_book(others):
        return
    lines = _lines(blocks[at : start + 1])
    said, wanted = _key(plain(blocks[at].inlines)), _key(title)
    named = bool(said and wanted) and (wanted in said or said in wanted)
    if named or any(block.type in {"byline", "dateline"} for block in lines):
        blocks[at : start + 1] = lines


def _text_start(blocks: Sequence[Block], at: int) -> int:
    """Return where running text begins under a heading, -1 if not before the next section."""
    subtitles = 0
    for index in range(at + 1, min(at + OPENING, len(blocks))):
        block = blocks[index]
        subtitles += block.kind is Kind.HEAD
        if block.kind not in UNDER or subtitles > 1:
            return -1
        text = plain([piece for piece in block.inlines if not isinstance(piece, Call)])
        if block.kind is Kind.P and len(text) >= PROSE and shapes.ends_sentence(text):
            return index
    return -1


def _is_book(heads: Sequence[Block]) -> bool:
    """Say whether headings are those of chapters and parts: named so, as prefaces and glossaries are."""
    said = [plain(head.inlines) for head in heads]
    numbered = any(titles.noun(text) and titles.number(text)[0] for text in said)
    front = {titles.part(text)[0] for text in said if titles.part(text)[1] == titles.FRONT}
    return numbered or bool(front - ARTICLES)


def _lines(blocks: Sequence[Block]) -> list[Block]:
    """Return a title, the lines under it, and the first paragraph of the text, each as what it is."""
    title = replace(blocks[0], type="text")
    under = [block for block in blocks[1:] if block.kind is not Kind.GAP]
    under = [replace(block, type="sub") if block.kind is Kind.HEAD else _byline(block) for block in under]
    return opened.find([title, *under])


def _byline(block: Block) -> Block:
    """Return a line that names the author as the byline that it is."""
    text = plain(block.inlines)
    byline = bundle.opening(block) == "byline" or (BYLINE.fullmatch(text) and len(text) < shapes.EDGE)
    if block.kind is Kind.P and byline and all(isinstance(piece, Text) for piece in block.inlines):
        return replace(block, kind=Kind.SIGNED, type="byline")
    return block


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
