"""Registers in an EPUB: what the texts mention, each entry with the ways to where it is mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from edition.export.book import REFERENCE, Book, Part
from edition.export.entries import is_entry, keep_mentioned, term_names
from edition.export.epub.dress import place
from edition.export.epub.pieces import pieces
from edition.export.epub.sheets import ABOUT, Names, Sheet, taken
from edition.render.html import has_class, sub

Mentions = dict[str, list[tuple[Sheet, str]]]
"""Entry -> its mentions in reading order: the sheet, and the id of the place there."""
SHOWN = 40
"""So many mentions of an entry are linked from one chapter, at most."""


def mentioned(book: Book, texts: Iterable[Sheet]) -> Mentions:
    """Return where texts mention entries, by `document#id`. A link that has no id gets one."""
    registers = {part.document.id for part in book.registers}
    out: Mentions = {}
    number = 0
    for sheet in texts:
        for link in sheet.html.iter("a"):
            found = book.place(place(str(link.get("href") or ""), sheet), sheet.document)
            if found is None or found[0] not in registers or has_class(link, "note-ref", "note-mark"):
                continue
            if not link.get("id"):
                number += 1
                link.set("id", f"edition-mention-{number}")
            out.setdefault("#".join(found), []).append((sheet, str(link.get("id"))))
    return out


def register_sheets(book: Book, names: Names, limit: int, mentions: Mentions) -> Iterator[Sheet]:
    """Yield the registers; of one that was not asked for, the entries that are mentioned."""
    for part in book.registers:
        title = part.document.header.title
        begun = False
        for chapter in part.chapters:
            if not part.chosen:
                keep_mentioned(chapter.html, part.document.id, frozenset(mentions))
            taken(chapter.html, "title-page", *ABOUT)
            if not listed(chapter.html):
                continue
            if not begun:
                top(chapter.html, title)
            for number, html in enumerate(pieces(chapter.html, limit)):
                yield Sheet(
                    names.of(part.document.id, chapter.page.id, "" if not number else str(number + 1)),
                    title if not begun else chapter.page.title,
                    html,
                    chapter.id,
                    part.document.id,
                    kind(part),
                    0 if not begun else -1,
                    str(chapter.html.get("lang") or ""),
                )
                begun = True


def kind(part: Part) -> str:
    """Return EPUB's word for a register."""
    if part.document.id.rpartition("/")[2] in REFERENCE:
        return "bibliography"
    terms = any(chapter.html.find(".//dt") is not None for chapter in part.chapters)
    return "glossary" if terms else "index"


def listed(html: etree._Element) -> bool:
    """Say whether a page of a register has an entry left."""
    return any(is_entry(item) for item in html.iter("li")) or next(html.iter("dt"), None) is not None


def top(html: etree._Element, title: str) -> None:
    """Put a register's title above it, and its own headings below that."""
    for heading in html.iter("h1"):
        heading.tag = "h2"
    made = etree.Element("h1")
    made.text = title
    html.insert(0, made)


def tell_mentions(sheet: Sheet, mentions: Mentions, words: Mapping[str, str]) -> None:
    """Append to each entry of a sheet the ways to its mentions, chapter by chapter. Changes its tree."""
    for item in [i for i in sheet.html.iter("li") if is_entry(i)]:
        found = mentions.get(f"{sheet.document}#{item.get('id')}")
        if found:
            ways(item, found, words)
    for term in list(sheet.html.iter("dt")):
        found = [
            m for name in dict.fromkeys(term_names(term, sheet.document)) for m in mentions.get(name, [])
        ]
        told = term.getnext()
        if found and told is not None and told.tag == "dd":
            ways(told, found, words)


def ways(item: etree._Element, found: Iterable[tuple[Sheet, str]], words: Mapping[str, str]) -> None:
    """Append the ways to some mentions: a chapter's title leads to the first in it, numbers to the others."""
    chapters: dict[str, list[tuple[Sheet, str]]] = {}
    for where, ident in found:
        chapters.setdefault(where.address, []).append((where, ident))
    out = sub(item, "p", "mentions")
    sub(out, "span", "mentions-title", text=words["mentions"]).tail = " "
    for group in chapters.values():
        for number, (where, ident) in enumerate(group[:SHOWN], 1):
            title = where.title
            label = "" if number == 1 else f"{title}, {number}"
            text = title if number == 1 else str(number)
            sub(out, "a", "mention", href=f"{where.address}#{ident}", aria_label=label, text=text).tail = ", "
        out[-1].tail = "; "
    out[-1].tail = "."
