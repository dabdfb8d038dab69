"""Spellings of one word brought together: a skeleton that transliterations, scripts and accents share.

`Троцкий`, `Trotskii`, `Trotsky`, `Trotzki` and `Trockij` have one skeleton. It is for comparing only and
never shown. The tables know the schemes in common use for Russian: Library of Congress, BGN/PCGN,
ISO 9 / GOST 7.79 and the scholarly one, and what German and French newspapers write.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from edition.tei.slugs import LETTERS

SIGNS = dict.fromkeys(map(ord, "'’ʹʼ‘`´\"″ʺ“”„«»"))
"""Soft and hard signs in the dress of quotation marks, and quotation marks."""

SOUNDS = (
    ("schtsch|shch|szcz|stsch", "q"),
    ("tsch|tch|cz|ch", "c"),
    ("sch|sh|sz", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("ts|tz", "c"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("[iyj]+a", "a"),
    ("[iyj]+u", "u"),
    ("[iyj]+[eo]", "e"),
    ("[yj]", "i"),
    ("off?$", "ov"),
)
"""Groups of letters and the sound that they are compared by, in this order."""
DOUBLED = re.compile(r"(.)\1+")
VOWEL = re.compile("[aeiou]")
LONGEST = 60
RULES = tuple((re.compile(pattern), sound) for pattern, sound in SOUNDS)

ROMAN = re.compile(r"(?=[ivxlcdm])m*(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)
WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the skeleton of one word, in small ASCII letters and digits where it can be."""
    if is_number(word):
        return word.lower()
    text = word.lower().translate(SIGNS).translate(LETTERS)
    text = unicodedata.normalize("NFKD", text).translate(LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = text[:LONGEST]
    for pattern, sound in RULES:
        text = pattern.sub(sound, text)
    return DOUBLED.sub(r"\1", text) if VOWEL.search(text) else text  # `PSS` is three words


def words(text: str) -> tuple[str, ...]:
    """Return the skeletons of a text's words, in order. Hyphens and stops part words, signs do not."""
    found = (skeleton(word) for word in WORDS.findall(text.translate(SIGNS)))
    return tuple(word for word in found if word)


def is_number(word: str) -> bool:
    """Say whether a word is a number, in Arabic figures or in Roman ones of two letters and more."""
    return any(char.isdigit() for char in word) or (len(word) > 1 and bool(ROMAN.fullmatch(word)))


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> bool:
    """Say whether two skeletons are one word, allowing for a misprint or an ending in long ones."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 5 or is_number(one) or is_number(other):
        return False
    allowed = 1 if shorter < 9 else 2
    return abs(len(one) - len(other)) <= allowed and distance(one, other, allowed) <= allowed


def same_number(one: str, other: str) -> bool:
    """Say whether two numbers are one: `31` may stand for 1931, and a misprint lose the first figure."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer.endswith(shorter) and (longer == shorter or (len(shorter) > 1 and longer.isdigit()))


def distance(one: str, other: str, most: int) -> int:
    """Return the Levenshtein distance of two words, or `most + 1` if it is more than `most`."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        last, row = row, [at]
        for place, letter in enumerate(other, 1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (char != letter)))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
