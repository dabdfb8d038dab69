"""Representation of primary sources (TEI P5 §11) and editorial intervention (§3.5)."""

from __future__ import annotations

from lxml import etree

from edition.model.links import Inside
from edition.model.reading import has_words, reading_text, shortened
from edition.render import leiden
from edition.render.generic import block, either, enclosed, hidden, inline, through
from edition.render.html import add_class, add_text, spill, sub
from edition.render.leiden import line_number
from edition.render.walk import Behaviour, Walk, add_kind, is_inline
from edition.tei.names import is_tei

PLACES = {
    **dict.fromkeys("above superlinear supralinear interlinear over".split(), "above"),
    **dict.fromkeys("below sublinear under infralinear".split(), "below"),
    **dict.fromkeys("margin left right margin-left margin-right marginleft marginright".split(), "margin"),
}


def gap(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Omitted or lost text (§11.3.3.2): a sign that says what is missing; a lost note says so in words."""
    out = walk.open(source, parent, "span", "sign")
    holder = source.getparent()
    while holder is not None and is_tei(holder, "p", "seg", "ab"):
        holder = holder.getparent()
    if (
        holder is not None
        and is_tei(holder, "note")
        and source.get("reason") == "lost"
        and not reading_text(holder)
    ):
        out.text = walk.label("note-lost")
        return
    described = "; ".join(t for d in source if is_tei(d, "desc") and (t := reading_text(d)))
    facts = (source.get("reason"), extent(source), described)
    if leiden.is_lines(source):
        leiden.new_line(out)
    out.text = leiden.gap_sign(source)
    out.set("title", ": ".join((walk.label("gap"), ", ".join(f for f in facts if f))).removesuffix(": "))


def extent(source: etree._Element) -> str:
    """Return how much is missing, as the encoding says it."""
    if source.get("extent"):
        return str(source.get("extent"))
    return " ".join(value for name in ("quantity", "unit") if (value := source.get(name)))


def space(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Space left in the source (§11.4.1): some room, by its number of characters within reason."""
    out = walk.open(source, parent, "span")
    quantity = source.get("quantity") or ""
    if leiden.is_edition(source):
        sub(out, "span", "sign", text=f"(vac. {quantity})" if quantity.isdecimal() else "(vac.)")
        return
    count = min(int(quantity), 40) if quantity.isdecimal() else 3
    if source.get("unit", "char") in ("char", "chars", "character", "characters", "letter"):
        out.text = "\u00a0" * count
    else:
        out.text = "\u2003"


def deletion(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A deletion (§11.3.1.4): struck through where deletions are shown, and left out of searching."""
    if leiden.is_erasure(source):
        leiden.erasure(walk, source, parent)
    else:
        walk.children(source, walk.open(source, parent, "del"))


def addition(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """An addition (§11.3.1.4)."""
    out = walk.open(source, parent, "ins", addition_place(source))
    walk.children(source, out)


def abbreviation_mark(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A mark of abbreviation (§11.3.1.2): the source's own; the reading text has it in an `abbr`."""
    out = walk.open(source, parent, "span")
    holder = source.getparent()
    if holder is not None and is_tei(holder, "abbr"):
        add_class(out, "kept")
    walk.children(source, out)


def forme_work(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Running heads, page numbers, catchwords (§11.6): the source's furniture, not its text."""
    if is_inline(source, parent):
        walk.anchor(source, parent)
        return
    out = walk.open(source, parent, "p")
    add_kind(out, source)
    walk.children(source, out)


def glyph(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A character or glyph (§5.2): its own text, else the mapping its declaration gives."""
    out = walk.open(source, parent, "span")
    walk.children(source, out)
    if reading_text(source):
        return
    element = walk.document.ids.element.get((source.get("ref") or "").removeprefix("#"))
    mapping = next((reading_text(m) for m in element.iter("{*}mapping")), "") if element is not None else ""
    add_text(out, mapping or leiden.named_glyph(source))


def surface(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A written surface with its zones and lines (§11.2): its number, and a link to its picture, head it.

    A picture beside the text is shown; one elsewhere is never fetched unasked.
    """
    out = walk.open(source, parent, "div")
    label = next((c for c in source.iterchildren("{*}label") if has_words(c)), None)
    number = source.get("n") or ("" if label is not None else ordinal(source))
    line = sub(out, "p", "surface-n", text=f"{walk.label('title-surface')} {number}" if number else "")
    spill(out, source.text)
    for child in source:
        if child is label:
            walk.children(child, line)
        elif is_tei(child, "graphic") and "://" in (child.get("url") or ""):
            picture(walk, child, line)
        elif isinstance(child.tag, str):
            walk.element(child, out)
        spill(out, child.tail)


def ordinal(source: etree._Element) -> str:
    """Return the place of a surface among those beside it; nothing for one by itself, or within another."""
    holder = source.getparent()
    if holder is None or not is_tei(holder, "sourceDoc", "surfaceGrp"):
        return ""
    return str(1 + sum(1 for _ in source.itersiblings("{*}surface", preceding=True)))


def picture(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append a link to the picture of a surface."""
    href = walk.resolve(source, source.get("url") or "")
    if href:
        add_text(parent, " ")
        sub(parent, "a", "surface-facs", href=href, rel="external", text=walk.label("facsimile-short"))


def written_line(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A line of a transcribed source (§11.2.2): every fifth shows its number, where the encoding counts."""
    out = walk.open(source, parent, "div")
    add_kind(out, source)
    line_number(walk, source, out)
    walk.children(source, out)


def addition_place(source: etree._Element) -> str:
    """Return the class for where an addition stands (§11.3.1.4, `@place`)."""
    words = (source.get("place") or "").lower().split()
    return next((f"place-{PLACES[w]}" for w in words if w in PLACES), "")


def place(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A place (§16.5), empty by its model; words that somebody has put into it are words of the text."""
    (inline if has_words(source) else hidden)(walk, source, parent)


def hand_shift(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Where another hand begins (§11.3.2.1): editions of papyri say which, others print nothing."""
    number = "".join(c for c in source.get("new") or source.get("n") or "" if c.isdecimal())
    if not (number and leiden.is_edition(source)) or walk.quoting:
        hidden(walk, source, parent)
        return
    sub(walk.open(source, parent, "span"), "span", "sign", text=f"({walk.label('hand')} {number}) ")


def transpositions(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """What was marked to be put in another order (§11.3.4.5), among blocks; within words it says nothing."""
    (hidden if is_inline(source, parent) else block)(walk, source, parent)


def transposition(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Passages in the order that they were marked to be read in, each a link to where it stands."""
    out = walk.open(source, parent, "p")
    out.text = walk.label("transposed")
    for number, part in enumerate(source.iterchildren("{*}ptr", "{*}ref")):
        target = walk.edition.resolve(part.get("target") or "", walk.document)
        add_text(out, " · " if number else " ")
        here = isinstance(target, Inside) and target.document == walk.document.id
        element = walk.document.ids.element.get(target.id) if here and isinstance(target, Inside) else None
        text = shortened(reading_text(element), 60) if element is not None else ""
        href = walk.resolve(source, part.get("target") or "")
        sub(out, "a" if href else "span", text=text or part.get("target") or "", href=href)


BEHAVIOURS: dict[str, Behaviour] = {
    **leiden.BEHAVIOURS,
    "gap": gap,
    "space": space,
    "unclear": inline,
    "surplus": enclosed("{", "}"),
    "secl": enclosed("[", "]"),
    "am": abbreviation_mark,
    "del": deletion,
    "add": addition,
    "restore": inline,
    "retrace": inline,
    "redo": hidden,
    "undo": hidden,
    "mod": inline,
    "metamark": inline,
    "damage": inline,
    "handShift": hand_shift,
    "addSpan": hidden,
    "delSpan": hidden,
    "damageSpan": hidden,
    "anchor": place,
    "fw": forme_work,
    "g": glyph,
    "seg": inline,
    "sourceDoc": block,
    "surface": surface,
    "surfaceGrp": block,
    "zone": block,
    "line": written_line,
    "path": hidden,
    "listTranspose": transpositions,
    "substJoin": hidden,
    "facsimile": hidden,
    "transpose": transposition,
    "stamp": either,
    "heraldry": inline,
    "signatures": inline,
    "catchwords": inline,
    "secFol": inline,
    "watermark": inline,
    "w": through,
    "c": through,
    "pc": through,
    "m": through,
    "s": through,
    "cl": through,
    "phr": through,
}
