"""Registers as indexes: a line an entry, with a link to its page and how often it is mentioned.

The tables and lists are plain HTML in alphabetical order; `library.js` gives them a field to filter by and
headings to sort by. A long register has several pages, with the alphabet as the way between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Document
from edition.model.entries import Entry, Kind, names
from edition.model.entry_pages import Part
from edition.model.links import Inside
from edition.model.reading import reading_text
from edition.render.atlas import atlas
from edition.render.bibliography import grouped
from edition.render.entries import further, record
from edition.render.html import safe_href, spill, sub
from edition.render.listing import Listing, link, shown_dates, times
from edition.render.medium import Medium
from edition.render.page import Rendered, render
from edition.render.timeline import timeline
from edition.render.walk import Behaviour, Walk, set_language
from edition.tei.names import LANG, is_tei, local

LISTS = ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl", "listNym", "listObject", "list")
FEWEST = 24
"""A list of fewer entries needs no alphabet."""
NOT_LETTERS = "#"


@dataclass(frozen=True, slots=True)
class Index:
    """One page of a register. `stock` are the behaviours of lists that are printed as they stand."""

    listing: Listing
    part: Part
    stock: Mapping[str, Behaviour]

    def __call__(self, walk: Walk, source: etree._Element, parent: etree._Element) -> None:
        """A list of entries: its heading and remarks, the alphabet, then the lines."""
        listing, part = self.listing, self.part
        rows = [key for key in part.rows if holder(listing.entry(key).element) is source]
        inner = any(is_tei(child, *LISTS) for child in source.iterchildren(etree.Element))
        if not rows and (not inner or local(source) == "list"):
            if part.number == 1:
                self.stock[local(source)](walk, source, parent)
            return
        out = walk.open(source, parent, "section", "register")
        level = walk.level
        headings(walk, source, out, part)
        self.remarks(walk, source, out, rows)
        if rows:
            alphabet(walk, out, self, source)
            kind = listing.entry(rows[0]).kind
            if kind is Kind.PLACE and part.number == 1:
                atlas(walk, out, listing, list(self.every(walk, source)))
            if kind is Kind.EVENT:
                timeline(walk, out, listing, rows, part)
            else:
                WRITERS.get(kind, table)(walk, out, listing, rows)
            further(walk, out, part)
        walk.level = level
        walk.linked.clear()  # all that it names stands in it

    def remarks(
        self, walk: Walk, source: etree._Element, parent: etree._Element, rows: Sequence[Inside]
    ) -> None:
        """Append what a list holds beside its entries: lists within it, and, once, what is said of it."""
        entered = {element for key in rows for element in self.listing.entry(key).parts}
        spill(parent, source.text)
        for child in source.iterchildren(etree.Element):
            kept = is_tei(child, *LISTS) or (self.part.number == 1 and not self.is_listed(walk, child))
            if kept and child not in entered and not is_tei(child, "head"):
                walk.element(child, parent)
            spill(parent, child.tail)

    def every(self, walk: Walk, source: etree._Element) -> Iterator[Inside]:
        """Yield the entries of a list, on whichever page of the register they stand."""
        for number in range(1, self.part.total + 1):
            for key in self.listing.pages.parts[walk.document.id, self.part.id(number)].rows:
                if holder(self.listing.entry(key).element) is source:
                    yield key

    def is_listed(self, walk: Walk, child: etree._Element) -> bool:
        """Say whether an element is an entry that another page of the register lists."""
        ident = walk.document.ids.of.get(child, "")
        return Inside(walk.document.id, ident) in self.listing.pages.first


def render_register(
    listing: Listing, document: Document, part: Part, medium: Medium, behaviours: Mapping[str, Behaviour]
) -> Rendered:
    """Render one page of a register as an index of the entries that it lists."""
    index: Behaviour = Index(listing, part, behaviours)
    return render(listing.edition, document, part.page, medium, {**behaviours, **dict.fromkeys(LISTS, index)})


def holder(element: etree._Element) -> etree._Element | None:
    """Return the list that an entry stands in, be it within another entry."""
    return next((e for e in element.iterancestors() if is_tei(e, *LISTS)), None)


def headings(walk: Walk, source: etree._Element, parent: etree._Element, part: Part) -> None:
    """Append a list's headings; the page's title where it is all that the page holds and has none."""
    heads = list(source.iterchildren("{*}head"))
    level = walk.level
    for head in heads:
        walk.children(head, walk.open(head, parent, f"h{min(level, 6)}"))
        walk.level = level + 1
    if not heads and source in walk.page.roots and level == 1:
        sub(parent, "h1", text=part.page.title)
        walk.level = 2


def letter(entry: Entry) -> str:
    """Return the letter that an entry stands under."""
    first = entry.sort[:1].upper()
    return first if first.isalpha() else NOT_LETTERS


def alphabet(walk: Walk, parent: etree._Element, index: Index, source: etree._Element) -> None:
    """Append links to the first entry under each letter, on whichever page of the register it stands."""
    listing, part = index.listing, index.part
    found: dict[str, str] = {}
    total = 0
    for number in range(1, part.total + 1):
        page = listing.pages.parts[walk.document.id, part.id(number)]
        for key in page.rows:
            entry = listing.entry(key)
            if entry.kind in (Kind.EVENT, Kind.WORK) or holder(entry.element) is not source:
                continue
            total += 1
            if letter(entry) not in found:
                other = "" if number == part.number else walk.medium.page_href(walk.document.id, page.page.id)
                found[letter(entry)] = f"{other}#{entry.id}"
    if total < FEWEST or len(found) < 3:
        return
    out = sub(sub(parent, "nav", "register-letters", aria_label=walk.label("alphabet")), "ul")
    for name, href in found.items():
        sub(sub(out, "li"), "a", href=safe_href(href), text=name)


def table(walk: Walk, parent: etree._Element, listing: Listing, rows: Sequence[Inside]) -> None:
    """Append entries as a table: name, dates, what is said of it, how often it is mentioned."""
    holder = sub(parent, "div", "library", "register-list")
    out = sub(holder, "table", "library-table", "register-table")
    for name in ("filter", "filter-hint", "filter-found", "sort-by"):
        out.set(f"data-{name}", walk.medium.labels[f"register-{name}" if name != "sort-by" else name])
    owns = [listing.edition.own[key] for key in rows]
    told = ["dates"] if any(own.dates for own in owns) else []
    told += ["description"] if any(own.about for own in owns) else []
    head = sub(sub(out, "thead"), "tr")
    sub(head, "th", scope="col", text=walk.label("name")).set("aria-sort", "ascending")
    for label in (*told, "mentions"):
        sub(head, "th", f"register-{label}", scope="col", text=walk.label(label))
    body = sub(out, "tbody")
    for key in rows:
        row(walk, body, listing, key, told)


def row(walk: Walk, parent: etree._Element, listing: Listing, key: Inside, told: Sequence[str]) -> None:
    """Append the line of an entry, which keeps the id of its old place. `told` are the columns."""
    own, entry = listing.edition.own[key], listing.entry(key)
    out = sub(parent, "tr")
    walk.mark(marked(walk, entry), out)
    name = sub(out, "th", scope="row", data_sort=entry.sort)
    set_language(link(name, listing, key, walk.medium), main_language(entry))
    others = [text for n in names(entry.element) if (text := reading_text(n)) and text != own.name]
    if others:
        sub(name, "span", "library-sub", text=" · ".join(dict.fromkeys(others)))
    if "dates" in told:
        sub(out, "td", "register-dates", data_sort=own.dates, text=shown_dates(own, walk.medium))
    if "description" in told:
        sub(out, "td", "register-description", text=own.about)
    count = len(listing.of(key))
    of = walk.label("mentions")
    sub(out, "td", "register-mentions", data_sort=str(count), data_of=of, text=str(count))


def marked(walk: Walk, entry: Entry) -> etree._Element:
    """Return the element whose id an entry has; of a glossary's, that may be the term in its label."""
    return walk.document.ids.element.get(entry.id, entry.element)


def main_language(entry: Entry) -> str | None:
    """Return the language of the name that an entry is listed under, if it says one."""
    return next((n.get(LANG) for n in names(entry.element) if reading_text(n) == entry.name), None)


def glossary(walk: Walk, parent: etree._Element, listing: Listing, rows: Sequence[Inside]) -> None:
    """Append terms with their explanations, each term a link to its page."""
    holder = sub(parent, "div", "register-list", "register-terms")
    for name in ("filter", "filter-hint", "filter-found"):
        holder.set(f"data-{name}", walk.medium.labels[f"register-{name}"])
    out = sub(holder, "ul")
    for key in rows:
        entry = listing.entry(key)
        item = sub(out, "li", "term")
        walk.mark(marked(walk, entry), item)
        set_language(link(sub(item, "dfn"), listing, key, walk.medium), marked(walk, entry).get(LANG))
        rest = reading_text(entry.element).replace(entry.name, "", 1).strip(" :—–-")
        if rest:
            sub(item, "span", "register-other", text=rest)
        if key in listing.pages.told:
            record(walk, item, listing, entry)
        elif entry.item is not None:
            walk.children(entry.item, sub(item, "div"))
        if count := len(listing.of(key)):
            last = item[-1]
            sub(
                last if last.tag == "div" else item,
                "span",
                "entry-count",
                text=times(count, entry.kind, walk.medium),
            )


WRITERS: dict[Kind, Callable[[Walk, etree._Element, Listing, Sequence[Inside]], None]] = {
    Kind.WORK: grouped,
    Kind.TERM: glossary,
}
"""Who writes the lines of a list of one kind, where `table` does not."""
