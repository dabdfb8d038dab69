"""Elements available in all TEI documents (TEI P5 §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from edition.model.header import TRANSLATES
from edition.model.notes import Role
from edition.model.paginations import Pagination, numbered
from edition.model.reading import has_words, reading_text
from edition.render import leiden, rend
from edition.render.generic import (
    block,
    either,
    hidden,
    inline,
    labelled,
    paragraph,
    phrase,
    tagged,
    through,
)
from edition.render.html import add_class, add_text, spill, sub
from edition.render.leiden import line_number
from edition.render.paginations import pagination_title
from edition.render.walk import Behaviour, Walk, add_kind, is_inline
from edition.tei.names import is_tei, local, tei

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
OPENING_MARKS = "\"'“”„«»‹›‘’‚「『"
BLOCK_CHILDREN = frozenset("p ab lg l sp list table figure floatingText div quote".split())
HYPHENS = tuple("-‐‑­¬⸗=⹀")
ORDERED = frozenset("ordered numbered number".split())
GLOSSES = frozenset(("gloss", "glossary"))


def hi(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Highlighted (§3.3.2.1): the HTML element for its rendition, where there is one."""
    classes = rend.classes(source, walk.renditions)
    tag = next((rend.TAGS[c] for c in classes if c in rend.TAGS), "span")
    walk.children(source, walk.open(source, parent, tag))


def quotation(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Quotations (§3.3.3): a block if it stands among blocks or holds some, else a phrase."""
    blocks = any(local(c) in BLOCK_CHILDREN for c in source)
    asked = rend.classes(source, walk.renditions)
    if (blocks or "r-block" in asked or not is_inline(source, parent)) and "r-inline" not in asked:
        out = walk.open(source, parent, "blockquote")
        walk.children(source, out)
        return
    out = walk.open(source, parent, "span")
    add_kind(out, source)
    if unmarked(source):
        add_class(out, "unmarked")
    walk.children(source, out)


def unmarked(source: etree._Element) -> bool:
    """Say whether no quotation mark stands at the start of a quotation, inside or outside."""
    text = reading_text(source)[:1]
    previous = source.getprevious()
    holder = source.getparent()
    before = previous.tail if previous is not None else (holder.text if holder is not None else "")
    return text not in OPENING_MARKS and (before or " ").rstrip()[-1:] not in tuple(OPENING_MARKS)


def title(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A title in running text (§3.12.2.2): of a work on its own, or of a part in one."""
    tag = "span" if source.get("level") in ("a", "u") else "cite"
    pointer = (source.get("ref") or source.get("corresp") or "").split()
    out = walk.open(
        source, parent, tag, f"level-{source.get('level')}" if source.get("level") in tuple("amjsu") else ""
    )
    href = walk.resolve(source, pointer[0]) if pointer else ""
    walk.children(source, sub(out, "a", href=href) if href else out)


def reference(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """`ref` and `ptr` (§3.7): a link; a note's call if it calls one."""
    ident = walk.document.ids.of.get(source)
    note = walk.document.notes.callers.get(ident) if ident is not None else None
    if note is not None and ident is not None:
        walk.call(note, ident, parent)
        return
    pointers = (source.get("target") or "").split()
    href = walk.resolve(source, pointers[0]) if pointers else ""
    out = walk.open(source, parent, "a" if href else "span")
    add_kind(out, source)
    if href:
        out.set("href", href)
        if href.startswith("http"):
            out.set("rel", "external")
    walk.children(source, out)
    if is_tei(source, "ptr") or not (len(out) or (out.text or "").strip()):
        add_text(out, pointer_text(walk, pointers[0]) if pointers else canonical(source))


def canonical(source: etree._Element) -> str:
    """Return the canonical reference that an empty `ref` holds (§3.11.4, `@cRef`)."""
    reference, before = (source.get("cRef") or "").strip(), said_before(source)
    holder, previous = source.getparent(), source.getprevious()
    said = previous.tail if previous is not None else holder.text if holder is not None else ""
    glued = bool(before) and not (said or "")[-1:].isspace()
    return f" ({reference})" if reference and glued else f"({reference})" if reference else ""


def pointer_text(walk: Walk, pointer: str) -> str:
    """Return what a pointer without text of its own says: the name of what it points to, else itself."""
    target = walk.edition.resolve(pointer, walk.document)
    document = getattr(target, "document", None)
    ident = getattr(target, "id", "")
    if document in walk.edition.documents:
        found = walk.edition.documents[document]
        return found.label(ident) or (ident if ident else found.header.title)
    return pointer


def note(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A note (§3.9): called where it stands, printed where it stands, or printed with its caller."""
    ident = walk.document.ids.of.get(source)
    found = walk.document.notes.by_id.get(ident) if ident is not None else None
    if found is None or found.role in (Role.TEXT, Role.APPARATUS):
        add_class(out := walk.open(source, parent, "span"), "note-text")
        walk.children(source, out)
    elif found.role is Role.CALL:
        walk.call(found.id, found.calls[0], parent)
    elif found.role is Role.BLOCK:
        out = walk.open(source, parent, "aside", "note-block", *note_classes(source))
        if found.mark:
            sub(out, "span", "note-mark", text=found.mark)
        walk.children(source, out)


def note_classes(source: etree._Element) -> list[str]:
    """Return the classes that tell notes apart: their place and kind, `foot` being `bottom` (§3.9.1)."""
    place = (source.get("place") or "").lower().split()
    known = {
        "foot": "bottom",
        "bottom": "bottom",
        "end": "end",
        "margin": "margin",
        "left": "margin",
        "right": "margin",
    }
    kind = (source.get("type") or "").lower()
    simple = kind.isascii() and kind.replace("-", "").isalnum()
    return [f"note-{known[p]}" for p in place if p in known] + ([f"note-type-{kind}"] if simple else [])


def page_break(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Page beginning (§3.11.3): a mark in the margin, its own permalink; it adds no blank to the text."""
    out = walk.open(source, parent, "span", "pb")
    edition, shown = numbered(source)
    if source.get("break") == "no":
        out.set("data-break", "no")
    if edition:
        out.set("data-ed", edition)
    if shown:
        named = pagination_title(walk.edition, walk.document, Pagination(edition, ()), walk.medium.labels)
        label = walk.label("page-in" if edition else "page", n=shown, ed=named)
        ident = out.get("id")
        sub(
            out,
            "a" if ident else "span",
            "pb-n",
            href=f"#{ident}" if ident else "",
            aria_label=label if ident else "",
            title="" if ident else label,
            text=shown,
        )
    facsimile(walk, source, out)


def facsimile(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A link to the picture of a page (§12.1, `@facs`): an address, or a surface's or graphic's."""
    pointer = next(iter((source.get("facs") or "").split()), "")
    if not pointer:
        return
    element = walk.document.ids.element.get(pointer.removeprefix("#"))
    if element is not None:
        graphic = next((g for g in element.iter("{*}graphic")), None)
        pointer = (graphic.get("url") or "") if graphic is not None else ""
    href = walk.resolve(source, pointer) if pointer else ""
    if href:
        label = walk.label("facsimile-short")
        sub(
            parent,
            "a",
            "pb-facs",
            href=href,
            rel="external",
            title=walk.label("facsimile"),
            aria_label=f"{label} {source.get('n') or ''}".strip(),
            text=label,
        )


def line_break(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Line beginning (§3.11.3): a new line, unless it divides a word; `settle` drops one opening a block.

    Within a line of verse on a stone or plate, which has lines of its own, it is its number in brackets.
    """
    if source.get("n") and in_verse_of_object(source):
        walk.mark(source, out := sub(parent, "span", "tei-lb", "lb-n"))
        out.text = f"({source.get('n')})" + ("" if source.get("break") == "no" else " ")
        return
    if source.get("break") == "no":
        hyphen = said_before(source)[-1:] in HYPHENS
        add_class(out := sub(parent, "span", "tei-lb"), "in-word", "hyphened" if hyphen else "")
        walk.mark(source, out)
    else:
        walk.anchor(source, parent)
        sub(parent, "br", "tei-lb")
    line_number(walk, source, parent)


def in_verse_of_object(source: etree._Element) -> bool:
    """Say whether an element stands in verse in the edition of an inscription or papyrus (EpiDoc)."""
    line = next(source.iterancestors(tei("l"), tei("lg")), None)
    return line is not None and any(d.get("type") == "edition" for d in line.iterancestors(tei("div")))


def said_before(source: etree._Element) -> str:
    """Return the text right before an element, in its parent or the element before it."""
    previous, holder = source.getprevious(), source.getparent()
    if previous is None:
        return ((holder.text if holder is not None else "") or "").rstrip()
    return (previous.tail or "").rstrip() or reading_text(previous)


def milestone(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Milestones, column and gathering beginnings (§3.11.3): an anchor; some show their number."""
    if source.get("unit") in ("page", "folio"):
        page_break(walk, source, parent)
        return
    out = walk.open(source, parent, "span", "milestone")
    number = (source.get("n") or "").strip()
    unit = source.get("unit") or local(source)
    if number and unit in ("column", "cb") and leiden.is_edition(source) and not walk.quoting:
        leiden.new_line(out)
        add_class(out, "unit-column")
        add_text(out, f"{walk.label('title-column')} {number}")
    elif number and unit in (
        "section",
        "chapter",
        "verse",
        "stanza",
        "column",
        "cb",
        "folio",
    ):
        add_text(out, number if source.get("break") == "no" else f"{number} ")


def list_(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Lists (§3.8): of items, of labels and items, of a glossary's terms; with a heading if there is one."""
    holder = walk.open(source, parent, "div")
    add_kind(holder, source)
    kind = (source.get("type") or "").lower()
    pairs = any(is_tei(c, "label") for c in source) or kind in GLOSSES
    tag = "dl" if pairs else "ol" if kind in ORDERED or rend_is_ordered(source) else "ul"
    out: etree._Element | None = None
    spill(holder, source.text)
    for child in source.iterchildren(etree.Element):
        if walk.elsewhere(child):
            continue
        if is_tei(child, "trailer") or (is_tei(child, "head", "desc") and out is None):
            walk.children(child, walk.open(child, holder, "p"))
        else:
            if out is None:
                out = sub(holder, tag)
                begin(child, out)
            walk.element(child, out)
        spill(holder if out is None else out, child.tail)


def begin(item: etree._Element, out: etree._Element) -> None:
    """Have a list that goes on from another page count on from there."""
    before = sum(1 for _ in item.itersiblings("{*}item", preceding=True))
    if before and out.tag == "ol":
        out.set("start", str(before + 1))


def rend_is_ordered(source: etree._Element) -> bool:
    """Say whether a list is numbered by its rendition."""
    return any(word in ORDERED for word in (source.get("rend") or "").lower().split())


def item(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """An item (§3.8): `@n` is its printed mark."""
    if parent.tag not in ("ul", "ol", "dl"):  # in no list
        either(walk, source, parent)
        return
    out = walk.open(source, parent, "dd" if parent.tag == "dl" else "li")
    mark = (source.get("n") or "").strip()
    if mark.isascii() and mark.isdecimal() and parent.tag == "ol":
        out.set("value", mark)
    elif mark and next(source.iterancestors(tei("teiHeader")), None) is None:
        add_class(out, "marked")
        sub(out, "span", "item-mark", text=mark + " ")
    walk.children(source, out)


def label(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A label (§3.8): of a list's item, else in its place."""
    if parent.tag == "dl":
        walk.children(source, walk.open(source, parent, "dt"))
    else:
        either(walk, source, parent)


def heading_item(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Column headings of a list (§3.8)."""
    walk.children(
        source, walk.open(source, parent, "dt" if is_tei(source, "headLabel") else "dd", "list-head")
    )


def date(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Dates and times (§3.6.4): with the normalised value where HTML can say it."""
    when = (source.get("when") or source.get("when-iso") or "").strip()
    text = reading_text(source)
    out = walk.open(source, parent, "time" if DATE.fullmatch(when) else "span")
    if out.tag == "time":
        out.set("datetime", when)
    walk.children(source, out)
    if not text and when:
        add_text(out, when)


def graphic(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A picture (§3.10): shown if it lies beside the text; one elsewhere is a link, never fetched unasked."""
    url = (source.get("url") or "").strip()
    href = walk.resolve(source, url) if url else ""
    described = next(
        (
            reading_text(d)
            for d in [*source.iterchildren("{*}desc"), *source.itersiblings("{*}figDesc", "{*}desc")]
        ),
        "",
    )
    if not href:
        out = walk.open(source, parent, "span", "no-picture")
        out.text = ": ".join(v for v in (walk.label("no-picture"), described) if v)
        return
    if is_tei(source, "media") and not (source.get("mimeType") or "image").startswith("image"):
        out = walk.open(source, parent, "a")
        out.set("href", href)
        out.text = described or url.rpartition("/")[2] or url
        return
    if href.startswith(("http://", "https://")):
        out = walk.open(source, parent, "a")
        out.set("href", href)
        out.set("rel", "external")
        out.text = described or f"{walk.label('image')}: {url.rpartition('/')[2] or url}"
        return
    out = walk.open(source, parent, "img")
    out.set("src", href)
    out.set("alt", described)
    out.set("loading", "lazy")


def bibl(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A reference (§3.12.1): an entry in a list, a paragraph among blocks, a link or a phrase in text."""
    pointed = source.get("corresp") or source.get("ref") or source.get("target")
    if pointed and parent.tag in ("ul", "ol"):
        linked_bibl(walk, source, sub(parent, "li"))
    elif parent.tag in ("ul", "ol"):
        walk.children(source, walk.open(source, parent, "li"))
    elif is_inline(source, parent) or (pointed and parent.tag in ("li", "dd", "td")):
        linked_bibl(walk, source, parent)
    elif pointed:
        linked_bibl(walk, source, sub(parent, "p"))
    else:
        paragraph(walk, source, parent)


def linked_bibl(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A reference that points to its full entry: a link; one without words says what the entry is called."""
    out = phrase(walk, source, parent)
    pointers = (source.get("corresp") or source.get("ref") or "").split()
    if pointers and not has_words(source) and not walk.quoting:
        add_text(out, pointer_text(walk, pointers[0]))


def list_bibl(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A list of references (§3.12.1)."""
    holder = walk.open(source, parent, "div")
    out: etree._Element | None = None
    spill(holder, source.text)
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "head", "desc"):
            out = None
            walk.children(child, walk.open(child, holder, "p"))
        elif is_tei(child, "listBibl", "p"):
            out = None
            walk.element(child, holder)
        else:
            out = sub(holder, "ul", "entries") if out is None else out
            walk.element(child, out)
        spill(holder if out is None else out, child.tail)


def bibl_struct(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A structured reference (§3.12.1): its parts in order, with the points that the encoding leaves out."""
    out = walk.open(
        source, parent, "li" if parent.tag in ("ul", "ol") else "div" if parent.tag == "section" else "span"
    )
    spill(out, source.text)
    for part in source.iterchildren(etree.Element):
        with joint(out, ". "):
            if is_tei(part, "analytic", "monogr", "series", "imprint"):
                level(walk, part, out)
            else:
                walk.element(part, out)
        spill(out, part.tail)
    between(out, ".")


def level(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """One level of a structured reference: names, then title, then the rest, parted by points and commas."""
    holder = walk.open(source, parent, "span")
    spill(holder, source.text)
    for part in source.iterchildren(etree.Element):
        inner = is_tei(part, "imprint", "biblScope", "date", "publisher", "pubPlace", "citedRange")
        inner = inner or same_role(part, part.getprevious())
        with joint(holder, ", " if inner and len(holder) else ". " if len(holder) else ""):
            if is_tei(part, "imprint"):
                level(walk, part, holder)
            else:
                walk.element(part, holder)
                if is_tei(part, "editor") and not same_role(part.getnext(), part):
                    add_text(holder, f" ({role(walk, part)})")
        spill(holder, part.tail)


def same_role(part: etree._Element | None, other: etree._Element | None) -> bool:
    """Say whether two parts of a reference are names of people in the same role."""
    if part is None or other is None or not is_tei(part, "author", "editor"):
        return False
    return part.tag == other.tag and part.get("role") == other.get("role")


def role(walk: Walk, source: etree._Element) -> str:
    """Return what an `editor` did, as references abbreviate it."""
    written = (source.get("role") or "").strip()
    if TRANSLATES.search(written):
        return walk.label("role-translator")
    return walk.label("role-editor") if written.lower() in ("", "editor", "ed", "hrsg") else written


@contextmanager
def joint(out: etree._Element, mark: str) -> Iterator[None]:
    """Put a point or comma before what is appended within; none if that says nothing, as an empty `date`."""
    last = out[-1] if len(out) else None
    old = out.text if last is None else last.tail
    between(out, mark)
    before = words_in(out)
    yield
    if words_in(out) == before and next(out.iter("img", "svg"), None) is None:
        if last is None:
            out.text = old
        else:
            last.tail = old


def words_in(out: etree._Element) -> str:
    """Return the text in an element, without the white space at its end."""
    return "".join(str(piece) for piece in out.itertext()).rstrip()


def between(out: etree._Element, mark: str) -> None:
    """Add a point or comma after what is there, unless it ends with one."""
    text = words_in(out)
    if not text:
        return
    ended = text[-1] in ".!?…" and mark.startswith(".")
    add_text(out, mark[1:] if ended else mark)


def citation(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A quotation with its reference (§3.3.3)."""
    walk.children(source, walk.open(source, parent, "span" if is_inline(source, parent) else "div"))


def ruby(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Ruby annotation (§3.4.2)."""
    walk.children(source, walk.open(source, parent, "ruby"))


BEHAVIOURS: dict[str, Behaviour] = {
    "p": paragraph,
    "hi": hi,
    "emph": tagged("em"),
    "distinct": tagged("i"),
    "foreign": tagged("i"),
    "mentioned": tagged("i"),
    "term": labelled,
    "gloss": labelled,
    "soCalled": quotation,
    "quote": quotation,
    "q": quotation,
    "said": quotation,
    "cit": citation,
    "title": title,
    "ref": reference,
    "ptr": reference,
    "note": note,
    "noteGrp": through,
    "pb": page_break,
    "lb": line_break,
    "cb": milestone,
    "gb": milestone,
    "milestone": milestone,
    "list": list_,
    "item": item,
    "label": label,
    "headItem": heading_item,
    "headLabel": heading_item,
    "date": date,
    "time": date,
    "num": inline,
    "measure": inline,
    "measureGrp": inline,
    "unit": inline,
    "name": labelled,
    "rs": labelled,
    "address": either,
    "addrLine": block,
    "street": inline,
    "postCode": inline,
    "postBox": inline,
    "email": inline,
    "abbr": tagged("span"),
    "expan": inline,
    "sic": inline,
    "corr": inline,
    "orig": inline,
    "reg": inline,
    "unclear": inline,
    "ellipsis": inline,
    "graphic": graphic,
    "media": graphic,
    "binaryObject": hidden,
    "desc": either,
    "index": hidden,
    "bibl": bibl,
    "biblStruct": bibl_struct,
    "biblFull": bibl,
    "listBibl": list_bibl,
    "analytic": level,
    "monogr": level,
    "series": level,
    "imprint": level,
    "author": inline,
    "editor": inline,
    "respStmt": inline,
    "resp": inline,
    "meeting": inline,
    "publisher": inline,
    "pubPlace": inline,
    "biblScope": inline,
    "citedRange": inline,
    "relatedItem": through,
    "extent": inline,
    "ruby": ruby,
    "rb": through,
    "rt": tagged("rt"),
    "divGen": hidden,
}
