"""What floats among the text of a page: captions of pictures, and tables whose columns an extractor lost.

An extractor gives the cells of a table in a line each, row by row, or a row in a line with single blanks
between its cells. Under a caption (`Table 3. …`) they can be put together again, if all rows are alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.readers.paged.layout import Row, ends_sentence

PICTURE, TABLE = "picture", "table"
_NUMBER = r"\s?(?:\d{1,3}|[IVXLC]{1,6})(?:[.-]\d{1,3})?[a-z]?"
_PICTURE = re.compile(
    rf"(?:fig(?:ure|\.)?|abb(?:ildung|\.)|рис(?:унок|\.)|plate|map|photo(?:graph)?|illustration|ill\.|karte|carte"
    rf"|tafel|схема|карта|diagram|chart){_NUMBER}(?:\s*[.:–—]\s|$)",
    re.IGNORECASE,
)
_TABLE = re.compile(
    rf"(?:table|tab\.|tabelle|tableau|таблица|табл\.){_NUMBER}(?:\s*[.:–—]\s|$)", re.IGNORECASE
)
_COLUMNS = re.compile(r"\t+| {3,}")
LONGEST_CELL = 40
MOST_CELLS = 600
WIDEST = 12
"""Columns. No table of a book has more."""

Cells = list[list[tuple[int, str]]]


def caption(text: str) -> str:
    """Return whether a line begins the caption of a `picture` or of a `table`; nothing if of neither."""
    return PICTURE if _PICTURE.match(text) else TABLE if _TABLE.match(text) else ""


def table(found: Sequence[Row], at: int) -> tuple[int, Cells]:
    """Return the last row of the table that begins at a row, and its cells; no cells if there is none."""
    end = at
    while end < len(found) and end - at < MOST_CELLS and _inside(found, at, end):
        end += 1
    rows = found[at:end]
    if len(rows) < 2:
        return at - 1, []
    for way in (_in_columns, _in_lines, _in_words):
        cells, used = way(rows)
        if cells:
            return at + used - 1, cells
    return at - 1, []


def _inside(found: Sequence[Row], at: int, index: int) -> bool:
    """Tell whether a row may be one of the table's: on its page, and no sentence."""
    row = found[index]
    if row.page != found[at].page or caption(row.text):
        return False
    return bool(_COLUMNS.search(row.text)) or (
        len(row.text) <= 2 * LONGEST_CELL and not _is_sentence(row.text)
    )


def _is_sentence(text: str) -> bool:
    return len(text) > LONGEST_CELL and (ends_sentence(text) or sum(map(str.isdigit, text)) * 8 < len(text))


def _in_columns(rows: Sequence[Row]) -> tuple[Cells, int]:
    """Read rows whose columns runs of blanks still show."""
    used = next((n for n, row in enumerate(rows) if not _COLUMNS.search(row.text)), len(rows))
    if used < 2:
        return [], 0
    return [[(row.line, cell) for cell in _COLUMNS.split(row.text)] for row in rows[:used]], used


def _in_lines(rows: Sequence[Row]) -> tuple[Cells, int]:
    """Read cells that stand in a line each, row by row: every column must hold cells of one shape."""
    short = [row for row in rows if len(row.text) <= LONGEST_CELL]
    shapes = [_shape(row.text) for row in short]
    for width in range(2, min(WIDEST, len(short) // 3) + 1):
        for count in range(len(short) - len(short) % width, 2 * width, -width):
            columns = [set(shapes[width + column : count : width]) for column in range(width)]
            heads = shapes[:width]
            if all(len(shape) == 1 for shape in columns) and "w" in heads and columns != [{"w"}] * width:
                lines = [short[index : index + width] for index in range(0, count, width)]
                return [[(row.line, row.text) for row in line] for line in lines], count
            if len(short) - count >= width:
                break
    return [], 0


def _in_words(rows: Sequence[Row]) -> tuple[Cells, int]:
    """Read rows whose cells single blanks divide: as many figures in each, a name before them or none."""
    out: Cells = []
    width = 0
    used = 0
    for row in rows[1:]:
        cells = _figures(row.text)
        if len(cells) < 2 or (width and len(cells) != width):
            break
        width = len(cells)
        out.append([(row.line, cell) for cell in cells])
        used += 1
    heads = re.split(r"\s+(?=[^\W\d_a-zа-я]|\d)", rows[0].text)
    if len(out) < 2:
        return [], 0
    if len(heads) == width - 1:
        heads.insert(0, "")
    if len(heads) != width:
        heads = [rows[0].text]
    return [[(rows[0].line, head) for head in heads], *out], used + 1


def _figures(text: str) -> list[str]:
    """Return the words of a row with figures, those before the first figure as one cell."""
    words = text.split()
    first = next((at for at, word in enumerate(words) if word[0].isdigit()), len(words))
    if any(_shape(word) == "w" and word not in {"–", "-", "—"} for word in words[first:]):
        return []
    return [" ".join(words[:first]), *words[first:]] if first else words


def _shape(text: str) -> str:
    """Return what kind of cell a text is: `0` a number, `%` a share, `w` words."""
    bare = text.replace(" ", "").strip("+-–—*()")
    if not bare or bare.strip("0123456789.,:/–-") == "":
        return "0"
    return "%" if bare.strip("0123456789.,") == "%" else "w"
