"""How a document is divided into pages of the site: a long one at its chapters, a short one not at all.

The divisions come from the text (TEI P5 §4.1): chapters, the top-level divisions of front, body and back,
the texts of a `group`. What stands between divisions goes with the page after it where it opens something
(a page break, an epigraph before the first chapter), else with the page before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.labels import labels, language_name
from edition.limits import Limits
from edition.model.header import Header, local_title
from edition.model.ids import Ids
from edition.model.portions import cuttable, portions, span, tiny, units
from edition.model.reading import reading_text
from edition.tei.names import LANG, is_tei, local, tei

DIVISIONS = frozenset("div div1 div2 div3 div4 div5 div6 div7".split())
FRAMES = frozenset("text group front body back TEI teiCorpus".split())
MILESTONES = frozenset("pb lb cb gb milestone anchor fw handShift".split())
TYPED_CONTAINERS = frozenset("part book volume tome band teil edition".split())
"""A `div` of these types is divided however short it is: its chapters are pages."""

NUMBERED = frozenset(("chapter", "section"))
NUMBER = re.compile(r"(\d+|[IVXLC]+)(\.\d+)*[a-z]?")
OWN_NUMBER = re.compile(r"(\d|§|[IVXLC]+\b|(?i:chapter|section)\b)")
"""How a heading begins that says its number itself."""

BESIDE = frozenset("apparatus translation commentary bibliography".split())
"""Types of divisions that are about the one of the type `edition` beside them (EpiDoc Guidelines)."""

PORTION = "portion"
"""The kind of a page that begins in the middle of a division."""

LISTS = frozenset("listPerson listPlace listOrg listEvent listBibl listNym listObject".split())
"""What a register holds, in `standOff` (TEI P5 §16.10) or in a text."""

SHORT = 9
"""A division whose divisions have less than a ninth of a short document on average is one page."""
TINY = 300
"""Divisions of fewer characters on average, and many, share pages."""
PORTIONS = 3
"""Into so many portions what is just too long is cut."""

ENGLISH = labels("en")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: the elements printed on it, and its place among the document's pages.

    `id` is the last part of its address; the title page's is empty. `depth` is its level in the contents.
    """

    id: str
    title: str
    depth: int = 0
    roots: tuple[etree._Element, ...] = ()
    kind: str = ""


@dataclass(slots=True)
class Splitter:
    """Collects pages in reading order; `loose` are elements that wait for the next page."""

    ids: Ids
    limits: Limits
    words: Mapping[str, str]
    pages: list[Page] = field(default_factory=list)
    loose: list[etree._Element] = field(default_factory=list)
    verdicts: dict[tuple[etree._Element | None, str, str | None], bool] = field(default_factory=dict)
    """Whether divisions of one name and type in one parent are long."""

    def add(self, root: etree._Element, title: str, depth: int) -> None:
        """Add a page that begins with whatever waits and goes on with `root`."""
        roots = (*self.loose, root)
        self.loose = []
        ident = self.ids.of.get(root) or self.ids.assign(root, f"page{len(self.pages) + 1}")
        self.pages.append(Page(ident, title, depth, roots, root.get("type") or local(root)))

    def settle(self, title: str, depth: int) -> None:
        """Give waiting elements a place: the page before them, or one of their own if there is none."""
        if not self.loose:
            return
        if self.loose and exceeds(self.loose, self.limits.undivided):
            self.loose = units(self.loose, self.limits.undivided // PORTIONS)
        if cuttable(self.loose) and exceeds(self.loose, self.limits.undivided):
            runs = portions(self.loose, self.limits.undivided // PORTIONS)
            self.loose = []
            for number, run in enumerate(runs, 1):
                self.run(run, f"{title} ({number})", depth)
        elif self.pages:
            self.pages[-1] = replace(self.pages[-1], roots=(*self.pages[-1].roots, *self.loose))
            self.loose = []
        elif weight(self.loose):
            self.add(self.loose.pop(), title, depth)

    def walk(self, frame: etree._Element, depth: int) -> None:
        """Divide a frame: its frames and divisions become pages, the rest goes with its neighbours."""
        if has_text(frame):
            self.add(frame, page_title(frame, self.words), depth)
            return
        if self.grouped([c for c in frame.iterchildren(etree.Element) if not is_tei(c, "teiHeader")], depth):
            return
        for child in frame.iterchildren(etree.Element):
            if is_tei(child, *FRAMES) and divisible(child):
                self.open(child, depth)
            elif is_tei(child, *DIVISIONS):
                self.division(child, depth)
            elif is_tei(child, "titlePage", "castList", "set", "performance", *LISTS):
                self.add(child, page_title(child, self.words), depth)
            elif not is_tei(child, "teiHeader", "facsimile", "standOff"):
                self.loose.append(child)
        self.settle(made_title(frame, self.words), depth)

    def open(self, frame: etree._Element, depth: int) -> None:
        """Enter a frame; the first page of a text among several bears that text's title."""
        parent = frame.getparent()
        if is_tei(frame, "text", "TEI") and parent is not None and is_tei(parent, "group", "teiCorpus"):
            self.member(frame, depth)
        else:
            self.walk(frame, depth)

    def member(self, frame: etree._Element, depth: int) -> None:
        """Add a text of a bundle: a page if short, else its own pages below its title."""
        long = exceeds([frame], self.limits.division if list(divided(frame)) else self.limits.undivided)
        if not long:
            self.add(frame, text_title(frame, self.words), depth)
            return
        start = len(self.pages)
        self.walk(frame, depth + 1)
        if start < len(self.pages):
            opening = self.pages[start]
            self.pages[start] = replace(opening, title=text_title(frame, self.words), depth=depth)

    def is_long(self, div: etree._Element) -> bool:
        """Say whether a division, or one of its kind beside it, is too long: they go the same way."""
        name, type_ = tei(local(div)), div.get("type")
        key = (div.getparent(), name, type_)
        if key not in self.verdicts:
            kin = [div, *div.itersiblings(name), *div.itersiblings(name, preceding=True)]
            self.verdicts[key] = any(
                exceeds([k], self.limits.division) for k in kin if k.get("type") == type_
            )
        return self.verdicts[key]

    def division(self, div: etree._Element, depth: int) -> None:
        """Add a division as a page; a container, or a very long one, gives its divisions pages too."""
        inner = [c for c in div.iterchildren(etree.Element) if is_tei(c, *DIVISIONS)]
        spacious = exceeds([div], len(inner) * (self.limits.document // SHORT))
        roomy = spacious if len(inner) > 1 else is_wrapper(inner) or self.is_long(div)
        alone = bool(inner) and roomy and not reading_text_outside(div)
        typed = (div.get("type") or "").lower() in TYPED_CONTAINERS or (spacious and is_sole(div))
        if not inner or has_text(div) or not (typed or alone or self.is_long(div)):
            self.leaf(div, depth)
            return
        if alone:
            self.walk(div, depth)
            return
        self.add(div, page_title(div, self.words), depth)
        if not self.grouped(inner, depth + 1):
            for child in inner:
                self.division(child, depth + 1)

    def leaf(self, div: etree._Element, depth: int) -> None:
        """Add what has no divisions of its own as a page; what is too long, with further pages below it."""
        title = page_title(div, self.words)
        children = [c for c in div.iterchildren(etree.Element) if not is_tei(c, "head")]
        inner = any(is_tei(c, *DIVISIONS) for c in children)
        self.add(div, title, depth)
        if inner or has_text(div) or not exceeds([div], self.limits.undivided):
            return
        children = units(children, self.limits.undivided // PORTIONS)
        if not cuttable(children):
            return
        for number, run in enumerate(portions(children, self.limits.undivided // PORTIONS)[1:], 2):
            self.run(run, f"{title} ({number})", depth + 1)

    def grouped(self, children: list[etree._Element], depth: int) -> bool:
        """Add pages of several divisions where these are too many and too short; say whether they were."""
        divisions = [c for c in children if is_tei(c, *DIVISIONS)]
        if not self.limits.document or not tiny(divisions, TINY):
            return False
        for run in portions(children, self.limits.document):
            named = [page_title(d, self.words) for d in run if is_tei(d, *DIVISIONS)]
            self.run(run, f"{named[0]} – {named[-1]}" if len(named) > 1 else "".join(named), depth)
        return True

    def run(self, run: list[etree._Element], title: str, depth: int) -> None:
        """Add a page of several elements that stand side by side."""
        first = next((e for e in run if local(e) not in MILESTONES), run[0])
        ident = self.ids.of.get(first) or self.ids.assign(first, f"page{len(self.pages) + 1}")
        self.pages.append(Page(ident, span(run) or title, depth, (*self.loose, *run), PORTION))
        self.loose = []


def pages(
    root: etree._Element, ids: Ids, header: Header, limits: Limits, words: Mapping[str, str] = ENGLISH
) -> tuple[Page, ...]:
    """Return a document's pages: the title page first; a short document has no other.

    `words` are the labels for what has no heading of its own.
    """
    lists = [c for s in root.iterfind(tei("standOff")) for c in s.iterchildren(etree.Element)]
    printed = content(root) + [c for c in lists if reading_text(c)]
    whole = not any(list(divided(p)) for p in printed) and not exceeds(printed, limits.undivided)
    whole = whole or (is_one_edition(printed) and not exceeds(printed, limits.division))
    if whole or not exceeds(printed, limits.document):
        return (Page("", header.title, 0, tuple(printed), "document"),)
    splitter = Splitter(ids, limits, words)
    for part in printed:
        if is_tei(part, *FRAMES):
            splitter.open(part, 0)
        elif is_tei(part, "sourceDoc"):
            splitter.leaf(part, 0)
        else:
            splitter.add(part, page_title(part, words), 0)
    splitter.settle(header.title, 0)
    return (Page("", header.title, 0, (), "document"), *distinct(splitter.pages))


def is_one_edition(printed: list[etree._Element]) -> bool:
    """Say whether a text's divisions are text, apparatus and translation of one thing: they stay together."""
    texts = [e for e in printed if is_tei(e, "text")]
    if len(texts) != 1:
        return False
    bodies = texts[0].findall(tei("body"))
    kinds = [(d.get("type") or "").lower() for body in bodies for d in body.iterchildren(tei("div"))]
    return kinds.count("edition") == 1 and any(kind in BESIDE for kind in kinds)


def is_wrapper(inner: list[etree._Element]) -> bool:
    """Say whether a division holds but one, which has divisions of its own."""
    return len(inner) == 1 and any(is_tei(c, *DIVISIONS) for c in inner[0])


def is_sole(div: etree._Element) -> bool:
    """Say whether a division is all that its body has: what it holds are the chapters."""
    holder = div.getparent()
    return (
        holder is not None
        and is_tei(holder, "body")
        and sum(is_tei(c, *DIVISIONS) for c in holder) == 1
        and sum(is_tei(c, *DIVISIONS) for c in div) > 1
    )


def content(root: etree._Element) -> list[etree._Element]:
    """Return what a document has to print: its texts, the documents of a corpus, or a transcribed source."""
    return [c for c in root.iterchildren(etree.Element) if is_tei(c, "text", "TEI", "teiCorpus", "sourceDoc")]


def has_text(frame: etree._Element) -> bool:
    """Say whether text stands in a frame itself, where TEI has none: such a one is not divided."""
    return bool((frame.text or "").strip()) or any((child.tail or "").strip() for child in frame)


def divisible(frame: etree._Element) -> bool:
    """Say whether a frame has elements of its own to be divided into."""
    return any(isinstance(c.tag, str) for c in frame)


def divided(part: etree._Element) -> Iterator[etree._Element]:
    """Yield the divisions that could become pages: below frames only, not inside a division."""
    for child in part.iterchildren(etree.Element):
        if is_tei(child, *DIVISIONS, "titlePage"):
            yield child
        elif is_tei(child, *FRAMES):
            if is_tei(part, "group", "teiCorpus"):
                yield child
            yield from divided(child)


def distinct(found: list[Page]) -> Iterator[Page]:
    """Yield pages whose ids differ in more than case, as file systems want it."""
    taken: set[str] = {"index"}
    for page in found:
        ident, number = page.id.replace("/", "_"), 2
        while ident.casefold() in taken:
            ident, number = f"{page.id}.{number}", number + 1
        taken.add(ident.casefold())
        yield replace(page, id=ident)


def exceeds(elements: Iterable[etree._Element], limit: int) -> bool:
    """Say whether elements hold more than so many characters of text, white space counted once."""
    length = 0
    for element in elements:
        for piece in element.itertext():
            if words := piece.split():
                length += len(" ".join(words)) + 1
                if length > limit:
                    return True
    return False


def weight(elements: list[etree._Element]) -> int:
    """Return how many elements are more than milestones."""
    return sum(1 for e in elements if local(e) not in MILESTONES)


def reading_text_outside(div: etree._Element) -> str:
    """Return what a division says outside its own divisions (its heading and opening)."""
    own = (reading_text(c) for c in div.iterchildren(etree.Element) if not is_tei(c, *DIVISIONS))
    return " ".join(text for text in own if text)


def page_title(element: etree._Element, words: Mapping[str, str] = ENGLISH) -> str:
    """Return the title of a division: its headings in one line, else its type and number."""
    heads = [h for h in element.iterchildren(tei("head")) if reading_text(h)]
    own = [h for h in heads if h.get("type") not in ("sub", "desc", "running", "short")] or heads
    title = ""
    for head in own[:3]:
        text = reading_text(head)
        title = f"{title}{'' if title.endswith(('.', ':', '!', '?', '—')) else '.'} {text}" if title else text
    return f"{printed_number(element)} {title}".strip() or made_title(element, words)


def made_title(element: etree._Element, words: Mapping[str, str]) -> str:
    """Return a title for an element without a heading: the word for its type or name, and its number."""
    name = "div" if local(element) in DIVISIONS else local(element)
    kind = element.get("subtype") or element.get("type") or name
    if kind == "translation" and (language := (element.get(LANG) or "").strip()):
        return f"{words['title-translation']} ({language_name(language, words)})"
    word = words.get(f"title-{kind}") or ("" if name == "div" else words.get(f"title-{name}", ""))
    number = element.get("n") or ""
    said = number.lower() == kind[:1] and kind in ("recto", "verso")  # `n="r"` says it again
    return f"{word} {'' if said else number}".strip() if word else local_title(element)


def printed_number(element: etree._Element) -> str:
    """Return the number to print before a chapter's or section's heading: `@n`, unless it has one."""
    number = (element.get("n") or "").strip()
    head = element.find(tei("head"))
    if head is None or (element.get("type") or "").lower() not in NUMBERED or not NUMBER.fullmatch(number):
        return ""
    if OWN_NUMBER.match(reading_text(head)):
        return ""
    return number if "." in number else f"{number}."


def text_title(frame: etree._Element, words: Mapping[str, str] = ENGLISH) -> str:
    """Return the title of a text within a bundle: of its header, its title page, or its first heading."""
    if is_tei(frame, "TEI"):
        return Header.from_tei(frame, made_title(frame, words)).title
    for name in ("docTitle", "titlePart", "head"):
        found = next(frame.iter(tei(name)), None)
        if found is not None and reading_text(found):
            return reading_text(found)
    return made_title(frame, words)
