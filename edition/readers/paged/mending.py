"""Rows put together again that an extractor took apart because of a raised number.

A raised number or sign stands higher than its line, so some extractors end the line with it, and put the
one that begins a note on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.readers.paged.layout import Row, percentile, starts_low, width

SIGNS = "*†‡§¶‖⁎∗"
"""Signs of notes, in the order in which a page uses them; the last two are other asterisks."""
LABEL = re.compile(rf"[\[(]?(?:\d{{1,3}}|[{SIGNS}]{{1,4}})[\])]?")
"""A line that is nothing but a note's number or sign."""
_CALL_AT_END = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:!?…\"”’»)\]]))(?:[1-9]\d{{0,2}}|[{SIGNS}]{{1,4}})$"
)
_CALL_INSIDE = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[^\d\s][.,;:!?…\"”’»)\]]))(?:[1-9]\d{{0,2}}|[{SIGNS}]{{1,4}})(?=[\s.,;:]\s?\S)"
)
LEAST = 5
"""So many lines must end in a call before that is an extractor's way."""


def ended_by_calls(found: Sequence[Row]) -> list[Row]:
    """Return the rows with those joined that only a call divides, where the text's calls do divide lines.

    What follows such a call goes on in lower case, or is short enough to have stood on the same line.
    """
    ending = sum(bool(_CALL_AT_END.search(row.text[-8:])) for row in found)
    inside = sum(bool(_CALL_INSIDE.search(row.text)) for row in found)
    if ending < LEAST or inside * 5 > ending:
        return list(found)
    full = percentile((width(row.text) for row in found), 0.98)
    out: list[Row] = []
    for row in found:
        if out and _cut(out[-1], row, full):
            out[-1] = joined(out[-1], row)
        else:
            out.append(row)
    return out


def _cut(before: Row, row: Row, full: float) -> bool:
    """Tell whether a call at the end of a row is all that divides it from the next."""
    if before.page != row.page or row.gap or not _CALL_AT_END.search(before.text[-8:]):
        return False
    return starts_low(row.text) or width(f"{before.text} {row.text}") <= full * 1.02


def labels(found: Sequence[Row], called: dict[int, set[str]]) -> list[Row]:
    """Return the rows with a note's number or sign on a line of its own put before the note's first line.

    `called`: by page the numbers and signs that its text calls. A page's first line is never one.
    """
    out: list[Row] = []
    label: Row | None = None
    for row in found:
        if label is not None:
            same = label.page == row.page
            out.append(joined(label, row) if same else label)
            label = None
            if same:
                continue
        bare = row.text.strip("[]()")
        first = not out or out[-1].page != row.page
        if LABEL.fullmatch(row.text) and bare in called.get(row.page, ()) and not first:
            label = row
        else:
            out.append(row)
    return [*out, label] if label is not None else out


def joined(before: Row, after: Row) -> Row:
    """Return two rows as one."""
    return replace(before, text=f"{before.text} {after.text}", also=(*before.also, after.line, *after.also))
