"""From hard-wrapped rows to blocks: what begins at a row, in the order in which it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from edition.readers.paged import lists, quotes, stanzas, tables
from edition.readers.paged.flow import Flow
from edition.readers.paged.layout import ends_sentence, signs
from edition.readers.paged.setting import Span
from edition.tokens import Kind

_CREDIT = re.compile(r"[-–—―]\s*[^\W\d_a-zа-я]")


def spans(flow: Flow) -> list[Span]:
    """Return the spans of all rows, in order."""
    out: list[Span] = []
    at = 0
    while at < len(flow.rows):
        made = _begin(flow, at, out)
        out.extend(made)
        at = made[-1].last + 1
    return out


def _begin(flow: Flow, at: int, out: Sequence[Span]) -> list[Span]:
    """Return what begins at a row, after the spans before it; where no rule finds anything, a paragraph."""
    for rule in RULES:
        made = rule(flow, at)
        if made:
            return made
    credit = _credit(flow, at, out)
    return [credit] if credit else [Span(Kind.P, at, flow.paragraph_end(at))]


def _head(flow: Flow, at: int) -> list[Span]:
    span = flow.head(at)
    if span is None:
        return []
    if span.n or span.type in {"named", "chapter"}:
        flow.depth = span.level
    span.type = ""
    return [span]


def _signed(flow: Flow, at: int) -> list[Span]:
    """Find the line that signs a preface or a letter."""
    ended = at > 0 and ends_sentence(flow.rows[at - 1].text)
    return [Span(Kind.SIGNED, at, at)] if ended and signs(flow.rows[at].text) and flow.closes(at) else []


def _credit(flow: Flow, at: int, out: Sequence[Span]) -> Span | None:
    """Return the lines under a motto or a quotation that name its author."""
    if not out or out[-1].kind not in (Kind.VERSE, Kind.QUOTE) or not _CREDIT.match(flow.rows[at].text):
        return None
    end = at
    while end + 1 < len(flow.rows) and end - at < 2 and not flow.set_off(end + 1):
        end += 1
    return Span(Kind.SIGNED, at, end)


RULES: tuple[Callable[[Flow, int], list[Span]], ...] = (
    _signed,
    _head,
    tables.captioned,
    lists.items,
    stanzas.verse,
    stanzas.centred,
    tables.columned,
    lists.contents,
    quotes.quote,
)
"""What may begin at a row, the surest first."""
