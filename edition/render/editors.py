"""What registers and texts do not agree on yet: names without an entry, entries without a mention.

A page of its own that no page for readers leads to: each line is a link to the place in question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from lxml import etree

from edition.model.entries import Entry
from edition.model.links import Inside
from edition.model.mentions import Loose, Mention
from edition.model.when import DOUBTFUL
from edition.render.html import add_text, safe_href, sub
from edition.render.listing import Listing, link
from edition.render.medium import Medium
from edition.tei.names import local

MOST = 1_000
"""How many lines one list has; the rest is counted."""
PLACES = 12
"""How many places of one name are shown."""


def editors(listing: Listing, medium: Medium) -> etree._Element:
    """Return the lists for editors, as the content of a page."""
    out = etree.Element("div", {"class": "edition edition-editors"})
    sub(out, "h1", text=medium.labels["editors"])
    sub(out, "p", text=medium.labels["editors-note"])
    every = listing.mentions.loose
    plain = [loose for loose in every if not loose.pointer]
    names(out, "editors-loose", [n for n in plain if n.kind != "bibl"], listing, medium)
    names(out, "editors-uncited", [n for n in plain if n.kind == "bibl"], listing, medium)
    names(out, "editors-dangling", [n for n in every if n.pointer], listing, medium)
    doubtful(out, listing, medium)
    unmentioned(out, listing, medium)
    if len(out) == len(("h1", "p")):
        sub(out, "p", text=medium.labels["editors-none"])
    return out


def section(parent: etree._Element, label: str, count: int, medium: Medium) -> etree._Element:
    """Append a heading with a count and return the list below it."""
    head = sub(parent, "h2", id=label, text=f"{medium.labels[label]} ")
    sub(head, "span", "entry-count", text=str(count))
    out = sub(parent, "ul")
    if count > MOST:
        sub(parent, "p", text=medium.labels["more-after"].format(n=count - MOST))
    return out


def address(listing: Listing, medium: Medium, document: str, anchor: str) -> str:
    """Return the address of a place in the edition."""
    page, at = listing.edition.page_of(Inside(document, anchor))
    return safe_href(medium.page_href(document, page) + (f"#{at}" if at else ""))


def names(
    parent: etree._Element, label: str, found: Iterable[Loose], listing: Listing, medium: Medium
) -> None:
    """Append names that lead nowhere: each spelling once, with its places."""
    ordered = sorted(found, key=lambda n: (n.text.casefold(), n.text, n.kind, n.pointer))
    grouped = [list(same) for _, same in groupby(ordered, key=lambda n: (n.text, n.kind, n.pointer))]
    if not grouped:
        return
    rows = section(parent, label, len(grouped), medium)
    for same in grouped[:MOST]:
        item = sub(rows, "li")
        first = same[0]
        sub(item, "b", text=first.text or f"<{first.kind}>")
        add_text(item, " ")
        sub(item, "code", text=f"{first.kind} {first.pointer}".strip())
        for place in same[:PLACES]:
            add_text(item, " · ")
            where = f"{listing.edition.documents[place.document].path}:{place.line}"
            sub(item, "a", href=address(listing, medium, place.document, place.anchor), text=where)
        if len(same) > PLACES:
            add_text(item, f" … {len(same)}")


def doubtful(parent: etree._Element, listing: Listing, medium: Medium) -> None:
    """Append mentions whose encoding says that they are not certain (`@cert`, TEI P5 §22.2)."""
    found = [m for every in listing.mentions.of.values() for m in every if m.cert in DOUBTFUL]
    if not found:
        return
    rows = section(parent, "editors-doubtful", len(found), medium)
    for mention in sorted(found, key=lambda m: (m.document, m.at))[:MOST]:
        doubt(sub(rows, "li"), mention, listing, medium)


def doubt(item: etree._Element, mention: Mention, listing: Listing, medium: Medium) -> None:
    """Append one doubtful mention: the words, what they are taken for, how sure that is, and where."""
    add_text(item, mention.before)
    sub(item, "b", text=mention.text or "→")
    add_text(item, f"{mention.after} → ")
    named(item, listing.entry(mention.entry), listing, medium)
    add_text(item, " ")
    sub(item, "code", text=mention.cert)
    add_text(item, " · ")
    where = f"{listing.edition.documents[mention.document].path}:{mention.line}"
    sub(item, "a", href=address(listing, medium, mention.document, mention.anchor), text=where)


def named(parent: etree._Element, entry: Entry, listing: Listing, medium: Medium) -> None:
    """Append an entry's name: a link if it has a page, else to where it stands."""
    key = Inside(entry.document, entry.id)
    if key in listing.pages.first:
        link(parent, listing, key, medium)
    else:
        sub(parent, "a", href=address(listing, medium, entry.document, entry.id), text=entry.name)


def unmentioned(parent: etree._Element, listing: Listing, medium: Medium) -> None:
    """Append the entries of registers that nothing mentions."""
    found: Sequence[Entry] = [
        e for e in listing.mentions.unmentioned() if Inside(e.document, e.id) in listing.pages.first
    ]
    if not found:
        return
    rows = section(parent, "editors-unmentioned", len(found), medium)
    for entry in found[:MOST]:
        item = sub(rows, "li")
        named(item, entry, listing, medium)
        add_text(item, " ")
        where = f"{listing.edition.documents[entry.document].path}:{entry.element.sourceline or 0}"
        sub(item, "code", text=f"{local(entry.element)} {where}")
