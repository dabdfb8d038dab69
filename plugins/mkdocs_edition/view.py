"""What templates see of the edition, as plain values: titles unescaped, addresses from the site's root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.model.header import Header
from mkdocs_edition.contents import Contents, Entry, Level
from mkdocs_edition.paging import Paging
from mkdocs_edition.plan import Plan, PlannedDocument
from mkdocs_edition.publication import Cited

SHELF = 24
"""So many documents are shown beside one of a single page."""


@dataclass(frozen=True, slots=True)
class View:
    """The `edition` of a template: the document being read, if any, and its contents."""

    header: Header | None = None
    url: str = ""
    tei: str = ""
    contents: Level = field(default_factory=Level)
    """What of the document's contents is shown beside the page."""
    shelf: Level = field(default_factory=Level)
    """Beside a document of one page: the edition's other documents of its kind, near it."""
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


def documents(plan: Plan, urls: Mapping[tuple[str, str], str]) -> tuple[Entry, ...]:
    """Return the documents of the edition, by path."""
    return tuple(Entry(d.title, urls[d.id, ""], 0) for d in plan.documents)


def shelves(plan: Plan, urls: Mapping[tuple[str, str], str]) -> dict[bool, Contents]:
    """Return the edition's texts (`False`) and registers (`True`), to be shown beside one of one page."""
    every = {kind: [d for d in plan.documents if d.is_register is kind] for kind in (False, True)}
    return {
        kind: Contents(tuple(Entry(d.title, urls[d.id, ""], 0) for d in found), SHELF)
        for kind, found in every.items()
    }


def contents(document: PlannedDocument, urls: Mapping[tuple[str, str], str]) -> Contents:
    """Return a document's contents, without its title page."""
    return Contents(tuple(Entry(p.title, urls[document.id, p.id], p.depth) for p in document.pages[1:]))
