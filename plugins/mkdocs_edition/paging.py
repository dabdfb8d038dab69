"""Going to a page of the source: a table beside each document's title page, and what the form needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_edition.plan import PlannedDocument

TABLE = "pages.js"


@dataclass(frozen=True, slots=True)
class Paging:
    """A document's way to its source's pages, as templates see it."""

    table: str
    """Address of the table, from the site's root."""
    editions: tuple[tuple[str, str], ...]
    """`pb/@ed` and its name, for each pagination."""
    bracketed: bool
    """Whether all numbers are counted or inferred."""


def paging(
    document: PlannedDocument, urls: Mapping[tuple[str, str], str], relative: Callable[[str, str], str]
) -> tuple[Paging, str] | None:
    """Return a document's paging and its table as a script; None if no page of it has a number.

    `urls` are addresses by document and page, `relative` makes one as seen from another.
    """
    every = document.paginations
    if not every:
        return None
    root = urls[document.id, ""]
    table = [
        {
            "ed": pagination.ed,
            "leaves": [
                [number, f"{relative(urls[document.id, page], root)}#{ident}"]
                for number, ident, page in pagination.leaves
            ],
        }
        for pagination in every
    ]
    text = (
        json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        .replace("\u2028", " ")
        .replace("\u2029", " ")
    )
    named = tuple((pagination.ed, pagination.name) for pagination in every)
    found = Paging(f"{document.id}/{TABLE}", named, not any(p.printed for p in every))
    return found, f"editionPages({text})\n"
