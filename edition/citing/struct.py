"""A CSL item as an entry of a TEI bibliography: `biblStruct` (TEI P5 §3.12.2), as works are read from it.

What is a part stands in `analytic`, what is published in `monogr`. `@type` is given only where the levels
of the titles do not say what the work is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from edition.citing.csl import Csl, date_parts, iso, name_of
from edition.model.names import REST, Name
from edition.model.works import KIND, Kind, work
from edition.tei.make import new, sub
from edition.tei.names import ID, LANG

PARTS = frozenset((Kind.CHAPTER, Kind.ARTICLE, Kind.NEWSPAPER))
TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
SCOPES = (("volume", "volume"), ("issue", "issue"), ("page", "page"))


def bibl_struct(item: Csl, ident: str = "") -> etree._Element:
    """Return the entry of an item, with `xml:id` if one is given; it says what the item says."""
    kind = KIND.get(str(item.get("type") or "").lower(), Kind.OTHER)
    part = kind in PARTS or bool(item.get("container-title"))
    entry = new("biblStruct")
    if part:
        own(entry, item)
    published(entry, item, kind, part)
    if title := said(item, "collection-title"):
        series = sub(entry, "series")
        sub(series, "title", title, level="s")
        if number := said(item, "collection-number"):
            sub(series, "biblScope", number, unit="volume")
    for type_, name in (("genre", "genre"), ("", "note")):
        if text := said(item, name):
            sub(entry, "note", text, **({"type": type_} if type_ else {}))
    if work(entry).kind is not kind:
        entry.set("type", kind.value)
    if ident:
        entry.set(ID, ident)
    return entry


def own(entry: etree._Element, item: Csl) -> None:
    """Add the part itself: who wrote it, what it is called, where it is on the web."""
    analytic = sub(entry, "analytic")
    people(analytic, "author", item.get("author"))
    titled(analytic, item, "a")
    people(analytic, "editor", item.get("translator"), role="translator")
    identified(analytic, item, ("DOI",))


def published(entry: etree._Element, item: Csl, kind: Kind, part: bool) -> None:
    """Add the publication: the work itself, or what holds it. The order is the content model's."""
    monogr = sub(entry, "monogr")
    level = "j" if kind in (Kind.ARTICLE, Kind.NEWSPAPER, Kind.PERIODICAL) else "m"
    if part:
        people(monogr, "author", item.get("container-author"))
        sub(monogr, "title", said(item, "container-title"), level=level)
    else:
        people(monogr, "author", item.get("author"))
        titled(monogr, item, "u" if kind in (Kind.MANUSCRIPT, Kind.ARCHIVE) else level)
    identified(monogr, item, ("ISBN", "ISSN") if part else ("DOI", "ISBN", "ISSN"))
    for type_, name in (("repository", ""), ("collection", "_collection"), ("shelfmark", "_location")):
        if text := said(item, f"archive{name}"):
            sub(monogr, "idno", text, type=type_)
    if (url := said(item, "URL")).startswith(("http://", "https://")) and " " not in url:
        sub(monogr, "ptr", target=url)
    people(monogr, "editor", item.get("editor"))
    if not part:
        people(monogr, "editor", item.get("translator"), role="translator")
    if edition := said(item, "edition") or said(item, "version"):
        sub(monogr, "edition", edition)
    imprint(monogr, item)
    if volumes := said(item, "number-of-volumes"):
        sub(monogr, "extent", f"{volumes} vols.")
    for unit, name in SCOPES:
        if number := said(item, name):
            sub(monogr, "biblScope", number.replace("--", "–").replace("-", "–"), unit=unit)


def imprint(monogr: etree._Element, item: Csl) -> None:
    """Add place, publisher, date, and the day of access."""
    made = sub(monogr, "imprint")
    for name, field in (("pubPlace", "publisher-place"), ("publisher", "publisher")):
        if text := said(item, field):
            sub(made, name, text)
    issued: Any = item.get("issued") or {}
    written = str(issued.get("literal") or issued.get("raw") or "")
    dated(made, date_parts(item), written, before="c. " if issued.get("circa") else "")
    if accessed := date_parts(item, "accessed"):
        dated(made, accessed[:1], "", type="access")
    if not len(made):
        sub(made, "date")


def dated(
    parent: etree._Element, parts: list[list[int]], written: str, before: str = "", **attributes: str
) -> None:
    """Add a date, or a span of two; one that could not be read as it was written."""
    days = [iso(one) for one in parts]
    if not days and not written:
        return
    element = sub(parent, "date", before + "–".join(days) if days else written, **attributes)
    if len(days) > 1:
        element.set("from", days[0])
        element.set("to", days[1])
    elif days:
        element.set("when", days[0])


def titled(parent: etree._Element, item: Csl, level: str) -> None:
    """Add the title with its language, and a short one."""
    title = sub(parent, "title", said(item, "title"), level=level)
    if language := tag(said(item, "language")):
        title.set(LANG, language)
    if short := said(item, "title-short"):
        sub(parent, "title", short, level=level, type="short")


def tag(language: str) -> str:
    """Return a language tag as it is usually written (BCP 47 §2.1.1); nothing for what is no tag."""
    if not TAG.fullmatch(language):
        return ""
    first, *rest = language.replace("_", "-").split("-")
    cased = (one.title() if len(one) == 4 else one.upper() if len(one) == 2 else one.lower() for one in rest)
    return "-".join([first.lower(), *cased])


def identified(parent: etree._Element, item: Csl, types: Iterable[str]) -> None:
    """Add identifiers of some types; several numbers in one field are several."""
    for type_ in types:
        for number in said(item, type_).replace(",", " ").split():
            sub(parent, "idno", number, type=type_)


def people(parent: etree._Element, name: str, names: Any, **attributes: str) -> None:
    """Add an element a name: surname and forename apart, a body as one."""
    for one in map(name_of, names or ()):
        element = sub(parent, name, **attributes)
        if one.literal:
            literal(element, one)
            continue
        surname = sub(element, "surname", one.family)
        if one.given:
            surname.tail = ", "
            sub(element, "forename", one.given)


def literal(element: etree._Element, name: Name) -> None:
    """Fill in a name that is not divided: of a body, or "et al.", or of somebody with one name."""
    if name.literal == REST:
        element.text = "et al."
    elif " " in name.literal:
        sub(element, "orgName", name.literal)
    else:
        element.text = name.literal


def said(item: Csl, name: str) -> str:
    """Return a field as text on one line; only what XML can hold."""
    value = item.get(name)
    text = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
