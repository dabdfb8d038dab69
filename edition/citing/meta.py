"""What reference managers and search engines read in a page's head: Highwire and Dublin Core tags, JSON-LD.

Highwire as Google Scholar's inclusion guidelines and Zotero's "Embedded Metadata" read it; Dublin Core by
DCMI's "Expressing Dublin Core in HTML/XHTML meta and link elements"; schema.org as JSON-LD 1.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from edition.citing.item import Item
from edition.model.names import Name


def tags(item: Item) -> tuple[tuple[str, str], ...]:
    """Return name and content of each `meta` element, in order; what is not known has none."""
    return tuple((name, " ".join(value.split())) for name, value in every(item) if value.strip())


def every(item: Item) -> Iterator[tuple[str, str]]:
    """Yield name and content, empty contents too."""
    yield "citation_title", item.title
    for name in item.authors:
        yield "citation_author", name.inverted()
    for name in item.editors:
        yield "citation_editor", name.inverted()
    yield "citation_publication_date", item.date.replace("-", "/")
    if item.container:
        yield "citation_inbook_title", item.container
        yield "citation_book_title", item.container
    yield "citation_series_title", item.series
    yield "citation_publisher", item.publisher
    yield "citation_language", item.language
    yield "citation_keywords", "; ".join(item.keywords)
    yield "citation_public_url", item.url
    yield "DC.title", item.title
    for name in item.authors:
        yield "DC.creator", name.inverted()
    for name in (*item.editors, *item.translators):
        yield "DC.contributor", name.inverted()
    yield "DC.date", item.date
    yield "DC.publisher", item.publisher
    yield "DC.language", item.language
    yield "DC.rights", item.licence
    yield "DC.identifier", item.url
    yield "DCTERMS.isPartOf", item.container


def json_ld(item: Item) -> str:
    """Return the item as JSON-LD; `<` is escaped, so that no text ends the script element."""
    values = {"@context": "https://schema.org", **linked(item)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def linked(item: Item) -> dict[str, Any]:
    """Return the item as a node of JSON-LD; what is not known has no key."""
    values: dict[str, Any] = {
        "@type": "Chapter" if item.series else "CreativeWork",
        "@id": item.url,
        "url": item.url,
        "name": item.title,
        "author": [thing(name) for name in item.authors],
        "editor": [thing(name) for name in item.editors],
        "translator": [thing(name) for name in item.translators],
        "datePublished": item.date,
        "version": item.version,
        "inLanguage": item.language,
        "license": item.licence,
        "keywords": ", ".join(item.keywords),
        "publisher": {"@type": "Organization", "name": item.publisher} if item.publisher else None,
        "isPartOf": containers(item),
    }
    return {key: value for key, value in values.items() if value}


def containers(item: Item) -> dict[str, Any] | None:
    """Return what an item is part of, the outermost inside."""
    out: dict[str, Any] | None = None
    for kind, name in (("WebSite", item.series), ("Book" if item.series else "WebSite", item.container)):
        if name:
            out = {"@type": kind, "name": name, **({"isPartOf": out} if out else {})}
    return out


def thing(name: Name) -> dict[str, str]:
    """Return a name as schema.org's Person or Organization."""
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    person = {
        "@type": "Person",
        "name": name.direct(),
        "familyName": name.family,
        "givenName": name.given,
    }
    return {key: value for key, value in person.items() if value}
