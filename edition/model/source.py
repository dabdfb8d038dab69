"""A TEI file with the place of everything in it: line and column of each element, text with offsets."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.model.reading import BREAKS, UNREAD, chosen
from edition.problems import Place
from edition.tei.lexer import ATTRIBUTE, TOKEN
from edition.tei.names import is_tei, local
from edition.tei.write import SPACED

REFERENCE = re.compile(r"&[^;]*;")
BLOCKS = frozenset(
    """p ab l head label item cell note speaker stage byline dateline salute signed trailer argument docAuthor
    titlePart desc figDesc witness change licence""".split()
)
"""Elements whose text is a text of its own, wherever they stand."""
SILENT = "teiHeader", "egXML", "formula"
"""What is not running text."""


@dataclass(slots=True)
class Passage:
    """The reading text of one block without the notes in it, and where each part of it stands."""

    element: etree._Element
    text: str = ""
    runs: list[tuple[int, int]] = field(default_factory=list)
    """Position in the text -> offset in the file, for each run of characters."""

    def is_one_run(self, start: int, end: int) -> bool:
        """Say whether a part of the text stands in the file without tags in it."""
        return self.offset(end - 1) - self.offset(start) == end - 1 - start

    def offset(self, position: int) -> int:
        """Return where in the file a character of the text stands."""
        at, start = self.runs[bisect_right(self.runs, (position, 1 << 60)) - 1]
        return start + position - at


@dataclass(slots=True)
class Source:
    """A well-formed TEI file: its characters, its tree, the offset of each start-tag, its passages."""

    path: str
    text: str
    root: etree._Element
    starts: dict[etree._Element, int] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def place(self, offset: int, length: int = 0) -> Place:
        """Return line and column of an offset."""
        line = bisect_right(self.lines, offset)
        return Place(self.path, line, offset - self.lines[line - 1] + 1, length)

    def tag(self, element: etree._Element) -> str:
        """Return an element's start-tag as it is written."""
        found = TOKEN.match(self.text, self.starts[element])
        return found[0] if found else ""

    def at(self, element: etree._Element) -> Place:
        """Return the place of an element: its start-tag's name."""
        name = re.match(r"<[^\s/>]+", self.tag(element))
        return self.place(self.starts[element], len(name[0]) if name else 1)

    def at_attribute(self, element: etree._Element, name: str, value: str) -> Place:
        """Return the place of one of an attribute's values; the element's, if it is not found there."""
        tag = self.tag(element)
        for match in ATTRIBUTE.finditer(tag):
            if match[1].rpartition(":")[2] == name and (at := match[2].find(value)) > 0:
                return self.place(self.starts[element] + match.start(2) + at, len(value))
        return self.at(element)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield each piece of text as it is written, with its offset."""
        for match in TOKEN.finditer(self.text):
            if match.lastgroup == "text":
                yield match.start(), match[0]


def read(text: str, root: etree._Element, path: str) -> Source:
    """Return a file's characters and its tree, put together."""
    source = Source(path, text, root, lines=[0, *(m.end() for m in re.finditer("\n", text))])
    elements = root.iter(etree.Element)
    stack: list[tuple[etree._Element, Passage | None]] = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "start":
            element = next(elements)
            source.starts[element] = match.start()
            passage = opened(element, stack[-1] if stack else None, source)
            if not match[0].endswith("/>"):
                stack.append((element, passage))
        elif kind == "end":
            stack.pop()
        elif stack and (inside := stack[-1][1]) is not None and kind in ("text", "cdata"):
            take(inside, match[0], match.start(), kind == "cdata")
    return source


def opened(
    element: etree._Element, around: tuple[etree._Element, Passage | None] | None, source: Source
) -> Passage | None:
    """Return the passage that an element's text belongs to; None if it is not read."""
    parent, passage = around if around is not None else (None, None)
    if is_tei(element, *SILENT) or (passage is None and parent is not None and is_silent(parent)):
        return None
    if not is_tei(element):
        return None
    if is_tei(element, *BREAKS) and passage is not None and element.get("break") != "no":
        passage.runs.append((len(passage.text), source.starts[element]))
        passage.text += "\n"
    if local(element) in BLOCKS or parent is None or local(parent) in SPACED:
        source.passages.append(Passage(element))
        return source.passages[-1]
    if is_tei(parent, "choice", "app"):
        return passage if element is chosen(parent) else None
    return None if local(element) in UNREAD else passage


def is_silent(element: etree._Element) -> bool:
    """Say whether an element or one around it is no running text."""
    return any(is_tei(e, *SILENT) or not is_tei(e) for e in (element, *element.iterancestors()))


def take(passage: Passage, raw: str, offset: int, is_cdata: bool) -> None:
    """Add a piece of the file to a passage; a reference counts as the character that it is."""
    if is_cdata:
        raw, offset = raw[len("<![CDATA[") : -len("]]>")], offset + len("<![CDATA[")
    at = 0
    for match in () if is_cdata else REFERENCE.finditer(raw):
        append(passage, raw[at : match.start()], offset + at)
        append(passage, html.unescape(match[0])[:1], offset + match.start())
        at = match.end()
    append(passage, raw[at:], offset + at)


def append(passage: Passage, text: str, offset: int) -> None:
    """Add characters that stand side by side in the file."""
    if text:
        passage.runs.append((len(passage.text), offset))
        passage.text += text
