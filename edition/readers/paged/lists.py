"""Lists: items under markers that follow each other, and the entries of a printed table of contents."""

from __future__ import annotations

from edition.readers.paged.flow import Flow
from edition.readers.paged.layout import leads
from edition.readers.paged.markers import ITEM, first, follows
from edition.readers.paged.setting import Span
from edition.tokens import Kind


def items(flow: Flow, at: int) -> list[Span]:
    """Find items: at least two markers of a kind that follow each other in order."""
    out: list[Span] = []
    marker = ""
    while at < len(flow.rows):
        match = ITEM.match(flow.rows[at].text)
        if match is None or (out and not follows(marker, match[1])):
            break
        if not out and not first(match[1]):
            break
        marker = match[1]
        end = _end(flow, at)
        out.append(Span(Kind.ITEM, at, end, n=marker))
        at = end + 1
    return out if len(out) > 1 else []


def _end(flow: Flow, at: int) -> int:
    end = at
    marker = ITEM.match(flow.rows[at].text)
    while not flow.ends(end, at):
        match = ITEM.match(flow.rows[end + 1].text)
        if match and marker and follows(marker[1], match[1]):
            break
        end += 1
    return end


def contents(flow: Flow, at: int) -> list[Span]:
    """Find the entry of a table of contents: a line that leads with dots to a number."""
    return [Span(Kind.ITEM, at, at, type="contents")] if leads(flow.rows[at].text) else []
