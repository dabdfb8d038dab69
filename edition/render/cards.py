"""Who and what a page speaks of: a list at its end, folded, from which the card beside a link is taken.

Without JavaScript a link leads to the entry's page, and the list is there to be unfolded.
"""

from __future__ import annotations

from lxml import etree

from edition.model.entries import Kind
from edition.model.links import Inside
from edition.render.html import add_class, add_text, has_class, safe_href, sub
from edition.render.listing import SUFFIXES, downloads, shown_dates
from edition.render.walk import Walk


def cards(walk: Walk, out: etree._Element, text: etree._Element) -> None:
    """Append the list of the entries that a text on a page links to; each link is told its own."""
    links: dict[str, Inside] = {}
    for target in walk.linked:
        links[walk.href(target.document, target.id)] = target
    found: dict[Inside, str] = {}
    for a in list(text.iter("a")):
        entry = links.get(a.get("href") or "")
        if entry is not None and not a.get("role"):
            ident = found.setdefault(entry, walk.free(f"card-{len(found) + 1}"))
            add_class(a, "" if has_class(a, "gloss-found") else "entry-ref")
            a.set("data-card", ident)
    if not found:
        return
    holder = sub(out, "details", "page-entries")
    sub(holder, "summary", text=walk.label("page-entries", n=str(len(found))))
    rows = sub(holder, "ul")
    works_here(walk, holder)
    own = walk.edition.own
    for target, ident in sorted(found.items(), key=lambda pair: own[pair[0]].name.casefold()):
        card(walk, rows, target, ident)


def works_here(walk: Walk, parent: etree._Element) -> None:
    """Append files with the works that the page cites, for reference managers, where the medium has them."""
    stem = f"{walk.document.id}/{walk.page.id or 'index'}-works"
    files = [(n, href) for n, s in SUFFIXES.items() if (href := walk.medium.file_href(f"{stem}.{s}"))]
    if files:
        out = sub(parent, "p", "page-works", text=walk.label("works-here") + ": ")
        downloads(out, files)


def card(walk: Walk, parent: etree._Element, target: Inside, ident: str) -> None:
    """Append one entry: its name, a link; its dates; what is said of it."""
    own = walk.edition.own[target]
    item = sub(sub(parent, "li", id=ident), "div", "note-body")
    href = safe_href(walk.href(target.document, target.id))
    work = own.kind == Kind.WORK
    sub(item, "a", "card-work" if work else "card-name", href=href, text=(work and own.about) or own.name)
    if dates := shown_dates(own, walk.medium):
        add_text(item, " ")
        sub(item, "span", "card-dates", text=dates)
    if own.about and not work:
        add_text(item, " ")
        sub(item, "span", "card-about", text=own.about)
