"""The edition as one book: documents in their order, and the HTML of each page, the same for PDF and EPUB.

A book is made of the tree that the site is made of; what a site needs and a book does not (permalinks, the
panel of views, contents and page list of a page) is left out here. Links are still HTML's: `Book.place` says
what an address leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.export.views import DIPLOMATIC, READING, show, sigla
from edition.model import Document, Edition, Page
from edition.problems import Code, EditionError, Place, Problem
from edition.render import Medium, render
from edition.render.behaviours import BEHAVIOURS
from edition.render.html import has_class, remove
from edition.render.page import Rendered
from edition.render.walk import Behaviour

SITE_ONLY = frozenset("permalink views contents page-list download no-print".split())
"""Classes of what only a page of a site has a use for."""

REFERENCE = frozenset(("bibliography",))
"""Stems of documents that hold references and stand behind the registers."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the site as a part of the book. `html` is the book's own copy; notes are in its lists."""

    document: Document
    page: Page
    html: etree._Element
    id: str
    """The address of its page in links: `/document/page`."""

    @property
    def depth(self) -> int:
        """Its level below the document: 0 for the document's own title page and its chapters."""
        return self.page.depth


@dataclass(frozen=True, slots=True)
class Part:
    """A document in the book: its chapters, its title page among them as the first."""

    document: Document
    chapters: tuple[Chapter, ...]
    chosen: bool = True
    """Whether it was asked for; a register that was not gives the entries that the texts mention."""

    @property
    def is_register(self) -> bool:
        """Whether the document is a register or a bibliography, printed behind the texts."""
        return self.document.is_register


@dataclass(frozen=True, slots=True)
class Book:
    """What is printed, in order: texts, then registers; `problems` are those of rendering."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    labels: Mapping[str, str]
    language: str = "en"
    problems: tuple[Problem, ...] = ()
    addresses: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Address of a page -> document and page."""

    @property
    def alone(self) -> bool:
        """Whether the book is one document, whose title page is the book's."""
        return sum(not part.is_register for part in self.parts) == 1 or len(self.parts) == 1

    @property
    def texts(self) -> tuple[Part, ...]:
        """The parts that are texts; of a book of registers alone, these."""
        texts = tuple(part for part in self.parts if not part.is_register)
        return texts or self.parts

    @property
    def registers(self) -> tuple[Part, ...]:
        """The parts that are registers behind texts."""
        return tuple(part for part in self.parts if part not in self.texts)

    def place(self, href: str, document: str) -> tuple[str, str] | None:
        """Return document and id that an address in a document leads to; None for one outside the book.

        The id of a page's beginning is its address.
        """
        path, _, anchor = href.partition("#")
        if not path:
            return (document, anchor) if anchor else None
        found = self.addresses.get(path)
        return (found[0], anchor or path) if found is not None else None


def common_authors(book: Book) -> tuple[str, ...]:
    """Return the authors of a book: those of each of its texts, if they are the same."""
    found = {part.document.header.authors for part in book.texts}
    return found.pop() if len(found) == 1 else ()


def address(document: str, page: str) -> str:
    """Return the address of a page in a book's links."""
    return f"/{document}/{page}"


@dataclass(frozen=True, slots=True)
class Naming:
    """What a book is called where it has several texts, and the words that it prints itself."""

    words: Mapping[str, str]
    title: str = ""
    subtitle: str = ""
    language: str = "en"
    text: str = READING
    """Which text is shown: `reading`, `diplomatic`, or the siglum of a witness."""
    behaviours: Mapping[str, Behaviour] = field(default_factory=dict)
    """The project's own behaviours by TEI element, before the usual ones."""


def assemble(edition: Edition, documents: Iterable[Document], naming: Naming) -> Book:
    """Return the book of some documents, in their order, registers last.

    The registers of the edition that are not among them follow, for what the texts mention; whoever prints
    the book leaves out the entries that nothing points to. Raises `config-invalid` for an unknown witness.
    """
    wanted = list(documents)
    texts = [d for d in wanted if not d.is_register]
    registers = [d for d in wanted if d.is_register]
    if texts:
        registers += [d for d in edition.documents.values() if d.is_register and d not in registers]
    chosen = sorted(texts, key=lambda d: d.id) + sorted(registers, key=register_order)
    medium = Medium(address, lambda path: f"./{path}", naming.words)
    shown = {**BEHAVIOURS, **naming.behaviours}
    pages = {
        address(d.id, page.id): render(edition, d, page, medium, shown) for d in chosen for page in d.pages
    }
    known = {name for made in pages.values() for name in sigla(made.html)}
    if naming.text not in (READING, DIPLOMATIC, *known):
        offered = ", ".join((READING, DIPLOMATIC, *sorted(known)))
        raise EditionError(
            Code.CONFIG_INVALID, Place("--text"), f"no witness {naming.text}", f"one of {offered}"
        )
    parts = tuple(part(d, pages, naming.text, d in wanted) for d in chosen)
    problems = [problem for made in pages.values() for problem in made.problems]
    first = texts[0].header if len(texts) == 1 else chosen[0].header if len(chosen) == 1 else None
    return Book(
        first.title if first is not None else naming.title or chosen[0].header.title,
        first.subtitle if first is not None else naming.subtitle,
        parts,
        naming.words,
        naming.language,
        tuple(problems),
        {address(d.id, page.id): (d.id, page.id) for d in chosen for page in d.pages},
    )


def register_order(document: Document) -> tuple[bool, str]:
    """Return what registers are put in order by: those of entities before the references."""
    return (document.id.rpartition("/")[2] in REFERENCE, document.id)


def part(document: Document, pages: Mapping[str, Rendered], text: str, chosen: bool) -> Part:
    """Return a document's chapters, each showing the text that is wanted."""
    chapters = []
    for page in document.pages:
        html = pages[address(document.id, page.id)].html
        show(html, text)
        strip(html)
        chapters.append(Chapter(document, page, html, address(document.id, page.id)))
    return Part(document, tuple(chapters), chosen)


def strip(html: etree._Element) -> None:
    """Take out what only a site has a use for. Changes the tree."""
    for element in list(html.iter(etree.Element)):
        if has_class(element, *SITE_ONLY):
            if has_class(element, "download"):
                drop_fact(element)
            else:
                remove(element)
    for nav in list(html.iter("nav")):
        remove(nav)


def drop_fact(element: etree._Element) -> None:
    """Take out a fact of the title page whole, its name and what it says."""
    holder = next(element.iterancestors("dd"), None)
    term = holder.getprevious() if holder is not None else None
    for one in (term, holder):
        if one is not None:
            remove(one)
