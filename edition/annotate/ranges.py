"""A block's own text as a string with positions, and elements put round stretches of it.

A finder of citations or names works on plain text. `flat` gives it: what a paragraph, a heading, a note says
when read aloud, character for character, without the notes in it and with one of several alternatives;
`wrap` then puts an element round a stretch, with whatever inline markup stands in it kept inside. The
characters of the document stay as they are and in their order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.model.reading import BREAKS, UNREAD, chosen
from edition.tei.names import DIVISIONS, ID, is_tei, local

BLOCKS = DIVISIONS | frozenset(
    """p ab head l lg sp speaker stage list item label desc note table row cell figure figDesc quote cit
    floatingText text front body back group titlePage titlePart
    docTitle docAuthor docDate docImprint byline dateline signed salute opener closer trailer epigraph
    argument postscript listPerson listPlace listOrg listEvent listBibl listNym listApp person place org event
    nym
    biblStruct biblFull birth death floruit castList castItem castGroup set entry entryFree eg formula
    """.split()
)
"""Elements that hold a text of their own: what stands in them is no part of the text around them."""

TYPOGRAPHIC = frozenset(("hi", "emph"))
"""Elements that only say how letters look: a stretch that begins or ends within one may divide it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in the tree: an element's text, or (`tail`) what follows it."""

    node: etree._Element
    tail: bool
    start: int


@dataclass(frozen=True, slots=True)
class Inner:
    """An element within a block, and the stretch of the block's text that it holds."""

    element: etree._Element
    start: int
    end: int


@dataclass(slots=True)
class Flat:
    """A block's text. A break between words is a blank, with `break="no"` nothing; neither is in the tree."""

    element: etree._Element
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    """Elements within the block in document order, breaks and what was left out excepted."""

    def inside(self, *names: str) -> list[Inner]:
        """Return the inner elements of these names."""
        return [inner for inner in self.inner if is_tei(inner.element, *names)]

    def line(self) -> int:
        """Return the line of the file in which the block begins."""
        return self.element.sourceline or 0


def flat(element: etree._Element, skip: frozenset[str] = UNREAD) -> Flat:
    """Return an element's own text: nested blocks and elements named in `skip` are left out."""
    out = Flat(element)
    parts: list[str] = []
    _gather(out, element, skip, parts, 0)
    out.text = "".join(parts)
    return out


def _gather(out: Flat, element: etree._Element, skip: frozenset[str], parts: list[str], at: int) -> int:
    """Add an element's text to `parts`; return the length of all so far."""
    if is_tei(element, "choice", "app"):
        only = chosen(element)
        return at if only is None else _inner(out, only, skip, parts, at)
    if element.text:
        out.pieces.append(Piece(element, False, at))
        parts.append(element.text)
        at += len(element.text)
    for child in element:
        name = local(child)
        if name in BREAKS:
            if child.get("break") != "no":
                parts.append(" ")
                at += 1
        elif name and name not in skip and name not in BLOCKS:
            at = _inner(out, child, skip, parts, at)
        if child.tail:
            out.pieces.append(Piece(child, True, at))
            parts.append(child.tail)
            at += len(child.tail)
    return at


def _inner(out: Flat, element: etree._Element, skip: frozenset[str], parts: list[str], at: int) -> int:
    """Add an inner element's text, and where it stands."""
    place = len(out.inner)
    end = _gather(out, element, skip, parts, at)
    out.inner.insert(place, Inner(element, at, end))
    return end


def blocks(root: etree._Element, skip: frozenset[str] = frozenset(("teiHeader", "fw"))) -> Iterator[Flat]:
    """Yield every block of a tree that has text of its own, in document order; notes are blocks, too."""
    found = flat(root)
    if found.text.strip():
        yield found
    for child in _nested(root, skip):
        yield from blocks(child, skip)


def _nested(element: etree._Element, skip: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the nearest blocks below an element; of alternatives, those of the chosen one."""
    below: Iterable[etree._Element] = element.iterchildren(etree.Element)
    if is_tei(element, "choice", "app"):
        only = chosen(element)
        below = () if only is None else (only,)
    for child in below:
        name = local(child)
        if name in skip:
            continue
        if name in BLOCKS:
            yield child
        elif len(child) and name not in UNREAD:
            yield from _nested(child, skip)


# ---- putting an element round a stretch


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the tree: before the child `index` of `parent`, `offset` characters into the text there."""

    parent: etree._Element
    index: int
    offset: int


def wrap(found: Flat, start: int, end: int, new: etree._Element) -> etree._Element:
    """Put `new` round the text from `start` to `end`, and return it. Changes the tree.

    What stands in the stretch stays, inside the new element. A `hi` or `emph` that the stretch cuts is
    divided; any other element that it cuts is taken in whole, so that the tree stays a tree. Afterwards
    `found` still tells right what stands before `start`, and nothing else.

    Raises `ValueError` where the stretch is empty, blank, or not within the text.
    """
    if not 0 <= start < end <= len(found.text) or not found.text[start:end].strip():
        raise ValueError(f"no text from {start} to {end}")
    while found.text[start].isspace():
        start += 1
    while found.text[end - 1].isspace():
        end -= 1
    first, last = _spot(found, start), _after(found, end)
    common = _common(first.parent, last.parent, found.element)
    common = _lifted(found, common, start, end)
    last = _raised(last, common, at_end=True)
    before = len(common)
    first = _raised(first, common, at_end=False)
    moved = len(common) - before  # dividing a `hi` at the beginning moves what stands behind it
    return _enclose(first, _Spot(common, last.index + moved, last.offset), new)


def is_cut(found: Flat, start: int, end: int) -> bool:
    """Say whether a stretch cuts an inner element that is not merely typographic."""
    return any(
        inner.start < end
        and start < inner.end
        and not (inner.start <= start and end <= inner.end)
        and not (start <= inner.start and inner.end <= end)
        and not is_tei(inner.element, *TYPOGRAPHIC)
        for inner in found.inner
    )


def is_plain(element: etree._Element) -> bool:
    """Say whether an editor has written that these are just words, no name and no citation."""
    return is_tei(element, "seg") and element.get("type") == "plain"


def wrap_all(element: etree._Element, marks: Iterable[tuple[int, int, etree._Element]]) -> None:
    """Put elements round stretches of a block's text, which may lie in each other, but not cut each other.

    Of two that hold the same stretch, the one that comes first stands outside. Raises `ValueError` as
    `wrap` does, before anything is changed if two cut each other.
    """
    ordered = sorted(enumerate(marks), key=lambda m: (-m[1][0], m[1][1], -m[0]))
    _refuse_cuts([(start, end) for _, (start, end, _) in ordered])
    found, first = flat(element), None
    for _, (start, end, new) in ordered:
        if first is not None and end > first:
            found = flat(element)
        wrap(found, start, end, new)
        first = start


def _refuse_cuts(spans: list[tuple[int, int]]) -> None:
    """Raise `ValueError` if two stretches overlap and neither holds the other."""
    open_: list[int] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        while open_ and open_[-1] <= start:
            open_.pop()
        if open_ and end > open_[-1]:
            raise ValueError(f"the stretch from {start} to {end} cuts another")
        open_.append(end)


def _piece(found: Flat, at: int) -> Piece:
    """Return the piece that holds the character at `at`."""
    return found.pieces[bisect_right(found.pieces, at, key=lambda piece: piece.start) - 1]


def _spot(found: Flat, at: int) -> _Spot:
    """Return the place before a character."""
    piece = _piece(found, at)
    offset = at - piece.start
    if not piece.tail:
        return _Spot(piece.node, 0, offset)
    parent = _outside(piece.node)
    return _Spot(parent, parent.index(piece.node) + 1, offset)


def _after(found: Flat, at: int) -> _Spot:
    """Return the place after the character that ends at `at`."""
    spot = _spot(found, at - 1)
    return _Spot(spot.parent, spot.index, spot.offset + 1)


def _common(one: etree._Element, other: etree._Element, top: etree._Element) -> etree._Element:
    """Return the nearest element that holds both, at most `top`."""
    above = {one, *one.iterancestors()}
    while other not in above and other is not top:
        other = _outside(other)
    return other


def _lifted(found: Flat, common: etree._Element, start: int, end: int) -> etree._Element:
    """Return the element in which to put the new one: outside of inner elements that it holds whole.

    Within a reading of an apparatus it stays within: other witnesses read other words there.
    """
    whole = {inner.element for inner in found.inner if (inner.start, inner.end) == (start, end)}
    while common is not found.element and common in whole and not is_tei(common, "lem", "rdg"):
        parent = _outside(common)
        common = _outside(parent) if is_tei(parent, "choice") else parent
    return common


def _outside(element: etree._Element) -> etree._Element:
    """Return an element's parent."""
    parent = element.getparent()
    assert parent is not None
    return parent


def _text_at(spot: _Spot) -> str:
    """Return the run of text that a place stands in."""
    if spot.index == 0:
        return spot.parent.text or ""
    return spot.parent[spot.index - 1].tail or ""


def _raised(spot: _Spot, common: etree._Element, at_end: bool) -> _Spot:
    """Return the same place, as near as can be, with `common` as parent; `hi`s in between are divided."""
    while spot.parent is not common:
        inner, outer = spot.parent, _outside(spot.parent)
        index = outer.index(inner)
        if at_end:
            nothing_left = spot.index == len(inner) and spot.offset == len(_text_at(spot))
        else:
            nothing_left = spot.index == 0 and spot.offset == 0
        if nothing_left or not is_tei(inner, *TYPOGRAPHIC) or is_tei(outer, "choice", "app"):
            spot = _Spot(outer, index + 1, 0) if at_end else _before(outer, index)
        else:
            _divide(spot)
            spot = _Spot(outer, index + 1, 0)
    return spot


def _before(parent: etree._Element, index: int) -> _Spot:
    """Return the place right before a child: behind all the text that precedes it."""
    spot = _Spot(parent, index, 0)
    return _Spot(parent, index, len(_text_at(spot)))


def _divide(spot: _Spot) -> None:
    """Divide the place's parent there into two elements of the same kind; the id stays with the first."""
    first, text = spot.parent, _text_at(spot)
    second = etree.Element(first.tag, attrib=dict(first.attrib), nsmap=first.nsmap)
    second.attrib.pop(ID, None)
    second.text = text[spot.offset :] or None
    second.tail, first.tail = first.tail, None
    _set_text(first, spot.index, text[: spot.offset])
    for child in list(first)[spot.index :]:
        second.append(child)
    outer = _outside(first)
    outer.insert(outer.index(first) + 1, second)


def _set_text(parent: etree._Element, index: int, text: str) -> None:
    """Set the run of text before the child `index`."""
    if index == 0:
        parent.text = text or None
    else:
        parent[index - 1].tail = text or None


def _enclose(first: _Spot, last: _Spot, new: etree._Element) -> etree._Element:
    """Put `new` between two places of one parent."""
    parent = first.parent
    moved = list(parent)[first.index : last.index]
    head = _text_at(first)
    if first.index == last.index:
        new.text = head[first.offset : last.offset]
        new.tail = head[last.offset :] or None
    else:
        rest = moved[-1].tail or ""
        new.text = head[first.offset :] or None
        moved[-1].tail = rest[: last.offset] or None
        new.tail = rest[last.offset :] or None
    _set_text(parent, first.index, head[: first.offset])
    tail = new.tail
    for child in moved:
        new.append(child)
    parent.insert(first.index, new)
    new.tail = tail
    return new
