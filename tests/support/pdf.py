"""What a PDF says: its words, its bookmarks; and what a book's nodes say, to compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2

WORD = re.compile(r"[^\W\d_]+")
HYPHEN = re.compile(r"[-\u2010]?[\ufffe\x02]\s*|[-\u2010]\s*\n\s*|[-\u2010\u00ad\u200b]")


def words(text: str) -> Counter[str]:
    """Return the words of a text, hyphens undone."""
    return Counter(WORD.findall(HYPHEN.sub("", text)))


def pages(data: bytes, top: float, bottom: float) -> list[str]:
    """Return the text of each page between its running head and its number; margins in points."""
    out = []
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        out.append(page.get_textpage().get_text_bounded(0, bottom, width, height - top))
    return out


def bookmarks(data: bytes) -> list[tuple[int, str, int]]:
    """Return level, title and page of each bookmark."""
    found = pypdfium2.PdfDocument(data).get_toc()
    return [(b.level, b.get_title(), b.get_dest().get_index()) for b in found]


def printed(value: Any, marks: bool = True) -> Iterator[str]:
    """Yield all that plain nodes print; with `marks` also those of notes, at their calls."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from printed(one, marks)
    elif isinstance(value, dict) and value.get("k") == "note":
        yield value.get("mark", "") if marks else ""
    elif isinstance(value, dict):
        yield from printed_node(value, marks)


def printed_node(node: dict[str, Any], marks: bool) -> Iterator[str]:
    """Yield what a node prints that is no note."""
    kind = node.get("k", "")
    yield " " if kind in BREAKS else ""
    if kind == "h":
        yield node.get("byline", "") + " "
    if kind == "call" and marks:
        yield node["mark"]
    if kind == "list":
        yield from (f" {item.get('mark', '')} " for item in node["items"] if kind)
    for name in ("t", "c", "at", "b", "items", "rows", "cells", "caption", "was", "right"):
        if kind != "endnotes":  # whose items are notes
            yield from printed(node.get(name, []), marks)
        yield " " if name == "was" else ""  # what is right stands behind an arrow
    yield " " if kind in BREAKS else ""
    if kind == "h":
        yield " " + node.get("sub", "")


BREAKS = frozenset(
    "p h l lg box list entry terms table figure corrections endnotes register br langs".split()
) | {""}


def notes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the notes in plain nodes."""
    if isinstance(value, dict):
        if value.get("k") == "note":
            yield value
        for one in value.values():
            yield from notes(one)
    elif isinstance(value, list):
        for one in value:
            yield from notes(one)


def said(data: dict[str, Any], marks: bool = True) -> str:
    """Return all that the chapters of a book print, its notes behind."""
    parts = ["".join(printed(data["parts"], marks))]
    for note in notes(data["parts"]):
        parts.append(f"{note.get('mark', '') if marks else ''} {''.join(printed(note['b'], marks))}")
    return "\n".join(parts)


def first_page(data: bytes) -> int:
    """Return the index of the page with the number 1: the first behind title, imprint and contents."""
    book = pypdfium2.PdfDocument(data)
    return next(n for n in range(len(book)) if book.get_page_label(n) == "1")


def differ(wanted: Counter[str], found: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return the words missing and the words too many.

    A word that a page divides is one word; two that the text’s own hyphen joins at a line’s end are two.
    """
    missing, extra = wanted - found, found - wanted
    paired(missing, extra)
    paired(extra, missing)
    crossed(missing, extra)
    return +missing, +extra


def paired(whole: Counter[str], parts: Counter[str]) -> None:
    """Take out the words of which the two parts stand on the other side. Changes both."""
    for word in list(whole.elements()):
        for cut in range(1, len(word)):
            two = Counter((word[:cut], word[cut:]))
            if two <= parts:
                whole.subtract((word,))
                parts.subtract(two)
                break


def crossed(missing: Counter[str], extra: Counter[str]) -> None:
    """Take out two words that begin alike, one divided by a page, the other joined at a line's end.

    Wanted are *ab* and *a c*, found *a b* and *ac*: the *a* is on both sides. Changes both.
    """
    for whole in list(missing.elements()):
        for cut in range(1, len(whole)):
            begun, rest = whole[:cut], whole[cut:]
            other = next((w for w in +extra if w.startswith(begun) and missing[w[cut:]] > 0), None)
            if extra[rest] > 0 and other is not None:
                missing.subtract((whole, other[cut:]))
                extra.subtract((rest, other))
                break
