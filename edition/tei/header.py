"""The teiHeader of an imported text: the card's facts, and an account of what the import did.

What a card does not say is written as unknown, never invented (TEI Guidelines, chapter 2).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from edition.config import Card
from edition.tei.names import ID, LANG, TEI, tei
from edition.tei.records import julian_calendar

ROLES = (("editor", "editor"), ("translator", "translator"))
ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(slots=True)
class Account:
    """What the import did: for `editorialDecl`, `refsDecl` and `encodingDesc`."""

    source: str = ""
    """File name of the source."""
    digest: str = ""
    """SHA-256 of the source's bytes."""
    encoding: str = "utf-8"
    reader: str = ""
    found: str = ""
    """Why that reader: what detection saw."""
    normalised: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    """Rule -> number of words discarded by it."""
    languages: dict[str, str] = field(default_factory=dict)
    """xml:lang -> how much of the text."""
    keywords: list[str] = field(default_factory=list)
    editions: list[str] = field(default_factory=list)
    """The paginations (`pb/@ed`) of the text."""
    julian: bool = False
    """Dates of the Julian calendar are encoded with `datingMethod`."""


def header(card: Card, account: Account) -> etree._Element:
    """Return the `teiHeader`."""
    head = etree.Element(tei("teiHeader"), nsmap={None: TEI})
    _file_desc(head, card, account)
    _encoding_desc(head, account)
    _profile_desc(head, card, account)
    revision = _add(head, "revisionDesc")
    _add(revision, "change", "Imported from the source text.", type="import")
    return head


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tei(name))
    if text:
        element.text = text
    for key, value in attributes.items():
        if value:
            element.set(key, value)
    return element


def _file_desc(head: etree._Element, card: Card, account: Account) -> None:
    desc = _add(head, "fileDesc")
    title = _add(desc, "titleStmt")
    _add(title, "title", card.title, type="main")
    if card.subtitle:
        _add(title, "title", card.subtitle, type="sub")
    for name in card.author:
        _add(title, "author", name)
    for key, role in ROLES:
        for name in getattr(card, key):
            if key == "editor":
                _add(title, "editor", name)
            else:
                _add(title, "editor", name, role=role)
    statement = _add(title, "respStmt")
    _add(statement, "resp", "conversion of the source text to TEI")
    _add(statement, "name", "mkdocs-edition")
    _publication(desc, card)
    if card.note:
        _add(_add(desc, "notesStmt"), "note", card.note)
    _source_desc(desc, card, account)


def _publication(desc: etree._Element, card: Card) -> None:
    publication = _add(desc, "publicationStmt")
    _add(publication, "p", "Digital edition made from the source described below.")
    if card.licence or card.rights:
        publication.clear()
        _add(publication, "distributor", "mkdocs-edition")
        availability = _add(publication, "availability", status="" if card.licence else "restricted")
        if card.licence:
            _add(availability, "licence", card.rights or card.licence, target=card.licence)
        else:
            _add(availability, "p", card.rights)


def _source_desc(desc: etree._Element, card: Card, account: Account) -> None:
    """Append the source as `biblStruct` (3.12.2)."""
    source = _add(desc, "sourceDesc")
    struct = _add(source, "biblStruct")
    monogr = _add(struct, "monogr")
    for name in card.author:
        _add(monogr, "author", name)
    for key, role in ROLES:
        for name in getattr(card, key):
            _add(monogr, "editor", name, role=role if key != "editor" else "")
    _add(monogr, "title", card.title, level="m")
    for kind, value in card.identifiers.items():
        _add(monogr, "idno", value, type=kind)
    imprint = _add(monogr, "imprint")
    _add(imprint, "pubPlace", card.pubplace or "unknown")
    _add(imprint, "publisher", card.publisher or "unknown")
    when = ISO_DATE.search(card.date)
    _add(imprint, "date", card.date or "unknown", when=when[0] if when else "")
    if card.series:
        _add(_add(struct, "series"), "title", card.series, level="s")
    if card.original:
        _add(_add(struct, "note", type="original"), "title", card.original)
    origin = card.source or "Text as found"
    _add(struct, "note", f"{origin}; file {account.source}, SHA-256 {account.digest}.", type="source")


def _encoding_desc(head: etree._Element, account: Account) -> None:
    desc = _add(head, "encodingDesc")
    editorial = _add(desc, "editorialDecl")
    normal = _add(editorial, "normalization")
    _add(normal, "p", f"Read as {account.encoding} by the reader “{account.reader}” ({account.found}).")
    if account.normalised:
        listed = _add(_add(normal, "p"), "list")
        for name, times in sorted(account.normalised.items()):
            _add(listed, "item", f"{name}: {times}", n=str(times))
    correction = _add(editorial, "correction")
    _add(correction, "p", "The wording of the source is kept; what it lacks is marked, not supplied.")
    if account.taken:
        rules = _add(correction, "p", "Words that are not part of the text, by the rule that discarded them:")
        listed = _add(rules, "list")
        for name, count in sorted(account.taken.items()):
            _add(listed, "item", f"{name}: {count}", n=str(count))
    refs = _add(desc, "refsDecl")
    pages = " Pages are counted, as the source prints no numbers." if "counted" in account.editions else ""
    _add(refs, "p", f"Paragraphs, notes, verse lines and pages are cited by their xml:id.{pages}")


def _profile_desc(head: etree._Element, card: Card, account: Account) -> None:
    desc = _add(head, "profileDesc")
    usage = _add(desc, "langUsage")
    main = card.language or "und"
    for ident in [main, *(name for name in sorted(account.languages) if name != main)]:
        _add(usage, "language", LANGUAGE_NAMES.get(ident, ident), ident=ident)
    if account.julian:
        desc.append(julian_calendar())
    if account.keywords:
        keywords = _add(_add(desc, "textClass"), "keywords")
        keywords.set("scheme", "#source")
        listed = _add(keywords, "list")
        for word in account.keywords:
            _add(listed, "item", word)


LANGUAGE_NAMES = {
    "de": "German",
    "el": "Greek",
    "en": "English",
    "fr": "French",
    "ru": "Russian",
    "uk": "Ukrainian",
    "und": "undetermined",
}


def document(card: Card, account: Account, text: etree._Element, ident: str) -> etree._Element:
    """Return the `TEI` document of a header and a text; `ident` (the file's stem) becomes its `n`."""
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    root.set(LANG, card.language or "und")
    root.set("n", ident)
    root.append(header(card, account))
    root.append(text)
    text.attrib.pop(ID, None)
    return root
