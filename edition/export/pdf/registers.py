"""Registers as nodes: who and what is mentioned, with the pages; whole, or what the texts need."""

from __future__ import annotations

from edition.export.book import Part
from edition.export.entries import keep_mentioned
from edition.export.pdf.chapters import Making, beginning, raise_headings
from edition.export.pdf.convert import blocks
from edition.export.pdf.nodes import Node, every
from edition.export.pdf.phrases import Nodes, Setting
from edition.render.html import has_class, remove


def register_part(making: Making, part: Part) -> Nodes:
    """Return a register; where it was not asked for, of what the texts mention."""
    book, document, out = making.book, part.document.id, Nodes()
    for chapter in part.chapters:
        if not part.chosen:
            keep_mentioned(chapter.html, document, frozenset(making.found.mentions))
        setting = Setting(document, lambda href: book.place(href, document), making.targets)
        for element in list(chapter.html):
            if has_class(element, "title-page", "about", "after"):
                remove(element)
        out.extend(blocks(chapter.html, setting))
    if not any(node.kind in ("entry", "terms") for node in every(out)):
        return []
    title = part.document.header.title
    raise_headings(out, 2)
    heading = Node("h", [beginning(part.chapters[0]), title], {"level": 1, "title": title})
    return [heading, Node("register", out)]
