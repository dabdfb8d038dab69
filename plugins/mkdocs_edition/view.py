"""What templates see of the edition, as plain values: titles unescaped, addresses from the site's root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_edition.contents import Contents, Entry
from mkdocs_edition.plan import Plan, PlannedDocument

SHELF = 24
"""So many documents are shown beside one of a single page."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """The `edition` of a template: what every page is told."""

    documents: tuple[Entry, ...] = ()
    total: int = 0
    """How many documents there are; on a document's page, how many pages it has besides its title page."""
    shortcuts: bool = True
    version: str = ""
    date: str = ""
    """Day of the version, `2026-11-22`."""
    news: str = ""
    """Address of the page of what is new, from the site's root."""
    books: tuple[tuple[str, str], ...] = ()
    """Format and address of each book of the document."""


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
