"""Cards: what is known about a source, beside the source, in TOML.

Everything but the title is optional; what is missing is written as unknown, never invented.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from edition.problems import Code, EditionError, Place

FORMATS = ("markdown", "plain", "paged")
"""The names of `edition.readers.READERS`, which stands above cards; a test compares them."""
NOTES = ("chapter", "document", "page", "none")


@dataclass(slots=True)
class Card:
    """The bibliographic facts of a source, and reading hints where detection errs."""

    title: str = ""
    """Title of the work; the only key a card must have."""
    subtitle: str = ""
    author: list[str] = field(default_factory=list)
    """Authors as they should be listed: `"Vadim Z. Rogovin"` or `["A. One", "B. Two"]`."""
    editor: list[str] = field(default_factory=list)
    translator: list[str] = field(default_factory=list)
    publisher: str = ""
    pubplace: str = ""
    date: str = ""
    """Date of publication as printed; a TOML date or year is taken as it is."""
    series: str = ""
    language: str = ""
    """Language of the text, BCP 47 (`en`, `ru`, `de-AT`)."""
    original: str = ""
    """Title of the original, for a translation."""
    source: str = ""
    """How the text came here: "OCR of the printed book", "web page saved on …"."""
    licence: str = ""
    """URL of the licence under which the text may be published."""
    rights: str = ""
    """Rights statement in words, where there is no licence."""
    note: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    """ISBN, DOI, URL, LCCN …: name -> value."""
    format: str = ""
    """Reading hint: `markdown`, `plain` or `paged` (table `[reading]`)."""
    notes: str = ""
    """Reading hint: where note bodies stand: `chapter`, `document`, `page` or `none` (table `[reading]`)."""


TAG = re.compile(r"([A-Za-z]{2,3}|[iIxX])(-[A-Za-z0-9]{1,8})*")
"""A language tag in its outward form (BCP 47, RFC 5646 2.1); longer first subtags are reserved and unused."""
LISTS = ("author", "editor", "translator")
HINTS = ("format", "notes")
KEYS = tuple(f.name for f in fields(Card) if f.name not in HINTS)


def load_card(path: Path) -> Card:
    """Return the card in a TOML file; raises `card-invalid` with what a card may hold."""
    place = Place(str(path))
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise EditionError(Code.SOURCE_MISSING, place, "no such card", "a path to a card in TOML") from None
    except OSError as error:
        refused = error.strerror or str(error)
        raise EditionError(Code.CARD_INVALID, place, refused, "a card that can be read") from None
    except UnicodeDecodeError as error:
        place = Place(str(path), error.object.count(b"\n", 0, error.start) + 1)
        byte = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        raise EditionError(Code.CARD_INVALID, place, byte, "a card saved as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        place = Place(str(path), int(found[1]) if found else 0)
        raise EditionError(
            Code.CARD_INVALID, place, f"not TOML: {error}", 'lines such as title = "…"'
        ) from None
    return read_card(data, path)


def read_card(data: dict[str, Any], path: Path) -> Card:
    """Return a card from parsed TOML, each key checked."""
    reading = data.pop("reading", {})
    if not isinstance(reading, dict):
        raise invalid(path, "reading", "“reading” is not a table", "[reading] with format and notes")
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in KEYS:
            raise invalid(path, key, f"unknown key “{key}”", near(key))
        values[key] = check(path, key, value)
    for key, value in reading.items():
        values[key] = check_hint(path, key, value)
    if not values.get("title"):
        raise invalid(path, "", "no title", 'title = "…"')
    return Card(**values)


def check(path: Path, key: str, value: Any) -> str | list[str] | dict[str, str]:
    """Return a key's value in the type it has in `Card`, or raise `card-invalid`."""
    if key == "identifiers":
        if not isinstance(value, dict) or not all(isinstance(v, (str, int)) for v in value.values()):
            raise invalid(
                path, key, "“identifiers” is not a table of strings", '[identifiers] with lines ISBN = "…"'
            )
        return {name: str(v) for name, v in value.items()}
    if key in LISTS:
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise invalid(path, key, f"“{key}” is neither a name nor a list of names", f'{key} = ["…", "…"]')
        return names
    if isinstance(value, (dict, list)):
        raise invalid(path, key, f"“{key}” is not a string", f'{key} = "…"')
    if key == "language" and not TAG.fullmatch(str(value)):
        right = str(value).replace("_", "-")
        right = right if TAG.fullmatch(right) else "en"
        raise invalid(path, key, f"“{value}” is no language tag", f'language = "{right}"; BCP 47')
    if key == "licence" and not re.match("https?://", str(value)):
        right = 'such as https://creativecommons.org/licenses/by/4.0/; in words it would be rights = "…"'
        raise invalid(path, key, f"“{value}” is no address of a licence", right)
    return str(value)


def near(key: str) -> str:
    """Return what would be right in place of a key that cards do not have."""
    known = f"one of {', '.join(KEYS)}, or the table [reading]"
    meant = difflib.get_close_matches(key, KEYS, 1)
    return f"did you mean “{meant[0]}”? {known[0].upper()}{known[1:]}" if meant else known


def check_hint(path: Path, key: str, value: Any) -> str:
    """Return a reading hint's value, or raise `card-invalid`."""
    allowed = {"format": FORMATS, "notes": NOTES}.get(key)
    if allowed is None:
        raise invalid(path, key, f"unknown reading hint “{key}”", "format or notes")
    if value not in allowed:
        raise invalid(path, key, f"{key} = {value!r}", f"one of {', '.join(allowed)}")
    return str(value)


def invalid(path: Path, key: str, found: str, wanted: str) -> EditionError:
    """Return the error for a card, with the line on which `key` stands."""
    return EditionError(Code.CARD_INVALID, Place(str(path), line_of(path, key)), found, wanted)


def line_of(path: Path, key: str) -> int:
    """Return the line of a card's key, 0 if it is not found."""
    if not key:
        return 0
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        bare = line.strip().strip("[").replace('"', "")
        if bare.startswith(key) and bare[len(key) :].lstrip()[:1] in {"=", "]", "."}:
            return number
    return 0
