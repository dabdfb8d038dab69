"""A citation for other programs: CSL-JSON (schema 1.0.2), BibTeX, RIS (as Zotero and EndNote read it)."""

from __future__ import annotations

import json
import re
from typing import Any

from edition.citing.item import Item, Spot
from edition.model.names import Name

LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""What LaTeX gives a meaning of its own. Letters beyond ASCII stay as they are (UTF-8, biber)."""
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def csl(item: Item, spot: Spot) -> dict[str, Any]:
    """Return the item as CSL-JSON, ready to be written as one of a list."""
    values: dict[str, Any] = {
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
        "note": spot.where,
    }
    return {name: value for name, value in values.items() if value}


def csl_text(item: Item, spot: Spot) -> str:
    """Return the item as a file of CSL-JSON."""
    return json.dumps([csl(item, spot)], ensure_ascii=False, indent=2) + "\n"


def csl_name(name: Name) -> dict[str, str]:
    """Return a name as CSL-JSON."""
    if name.literal:
        return {"literal": name.literal}
    return {key: value for key, value in (("family", name.family), ("given", name.given)) if value}


def csl_date(date: str) -> dict[str, Any] | None:
    """Return a date as CSL-JSON; None if there is none to be read."""
    found = DATE.search(date)
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def bibtex(item: Item, spot: Spot) -> str:
    """Return the item as a BibTeX entry, one field a line."""
    date = DATE.search(item.date)
    fields = {
        "author": bib_names(item.authors),
        "title": f"{{{latex(item.title)}}}",
        "booktitle": f"{{{latex(item.container)}}}" if item.container else "",
        "series": latex(item.series),
        "editor": bib_names(item.editors),
        "translator": bib_names(item.translators),
        "publisher": latex(item.publisher),
        "address": latex(item.place),
        "year": item.year,
        "month": date[2] or "" if date else "",
        "version": latex(item.version),
        "pages": latex(spot.pages).replace("–", "--"),
        "note": latex(spot.where),
        "langid": item.language,
        "url": bib_url(spot.url or item.url),
    }
    kind = "incollection" if item.container else "book"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{item.key},", *lines, "}"]) + "\n"


def latex(text: str) -> str:
    """Return text with what LaTeX would take as its own escaped."""
    return "".join(LATEX.get(char, char) for char in " ".join(text.split()))


def bib_url(url: str) -> str:
    """Return an address as BibTeX's `url` takes it: as it is, braces and backslashes percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def bib_names(names: tuple[Name, ...]) -> str:
    """Return names for BibTeX; a body's name in braces, so that it is not taken apart."""
    shown = (f"{{{latex(n.literal)}}}" if n.literal else latex(n.inverted()) for n in names)
    return " and ".join(shown)


def ris(item: Item, spot: Spot) -> str:
    """Return the item as RIS: two letters, two blanks, hyphen, blank, value; ended by `ER`."""
    first, _, last = spot.pages.partition("–")
    rows = [
        ("TY", "CHAP" if item.container else "BOOK"),
        ("TI", item.title),
        ("T2", item.container),
        ("T3", item.series),
        *(("AU", name.inverted()) for name in item.authors),
        *(("A2", name.inverted()) for name in item.editors),
        *(("A4", name.inverted()) for name in item.translators),
        ("PB", item.publisher),
        ("CY", item.place),
        ("PY", item.year),
        ("DA", item.date.replace("-", "/") if DATE.fullmatch(item.date) else ""),
        ("ET", item.version),
        ("SP", first),
        ("EP", last),
        ("N1", spot.where),
        ("LA", item.language),
        *(("KW", word) for word in item.keywords),
        ("UR", spot.url or item.url),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value.strip()]
    return "\r\n".join([*lines, "ER  - ", ""])
