"""Apparatus entries that stand apart from the text they are about (TEI P5 §12.2).

The double-end-point method names two places (`@from`, `@to`); the location-referenced method names a line or
section (`@loc`). Either way the entry belongs to the page that its text is printed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.model.ids import Ids
from edition.tei.names import is_tei


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
    found = [e for e in root.iter("{*}app") if is_tei(e) and (e.get("from") or e.get("loc"))]
    if not found:
        return ()
    numbered = numbers(root, ids)
    return tuple(a for e in found if (a := place(e, numbered, resolve)) is not None and a.start in page_of)


def place(element: etree._Element, numbered: Mapping[str, str], resolve: Resolve) -> Apart | None:
    """Return where an entry's text is: between its two points, or in the line that it names."""
    start = resolve(element.get("from") or "") if element.get("from") else None
    if start is not None:
        end = resolve(element.get("to") or "") if element.get("to") else None
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
