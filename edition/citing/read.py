"""References of other programs, read: BibTeX, RIS and CSL-JSON become CSL items.

BibTeX is read by pandoc, which knows its names, accents, strings and cross-references.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any

from edition.citing import pandoc
from edition.citing.csl import Csl, csl_date, csl_name
from edition.citing.ris import read_ris
from edition.model.names import parse_several
from edition.problems import Code, EditionError, Place

LITERAL = re.compile(
    r"\b((?:main|book|issue|short|sub|journal|booksub)?title(?:addon)?|series|publisher|institution|school|"
    r"organization|address|location)\s*=\s*",
    re.IGNORECASE,
)
"""Fields of BibTeX that are meant as they are written: unless in braces, pandoc makes small letters of the
capitals of titles, and two publishers of one with an "and" in its name."""
HIDDEN = {ord(mark): 0xE000 + number for number, mark in enumerate("‘’“”")}
SHOWN = {hidden: mark for mark, hidden in HIDDEN.items()}
"""Quotation marks while pandoc reads: it would turn them as it sees fit."""
MARKUP = re.compile(r"</?(?:span|i|b|sup|sub|sc)\b[^<>]*>")
"""The HTML that CSL-JSON allows within a field."""
NAMES = ("author", "editor", "translator", "container-author")
DATES = ("issued", "accessed")
LONGEST = 5_000
"""So many characters a value of BibTeX may have; what goes on longer lacks its end."""
SUFFIXES = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csl-json"}


def read_references(data: bytes, path: str) -> list[Csl]:
    """Return the items of a file; its name, or else its beginning, says in which format it is.

    Raises `references-invalid` where the file is none of these, `program-missing` without pandoc.
    """
    text = decoded(data, path)
    match SUFFIXES.get(PurePath(path).suffix.lower()) or guessed(text):
        case "bibtex":
            return valid(from_bibtex(text, path), path)
        case "ris":
            return valid(read_ris(text), path)
        case "csl-json":
            return valid(from_json(text, path), path)
    raise EditionError(
        Code.REFERENCES_INVALID, Place(path), "no format that is known", "BibTeX, RIS, CSL-JSON or TEI"
    )


def decoded(data: bytes, path: str) -> str:
    """Return the text of a file in UTF-8, or in Windows' Western letters as older programs write."""
    if b"\0" in data:
        raise EditionError(Code.REFERENCES_INVALID, Place(path), "no text", "BibTeX, RIS, CSL-JSON or TEI")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def guessed(text: str) -> str:
    """Return the format that the beginning of a file shows, or nothing."""
    start = text.lstrip()
    if start.startswith(("[", "{")):
        return "csl-json"
    if re.match(r"TY {1,2}- ", start):
        return "ris"
    return "bibtex" if re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE) else ""


def valid(items: list[Csl], path: str) -> list[Csl]:
    """Return items if there are any; raises `references-invalid` if there is none."""
    if not items:
        raise EditionError(Code.REFERENCES_INVALID, Place(path), "no references in this file", "one at least")
    return [shaped(cleaned(item)) for item in items]


def shaped(item: Csl) -> Csl:
    """Return an item whose fields have the shapes of CSL-JSON, which programs and people write otherwise.

    Names are a list of mappings, dates a mapping, the type is a text; what can be neither is left out.
    """
    out = {**item, "type": str(item.get("type") or "")}
    for field in NAMES:
        names = item.get(field) or ()
        some = names if isinstance(names, list | tuple) else [names]
        out[field] = [made for name in some for made in people(name)]
    for field in DATES:
        value = item.get(field)
        out[field] = value if isinstance(value, dict) else csl_date(str(value or ""), str(value or ""))
    return {field: value for field, value in out.items() if value or field == "type"}


def people(name: Any) -> list[Any]:
    """Return the names in one place: a mapping is one, a text is read as it is written."""
    if isinstance(name, dict):
        return [name]
    return [csl_name(one) for one in parse_several(name)] if isinstance(name, str) else []


def cleaned(value: Any) -> Any:
    """Return an item with plain text in its fields."""
    if isinstance(value, str):
        return MARKUP.sub("", value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list) else value


def from_json(text: str, path: str) -> list[Csl]:
    """Return the items of CSL-JSON: a list, one item, or a list under `items`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise EditionError(
            Code.REFERENCES_INVALID, Place(path, error.lineno), error.msg, "a list of CSL-JSON items"
        ) from None
    except (RecursionError, ValueError) as error:  # lists in lists without end, a number of too many digits
        raise EditionError(
            Code.REFERENCES_INVALID, Place(path, 1), str(error), "a list of CSL-JSON items"
        ) from None
    if isinstance(data, dict):
        data = data.get("items", [data])
    if not isinstance(data, list) or not all(
        isinstance(i, dict) and ("type" in i or "title" in i) for i in data
    ):
        raise EditionError(
            Code.REFERENCES_INVALID, Place(path, 1), "no CSL-JSON", 'items with "type" and "title"'
        )
    return data


def from_bibtex(text: str, path: str) -> list[Csl]:
    """Return the items of BibTeX or biblatex, titles with the capitals that they have."""
    made = pandoc.run(["-f", "biblatex", "-t", "csljson"], braced(text).translate(HIDDEN), path)
    items: list[Csl] = json.loads(made.translate(SHOWN))
    return items


def braced(text: str) -> str:
    """Return BibTeX with titles and the like in a pair of braces of their own: such words are not touched."""
    out: list[str] = []
    done = 0
    for found in LITERAL.finditer(text):
        end = closing(text, found.end()) if found.end() >= done else -1
        if end > found.end():
            inner = text[found.end() + 1 : end]
            out += [text[done : found.end()], text[found.end()], "{", inner, "}"]
            done = end
    return "".join([*out, text[done:]])


def closing(text: str, start: int) -> int:
    """Return where the value in braces or quotation marks that begins at `start` ends; else -1."""
    opener = text[start : start + 1]
    if opener not in ("{", '"') or not opener:
        return -1
    depth = 0
    for at in range(start + 1, min(len(text), start + LONGEST)):
        char = text[at]
        if text[at - 1] == "\\":
            continue
        if depth == 0 and char == ("}" if opener == "{" else '"'):
            return at
        depth += {"{": 1, "}": -1}.get(char, 0)
    return -1
