"""Alternatives in the text: apparatus entries (TEI P5 §12), choices (§3.5), substitutions (§11.3.1.5).

The reading text shows one. The rest stands in the apparatus at the page's end, reached by a link from the
reading and linked back: with or without JavaScript, never side by side.
"""

from __future__ import annotations

from lxml import etree

from edition.model.apparatus import stands_apart
from edition.model.reading import chosen, reading_text
from edition.render import apparatus, points
from edition.render.generic import hidden, inline, through
from edition.render.html import add_class, is_block, spill, sub
from edition.render.names import register
from edition.render.walk import Behaviour, Walk, add_kind
from edition.tei.names import ID, is_tei, local

DISPLACED = {"sic": "sic", "orig": "orig", "abbr": "abbr", "am": "abbr"}
"""What a `choice` has of the source's own text; the class of the place says which."""

UNITS = ("l", "lg", "p", "ab", "sp", "stage", "div", "head")
"""Elements that are lines or paragraphs of their own."""


def alternatives(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Show the chosen reading as a link to the apparatus entry with the others."""
    if is_tei(source, "app") and stands_apart(source):
        points.stand_in(walk, source, parent)
        return
    reading = None if is_tei(source, "subst") else chosen(source)
    if walk.quoting and reading is not None:
        walk.children(reading, parent)
        return
    out = walk.open(source, parent, "span", *marks(walk, source))
    add_kind(out, source)
    listed = bool(apparatus.others(source)) and not in_place(walk, source)
    if listed:
        walk.entries.append(source)  # before those inside it
    if reading is not None:
        walk.children(reading, walk.open(reading, out, "span") if reading.get(ID) else out)
    elif is_tei(source, "subst"):
        substituted(walk, source, out)
    for holder in (source, *source.iterchildren("{*}rdgGrp")):
        for text in (holder.text, *(child.tail for child in holder)):
            spill(out, text)  # where TEI has no text: kept all the same
    if listed:
        link_entry(walk, source, out)


def substituted(walk: Walk, source: etree._Element, out: etree._Element) -> None:
    """Show what was put in; in a reading of the apparatus after what was struck out, a sign between."""
    both = in_place(walk, source)
    struck = False
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "del") and not both:
            continue
        if struck and not is_tei(child, "del"):
            sub(out, "span", "sign", "subst-sign", text=" → ")
        struck = is_tei(child, "del")
        walk.element(child, out)


def in_place(walk: Walk, source: etree._Element) -> bool:
    """Say whether a substitution needs no entry: in a reading of the apparatus it is shown as it stands."""
    return walk.quoting or (walk.apparatus and is_tei(source, "subst"))


def marks(walk: Walk, source: etree._Element) -> list[str]:
    """Return the classes of a place with alternatives: that it is one, and what a choice displaced."""
    if in_place(walk, source):
        return []
    kinds = (
        [f"alt-{DISPLACED[local(c)]}" for c in source if is_tei(c, *DISPLACED)]
        if is_tei(source, "choice")
        else []
    )
    return ["alt", *dict.fromkeys(kinds)]


def link_entry(walk: Walk, source: etree._Element, out: etree._Element) -> None:
    """Make the reading a link to its entry; an empty one, or one with links or blocks, gets a sign."""
    href = f"#{apparatus.entry_id(walk, source)}"
    label = walk.label("variants")
    blocks = any(is_block(c) for c in out.iterdescendants(etree.Element))
    if blocks or next(out.iter("a"), None) is not None or not reading_text(source) or is_empty(out):
        mark = sub(out, "a", "alt-mark", href=href, aria_label=label, text="°")
        if blocks and not (out.text or "").strip():
            out.insert(0, mark)
        if blocks or stands_between(source):
            add_class(mark, "between")
        return
    out.tag = "a"
    out.set("href", href)


def stands_between(source: etree._Element) -> bool:
    """Say whether a place without words stands among lines or paragraphs: it must not make one itself."""
    parent = source.getparent()
    return (
        not reading_text(source) and parent is not None and any(is_tei(sibling, *UNITS) for sibling in parent)
    )


def is_empty(out: etree._Element) -> bool:
    """Say whether nothing is printed in an element."""
    return not "".join(str(t) for t in out.itertext()).strip()


def list_app(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A list of entries that stand apart from the text (§12.2.2): each as an entry, linked to its place.

    Entries about another page stand on that page.
    """
    holder = walk.open(source, parent, "section", "apparatus")
    out: etree._Element | None = None
    spill(holder, source.text)
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "app"):
            out = sub(holder, "ol", "entries") if out is None else out
            apparatus.entry(walk, child, out)
        else:
            out = None
            walk.element(child, holder)
        spill(holder, child.tail)


def witness_list(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """The witnesses (§12.1.4)."""
    register(walk, source, parent)


def witness(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A witness: its siglum first; one without says its `@n` or id."""
    out = walk.open(source, parent, "li")
    add_class(out, "witness")
    if next(source.iterchildren("{*}abbr", "{*}label"), None) is None:
        name = source.get("n") or walk.document.ids.of.get(source, "")
        if source.get(ID) or source.get("n"):
            sub(out, "b", "siglum", text=f"{name} ")
    walk.children(source, out)
    mark = next((part for part in out if "type-siglum" in (part.get("class") or "")), None)
    if mark is not None and (mark.tail or "x")[0].isalnum():
        mark.tail = f" {mark.tail or ''}"


def witness_mark(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Where a fragmentary witness starts or ends (§12.1.5): an anchor, and a sign for its readers."""
    if walk.quoting:
        return
    names = [apparatus.siglum(walk, source, p).name for p in apparatus.pointers(source, around=True)]
    out = walk.open(source, parent, "span", "wit-mark")
    if names:
        out.set("data-wit", "|".join(names))
        out.set("title", f"{walk.label(local(source))}: {' '.join(names)}")


def point(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A reading that stands outside an entry: its text."""
    inline(walk, source, parent)


BEHAVIOURS: dict[str, Behaviour] = {
    "app": alternatives,
    "choice": alternatives,
    "subst": alternatives,
    "alt": hidden,
    "lem": point,
    "rdg": point,
    "rdgGrp": through,
    "wit": inline,
    "witDetail": inline,
    "listWit": witness_list,
    "witness": witness,
    "listApp": list_app,
    "witStart": witness_mark,
    "witEnd": witness_mark,
    "lacunaStart": witness_mark,
    "lacunaEnd": witness_mark,
    "variantEncoding": hidden,
}
