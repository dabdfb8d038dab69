"""The `markdown` reader: what OCR-to-Markdown converters and word processors' exports give.

markdown-it-py says what is a heading, a list, emphasis; `token.map` says on which source lines. Indented
code is switched off: in such sources an indent is an accident of the page, not a program.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from edition.ledger import Ledger
from edition.problems import Problems
from edition.readers.markdown import dialects, lone, pandoc, saved
from edition.readers.markdown import html as markup
from edition.readers.markdown import lines as markdown_lines
from edition.readers.markdown.html import COMMENT, TAG
from edition.readers.markdown.inlines import TAG_STYLES, Inlines, Notes, closing, defined, picture, tidy
from edition.tokens import Block, Call, Inline, Inset, Kind, LineBreak, PageBreak, Text

INLINE_TAGS = frozenset({*TAG_STYLES, "sup", "br"})
"""Tags that say something inside a block of HTML."""
INLINE_HTML = MarkdownIt("zero", {"html": True}).enable(["html_inline", "entity", "newline"])
"""Reads paragraphs in HTML: no Markdown there (CommonMark 4.6)."""
STRETCH = 1000
"""Lines that the parser gets at once, at least."""
PAGE_MARK = re.compile(r"\s*\{(\d{1,5})\}-{8,}\s*")
"""The page marker of a converter's paginated output."""

EVIDENCE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^#{1,6} +\S", re.MULTILINE), "# headings"),
    (re.compile(r"<sup>", re.IGNORECASE), "<sup> calls"),
    (re.compile(r"\]\((?:#|https?:)"), "links"),
    (re.compile(r"\*\*[^*\n]+\*\*|(?<![*\w])\*(?!\s)[^*\n]+\*(?!\*)"), "emphasis"),
    (re.compile(r"\[\^[^\]]+\]"), "[^n] notes"),
    (re.compile(r"(?<=\S)\^\[(?!\d{1,3}\])"), "^[…] notes"),
    (re.compile(r"(?<=\S)\^\d{1,3}\^"), "^n^ calls"),
    (re.compile(r"^\S.*\n=={2,}[ \t]*$", re.MULTILINE), "underlined headings"),
)


SET_OFF = re.compile(r"(?<=\n\n)#{1,6} +\S.*\n(?=\n)")
"""A heading between blank lines."""
HEADED = 0.75
"""What three such headings are worth."""
WRAPPED = 2.5
"""Lines a paragraph, from which on they are wrapped."""


class _Parser(MarkdownIt):
    """CommonMark with tables; addresses stay as the source has them, so that none of their words changes."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return an address as it stands."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Return an address that is its own text as it stands."""
        return link


def evidence(lines: Sequence[str]) -> tuple[float, str]:
    """Return how surely (0…1) these lines are Markdown, and the marks that say so."""
    text = "\n".join(lines)
    counts = [(len(pattern.findall(text)), name) for pattern, name in EVIDENCE]
    marks = sum(count for count, _ in counts)
    found = ", ".join(f"{count} {name}" for count, name in counts if count)
    filled = sum(1 for line in lines if line.strip()) or 1
    groups = sum(1 for before, line in pairwise(["", *lines]) if line.strip() and not before.strip()) or 1
    if filled > WRAPPED * groups and counts[0][0] > 2:  # wrapped lines are no lines of their own
        filled = groups
    score = min(1.0, 8 * marks / filled)
    if len(SET_OFF.findall(f"\n\n{text}\n\n")) > 2:  # a long text may have no other mark
        score = max(score, HEADED)
    return score, found or "no Markdown marks"


def read(lines: Sequence[str], ledger: Ledger, problems: Problems) -> list[Block]:
    """Return the flat blocks of a Markdown source.

    Headings keep their level, list items their marker; a gap of two or more blank lines and a rule are
    blocks of their own, since they show where pages and pictures were.
    """
    parser = _Parser("commonmark", {"store_labels": True})
    parser.enable(["table", "strikethrough"]).disable(["code", "reference"])
    pandoc.rules(parser)
    dialects.rules(parser)
    prepared = markdown_lines.prepare(lines, ledger)
    blocks = _Blocks(parser, prepared, ledger, problems)
    blocks.notes.above = highest(lines)
    for first, last in stretches(prepared.lines):
        tokens = parser.parse("\n".join(prepared.lines[first:last]), prepared.env)
        for token in tokens:
            if token.map:
                token.map = [token.map[0] + first, token.map[1] + first]
        blocks.read(tokens)
    return saved.find(lone.find(blocks.out, ledger), ledger)


def highest(lines: Sequence[str]) -> int:
    """Return the highest number that a defined note has, 0 if none: inline notes are counted on from it."""
    return max((int(n) for line in lines for n in re.findall(r"\[\^(\d{1,4})\]", line)), default=0)


def stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines in stretches that the parser can take one by one: what it makes of a long book is big.

    A stretch ends before a heading after a blank line, where nothing goes on, and outside code fences.
    """
    first = 0
    fenced = False
    for at, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and at - first >= STRETCH and line.startswith("#") and not lines[at - 1].strip():
            yield first, at
            first = at
    yield first, len(lines)


@dataclass(slots=True)
class _Blocks:
    """Walks markdown-it's tokens once and collects blocks."""

    parser: MarkdownIt
    prepared: markdown_lines.Prepared
    ledger: Ledger
    problems: Problems
    out: list[Block] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    last: int = 0
    note: Block | None = None
    """The footnote defined last, while what follows may go on with it."""

    @property
    def lines(self) -> Sequence[str]:
        return self.prepared.lines

    def read(self, tokens: list[Token]) -> None:
        position = 0
        while position < len(tokens):
            before = len(self.out)
            position = self.block(tokens, position, self.out, 0)
            found = self.out[before:]
            if (
                self.note is not None
                and found
                and all(block.first in self.prepared.continued for block in found)
            ):
                del self.out[before:]
                self.go_on(self.note, found)
            elif found:
                self.note = found[-1] if found[-1].kind is Kind.NOTE else None
            self.out.extend(self.notes.flush())

    def go_on(self, note: Block, found: list[Block]) -> None:
        """Add further blocks to a defined note. Changes the note."""
        note.children.extend(block for block in found if block.kind is not Kind.GAP)
        note.last = found[-1].last
        self.ledger.mark(note.first, note.last, "note")

    def block(self, tokens: list[Token], at: int, out: list[Block], level: int) -> int:
        """Append the block that begins at token `at`; return where the next one begins."""
        token = tokens[at]
        end = closing(tokens, at)
        first, last = self.span(token)
        if first:
            self.gap(first, out)
            self.last = max(self.last, last)
        match token.type:
            case "heading_open":
                out.append(self.leaf(Kind.HEAD, tokens[at + 1], first, last, level=int(token.tag[1:])))
            case "paragraph_open":
                out.extend(self.paragraph(tokens[at + 1], first, last))
            case "bullet_list_open" | "ordered_list_open":
                self.items(tokens, at + 1, end, out, level)
            case "blockquote_open":
                quote = Block(Kind.QUOTE, first=first, last=last)
                self.inside(tokens, at + 1, end, quote.children, level)
                out.append(quote)
            case "table_open":
                out.append(self.table(tokens, at, end, first, last))
            case "hr":
                self.ledger.mark(first, last, "text")
                out.append(Block(Kind.RULE, first=first, last=last))
            case "html_block" | "fence" | "code_block":
                out.extend(self.raw(token, first, last))
        return end + 1

    def inside(self, tokens: list[Token], at: int, end: int, out: list[Block], level: int) -> None:
        while at < end:
            at = self.block(tokens, at, out, level)

    def span(self, token: Token) -> tuple[int, int]:
        """Return first and last source line of a block token, trailing blank lines left out."""
        if not token.map:
            return 0, 0
        first, last = token.map[0] + 1, token.map[1]
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        return first, last

    def gap(self, first: int, out: list[Block]) -> None:
        """Append a gap if two or more blank lines stand before line `first`."""
        blank = first - self.last - 1
        blank -= sum(line in self.prepared.emptied for line in range(self.last + 1, first))
        if self.last and blank > 1:
            out.append(Block(Kind.GAP, first=self.last + 1, last=first - 1, level=blank))

    def leaf(self, kind: Kind, inline: Token, first: int, last: int, level: int = 0) -> Block:
        self.ledger.mark(first, last, "text")
        pieces = Inlines(first, self.ledger, self.problems, self.notes).read(inline)
        return Block(kind, pieces, first, last, level=level)

    def paragraph(self, inline: Token, first: int, last: int) -> list[Block]:
        """Return a paragraph, or the table that its tabs make of it."""
        rows = self.lines[first - 1 : last]
        if len(rows) > 1 and all("\t" in row.strip() for row in rows):
            return [self.tabbed(rows, first, last)]
        mark = PAGE_MARK.fullmatch(self.lines[first - 1]) if first == last else None
        if mark is not None:
            self.ledger.mark(first, last, "furniture")
            self.ledger.take(first, "page-marker", mark[0])
            return [Block(Kind.PAGE, [PageBreak(mark[1], first, "counted")], first, last)]
        leaf = self.leaf(Kind.P, inline, first, last)
        out = leading_pictures(leaf)
        for block in divide(leaf):
            if is_definition(block):
                out.append(self.definition(block))
            elif block.inlines:
                out.append(block)
        return out

    def definition(self, block: Block) -> Block:
        """Return the note that a paragraph `[^label]: …` defines."""
        call = block.inlines.pop(0)
        text = block.inlines[0] if block.inlines else None
        if isinstance(text, Text):
            text.text = text.text[1:].lstrip()
        label = call.label if isinstance(call, Call) else ""
        self.ledger.mark(block.first, block.last, "note")
        return defined(label, block)

    def tabbed(self, rows: Sequence[str], first: int, last: int) -> Block:
        """Return the table of lines whose cells are divided by tabs."""
        self.ledger.mark(first, last, "text")
        table = Block(Kind.TABLE, first=first, last=last)
        for line, row in enumerate(rows, first):
            cells = [Block(Kind.CELL, self.inline(cell, line), line, line) for cell in row.split("\t")]
            table.children.append(Block(Kind.ROW, first=line, last=line, children=cells))
        return table

    def inline(self, source: str, line: int) -> list[Inline]:
        """Return the pieces of Markdown that is no block of its own."""
        token = self.parser.parseInline(source.strip(), self.prepared.env)[0]
        return Inlines(line, self.ledger, self.problems, self.notes).read(token)

    def stripped(self, text: str, line: int) -> list[Inline]:
        """Return text without HTML tags and Markdown emphasis."""
        bare = " ".join(html.unescape(TAG.sub(" ", text)).replace("**", "").split())
        return [Text(bare, line)] if bare else []

    def items(self, tokens: list[Token], at: int, end: int, out: list[Block], level: int) -> None:
        """Append the items of a list, an item a block; what else an item holds becomes its children."""
        while at < end:
            stop = closing(tokens, at)
            token = tokens[at]
            first, last = self.span(token)
            self.gap(first, out)
            inner: list[Block] = []
            self.inside(tokens, at + 1, stop, inner, level + 1)
            marker = f"{token.info}{token.markup}" if token.info else token.markup
            if token.info:
                self.ledger.take(first, "list-number", marker)
            item = Block(Kind.ITEM, first=first, last=last, level=level, marker=marker)
            if inner and inner[0].kind is Kind.P:
                item.inlines = inner.pop(0).inlines
            item.children = [
                block for block in inner if block.kind is not Kind.ITEM and block.kind is not Kind.GAP
            ]
            self.ledger.mark(first, first, "text")
            out.append(item)
            out.extend(block for block in inner if block.kind is Kind.ITEM)
            at = stop + 1

    def table(self, tokens: list[Token], at: int, end: int, first: int, last: int) -> Block:
        self.ledger.mark(first, last, "text")
        table = Block(Kind.TABLE, first=first, last=last)
        line = first
        for token in tokens[at:end]:
            if token.type == "tr_open":
                line = token.map[0] + 1 if token.map else line
                table.children.append(Block(Kind.ROW, first=line, last=line))
            elif token.type == "inline":
                pieces = Inlines(line, self.ledger, self.problems, self.notes).read(token)
                table.children[-1].children.append(Block(Kind.CELL, pieces, line, line))
        return table

    def raw(self, token: Token, first: int, last: int) -> list[Block]:
        """Return what an HTML block or a fence says, without its tags, a paragraph a line."""
        self.ledger.mark(first, last, "text")
        if token.type == "html_block":
            return self.html(first, last)
        out = []
        for line in range(first, last + 1):
            text = self.lines[line - 1]
            if token.type == "fence" and line in (first, last) and text.strip().startswith(token.markup):
                self.ledger.take(line, "code-fence", text)
                continue
            if token.type == "fence":
                text = html.escape(text, quote=False)
            pieces = self.stripped(text, line)
            if pieces:
                out.append(Block(Kind.P, pieces, line, line))
        return out

    def html(self, first: int, last: int) -> list[Block]:
        """Return the pictures and paragraphs of an HTML block."""
        text = "\n".join(self.lines[first - 1 : last])
        for comment in COMMENT.finditer(text):
            line = first + text.count("\n", 0, comment.start())
            self.ledger.take(line, "comment", html.unescape(comment[0]))
        text = COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
        out = []
        for before, source in markup.pieces(text):
            line = first + before
            if markup.is_picture(source):
                out.append(picture(source, line))
            elif pieces := self.dressed(source, line):
                out.append(Block(Kind.P, pieces, line, line + source.count("\n")))
        return out

    def dressed(self, source: str, line: int) -> list[Inline]:
        """Return the text of a paragraph in HTML with its styles and calls; other tags leave a blank."""
        bare = TAG.sub(lambda m: m[0] if m[1].lower() in INLINE_TAGS else " ", source).replace("**", "")
        token = INLINE_HTML.parseInline(bare)[0]
        pieces = Inlines(line, self.ledger, self.problems, self.notes).read(token)
        return pieces if any(not isinstance(piece, LineBreak) for piece in pieces) else []


def leading_pictures(block: Block) -> list[Block]:
    """Take the pictures that a paragraph begins with off it, and return them as blocks. Changes the block."""
    out = []
    while block.inlines and isinstance(block.inlines[0], (Inset, LineBreak)):
        piece = block.inlines.pop(0)
        if isinstance(piece, Inset):
            out.append(piece.block)
    tidy(block.inlines)
    return out


def divide(block: Block) -> list[Block]:
    """Return the note bodies that stand on lines of one paragraph, or the paragraph itself.

    A paragraph that begins with a call is a body as a rule; a later line that begins with one is the next.
    """
    if not block.inlines or not isinstance(block.inlines[0], Call):
        return [block]
    out = [Block(block.kind, [], block.first, block.last)]
    for before, piece in zip([None, *block.inlines], block.inlines, strict=False):
        broken = isinstance(before, LineBreak) or (
            isinstance(before, Text) and before.text.endswith(" ") and before.line < piece_line(piece)
        )
        if broken and isinstance(piece, Call):
            out[-1].last = max(out[-1].first, piece.line - 1)
            out.append(Block(block.kind, [], piece.line, block.last))
        out[-1].inlines.append(piece)
    for body in out:
        while body.inlines and isinstance(body.inlines[-1], LineBreak):
            body.inlines.pop()
        tidy(body.inlines)
    return out


def piece_line(piece: Inline) -> int:
    """Return the source line on which a piece stands, 0 if it does not know."""
    return 0 if isinstance(piece, Inset) else piece.line


def is_definition(block: Block) -> bool:
    """Say whether a paragraph is `[^label]: …`, the definition of a note."""
    call, text = [*block.inlines[:2], None, None][:2]
    return isinstance(call, Call) and call.defined and isinstance(text, Text) and text.text.startswith(":")
