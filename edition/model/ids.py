"""Ids: those that editors gave (`xml:id`), and stable ones for what has none.

A generated id says where the element stands in the structure: `ch02-p3` is the third paragraph of the
division `ch02`, `body-div2-l7` the seventh line of the body's second division. It changes only when the
structure before it changes, and it never equals an id that an editor gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.names import DIVISIONS, is_tei, local

FRAMES = DIVISIONS | frozenset("text front body back floatingText TEI".split())
"""Elements that count what stands in them afresh."""

COUNTED = FRAMES | frozenset(
    "p ab l lg sp note pb app choice subst figure table list item bibl biblStruct listBibl person place "
    "org event titlePage castList listPerson listPlace listOrg listEvent nym quote head castItem witness "
    "entry entryFree".split()
)
"""Elements that get an id when they have none."""

PLAIN = {"front": "front", "body": "body", "back": "back"}


@dataclass(slots=True)
class Ids:
    """Element -> id, for every element of a document that has one; all else in the model holds ids."""

    authored: Mapping[str, etree._Element]
    of: dict[etree._Element, str] = field(default_factory=dict)
    element: dict[str, etree._Element] = field(default_factory=dict)

    reserved: set[str] = field(default_factory=set)
    """Ids of what the renderer makes and TEI has no element for: a note's call."""

    def free(self, wanted: str) -> str:
        """Return an id that nothing has yet: `wanted`, or the nearest to it."""
        ident, number = wanted, 2
        while ident in self.element or ident in self.authored or ident in self.reserved:
            ident, number = f"{wanted}.{number}", number + 1
        return ident

    def reserve(self, wanted: str) -> str:
        """Take an id that belongs to no element."""
        ident = self.free(wanted)
        self.reserved.add(ident)
        return ident

    def assign(self, element: etree._Element, wanted: str) -> str:
        """Give an element an id: `wanted`, or the nearest free one."""
        ident = self.free(wanted)
        self.of[element] = ident
        self.element[ident] = element
        return ident


def usable(ident: str) -> bool:
    """Say whether an authored id can be an HTML id: anything without white space (HTML §3.2.6)."""
    return bool(ident) and not any(c.isspace() for c in ident)


def identify(root: etree._Element, authored: Mapping[str, etree._Element]) -> Ids:
    """Return the ids of a document. `authored` holds the first element of each `xml:id`."""
    ids = Ids(authored)
    for ident, element in authored.items():
        if usable(ident):
            ids.of[element] = ident
            ids.element[ident] = element
    number(ids, root.iterchildren(etree.Element), "", Counter())
    return ids


def number(ids: Ids, elements: Iterable[etree._Element], base: str, counts: Counter[str]) -> None:
    """Give ids to what is counted among `elements` and below them."""
    for element in elements:
        name = local(element)
        if is_tei(element, "teiHeader", "facsimile", "sourceDoc"):
            continue
        own = count(ids, element, name, base, counts) if name in COUNTED else base
        if name in FRAMES:
            number(ids, element.iterchildren(etree.Element), own, Counter())
        elif len(element):
            number(ids, element.iterchildren(etree.Element), base, counts)


def count(ids: Ids, element: etree._Element, name: str, base: str, counts: Counter[str]) -> str:
    """Return the id of a counted element, made up if need be; what stands inside a frame builds on it."""
    counts[name] += 1
    if element in ids.of:
        return ids.of[element]
    if name in ("text", "TEI") and counts[name] == 1 and element.getnext() is None and not base:
        return base
    stem = PLAIN.get(name) or f"{name}{counts[name]}"
    return ids.assign(element, f"{base}-{stem}" if base else stem)
