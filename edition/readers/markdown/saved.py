"""What a saved web page has around its text, in Markdown: lines by `edition.readers.chrome`, lists of links.

A list of nothing but links before the article or behind it leads to the rest of the site; in the article it
is the author's. Nothing is discarded in a source that shows no trace of a web page.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.ledger import Ledger
from edition.readers import chrome
from edition.tokens import Block, Call, Kind, Text, plain

LINES = {Kind.P, Kind.HEAD, Kind.ITEM}
NAVIGATION = "chrome-navigation"
SILENT = frozenset({"contents", "table of contents", "index", "archives", "about", "contact", "help", "home"})
"""Lines that a book may have as well: no trace of a web page."""


def find(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks without the page around the text, each line entered under its rule."""
    blocks = [chrome.without_edit(block, ledger) if block.kind is Kind.HEAD else block for block in blocks]
    lines = [block for block in blocks if block.kind in LINES and not block.children]
    texts = [plain(block.inlines).strip() for block in lines]
    found = [chrome.chrome(text) for text in texts]
    if not chrome.is_saved([name for name, text in zip(found, texts, strict=True) if not _silent(text)]):
        return blocks
    found = chrome.decide(texts, found)
    _lists(lines, texts, found)
    gone = {id(block): name for block, name in zip(lines, found, strict=True) if name}
    for block in lines:
        if name := gone.get(id(block)):
            ledger.take(block.first, name, plain(block.inlines))
            ledger.mark(block.first, block.last, name)
    kept = [block for block in blocks if id(block) not in gone]
    return [chrome.without_reading_time(block, ledger) if block.kind is Kind.P else block for block in kept]


def _silent(text: str) -> bool:
    return text.casefold() in SILENT


def _lists(lines: Sequence[Block], texts: Sequence[str], found: list[str]) -> None:
    """Enter lists of links outside the article, and the page's own contents. Changes `found`."""
    prose = [at for at, text in enumerate(texts) if chrome.is_prose(text) and not found[at]]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind is Kind.ITEM and _is_link(lines[end]):
            end += 1
        headed = at > 0 and texts[at - 1].casefold() in {"contents", "table of contents"}
        inside = all(_leads(block, "#") for block in lines[at:end])
        if end > at and (end <= first or at > last or (headed and inside)):
            found[at:end] = [name or NAVIGATION for name in found[at:end]]
            if headed and inside:
                found[at - 1] = NAVIGATION
        at = max(end, at + 1)


def _is_link(block: Block) -> bool:
    """Say whether an item is nothing but links."""
    said = [piece for piece in block.inlines if not isinstance(piece, Text) or piece.text.strip(" |·•—–-")]
    return bool(said) and all(isinstance(piece, Text) and piece.href for piece in said)


def _leads(block: Block, start: str) -> bool:
    return all(
        not isinstance(piece, Call) and (not isinstance(piece, Text) or piece.href.startswith(start))
        for piece in block.inlines
        if not isinstance(piece, Text) or piece.text.strip()
    )
