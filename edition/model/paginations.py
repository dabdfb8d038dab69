"""Pages of the source: where each begins, in each of the paginations that a document has (TEI P5 §3.11.3).

`pb/@ed` says whose pages they are: an edition's, or, in the house's own use, that they were `counted` or
`inferred` and are not printed in the source.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.model.document import Document
from edition.tei.names import is_tei

UNPRINTED = frozenset(("counted", "inferred"))
"""Values of `@ed` for page numbers that the source does not print: shown in brackets."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The beginning of a page of the source. `n` is its number as printed, `page` the page of the site."""

    n: str
    id: str
    page: str


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of one edition, in reading order; `ed` is empty for pages that name none."""

    ed: str
    leaves: tuple[Leaf, ...]

    @property
    def printed(self) -> bool:
        """Whether the numbers stand in the source."""
        return self.ed not in UNPRINTED


def numbered(source: etree._Element) -> tuple[str, str]:
    """Return edition and number of a page beginning; some write the number into `@ed` alone."""
    number, edition = (source.get("n") or "").strip(), " ".join((source.get("ed") or "").split())
    if not number and any(c.isdigit() for c in edition):
        return "", edition
    return edition, number


def paginations(document: Document) -> tuple[Pagination, ...]:
    """Return the paginations of a document, first come first; pages without number are left out."""
    found: dict[str, list[Leaf]] = {}
    for source in document.root.iter("{*}pb", "{*}milestone"):
        if not is_tei(source) or (source.get("unit") or "page") not in ("page", "folio"):
            continue
        ident = document.ids.of.get(source, "")
        edition, number = numbered(source)
        page = document.page_of.get(ident)
        if number and page is not None:
            found.setdefault(edition, []).append(Leaf(number, ident, page))
    return tuple(Pagination(edition, tuple(leaves)) for edition, leaves in found.items())
