"""Performance texts (TEI P5 §7), and speeches wherever they stand (§3.13.2)."""

from __future__ import annotations

from lxml import etree

from edition.model.reading import has_words
from edition.render.generic import block, either, hidden, inline, keep_apart, paragraph
from edition.render.html import add_class, spill, sub
from edition.render.textstructure import division
from edition.render.walk import Behaviour, Walk, add_kind, is_inline
from edition.tei.names import is_tei


def stage(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A stage direction (§7.2.5): a paragraph between speeches, a phrase within one."""
    out = walk.open(source, parent, "span" if is_inline(source, parent) else "p")
    add_kind(out, source)
    walk.children(source, out)


def cast_list(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """The persons of the play (§7.1.4)."""
    holder = walk.open(source, parent, "section")
    out: etree._Element | None = None
    headed = next(source.iterchildren("{*}head"), None) is not None
    if not headed and source in walk.page.roots and walk.page.id:
        sub(holder, f"h{min(walk.level, 6)}", text=walk.page.title)
    spill(holder, source.text)
    walk.level += headed
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "castItem", "castGroup"):
            out = sub(holder, "ul") if out is None else out
            walk.element(child, out)
        else:
            out = None
            walk.element(child, holder)
        spill(holder if out is None else out, child.tail)
    walk.level -= headed


def cast_group(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A group in the list of persons, with its heading or the description they share."""
    if not has_words(source):
        walk.anchor(source, parent)
        return
    holder = walk.open(source, parent, "li")
    inner: etree._Element | None = None
    spill(holder, source.text)
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "castItem", "castGroup"):
            inner = sub(holder, "ul") if inner is None else inner
            walk.element(child, inner)
        else:
            walk.element(child, holder)
        spill(holder if inner is None else inner, child.tail)


def cast_item(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """One person of the play; an empty entry only says where an identifier belongs."""
    if not has_words(source):
        return
    out = walk.open(source, parent, "li")
    walk.children(source, out)
    keep_apart(out, " ")


def speech(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A speech (§7.2.2): the speaker's name, then what is said."""
    out = walk.open(source, parent, "div")
    add_kind(out, source)
    if next(source.iterchildren("{*}speaker"), None) is None:
        add_class(out, "unnamed")
    walk.children(source, out)


BEHAVIOURS: dict[str, Behaviour] = {
    "sp": speech,
    "speaker": paragraph,
    "stage": stage,
    "spGrp": block,
    "castList": cast_list,
    "castGroup": cast_group,
    "castItem": cast_item,
    "role": inline,
    "roleDesc": inline,
    "actor": inline,
    "set": division,
    "prologue": division,
    "epilogue": division,
    "performance": block,
    "move": hidden,
    "view": either,
    "camera": either,
    "sound": either,
    "caption": either,
    "tech": either,
}
