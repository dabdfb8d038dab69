"""Sheets: the XHTML files of an EPUB before they are written, each a chapter or a piece of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from edition.export.book import Book, Chapter, Part
from edition.export.epub.pieces import pieces
from edition.render.html import has_class, remove, sub

ABOUT = ("about", "after")
"""Classes of what is said about a text; it stands behind the text."""
TYPES = frozenset(
    "abstract acknowledgments afterword appendix bibliography chapter conclusion dedication epilogue "
    "foreword glossary index introduction part preface prologue titlepage".split()
)
"""Kinds of pages that EPUB has a word for (EPUB 3 Structural Semantics Vocabulary)."""


@dataclass(slots=True)
class Sheet:
    """One XHTML file. `html` may still be changed."""

    name: str
    title: str
    html: etree._Element
    address: str = ""
    """The address of its chapter in the book's links."""
    document: str = ""
    kind: str = ""
    """What it is, by EPUB's own words; nothing if they have none."""
    level: int = 0
    """Its level in the contents; below nothing it is not listed there."""
    language: str = ""

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.html.get("dir") == "rtl"


@dataclass(slots=True)
class Names:
    """Names of files: of ASCII letters, none twice."""

    taken: set[str]

    def of(self, *words: str) -> str:
        """Return a name made of words."""
        plain = (
            unicodedata.normalize("NFKD", "-".join(w for w in words if w)).encode("ascii", "ignore").decode()
        )
        stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "text"
        name, number = stem, 1
        while name in self.taken:
            number += 1
            name = f"{stem}-{number}"
        self.taken.add(name)
        return f"text/{name}.xhtml"


def sheets(book: Book, names: Names, limit: int) -> Iterator[Sheet]:
    """Yield the sheets of the texts in reading order; what is known about each stands behind it."""
    for part in book.texts:
        about: list[etree._Element] = []
        base = 0 if book.alone else 1
        for number, chapter in enumerate(part.chapters):
            about.extend(taken(chapter.html, *ABOUT))
            if not number and book.alone:
                bare(chapter.html)
            if not worded(chapter.html):
                continue
            yield from chapter_sheets(chapter, names, level(book, part, chapter), limit)
        if about:
            yield about_sheet(book, part, about, names, base)


def level(book: Book, part: Part, chapter: Chapter) -> int:
    """Return a chapter's level in the contents; the title page of the only document is not listed."""
    if chapter.page.id:
        return chapter.depth + (0 if book.alone else 1)
    return -1 if book.alone and len(part.chapters) > 1 else 0


def chapter_sheets(chapter: Chapter, names: Names, depth: int, limit: int) -> Iterator[Sheet]:
    """Yield a chapter, as one file or as several."""
    first = not chapter.page.id
    title = chapter.document.header.title if first else chapter.page.title
    kind = chapter.page.kind.lower()
    for number, html in enumerate(pieces(chapter.html, limit)):
        yield Sheet(
            names.of(chapter.document.id, chapter.page.id, "" if not number else str(number + 1)),
            title if not number else f"{title} ({number + 1})",
            html,
            chapter.id,
            chapter.document.id,
            kind if kind in TYPES else "",
            depth if not number else -1,
            str(chapter.html.get("lang") or ""),
        )


def about_sheet(book: Book, part: Part, about: list[etree._Element], names: Names, level: int) -> Sheet:
    """Return what is known about a text as a sheet of its own: nothing in it is folded away."""
    html = etree.Element("div", {"class": "edition edition-about"})
    title = book.labels["about"]
    sub(html, "h1", text=title)
    for section in about:
        section.attrib.pop("aria-label", None)
        section.tail = None
        html.append(section)
    unfold(html)
    first = part.chapters[0]
    return Sheet(
        names.of(part.document.id, "about"), title, html, first.id, part.document.id, "", level, book.language
    )


def unfold(html: etree._Element, heading: str = "h2") -> None:
    """Make what can be folded on a site sections with headings; readers may not unfold. Changes the tree."""
    for details in html.iter("details"):
        details.tag = "section"
        details.attrib.pop("open", None)
    for summary in html.iter("summary"):
        summary.tag = heading


def taken(html: etree._Element, *classes: str) -> list[etree._Element]:
    """Take the outermost parts of some classes out of a chapter. Changes the tree."""
    found = [child for child in html if has_class(child, *classes)]
    for child in found:
        remove(child)
    return found


def bare(html: etree._Element) -> None:
    """Take the title page of the only document out, keeping what a letter's says of its way."""
    for header in [child for child in html if has_class(child, "title-page")]:
        for kept in [child for child in header if has_class(child, "correspondence")]:
            header.addprevious(kept)
        remove(header)


def worded(html: etree._Element) -> bool:
    """Say whether a chapter has anything to be seen."""
    return bool("".join(map(str, html.itertext())).strip()) or next(html.iter("img", "svg"), None) is not None


def identified(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return address -> file: of every id in a chapter (`/book/ch01#p1`), of each chapter's beginning."""
    out: dict[str, str] = {}
    for sheet in sheets:
        out.setdefault(sheet.address, sheet.name)
        for element in sheet.html.iter(etree.Element):
            if ident := element.get("id"):
                out.setdefault(f"{sheet.address}#{ident}", sheet.name)
    return out
