"""Where a place is: the coordinates of `location/geo` (TEI P5 §14.3.4.1), by WGS 84, latitude first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from edition.model.reading import reading_text

DECIMAL = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*[\s,;]\s*([+-]?\d{1,3}(?:\.\d+)?)")
SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*[°º]\s*(?:(\d{1,2})\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”]|'')\s*)?([NSEWO])",
    re.IGNORECASE,
)


def coordinates(entry: etree._Element) -> tuple[float, float] | None:
    """Return latitude and longitude of a place's entry; None if it has none that can be read."""
    for text in geos(entry):
        found = decimal(text) or sexagesimal(text)
        if found and -90 <= found[0] <= 90 and -180 <= found[1] <= 180:
            return found
    return None


def geos(entry: etree._Element) -> Iterator[str]:
    """Yield the coordinates that an entry writes, not those of places inside it."""
    for child in entry.iterchildren("{*}location", "{*}geo"):
        for geo in child.iter("{*}geo"):
            yield reading_text(geo)


def decimal(text: str) -> tuple[float, float] | None:
    """Return a pair of decimal degrees, with a comma, a semicolon or a blank between them."""
    found = DECIMAL.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def sexagesimal(text: str) -> tuple[float, float] | None:
    """Return a pair of degrees, minutes and seconds with the points of the compass."""
    values: dict[bool, float] = {}
    for degrees, minutes, seconds, point in SEXAGESIMAL.findall(text):
        value = int(degrees) + int(minutes or 0) / 60 + float(seconds or 0) / 3600
        north = point.upper() in "NS"
        values[north] = round(-value if point.upper() in "SW" else value, 6)
    return (values[True], values[False]) if len(values) == 2 else None
