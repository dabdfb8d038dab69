"""Entries: what registers and bibliographies list, as plain values (TEI P5 §14, §3.12).

An entry is what a list holds (`listPerson/person`, `listBibl/biblStruct`, the `label` and `item` of a
glossary), whether the list is a document of its own, in a `standOff`, a header or at a text's end. Entries
within entries (a town in its region) are entries too; the literature named in a person's entry is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from edition.model.document import Document, is_list
from edition.model.facts import sortable
from edition.model.reading import reading_text, shortened
from edition.tei.names import ID, is_tei, local, tei


class Kind(StrEnum):
    """What an entry is of. The value is part of labels and classes."""

    PERSON = "person"
    PLACE = "place"
    ORG = "org"
    EVENT = "event"
    OBJECT = "object"
    NAME = "name"
    WORK = "work"
    TERM = "term"


KINDS: dict[str, Kind] = {
    **dict.fromkeys(("person", "personGrp", "persona"), Kind.PERSON),
    "place": Kind.PLACE,
    "org": Kind.ORG,
    "event": Kind.EVENT,
    "object": Kind.OBJECT,
    "nym": Kind.NAME,
    **dict.fromkeys(("bibl", "biblStruct", "biblFull", "msDesc"), Kind.WORK),
}
"""The elements that are entries, where a list holds them."""

NAMES = ("persName", "placeName", "orgName", "eventName", "geogName", "objectName", "form", "label", "name")
"""The elements that name an entry, as its children."""
PREFERRED = frozenset(("main", "pref", "preferred", "full", "reg", "standard"))
"""`@type` of the name that an entry is listed under; else it is the first one."""
NO_ENTRIES = frozenset(("sourceDesc", "listWit", "castList"))
"""What lists the sources of a text or its roles, not what is spoken of."""
LONGEST = 100
"""A reference without author and title is called by so many of its first characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `element` holds all of it; of a glossary's, it is the label, and `item` the explanation."""

    document: str
    id: str
    kind: Kind
    name: str
    sort: str
    """The name as it is put in order."""
    element: etree._Element
    item: etree._Element | None = None

    @property
    def parts(self) -> tuple[etree._Element, ...]:
        """The elements that hold the entry."""
        return (self.element,) if self.item is None else (self.element, self.item)


def entries(document: Document) -> Iterator[Entry]:
    """Yield the entries of a document in its order; what has no id has no entry."""
    for element in document.root.iter(etree.Element):
        if is_tei(element, *KINDS):
            ident = document.ids.of.get(element)
            if ident is not None and holds(element):
                kind = KINDS[local(element)]
                name = entry_name(element, kind) or ident
                yield Entry(document.id, ident, kind, name, sortable(name), element)
        elif is_tei(element, "label") and glosses(element):
            yield from gloss(document, element)


def holds(element: etree._Element) -> bool:
    """Say whether an element that can be an entry is one: where it stands decides."""
    parent = element.getparent()
    if parent is None or not (is_tei(parent, *KINDS) or is_list(parent)):
        return False
    if is_tei(parent, *KINDS) and parent.tag != element.tag:
        return False
    around = [local(holder) for holder in element.iterancestors()]
    if not NO_ENTRIES.isdisjoint(around):
        return False
    return KINDS[local(element)] is not Kind.WORK or not any(
        KINDS.get(name, Kind.WORK) is not Kind.WORK for name in around
    )


def glosses(label: etree._Element) -> bool:
    """Say whether a label is one of a glossary."""
    parent = label.getparent()
    return parent is not None and is_tei(parent, "list") and is_list(parent)


def gloss(document: Document, label: etree._Element) -> Iterator[Entry]:
    """Yield the entry of a label: its id stands on the label, on its term, or on the explanation."""
    item = label.getnext()
    item = item if item is not None and is_tei(item, "item") else None
    term = next(label.iter(tei("term")), None)
    for holder in (term, label, item):
        ident = holder.get(ID) if holder is not None else None
        if holder is not None and ident and document.ids.element.get(ident) is holder:
            name = reading_text(term if term is not None else label).strip(" :—–-") or ident
            yield Entry(document.id, ident, Kind.TERM, name, sortable(name), label, item)
            return


def entry_name(element: etree._Element, kind: Kind) -> str:
    """Return what an entry is called: its preferred name, or author and title of a work."""
    if kind is Kind.WORK:
        return work_name(element)
    found = list(names(element))
    preferred = [name for name in found if (name.get("type") or "").lower() in PREFERRED]
    return next((text for name in [*preferred, *found] if (text := reading_text(name))), "")


def names(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that name an entry, in its order."""
    return (child for child in element.iterchildren(etree.Element) if is_tei(child, *NAMES))


def work_name(element: etree._Element) -> str:
    """Return how a work is called in a line: its first author, and its title."""
    title = next((text for t in element.iter(tei("title")) if (text := reading_text(t))), "")
    author = next((text for a in element.iter(tei("author")) if (text := surname(a))), "")
    if title:
        return f"{author.rstrip(' ,:')}, {title}" if author else title
    return shortened(reading_text(element), LONGEST)


def surname(author: etree._Element) -> str:
    """Return an author's surname if it is encoded, else the name as it is."""
    found = next(author.iter(tei("surname")), None)
    return reading_text(author if found is None else found)
