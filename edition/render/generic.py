"""Behaviours that many elements share."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from edition.model.links import Inside, split
from edition.render.html import is_block, sub
from edition.render.walk import Behaviour, Walk, add_kind, is_inline


def inline(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Render as a phrase of its own class."""
    out = walk.open(source, parent, "span")
    add_kind(out, source)
    walk.children(source, out)


def block(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Render as a block of its own class."""
    out = walk.open(source, parent, "div")
    add_kind(out, source)
    walk.children(source, out)


def paragraph(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Render as a paragraph of its own class; a `div` if it comes to hold a block."""
    out = walk.open(source, parent, "p")
    add_kind(out, source)
    walk.children(source, out)


def either(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Render as a phrase within running text, as a block among blocks."""
    (inline if is_inline(source, parent) else block)(walk, source, parent)


def parted(separator: str, tag: str = "") -> Behaviour:
    """Return a behaviour for what has parts and no words between them: `separator` keeps them apart.

    `tag` is the HTML element; without one, a phrase in running text and a block among blocks.
    """

    def behave(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
        out = walk.open(source, parent, tag or ("span" if is_inline(source, parent) else "div"))
        add_kind(out, source)
        walk.children(source, out)
        keep_apart(out, separator)

    return behave


def keep_apart(out: etree._Element, separator: str) -> None:
    """Put a separator between the phrases of an element that have nothing but space between them."""
    said = [part for part in out if is_block(part) or any(str(t).strip() for t in part.itertext())]
    for part, following in pairwise(said):
        if not (part.tail or "").strip() and not is_block(part) and not is_block(following):
            trim(part)
            part.tail = separator


def trim(part: etree._Element) -> None:
    """Take the blanks from the end of a phrase: the encoding's, before a comma that is not."""
    while len(part):
        last = part[-1]
        last.tail = (last.tail or "").rstrip() or None
        if last.tail:
            return
        part = last
    part.text = (part.text or "").rstrip() or None


def through(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Render what the element holds and nothing for itself, but keep its id if an editor gave it one."""
    ident = walk.document.ids.of.get(source)
    if ident is not None and ident in walk.document.ids.authored:
        inline(walk, source, parent)
    else:
        walk.children(source, parent)


def hidden(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Print nothing: analysis or description, not text. A place pointed at stays a place."""
    walk.anchor(source, parent)


def tagged(tag: str, *classes: str) -> Behaviour:
    """Return a behaviour that renders as an HTML element of the same meaning."""

    def behave(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
        out = walk.open(source, parent, tag, *classes)
        add_kind(out, source)
        walk.children(source, out)

    return behave


def enclosed(opening: str, closing: str) -> Behaviour:
    """Return a behaviour that puts editorial brackets, which are not the text's own, around an element."""

    def behave(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
        out = walk.open(source, parent, "span")
        sub(out, "span", "sign", text=opening)
        walk.children(source, out)
        sub(out, "span", "sign", text=closing)

    return behave


def labelled(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Render a linked phrase: a link if a pointer leads somewhere, else a span."""
    phrase(walk, source, parent)


def phrase(walk: Walk, source: etree._Element, parent: etree._Element) -> etree._Element:
    """Append a phrase, a link if a pointer leads somewhere, and return it.

    Of several pointers the first that leads to an entry's page is the link; the other entries follow it.
    """
    targets = entered(walk, leads(walk, source))
    href = next(iter(targets.values()), "")
    out = walk.open(source, parent, "a" if href else "span")
    add_kind(out, source)
    if href:
        out.set("href", href)
        if href.startswith("http"):
            out.set("rel", "external")
    walk.children(source, out)
    if not any(holder.tag == "a" for holder in (parent, *parent.iterancestors())):
        further(walk, parent, dict(list(targets.items())[1:]))
    return out


def leads(walk: Walk, source: etree._Element) -> dict[str, str]:
    """Return the pointers of an element that lead somewhere, with their addresses.

    A key of somebody's data base is no pointer, and nothing is missing where it leads nowhere.
    """
    every = ((name, split(source.get(name))) for name in ("ref", "target", "corresp", "key"))
    name, pointers = next(((name, found) for name, found in every if found), ("", []))
    if name == "key":
        pointers = [p for p in pointers if walk.edition.resolve(p, walk.document) is not None]
    return {pointer: href for pointer in pointers if (href := walk.resolve(source, pointer))}


def entered(walk: Walk, found: dict[str, str]) -> dict[str, str]:
    """Return those of some pointers that lead to entries with pages of their own, else the first."""
    own = walk.edition.own
    some = {p: href for p, href in found.items() if walk.edition.resolve(p, walk.document) in own}
    return some or dict(list(found.items())[:1])


def further(walk: Walk, parent: etree._Element, found: dict[str, str]) -> None:
    """Append links to further entries that a phrase means, each a sign with the entry's name."""
    for pointer, href in found.items():
        target = walk.edition.resolve(pointer, walk.document)
        name = walk.edition.own[target].name if isinstance(target, Inside) else ""
        holder = sub(parent, "sup", "also-meant", "no-print")
        sub(holder, "a", href=href, title=name, aria_label=name, text="+")
