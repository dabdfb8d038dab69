"""A page costs the same however many a document has: what is made of one asks nothing of all the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from edition.labels import labels
from edition.limits import Limits
from edition.model import Document, Edition
from edition.model.document import read
from edition.model.excerpt import excerpt
from edition.render import Medium, render
from edition.render.state import page_state

NOTED = '<p xml:id="p{n}">One<note xml:id="n{n}">Note <ref target="#p1">{n}</ref></note></p>'
APART = '<note target="#p{n}" xml:id="m{n}">Apart</note>'
BOOK = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>{body}</body><back><div type="notes">{notes}</div></back></text></TEI>"""


class WentThroughError(Exception):
    """Somebody went through all pages, or all notes, of a document."""


class Pages(tuple[Any, ...]):
    """Pages that can be asked for by number only."""

    def __iter__(self) -> Iterator[Any]:
        raise WentThroughError


class Notes(dict[str, Any]):
    """Notes that can be asked for by id only."""

    def __iter__(self) -> Iterator[str]:
        raise WentThroughError

    def values(self) -> Any:
        raise WentThroughError

    def items(self) -> Any:
        raise WentThroughError


@pytest.fixture
def book() -> Document:
    """A book of parts and chapters with notes, in each chapter and behind the book."""
    chapters = [f'<div type="chapter" xml:id="c{n}">{NOTED.format(n=n)}</div>' for n in range(1, 7)]
    parts = [
        f'<div type="part" xml:id="part{n}"><head>Part {n}</head><p>Said first.</p>{"".join(some)}</div>'
        for n, some in enumerate((chapters[:3], chapters[3:]), 1)
    ]
    notes = "".join(APART.format(n=n) for n in range(1, 7))
    data = BOOK.format(body="".join(parts), notes=notes).encode()
    return read(data, "book.xml", Limits(0, 200))


def closed(document: Document) -> Document:
    """Return a document whose pages and notes cannot be gone through."""
    notes = replace(document.notes, by_id=Notes(document.notes.by_id))
    out = replace(document, notes=notes)
    out.pages = Pages(document.pages)
    return out


MEDIUM = Medium(lambda document, page: f"{document}/{page}", lambda path: path, labels("en"))


@pytest.mark.parametrize("what", ["state", "html", "tei"])
def test_a_page_is_made_without_going_through_all_pages(what: str, book: Document) -> None:
    edition = Edition({"book": book}).indexed()
    assert [page.id for page in book.pages] == ["", "part1", "c1", "c2", "c3", "part2", "c4", "c5", "c6"]
    shut = closed(book)
    for page in book.pages[1:]:
        if what == "state":
            assert page_state(edition, shut, page) == page_state(edition, book, page)
        elif what == "html":
            assert "Apart" in render(edition, shut, page, MEDIUM).text() or page.id.startswith("part")
        else:
            assert b"TEI" in excerpt(shut, page, "book.xml")


def test_a_state_is_that_of_its_own_page_alone(book: Document) -> None:
    """What is changed in a chapter changes the state of its page, not of its part's or its neighbours'."""
    edition = Edition({"book": book}).indexed()
    before = {page.id: page_state(edition, book, page) for page in book.pages}
    paragraph = book.ids.element["p2"]
    paragraph.text = "Two"
    after = {page.id: page_state(edition, book, page) for page in book.pages}
    assert [ident for ident in after if after[ident] != before[ident]] == ["c2"]
