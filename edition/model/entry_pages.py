"""Which entries get pages of their own, and which part of a long list or a long entry stands on which page.

Every entry of a register gets one. An entry elsewhere (the literature at an article's end, the persons that
an edition of letters lists in each of them) gets one if something names or cites it; its place in the text
stays. The addresses are simple: an entry's id below its document, further pages of it by number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.model.document import Document
from edition.model.edition import Edition, Own
from edition.model.entries import Entry, Kind
from edition.model.links import Inside, split
from edition.model.mentions import Mentions
from edition.model.pages import Page
from edition.model.reading import reading_text, shortened
from edition.tei.names import is_tei

MENTIONS = 400
"""How many mentions one page of an entry lists."""
ROWS = 600
"""How many entries one page of a register lists."""
ABOUT = 220
"""How many characters of a description stand in a list or on a card."""
DESCRIPTIONS = ("note", "desc", "p", "ab", "gloss", "def", "trait", "state")
STARTS = ("when", "from", "notBefore", "when-iso", "from-iso", "notBefore-iso", "notAfter")
ENDS = ("to", "notAfter", "to-iso", "notAfter-iso")
YEAR = re.compile(r"-?\d{3,4}")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of an entry, or of a register: the `number`th of `total`, from 1."""

    page: Page
    number: int
    total: int
    first: str
    """Id of the first of these pages."""
    entry: Inside | None = None
    """The entry; None for a register, which lists `rows`."""
    rows: tuple[Inside, ...] = ()

    def id(self, number: int) -> str:
        """Return the id of another of these pages."""
        return part_id(self.first, number)


@dataclass(slots=True)
class EntryPages:
    """Pages by document and id: those of entries, and those of registers that list them."""

    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    first: dict[Inside, str] = field(default_factory=dict)
    """Entry -> its first page; in the order in which its register lists it."""
    told: dict[Inside, Inside] = field(default_factory=dict)
    """Entry that only points to where it was taken from -> the record there, which says what it is."""


def part_id(first: str, number: int) -> str:
    """Return the id of the page `number` of something whose first page is `first`."""
    if number == 1:
        return first
    return f"{first}/{number}" if first else str(number)


def entry_pages(edition: Edition, found: Mentions) -> EntryPages:
    """Return the pages of an edition's entries, and give these their places. Changes `edition.own`."""
    out = EntryPages()
    held: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in found.entries.values():
        held[entry.document].append(entry)
    for ident, entries in held.items():
        document = edition.documents[ident]
        listed = document.is_register
        own = sorted((e for e in entries if listed or is_named(e, found)), key=order)
        taken = {page.id.casefold() for page in document.pages} | {"index"}
        if listed:
            add_indexes(out, document, own, taken)
        for entry in own:
            add_entry(out, entry, len(found.of.get(key(entry), ())), taken)
        for entry in own:
            record = taken_from(edition, found, entry)
            if record is not None:
                out.told[key(entry)] = key(record)
        edition.own.update(places(out, found, document, own, listed))
    return out


def key(entry: Entry) -> Inside:
    """Return the place of an entry in the edition."""
    return Inside(entry.document, entry.id)


def order(entry: Entry) -> tuple[str, str]:
    """Return what an entry is put in order by: its name, or when it happened."""
    return (dates(entry) or "9999" if entry.kind is Kind.EVENT else "", entry.sort)


def is_named(entry: Entry, found: Mentions) -> bool:
    """Say whether something names or cites an entry; a mere link may want its place in the text."""
    return any(m.kind not in ("ref", "ptr") for m in found.of.get(key(entry), ()))


def add_indexes(out: EntryPages, document: Document, entries: list[Entry], taken: set[str]) -> None:
    """Add the pages of a register that list its entries."""
    for page in document.pages:
        rows = [key(e) for e in entries if document.page_of.get(e.id) == page.id]
        total = max(1, -(-len(rows) // ROWS))
        for number in range(1, total + 1):
            ident = part_id(page.id, number)
            taken.add(ident.casefold())
            own = page if number == 1 else Page(ident, page.title, page.depth, page.roots, page.kind)
            shown = tuple(rows[(number - 1) * ROWS : number * ROWS])
            out.parts[document.id, ident] = Part(own, number, total, page.id, rows=shown)


def add_entry(out: EntryPages, entry: Entry, mentioned: int, taken: set[str]) -> None:
    """Add the pages of an entry."""
    wanted = re.sub(r"[^\w.~-]", "_", entry.id).lstrip(".") or "entry"
    ident, number = wanted, 2
    while ident.casefold() in taken:
        ident, number = f"{wanted}.{number}", number + 1
    taken.add(ident.casefold())
    out.first[key(entry)] = ident
    total = max(1, -(-mentioned // MENTIONS))
    for number in range(1, total + 1):
        page = Page(part_id(ident, number), entry.name, 1, entry.parts, f"entry-{entry.kind}")
        out.parts[entry.document, page.id] = Part(page, number, total, ident, entry=key(entry))


def taken_from(edition: Edition, found: Mentions, entry: Entry) -> Entry | None:
    """Return the record that an entry without words of its own was made of (`@source`, TEI P5 §1.3.1.1.4)."""
    if entry.kind is Kind.WORK or any(own_words(source) for source in descriptions(entry)):
        return None
    document = edition.documents[entry.document]
    holder = document.ids.element.get(entry.id, entry.element)
    for pointer in split(holder.get("source") or entry.element.get("source")):
        target = edition.resolve(pointer, document)
        if isinstance(target, Inside) and target in found.entries and target != key(entry):
            return found.entries[target]
    return None


def own_words(source: etree._Element) -> bool:
    """Say whether a description says anything beside what its links are called."""
    if (source.text or "").strip() and not is_tei(source, "ref", "ptr"):
        return True
    inner = (child for child in source.iterchildren(etree.Element) if not is_tei(child, "ref", "ptr"))
    return any(own_words(child) for child in inner) or any((c.tail or "").strip() for c in source)


def places(
    out: EntryPages, found: Mentions, document: Document, entries: list[Entry], listed: bool
) -> Iterator[tuple[Inside, Own]]:
    """Yield where entries are, and, for those of a register, what stands in them."""
    roots = {e.parts[0] for e in entries}
    for entry in entries:
        page = out.first[key(entry)]
        record = found.entries[out.told.get(key(entry), key(entry))]
        yield key(entry), Own(page, "", str(entry.kind), entry.name, dates(entry), about(record))
        for part in entry.parts if listed else ():
            for ident in inside(part, document, roots):
                if ident != entry.id:
                    yield Inside(document.id, ident), Own(page, "" if entry.kind is Kind.WORK else ident)


def inside(part: etree._Element, document: Document, roots: set[etree._Element]) -> Iterator[str]:
    """Yield the ids of what stands in an entry, leaving out other entries in it."""
    if part in document.ids.of:
        yield document.ids.of[part]
    for child in part.iterchildren(etree.Element):
        if child not in roots:
            yield from inside(child, document, roots)


def dates(entry: Entry) -> str:
    """Return when somebody lived or something was, `start/end` in ISO as far as it is known; or nothing."""
    if entry.kind is Kind.EVENT:
        held = next((d for d in entry.element.iter("{*}date")), entry.element)
        source = entry.element if known(entry.element, STARTS) else held
        start, end = known(source, STARTS), known(source, ENDS)
        return f"{start}/{end}" if end and end != start else start
    if entry.kind not in (Kind.PERSON, Kind.ORG):
        return ""
    ends = [life(entry.element, "birth"), life(entry.element, "death")]
    if not any(ends):
        active = entry.element.find("{*}floruit")
        active = entry.element if active is None else active
        ends = [year(known(active, STARTS)), year(known(active, ENDS))]
    return "/".join(ends) if any(ends) else ""


def life(element: etree._Element, name: str) -> str:
    """Return the year of a birth or death; nothing if it is not known."""
    source = element.find(f"{{*}}{name}")
    if source is None:
        return ""
    held = next(source.iter("{*}date"), source)
    return year(known(source, STARTS) or known(held, STARTS) or reading_text(source))


def year(text: str) -> str:
    """Return the first year in a date, or nothing."""
    found = YEAR.search(text)
    return found[0] if found else ""


def known(source: etree._Element, attributes: tuple[str, ...]) -> str:
    """Return the first of some attributes that says anything, the time of the day left out."""
    return next((v.strip().partition("T")[0] for name in attributes if (v := source.get(name))), "")


def descriptions(entry: Entry) -> list[etree._Element]:
    """Return the elements that say what an entry is; of a work, its reference does."""
    if entry.kind is Kind.WORK:
        return []
    held = [c for c in entry.element.iterchildren(etree.Element) if is_tei(c, *DESCRIPTIONS)]
    return held if entry.item is None else [entry.item, *held]


def about(entry: Entry) -> str:
    """Return the beginning of what is said of an entry."""
    for source in descriptions(entry):
        if text := reading_text(source) if not is_tei(source, "note") else said(source):
            return shortened(text, ABOUT)
    return ""


def said(note: etree._Element) -> str:
    """Return the text of a note's first paragraph, or of the note."""
    first = next(note.iterchildren("{*}p", "{*}ab"), note)
    return reading_text(first)
