"""A huge chapter in several files: reading systems lay out a whole file before they show its first page.

It is divided between blocks, never within one. Notes and entries of the apparatus go with their places.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from edition.render.html import has_class

HOLDERS = frozenset("div section ul ol dl table tbody blockquote".split())
"""What may be divided between its children."""
ENDS = ("notes", "apparatus")
"""Classes of the lists that end a chapter."""
Path = tuple[etree._Element, ...]


def pieces(html: etree._Element, limit: int) -> list[etree._Element]:
    """Return a chapter in pieces of at most about `limit` bytes; in one, unchanged, if that is enough."""
    if size(html) <= limit:
        return [html]
    ends = [c for c in html.iterchildren("section") if has_class(c, *ENDS)]
    for end in ends:
        html.remove(end)
    out: list[Building] = [Building(html)]
    for path, block in blocks(html, (), limit // 2):
        length = size(block)
        if out[-1].length and out[-1].length + length > limit // 2 and not belongs(block):
            out.append(Building(html, first=False))
        out[-1].add(path, block, length)
    for end in ends:
        distribute(end, [building.root for building in out])
    return [building.root for building in out]


def size(element: etree._Element) -> int:
    """Return how many bytes an element has as text."""
    return len(etree.tostring(element, encoding="utf-8", with_tail=False))


def blocks(element: etree._Element, path: Path, limit: int) -> Iterator[tuple[Path, etree._Element]]:
    """Yield the blocks that are small enough, or cannot be divided, each with the elements around it."""
    for child in element.iterchildren(etree.Element):
        if child.tag in HOLDERS and size(child) > limit and divisible(child):
            yield from blocks(child, (*path, child), limit)
        else:
            yield path, child


def divisible(element: etree._Element) -> bool:
    """Say whether an element has no words between its children, and no cell that reaches into other rows."""
    if element.tag == "table" and element.find(".//*[@rowspan]") is not None:
        return False
    return not any((text or "").strip() for text in (element.text, *(child.tail for child in element)))


def belongs(block: etree._Element) -> bool:
    """Say whether a block has to stand behind the one before: an explanation behind its term."""
    return block.tag == "dd"


class Building:
    """A piece being put together."""

    def __init__(self, html: etree._Element, *, first: bool = True) -> None:
        self.first = first
        self.root = shell(html, first)
        self.length = 0
        self.open: list[tuple[etree._Element, etree._Element]] = []
        """The elements around the last block: as they were, as they are here."""

    def add(self, path: Path, block: etree._Element, length: int) -> None:
        """Append a block within copies of what is around it."""
        same = 0
        while same < min(len(path), len(self.open)) and self.open[same][0] is path[same]:
            same += 1
        del self.open[same:]
        for holder in path[same:]:
            parent = self.open[-1][1] if self.open else self.root
            begins = next(holder.iterchildren(etree.Element), None) is block or self.starts(holder, block)
            made = shell(holder, begins)
            if holder.tag == "ol" and not begins:
                made.set("start", str(number_of(holder, (*path, block))))
            parent.append(made)
            self.open.append((holder, made))
        parent = self.open[-1][1] if self.open else self.root
        parent.append(copy.deepcopy(block))
        self.length += length

    @staticmethod
    def starts(holder: etree._Element, block: etree._Element) -> bool:
        """Say whether a block is the first of all in an element."""
        at: etree._Element | None = block
        while at is not None and at is not holder:
            if at.getprevious() is not None:
                return False
            at = at.getparent()
        return at is holder


def shell(element: etree._Element, begins: bool) -> etree._Element:
    """Return an element without its children; only where it begins has it its id and its name."""
    made = etree.Element(str(element.tag), dict(element.attrib))
    if not begins:
        for name in ("id", "aria-label"):
            made.attrib.pop(name, None)
    return made


def number_of(holder: etree._Element, path: Path) -> int:
    """Return the number in a list of the item that stands on a path."""
    item = next(element for element in path if element.getparent() is holder)
    number = int(holder.get("start") or 1)
    for one in holder.iterchildren("li"):
        number = int(one.get("value") or number)
        if one is item:
            break
        number += 1
    return number


def distribute(end: etree._Element, roots: list[etree._Element]) -> None:
    """Give each piece the notes or entries that are about it; an item in a list of its own."""
    where: dict[str, int] = {}
    for number, root in enumerate(roots):
        learn(root, number, where)
    items = [(holder, item) for holder in end.iter("ol") if holder.getparent() is end for item in holder]
    lists: dict[int, etree._Element] = {}
    for holder, item in items:
        number = belonging(item, where, len(roots) - 1)
        if number not in lists:
            lists[number] = opened(end, holder, roots[number])
        learn(item, number, where)
        lists[number].append(copy.deepcopy(item))


def learn(element: etree._Element, number: int, where: dict[str, int]) -> None:
    """Note in which piece ids stand, and to what something there leads."""
    for inner in element.iter(etree.Element):
        if ident := inner.get("id"):
            where.setdefault(ident, number)
        href = inner.get("href") or ""
        if href.startswith("#") and has_class(inner, "note-ref", "alt", "alt-mark"):
            where.setdefault(f"to {href[1:]}", number)


def belonging(item: etree._Element, where: dict[str, int], last: int) -> int:
    """Return the piece that an item is about: where it is called, else where its first link leads."""
    called = where.get(f"to {item.get('id')}")
    if called is not None:
        return called
    pointers = [item.get("data-from") or "", *((a.get("href") or "")[1:] for a in item.iter("a"))]
    return next((where[p] for p in pointers if p in where), last)


def opened(end: etree._Element, holder: etree._Element, root: etree._Element) -> etree._Element:
    """Append a section like the one that is distributed, with its heading; returns its empty list."""
    section = shell(end, True)
    for child in end:
        if child is holder:
            break
        section.append(copy.deepcopy(child))
    made = shell(holder, True)
    section.append(made)
    root.append(section)
    return made
