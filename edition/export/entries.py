"""Entries of registers in a book: which items of its HTML are entries, and which of them are mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.export.book import Book
from edition.render.html import has_class, remove


def entry_names(book: Book) -> Iterator[str]:
    """Yield the names of what is listed: entries of registers, wherever, and the terms of a glossary."""
    for part in book.parts:
        for chapter in part.chapters:
            for item in chapter.html.iter("li"):
                if is_entry(item):
                    yield f"{part.document.id}#{item.get('id')}"
            for term in chapter.html.iter("dt") if part.is_register else ():
                yield from term_names(term, part.document.id)


def is_entry(item: etree._Element) -> bool:
    """Say whether an item is an entry of a register or a bibliography."""
    parent = item.getparent()
    return parent is not None and has_class(parent, "entries") and bool(item.get("id"))


def term_names(term: etree._Element, document: str) -> list[str]:
    """Return the names by which a term may be pointed at."""
    return [f"{document}#{e.get('id')}" for e in term.iter(etree.Element) if e.get("id")]


def keep_mentioned(html: etree._Element, document: str, mentioned: frozenset[str]) -> None:
    """Take out the entries that nothing points to, and terms with their explanations. Changes the tree."""
    for item in [i for i in html.iter("li") if is_entry(i)]:
        if f"{document}#{item.get('id')}" not in mentioned:
            remove(item)
    for term in list(html.iter("dt")):
        if mentioned.isdisjoint(term_names(term, document)):
            told = term.getnext()
            if told is not None and told.tag == "dd":
                remove(told)
            remove(term)
    for holder in list(html.iter("ul", "dl")):
        if not len(holder):
            remove(holder)
