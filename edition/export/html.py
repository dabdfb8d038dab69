"""The book as one HTML file: to be read from a disk, sent, and kept. No script, nothing from elsewhere.

It is made of the EPUB's sheets, one after the other. Style, fonts and pictures stand in the file itself.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from lxml import etree

from edition.export.book import Book
from edition.export.epub import nav
from edition.export.epub.dress import FREE, LINKING, dress, place
from edition.export.epub.fonts import Face, font_css, font_files, used
from edition.export.epub.front import title_page
from edition.export.epub.index import mentioned, register_sheets, tell_mentions
from edition.export.epub.package import TYPES
from edition.export.epub.pictures import pictures
from edition.export.epub.sheets import Names, Sheet, sheets
from edition.export.epub.xhtml import KEPT_DATA, ONLY_SITE, TAG, TYPE
from edition.export.front import front
from edition.export.options import Options
from edition.render.html import sub

WHOLE = 1 << 40
"""No chapter is so long that it would be divided."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the file may load: what it holds (Content Security Policy Level 3)."""
ADDRESS = re.compile(r'url\("(.+?)"\)')


def make_html(book: Book, options: Options, docs_dir: Path) -> bytes:
    """Return a book as one HTML file; pictures are read from `docs_dir`. Its chapters' trees are used up."""
    names = Names(set())
    texts = list(sheets(book, names, WHOLE))
    mentions = mentioned(book, texts)
    every = [*texts, *register_sheets(book, names, WHOLE, mentions)]
    for sheet in every:
        tell_mentions(sheet, mentions, book.labels)
    shown = pictures(every, docs_dir)
    places = unique(every)
    for sheet in every:
        lead(sheet, places)
        dress(sheet)
        embed(sheet.html, shown)
    return written(book, options, every)


def unique(every: Iterable[Sheet]) -> dict[str, str]:
    """Give all ids of all sheets names that none has twice. Returns address -> id; changes the trees."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for sheet in every:
        begins = fresh(sheet.name.removeprefix("text/").removesuffix(".xhtml"), taken)
        out.setdefault(sheet.address, begins)
        for element in sheet.html.iter(etree.Element):
            if ident := element.get("id"):
                element.set("id", fresh(ident, taken))
                out.setdefault(f"{sheet.address}#{ident}", str(element.get("id")))
        sheet.html.set("id", begins)
    return out


def fresh(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken yet."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}.{number}"
    taken.add(name)
    return name


def lead(sheet: Sheet, places: Mapping[str, str]) -> None:
    """Let links lead within the file; what leads nowhere becomes plain text. Changes the tree."""
    for link in list(sheet.html.iter("a")):
        href = str(link.get("href") or "")
        if href.lower().startswith(FREE):
            continue
        key = place(href, sheet)
        found = places.get(key) or places.get(key.partition("#")[0], "")
        if found:
            link.set("href", f"#{found}")
            continue
        link.tag = "span"
        for name in LINKING:
            link.attrib.pop(name, None)


def embed(html: etree._Element, shown: Mapping[str, bytes]) -> None:
    """Put pictures into the tree itself; take out what only a site or an EPUB understands."""
    for element in html.iter(etree.Element):
        for name in [str(n) for n in element.attrib]:
            if name == TYPE or name in ONLY_SITE or (name.startswith("data-") and name not in KEPT_DATA):
                del element.attrib[name]
        if element.tag == "img":
            path = str(element.get("src")).removeprefix("../")
            element.set("src", data_url(path, shown[path]))


def data_url(path: str, data: bytes) -> str:
    """Return a file as an address that holds it (RFC 2397)."""
    kind = TYPES[path[path.rindex(".") :].lower()]
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def written(book: Book, options: Options, every: list[Sheet]) -> bytes:
    """Return the file: title page, contents, chapters, registers."""
    first = front(book, options)
    html = etree.Element("html")
    if TAG.fullmatch(book.language):
        html.set("lang", book.language)
    if first["rtl"]:
        html.set("dir", "rtl")
    head(html, book, every)
    body = sub(html, "body")
    main = sub(body, "main")
    title = title_page(first)
    embed(title, {})
    main.append(title)
    contents(main, book, every)
    for sheet in every:
        if TAG.fullmatch(sheet.language):
            sheet.html.set("lang", sheet.language)
        main.append(sheet.html)
    made: bytes = etree.tostring(html, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return made + b"\n"


def head(html: etree._Element, book: Book, every: Iterable[Sheet]) -> None:
    """Append the head: title, policy, style with the fonts that the text needs."""
    out = sub(html, "head")
    etree.SubElement(out, "meta", charset="utf-8")
    policy = etree.SubElement(out, "meta", content=POLICY)
    policy.set("http-equiv", "Content-Security-Policy")
    etree.SubElement(out, "meta", name="viewport", content="width=device-width, initial-scale=1")
    sub(out, "title", text=book.title)
    texts = [book.title, *(str(text) for sheet in every for text in sheet.html.itertext())]
    sub(out, "style", text=style(used(texts)))


def style(faces: tuple[Face, ...]) -> str:
    """Return the style sheet: the EPUB's, what a window needs, fonts within."""
    held = dict(font_files(faces))
    rules = ADDRESS.sub(lambda found: f'url("{data_url(found[1], held[found[1]])}")', font_css(faces))
    own = files("edition.export")
    return rules + (own / "epub" / "style.css").read_text("utf-8") + (own / "html.css").read_text("utf-8")


def contents(main: etree._Element, book: Book, every: list[Sheet]) -> None:
    """Append the contents; a line leads to an id of the file."""
    begins = {sheet.name: str(sheet.html.get("id")) for sheet in every}
    lines = []
    for line in nav.contents(every):
        name, _, anchor = line.href.partition("#")
        lines.append(nav.Entry(line.level, line.title, f"#{anchor or begins[name]}"))
    if len(lines) < 2:
        return
    out = sub(main, "nav", "contents-page", aria_label=book.labels["contents"])
    sub(out, "h2", text=book.labels["contents"])
    nav.tree(out, lines)
