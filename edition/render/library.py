"""The list of all documents, for the site's first page or wherever an editor asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from edition.model import Document, Edition
from edition.render.html import safe_href, sub
from edition.render.medium import Medium


def library(edition: Edition, medium: Medium) -> etree._Element:
    """Return the list of the edition's documents: texts first, registers after them."""
    out = etree.Element("div", {"class": "library"})
    every = list(edition.documents.values())
    shelf(out, [d for d in every if not d.is_register], medium, "")
    shelf(out, [d for d in every if d.is_register], medium, medium.labels["registers"])
    return out


def shelf(parent: etree._Element, documents: Iterable[Document], medium: Medium, title: str) -> None:
    """Append a list of documents with the facts one chooses by."""
    found = list(documents)
    if not found:
        return
    if title:
        sub(parent, "p", "library-title", text=title)
    out = sub(parent, "ul")
    for document in found:
        header = document.header
        item = sub(out, "li")
        if header.authors:
            sub(item, "span", "library-author", text=", ".join(header.authors))
        sub(item, "a", "library-link", href=safe_href(medium.page_href(document.id, "")), text=header.title)
        if header.subtitle:
            sub(item, "span", "library-sub", text=header.subtitle)
        facts = [
            f"{medium.labels['translator']}: {', '.join(header.translators)}" if header.translators else "",
            ", ".join(v for v in (header.place, header.publisher, header.date) if v),
        ]
        if any(facts):
            sub(item, "span", "library-facts", text=" · ".join(f for f in facts if f))
