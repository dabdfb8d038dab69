"""Addresses of pages that releases had and that are no more: where what stood there is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from edition.limits import Limits
from edition.model import Edition
from edition.model.document import Document, read
from edition.model.entries import entries
from edition.model.links import Inside
from edition.problems import EditionError

KEPT = 40
"""So many of a page's ids are kept: one of them will be found again."""

Former = Sequence[tuple[str, Sequence[str]]]
"""The pages that a version of a document had, each with ids that stood on it, the first ones first."""


def former(data: bytes, path: str, limits: Limits, words: Mapping[str, str]) -> Former:
    """Return the pages of an older version of a document: of its parts, and of a register's entries.

    Nothing for what is no TEI: it had no page.
    """
    try:
        document = read(data, path, limits, words=words)
    except EditionError:
        return []
    return [*parts(document), *records(document)]


def parts(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Yield the pages of a document with their ids."""
    held: dict[str, list[str]] = {page.id: [] for page in document.pages}
    for element in document.root.iter(etree.Element):
        ident = document.ids.of.get(element, "")
        page = document.page_of.get(ident)
        if ident in document.ids.authored and page is not None and len(held[page]) < KEPT:
            held[page].append(ident)
    yield from held.items()


def records(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Yield the pages that a register gives its entries (`model.entry_pages`).

    No id: an entry that is no more has no heir but the register.
    """
    if document.is_register:
        for entry in entries(document):
            yield re.sub(r"[^\w.~-]", "_", entry.id).lstrip(".") or "entry", []


def heir(edition: Edition, document: str, ids: Iterable[str]) -> Inside | None:
    """Return where in a document that still is the first of a page's ids is found; None if none is."""
    found = edition.documents[document]
    return next((Inside(document, ident) for ident in ids if ident in found.page_of), None)
