"""What the rules over a whole edition need to know of one file: names and pointers, with their places.

Plain values, so that a file that has not changed need not be parsed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model.links import POINTERS, Prefix, prefixes, split
from edition.model.reading import reading_text
from edition.model.source import Source
from edition.problems import Place
from edition.tei.names import ID, is_tei, local

WITNESSES = frozenset("witness listWit msDesc msFrag object bibl biblStruct".split())
"""What a reading's `wit` may point to (TEI P5 §12.1.4.3)."""
ENTRIES = frozenset(
    "person personGrp place org event object nym biblStruct biblFull bibl item category".split()
)
LISTS = frozenset("listPerson listPlace listOrg listEvent listObject listNym listBibl".split())
NO_CITATION = frozenset(
    "listBibl sourceDesc listWit witness biblFull relatedItem person place org event".split()
)
"""A reference in one of these is a description of its own, not a citation in a text."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One pointer: on which element, in which attribute, to what; `around` is the nearest id outwards."""

    element: str
    attribute: str
    value: str
    around: str
    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """An element with an id: what it is called in TEI, and where it stands."""

    element: str
    place: Place


@dataclass(frozen=True, slots=True)
class Facts:
    """A file's ids, pointers, register entries, and citations without a work."""

    path: str
    ids: dict[str, Named]
    pointers: tuple[Pointer, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    entries: tuple[str, ...] = ()
    uncited: tuple[tuple[str, Place], ...] = ()

    @property
    def id(self) -> str:
        """The document's id."""
        return self.path.removesuffix(".xml")

    @property
    def authored(self) -> Iterable[str]:
        """The ids that stand in the file."""
        return self.ids

    def holds(self, ident: str) -> bool:
        """Say whether the file has an id."""
        return ident in self.ids


def facts(source: Source, path: str) -> Facts:
    """Return the facts of a file; `path` is from the documents' folder."""
    ids: dict[str, Named] = {}
    for element in source.starts:
        ident = element.get(ID)
        if ident and ident not in ids:
            ids[ident] = Named(local(element), source.at_attribute(element, "id", ident))
    return Facts(
        path,
        ids,
        tuple(pointers(source)),
        prefixes(source.root),
        tuple(entries(source)),
        tuple(uncited(source)),
    )


def pointers(source: Source) -> Iterator[Pointer]:
    """Yield every pointer that stands in TEI, wherever it leads."""
    for element in source.starts:
        if not is_tei(element):
            continue
        for name in POINTERS:
            if name == "key":
                continue
            for value in split(element.get(name)):
                place = source.at_attribute(element, name, value)
                yield Pointer(local(element), name, value, around(element), place)


def around(element: etree._Element) -> str:
    """Return the id of an element, or of the nearest one round it that has one."""
    return next((e.get(ID, "") for e in (element, *element.iterancestors()) if e.get(ID)), "")


def entries(source: Source) -> Iterator[str]:
    """Yield the ids of a register's entries; a list within a text is read, not looked things up in."""
    around = (e.getparent() for e in source.starts if is_tei(e, "p", "ab", "lg", "sp"))
    if any(parent is not None and is_tei(parent, "body", "div") for parent in around):
        return
    for element in source.starts:
        if is_entry(element):
            yield element.get(ID, "")


def is_entry(element: etree._Element) -> bool:
    """Say whether an element is an entry of a register or bibliography, with an id to be pointed to."""
    parent = element.getparent()
    if not element.get(ID) or parent is None or not is_tei(element, *ENTRIES):
        return False
    if is_tei(parent, "list"):
        return (parent.get("type") or "") in ("gloss", "glossary")
    return is_tei(parent, *LISTS) and not any(is_tei(a, "sourceDesc") for a in element.iterancestors())


def uncited(source: Source) -> Iterator[tuple[str, Place]]:
    """Yield the references in running text that point to no work: their first words, and their place."""
    for element in source.starts:
        if not is_tei(element, "bibl") or element.get("corresp") or element.get("sameAs"):
            continue
        if any(local(a) in NO_CITATION for a in element.iterancestors()):
            continue
        if any(e.get("target") for e in element.iter("{*}ref", "{*}ptr")):
            continue
        yield " ".join(reading_text(element).split())[:60], source.at(element)
