"""Tables in a plain text: lines that stand together and have the same number of columns.

Columns are told by tabs, by bars, or by three blanks and more. Two columns are a table only if the second
holds figures: an address and a signature may stand side by side too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.tokens import Block, Kind, Text

LEAST = 3
"""So many rows make a table."""
WIDEST = 48
"""No cell is wider; what is, is prose with blanks in it."""
_GAP = re.compile(r"\s*\|\s*|\t+| {3,}")
_DRAWN = re.compile(r"[\s|+=_.:–—-]+")
_MARK = re.compile(r"(?:\(?(?:\d{1,3}|[^\W\d_]|[IVXLC]{1,6})[.)]|[IVXLC]{1,6}\.?|[•*·–—-])")


def find(lines: Sequence[str]) -> tuple[list[Block], list[str]]:
    """Return the tables in these lines, and the lines with those of tables left blank."""
    tables: list[Block] = []
    rest = list(lines)
    at = 0
    while at < len(rest):
        stop = at
        while stop < len(rest) and rest[stop].strip():
            stop += 1
        for first, last in _runs(rest, at, stop):
            tables.append(_table(rest, first, last))
            rest[first:last] = [""] * (last - first)
        at = stop + 1
    return tables, rest


def cells(line: str) -> list[str]:
    """Return the cells of a line; one if it has no columns."""
    return [" ".join(cell.split()) for cell in _GAP.split(line.strip().strip("|").strip())]


def _runs(lines: Sequence[str], start: int, stop: int) -> list[tuple[int, int]]:
    """Return where tables stand among lines without a blank one between them."""
    out: list[tuple[int, int]] = []
    at = start
    while at < stop:
        end, width = at, 0
        while end < stop and (_drawn(lines[end]) or width in (0, len(cells(lines[end])))):
            width = width or (0 if _drawn(lines[end]) else len(cells(lines[end])))
            end += 1
        if _is_table([cells(line) for line in lines[at:end] if not _drawn(line)]):
            out.append((at, end))
        at = max(end, at + 1)
    return out


def _drawn(line: str) -> bool:
    """Tell whether a line only draws the table's borders."""
    return bool(_DRAWN.fullmatch(line))


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < LEAST or len(rows[0]) < 2 or any(len(cell) > WIDEST for row in rows for cell in row):
        return False
    if sum(bool(_MARK.fullmatch(row[0])) for row in rows) * 2 > len(rows) and len(rows[0]) == 2:
        return False
    figures = sum(any(c.isdigit() for c in row[-1]) for row in rows)
    return len(rows[0]) > 2 or figures * 3 >= 2 * len(rows)


def _table(lines: Sequence[str], first: int, last: int) -> Block:
    rows = []
    for at in range(first, last):
        if not _drawn(lines[at]):
            made = [Block(Kind.CELL, [Text(cell, at + 1)] if cell else []) for cell in cells(lines[at])]
            rows.append(Block(Kind.ROW, first=at + 1, last=at + 1, children=made))
    return Block(Kind.TABLE, first=first + 1, last=last, children=rows)
