"""Maps: the places of a register as points that are links, and where one place is, as SVG in the page itself.

Nothing is asked of another host and nothing needs a script. Colours and sizes are the style sheet's; a small
screen has larger letters, so a name that only fits in small ones is left out there (`small`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot, radians

from lxml import etree

from edition.model.coordinates import Places, coordinates
from edition.model.entries import Entry, Kind
from edition.model.links import Inside
from edition.render.coast import Frame, land
from edition.render.html import add_text, safe_href, sub
from edition.render.listing import Listing, link
from edition.render.projection import Box, Point, Projection, seen, suited
from edition.render.walk import Walk

EARTH = 6371.0
"""Radius of the globe in kilometres."""
WIDTH = 1000
"""Width of the map of a register, in units of the picture."""
SMALL = 640
"""That of the map of one place."""
PADDING = 0.09
"""How much of a map is kept free on each side of the outermost places."""
LEAST = radians(2.5)
"""No map shows less from north to south than this."""
AROUND = radians(13)
"""The map of one place shows so much from north to south."""
FLATTEST, STEEPEST = 1.9, 1.15
"""Bounds of width to height."""
CLOSE = 17
"""Points nearer to each other than this are drawn as one."""
LETTERS = (("", 34), ("small", 20))
"""Names: their class, and the height of their letters."""
BREADTH = 0.53
"""Mean breadth of a letter, as a share of its height."""
WAYS = {"start": "central", "end": "central", "above": "auto", "below": "hanging"}
"""Sides of a point that its name may stand on, with the line of the letters that is put there (SVG 2 §11)."""
POINT, GAP = 10, 14
"""A point takes so much room on each side, and its name begins so far from its middle."""
MOST = 120
"""No map has more names: where there are so many points, none has room."""
OPEN = 8
"""A list of more points that stand for several places is folded."""
CELL = 60
"""Size of the cells by which boxes are found."""
NEAR = 24
"""The map of one place shows no more neighbours than these, the nearest."""
INSET, MARGIN = 24, 40
"""The degrees stand so far inside of the edge, and so far from the corners."""
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30)
"""Degrees between the lines of the grid."""


@dataclass(slots=True)
class Dot:
    """Places that are drawn as one point, the most mentioned first."""

    at: Point
    keys: list[Inside]
    kind: str = ""
    said: str = ""
    """What it is, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside its point: `kind` is the class of its letters, `way` one of `WAYS`."""

    at: Point
    way: str
    kind: str
    text: str


@dataclass(slots=True)
class Taken:
    """Boxes on a map that are taken, by the cells that they lie in."""

    cells: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def over(self, box: Box) -> Iterator[tuple[int, int]]:
        """Yield the cells that a box lies in."""
        for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
            for row in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
                yield column, row

    def add(self, box: Box) -> None:
        """Take a box."""
        for cell in self.over(box):
            self.cells.setdefault(cell, []).append(box)

    def holds(self, box: Box) -> bool:
        """Say whether a part of a box is taken."""
        return any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for cell in self.over(box)
            for other in self.cells.get(cell, ())
        )


@dataclass(slots=True)
class Names:
    """The names that stand on a map, so that none covers another or a point."""

    width: int
    height: int
    points: list[Point]
    shown: dict[int, Name] = field(default_factory=dict)
    """By `id` of the point."""

    def free(self, box: Box, taken: Taken) -> bool:
        """Say whether a box lies in the picture and on nothing else."""
        inside = box[0] > 4 and box[1] > INSET + 6 and box[2] < self.width - 4 and box[3] < self.height - 4
        return inside and not taken.holds(box)

    def place(self, wanted: Sequence[tuple[Dot, str]]) -> None:
        """Give names their places, as far as there is room: in large letters first, then in small ones."""
        for kind, letters in LETTERS:
            taken = Taken()
            for point in self.points:
                taken.add(around(point, POINT))
            for name in self.shown.values():
                taken.add(space(name.at, name.way, name.text, letters))
            for dot, text in wanted:
                if id(dot) in self.shown or len(self.shown) >= MOST:
                    continue
                boxes = ((way, space(dot.at, way, text, letters)) for way in WAYS)
                found = next(((way, box) for way, box in boxes if self.free(box, taken)), None)
                if found is not None:
                    self.shown[id(dot)] = Name(dot.at, found[0], kind, text)
                    taken.add(found[1])


def space(at: Point, way: str, text: str, letters: int) -> Box:
    """Return the box that a name takes beside its point."""
    long, (x, y) = len(text) * letters * BREADTH, at
    left = {"start": x + GAP, "end": x - GAP - long}.get(way, x - long / 2)
    top = {"above": y - GAP - letters * 0.8, "below": y + GAP}.get(way, y - letters / 2)
    return left, top, left + long, top + letters


def located(entries: Mapping[Inside, Entry]) -> Places:
    """Return the places that have coordinates, in the order of the entries."""
    places = ((key, entry) for key, entry in entries.items() if entry.kind is Kind.PLACE)
    found = ((key, coordinates(entry.element)) for key, entry in places)
    return Places.of({key: at for key, at in found if at is not None})


def atlas(walk: Walk, parent: etree._Element, listing: Listing, keys: Sequence[Inside]) -> None:
    """Append the map of a register's places; nothing if none says where it is."""
    places = {key: listing.places.at[key] for key in keys if key in listing.places.at}
    if not places:
        return
    frame = framed(list(places.values()), WIDTH)
    out = sub(parent, "figure", "atlas")
    svg = picture(walk, out, frame, walk.label("map-of", n=str(len(places))))
    found = dots(frame, places, listing)
    close = [dot for dot in found if len(dot.keys) > 1]
    marks = {id(dot): walk.free(f"close-{number}") for number, dot in enumerate(close, 1)}
    names = Names(*frame.size, [dot.at for dot in found])
    names.place([(dot, called(listing, dot)) for dot in found])
    for dot in found:
        href = f"#{marks[id(dot)]}" if id(dot) in marks else page(walk, dot.keys[0])
        point(svg, dot, safe_href(href), names)
    caption(walk, out, listing, [(marks[id(dot)], dot) for dot in close], len(keys) - len(places))


def locator(walk: Walk, parent: etree._Element, listing: Listing, key: Inside) -> None:
    """Append a small map of where a place is, with its neighbours; nothing if it does not say."""
    at = listing.places.at.get(key)
    if at is None:
        return
    frame = centred(at, SMALL)
    out = sub(parent, "figure", "atlas", "locator")
    svg = picture(walk, out, frame, walk.label("map-at", name=listing.edition.own[key].name))
    width, height = frame.size
    here = frame.at(*at)
    near = {k: listing.places.at[k] for k in neighbours(listing, key)}
    every = (d for d in dots(frame, near, listing) if hypot(d.at[0] - here[0], d.at[1] - here[1]) > CLOSE)
    others = [dot for dot in every if 0 < dot.at[0] < width and 0 < dot.at[1] < height]
    own = Dot(here, [key], "here")
    names = Names(width, height, [dot.at for dot in (own, *others)])
    names.place([(own, called(listing, own))])
    names.place([(dot, called(listing, dot)) for dot in others])
    for dot in others:
        dot.kind = "near"
        point(svg, dot, safe_href(page(walk, dot.keys[0])), names)
    point(svg, own, "", names)


def neighbours(listing: Listing, key: Inside) -> list[Inside]:
    """Return the places that the map of a place shows beside it."""
    near = listing.places.near(listing.places.at[key], NEAR)
    return [other for other in near if other != key and other in listing.pages.first]


def page(walk: Walk, key: Inside) -> str:
    """Return the address of an entry's page."""
    return walk.medium.page_href(key.document, walk.edition.own[key].page)


# the frame


def framed(places: Sequence[Point], width: int) -> Frame:
    """Return the picture that shows some places, at least one, with room around them."""
    projection = suited(places)
    drawn = [projection.forward(*place) for place in places]
    left, right = min(p[0] for p in drawn), max(p[0] for p in drawn)
    top, bottom = min(p[1] for p in drawn), max(p[1] for p in drawn)
    wide, high = (right - left) * (1 + 2 * PADDING), max((bottom - top) * (1 + 2 * PADDING), LEAST)
    wide = max(wide, high * STEEPEST)
    high = max(high, wide / FLATTEST)
    return boxed(projection, ((left + right) / 2, (top + bottom) / 2), (wide, high), width)


def centred(place: Point, width: int) -> Frame:
    """Return the picture with a place in its middle."""
    projection = suited([(max(-90, place[0] - 4), place[1]), (min(90, place[0] + 4), place[1])])
    return boxed(projection, projection.forward(*place), (AROUND * 1.6, AROUND), width)


def boxed(projection: Projection, middle: Point, size: Point, width: int) -> Frame:
    """Return the picture of a plane around a point of it."""
    (x, y), (wide, high) = middle, size
    if not projection.cone:  # a cylinder ends at the poles: nothing is to be seen beyond
        north, south = projection.forward(90, 0)[1], projection.forward(-90, 0)[1]
        y = max(north + high / 2, min(y, south - high / 2))
    return Frame(projection, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), width / wide)


def picture(walk: Walk, parent: etree._Element, frame: Frame, name: str) -> etree._Element:
    """Append the map itself: sea, land, grid, scale. `name` is what it is called."""
    width, height = frame.size
    out = sub(parent, "svg", role="group", aria_label=name)
    out.set("viewBox", f"0 0 {width} {height}")
    sub(out, "rect", "atlas-sea", width=str(width), height=str(height))
    sub(out, "path", "atlas-land", d=land(frame))
    grid(walk, out, frame)
    scale(walk, out, frame)
    return out


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: a parallel or a meridian, at so many degrees, as it is drawn."""

    degrees: float
    is_parallel: bool
    drawn: tuple[Point, ...]


def grid(walk: Walk, parent: etree._Element, frame: Frame) -> None:
    """Append parallels and meridians, each with its degree at the edge of the map."""
    lines = list(parallels(frame)) + list(meridians(frame))
    steps = ("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in line.drawn) for line in lines)
    sub(parent, "path", "atlas-grid", d="".join(steps))
    for line in lines:
        degree(walk, parent, frame, line)


def parallels(frame: Frame) -> Iterator[Line]:
    """Yield the parallels that a map shows."""
    low, high, west, east = seen(frame.projection, frame.box)
    turns = [radians(west + (east - west) * n / 40) for n in range(41)]
    for at in every(low, high, 4.5):
        drawn = (frame.projection.unwrapped(at, turn) for turn in turns)
        yield Line(at, True, tuple(map(frame.placed, drawn)))


def meridians(frame: Frame) -> Iterator[Line]:
    """Yield the meridians that a map shows."""
    low, high, west, east = seen(frame.projection, frame.box)
    middle = frame.projection.middle
    rows = [low + (high - low) * n / 20 for n in range(21)]
    for at in every(middle + west, middle + east, 6.5):
        drawn = (frame.projection.unwrapped(row, radians(at - middle)) for row in rows)
        yield Line((at + 180) % 360 - 180, False, tuple(map(frame.placed, drawn)))


def every(low: float, high: float, most: float) -> Iterator[float]:
    """Yield the multiples of a round number of degrees between two, not many more than `most`."""
    step = next((s for s in STEPS if (high - low) / s <= most), STEPS[-1])
    at = -(-low // step) * step
    while at <= high:
        yield at
        at += step


def degree(walk: Walk, parent: etree._Element, frame: Frame, line: Line) -> None:
    """Append what a line of the grid stands for: of parallels on the left, of meridians at the top."""
    across = 0 if line.is_parallel else 1
    for a, b in pairwise(line.drawn):
        if min(a[across], b[across]) <= INSET < max(a[across], b[across]):
            share = (INSET - a[across]) / (b[across] - a[across])
            along = a[1 - across] + (b[1 - across] - a[1 - across]) * share
            if MARGIN < along < frame.size[1 - across] - MARGIN:
                x, y = (INSET, along - 6) if line.is_parallel else (along, INSET)
                written(parent, x, y, degrees_said(walk, line), "start" if line.is_parallel else "middle")
            return


def degrees_said(walk: Walk, line: Line) -> str:
    """Return what stands beside a line of the grid: `60° N`."""
    side = "NS" if line.is_parallel else "EW"
    sign = walk.label("compass").split()["NESW".index(side[line.degrees < 0])]
    is_plain = line.degrees in (0, -180)
    return f"{abs(line.degrees):g}°" + ("" if is_plain else f" {sign}")


def written(parent: etree._Element, x: float, y: float, text: str, anchor: str = "middle") -> None:
    """Append words of the grid or the scale."""
    out = sub(parent, "text", "atlas-degree", x=f"{x:.0f}", y=f"{y:.0f}", text=text)
    out.set("text-anchor", anchor)


def scale(walk: Walk, parent: etree._Element, frame: Frame) -> None:
    """Append a bar that shows how far it is, true in the middle of the map."""
    width, height = frame.size
    unit = EARTH / frame.scale  # kilometres to a unit of the picture, along a meridian
    sizes = (n * 10**k for k in range(4, -1, -1) for n in (5, 2, 1))
    long = next((size for size in sizes if size / unit <= width * 0.22), 1)
    bar = long / unit
    x, y = width - 24 - bar, height - 20
    sub(parent, "path", "atlas-scale", d=f"M{x:.0f} {y - 8}v8h{bar:.0f}v-8")
    written(parent, x + bar / 2, y - 12, walk.label("kilometres", n=str(long)))


# what is drawn on it


def dots(frame: Frame, places: Mapping[Inside, Point], listing: Listing) -> list[Dot]:
    """Return the points of places, as one if they would cover each other; the most mentioned come first."""
    order = sorted(places, key=lambda key: -len(listing.of(key)))
    cells: dict[tuple[int, int], list[Dot]] = {}
    out: list[Dot] = []
    for key in order:
        x, y = frame.at(*places[key])
        column, row = int(x // CLOSE), int(y // CLOSE)
        beside = [d for i in (-1, 0, 1) for j in (-1, 0, 1) for d in cells.get((column + i, row + j), ())]
        near = next((d for d in beside if hypot(d.at[0] - x, d.at[1] - y) < CLOSE), None)
        if near is not None:
            near.keys.append(key)
            continue
        out.append(made := Dot((x, y), [key]))
        cells.setdefault((column, row), []).append(made)
    for dot in out:
        dot.said = ", ".join(listing.edition.own[key].name for key in dot.keys)
    return out


def around(at: Point, size: float) -> Box:
    """Return the box around a point."""
    return (at[0] - size, at[1] - size, at[0] + size, at[1] + size)


def called(listing: Listing, dot: Dot) -> str:
    """Return what a point is called on the map: by its first place, with how many there are besides."""
    name = listing.edition.own[dot.keys[0]].name
    return f"{name} +{len(dot.keys) - 1}" if len(dot.keys) > 1 else name


def point(parent: etree._Element, dot: Dot, href: str, names: Names) -> None:
    """Append a point, a link if there is an address, with its name if that has found room."""
    kinds = ["atlas-place", dot.kind, "several" if len(dot.keys) > 1 else ""]
    out = sub(parent, "a" if href else "g", *kinds, href=href)
    if dot.said:
        sub(out, "title", text=dot.said)
    for size, part in ((22, "reach"), (8, "dot")):
        sub(out, "circle", part, r=str(size), cx=f"{dot.at[0]:.0f}", cy=f"{dot.at[1]:.0f}")
    name = names.shown.get(id(dot))
    if name is None:
        return
    shift = {"start": GAP, "end": -GAP}.get(name.way, 0)
    drop = {"above": -GAP, "below": GAP}.get(name.way, 0)
    text = sub(out, "text", "atlas-name", name.kind, text=name.text)
    text.set("x", f"{dot.at[0] + shift:.0f}")
    text.set("y", f"{dot.at[1] + drop:.0f}")
    text.set("text-anchor", name.way if shift else "middle")
    text.set("dominant-baseline", WAYS[name.way])


def caption(
    walk: Walk, parent: etree._Element, listing: Listing, close: Sequence[tuple[str, Dot]], unknown: int
) -> None:
    """Append which places are one point, how many are not on the map, and whose coastlines it has."""
    out = sub(parent, "figcaption")
    if close:
        holder = sub(out, "details") if len(close) > OPEN else out
        sub(holder, "summary" if len(close) > OPEN else "p", text=walk.label("map-close"))
        rows = sub(holder, "ul")
        for ident, dot in close:
            item = sub(rows, "li", id=ident)
            for number, key in enumerate(dot.keys):
                add_text(item, ", " if number else "")
                link(item, listing, key, walk.medium)
    missing = walk.label("map-missing", n=str(unknown)) + " " if unknown else ""
    sub(out, "p", text=f"{missing}{walk.label('map-source')}")
