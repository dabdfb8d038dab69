"""What a rendered page depends on, as a digest: for a cache that never shows a stale page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree

from edition.model import Document, Edition, Page
from edition.model.header import path
from edition.model.links import POINTERS, Inside, split
from edition.model.notes import Role
from edition.model.paginations import paginations


def page_state(edition: Edition, document: Document, page: Page) -> str:
    """Return a digest of a page's elements, its ids and notes, the header, and the names that it links to.

    Where places of the edition are is in `Edition.digest`, which belongs to the key of a cache as well.
    """
    state = hashlib.sha256(f"{document.id}\0{page.id}\0{page.title}\0".encode())
    others = {root for other in document.pages if other is not page for root in other.roots}
    for element in elements(document, page):
        for inner in own(element, others):
            state.update(f"{inner.tag!r}{inner.attrib}{inner.text}{inner.tail}".encode())
            state.update(f"{document.ids.of.get(inner, '')}\0".encode())
            for name in POINTERS:
                for pointer in split(inner.get(name)):
                    state.update(named(edition, document, pointer).encode())
    for note in document.notes.of_page(page.id):
        state.update(f"{note.id}\0{note.mark}\0{note.calls}\0{note.role}".encode())
    state.update(f"{document.notes.several}\0".encode())
    if page is document.pages[0]:
        state.update(repr(paginations(document)).encode())
    for below in document.pages:
        state.update(f"{below.id}\0{below.title}\0{below.depth}\0".encode())
    return state.hexdigest()


def own(element: etree._Element, others: set[etree._Element]) -> Iterator[etree._Element]:
    """Yield an element and what it holds, leaving out the elements that begin other pages."""
    yield element
    for child in element.iterchildren(etree.Element):
        if child not in others:
            yield from own(child, others)


def elements(document: Document, page: Page) -> Iterator[etree._Element]:
    """Yield what is printed on a page: its elements, the header, bodies of notes that stand elsewhere."""
    header = document.root.find(path("teiHeader"))
    if header is not None:
        yield header
    yield from page.roots
    for note in document.notes.of_page(page.id):
        if note.role is Role.ELSEWHERE:
            yield document.ids.element[note.id]
    for entry in document.apart:
        if document.page_of.get(entry.start) == page.id:
            yield entry.element


def named(edition: Edition, document: Document, pointer: str) -> str:
    """Return what a pointer leads to, with the name it would be printed by."""
    target = edition.resolve(pointer, document)
    if isinstance(target, Inside):
        label = edition.documents[target.document].label(target.id)
        return f"{target}\0{label}\0{edition.own.get(target, '')}\0"
    return f"{target}\0"
