"""RIS, with the tags as Zotero and EndNote read them: two letters, two blanks, hyphen, blank, value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from edition.citing.csl import Csl, date_parts, iso, name_of

TYPES = {
    "book": "BOOK",
    "chapter": "CHAP",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "periodical": "JFULL",
    "thesis": "THES",
    "report": "RPRT",
    "manuscript": "UNPB",
    "webpage": "ELEC",
    "motion_picture": "VIDEO",
}
"""CSL types; anything else is `GEN`."""
RANGE = re.compile(r"(?<=\w)\s*[-–]\s*(?=\w)")


def ris(items: Iterable[Csl]) -> str:
    """Return items as a file of RIS; each ends with `ER`."""
    return "".join(ris_entry(item) for item in items)


def ris_entry(item: Csl) -> str:
    """Return an item as RIS, a tag a line."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows(item) if value.strip()]
    return "\r\n".join([*lines, "ER  - ", ""])


def rows(item: Csl) -> Iterator[tuple[str, str]]:
    """Yield tag and value in the order in which they are written; empty values too."""
    first, last = pages(str(item.get("page") or ""))
    issued = date_parts(item)
    yield "TY", TYPES.get(item.get("type", ""), "GEN")
    yield "TI", text(item, "title")
    yield "ST", text(item, "title-short")
    yield "T2", text(item, "container-title")
    yield "T3", text(item, "collection-title")
    for tag, role in (("AU", "author"), ("A2", "editor"), ("A3", "container-author"), ("A4", "translator")):
        for name in item.get(role) or ():
            yield tag, name_of(name).inverted()
    yield "PB", text(item, "publisher")
    yield "CY", text(item, "publisher-place")
    yield "PY", iso(issued[0][:1]) if issued else literal(item)
    yield "DA", iso(issued[0]).replace("-", "/") if len(issued) == 1 else ""
    yield "ET", text(item, "version") or text(item, "edition")
    yield "VL", text(item, "volume")
    yield "NV", text(item, "number-of-volumes")
    yield "IS", text(item, "issue") or text(item, "collection-number")
    yield "SP", first
    yield "EP", last
    yield "M3", text(item, "genre")
    yield "DB", ", ".join(filter(None, (text(item, "archive"), text(item, "archive_collection"))))
    yield "AV", text(item, "archive_location")
    yield "N1", text(item, "note")
    yield "N1", "–".join(map(iso, issued)) if len(issued) > 1 else ""
    yield "LA", text(item, "language")
    for word in text(item, "keyword").split("; "):
        yield "KW", word
    yield "SN", text(item, "ISBN") or text(item, "ISSN")
    yield "DO", text(item, "DOI")
    yield "UR", text(item, "URL")
    yield "Y2", "".join(iso(parts).replace("-", "/") for parts in date_parts(item, "accessed")[:1])


def text(item: Csl, name: str) -> str:
    """Return a value of an item as text, empty where there is none."""
    return str(item.get(name) or "")


def literal(item: Csl) -> str:
    """Return a date that could not be read, as written."""
    issued: Any = item.get("issued") or {}
    return str(issued.get("literal") or issued.get("raw") or "")


def pages(value: str) -> tuple[str, str]:
    """Return first and last page; several ranges, or a word, stay together as the first."""
    found = RANGE.split(value)
    return (found[0], found[1]) if len(found) == 2 and "," not in value else (value, "")
