"""The numbers printed on pages: how they look, and what pagination they make.

Arabic numerals, alone or dressed (`- 7 -`, `Page 7 of 30`), and the Roman ones of front matter. A number
counts if it counts on with others: the difference between it and the place of its page is theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from edition.numerals import roman, roman_of

T = TypeVar("T")
_ALONE = re.compile(
    r"(?:[-–—\[(|]\s?)?(?:(?:page|seite|стр\.?)\s|p\.\s?)?(?P<number>\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})"
    r"(?:\s?(?:of|von|из|/)\s?\d{1,4})?(?:\s?[-–—\])|])?",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"^(?P<first>\d{1,4}|[ivxlc]{1,8})(?:\s+(?=\D)|(?=[^\W\d_a-zа-я]{2}))"
    r"|\s+(?:(?:[Pp]age|Seite|[Сс]тр\.?|p\.)\s)?(?P<last>\d{1,4}|[ivxlc]{1,8})(?:\s?(?:of|von|из|/)\s?\d{1,4})?$"
)
LEAST = {"arabic": 3, "roman": 2}
"""How many numbers must agree, so that they are a pagination's."""
AGREEING = 0.9
"""The share of numbers that must agree."""


@dataclass(frozen=True, slots=True)
class Folio:
    """A number as it may be printed on a page."""

    style: str
    """`arabic` or `roman`."""
    value: int
    capital: bool = False
    """A Roman one in capitals."""

    def at(self, value: int) -> str:
        """Return another number of this pagination as it would be printed."""
        if self.style == "arabic":
            return str(value)
        return roman_of(value) if self.capital else roman_of(value).lower()


def read(text: str) -> Folio | None:
    """Return the number that a string is, if it is one."""
    if text.isdigit():
        return Folio("arabic", int(text))
    value = roman(text)
    return Folio("roman", value, text.isupper()) if value and text in {text.upper(), text.lower()} else None


def alone(text: str) -> Folio | None:
    """Return the page number that a line is, if it is nothing else."""
    match = _ALONE.fullmatch(text) if len(text) < 20 else None
    return read(match["number"]) if match else None


def edge(text: str) -> tuple[Folio, str] | None:
    """Return the number at a line's start or end, and the rest of the line.

    >>> edge("12   Water and Wages")
    (Folio(style='arabic', value=12, capital=False), 'Water and Wages')
    """
    match = _EDGE.search(text)
    found = read(match["first"] or match["last"]) if match else None
    if match is None or found is None:
        return None
    return found, (text[: match.start()] + text[match.end() :]).strip()


def labels(seen: Mapping[int, Folio], pages: int) -> dict[int, str]:
    """Return the printed numbers of pages if they make paginations: on most pages, nearly all agreeing.

    `seen` maps the ordinal of a page to the number found on it. Pages that print none (a title page, a
    chapter's first, an empty one) get the number that they have by their neighbours: before the first of a
    pagination back to 1, within and after it counting on.
    """
    kept = agreeing(seen)
    arabic = sum(folio.style == "arabic" for folio in seen.values())
    agreed = sum(folio.style == "arabic" for folio in kept.values())
    if len(kept) * 2 < pages or agreed < AGREEING * arabic:
        return {}
    out: dict[int, str] = {}
    spans = runs(kept)
    free = 1
    for at, span in enumerate(spans):
        first, last = min(span), max(span)
        following = spans[at + 1] if at + 1 < len(spans) else None
        begin = first if at and leaps(spans[at - 1], span) else max(free, first - span[first].value + 1)
        end = pages
        if following:
            end = last if leaps(span, following) else max(last, _opens(following) - 1)
        for page in range(begin, end + 1):
            out[page] = span[first].at(span[first].value - first + page)
        free = end + 1
    alone = {page: folio for page, folio in seen.items() if folio.style == "roman" and page not in out}
    return {**own(alone), **out}


def leaps(span: Mapping[int, Folio], following: Mapping[int, Folio]) -> bool:
    """Tell whether a count goes on with other numbers: pages are lost, nobody knows between which."""
    before, after = span[max(span)], following[min(following)]
    return before.style == after.style and after.value > before.value


def _opens(span: Mapping[int, Folio]) -> int:
    """Return the page on which a pagination has its 1."""
    return min(span) - span[min(span)].value + 1


def agreeing(seen: Mapping[int, Folio]) -> dict[int, Folio]:
    """Return the numbers that agree with others in how they count with the pages."""
    votes = Counter((folio.style, folio.value - page) for page, folio in seen.items())
    return {
        page: folio
        for page, folio in sorted(seen.items())
        if votes[folio.style, folio.value - page] >= LEAST[folio.style]
    }


def runs(kept: Mapping[int, Folio]) -> list[dict[int, Folio]]:
    """Return the numbers divided where another count begins."""
    out: list[dict[int, Folio]] = []
    last = None
    for page, folio in kept.items():
        key = (folio.style, folio.value - page)
        if key != last:
            out.append({})
            last = key
        out[-1][page] = folio
    return out


def ascending(alone: Sequence[tuple[T, Folio]]) -> list[tuple[T, Folio]]:
    """Return the longest run of numbers that count up, by one or by the pages between that lost theirs."""
    best: list[tuple[T, Folio]] = []
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, folio) in enumerate(alone):
        number = folio.value
        place = bisect_right(tails, number - 1)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
    at = ends[-1] if ends else -1
    while at >= 0:
        best.append(alone[at])
        at = before[at]
    return best[::-1]


def rising(seen: Mapping[int, Folio]) -> dict[int, Folio]:
    """Return the numbers that count up, by as much as their pages at least: no misread one is among them."""
    slack = [(page, folio.style, folio.value) for page, folio in sorted(seen.items())]
    votes = Counter((style, value - page) for page, style, value in slack)
    out: dict[int, Folio] = {}
    for page, style, value in slack:
        doubted = votes[style, value - page] == 1 and any(
            votes[style, other - at] > 1 and (other - at) > value - page and at < page
            for at, kind, other in slack
            if kind == style
        )
        if not doubted:
            out[page] = seen[page]
    return out


def own(seen: Mapping[int, Folio]) -> dict[int, str]:
    """Return the printed numbers of pages that were told by nothing else, so that each is its page's."""
    return {page: folio.at(folio.value) for page, folio in seen.items()}


def lost_pages(seen: Mapping[int, int], starts: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Return where the numbers printed on pages (ordinal -> number) leap over more pages than there are.

    Only where most of the numbers agree with the count: then they are page numbers, and a leap is a loss.
    """
    numbers = sorted(seen.items())
    # A number that leaps and the next that leaps back: it was misread.
    odd = {
        page
        for before, (page, number), after in zip(numbers, numbers[1:], numbers[2:], strict=False)
        if after[1] - before[1] == after[0] - before[0] and number - before[1] != page - before[0]
    }
    numbers = [(page, number) for page, number in numbers if page not in odd]
    steps = [
        (page, number, later, later - number - (after - page))
        for (page, number), (after, later) in pairwise(numbers)
    ]
    leaps = [(starts[page - 1], number, later, lost) for page, number, later, lost in steps if lost > 0]
    return leaps if sum(lost == 0 for *_, lost in steps) > 2 * len(leaps) else []
