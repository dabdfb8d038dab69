"""A book as what its template prints: title, imprint, chapters, notes, registers, lists.

Two walks over the same pages: the first learns what is pointed at, the second makes nodes and notes where
each entry of a register is mentioned. Registers come last, so that they know their mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from edition.export.book import Book
from edition.export.entries import entry_names
from edition.export.front import front
from edition.export.options import Options
from edition.export.pdf.chapters import APPARATUS, Making, text_part
from edition.export.pdf.nodes import Node, every, plain, text_of
from edition.export.pdf.phrases import Nodes
from edition.export.pdf.registers import register_part
from edition.render.html import has_class

CALLS = ("note-mark", "note-back", "note-ref")
"""Links between notes and their calls, which are made anew."""
DEEPEST = 6
LAST = 400
"""A paragraph of so many characters, at most, goes to the next page with the signature below it."""
TONGUE = ("lang", "script", "region", "dir")


def compose(book: Book, options: Options) -> dict[str, Any]:
    """Return a book as plain values for the template; docs/book.md names them."""
    making = Making(book, options, frozenset(pointed_at(book)), frozenset(entry_names(book)))
    parts: Nodes = [node for part in book.texts for node in text_part(making, part)]
    parts += [node for part in book.registers for node in register_part(making, part)]
    if making.found.corrections:
        parts.append(Node("h", [book.labels["book-corrections"]], {"level": 1}))
        parts.append(Node("corrections", [], {"rows": making.found.corrections}))
    headings(parts)
    openings(parts)
    framed(parts, options.room())
    tongues(parts, {})
    neighbours(parts)
    resolve(parts, making)
    return {
        **front(book, options),
        **feet(parts, options),
        "parts": plain(parts),
        "words": {k: v for k, v in book.labels.items() if k.startswith("book-") or k == "contents"},
    }


def pointed_at(book: Book) -> Iterator[str]:
    """Yield the names of the places that links lead to."""
    for part in book.parts:
        for chapter in part.chapters:
            for link in chapter.html.iter("a"):
                href = link.get("href")
                place = book.place(href, part.document.id) if href and not has_class(link, *CALLS) else None
                if place is not None:
                    yield f"{place[0]}#{place[1]}"


def headings(parts: Nodes) -> None:
    """Let no heading be more than one level below the one before it (PDF/UA-1 §7.4.2). Changes the nodes."""
    before = 0
    for node in every(parts):
        if node.kind == "h":
            node.values["level"] = before = min(int(node.values["level"]), before + 1, DEEPEST)
            node.values.setdefault("title", text_of(node.nodes))


def openings(parts: Nodes) -> None:
    """Let whatever stands on the highest level begin a page. Changes the nodes."""
    for node in every(parts):
        if node.kind == "h" and node.values["level"] == 1:
            node.values["opens"] = True


def framed(parts: Nodes, room: int) -> None:
    """Let texts in a frame not be broken by a page, where half a page holds them. Changes the nodes."""
    for node in every(parts):
        if node.kind == "box" and node.values.get("kind") == "float" and len(text_of(node.nodes)) <= room:
            node.values["whole"] = True


def neighbours(nodes: Sequence[Node | str]) -> None:
    """Set a name below a heading with it, and let no signature begin a page alone. Changes the nodes."""
    before: list[Node] = []
    for node in nodes:
        if not isinstance(node, Node):
            continue
        if node.kind in ("langs", "box"):
            neighbours(node.nodes)
        kind, last = node.values.get("kind"), before[-1] if before else None
        if kind == "byline" and last is not None and last.kind == "h":
            node.values["kind"] = "author"
        signs = kind in ("signed", "closer") and last is not None and last.kind == "p"
        if last is not None and signs and not last.values.get("kind") and len(text_of(last.nodes)) <= LAST:
            last.values.update(stays=True, follows=len(before) > 1 and before[-2].kind == "p")
        if text_of([node]):
            before.append(node)


def tongues(value: Any, around: dict[str, Any]) -> None:
    """Let notes know the language and direction of their text; a page's foot has the book's. Changes them."""
    if isinstance(value, Node):
        if value.kind in ("lang", "langs"):
            around = {**around, **{k: v for k in TONGUE if (v := value.values.get(k))}}
        elif value.kind == "note" and not value.values.get("lang"):
            value.values.update(around)
        tongues([*value.nodes, *value.values.values()], around)
    elif isinstance(value, list | tuple):
        for one in value:
            tongues(one, around)
    elif isinstance(value, dict):
        tongues(list(value.values()), around)


def resolve(parts: Nodes, making: Making) -> None:
    """Let links lead to places that are printed, and entries know their mentions. Changes the nodes."""
    known = {str(node.values.get("id")) for node in every(parts) if node.kind in ("at", "note")}
    for node in every(parts):
        if node.kind in ("link", "call") and node.values.get("to") not in known:
            node.values["to"] = ""
        elif node.kind == "pages":
            node.values["refs"] = making.found.mentions.get(str(node.values.pop("of", "")), [])
        elif node.kind == "corrections":
            for row in node.values["rows"]:
                row["to"] = row["to"] if row["to"] in known else ""


def feet(parts: Nodes, options: Options) -> dict[str, Any]:
    """Return what the feet of pages need: how much goes there; of several series, the notes by id."""
    room = options.room()
    notes = {str(n.values["id"]): n for n in every(parts) if n.kind == "note"}
    for note in notes.values():
        length = len(text_of(note.values["b"]))
        note.values.update(chars=length, long=length > room // 2)
        for inner in every(note.values["b"]):
            if inner.kind == "note":
                inner.values["in"] = note.values["id"]
    groups = {n.values["group"] for n in notes.values()}
    several = options.notes == "foot" and (len(groups) > 1 or APPARATUS in groups)
    return {"room": room, **({"notes": plain(notes)} if several else {})}
