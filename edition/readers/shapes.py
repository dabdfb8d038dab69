"""What a line looks like: small pure tests on its first and last characters, its length and its words.

The readers of plain text have no typography to go by. What they have is the habits of print: a paragraph
ends in a full stop, a heading is short and does not, a name is capitalised. Each habit has one test here.
All of them look at a bounded stretch of the text, so that a line of any length costs the same.
"""

from __future__ import annotations

import re

from edition.numerals import YEAR

EDGE = 400
"""How many characters at either end of a text are looked at."""

FINAL = ".!?…"
CLOSERS = "\"”’'»)]}“ "
OPENERS = "\"“«„‘'([—–- "


def word_set(words: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(words.split())


FUNCTION = word_set(
    "a an the of in on at by to for from with without and or nor but as than that which who whom whose "
    "into onto upon over under between among against about after before during through until till "
    "since because if when while where is are was were be been being has have had his her its their our "
    "my your this these those not no so it he she they we you i"
)
"""Words that carry the grammar; capitalised, they begin a sentence and no name."""

OPEN = word_set(
    "a an the of in on at by to for from with without and or nor but as than that which who whom whose "
    "into onto upon between among against about during through until since because if when while where "
    "so-called is are was were be been has have had his her its their our my your this these those not "
    "comrade comrades mr mrs dr prof no nos vol vols pp p st gen col "
    "и в на с к о от до по за из для не а но или der die das und von zu le la les de du des et"
)
"""Words after which no sentence ends: a line that ends in one was cut."""

FINITE = word_set(
    "is are was were am has have had will would can could may might shall should must did does do"
)

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.-][^\W_]+)*")
_NOTE_DIGITS = re.compile(r"(?<![Nn][or]\.)(?<=[.!?…,;:\"”’»)\]])\s?[\d⁰¹²³⁴-⁹]{1,3}$")
_YEAR = re.compile(rf"\b{YEAR}")
_YEAR_MARK = re.compile(rf"\b{YEAR} ?(?:g|г|y|yr)\.?$")
_DATED = re.compile(rf"\b{YEAR}(?: ?(?:g|г|y|yr))?\.?$")
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?…][\"”’»)]* +[\"“«(]?[^\W\d_a-zа-я]")
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]\.$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nos|vol|vols|pp|p|cf|vs|etc|ed|eds|gen|col|fig|ca|cit|op|comr)\.$",
    re.IGNORECASE,
)


def tail(text: str) -> str:
    """Return the end of `text` without closing quotation marks, brackets and a note number glued on."""
    end = text[-EDGE:].rstrip()
    end = _NOTE_DIGITS.sub("", end)
    return end.rstrip(CLOSERS)


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does. A year with its mark (`1931 g.`) ends none."""
    end = tail(text)
    return end.endswith(tuple(FINAL)) and not _YEAR_MARK.search(end)


def ends_question(text: str) -> bool:
    """Tell whether `text` ends in a question mark."""
    return tail(text).endswith("?")


def ends_abbreviated(text: str) -> bool:
    """Tell whether the full stop at the end belongs to an initial or an abbreviation."""
    end = text[-EDGE:].rstrip()
    return bool(_INITIAL.search(end) or _ABBREVIATION.search(end))


def first_word(text: str) -> str:
    """Return the first word of `text`, or nothing."""
    found = _WORD.search(text[:EDGE])
    return found.group() if found else ""


def last_word(text: str) -> str:
    """Return the last word of `text` if the text ends with it, else nothing."""
    words = text[-EDGE:].split()
    if not words:
        return ""
    word = words[-1].lstrip(OPENERS)
    return word if word and (word[-1].isalpha()) else ""


def word_list(text: str) -> list[str]:
    """Return the words of a short text; numbers are none."""
    return _WORD.findall(text[:EDGE])


def starts_lower(text: str) -> bool:
    """Tell whether the first character is a small letter."""
    return text[:1].islower()


def starts_capital(text: str) -> bool:
    """Tell whether the first letter, opening marks left aside, is a capital."""
    return text[:EDGE].lstrip(OPENERS)[:1].isupper()


def has_inner_stop(text: str) -> bool:
    """Tell whether a sentence ends inside `text` and another begins."""
    return bool(_INNER_STOP.search(text[:EDGE]))


def has_year(text: str) -> bool:
    """Tell whether a year is printed in the text."""
    return bool(_YEAR.search(text[:EDGE]))


def ends_dated(text: str) -> bool:
    """Tell whether the text ends in a year, as the titles of documents do."""
    return bool(_DATED.search(text[-40:].rstrip()))


def short(text: str, most: int = 140, words: int = 22) -> bool:
    """Tell whether a line is short enough to be a heading."""
    return 0 < len(text) <= most and len(text.split()) <= words


def title_like(text: str, most: int = 200) -> bool:
    """Tell whether a line may be a title: short, a capital or a digit first, not closed as a sentence."""
    if not short(text, most, 34) or not (starts_capital(text) or text[:1].isdigit()):
        return False
    end = text.rstrip()
    return not end.endswith((",", ";", ":")) and (not ends_sentence(end) or ends_question(end))


def name_like(text: str) -> bool:
    """Tell whether a line is a person's name and no more: two to five capitalised words."""
    if len(text) > 60 or any(c.isdigit() for c in text):
        return False
    parts = text.replace(",", " ").split()
    if not 2 <= len(parts) <= 5:
        return False
    small = {"de", "von", "van", "der", "den", "da", "di", "la", "le", "al", "el", "ibn", "du", "bin"}
    if any(part.lower() in FUNCTION for part in parts):
        return False
    return all(part[:1].isupper() or part in small for part in parts) and parts[-1][-1:].isalpha()
