"""The reader of plain text: a paragraph a line, or paragraphs between blank lines, and no markup at all.

Every step takes blocks and gives blocks; each recognises one thing and leaves the rest `P`. What a step
has recognised the later ones do not touch, so the order is from the surest evidence to the weakest.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.ledger import Ledger
from edition.problems import Problems
from edition.readers import chrome, hyphens, shapes, speech, verse
from edition.readers.plain import (
    behind,
    bundle,
    columns,
    dumped,
    endnotes,
    heads,
    items,
    landing,
    layout,
    signed,
    wrapped,
)
from edition.tokens import Block, Kind, plain

LANDING = 0.6
"""From this evidence on, a source is a journal's landing page rather than a text."""


def read(lines: Sequence[str], ledger: Ledger, problems: Problems) -> list[Block]:
    """Return the blocks of a plain text in reading order, every nonblank line entered in the ledger."""
    lines = dumped.without_links(lines, ledger)
    if landing.evidence(lines)[0] >= LANDING:
        return landing.read(lines, ledger, problems)
    tables, rest = columns.find(lines)
    rows = layout.paragraphs(rest)
    for row in [*rows, *tables]:
        ledger.mark(row.first, row.last, "text")
    rows = wrapped.furniture(chrome.strip(rows, ledger), ledger)
    rows = _in_order(rows, tables)
    blocks = behind.find(endnotes.find(bundle.find(rows, ledger, problems), ledger), ledger)
    out: list[Block] = []
    for region in endnotes.regions(blocks):
        out.extend(_text(region, ledger))
    wrapped.mend(out, hyphens.lexicon(rest), ledger, problems)
    _mark_shared(out, ledger)
    return out


def _text(region: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Recognise what one text of the file holds."""
    body = [block for block in region if block.kind is not Kind.NOTE]
    notes = [block for block in region if block.kind is Kind.NOTE]
    body = signed.close(body)
    body = speech.marked(body)
    body = heads.numbered(body, ledger)
    body = verse.find(items.find(body, ledger))
    body = endnotes.joined(body)
    body = speech.interview(body)
    body = heads.short_lines(body, ledger)
    return _in_order(body, notes)


def _in_order(body: Sequence[Block], notes: Sequence[Block]) -> list[Block]:
    """Put the notes back where they stood; what shares a note's last line comes after it."""
    return sorted([*notes, *body], key=lambda block: block.first) if notes else list(body)


def _mark_shared(blocks: Sequence[Block], ledger: Ledger) -> None:
    """Mark a line as text that ends a note and begins another text."""
    for block in blocks:
        if block.kind is Kind.HEAD:
            ledger.mark(block.first, block.last, "text")


def evidence(lines: Sequence[str]) -> tuple[float, str]:
    """Return how much the lines look like plain text, from 0 to 1, and why."""
    landed = landing.evidence(lines)
    if landed[0] >= LANDING:
        return landed
    rows = layout.paragraphs(columns.find(lines[:20000])[1])
    rows = [row for row in rows if any(c.isalpha() for c in plain(row.inlines))]
    if not rows:
        return 0.0, "no lines"
    texts = [plain(row.inlines) for row in rows]
    markup = sum(
        text.startswith(("#", "![", "<", "- [", "|", "```")) or "<sup>" in text[:400] for text in texts
    )
    lower = sum(map(shapes.starts_lower, texts)) / len(texts)
    closed = sum(map(shapes.ends_sentence, texts)) / len(texts)
    score = max(0.0, 0.5 + 0.5 * closed - 2.5 * lower - 6 * markup / len(texts))
    why = f"{closed:.0%} of the paragraphs end a sentence, {lower:.0%} begin inside one, {markup} with markup"
    return min(1.0, score), why
