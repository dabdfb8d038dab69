"""Passages between two points (TEI P5 §12.2.2): the words that an entry is about, the link to it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.model.reading import BREAKS, UNREAD, chosen, has_words
from edition.render.html import has_class, is_block, sub
from edition.render.walk import Walk, is_inline
from edition.tei.names import is_tei, local

MARK = "alt-mark"
LINE = "\x1e"
"""Before a line of verse, while text is gathered: no XML has it."""


def words(start: etree._Element, end: etree._Element) -> str:
    """Return the reading text from one element to another of a document, lines of verse parted by a stroke.

    An element that holds words belongs to the passage, an empty one is the point where it begins or ends.
    """
    pieces = "".join(between(start, end)).split(LINE)
    return " / ".join(line for piece in pieces if (line := " ".join(piece.split())))


def between(start: etree._Element, end: etree._Element) -> Iterator[str]:
    """Yield the pieces of text between two points, a mark before each line of verse."""
    if start is end and not has_words(start):
        return
    within, root = False, common(start, end)
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        opens = event == "start"
        if opens and element is end and not has_words(end):
            return
        if opens:
            within = within or (element is start and has_words(start))
            if left_out(element):
                walker.skip_subtree()
            elif within:
                yield before(element)
            continue
        if element is end:
            return
        within = within or element is start
        if within and element is not root and element.tail:
            yield element.tail


def before(element: etree._Element) -> str:
    """Return what parts an element from what stands before it, and its own text."""
    if local(element) in BREAKS:
        return "" if element.get("break") == "no" else " "
    return (LINE if is_tei(element, "l") else "") + (element.text or "")


def left_out(element: etree._Element) -> bool:
    """Say whether an element is no reading text, or an alternative that the text does not show."""
    holder = element.getparent()
    if holder is not None and is_tei(holder, "choice", "app"):
        return element is not chosen(holder)
    return local(element) in UNREAD


def common(one: etree._Element, other: etree._Element) -> etree._Element:
    """Return the inmost element that holds both; that of the first, if they are of two trees."""
    around = [one, *one.iterancestors()]
    return next((h for h in (other, *other.iterancestors()) if h in around), around[-1])


def mark(walk: Walk, out: etree._Element) -> None:
    """Put a link to its entry where a passage ends that an entry of this page is about. Changes the page."""
    items = [i for i in out.iter("li") if i.get("data-to") and i.get("id")]
    held = {str(e.get("id")): e for e in out.iter(etree.Element) if e.get("id")} if items else {}
    for item in reversed(items):
        point = held.get(str(item.get("data-to")))
        if point is not None and not any(has_class(e, MARK) for e in point.iter(etree.Element)):
            attach(walk, point, f"#{item.get('id')}")


def attach(walk: Walk, point: etree._Element, href: str) -> None:
    """Put a mark behind a phrase or at the end of a block; none among blocks, where it would be one."""
    made = etree.Element("a", {"class": f"{MARK} apart", "href": href, "aria-label": walk.label("variants")})
    made.text = "°"
    parent = point.getparent()
    if is_block(point):
        last = next((c for c in point if has_class(c, "permalink")), None)
        point.append(made) if last is None else last.addprevious(made)
    elif parent is not None and not any(is_block(c) for c in parent):
        made.tail, point.tail = point.tail, None
        point.addnext(made)


def stand_in(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """An entry at the end of the words it is about, which the text holds already: a link to it.

    Among lines or paragraphs it leaves its place alone.
    """
    walk.entries.append(source)
    if not is_inline(source, parent):
        walk.anchor(source, parent)
        return
    out = walk.open(source, parent, "span")
    ident = walk.free(f"{walk.document.ids.of.get(source) or local(source)}-entry")
    sub(out, "a", f"{MARK} apart", href=f"#{ident}", aria_label=walk.label("variants"), text="°")
