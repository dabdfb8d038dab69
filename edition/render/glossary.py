"""Terms in running text: the first on a page that a glossary explains is underlined and leads to it.

Where the TEI has a `term` with a pointer, that link is taken. Else a word that is written as the glossary has
it becomes a link on the page; the TEI is not changed. Nothing is marked in headings, links, names, titles,
notes, code, glossaries, or where an editor said that a word is plain (`seg type="plain"`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.model.links import Inside
from edition.model.terms import ROMANISED, WORD, Glossary, primary
from edition.render.html import BLOCKS, add_class, safe_href
from edition.render.walk import Walk

PASSED = frozenset(
    "a abbr button cite code dfn dl dt h1 h2 h3 h4 h5 h6 header math nav pre script summary svg time".split()
)
"""HTML elements in which no term is marked."""
APART = frozenset(
    "about after anchor apparatus contents entries entry foreign-element notes note-call page-list pb "
    "permalink register sign tei-bibl tei-del tei-formula tei-idno tei-label tei-speaker tei-title "
    "tei-persName tei-placeName tei-orgName tei-name tei-rs tei-term title-page type-plain views ln".split()
)
"""Classes of what is no running text, or is something else than a term already."""
SILENT = frozenset(("pb", "note-call", "anchor", "permalink", "ln"))
"""Classes of what stands in a text without parting its words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the text of `element`, or what follows it (`is_tail`)."""

    element: etree._Element
    is_tail: bool
    text: str
    language: str
    is_open: bool
    """Whether terms may be marked in it."""
    before: str = ""
    """A space that parts it from the block before, and is not in the tree."""


@dataclass(slots=True)
class Marker:
    """Marks the terms of one page, each once."""

    walk: Walk
    glossary: Glossary
    links: dict[str, Inside] = field(default_factory=dict)
    seen: set[Inside] = field(default_factory=set)
    pieces: list[Piece] = field(default_factory=list)

    def read(self, element: etree._Element, language: str, *, is_open: bool) -> None:
        """Take in the text of an element and of what it holds, in order."""
        tag = element.get("lang")
        if tag and ROMANISED not in tag.lower().split("-")[1:]:
            language = primary(tag)
        is_open = is_open and not self.is_passed(element)
        block = " " if element.tag in BLOCKS or element.tag == "br" else ""
        if block and not is_open:
            self.pass_over(element, language)
            return
        self.pieces.append(Piece(element, False, element.text or "", language, is_open, block))
        for child in element:
            if isinstance(child.tag, str):
                if SILENT.isdisjoint((child.get("class") or "").split()):
                    self.read(child, language, is_open=is_open)
                if child.tail:
                    self.pieces.append(Piece(child, True, child.tail, language, is_open))
        if block:
            self.pieces.append(Piece(element, True, "", language, False, block))

    def pass_over(self, element: etree._Element, language: str) -> None:
        """Take in a block without words to be marked: only its links to terms count."""
        self.pieces.append(Piece(element, False, "", language, False, " "))
        links = (a for a in element.iter("a") if a.get("href") in self.links) if self.links else ()
        self.pieces.extend(Piece(a, False, "", language, False) for a in links)
        self.pieces.append(Piece(element, True, "", language, False, " "))

    def is_passed(self, element: etree._Element) -> bool:
        """Say whether no term is to be marked in an element."""
        if element.tag in PASSED or element.get("role") == "heading":
            return True
        classes = (element.get("class") or "").split()
        return not APART.isdisjoint(classes)

    def mark(self) -> None:
        """Mark the first of each term, in reading order. Changes the tree."""
        for number, piece in enumerate(self.pieces):
            target = self.links.get(piece.element.get("href") or "") if not piece.is_tail else None
            if target is not None and target not in self.seen:
                self.seen.add(target)
                add_class(piece.element, "gloss")
            if piece.is_open and self.glossary.may_begin(piece.text, self.walk.document.id):
                split(
                    piece, list(self.found(piece, self.beside(number, -1), self.beside(number, 1))), self.walk
                )

    def beside(self, number: int, way: int) -> str:
        """Return the character that stands before or after a piece in its line; nothing between blocks."""
        if way < 0 and self.pieces[number].before:
            return ""
        at = number + way
        while 0 <= at < len(self.pieces):
            piece = self.pieces[at]
            if way > 0 and piece.before:
                return ""
            if piece.text:
                return piece.text[-1] if way < 0 else piece.text[0]
            if piece.before:
                return ""
            at += way
        return ""

    def found(self, piece: Piece, before: str, after: str) -> Iterator[tuple[int, int, Inside]]:
        """Yield where terms stand in a stretch of text that are not seen yet; words go over its ends."""
        end = 0
        firsts = self.glossary.beginnings(self.walk.document.id)
        for word in WORD.finditer(piece.text):
            start = word.start()
            if word[0] not in firsts or start < end or (start == 0 and before.isalnum()):
                continue
            at = self.glossary.at(piece.text, start, word[0], piece.language, self.walk.document.id)
            if at is None or at[0].key in self.seen or (at[1] == len(piece.text) and after.isalnum()):
                continue
            form, end = at
            self.seen.add(form.key)
            yield start, end, form.key


def mark_terms(walk: Walk, out: etree._Element, glossary: Glossary, language: str) -> None:
    """Underline the first of each term in the running text of a page. Changes the tree, and `walk.linked`."""
    if not glossary.common and not glossary.own.get(walk.document.id):
        return
    own = walk.edition.own
    terms = [key for key in walk.linked if own[key].kind == "term"]
    marker = Marker(walk, glossary, {walk.href(key.document, key.id): key for key in terms})
    marker.seen = {key for key in own if own[key].kind == "term" and stands(walk, key)}
    marker.read(out, primary(language), is_open=True)
    marker.mark()


def stands(walk: Walk, key: Inside) -> bool:
    """Say whether a term is explained on the page itself."""
    return walk.edition.page_of(key) == (walk.page.id, key.id) and key.document == walk.document.id


def split(piece: Piece, found: list[tuple[int, int, Inside]], walk: Walk) -> None:
    """Make links of stretches of a text. Changes the tree."""
    if not found:
        return
    element, text = piece.element, piece.text
    made: list[etree._Element] = []
    for number, (start, end, key) in enumerate(found):
        link = etree.Element("a", {"class": "gloss gloss-found"})
        link.set("href", safe_href(walk.href(key.document, key.id)))
        link.text = text[start:end]
        last = found[number + 1][0] if number + 1 < len(found) else len(text)
        link.tail = text[end:last]
        made.append(link)
        walk.linked[key] = None
    first = text[: found[0][0]]
    if piece.is_tail:
        element.tail = first
        for link in reversed(made):
            tail, element.tail = element.tail, None
            element.addnext(link)
            element.tail = tail
    else:
        element.text = first
        for number, link in enumerate(made):
            element.insert(number, link)
