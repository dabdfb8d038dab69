"""Descriptions of manuscripts (TEI P5 §10), as catalogues set them: shelfmark, contents, then labelled facts.

What the encoding leaves empty is not announced. Labels are the edition's own words (`ms-…`).
"""

from __future__ import annotations

from lxml import etree

from edition.labels import language_name
from edition.model.reading import has_words, reading_text
from edition.render.generic import either, inline, keep_apart, parted
from edition.render.html import add_text, spill, sub
from edition.render.walk import Behaviour, Walk, add_kind, is_inline
from edition.tei.names import is_tei, local, tei

GROUPS = "msContents physDesc history additional".split()
"""Parts of a description that have a heading (§10.1)."""
FIELDS = (
    "support extent foliation collation condition layoutDesc handDesc scriptDesc typeDesc musicNotation "
    "decoDesc additions bindingDesc sealDesc accMat origin provenance acquisition summary "
    "recordHist custodialHist surrogates availability"
).split()
"""Parts that are a line of the description each (§10.7 to §10.9)."""
QUOTED = "rubric incipit explicit finalRubric colophon filiation".split()
"""What a description quotes of the manuscript, and says of its text (§10.6.1)."""
OPENING = "locus locusGrp author title respStmt editor date".split()
"""What stands in the first line of an item."""
UNITS = ("height", "width", "depth", "dim")


def description(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A description (§10.1), or of a part or fragment (§10.10): its identifier heads it, else its number."""
    if not has_words(source):
        walk.anchor(source, parent)
        return
    if is_inline(source, parent):
        parted(", ")(walk, source, parent)
        return
    out = walk.open(source, parent, "div", "ms")
    level = walk.level
    if not is_tei(source, "msDesc"):
        walk.level = level + 1
        if not any(has_words(e) for e in source.iterchildren(tei("msIdentifier"), tei("head"))):
            number = (source.get("n") or "").strip()
            heading(walk, out, f"{walk.label('ms-part')} {number}".strip())
    walk.children(source, out)
    walk.level = level


def heading(walk: Walk, out: etree._Element, text: str) -> None:
    """Append a heading within a description; the page's contents do not list it."""
    sub(out, f"h{max(2, min(walk.level, 6))}", "ms-head", text=text)


def identifier(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Where a manuscript is kept, and its shelfmark (§10.4); others follow in a line of their own."""
    if is_inline(source, parent):
        parted(", ")(walk, source, parent)
        return
    out = walk.open(source, parent, "p", "ms-shelfmark")
    others = [c for c in source.iterchildren(tei("altIdentifier")) if has_words(c)]
    if not any(has_words(c) for c in source.iterchildren(etree.Element) if c not in others):
        others = []  # it is all there is: a part's own
    spill(out, source.text)
    for child in source.iterchildren(etree.Element):
        if child not in others:
            inline_element(walk, child, out)
        spill(out, child.tail)
    keep_apart(out, ", ")
    if others:
        value = labelled(walk, parent, "ms-altIdentifier", "span")
        for other in others:
            inline_element(walk, other, value)
        keep_apart(value, ", ")


def inline_element(walk: Walk, source: etree._Element, out: etree._Element) -> None:
    """Render an element as a phrase, if it says something."""
    if has_words(source):
        walk.element(source, out)


def labelled(walk: Walk, parent: etree._Element, key: str, tag: str = "div") -> etree._Element:
    """Append a labelled line and return the element for its value."""
    out = sub(parent, "div", "ms-field")
    sub(out, "span", "ms-label", text=walk.label(key))
    add_text(out, " ")
    return sub(out, tag, "ms-value")


def group(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A part of a description with a heading (§10.6, §10.7, §10.8, §10.9)."""
    if not has_words(source):
        walk.anchor(source, parent)
        return
    out = walk.open(source, parent, "div", "ms-group")
    heading(walk, out, walk.label(f"ms-{local(source)}"))
    walk.children(source, out)


def field(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A fact with its label; among running text a phrase, within another fact a block."""
    if not has_words(source):
        walk.anchor(source, parent)
    elif is_inline(source, parent) or not described(source) or "ms-value" in (parent.get("class") or ""):
        either(walk, source, parent)
    else:
        value = labelled(walk, parent, f"ms-{local(source)}")
        walk.mark(source, value)
        walk.children(source, value)
        keep_apart(value, ", ")


def described(source: etree._Element) -> bool:
    """Say whether an element stands in a description; some of these names have a use elsewhere."""
    return (
        next(source.iterancestors(tei("msDesc"), tei("msPart"), tei("msFrag"), tei("object")), None)
        is not None
    )


def item(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """An item of the contents (§10.6.1): where it is and what it is called, what it begins with, remarks."""
    if not has_words(source):
        walk.anchor(source, parent)
        return
    out = walk.open(source, parent, "div", "ms-item")
    line = sub(out, "p", "ms-line")
    number = (source.get("n") or "").strip()
    if number:
        sub(line, "span", "ms-n", text=number)
    spill(line, source.text)
    for child in source.iterchildren(etree.Element):
        opening = is_tei(child, *OPENING) and len(out) == 1
        item_part(walk, child, line if opening else out)
        spill(line if opening else out, child.tail)
    keep_apart(line, " ")
    if not len(line) and not (line.text or "").strip():
        out.remove(line)


def item_part(walk: Walk, child: etree._Element, out: etree._Element) -> None:
    """Append a part of an item: a phrase of its line, a quotation with its label, a remark."""
    if not has_words(child) and not is_tei(child, "textLang"):
        walk.anchor(child, out)
    elif is_tei(child, *QUOTED, "textLang"):
        line = sub(out, "p", "ms-quote")
        sub(line, "span", "ms-label", text=walk.label(f"ms-{local(child)}"))
        add_text(line, " ")
        (text_language if is_tei(child, "textLang") else inline)(walk, child, line)
    elif is_tei(child, "note") or (out.tag == "div" and is_tei(child, *OPENING)):
        walk.element(child, sub(out, "p", "ms-note"))
    else:
        walk.element(child, out)


def text_language(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """The languages of a text (§10.6.6): as described, else by their tags."""
    tags = f"{source.get('mainLang') or ''} {source.get('otherLangs') or ''}".split()
    if not has_words(source) and not tags:
        return
    out = labelled(walk, parent, "ms-textLang") if "ms-group" in (parent.get("class") or "") else parent
    said = walk.open(source, out, "span")
    if has_words(source):
        walk.children(source, said)
    else:
        said.text = ", ".join(language_name(tag, walk.medium.labels) for tag in tags)


def dimensions(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Dimensions (§10.3.4): parts by `×`, then their unit, which the encoding has in an attribute."""
    if not has_words(source):
        walk.anchor(source, parent)
        return
    parted(" × ")(walk, source, parent)
    units = [e.get("unit") for e in (*source.iterchildren(*map(tei, UNITS)), source)]
    unit = next((u for u in units if u and u.isalpha()), "")
    if unit and unit not in reading_text(source).split():
        add_text(parent[-1], f" {unit}")


def remark(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A description of a hand, of decoration, of a seal (§10.7.2): a line each."""
    if not has_words(source):
        walk.anchor(source, parent)
        return
    either(walk, source, parent)
    add_kind(parent[-1], source)
    keep_apart(parent[-1], ", ")


BEHAVIOURS: dict[str, Behaviour] = {
    **dict.fromkeys(("msDesc", "msPart", "msFrag"), description),
    **dict.fromkeys(GROUPS, group),
    **dict.fromkeys(FIELDS, field),
    **dict.fromkeys("handNote decoNote scriptNote typeNote seal binding".split(), remark),
    **dict.fromkeys(("msItem", "msItemStruct"), item),
    "msIdentifier": identifier,
    "altIdentifier": parted(", "),
    **dict.fromkeys(("origPlace", "objectType"), parted(", ", "span")),
    "textLang": text_language,
    "dimensions": dimensions,
}
