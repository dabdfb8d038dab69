"""Citations written into the text: a `bibl` round each, with its parts (TEI P5 §3.12.1)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from lxml import etree

from edition.annotate import ranges
from edition.annotate.citations import Part
from edition.annotate.ranges import Flat
from edition.annotate.works.cited import Cited
from edition.annotate.works.facts import LEVELS
from edition.annotate.works.sequence import Spot
from edition.model.links import external
from edition.tei.names import is_tei, tei

DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
Mark = tuple[int, int, etree._Element]


def write(spots: Iterable[Spot], path: str, bibliography: str) -> int:
    """Mark the citations of one document in its tree; return how many elements were written or completed.

    `path` is the document's own from the edition's folder, `bibliography` that of the file of new works.
    """
    done = 0
    marks: dict[etree._Element, list[Mark]] = {}
    for spot in spots:
        if spot.cited.fixed:
            continue
        target = pointer(spot.cited, path, bibliography)
        if spot.element is None:
            marks.setdefault(spot.block.element, []).extend(marked(spot.cited, spot.block, target))
            done += 1
        elif target:
            decide(spot.element, spot.cited, target)
            done += 1
    for element, wanted in marks.items():
        ranges.wrap_all(element, wanted)
    return done


def pointer(cited: Cited, path: str, bibliography: str) -> str:
    """Return the pointer to a citation's work, relative to the file; "" if it has none."""
    if cited.entry is None:
        return ""
    holder = cited.entry.path or bibliography
    if holder == path:
        return f"#{cited.entry.id}"
    return f"{posixpath.relpath(holder, posixpath.dirname(path) or '.')}#{cited.entry.id}"


def decide(element: etree._Element, cited: Cited, target: str) -> None:
    """Give a citation its work, and how sure that is where it is not certain."""
    element.attrib.pop("cert", None)
    if target:
        element.set("corresp", target)
    if cited.cert != "high" or not target:
        element.set("cert", cited.cert if target else "unknown")


def marked(cited: Cited, block: Flat, target: str) -> list[Mark]:
    """Return the elements for a citation and its parts, with where they go."""
    citation = cited.citation
    element = etree.Element(tei("bibl"))
    element.set("type", citation.form)
    decide(element, cited, target)
    out: list[Mark] = [(citation.start, citation.end, element)]
    for part in citation.parts:
        inside = citation.start <= part.start < part.end <= citation.end
        if inside and block.text[part.start : part.end].strip() and not is_taken(part, block):
            out.append((part.start, part.end, encoded(part)))
    return out


def is_taken(part: Part, block: Flat) -> bool:
    """Say whether a part is marked already, or would cut an element that stands there."""
    if ranges.is_cut(block, part.start, part.end):
        return True
    return any(
        is_tei(inner.element, part.kind) and inner.start < part.end and part.start < inner.end
        for inner in block.inner
    )


def encoded(part: Part) -> etree._Element:
    """Return the element of a part (TEI P5 §3.12.2), without its text."""
    names = {"respStmt": "editor", "series": "title"}
    element = etree.Element(tei(names.get(part.kind, part.kind)))
    attributes = {
        "respStmt": {"role": "translator"},
        "series": {"level": "s"},
        "title": {"level": part.type} if part.type in LEVELS else {"type": part.type},
        "biblScope": {"unit": part.type},
        "idno": {"type": part.type},
        "ref": {"target": part.value if external(part.value) else ""},
        "date": {"type": part.type, **dated(part.value)},
    }.get(part.kind, {})
    for name, value in attributes.items():
        if value:
            element.set(name, value)
    return element


def dated(value: str) -> dict[str, str]:
    """Return the attributes for a date in ISO form, or a span of two (TEI P5 §3.6.4)."""
    first, slash, last = value.partition("/")
    if not DATE.fullmatch(first) or (slash and not DATE.fullmatch(last)):
        return {}
    return {"from": first, "to": last} if slash else {"when": first}
