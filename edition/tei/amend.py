"""A TEI file amended: written back with only what was changed in it, all else byte for byte as it was.

The serialiser of `edition.tei.write` gives a file its canonical form; that is right for files of our own and
wrong for those of others, and for a program that adds a few elements to a file that people edit. Here the
file's own characters are kept beside the tree: tags, comments, processing instructions, references, CDATA
sections, line ends, white space in tags. Writing walks the tree and gives every old node its own characters
again; only new elements, and tags whose attributes changed, are written afresh. (An empty CDATA section,
which stands for nothing, is not kept.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from edition.problems import Code, EditionError, Place
from edition.tei.lexer import TOKEN
from edition.tei.names import TEI, XML
from edition.tei.parse import parse
from edition.tei.write import lay_out, order_attributes

UNIT = re.compile(r"&[^;]*;|\r\n?|.", re.DOTALL)
"""What stands for one character of text: a reference, a line end in any form (§2.11), a character."""


@dataclass(slots=True)
class _Old:
    """What a node of the file was when it was read."""

    start: str
    end: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Amendable:
    """A file's tree, to be changed in place, and the characters that it was read from.

    What may change: elements put round text or taken from it, attributes, entries added by `add`.
    The characters of the text itself may not.
    """

    path: str
    tree: etree._ElementTree[etree._Element]
    encoding: str
    _newline: str = "\n"
    _before: str = ""
    _after: str = ""
    _old: dict[etree._Element, _Old] = field(default_factory=dict)
    _text: list[tuple[str, bool]] = field(default_factory=list)
    """The text in order: its characters as written, and whether these stand for themselves."""
    _added: dict[etree._Element, tuple[str, str]] = field(default_factory=dict)

    @property
    def root(self) -> etree._Element:
        """The root element."""
        return self.tree.getroot()

    def add(self, parent: etree._Element, entry: etree._Element) -> None:
        """Append an entry of our own, with text of its own, to an element that holds only elements.

        It gets lines of its own, set in as its neighbours are.
        """
        inner, outer = _indents(parent)
        order = [entry, *entry.iterdescendants(etree.Element)]
        for element in order:
            order_attributes(element)
        lay_out(entry, _depth(inner))
        last = parent[-1] if len(parent) else None
        closing = (last.tail if last is not None else parent.text) or ""
        after = "" if "\n" in closing else outer
        if last in self._added:
            before, after = self._added[last]
            self._added[last] = (before, "")
        if last is not None:
            last.tail, entry.tail = None, last.tail
        elif closing:
            parent.text, entry.tail = None, parent.text
        parent.append(entry)
        self._added[entry] = (inner, after)

    def data(self) -> bytes:
        """Return the file's bytes with what was changed in the tree.

        Raises `ValueError` if characters of the text were changed, which is a fault of the caller.
        """
        added = {entry: (self._lined(a + _fresh(entry) + b)) for entry, (a, b) in self._added.items()}
        body = "".join(_Writer(self._old, added, self._text).element(self.root))
        return (self._before + body + self._after).encode(self.encoding, "xmlcharrefreplace")

    def _lined(self, text: str) -> str:
        """Return text of ours with the file's own line ends."""
        return text.replace("\n", self._newline)


def read(data: bytes, path: str) -> Amendable:
    """Return a TEI file ready to be amended; raises `EditionError` as `edition.tei.parse.parse` does."""
    tree = parse(data, path)
    encoding = _encoding(data, tree.docinfo.encoding or "UTF-8")
    try:
        source = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        source = ""
    if source.encode(encoding, "replace") != data:
        raise EditionError(
            Code.SOURCE_ENCODING, Place(path), f"not to be written back in {encoding}", "a file in UTF-8"
        )
    file = Amendable(path, tree, encoding, "\r\n" if "\r\n" in source else "\n")
    nodes = tree.getroot().iter()
    open_: list[_Old] = []
    started = False
    for match in TOKEN.finditer(source):
        kind, raw = str(match.lastgroup), match[0]
        if not started and kind != "start":
            continue
        if not started:
            file._before, started = source[: match.start()], True
        _take(file, kind, raw, nodes, open_)
        if not open_:
            file._after = source[match.end() :]
            break
    return file


def _take(file: Amendable, kind: str, raw: str, nodes: Iterator[etree._Element], open_: list[_Old]) -> None:
    """Note what a token of the file is to the tree."""
    if kind == "end":
        open_.pop().end = raw
    elif kind == "text":
        file._text.append((raw, "&" not in raw and "\r" not in raw))
    elif kind == "cdata":
        file._text.append((raw, False))
    else:
        node = next(nodes)
        empty = kind != "start" or raw.endswith("/>")
        attributes = {str(k): str(v) for k, v in node.attrib.items()} if kind == "start" else {}
        old = _Old(raw, "", attributes)
        file._old[node] = old
        if not empty:
            open_.append(old)


class _Text:
    """Gives the text's own characters back, piece by piece."""

    def __init__(self, pieces: list[tuple[str, bool]]) -> None:
        self.pieces = iter(pieces)
        self.units: list[tuple[str, str]] = []
        self.written = ""
        self.plain = ""
        self.at = 0

    def take(self, text: str) -> Iterator[str]:
        """Yield the characters that stand for `text`; raises `ValueError` if other text comes next."""
        while text:
            if self.at >= len(self.plain):
                self.next()
            size = min(len(text), len(self.plain) - self.at)
            if self.plain[self.at : self.at + size] != text[:size]:
                raise ValueError(f"the text was changed: {text[:40]!r}")
            yield self.raw(size)
            text, self.at = text[size:], self.at + size

    def next(self) -> None:
        """Go on to the next piece that stands for any character."""
        for raw, is_plain in self.pieces:
            self.written = raw
            self.units = [] if is_plain else list(_units(raw))
            self.plain = raw if is_plain else "".join(char for _, char in self.units)
            self.at = 0
            if self.plain:
                return
        raise ValueError("text was added")

    def raw(self, size: int) -> str:
        """Return the next characters as written."""
        if size == len(self.plain):
            return self.written
        if not self.units:
            return self.plain[self.at : self.at + size]
        return "".join(written for written, _ in self.units[self.at : self.at + size])

    def rest(self) -> str:
        """Return what text has not been taken."""
        left = self.plain[self.at :]
        for raw, is_plain in self.pieces:
            left += raw if is_plain else "".join(char for _, char in _units(raw))
        return left


def _units(raw: str) -> Iterator[tuple[str, str]]:
    """Yield every character of text as it is written and as it is read."""
    if raw.startswith("<![CDATA["):
        for char in re.sub(r"\r\n?", "\n", raw[9:-3]):
            yield escape(char), char
        return
    for match in UNIT.finditer(raw):
        unit = match[0]
        yield unit, "\n" if unit[0] == "\r" else _referred(unit) if unit[0] == "&" and unit[1:] else unit


NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def _referred(unit: str) -> str:
    """Return the character of a reference (§4.1); no other entities are read."""
    if unit in NAMED:
        return NAMED[unit]
    return chr(int(unit[3:-1], 16) if unit.startswith("&#x") else int(unit[2:-1]))


class _Writer:
    """Walks the tree and gives every node its characters."""

    def __init__(
        self,
        old: dict[etree._Element, _Old],
        added: dict[etree._Element, str],
        text: list[tuple[str, bool]],
    ) -> None:
        self.old = old
        self.added = added
        self.text = _Text(text)

    def element(self, root: etree._Element) -> Iterator[str]:
        """Yield a tree's characters; raises `ValueError` if its text is not the old text."""
        yield from self.node(root)
        if left := self.text.rest():
            raise ValueError(f"text was lost: {left[:40]!r}")

    def node(self, node: etree._Element) -> Iterator[str]:
        """Yield what a node was written as, or is to be written as."""
        if node in self.added:
            yield self.added[node]
            return
        old = self.old.get(node)
        if not isinstance(node.tag, str):  # a comment, a processing instruction
            yield old.start if old else etree.tostring(node, encoding="unicode", with_tail=False)
            return
        filled = bool(node.text) or len(node) > 0
        yield self.start(node, old, filled)
        yield from self.text.take(node.text or "")
        for child in node:
            yield from self.node(child)
            yield from self.text.take(child.tail or "")
        if filled or (old and old.end):
            yield old.end if old and old.end else f"</{_name(node)}>"

    def start(self, node: etree._Element, old: _Old | None, filled: bool) -> str:
        """Return a start-tag: its own one, with what attributes were added; afresh where others changed."""
        now = {str(name): str(value) for name, value in node.attrib.items()}
        if old is None or any(now.get(name) != value for name, value in old.attributes.items()):
            given = _attributes(node, now)
            return f"<{_name(node)}{_declared(old)}{given}" + (">" if filled or (old and old.end) else "/>")
        closes = old.start.endswith("/>")
        new = _attributes(node, {name: now[name] for name in now if name not in old.attributes})
        if not new and not (filled and closes):
            return old.start
        tag = old.start[: -2 if closes else -1].rstrip()
        return tag + new + ("/>" if closes and not filled else ">")


def _fresh(entry: etree._Element) -> str:
    """Return an entry of our own, without the declaration of the namespace that it stands in."""
    made = etree.tostring(entry, encoding="unicode", with_tail=False)
    return made.replace(f' xmlns="{TEI}"', "", 1)


def _declared(old: _Old | None) -> str:
    """Return the namespace declarations of an old start-tag, which the tree does not hold as attributes."""
    if old is None:
        return ""
    return "".join(re.findall(r"""\sxmlns(?::[\w.\-]+)?\s*=\s*(?:"[^"]*"|'[^']*')""", old.start))


def _attributes(node: etree._Element, values: dict[str, str]) -> str:
    """Return attributes as written in a start-tag, in canonical order."""
    holder = etree.Element("x")
    for name, value in values.items():
        holder.set(name, value)
    order_attributes(holder)
    return "".join(
        f" {_prefixed(node, str(name))}={quoteattr(str(value))}" for name, value in holder.attrib.items()
    )


def _prefixed(node: etree._Element, name: str) -> str:
    """Return an attribute's name with the prefix that its namespace has here."""
    if not name.startswith("{"):
        return name
    space, _, own = name[1:].partition("}")
    prefix = "xml" if space == XML else next(p for p, uri in node.nsmap.items() if uri == space and p)
    return f"{prefix}:{own}"


def _name(node: etree._Element) -> str:
    """Return an element's name as written."""
    own = etree.QName(node).localname
    return f"{node.prefix}:{own}" if node.prefix else own


def _encoding(data: bytes, declared: str) -> str:
    """Return the codec for a file's bytes; a mark of byte order stays a character of the file."""
    if declared.upper() in {"UTF-16", "UTF16"}:
        return "utf-16-le" if data[:2] == b"\xff\xfe" else "utf-16-be"
    return declared


def _indents(parent: etree._Element) -> tuple[str, str]:
    """Return the line end and blanks before a child of this element, and before its end-tag."""
    outer = _lead(parent) or "\n" + "  " * sum(1 for _ in parent.iterancestors())
    inner = _lead(parent[0]) if len(parent) else ""
    return inner or outer + "  ", outer


def _lead(element: etree._Element) -> str:
    """Return the line end and blanks that stand before an element; "" if it has no line of its own."""
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    before = before or ""
    return "\n" + before.rpartition("\n")[2] if "\n" in before and not before.strip() else ""


def _depth(indent: str) -> int:
    """Return how deep in steps of two blanks an indentation is."""
    return len(indent.lstrip("\n")) // 2
