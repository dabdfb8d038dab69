"""Dates as printed -> TEI date attributes (TEI P5, att.datable.w3c and att.datable.custom).

What can be told is told as narrowly as the print allows and no narrower: `when` for a day, a month or
a year, `from`/`to` for a stretch, `notBefore`/`notAfter` for a bound. A date in both calendars, as in
“22 March [4 April] 1904”, gives the new style as `when` and the old style as `julian`. A text that is not
wholly a date is no date: `read_date` then returns None and the caller keeps the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

MONTH_NAMES = (
    "january jan januar jänner jaenner janvier janv январь января янв",
    "february feb februar feber février fevrier févr fevr февраль февраля фев февр",
    "march mar märz maerz mär mars март марта мар",
    "april apr avril avr апрель апреля апр",
    "may mai май мая",
    "june jun juni juin июнь июня июн",
    "july jul juli juillet juil июль июля июл",
    "august aug août aout август августа авг",
    "september sep sept septembre сентябрь сентября сен сент",
    "october oct oktober okt octobre октябрь октября окт",
    "november nov novembre ноябрь ноября ноя нояб",
    "december dec dezember dez décembre decembre déc дек декабрь декабря",
)
"""English, German, French, Russian, full and shortened; a line a month."""
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}
ROMAN_NAMES = "I II III IV V VI VII VIII IX X XI XII"
ROMAN = {name: number for number, name in enumerate(ROMAN_NAMES.split(), 1)}
FILLER_WORDS = """of the in on year de du le den der dem des am im en г гг год года году лет g gg
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
понедельник вторник среда четверг пятница суббота воскресенье"""
"""Words that stand in a date without changing it."""
FILLERS = frozenset(FILLER_WORDS.split())


def _words(pattern: str) -> re.Pattern[str]:
    """Return a pattern for a leading word or phrase; blanks in it stand for any white space."""
    return re.compile(rf"(?:{pattern})".replace(" ", r"\s+") + r"(?=[\s\d\[(])\s*", re.IGNORECASE)


NOT_BEFORE = _words(
    r"after|(?:no|not) (?:sooner|earlier) than|not before|nach|nicht vor|frühestens|après|pas avant|"
    r"после|не (?:ранее|раньше)"
)
NOT_AFTER = _words(
    r"before|by|(?:no|not) later than|not after|vor|spätestens|nicht nach|avant|au plus tard|"
    r"до|не (?:позднее|позже)"
)
SINCE = _words(r"from|since|ab|seit|vom|depuis|du|с")
UNTIL = _words(r"until|till|up to|bis|jusqu['’]en|jusqu['’]à|по")
CIRCA = _words(
    r"c\.|ca\.?|circa|about|around|approximately|probably|possibly|um|etwa|gegen|vers|environ|около|ок\.|примерно"
)
BETWEEN = re.compile(r"(?:between|zwischen|entre|между)\s+(.+?)\s+(?:and|und|et|и)\s+(.+)", re.IGNORECASE)
EITHER = re.compile(r"(.+?)\s+(?:or|oder|ou|или)\s+(.+)", re.IGNORECASE)
DASH = re.compile(r"\s*[-‐‑‒–—−]\s*|\s+(?:to|through|till|until|bis|au|à|по)\s+", re.IGNORECASE)
OLD_STYLE = re.compile(
    r"o\. ?s\.?|old style|a\. ?st\.?|alten stils|v\. ?st\.?|ст\. ?ст\.?|ст\. ?стиля", re.IGNORECASE
)
NEW_STYLE = re.compile(r"n\. ?s\.?|new style|n\. ?st\.?|neuen stils|н\. ?ст\.?|нов\. ?стиля", re.IGNORECASE)
BORN = _words(r"born(?: in| on)?|b\.|\*|geb\.|geboren(?: am)?|née?(?: en| le)?|род\.|р\.|родил(?:ся|ась)")
DIED = _words(
    r"died(?: in| on)?|shot|executed|killed|murdered|d\.|†|gest\.|gestorben(?: am)?|morte?(?: en| le)?|"
    r"ум\.|умер(?:ла)?"
)
JULIAN = "#julian"
"""What `datingMethod` points to: the `calendar` of that id in the header."""
LONGEST = 120
"""No date is longer; keeps the reading of whole paragraphs cheap."""


@dataclass(frozen=True, slots=True)
class DateFacts:
    """What a printed date says, each value as W3C date (`1904-04-04`, `1928-10`, `1881`)."""

    when: str = ""
    from_: str = ""
    to: str = ""
    not_before: str = ""
    not_after: str = ""
    julian: str = ""
    """The same day in the old style, where the print gives it."""
    certainty: str = ""
    """TEI `cert`: `low` for “about”, `unknown` for “?”."""

    def attributes(self) -> dict[str, str]:
        """Return the TEI attributes, those that are empty left out."""
        named = {
            "when": self.when,
            "from": self.from_,
            "to": self.to,
            "notBefore": self.not_before,
            "notAfter": self.not_after,
            "when-custom": self.julian,
            "datingMethod": JULIAN if self.julian else "",
            "cert": self.certainty,
        }
        return {name: value for name, value in named.items() if value}


class _Parts(NamedTuple):
    """Year, month, day as far as printed; `other` is the same day in the other calendar."""

    year: int | None
    month: int | None
    day: int | None
    other: _Parts | None = None
    julian: bool = False
    """The print says that this is the old style."""

    def filled(self, source: _Parts) -> _Parts:
        """Return these parts, those that are missing above the lowest taken from `source`."""
        year = self.year if self.year is not None else source.year
        month = self.month if self.month is not None or self.day is None else source.month
        return self._replace(year=year, month=month)


class _Day(NamedTuple):
    """A date made sure of: new style, and old style where known."""

    iso: str
    julian: str = ""


def read_date(text: str, year: int | None = None) -> DateFacts | None:
    """Return what a printed date says, or None if the text is not wholly a date.

    `year` is the year that holds for dates printed without one (a chronology under the heading “1917”).
    """
    text = _tidy(text)
    if not text or len(text) > LONGEST:
        return None
    context = _Parts(year, None, None)
    readings: tuple[Callable[[str, _Parts], DateFacts | None], ...]
    readings = (_unknown, _bracketed, _decade, _years, _point, _doubtful, _bounded, _between, _range)
    for reading in readings:
        facts = reading(text, context)
        if facts is not None:
            return facts
    return None


def split_life(text: str) -> tuple[str, str] | None:
    """Return birth and death as printed in a bracket of life dates, each "" if it says nothing of it.

    Divided by a dash, a colon or a comma, blanks as they come. None if the text is no such bracket.
    """
    text = _unwrapped(text.strip())
    if not text or len(text) > LONGEST:
        return None
    alone = _single(text)
    if alone:
        return alone
    for divides, readable in ((r"\s*[-‐‑‒–—−:;,]\s*", _vital), (r"\s*[‒–—−:-]\s*", _looks_vital)):
        for match in re.finditer(divides, text):
            birth, death = text[: match.start()], text[match.end() :]
            if readable(birth) and readable(death):
                return birth, death
    open_end = re.fullmatch(r"(.+?)\s*[-‐‑‒–—−]|[-‐‑‒–—−]\s*(.+)", text)
    if open_end and _vital(open_end[1] or open_end[2]):
        return open_end[1] or "", open_end[2] or ""
    return None


def read_vital(text: str) -> DateFacts | None:
    """Return what one half of a life's dates says: “born 1912”, “Kiev, 5 May 1881”, “?”."""
    bare = _without(_without(_tidy(text), BORN), DIED)
    places = (bare, re.sub(r"^[^\d,?]+,\s*", "", bare), re.sub(r"\s*,[^\d,?]+$", "", bare))
    for candidate in dict.fromkeys(places):
        facts = read_date(candidate)
        if facts is not None and not facts.from_ and not facts.to:
            return facts
    return None


def lone_year(text: str) -> str:
    """Return the one year that stands in a text which could not be read as a date; "" if none or several."""
    years = set(re.findall(r"(?<!\d)1\d{3}(?!\d)|(?<!\d)20\d\d(?!\d)", text))
    return years.pop() if len(years) == 1 else ""


def _tidy(text: str) -> str:
    """Return the text on one line, without the full stop at its end and with ordinals as numbers."""
    text = " ".join(text.split()).strip(" ,;")
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th|er|re|-?го|-?е)\b(?!\s*гг)", "", text)
    return text.removesuffix(".") if not text.endswith((" г.", " O.S.", " N.S.", "ст.")) else text


def _unwrapped(text: str) -> str:
    """Return the text without one pair of brackets that encloses the whole."""
    while len(text) > 1 and text[0] + text[-1] in {"()", "[]"} and _encloses(text):
        text = text[1:-1].strip()
    return text


def _encloses(text: str) -> bool:
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return at == len(text) - 1
    return False


def _without(text: str, lead: re.Pattern[str]) -> str:
    match = lead.match(text)
    return text[match.end() :] if match else text


def _unknown(text: str, context: _Parts) -> DateFacts | None:
    """“?”, alone or with a bound in brackets: “? [no sooner than 1956]”."""
    match = re.fullmatch(
        r"(?:\?|unknown|unbekannt|inconnue?|неизвестно)(?:\s*[\[(](.+)[\])])?", text, re.IGNORECASE
    )
    if match is None:
        return None
    if not match[1]:
        return DateFacts(certainty="unknown")
    return _bounded(match[1].strip(), context)


def _bracketed(text: str, context: _Parts) -> DateFacts | None:
    bare = _unwrapped(text)
    return read_date(bare, context.year) if bare != text else None


def _decade(text: str, _: _Parts) -> DateFacts | None:
    match = re.fullmatch(
        r"(?:the )?(\d{3})0(?:s|['’]s|er|-?(?:е|х))?(?: jahre| гг\.?| годы)?", text, re.IGNORECASE
    )
    if match is None or text[-1].isdigit():
        return None
    return DateFacts(not_before=f"{match[1]}0", not_after=f"{match[1]}9")


def _years(text: str, _: _Parts) -> DateFacts | None:
    """“1928/29” is one year or the other, or one that begins in the first: either way not outside the two."""
    match = re.fullmatch(r"([12]\d{3})\s*([/–—‒−-])\s*(\d{2}|[12]\d{3})(?: гг?)?", text)
    if match is None:
        return None
    first, last = match[1], match[1][: 4 - len(match[3])] + match[3]
    if first >= last:
        return None
    if match[2] == "/":
        return DateFacts(not_before=first, not_after=last)
    return DateFacts(from_=first, to=last)


def _point(text: str, context: _Parts) -> DateFacts | None:
    parts = _parts(text)
    day = _sure(parts, context) if parts else None
    return DateFacts(when=day.iso, julian=day.julian) if day else None


def _doubtful(text: str, context: _Parts) -> DateFacts | None:
    bare = _without(text, CIRCA)
    if bare == text:
        bare = re.sub(r"^\?\s*(?=\d)|(?<=\d)\s*(?:\?|[\[(]\?[\])])$", "", text)
    facts = _point(bare, context) if bare != text else None
    return replace(facts, certainty="low") if facts else None


def _bounded(text: str, context: _Parts) -> DateFacts | None:
    for lead, name in ((NOT_BEFORE, "not_before"), (NOT_AFTER, "not_after"), (SINCE, "from_"), (UNTIL, "to")):
        match = lead.match(text)
        facts = _point(text[match.end() :], context) if match else None
        if facts:
            return replace(DateFacts(), **{name: facts.when})
    return None


def _between(text: str, context: _Parts) -> DateFacts | None:
    match = BETWEEN.fullmatch(text) or EITHER.fullmatch(text)
    ends = _ends(match[1], match[2], context) if match else None
    return DateFacts(not_before=ends[0].iso, not_after=ends[1].iso) if ends else None


def _range(text: str, context: _Parts) -> DateFacts | None:
    text = _without(text, SINCE)
    for match in DASH.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        ends = _ends(left, right, context)
        if ends:
            return DateFacts(from_=ends[0].iso, to=ends[1].iso)
        known = _half_known(left, right, context)
        if known:
            return known
    return None


def _half_known(left: str, right: str, context: _Parts) -> DateFacts | None:
    """“1896–?” and “1896–” begin and do not end; “?–October 1928” the other way round."""
    if not right or _unknown(right, context):
        facts = _point(left, context)
        return DateFacts(from_=facts.when) if facts else None
    if not left or _unknown(left, context):
        facts = _point(right, context)
        return DateFacts(to=facts.when) if facts else None
    return None


def _ends(left: str, right: str, context: _Parts) -> tuple[_Day, _Day] | None:
    """Return both ends of a stretch; what one end leaves out (“8–16 March 1921”) the other says."""
    first, last = _parts(left), _parts(right)
    if first is None or last is None:
        return None
    # Left first: in “March 8–16, 1921” the right has the year, the left the month.
    if last.day is not None and last.month is None:
        last = last._replace(month=first.month)
    if first.day is not None and first.month is None and last.day is None:
        return None
    begin, end = _sure(first.filled(last), context), _sure(last, context)
    if begin is None or end is None:
        return None
    shorter = min(len(begin.iso), len(end.iso))
    return (begin, end) if begin.iso[:shorter] <= end.iso[:shorter] else None


NUMERIC = re.compile(r"(\d{1,2})\.\s?(\d{1,2}|[IVX]{1,4})\.(?:\s?(\d{4}))?")
ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
SLASHED = re.compile(r"(\d{1,2}(?:\s+[^\W\d_]+\.?)?)\s*/\s*(\d{1,2}(?:\s+[^\W\d_]+)?\b)")


def _parts(text: str) -> _Parts | None:
    """Return year, month and day as far as printed, with the other calendar's day (in brackets)."""
    text = SLASHED.sub(r"\1 [\2]", text.strip(" ,"), count=1)
    match = re.fullmatch(r"([^\[\]()]*?)\s*[\[(]([^\[\]()]*)[\])]\s*([^\[\]()]*)", text)
    if match is None:
        style = OLD_STYLE.search(text) or NEW_STYLE.search(text)
        outer = _simple(text[: style.start()] + text[style.end() :] if style else text)
        return outer._replace(julian=OLD_STYLE.search(text) is not None) if outer else None
    outer = _simple(f"{match[1]} {match[3]}")
    inner_text = match[2].strip(" ,")
    if outer is None or NEW_STYLE.fullmatch(inner_text):
        return outer
    if OLD_STYLE.fullmatch(inner_text):
        return outer._replace(julian=True)
    inner = _simple(NEW_STYLE.sub("", OLD_STYLE.sub("", inner_text)))
    if inner is None or outer.day is None or inner.day is None:
        return None
    # In “9/21 March 1883” the month is printed with the second day only.
    month = outer.month if outer.month is not None else inner.month
    return outer._replace(month=month, other=inner)


def _simple(text: str) -> _Parts | None:
    """Return the parts of a date in one calendar, in whatever order they are printed."""
    text = text.strip(" ,.")
    match = ISO.fullmatch(text)
    if match:
        return _Parts(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    match = NUMERIC.fullmatch(text if re.search(r"\.\s?\d{4}$", text) else text + ".")
    if match:
        month = ROMAN.get(match[2]) if match[2].isalpha() else int(match[2])
        return _Parts(int(match[3]) if match[3] else None, month, int(match[1])) if month else None
    found: dict[str, int] = {}
    for name, value in _named(text):
        if name == "filler":
            continue
        if name in found or name == "other":
            return None
        found[name] = value
    return _Parts(found.get("year"), found.get("month"), found.get("day")) if found else None


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Yield what each word and number of a date is: year, month, day, filler, or something other."""
    for token in re.findall(r"\d+|[^\W\d_]+|[^\w\s]|_", text):
        number = int(token) if token.isdecimal() else 0
        if token.isdecimal():
            is_year = len(token) == 4 and 1000 <= number < 2200
            is_day = len(token) <= 2 and 1 <= number <= 31
            yield "year" if is_year else "day" if is_day else "other", number
        elif token.lower() in MONTHS:
            yield "month", MONTHS[token.lower()]
        else:
            yield "filler" if token in {".", ","} or token.lower() in FILLERS else "other", 0


def _sure(parts: _Parts, context: _Parts) -> _Day | None:
    """Return a date of which all is said that must be, in the new style; None if there is no such day."""
    parts = parts.filled(context) if parts.month is not None else parts
    if parts.year is None or (parts.day is not None and parts.month is None):
        return None
    if parts.month is None or parts.day is None:
        fits = parts.month is None or 1 <= parts.month <= 12
        return _Day(f"{parts.year:04}" + (f"-{parts.month:02}" if parts.month else "")) if fits else None
    day = _calendar(parts.year, parts.month, parts.day)
    if parts.other is not None:
        return _both(parts, parts.other)
    if day is None:
        return None
    if parts.julian:
        return _Day((day + timedelta(days=_lag(day))).isoformat(), day.isoformat())
    return _Day(day.isoformat())


def _both(parts: _Parts, other: _Parts) -> _Day | None:
    """Return the day that two calendars name: the new style is the later one, by about the calendars' lag."""
    other = other.filled(parts)
    first = _calendar(parts.year, parts.month, parts.day)
    for year in ((other.year or 0) + step for step in (0, 1, -1)):
        second = _calendar(year, other.month, other.day)
        if second is not None and first is None and _leap_only_in_old_style(parts):
            return _Day(second.isoformat(), f"{parts.year}-02-29")
        if first is None or second is None:
            continue
        # A day more or less than the lag is a slip of the print; more than that is another date.
        if abs(abs((second - first).days) - _lag(first)) <= 1:
            old, new = sorted((first, second))
            return _Day(new.isoformat(), old.isoformat())
    return None


def _calendar(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _leap_only_in_old_style(parts: _Parts) -> bool:
    """Say whether this is 29 February of 1700, 1800 or 1900, which only the Julian calendar has."""
    return (parts.month, parts.day) == (2, 29) and (parts.year or 0) % 100 == 0


def _lag(day: date) -> int:
    """Return by how many days the Julian calendar is behind (10 in 1582, one more in 1700, 1800, 1900)."""
    century = day.year // 100 - (day.month < 3 and day.year % 100 == 0)
    return century - century // 4 - 2


def _single(text: str) -> tuple[str, str] | None:
    """Return (birth, "") for “born 1912”, ("", death) for “died 1941”; None for both or neither."""
    for lead, order in ((BORN, 1), (DIED, -1)):
        match = lead.match(text)
        if match and read_vital(text[match.end() :]) and not DIED.search(text, match.end()):
            return (text, "") if order == 1 else ("", text)
    return None


def _vital(text: str) -> bool:
    return read_vital(text) is not None


def _looks_vital(text: str) -> bool:
    """Say whether all could be a date with a year or “?”, as “13 [25] 1881” (month lost)."""
    bare = re.sub(r"[\[\]()?]", " ", _without(_without(_tidy(text), BORN), DIED))
    kinds = {name for name, _ in _named(bare)}
    return "other" not in kinds and ("year" in kinds or "?" in text)
