"""Apparatus entries that stand apart from the text they are about (TEI P5 §12.2).

The double-end-point method names two places (`@from`, `@to`); the location-referenced method names a line or
section (`@loc`). Either way the entry belongs to the page that its text is printed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.model.ids import Ids
from edition.tei.names import DIVISIONS, is_tei

FRAMES = DIVISIONS | frozenset("lg body front back text".split())
"""What holds lines and paragraphs, and no words of its own."""


@dataclass(frozen=True, slots=True)
class Apart:
    """An entry that stands apart: its element, and the ids of where its text begins and ends."""

    element: etree._Element
    start: str
    end: str
    located: bool = False
    """`start` is the line or section that holds the lemma, not the point where it begins."""


Resolve = Callable[[str], str | None]


def apart(root: etree._Element, ids: Ids, page_of: Mapping[str, str], resolve: Resolve) -> tuple[Apart, ...]:
    """Return the entries of a document that stand apart. `resolve` turns a pointer into an id, or None."""
    found = [e for e in root.iter("{*}app") if is_tei(e) and stands_apart(e)]
    if not found:
        return ()
    numbered = numbers(root, ids)
    return tuple(
        a for e in found if (a := place(e, numbered, ids, resolve)) is not None and a.start in page_of
    )


def stands_apart(element: etree._Element) -> bool:
    """Say whether an `app` is about words that the text holds elsewhere, and does not hold them itself.

    One within a line or paragraph that has no more than a `@loc` is taken to hold them (§12.2.3), and so is
    one with whole lines, unless the header declares that all are referenced by location (`variantEncoding`).
    """
    if element.get("from"):
        return True
    if not element.get("loc"):
        return False
    holder = element.getparent()
    if holder is None or is_tei(holder, "listApp"):
        return True
    among_blocks = is_tei(holder, *FRAMES) and next(element.iter("{*}l", "{*}p", "{*}lg"), None) is None
    return among_blocks or declared(element) == "location-referenced"


def declared(element: etree._Element) -> str:
    """Return the method by which entries are linked to the text, as the header says (§12.2)."""
    root = element.getroottree().getroot()
    said = root.find("{*}teiHeader/{*}encodingDesc/{*}variantEncoding")
    return (said.get("method") or "") if said is not None else ""


def own(element: etree._Element, ids: Ids) -> str | None:
    """Return the id of an entry that stands in the text, where the words end that it is about."""
    holder = element.getparent()
    return None if holder is None or is_tei(holder, "listApp") else ids.of.get(element)


def place(element: etree._Element, numbered: Mapping[str, str], ids: Ids, resolve: Resolve) -> Apart | None:
    """Return where an entry's text is: between its two points, or in the line that it names."""
    start = resolve(element.get("from") or "") if element.get("from") else None
    if start is not None:
        end = resolve(element.get("to") or "") if element.get("to") else own(element, ids)
        return Apart(element, start, end or start)
    for name in location(element.get("loc") or ""):
        if name in numbered:
            return Apart(element, numbered[name], numbered[name], located=True)
    return None


def location(value: str) -> Iterator[str]:
    """Yield the numbers that a location may mean: `1.5`, then `5`; a first line where it names several."""
    first = (value.split() or [""])[0].partition("-")[0].rstrip(",;")
    yield first
    yield first.rpartition(".")[2]


def numbers(root: etree._Element, ids: Ids) -> dict[str, str]:
    """Return number -> id of lines, paragraphs, segments: alone, and after those of the divisions around."""
    out: dict[str, str] = {}
    for element in root.iter("{*}l", "{*}ab", "{*}p", "{*}seg", "{*}lg", "{*}div"):
        number, ident = (element.get("n") or "").strip(), ids.of.get(element)
        if not number or ident is None:
            continue
        name = number
        out.setdefault(name, ident)
        for holder in element.iterancestors("{*}lg", "{*}div"):
            if above := (holder.get("n") or "").strip():
                name = f"{above}.{name}"
                out.setdefault(name, ident)
    return out
