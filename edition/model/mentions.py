"""Mentions: where each entry of a register is spoken of and each work cited, with the words around it.

A mention is an element with a pointer (`@ref`, `@corresp`, `@target`, `@key`) that leads to an entry
(TEI P5 §14.2.1, §3.12.1): `persName`, `placeName`, `term`, `rs`, `bibl`, `ref` and the like. Each document is
read once, so that the work grows with the text and the mentions in it, and with nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.model.document import Document
from edition.model.edition import Edition
from edition.model.entries import KINDS, Entry, Kind, entries
from edition.model.folios import pagination
from edition.model.header import path
from edition.model.links import Inside, split
from edition.model.notes import Role
from edition.model.paginations import UNPRINTED
from edition.model.reading import BREAKS, UNREAD, chosen
from edition.tei.names import DIVISIONS, in_header, is_tei, local

REFERRING = ("ref", "corresp", "target", "key")
"""The attributes by which a mention points to its entry."""
NAMED = frozenset("persName placeName orgName geogName eventName objectName name rs bibl".split())
"""Elements that name or cite something: one that leads nowhere is listed for editors."""
SPOTS = DIVISIONS | KINDS.keys() | frozenset("p ab l note item lg list table quote".split())
"""Elements that a mention can be reached at, if they are printed with an id: the innermost counts."""
BLOCKS = SPOTS | frozenset(
    "head cell label speaker stage titlePart byline dateline salute signed opener closer castItem "
    "trailer epigraph figure titlePage row sp".split()
)
"""Elements whose words do not run on into their neighbours'."""
SILENT = frozenset("teiHeader interp interpGrp span spanGrp certainty precision respons index fw".split())
"""Elements in which nothing is mentioned to a reader."""
AROUND = 70
"""How many characters of context stand on each side."""
CROWD = 40
"""A passage that mentions more entries than this is a list: who stands in it is not there together."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. `document` and `anchor` say where it is printed: an id in the document."""

    entry: Inside
    document: str
    anchor: str
    before: str
    text: str
    after: str
    note: str = ""
    """Id of the note that it stands in."""
    mark: str = ""
    """That note's number, as printed."""
    kind: str = ""
    """The element's name: `persName`, `bibl`."""
    form: str = ""
    """`@type` of a citation: `full`, `short`, `ibid`."""
    cert: str = ""
    page: str = ""
    """The source's page, as it is cited: `12`, or `[12]` where the source prints no number."""
    at: int = 0
    """How many characters of the document's text stand before it."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Loose:
    """A name that leads to no entry, for editors."""

    kind: str
    text: str
    document: str
    anchor: str
    line: int
    pointer: str = ""
    """The pointer that leads nowhere; empty if there is none."""


@dataclass(slots=True)
class Mentions:
    """Every entry of the edition with its mentions, in reading order."""

    entries: dict[Inside, Entry] = field(default_factory=dict)
    of: dict[Inside, list[Mention]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    """Document -> how many characters of text it has."""
    loose: list[Loose] = field(default_factory=list)
    spots: dict[tuple[str, str], dict[Inside, int]] = field(default_factory=dict)
    """Document and anchor -> the entries mentioned there, with how often."""
    beside: dict[Inside, list[tuple[Inside, int]]] = field(default_factory=dict)
    """What `together` has found."""

    def add(self, mention: Mention) -> None:
        """Enter a mention under its entry and its place."""
        self.of.setdefault(mention.entry, []).append(mention)
        spot = self.spots.setdefault((mention.document, mention.anchor), {})
        spot[mention.entry] = spot.get(mention.entry, 0) + 1

    def together(self, entry: Inside) -> list[tuple[Inside, int]]:
        """Return the entries mentioned in the same paragraph or note, with in how many, the most first."""
        if entry in self.beside:
            return self.beside[entry]
        found: Counter[Inside] = Counter()
        for place in dict.fromkeys((m.document, m.anchor) for m in self.of.get(entry, ())):
            there = self.spots[place]
            if len(there) <= CROWD:
                found.update(there.keys())
        del found[entry]
        made = sorted(found.items(), key=lambda pair: (-pair[1], self.entries[pair[0]].sort))
        return self.beside.setdefault(entry, made)

    def unmentioned(self) -> list[Entry]:
        """Return the entries that nothing mentions."""
        return [entry for key, entry in self.entries.items() if key not in self.of]


@dataclass(frozen=True, slots=True)
class Found:
    """An element in a block that mentions an entry, or nothing known, and where its words stand."""

    source: etree._Element
    target: Inside | None
    start: int
    end: int
    at: int
    page: str


@dataclass(slots=True)
class Block:
    """A run of text being read: its words so far, and the mentions in it, still without what follows."""

    anchor: str
    note: str = ""
    text: list[str] = field(default_factory=list)
    length: int = 0
    blank: bool = True
    """Whether the text ends with a blank."""
    found: list[Found] = field(default_factory=list)
    loose: list[Found] = field(default_factory=list)

    def enter(self, found: Found) -> None:
        """Note a mention; one of the same entry inside it is part of it."""
        inner = 0
        while inner < len(self.found) and self.found[-1 - inner].start >= found.start:
            inner += 1
        kept = self.found[len(self.found) - inner :]
        self.found[len(self.found) - inner :] = [k for k in kept if k.target != found.target]
        self.found.append(found)

    def add(self, text: str | None) -> int:
        """Append text, white space single; returns how many characters that adds."""
        if not text:
            return 0
        words = text.split()
        lead = "" if self.blank or not text[0].isspace() else " "
        piece = lead + " ".join(words) + (" " if words and text[-1].isspace() else "")
        if piece:
            self.text.append(piece)
            self.length += len(piece)
            self.blank = piece[-1] == " "
        return len(piece)


@dataclass(slots=True)
class Reader:
    """Reads one document. `targets` keeps what its pointers lead to."""

    edition: Edition
    document: Document
    out: Mentions
    count: int = 0
    page: str = ""
    """The source's page that is being read."""
    ed: str = ""
    """The pagination that pages are cited by."""
    targets: dict[str, Inside | None] = field(default_factory=dict)
    entered: frozenset[str] = frozenset()
    """The ids of the document's own entries."""
    header: bool = False
    """Whether the header is being read: its names are the catalogue's, and need no entry."""

    def read(self, source: etree._Element, block: Block, aside: bool = False) -> None:
        """Read an element into a block, or into one of its own if its words stand apart."""
        name = local(source)
        if name in SILENT or not name:
            return
        own = self.opened(source, name, block, aside)
        start, page = own.length, self.page
        if name in ("choice", "app"):
            self.alternatives(source, own)
        else:
            self.words(source.text, own)
            for child in source:
                if local(child) in BREAKS:
                    self.turn(child)
                    self.words("" if child.get("break") == "no" else " ", own)
                else:
                    self.read(child, own)
                self.words(child.tail, own)
        self.mention(source, own, start, page)
        if own is not block:
            self.close(own)

    def words(self, text: str | None, block: Block) -> None:
        """Append text to a block and count it."""
        self.count += block.add(text)

    def turn(self, source: etree._Element) -> None:
        """Note which page of the source begins."""
        number = (source.get("n") or "").strip()
        if is_tei(source, "pb") and number and (source.get("ed") or "") == self.ed:
            self.page = f"[{number}]" if self.ed in UNPRINTED else number

    def alternatives(self, source: etree._Element, block: Block) -> None:
        """Read the alternative that the text shows as part of it, the others as words that stand apart."""
        shown = chosen(source)
        for child in source.iterchildren(etree.Element):
            within = shown is not None and (child is shown or shown in set(child.iterchildren()))
            self.read(child, block, aside=not within)

    def opened(self, source: etree._Element, name: str, block: Block, aside: bool) -> Block:
        """Return the block that an element's words belong to."""
        ident = self.document.ids.of.get(source, "")
        printed = ident in self.document.page_of
        if name == "note":
            found = self.document.notes.by_id.get(ident)
            if found is not None and found.role not in (Role.TEXT, Role.APPARATUS):
                return Block(ident, ident if found.calls else "")
        entered = name not in KINDS or self.is_entered(ident)  # a `bibl` in a sentence is part of it
        if not aside and name not in UNREAD and not (name in BLOCKS and entered):
            return block
        spot = printed and name in SPOTS and not block.note and not self.is_entered(block.anchor)
        return Block(ident if spot else block.anchor, block.note)

    def is_entered(self, anchor: str) -> bool:
        """Say whether a place is an entry: what is said in it is reached there."""
        return anchor in self.entered

    def mention(self, source: etree._Element, block: Block, start: int, page: str) -> None:
        """Note what an element mentions, or that it is a name that leads nowhere."""
        pointers = [p for name in REFERRING if (value := source.get(name)) for p in value.split()]
        if not pointers and local(source) not in NAMED:
            return
        targets = dict.fromkeys(t for p in pointers if (t := self.target(p)) is not None)
        here = Inside(self.document.id, self.document.ids.of.get(source, ""))
        if here in self.out.entries and self.out.entries[here].kind is not Kind.WORK:
            return  # an entry that points to another is not a passage of the text
        at = self.count - (block.length - start)
        for target in targets:
            if target != Inside(self.document.id, block.anchor):
                block.enter(Found(source, target, start, block.length, at, page))
        if (
            not targets
            and not self.header
            and here not in self.out.entries
            and local(source) in NAMED
            and self.is_loose(source, pointers)
        ):
            block.loose.append(Found(source, None, start, block.length, at, page))

    def is_loose(self, source: etree._Element, pointers: list[str]) -> bool:
        """Say whether a name is in want of an entry: no part of an entry's own name, no link elsewhere."""
        if any(self.edition.resolve(pointer, self.document) is not None for pointer in pointers):
            return False
        return not any(is_tei(holder, *KINDS, *NAMED) for holder in source.iterancestors())

    def target(self, pointer: str) -> Inside | None:
        """Return the entry that a pointer leads to."""
        if pointer not in self.targets:
            found = self.edition.resolve(pointer, self.document)
            entered = isinstance(found, Inside) and found in self.out.entries
            self.targets[pointer] = found if entered and isinstance(found, Inside) else None
        return self.targets[pointer]

    def close(self, block: Block) -> None:
        """Enter the mentions of a block that is read to its end, with the words around them."""
        if not block.found and not block.loose:
            return
        text = "".join(block.text)
        for found in block.found:
            self.out.add(self.made(found, block, text))
        for found in block.loose:
            source, said = found.source, text[found.start : found.end].strip()
            pointer = next((p for name in REFERRING for p in split(source.get(name))), "")
            line = source.sourceline or 0
            self.out.loose.append(Loose(local(source), said, self.document.id, block.anchor, line, pointer))

    def made(self, found: Found, block: Block, text: str) -> Mention:
        """Return a mention as plain values."""
        assert found.target is not None
        before, said, after = context(text, found.start, found.end)
        return Mention(
            entry=found.target,
            document=self.document.id,
            anchor=block.anchor,
            before=before,
            text=said,
            after=after,
            note=block.note,
            mark=self.document.notes.by_id[block.note].mark if block.note else "",
            kind=local(found.source),
            form=found.source.get("type") or "",
            cert=found.source.get("cert") or "",
            page=found.page,
            at=found.at,
            line=found.source.sourceline or 0,
        )


def context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the words before, of, and after a stretch of text; what is cut off is cut between words."""
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[low:start], text[end:high]
    if low:
        before = "…" + (before.partition(" ")[2] or before)
    if high < len(text):
        after = (after.rpartition(" ")[0] or after) + "…"
    return before, text[start:end], after


HEADED = ("profileDesc/correspDesc", "profileDesc/abstract", "fileDesc/sourceDesc")
"""What a title page prints of the header with the links in it (TEI P5 §2.2.7, §2.4.6)."""


def headed(document: Document) -> Iterator[etree._Element]:
    """Yield the parts of the header in which entries are mentioned to a reader, each by itself."""
    for steps in HEADED:
        for holder in document.root.iterfind(path(f"teiHeader/{steps}")):
            for child in holder.iterchildren(etree.Element):
                if not is_tei(child, *LISTS):
                    yield child


LISTS = ("listWit", "listPerson", "listPlace", "listOrg", "listEvent", "listBibl")
"""What lists things in a header: those who are spoken of in the text, not in it."""


def printed(document: Document) -> Iterator[etree._Element]:
    """Yield the elements that hold what a document prints, each once, in reading order."""
    for child in document.root.iterchildren(etree.Element):
        if not is_tei(child, "teiHeader", "facsimile", "fsdDecl"):
            yield child


def listed(edition: Edition) -> dict[Inside, Entry]:
    """Return every entry of an edition."""
    found = (entry for document in edition.documents.values() for entry in entries(document))
    return {Inside(entry.document, entry.id): entry for entry in found}


def mentions(edition: Edition, among: Mapping[Inside, Entry] | None = None) -> Mentions:
    """Return every entry of an edition with its mentions; `among` are the entries, if they are known."""
    out = Mentions()
    out.entries.update(listed(edition) if among is None else among)
    entered: dict[str, list[str]] = {}
    for key in out.entries:
        entered.setdefault(key.document, []).append(key.id)
    for document in edition.documents.values():
        own = frozenset(entered.get(document.id, ()))
        reader = Reader(edition, document, out, ed=pagination(document), entered=own)
        for part in (*headed(document), *printed(document)):
            reader.header = in_header(part)
            top = Block("")
            reader.read(part, top)
            reader.close(top)
        out.lengths[document.id] = reader.count
    registers = {document.id for document in edition.documents.values() if document.is_register}
    for every in out.of.values():  # what registers say of each other comes after the texts
        every.sort(key=lambda mention: (mention.document in registers, mention.document, mention.at))
    return out
