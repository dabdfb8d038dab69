"""The `paged` reader: hard-wrapped lines with page structure, as an extractor leaves a printed text.

Pages and their furniture (`pages`), the notes at their feet (`notes`) and the blocks of the running text
(`blocks`) are told apart first; then lines are joined again, hyphens at their ends decided
(`hyphens`), and notes put after the block in which their page's text ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition.ledger import Ledger, words
from edition.problems import Code, Problems
from edition.readers import hyphens
from edition.readers.hyphens import Decision
from edition.readers.paged import blocks, listed, mending
from edition.readers.paged.flow import Flow
from edition.readers.paged.layout import Row, is_rule, measure, rows, unled, usual_gap
from edition.readers.paged.markers import columns, marker_end
from edition.readers.paged.notes import Body, Page, bodies, called_by_page, split
from edition.readers.paged.pages import Paging, paginate
from edition.readers.paged.setting import Span
from edition.tokens import Block, Inline, Kind, LineBreak, PageBreak, Text

SURE = 1.0
"""What pages and wrapped lines together are worth, however many paragraphs end with their line."""


def read(lines: Sequence[str], ledger: Ledger, problems: Problems) -> list[Block]:
    """Return the blocks of a paged source in reading order: text, page breaks, and note bodies."""
    found = rows(lines)
    paging = paginate(lines, found)
    for line, number, later, lost in paging.gaps:
        problems.add(
            Code.PAGES_MISSING,
            line,
            f"from the page numbered {number} to that numbered {later}, {lost} pages are not in the source",
            "the pages that are there are counted on",
        )
    usual = usual_gap(found)
    for row in found:
        _enter_furniture(row, paging, ledger)
    text = mending.ended_by_calls([row for row in found if row.line not in paging.furniture])
    text = mending.labels(text, called_by_page(text))
    pages, _ = split(text, usual)
    notes = bodies(pages, usual)
    body = [row for page in pages for row in page.body]
    _enter_rules(text, pages, ledger)
    joiner = Joiner(hyphens.lexicon(lines), paging, ledger, problems)
    flow = Flow(body, usual, measure(body), listed.find(found, paging.furniture))
    return _Weaver(body, notes, paging, joiner, usual).weave(blocks.spans(flow))


def evidence(lines: Sequence[str]) -> tuple[float, str]:
    """Return how much speaks for a paged text (0…1), and what.

    Page structure speaks for it, and lines that are wrapped: many of nearly one width that go on in lower
    case on the next. Lines of any length with a paragraph each speak against it.
    """
    found = rows(lines)
    if len(found) < 8:
        return 0.0, "fewer than 8 lines"
    paging = paginate(lines, found)
    share = _wrapped(mending.ended_by_calls(found))
    reasons = [f"{share:.0%} of the lines are wrapped"]
    score = min(1.0, share * 1.4) * 0.55
    if len(paging.starts) > 1:
        score += 0.4
        reasons.insert(0, f"{len(paging.starts)} pages by {paging.convention}")
        if len(paging.starts) > 2 and share > 0.25 and paging.convention != "leading-blank":
            score = max(score, SURE)
    return (score if share > 0.2 else score * 0.3), ", ".join(reasons)


def _wrapped(found: Sequence[Row]) -> float:
    """Return the share of lines of a page's width that go on in lower case on the next."""
    on = sum(
        1
        for row, after in pairwise(found)
        if 30 <= len(row.text) <= 130 and after.text[:1].islower() and row.text[-1] not in ".!?:"
    )
    return on / max(1, len(found) - 1)


def _enter_furniture(row: Row, paging: Paging, ledger: Ledger) -> None:
    rule = paging.furniture.get(row.line)
    ledger.mark(row.line, row.line, "furniture" if rule else "text")
    if rule:
        ledger.take(row.line, rule, row.text)


def _enter_rules(text: Sequence[Row], pages: Sequence[Page], ledger: Ledger) -> None:
    """Enter the rules that separated notes (they hold no words), and the lines of the notes."""
    kept = {row.line for page in pages for row in (*page.body, *page.notes)}
    for row in text:
        if row.line not in kept:
            ledger.mark(row.line, row.line, "furniture")
    for page in pages:
        for row in page.notes:
            for line in (row.line, *row.also):
                ledger.mark(line, line, "note")


@dataclass(slots=True)
class Joiner:
    """Joins rows to running text: one `Text` a row, page breaks between, hyphens at the ends decided."""

    lexicon: hyphens.Lexicon
    paging: Paging
    ledger: Ledger
    problems: Problems

    def inlines(self, found: Sequence[Row], breaks: bool = True) -> list[Inline]:
        """Return the running text of rows; `breaks`: with the page breaks that stand between them."""
        out: list[Inline] = []
        glue, half = False, ""
        for at, row in enumerate(found):
            if at and breaks:
                out.extend(self.breaks(found[at - 1].page, row.page, row.line, glue))
            text = " ".join(row.text.split())
            if at + 1 < len(found):
                text, glue, half = self._end(text, row, found[at + 1], half)
            out.append(Text(text.rstrip(hyphens.SOFT), row.line))
        return out

    def take_number(self, body: Body) -> None:
        """Enter the number taken off a note; glued to a word, it makes two words of one."""
        row = body.paragraphs[0][0]
        self.ledger.take(row.line, "note-number", body.taken)
        if body.glued and row.text[:1].isalnum():
            self.ledger.splits.append((row.line, words(body.taken)[-1], words(row.text)[0]))

    def breaks(self, before: int, after: int, line: int, in_word: bool = False) -> list[Inline]:
        """Return the breaks of the pages that start after page `before`, up to page `after`."""
        out: list[Inline] = []
        for page in range(before + 1, after + 1):
            n, ed = self.paging.label(page)
            out.append(PageBreak(n, min(line, self.paging.starts[page - 1]), ed, in_word))
        return out

    def _end(self, text: str, row: Row, after: Row, half: str) -> tuple[str, bool, str]:
        """Return a row's text as the next one follows it, whether they stand joined, and the word so far.

        `half` is what the row before gave to the first word of this one: a word may run over three lines.
        """
        divided = hyphens.divided(text)
        if divided is None:
            return text + " ", False, ""
        first, hyphen = divided
        second = after.text.split(maxsplit=1)[0]
        decision = Decision.JOIN
        if hyphen != hyphens.SOFT:
            decision = hyphens.decide(first, second, self.lexicon)
        if decision is Decision.JOIN and words(second[:1]):
            left = words(first)[-1]
            left = half + left if left == text[:-1] else left
            self.ledger.join(row.line, left, words(second)[0])
            return text[:-1], True, left
        if decision is Decision.UNDECIDED:
            found = f"hyphen at a line's end in “{first}-{second}”"
            self.problems.add(Code.HYPHEN_UNDECIDED, row.line, found, "a word of one piece, or of two")
        if decision is Decision.SUSPEND or hyphen == hyphens.SOFT:
            return text.rstrip(hyphens.SOFT) + " ", False, ""
        return text, True, ""


@dataclass(slots=True)
class _Weaver:
    """Puts blocks, page breaks and notes in reading order."""

    body: Sequence[Row]
    notes: Sequence[Body]
    paging: Paging
    joiner: Joiner
    usual: int
    out: list[Block] = field(default_factory=list)
    page: int = 0
    """The last page whose break is out."""
    noted: int = 0
    """How many notes are out."""

    def weave(self, spans: Sequence[Span]) -> list[Block]:
        pages = len(self.paging.starts)
        for span in spans:
            found = self.body[span.first : span.last + 1]
            self._turn(found[0].page, found[0].line)
            self.out.append(self._block(span, found))
            self.page = max(self.page, found[-1].page)
            after = span.last + 1
            following = self.body[after].page if after < len(self.body) else pages + 1
            self._put_notes(min(found[-1].page, following - 1))
        self._turn(pages, 0)
        self._put_notes(pages + 1)
        return self.out

    def _turn(self, page: int, line: int) -> None:
        """Put out the breaks of pages up to `page`, and before each the notes of the page that it ends."""
        while self.page < page:
            self._put_notes(self.page)
            pieces = self.joiner.breaks(self.page, self.page + 1, line or self.paging.starts[self.page])
            self.page += 1
            start = self.paging.starts[self.page - 1]
            self.out.append(Block(Kind.PAGE, pieces, start, start, page=self.page))

    def _put_notes(self, page: int) -> None:
        """Put out the notes of the pages up to `page`."""
        while self.noted < len(self.notes) and self.notes[self.noted].page <= page:
            self.out.append(self._note(self.notes[self.noted]))
            self.noted += 1

    def _note(self, body: Body) -> Block:
        children = [self._plain(Kind.P, found, body.page, False) for found in body.paragraphs]
        if body.taken:
            self.joiner.take_number(body)
        note = self._holder(Kind.NOTE, children)
        note.label, note.type = body.label, "" if body.label else "continued"
        return note

    def _plain(self, kind: Kind, found: Sequence[Row], page: int, breaks: bool = True) -> Block:
        return Block(kind, self.joiner.inlines(found, breaks), found[0].line, found[-1].line, page=page)

    def _block(self, span: Span, found: Sequence[Row]) -> Block:
        page = found[0].page
        if span.kind is Kind.VERSE:
            return self._holder(Kind.VERSE, [self._plain(Kind.L, [row], page) for row in found])
        if span.kind is Kind.TABLE:
            return self._table(span, found)
        if span.kind is Kind.QUOTE:
            return self._quote(span, found)
        if span.kind is Kind.ITEM:
            return self._item(span, found)
        if span.type == "lines":
            return Block(Kind.P, list(self._lines(found)), found[0].line, found[-1].line, page=page)
        if span.cut:
            self.joiner.ledger.take(found[0].line, "head-number", found[0].text[: span.cut])
            found = [replace(found[0], text=found[0].text[span.cut :]), *found[1:]]
        block = self._plain(span.kind, found, page)
        block.level, block.n = span.level, span.n
        if is_rule(found[0].text) and len(found) == 1:
            block.kind, block.inlines = Kind.RULE, []
        return block

    def _holder(self, kind: Kind, children: list[Block]) -> Block:
        return Block(kind, [], children[0].first, children[-1].last, page=children[0].page, children=children)

    def _table(self, span: Span, found: Sequence[Row]) -> Block:
        rows = span.cells or [[(row.line, cell) for cell in columns(row.text)] for row in found]
        table = self._holder(Kind.TABLE, [self._row(cells, found[0].page) for cells in rows])
        if span.caption:
            table.inlines = self.joiner.inlines(found[: span.caption])
        return table

    def _row(self, cells: Sequence[tuple[int, str]], page: int) -> Block:
        return self._holder(
            Kind.ROW,
            [
                Block(Kind.CELL, [Text(" ".join(cell.split()), line)], line, line, page=page)
                for line, cell in cells
            ],
        )

    def _lines(self, found: Sequence[Row]) -> Iterable[Inline]:
        for at, row in enumerate(found):
            if at:
                yield from self.joiner.breaks(found[at - 1].page, row.page, row.line)
                yield LineBreak(row.line)
            yield Text(" ".join(row.text.split()), row.line)

    def _item(self, span: Span, found: Sequence[Row]) -> Block:
        first = found[0]
        cut = 0 if span.type == "contents" else marker_end(first.text)
        marker = first.text[:cut].strip()
        if marker:
            self.joiner.ledger.take(first.line, "list-marker", marker)
        text = unled(first.text) if span.type == "contents" else first.text[cut:]
        rest = Row(first.line, text, first.indent, first.gap, first.void, first.page)
        block = self._plain(Kind.ITEM, [rest, *found[1:]], first.page)
        block.marker, block.type = marker, span.type
        return block

    def _quote(self, span: Span, found: Sequence[Row]) -> Block:
        """Return a quotation; its paragraphs end by its own measure, a page break may stand between them."""
        flow = Flow(found, self.usual, span.measure or measure(found))
        children: list[Block] = []
        at = 0
        while at < len(found):
            end = flow.paragraph_end(at)
            if at and found[at].page != found[at - 1].page:
                pieces = self.joiner.breaks(found[at - 1].page, found[at].page, found[at].line)
                children.append(Block(Kind.PAGE, pieces, found[at].line, found[at].line, page=found[at].page))
            children.append(self._plain(Kind.P, found[at : end + 1], found[at].page))
            at = end + 1
        return self._holder(Kind.QUOTE, children)
