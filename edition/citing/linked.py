"""Entries of registers and bibliographies as linked data: schema.org, written as JSON-LD 1.1.

Persons, places, organisations, events, terms and works, each with its names, what it is the same as in
authority files, and the pages that speak of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from edition.citing.meta import thing
from edition.model.authorities import identifiers
from edition.model.coordinates import coordinates
from edition.model.entries import Entry, Kind, names
from edition.model.entry_pages import ENDS, STARTS, about, known
from edition.model.reading import reading_text
from edition.model.works import Kind as WorkKind
from edition.model.works import Work

Linked = dict[str, Any]
"""A node of JSON-LD; what is not known has no key."""

CONTEXT = "https://schema.org"
TYPES: dict[Kind, str] = {
    Kind.PERSON: "Person",
    Kind.PLACE: "Place",
    Kind.ORG: "Organization",
    Kind.EVENT: "Event",
    Kind.TERM: "DefinedTerm",
}
"""schema.org's types; anything else is a `Thing`."""
WORKS: dict[WorkKind, str] = {
    WorkKind.BOOK: "Book",
    WorkKind.CHAPTER: "Chapter",
    WorkKind.ARTICLE: "ScholarlyArticle",
    WorkKind.NEWSPAPER: "NewsArticle",
    WorkKind.PERIODICAL: "Periodical",
    WorkKind.THESIS: "Thesis",
    WorkKind.REPORT: "Report",
    WorkKind.ARCHIVE: "ArchiveComponent",
    WorkKind.MANUSCRIPT: "Manuscript",
    WorkKind.WEB: "WebPage",
    WorkKind.FILM: "Movie",
}
"""schema.org's types of works; anything else is a `CreativeWork`."""
EXACT = ("when", "when-iso")
SPANS = {
    Kind.PERSON: ("birthDate", "deathDate", "birth", "death"),
    Kind.ORG: ("foundingDate", "dissolutionDate", "", ""),
    Kind.EVENT: ("startDate", "endDate", "", ""),
}
"""What a beginning and an end are called, and the elements that tell them, if they have their own."""


def script(node: Linked) -> str:
    """Return a node as the text of a script element; `<` is escaped, so that no text ends it."""
    text = json.dumps({"@context": CONTEXT, **node}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def entity(entry: Entry, url: str, work: Work | None = None, mentioned: Iterable[str] = ()) -> Linked:
    """Return an entry as a node. `url` is its page's address; `mentioned` are those of pages that name it.

    `work` is what a bibliography's entry describes, if it is one.
    """
    values: Linked = {"@id": url, "url": url}
    values |= described(entry) if work is None else cited(work, entry)
    pages = list(dict.fromkeys(mentioned))
    values["subjectOf"] = [{"@type": "WebPage", "@id": page} for page in pages]
    return {key: value for key, value in values.items() if value}


def described(entry: Entry) -> Linked:
    """Return what a register says of an entry."""
    every = list(dict.fromkeys(text for name in names(entry.element) if (text := reading_text(name))))
    values: Linked = {
        "@type": TYPES.get(entry.kind, "Thing"),
        "name": entry.name,
        "alternateName": [name for name in every if name != entry.name],
        **spanned(entry),
        "description": about(entry),
        "sameAs": [one.url for one in identifiers(entry.element)],
    }
    if entry.kind is Kind.PLACE and (point := coordinates(entry.element)):
        values["geo"] = {"@type": "GeoCoordinates", "latitude": point[0], "longitude": point[1]}
    return values


def spanned(entry: Entry) -> dict[str, str]:
    """Return when somebody lived or something was, in ISO form; of a life only what is known for certain."""
    start, end, first, last = SPANS.get(entry.kind, ("", "", "", ""))
    if first:
        return {start: when(entry.element, first, EXACT), end: when(entry.element, last, EXACT)}
    return {start: when(entry.element, "", STARTS), end: when(entry.element, "", ENDS)} if start else {}


def when(element: etree._Element, name: str, attributes: tuple[str, ...]) -> str:
    """Return a date of an entry: of the child of a name, or of the entry or its `date`; in ISO form."""
    holder = element.find(f"{{*}}{name}") if name else element
    if holder is None:
        return ""
    inner = next(holder.iter("{*}date"), None)
    return known(holder, attributes) or (known(inner, attributes) if inner is not None else "")


def cited(work: Work, entry: Entry) -> Linked:
    """Return what a bibliography says of a work."""
    same = [f"https://doi.org/{work.doi}"] if work.doi else []
    same += [one.url for one in identifiers(work.element) if one.authority and one.url not in same]
    return {
        "@type": WORKS.get(work.kind, "CreativeWork"),
        "name": work.title or entry.name,
        "author": [thing(name) for name in work.authors],
        "editor": [thing(name) for name in work.editors],
        "translator": [thing(name) for name in work.translators],
        "datePublished": work.date,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "isPartOf": holder(work),
        "bookEdition": work.edition if work.kind is WorkKind.BOOK else "",
        "pagination": work.pages,
        "isbn": work.identifier("ISBN"),
        "issn": work.identifier("ISSN") if work.kind is WorkKind.PERIODICAL else "",
        "inLanguage": work.language,
        "sameAs": [*same, *work.urls],
        "holdingArchive": archived(work.archive),
    }


def holder(work: Work) -> Linked | None:
    """Return the book, journal or series that a work is part of."""
    if not work.container:
        return {"@type": "CreativeWorkSeries", "name": work.series} if work.series else None
    if work.kind is WorkKind.CHAPTER:
        return {"@type": "Book", "name": work.container}
    volume = {"volumeNumber": work.volume} if work.volume else {}
    issue = {"issueNumber": work.issue} if work.issue else {}
    return {"@type": "Periodical", "name": work.container, **volume, **issue}


def archived(archive: Mapping[str, str]) -> Linked | None:
    """Return the archive that keeps a work."""
    name = archive.get("repository", "")
    return {"@type": "ArchiveOrganization", "name": name} if name else None
