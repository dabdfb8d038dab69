"""The words of citations by what they mean, read once from `words.toml` and `places.toml`.

Words are folded as `fold` does. A `Phrases` matches the longest of its phrases at a place of a text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from edition.dates import MONTHS as PRINTED_MONTHS

_APOSTROPHES = re.compile(r"['’‘ʼ`´″\"”ʹʺ\u0301]")


def fold(word: str) -> str:
    """Return a word as it is looked up: composed, lower case, without apostrophes and soft signs' marks."""
    return _APOSTROPHES.sub("", unicodedata.normalize("NFC", word)).casefold()


class Phrases:
    """Phrases of one to six words, found by their first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take phrases as words divided by blanks."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=lambda p: -len(p.split())):
            first, *_ = words = tuple(phrase.split())
            self._by_first.setdefault(first, []).append(words)

    def starting_with(self, first: str) -> list[tuple[str, ...]]:
        """Return the phrases that begin with a word, the longest first."""
        return self._by_first.get(first, [])

    def __contains__(self, phrase: object) -> bool:
        """Tell whether a phrase (words divided by single blanks) is one of these."""
        words = tuple(str(phrase).split())
        return bool(words) and words in self._by_first.get(words[0], [])


def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


def _phrases(text: str) -> Iterator[str]:
    return (phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip())


WORDS = _table("words.toml")
PLACES = _table("places.toml")

UNITS: dict[str, str] = {word: unit for unit, words in WORDS["units"].items() for word in words.split()}
"""A label -> the unit of the number after it."""
LONG_LABELS = frozenset(word for word in UNITS if len(word) > 2) | {
    "pp",
    "ll",
    "№",
    "лл",
    "сс",
    "nº",
    "n°",
    "§",
    "§§",
}
"""Labels that need no full stop to be labels."""
SHELF: dict[str, str] = {
    word: type_
    for type_ in ("fond", "opis", "delo", "box", "folder")
    for word in WORDS["archive"][type_].split()
}
"""A label -> the step of a shelf mark that the number after it is."""
SHELF_PHRASES = Phrases(_phrases(WORDS["archive"]["delo_phrases"]))
REPOSITORIES = Phrases(_phrases(WORDS["archive"]["names"]))
REPOSITORY_WORDS = frozenset(WORDS["archive"]["words"].split())
HOLDING_WORDS = frozenset(WORDS["archive"]["holdings"].split())
BACK = frozenset(WORDS["archive"]["back"].split())

IBID = Phrases(_phrases(WORDS["ibid"]["sure"]))
BACK_ENDS = frozenset(
    phrase.split()[-1] for key in ("ibid", "opcit") for phrase in _phrases(WORDS[key]["sure"])
)
"""The last words of *Ibid.*, *op. cit.* and the like."""
IBID_MACHINE = Phrases(_phrases(WORDS["ibid"]["machine"]))
IDEM = Phrases(_phrases(WORDS["idem"]["sure"]))
OP_CIT = Phrases(_phrases(WORDS["opcit"]["sure"]))
SIGNALS = Phrases(_phrases(WORDS["signals"]["plain"]))
SOURCE_SIGNALS = Phrases(_phrases(WORDS["signals"]["source"]))
CROSS = Phrases(_phrases(WORDS["cross"]["words"]))
GLUE = frozenset(WORDS["glue"]["words"].split())
PASSIM = frozenset(WORDS["glue"]["passim"].split())
FOLLOWING = frozenset(WORDS["glue"]["following"].split())

EDITORS = Phrases(_phrases(WORDS["roles"]["editor"]))
TRANSLATORS = Phrases(_phrases(WORDS["roles"]["translator"]))
OTHERS = Phrases(_phrases(WORDS["roles"]["others"]))
CONTAINERS = Phrases(_phrases(WORDS["container"]["words"]))
EDITION_WORDS = frozenset(WORDS["edition"]["words"].split())

UNDATED = Phrases(_phrases(WORDS["dates"]["none"]))
NO_PLACE = Phrases(_phrases(WORDS["dates"]["noplace"]))
WEB_GLUE = frozenset(WORDS["glue"]["web"].split())
THESIS = Phrases(_phrases(WORDS["thesis"]["words"]))
CIRCA = frozenset(WORDS["dates"]["circa"].split())
SEASONS = frozenset(WORDS["dates"]["seasons"].split())
YEAR_WORDS = frozenset(WORDS["dates"]["yearword"].split())
ACCESS = Phrases(_phrases(WORDS["dates"]["access"]))
MONTHS: dict[str, int] = {fold(name): number for name, number in PRINTED_MONTHS.items()} | {
    word: number for number, words in enumerate(WORDS["months"].values(), 1) for word in words.split()
}

PUBLISHER_WORDS = frozenset(WORDS["publishers"]["words"].split())
CITIES = Phrases([*PLACES["words"].split(), *_phrases(PLACES["phrases"])])
CITY_ABBREVIATIONS = frozenset(PLACES["short"].split())
STATES = frozenset(PLACES["states"].split())
COLLECTED = Phrases(_phrases(WORDS["collected"]["titles"]))
NEWSPAPERS = Phrases(_phrases(WORDS["periodicals"]["newspapers"]))
PERIODICAL_WORDS = frozenset(WORDS["periodicals"]["words"].split())

POINTERS = frozenset(WORDS["signals"]["pointers"].split())
PROSE = frozenset(WORDS["prose"]["words"].split())
STARTERS = frozenset(WORDS["prose"]["starters"].split())
AND = frozenset("and und et и i".split())
SMALL = frozenset(WORDS["prose"]["small"].split())
OWN = frozenset("my his her its our their your is not".split())
NO_NAMES = frozenset(WORDS["prose"]["nonames"].split())
PARTICLES = frozenset(WORDS["names"]["particles"].split())
INITIALS = frozenset(WORDS["names"]["initials"].split())
BODIES = frozenset(WORDS["names"]["bodies"].split())
FORENAMES = frozenset(WORDS["names"]["forenames"].split())
