"""Where a place is: the coordinates of `location/geo` (TEI P5 §14.3.4.4), by WGS 84, latitude first.

A line or an area, written as several pairs, is where the middle of it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.model.links import Inside
from edition.model.reading import reading_text

CELL = 3
"""Degrees of a cell."""
REACH = 5
"""What is more cells away is not near."""
TURN = 360 // CELL
DECIMAL = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*[\s,;]\s*([+-]?\d{1,3}(?:\.\d+)?)")
NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")
PAIRS = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?(?:[\s,;]+[+-]?\d{1,3}(?:\.\d+)?)*")
COMMAS = re.compile(r"[+-]?\d{1,3},\d+[\s;]+[+-]?\d{1,3},\d+")
"""One pair with decimal commas, as much of Europe writes them."""
MINUS = str.maketrans("−–", "--")
SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*[°º]\s*(?:(\d{1,2})\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”]|'')\s*)?([NSEWO])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where places are: latitude and longitude, and, to find what is near, by cells of some degrees."""

    at: dict[Inside, tuple[float, float]] = field(default_factory=dict)
    cells: dict[tuple[int, int], list[Inside]] = field(default_factory=dict)

    @classmethod
    def of(cls, at: dict[Inside, tuple[float, float]]) -> Places:
        """Return places with their cells."""
        out = cls(at)
        for key, (latitude, longitude) in at.items():
            out.cells.setdefault((int(latitude // CELL), int(longitude // CELL)), []).append(key)
        return out

    def near(self, place: tuple[float, float], most: int) -> list[Inside]:
        """Return places around one, some from every cell around it, the nearer cells first."""
        row, column = int(place[0] // CELL), int(place[1] // CELL)
        out: list[Inside] = []
        for away in range(REACH + 1):
            for i in range(-away, away + 1):
                for j in range(-away, away + 1):
                    if max(abs(i), abs(j)) == away:
                        out += self.cells.get((row + i, (column + j + TURN // 2) % TURN - TURN // 2), ())[
                            :most
                        ]
            if len(out) > most:
                break
        return out[: most + 1]


def coordinates(entry: etree._Element) -> tuple[float, float] | None:
    """Return latitude and longitude of a place's entry; None if it has none that can be read."""
    return next((found for text in geos(entry) if (found := read(text)) is not None), None)


def read(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude of what a `geo` says; None if it cannot be read, or is nowhere."""
    text = text.strip().translate(MINUS)
    if COMMAS.fullmatch(text):
        text = text.replace(",", ".")
    found = decimal(text) or sexagesimal(text) or shape(text)
    on_earth = found is not None and -90 <= found[0] <= 90 and -180 <= found[1] <= 180
    return found if on_earth else None


def geos(entry: etree._Element) -> Iterator[str]:
    """Yield the coordinates that an entry writes, not those of places inside it."""
    for child in entry.iterchildren("{*}location", "{*}geo"):
        for geo in child.iter("{*}geo"):
            yield reading_text(geo)


def decimal(text: str) -> tuple[float, float] | None:
    """Return a pair of decimal degrees, with a comma, a semicolon or a blank between them."""
    found = DECIMAL.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def shape(text: str) -> tuple[float, float] | None:
    """Return the middle of several pairs of decimal degrees; commas, semicolons or blanks part them."""
    if not PAIRS.fullmatch(text):
        return None
    numbers = [float(number) for number in NUMBER.findall(text)]
    if len(numbers) < 4 or len(numbers) % 2:
        return None
    rows, columns = numbers[::2], numbers[1::2]
    return round((min(rows) + max(rows)) / 2, 6), round((min(columns) + max(columns)) / 2, 6)


def sexagesimal(text: str) -> tuple[float, float] | None:
    """Return a pair of degrees, minutes and seconds with the points of the compass."""
    values: dict[bool, float] = {}
    for degrees, minutes, seconds, point in SEXAGESIMAL.findall(text):
        value = int(degrees) + int(minutes or 0) / 60 + float(seconds or 0) / 3600
        north = point.upper() in "NS"
        values[north] = round(-value if point.upper() in "SW" else value, 6)
    return (values[True], values[False]) if len(values) == 2 else None
