"""Chronologies: dated events, the date before the event or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.dates import DateFacts, read_date
from edition.readers.records.entries import Entry, gather, settle, styled_end
from edition.readers.records.spans import groups
from edition.tokens import Block, Kind, plain

DIVIDER = re.compile(r"\s*:\s*|\s*[–—−-]+\s*|\.\s+|\s*[,;]\s+|\s*=\s*")
LONGEST = 80
"""No printed date is longer."""


def chronology(blocks: Sequence[Block], year: int | None = None) -> list[Block]:
    """Return the blocks with dated entries as `EVENT`: parts `date` and `label` (date last) or `text`.

    `year` is the year that holds for dates without one (the heading's).
    """
    return gather(blocks, heads(blocks, year), "text", joins=False)


def heads(blocks: Sequence[Block], year: int | None = None) -> dict[int, Entry]:
    """Return the heads of dated entries by index of their block."""
    # A date at the end of a paragraph is often just the end of its last sentence.
    return settle(blocks, lambda block: read(block, year), lambda entry: entry.style == "first")


def read(block: Block, year: int | None = None) -> Entry | None:
    """Return the date of a paragraph that begins with one, ends in one, or is one."""
    text = plain(block.inlines)
    body = text.rstrip(" .;")
    whole = read_date(body, year) if len(body) <= LONGEST else None
    if whole is not None and whole.certainty != "unknown":
        return _entry("first", (("date", 0, len(body)),), whole)
    first = _first(text, styled_end(block.inlines), year)
    if first is not None:
        return first
    return _last(body, year)


def _entry(style: str, spans: tuple[tuple[str, int, int], ...], facts: DateFacts) -> Entry:
    return Entry(Kind.EVENT, style, spans, facts.attributes())


def _first(text: str, styled: int, year: int | None) -> Entry | None:
    """“8–16 March 1921 — Tenth Congress”: the longest date that a divider, or its own dress, ends."""
    ends = [(match.start(), match.end()) for match in DIVIDER.finditer(text, 0, LONGEST + 4)]
    ends += [(group.start, group.start) for group in groups(text[:LONGEST])]
    if 0 < styled < len(text):
        ends.append((len(text[:styled].rstrip(" .:,–—-")), styled))
    for end, start in sorted(ends, reverse=True):
        facts = read_date(text[:end], year)
        if facts is not None and facts.certainty != "unknown":
            return _entry("first", (("date", 0, end), ("text", start, len(text))), facts)
    return None


def _last(body: str, year: int | None) -> Entry | None:
    """“Tenth Congress: 8–16 March 1921”, “Tenth Congress (March 1921)”: the longest date at the end."""
    for start, end in _tails(body):
        facts = read_date(body[start:end], year)
        if facts is not None and facts.certainty != "unknown":
            label = len(body[:start].rstrip(" :,–—-=(["))
            return _entry("last", (("label", 0, label), ("date", start, end)), facts)
    return None


def _tails(body: str) -> Iterator[tuple[int, int]]:
    """Yield where the date at the end may begin and end, the longest first."""
    for match in DIVIDER.finditer(body, max(0, len(body) - LONGEST)):
        if match.start() > 0:
            yield match.end(), len(body)
    for group in groups(body[-LONGEST:]):
        shift = max(0, len(body) - LONGEST)
        if group.end + shift == len(body):
            yield group.start + shift + 1, len(body) - 1
