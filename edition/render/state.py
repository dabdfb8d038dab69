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
from edition.model.portions import frame_of, is_heading

VALUES = etree.XPath(" | ".join(f"descendant-or-self::*/@{name}" for name in POINTERS))
OWN_VALUES = etree.XPath(" | ".join(f"@{name}" for name in POINTERS))


def page_state(edition: Edition, document: Document, page: Page) -> str:
    """Return a digest of a page's elements, its ids and notes, the header, and the names that it links to.

    Where places of the edition are is in `Edition.digest`, which belongs to the key of a cache as well. The
    work grows with the page, not with the document.
    """
    state = hashlib.sha256(f"{document.id}\0{page.id}\0{page.title}\0{document.contents}\0".encode())
    pointers: set[str] = set()
    own = frozenset(page.roots)
    for element in elements(document, page):
        for part, whole in parts(document, element, own):
            state.update(etree.tostring(part) if whole else bare(part))
            state.update(repr(placed(document, part, element.sourceline or 0, whole)).encode())
            values = VALUES(part) if whole else OWN_VALUES(part)
            pointers.update(pointer for value in values for pointer in split(str(value)))
    for frame in dict.fromkeys(f for root in page.roots if (f := frame_of(root)) is not None):
        state.update(bare(frame))
        state.update(b"".join(etree.tostring(row) for row in frame.iterfind("{*}row") if is_heading(row)))
    for pointer in sorted(pointers):
        state.update(named(edition, document, pointer).encode())
    for note in document.notes.of_page(page.id):
        state.update(f"{note.id}\0{note.mark}\0{note.calls}\0{note.role}".encode())
    state.update(f"{document.notes.several}\0".encode())
    if page is document.pages[0]:
        state.update(repr(paginations(document)).encode())
    return state.hexdigest()


def parts(
    document: Document, element: etree._Element, own: frozenset[etree._Element]
) -> Iterator[tuple[etree._Element, bool]]:
    """Yield an element in parts that belong to one page: whole, or alone where other pages begin in it."""
    whole = element not in document.around
    yield element, whole
    for child in () if whole else element.iterchildren(etree.Element):
        if child not in document.starts or child in own:
            yield from parts(document, child, own)


def bare(element: etree._Element) -> bytes:
    """Return what an element says without the elements in it."""
    return repr((element.tag, dict(element.attrib), element.text, element.tail)).encode()


def placed(document: Document, part: etree._Element, first: int, whole: bool) -> list[tuple[str, int]]:
    """Return the ids in a part of a page with their lines, from `first` on: links to an editor name them."""
    ids = document.ids.of
    found = part.iter(etree.Element) if whole else (part,)
    return [(ids[e], (e.sourceline or 0) - first) for e in found if e in ids]


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
