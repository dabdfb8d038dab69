"""Citations recognised in the text of a note: text in, spans with typed parts out. Nothing is resolved.

`find` is pure: it knows neither TEI nor the other notes. Who calls it flattens the note, tells which
stretches are set in italics, and writes the spans found back as markup.

A note is cut into tokens (`tokens`), tokens are read as fields (`fields`, `dates`, `imprints`, `archives`,
`scan`), fields that hang together look for the head that goes before them (`starts`, `heads`, `names`).
The words of it all stand in `words.toml` and `places.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.annotate.citations.imprints import bracketed_imprint
from edition.annotate.citations.model import Citation, Form, Kind, Part, Relation
from edition.annotate.citations.search import search
from edition.annotate.citations.shorts import shorts
from edition.annotate.citations.tokens import Text, tokenise

__all__ = ["Citation", "Form", "Kind", "Part", "Relation", "find"]


def find(text: str, *, italic: Sequence[tuple[int, int]] = (), language: str = "") -> tuple[Citation, ...]:
    """Return the citations of a note's text, in its order.

    `italic` are the stretches set in italics, the best evidence there is for a title. `language` is the
    note's own (a BCP 47 tag, or nothing): in Russian notes a full stop may stand for a comma, and a surname
    before its initials, also where they are transliterated.
    """
    tokens = tokenise(text, italic, language)
    found: list[Citation] = []
    nested: set[int] = set()
    for i, j in _stretches(tokens):
        follows = i > 1 and tokens.at(i - 1).text == "["
        stretch = search(tokens, i, j, frozenset(nested), follows)
        here = [*stretch.found, *(() if _goes_on(tokens, i, j) else shorts(stretch))]
        if here and i > 0:
            nested.add(i - 1)
        found += here
    return tuple(_apart(sorted(found, key=lambda c: (c.start, -c.end))))


def _apart(found: list[Citation]) -> Iterator[Citation]:
    """Give the citations that do not overlap: of two that do, the one that begins first, or is the longer."""
    end = 0
    for citation in found:
        if citation.start >= end:
            yield citation
            end = citation.end


def _goes_on(text: Text, i: int, j: int) -> bool:
    """Tell whether a citation goes on behind a bracket, so that the bracket is a gloss within it."""
    return i > 0 and text.mark(i - 1, "[") and text.mark(j + 1, ",")


def _stretches(text: Text) -> list[tuple[int, int]]:
    """Return the insides of the brackets, the innermost first, and the whole text last."""
    inside = [(i + 1, j) for i, j in enumerate(text.partner) if j > i + 1 and not bracketed_imprint(text, i)]
    return [*sorted(inside, key=lambda span: span[1]), (0, len(text.tokens))]
