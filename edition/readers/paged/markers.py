"""Signs within a line: the marker of an item, the gap between cells, a call for a note at the end."""

from __future__ import annotations

import re

ITEM = re.compile(r"(\(?(?:\d{1,3}|[a-zа-я]|[ivxl]{1,5})[.)]|[•‣▪●◦·*]|[-–—](?=\s))\s+(?=\S)")
COLUMNS = re.compile(r"\t+| {3,}")
CALL_TAIL = re.compile(r"(?<=[^\d\s])\s?\d{1,3}$")


def columns(text: str) -> list[str]:
    """Return the cells of a row in columns."""
    return COLUMNS.split(text)


def marker_end(text: str) -> int:
    """Return where the text of a list item begins after its marker."""
    match = ITEM.match(text)
    return match.end() if match else 0


def first(marker: str) -> bool:
    return _bare(marker) in {"1", "a", "i", "а"} or not _bare(marker)[0].isalnum()


def follows(before: str, after: str) -> bool:
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


def _bare(marker: str) -> str:
    return marker.strip("().")
