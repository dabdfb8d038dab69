"""What templates see of the edition, as plain values: titles unescaped, addresses from the site's root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from edition.model import Document, Edition
from edition.model.header import Header
from mkdocs_edition.paging import Paging
from mkdocs_edition.publication import Cited

WINDOW = 60
"""A document with more pages than this shows those around the page being read, and its first level."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a document's contents."""

    title: str
    url: str
    depth: int
    active: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The `edition` of a template: the document being read, if any, and its contents."""

    header: Header | None = None
    url: str = ""
    tei: str = ""
    entries: tuple[Entry, ...] = ()
    total: int = 0
    documents: tuple[Entry, ...] = ()
    page_title: str = ""
    is_title: bool = False
    paging: Paging | None = None
    """The way to the pages of the source, if they have numbers."""
    cited: Cited | None = None
    """How the page is cited, and what of it can be taken home."""
    version: str = ""
    date: str = ""
    """Day of the version, `2026-11-22`."""


def documents(edition: Edition, urls: Mapping[tuple[str, str], str]) -> tuple[Entry, ...]:
    """Return the documents of the edition, by path."""
    return tuple(Entry(d.header.title, urls[d.id, ""], 0) for d in edition.documents.values())


def entries(document: Document, urls: Mapping[tuple[str, str], str]) -> tuple[Entry, ...]:
    """Return a document's contents, without its title page."""
    return tuple(Entry(p.title, urls[document.id, p.id], p.depth) for p in document.pages[1:])


def around(every: tuple[Entry, ...], url: str) -> tuple[Entry, ...]:
    """Return the entries to show beside a page: all, or of very many those near it."""
    marked = tuple(replace(e, active=True) if e.url == url else e for e in every)
    if len(marked) <= WINDOW:
        return marked
    at = next((i for i, e in enumerate(marked) if e.active), 0)
    low = max(0, min(at - WINDOW // 2, len(marked) - WINDOW))
    return marked[low : low + WINDOW]
