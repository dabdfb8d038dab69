"""What HTML becomes in an EPUB: notes that open where they are called, page breaks, no dead links.

Sources: EPUB 3 Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1; EPUB Accessibility 1.1 §3.5 (page breaks).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from edition.export.epub.formulae import linear
from edition.export.epub.sheets import Sheet, unfold
from edition.export.epub.xhtml import TYPE
from edition.render.html import add_text, has_class, remove

LINES = re.compile(r"[ \t]*\n\s*")
FREE = ("http://", "https://", "mailto:")
"""Addresses outside the book that a reader may follow."""
LINKING = ("href", "role", "rel", "aria-label", "title", "hreflang", "type")
"""Attributes of a link that say nothing where it leads nowhere."""


def dress(sheet: Sheet) -> None:
    """Give a sheet what reading systems look for. Changes its tree."""
    for section in sheet.html.iterchildren("section"):
        if has_class(section, "notes"):
            footnotes(section)
    for call in sheet.html.iter("a"):
        if has_class(call, "note-ref"):
            call.set(TYPE, "noteref")
        elif has_class(call, "note-mark", "note-back"):
            call.set(TYPE, "backlink")
    for mark in list(sheet.html.iter("span")):
        if has_class(mark, "pb"):
            page_break(mark)
    for formula in sheet.html.iter("math"):
        if not formula.get("alttext"):
            formula.set("alttext", linear(formula))
    unfold(sheet.html, "h3")
    spread(sheet.html)


def spread(html: etree._Element) -> None:
    """Take from boxes around wide tables what makes them scroll: nothing does on a page. Changes the tree."""
    for box in html.iter("div"):
        if has_class(box, "table-box"):
            for name in ("role", "aria-label"):
                box.attrib.pop(name, None)


def footnotes(section: etree._Element) -> None:
    """Let a list's notes be shown where they are called, and be read here as well. Changes the tree.

    No `aside`: Apple Books and Foliate show that nowhere but where it is called (Apple Books Asset Guide,
    "Footnotes"), so that links from registers and other notes would lead to nothing.
    """
    section.set(TYPE, "footnotes")
    section.attrib.pop("role", None)
    for holder in section.iterchildren("ol"):
        holder.tag = "div"
        for item in holder.iterchildren("li"):
            item.tag = "div"
            item.attrib.pop("value", None)
            item.set(TYPE, "footnote")
            item.set("role", "doc-footnote")
            even(item)
            run_in(item)


def run_in(item: etree._Element) -> None:
    """Let a note's mark stand in its first paragraph, what follows its text in its last. Changes the tree.

    Windows for notes, and engines that know few kinds of boxes, would give each a line of its own.
    """
    body = next((child for child in item if has_class(child, "note-body")), None)
    mark = body.getprevious() if body is not None else None
    if body is None or not len(body) or (body.text or "").strip():
        return
    behind = list(body.itersiblings())
    if mark is not None and body[0].tag == "p":
        mark.tail, body[0].text = f" {body[0].text or ''}", None
        body[0].insert(0, mark)
    if behind and body[-1].tag == "p":
        add_text(body[-1], " ")
        body[-1].extend(behind)


def even(item: etree._Element) -> None:
    """Take the line breaks of the file out of a note: windows for notes may print them. Changes the tree."""
    for element in item.iter(etree.Element):
        if element.tag == "pre":
            continue
        for where in ("text", "tail"):
            said = getattr(element, where)
            if said and "\n" in said:
                setattr(element, where, LINES.sub(" ", said))


def page_break(mark: etree._Element) -> None:
    """Make the mark of a page of the source a page break with its number; no link to itself."""
    number = next((e for e in mark if has_class(e, "pb-n")), None)
    label = (number.get("aria-label") or number.get("title") or "") if number is not None else ""
    for link in [e for e in mark if has_class(e, "pb-facs")]:
        remove(link)
    if number is None:
        return
    number.tag = "span"
    for name in (*LINKING, "id"):
        number.attrib.pop(name, None)
    mark.set(TYPE, "pagebreak")
    mark.set("role", "doc-pagebreak")
    mark.set("aria-label", label or str(number.text or ""))


def lead(sheet: Sheet, places: Mapping[str, str]) -> None:
    """Let a sheet's links lead to the book's files; what leads to none becomes plain text. Changes its tree.

    `places` is `sheets.identified` of all sheets.
    """
    for link in list(sheet.html.iter("a")):
        href = str(link.get("href") or "")
        if href.lower().startswith(FREE):
            continue
        found = target(href, sheet, places)
        if found:
            link.set("href", found)
        else:
            link.tag = "span"
            for name in (*LINKING, TYPE):
                link.attrib.pop(name, None)


def target(href: str, sheet: Sheet, places: Mapping[str, str]) -> str:
    """Return an address of the book as one of its files, as seen from a sheet; nothing if there is none."""
    key = place(href, sheet)
    if key in places:
        anchor = key.partition("#")[2]
        if anchor and places[key] == sheet.name:
            return f"#{anchor}"
        return relative(places[key], sheet.name) + (f"#{anchor}" if anchor else "")
    page = key.partition("#")[0]
    if page in places and page != sheet.address:
        return relative(places[page], sheet.name)
    return ""


def place(href: str, sheet: Sheet) -> str:
    """Return what an address means, as a name of a place: `/book/ch01#p1`."""
    return f"{sheet.address}{href}" if href.startswith("#") else href


def relative(name: str, seen_from: str) -> str:
    """Return the way from one file to another; both lie in the same folder, or the one in the top folder."""
    folder, _, last = name.rpartition("/")
    return last if folder == seen_from.rpartition("/")[0] else f"../{name}" if "/" in seen_from else name
