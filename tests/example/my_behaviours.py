"""How this project wants its ship names and its interludes to look."""

from lxml import etree

from edition.render.html import sub
from edition.render.walk import Walk


def ship(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A ship's name: set in italics, with its kind as a hint."""
    out = walk.open(source, parent, "i")
    out.set("title", source.get("type") or "Schiff")
    walk.children(source, out)


def asterisks(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A break in the text: three asterisks instead of the number of the section."""
    sub(parent, "p", "asterisks", text="* * *")


BEHAVIOURS = {
    "objectName": ship,
    "milestone": asterisks,
}
