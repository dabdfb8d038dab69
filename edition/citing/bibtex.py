"""BibTeX, with the fields of biblatex where BibTeX has none, in UTF-8 (biber)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from edition.citing.csl import Csl, date_parts, iso, name_of
from edition.model.names import REST

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
ENTRIES = {
    "book": "book",
    "chapter": "incollection",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "periodical": "periodical",
    "thesis": "thesis",
    "report": "report",
    "manuscript": "unpublished",
    "webpage": "online",
    "motion_picture": "movie",
}
"""CSL types as entry types; anything else is `misc`."""
HOLDERS = {"article": "journal", "incollection": "booktitle", "online": "organization"}
PUBLISHERS = {"thesis": "institution", "report": "institution"}
SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}


def bibtex(items: Iterable[Csl]) -> str:
    """Return items as a file of BibTeX, an empty line between two."""
    return "\n".join(bibtex_entry(item) for item in items)


def bibtex_entry(item: Csl) -> str:
    """Return an item as a BibTeX entry, one field a line."""
    entry = ENTRIES.get(item.get("type", ""), "misc")
    lines = [f"  {name} = {{{value}}}," for name, value in fields(item, entry).items() if value]
    return "\n".join([f"@{entry}{{{key(item)},", *lines, "}"]) + "\n"


def key(item: Csl) -> str:
    """Return the key of an entry: the item's id without what BibTeX takes apart."""
    return re.sub(r"[\s,{}\\\"#%~'()=]+", "-", str(item["id"]))


def fields(item: Csl, entry: str) -> dict[str, str]:
    """Return the fields of an entry in their order; of what is not known the value is empty."""

    def text(name: str) -> str:
        return latex(str(item.get(name) or ""))

    whole = text("container-title")
    return {
        "entrysubtype": SUBTYPES.get(item.get("type", ""), ""),
        "author": bib_names(item.get("author")),
        "title": braced(text("title")),
        "shorttitle": braced(text("title-short")),
        HOLDERS.get(entry, "maintitle"): braced(whole),
        "bookauthor": bib_names(item.get("container-author")),
        "series": text("collection-title"),
        "editor": bib_names(item.get("editor")),
        "translator": bib_names(item.get("translator")),
        "edition": text("edition"),
        "volume": dashed(text("volume")),
        "volumes": text("number-of-volumes"),
        "number": dashed(text("issue") or text("collection-number")),
        "type": text("genre"),
        PUBLISHERS.get(entry, "publisher"): whole_name(text("publisher")),
        "address": whole_name(text("publisher-place")),
        **dates(item),
        "version": text("version"),
        "pages": dashed(text("page")),
        "library": ", ".join(filter(None, map(text, ("archive", "archive_collection", "archive_location")))),
        "note": text("note"),
        "langid": text("language"),
        "isbn": text("ISBN"),
        "issn": text("ISSN"),
        "doi": bib_url(str(item.get("DOI") or "")),
        "url": bib_url(str(item.get("URL") or "")),
        "urldate": "/".join(map(iso, date_parts(item, "accessed"))),
    }


def dates(item: Csl) -> dict[str, str]:
    """Return when an item was published: year and month, and what BibTeX cannot say as biblatex's `date`."""
    parts = date_parts(item)
    if not parts:
        issued = item.get("issued") or {}
        return {"year": latex(str(issued.get("literal") or issued.get("raw") or ""))}
    about = "~" if item["issued"].get("circa") else ""
    exact = bool(about) or len(parts) > 1 or (len(parts[0]) > 2 and parts[0][0] > 0)
    return {
        "date": "/".join(iso(one) + about for one in parts) if exact else "",
        "year": iso(parts[0][:1]),
        "month": f"{parts[0][1]:02d}" if len(parts[0]) > 1 else "",
    }


def braced(value: str) -> str:
    """Return a title in braces of its own, so that no style changes its capitals."""
    return f"{{{value}}}" if value else ""


def whole_name(value: str) -> str:
    """Return a publisher or place in braces if an "and" in it would make two of it."""
    return f"{{{value}}}" if " and " in value else value


def dashed(value: str) -> str:
    """Return numbers with the dash of a range as BibTeX writes it."""
    return value.replace("–", "--")


def latex(text: str) -> str:
    """Return text with what LaTeX would take as its own escaped."""
    return "".join(LATEX.get(char, char) for char in " ".join(text.split()))


def bib_url(url: str) -> str:
    """Return an address as BibTeX's `url` takes it: as it is, braces and backslashes percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def bib_names(names: Any) -> str:
    """Return names for BibTeX; a body's name in braces, so that it is not taken apart."""
    shown = []
    for name in map(name_of, names or ()):
        rest = name.literal == REST
        shown.append(f"{{{latex(name.literal)}}}" if name.literal and not rest else latex(name.inverted()))
    return " and ".join(shown)
