"""The page of one entry: its names, what is known of it, and where the edition speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from edition.labels import shown_date
from edition.model import Document
from edition.model.bibl import ARCHIVAL, UNIT
from edition.model.entries import NAMES, Entry, Kind
from edition.model.entries import names as entry_names
from edition.model.entry_pages import ENDS, STARTS, Part, descriptions, known
from edition.model.links import Inside, split
from edition.model.reading import has_words, inherited_language, reading_text
from edition.problems import Problems
from edition.render import names, rend
from edition.render.atlas import locator
from edition.render.behaviours import BEHAVIOURS
from edition.render.cards import cards
from edition.render.concordance import concordance
from edition.render.html import add_text, safe_href, settle, sub
from edition.render.listing import Listing, downloads, link, runs
from edition.render.medium import Medium
from edition.render.page import Record, Rendered, appendices, language, text_of
from edition.render.walk import Behaviour, Walk, set_language
from edition.tei.names import is_tei, local

FACTS = frozenset(
    "birth death floruit age sex gender faith nationality residence occupation education affiliation "
    "socecStatus langKnowledge location country region settlement district geo climate terrain "
    "population".split()
)
"""What is known, shown in a table under the labels `fact-…`."""
LITERATURE = frozenset("bibl biblStruct biblFull listBibl".split())
MOST = 24
"""How many entries are named that are mentioned together with one."""


def render_entry(
    listing: Listing,
    document: Document,
    part: Part,
    medium: Medium,
    behaviours: Mapping[str, Behaviour] = BEHAVIOURS,
) -> Rendered:
    """Render one page of an entry: the first says what is known, each lists its share of the mentions."""
    assert part.entry is not None
    entry = listing.entry(part.entry)
    walk = Walk(
        listing.edition,
        document,
        part.page,
        medium,
        behaviours,
        level=2,
        problems=Problems(document.problems.path),
        renditions=rend.renditions(document.root),
    )
    out = etree.Element("div", {"class": f"edition edition-entry entry-{entry.kind}"})
    set_language(out, language(document, part.page))
    heading(walk, out, entry, part)
    first = sub(out, "div", "entry-about")
    if part.number == 1:
        WRITERS.get(entry.kind, about)(walk, first, listing, entry)
        beside(walk, out, listing, part.entry)
    concordance(walk, out, listing, part)
    further(walk, out, part)
    appendices(walk, out)
    settle(out)
    cards(walk, out, first)
    ids = frozenset(str(e.get("id")) for e in out.iter(etree.Element) if e.get("id"))
    return Rendered(out, tuple(walk.toc), ids, tuple(records(out, part)), tuple(walk.problems))


def heading(walk: Walk, parent: etree._Element, entry: Entry, part: Part) -> None:
    """Append what the entry is, as a word, and its name."""
    sub(parent, "p", "entry-kind", text=walk.label(f"entry-{entry.kind}"))
    out = sub(parent, "h1")
    first = main_name(entry)
    if first is not None and part.number == 1:
        walk.children(first, walk.open(first, out, "span", "entry-name"))
    else:
        out.text = entry.name
    if part.number > 1:
        add_text(out, f" ({part.number}/{part.total})")


def main_name(entry: Entry) -> etree._Element | None:
    """Return the element that holds the name that an entry is listed under."""
    if entry.kind in (Kind.WORK, Kind.TERM):
        return None
    return next((name for name in entry_names(entry.element) if reading_text(name) == entry.name), None)


def about(walk: Walk, parent: etree._Element, listing: Listing, entry: Entry) -> None:
    """Append what is known of a person, a place or the like."""
    table = etree.Element("dl", {"class": "entry-facts"})
    first = main_name(entry)
    others = [name for name in entry_names(entry.element) if name is not first and reading_text(name)]
    variants(walk, table, others)
    if entry.kind is Kind.EVENT and (when := names.period(walk, entry.element)):
        fact(table, walk.label("date")).text = when
    texts: list[etree._Element] = []
    literature: list[etree._Element] = []
    for child in entry.element.iterchildren(etree.Element):
        if local(child) in FACTS:
            known_fact(walk, table, child)
        elif local(child) in LITERATURE and is_tei(child):
            literature.append(child)
        elif not is_tei(child, *NAMES, "idno", "ref", "ptr") and not is_entry(listing, entry, child):
            texts.append(child)
    add_text(parent, (entry.element.text or "").strip())
    holds(walk, table, listing, entry)
    for child in literature:
        walk.element(child, listed(fact(table, walk.label("literature")), child))
    elsewhere(walk, table, entry)
    parent.extend([table] if len(table) else [])
    locator(walk, parent, listing, Inside(entry.document, entry.id))
    prose = sub(parent, "div", "entry-text")
    record(walk, prose, listing, entry)
    for child in texts:
        walk.element(child, prose)


def listed(parent: etree._Element, child: etree._Element) -> etree._Element:
    """Return where a reference goes: into a list of its own, unless it is a list itself."""
    return parent if is_tei(child, "listBibl") else sub(parent, "ul", "entries")


def fact(table: etree._Element, label: str) -> etree._Element:
    """Append a row to a table of facts; one under the same label as the last goes below it."""
    last = next((e for e in reversed(table) if e.tag == "dt"), None)
    if last is None or last.text != label:
        sub(table, "dt", text=label)
    return sub(table, "dd")


def variants(walk: Walk, table: etree._Element, others: list[etree._Element]) -> None:
    """Append the other names, each with its language and script."""
    for name in others:
        out = fact(table, walk.label("also"))
        walk.children(name, walk.open(name, out, "span", "entry-variant"))


def known_fact(walk: Walk, table: etree._Element, source: etree._Element) -> None:
    """Append a fact as its text says it, else by its attributes."""
    label = walk.medium.labels.get(f"fact-{local(source)}") or walk.label("fact")
    out = walk.open(source, fact(table, label), "span")
    walk.children(source, out)
    if has_words(source):
        return
    ends = dict.fromkeys(v for v in (known(source, STARTS), known(source, ENDS)) if v)
    shown = [shown_date(day, walk.medium.labels) for day in ends]
    add_text(out, "–".join(shown) or source.get("value") or source.get("key") or "")


def is_entry(listing: Listing, entry: Entry, child: etree._Element) -> bool:
    """Say whether an element in an entry is an entry of its own."""
    ident = listing.edition.documents[entry.document].ids.of.get(child, "")
    return Inside(entry.document, ident) in listing.pages.first


def holds(walk: Walk, table: etree._Element, listing: Listing, entry: Entry) -> None:
    """Append what an entry is part of, and the entries that are part of it."""
    ids = listing.edition.documents[entry.document].ids.of
    parent = entry.element.getparent()
    around = Inside(entry.document, ids.get(parent, "")) if parent is not None else None
    if around in listing.pages.first:
        link(fact(table, walk.label("part-of")), listing, around, walk.medium)
    for child in entry.element.iterchildren(etree.Element):
        if is_entry(listing, entry, child):
            inner = Inside(entry.document, ids[child])
            link(fact(table, walk.label("parts")), listing, inner, walk.medium)


def elsewhere(walk: Walk, table: etree._Element, entry: Entry) -> None:
    """Append identifiers and addresses elsewhere, and where in the edition the entry comes from."""
    for child in entry.element.iterchildren(etree.Element):
        if is_tei(child, "idno", "ref", "ptr"):
            out = fact(table, walk.label("identifiers" if is_tei(child, "idno") else "see-also"))
            walk.element(child, out)
    related(walk, table, entry)


def place(walk: Walk, table: etree._Element, label: str, entry: Entry, pointer: str) -> None:
    """Append a link to a place in the edition or an address elsewhere; nothing if a pointer leads nowhere."""
    target = walk.edition.resolve(pointer, walk.document)
    href = walk.resolve(entry.element, pointer) if target is not None else ""
    if not href:
        return
    out = sub(fact(table, label), "a", href=href, rel="external" if href.startswith("http") else "")
    if isinstance(target, Inside):
        document = walk.edition.documents[target.document]
        page = document.page_of.get(target.id, "")
        below = next((p.title for p in document.pages if p.id == page and page), "")
        titles = [document.pages[0].title, below]
        out.text = ", ".join(title for title in titles if title)
    else:
        out.text = pointer


def work(walk: Walk, parent: etree._Element, listing: Listing, entry: Entry) -> None:
    """Append a work's reference as a bibliography prints it, its identifiers, and files to take home."""
    key = Inside(entry.document, entry.id)
    said = listing.formatted.get(key, ())
    if not said:
        walk.children(entry.element, sub(parent, "p", "entry-reference"))
    elif "".join(run.text for run in said).rstrip(".") != entry.name:  # else the heading says it all
        runs(sub(parent, "p", "entry-reference"), said)
    table = etree.Element("dl", {"class": "entry-facts"})
    for source in entry.element.iter("{*}idno"):
        name = (source.get("type") or "").lower()
        if UNIT.get(name, name) not in ARCHIVAL:  # where it lies is in the reference
            walk.element(source, fact(table, walk.label("identifiers")))
    files = [(name, href) for name, path in listing.files(key) if (href := walk.medium.file_href(path))]
    if files:
        downloads(fact(table, walk.label("citation-files")), files)
    spoken_of(walk, table, entry)
    related(walk, table, entry)
    parent.extend([table] if len(table) else [])
    for child in entry.element.iter("{*}note"):
        walk.element(child, sub(parent, "div", "entry-text"))


def spoken_of(walk: Walk, table: etree._Element, entry: Entry) -> None:
    """Append those of whom a work's reference says who they are: its persons, places, bodies with entries."""
    own = walk.edition.own
    for source in entry.element.iterdescendants(etree.Element):
        if is_tei(source, "note") or any(is_tei(holder, "note") for holder in source.iterancestors()):
            continue
        pointers = [p for name in ("ref", "corresp", "key") for p in split(source.get(name))]
        for pointer in pointers:
            if walk.edition.resolve(pointer, walk.document) in own and has_words(source):
                out = sub(fact(table, walk.label("see-also")), "a", href=walk.resolve(source, pointer))
                out.text = reading_text(source)


def related(walk: Walk, table: etree._Element, entry: Entry) -> None:
    """Append what an entry points to: entries and addresses elsewhere, and where it is from."""
    for name, label in (("corresp", "see-also"), ("sameAs", "see-also"), ("source", "comes-from")):
        for pointer in split(entry.element.get(name)):
            place(walk, table, walk.label(label), entry, pointer)


def record(walk: Walk, parent: etree._Element, listing: Listing, entry: Entry) -> None:
    """Append what the record says that an entry was made of, if the entry itself says nothing."""
    told = listing.pages.told.get(Inside(entry.document, entry.id))
    if told is None:
        return
    walk.quoting = True  # it stands in the text: no id, note or page mark of it stands twice
    for source in descriptions(listing.entry(told)):
        walk.children(source, out := sub(parent, "div", "entry-told"))
        set_language(out, inherited_language(source))
    walk.quoting = False


def term(walk: Walk, parent: etree._Element, listing: Listing, entry: Entry) -> None:
    """Append a term's other forms, or its label if more stands there than forms, and its explanation."""
    forms = [child for child in entry.element.iterchildren(etree.Element) if reading_text(child)]
    loose = "".join([entry.element.text or "", *(child.tail or "" for child in entry.element)])
    if any(c.isalnum() for c in loose):
        walk.children(entry.element, walk.open(entry.element, parent, "p", "entry-term"))
    elif len(forms) > 1:
        table = sub(parent, "dl", "entry-facts")
        variants(walk, table, forms[1:])
    record(walk, parent, listing, entry)
    if entry.item is not None:
        walk.children(entry.item, walk.open(entry.item, parent, "div", "entry-text"))


WRITERS: dict[Kind, Callable[[Walk, etree._Element, Listing, Entry], None]] = {
    Kind.WORK: work,
    Kind.TERM: term,
}
"""Who writes what is known of an entry, where `about` does not."""


def beside(walk: Walk, parent: etree._Element, listing: Listing, key: Inside) -> None:
    """Append the entries mentioned in the same paragraphs and notes: works with works, names with names."""
    works = listing.entry(key).kind is Kind.WORK
    found = [
        (other, count)
        for other, count in listing.mentions.together(key)
        if (listing.entry(other).kind is Kind.WORK) is works and other in listing.pages.first
    ]
    if not found:
        return
    out = sub(parent, "section", "entry-together")
    sub(out, "h2", text=walk.label("together-works" if works else "together"), id=walk.free("together"))
    kind = listing.entry(key).kind
    for alike in (True, False):  # persons before the rest on a person's page
        some = [pair for pair in found if (listing.entry(pair[0]).kind is kind) is alike][:MOST]
        rows = sub(out, "ul") if some else out
        for other, count in some:
            item = sub(rows, "li")
            link(item, listing, other, walk.medium)
            if count > 1:
                add_text(item, " ")
                sub(item, "span", "entry-count", text=str(count))


def further(walk: Walk, parent: etree._Element, part: Part) -> None:
    """Append the way to the other pages of something that has several."""
    if part.total == 1:
        return
    out = sub(parent, "nav", "entry-pages", aria_label=walk.label("entry-pages"))
    rows = sub(out, "ol")
    for number in range(1, part.total + 1):
        item = sub(rows, "li")
        if number == part.number:
            sub(item, "span", aria_current="page", text=str(number))
        else:
            href = walk.medium.page_href(walk.document.id, part.id(number))
            sub(item, "a", href=safe_href(href), text=str(number))


def records(out: etree._Element, part: Part) -> Iterator[Record]:
    """Yield what searching finds on the page of an entry: what is said of it, not what quotes the texts."""
    if part.number == 1:
        held = [e for e in out.iterchildren(etree.Element) if e.get("class") == "entry-about"]
        yield Record("", part.page.title, " ".join(text_of(e, set()) for e in held))
