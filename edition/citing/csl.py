"""CSL-JSON (schema 1.0.2): the hub of all formats. A page, a document, a work becomes a CSL item first.

Writers of other formats take CSL items, readers of other formats give them, so that each format is known in
one place only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from edition.citing.item import Item, Spot
from edition.model.names import Name
from edition.model.works import Kind, Work

Csl = Mapping[str, Any]
"""An item of CSL-JSON; what is not known has no key."""

TYPES = {
    Kind.BOOK: "book",
    Kind.CHAPTER: "chapter",
    Kind.ARTICLE: "article-journal",
    Kind.NEWSPAPER: "article-newspaper",
    Kind.PERIODICAL: "periodical",
    Kind.THESIS: "thesis",
    Kind.REPORT: "report",
    Kind.ARCHIVE: "manuscript",
    Kind.MANUSCRIPT: "manuscript",
    Kind.WEB: "webpage",
    Kind.FILM: "motion_picture",
    Kind.OTHER: "document",
}
NUMBER = re.compile(r"-?[0-9]{1,4}")
DATE = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
CIRCA = re.compile(r"\b(?:c|ca|circa|um|vers|около|ок)\b\.?\s*\d", re.IGNORECASE)
LOCATED = {
    "fond": "f. {}",
    "opis": "op. {}",
    "delo": "d. {}",
    "box": "box {}",
    "folder": "folder {}",
    "folio": "fol. {}",
    "shelfmark": "{}",
}
"""How the parts of a mark in an archive are written, from the outside in."""


def csl(item: Item, spot: Spot) -> Csl:
    """Return a part of the edition, with the spot in it, as a CSL item."""
    return known(
        {
            "id": item.key,
            "type": "chapter" if item.container else "book",
            "title": item.title,
            "container-title": item.container,
            "collection-title": item.series,
            "author": [csl_name(name) for name in item.authors],
            "editor": [csl_name(name) for name in item.editors],
            "translator": [csl_name(name) for name in item.translators],
            "publisher": item.publisher,
            "publisher-place": item.place,
            "issued": csl_date(item.date),
            "version": item.version,
            "page": spot.pages,
            "URL": spot.url or item.url,
            "language": item.language,
            "keyword": "; ".join(item.keywords),
            "note": spot.where,
        }
    )


def csl_work(work: Work) -> Csl:
    """Return a work of a bibliography as a CSL item."""
    return known(
        {
            "id": work.key,
            "type": TYPES[work.kind],
            "title": work.title,
            "title-short": next((t.text for t in work.titles if t.type == "short"), ""),
            "container-title": work.container,
            "collection-title": work.series,
            "collection-number": work.series_number,
            "author": [csl_name(name) for name in work.authors],
            "container-author": [csl_name(name) for name in work.container_authors],
            "editor": [csl_name(name) for name in work.editors],
            "translator": [csl_name(name) for name in work.translators],
            "edition": work.edition,
            "volume": work.volume,
            "number-of-volumes": work.volumes,
            "issue": work.issue,
            "page": work.pages,
            "publisher": work.publisher,
            "publisher-place": work.place,
            "issued": csl_date(work.date, work.date_text),
            "accessed": csl_date(work.accessed),
            "genre": work.genre,
            "archive": work.archive.get("repository", ""),
            "archive_collection": work.archive.get("collection", ""),
            "archive_location": location(work.archive),
            "DOI": work.doi,
            "ISBN": work.identifier("ISBN"),
            "ISSN": work.identifier("ISSN"),
            "URL": next(iter(work.urls), ""),
            "language": work.language,
            "note": work.note,
        }
    )


def known(values: Mapping[str, Any]) -> Csl:
    """Return an item without what is empty."""
    return {name: value for name, value in values.items() if value}


def location(archive: Mapping[str, str]) -> str:
    """Return where in an archive something lies: `f. 17, op. 85, d. 12`."""
    patterns = LOCATED | ({"folio": "l. {}"} if archive.get("fond") else {})
    found = ((name, pattern, archive[name]) for name, pattern in patterns.items() if archive.get(name))
    return ", ".join(v if labelled(v, name) else pattern.format(v) for name, pattern, v in found)


def labelled(mark: str, name: str) -> bool:
    """Say whether a mark says itself what it is: `f. 17`, `Box 4`, and not `17`, `R-1893`."""
    word = re.match(r"[^\W\d_]+", mark.casefold())
    return word is not None and name.startswith(word[0]) and not mark[word.end() :].startswith("-")


def csl_text(items: Iterable[Csl]) -> str:
    """Return items as a file of CSL-JSON."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"


def csl_name(name: Name) -> dict[str, str]:
    """Return a name as CSL-JSON."""
    if name.literal:
        return {"literal": name.literal}
    return {key: value for key, value in (("family", name.family), ("given", name.given)) if value}


def csl_date(date: str, written: str = "") -> dict[str, Any] | None:
    """Return an ISO date, or a span of two, as CSL-JSON; what cannot be read as it is written; else None."""
    parts = [[int(part) for part in found.groups() if part] for found in DATE.finditer(date)]
    if not parts:
        return {"literal": written} if written else None
    out: dict[str, Any] = {"date-parts": parts[:2]}
    if CIRCA.search(written):
        out["circa"] = True
    return out


def name_of(name: Csl) -> Name:
    """Return the name that CSL-JSON gives, with its particles."""
    if literal := str(name.get("literal") or ""):
        return Name(literal=literal)
    particles = ("dropping-particle", "non-dropping-particle", "family", "suffix")
    family = " ".join(str(name[part]) for part in particles if name.get(part))
    given = str(name.get("given") or "")
    return Name(family, given) if family else Name(literal=given)


def date_parts(item: Csl, field: str = "issued") -> list[list[int]]:
    """Return the parts of a date: one list, or two of a span; each year, month, day as far as known."""
    date = item.get(field)
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    out: list[list[int]] = []
    for one in parts if isinstance(parts, list) else []:
        if isinstance(one, list) and (digits := [str(p) for p in one if NUMBER.fullmatch(str(p))]):
            out.append([int(digit) for digit in digits])
    return out


def iso(parts: list[int]) -> str:
    """Return one date in ISO form."""
    if not parts:
        return ""
    year = f"{'-' if parts[0] < 0 else ''}{abs(parts[0]):04d}"
    return "-".join([year, *(f"{part:02d}" for part in parts[1:3])])
