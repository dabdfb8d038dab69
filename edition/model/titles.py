"""Titles that tell documents apart: a series of inscriptions may have one title, a poet two “Poems”."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from edition.model.document import Document
from edition.model.header import path
from edition.model.reading import reading_text

LONGEST = 60
"""What is longer than this is no mark to tell a document by."""


def idno(steps: str) -> Callable[[Document], str]:
    """Return a function that gives the first identifier at a path of the header that is no address."""

    def read(document: Document) -> str:
        every = (reading_text(e) for e in document.root.iterfind(path(f"teiHeader/fileDesc/{steps}")))
        return next((text for text in every if text and "/" not in text), "")

    return read


MARKS: tuple[Callable[[Document], str], ...] = (
    lambda document: document.header.subtitle,
    lambda document: ", ".join(document.header.authors),
    idno("publicationStmt/idno"),
    idno("sourceDesc//msIdentifier/idno"),
    lambda document: document.header.date,
    lambda document: PurePosixPath(document.path).stem,
    lambda document: document.id,
)
"""What may tell documents of one title apart, the best first."""


def distinct(documents: Iterable[Document]) -> dict[str, str]:
    """Return id -> title for documents; those whose title others have too say in brackets which they are."""
    alike: dict[str, list[Document]] = {}
    for document in documents:
        alike.setdefault(document.header.title.casefold(), []).append(document)
    out: dict[str, str] = {}
    for group in alike.values():
        marks = telling(group) if len(group) > 1 else [""]
        for document, mark in zip(group, marks, strict=True):
            out[document.id] = f"{document.header.title} ({mark})" if mark else document.header.title
    return out


def telling(group: list[Document]) -> list[str]:
    """Return a mark for each document of a group: of the first kind that all have, short, and differently."""
    for mark in MARKS:
        found = [mark(document) for document in group]
        if all(0 < len(text) <= LONGEST for text in found) and len(set(found)) == len(found):
            return found
    return [document.id for document in group]
