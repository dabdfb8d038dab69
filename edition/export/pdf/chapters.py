"""Texts as nodes: chapters with headings, notes at their calls, the apparatus, who is mentioned where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from edition.export.book import Book, Chapter, Part, common_authors
from edition.export.lists import bodies, entries
from edition.export.options import Options
from edition.export.pdf.convert import blocks
from edition.export.pdf.nodes import Node, every
from edition.export.pdf.phrases import Guide, Nodes, Setting, languages, phrases, tidy
from edition.render.html import has_class, is_block, remove, sub

GROUPS = {"author": 0, "translator": 1, "editor": 2, "textual": 3}
"""Series of notes -> which group it is at the foot of a page, from above; the main series is 0."""
APPARATUS = 4
"""The group of the apparatus, below the notes."""
HOLDERS = frozenset("part volume book group".split())
"""Kinds of pages that hold chapters, and are none."""
UNTOLD = ("locus", "kind", "sigla")
"""What of an entry the list of corrections does not say again."""


@dataclass(slots=True)
class Found:
    """What is learned while the texts are made into nodes."""

    mentions: defaultdict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Name of an entry -> its mentions: label, page of the source."""
    corrections: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Making:
    """A book being made into nodes."""

    book: Book
    options: Options
    targets: frozenset[str]
    """Names of places that something points to."""
    listed: frozenset[str]
    """Names of entries of registers."""
    found: Found = field(default_factory=Found)


class ChapterGuide(Guide):
    """What a chapter knows: its notes, its apparatus, the registers."""

    def __init__(self, making: Making, chapter: Chapter) -> None:
        self.making = making
        self.notes = bodies(chapter.html)
        self.entries = {str(item.get("id")): item for item in entries(chapter.html)}
        self.printed: set[str] = set()
        self.ends: list[Node] = []
        """Notes that are printed at the chapter's end."""

    def note(self, ident: str, setting: Setting) -> Node | None:
        """Return a note with its body at its first call; where notes stand at the end, the way to it."""
        item = self.notes.get(ident)
        if item is None or ident in self.printed:
            return None
        self.printed.add(ident)
        made = note_node(item, setting)
        if self.making.options.notes == "foot":
            return made
        self.ends.append(made)
        return Node("call", [], {"to": made.values["id"], "mark": made.values["mark"], "back": True})

    def entry(self, ident: str, setting: Setting) -> Node | None:
        """Return an entry of the apparatus, once; a correction is entered into the book's list."""
        item = self.entries.get(ident)
        if item is None or ident in self.printed:
            return None
        self.printed.add(ident)
        correction(item, setting, self.making.found)
        return entry_node(item, setting)

    def mention(self, name: str, page: str) -> str:
        """Note that an entry of a register is mentioned."""
        if name not in self.making.listed:
            return ""
        known = self.making.found.mentions[name]
        known.append({"id": f"mention-{len(known)}-{name}", "page": page})
        return known[-1]["id"]


def text_part(making: Making, part: Part) -> Nodes:
    """Return a document: its heading where there are several, its chapters, what is known about it."""
    book, header, document = making.book, part.document.header, part.document.id
    out: Nodes = []
    if not book.alone:
        values = {
            "level": 1,
            "byline": "" if common_authors(book) else ", ".join(header.authors),
            "sub": header.subtitle,
            "title": header.title,
        }
        out.append(Node("h", [beginning(part.chapters[0]), header.title], values))
    base = 1 if book.alone else 2
    about: Nodes = []
    page = ""
    ends: Nodes = []
    whole = part.chapters[0]
    for chapter in part.chapters:
        gather(chapter.html)
        if chapter.depth <= whole.depth or whole.page.kind in HOLDERS:
            out.extend(notes_at_end(making, ends, base + whole.depth + 1))
            ends, whole = [], chapter
        guide = ChapterGuide(making, chapter)
        setting = Setting(document, lambda href: book.place(href, document), making.targets, guide, page)
        out.extend(chapter_nodes(making, chapter, setting, base, about))
        page = setting.page
        out.extend(left(making, guide, setting))
        ends.extend(guide.ends)
    out.extend(notes_at_end(making, ends, base + whole.depth + 1))
    if about:
        out.append(Node("h", [book.labels["about"]], {"level": base}))
        out.extend(about)
    return out


def beginning(chapter: Chapter) -> Node:
    """Return the place where a chapter begins."""
    return Node("at", [], {"id": f"{chapter.document.id}#{chapter.id}"})


def chapter_nodes(making: Making, chapter: Chapter, setting: Setting, base: int, about: Nodes) -> Nodes:
    """Return a chapter's blocks, headings on their level; what is said about the text goes to `about`."""
    parts = etree.Element("div")
    for element in list(chapter.html):
        if has_class(element, "title-page"):
            parts.extend(c for c in list(element) if has_class(c, "correspondence"))
        elif has_class(element, "after"):
            about.extend(
                n for section in element.iterchildren("section") for n in about_nodes(section, setting)
            )
        elif has_class(element, "apparatus", "notes"):
            continue  # they stand at the foot
        elif has_class(element, "about"):
            about.extend(about_nodes(element, setting))
        else:
            parts.append(element)
    apart(chapter, parts)
    made = blocks(parts, setting)
    raise_headings(made, base + chapter.depth)
    opening = made[0] if made else None
    if isinstance(opening, Node) and opening.kind == "h":
        opening.nodes = [beginning(chapter), *opening.nodes]
        if chapter.page.id:
            opening.values.update(title=chapter.page.title, opens=True)
    elif made and (making.book.alone or chapter.page.id):
        made.insert(0, Node("p", [beginning(chapter)], {"s": ["silent"]}))
    return languages(chapter.html, made)


def left(making: Making, guide: ChapterGuide, setting: Setting) -> Nodes:
    """Return what no place in the text asked for: entries about no place of it, notes that nothing calls."""
    words, out = making.book.labels, Nodes()
    for title, items in ((words["apparatus"], guide.entries), (words["notes"], guide.notes)):
        found = [item for ident, item in items.items() if ident not in guide.printed]
        if found:
            out.append(Node("p", [title], {"kind": "head"}))
        for item in found:
            guide.printed.add(str(item.get("id")))
            made = entry_node(item, setting) if items is guide.entries else note_node(item, setting)
            out.extend(made.values["b"])
    return out


def notes_at_end(making: Making, notes: Nodes, level: int) -> Nodes:
    """Return the notes that stand at the end of a chapter, that is of all its pages, under their heading."""
    if not notes:
        return []
    title = making.book.labels["notes"]
    return [Node("h", [title], {"level": level}), Node("endnotes", [], {"items": notes})]


def about_nodes(section: etree._Element, setting: Setting) -> Nodes:
    """Return what is known about a text; its headings do not stand in the contents."""
    made = blocks(section, setting)
    for node in every(made):
        if node.kind == "h":
            node.kind, node.values = "p", {"kind": "head"}
    return made


def apart(chapter: Chapter, parts: etree._Element) -> None:
    """Mark in the text the places of those apparatus entries that stand apart from it. Changes the tree."""
    held = {str(e.get("id")): e for e in parts.iter(etree.Element) if e.get("id")}
    for item in entries(chapter.html):
        start = held.get(item.get("data-from") or item.get("data-in") or "")
        if start is None or not item.get("id"):
            continue
        mark = etree.Element("span", {"class": "alt"})
        sub(mark, "a", "alt-mark", href=f"#{item.get('id')}")
        if is_block(start) or item.get("data-in"):
            start.append(mark)
        else:
            mark.tail, start.tail = start.tail, None
            start.addnext(mark)


def gather(html: etree._Element) -> None:
    """Put entries of lists in the text, about places of this page, to its apparatus. Changes the tree."""
    ids = {e.get("id") for e in html.iter(etree.Element)}
    lists = [s for s in html.iter("section") if has_class(s, "tei-listApp")]
    items = [
        i for s in lists for i in s.iterfind("ol/li") if {i.get("data-in"), i.get("data-from")} & ids - {None}
    ]
    if not items:
        return
    own = next(
        (s for s in html.iterchildren("section") if (s.get("class") or "").startswith("apparatus")), None
    )
    rows = own.find("ol") if own is not None else None
    if rows is None:
        rows = sub(sub(html, "section", "apparatus"), "ol", "entries")
    rows.extend(items)
    for one in lists:
        holder = one.getparent()
        if not len(one.findall("ol/li")):
            remove(one)
        if holder is not None and has_class(holder, "type-apparatus") and is_only_headed(holder):
            remove(holder)


def is_only_headed(section: etree._Element) -> bool:
    """Say whether a section has nothing but headings."""
    return all(str(child.tag)[:1] == "h" and str(child.tag)[1:].isdigit() for child in section)


def note_node(item: etree._Element, setting: Setting) -> Node:
    """Return a note with its body, its mark, and which group it belongs to."""
    body = next(c for c in item if has_class(c, "note-body"))
    link = next((c for c in item if has_class(c, "note-mark")), None)
    group = next((n for series, n in GROUPS.items() if has_class(item, f"series-{series}")), 0)
    values = {
        "id": setting.name(str(item.get("id"))),
        "mark": "" if link is None else str(link.text or ""),
        "group": group or None,
        "b": blocks(body, setting),
    }
    return Node("note", [], values)


def entry_node(item: etree._Element, setting: Setting) -> Node:
    """Return an entry of the apparatus."""
    held = tidy([n for piece in pieces(item, ()) for n in phrased(piece, setting)])
    ident = setting.name(str(item.get("id")))
    return Node("note", [], {"id": ident, "group": APPARATUS, "b": [Node("p", held)]})


def correction(item: etree._Element, setting: Setting, found: Found) -> None:
    """Enter a correction into the list, if the entry is one."""
    wrong = next((e for e in item.iter("span") if has_class(e, "reading-sic")), None)
    lemma = next((e for e in item if has_class(e, "lemma")), None)
    if wrong is None or lemma is None:
        return
    again = Setting(setting.document, setting.resolve, quiet=True)
    right, was = (
        tidy([n for piece in pieces(part, UNTOLD) for n in phrased(piece, again)]) for part in (lemma, wrong)
    )
    place = setting.resolve(str(lemma.get("href") or ""))
    to = f"{place[0]}#{place[1]}" if place is not None else ""
    found.corrections.append({"to": to, "page": setting.page, "right": right, "was": was})


def pieces(element: etree._Element, skip: tuple[str, ...]) -> Iterator[etree._Element | str]:
    """Yield the texts and the elements in an element, leaving out those of some classes."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        if not has_class(child, *skip):
            yield child
        yield child.tail or ""


def phrased(piece: etree._Element | str, setting: Setting) -> Iterator[Node | str]:
    """Yield the nodes for a piece of text or an element."""
    if isinstance(piece, str):
        yield piece
    else:
        yield from phrases(piece, setting)


def raise_headings(nodes: Nodes, level: int) -> None:
    """Put the headings of a chapter on their level: its first is the chapter's. Changes the nodes."""
    found = [node for node in every(nodes) if node.kind == "h"]
    least = min((int(node.values["level"]) for node in found), default=1)
    for node in found:
        node.values["level"] = int(node.values["level"]) - least + level
