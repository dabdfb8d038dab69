"""What one side of a merge moved, moved in the others too, so that it is compared where it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from lxml import etree

from edition.tei.format import formatted
from edition.tei.names import ID, local
from edition.tei.parse import well_formed

Element = etree._Element


def replayed(base: bytes, ours: bytes, theirs: bytes) -> tuple[bytes, bytes, bytes]:
    """Return three canonical files in which every element with an id stands where the sides moved it.

    What both moved stands where ours has it.
    """
    roots = [well_formed(data, "") for data in (base, ours, theirs)]
    changed = [False, False, False]
    for side, others in ((1, (0, 2)), (2, (0, 1))):
        for ident in moved(roots[0], roots[side]):
            for other in others:
                changed[other] |= move(roots[other], roots[side], ident)
    return (
        data_of(roots[0], base, changed[0]),
        data_of(roots[1], ours, changed[1]),
        data_of(roots[2], theirs, changed[2]),
    )


def data_of(root: Element, data: bytes, is_changed: bool) -> bytes:
    """Return a tree's bytes, in canonical form; as they were, if it was not changed."""
    if not is_changed:
        return data
    return formatted(etree.tostring(root.getroottree(), encoding="UTF-8"), "")


def by_id(root: Element) -> dict[str, Element]:
    """Return id -> element; of doubled ids the first."""
    out: dict[str, Element] = {}
    for element in root.iter(etree.Element):
        if ident := element.get(ID):
            out.setdefault(ident, element)
    return out


def moved(before: Element, after: Element) -> list[str]:
    """Return the ids of block elements that stand elsewhere than before, outermost first, in order."""
    old, new = by_id(before), by_id(after)
    out: list[str] = []
    for ident, element in new.items():
        if ident not in old or not is_block(element) or not is_block(old[ident]):
            continue
        if home(element) != home(old[ident]):
            out.append(ident)
    return out + [ident for element in after.iter(etree.Element) for ident in shuffled(element, old, out)]


def is_block(element: Element) -> bool:
    """Say whether an element stands between blanks, not within a line of text."""
    parent = element.getparent()
    if parent is None:
        return False
    return not any((text or "").strip() for text in (parent.text, *(child.tail for child in parent)))


def home(element: Element) -> str:
    """Return what the parent of an element is known by: its id, or its place under one that has an id."""
    parent = element.getparent()
    path = ""
    while parent is not None:
        if ident := parent.get(ID):
            return f"{ident}{path}"
        path = f"/{local(parent)}{path}"
        parent = parent.getparent()
    return path


def shuffled(parent: Element, old: dict[str, Element], already: Sequence[str]) -> list[str]:
    """Return the ids of children that stand in another order among themselves than before."""
    kept = [
        ident
        for child in parent.iterchildren(etree.Element)
        if (ident := child.get(ID)) in old and ident not in already and is_block(child)
    ]
    if len(kept) < 2:
        return []
    first = old[kept[0]].getparent()
    if first is None or any(old[ident].getparent() is not first for ident in kept):
        return []
    before = sorted(kept, key=lambda ident: first.index(old[ident]))
    if before == kept:
        return []
    matcher = SequenceMatcher(None, before, kept, False)
    still = {before[a + i] for a, _, size in matcher.get_matching_blocks() for i in range(size)}
    return [ident for ident in kept if ident not in still]


def move(root: Element, like: Element, ident: str) -> bool:
    """Move an element as it stands in another tree; say whether it was moved."""
    own, wanted = by_id(root), by_id(like)
    element, model = own.get(ident), wanted[ident]
    if element is None or not is_block(element):
        return False
    parent = place(root, model)
    if parent is None or element is parent or element in list(parent.iterancestors()):
        return False
    before = next((own[i] for s in model.itersiblings(preceding=True) if (i := s.get(ID)) in own), None)
    if before is not None and before.getparent() is parent and before is not element:
        at = before
        if at.getnext() is element:
            return False
        take_out(element)
        at.addnext(element)
        return True
    follows = next((own[i] for s in model.itersiblings() if (i := s.get(ID)) in own), None)
    if follows is None or follows.getparent() is not parent or follows is element:
        return False
    take_out(element)
    follows.addprevious(element)
    return True


def place(root: Element, model: Element) -> Element | None:
    """Return the element in a tree that stands for the parent of `model` in another."""
    parent = model.getparent()
    if parent is None:
        return None
    if ident := parent.get(ID):
        return by_id(root).get(ident)
    known = home(model)
    return next(
        (e.getparent() for e in root.iter(etree.Element) if e.getparent() is not None and home(e) == known),
        None,
    )


def take_out(element: Element) -> None:
    """Take a block out of its parent; the blanks behind it go too."""
    element.tail = None
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
