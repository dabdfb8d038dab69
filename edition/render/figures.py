"""Tables, formulae, graphics, music (TEI P5 §15)."""

from __future__ import annotations

from lxml import etree

from edition.model.portions import is_heading
from edition.model.reading import has_words, reading_text
from edition.render.generic import either, hidden, inline
from edition.render.html import add_text, spill, sub
from edition.render.walk import Behaviour, Walk, add_kind, is_inline
from edition.tei.names import is_tei

WIDEST = 1000
"""HTML's limit for `colspan` (HTML §4.9.11)."""

MATHML = "{http://www.w3.org/1998/Math/MathML}"
MATH = frozenset(
    "math mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot munder mover munderover mtable "
    "mtr mtd mmultiscripts mprescripts none mphantom mpadded merror mstyle menclose semantics".split()
)
"""What of MathML lays out a formula; annotations are not shown, what else there is becomes a group."""
TOKENS = frozenset("mi mn mo ms mtext".split())
"""What has words."""
PARTS = {"mfrac": 2, "msup": 2, "msub": 2, "mroot": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
"""How many parts an element has to have; of another number it is no formula (MathML Core 1 §3.3-3.4)."""
MATH_ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence form separator accent accentunder linethickness columnspan rowspan "
    "displaystyle scriptlevel movablelimits largeop symmetric dir alttext".split()
)


def table(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A table (§15.1): headings as its caption; the box around it scrolls where the page is too narrow."""
    box = sub(parent, "div", "table-box")
    out = walk.open(source, box, "table")
    heads = [c for c in source.iterchildren("{*}head") if is_tei(c) and not walk.elsewhere(c)]
    if is_wide(source):  # what scrolls must be reached by the keyboard
        name = " ".join(reading_text(h) for h in heads) or walk.label("table")
        for attribute, value in (("role", "region"), ("tabindex", "0"), ("aria-label", name)):
            box.set(attribute, value)
    if heads:
        caption = sub(out, "caption")
        for head in heads:
            walk.children(head, walk.open(head, caption, "span"))
    body = sub(out, "tbody")
    spill(body, source.text)
    for child in source.iterchildren(etree.Element):
        if walk.elsewhere(child):
            repeat(walk, child, body)
            continue
        if child not in heads:
            walk.element(child, body)
        spill(body, child.tail)


def repeat(walk: Walk, source: etree._Element, body: etree._Element) -> None:
    """Say the heading rows again where a table goes on from another page: without ids, notes and marks."""
    if source.getparent() is walk.frame and is_heading(source):
        frame, quoting = walk.frame, walk.quoting
        walk.frame, walk.quoting = None, True
        walk.element(source, body)
        walk.frame, walk.quoting = frame, quoting


def is_wide(source: etree._Element) -> bool:
    """Say whether a table may be wider than a phone: it has many columns, or much in one row."""
    return any(
        len(row) > 3 or sum(len(reading_text(c)) for c in row) > 120 for row in source.iterchildren("{*}row")
    )


def row(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A row; its cells are headings if it says so."""
    walk.children(source, walk.open(source, parent, "tr"))


def cell(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A cell, over as many rows and columns as it says."""
    holder = source.getparent()
    role = source.get("role") or (holder.get("role") if holder is not None else "")
    out = walk.open(source, parent, "th" if role == "label" else "td")
    if out.tag == "th":
        heading = holder is not None and (holder.get("role") == "label" or holder.getprevious() is None)
        out.set("scope", "col" if heading else "row")
    for name, attribute in (("cols", "colspan"), ("rows", "rowspan")):
        value = source.get(name) or ""
        if value.isdecimal() and 1 < int(value) <= WIDEST:
            out.set(attribute, value)
    walk.children(source, out)


def figure(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A figure (§15.4): the picture if there is one, the caption, and what else stands in it."""
    if is_inline(source, parent) and not has_words(source):
        walk.anchor(source, parent)
        walk.children(source, parent)
        return
    out = walk.open(source, parent, "figure")
    add_kind(out, source)
    caption: etree._Element | None = None
    spill(out, source.text)
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "head", "p", "ab", "trailer") and not (
            is_tei(child, "p") and caption is None and len(child)
        ):
            caption = sub(out, "figcaption") if caption is None else caption
            walk.children(child, walk.open(child, caption, "p"))
        elif not is_tei(child, "figDesc") or source.find("{*}graphic") is None:
            walk.element(child, out)
        spill(out, child.tail)
    if caption is not None:
        out.append(caption)


def formula(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A formula (§15.2): MathML as a formula, any other notation as written."""
    maths = source.find(f"{MATHML}math")
    if maths is None:
        walk.children(source, walk.open(source, parent, "code"))
        return
    out = walk.open(source, parent, "span")
    add_text(out, source.text)
    for child in source:
        if child is maths:
            out.append(math(maths))
        elif isinstance(child.tag, str):
            walk.element(child, out)
        add_text(out, child.tail)


def math(source: etree._Element) -> etree._Element:
    """Return a copy of MathML (MathML Core 1) with what lays out a formula, without what links or runs."""
    name = etree.QName(source).localname
    inner = [e for e in source.iterchildren(etree.Element) if str(e.tag).startswith(MATHML)]
    parts = [math(e) for e in inner if not etree.QName(e).localname.startswith("annotation")]
    for part in parts[:-1]:
        part.tail = " "  # so that who looks for words finds them apart
    if name == "mfenced":
        parts = fenced(source, parts)
    known = name in MATH and PARTS.get(name, len(parts)) == len(parts)
    out = etree.Element(name if known else "mrow")
    for key, value in source.attrib.items():
        if known and key in MATH_ATTRIBUTES:
            out.set(str(key), str(value))
    if name in TOKENS:
        out.text = source.text
    out.extend(parts)
    tex = source.find(f".//{MATHML}annotation[@encoding='application/x-tex']") if name == "math" else None
    if tex is not None and not out.get("alttext"):
        out.set("alttext", " ".join((tex.text or "").split()))
    return out


def fenced(source: etree._Element, parts: list[etree._Element]) -> list[etree._Element]:
    """Return the parts of `mfenced`, which browsers know no more, with its signs (MathML 3 §3.3.8)."""
    signs = "".join(source.get("separators", ",").split())
    out = [operator(source.get("open", "("))]
    for number, part in enumerate(parts):
        if number and signs:
            out.append(operator(signs[min(number, len(signs)) - 1]))
        out.append(part)
    return [*out, operator(source.get("close", ")"))]


def operator(sign: str) -> etree._Element:
    """Return a sign of a formula."""
    made = etree.Element("mo")
    made.text = sign
    return made


BEHAVIOURS: dict[str, Behaviour] = {
    "table": table,
    "row": row,
    "cell": cell,
    "figure": figure,
    "figDesc": either,
    "formula": formula,
    "notatedMusic": either,
    "caption": either,
    "graph": either,
    "node": inline,
    "arc": hidden,
}
