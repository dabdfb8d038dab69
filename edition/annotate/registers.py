"""The registers of an edition filled from the records that its texts bring along.

A source's biographies, glossary and chronology are records in the document (`listPerson`, `listEvent`,
`list type="gloss"`). Each becomes an entry in `registers/persons.xml`, `terms.xml` or `events.xml`: names
with their variants, dates, and in `@source` (TEI P5 §1.3.1.1.4) where it came from. The prose stays in the
document: the entry leads to it. What stands in a register is an editor's and is not touched.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.annotate.names.given import is_same_person
from edition.annotate.names.model import Person
from edition.annotate.names.register import cuts, own_text, person_forms, person_names, undated
from edition.annotate.names.words import words
from edition.annotate.works.fold import skeleton
from edition.labels import labels
from edition.model.links import Inside
from edition.model.reading import reading_text
from edition.problems import EditionError
from edition.tei import amend
from edition.tei.make import new, sub
from edition.tei.names import DATED, ID, LANG, is_tei, tei
from edition.tei.parse import parse
from edition.tei.slugs import slug
from edition.tei.write import read_whole, settle, write_whole

FOLDER = "registers"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of register: its file, the label of its title, the list in it, and what reads its records."""

    file: str
    title: str
    holder: str
    type: str
    records: Callable[[etree._Element], Iterator[Record]]


@dataclass(slots=True)
class Record:
    """A record of a document: the entry made of it, and what it is compared by."""

    id: str
    wanted: str
    """The id that its entry should have: another than its own, so that an id alone means one thing only."""
    parts: list[etree._Element]
    names: frozenset[frozenset[str]]
    """Each name as the skeletons of its words."""
    person: Person | None = None
    days: tuple[str, ...] = ()


@dataclass(slots=True)
class Filled:
    """What became of a register."""

    path: Path
    added: int = 0


def fill(folder: Path, document: str, data: bytes, before: bytes | None = None) -> list[Filled]:
    """Add the records of a document to the registers beside it; return the files changed.

    `folder` holds the documents, `document` is the file's name in it, `data` its bytes. What has an entry,
    made of this record or by an editor for the same person, term or event, is left out. `before` is what the
    document was until now: a record that it had already is not entered in a register that has entries of
    this document, so that an entry that an editor deleted stays deleted. Raises `EditionError` as reading
    and writing do.
    """
    name = str(folder / document)
    root = parse(data, name).getroot()
    past = earlier(before, name)
    out = []
    for kind in KINDS:
        records = list(kind.records(root))
        path = folder / FOLDER / kind.file
        if not records:
            continue
        old = {record.id for record in kind.records(past)} if past is not None else set()
        present = read_whole(path)
        register = amend.read(present or empty(kind, root.get(LANG) or "en"), str(path))
        if count := add(register, kind, records, document, old):
            write_whole(path, register.data())
            out.append(Filled(path, count))
    return out


def earlier(data: bytes | None, name: str) -> etree._Element | None:
    """Return a document as it was; None if there was none, or none that could be read."""
    try:
        return parse(data, name).getroot() if data is not None else None
    except EditionError:
        return None


def add(register: amend.Amendable, kind: Kind, records: list[Record], document: str, old: set[str]) -> int:
    """Add to a register the records of a document that it lacks; return how many.

    Those of `old` ids are left out if the register has entries of the document.
    """
    known = Known()
    for present in kind.records(register.root):
        known.add(present)
    sources = {pointer for element in register.root.iter(etree.Element) for pointer in pointers(element)}
    back = posixpath.relpath(document, FOLDER)
    begun = any(pointer.startswith(f"{back}#") for pointer in sources)
    taken = {str(element.get(ID)) for element in register.root.iter(etree.Element) if element.get(ID)}
    holder = holder_of(register.root, kind)
    added = 0
    for record in records:
        pointer = f"{back}#{record.id}"
        if holder is None or pointer in sources or (begun and record.id in old):
            continue
        if known.has(record):
            continue
        for part in entry(record, pointer, taken):
            register.add(holder, part)
        known.add(record)
        added += 1
    return added


def pointers(element: etree._Element) -> Iterator[str]:
    """Yield the pointers by which an entry says what it was made of."""
    for name in ("source", "corresp", "sameAs"):
        yield from (element.get(name) or "").split()


def holder_of(root: etree._Element, kind: Kind) -> etree._Element | None:
    """Return the list of a register to which entries are added: the last one that stands in no other."""
    lists = [e for e in root.iter(tei(kind.holder)) if not kind.type or e.get("type") == kind.type]
    outer = [found for found in lists if not any(holder in lists for holder in found.iterancestors())]
    return outer[-1] if outer else None


def entry(record: Record, pointer: str, taken: set[str]) -> list[etree._Element]:
    """Return the elements of a new entry, with an id that the register does not have yet."""
    wanted, number = record.wanted, 1
    while wanted in taken or wanted == record.id:
        number += 1
        wanted = f"{record.wanted}-{number}"
    taken.add(wanted)
    parts = [copy.deepcopy(part) for part in record.parts]
    for element in (element for part in parts for element in part.iter(etree.Element)):
        if element.get(ID) == record.id:
            element.set(ID, wanted)
            element.set("source", pointer)
        elif is_tei(element, "ref"):
            element.set("target", pointer)
    return parts


@dataclass(slots=True)
class Known:
    """The records of a register, found by what two of one thing must have in common."""

    _found: dict[Hashable, list[Record]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Enter a record."""
        for key in set(keys(record)):
            self._found.setdefault(key, []).append(record)

    def has(self, record: Record) -> bool:
        """Say whether a record is of the person, term or event of another."""
        return any(is_same(record, other) for key in set(keys(record)) for other in self._found.get(key, ()))


def keys(record: Record) -> Iterator[Hashable]:
    """Yield what a record has in common with any that `is_same` takes for the same: one of these at least.

    Family names may differ by a letter, long ones by two (`edition.annotate.works.fold.near`).
    """
    if record.person is not None:
        for name in record.person.family:
            yield from cuts(name) if len(name) < LONG else (end for cut in cuts(name) for end in cuts(cut))
    elif record.days:
        yield record.days
    else:
        yield from record.names


LONG = 9
"""Names of so many letters may differ by two."""


def is_same(one: Record, other: Record) -> bool:
    """Say whether two records are of one person, term or event."""
    if one.person is not None and other.person is not None:
        return is_same_person(one.person, other.person)
    if one.days or other.days:
        return one.days == other.days and is_same_event(one, other)
    return bool(one.names & other.names)


def is_same_event(one: Record, other: Record) -> bool:
    """Say whether two events of one time are one: their names share a word, or two where no day is known."""
    shared = {word for a in one.names for b in other.names for word in a & b if len(word) > 3}
    return len(shared) >= (1 if all(len(day) in {0, 10} for day in one.days) else 2)


# ---- records: what is taken from them


def persons(root: etree._Element) -> Iterator[Record]:
    """Yield the persons of a document's lists."""
    for element in root.iter(tei("person")):
        holder, ident = element.getparent(), element.get(ID)
        if ident is None or holder is None or not is_tei(holder, "listPerson"):
            continue
        person, _ = person_forms(Inside("", ident), element)
        if person.family or person.given:
            made = person_entry(element, ident)
            name = made.find(tei("persName"))
            surnames = [reading_text(e) for e in name.iter(tei("surname"))] if name is not None else []
            wanted = f"person-{slug(*person.given[:1], *surnames) or 'x'}"
            yield Record(ident, wanted, [made], frozenset(), person)


def person_entry(element: etree._Element, ident: str) -> etree._Element:
    """Return the entry of a person: the names, each by itself, and the dates."""
    made = new("person")
    made.set(ID, ident)
    for name, main in person_names(element):
        for one in split_name(name, main):
            made.append(one)
    for date in element.iterchildren(tei("birth"), tei("death"), tei("floruit")):
        kept = etree.SubElement(made, date.tag, attrib=dict(date.attrib))
        kept.text = reading_text(date) or None
        kept.attrib.pop(ID, None)
        if kept.get("datingMethod", "").startswith("#"):
            del kept.attrib["datingMethod"]
            kept.attrib.pop("when-custom", None)
    return made


def split_name(name: etree._Element, main: bool) -> Iterator[etree._Element]:
    """Yield a name without the names in it; letters that were capitals for the eye only become small."""
    if name.find(tei("addName")) is not None:
        return  # its parts are yielded by themselves
    made = new("persName")
    if not main:
        made.set("type", "alt")
        if is_tei(name, "addName") or name.get("subtype"):
            made.set("subtype", name.get("subtype") or "pseudonym")
    family = " ".join(own_text(e) for e in name.iterchildren(tei("surname")))
    given = " ".join(own_text(e) for e in name.iterchildren(tei("forename")))
    if family:
        sub(made, "surname", small(family))
        if given:
            made[0].tail = ", "
            sub(made, "forename", given)
    else:
        made.text = small(own_text(name)) if main else own_text(name)
    if name.get(LANG):
        made.set(LANG, str(name.get(LANG)))
    if family or made.text:
        yield made


def small(name: str) -> str:
    """Return a name in capitals as it is otherwise written: `TER-VAGANIAN` is Ter-Vaganian."""
    if not name.isupper() or len(name) < 3:
        return name
    return re.sub(r"[^\W\d_]+", lambda match: match[0][0] + match[0][1:].lower(), name)


def terms(root: etree._Element) -> Iterator[Record]:
    """Yield the terms of a document's glossaries."""
    for label in root.iter(tei("label")):
        parent = label.getparent()
        if parent is None or not is_tei(parent, "list") or parent.get("type") != "gloss":
            continue
        own = next((term for term in label.iter(tei("term")) if term.get(ID)), None)
        ident = own.get(ID) if own is not None else None
        names = frozenset(compared(reading_text(term)) for term in label.iter(tei("term")))
        if ident:
            wanted = f"gloss-{slug(reading_text(own)) or 'x'}" if own is not None else ident
            yield Record(ident, wanted, list(term_entry(label, ident, root)), names)


def compared(name: str) -> frozenset[str]:
    """Return a name as it is compared: the skeletons of its words."""
    return frozenset(skeleton(word.text) for word in words(name))


def term_entry(label: etree._Element, ident: str, root: etree._Element) -> Iterator[etree._Element]:
    """Yield label and item of a term: the words for it, and the way to its explanation."""
    made = new("label")
    for element in label.iterchildren(tei("term"), tei("foreign")):
        if len(made):
            made[-1].tail = " "
        kept = etree.SubElement(made, element.tag, attrib=dict(element.attrib))
        kept.text = reading_text(element)
        if kept.get(ID) not in (None, ident):
            del kept.attrib[ID]
    yield made
    item = new("item")
    sub(item, "ref", section_title(label, root))
    yield item


def section_title(element: etree._Element, root: etree._Element) -> str:
    """Return the heading of the section that an element stands in, else the document's title."""
    for holder in element.iterancestors(etree.Element):
        head = holder.find(tei("head"))
        if head is not None and (text := reading_text(head)):
            return text
    return next((reading_text(title) for title in root.iter(tei("title"))), "") or "…"


def events(root: etree._Element) -> Iterator[Record]:
    """Yield the events of a document's chronologies that have a name; a day alone is none."""
    for event in root.iter(tei("event")):
        ident, label = event.get(ID), event.find(tei("label"))
        if label is None:
            label = event.find(tei("eventName"))
        if ident is None or label is None:
            continue
        name = " ".join("".join(undated(label)).split()).strip(" :;,.–—-")
        days = tuple(event.get(day) or "" for day in DATED)
        if name:
            names = frozenset((compared(name),))
            made = event_entry(event, ident, name)
            wanted = f"event-{slug(name) or 'x'}"
            yield Record(ident, wanted, [made], names, days=days if any(days) else ())


def event_entry(event: etree._Element, ident: str, name: str) -> etree._Element:
    """Return the entry of an event: its name, its days."""
    made = new("event", **{day: event.get(day, "") for day in DATED})
    made.set(ID, ident)
    label = sub(made, "label", name)
    date = next(event.iter(tei("date")), None)
    if date is not None and (text := reading_text(date)):
        label.text = f"{name}: "
        sub(label, "date", text, **{day: date.get(day, "") for day in DATED})
    return made


KINDS = (
    Kind("persons.xml", "title-listPerson", "listPerson", "", persons),
    Kind("terms.xml", "title-glossary", "list", "gloss", terms),
    Kind("events.xml", "title-listEvent", "listEvent", "", events),
)
"""The registers that an import fills."""


# ---- a new register


def empty(kind: Kind, lang: str) -> bytes:
    """Return a register without entries (TEI P5 §2.2, §14)."""
    root = new("TEI", n=kind.file.removesuffix(".xml"))
    root.set(LANG, lang)
    description = sub(sub(root, "teiHeader"), "fileDesc")
    sub(sub(description, "titleStmt"), "title", labels(lang)[kind.title], type="main")
    publication = sub(description, "publicationStmt")
    sub(publication, "distributor", "unknown")
    rights = sub(publication, "availability", status="unknown")
    sub(rights, "p", "Its rights have not been stated.")
    sub(sub(description, "sourceDesc"), "p", "Compiled from the records in the texts of the edition.")
    sub(sub(sub(root, "text"), "body"), kind.holder, type=kind.type)
    return settle(root)
