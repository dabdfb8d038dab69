"""The pages of the source as a list on the title page: how to go to one without a script."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from edition.model import Document, Edition
from edition.model.links import Inside
from edition.model.paginations import Pagination, paginations
from edition.render.html import add_class, safe_href, sub
from edition.render.walk import Walk


def page_list(walk: Walk, parent: etree._Element) -> None:
    """Append the pages of the source, folded, each with its address; nothing if the source has none."""
    every = paginations(walk.document)
    if not every:
        return
    box = sub(parent, "details", "page-list", id=walk.free("pages"))
    sub(box, "summary", text=walk.label("page-list"))
    for pagination in every:
        title = pagination_title(walk.edition, walk.document, pagination, walk.medium.labels)
        if len(every) > 1 or not pagination.printed:
            sub(box, "p", "page-list-title", text=title)
        out = sub(box, "ol", aria_label=title)
        out.set("data-ed", pagination.ed)
        if not pagination.printed:
            add_class(out, "unprinted")
        for leaf in pagination.leaves:
            href = safe_href(walk.href(walk.document.id, leaf.id))
            sub(sub(out, "li"), "a", href=href, text=leaf.n)


def pagination_title(
    edition: Edition, document: Document, pagination: Pagination, labels: Mapping[str, str]
) -> str:
    """Return what a pagination is called: by the header's name for its edition, else by its own word."""
    if not pagination.ed:
        return labels["pages-source"]
    if not pagination.printed:
        return labels[f"pages-{pagination.ed}"]
    return edition_name(edition, document, pagination.ed)


def edition_name(edition: Edition, document: Document, ed: str) -> str:
    """Return the name of what `@ed` points to, else the word itself without its `#`."""
    target = edition.resolve(ed, document) if ed.startswith("#") else None
    if isinstance(target, Inside):
        found = edition.documents[target.document].label(target.id)
        return found or target.id
    return ed.lstrip("#")
