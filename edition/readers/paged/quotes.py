"""Quotations set off from the text: set in, or set narrower."""

from __future__ import annotations

from edition.readers.paged import floats
from edition.readers.paged.flow import Flow
from edition.readers.paged.layout import NARROW
from edition.readers.paged.markers import CALL_TAIL
from edition.readers.paged.setting import INDENT, RUN, Span
from edition.tokens import Kind


def quote(flow: Flow, at: int) -> list[Span]:
    """Find a quotation, narrower than the text by its indentation or by where its lines break."""
    end = _indented_end(flow, at)
    if end >= at:
        return [Span(Kind.QUOTE, at, end)]
    end = _narrow_end(flow, at) if flow.measure.quote else -1
    return [Span(Kind.QUOTE, at, end, measure=flow.measure.narrow())] if end >= at else []


def _indented_end(flow: Flow, at: int) -> int:
    indent = flow.rows[at].indent
    if indent < INDENT or floats.caption(flow.rows[at].text):
        return at - 1
    end = at
    while end + 1 < len(flow.rows) and abs(flow.rows[end + 1].indent - indent) <= 1:
        if flow.opens(end + 1):
            break
        end += 1
    return end if end > at else at - 1


def _narrow_end(flow: Flow, at: int) -> int:
    """Return the last row of a quotation set narrower, or the row before `at` if there is none.

    All its lines keep within the narrow measure. Proof is an inner line that goes on although it had
    room in the text's measure (a first line proves nothing: it may be indented); or else a gap after
    a stretch that the text before announces. Without a gap it ends with its last proved paragraph.
    """
    inner = flow.narrowed()
    proved, end, start = at - 1, at - 1, at
    most = min(len(flow.rows), at + RUN)
    while start < most and (start == at or not flow.gap(start)):
        end, proof = _narrow_paragraph(flow, start, inner)
        if end < start or flow.head(start) is not None:
            break
        if start == at and not proof and not _introduced(flow, at):
            break
        proved = end if proof else proved
        start = end + 1
        if flow.gap(start) and (proved >= at or _introduced(flow, at)):
            return end
    return proved


def _narrow_paragraph(flow: Flow, at: int, inner: Flow) -> tuple[int, bool]:
    """Return the last row of the narrow paragraph at a row (the row before: none), and its proof."""
    limit, end, proof = flow.measure.quote * 1.02, at, False
    if flow.measure.quote > flow.measure.width * NARROW and not (flow.set_off(at) and _introduced(flow, at)):
        return at - 1, False
    while flow.measure.of(flow.rows[end].text) <= limit:
        if inner.ends(end, at):
            return end, proof
        proof = proof or (end > at and flow.roomy(end, flow.measure.width))
        end += 1
    return at - 1, False


def _introduced(flow: Flow, at: int) -> bool:
    """Tell whether the text before announces a quotation."""
    return at > 0 and CALL_TAIL.sub("", flow.rows[at - 1].text).endswith((":", "following", "…"))
