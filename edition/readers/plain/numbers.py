"""Numbers that lines begin with, as lists, sections and notes print them: `1.`, `a)`, `IV.`, `[7]`, `- 3`.

A number alone proves nothing: `16th detachment`, `10 members`, `I. Newton`. What proves is the sequence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.numerals import roman

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number at the start of a line: style, value, characters printed, where the text begins."""

    style: str
    value: int
    printed: str
    start: int


# One row a style: its name and what it looks like at the start of a line. Group 1 is the number.
STYLES: dict[str, re.Pattern[str]] = {
    "roman": re.compile(r"([IVXLC][IVXLCivxlc]{0,6})\.\s+(?=\S)"),
    "chapter": re.compile(
        r"(?:Chapter|Part|Section|Глава|Часть|Kapitel|Teil|Chapitre)\s+(\d{1,3}|[IVXLC]{1,7})[.:]?(?:\s+|$)",
        re.IGNORECASE,
    ),
    "sign": re.compile(r"§\s?(\d{1,3})\.?(?:\s+|$)"),
    "decimal": re.compile(r"(\d{1,3})\.\s+(?=\S)"),
    "paren": re.compile(r"\(?(\d{1,3})\)\s*(?=\S)"),
    "letter": re.compile(r"\(?([a-zа-я])\)\s*(?=\S)"),
    "capital": re.compile(r"([A-ZА-Я])\.\s+(?=\S)"),
    "bullet": re.compile(r"([•‣▪●◦·*–-])\s+(?=\S)"),
    "bare": re.compile(r"(\d{1,2})\s+(?=\S)"),
}

# Notes have dresses of their own. `bare` leaves out what goes on in a small letter: `16th`, `10 members`.
NOTE_STYLES: dict[str, re.Pattern[str]] = {
    "lone": re.compile(r"(?:[-–—•*^↑]\s*|\[|\()(\d{1,4})[\]).]?$"),
    "alone": re.compile(r"(\d{1,4})$"),
    "bracket": re.compile(r"\[(\d{1,4})\]\s*(?=\S)|\((\d{1,4})\)\s+(?=\S)"),
    "decimal": re.compile(r"(\d{1,4})[.)]\s*(?=[^\W\d_]|[\"“«„‘'(\[^↑])"),
    "sup": re.compile(r"([⁰¹²³⁴-⁹]{1,4})\s*(?=\S)"),
    "bare": re.compile(r"(\d{1,4})(?:\s+(?=[\"“«„‘'(\[]|[^\W\d_a-zа-я]|\d)|(?=[\"“«„‘'(\[]|[^\W\d_a-zа-я]))"),
}


def number(text: str, style: str) -> Numbered | None:
    """Return the number of the given list or section style that `text` begins with."""
    found = STYLES[style].match(text[:80])
    if not found:
        return None
    return Numbered(style, _value(found.group(1), style), found.group().strip(), found.end())


def note_number(text: str, style: str) -> Numbered | None:
    """Return the note number of the given style that `text` begins with."""
    if style in {"lone", "alone"} and len(text) > 12:
        return None
    found = NOTE_STYLES[style].match(text[:80])
    if not found:
        return None
    digits = next(group for group in found.groups() if group)
    value = int(digits.translate(_SUPERSCRIPT))
    return Numbered(style, value, found.group().strip(), found.end())


def _value(printed: str, style: str) -> int:
    if printed.isdigit():
        return int(printed)
    if style in {"roman", "chapter"}:
        return roman(printed)
    if style in {"letter", "capital"}:
        base = "a" if printed.lower() <= "z" else "а"
        return ord(printed.lower()) - ord(base) + 1
    return 0


def sequence(found: Sequence[tuple[int, Numbered]], reach: int = 0) -> list[list[tuple[int, Numbered]]]:
    """Return the runs 1, 2, 3 … among numbers at places; `reach`: the farthest a successor may stand."""
    runs: list[list[tuple[int, Numbered]]] = []
    for place, this in found:
        if (
            runs
            and this.value == runs[-1][-1][1].value + 1
            and (not reach or place - runs[-1][-1][0] <= reach)
        ):
            runs[-1].append((place, this))
        elif this.value == 1:
            runs.append([(place, this)])
    return [run for run in runs if len(run) > 1]
