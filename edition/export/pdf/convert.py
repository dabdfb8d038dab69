"""From the HTML of a page to nodes: blocks here, phrases in `phrases`.

The HTML is the renderer's small vocabulary, so that what is told apart here are its classes and elements, not
TEI. What no case knows is a plain block or its words: nothing is left out for being unknown.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from edition.export.pdf.nodes import Node, every, text_of
from edition.export.pdf.phrases import Setting, apparatus, inside, languages, phrases, styles, tidy
from edition.render.html import has_class, is_block

Nodes = list[Node | str]

SKIPPED = frozenset("notes apparatus-title views contents page-list unseen sigla-key".split())
BOXES: dict[str, str] = {
    "tei-sp": "speech",
    "tei-epigraph": "epigraph",
    "tei-opener": "opener",
    "tei-closer": "closer",
    "tei-signed": "signed",
    "tei-postscript": "block",
    "tei-floatingText": "float",
    "tei-titlePage": "titlepage",
    "correspondence": "facts",
    "note-block": "aside",
    "tei-argument": "argument",
    "abstract": "block",
    "principles": "block",
}
"""Class of a block -> how its template box is called; any other is plain."""


def blocks(element: etree._Element, setting: Setting) -> Nodes:
    """Return what a block element holds as blocks; runs of phrases become paragraphs.

    Marks that stand between blocks, such as the beginning of a page, open the block that follows.
    """
    out: Nodes = []
    waiting: Nodes = []
    run: Nodes = [element.text or ""]
    for child in element.iterchildren(etree.Element):
        if is_block(child) or has_class(child, "note-body"):
            waiting = flush(run, out, waiting)
            run = []
            made = block(child, setting)
            if waiting and (first := opening(made)) is not None:
                first.nodes = [*at_start(waiting), *first.nodes]
                waiting = []
            out.extend(made)
        else:
            run.extend(phrases(child, setting))
        run.append(child.tail or "")
    waiting = flush(run, out, waiting)
    if waiting:
        last = out[-1] if out else None
        if isinstance(last, Node) and last.kind in LINES:
            last.nodes.extend(waiting)
        else:
            out.append(Node("p", waiting, {"s": ["silent"]}))
    return out


LINE = 600
"""A line of verse or a caption of more characters may be broken by a page."""

LINES = ("p", "h", "l")
"""Kinds that hold phrases."""


def opening(nodes: Nodes) -> Node | None:
    """Return the first node of some blocks that holds phrases, nothing printed before it."""
    first = nodes[0] if nodes else None
    if not isinstance(first, Node):
        return None
    if first.kind in LINES:
        return first
    return opening(first.nodes) if first.kind in ("box", "langs", "lg") else None


def at_start(marks: Nodes) -> Nodes:
    """Return marks for the start of a block: a page that begins there needs no sign in the line."""
    for mark in marks:
        if isinstance(mark, Node) and mark.kind == "page":
            mark.values["first"] = True
    return marks


def flush(run: Nodes, out: Nodes, waiting: Nodes) -> Nodes:
    """Append a run of phrases as a paragraph; return the marks that wait for the next block."""
    found = tidy(run)
    if not text_of(found) and all(isinstance(n, Node) and n.kind in ("at", "page") for n in found):
        return [*waiting, *found]
    out.append(Node("p", [*at_start(waiting), *found], {"s": ["noindent"]}))
    return []


def block(element: etree._Element, setting: Setting) -> Nodes:
    """Return the nodes for one block element."""
    if has_class(element, *SKIPPED):
        return setting.anchors(element)
    tag = str(element.tag)
    make = TAGS.get(tag, box)
    if has_class(element, "tei-l"):
        make = line
    elif has_class(element, "tei-lg"):
        make = stanza
    elif element.get("role") == "heading" or (tag[0] == "h" and tag[1:].isdigit()):
        make = heading
    elif has_class(element, "subhead"):
        make = subheading
    elif has_class(element, "entry") and tag == "li":
        make = entry
    made = make(element, setting)
    if has_class(element, "alt"):
        alternatives(element, made, setting)
    return languages(element, made)


def alternatives(element: etree._Element, made: Nodes, setting: Setting) -> None:
    """Let the apparatus entry about several lines or paragraphs stand with the first. Changes the nodes."""
    first = next((node for node in every(made) if node.kind in LINES and text_of(node.nodes)), None)
    if first is not None:
        first.nodes.extend(apparatus(element, setting))


def paragraph(element: etree._Element, setting: Setting) -> Nodes:
    """Return a paragraph; an empty one is the place that it marks."""
    found = tidy([*setting.anchors(element), *inside(element, setting)])
    if not found:
        return []
    if all(isinstance(n, Node) and n.kind == "at" for n in found):
        return [Node("p", found, {"s": ["silent"]})]
    return [Node("p", found, {"s": styles(element), "kind": named(element)})]


def named(element: etree._Element) -> str:
    """Return what a paragraph is where it is set in a way of its own."""
    known = ("speaker", "byline", "dateline", "signed", "trailer", "head", "titlePart", "salute", "stage")
    return next((name for name in known if has_class(element, f"tei-{name}")), "")


def heading(element: etree._Element, setting: Setting) -> Nodes:
    """Return a heading; within a text set into the text it stands in no contents."""
    found = tidy([*setting.anchors(element), *inside(element, setting)])
    if not text_of(found):
        return [Node("p", found, {"s": ["silent"]})] if found else []
    level = int(element.get("aria-level") or str(element.tag)[1:])
    if any(has_class(a, "tei-floatingText", "tei-figure", "note-body") for a in element.iterancestors()):
        return [Node("p", found, {"kind": "head"})]
    holder = element.getparent()
    if holder is not None and holder.tag == "section" and holder.find("*") is element:
        found = [*setting.anchors(holder), *found]
    return [Node("h", found, {"level": level, "title": text_of(found)})]


def subheading(element: etree._Element, setting: Setting) -> Nodes:
    """Return a line below a heading."""
    return [Node("p", tidy([*setting.anchors(element), *inside(element, setting)]), {"kind": "subhead"})]


def box(element: etree._Element, setting: Setting) -> Nodes:
    """Return a block of blocks: in a box of its kind, or just what it holds."""
    found = blocks(element, setting)
    anchors = [] if is_headed(element) else setting.anchors(element)
    kind = next((BOXES[c] for c in (element.get("class") or "").split() if c in BOXES), "")
    if anchors and found and isinstance(found[0], Node) and found[0].kind == "p":
        found[0].nodes = [*anchors, *found[0].nodes]
    elif anchors:
        found = [Node("p", anchors, {"s": ["silent"]}), *found]
    if found and is_unheaded(element):
        opens = found[0]
        if isinstance(opens, Node) and opens.kind == "p" and not opens.values.get("kind"):
            opens.values["s"] = [*opens.values.get("s", ()), "noindent"]
        found = [Node("gap"), *found]
    looks = [
        s
        for s in styles(element)
        if s in ("center", "right", "indent1", "indent2", "indent3", "small", "question")
    ]
    if not kind and not looks:
        return found
    return [Node("box", found, {"kind": kind, "s": looks})] if found else []


def is_headed(element: etree._Element) -> bool:
    """Say whether a section begins with its heading, which then bears its id."""
    first = element.find("*")
    return element.tag == "section" and first is not None and str(first.tag)[:1] == "h"


def is_unheaded(element: etree._Element) -> bool:
    """Say whether a division has no heading, so that only a space tells where it begins."""
    before = element.getprevious()
    below = before is not None and not (str(before.tag)[:1] == "h" and str(before.tag)[1:].isdigit())
    return below and has_class(element, "tei-div") and not is_headed(element)


def quotation(element: etree._Element, setting: Setting) -> Nodes:
    """Return a quotation set off; an epigraph is one of its kind."""
    kind = "epigraph" if has_class(element, "tei-epigraph") else "quote"
    found = [*([Node("p", a, {"s": ["silent"]})] if (a := setting.anchors(element)) else [])]
    return [Node("box", [*found, *blocks(element, setting)], {"kind": kind})]


def stanza(element: etree._Element, setting: Setting) -> Nodes:
    """Return a group of lines."""
    found = blocks(element, setting)
    anchors = setting.anchors(element)
    return [Node("lg", [*([Node("p", anchors, {"s": ["silent"]})] if anchors else []), *found])]


def line(element: etree._Element, setting: Setting) -> Nodes:
    """Return a line of verse with its number, if that is shown, and how far it is set in."""
    shown = next((c for c in element.iterchildren("span") if has_class(c, "ln")), None)
    number = "" if shown is None or has_class(shown, "ln-quiet") else str(shown.text or "")
    found = tidy([*setting.anchors(element), *inside(element, setting)])
    steps = [c.partition("-")[2] for c in (element.get("class") or "").split() if c.startswith("shift-")]
    looks = [s for s in styles(element) if s.startswith("indent")]
    shift = int(steps[0]) * 2 if steps else (int(looks[0][-1]) * 2 if looks else 0)
    return [Node("l", found, {"n": number, "shift": shift, "long": len(text_of(found)) > LINE})]


def list_(element: etree._Element, setting: Setting) -> Nodes:
    """Return a list; entries of a register and of a bibliography are set as such."""
    items = []
    for item in element.iterchildren("li"):
        mark = next((str(c.text or "") for c in item.iterchildren("span") if has_class(c, "item-mark")), "")
        value = item.get("value") or ""
        items.append(
            {
                "b": entry(item, setting) if has_class(element, "entries") else item_blocks(item, setting),
                "mark": mark.strip() or (f"{value}." if value else ""),
            }
        )
    if not items:
        return [Node("p", a, {"s": ["silent"]})] if (a := setting.anchors(element)) else []
    kind = "entries" if has_class(element, "entries") else "numbered" if element.tag == "ol" else "bulleted"
    if any(has_class(a, "tei-castList") for a in element.iterancestors()):
        kind = "plain"
    return [Node("list", setting.anchors(element), {"items": items, "kind": kind})]


def item_blocks(item: etree._Element, setting: Setting) -> Nodes:
    """Return what an item holds, its anchor first."""
    found = languages(item, blocks(item, setting))
    if anchors := setting.anchors(item):
        first = found[0] if found else None
        if isinstance(first, Node) and first.kind == "p":
            first.nodes = [*anchors, *first.nodes]
        else:
            found = [Node("p", anchors, {"s": ["silent"]}), *found]
    return found


def entry(item: etree._Element, setting: Setting) -> Nodes:
    """Return an entry of a register, its facts run on, with the places where the book mentions it."""
    found = languages(item, joined(blocks(item, setting)))
    pages = Node("pages", [], {"of": setting.name(str(item.get("id") or ""))})
    return [Node("entry", [*setting.anchors(item), *found], {"pages": pages})]


def joined(found: Nodes) -> Nodes:
    """Return blocks with those paragraphs run together that a register's entry has one after the other."""
    out: Nodes = []
    for node in found:
        last = out[-1] if out else None
        if is_plain(node) and isinstance(node, Node) and isinstance(last, Node) and is_plain(last):
            last.nodes.extend(["\u2002", *node.nodes])
        else:
            out.append(node)
    return out


def is_plain(node: Node | str) -> bool:
    """Say whether a node is a paragraph without a look of its own."""
    return isinstance(node, Node) and node.kind == "p" and not node.values.get("kind")


def glossary(element: etree._Element, setting: Setting) -> Nodes:
    """Return terms and what is said of each."""
    items: list[dict[str, Nodes]] = []
    for child in element.iterchildren("dt", "dd", "div"):
        if child.tag == "dt" or not items:
            items.append({"t": [], "b": []})
        if child.tag == "dt":
            terms = [str(e.get("id")) for e in child.iter(etree.Element) if e.get("id")]
            items[-1]["t"] = languages(child, tidy([*setting.anchors(child), *inside(child, setting)]))
            items[-1]["pages"] = [Node("pages", [], {"of": setting.name(t)}) for t in terms]
        else:
            items[-1]["b"] += item_blocks(child, setting)
    if not items:
        return [Node("p", a, {"s": ["silent"]})] if (a := setting.anchors(element)) else []
    return [Node("terms", setting.anchors(element), {"items": items})]


def table(element: etree._Element, setting: Setting) -> Nodes:
    """Return a table: rows of cells with their spans."""
    rows = []
    for row in element.iter("tr"):
        cells = [
            {
                "c": item_blocks(cell, setting),
                "h": cell.tag == "th",
                "cols": int(cell.get("colspan") or 1),
                "rows": int(cell.get("rowspan") or 1),
            }
            for cell in row.iterchildren("td", "th")
        ]
        if cells:
            rows.append({"cells": cells, "head": all(c["h"] for c in cells)})
    caption = element.find("caption")
    if not rows:
        return blocks(caption, setting) if caption is not None else []
    told = tidy(list(inside(caption, setting))) if caption is not None else []
    return [Node("table", told, {"rows": rows, "at": setting.anchors(element)})]


def figure(element: etree._Element, setting: Setting) -> Nodes:
    """Return a figure: what is in it, and its caption below."""
    caption = element.find("figcaption")
    held = [c for c in element.iterchildren(etree.Element) if c is not caption]
    body: Nodes = []
    for child in held:
        body.extend(
            block(child, setting) if is_block(child) else [Node("p", tidy(list(phrases(child, setting))))]
        )
    told = blocks(caption, setting) if caption is not None else []
    values = {"b": body, "caption": told, "long": len(text_of(told)) > LINE}
    return [Node("figure", setting.anchors(element), values)]


def rule(element: etree._Element, setting: Setting) -> Nodes:
    """Return a rule."""
    return [Node("rule", setting.anchors(element))]


def folded(element: etree._Element, setting: Setting) -> Nodes:
    """Return what a site folds, open, under its summary."""
    summary = element.find("summary")
    title = tidy(list(inside(summary, setting))) if summary is not None else []
    if summary is not None:
        element = etree.fromstring(etree.tostring(element))
        element.remove(element.find("summary"))  # type: ignore[arg-type]
    return [Node("p", title, {"kind": "head"}), *blocks(element, setting)]


TAGS: dict[str, Callable[[etree._Element, Setting], Nodes]] = {
    "p": paragraph,
    "ul": list_,
    "ol": list_,
    "dl": glossary,
    "table": table,
    "figure": figure,
    "blockquote": quotation,
    "hr": rule,
    "details": folded,
}
