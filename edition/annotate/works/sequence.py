"""The notes of a document in their order, each with its citations: those found, those that stand marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.annotate import ranges
from edition.annotate.citations import Citation, find
from edition.annotate.ranges import Flat, Inner
from edition.annotate.works.catalogue import Entry
from edition.annotate.works.cited import Cert, Cited, Note
from edition.model.notes import Role, stands
from edition.model.reading import inherited_language
from edition.tei.names import ID, is_tei, tei

DEGREES: dict[str, Cert] = {"low": "low", "medium": "medium"}
"""`@cert` of a citation that no editor has confirmed yet."""
ITALIC = ("hi", "emph", "title")
BIBL_TYPES = frozenset(("bibl", "citation", "bibliography"))


@dataclass(slots=True)
class Spot:
    """A citation in the tree: its block, and the element that it has already, if it is an open one."""

    cited: Cited
    block: Flat
    element: etree._Element | None = None
    note: str = ""
    """Id of the note, or its number."""


@dataclass(slots=True)
class Sequence:
    """A document's notes for the resolver, and where their citations stand."""

    notes: list[Note] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)


Resolve = Callable[[str], Entry | None]


def sequence(root: etree._Element, resolve: Resolve) -> Sequence:
    """Return the notes of a document's text. `resolve` gives the work that a pointer leads to."""
    out = Sequence()
    lasts: dict[object, tuple[int, object]] = {}
    for element in root.iter(tei("note")):
        if not citing(element):
            continue
        number = counted(element)
        strand = next(element.iterancestors(tei("floatingText"), tei("note")), None)
        last = lasts.get(strand)
        opens = last is not None and (number[0] <= last[0] if number[0] and last[0] else number[1] != last[1])
        lasts[strand] = number
        note = Note(element.get(ID) or element.get("n") or "", opens=opens, strand=strand)
        every = list(own_blocks(element))
        note.text = " ".join(block.text for block in every)
        note.lost = not note.text.strip()
        for block in every:
            for spot in citations(block, resolve):
                spot.note = note.ident
                note.cited.append(spot.cited)
                out.spots.append(spot)
        out.notes.append(note)
    return out


def citing(note: etree._Element) -> bool:
    """Say whether a note is one of the text: called or between paragraphs, not part of a description."""
    if stands(note) in (Role.TEXT, Role.APPARATUS):
        return False
    around = list(note.iterancestors())
    return any(is_tei(one, "text") for one in around) and not any(
        is_tei(one, "teiHeader", "listBibl", "biblStruct", "bibl") for one in around
    )


def counted(note: etree._Element) -> tuple[int, object]:
    """Return a note's number, 0 if it has none, and the text's division that it belongs to."""
    number = (note.get("n") or "").strip("*[]().")
    top: etree._Element | None = None
    for one in note.iterancestors():
        if is_tei(one, "div", "div1", "front", "body", "back"):
            top = one if top is None or not is_tei(one, "body", "front", "back") else top
        elif is_tei(one, "text"):
            top = one if top is None else top
            break
    return (int(number) if number.isascii() and number.isdigit() else 0), top


def own_blocks(note: etree._Element) -> Iterator[Flat]:
    """Yield the blocks of a note's text, not those of notes in it."""
    for block in ranges.blocks(note):
        element = block.element
        nearest = element if is_tei(element, "note") else next(element.iterancestors(tei("note")), None)
        if nearest is note:
            yield block


def citations(block: Flat, resolve: Resolve) -> Iterator[Spot]:
    """Yield the citations of a block in the order of its text."""
    marked = [inner for inner in block.inner if is_marked(inner.element, resolve)]
    plain = [inner for inner in block.inner if ranges.is_plain(inner.element)]
    found = find(block.text, italic=italics(block), language=inherited_language(block.element))
    out: list[Spot] = []
    for inner in outermost(marked):
        out.append(known(inner, block, found, resolve))
    taken = [(inner.start, inner.end) for inner in [*marked, *plain]]
    for citation in found:
        clear = all(citation.end <= start or end <= citation.start for start, end in taken)
        if clear and not ranges.is_cut(block, citation.start, citation.end):
            out.append(Spot(Cited(citation, block.text), block))
    yield from sorted(out, key=lambda spot: spot.cited.citation.start)


def italics(block: Flat) -> list[tuple[int, int]]:
    """Return the stretches of a block set in italics, as they were before any citation was marked in it."""
    out: list[tuple[int, int]] = []
    for inner in block.inside(*ITALIC):
        if not is_italic(inner.element):
            continue
        if out and inner.start <= out[-1][1]:  # marking a citation has divided it
            out[-1] = (out[-1][0], max(out[-1][1], inner.end))
        else:
            out.append((inner.start, inner.end))
    return out


def known(inner: Inner, block: Flat, found: tuple[Citation, ...], resolve: Resolve) -> Spot:
    """Return a citation that is marked in the text: decided, or open and perhaps to be told now."""
    overlapping = [one for one in found if one.start < inner.end and inner.start < one.end]
    best = max(
        overlapping, key=lambda one: min(one.end, inner.end) - max(one.start, inner.start), default=None
    )
    element = inner.element
    if is_open(element) and best is not None:
        return Spot(Cited(best, block.text), block, element)
    entry = next((e for p in pointers(element) if (e := resolve(p)) is not None), None)
    bracketed = block.text[: inner.start].rstrip()[-1:] == "["
    citation = Citation(inner.start, inner.end, "full", bracketed=best.bracketed if best else bracketed)
    facts = entry.facts if entry else Cited(citation, "").facts
    cert = DEGREES.get(element.get("cert") or "", "high")
    return Spot(Cited(citation, block.text, facts, entry, cert, fixed=True), block, element)


def is_marked(element: etree._Element, resolve: Resolve) -> bool:
    """Say whether an element marks a citation: a `bibl`, or a reference to a work."""
    if is_tei(element, "bibl", "biblStruct", "biblFull"):
        return True
    if not is_tei(element, "ref", "title", "rs"):
        return False
    typed = (element.get("type") or "").lower() in BIBL_TYPES
    return typed or any(resolve(pointer) is not None for pointer in pointers(element))


def is_open(element: etree._Element) -> bool:
    """Say whether a mark is a proposal that still lacks its work."""
    return is_tei(element, "bibl") and element.get("cert") == "unknown" and not pointers(element)


def pointers(element: etree._Element) -> list[str]:
    """Return the pointers of a mark: its own, else those of a `ref` or `ptr` in it."""
    for one in (element, *element.iter(tei("ref"), tei("ptr"))):
        for name in ("corresp", "target", "ref", "sameAs"):
            if value := (one.get(name) or "").split():
                return value
    return []


def outermost(marked: list[Inner]) -> Iterator[Inner]:
    """Yield the marks that stand in no other."""
    elements = {inner.element for inner in marked}
    for inner in marked:
        if elements.isdisjoint(inner.element.iterancestors()):
            yield inner


def is_italic(element: etree._Element) -> bool:
    """Say whether an element's words are set in italics, as titles are, by what the source looked like."""
    if is_tei(element, "title"):
        return not any(is_tei(one, "bibl") for one in element.iterancestors())
    look = " ".join((element.get("rend") or "", element.get("style") or "", element.get("rendition") or ""))
    return is_tei(element, "emph") or "ital" in look.lower() or look.strip() in ("i", "#i")
