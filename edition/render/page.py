"""A page of the site from the elements printed on it: HTML, contents, ids and search records in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile

from lxml import etree

from edition.model import Document, Edition, Page
from edition.model.pages import DIVISIONS, LISTS, PORTION
from edition.model.portions import frame_of
from edition.problems import Problem, Problems
from edition.render import apparatus, header, points, rend, views
from edition.render.behaviours import BEHAVIOURS
from edition.render.cards import cards
from edition.render.core import note_classes
from edition.render.direction import direct
from edition.render.facing import face
from edition.render.glossary import mark_terms
from edition.render.html import BLOCKS, add_class, ids, serialise, settle, sub, wrap_inline
from edition.render.medium import Medium
from edition.render.paginations import page_list
from edition.render.permalinks import permalinks
from edition.render.walk import Behaviour, Heading, Walk, is_tokenised, set_language
from edition.tei.names import LANG, is_tei

UNSEARCHED = frozenset(
    "pb note-call apparatus ln alt-mark note-mark note-series note-backs tei-del notes contents page-list "
    "lb-n passage-n views wit-mark tei-am also-meant page-entries register-list register-letters".split()
)
"""Classes of what is no reading text: page marks, calls, line numbers, deletions."""
BREAK = "\x1e"
"""Between blocks, while their text is gathered: no XML has it."""
PASSAGE = 240
"""Shorter blocks go together to passages of so many characters."""


@dataclass(frozen=True, slots=True)
class Record:
    """What searching finds: a stretch of text under one heading. `id` is empty for the page's beginning.

    A line of `text` is a passage: searching shows those in which it found something.
    """

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page, rendered. `html` is an element: a site writes it out, a book goes on from it."""

    html: etree._Element
    toc: tuple[Heading, ...]
    ids: frozenset[str]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """Return the page as HTML text."""
        return serialise(self.html)


def render(
    edition: Edition,
    document: Document,
    page: Page,
    medium: Medium,
    behaviours: Mapping[str, Behaviour] = BEHAVIOURS,
) -> Rendered:
    """Render one page of a document, with the terms marked that the medium explains. TEI is not changed."""
    walk = Walk(
        edition,
        document,
        page,
        medium,
        behaviours,
        starts=document.starts,
        own=frozenset(page.roots),
        problems=Problems(document.problems.path),
        renditions=rend.renditions(document.root),
        tokenised=is_tokenised(document),
    )
    out = etree.Element("div", {"class": f"edition edition-{kind(page)}"})
    set_language(out, language(document, page))
    body(walk, out)
    facts = out.find("div[@class='after']")
    appendices(walk, out)
    if facts is not None:
        out.append(facts)  # the text with its notes, then what is known of it
    views.panel(walk, out)
    settle(out)
    face(walk, out)
    direct(out)
    if medium.glossary is not None:
        mark_terms(walk, out, medium.glossary, language(document, page))
    cards(walk, out, out)
    permalinks(walk, out)
    records = tuple(search(out, walk.toc, page.title))
    return Rendered(out, tuple(walk.toc), frozenset(ids(out)), records, tuple(walk.problems))


def kind(page: Page) -> str:
    """Return the class for a kind of page."""
    name = page.kind.lower()
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else "text"


def language(document: Document, page: Page) -> str:
    """Return the language that a page inherits: of the elements around it, else the header's only one."""
    holders = [h for root in page.roots[:1] for h in (root, *root.iterancestors())]
    inherited = next((str(h.get(LANG)) for h in holders if h.get(LANG)), "")
    head = document.root.find("{*}teiHeader")
    used = [] if head is None else list(head.iterfind(".//{*}langUsage/{*}language"))
    declared = str(used[0].get("ident") or "") if len(used) == 1 else ""
    return inherited or document.root.get(LANG) or declared


def body(walk: Walk, out: etree._Element) -> None:
    """Render the page's elements below its heading: the document's title, a division's own, or one made."""
    page = walk.page
    title = page is walk.document.pages[0]
    if title:
        header.title_page(walk, out)
        walk.level = 2
        if not page.roots:
            header.contents(walk, out, walk.document.pages[1:], walk.label("contents"))
            page_list(walk, out)
            header.about(walk, out)
    elif page.kind == PORTION or not any(prints_title(root) for root in page.roots):
        own = any(is_tei(root, "titlePage") for root in page.roots)
        sub(out, "h1", "made", "unseen" if own else "", text=page.title)
        walk.level = 2
    for frame, run in groupby(page.roots, frame_of):
        if frame is None:
            for root in run:
                walk.element(root, out)
        else:
            framed(walk, frame, out)
    if title and page.roots:
        notes_later = etree.SubElement(out, "div")
        page_list(walk, notes_later)
        header.about(walk, notes_later)
        notes_later.set("class", "after")
    elif not title:
        header.contents(walk, out, below(walk.document, page), walk.label("contents"))


def prints_title(root: etree._Element) -> bool:
    """Say whether one of a page's elements prints the page's title itself."""
    if is_tei(root, "castList", *LISTS):
        return True
    frames = [root, *root.iterchildren("{*}body", "{*}front")] if is_tei(root, "text") else [root]
    return any(
        header.has_head(frame) for frame in frames if is_tei(frame, *DIVISIONS, "text", "body", "front")
    )


def below(document: Document, page: Page) -> list[Page]:
    """Return the pages under a page: the chapters of a part."""
    last = len(document.pages)
    following = (document.pages[n] for n in range(document.at.get(page.id, last) + 1, last))
    return list(takewhile(lambda other: other.depth > page.depth, following))


def framed(walk: Walk, frame: etree._Element, out: etree._Element) -> None:
    """Render those parts of a list or a table that are on this page, as a list or a table."""
    ident = walk.document.ids.of.get(frame, "")
    here = walk.document.page_of.get(ident) == walk.page.id
    walk.frame = frame
    if not here:
        walk.used.add(ident)  # so that it is not given again
    walk.element(frame, out)
    if not here:
        walk.used.discard(ident)
    walk.frame = None


def appendices(walk: Walk, out: etree._Element) -> None:
    """Append apparatus and notes. A note may hold a reading, a reading a note: until nothing new turns up."""
    section, entries = apparatus.section(walk)
    notes, items = note_section(walk)
    entered = printed = 0
    entrust(walk)
    while entered < len(walk.entries) or printed < len(walk.notes):
        if entered < len(walk.entries):
            known = len(walk.entries)
            apparatus.entry(walk, walk.entries[entered], entries)
            entered += 1
            inmost = walk.entries[known:]  # one within a reading follows it
            walk.entries[entered:] = inmost + walk.entries[entered:known]
            continue
        known = len(walk.notes)
        note_body(walk, walk.notes[printed], items)
        printed += 1
        inner = walk.notes[known:]  # a note in a note follows it
        walk.notes[printed:] = inner + walk.notes[printed:known]
    if entered:
        apparatus.finish(walk, section, entries)
    out.extend(part for part, holds in ((section, entered), (notes, printed)) if holds)
    points.mark(walk, out)


def entrust(walk: Walk) -> None:
    """Take in the entries that stand apart on another page and are about this page's text."""
    for found in walk.document.apart:
        if found.start in walk.used and entry_elsewhere(walk, found.element):
            walk.entries.append(found.element)


def entry_elsewhere(walk: Walk, element: etree._Element) -> bool:
    """Say whether an entry's element is printed on another page, or nowhere."""
    return walk.document.page_of.get(walk.document.ids.of[element]) != walk.page.id


def note_section(walk: Walk) -> tuple[etree._Element, etree._Element]:
    """Return the notes of a page, still empty, and the list that their bodies go to."""
    title = walk.label("notes")
    out = etree.Element("section", {"class": "notes", "id": walk.free("notes"), "role": "doc-endnotes"})
    out.set("aria-label", title)
    sub(out, "h2", "notes-title", text=title)
    return out, sub(out, "ol")


def note_body(walk: Walk, ident: str, items: etree._Element) -> None:
    """Append one note's body with the way back to each of its calls."""
    found = walk.document.notes.by_id[ident]
    source = walk.document.ids.element[ident]
    printed = [c for c in found.calls if c in walk.used or walk.document.page_of.get(c) != walk.page.id]
    calls = [walk.href(walk.document.id, call) for call in printed]
    kinds = " ".join(note_classes(source))
    walk.used.add(ident)
    if walk.document.notes.several and found.series:
        kinds += f" series-{found.series}" + ("" if found.printed else " counted")
    holder = walk.medium.note_item(items, found, calls, kinds)
    set_language(holder, source.get(LANG) or apparatus.spoken_language(source))
    walk.children(source, holder)
    if not len(holder) and not (holder.text or "").strip():
        holder.text = walk.label("note-empty")
        add_class(holder, "empty")
    wrap_inline(holder)


def search(out: etree._Element, toc: list[Heading], title: str) -> Iterator[Record]:
    """Yield the page's records: its beginning, each section with a heading, its notes."""
    sections = {h.id: h for h in toc}
    if toc and toc[0].level == 1:
        del sections[toc[0].id]  # the page's own heading: its text is the page's
    holders = [e for e in out.iter("section") if e.get("id") in sections]
    yield Record("", title, text_of(out, skip=set(holders)))
    for holder in holders:
        heading = sections[str(holder.get("id"))]
        yield Record(heading.id, heading.title, text_of(holder, skip=set(holders) - {holder}))
    for section in out.iterchildren("section"):
        if "notes" in (section.get("class") or "").split():
            yield Record(str(section.get("id")), str(section.get("aria-label")), text_of(section, set()))


def text_of(element: etree._Element, skip: set[etree._Element]) -> str:
    """Return an element's reading text without its sections that have records of their own, in passages."""
    pieces: list[str] = []
    collect(element, skip, pieces)
    blocks = (" ".join(block.split()) for block in "".join(pieces).split(BREAK))
    return "\n".join(passages(block for block in blocks if block))


def passages(blocks: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs, and runs of shorter blocks: lines of verse, items, cells."""
    held = ""
    for block in blocks:
        if held and len(held) + len(block) > PASSAGE:
            yield held
            held = block
        else:
            held = f"{held} {block}".lstrip()
    if held:
        yield held


def collect(element: etree._Element, skip: set[etree._Element], pieces: list[str]) -> None:
    """Gather text, keeping out `skip` and what is not searched."""
    pieces.append(element.text or "")
    for child in element:
        classes = child.get("class")
        if child not in skip and (classes is None or UNSEARCHED.isdisjoint(classes.split())):
            tag = child.tag
            if tag in BLOCKS or tag == "br":
                mark = BREAK if tag in BLOCKS else " "
                pieces.append(mark)
                collect(child, skip, pieces)
                pieces.append(mark)
            else:
                collect(child, skip, pieces)
        pieces.append(child.tail or "")
