"""A concordance: each mention of an entry with the words around it, by document and chapter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from lxml import etree

from edition.model.entry_pages import MENTIONS, Part
from edition.model.links import Inside
from edition.model.mentions import Mention
from edition.render.html import safe_href, sub
from edition.render.listing import Listing, times
from edition.render.spark import spark
from edition.render.walk import Walk, set_language
from edition.tei.names import LANG

FEWEST = 3
"""Fewer mentions than these need no spark line."""
SHORT = 4_000
"""A text of fewer characters needs none either."""


def concordance(walk: Walk, parent: etree._Element, listing: Listing, part: Part) -> None:
    """Append the mentions of an entry that stand on one of its pages."""
    assert part.entry is not None
    every = listing.of(part.entry)
    if not every:
        return
    entry = listing.entry(part.entry)
    out = sub(parent, "section", "concordance", id=walk.free("mentions"))
    title = walk.label("citations" if entry.kind == "work" else "mentions")
    sub(out, "h2", text=title, id=walk.free("mentions-title"))
    summary(walk, out, every, entry.kind, part)
    start = (part.number - 1) * MENTIONS
    shown = every[start : start + MENTIONS]
    texts = bisect_left(every, True, key=lambda m: listing.edition.documents[m.document].is_register)
    for ident, found in groupby(shown, key=lambda m: m.document):
        document(walk, out, listing, ident, list(found))
        if listing.edition.documents[ident].is_register:
            continue  # an alphabet is no course of a text
        first = bisect_left(every, ident, hi=texts, key=lambda m: m.document)
        if first >= start:  # what goes on from another page has its bars there
            last = bisect_right(every, ident, hi=texts, key=lambda m: m.document)
            bars(walk, out[-1], listing, every[first:last])


def summary(walk: Walk, parent: etree._Element, every: Sequence[Mention], kind: str, part: Part) -> None:
    """Append how often the entry is mentioned; on its first page, in how many documents if in several."""
    text = times(len(every), kind, walk.medium)
    documents = len({m.document for m in every}) if part.number == 1 else 1
    if documents > 1:
        text = walk.label("in-documents", times=text, n=str(documents))
    sub(parent, "p", "concordance-sum", text=text[:1].upper() + text[1:] + ".")


def document(walk: Walk, parent: etree._Element, listing: Listing, ident: str, found: list[Mention]) -> None:
    """Append the mentions in one document, by its pages."""
    source = listing.edition.documents[ident]
    out = sub(parent, "section", "concordance-document")
    head = sub(out, "h3")
    href = safe_href(walk.medium.page_href(ident, ""))
    set_language(sub(head, "a", href=href, text=source.pages[0].title), source.root.get(LANG))
    titles = {page.id: page.title for page in source.pages}
    for page, lines in groupby(found, key=lambda m: listing.edition.page_of(Inside(ident, m.anchor))[0]):
        if page and page in titles:
            sub(out, "h4", text=titles[page])
        rows = sub(out, "ul", "kwic")
        set_language(rows, source.root.get(LANG))
        for mention in lines:
            line(walk, rows, mention)


def bars(walk: Walk, parent: etree._Element, listing: Listing, found: Sequence[Mention]) -> None:
    """Put a spark line of all mentions in a document after its title."""
    length = listing.mentions.lengths.get(found[0].document, 0)
    if len(found) < FEWEST or length < SHORT:
        return
    name = walk.medium.labels["spark"]
    made = spark(parent, [mention.at / length for mention in found], name)
    parent.insert(1, made)


def line(walk: Walk, parent: etree._Element, mention: Mention) -> None:
    """Append one line: the words before, the mention, the words after, and where it stands."""
    item = sub(parent, "li")
    out = sub(item, "a", href=walk.href(mention.document, mention.anchor))
    sub(out, "span", "kwic-before", text=mention.before)
    sub(out, "b", text=mention.text or "→")
    sub(out, "span", "kwic-after", text=mention.after)
    own = walk.edition.own.get(Inside(mention.document, mention.anchor))
    where = [own.name] if own is not None and own.name else []
    if mention.note:
        where.append(walk.label("loc-note", n=mention.mark or "*"))
    if mention.page:
        where.append(walk.label("loc-page", n=mention.page))
    if where:
        sub(item, "span", "kwic-at", text=", ".join(where))
