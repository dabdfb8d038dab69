"""Make `edition/render/coastlines.txt`, the coastlines that maps are drawn with.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/coastlines.py package/land-50m.json > edition/render/coastlines.txt

The input is Natural Earth's land at 1:50,000,000 (public domain), as TopoJSON (package world-atlas, ISC
licence). The output has a ring a line: longitude and latitude of its first point in hundredths of a degree,
then the steps from point to point. Points that a map of a region cannot show are left out.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

TOLERANCE = 0.035
"""How far, in degrees of latitude, a point may be from the line that is drawn without it."""
SMALLEST = 0.0025
"""Islands of fewer square degrees are left out."""
HEAD = """\
# Coastlines, for maps of regions. Made by tools/coastlines.py; a ring a line, in hundredths of a degree.
# Source: Natural Earth, land 1:50m, version 4.1 (naturalearthdata.com), in the public domain,
# as redistributed by the package world-atlas 2.0.2 (ISC licence, (c) 2013-2019 Michael Bostock).
"""
Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return a topology's arcs in degrees (TopoJSON 2.1.3, quantised)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        out.append(points)
    return out


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the rings of all land, each joined from its arcs (a negative number is an arc backwards)."""
    known = arcs(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points: list[Point] = []
                for number in ring:
                    arc = known[number] if number >= 0 else known[~number][::-1]
                    points += arc[1:] if points else arc
                yield unrolled(points)


def unrolled(points: list[Point]) -> list[Point]:
    """Return a ring whose longitudes go on beyond 180 degrees; one around the pole is closed over it."""
    out = points[:1]
    for x, y in points[1:]:
        turns = round((x - out[-1][0]) / 360)
        out.append((x - 360 * turns, y))
    if abs(out[-1][0] - out[0][0]) > 180:
        out += [(out[-1][0], -90.0), (out[0][0], -90.0), out[0]]
    return out


def simplified(points: list[Point]) -> list[Point]:
    """Return a line without the points that are within the tolerance of it (Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = max(((apart(points[n], points[first], points[last]), n) for n in range(first + 1, last)),
                      default=(0.0, 0))  # fmt: skip
        if far > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[n] for n in sorted(keep)]


def apart(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a stretch, in degrees of latitude."""
    narrow = math.cos(math.radians(point[1]))
    x, y = (point[0] - start[0]) * narrow, point[1] - start[1]
    dx, dy = (end[0] - start[0]) * narrow, end[1] - start[1]
    along = (x * dx + y * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(x - along * dx, y - along * dy)


def area(points: list[Point]) -> float:
    """Return the area of a ring in square degrees of latitude."""
    narrow = math.cos(math.radians(points[0][1]))
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2 * narrow


def written(points: list[Point]) -> str:
    """Return a ring as the line of a file."""
    whole = [(round(x * 100), round(y * 100)) for x, y in points]
    steps = [whole[0]]
    for a, b in pairwise(whole):
        if a != b:
            steps.append((b[0] - a[0], b[1] - a[1]))
    return " ".join(f"{x} {y}" for x, y in steps)


def main(path: Path) -> None:
    """Print the coastlines of a TopoJSON file."""
    every = [ring for ring in rings(json.loads(path.read_text("utf-8"))) if area(ring) >= SMALLEST]
    lines = [written(simple) for ring in every if len(simple := simplified(ring)) > 3]
    sys.stdout.write(HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
