"""What leads from a note back to its call: `↩` behind it, `^`, `^ a b` or `Jump up ↑` before it.

The edition makes links back of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.ledger import Ledger
from edition.tokens import Block, Inline, Kind, Text

_ARROW = r"[↩↑^⤴↵⏎]\ufe0e?"
_JUMP = r"(?i:jump (?:back )?up(?: to)?:?)"
_BEFORE = re.compile(rf"\s*(?:{_JUMP}\s*)?{_ARROW}\s*(?:a\s+b(?:\s+[c-z])*\s+)?")
_BEHIND = re.compile(rf"\s*(?:{_ARROW}|\[{_ARROW}\])\s*$")
_LINKED = re.compile(rf"\s*(?:{_ARROW}|{_JUMP}|[a-z]|\d{{1,3}}\.\d{{1,3}})\s*")
"""What such a link says: an arrow; where a note has several calls, their letters or numbers."""


def strip(blocks: Sequence[Block], ledger: Ledger) -> None:
    """Take the links back off the notes. Changes the notes."""
    for block in blocks:
        if block.kind is Kind.NOTE and block.children:
            _before(block.children[0].inlines, ledger)
            _behind(block.children[-1].inlines, ledger)
            last = block.children[-1]
            if last.kind is Kind.P and not last.inlines and len(block.children) > 1:
                block.children.pop()


def _before(pieces: list[Inline], ledger: Ledger) -> None:
    """Take off what stands before a note: links of an arrow and letters, or an arrow typed."""
    linked = 0
    while linked < len(pieces) and _leads_back(pieces[linked], bool(linked)):
        linked += 1
    for piece in pieces[:linked]:
        if isinstance(piece, Text):
            ledger.take(piece.line, "note-back-link", piece.text)
    del pieces[:linked]
    first = pieces[0] if pieces else None
    match = _BEFORE.match(first.text) if isinstance(first, Text) else None
    if isinstance(first, Text) and match and (match.end() < len(first.text) or len(pieces) > 1):
        ledger.take(first.line, "note-back-link", match[0])
        first.text = first.text[match.end() :]
    if isinstance(first, Text):
        first.text = first.text.lstrip()


def _leads_back(piece: Inline, within: bool) -> bool:
    """Say whether a piece is such a link, or (`within` them) what divides two."""
    if not isinstance(piece, Text):
        return False
    if piece.href.startswith("#"):
        return _LINKED.fullmatch(piece.text) is not None
    return within and not piece.text.strip(" ,^↑")


def _behind(pieces: list[Inline], ledger: Ledger) -> None:
    """Take off the arrow, linked or not, that stands behind a note."""
    while pieces:
        last = pieces[-1]
        match = _BEHIND.search(last.text) if isinstance(last, Text) else None
        if not isinstance(last, Text) or match is None:
            return
        ledger.take(last.line, "note-back-link", match[0])
        last.text = last.text[: match.start()]
        if last.text:
            return
        pieces.pop()
        if pieces and isinstance(pieces[-1], Text):
            pieces[-1].text = pieces[-1].text.rstrip()
