"""A spark line: where in a text something stands, as small bars from its beginning to its end.

SVG in the page itself, its measures as attributes: no style, no script. What it shows is said in words too.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from edition.render.html import sub

BARS = 60
HEIGHT = 20
TENTHS = 10
WIDTH = 3
STEP = 4


def counted(places: Iterable[float], bins: int) -> list[int]:
    """Return how many of some places, from 0 to 1, are in each of as many equal stretches."""
    out = [0] * bins
    for place in places:
        out[min(bins - 1, max(0, int(place * bins)))] += 1
    return out


def spark(parent: etree._Element, places: list[float], name: str) -> etree._Element:
    """Append a spark line of places from 0 to 1. `name` is what it is called, with `{tenths}` in it."""
    bars = counted(places, BARS)
    highest = max(bars)
    tenths = ", ".join(map(str, counted(places, TENTHS)))
    out = sub(parent, "svg", "spark", role="img", aria_label=name.format(tenths=tenths))
    out.set("viewBox", f"0 0 {BARS * STEP} {HEIGHT}")
    out.set("preserveAspectRatio", "none")
    sub(out, "path", "spark-base", d=f"M0 {HEIGHT - 0.5}H{BARS * STEP}")
    for number, bar in enumerate(bars):
        if bar:
            high = max(4, round(HEIGHT * bar / highest))
            place = {"x": str(number * STEP), "y": str(HEIGHT - high)}
            sub(out, "rect", **place, width=str(WIDTH), height=str(high))
    return out
