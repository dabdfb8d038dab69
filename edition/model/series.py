"""Whose note it is: the author's, the translator's, the editor's, or one on the text (TEI P5 §3.9.1).

Said by `note/@type`, else by `note/@resp`, which points to a person or a statement of responsibility of the
header, or names one. Each series that is not the document's main one has marks of its own alphabet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import count, product
from string import ascii_lowercase

from lxml import etree

from edition.model.reading import reading_text
from edition.tei.names import is_tei


class Series(StrEnum):
    """A series of notes; `MAIN` is what the source does not tell apart."""

    MAIN = ""
    AUTHOR = "author"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    TEXTUAL = "textual"


TYPES: dict[str, Series] = {
    **dict.fromkeys("author auth authorial original".split(), Series.AUTHOR),
    **dict.fromkeys("translator translators translation transl trans tr".split(), Series.TRANSLATOR),
    **dict.fromkeys(
        "editor editors editorial ed eds redactional publisher commentary comment".split(), Series.EDITOR
    ),
    **dict.fromkeys(
        "textual text critical textcritical text-critical apparatus app variant variants conjecture".split(),
        Series.TEXTUAL,
    ),
}
"""`note/@type` and bare words of `@resp`, in lower case -> series."""

DUTIES: tuple[tuple[str, Series], ...] = (
    ("transl", Series.TRANSLATOR),
    ("übers", Series.TRANSLATOR),
    ("tradu", Series.TRANSLATOR),
    ("перев", Series.TRANSLATOR),
    ("author", Series.AUTHOR),
    ("autor", Series.AUTHOR),
    ("auteur", Series.AUTHOR),
    ("автор", Series.AUTHOR),
)
"""What the words of a `resp` in the header begin with -> series; any other duty is an editor's."""

SYMBOLS = "*†‡§‖¶"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


def series_of(note: etree._Element, resolve: Callable[[str], etree._Element | None]) -> Series:
    """Return the series of a note. `resolve` turns a pointer into an element of the document, or None."""
    kind = (note.get("type") or "").strip().lower()
    if kind in TYPES:
        return TYPES[kind]
    for name in (note.get("resp") or "").split():
        element = resolve(name)
        if element is not None:
            return responsible(element)
        word = name.lstrip("#").rstrip(".").lower()
        return TYPES.get(word, Series.EDITOR)
    return Series.MAIN


def responsible(element: etree._Element) -> Series:
    """Return the series of what a person, or a statement of responsibility, answers for."""
    for holder in (element, *element.iterancestors()):
        if is_tei(holder, "author"):
            return Series.AUTHOR
        if is_tei(holder, "respStmt"):
            words = " ".join(reading_text(r) for r in holder.iterchildren("{*}resp")).lower().split()
            found = (s for begin, s in DUTIES if any(w.startswith(begin) for w in words))
            return next(found, Series.EDITOR)
    role = (element.get("role") or "").lower()
    return TYPES.get(role, Series.EDITOR)


def marks(series: Series, numbered: bool) -> Iterator[str]:
    """Yield the marks of a series without end. `numbered`: it is the one that takes numbers."""
    if numbered:
        yield from (str(number) for number in count(1))
    if series is Series.TRANSLATOR:
        for times in count(1):
            yield from (symbol * times for symbol in SYMBOLS)
    letters = GREEK if series is Series.TEXTUAL else ascii_lowercase
    for size in count(1):
        yield from ("".join(word) for word in product(letters, repeat=size))
