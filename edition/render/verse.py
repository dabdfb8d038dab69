"""Verse (TEI P5 §6): lines and groups of lines."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.model.reading import reading_text
from edition.render.generic import inline
from edition.render.html import add_class, sub
from edition.render.walk import Behaviour, Walk, add_kind
from edition.tei.names import is_tei

PARTS = {"I": "part-i", "M": "part-m", "F": "part-f"}
STEP, WIDEST = 4, 16
"""A later part is set in by steps of so many characters, up to so many steps."""


def line(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A line (§6.1): every fifth shows its number; a part of a shared line (`@part`) is set in."""
    out = walk.open(source, parent, "div")
    number = (source.get("n") or "").strip()
    if number:
        last = number.rpartition(".")[2]
        shown = sub(out, "span", "ln", aria_hidden="true", text=number)
        if not (last.isdecimal() and int(last) % 5 == 0):
            add_class(shown, "ln-quiet")
    if (part := source.get("part")) in PARTS:
        add_class(out, PARTS[part or ""], *shifted(source))
    holder = source.getparent()
    if holder is not None and is_tei(holder, "lem", "rdg") and not reading_text(source):
        add_class(out, "no-line")  # a reading without the line, or one that has it elsewhere (`@copyOf`)
    walk.children(source, out)


def shifted(source: etree._Element) -> list[str]:
    """Return the class that sets a part of a shared line in by the length of its earlier parts (§6.2.1)."""
    if source.get("part") not in ("M", "F"):
        return []
    length = 0
    for earlier in preceding_parts(source):
        length += len(reading_text(earlier))
        if earlier.get("part") == "I":
            return [f"shift-{max(1, min(round(length / STEP), WIDEST))}"]
    return []


def preceding_parts(source: etree._Element) -> Iterator[etree._Element]:
    """Yield the parts of lines before one, nearest first, over the speeches around it; a few at most."""
    at: etree._Element = source
    for _ in range(40):
        previous = at.getprevious()
        if previous is None:
            holder = at.getparent()
            if holder is None or not is_tei(holder, "sp", "lg", "spGrp", "q", "quote", "p", "ab"):
                return
            at = holder
            continue
        at = previous
        lines = [at] if is_tei(at, "l") else list(at.iter("{*}l")) if isinstance(at.tag, str) else []
        for line in reversed(lines):
            if line.get("part") not in PARTS:
                return
            yield line


def stanza(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A group of lines (§6.1): a stanza without a heading shows the number that it has."""
    out = walk.open(source, parent, "div")
    add_kind(out, source)
    number = (source.get("n") or "").strip()
    if number and len(number) <= 8 and source.find("{*}head") is None and source.find("{*}l") is not None:
        sub(out, "span", "lg-n", aria_hidden="true", text=number)
    walk.children(source, out)


def caesura(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A caesura (§6.3)."""
    walk.open(source, parent, "span")


BEHAVIOURS: dict[str, Behaviour] = {
    "l": line,
    "lg": stanza,
    "caesura": caesura,
    "rhyme": inline,
    "metSym": inline,
}
