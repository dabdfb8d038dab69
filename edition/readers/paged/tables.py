"""Tables in columns, and what stands under a caption: a picture, or a table whose columns are lost."""

from __future__ import annotations

from edition.readers.paged import floats
from edition.readers.paged.flow import Flow
from edition.readers.paged.layout import ends_sentence, leads
from edition.readers.paged.markers import COLUMNS
from edition.readers.paged.setting import Span
from edition.tokens import Kind


def columned(flow: Flow, at: int) -> list[Span]:
    """Find rows in columns: at least two together, each divided by tabs or runs of blanks."""
    end = at - 1
    while end + 1 < len(flow.rows) and COLUMNS.search(flow.rows[end + 1].text):
        if end >= at and not flow.same_page(end + 1):
            break
        end += 1
    return [Span(Kind.TABLE, at, end)] if end > at and not leads(flow.rows[at].text) else []


def captioned(flow: Flow, at: int) -> list[Span]:
    """Find the caption of a picture, or that of a table and the table under it."""
    found = floats.caption(flow.rows[at].text)
    ended = (
        flow.set_off(at) or flow.roomy(at - 1, flow.measure.width) or ends_sentence(flow.rows[at - 1].text)
    )
    if not found or not ended:
        return []
    end = at
    while end + 1 < len(flow.rows) and end - at < 2 and not flow.set_off(end + 1):
        if flow.roomy(end, flow.measure.width * 0.9) or flow.opens(end + 1):
            break
        end += 1
    if found == floats.PICTURE:
        return [Span(Kind.FIGURE, at, end)]
    last, cells = floats.table(flow.rows, end + 1) if flow.same_page(end + 1) else (end, [])
    return [Span(Kind.TABLE, at, last, caption=end - at + 1, cells=cells)] if cells else []
