"""Tokens to a TEI tree: the text part (front, body, back). The header is `edition.tei.header`'s.

Ids are names built from structure at the first import (`ch02-p014`, `ch02-n07`); they are authored from
then on. House encoding: `docs/encoding.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from edition.tei import records
from edition.tei.make import new, sub
from edition.tei.names import ID, LANG, tei
from edition.tokens import RUN_IN, Block, Call, Inline, Inset, Kind, LineBreak, PageBreak, Text, plain

RECORDS = {Kind.TERM, Kind.EVENT, Kind.PERSON, Kind.BIBL}
TOP = {tei(name) for name in ("head", "byline", "opener", "pb", "figure", "note")}
"""What may stand at a section's top, before its first paragraph (Guidelines 4.2)."""
OPENERS = {"number", "stamp", "dateline", "salute"}
"""Types of a document's opening lines: its number, a stamp ("Top secret"), place and date, whom it greets."""
PREFIXES = {"chapter": "ch", "section": "s", "part": "part", "text": "t", "titlepage": "title", "report": "t"}
XML_CHARS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


class Parts(Protocol):
    """One text: its top-level sections, and what opens its body before the first of them."""

    front: list[Block]
    lead: list[Block]
    body: list[Block]
    back: list[Block]


@dataclass(slots=True)
class Built:
    """A built text, and what stands in it."""

    text: etree._Element
    counts: Counter[str] = field(default_factory=Counter)


def build(lead: Sequence[Block], texts: Sequence[Parts], notes: dict[str, Block], place: str) -> Built:
    """Return the TEI `text` of a source: one text, or a `group` of several (Guidelines 4.3.1).

    `lead` are sections that stand before the first of several texts, `notes` the bodies by key, `place`
    where they stand in the source (`end` or `bottom`).
    """
    builder = _Builder(notes, place)
    if len(texts) == 1:
        return Built(builder.text(texts[0], ""), builder.counts)
    outer = new("text")
    if lead:
        builder.part(sub(outer, "front"), lead)
    group = sub(outer, "group")
    for number, parts in enumerate(texts, 1):
        inner = builder.text(parts, f"t{number}")
        inner.set(ID, builder.unique(f"t{number}"))
        inner.set("n", str(number))
        group.append(inner)
    return Built(outer, builder.counts)


class _Builder:
    """Builds elements; keeps the ids given and the counters that number paragraphs and notes."""

    def __init__(self, notes: dict[str, Block], place: str) -> None:
        self.notes = notes
        self.place = place
        self.ids: set[str] = set()
        self.note_ids: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()
        self.scope = ""
        self.prefix = ""
        self.inside_note = False
        self.sections_follow = False

    # ---- ids

    def unique(self, wanted: str) -> str:
        """Return `wanted`, or `wanted-2` and so on if it is taken."""
        wanted = re.sub(r"[^\w.-]+", "-", wanted).strip("-") or "x"
        if not (wanted[0].isalpha() or wanted[0] == "_"):
            wanted = f"x{wanted}"
        name, number = wanted, 1
        while name in self.ids:
            number += 1
            name = f"{wanted}-{number}"
        self.ids.add(name)
        return name

    def numbered(self, kind: str, width: int) -> str:
        """Return the next id of a kind in the present scope: `ch02-p014`."""
        key = f"{self.scope}-{kind}" if self.scope else kind
        self.numbers[key] += 1
        return self.unique(f"{key}{self.numbers[key]:0{width}}")

    # ---- texts and sections

    def text(self, parts: Parts, prefix: str) -> etree._Element:
        text = new("text")
        self.prefix = self.scope = prefix
        if parts.front:
            self.part(sub(text, "front"), parts.front)
        body = sub(text, "body")
        self.scope = prefix
        self.sections_follow = bool(parts.body)
        self.blocks(body, parts.lead)
        self.sections_follow = False
        self.part(body, parts.body)
        if all(child.tag in TOP for child in body):
            sub(body, "p")
        if parts.back:
            self.part(sub(text, "back"), parts.back)
        return text

    def part(self, parent: etree._Element, divs: Sequence[Block]) -> None:
        """Append top-level sections; a section without heading that is all there is needs no `div`."""
        bare = len(divs) == 1 and divs[0].type in {"section", "chapter"} and not _head(divs[0])
        if bare and parent.tag == tei("body") and not any(child.tag == tei("div") for child in parent):
            self.scope = self.prefix
            self.blocks(parent, divs[0].children)
            return
        for div in divs:
            self.section(parent, div)

    def section(self, parent: etree._Element, div: Block) -> None:
        """Append a `div`; a top-level one opens a new scope of numbering."""
        element = sub(parent, "div")
        top = div.level <= 1 or div.type == "chapter"
        outer = self.scope
        ident = self.section_id(div, top)
        if top:
            self.scope = ident
        element.set(ID, ident)
        if div.type:
            element.set("type", div.type)
        if div.n:
            element.set("n", div.n)
        if div.lang:
            element.set(LANG, div.lang)
        self.counts[f"div:{div.type}"] += 1
        self.blocks(element, div.children)
        if div.level > 1:
            self.scope = outer

    def section_id(self, div: Block, top: bool) -> str:
        base = PREFIXES.get(div.type, div.type or "s")
        number = re.sub(r"\W+", ".", div.n).strip(".")
        if number.isdecimal() and base in {"ch", "part"}:
            name = f"{base}{int(number):02}"
            if name in self.ids and div.level > 1:  # counted anew in each part
                return self.unique(f"{self.scope}-{name}")
        elif top and base in {"ch", "s"}:
            self.numbers[f"{self.prefix}/{base}"] += 1
            name = f"{base}{number or format(self.numbers[f'{self.prefix}/{base}'], '02')}"
        elif top:
            name = base
        else:
            self.numbers[f"{self.scope}/s"] += 1
            name = f"s{self.numbers[f'{self.scope}/s']:02}"
        outer = self.prefix if top else self.scope
        return self.unique(f"{outer}-{name}" if outer else name)

    # ---- blocks

    def blocks(self, parent: etree._Element, blocks: Sequence[Block]) -> None:
        """Append blocks; runs of items, records and lines get the list that holds them."""
        at = 0
        seen_div = False
        while at < len(blocks):
            block = blocks[at]
            seen_div = seen_div or block.kind is Kind.DIV
            if seen_div and block.kind is not Kind.DIV and parent.tag in {tei("div"), tei("body")}:
                at = self.stray(parent, blocks, at)
                continue
            if block.kind is Kind.ITEM:
                at = self.items(parent, blocks, at, block.level)
            elif block.kind in RECORDS:
                at = self.records(parent, blocks, at)
            elif block.kind is Kind.SIGNED:
                self.signed(parent, blocks, at)
                at += 1
            else:
                self.block(parent, block)
                at += 1

    def stray(self, parent: etree._Element, blocks: Sequence[Block], at: int) -> int:
        """Append blocks that follow a section inside its parent in a `div` of their own, as TEI demands."""
        end = at
        while end < len(blocks) and blocks[end].kind is not Kind.DIV:
            end += 1
        self.blocks(sub(parent, "div"), blocks[at:end])
        return end

    def block(self, parent: etree._Element, block: Block) -> None:
        builders: dict[Kind, Callable[[etree._Element, Block], None]] = {
            Kind.DIV: self.section,
            Kind.HEAD: self.head,
            Kind.P: self.paragraph,
            Kind.LABEL: self.paragraph,
            Kind.VERSE: self.verse,
            Kind.L: self.line,
            Kind.SPEECH: self.speech,
            Kind.TABLE: self.table,
            Kind.FIGURE: self.figure,
            Kind.QUOTE: self.quote,
            Kind.NOTE: self.loose_note,
            Kind.PAGE: self.page,
            Kind.RULE: self.rule,
        }
        if block.kind in builders:
            builders[block.kind](parent, block)

    def head(self, parent: etree._Element, block: Block) -> None:
        if not _opens(parent):
            self.paragraph(parent, block, rend="head")
            return
        head = sub(parent, "head", type="sub" if block.type == "sub" else "")
        self.inlines(head, block.inlines)

    def paragraph(self, parent: etree._Element, block: Block, rend: str = "") -> None:
        if block.type in OPENERS and _opens(parent):
            self.inlines(sub(parent, "opener", rend=block.type), block.inlines)
            return
        p = sub(parent, "p")
        if not self.inside_note:
            p.set(ID, self.numbered("p", 3))
            p.set("n", str(self.numbers[f"{self.scope}-p" if self.scope else "p"]))
            self.counts["p"] += 1
        if rend or block.type:
            p.set("rend", rend or block.type)
        if block.lang:
            p.set(LANG, block.lang)
        self.inlines(p, block.inlines)
        for child in block.children:
            self.block(parent, child)

    def signed(self, parent: etree._Element, blocks: Sequence[Block], at: int) -> None:
        """Append a signature: `byline` at a section's top, `signed` at its end, else a paragraph."""
        block = blocks[at]
        opens = _opens(parent)
        closes = not self.sections_follow and all(
            other.kind in {Kind.SIGNED, Kind.PAGE} for other in blocks[at + 1 :]
        )
        if parent.tag == tei("div") or parent.tag == tei("body"):
            if opens:
                self.inlines(sub(parent, "byline"), block.inlines)
                return
            if closes:
                name = "byline" if block.type == "byline" else "signed"
                self.inlines(sub(parent, name), block.inlines)
                return
        self.paragraph(parent, Block(Kind.P, block.inlines), rend="signed")

    def items(self, parent: etree._Element, blocks: Sequence[Block], at: int, level: int) -> int:
        """Append a `list` of the items from `at` on at `level`; deeper ones nest. Return where it ends."""
        ordered = blocks[at].marker[:1].isalnum()
        holder = sub(parent, "list", rend="numbered" if ordered else "bulleted")
        item: etree._Element | None = None
        while at < len(blocks) and blocks[at].kind is Kind.ITEM and blocks[at].level >= level:
            block = blocks[at]
            if block.level > level and item is not None:
                at = self.items(item, blocks, at, block.level)
                continue
            item = sub(holder, "item", n=block.marker.strip("().[]:-*+•") if ordered else "")
            self.inlines(item, block.inlines)
            for child in block.children:
                self.block(item, child)
            at += 1
        return at

    def records(self, parent: etree._Element, blocks: Sequence[Block], at: int) -> int:
        """Append the list of a run of records of one kind; return where it ends."""
        kind = blocks[at].kind
        holder = sub(parent, *records.LISTS[kind][:1])
        for name, value in records.LISTS[kind][1].items():
            holder.set(name, value)
        while at < len(blocks) and blocks[at].kind is kind:
            self.counts[kind.value] += 1
            found = records.element(blocks[at], self.unique, self.inlines)
            holder.extend(found if isinstance(found, list) else [found])
            at += 1
        return at

    def verse(self, parent: etree._Element, block: Block) -> None:
        stanza = sub(parent, "lg")
        self.counts["lg"] += 1
        for line in block.children:
            self.line(stanza, line)

    def line(self, parent: etree._Element, block: Block) -> None:
        line = sub(parent, "l")
        if not self.inside_note:
            line.set(ID, self.numbered("l", 3))
        self.inlines(line, block.inlines)

    def speech(self, parent: etree._Element, block: Block) -> None:
        """Append a speech (Guidelines 7.2.1); `rend` says question or answer."""
        speech = sub(parent, "sp", rend=block.type)
        self.counts["sp"] += 1
        if block.marker:
            sub(speech, "speaker", block.marker)
        if block.inlines:
            self.paragraph(speech, Block(Kind.P, block.inlines))
        for child in block.children:
            self.block(speech, child)

    def table(self, parent: etree._Element, block: Block) -> None:
        table = sub(parent, "table")
        if block.inlines:
            self.inlines(sub(table, "head"), block.inlines)
        for row in block.children:
            line = sub(table, "row")
            for cell in row.children:
                self.inlines(sub(line, "cell"), cell.inlines)

    def figure(self, parent: etree._Element, block: Block) -> None:
        """Append a figure: graphic, caption, and what the picture shows as `floatingText` (14.1, 4.3.2)."""
        figure = sub(parent, "figure")
        ident = self.numbered("fig", 2)
        figure.set(ID, ident)
        self.counts["figure"] += 1
        if block.facts.get("url"):
            sub(figure, "graphic", url=block.facts["url"])
        if block.inlines:
            self.inlines(sub(figure, "head"), block.inlines)
        if block.children:
            floating = sub(figure, "floatingText")
            if block.lang:
                floating.set(LANG, block.lang)
            self.counts["floatingText"] += 1
            outer, self.scope = self.scope, ident  # what a picture shows is numbered by itself
            self.transcript(sub(floating, "body"), block.children)
            self.scope = outer

    def transcript(self, body: etree._Element, blocks: Sequence[Block]) -> None:
        """Append what a picture shows: paragraphs, and a `div` for each heading in it."""
        parent = body
        for block in blocks:
            if block.kind is Kind.HEAD:
                if parent is body or any(child.tag != tei("head") for child in parent):
                    parent = sub(body, "div")
                self.head(parent, block)
            elif block.kind is Kind.ITEM:
                self.items(parent, [block], 0, block.level)
            else:
                self.block(parent, block)
        if len(parent) and parent[-1].tag == tei("head"):
            sub(parent, "p")
        if not len(body):
            sub(body, "p")

    def quote(self, parent: etree._Element, block: Block) -> None:
        quote = sub(parent, "quote")
        if block.inlines:
            self.paragraph(quote, Block(Kind.P, block.inlines))
        self.blocks(quote, block.children)

    def loose_note(self, parent: etree._Element, block: Block) -> None:
        """Append a note that nothing calls, where it stands; in a `p` of its own at a section's top."""
        self.note(parent, block, self.unique(self.note_name(block)))

    def page(self, parent: etree._Element, block: Block) -> None:
        self.inlines(parent, block.inlines)

    def rule(self, parent: etree._Element, _block: Block) -> None:
        sub(parent, "milestone", unit="section", rend="rule")

    # ---- inlines

    def inlines(self, parent: etree._Element, pieces: Sequence[Inline]) -> None:
        """Append pieces to an element."""
        for piece in pieces:
            match piece:
                case Text():
                    self.run(parent, piece)
                case Call():
                    self.call(parent, piece)
                case PageBreak():
                    self.page_break(parent, piece)
                case LineBreak():
                    sub(parent, "lb")
                case Inset():
                    self.block(parent, piece.block)

    def run(self, parent: etree._Element, piece: Text) -> None:
        text = XML_CHARS.sub("\ufffd", piece.text)
        if is_web(piece.href):
            parent = sub(parent, "ref", target=piece.href)
        if piece.lang:
            parent = sub(parent, "foreign")
            parent.set(LANG, piece.lang)
        if piece.rend == (RUN_IN,):
            parent = sub(parent, "label", rend=RUN_IN)
        elif piece.rend:
            parent = sub(parent, "hi", rend=" ".join(piece.rend))
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def page_break(self, parent: etree._Element, piece: PageBreak) -> None:
        ident = f"pb{piece.n}" if piece.n else f"pb-{len(self.ids)}"
        if piece.ed:
            ident = f"pb-{piece.ed}-{piece.n}" if piece.n else self.numbered("pb", 2)
        pb = sub(parent, "pb")
        pb.set(ID, ident if not piece.n and piece.ed else self.unique(ident))
        for name, value in (("n", piece.n), ("ed", piece.ed), ("break", "no" if piece.in_word else "")):
            if value:
                pb.set(name, value)
        self.counts["pb"] += 1

    def call(self, parent: etree._Element, piece: Call) -> None:
        """Append the note at its call; for a second call a `ref type="noteAnchor"`."""
        if piece.again and piece.note in self.note_ids:
            ref = sub(parent, "ref", type="noteAnchor", target=f"#{self.note_ids[piece.note]}")
            ref.text = piece.label
            return
        body = self.notes.get(piece.note)
        if body is None:
            sub(parent, "hi", rend="sup").text = piece.label
            return
        ident = self.unique(self.note_name(body))
        self.note_ids[piece.note] = ident
        self.note(parent, body, ident)

    def note_name(self, body: Block) -> str:
        number = body.n or body.label
        name = (
            f"n{int(number):02}" if number.isdecimal() else f"n-{re.sub(r'[^A-Za-z0-9]+', '', number) or 'x'}"
        )
        return f"{self.scope}-{name}" if self.scope else name

    def note(self, parent: etree._Element, body: Block, ident: str) -> None:
        """Append a note (Guidelines 3.9.1): its text itself, or its paragraphs where there are several."""
        note = sub(parent, "note")
        note.set(ID, ident)
        note.set("n", body.label)
        note.set("place", self.place)
        self.counts["note"] += 1
        if not body.children or body.facts.get("lost"):
            sub(note, "gap", reason="lost")
            self.counts["note:lost"] += 1
        outer, self.inside_note = self.inside_note, True
        if [child.kind for child in body.children] == [Kind.P] and not body.children[0].children:
            self.inlines(note, body.children[0].inlines)
        else:
            self.blocks(note, body.children)
        self.inside_note = outer


def _opens(parent: etree._Element) -> bool:
    """Say whether nothing but headings and the like stand in an element yet."""
    return all(child.tag in TOP for child in parent)


def is_web(href: str) -> bool:
    """Say whether a link leads to the web or to a mail address, as an edition may publish it."""
    return bool(re.match(r"(?:https?://|mailto:)\S+$", href))


def _head(div: Block) -> str:
    head = next((block for block in div.children if block.kind is Kind.HEAD), None)
    return plain(head.inlines) if head else ""
