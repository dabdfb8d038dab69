"""How the edition's own parts, and the works that it cites, are cited: entry, BibTeX, RIS, CSL, tags.

Whatever is cited becomes a CSL item (`csl`, `csl_work`); BibTeX and RIS are written from that.
"""

from edition.citing.bibtex import bibtex
from edition.citing.blanks import blanks
from edition.citing.csl import Csl, csl, csl_text, csl_work
from edition.citing.item import Item, Spot, document_item, page_item
from edition.citing.meta import json_ld, tags
from edition.citing.note import note, plain
from edition.citing.ris import ris
from edition.citing.site import Site

__all__ = [
    "Csl",
    "Item",
    "Site",
    "Spot",
    "bibtex",
    "blanks",
    "csl",
    "csl_text",
    "csl_work",
    "document_item",
    "json_ld",
    "note",
    "page_item",
    "plain",
    "ris",
    "tags",
]
