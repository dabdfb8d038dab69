"""The navigation document (EPUB 3.3 §7): contents, pages of the source, landmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.export.book import Book
from edition.export.epub.sheets import Sheet
from edition.export.epub.xhtml import TYPE
from edition.model.paginations import Pagination, paginations
from edition.render.html import has_class, sub

SILENT = frozenset("note-call pb permalink alt-mark ln milestone".split())
"""Classes of what is no part of a heading's words."""
APART = ("notes", "apparatus", "about", "tei-figure", "tei-floatingText", "tei-quote")
"""Classes of what has headings that do not divide the chapter."""
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    level: int
    title: str
    href: str


def contents(sheets: Iterable[Sheet]) -> Iterator[Entry]:
    """Yield the lines of the contents in reading order: chapters, and the sections in them."""
    level = 0
    for sheet in sheets:
        if sheet.level >= 0:
            level = sheet.level
            yield Entry(level, sheet.title, sheet.name)
        yield from sections(sheet, level + 1)


def sections(sheet: Sheet, level: int) -> Iterator[Entry]:
    """Yield the headings of sections within a chapter."""
    for section in sheet.html.iter("section"):
        heading = next((c for c in section if c.tag in ("h2", "h3", "h4")), None)
        ident = section.get("id")
        if heading is None or not ident or apart(section, sheet.html):
            continue
        depth = int(str(heading.tag)[1]) - 2
        title = said(heading)
        if title and depth < DEEPEST - 1:
            yield Entry(level + depth, title, f"{sheet.name}#{ident}")


def apart(section: etree._Element, html: etree._Element) -> bool:
    """Say whether a section is part of something that is no part of the text's division."""
    around = [section, *section.iterancestors()]
    return any(has_class(e, *APART) for e in around[: around.index(html)])


def said(heading: etree._Element) -> str:
    """Return a heading's words without calls and marks."""
    pieces: list[str] = []

    def gather(element: etree._Element) -> None:
        pieces.append(" " if element.tag == "br" else element.text or "")
        for child in element:
            if not has_class(child, *SILENT):
                gather(child)
            pieces.append(child.tail or "")

    gather(heading)
    return " ".join("".join(pieces).split())


def leaves(book: Book, places: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield label and address of the source's pages in reading order, of every pagination.

    EPUB has one list of pages (EPUB 3.3 §7.4.3). The pagination that a reader will be asked for, printed
    before counted, goes by its numbers alone, others by the name of their edition too.
    """
    for part in book.texts:
        found = paginations(part.document)
        best = max(found, key=lambda p: (p.printed, len(p.leaves)), default=None)
        labels = {leaf.id: label(p, leaf.n, p is best) for p in found for leaf in p.leaves}
        pages = {leaf.id: leaf.page for p in found for leaf in p.leaves}
        for ident in filter(
            None, map(part.document.ids.of.get, part.document.root.iter("{*}pb", "{*}milestone"))
        ):
            place = places.get(f"/{part.document.id}/{pages.get(ident)}#{ident}")
            if place:
                yield labels[ident], f"{place}#{ident}"


def label(pagination: Pagination, number: str, alone: bool = True) -> str:
    """Return a page's number; in brackets if the source does not print it, else behind its edition."""
    if not pagination.printed:
        return f"[{number}]"
    edition = pagination.ed.rpartition("#")[2]
    return number if alone or not edition else f"{edition} {number}"


def nav(
    words: Mapping[str, str],
    lines: Iterable[Entry],
    pages: Iterable[tuple[str, str]],
    landmarks: Iterable[tuple[str, str, str]],
) -> etree._Element:
    """Return the body of the navigation document. A landmark is its type, its name, its address."""
    out = etree.Element("div", {"class": "contents-page"})
    toc = sub(out, "nav", role="doc-toc", aria_label=words["contents"])
    toc.set(TYPE, "toc")
    sub(toc, "h1", text=words["contents"])
    tree(toc, list(lines))
    flat(out, "page-list", words["page-list"], [("", *page) for page in pages])
    flat(out, "landmarks", words["book-landmarks"], list(landmarks))
    return out


def tree(parent: etree._Element, lines: list[Entry]) -> None:
    """Append the contents as lists in lists; a line is at most one level below the one before."""
    lists = [sub(parent, "ol")]
    for line in lines:
        level = min(line.level, len(lists) - 1 + (1 if len(lists[-1]) else 0))
        del lists[level + 1 :]
        if level == len(lists):
            lists.append(sub(lists[-1][-1], "ol"))
        sub(sub(lists[-1], "li"), "a", href=line.href, text=line.title)


def flat(parent: etree._Element, kind: str, title: str, lines: list[tuple[str, str, str]]) -> None:
    """Append a list that is for the reading system and not printed."""
    if not lines:
        return
    out = sub(parent, "nav", hidden="hidden", aria_label=title)
    out.set(TYPE, kind)
    if kind == "page-list":
        out.set("role", "doc-pagelist")
    sub(out, "h2", text=title)
    holder = sub(out, "ol")
    for type_, name, href in lines:
        link = sub(sub(holder, "li"), "a", href=href, text=name)
        if type_:
            link.set(TYPE, type_)
