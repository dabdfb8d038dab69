"""The coastlines of `coastlines.txt` as paths of SVG, as a map of a region shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import ceil, radians

from edition.render.projection import Box, Point, Projection, clipped, seen

BEYOND = 6.0
"""Land is drawn so many degrees beyond the edge, and then cut off."""
EDGE = 8
"""It is cut off so many units outside of the picture, where its outline is not seen."""
NEAREST = 2
"""Points nearer to each other than this, in units of the picture, are one."""
SMALLEST = 5
"""Land smaller than this, in square units, is not drawn."""
STRETCH = 48
"""So many points of a coastline are looked at together."""
LONGEST = 4.0
"""A straight line of more degrees is a curve on the map: it is drawn in parts."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a coastline: points as longitude and latitude, and the box that holds them."""

    points: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Ring:
    """A coastline in stretches, and the box that holds it."""

    stretches: tuple[Stretch, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture: what it shows of the plane of a projection, and how many of its units a radian is."""

    projection: Projection
    box: Box
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        left, top, right, bottom = self.box
        return round((right - left) * self.scale), round((bottom - top) * self.scale)

    def at(self, latitude: float, longitude: float) -> Point:
        """Return where in the picture a place is."""
        return self.placed(self.projection.forward(latitude, longitude))

    def placed(self, point: Point) -> Point:
        """Return where in the picture a point of the plane is."""
        return (point[0] - self.box[0]) * self.scale, (point[1] - self.box[1]) * self.scale


@cache
def rings() -> tuple[Ring, ...]:
    """Return all coastlines, read once."""
    out = []
    for line in (files("edition.render") / "coastlines.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        x = y = 0
        points = []
        numbers = [int(n) for n in line.split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 100, y / 100))
        parts = (tuple(points[n : n + STRETCH]) for n in range(0, len(points), STRETCH))
        out.append(Ring(tuple(Stretch(part, around(part)) for part in parts), around(points)))
    return tuple(out)


def around(points: Sequence[Point]) -> Box:
    """Return the box that holds points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def land(frame: Frame) -> str:
    """Return the land that a picture shows, as the `d` of a path to be filled by even and odd."""
    low, high, west, east = seen(frame.projection, frame.box)
    window = (max(west - BEYOND, -180), low - BEYOND, min(east + BEYOND, 180), high + BEYOND)
    width, height = frame.size
    edge = (-EDGE, -EDGE, width + EDGE, height + EDGE)
    out = []
    for ring in rings():
        for points in moved(ring, frame.projection.middle, window):
            drawn = [frame.placed(frame.projection.unwrapped(y, radians(x))) for x, y in fine(points)]
            out.append(path(clipped(drawn, edge)))
    return "".join(out)


def moved(ring: Ring, middle: float, window: Box) -> Iterator[list[Point]]:
    """Yield the parts of a ring in a window, whose longitudes are counted from the middle of a map."""
    if ring.box[3] < window[1] or ring.box[1] > window[3]:
        return
    for turn in (-720, -360, 0, 360, 720):  # a coast may go on beyond 180 degrees
        shift = turn - middle
        if not beyond(ring.box, shift, window):
            found = clipped(list(near(ring, shift, window)), window)
            if len(found) > 2:
                yield found


def beyond(box: Box, shift: float, window: Box) -> bool:
    """Say whether a box, moved to the east, lies on one side of a window."""
    left, bottom, right, top = box
    west, low, east, high = window
    return right + shift < west or left + shift > east or top < low or bottom > high


def near(ring: Ring, shift: float, window: Box) -> Iterator[Point]:
    """Yield the points of a ring; of a stretch on one side of the window, only its ends matter."""
    for stretch in ring.stretches:
        points = stretch.points
        if beyond(stretch.box, shift, window):
            points = (points[0], points[-1])
        for x, y in points:
            yield x + shift, y


def fine(points: list[Point]) -> Iterator[Point]:
    """Yield the points of a ring, with more of them on long straight lines."""
    for (ax, ay), (bx, by) in zip(points[-1:] + points[:-1], points, strict=True):
        parts = max(1, ceil(max(abs(bx - ax), abs(by - ay)) / LONGEST))
        for part in range(1, parts + 1):
            yield ax + (bx - ax) * part / parts, ay + (by - ay) * part / parts


def path(points: list[Point]) -> str:
    """Return a ring as a path in whole units; nothing if it is too small to be seen."""
    kept: list[tuple[int, int]] = []
    for point in points:
        x, y = round(point[0]), round(point[1])
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAREST:
            kept.append((x, y))
    size = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(kept, kept[1:] + kept[:1], strict=True)) / 2
    if len(kept) < 3 or abs(size) < SMALLEST:
        return ""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-")
