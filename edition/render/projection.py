"""Maps of regions: which projection suits some places, and what of the world's land is then seen.

A region north or south of the equator is drawn on a cone that touches it along two parallels, so that
distances along meridians are true (equidistant conic; J. P. Snyder, Map Projections: A Working Manual, 1987,
§16). Near the equator, or around the world, meridians are parallel lines (equirectangular, §12).
Angles are in degrees outside, x and y in radians of the globe: x to the east, y to the south.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin

Point = tuple[float, float]
"""Latitude and longitude, or x and y."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

EQUATORIAL = 14.0
"""A region whose middle is nearer to the equator than this is drawn with straight meridians."""
WORLD = 200.0
"""So is one that spans more degrees of longitude than this."""
SAMPLES = 24
"""In how many steps the edge of a map is followed."""


@dataclass(frozen=True, slots=True)
class Projection:
    """From places to a plane and back. `cone` is 0 for straight meridians, `apex` the cone's point."""

    middle: float
    """The meridian in the middle."""
    cone: float
    apex: float
    narrow: float = 1.0
    """By straight meridians: how long a degree of longitude is against one of latitude."""

    def forward(self, latitude: float, longitude: float) -> Point:
        """Return where a place is drawn."""
        turn = radians((longitude - self.middle + 180) % 360 - 180)
        return self.unwrapped(latitude, turn)

    def unwrapped(self, latitude: float, turn: float) -> Point:
        """Return where a place is drawn that is so many radians east of the middle."""
        if not self.cone:
            return turn * self.narrow, -radians(latitude)
        away = self.apex - radians(latitude)
        return away * sin(self.cone * turn), away * cos(self.cone * turn) - self.apex

    def back(self, x: float, y: float) -> Point:
        """Return latitude and degrees east of the middle of what is drawn at a point."""
        if not self.cone:
            return degrees(-y), degrees(x / self.narrow)
        sign = 1 if self.cone > 0 else -1
        down = y + self.apex
        away = sign * hypot(x, down)
        return degrees(self.apex - away), degrees(atan2(sign * x, sign * down) / self.cone)


def around(longitudes: Iterable[float]) -> tuple[float, float]:
    """Return the middle and the extent of the shortest arc that holds some longitudes."""
    found = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(after - before, after) for before, after in pairwise([*found, found[0] + 360])]
    widest, start = max(gaps)
    span = 360 - widest
    return (start + span / 2 + 180) % 360 - 180, span


def suited(places: Sequence[Point]) -> Projection:
    """Return the projection that suits places (latitude, longitude), at least one."""
    low, high = min(p[0] for p in places), max(p[0] for p in places)
    middle, span = around(p[1] for p in places)
    centre = (low + high) / 2
    if span > WORLD or abs(centre) < EQUATORIAL or (low < -EQUATORIAL and high > EQUATORIAL):
        return Projection(middle, 0, 0, max(0.5, cos(radians(centre))))
    inset = (high - low) / 6
    first, second = radians(min(low + inset, 80)), radians(min(high - inset, 80))
    first, second = max(first, radians(-80)), max(second, radians(-80))
    cone = (cos(first) - cos(second)) / (second - first) if second - first > 1e-6 else sin(first)
    return Projection(middle, cone, cos(first) / cone + first)


def seen(projection: Projection, box: Box) -> tuple[float, float, float, float]:
    """Return what of the world a map shows: from and to which latitude, and degrees east of the middle."""
    left, top, right, bottom = box
    steps = [n / SAMPLES for n in range(SAMPLES + 1)]
    edge = [(left + (right - left) * t, y) for t in steps for y in (top, bottom)]
    edge += [(x, top + (bottom - top) * t) for t in steps for x in (left, right)]
    found = [projection.back(x, y) for x, y in edge]
    low, high = min(p[0] for p in found), max(p[0] for p in found)
    west, east = min(p[1] for p in found), max(p[1] for p in found)
    pole = projection.unwrapped(90 if projection.cone >= 0 else -90, 0)
    if projection.cone and left < pole[0] < right and top < pole[1] < bottom:
        west, east = -180, 180
        low, high = (low, 90) if projection.cone > 0 else (-90, high)
    return max(-90, low), min(90, high), max(-180, west), min(180, east)


Side = tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]


def sides(box: Box) -> list[Side]:
    """Return the four sides of a box: what is inside of each, and where a line crosses it."""

    def side(axis: int, limit: float, sign: int) -> Side:
        def inside(point: Point) -> bool:
            return sign * (point[axis] - limit) >= 0

        def crossing(a: Point, b: Point) -> Point:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            other = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * share
            return (limit, other) if axis == 0 else (other, limit)

        return inside, crossing

    left, top, right, bottom = box
    return [side(0, left, 1), side(0, right, -1), side(1, top, 1), side(1, bottom, -1)]


def clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a ring that is in a box (Sutherland and Hodgman); it may run along the edges."""
    out = list(ring)
    for inside, crossing in sides(box):
        points, out = out, []
        for a, b in zip(points[-1:] + points[:-1], points, strict=True):
            if inside(b):
                out += [b] if inside(a) else [crossing(a, b), b]
            elif inside(a):
                out.append(crossing(a, b))
    return out
