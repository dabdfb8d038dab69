"""From hard-wrapped rows to blocks: where paragraphs, headings, verse, quotations, lists and tables begin.

A paragraph's end shows as one of these, strongest first: a wider gap; an indented line after; a line that
ends a sentence with room left for the next line's first word; a line that ends a sentence before one that
is full for an indented first line only. A line in lower case never begins a paragraph. At a page's edge
gaps and indents say nothing, the rest does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.readers.paged import floats, listed
from edition.readers.paged.layout import (
    NARROW,
    Measure,
    Row,
    ends_sentence,
    leads,
    signs,
    starts_high,
    starts_low,
    wide,
)
from edition.tokens import Kind

_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?=[^\W\d_a-zа-я]|[\"“‘'«])")
_CHAPTER = re.compile(r"(\d{1,2}|[IVXL]{1,7})\.\s+(?=[^\W\d_a-zа-я]|[\"“‘'«])")
_NAMED = re.compile(
    r"(?:(?:chapter|part|book|appendix|annex|глава|часть|kapitel|teil|chapitre|partie)\s+"
    r"(\d{1,3}|[IVXLC]{1,7}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|(?:abstract|acknowledge?ments?|abbreviations|afterword|appendix|bibliography|conclusions?|contents"
    r"|epilogue|foreword|glossary|index|introduction|list of \w+|notes|preface|prologue|references|sources"
    r"|summary|table of contents|works cited|введение|заключение|предисловие|содержание|литература)"
    r"\s*\d{0,3}\s*(?:[:.–—]|$))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(\(?(?:\d{1,3}|[a-zа-я]|[ivxl]{1,5})[.)]|[•‣▪●◦·*]|[-–—](?=\s))\s+(?=\S)")
_COLUMNS = re.compile(r"\t+| {3,}")
_CREDIT = re.compile(r"[-–—―]\s*[^\W\d_a-zа-я]")
_CALL_TAIL = re.compile(r"(?<=[^\d\s])\s?\d{1,3}$")
HEAD_ROWS, HEAD_CHARS, PLAIN_HEAD_CHARS = 3, 220, 160
RUN = 400
"""No stanza and no quotation is longer than this many lines; keeps the work linear."""
INDENT = 4
"""So many blanks of indentation set a line off; fewer may be an extractor's accident."""


@dataclass(slots=True)
class Span:
    """Rows `first`…`last` (indices) that make one block."""

    kind: Kind
    first: int
    last: int
    level: int = 0
    n: str = ""
    type: str = ""
    measure: Measure | None = None
    """Where it is not the text's."""
    caption: int = 0
    """How many of a table's rows are its caption."""
    cells: list[list[tuple[int, str]]] = field(default_factory=list)
    """The cells of a table that no columns show: rows of (line, text)."""
    cut: int = 0
    """So many characters of its first row are a number that stands in `n`."""


class Reflow:
    """Divides rows in spans. Holds what every rule looks at: the rows, their spacing and measure."""

    def __init__(
        self, found: Sequence[Row], usual: int, measure: Measure, titles: listed.Titles | None = None
    ) -> None:
        self.rows = found
        self.usual = usual
        self.measure = measure
        self.titles = titles or listed.Titles()
        self.depth = 0
        self._inner: Reflow | None = None
        self._edges: dict[int, int] = {}
        for row in found:
            self._edges[row.page] = min(row.indent, self._edges.get(row.page, row.indent))
        self.indents = self._indents()
        self.hanging = self._hanging()

    # what one row says

    def same_page(self, at: int) -> bool:
        """Tell whether a row stands on the page of the row before it."""
        return 0 < at < len(self.rows) and self.rows[at].page == self.rows[at - 1].page

    def set_off(self, at: int) -> bool:
        """Tell whether a row begins a page or stands after a wider gap."""
        return at >= len(self.rows) or not self.same_page(at) or wide(self.rows[at], self.usual)

    def gap(self, at: int) -> bool:
        """Tell whether a wider gap stands before a row on the same page."""
        return 0 < at < len(self.rows) and self.same_page(at) and wide(self.rows[at], self.usual)

    def roomy(self, at: int, full: float) -> bool:
        """Tell whether the next row's first word would have fitted on this one."""
        if at + 1 >= len(self.rows):
            return self.measure.of(self.rows[at].text) < full * self.measure.slack
        return self.measure.room(self.rows[at], self.rows[at + 1]) <= full * self.measure.slack

    def narrow_first(self, at: int) -> bool:
        """Tell whether a row is full only as an indented first line: short of the measure, yet going on."""
        if self.measure.first >= self.measure.width * self.measure.slack or at + 1 >= len(self.rows):
            return False
        reach = self.measure.room(self.rows[at], self.rows[at + 1])
        goes_on = starts_low(self.rows[at + 1].text) and not self.gap(at + 1)
        return (
            goes_on
            and reach <= self.measure.width * self.measure.slack
            and reach > self.measure.first * self.measure.slack
        )

    def ends(self, at: int, opens: int) -> bool:
        """Tell whether the paragraph that opened at row `opens` ends with row `at`."""
        rows, after = self.rows, at + 1
        if after >= len(rows) or self._opens(after):
            return True
        closed = ends_sentence(rows[at].text)
        first = at == opens and not self.unindented(at)
        short = self.roomy(at, self.measure.first if first else self.measure.width)
        if self.gap(after):
            return self._gap_ends(after, closed, short)
        if starts_low(rows[after].text):
            return False
        set_in = self._indented(after) and not self._indented(at) and rows[after].page not in self.hanging
        if (set_in and (closed or short)) or self.head(after):
            return True
        if closed:
            begins = short or self.narrow_first(after) or self.rows[after].page in self.hanging
            return begins and not self._flush(after)
        # A line less than two thirds full that ends no sentence, before a fuller one: a line by itself.
        return self.roomy(at, self.measure.width * 0.62) and not self.roomy(after, self.measure.width * 0.62)

    def _flush(self, at: int) -> bool:
        """Tell whether a row cannot be a first line: not set in where all are, set in where none is."""
        if self.same_page(at) and self.rows[at].page in self.hanging:
            return self._indented(at)
        return self.indents[self.rows[at].page] and self.same_page(at) and not self._indented(at)

    def _opens(self, at: int) -> bool:
        """Tell whether a table, a caption, or a list that the row before announces begins at a row."""
        text = self.rows[at].text
        if signs(text) and ends_sentence(self.rows[at - 1].text) and self._closes(at):
            return True
        if leads(text) or (floats.caption(text) and (self.gap(at) or ends_sentence(self.rows[at - 1].text))):
            return True
        if _COLUMNS.search(text) and at + 1 < len(self.rows) and _COLUMNS.search(self.rows[at + 1].text):
            return not leads(self.rows[at - 1].text)
        item = _ITEM.match(text)
        return bool(item and _first(item[1]) and self.rows[at - 1].text.endswith(":"))

    def _gap_ends(self, after: int, closed: bool, short: bool) -> bool:
        """Tell whether the gap before a row ends a paragraph; one inside a sentence is a picture's."""
        if starts_low(self.rows[after].text):
            return closed and short
        return closed or short or self.rows[after].gap > self.usual + 1

    def unindented(self, at: int) -> bool:
        """Tell whether a row is a first line that print does not indent: after a heading or a gap."""
        return at == 0 or self.gap(at)

    def _indented(self, at: int) -> bool:
        """Tell whether a row is set in from its page's edge as a paragraph's first line is."""
        row = self.rows[at]
        return 2 <= row.indent - self._edges[row.page] <= 14

    def _indents(self) -> dict[int, bool]:
        """Return for each page whether it shows paragraphs by their first lines, all of them or nearly.

        A page follows the text's way unless it clearly has its own, as that of a bibliography.
        """
        starts: dict[int, list[bool]] = {}
        for at in range(1, len(self.rows)):
            if self._starts_surely(at):
                starts.setdefault(self.rows[at].page, []).append(self._indented(at))
        every = [start for page in starts.values() for start in page]
        usual = len(every) > 8 and sum(every) * 10 >= len(every) * 7
        other = {page for page, found in starts.items() if len(found) > 3 and sum(found) * 3 < len(found)}
        return {row.page: usual and row.page not in other for row in self.rows}

    def _hanging(self) -> set[int]:
        """Return the pages on which all but first lines are set in, as in a bibliography."""
        regular: dict[int, list[bool]] = {}
        for at in range(1, len(self.rows)):
            if self.same_page(at):
                before = self.rows[at - 1].text
                closed = ends_sentence(before) and not before.endswith(":")
                regular.setdefault(self.rows[at].page, []).append(self._indented(at) is not closed)
        some = {row.page for at, row in enumerate(self.rows) if at and self._indented(at)}
        return {
            page
            for page, found in regular.items()
            if page in some and len(found) > 4 and sum(found) * 5 >= len(found) * 4
        }

    def _starts_surely(self, at: int) -> bool:
        """Tell whether a paragraph begins at a row: the one before ends a sentence far from the edge."""
        before = self.rows[at - 1].text
        short = self.measure.of(before) < self.measure.width * 0.75
        follows = self.same_page(at) and not self.gap(at) and not starts_low(self.rows[at].text)
        return follows and short and ends_sentence(before)

    # what begins at a row

    def spans(self) -> list[Span]:
        """Return the spans of all rows, in order."""
        out: list[Span] = []
        at = 0
        while at < len(self.rows):
            made = self._begin(at, out)
            out.extend(made)
            at = made[-1].last + 1
        return out

    def _begin(self, at: int, out: Sequence[Span]) -> list[Span]:
        rules = (
            self._signed,
            self._head,
            self._caption,
            self._list,
            self._verse,
            self._centred,
            self._table,
            self._contents,
            self._quote,
        )
        for rule in rules:
            made = rule(at)
            if made:
                return made
        credit = self._credit(at, out)
        return [credit] if credit else [Span(Kind.P, at, self._paragraph_end(at))]

    def _paragraph_end(self, at: int) -> int:
        end = at
        while not self.ends(end, at):
            end += 1
        return end

    # headings

    def _head(self, at: int) -> list[Span]:
        span = self.head(at)
        if span is None:
            return []
        if span.n or span.type in {"named", "chapter"}:
            self.depth = span.level
        span.type = ""
        return [span]

    def head(self, at: int) -> Span | None:
        """Return the heading that begins at a row, if one does."""
        return self._known(at) or self._printed(at)

    def _printed(self, at: int) -> Span | None:
        """Return the heading that begins at a row by its number, its words or its looks."""
        text = self.rows[at].text
        section, chapter, named = _SECTION.match(text), _CHAPTER.match(text), _NAMED.match(text)
        if not self.set_off(at) and not (section and self.roomy(at - 1, self.measure.width)):
            return None
        end = self._head_end(at)
        if end is None or not self._head_like(at, end, bool(section or chapter or named)):
            return None
        if section:
            return Span(Kind.HEAD, at, end, section[1].count(".") + 1, section[1])
        if chapter:
            listed = self._counted_on(end, chapter[1])
            return None if listed else Span(Kind.HEAD, at, end, 1, chapter[1])
        if named:
            return Span(Kind.HEAD, at, end, 1, named[1] or "", "named")
        return Span(Kind.HEAD, at, end, self.depth + 1) if self._plain_head(at, end) else None

    def _known(self, at: int) -> Span | None:
        """Return the heading that begins at a row, if the text's own contents or running heads have it."""
        inside = self.same_page(at) and not self.gap(at) and not ends_sentence(self.rows[at - 1].text)
        if (inside and not self.roomy(at - 1, self.measure.width * 0.8)) or starts_low(self.rows[at].text):
            return None
        found = listed.match(self.rows, at, self.titles)
        if found is None:
            return None
        level = found.level or (1 if _NAMED.match(self.rows[at].text) else self.depth + 1)
        return Span(
            Kind.HEAD, at, found.end, level, found.number, "chapter" if level == 1 else "", cut=found.cut
        )

    def _head_end(self, at: int) -> int | None:
        """Return the last row of the heading at `at`: rows go on in lower case, or up to the next gap."""
        for end in range(at, min(at + HEAD_ROWS, len(self.rows))):
            after = end + 1
            if after >= len(self.rows) or self.gap(after) or not self.same_page(after):
                return end
            text = self.rows[end].text
            if starts_low(self.rows[after].text) or text[-1] in "-‐–":
                continue
            if self._gap_within(after, at + HEAD_ROWS) and not ends_sentence(text):
                continue
            return end
        return None

    def _gap_within(self, at: int, limit: int) -> bool:
        """Tell whether a gap stands before one of the rows after `at`, below `limit`."""
        for index in range(at + 1, min(limit + 1, len(self.rows))):
            if not self.same_page(index):
                return False
            if self.gap(index):
                return not ends_sentence(self.rows[index - 1].text)
        return False

    def _head_like(self, at: int, end: int, numbered: bool) -> bool:
        """Tell whether rows may be a heading: not long, not full, not closed like a sentence, text after."""
        text = " ".join(row.text for row in self.rows[at : end + 1])
        bare = _CALL_TAIL.sub("", text).rstrip()
        if (
            not bare
            or not (bare[0].isalnum() or bare[0] in "“‘\"'«")
            or bare[-1] in ".,;:–-…"
            or len(text) > (HEAD_CHARS if numbered else PLAIN_HEAD_CHARS)
        ):
            return False
        if not numbered and ends_sentence(bare) and bare[-1] not in "”’)\"'":
            return False
        if not any(char.isalpha() for char in bare) or leads(text) or _COLUMNS.search(text):
            return False
        after = end + 1
        if after < len(self.rows) and (not starts_high(self.rows[after].text) and not self.gap(after)):
            return False
        return self.measure.of(self.rows[end].text) < self.measure.width * 0.95

    def _plain_head(self, at: int, end: int) -> bool:
        """Tell whether an unnumbered line is a subhead: before the text it heads, after text that ended."""
        if end + 1 >= len(self.rows) or not self.rows[at].text[0].isupper():
            return False
        if at and not ends_sentence(self.rows[at - 1].text) and not self.gap(at):
            return False
        if self.rows[at].indent >= INDENT and self._ragged(at):
            return False
        if not self.same_page(end + 1):
            return False
        if not self.gap(end + 1) and not self.roomy(end, self.measure.width * 0.95):
            return False
        # Without a gap before (it stands first on its page) it must stand out by its shortness.
        return self.gap(at) or at == 0 or (self.gap(end + 1) and self.roomy(end, self.measure.width * 0.8))

    def _counted_on(self, end: int, number: str) -> bool:
        """Tell whether the next number follows at once: then these are the items of a list."""
        following = str(int(number) + 1) if number.isdigit() else ""
        for row in self.rows[end + 1 : end + 7]:
            match = _CHAPTER.match(row.text)
            if match and match[1] == following:
                return True
        return False

    # verse, quotations, lists, tables

    def _ragged(self, at: int) -> bool:
        """Tell whether short lines with several indents stand together from here on."""
        return self._verse_end(at) - at >= 1

    def _verse(self, at: int) -> list[Span]:
        """Find verse: short lines whose indents change, or that all are set in and begin with capitals."""
        end = self._verse_end(at)
        lines = self.rows[at : end + 1]
        if len(lines) < 3 or self._is_centred(at, end):
            return []
        deep = {row.indent for row in lines if row.indent >= INDENT}
        changes = sum(abs(one.indent - two.indent) > 1 for one, two in pairwise(lines))
        capitals = all(row.indent >= INDENT and not starts_low(row.text) for row in lines)
        ragged = deep and (len(deep) > 1 or changes > 2) and changes > 1
        return [Span(Kind.VERSE, at, end)] if ragged or capitals or self._punctuated(lines) else []

    def _punctuated(self, lines: Sequence[Row]) -> bool:
        """Tell whether short lines not set in are verse: they end in commas, the last one in a stop."""
        texts = [_CALL_TAIL.sub("", row.text) for row in lines]
        commas = sum(text.endswith((",", ";")) for text in texts[:-1])
        free = not any(char.isdigit() for text in texts for char in text)
        capitals = sum(starts_high(text) for text in texts)
        closed = ends_sentence(texts[-1]) and not any(ends_sentence(text) for text in texts[:-2])
        return (
            len(texts) < 60
            and free
            and closed
            and commas * 2 >= len(texts) - 1
            and capitals * 2 >= len(texts)
        )

    def _verse_end(self, at: int) -> int:
        """Return the last of the short lines that stand together from a row on."""
        limit = self.measure.width * 0.7
        end = at - 1
        most = min(len(self.rows), at + RUN)
        while end + 1 < most and self.measure.of(self.rows[end + 1].text) < limit:
            if end >= at and (self.gap(end + 1) or not self.same_page(end + 1)):
                break
            if _COLUMNS.search(self.rows[end + 1].text):
                break
            end += 1
        return end

    def _is_centred(self, at: int, end: int) -> bool:
        """Tell whether lines stand around one middle."""
        middles = [row.indent + len(row.text) / 2 for row in self.rows[at : end + 1]]
        least = min(row.indent for row in self.rows[at : end + 1])
        return end > at and max(middles) - min(middles) <= 3 and least > 2

    def _centred(self, at: int) -> list[Span]:
        """Keep the lines of a title page or a centred inscription."""
        end = self._verse_end(at)
        return [Span(Kind.P, at, end, type="lines")] if end > at and self._is_centred(at, end) else []

    def _quote(self, at: int) -> list[Span]:
        """Find a quotation, narrower than the text by its indentation or by where its lines break."""
        end = self._indented_end(at)
        if end >= at:
            return [Span(Kind.QUOTE, at, end)]
        end = self._narrow_end(at) if self.measure.quote else -1
        return [Span(Kind.QUOTE, at, end, measure=self.measure.narrow())] if end >= at else []

    def _indented_end(self, at: int) -> int:
        indent = self.rows[at].indent
        if indent < INDENT or floats.caption(self.rows[at].text):
            return at - 1
        end = at
        while end + 1 < len(self.rows) and abs(self.rows[end + 1].indent - indent) <= 1:
            if self._opens(end + 1):
                break
            end += 1
        return end if end > at else at - 1

    def _narrow_end(self, at: int) -> int:
        """Return the last row of a quotation set narrower, or the row before `at` if there is none.

        All its lines keep within the narrow measure. Proof is an inner line that goes on although it had
        room in the text's measure (a first line proves nothing: it may be indented); or else a gap after
        a stretch that the text before announces. Without a gap it ends with its last proved paragraph.
        """
        inner = self._inside()
        proved, end, start = at - 1, at - 1, at
        most = min(len(self.rows), at + RUN)
        while start < most and (start == at or not self.gap(start)):
            end, proof = self._narrow_paragraph(start, inner)
            if end < start or self.head(start) is not None:
                break
            if start == at and not proof and not self._introduced(at):
                break
            proved = end if proof else proved
            start = end + 1
            if self.gap(start) and (proved >= at or self._introduced(at)):
                return end
        return proved

    def _inside(self) -> Reflow:
        """Return the same rows in the measure of quotations; made once, it looks at all rows."""
        if self._inner is None:
            self._inner = Reflow(self.rows, self.usual, self.measure.narrow())
        return self._inner

    def _narrow_paragraph(self, at: int, inner: Reflow) -> tuple[int, bool]:
        """Return the last row of the narrow paragraph at a row (the row before: none), and its proof."""
        limit, end, proof = self.measure.quote * 1.02, at, False
        if self.measure.quote > self.measure.width * NARROW and not (
            self.set_off(at) and self._introduced(at)
        ):
            return at - 1, False
        while self.measure.of(self.rows[end].text) <= limit:
            if inner.ends(end, at):
                return end, proof
            proof = proof or (end > at and self.roomy(end, self.measure.width))
            end += 1
        return at - 1, False

    def _introduced(self, at: int) -> bool:
        """Tell whether the text before announces a quotation."""
        return at > 0 and _CALL_TAIL.sub("", self.rows[at - 1].text).endswith((":", "following", "…"))

    def _list(self, at: int) -> list[Span]:
        """Find items: at least two markers of a kind that follow each other in order."""
        out: list[Span] = []
        marker = ""
        while at < len(self.rows):
            match = _ITEM.match(self.rows[at].text)
            if match is None or (out and not _follows(marker, match[1])):
                break
            if not out and not _first(match[1]):
                break
            marker = match[1]
            end = self._item_end(at)
            out.append(Span(Kind.ITEM, at, end, n=marker))
            at = end + 1
        return out if len(out) > 1 else []

    def _item_end(self, at: int) -> int:
        end = at
        marker = _ITEM.match(self.rows[at].text)
        while not self.ends(end, at):
            match = _ITEM.match(self.rows[end + 1].text)
            if match and marker and _follows(marker[1], match[1]):
                break
            end += 1
        return end

    def _table(self, at: int) -> list[Span]:
        """Find rows in columns: at least two together, each divided by tabs or runs of blanks."""
        end = at - 1
        while end + 1 < len(self.rows) and _COLUMNS.search(self.rows[end + 1].text):
            if end >= at and not self.same_page(end + 1):
                break
            end += 1
        return [Span(Kind.TABLE, at, end)] if end > at and not leads(self.rows[at].text) else []

    def _signed(self, at: int) -> list[Span]:
        """Find the line that signs a preface or a letter."""
        ended = at > 0 and ends_sentence(self.rows[at - 1].text)
        return [Span(Kind.SIGNED, at, at)] if ended and signs(self.rows[at].text) and self._closes(at) else []

    def _closes(self, at: int) -> bool:
        """Tell whether nothing follows a row: a gap does, a page, a heading."""
        return self.set_off(at + 1) or self._known(at + 1) is not None

    def _caption(self, at: int) -> list[Span]:
        """Find the caption of a picture, or that of a table and the table under it."""
        found = floats.caption(self.rows[at].text)
        ended = (
            self.set_off(at)
            or self.roomy(at - 1, self.measure.width)
            or ends_sentence(self.rows[at - 1].text)
        )
        if not found or not ended:
            return []
        end = at
        while end + 1 < len(self.rows) and end - at < 2 and not self.set_off(end + 1):
            if self.roomy(end, self.measure.width * 0.9) or self._opens(end + 1):
                break
            end += 1
        if found == floats.PICTURE:
            return [Span(Kind.FIGURE, at, end)]
        last, cells = floats.table(self.rows, end + 1) if self.same_page(end + 1) else (end, [])
        return [Span(Kind.TABLE, at, last, caption=end - at + 1, cells=cells)] if cells else []

    def _contents(self, at: int) -> list[Span]:
        """Find the entry of a table of contents: a line that leads with dots to a number."""
        return [Span(Kind.ITEM, at, at, type="contents")] if leads(self.rows[at].text) else []

    def _credit(self, at: int, out: Sequence[Span]) -> Span | None:
        """Return the lines under a motto or a quotation that name its author."""
        if not out or out[-1].kind not in (Kind.VERSE, Kind.QUOTE) or not _CREDIT.match(self.rows[at].text):
            return None
        end = at
        while end + 1 < len(self.rows) and end - at < 2 and not self.set_off(end + 1):
            end += 1
        return Span(Kind.SIGNED, at, end)


def columns(text: str) -> list[str]:
    """Return the cells of a row in columns."""
    return _COLUMNS.split(text)


def marker_end(text: str) -> int:
    """Return where the text of a list item begins after its marker."""
    match = _ITEM.match(text)
    return match.end() if match else 0


def _bare(marker: str) -> str:
    return marker.strip("().")


def _first(marker: str) -> bool:
    return _bare(marker) in {"1", "a", "i", "а"} or not _bare(marker)[0].isalnum()


def _follows(before: str, after: str) -> bool:
    """Tell whether one marker of a list follows the other: the next number or letter, the same bullet."""
    one, two = _bare(before), _bare(after)
    if before[-1] != after[-1]:
        return False
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    if len(one) == len(two) == 1 and one.isalpha() and two.isalpha():
        return ord(two) == ord(one) + 1
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
    if one in roman and two in roman:
        return roman.index(two) == roman.index(one) + 1
    return one == two and not one.isalnum()
