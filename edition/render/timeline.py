"""A register of events as a time line: a list by year, decade or century, with the years as a strip above it.

All of it is lists, headings and links; the strip and the small bars that show where in its year or decade
something lies are SVG in the page itself. What they show is said in words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from edition.labels import shown_date
from edition.model.entries import NAMES, Entry
from edition.model.entry_pages import Part
from edition.model.links import Inside, split
from edition.model.reading import reading_text
from edition.model.when import Day, When, happened
from edition.render.html import add_text, safe_href, sub
from edition.render.listing import Listing, times
from edition.render.walk import Walk, set_language
from edition.tei.names import is_tei

SIZES = (1, 10, 100)
"""How many years one part of the list may hold."""
PARTS = 40
"""Not more parts than these are wanted, and no more than one for so many events: else longer ones."""
HOLDS = 2
WIDTH, HEIGHT, BASE = 1000, 112, 76
"""The strip above the list, in units of the picture, and where its bars stand."""
BAR = 120
"""Length of the small bar beside an event."""
BINS = 125
"""Not more bars than these stand on it."""
TICKS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
UNSAID = frozenset(("idno", "ref", "ptr", "event", "listEvent", "head"))
"""What of an event is not printed in a list of many."""
LONG = 700
"""A description of more characters is begun only."""
POINTS = " \t\n.,:;–—-"


@dataclass(frozen=True, slots=True)
class Event:
    """An event with the date in its own words that says when it was, if there is one."""

    key: Inside
    entry: Entry
    when: When | None
    date: etree._Element | None


@dataclass(frozen=True, slots=True)
class Span:
    """So many years from one on; the size is 0 for what has no date."""

    start: int
    size: int

    @property
    def id(self) -> str:
        """The anchor of the part of the list that holds it."""
        return f"time-{self.start}" if self.size else "time-undated"


def events(listing: Listing, keys: Sequence[Inside]) -> list[Event]:
    """Return events in the order of time, what has no date last."""
    found = [Event(key, listing.entry(key), *happened(listing.entry(key).element)) for key in keys]
    return sorted(found, key=lambda e: (e.when is None, e.when.first.begins if e.when else 0.0))


def size_of(found: Sequence[Event]) -> int:
    """Return how many years one part of the list holds, so that there are not too many parts."""
    years = [event.when.first.year for event in found if event.when]
    most = min(PARTS, max(1, len(years) / HOLDS))
    return next((s for s in SIZES if len({year // s for year in years}) <= most), fewest(years))


def fewest(years: Sequence[int]) -> int:
    """Return the size that makes the fewest parts, the smallest of those."""
    return min(SIZES, key=lambda size: len({year // size for year in years}))


def span_of(event: Event, size: int) -> Span:
    """Return the part of the list that an event belongs to."""
    return Span(event.when.first.year // size * size, size) if event.when else Span(0, 0)


def timeline(
    walk: Walk, parent: etree._Element, listing: Listing, rows: Sequence[Inside], part: Part
) -> None:
    """Append the events of one page of a register. The strip shows those of all its pages."""
    places = {key: n for n in range(1, part.total + 1) for key in page_rows(walk, listing, part, n)}
    every = events(listing, list(places))
    size = size_of(every)
    if len({span_of(event, size) for event in every}) > 1:
        strip(walk, parent, [(e, span_of(e, size), part.id(places[e.key])) for e in every if e.when])
    out = sub(parent, "div", "register-list", "timeline")
    for name in ("filter", "filter-hint", "filter-found"):
        out.set(f"data-{name}", walk.medium.labels[f"register-{name}"])
    for span, held in groupby(events(listing, rows), key=lambda event: span_of(event, size)):
        section = sub(out, "section")
        name = span_said(walk, span)
        sub(section, f"h{min(walk.level, 6)}", id=walk.free(span.id), text=name)
        listed = sub(section, "ol")
        for event in held:
            row(walk, listed, listing, event, span)


def page_rows(walk: Walk, listing: Listing, part: Part, number: int) -> Iterator[Inside]:
    """Yield the events that a page of the register lists."""
    for key in listing.pages.parts[walk.document.id, part.id(number)].rows:
        if listing.entry(key).kind == "event":
            yield key


# words


def span_said(walk: Walk, span: Span) -> str:
    """Return what a part of the list is called: `1921`, `1920s`, `1900–1999`."""
    if not span.size:
        return walk.label("undated")
    if span.size == 10 and span.start >= 0:
        return walk.label("decade", n=str(span.start))
    last = span.start + span.size - 1
    return year_said(walk, span.start or 1) + (f"–{year_said(walk, last)}" if span.size > 1 else "")


def year_said(walk: Walk, year: int) -> str:
    """Return a year, also one before Christ."""
    return str(year) if year > 0 else walk.label("year-bc", n=str(abs(year)))


def day_said(walk: Walk, day: Day) -> str:
    """Return a day as a reader of the edition's language writes it."""
    if day.year > 0:
        return shown_date(day.iso, walk.medium.labels)
    said = shown_date(Day(1, day.month, day.day).iso, walk.medium.labels)
    return said.replace("0001", year_said(walk, day.year)) if day.month else year_said(walk, day.year)


def when_said(walk: Walk, when: When) -> str:
    """Return when something was, in words."""
    start, end = when.start, when.end
    if when.is_bounds:
        if start and end:
            return walk.label("when-between", start=day_said(walk, start), end=day_said(walk, end))
        return walk.label("when-after" if start else "when-before", date=day_said(walk, when.first))
    said = day_said(walk, when.first)
    if when.is_span:
        said = f"{day_said(walk, start) if start else ''} – {day_said(walk, end) if end else ''}".strip()
        if start and end and (start.year, start.month) == (end.year, end.month) and start.day and end.day:
            said = day_said(walk, end).replace(str(end.day), f"{start.day}–{end.day}", 1)
    if when.custom:
        said += f" ({walk.label('old-style', date=day_said(walk, when.custom))})"
    return walk.label("when-about", date=said) if when.is_doubtful else said


# the list


def row(walk: Walk, parent: etree._Element, listing: Listing, event: Event, span: Span) -> None:
    """Append one event: when, what, what is said of it, where it is spoken of and taken from."""
    out = sub(parent, "li", "event", *kinds(event.when))
    walk.mark(event.entry.element, out)
    day = sub(out, "div", "event-when")
    if event.when is not None:
        dated(walk, day, event, event.when)
        bar(day, event.when, span)
    body = sub(out, "div", "event-what")
    own = listing.edition.own[event.key]
    href = safe_href(walk.medium.page_href(event.key.document, own.page))
    sub(body, "a", "entry-link", href=href, text=title(event, own.name))
    described(walk, body, event, own.about)
    more = sub(body, "div", "event-more")
    if count := len(listing.of(event.key)):
        said = times(count, event.entry.kind, walk.medium)
        link = sub(more, "a", href=f"{href}#mentions", text=said)
        link.set("aria-label", f"{said}: {own.name}")
    for pointer in split(event.entry.element.get("source")):
        taken(walk, more, pointer)
    if not len(more):
        body.remove(more)


def kinds(when: When | None) -> Iterator[str]:
    """Yield the classes that tell events apart: how long, how sure."""
    if when is not None and when.is_span:
        yield "lasting"
    if when is not None and (when.is_bounds or when.is_doubtful):
        yield "inexact"


def dated(walk: Walk, parent: etree._Element, event: Event, when: When) -> None:
    """Append the date: in the event's own words if they begin or end with it, else in the edition's."""
    exact = when.first.iso if when.first.year > 0 and not when.is_bounds else ""
    out = sub(parent, "time" if exact else "span", "event-date", datetime=exact)
    if event.date is not None and is_apart(event):
        out.text = reading_text(event.date)
        if when.is_doubtful:
            add_text(out, f" ({walk.label('uncertain')})")
        return
    out.text = when_said(walk, when)
    set_language(out, walk.label("tag"))


def is_apart(event: Event) -> bool:
    """Say whether the date in an event's words stands at the end of its name or begins its description."""
    if event.date is None:
        return False
    holder = event.date.getparent()
    if holder is None or holder.getparent() is not event.entry.element:
        return False
    before, said = reading_text(holder), reading_text(event.date)
    return before.endswith(said) if is_tei(holder, *NAMES) else before.startswith(said)


def title(event: Event, name: str) -> str:
    """Return what an event is called, without the date that stands beside it."""
    said = reading_text(event.date) if event.date is not None and is_apart(event) else ""
    if said and is_tei(event.date.getparent(), *NAMES) and name.endswith(said):  # type: ignore[union-attr, arg-type]
        return name.removesuffix(said).rstrip(POINTS + "([") or name
    return name


def described(walk: Walk, parent: etree._Element, event: Event, about: str) -> None:
    """Append what is said of an event, without the date that it begins with."""
    source = event.entry.element
    parts = [c for c in source.iterchildren(etree.Element) if not is_tei(c, *NAMES, *UNSAID)]
    parts = [part for part in parts if reading_text(part)]
    if about and (not parts or sum(len(reading_text(part)) for part in parts) > LONG):
        sub(parent, "div", "event-about", text=about)
        return
    for part in parts:
        out = sub(parent, "div", "event-about")
        walk.children(part, out)
        if event.date is not None and event.date.getparent() is part and is_apart(event):
            without_date(out)
        if not "".join(map(str, out.itertext())).strip(POINTS):
            parent.remove(out)


def without_date(out: etree._Element) -> None:
    """Take the date off that a description begins with, and the point after it."""
    first = out[0]
    rest = (first.tail or "").lstrip(POINTS)
    out.remove(first)
    out.text = rest


def taken(walk: Walk, parent: etree._Element, pointer: str) -> None:
    """Append a link to the record in a text that an event is taken from."""
    target = walk.edition.resolve(pointer, walk.document)
    if not isinstance(target, Inside):
        return
    document = walk.edition.documents[target.document]
    page = document.page_of.get(target.id, "")
    name = next((p.title for p in document.pages if p.id == page and page), document.header.title)
    href = safe_href(walk.href(target.document, target.id))
    out = sub(parent, "span", text=f"{walk.label('comes-from')}: ")
    sub(out, "a", href=href, title=document.header.title, text=name)


def bar(parent: etree._Element, when: When, span: Span) -> None:
    """Append where in its year or decade something lies; what goes on beyond it runs to the end."""
    start = max(0.0, (when.first.begins - span.start) / span.size)
    end = min(1.0, (when.last.ends - span.start) / span.size)
    marks = 4 if span.size == 1 else 5
    out = sub(parent, "svg", "event-bar", aria_hidden="true")
    out.set("viewBox", f"0 0 {BAR} 8")
    sub(out, "path", d=f"M0 4h{BAR}" + "".join(f"M{BAR * n / marks:g} 1v6" for n in range(marks + 1)))
    width = max(3.0, (end - start) * BAR)
    left = min(start * BAR, BAR - width)
    vague = when.is_bounds or when.is_doubtful or (not when.is_span and end - start > 1 / 13)
    sub(out, "rect", "vague" if vague else "", x=f"{left:.1f}", y="1", width=f"{width:.1f}", height="6")


# the strip


def strip(walk: Walk, parent: etree._Element, found: Sequence[tuple[Event, Span, str]]) -> None:
    """Append the years of all events as a strip: bars as high as events are many, each a link to its part.

    `found` are events that have a date, with their part of the list and the page of the register that they
    are on; a part that several pages share is reached where it begins.
    """
    years = [event.when.first.year for event, _, _ in found if event.when]
    low, high = min(years), max(years) + 1
    bin_ = next((s for s in TICKS if (high - low) / s <= BINS), TICKS[-1])
    low, high = low // bin_ * bin_, -(-high // bin_) * bin_
    held: dict[int, list[tuple[Span, str]]] = {}
    for year, (_, span, page) in zip(years, found, strict=True):
        held.setdefault(year // bin_ * bin_, []).append((span, page))
    out = sub(sub(parent, "nav", "time-strip", aria_label=walk.label("timeline")), "svg", role="group")
    out.set("viewBox", f"0 0 {WIDTH} {HEIGHT}")
    out.set("aria-label", walk.label("timeline"))
    sub(out, "path", d=f"M0 {BASE}h{WIDTH}")
    ticks(walk, out, low, high)
    unit, highest = WIDTH / (high - low), max(map(len, held.values()))
    for year, those in held.items():
        span, page = those[0]
        there = "" if page == walk.page.id else walk.medium.page_href(walk.document.id, page)
        link = sub(out, "a", href=safe_href(f"{there}#{walk.free(span.id)}"))
        name = walk.label("timeline-group", when=span_said(walk, Span(year, bin_)), count=str(len(those)))
        sub(link, "title", text=name)
        tall = round(10 + (BASE - 16) * len(those) / highest)
        place = {"x": f"{(year - low) * unit:.1f}", "width": f"{max(bin_ * unit - 1, 3):.1f}"}
        sub(link, "rect", "reach", **place, y="0", height=str(HEIGHT))
        sub(link, "rect", **place, y=str(BASE - tall), height=str(tall))


def ticks(walk: Walk, parent: etree._Element, low: int, high: int) -> None:
    """Append years below the strip; every second one is left out where there is less room."""
    step = next((s for s in TICKS if (high - low) / s <= 9), TICKS[-1])
    for number, year in enumerate(range(-(-low // step) * step, high + 1, step)):
        x = (year - low) * WIDTH / (high - low)
        if not 30 <= x <= WIDTH - 30:
            continue
        out = sub(parent, "text", "small" if number % 2 else "", text=year_said(walk, year))
        out.set("x", f"{x:.0f}")
        out.set("y", str(HEIGHT - 4))
        out.set("text-anchor", "middle")
        sub(parent, "path", d=f"M{x:.0f} {BASE}v6")
