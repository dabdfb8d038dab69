"""How a document, a page, or a place in one is cited: facts of the header -> citation, BibTeX, RIS, tags."""

from edition.citing.blanks import blanks
from edition.citing.formats import bibtex, csl, csl_text, ris
from edition.citing.item import Item, Spot, document_item, page_item
from edition.citing.meta import json_ld, tags
from edition.citing.note import note, plain
from edition.citing.site import Site

__all__ = [
    "Item",
    "Site",
    "Spot",
    "bibtex",
    "blanks",
    "csl",
    "csl_text",
    "document_item",
    "json_ld",
    "note",
    "page_item",
    "plain",
    "ris",
    "tags",
]
