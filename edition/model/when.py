"""When something was: the dating attributes of TEI as plain values (TEI P5 §3.6.4, §14.4, att.datable).

`@when` is a day, a month or a year; `@from` and `@to` are the ends of a span; `@notBefore` and `@notAfter`
are bounds of what is not known exactly. Years before Christ have a minus. Where a date stands in two
calendars, `@when-custom` (with `@datingMethod` or `@calendar`) is the one that the source has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from edition.tei.names import is_tei

DAY = re.compile(r"(-?\d{4,6})(?:-(\d{2})(?:-(\d{2}))?)?")
DOUBTFUL = frozenset(("low", "medium", "unknown"))
"""Values of `@cert` and `@precision` that say an editor is not sure."""
JULIAN = re.compile(r"julian|old.?style|^os$", re.IGNORECASE)
EXACT, BOUNDS = ("when", "from", "to"), ("notBefore", "notAfter")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day, a month (`day` is 0) or a year (`month` is 0 too)."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def begins(self) -> float:
        """When it begins, in years."""
        return self.year + (max(self.month, 1) - 1) / 12 + (max(self.day, 1) - 1) / 372

    @property
    def ends(self) -> float:
        """When it ends, in years."""
        return self.begins + (1 / 372 if self.day else 1 / 12 if self.month else 1)

    @property
    def iso(self) -> str:
        """The day as TEI writes it."""
        year = f"{self.year:05d}" if self.year < 0 else f"{self.year:04d}"
        return year + "".join(f"-{part:02d}" for part in (self.month, self.day) if part)


@dataclass(frozen=True, slots=True)
class When:
    """When something was. One end of a span, or one of two bounds, may be missing."""

    start: Day | None
    end: Day | None
    is_bounds: bool = False
    """Whether these are bounds: it was somewhere between them."""
    is_doubtful: bool = False
    """Whether an editor is not sure of it (`@cert`, `@precision`)."""
    custom: Day | None = None
    """The same day in the old calendar."""

    @property
    def is_span(self) -> bool:
        """Say whether it lasted from one day to another."""
        return not self.is_bounds and self.start != self.end

    @property
    def first(self) -> Day:
        """The first day that is known of it."""
        found = self.start or self.end
        assert found is not None
        return found

    @property
    def last(self) -> Day:
        """The last day that is known of it."""
        found = self.end or self.start
        assert found is not None
        return found


def day(text: str | None) -> Day | None:
    """Return a day that is written in ISO form, the time of the day left out; None if it is none."""
    found = DAY.fullmatch((text or "").strip().partition("T")[0])
    if not found:
        return None
    year, month, number = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    return Day(year, month, number) if month <= 12 and number <= 31 else None


def said(element: etree._Element, name: str) -> Day | None:
    """Return what one of an element's attributes says, in one of its two forms."""
    return day(element.get(name)) or day(element.get(f"{name}-iso"))


def dated(element: etree._Element) -> When | None:
    """Return when an element says that it was; None if it does not, or in no form that is known."""
    exact, start, end = (said(element, name) for name in EXACT)
    low, high = (said(element, name) for name in BOUNDS)
    doubtful = element.get("cert") in DOUBTFUL or element.get("precision") in DOUBTFUL
    if exact or start or end:
        first, last = exact or start or low, exact or end or high
        return ordered(When(first, last, is_doubtful=doubtful, custom=custom(element)))
    if low or high:
        return ordered(When(low, high, is_bounds=True, is_doubtful=doubtful, custom=custom(element)))
    return None


def ordered(when: When) -> When:
    """Return the same, with the end not before the start."""
    if when.start and when.end and when.start.begins > when.end.ends:
        return When(when.end, when.start, when.is_bounds, when.is_doubtful, when.custom)
    return when


def custom(element: etree._Element) -> Day | None:
    """Return the day in the old style that stands beside the new one."""
    method = " ".join(filter(None, (element.get("datingMethod"), element.get("calendar"))))
    return day(element.get("when-custom")) if JULIAN.search(method.replace("#", " ").strip()) else None


def happened(event: etree._Element) -> tuple[When | None, etree._Element | None]:
    """Return when an event was, and the `date` in its words that says the same, if there is one.

    What the event's own attributes say goes before what a date in its text says.
    """
    own = dated(event)
    for date in event.iter("{*}date"):
        if not is_tei(date):
            continue
        found = dated(date)
        if own is None and found is not None:
            return found, date
        if own is not None and found is not None and (own.start, own.end) == (found.start, found.end):
            return (found if found.custom else own), date
    return own, None
