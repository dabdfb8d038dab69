"""Mentions proposed for a whole edition: which blocks are read, what in them is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.annotate.names.decide import Decision, decide
from edition.annotate.names.find import KINDS, Reader
from edition.annotate.names.model import ELEMENTS, Occurrence, Proposal
from edition.annotate.names.register import Register
from edition.annotate.ranges import Flat, Inner, blocks, is_cut, is_plain
from edition.model.document import is_list
from edition.model.entries import KINDS as ENTRIES
from edition.model.links import Inside
from edition.model.reading import inherited_language
from edition.tei.names import ID, is_tei, local

Resolve = Callable[[str], Inside | None]
"""Returns the entry that a pointer in the document leads to."""

CLOSED = frozenset(
    """persName placeName orgName eventName objectName geogName name rs term bibl biblStruct title author
    editor ref ptr idno email surname forename code gi att formula num measure speaker role
    castItem""".split()
)
"""Elements inside which nothing is proposed: names, references, what is said to be something else."""
NAMING = frozenset(("persName", "placeName", "orgName", "eventName", "geogName", "label", "sort"))
"""Elements that name an entry, when they are its children."""
FRAMES = frozenset(("div", "div1", "front", "body", "back", "text", "floatingText"))


@dataclass(slots=True)
class Proposals:
    """What is proposed for one document, in reading order."""

    document: str
    found: list[Proposal] = field(default_factory=list)

    def certain(self) -> list[Proposal]:
        """Return what needs no editor."""
        return [one for one in self.found if one.certain]


def propose(
    root: etree._Element,
    document: str,
    register: Register,
    resolve: Resolve = lambda _: None,
    advance: Callable[[], None] = lambda: None,
) -> Proposals:
    """Return the mentions of a document that are not marked yet, each certain or with what is in doubt.

    `root` is the tree that is to be changed, `document` its id. `resolve` returns the entry that a pointer
    of the document leads to: names that are marked already say who is spoken of behind them.
    """
    reader = Reader(register)
    out = Proposals(document)
    read: list[Flat] = []
    found: list[Occurrence] = []
    for at, (block, scope) in enumerate(scoped(root)):
        read.append(block)
        if is_naming(block.element):
            continue
        for one in reader.read(block.text, inherited_language(block.element)):
            one.block, one.scope, one.record = at, scope, is_record(block.element)
            if not is_closed(block, one.start, one.end) or decided(one, block, resolve):
                found.append(one)
        if at % 100 == 0:
            advance()
    groups = passages(read)
    for one in found:
        one.extra["at"] = str(one.block)
        one.block = groups[one.block]

    def at_home(key: Inside) -> bool:
        return document in register.homes.get(key, frozenset((document,)))

    for decision in decide(found, at_home):
        block = read[int(decision.occurrence.extra["at"])]
        proposal = proposed(decision, block, document, register)
        if proposal is not None:
            out.found.append(proposal)
    return out


def scoped(root: etree._Element) -> Iterator[tuple[Flat, int]]:
    """Yield the blocks of a document, each with the number of the chapter that it stands in."""
    chapters: dict[etree._Element, int] = {}
    for block in blocks(root):
        yield block, chapters.setdefault(chapter(block.element), len(chapters))


def chapter(element: etree._Element) -> etree._Element:
    """Return the chapter that an element stands in: a division of type chapter, else the outermost one."""
    outermost = element
    for holder in element.iterancestors():
        if is_tei(holder, "floatingText", "text", "TEI"):
            break
        if is_tei(holder, "div", "div1", "div2", "div3"):
            outermost = holder
            if (holder.get("type") or "") in {"chapter", "article", "letter", "entry", "report"}:
                break
    return outermost


def passages(read: list[Flat]) -> list[int]:
    """Return for each block the number of its passage: a note belongs to the paragraph that calls it."""
    own = {block.element: at for at, block in enumerate(read)}
    out: list[int] = []
    for at, block in enumerate(read):
        note = next((e for e in block.element.iterancestors("{*}note") if is_tei(e)), None)
        start = note if note is not None else block.element
        holder = start.getparent() if is_tei(start, "note") else None
        while holder is not None and holder not in own:
            holder = holder.getparent()
        out.append(out[own[holder]] if holder is not None and own[holder] < at else at)
    return out


def proposed(decision: Decision, block: Flat, document: str, register: Register) -> Proposal | None:
    """Return a decision as a proposal; None where nothing is to be proposed."""
    one = decision.occurrence
    if one.closed:
        return None
    targets = tuple(key for key in decision.targets if not is_own(block.element, key, document, register))
    if len(targets) < len(decision.targets):
        return None
    kind = min((form.kind for form in one.forms), key=KINDS.index)
    start, end = one.start, one.end
    for inner in block.inner:
        if inner.start <= start and end <= inner.end and is_open(inner.element):
            if local(inner.element) not in {ELEMENTS[kind], "rs", "name"}:
                return None
            start, end = inner.start, inner.end
    return Proposal(document, block, start, end, kind, targets, not decision.doubt, decision.doubt)


def decided(one: Occurrence, block: Flat, resolve: Resolve) -> bool:
    """Say whether a name is marked with its entry already, and take it as evidence for those behind it."""
    for inner in block.inner:
        pointers = (inner.element.get("ref") or "").split()
        if pointers and inner.start <= one.start and one.end <= inner.end:
            target = resolve(pointers[0])
            if target is None:
                return False
            one.closed, one.named, one.fits = True, True, (target,)
            one.stranger = one.doubt = ""
            return True
    return False


def is_closed(block: Flat, start: int, end: int) -> bool:
    """Say whether a stretch stands in, holds or cuts an element in which nothing is proposed."""
    if any(is_tei(holder, *CLOSED) or is_plain(holder) for holder in around(block.element)):
        return True
    touched = (inner for inner in block.inner if inner.start < end and start < inner.end)
    return is_cut(block, start, end) or any(is_shut(inner) for inner in touched)


def around(element: etree._Element) -> Iterator[etree._Element]:
    """Yield a block and what it stands in, up to the note or paragraph that it belongs to."""
    yield element
    for holder in element.iterancestors(etree.Element):
        if local(holder) in FRAMES:
            return
        yield holder


def is_shut(inner: Inner) -> bool:
    """Say whether an inner element is decided: no open name that waits for its entry."""
    return (is_tei(inner.element, *CLOSED) or is_plain(inner.element)) and not is_open(inner.element)


def is_open(element: etree._Element) -> bool:
    """Say whether a name waits for its entry: marked as one whose bearer is not known, without pointer."""
    pointed = any(element.get(name) for name in ("ref", "key", "corresp", "sameAs", "nymRef"))
    return is_tei(element, *ELEMENTS.values(), "rs") and element.get("cert") == "unknown" and not pointed


def is_record(element: etree._Element) -> bool:
    """Say whether a block is part of a person's record."""
    return any(is_tei(holder, "person", "personGrp") for holder in element.iterancestors(etree.Element))


def is_naming(element: etree._Element) -> bool:
    """Say whether a block is the name of an entry, or the date of its life."""
    for holder in (element, *element.iterancestors(etree.Element)):
        parent = holder.getparent()
        if parent is None:
            return False
        if is_tei(parent, *ENTRIES) and is_tei(holder, *NAMING):
            return True
        if is_tei(holder, "label") and is_list(parent):
            return True
    return False


def is_own(element: etree._Element, key: Inside, document: str, register: Register) -> bool:
    """Say whether a block is part of the entry that it would mention, or of the record behind that."""
    for holder in (element, *element.iterancestors(etree.Element)):
        label = holder.getprevious() if is_tei(holder, "item") else None
        for one in (holder, *(label.iter(etree.Element) if label is not None else ())):
            own = Inside(document, one.get(ID) or "")
            if own.id and register.records.get(own, own) == key:
                return True
    return False
