"""Text and translation side by side, as editions in two languages print them on facing pages.

Two divisions face each other if the first is the text and the second its translation (EpiDoc's types), if one
points to the other (`@corresp`, `linkGrp`), or if they are of two languages and number the same parts. On a
narrow page, in a book and to a listener, one follows the other: only the style sheet puts them in columns.
"""

from __future__ import annotations

from lxml import etree

from edition.model.reading import inherited_language
from edition.render.html import has_class, is_block
from edition.render.walk import Walk
from edition.tei.names import DIVISIONS, is_tei

TEXTS = frozenset("edition original transcription source text".split())
TRANSLATIONS = frozenset("translation traduction übersetzung trad".split())
ROWS = 300
"""So many parts can be put in rows: as many as the style sheet makes."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def face(walk: Walk, out: etree._Element) -> None:
    """Put what faces each other into one element, `aligned` if it has the same parts. Changes the page."""
    linked = links(walk)
    for left in list(out.iter("section")):
        right = partner(walk, left, linked)
        if right is None:
            continue
        between = left.getnext()
        box = etree.Element("div", {"class": "facing"})
        left.addprevious(box)
        box.append(left)
        if between is not right and between is not None:
            box.append(between)
        elif parallel(left, right):
            box.set("class", "facing aligned")
        box.append(right)


def partner(walk: Walk, left: etree._Element, linked: set[frozenset[str]]) -> etree._Element | None:
    """Return the section that faces another: the next one, or that behind its apparatus."""
    one, right = source(walk, left), left.getnext()
    if one is None or right is None or next(left.iterancestors("div"), left).get("class") == "facing":
        return None
    if has_class(right, "type-apparatus") and kind(one) in TEXTS:
        right = right.getnext()
    other = source(walk, right) if right is not None else None
    if other is None or other.getparent() is not one.getparent():
        return None
    return right if faces(walk, one, other, linked) else None


def source(walk: Walk, section: etree._Element | None) -> etree._Element | None:
    """Return the division that a section was made of."""
    if section is None or section.tag != "section":
        return None
    element = walk.document.ids.element.get(section.get("id", ""))
    return element if element is not None and is_tei(element, *DIVISIONS) else None


def kind(division: etree._Element) -> str:
    """Return the type of a division."""
    return (division.get("type") or "").lower()


def faces(walk: Walk, one: etree._Element, other: etree._Element, linked: set[frozenset[str]]) -> bool:
    """Say whether a division is the text and the one after it the same in another language."""
    if kind(one) in TEXTS and kind(other) in TRANSLATIONS:
        return True
    if inherited_language(one) == inherited_language(other):
        return False
    ids = frozenset(walk.document.ids.of.get(e, "") for e in (one, other))
    return ids in linked or (bool(numbers(one)) and numbers(one) == numbers(other))


def numbers(division: etree._Element) -> list[str]:
    """Return the numbers of a division's parts if there are two or more."""
    found = [n for part in division.iterchildren(etree.Element) if (n := part.get("n")) and is_part(part)]
    return found if len(found) > 1 else []


def is_part(element: etree._Element) -> bool:
    """Say whether an element is a part that a translation has, too; a page break is not."""
    return is_tei(element, "p", "ab", "lg", "l", "div", "seg", "sp")


def links(walk: Walk) -> set[frozenset[str]]:
    """Return the pairs of ids that correspond: by `@corresp`, or by a `link` (TEI P5 §16.1, §16.4)."""
    found: set[frozenset[str]] = set()
    for name in sorted(DIVISIONS):
        for element in walk.document.every(name):
            own = walk.document.ids.of.get(element, "")
            pointers = (element.get("corresp") or "").split()
            found.update(frozenset((own, p.removeprefix("#"))) for p in pointers)
    for link in walk.document.every("link"):
        found.add(frozenset(p.removeprefix("#") for p in (link.get("target") or "").split()))
    return found


def parallel(left: etree._Element, right: etree._Element) -> bool:
    """Say whether two sections have as many parts, so that each can stand beside its own."""
    parts = [
        [("h" if c.tag in HEADINGS else "p") for c in section if is_block(c)] for section in (left, right)
    ]
    bare = all(is_block(c) for section in (left, right) for c in section)
    return bare and parts[0] == parts[1] and 1 < len(parts[0]) <= ROWS
