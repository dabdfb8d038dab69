"""The bibliography formatted, by the Chicago Manual or any CSL style: as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from edition.citing.entry import entry
from edition.citing.note import Run, plain
from edition.citing.styles import styled
from edition.export.data import Data, Files
from edition.model import Document
from edition.model.works import Work
from edition.render.html import serialise, sub
from edition.render.listing import runs

DOCTYPE = "<!doctype html>\n"
LOOK = """
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.5 Georgia, "Times New Roman", serif; }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1.25rem; }
h1 { font-weight: normal; }
ul { list-style: none; padding: 0; }
li { padding-inline-start: 2em; text-indent: -2em; margin-block-end: .5em; overflow-wrap: anywhere; }
a { color: inherit; }
.r-smallcaps { font-variant: small-caps; }
"""
"""The file stands alone: its style is in it."""


def bibliography(data: Data, documents: Sequence[Document], style: Path | None = None) -> Files:
    """Yield the works that some documents hold or cite, in the order of the style: an entry a line, and HTML.

    Raises `style-invalid` and `program-missing`, where a style is given.
    """
    works = list(data.works_of(documents).values())
    if not works:
        return
    made = formatted(data, works, style)
    yield "bibliography.txt", "".join(f"{plain(one)}\n" for one in made.values()).encode()
    yield "bibliography.html", page(data, made).encode()


def formatted(data: Data, works: Sequence[Work], style: Path | None) -> dict[str, tuple[Run, ...]]:
    """Return the entries by the keys of their works: in a style's order, or by author and year."""
    if style is not None:
        return styled({work.key: work for work in works}, style, data.project.language)
    words, language = data.project.words(), data.project.language
    return {work.key: entry(work, words, language) for work in sorted(works, key=lambda work: work.sort_key)}


def page(data: Data, made: Mapping[str, tuple[Run, ...]]) -> str:
    """Return entries as a page of HTML, each with its id."""
    words = data.project.words()
    root = etree.Element("html", {"lang": data.project.language})
    head, body = sub(root, "head"), sub(root, "body")
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    etree.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    sub(head, "style", text=LOOK)
    sub(head, "title", text=f"{words['title-bibliography']} – {data.site.name}")
    sub(body, "h1", text=words["title-bibliography"])
    listed = sub(body, "ul")
    for key, said in made.items():
        item = sub(listed, "li")
        item.set("id", key)
        runs(item, said)
        item.tail = "\n"
    return f"{DOCTYPE}{serialise(root)}\n"
