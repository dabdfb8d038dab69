"""An EPUB of some documents: sheets made of the book's chapters, linked, written, packed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

from edition.export.book import Book
from edition.export.epub import nav, package
from edition.export.epub.access import access
from edition.export.epub.archive import packed
from edition.export.epub.cover import drawn_cover, own_cover
from edition.export.epub.dress import dress, lead
from edition.export.epub.fonts import Face, font_css, font_files, licences, used
from edition.export.epub.front import cover_page, title_page
from edition.export.epub.index import mentioned, register_sheets, tell_mentions
from edition.export.epub.package import About, Item
from edition.export.epub.pictures import pictures
from edition.export.epub.sheets import Names, Sheet, identified, sheets
from edition.export.epub.xhtml import TYPE, holds, page
from edition.export.front import front
from edition.export.options import Options

LIMIT = 300_000
"""From how many bytes on a chapter is divided."""
ROLES = frozenset(
    "acknowledgments afterword appendix bibliography chapter conclusion dedication epilogue foreword "
    "glossary index introduction part preface prologue".split()
)
"""Words of EPUB for which DPUB-ARIA has a role."""
NAV = "nav.xhtml"
TITLE = "text/title.xhtml"
NOWHEN = "1970-01-01"
"""The day of an edition that nobody has given one."""
Tell = Callable[[str], None]


def silence(_: str) -> None:
    """Hear what is being done, and say nothing."""


@dataclass(slots=True)
class Making:
    """An EPUB in the making."""

    book: Book
    front: dict[str, Any]
    texts: list[Sheet] = field(default_factory=list)
    registers: list[Sheet] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    faces: tuple[Face, ...] = ()

    @property
    def language(self) -> str:
        """The language of the book: of its texts, if they agree, else of the edition's own words."""
        found = {sheet.language for sheet in self.texts if sheet.language}
        return found.pop() if len(found) == 1 else self.book.language


def make_epub(book: Book, options: Options, docs_dir: Path, site: str = "", tell: Tell = silence) -> bytes:
    """Return the EPUB of a book. Pictures are read from `docs_dir`; `site` is part of its identifier.

    Raises `EditionError`: `program-missing` where the cover cannot be drawn, `source-missing` and
    `config-invalid` for one's own cover. The trees of the book's chapters are used up.
    """
    tell("sheets")
    making = Making(book, front(book, options))
    names = Names({"title", "cover"})
    making.texts = list(sheets(book, names, LIMIT))
    mentions = mentioned(book, making.texts)
    making.registers = list(register_sheets(book, names, LIMIT, mentions))
    every = [*making.texts, *making.registers]
    for sheet in making.registers:
        tell_mentions(sheet, mentions, book.labels)
    making.pictures = pictures(every, docs_dir)
    places = identified([*every, *openings(book)])
    for sheet in every:
        lead(sheet, places)
        dress(sheet)
    tell("cover")
    own = Path(options.base) / options.cover if options.cover else None
    cover = own_cover(own) if own is not None else drawn_cover(making.front)
    tell("epub")
    making.faces = used([book.title, *(str(text) for sheet in every for text in sheet.html.itertext())])
    return packed(written(making, options, cover, places, site), licences(making.faces))


def openings(book: Book) -> Iterator[Sheet]:
    """Yield stand-ins for title pages without text of their own: links to them lead to the book's."""
    for part in book.texts:
        yield Sheet(TITLE, "", etree.Element("div"), part.chapters[0].id)


def written(
    making: Making, options: Options, cover: tuple[str, bytes], places: dict[str, str], site: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the publication, its package document first."""
    words, language, rtl = making.book.labels, making.language, making.front["rtl"]
    every = [*making.texts, *making.registers]
    pages = list(nav.leaves(making.book, places))
    fronts = [
        ("text/cover.xhtml", cover_page(f"../{cover[0]}", words)),
        (TITLE, title_page(making.front)),
    ]
    contents = nav.nav(words, nav.contents(every), pages, landmarks(making))
    made = [(name, page(making.book.title, body, language, rtl)) for name, body in fronts]
    made.append((NAV, page(words["contents"], contents, language, rtl, folder="")))
    made += [(s.name, page(s.title, framed(s), s.language or language, s.rtl)) for s in every]
    style = (files("edition.export.epub") / "style.css").read_bytes()
    sheets = [("fonts.css", font_css(making.faces).encode()), ("style.css", style)]
    beside = [cover, *sheets, *making.pictures.items(), *font_files(making.faces)]
    about = described(making, options, site, pages)
    items = [
        *spine(made, every),
        *(Item(path, "cover-image" if path == cover[0] else "") for path, _ in beside),
    ]
    yield "package.opf", package.package(about, items)
    yield from made
    yield from beside


def framed(sheet: Sheet) -> etree._Element:
    """Return a sheet's tree with what it is, for reading systems and screen readers."""
    if sheet.kind and sheet.kind != "titlepage":
        sheet.html.tag = "section"
        sheet.html.set(TYPE, sheet.kind)
        if sheet.kind in ROLES:
            sheet.html.set("role", f"doc-{sheet.kind}")
            sheet.html.set("aria-label", sheet.title)
    return sheet.html


def spine(made: Iterable[tuple[str, bytes]], every: Iterable[Sheet]) -> Iterator[Item]:
    """Yield the XHTML files with what is special about them."""
    trees = {sheet.name: sheet.html for sheet in every}
    for name, _ in made:
        special = ["nav"] if name == NAV else []
        html = trees.get(name)
        if html is not None:
            special += [word for word, tag in (("mathml", "math"), ("svg", "svg")) if holds(html, tag)]
        yield Item(name, " ".join(special), spine=True)


def landmarks(making: Making) -> Iterator[tuple[str, str, str]]:
    """Yield type, name and address of the places that a reading system may offer."""
    words = making.book.labels
    yield "titlepage", words["book-title"], TITLE
    yield "toc", words["contents"], NAV
    if making.texts:
        yield "bodymatter", words["book-text"], making.texts[0].name
    seen = set()
    for sheet in making.registers:
        if sheet.level >= 0 and sheet.kind and sheet.kind not in seen:
            seen.add(sheet.kind)
            yield sheet.kind, sheet.title, sheet.name


def described(making: Making, options: Options, site: str, pages: list[tuple[str, str]]) -> About:
    """Return what the package says of the book."""
    book, front = making.book, making.front
    header = book.texts[0].document.header
    people = (("author", header.authors), ("editor", header.editors), ("translator", header.translators))
    documents = " ".join(part.document.id for part in book.parts if part.chosen)
    every = [*making.texts, *making.registers]
    source = (f"{book.title}, {header.date}" if header.date else book.title) if pages else ""
    return About(
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"{site or book.title}#{documents} {options.text}").urn,
        title=book.title,
        subtitle=book.subtitle,
        language=making.language,
        modified=options.date or NOWHEN,
        names=[(role, name) for role, names in people for name in names] if book.alone else [],
        publisher=header.publisher,
        rights=[": ".join(v for v in (one["text"], one["url"]) if v) for one in front["licences"]],
        source=source,
        access=access([sheet.html for sheet in every], bool(pages), book.labels),
        rtl=front["rtl"],
    )
