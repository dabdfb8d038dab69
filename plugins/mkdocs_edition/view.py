"""What templates see of the edition, as plain values: titles unescaped, addresses from the site's root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.model import Document, Edition
from edition.model.header import Header
from mkdocs_edition.contents import Contents, Entry, Level
from mkdocs_edition.paging import Paging
from mkdocs_edition.publication import Cited


@dataclass(frozen=True, slots=True)
class View:
    """The `edition` of a template: the document being read, if any, and its contents."""

    header: Header | None = None
    url: str = ""
    tei: str = ""
    contents: Level = field(default_factory=Level)
    """What of the document's contents is shown beside the page."""
    trail: tuple[Entry, ...] = ()
    """The pages above this one, from the outermost."""
    number: int = 0
    """Which page of the document this is, of `total`; the title page is none."""
    shortcuts: bool = True
    total: int = 0
    documents: tuple[Entry, ...] = ()
    page_title: str = ""
    is_title: bool = False
    paging: Paging | None = None
    """The way to the pages of the source, if they have numbers."""
    noted: bool = False
    """Whether the document has notes that are called: its pages keep room for them beside the text."""
    cited: Cited | None = None
    """How the page is cited, and what of it can be taken home."""
    version: str = ""
    date: str = ""
    """Day of the version, `2026-11-22`."""


def documents(edition: Edition, urls: Mapping[tuple[str, str], str]) -> tuple[Entry, ...]:
    """Return the documents of the edition, by path."""
    return tuple(Entry(d.header.title, urls[d.id, ""], 0) for d in edition.documents.values())


def contents(document: Document, urls: Mapping[tuple[str, str], str]) -> Contents:
    """Return a document's contents, without its title page."""
    return Contents(tuple(Entry(p.title, urls[document.id, p.id], p.depth) for p in document.pages[1:]))
