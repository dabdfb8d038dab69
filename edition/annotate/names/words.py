"""A text's words, with the spellings under which they can be looked up.

A word is compared by its skeleton (`edition.annotate.works.fold`), which transliterations and scripts share,
and by the skeletons that it can be an inflected form of: Russian cases in both scripts, `s` of an English
plural or a German genitive. The English possessive is no part of a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from edition.annotate.works.fold import skeleton
from edition.tei.slugs import LETTERS

SIGN = "'’‘´`"
LETTER = "[^\\W\\d_][\u0300-\u036f\u00ad]*"
WORD = re.compile(rf"\d+|(?:{LETTER})+(?:[{SIGN}](?:{LETTER})+)*")
ELISION = re.compile(rf"(?:[dlmnstcj]|qu)[{SIGN}](?=[^\W\d_]{{2}})")
"""What French, Italian and Catalan put before a name: `d’Andrés`. In `D’Orville` it is part of the name."""
POSSESSIVE = re.compile(rf"[{SIGN}]s$", re.IGNORECASE)
HYPHEN = re.compile(r"[-‐‑]\s?")
CYRILLIC = re.compile("[\u0400-\u04ff]")


class How(StrEnum):
    """How a word comes to be a form of another."""

    SAME = "same"
    CASE = "case"
    LATIN_CASE = "latin case"
    S = "s"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in the text."""

    start: int
    end: int
    text: str
    gap: str
    """What stands between the word before and this one; at the beginning, what stands before it."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def is_hyphened(self) -> bool:
        """Whether a hyphen joins it to the word before."""
        return bool(HYPHEN.fullmatch(self.gap))


def words(text: str) -> list[Word]:
    """Return the words of a text."""
    out: list[Word] = []
    at = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        elided = ELISION.match(text, start, end)
        start = elided.end() if elided else start
        if found := POSSESSIVE.search(text, start, end):
            end = found.start()
        if start < end:
            out.append(Word(start, end, text[start:end].replace("\u00ad", ""), text[at:start]))
            at = end
    return out


ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("skogo", ("skii",)),
    ("skomu", ("skii",)),
    ("ckogo", ("ckii",)),
    ("ckomu", ("ckii",)),
    ("ogo", ("oi", "yi", "ii")),
    ("omu", ("oi", "yi", "ii")),
    ("uiu", ("aia",)),
    ("ym", ("", "yi", "oi")),
    ("im", ("ii", "")),
    ("om", ("", "oi", "yi", "ii")),
    ("em", ("", "i")),
    ("iem", ("ii", "i", "")),
    ("oi", ("a", "aia")),
    ("ei", ("a", "ia")),
    ("iia", ("ii",)),
    ("iiu", ("ii",)),
    ("ii", ("iia",)),
    ("ia", ("", "i")),
    ("iu", ("", "i", "ia")),
    ("ie", ("i", "iia")),
    ("a", ("",)),
    ("u", ("", "a")),
    ("e", ("", "a", "ia", "i")),
    ("y", ("a", "")),
    ("i", ("a", "ia", "")),
)
"""Endings of Russian nouns, names and adjectives in Latin letters, and what the nominative may have."""

SHORTEST = 3
"""So many letters of a name must be left when an ending is taken off."""


@lru_cache(maxsize=65536)
def nominatives(word: str) -> tuple[str, ...]:
    """Return the skeletons of which a word can be a Russian case."""
    text = word.lower().translate(LETTERS)
    found: dict[str, None] = {}
    for ending, instead in ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= SHORTEST:
            stem = text[: -len(ending)]
            found.update(dict.fromkeys(skeleton(stem + new) for new in instead))
    found.pop(skeleton(word), None)
    return tuple(found)


DRESSES = (
    (re.compile(r"(?<![st])ch"), "kh"),
    (re.compile(r"^s(?=[aeiouy])"), "z"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"(?<=[^aeiou])ine$"), "in"),
)
"""What German, French and Italian write for sounds that Russian in English letters writes otherwise."""


@lru_cache(maxsize=65536)
def dresses(word: str) -> tuple[str, ...]:
    """Return the skeletons that a word has if it is spelled as in German or French: Bucharin, Boukharine."""
    found: dict[str, None] = {}
    texts = [word.lower()]
    for pattern, instead in DRESSES:
        texts += [new for text in texts if (new := pattern.sub(instead, text)) != text]
    found.update(dict.fromkeys(skeleton(text) for text in texts[1:]))
    return tuple(found)


def readings(word: str, known: Collection[str]) -> list[tuple[str, How]]:
    """Return those of the `known` skeletons that a word can be a form of, and how; the word itself first."""
    own = skeleton(word)
    out = [(own, How.SAME)] if own in known else []
    if CYRILLIC.search(word):
        return out + [(one, How.CASE) for one in nominatives(word) if one in known]
    if not out:
        out = [(one, How.SAME) for one in dresses(word) if one in known]
    if not out and len(word) > SHORTEST and word[-1] in "sS":
        stem = word[:-1].rstrip(SIGN)
        out = [(one, How.S) for one in (skeleton(stem), *dresses(stem)) if one in known]
    return out or [(one, How.LATIN_CASE) for one in nominatives(word) if one in known]
