"""The words that an edition prints itself, one TOML file per language: the only place where they stand.

A label is asked for by key. A language that lacks one, or that has no file, falls back to English label by
label; a user's own labels go before both. Values may hold fields in braces (`Page {n}`).
"""

from __future__ import annotations

import difflib
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from babel import Locale

FALLBACK = "en"
FREE = ("title-", "kind-")
"""Labels that a user may add: what a `div` of a type, or a kind of document, is called."""
DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")

SHORTEST = {
    long: short
    for short, longs in {
        "ar": "ara", "bg": "bul", "cs": "ces cze", "da": "dan", "de": "deu ger", "el": "ell gre", "en": "eng",
        "es": "spa", "fa": "fas per", "fr": "fra fre", "he": "heb", "hr": "hrv", "hu": "hun", "hy": "hye arm",
        "it": "ita", "ja": "jpn", "ka": "kat geo", "la": "lat", "nl": "nld dut", "pl": "pol", "pt": "por",
        "ro": "ron rum", "ru": "rus", "sa": "san", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr",
        "yi": "yid", "zh": "zho chi",
    }.items()
    for long in longs.split()
}  # fmt: skip
"""Languages have one valid tag, the shortest (BCP 47 §2.2.1): `la`, not `lat`."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file, by their tag."""
    names = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def table(language: str) -> Mapping[str, str]:
    """Return one language's own labels. Raises `FileNotFoundError` for a language without a file."""
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text("utf-8"))


def labels(language: str, own: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Return all labels for a language tag (BCP 47: `de`, `de-AT`), with a user's `own` before them."""
    tag = language.partition("-")[0].lower()
    theirs = table(tag) if tag in languages() else {}
    return {**table(FALLBACK), **theirs, **(own or {})}


def language_name(tag: str, words: Mapping[str, str]) -> str:
    """Return what a language is called, by its BCP 47 tag: `ru-Latn` is "Russian (Latin)"; else the tag.

    Names are those of CLDR, in the language of `words`; nothing is said of a region.
    """
    language, *more = tag.replace("_", "-").split("-")
    locale = Locale.parse(words["tag"])
    name = locale.languages.get(SHORTEST.get(language.lower(), language.lower()))
    script = next((locale.scripts[s] for part in more if (s := part.title()) in locale.scripts), "")
    return f"{name} ({script})" if name and script else name or tag


def fields(text: str) -> frozenset[str]:
    """Return the names of a label's fields. Raises `ValueError` for braces that do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def faults(own: Mapping[str, str]) -> Iterable[str]:
    """Yield what is wrong with a user's labels: unknown keys, unknown fields."""
    for key, text in own.items():
        known = "" if key.startswith(FREE) else None
        known = table(FALLBACK).get(key, known)
        if known is None:
            near = difflib.get_close_matches(key, table(FALLBACK), n=3) or sorted(table(FALLBACK))
            yield f"unknown label '{key}'; there are, for example, {', '.join(near[:8])}"
            continue
        try:
            extra = fields(text) - fields(known)
        except ValueError as error:
            yield f"label '{key}': {error}; a brace in the text is written twice"
            continue
        if extra:
            allowed = ", ".join(f"{{{name}}}" for name in sorted(fields(known))) or "none"
            found = ", ".join(f"{{{name}}}" for name in sorted(extra))
            yield f"label '{key}': unknown field {found}; known: {allowed}"


def shown_date(value: str, words: Mapping[str, str]) -> str:
    """Return a normalised date (`2026-11-22`, `2026-11`, `2026`) as a reader writes it; else as it is."""
    found = DATE.fullmatch(value.strip())
    if not found:
        return value
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if not 1 <= month <= 12:
        return value if month else year
    if not day:
        return words["date-month"].format(month=words["months-alone"].split()[month - 1], year=year)
    return words["date-day"].format(day=day, month=words["months"].split()[month - 1], year=year)
