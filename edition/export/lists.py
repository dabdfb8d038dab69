"""The lists that end a page of the site: the bodies of its notes, the entries of its apparatus."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.render.html import has_class


def bodies(html: etree._Element) -> dict[str, etree._Element]:
    """Return id -> item for the notes that are printed with a page."""
    return {str(item.get("id")): item for item in listed(html, "notes") if item.get("id")}


def entries(html: etree._Element) -> Iterator[etree._Element]:
    """Yield the entries of a page's apparatus, those of lists in its text aside."""
    for item in listed(html, "apparatus"):
        if has_class(item, "entry"):
            yield item


def listed(html: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the items of the list that ends a page."""
    for section in html.iterchildren("section"):
        if has_class(section, name) and (section.get("class") or "").split()[0] == name:
            yield from section.iterfind("ol/li")
