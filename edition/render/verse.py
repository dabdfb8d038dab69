"""Verse (TEI P5 §6): lines and groups of lines."""

from __future__ import annotations

from lxml import etree

from edition.render.generic import block, inline
from edition.render.html import add_class, sub
from edition.render.walk import Behaviour, Walk

PARTS = {"I": "part-i", "M": "part-m", "F": "part-f"}


def line(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A line (§6.1): every fifth shows its number; a part of a shared line (`@part`) is set in."""
    out = walk.open(source, parent, "div")
    number = (source.get("n") or "").strip()
    if number:
        last = number.rpartition(".")[2]
        shown = sub(out, "span", "ln", aria_hidden="true", text=number)
        if not (last.isdigit() and int(last) % 5 == 0):
            add_class(shown, "ln-quiet")
    if (part := source.get("part")) in PARTS:
        add_class(out, PARTS[part or ""])
    walk.children(source, out)


def caesura(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A caesura (§6.3)."""
    walk.open(source, parent, "span")


BEHAVIOURS: dict[str, Behaviour] = {
    "l": line,
    "lg": block,
    "caesura": caesura,
    "rhyme": inline,
    "metSym": inline,
}
