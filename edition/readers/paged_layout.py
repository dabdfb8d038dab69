"""What the layout of hard-wrapped lines tells: rows, their spacing, and how wide they were printed.

An extractor keeps the line breaks of the print but not its type. Whether a line was broken because it was
full or because the paragraph ended can still be told: would the next line's first word have fitted? For
that, lines are measured with the advance widths of a common book face; their proportions (an `m` is three
times an `i`) hold well enough for any proportional type, and a typescript's lines are told by counting.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_CLASSES = (
    ("ijlt:;/|", 278), (".,", 250), ("fr-‐‑I()[]‘’'!`", 333), ("sJ", 389), ("acez?“”\"", 444),
    ("EZLT", 611), ("PFS", 556), ("BCR", 667), ("ADGHKNOQUVwXY", 722), ("mM&", 778), ("W%", 944),
    ("—…", 1000),
)  # fmt: skip
_ADVANCE = {char: units for chars, units in _CLASSES for char in chars}
_DEFAULT = 500
SPACE = 250
"""Advance of a blank, in thousandths of the type size."""

SEPARATOR = 20
"""A blank-only line of this many blanks is something: an extractor's picture of a rule, or an empty box."""

_RULE = re.compile(r"[_\-–—=*‗⎯─]{5,}")
_TAIL = re.compile(r"[\s\d*†‡\]]+$")
_END = ".!?…:”’\"')]»"


@dataclass(slots=True)
class Row:
    """A source line that is not blank."""

    line: int
    """Line number, from 1."""
    text: str
    """The line without blanks at its edges; inner runs of blanks and tabs are kept (columns need them)."""
    indent: int
    gap: int
    """How many blank lines stand before it."""
    void: int
    """Length of the longest blank-only line before it (0: none, or all are empty)."""
    page: int = 0
    """Ordinal of its page, from 1; 0 where the text has no pages."""


@dataclass(slots=True)
class Measure:
    """A measure: the widths that full lines reach."""

    width: float
    """Of a full line."""
    first: float
    """Of a full first line of a paragraph: less by the indentation, where the print indents."""
    quote: float
    """Of a full line of a quotation set narrower; 0 where there is none."""


def rows(lines: Sequence[str]) -> list[Row]:
    """Return the lines that are not blank. A form feed counts as nothing here."""
    out: list[Row] = []
    gap = void = 0
    for number, raw in enumerate(lines, 1):
        line = raw.replace("\f", "")
        text = line.strip()
        if not text:
            gap += 1
            void = max(void, len(line))
            continue
        indent = len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip())
        out.append(Row(number, text, indent, gap, void))
        gap = void = 0
    return out


def usual_gap(found: Sequence[Row]) -> int:
    """Return how many blank lines stand between the lines of one paragraph: 0, or 1 when double-spaced."""
    counts = Counter(row.gap for row in found[1:])
    return counts.most_common(1)[0][0] if counts else 0


def tight(row: Row, usual: int) -> bool:
    """Tell whether a row stands closer to the one before than the lines of a paragraph do."""
    return row.gap < usual


def wide(row: Row, usual: int) -> bool:
    """Tell whether a row is set off from the one before."""
    return row.gap > usual


def is_rule(text: str) -> bool:
    """Tell whether a line is a printed rule: strokes and nothing else."""
    return _RULE.fullmatch(text) is not None


def width(text: str) -> float:
    """Return the printed width of a text in thousandths of the type size."""
    get = _ADVANCE.get
    total = 0
    for char in text:
        total += SPACE if char == " " else get(char, _DEFAULT)
    return total


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which `share` of the values lie; 0 when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def first_word(text: str) -> str:
    """Return what stands before the first blank."""
    return text.split(maxsplit=1)[0] if text else ""


def room(row: Row, after: Row) -> float:
    """Return how wide the line would have been with the next line's first word on it."""
    return width(row.text) + SPACE + width(first_word(after.text))


def ends_sentence(text: str) -> bool:
    """Tell whether a line may end a sentence; a note call after the full stop does not count.

    A closing quotation mark or bracket alone does, since calls and stops stand on either side of it.
    """
    bare = _TAIL.sub("", text)
    return bool(bare) and bare[-1] in _END


def starts_low(text: str) -> bool:
    """Tell whether a line goes on in lower case, and so cannot begin a paragraph."""
    bare = text.lstrip("“‘\"'([«„—–- …")
    return bool(bare) and bare[0].islower()


def starts_high(text: str) -> bool:
    """Tell whether a line begins as a sentence or a heading may: a capital, a digit, an opening mark."""
    return bool(text) and not starts_low(text) and (text[0].isalnum() or text[0] in "“‘\"'([«„…¿¡—–-")


SLACK = 0.985
"""A line this far short of the measure had room to spare; the rest is for kerning and raised numbers."""


def measure(found: Sequence[Row]) -> Measure:
    """Return the widths of full lines, of full first lines, and of full lines in narrower quotations."""
    full = percentile((width(row.text) for row in found), 0.98)
    firsts: list[float] = []
    narrow: list[float] = []
    inside = False
    for before, row, after in zip(found, found[1:], found[2:], strict=False):
        if not starts_low(after.text) or room(row, after) > full * SLACK:
            inside = False
            continue
        opens = room(before, row) < full * 0.85 and ends_sentence(before.text)
        if inside:
            narrow.append(width(row.text))
        elif opens:
            firsts.append(width(row.text))
        inside = True
    first = percentile(firsts, 0.97) if len(firsts) > 4 else full
    quote = percentile(narrow, 0.95) if len(narrow) > 4 else 0.0
    return Measure(full, min(full, first), quote if quote < full * 0.97 else 0.0)
