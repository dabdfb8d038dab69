"""What one chooses a document by: its kind, its date, its extent, the name that it is filed under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from edition.model.document import Document
from edition.model.header import path
from edition.model.reading import reading_text
from edition.tei.names import tei

YEAR = re.compile(r"(?<!\d)\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
PERSON = re.compile(
    r"[^\W\da-z]\S*( (d[aeiu]\S*|v[ao]n|zu[rm]?|l[ae]|ter|ten|bin|ibn|al|[^\W\da-z]\S*)){1,4}"
)
"""A name that can be a person's: words with capitals, and particles between."""
DATED = (
    "profileDesc/correspDesc/correspAction/date",
    "profileDesc/creation/date",
    "fileDesc/sourceDesc//origDate",
    "fileDesc/sourceDesc//date",
    "fileDesc/publicationStmt/date",
)
"""Where a header says when a text was written or printed; the first that does counts (TEI P5 §2.4, §2.2)."""
NORMALISED = tuple(
    f"{name}{iso}" for name in "when notBefore from notAfter to".split() for iso in ("", "-iso")
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A document as one line in a list. `sort_` values put such lines in order."""

    kind: str
    date: str
    words: int
    sort_author: str
    sort_date: str


def facts(document: Document) -> Facts:
    """Return what a list of documents says of one."""
    shown, normal = dated(document.root)
    return Facts(kind(document), shown, words(document.root), filed(document.root), normal)


def dated(root: etree._Element) -> tuple[str, str]:
    """Return the date of a text as written, or as normalised, and in a form that sorts."""
    for steps in DATED:
        for date in root.iterfind(path(f"teiHeader/{steps}")):
            normal = next((v for name in NORMALISED if (v := (date.get(name) or "").partition("T")[0])), "")
            text = reading_text(date)
            if normal or text:
                found = YEAR.search(normal or text)
                return text or normal, found[0] if found else ""
    return "", ""


def words(root: etree._Element) -> int:
    """Return how many words a document prints, its header aside."""
    texts = [e for name in ("text", "standOff") for e in root.iter(tei(name))]
    outer = [e for e in texts if not any(a in texts for a in e.iterancestors(tei("text")))]
    return len(" ".join(str(piece) for e in outer for piece in e.itertext()).split())


def filed(root: etree._Element) -> str:
    """Return the name that a document is filed under: its first author's, the surname in front."""
    author = root.find(path("teiHeader/fileDesc/titleStmt/author"))
    if author is None:
        return ""
    surname = next(author.iter(tei("surname")), None)
    name = reading_text(author)
    if surname is not None:
        return f"{reading_text(surname)}, {name}"
    if "," in name or next(author.iter(tei("orgName")), None) is not None:
        return name
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first and PERSON.fullmatch(name) else name


def sortable(text: str) -> str:
    """Return a text as it is put in order: without accents, case and opening marks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().lstrip("\"'“”„«»‘’([ ")


def has(*names: str) -> Callable[[Document], bool]:
    """Return a test for a document that holds one of some elements."""
    return lambda document: any(next(document.root.iter(tei(n)), None) is not None for n in names)


def is_bundle(document: Document) -> bool:
    """Say whether a document is several texts (TEI P5 §4.3, §16.1)."""
    return document.root.tag == tei("teiCorpus") or document.root.find(path("text/group")) is not None


def is_glossary(document: Document) -> bool:
    """Say whether a register is one of terms."""
    return document.is_register and any(
        e.get("type") in ("gloss", "glossary") for e in document.root.iter(tei("list"))
    )


def is_chronology(document: Document) -> bool:
    """Say whether a register is one of events."""
    return document.is_register and has("listEvent")(document)


def is_verse(document: Document) -> bool:
    """Say whether a document has more lines of verse than paragraphs."""
    lines = sum(1 for _ in document.root.iter(tei("l")))
    return (
        lines > 0 and lines > sum(1 for _ in document.root.iter(tei("text"))) and lines > paragraphs(document)
    )


def paragraphs(document: Document) -> int:
    """Return how many paragraphs the texts of a document have."""
    return sum(1 for text in document.root.iterfind(tei("text")) for _ in text.iter(tei("p")))


KINDS: tuple[tuple[str, Callable[[Document], bool]], ...] = (
    ("glossary", is_glossary),
    ("chronology", is_chronology),
    ("register", lambda document: document.is_register),
    ("letter", lambda d: d.root.find(path("teiHeader/profileDesc/correspDesc")) is not None),
    ("corpus", is_bundle),
    ("drama", has("castList", "stage")),
    ("interview", lambda d: sum(1 for _ in d.root.iter(tei("sp"))) > paragraphs(d) / 4),
    ("verse", is_verse),
    ("book", lambda document: len(document.pages) > 1),
)
"""Kinds of documents, and how one is told from the next; what is none of these is an `article`."""


def kind(document: Document) -> str:
    """Return a document's kind: what its text says it is (`text/@type`), else what it holds."""
    said = next((t.get("type") or "" for t in document.root.iterfind(tei("text"))), "").lower()
    return said or next((name for name, test in KINDS if test(document)), "article")
