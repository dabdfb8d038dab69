"""A document as plain text: its reading text, a paragraph a line, notes at the end of each chapter's text.

Headings are underlined, items have a mark, narrow tables have columns, what goes on of a note is indented.
What a reader sees is what stands here: one alternative of several, no page furniture, a call as `[3]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.citing.entry import Style, entry
from edition.citing.note import plain
from edition.model import Document, Page
from edition.model.notes import Role
from edition.model.reading import BREAKS, UNREAD, chosen
from edition.model.works import work
from edition.tei.names import DIVISIONS, is_tei, local

BLOCKS = frozenset(
    "p ab head l item label cell speaker stage titlePart byline docAuthor docDate docImprint dateline salute "
    "signed trailer bibl biblStruct biblFull person place org event castItem role argument q quote sp".split()
)
"""Elements that begin a line."""
APART = DIVISIONS | frozenset("head lg list table quote sp titlePage figure".split())
"""Elements with an empty line before them."""
EITHER = frozenset("bibl quote q stage label person place org event role".split())
PHRASES = frozenset("p ab l note head item cell seg hi s bibl cit q castItem".split())
"""A `bibl` and the like begin no line in these: there they are words of a sentence."""
SET_OFF = frozenset("lg list table quote figure".split())
"""Elements with an empty line behind them too, where they do not stand in one another."""
WITHIN = frozenset("list item lg quote sp figure".split())
HEADED = frozenset("body front back group floatingText text".split())
"""What has headings that are underlined, beside divisions."""
WIDEST = 100
"""Tables of wider lines have tabs between their cells, not columns."""
SIGNS = {"birth": "* ", "death": "† "}
STRUCTURED = frozenset("person personGrp place org event imprint address correspAction row".split())
"""Elements whose parts are words of their own, white space between them or not."""


@dataclass(slots=True)
class Writer:
    """Collects lines. `notes` are the ids of the notes called so far."""

    document: Document
    style: Style
    others: frozenset[etree._Element]
    """Elements that begin pages: each is written with its own."""
    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def end(self) -> None:
        """End a line; one without words is none."""
        text = " ".join("".join(self.current).split())
        self.current = []
        if text:
            self.lines.append(text)

    def gap(self) -> None:
        """End a line and leave an empty one."""
        self.end()
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def element(self, source: etree._Element) -> None:
        """Write an element: its words, or what stands for it."""
        name = local(source)
        if not name or source in self.others:
            return
        if name == "note":
            self.note(source)
        elif name in ("choice", "app"):
            if (only := chosen(source)) is not None:
                self.inside(only)
        elif name in BREAKS or name == "space":
            self.current.append("" if source.get("break") == "no" else " ")
        elif name in ("ref", "ptr") and (called := self.called(source)):
            self.call(called)
        elif name in ("biblStruct", "biblFull"):
            self.end()
            self.current.append(plain(entry(work(source), self.style.words, self.style.language)))
            self.end()
        elif name in SIGNS:
            self.current.append(SIGNS[name])
            self.inside(source)
        elif name not in UNREAD and not (name == "am" and not abbreviates(source)):
            self.words(source, name)

    def words(self, source: etree._Element, name: str) -> None:
        """Write an element's words, on lines of their own where it is a block."""
        if name in EITHER and in_phrase(source):
            self.inside(source)
            self.current.append(" " if name in ("label", "role") else "")
            return
        if name in APART and not nested(source):
            self.gap()
        elif name in BLOCKS or name in APART:
            self.end()
        if name == "cell" and self.cell(source):
            return
        begins = len(self.lines)
        if name == "item":
            self.current.append(item_mark(source))
        self.inside(source)
        if name in BLOCKS or name in APART or name == "row":
            self.end()
        self.after(source, name, begins)

    def after(self, source: etree._Element, name: str, begins: int) -> None:
        """Set off what was written of an element, from a line on, from what follows."""
        parent = source.getparent()
        holder = local(parent) if parent is not None else ""
        if name == "head":
            if holder.startswith("div") or holder in HEADED:
                underline(self.lines, begins, "=" if heads_page(source) else "-")
            self.gap()
        elif name in SET_OFF:
            if name == "table":
                self.lines[begins:] = columns(self.lines[begins:])
            if nested(source):
                self.lines[begins:] = [f"  {line}" for line in self.lines[begins:]]
            elif holder not in WITHIN:
                self.gap()

    def cell(self, source: etree._Element) -> bool:
        """Write a cell after those before it, with a tab between them; False for the first of a row."""
        before = source.getprevious()
        if before is None or not is_tei(before, "cell") or not self.lines:
            return False
        held = self.lines.pop() if self.lines[-1] else ""
        self.inside(source)
        text = " ".join("".join(self.current).split())
        self.current = []
        self.lines.append(f"{held}\t{text}")
        return True

    def inside(self, source: etree._Element) -> None:
        """Write what an element holds."""
        self.current.append(source.text or "")
        for child in source:
            self.element(child)
            self.current.append(child.tail or (" " if local(source) in STRUCTURED else ""))

    def note(self, source: etree._Element) -> None:
        """Write a note's call, or the note itself where nothing calls it."""
        found = self.document.notes.by_id.get(self.document.ids.of.get(source, ""))
        if found is None or found.role is Role.APPARATUS:
            return
        if found.role is Role.CALL:
            self.call(found.id)
        elif found.role is Role.TEXT:
            self.current.append(" ")
            self.inside(source)
        elif found.role is Role.BLOCK:
            self.gap()
            self.current.append(f"[{found.mark}] " if found.mark else "")
            self.inside(source)
            self.gap()

    def called(self, source: etree._Element) -> str:
        """Return the note that a pointer calls, or nothing."""
        return self.document.notes.callers.get(self.document.ids.of.get(source, ""), "")

    def call(self, ident: str) -> None:
        """Write the call of a note, and remember the note."""
        self.current.append(f"[{self.document.notes.by_id[ident].mark}]")
        if ident not in self.notes:
            self.notes.append(ident)

    def bodies(self) -> None:
        """Write the notes that were called; those called in notes follow."""
        for ident in self.notes:
            self.end()
            self.current.append(f"[{self.document.notes.by_id[ident].mark}] ")
            body = self.document.ids.element[ident]
            begins = len(self.lines) + 1
            self.current.append(body.text or "")
            for number, child in enumerate(body):
                first = number == 0 and is_tei(child, "p") and not (body.text or "").strip()
                self.inside(child) if first else self.element(child)
                self.current.append(child.tail or "")
            self.end()
            self.lines[begins:] = [f"    {line}" if line else "" for line in self.lines[begins:]]


def in_phrase(source: etree._Element) -> bool:
    """Say whether an element stands among the words of a sentence, in phrases or not."""
    known = BLOCKS | APART | PHRASES
    holder = next((e for e in source.iterancestors(etree.Element) if local(e) in known), None)
    return holder is not None and local(holder) in PHRASES


def nested(source: etree._Element) -> bool:
    """Say whether an element is a list in an item of another."""
    parent = source.getparent()
    return is_tei(source, "list") and parent is not None and is_tei(parent, "list", "item")


def item_mark(source: etree._Element) -> str:
    """Return what stands before an item: its printed mark, its number, a dash; nothing behind a label."""
    parent = source.getparent()
    if parent is None or not is_tei(parent, "list") or parent.find("{*}label") is not None:
        return ""
    if printed := (source.get("n") or "").strip():
        return f"{printed} " if printed[-1:] in ".)" else f"{printed}. "
    if "ordered" in (parent.get("type") or "", parent.get("rend") or ""):
        return f"{1 + sum(1 for _ in source.itersiblings('{*}item', preceding=True))}. "
    return "- "


def heads_page(source: etree._Element) -> bool:
    """Say whether a heading is that of an outermost division."""
    held = (e for e in source.iterancestors(etree.Element) if local(e).startswith("div"))
    return sum(1 for _ in held) < 2


def underline(lines: list[str], begins: int, sign: str) -> None:
    """Put a line of signs below the heading that begins there. Changes the lines."""
    if len(lines) > begins:
        lines.append(sign * min(WIDEST, max(map(len, lines[begins:]))))


def columns(lines: list[str]) -> list[str]:
    """Return the lines of a table with its cells in columns, if they are narrow enough."""
    rows = [line.split("\t") for line in lines]
    count = max(map(len, rows), default=0)
    widths = [max((len(row[n]) for row in rows if n < len(row) > 1), default=0) for n in range(count)]
    if count < 2 or sum(widths) + 2 * count > WIDEST:
        return lines
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        if len(row) > 1
        else row[0]
        for row in rows
    ]


def abbreviates(source: etree._Element) -> bool:
    """Say whether an abbreviation mark stands in an abbreviation, which shows it."""
    parent = source.getparent()
    return parent is not None and is_tei(parent, "abbr")


def reading(document: Document, style: Style) -> str:
    """Return the reading text of a document; `style` has the words for notes and references."""
    title = ". ".join(filter(None, (document.header.title, document.header.subtitle)))
    parts = [title, ", ".join(document.header.authors)]
    others = frozenset(root for page in document.pages for root in page.roots)
    for page in document.pages:
        parts.extend(page_text(document, page, others, style))
    return "\n\n".join(part for part in parts if part) + "\n"


def page_text(
    document: Document, page: Page, others: frozenset[etree._Element], style: Style
) -> Iterator[str]:
    """Yield the text of a page, then its notes under their heading."""
    writer = Writer(document, style, others)
    for root in page.roots:
        if is_tei(root, "TEI", "teiCorpus"):
            continue
        writer.words(root, local(root))
        writer.current.append(" ")
    writer.end()
    yield "\n".join(writer.lines).strip()
    called = Writer(document, style, others, notes=writer.notes)
    called.bodies()
    if called.lines:
        heading = [style.words["notes"]]
        underline(heading, 0, "-")
        yield "\n".join(heading)
        yield "\n".join(called.lines)
