"""Where a bare number in running text may be a note call: `police58`, `life.3`, `society. 1 Workers`.

Only candidates: whether one *is* a call, the sequence decides (`edition.readers.notes.align`). A number that
cannot be a call by the way it is written (a year, `2nd`, `60%`, `No. 9`, `1,040`, `7–9`) is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.numerals import YEAR

NUMBER = re.compile(r"(?<![\d])\d{1,3}(?!\d)")
ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|ème|s|-[йяемхго]+)\b")
MEASURE = re.compile(r"\s?(?:%|°|per ?cent|kg|km|cm|mm|ha|h\b|a\.m|p\.m)")
JOINED = re.compile(r"[.,:/‐-–—−×]\s?\d|[/‐-–—]\s?\w|[°%$€£]")
ABBREVIATION = re.compile(
    r"(?:(?<![\w’'])(?:nos?|nr|num|pp?|vols?|art|ch|chap|op|ed|fig|tab|ser|pt|§|st|ll?|dd?|ff?|t|s|v|kn|no|bd|hrsg|ca?|g|gg)"
    r"\.?|[№#§$€£+×<>=~(\[/]|\d[,:]?|\b\d{1,3}\.)\s?$",
    re.IGNORECASE,
)
MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|januar|märz|mai|juni|juli|oktober|dezember"
    "|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
)
MONTH = re.compile(rf"\b(?:{MONTHS})\w*\.?\s?$", re.IGNORECASE)
MONTH_AFTER = re.compile(rf"\s(?:{MONTHS})", re.IGNORECASE)
COUNTING = re.compile(
    r"\b(?:of|the|by|to|from|in|on|at|into|after|before|within|during|every|each|all|were|was|had|have|about|some|over|than|nearly|only|and|or|with|for|chapter|section|part|page|factory"
    r"|plant|shop|article|point|paragraph|volume|number|aged?|grade|group|class|brigade|order)\s$",
    re.IGNORECASE,
)
YEAR_STOP = re.compile(rf"(?<!\d){YEAR}[.,]$")
BRACKETED = re.compile(
    r"\^?\[([1-9]\d{0,2})\]|(?<!\^)\(([1-9]\d{0,2})\)|\^([1-9]\d{0,2})\^?|\^\(\[?([1-9]\d{0,2})\]?\)"
    r"|([¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})(?![⁰¹²³⁴-⁹])"
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
CLOSING = ".,;:!?…”\"’'»)]“"

SIGN = re.compile(r"(?<=[^\s*†‡§¶‖⁎∗(\[])(?:\*{1,4}|[†‡§¶‖⁎∗]{1,3})(?![^\W_*])")
"""A sign that calls a note: glued to a word or a stop, and to nothing after it."""

MEASURED = re.compile(r"(?<![^\W\d_])(?:[kcdm]?m|км|м|см)$")
"""Units that are squared or cubed: `km²` calls no note."""

STRONG, MEDIUM, WEAK = 3.0, 1.5, 0.4
CONTEXT = 24
"""So many characters on either side say what a number is."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number that may be a call: where it stands in the text, and how much it looks like one."""

    start: int
    end: int
    label: str
    weight: float


def candidates(text: str) -> list[Found]:
    """Return the numbers in `text` that may be calls, in order."""
    out = [found for match in BRACKETED.finditer(text) if (found := bracketed(text, match))]
    for match in NUMBER.finditer(text):
        weight = dress(text, match.start(), match.end())
        if weight and match[0][0] != "0":
            out.append(Found(match.start(), match.end(), match[0], weight))
    return sorted(out, key=lambda found: found.start) if len(out) > 1 else out


def signs(text: str) -> list[Found]:
    """Return the signs in `text` that may be calls (`depot,* who`, `doors†`), in order."""
    return [Found(match.start(), match.end(), match[0], MEDIUM) for match in SIGN.finditer(text)]


def bracketed(text: str, match: re.Match[str]) -> Found | None:
    """Return the number in a dress that may be a call: `depot,[2] who`, `doors”(2)`, `twice.^2`, `was.²`.

    Square ones hardly mean anything else; round ones do (`the delegates (50)`) unless they are glued.
    """
    before = text[: match.start()]
    if not before.strip() or text[match.end() : match.end() + 1].isalnum():
        return None
    glued = not before[-1].isspace() and (before[-1].isalpha() or before[-1] in CLOSING)
    raised = match[3] or match[4] or match[5]
    if raised:
        units = match[5] is not None and MEASURED.search(before)
        label = raised.translate(RAISED)
        return Found(match.start(), match.end(), label, STRONG) if glued and not units else None
    weight = (STRONG if glued else MEDIUM) if match[1] else (MEDIUM if glued else WEAK)
    return Found(match.start(), match.end(), match[1] or match[2], weight)


def dress(text: str, start: int, end: int) -> float:
    """Return how much the number text[start:end] is dressed as a call; 0 if it cannot be one."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if not before.strip() or JOINED.match(after) or ORDINAL.match(after) or MEASURE.match(after):
        return 0.0
    if not before[-1].isspace():
        return glued_dress(before, after)
    day = int(text[start:end]) <= 31 and MONTH_AFTER.match(after)
    if day or ABBREVIATION.search(before) or MONTH.search(before):
        return 0.0
    return loose_dress(before, after)


def loose_dress(before: str, after: str) -> float:
    """Return the dress of a number that follows a blank."""
    if after[:1].isalpha():
        return MEDIUM
    if COUNTING.search(before):
        return 0.0
    stem = before.rstrip()
    # “in 1931. 125”: only a body can tell
    ends = stem[-1] in CLOSING and not stem[-2:-1].isdigit()
    opens = after.lstrip()[:1]
    return MEDIUM if ends and not opens.islower() else WEAK


def glued_dress(before: str, after: str) -> float:
    """Return the dress of a number that follows another character without a blank."""
    if before[-1] in CLOSING:
        stem = before.rstrip(CLOSING)
        if before[-1] in ".,:" and stem[-1:].isdigit() and len(before) - len(stem) == 1:
            return MEDIUM if YEAR_STOP.search(before) else WEAK if before[-1] == "." else 0.0
        if before[-1] == "." and ABBREVIATION.search(before):
            return 0.0
        return STRONG
    if before[-1].isalpha():
        letters = re.search(r"[^\W\d_]+$", before)
        word = letters[0] if letters else ""
        if after[:1].isalpha() or len(word) < 3 or word.isupper():
            return 0.0 if len(word) < 2 or word.isupper() else WEAK
        return STRONG
    return 0.0
