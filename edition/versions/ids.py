"""Ids stay with what they name: a new import takes those of the last one, wherever its count has gone.

An import counts paragraphs and notes; if it now reads one paragraph as two, every later count is another.
Ids are cited, so what is the same keeps its id and its number, and what is new gets ones that were free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lxml import etree

from edition.model.links import POINTERS
from edition.tei.format import formatted
from edition.tei.names import ID, is_tei, local
from edition.tei.parse import well_formed

Element = etree._Element
ALIKE = 0.5
"""Share of words that two blocks have in common if one became the other."""


def adopt(new: bytes, old: bytes, path: str) -> bytes:
    """Return a new import with the ids of an older one, in canonical form.

    Raises `EditionError` as `edition.tei.parse.well_formed` does.
    """
    root, before = well_formed(new, path), well_formed(old, path)
    pairs = dict(same(named(before), named(root)))
    taken = {element.get(ID, "") for element in before.iter(etree.Element)}
    renamed: dict[str, str] = {}
    for element in named(root):
        ident = element.get(ID, "")
        model = pairs.get(element)
        fresh = model.get(ID, "") if model is not None else free(ident, taken)
        number = model.get("n") if model is not None else element.get("n") if fresh == ident else None
        if is_tei(element, "p", "l", "ab"):
            element.attrib.pop("n", None)
            element.attrib.update({"n": number} if number else {})
        taken.add(fresh)
        element.set(ID, fresh)
        renamed[ident] = fresh
    point(root, renamed)
    return formatted(etree.tostring(root.getroottree(), encoding="UTF-8"), path)


def named(root: Element) -> list[Element]:
    """Return the elements that have an id, in order."""
    return [element for element in root.iter(etree.Element) if element.get(ID)]


def free(ident: str, taken: set[str]) -> str:
    """Return an id that nothing has: the one given, or it with a letter, or with a number."""
    candidates = (ident, *(f"{ident}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
    every = (*candidates, *(f"{ident}.{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in every if candidate not in taken)


def same(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Yield each new element with the old one that it was: of the same name and text, or nearly."""
    signs = [[signature(element) for element in side] for side in (old, new)]
    matcher = SequenceMatcher(None, signs[0], signs[1], autojunk=False)
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(new[b:b_end], old[a:a_end], strict=True)
        elif kind == "replace":
            yield from nearly(old[a:a_end], new[b:b_end])


def nearly(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Yield new elements with old ones that they share most words with, in order."""
    start = 0
    for element in new:
        own = Counter(text(element).split())
        for at in range(start, len(old)):
            if local(old[at]) == local(element) and likeness(own, Counter(text(old[at]).split())) >= ALIKE:
                yield element, old[at]
                start = at + 1
                break


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common, 0 to 1; two without words are alike."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def signature(element: Element) -> tuple[str, str]:
    """Return what an element is known by: its name, and what it says (a container: its heading)."""
    if is_tei(element, "div", "text", "body", "list", "listPerson", "listEvent", "floatingText", "figure"):
        head = next(element.iterchildren("{*}head"), None)
        return local(element), text(head) if head is not None else ""
    return local(element), text(element) or element.get("n", "")


def text(element: Element) -> str:
    """Return an element's words, each blank as one."""
    return " ".join("".join(element.itertext(etree.Element)).split())


def point(root: Element, renamed: dict[str, str]) -> None:
    """Let the pointers of a document follow its ids."""
    for element in root.iter(etree.Element):
        for name in POINTERS:
            value = element.get(name)
            if value and "#" in value:
                found = (f"#{renamed.get(p[1:], p[1:])}" if p.startswith("#") else p for p in value.split())
                element.set(name, " ".join(found))
