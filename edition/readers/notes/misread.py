"""Calls that a recogniser misread: `canteen.l` for 1, `wages,l2` for 12, `flour.'` where 7 must stand.

Whoever reads the page takes them for letters or quotation marks, and rightly. They are calls only where a
body calls for one: between the calls of its neighbours, and nothing else there that could be it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from edition.readers.notes.spots import Spot, walk
from edition.tokens import Block, Call, Text

LIKE = {
    "l": "1",
    "I": "1",
    "i": "1",
    "|": "1",
    "!": "1",
    "O": "0",
    "o": "0",
    "S": "5",
    "s": "5",
    "Z": "2",
    "z": "2",
}
LIKE |= {"B": "8", "g": "9", "q": "9", "b": "6", "G": "6", "T": "7", "?": "7"}
"""What figures are misread as."""
ANY = "'*°^"
"""What a raised figure is misread as, whichever it is."""
_CHARS = rf"[\d{re.escape(''.join(LIKE) + ANY)}]{{1,3}}"
MARK = re.compile(rf"(?<=[.,;:!?”\"’»)])(?P<mark>(?=[^\s\d]|\d+[^\s\d]){_CHARS})(?=\s|$|[—–])")
WORDS = frozenset({"I", "is", "so", "oz", "go", "Is", "So", "Go", "to", "lo", "Oo", "bio"})
"""What is a word of its own, a blank before it forgotten."""


def find_spots(blocks: Sequence[Block]) -> list[Spot]:
    """Return the marks in a text that may be misread calls, none where the source marks its calls."""
    out: list[Spot] = []
    for piece in walk(blocks):
        if isinstance(piece.piece, Call):
            return []
        if isinstance(piece.piece, Text) and not piece.inset:
            out.extend(_in_text(piece))
    return out


def _in_text(here: Spot) -> Iterator[Spot]:
    """Yield the marks in a text; a blank must follow."""
    assert isinstance(here.piece, Text)
    for found in MARK.finditer(here.piece.text):
        if found["mark"] not in WORDS:
            place = (0.0, found.start("mark"), found.end("mark"))
            yield Spot(here.pieces, here.piece, found["mark"], here.page, here.order, False, *place, here.at)


def between(spots: Sequence[Spot], first: tuple[int, int], last: tuple[int, int]) -> Sequence[Spot]:
    """Return the marks between two places."""
    start = bisect_left(spots, first, key=lambda spot: spot.place)
    return spots[start : bisect_left(spots, last, key=lambda spot: spot.place)]


def may_be(mark: str, number: int) -> bool:
    """Say whether a mark may be a misread number.

    >>> may_be("l2", 12), may_be("'", 7), may_be("l2", 13)
    (True, True, False)
    """
    digits = str(number)
    return len(digits) == len(mark) and all(
        LIKE.get(char, char) == digit or char in ANY for char, digit in zip(mark, digits, strict=True)
    )


def choose(numbers: Sequence[int], spots: Sequence[Spot]) -> list[tuple[Spot, int]]:
    """Return which of the marks between two calls are the calls of the notes between them, if that is plain.

    Each number has one mark and no more: else nothing says which it is, and nothing is returned for it.
    """
    fits = {number: [spot for spot in spots if may_be(spot.label, number)] for number in numbers}
    found = [(fits[number][0], number) for number in numbers if len(fits[number]) == 1]
    places = [spot.place for spot, _ in found]
    return found if places == sorted(set(places)) else []
