"""Default text structure (TEI P5 §4): divisions, their headings, openings and closings, title pages."""

from __future__ import annotations

from lxml import etree

from edition.model.pages import made_title, page_title, printed_number, text_title
from edition.model.reading import has_words, inherited_language, reading_text
from edition.render.core import facsimile
from edition.render.generic import block, either, inline, paragraph, tagged, through
from edition.render.html import add_class, add_text, spill, sub
from edition.render.walk import Behaviour, Heading, Walk, add_kind
from edition.tei.names import DIVISIONS, LANG, is_tei, local, tei

SECTIONS = frozenset("edition transcription translation apparatus commentary bibliography textpart".split())
"""Types of divisions that an edition of an inscription or papyrus has without headings (EpiDoc)."""
PHYSICAL = frozenset("column fragment recto verso side face surface folio page part book text".split())
"""Text parts that are parts of an object, or of a work: these are headed."""
LONGEST = 12
"""A number of a passage that stands beside it is no longer than this."""
SAYING = "gap graphic media formula pb figure space g ptr ref note notatedMusic milestone cb anchor".split()
"""What says something though it holds no words."""
HEADED = DIVISIONS | frozenset("front body back text group castList set epilogue prologue".split())


def division(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A division (§4.1): a section with its heading one level below the division around it."""
    if walk.document.is_emptied(source):
        walk.anchor(source, parent)
        return
    headed = next(source.iterchildren(tei("head")), None) is not None
    level = walk.level
    sectioned = not headed and (source.get("type") or "").lower() in SECTIONS
    if sectioned and not says_something(source):
        walk.anchor(source, parent)
        return
    out = walk.open(source, parent, "section")
    add_kind(out, source)
    if is_passage(source):
        sub(out, "span", "passage-n", text=(source.get("n") or "").strip())
    elif sectioned and source not in walk.page.roots:
        made_heading(walk, source, out)
    elif headed:
        walk.toc.append(Heading(place(walk, out), page_title(source), min(level, 6)))
        walk.level = level + 1
    facsimile(walk, source, out)
    walk.children(source, out)
    walk.level = level


def says_something(source: etree._Element) -> bool:
    """Say whether a division has words or anything that stands for some; templates leave empty ones."""
    return has_words(source) or next(source.iter(*(tei(name) for name in SAYING)), None) is not None


def is_passage(source: etree._Element) -> bool:
    """Say whether a division is a numbered passage (`textpart`): a number beside it, no heading."""
    number = (source.get("n") or "").strip()
    return (
        source.get("type") == "textpart"
        and 0 < len(number) <= LONGEST
        and (source.get("subtype") or "").lower() not in PHYSICAL
        and next(source.iterchildren(tei("head")), None) is None
        and next(source.iterdescendants(tei("div")), None) is None
    )


def made_heading(walk: Walk, source: etree._Element, out: etree._Element) -> None:
    """Head a division by its type, where it stands beside another of its kind or of an edition's parts."""
    kin = [d for d in source.itersiblings(tei(local(source)), preceding=True) if says_something(d)]
    following = next(source.itersiblings(tei(local(source))), None)
    if not kin and (following is None or source.get("type") != "textpart"):
        return  # the first is what the page's title says, or all there is
    title = made_title(source, walk.medium.labels)
    walk.toc.append(Heading(place(walk, out), title, min(walk.level, 6)))
    sub(out, f"h{max(2, min(walk.level, 6))}", "tei-head", "made", text=title)
    walk.level += 1


def place(walk: Walk, out: etree._Element) -> str:
    """Return the id of what a heading stands over, given to it if it has none."""
    ident = out.get("id") or walk.free(f"{walk.page.id or 'part'}-{len(walk.toc)}")
    out.set("id", ident)
    return ident


def head(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A heading (§4.2.1): of a division; any other stands as a line of its own above what it heads."""
    holder = source.getparent()
    if holder is None or local(holder) not in HEADED or not is_tei(holder):
        walk.children(source, walk.open(source, parent, "p"))
        return
    earlier = next(source.itersiblings(tei("head"), preceding=True), None)
    if earlier is not None or source.get("type") in ("sub", "desc"):
        add_class(out := walk.open(source, parent, "p"), "subhead")
    else:
        titled = next(parent.getroottree().iter("h1"), None) is not None  # a page has one heading of its own
        out = walk.open(source, parent, f"h{max(1 + titled, min(walk.level - 1, 6))}")
        if walk.page is walk.document.pages[0] and reading_text(source) == walk.document.header.title:
            add_class(out, "unseen")  # the page's title already says it
        if number := printed_number(holder):
            sub(out, "span", "div-n", text=number)
            add_text(out, " ")
    walk.children(source, out)


def frame(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A text and its front, body and back (§4): a heading of theirs stands above the divisions.

    One in a language of its own is told apart, for direction, hyphens and voices.
    """
    headed = next(source.iterchildren(tei("head")), None) is not None
    walk.level += headed
    holder = source.getparent()
    if source.get(LANG) and holder is not None and source.get(LANG) != inherited_language(holder):
        walk.children(source, walk.open(source, parent, "div"))
    else:
        through(walk, source, parent)
    walk.level -= headed


def floating(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A text within the text (§4.3.2): set off, its headings not in the contents."""
    out = walk.open(source, parent, "div")
    add_kind(out, source)
    if name := language_name(walk, source.get(LANG) or ""):
        sub(out, "p", "float-language", text=name)
    toc, level = list(walk.toc), walk.level
    walk.children(source, out)
    walk.toc[:], walk.level = toc, level


def language_name(walk: Walk, tag: str) -> str:
    """Return what the header calls a language; nothing if it does not name it."""
    headers = ("{*}teiHeader", "{*}TEI/{*}teiHeader")
    usage = (walk.document.root.iterfind(f"{header}//{{*}}langUsage/{{*}}language") for header in headers)
    return next((reading_text(d) for found in usage for d in found if tag and d.get("ident") == tag), "")


def corpus_member(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A document within a corpus (§15): its text; the header's facts stand on the title page."""
    out = walk.open(source, parent, "section")
    level = walk.level
    if walk.own != {source} and is_tei(source, "TEI"):  # a page of its own bears this as its title
        title = text_title(source, walk.medium.labels)
        walk.toc.append(Heading(place(walk, out), title, min(level, 6)))
        sub(out, f"h{max(2, min(level, 6))}", "tei-head", text=title)
        walk.level = level + 1
    for child in source.iterchildren(tei("text"), tei("TEI"), tei("standOff")):
        walk.element(child, out)
        spill(out, child.tail)
    walk.level = level


BEHAVIOURS: dict[str, Behaviour] = {
    **dict.fromkeys(sorted(DIVISIONS), division),
    "head": head,
    **dict.fromkeys(("text", "front", "body", "back", "group"), frame),
    "TEI": corpus_member,
    "teiCorpus": corpus_member,
    "floatingText": floating,
    "ab": paragraph,
    "opener": block,
    "closer": block,
    "salute": either,
    "signed": either,
    "dateline": paragraph,
    "byline": paragraph,
    "argument": block,
    "epigraph": tagged("blockquote"),
    "trailer": paragraph,
    "postscript": block,
    "meeting": paragraph,
    "titlePage": block,
    "docTitle": block,
    "titlePart": paragraph,
    "docAuthor": inline,
    "docDate": inline,
    "docEdition": paragraph,
    "docImprint": paragraph,
    "imprimatur": paragraph,
    "standOff": through,
}
