"""What is cited, as plain values: a document in the edition, a page of it, and the spot on that page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from edition.citing.site import Site
from edition.model import Document, Page
from edition.model.header import path
from edition.model.names import Name, authors, parse
from edition.model.reading import reading_text
from edition.tei.names import LANG

YEAR = re.compile(r"\b\d{4}\b")
ISO = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the edition with all that a citation says of it. What is not known is empty."""

    key: str
    title: str
    container: str = ""
    """What the part is printed in: the document a chapter is of, else the edition."""
    series: str = ""
    """The edition, where the container is a document of it."""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    date: str = ""
    """When it was published: `2026`, `2026-11-22`."""
    version: str = ""
    version_date: str = ""
    url: str = ""
    language: str = ""
    licence: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of the date, or nothing."""
        found = YEAR.search(self.date)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: the source's page numbers, what is pointed at in words, and the permalink."""

    pages: str = ""
    """`12` or `12–13`; empty where the source has no pages."""
    where: str = ""
    """Page and paragraph as a citation says it: `p. 12, para. 3`."""
    url: str = ""


def document_item(document: Document, site: Site, url: str) -> Item:
    """Return a document as a part of the edition; `url` is its title page's."""
    header = document.header
    single = header.title == site.name
    return Item(
        key=key(document, None),
        title=header.title,
        container="" if single else site.name,
        authors=tuple(authors(document.root)),
        editors=tuple(map(parse, header.editors)),
        translators=tuple(map(parse, header.translators)),
        publisher=header.publisher,
        place=header.place,
        date=published(document.root) or site.date,
        version=site.version or (header.edition if header.edition != header.title else ""),
        version_date=site.date,
        url=url,
        language=language(document.root),
        licence=next((one.url or one.text for one in header.licences), ""),
        keywords=header.keywords,
    )


def page_item(document: Document, page: Page, whole: Item, url: str) -> Item:
    """Return a page of a document as a part of `whole`; the title page stands for the document."""
    if not page.id or page.title == whole.title:
        return replace(whole, url=url)
    held = replace(whole, container=whole.title, series=whole.container)
    return replace(held, key=key(document, page), title=page.title, url=url)


def key(document: Document, page: Page | None) -> str:
    """Return a key for BibTeX: of ASCII letters, digits, hyphens; the same as long as the address is."""
    words = [document.id, page.id] if page is not None and page.id else [document.id]
    text = "-".join(words)
    if text.isascii():
        return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "document"
    return "d" + "-".join(f"{ord(c):x}" if not c.isascii() else c for c in text if c.isalnum())


def published(root: etree._Element) -> str:
    """Return the date of publication that the header gives (TEI P5 §2.2.4), normalised if it can be."""
    for found in root.iterfind(path("teiHeader/fileDesc/publicationStmt/date")):
        when = (found.get("when") or found.get("when-iso") or "").partition("T")[0]
        text = reading_text(found)
        if ISO.fullmatch(when):
            return when
        if ISO.fullmatch(text):
            return text
        if year := YEAR.search(text):
            return year[0]
    return ""


def language(root: etree._Element) -> str:
    """Return the language of the text as a tag: the element's own, else the header's first."""
    inherited = (root.get(LANG) or "").strip()
    text = root.find(path("text"))
    own = "" if text is None else (text.get(LANG) or "").strip()
    declared = root.find(path("teiHeader/profileDesc/langUsage/language"))
    return own or inherited or ("" if declared is None else (declared.get("ident") or "").strip())
