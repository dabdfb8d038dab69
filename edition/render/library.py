"""The list of all documents, for the site's first page or wherever an editor asks for it.

A plain table in order of authors and titles. A script gives it a field to filter by and headings to sort by:
for that, each cell whose text does not sort by itself says how it does (`data-sort`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from edition.labels import shown_date
from edition.model import Document, Edition
from edition.model.entries import entries
from edition.model.facts import Facts, facts, sortable
from edition.model.header import Language
from edition.render.header import called, joined
from edition.render.html import add_text, safe_href, sub
from edition.render.medium import Medium
from edition.render.walk import set_language
from edition.tei.names import LANG

COLUMNS = ("author", "title", "date", "language", "kind", "extent")
"""The columns, by the keys of their labels."""
THIN = "\u202f"


def library(edition: Edition, medium: Medium) -> etree._Element:
    """Return the list of the edition's documents: texts first, registers after them."""
    out = etree.Element("div", {"class": "library"})
    every = [(document, facts(document)) for document in edition.documents.values()]
    every.sort(key=lambda pair: (sortable(pair[1].sort_author or "\uffff"), sortable(pair[0].header.title)))
    shelf(out, [pair for pair in every if not pair[0].is_register], medium)
    registers(out, [document for document, _ in every if document.is_register], medium)
    return out


def shelf(parent: etree._Element, rows: list[tuple[Document, Facts]], medium: Medium) -> None:
    """Append the table of texts; columns in which no text has anything are left out."""
    if not rows:
        return
    cells = [[cell(column, *row, medium) for column in COLUMNS] for row in rows]
    used = [n for n, column in enumerate(COLUMNS) if column == "title" or any(row[n] for row in cells)]
    table = sub(parent, "table", "library-table")
    for name in ("filter", "filter-hint", "filter-found", "sort-by"):
        table.set(f"data-{name}", medium.labels[name])
    sub(table, "caption", text=medium.labels["library"])
    head = sub(sub(table, "thead"), "tr")
    for n in used:
        th = sub(head, "th", f"library-{COLUMNS[n]}", scope="col", text=medium.labels[COLUMNS[n]])
        if n == used[0]:
            th.set("aria-sort", "ascending")
    body = sub(table, "tbody")
    for (document, found), texts in zip(rows, cells, strict=True):
        row = sub(body, "tr")
        for n in used:
            if COLUMNS[n] == "title":
                title(row, document, medium)
            else:
                order = {"author": found.sort_author, "date": found.sort_date, "extent": str(found.words)}
                key = order.get(COLUMNS[n], "") if texts[n] else ""
                of = medium.labels["extent"] if COLUMNS[n] == "extent" else ""
                sub(row, "td", data_sort=key, data_of=of, text=texts[n])


def cell(column: str, document: Document, found: Facts, medium: Medium) -> str:
    """Return what a table says of a document in one column; the title's is made apart."""
    header = document.header
    match column:
        case "author":
            return joined(header.authors)
        case "date":
            return shown_date(found.date, medium.labels)
        case "language":
            return ", ".join(distinct(header.languages, medium.labels))
        case "kind":
            return medium.labels.get(f"kind-{found.kind}", found.kind)
        case "extent":
            return f"{found.words:,}".replace(",", THIN) if found.words else ""
    return ""


def distinct(languages: Iterable[Language], words: Mapping[str, str]) -> Iterable[str]:
    """Return the names of languages, one each: not those of its scripts and regions too."""
    found: dict[str, str] = {}
    for language in languages:
        key = language.tag.partition("-")[0].lower() or language.name
        found.setdefault(key, called(language, words))
    return found.values()


def title(row: etree._Element, document: Document, medium: Medium) -> None:
    """Append the cell with a document's title, its subtitle, and who translated it."""
    header = document.header
    out = sub(row, "th", scope="row")
    link(out, document, medium)
    if header.subtitle:
        sub(out, "span", "library-sub", text=header.subtitle)
    if header.translators:
        text = f"{medium.labels['translator-of']} {joined(header.translators)}"
        sub(out, "span", "library-sub", text=text)


def link(parent: etree._Element, document: Document, medium: Medium) -> None:
    """Append the link to a document, in the document's own language."""
    href = safe_href(medium.page_href(document.id, ""))
    set_language(
        sub(parent, "a", "library-link", href=href, text=document.pages[0].title), document.root.get(LANG)
    )


def registers(parent: etree._Element, documents: Iterable[Document], medium: Medium) -> None:
    """Append the registers as a list: each with what it says it is, and how many entries it has."""
    found = list(documents)
    if not found:
        return
    sub(parent, "h2", "library-title", text=medium.labels["registers"])
    out = sub(parent, "ul")
    for document in found:
        item = sub(out, "li")
        link(item, document, medium)
        if count := sum(1 for _ in entries(document)):
            add_text(item, " ")
            sub(item, "span", "library-count", text=f"{count:,}".replace(",", THIN))
        if document.header.subtitle:
            sub(item, "span", "library-sub", text=document.header.subtitle)
