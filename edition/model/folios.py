"""Which page of the source is open where a page of the site begins."""

from __future__ import annotations

from lxml import etree

from edition.model.document import Document
from edition.tei.names import tei


def pagination(document: Document) -> str:
    """Return the pagination that pages are cited by: that of the document's first page beginning."""
    first = next((pb for pb in document.root.iter(tei("pb")) if pb.get("n")), None)
    return "" if first is None else (first.get("ed") or "")


def open_pages(document: Document) -> dict[str, str]:
    """Return page id -> number of the source's page that is open where it begins; nothing if none is."""
    ed, number = pagination(document), ""
    starts = {page.roots[0]: page.id for page in document.pages if page.roots}
    out: dict[str, str] = {}
    for element in document.root.iter(etree.Element):
        if element in starts:
            out[starts[element]] = number
        if element.tag == tei("pb") and (element.get("ed") or "") == ed:
            number = (element.get("n") or "").strip() or number
    return out
