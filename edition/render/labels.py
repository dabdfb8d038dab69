"""The words that the renderer itself prints, by language; a language without a table gets English."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "notes": "Notes",
        "note": "Note {n}",
        "note-back": "Back to the text at note {n}",
        "note-back-again": "Back to call {k} of note {n}",
        "note-lost": "[note lost in the source]",
        "note-empty": "[the note is empty]",
        "page": "Page {n}",
        "page-in": "Page {n} ({ed})",
        "facsimile": "Facsimile",
        "apparatus": "Apparatus",
        "variants": "Variant readings",
        "omitted": "omitted",
        "sic": "in the source",
        "orig": "original spelling",
        "abbr": "abbreviated",
        "expan": "expanded",
        "corr": "corrected",
        "reg": "regularised",
        "del": "deleted",
        "add": "added",
        "gap": "Gap in the text",
        "space": "Space left in the source",
        "contents": "Contents",
        "about": "About this edition",
        "library": "Texts",
        "registers": "Registers",
        "witnesses": "Witnesses",
        "author": "Author",
        "editor": "Editor",
        "translator": "Translator",
        "edition": "Edition",
        "published": "Published",
        "source": "Source",
        "licence": "Licence",
        "language": "Language",
        "keywords": "Keywords",
        "abstract": "Abstract",
        "principles": "Editorial principles",
        "revisions": "Revisions",
        "letter": "Letter",
        "sent": "Sent",
        "received": "Received",
        "download": "TEI file",
        "responsible": "Responsible",
        "pages": "{n} pages",
        "image": "Image",
        "index-of": "All texts",
    }
}


def labels(language: str) -> Mapping[str, str]:
    """Return the labels for a language tag."""
    return LABELS.get(language.partition("-")[0].lower(), LABELS["en"])
