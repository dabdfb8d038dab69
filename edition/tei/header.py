"""The teiHeader of an imported text: the card's facts, and an account of what the import did.

What a card does not say is written as unknown, never invented (TEI Guidelines, chapter 2).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from edition.config import Card
from edition.labels import labels, language_name
from edition.tei.make import new, sub
from edition.tei.names import ID, LANG
from edition.tei.records import julian_calendar

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
    head = new("teiHeader")
    _file_desc(head, card, account)
    _encoding_desc(head, account)
    _profile_desc(head, card, account)
    revision = sub(head, "revisionDesc")
    sub(revision, "change", "Imported from the source text.", type="import")
    return head


def _file_desc(head: etree._Element, card: Card, account: Account) -> None:
    desc = sub(head, "fileDesc")
    title = sub(desc, "titleStmt")
    sub(title, "title", card.title, type="main")
    if card.subtitle:
        sub(title, "title", card.subtitle, type="sub")
    for name in card.author:
        sub(title, "author", name)
    _editors(title, card)
    statement = sub(title, "respStmt")
    sub(statement, "resp", "conversion of the source text to TEI")
    sub(statement, "name", "mkdocs-edition")
    _publication(desc, card)
    if card.note:
        sub(sub(desc, "notesStmt"), "note", card.note)
    _source_desc(desc, card, account)


def _editors(parent: etree._Element, card: Card) -> None:
    for name in card.editor:
        sub(parent, "editor", name)
    for name in card.translator:
        sub(parent, "editor", name, role="translator")


def _publication(desc: etree._Element, card: Card) -> None:
    publication = sub(desc, "publicationStmt")
    if not (card.licence or card.rights):
        sub(publication, "p", "Digital edition made from the source described below.")
        return
    sub(publication, "distributor", "mkdocs-edition")
    availability = sub(publication, "availability", status="" if card.licence else "restricted")
    if card.licence:
        sub(availability, "licence", card.rights or card.licence, target=card.licence)
    else:
        sub(availability, "p", card.rights)


def _source_desc(desc: etree._Element, card: Card, account: Account) -> None:
    """Append the source as `biblStruct` (3.12.2)."""
    source = sub(desc, "sourceDesc")
    struct = sub(source, "biblStruct")
    monogr = sub(struct, "monogr")
    for name in card.author:
        sub(monogr, "author", name)
    _editors(monogr, card)
    sub(monogr, "title", card.title, level="m")
    for kind, value in card.identifiers.items():
        sub(monogr, "idno", value, type=kind)
    imprint = sub(monogr, "imprint")
    sub(imprint, "pubPlace", card.pubplace or "unknown")
    sub(imprint, "publisher", card.publisher or "unknown")
    when = ISO_DATE.search(card.date)
    sub(imprint, "date", card.date or "unknown", when=when[0] if when else "")
    if card.series:
        sub(sub(struct, "series"), "title", card.series, level="s")
    if card.original:
        sub(sub(struct, "note", type="original"), "title", card.original)
    origin = card.source or "Text as found"
    sub(struct, "note", f"{origin}; file {account.source}, SHA-256 {account.digest}.", type="source")


def _encoding_desc(head: etree._Element, account: Account) -> None:
    desc = sub(head, "encodingDesc")
    editorial = sub(desc, "editorialDecl")
    normal = sub(editorial, "normalization")
    sub(normal, "p", f"Read as {account.encoding} by the reader “{account.reader}” ({account.found}).")
    if account.normalised:
        listed = sub(sub(normal, "p"), "list")
        for name, times in sorted(account.normalised.items()):
            sub(listed, "item", f"{name}: {times}", n=str(times))
    correction = sub(editorial, "correction")
    sub(correction, "p", "The wording of the source is kept; what it lacks is marked, not supplied.")
    if account.taken:
        rules = sub(correction, "p", "Words that are not part of the text, by the rule that discarded them:")
        listed = sub(rules, "list")
        for name, count in sorted(account.taken.items()):
            sub(listed, "item", f"{name}: {count}", n=str(count))
    refs = sub(desc, "refsDecl")
    pages = " Pages are counted, as the source prints no numbers." if "counted" in account.editions else ""
    sub(refs, "p", f"Paragraphs, notes, verse lines and pages are cited by their xml:id.{pages}")


def _profile_desc(head: etree._Element, card: Card, account: Account) -> None:
    desc = sub(head, "profileDesc")
    usage = sub(desc, "langUsage")
    main = card.language or "und"
    for ident in [main, *(name for name in sorted(account.languages) if name != main)]:
        sub(usage, "language", _language(ident), ident=ident)
    if account.julian:
        desc.append(julian_calendar())
    if account.keywords:
        keywords = sub(sub(desc, "textClass"), "keywords")
        keywords.set("scheme", "#source")
        listed = sub(keywords, "list")
        for word in account.keywords:
            sub(listed, "item", word)


def _language(tag: str) -> str:
    """Return what a language is called; ISO 639-2 has a word for one that nobody has told."""
    return "undetermined" if tag == "und" else language_name(tag, labels("en"))


def document(card: Card, account: Account, text: etree._Element, ident: str) -> etree._Element:
    """Return the `TEI` document of a header and a text; `ident` (the file's stem) becomes its `n`."""
    root = new("TEI", n=ident)
    root.set(LANG, card.language or "und")
    root.append(header(card, account))
    root.append(text)
    text.attrib.pop(ID, None)
    return root
