"""What print says by how it sets lines: gaps, indents, and how full a line is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.readers.paged.layout import Measure, Row, ends_sentence, starts_low, wide
from edition.tokens import Kind

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


class Setting:
    """Rows, their spacing and their measure: what every rule looks at."""

    def __init__(self, found: Sequence[Row], usual: int, measure: Measure) -> None:
        self.rows = found
        self.usual = usual
        self.measure = measure
        self._edges: dict[int, int] = {}
        for row in found:
            self._edges[row.page] = min(row.indent, self._edges.get(row.page, row.indent))
        self.indents = self._indents()
        self.hanging = self._hanging()

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

    def unindented(self, at: int) -> bool:
        """Tell whether a row is a first line that print does not indent: after a heading or a gap."""
        return at == 0 or self.gap(at)

    def indented(self, at: int) -> bool:
        """Tell whether a row is set in from its page's edge as a paragraph's first line is."""
        row = self.rows[at]
        return 2 <= row.indent - self._edges[row.page] <= 14

    def flush(self, at: int) -> bool:
        """Tell whether a row cannot be a first line: not set in where all are, set in where none is."""
        if self.same_page(at) and self.rows[at].page in self.hanging:
            return self.indented(at)
        return self.indents[self.rows[at].page] and self.same_page(at) and not self.indented(at)

    def _indents(self) -> dict[int, bool]:
        """Return for each page whether it shows paragraphs by their first lines, all of them or nearly.

        A page follows the text's way unless it clearly has its own, as that of a bibliography.
        """
        starts: dict[int, list[bool]] = {}
        for at in range(1, len(self.rows)):
            if self._starts_surely(at):
                starts.setdefault(self.rows[at].page, []).append(self.indented(at))
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
                regular.setdefault(self.rows[at].page, []).append(self.indented(at) is not closed)
        some = {row.page for at, row in enumerate(self.rows) if at and self.indented(at)}
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
