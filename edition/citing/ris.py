"""RIS, with the tags as Zotero and EndNote read them: two letters, two blanks, hyphen, blank, value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from edition.citing.csl import Csl, csl_date, csl_name, date_parts, iso, known, name_of
from edition.model.names import parse

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
    yield "DA", iso(issued[0]).replace("-", "/") if len(issued) == 1 and issued[0][0] > 0 else ""
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


FIELDS = {
    "title": "TI T1 CT BT",
    "title-short": "ST",
    "container-title": "T2 JO JF JA J2",
    "collection-title": "T3",
    "publisher": "PB",
    "publisher-place": "CY PP",
    "edition": "ET",
    "volume": "VL",
    "number-of-volumes": "NV",
    "issue": "IS CP",
    "genre": "M3",
    "archive": "DB",
    "archive_location": "AV",
    "note": "N1",
    "language": "LA",
    "DOI": "DO",
    "URL": "UR L2",
}
"""Fields of CSL and the tags that give them, the first that is there."""
ROLES = {
    "AU": "author",
    "A1": "author",
    "A2": "editor",
    "ED": "editor",
    "A3": "container-author",
    "A4": "translator",
}
BOOKS = frozenset(("book", "thesis", "report", "manuscript"))
"""Types whose second title is that of a series."""
LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")


def read_ris(text: str) -> list[Csl]:
    """Return the items of a RIS file. A line without a tag goes on with the value before it.

    pandoc reads RIS too, but drops places, series, translators and days; hence these lines.
    """
    out: list[Csl] = []
    current: list[tuple[str, str]] = []
    for line in text.lstrip("\ufeff").splitlines():
        found = LINE.fullmatch(line.rstrip())
        if found and found[1] == "ER":
            out.extend([made(current)] if current else [])
            current = []
        elif found:
            current.append((found[1], found[2].strip()))
        elif current and line.strip():
            tag, value = current[-1]
            current[-1] = (tag, f"{value} {line.strip()}")
    return [*out, made(current)] if any(tag == "TY" for tag, _ in current) else out


def made(rows_: list[tuple[str, str]]) -> Csl:
    """Return the item of one record."""
    values: dict[str, list[str]] = {}
    for tag, value in rows_:
        if value:
            values.setdefault(tag, []).append(value)

    def first(tags: str) -> str:
        return next((values[tag][0] for tag in tags.split() if tag in values), "")

    kinds = {ris_type: kind for kind, ris_type in TYPES.items()} | {"EDBOOK": "book", "ECHAP": "chapter"}
    out: dict[str, Any] = {"id": first("ID"), "type": kinds.get(first("TY"), "document")}
    out.update((name, first(tags)) for name, tags in FIELDS.items())
    for tag, role in ROLES.items():
        names = [csl_name(parse(name)) for name in values.get(tag, ())]
        out[role] = [*out.get(role, []), *names]
    out["page"] = "–".join(filter(None, (first("SP"), first("EP") if first("EP") != first("SP") else "")))
    out["issued"] = csl_date(slashed(first("DA")) or slashed(first("PY Y1")), first("PY Y1 DA"))
    out["accessed"] = csl_date(slashed(first("Y2")))
    out["ISSN" if out["type"].startswith(("article", "periodical")) else "ISBN"] = first("SN")
    out["keyword"] = "; ".join(values.get("KW", ()))
    if out["type"] in BOOKS and out["container-title"] and not out["collection-title"]:
        out["collection-title"] = out.pop("container-title")
    if out["type"] in BOOKS and out["collection-title"]:
        out["collection-number"] = out.pop("issue")
    return known(out)


def slashed(date: str) -> str:
    """Return a date of RIS (`1930/05/01/`, `1930///spring`) in ISO form; what is not known is left out."""
    found = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", date)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""
