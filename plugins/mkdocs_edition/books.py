"""Books beside the site: which there are, and where they stand. `binder` makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_edition.plan import PlannedDocument

WHOLE = "edition"
NAMES = {"pdf": "PDF", "epub": "EPUB", "html": "HTML"}
"""Formats by the endings of their files."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A book that the site offers."""

    path: str
    """Its address, from the site's root."""
    format: str
    documents: tuple[str, ...]
    """What it holds; none for the whole edition."""


def planned(formats: Iterable[str], documents: Iterable[PlannedDocument]) -> tuple[Planned, ...]:
    """Return the books of a site: each text by itself; the whole edition, where it has several texts."""
    texts = [d for d in documents if not d.is_register]
    out = [Planned(f"{d.id}.{format_}", format_, (d.id,)) for d in texts for format_ in formats]
    if len(texts) > 1:
        taken = {d.id for d in texts}
        name = WHOLE if WHOLE not in taken else f"{WHOLE}-whole"
        out += [Planned(f"{name}.{format_}", format_, ()) for format_ in formats]
    return tuple(out)


def offered(books: Iterable[Planned], document: str = "") -> tuple[tuple[str, str], ...]:
    """Return name and address of the books of a document; of the whole edition, if none is named."""
    wanted = (document,) if document else ()
    return tuple((NAMES[book.format], quote(book.path)) for book in books if book.documents == wanted)
