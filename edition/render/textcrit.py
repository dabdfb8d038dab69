"""Alternatives: apparatus entries (TEI P5 §12), choices (§3.5) and substitutions (§11.3.1.5).

The reading text shows one. The rest stands in the apparatus at the page's end, reached by a link from the
reading and linked back: with or without JavaScript, never side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.model.reading import chosen, reading_text
from edition.render.generic import hidden, inline, through
from edition.render.html import add_class, add_text, is_block, spill, sub
from edition.render.names import register
from edition.render.walk import Behaviour, Walk, add_kind
from edition.tei.names import ID, is_tei, local

SHORT = 60
"""A lemma longer than this is shortened to its first and last words."""


def alternatives(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Show the chosen reading as a link to the apparatus entry with the others."""
    out = walk.open(source, parent, "span", "alt")
    add_kind(out, source)
    if is_tei(source, "subst"):
        for child in source.iterchildren(etree.Element):
            if not is_tei(child, "del"):
                walk.element(child, out)
    elif (reading := chosen(source)) is not None:
        holder = walk.open(reading, out, "span") if reading.get(ID) else out
        walk.children(reading, holder)
    for text in (source.text, *(child.tail for child in source)):
        spill(out, text)  # where TEI has no text: kept all the same
    if not others(source):
        return
    walk.entries.append(source)
    link_entry(walk, source, out)


def link_entry(walk: Walk, source: etree._Element, out: etree._Element) -> None:
    """Make the reading a link to its entry; an empty one, or one with links or blocks, gets a sign."""
    href = f"#{entry_id(walk, source)}"
    label = walk.label("variants")
    holds = next(out.iter("a"), None) is not None or any(is_block(c) for c in out)
    if holds or not "".join(str(t) for t in out.itertext()).strip():
        sub(out, "a", "alt-mark", href=href, aria_label=label, text="°")
        return
    out.tag = "a"
    out.set("href", href)


def entry_id(walk: Walk, source: etree._Element) -> str:
    """Return the id of the entry for alternatives: theirs, with an ending."""
    return walk.free(f"{walk.document.ids.of[source]}-entry")


def others(source: etree._Element) -> list[etree._Element]:
    """Return the alternatives that the reading text does not show, and notes on them."""
    if is_tei(source, "subst"):
        return [c for c in source.iterchildren(etree.Element) if is_tei(c, "del")]
    reading = chosen(source)
    if is_tei(source, "app"):
        return [part for part in parts(source) if part is not reading]
    return [c for c in source.iterchildren(etree.Element) if c is not reading]


def parts(source: etree._Element) -> Iterator[etree._Element]:
    """Yield readings, notes and details of witnesses of an entry in document order, those of groups too."""
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "rdgGrp"):
            yield from parts(child)
        else:
            yield child


def section(walk: Walk) -> tuple[etree._Element, etree._Element]:
    """Return the apparatus of a page, still empty, and the list that its entries go to."""
    out = etree.Element("section", {"class": "apparatus"})
    out.set("id", walk.free("apparatus"))
    out.set("aria-label", walk.label("apparatus"))
    sub(out, "h2", "apparatus-title", text=walk.label("apparatus"))
    return out, sub(out, "ol", "entries")


def entry(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append one entry: where, the reading shown, then the others with their witnesses."""
    item = sub(parent, "li", "entry", f"entry-{local(source)}", id=entry_id(walk, source))
    ident = walk.document.ids.of[source]
    href = f"#{ident}" if ident in walk.used else ""
    place = locus(source)
    reading = chosen(source) if not is_tei(source, "subst") else None
    lemma = shorten(reading_text(source))
    back = sub(item, "a" if href else "span", "lemma", href=href)
    if place:
        sub(back, "span", "locus", text=place)
        add_text(back, " ")
    sub(back, "span", "lemma-text", text=lemma or walk.label("omitted"))
    if reading is not None:
        sigla(walk, reading, item)
    sub(item, "span", "sign", text="] ")
    rest = others(source)
    for number, other in enumerate(rest):
        alternative(walk, other, sub(item, "span", "reading", f"reading-{local(other)}"))
        add_text(item, "; " if number < len(rest) - 1 else "")


def alternative(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append one of the other readings: its text, its witnesses, and what kind of alternative it is."""
    walk.mark(source, parent)
    if is_tei(source, "witDetail"):
        sigla(walk, source, parent)
        add_text(parent, " ")
    walk.children(source, parent)
    add_kind(parent, source)
    if is_tei(source, "note", "witDetail"):
        return
    if is_tei(source, "rdg") and not len(source) and not reading_text(source):
        sub(parent, "span", "omission", text=walk.label("omitted"))
    sigla(walk, source, parent)
    kind = walk.medium.labels.get(local(source), "")
    if kind:
        sub(parent, "span", "kind", text=f" ({kind})")


def sigla(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append the sigla of a reading's witnesses and the names of its sources, each a link."""
    pointers = (source.get("wit") or "").split() + (source.get("source") or "").split()
    if not pointers:
        return
    out = sub(parent, "span", "sigla")
    for pointer in pointers:
        add_text(out, " ")
        href = walk.resolve(source, pointer)
        name, title = siglum(walk, pointer)
        made = sub(out, "a" if href else "span", "siglum", href=href, title=title, text=name)
        if href.startswith("http"):
            made.set("rel", "external")


def siglum(walk: Walk, pointer: str) -> tuple[str, str]:
    """Return what a witness is called in the apparatus, and its full name."""
    ident = pointer.rpartition("#")[2]
    element = walk.document.ids.element.get(ident)
    if element is None:
        return ident, ""
    abbreviation = next((c for c in element.iterchildren("{*}abbr", "{*}label")), None)
    name = reading_text(abbreviation) if abbreviation is not None else element.get("n") or ident
    title = next((reading_text(t) for t in element.iterchildren("{*}title", "{*}name")), "")
    if not title and is_tei(element, "witness") and abbreviation is None and len(reading_text(element)) < 200:
        title = reading_text(element)
    return name, title


def locus(source: etree._Element) -> str:
    """Return where an entry belongs: its `@loc`, or the number of its line or paragraph."""
    if source.get("loc"):
        return str(source.get("loc"))
    for holder in source.iterancestors():
        if is_tei(holder, "l", "p", "ab", "seg") and holder.get("n"):
            return str(holder.get("n"))
        if is_tei(holder, "div", "text", "note"):
            break
    return next((str(line.get("n")) for line in source.iter("{*}l") if line.get("n")), "")


def shorten(text: str) -> str:
    """Return a lemma as printed: a long one by its first and last words."""
    if len(text) <= SHORT:
        return text
    words = text.split()
    return f"{' '.join(words[:3])} … {' '.join(words[-2:])}" if len(words) > 6 else text


def list_app(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A list of entries that stand apart from the text (§12.2.2): each as an entry, linked to its place."""
    holder = walk.open(source, parent, "section", "apparatus")
    out: etree._Element | None = None
    spill(holder, source.text)
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "app"):
            out = sub(holder, "ol", "entries") if out is None else out
            entry(walk, child, out)
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


def witness_mark(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Where a fragmentary witness starts or ends (§12.1.5): an anchor in the text."""
    walk.anchor(source, parent)


BEHAVIOURS: dict[str, Behaviour] = {
    "app": alternatives,
    "choice": alternatives,
    "subst": alternatives,
    "alt": hidden,
    "lem": inline,
    "rdg": inline,
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
