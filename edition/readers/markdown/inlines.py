"""The words of a block of Markdown: markdown-it's inline tokens become pieces, with styles, links and calls.

A number in `<sup>`, `[^n]`, `^n^`, raised digits, a linked number glued to a word: these are calls. What
they call, and whether it is there, is for `readers.notes`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from edition.ledger import Ledger, words
from edition.problems import Code, Problems
from edition.readers.markdown import html as markup
from edition.readers.markdown import lines as markdown_lines
from edition.readers.markdown import pandoc
from edition.readers.markdown.html import TAG
from edition.tokens import Block, Call, Inline, Inset, Kind, LineBreak, Text

STYLES = {"em": "italic", "strong": "bold", "s": "strike", "mark": "underline"}
TAG_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "sub": "sub"}
NUMBERS = re.compile(r"\s*\[?\s*(\d{1,4}|[*†‡§]+|[a-z])\s*[.)\]]?\s*")
SEVERAL = re.compile(r"\s*\d{1,4}(?:\s*[,;]\s*\d{1,4})+\s*")
RAISED = {ord(raised): digit for raised, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)}
UNMEASURED = r"(?<!\b[kcdmкс][mм])(?<!\b[mм])"
"""Behind `m` and `km` a raised figure is a measure's, not a note's."""
RAISED_RUN = re.compile(rf"{UNMEASURED}[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
MARKED = re.compile(
    rf"\[\^(?P<defined>[^\]\s]{{1,40}})\]|{UNMEASURED}\^(?P<careted>\d{{1,4}}|[*†‡])\^"
    rf"|(?P<raised>{RAISED_RUN.pattern})"
)
LINKED_NUMBER = re.compile(r"\[?(\d{1,4})\]?")


def defined(label: str, block: Block) -> Block:
    """Return the note that a label is defined to be, with the paragraph that it says."""
    return Block(
        Kind.NOTE, first=block.first, last=block.last, label=label, n=label, type="defined", children=[block]
    )


@dataclass(slots=True)
class Notes:
    """The notes written where they are called, `^[…]`: those read, those not yet put out."""

    above: int = 0
    waiting: list[Block] = field(default_factory=list)

    def add(self, pieces: list[Inline], first: int, last: int) -> Call:
        """Enter a note; return its call."""
        self.above += 1
        label = str(self.above)
        self.waiting.append(defined(label, Block(Kind.P, pieces, first, last)))
        return Call(label, first, defined=True)

    def flush(self) -> list[Block]:
        """Return the notes that wait, and wait for others."""
        found, self.waiting = self.waiting, []
        return found


@dataclass(slots=True)
class Inlines:
    """Turns markdown-it's inline tokens into pieces; numbers in `<sup>` become calls."""

    line: int
    ledger: Ledger
    problems: Problems
    notes: Notes
    out: list[Inline] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    href: list[str] = field(default_factory=list)
    source: str = ""

    def read(self, token: Token) -> list[Inline]:
        """Return the pieces of an inline token."""
        self.source = token.content
        children = token.children or []
        at = 0
        while at < len(children):
            at = self.piece(children, at)
        return tidy(self.out)

    def piece(self, tokens: list[Token], at: int) -> int:
        """Read the piece that begins at token `at`; return where the next one begins."""
        token = tokens[at]
        match token.type:
            case "text" | "text_special" | "code_inline":
                self.text(token.content)
            case "softbreak":
                self.text(" ")
                self.line += 1
            case "hardbreak":
                self.out.append(LineBreak(self.line))
                self.line += 1
            case "link_open":
                return self.link(tokens, at)
            case "link_close":
                self.href.pop()
            case "image":
                self.image(token)
            case "wiki_link":
                self.wiki_link(token)
            case "html_inline":
                return self.tag(tokens, at)
            case _:
                self.dress(token)
        return at + 1

    def dress(self, token: Token) -> None:
        """Begin or end a style: Markdown's emphasis, or what only Pandoc's Markdown has."""
        name, _, side = token.type.rpartition("_")
        if name in STYLES and side == "open":
            self.styles.append(STYLES[name])
        elif side == "close" and (name in STYLES or name == "span"):
            self.styles.pop()
        elif token.type == "span_open":
            self.ledger.take(self.line, "attributes", token.info)
            self.styles.append(pandoc.style(token))
        elif token.type == "attributes":
            self.ledger.take(self.line, "attributes", token.content)
        elif token.type == "inline_note":
            self.note(token)
        elif token.type == "raised_call":
            self.ledger.take(self.line, "link-target", token.info)
            self.call(token.content)
            self.line += token.info.count("\n")

    def note(self, token: Token) -> None:
        """Read a note that is written where it is called, `^[…]`."""
        inner = Inlines(self.line, self.ledger, self.problems, self.notes)
        pieces = inner.read(token)
        self.out.append(self.notes.add(pieces, self.line, inner.line))
        self.line = inner.line

    def wiki_link(self, token: Token) -> None:
        """Append the words of `[[page|words]]`; letters glued to them are one word with the last."""
        tail = str(token.meta["tail"])
        if tail and token.content[-1].isalnum():
            self.ledger.join(self.line, words(token.content)[-1], tail)
        self.ledger.take(self.line, "link-target", token.info)
        self.text(token.content + tail)

    def label(self, token: Token, words: str) -> str:
        """Return the label that a link has besides its words, as the source has it; none in `[words][]`."""
        label = token.meta["label"]
        written = (m for m in markdown_lines.LABELLED.findall(self.source) if normalizeReference(m) == label)
        return "" if normalizeReference(words) == label else next(written, "")

    def link(self, tokens: list[Token], at: int) -> int:
        """Open a link, or read a call that is one; return where the next piece begins.

        A link's address and title, or its label, are no words of the text.
        """
        token = tokens[at]
        href = str(token.attrs.get("href", ""))
        self.href.append(normalizeLink(href))
        if "label" in token.meta:
            words = "".join(t.content for t in tokens[at + 1 : closing(tokens, at)])
            self.ledger.take(self.line, "link-target", self.label(token, words))
        elif token.info != "auto":
            self.ledger.take(self.line, "link-target", f"{href} {token.attrs.get('title', '')}")
        if not self.is_linked_call(tokens, at):
            return at + 1
        self.href.pop()
        self.call(LINKED_NUMBER.sub(r"\1", tokens[at + 1].content))
        return at + len(("link_open", "text", "link_close"))

    def text(self, text: str, *styles: str) -> None:
        """Append characters in the present style; `[^n]`, `^n^` and raised digits in them are calls."""
        done = 0
        for match in MARKED.finditer(text):
            self.run(text[done : match.start()], styles)
            done = match.end()
            if match["raised"]:
                self.call(match["raised"].translate(RAISED), match["raised"])
            else:
                self.call(match["defined"] or match["careted"], defined=bool(match["defined"]))
        self.run(text[done:], styles)

    def run(self, text: str, styles: tuple[str, ...]) -> None:
        if not text:
            return
        rend = tuple(style for style in dict.fromkeys((*self.styles, *styles)) if style)
        before = self.out[-1] if self.out else None
        dress = (rend, self.here(), self.line)
        if isinstance(before, Text) and (before.rend, before.href, before.line) == dress:
            before.text += text
            return
        self.out.append(Text(text, self.line, rend, self.here()))

    def here(self) -> str:
        return self.href[-1] if self.href else ""

    def call(self, label: str, printed: str = "", defined: bool = False) -> None:
        self.ledger.take(self.line, "note-call", printed or label)
        self.out.append(Call(label, self.line, defined=defined, printed=printed))

    def tag(self, tokens: list[Token], at: int) -> int:
        """Read an HTML tag: `<sup>` up to its end, a style on or off, `<br>`; others leave no trace."""
        content = tokens[at].content
        match = TAG.fullmatch(content)
        if content.startswith("<!--"):
            self.ledger.take(self.line, "comment", html.unescape(content))
        if match is None:
            return at + 1
        name, opening = match[1].lower(), not tokens[at].content.startswith("</")
        if name == "sup" and opening:
            return self.sup(tokens, at)
        if name == "img":
            self.out.append(Inset(picture(content, self.line)))
        if name == "br":
            self.out.append(LineBreak(self.line))
        elif name in TAG_STYLES:
            style = TAG_STYLES[name]
            if opening:
                self.styles.append(style)
            elif style in self.styles:
                self.styles.remove(style)
        return at + 1

    def image(self, token: Token) -> None:
        """Append a picture; its text is the caption, or its title where it has none."""
        url, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
        alt = "".join(child.content or " " for child in token.children or [])
        target = self.label(token, token.content) if "label" in token.meta else f"{url} {token.info}"
        self.ledger.take(self.line, "link-target", target)
        if alt.strip():
            self.ledger.take(self.line, "link-target", title)
        figure = Block(Kind.FIGURE, first=self.line, last=self.line, facts={"url": normalizeLink(url)})
        if words := " ".join((alt.strip() or title).split()):
            figure.inlines.append(Text(words, self.line))
        self.out.append(Inset(figure))

    def is_linked_call(self, tokens: list[Token], at: int) -> bool:
        """Say whether a link is `word[3](#note)`: a number glued to the text, with a target in the text.

        Behind a blank it is a page number as contents and indexes have them.
        """
        before = self.out[-1] if self.out else None
        inner = tokens[at + 1 : at + 3]
        return (
            "#" in self.href[-1]
            and not is_web(self.href[-1])
            and (isinstance(before, Call) or (isinstance(before, Text) and not before.text[-1:].isspace()))
            and [token.type for token in inner] == ["text", "link_close"]
            and LINKED_NUMBER.fullmatch(inner[0].content) is not None
        )

    def sup(self, tokens: list[Token], at: int) -> int:
        """Read `<sup>…</sup>`: note calls if it holds numbers, raised text if not."""
        end = next((i for i in range(at + 1, len(tokens)) if tokens[i].content.lower() == "</sup>"), None)
        if end is None:
            self.problems.add(
                Code.MARKUP_UNCLOSED,
                self.line,
                "<sup> is opened and never closed",
                "<sup>12</sup>; taken as text",
            )
            return at + 1
        content = "".join(token.content for token in tokens[at + 1 : end] if token.type == "text")
        labels = sup_labels(content)
        for label in labels:
            self.call(label)
        for token in tokens[at + 1 : end]:
            if token.type == "link_open":
                self.ledger.take(self.line, "link-target", str(token.attrs.get("href", "")))
            if not labels and token.type == "text":
                self.text(token.content, "sup")
            self.line += token.type in {"softbreak", "hardbreak"}
        return end + 1


def is_web(href: str) -> bool:
    """Say whether a link leads out of the text."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE))


def sup_labels(content: str) -> list[str]:
    """Return the note numbers in the content of a `<sup>`; none if it is something else (`nd`, `2+x`)."""
    if SEVERAL.fullmatch(content):
        return re.findall(r"\d+", content)
    single = NUMBERS.fullmatch(content)
    return [single[1]] if single else []


def tidy(pieces: list[Inline]) -> list[Inline]:
    """Collapse white space, drop it at the block's edges and around line breaks."""
    for piece in pieces:
        if isinstance(piece, Text):
            piece.text = re.sub(r"\s+", " ", piece.text)
    for before, after in zip([None, *pieces], [*pieces, None], strict=True):
        if isinstance(after, Text) and (before is None or isinstance(before, (LineBreak, Inset))):
            after.text = after.text.lstrip()
        if isinstance(before, Text) and (after is None or isinstance(after, LineBreak)):
            before.text = before.text.rstrip()
    return [piece for piece in pieces if not isinstance(piece, Text) or piece.text]


def picture(tag: str, line: int) -> Block:
    """Return the figure that an `img` is."""
    url, words = markup.attributes(tag).get("src", ""), markup.caption(tag)
    return Block(
        Kind.FIGURE, [Text(words, line)] if words else [], line, line, facts={"url": normalizeLink(url)}
    )


def closing(tokens: list[Token], at: int) -> int:
    """Return the index of the token that closes the one at `at` (itself where it does not nest)."""
    if tokens[at].nesting != 1:
        return at
    level = tokens[at].level
    while tokens[at].nesting != -1 or tokens[at].level != level:
        at += 1
    return at
