"""Going to a page of the source: a table beside each document's title page, and what the form needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edition.model import Document
from edition.model.paginations import Pagination, paginations

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
    document: Document,
    urls: Mapping[tuple[str, str], str],
    relative: Callable[[str, str], str],
    name: Callable[[Pagination], str],
) -> tuple[Paging, str] | None:
    """Return a document's paging and its table as a script; None if no page of it has a number.

    `urls` are addresses by document and page, `relative` makes one as seen from another, `name` names a
    pagination.
    """
    every = paginations(document)
    if not every:
        return None
    root = urls[document.id, ""]
    table = [
        {
            "ed": pagination.ed,
            "leaves": [
                [leaf.n, f"{relative(urls[document.id, leaf.page], root)}#{leaf.id}"]
                for leaf in pagination.leaves
            ],
        }
        for pagination in every
    ]
    text = (
        json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        .replace("\u2028", " ")
        .replace("\u2029", " ")
    )
    named = tuple((pagination.ed, name(pagination)) for pagination in every)
    found = Paging(f"{document.id}/{TABLE}", named, not any(p.printed for p in every))
    return found, f"editionPages({text})\n"
