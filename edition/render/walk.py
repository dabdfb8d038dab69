"""One walk over the elements of a page: builds HTML, and collects contents, ids, notes, records, problems.

A behaviour takes the walk, a TEI element, and the HTML element to append to. What a behaviour needs of the
world it asks the walk: whether a pointer leads somewhere, what id an element has, how a note is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.labels import SHORTEST
from edition.model import Document, Edition, Page
from edition.model.links import Beside, Inside, Outside
from edition.model.reading import BREAKS
from edition.problems import Code, Problems
from edition.render import rend
from edition.render.html import add_class, add_text, safe_href, sub
from edition.render.medium import Medium
from edition.tei.names import LANG, is_tei, local

Behaviour = Callable[["Walk", etree._Element, etree._Element], None]

EXAMPLE = "{http://www.tei-c.org/ns/Examples}egXML"
"""An example of markup has a namespace of its own (TEI P5 §23.4.2)."""
LEFT, RIGHT = frozenset(("left", "both")), frozenset(("right", "both"))
"""Values of `@join` of words and marks that stand without a blank on that side (TEI P5 §18.1.2)."""
DEEPEST = 120
"""Elements nested deeper than this are rendered as their text: no honest text is."""

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
RIGHT_TO_LEFT = frozenset("ar arc dv fa he ps sd syr syc ug ur yi heb ara per fas urd yid".split())
RIGHT_TO_LEFT_SCRIPTS = frozenset("arab hebr syrc thaa nkoo samr mand".split())
UNQUOTED = frozenset("note noteGrp pb cb gb lb milestone anchor figure graphic index".split())
"""What is left out where a passage is said again."""
INLINE_PARENTS = frozenset(
    "p span em i b strong sup sub u s q cite code abbr time a ins del h1 h2 h3 h4 h5 h6 dt".split()
)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry in a page's table of contents."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Siglum:
    """A witness or source as the apparatus names it. `groups`: the sigla that stand for it and others."""

    name: str
    title: str = ""
    href: str = ""
    groups: tuple[str, ...] = ()
    is_witness: bool = False


@dataclass(slots=True)
class Walk:
    """The state of rendering one page."""

    edition: Edition
    document: Document
    page: Page
    medium: Medium
    behaviours: Mapping[str, Behaviour]
    starts: frozenset[etree._Element] = frozenset()
    """Elements that pages begin with, of the whole document: left out here but for the page's own."""
    own: frozenset[etree._Element] = frozenset()
    """Elements that this page begins with."""
    frame: etree._Element | None = None
    """The list or table that this page goes on with: of its parts only the page's own are printed."""
    level: int = 1
    """Level of the next division's heading."""
    toc: list[Heading] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    """Notes called on this page, in reading order; their bodies are printed after the text."""
    entries: list[etree._Element] = field(default_factory=list)
    """Alternatives on this page: apparatus entries, choices, substitutions."""
    problems: Problems = field(default_factory=Problems)
    unknown: set[str] = field(default_factory=set)
    renditions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    depth: int = 0
    quoting: bool = False
    """Whether a passage is said again, as a lemma is: no id, link, call or page mark stands twice."""
    apparatus: bool = False
    """Whether a reading of the apparatus is printed: corrections in it stand in place."""
    linked: dict[Inside, None] = field(default_factory=dict)
    """Entries with pages of their own that this page links to."""
    sigla: dict[str, Siglum] = field(default_factory=dict)
    """Pointers to witnesses on this page, as printed."""
    tokenised: bool = False
    """Whether the document marks words, and blanks by elements or by `@join` (TEI P5 §18.1)."""
    line_numbers: dict[etree._Element, str] = field(default_factory=dict)
    """Lines of verse without `@n`, by their count; filled when an entry asks."""

    # the tree

    def element(self, source: etree._Element, parent: etree._Element) -> None:
        """Render one element, by the behaviour for its name or the fallback."""
        if self.elsewhere(source):
            return
        name = local(source)
        if self.quoting and name in UNQUOTED:
            add_text(parent, "" if source.get("break") == "no" or name not in BREAKS else " ")
            return
        known = is_tei(source) or source.tag == EXAMPLE
        behaviour = self.behaviours.get(name) if known else None
        self.depth += 1
        if self.depth > DEEPEST:
            add_text(parent, "".join(str(piece) for piece in source.itertext()))
        elif behaviour is None:
            self.fallback(source, parent)
        else:
            behaviour(self, source, parent)
        self.depth -= 1
        self.attached(source, parent)

    def elsewhere(self, source: etree._Element) -> bool:
        """Say whether an element is printed on another page: one begins with it, or its list began there."""
        if source in self.own:
            return False
        return source in self.starts or (self.frame is not None and source.getparent() is self.frame)

    def children(self, source: etree._Element, parent: etree._Element) -> None:
        """Render what an element holds: its text, its children, and the text after each."""
        if self.tokenised:
            self.tokens(source, parent)
            return
        add_text(parent, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self.element(child, parent)
            add_text(parent, child.tail)

    def tokens(self, source: etree._Element, parent: etree._Element) -> None:
        """Render what an element holds where words are marked: blanks of the layout are no text."""
        own = spaced_by_elements(source)
        add_text(parent, None if own and is_blank(source.text) else source.text)
        for child in source:
            if isinstance(child.tag, str):
                self.element(child, parent)
            following = child.getnext()
            joined = child.get("join") in RIGHT or (following is not None and following.get("join") in LEFT)
            if not ((own or joined) and is_blank(child.tail)):
                add_text(parent, child.tail)

    def open(self, source: etree._Element, parent: etree._Element, tag: str, *classes: str) -> etree._Element:
        """Append the HTML element for a TEI element: class, id, language, known renditions."""
        out = sub(parent, tag, f"tei-{local(source)}", *classes, *rend.classes(source, self.renditions))
        self.mark(source, out)
        return out

    def mark(self, source: etree._Element, out: etree._Element) -> None:
        """Give an HTML element the id and the language of its TEI element."""
        ident = self.document.ids.of.get(source)
        if ident is not None and ident not in self.used and not self.quoting:
            self.used.add(ident)
            out.set("id", ident)
        set_language(out, source.get(LANG))
        set_direction(out)

    def anchor(self, source: etree._Element, parent: etree._Element) -> None:
        """Leave an empty anchor for an element that prints nothing but is pointed at."""
        if source in self.document.ids.of and not self.quoting:
            self.mark(source, sub(parent, "span", "anchor"))

    def fallback(self, source: etree._Element, parent: etree._Element) -> None:
        """Render an element that no behaviour is declared for as itself, and say so once."""
        name = local(source)
        if name not in self.unknown:
            self.unknown.add(name)
            what = name if is_tei(source) else str(source.tag)
            line = source.sourceline or 0
            self.problems.add(
                Code.ELEMENT_UNKNOWN, line, f"<{what}> has no behaviour; rendered as itself", "a TEI element"
            )
        if is_tei(source):
            self.children(source, self.open(source, parent, "span" if is_inline(source, parent) else "div"))
        else:
            tag = "span" if is_inline(source, parent) else "div"
            self.children(source, sub(parent, tag, "foreign-element"))

    # links

    def href(self, document: str, ident: str) -> str:
        """Return the address of a place in the edition, as seen from this page."""
        page, anchor = self.edition.page_of(Inside(document, ident))
        if (document, page) == (self.document.id, self.page.id):
            return f"#{anchor}" if anchor else ""
        return self.medium.page_href(document, page) + (f"#{anchor}" if anchor else "")

    def resolve(self, source: etree._Element, pointer: str) -> str:
        """Return the address that a pointer leads to; nothing, and a problem, if it leads nowhere."""
        if self.quoting:
            return ""
        target = self.edition.resolve(pointer, self.document)
        if isinstance(target, Outside):
            return safe_href(target.url)
        if isinstance(target, Inside):
            if target in self.edition.own and self.edition.own[target].name:
                self.linked[target] = None
            return safe_href(self.href(target.document, target.id))
        if isinstance(target, Beside):
            href = self.medium.file_href(target.path)
            return safe_href(href + (f"#{target.fragment}" if target.fragment else "")) if href else ""
        what = f"<{local(source)}> points to “{pointer[:80]}”, which leads nowhere"
        wanted = "an id of this document, path.xml#id, or an http(s) address"
        self.problems.add(Code.LINK_DANGLING, source.sourceline or 0, what, wanted)
        return ""

    def attached(self, source: etree._Element, parent: etree._Element) -> None:
        """Call the notes that point to this element from elsewhere."""
        ident = self.document.ids.of.get(source)
        for note in self.document.notes.after.get(ident, ()) if ident is not None else ():
            self.call(note, self.document.notes.by_id[note].calls[0], last_inline(parent))

    # notes

    def call(self, note: str, ident: str, parent: etree._Element) -> None:
        """Append a note's call; the note's body will follow the text."""
        if self.quoting:
            return
        found = self.document.notes.by_id[note]
        here = found.page == self.page.id
        if here and note not in self.notes:
            self.notes.append(note)
        own = ident if ident not in self.used else ""
        self.used.add(ident)
        href = f"#{note}" if here else self.href(self.document.id, note)
        self.medium.note_call(parent, own, href, found)

    def free(self, wanted: str) -> str:
        """Return an id for something of the page's own that no element of the document has."""
        return self.document.ids.free(wanted)

    def label(self, key: str, **values: str) -> str:
        """Return one of the medium's words."""
        return self.medium.labels[key].format(**values)


def set_language(out: etree._Element, value: str | None) -> None:
    """Set `lang`, and `dir` where the script runs from right to left. Malformed tags are left out."""
    tag = (value or "").strip()
    if not LANGUAGE.fullmatch(tag):
        return
    first, dash, rest = tag.partition("-")
    tag = SHORTEST.get(first.lower(), first) + dash + rest
    out.set("lang", tag)
    parts = tag.lower().split("-")
    scripts = [p for p in parts[1:] if len(p) == 4]
    if (scripts and scripts[0] in RIGHT_TO_LEFT_SCRIPTS) or (not scripts and parts[0] in RIGHT_TO_LEFT):
        out.set("dir", "rtl")
    elif parts[0] in RIGHT_TO_LEFT:
        out.set("dir", "ltr")


def set_direction(out: etree._Element) -> None:
    """Set `dir` back to left-to-right on a phrase or block of such a script within one of the other kind."""
    if out.get("lang") and not out.get("dir"):
        around = next((d for h in out.iterancestors() if (d := h.get("dir"))), "ltr")
        if around == "rtl":
            out.set("dir", "ltr")


def is_blank(text: str | None) -> bool:
    """Say whether text is nothing but white space."""
    return not (text or "").strip()


def spaced_by_elements(source: etree._Element) -> bool:
    """Say whether an element's blanks are elements (`c`), or it is a name or phrase among such."""
    if any(is_tei(child, "c") for child in source):
        return True
    holder = source.getparent()
    words = len(source) > 0 and all(is_tei(child, "w", "pc", "name", "phr", "m") for child in source)
    return words and holder is not None and any(is_tei(child, "c") for child in holder)


def is_tokenised(document: Document) -> bool:
    """Say whether a document marks blanks between words by `c`, or joined words by `@join`."""
    if document.every("c"):
        return True
    return any(e.get("join") for name in ("w", "pc") for e in document.every(name))


def is_inline(source: etree._Element, parent: etree._Element) -> bool:
    """Say whether an element stands in running text: beside text, or within a phrase."""
    holder = source.getparent()
    if parent.tag in INLINE_PARENTS or (
        holder is not None and is_tei(holder, "l", "head", "speaker", "cell")
    ):
        return True
    previous = source.getprevious()
    before = previous.tail if previous is not None else (holder.text if holder is not None else "")
    return bool((before or "").strip() or (source.tail or "").strip())


def last_inline(parent: etree._Element) -> etree._Element:
    """Return where a call after a block goes: into the block that was just made."""
    last = parent[-1] if len(parent) else None
    return last if last is not None and last.tag in ("p", "h1", "h2", "h3", "li", "td") else parent


def add_kind(out: etree._Element, source: etree._Element) -> None:
    """Add an element's type as a class, if it is a simple word."""
    kind = (source.get("type") or "").lower()
    if kind and kind.replace("-", "").replace("_", "").isalnum() and kind.isascii():
        add_class(out, f"type-{kind}")
