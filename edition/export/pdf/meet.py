"""Calls and notes brought together that the typesetter parts: changes to the plain nodes of a book.

Typst takes a line of the text to the next page with its note, but not a line within a block that it can
break: a quotation, a box, an item, a cell. There the note alone goes to the next page. So such a block is
kept whole if it is short, else divided, so that what holds the call is a short block of its own; a table that
is too long has its notes below, as is usual for tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

Plain = dict[str, Any]

OPEN = ("langs", "register", "lg")
"""Kinds that set their blocks as if these stood by themselves."""
WHOLE = 1.6
"""So many times the room for notes of a page is what a note may have that is kept on one page."""
BLOCKS = ("box", "list", "terms", "table", "figure", "entry")
"""Kinds that Typst breaks, notes or not."""


def meet(parts: list[Any], parted: set[str], room: int, ahead: Set[str] = frozenset()) -> bool:
    """Change blocks so that some notes may begin on the pages of their calls; say whether any was changed.

    `room` is how many characters may be kept on one page, `ahead` are the notes before the parted ones that
    fill the page. Changes the nodes.
    """
    loosened = loosen(parts, parted | ahead, parted)
    filled = [yields(note, room) for note in noted(parts) if note["id"] in ahead]
    return whole(parts, parted, room) or loosened or any(filled)


def loosen(value: Any, stands: Set[str], breaks: Set[str]) -> bool:
    """Let notes break, and lines of paragraphs stand alone. Changes the nodes; says whether any."""
    changed = False
    if isinstance(value, dict):
        for name, inner in list(value.items()):
            changed = loosen(inner, stands, breaks) or changed
            held = inner if name == "c" and value.get("k") == "p" else ()
            if any(one in stands for one in called(held)) and not value.get("loose"):
                value["loose"] = changed = True
        if value.get("k") == "note" and value.get("id") in breaks and not value.get("long"):
            value["long"] = changed = True
    elif isinstance(value, list):
        changed = True in [loosen(one, stands, breaks) for one in value]
    return changed


def yields(note: Plain, room: int) -> bool:
    """Change a long note that the next one on its page gives way to; say whether it was changed.

    Where a note goes on over the page, Typst lets no other begin on it; but a line of text may still stand
    where a line of the note did not. So the note leaves no line empty, and the text goes on on the next page.
    If that does not help, as with two calls on one line, the note stays on its page, if a page can hold it.
    """
    if note.get("long") and not note.get("dense"):
        note["dense"] = True
        return True
    if note.get("long") and length(note["b"]) <= room * WHOLE:
        note["long"] = False
        return True
    return False


def whole(nodes: list[Any], parted: set[str], room: int) -> bool:
    """Keep blocks whole, or divide them, in which some notes are called. Changes the list; says if any."""
    changed = False
    for at in reversed(range(len(nodes))):
        node = nodes[at]
        kind = node.get("k") if isinstance(node, dict) else None
        if kind in OPEN:
            changed = whole(node["c"], parted, room) or changed
        elif kind in BLOCKS and not node.get("whole") and not parted.isdisjoint(called(node)):
            made = kept(node, parted, room)
            changed = changed or made != [node]
            nodes[at : at + 1] = made
    return changed


def kept(node: Plain, parted: set[str], room: int) -> list[Any]:
    """Return what stands for a block in which some notes are called."""
    if length(node) <= room:
        return [{**node, "whole": True}]
    if node["k"] == "table":
        return below(node)
    name = {"box": "c", "list": "items"}.get(node["k"], "")
    held = node.get(name, [])
    at = next((n for n, one in enumerate(held) if not parted.isdisjoint(called(one))), None)
    if at is None or len(held) < 2:
        return [node]
    before, after = {**node, name: held[:at]}, {**node, name: held[at + 1 :]}
    own = {**node, name: [held[at]], "whole": length(held[at]) <= room}
    if name == "items":  # they go on counting
        first = node.get("from", 1)
        own |= {"from": first + at, "c": []}
        after |= {"from": first + at + 1, "c": []}
    pieces = [piece for piece in (before, own, after) if piece[name]]
    return joined(pieces) if name == "c" else pieces


def joined(pieces: list[Plain]) -> list[Plain]:
    """Return the pieces of a box, each knowing whether it begins and ends it."""
    ends = len(pieces) - 1
    opens, shuts = pieces[0].get("opens", True), pieces[-1].get("shuts", True)
    return [
        {**piece, "opens": opens and n == 0, "shuts": shuts and n == ends} for n, piece in enumerate(pieces)
    ]


def below(table: Plain) -> list[Any]:
    """Return a table with its notes below it."""
    notes: list[Plain] = []
    return [lowered(table, notes), *([{"k": "endnotes", "c": [], "items": notes}] if notes else [])]


def lowered(value: Any, notes: list[Plain]) -> Any:
    """Return nodes with the notes that have a mark taken out, and only called."""
    if isinstance(value, list):
        return [lowered(one, notes) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("k") == "note" and "mark" in value:
        notes.append(value)
        return {"k": "call", "c": [], "to": value["id"], "mark": value["mark"], "back": True}
    return {name: lowered(one, notes) for name, one in value.items()}


def noted(value: Any) -> Iterator[Plain]:
    """Yield the notes that are called in nodes, those in notes aside."""
    if isinstance(value, list):
        for one in value:
            yield from noted(one)
    elif isinstance(value, dict) and value.get("k") == "note":
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from noted(one)


def called(value: Any) -> Iterator[str]:
    """Yield the ids of the notes that are called in nodes, those in notes aside."""
    return (str(note["id"]) for note in noted(value))


def length(value: Any) -> int:
    """Return about how many characters nodes print, notes included."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(map(length, value))
    if not isinstance(value, dict):
        return 0
    held = [
        one for name, one in value.items() if name in ("c", "b", "t", "items", "rows", "cells", "caption")
    ]
    return 30 * (value.get("k") in ("p", "l", "note")) + length(held)
