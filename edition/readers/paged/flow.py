"""The running text: where a paragraph ends.

Its end shows as one of these, strongest first: a wider gap; an indented line after; a line that ends a
sentence with room left for the next line's first word; a line that ends a sentence before one that is full
for an indented first line only. A line in lower case never begins a paragraph. At a page's edge gaps and
indents say nothing, the rest does.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.readers.paged import floats, heads, listed
from edition.readers.paged.layout import Measure, Row, ends_sentence, leads, signs, starts_low
from edition.readers.paged.markers import COLUMNS, ITEM, first
from edition.readers.paged.setting import Setting, Span


class Flow(Setting):
    """Rows with the titles that the text lists, and how deep the heads before stand."""

    def __init__(
        self, found: Sequence[Row], usual: int, measure: Measure, titles: listed.Titles | None = None
    ) -> None:
        super().__init__(found, usual, measure)
        self.titles = titles or listed.Titles()
        self.depth = 0
        """The level of the last head whose level is known."""
        self._inner: Flow | None = None

    def ends(self, at: int, opens: int) -> bool:
        """Tell whether the paragraph that opened at row `opens` ends with row `at`."""
        rows, after = self.rows, at + 1
        if after >= len(rows) or self.opens(after):
            return True
        closed = ends_sentence(rows[at].text)
        opening = at == opens and not self.unindented(at)
        short = self.roomy(at, self.measure.first if opening else self.measure.width)
        if self.gap(after):
            return self._gap_ends(after, closed, short)
        if starts_low(rows[after].text):
            return False
        set_in = self.indented(after) and not self.indented(at) and rows[after].page not in self.hanging
        if (set_in and (closed or short)) or self.head(after):
            return True
        if closed:
            begins = short or self.narrow_first(after) or self.rows[after].page in self.hanging
            return begins and not self.flush(after)
        # A line less than two thirds full that ends no sentence, before a fuller one: a line by itself.
        return self.roomy(at, self.measure.width * 0.62) and not self.roomy(after, self.measure.width * 0.62)

    def opens(self, at: int) -> bool:
        """Tell whether a table, a caption, or a list that the row before announces begins at a row."""
        text = self.rows[at].text
        if signs(text) and ends_sentence(self.rows[at - 1].text) and self.closes(at):
            return True
        if leads(text) or (floats.caption(text) and (self.gap(at) or ends_sentence(self.rows[at - 1].text))):
            return True
        if COLUMNS.search(text) and at + 1 < len(self.rows) and COLUMNS.search(self.rows[at + 1].text):
            return not leads(self.rows[at - 1].text)
        item = ITEM.match(text)
        return bool(item and first(item[1]) and self.rows[at - 1].text.endswith(":"))

    def closes(self, at: int) -> bool:
        """Tell whether nothing follows a row: a gap does, a page, a heading."""
        return self.set_off(at + 1) or heads.known(self, self.titles, at + 1) is not None

    def _gap_ends(self, after: int, closed: bool, short: bool) -> bool:
        """Tell whether the gap before a row ends a paragraph; one inside a sentence is a picture's."""
        if starts_low(self.rows[after].text):
            return closed and short
        return closed or short or self.rows[after].gap > self.usual + 1

    def paragraph_end(self, at: int) -> int:
        """Return the last row of the paragraph that opens at a row."""
        end = at
        while not self.ends(end, at):
            end += 1
        return end

    def head(self, at: int) -> Span | None:
        """Return the heading that begins at a row, if one does."""
        return heads.find(self, self.titles, at, self.depth)

    def narrowed(self) -> Flow:
        """Return the same rows in the measure of quotations; made once, it looks at all rows."""
        if self._inner is None:
            self._inner = Flow(self.rows, self.usual, self.measure.narrow())
        return self._inner
