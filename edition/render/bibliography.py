"""A bibliography: its works in groups, each as a bibliography prints it, with how often it is cited."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.model.links import Inside
from edition.render.html import add_text, safe_href, sub
from edition.render.listing import SUFFIXES, Listing, downloads, runs, times
from edition.render.walk import Walk

GROUPS = ("archives", "newspapers", "books", "articles", "theses", "web", "other")
"""The groups in their order; each is the label `works-…`."""


def grouped(walk: Walk, parent: etree._Element, listing: Listing, rows: Sequence[Inside]) -> None:
    """Append works by group, with headings if there is more than one."""
    out = sub(parent, "div", "register-list", "works")
    for name in ("filter", "filter-hint", "filter-found"):
        out.set(f"data-{name}", walk.medium.labels[f"works-{name}"])
    take_home(walk, out)
    found: dict[str, list[Inside]] = {name: [] for name in GROUPS}
    for key in rows:
        found[listing.groups.get(key, "other")].append(key)
    several = sum(1 for keys in found.values() if keys) > 1
    for name, keys in found.items():
        if not keys:
            continue
        section = sub(out, "section")
        if several:
            ident = walk.free(f"works-{name}")
            sub(section, f"h{min(walk.level, 6)}", id=ident, text=walk.label(f"works-{name}"))
        listed = sub(section, "ul")
        for key in keys:
            line(walk, listed, listing, key)


def take_home(walk: Walk, parent: etree._Element) -> None:
    """Append files with all works of the bibliography, where the medium has them."""
    stem = f"{walk.document.id}-works"
    files = [(n, href) for n, s in SUFFIXES.items() if (href := walk.medium.file_href(f"{stem}.{s}"))]
    if files:
        out = sub(parent, "p", "page-works", text=walk.label("works-all") + ": ")
        downloads(out, files)


def line(walk: Walk, parent: etree._Element, listing: Listing, key: Inside) -> None:
    """Append one work: the reference is the link to its page; what leads elsewhere stands after it."""
    entry, own = listing.entry(key), listing.edition.own[key]
    item = sub(parent, "li", "work")
    walk.mark(entry.element, item)
    said = listing.formatted.get(key, ())
    link = sub(item, "a", "work-link", href=safe_href(walk.medium.page_href(key.document, own.page)))
    addresses = [run for run in said if run.href]
    if said:
        runs(link, [run for run in said if not run.href])
        link_end(link)
    else:
        link.text = own.name
    for run in addresses:
        add_text(item, " ")
        sub(item, "a", "work-address", href=safe_href(run.href), rel="external", text=run.text)
    add_text(item, " ")
    count = len(listing.of(key))
    sub(item, "span", "entry-count", text=times(count, entry.kind, walk.medium))


def link_end(link: etree._Element) -> None:
    """Take away the point that stood after an address that is no longer there: “Press, 1930. .”."""
    last = link[-1] if len(link) else None
    text = (last.tail if last is not None else link.text) or ""
    if text.rstrip().endswith(". .") or text.rstrip().endswith(".” ."):
        text = text.rstrip()[:-2]
    if last is not None:
        last.tail = text or None
    else:
        link.text = text
