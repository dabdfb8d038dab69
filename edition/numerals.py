"""Numbers as books print them: Roman ones (`XIV`, `xiv`, and the old `XIIII`), and years."""

from __future__ import annotations

import re
from itertools import pairwise

YEAR = r"(?:1[5-9]|20)\d\d"
"""A year that a text may speak of, as part of a pattern: of four digits, 1500 to 2099."""
ROMAN = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})", re.IGNORECASE)
TENS = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40),
    ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip
VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def roman(text: str) -> int:
    """Return the value of a Roman numeral in either case, 0 if it is none.

    >>> roman("Vii"), roman("IX"), roman("IIX"), roman("civil")
    (7, 9, 0, 0)
    """
    if not ROMAN.fullmatch(text):
        return 0
    values = [*(VALUES[letter] for letter in text.upper()), 0]
    return sum(value if value >= following else -value for value, following in pairwise(values))


def roman_of(value: int) -> str:
    """Return a number from 1 as a Roman numeral in capitals.

    >>> roman_of(14), roman_of(1949)
    ('XIV', 'MCMXLIX')
    """
    out = ""
    for letters, worth in TENS:
        times, value = divmod(value, worth)
        out += letters * times
    return out
