"""Lines of a TEI file: which place of the site says what stands there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter

from lxml import etree

from edition.model.document import Document
from edition.model.edition import Edition
from edition.model.links import Inside


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines on which what has an id begins, upwards, and the ids."""

    document: str
    starts: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()

    def id_at(self, line: int) -> str:
        """Return the id of what begins on a line, the outermost; else of what began last before it."""
        at = bisect_left(self.starts, line)
        if at < len(self.starts) and self.starts[at] == line:
            return self.ids[at]
        return self.ids[at - 1] if at and line else ""


def lines(document: Document) -> Lines:
    """Return the lines of a document's ids, as far as they are printed on a page."""
    found = [
        (element.sourceline or 0, ident)
        for element in document.root.iter(etree.Element)
        if (ident := document.ids.of.get(element)) in document.page_of
    ]
    found.sort(key=itemgetter(0))
    return Lines(document.id, tuple(line for line, _ in found), tuple(str(ident) for _, ident in found))


def place(edition: Edition, known: Lines, line: int) -> tuple[str, str]:
    """Return the page and the anchor of a line; what is before the text belongs to the title page."""
    ident = known.id_at(line)
    return edition.page_of(Inside(known.document, ident)) if ident else ("", "")
