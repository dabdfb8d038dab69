"""A page's citation with blanks for the place on it, which the reader's browser fills in (`cite.js`).

The blanks are characters of Unicode's private use area, which no text holds by agreement. A line of BibTeX or
RIS, or a field of CSL, whose blank stays empty is left out; so is the comma before a blank in the citation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from edition.citing.bibtex import bibtex
from edition.citing.csl import csl
from edition.citing.item import Item, Spot
from edition.citing.note import QUOTES, note
from edition.citing.ris import ris

PAGES, WHERE, URL = "\ue000", "\ue001", "\ue002"
PLACES = ("page", "pages", "paragraph", "paragraphs", "line", "lines", "note", "notes", "entry")
"""What of a place is said in words: the labels `loc-…`."""


def blanks(item: Item, words: Mapping[str, str], language: str, **more: str | int) -> str:
    """Return the data of a page as JSON for a script element; of `more`, empty values are left out."""
    spot = Spot(PAGES, WHERE, URL)
    cited = csl(item, spot)
    data = {
        "url": item.url,
        "key": item.key,
        "note": [[run.text, int(run.italic)] for run in note(item, spot, words, language)],
        "bibtex": bibtex([cited]),
        "ris": ris([cited]),
        "csl": cited,
        "quotes": QUOTES.get(language.partition("-")[0], QUOTES["en"]),
        "words": {name: words[f"loc-{name}"] for name in PLACES},
        **{name: value for name, value in more.items() if value},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
