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
from dataclasses import dataclass, replace
from itertools import pairwise

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

SLACK, LOOSEST = 0.985, 0.97
"""Lines this far short of the measure had room to spare; the rest is for kerning and raised numbers.

Justified lines are set looser, some more than others: how loose, the text's own tell, down to the second.
"""
TIGHT = 0.02
"""The share of lines that may look as if they had room although they go on."""

_RULE = re.compile(r"[_\-–—=*‗⎯─]{5,}")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]+$|(?:\s\.){4,}|…{2,}\s*\d+$", re.IGNORECASE)
_DOTS = re.compile(r"(?:\s*\.){4,}\s*|\s*…{2,}\s*")
_NAMED = r"[^\W\d_a-zа-яß-ÿ][\w'’-]*\.?"
_SIGNED = re.compile(
    rf"[—–-]?\s*(?:(?:{_NAMED},?\s){{1,7}}(?:(?:\d{{1,2}}\.?\s)?[^\W\d_]{{3,9}}\.?,?\s|\d{{1,2}}\.\d{{1,2}}\.)"
    r"(?:1[5-9]|20)\d\d\.?|(?:[^\W\d_a-zа-я]\.\s?){2,4})"
)
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
    also: tuple[int, ...] = ()
    """Further lines of the source that it was put together of."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths that full lines reach."""

    width: float = 0.0
    """Of a full line."""
    first: float = 0.0
    """Of a full first line of a paragraph: less by the indentation, where the print indents."""
    quote: float = 0.0
    """Of a full line of a quotation set narrower; 0 where there is none."""
    slack: float = SLACK
    """A line this far short of the measure had room to spare."""
    typescript: bool = False
    """Characters are counted, not measured: all had one width."""

    def of(self, text: str) -> float:
        """Return the width of a text in this measure."""
        return len(text) * float(_DEFAULT) if self.typescript else width(text)

    def room(self, row: Row, after: Row) -> float:
        """Return how wide a line would have been with the next line's first word on it."""
        indent = " " * row.indent if row.indent > 1 else ""
        return self.of(indent + row.text + " " + first_word(after.text))

    def narrow(self) -> Measure:
        """Return the measure inside a quotation."""
        return replace(self, width=self.quote, first=self.quote, quote=0.0)


def rows(lines: Sequence[str]) -> list[Row]:
    """Return the lines that are not blank. A form feed counts as nothing here."""
    out: list[Row] = []
    gap = void = 0
    for number, raw in enumerate(lines, 1):
        line = raw.strip("\f").replace("\f", " ")
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


def leads(text: str) -> bool:
    """Tell whether a line leads with dots to a number, as the entry of a table of contents does."""
    return len(text) < 400 and ("." in text[-80:] or "…" in text[-80:]) and _LEADER.search(text) is not None


def unled(text: str) -> str:
    """Return an entry of a table of contents without the dots that lead to its number; they hold no words."""
    return _DOTS.sub(" ", text)


def signs(text: str) -> bool:
    """Tell whether a line signs what stands above it: initials or a name, perhaps a place, and a date.

    >>> signs("J. H., Harne, May 1931"), signs("Harne, 3 May 1931"), signs("In the summer of 1931")
    (True, True, False)
    """
    return len(text) < 90 and _SIGNED.fullmatch(text) is not None


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


NARROW = 0.94
"""Quotations are told by their width alone if they are so narrow; smaller type fills the difference."""


def measure(found: Sequence[Row]) -> Measure:
    """Return the widths of full lines, of full first lines, and of full lines in narrower quotations.

    Measured or counted, whichever makes the better sense of the lines: fewer go on although they had room.
    """
    return min((_measured(found, counted) for counted in (False, True)), key=lambda pair: pair[1])[0]


def _measured(found: Sequence[Row], typescript: bool) -> tuple[Measure, float]:
    """Return the widths by one way of measuring, and the share of lines that go on although they had room."""
    plain = Measure(typescript=typescript)
    full = percentile((plain.of(row.text) for row in found), 0.98)
    firsts: list[float] = []
    inner: list[float] = []
    inside, lines = False, 0
    for before, row, after in zip(found, found[1:], found[2:], strict=False):
        lines += starts_low(after.text)
        if not starts_low(after.text) or plain.room(row, after) > full * SLACK:
            inside = False
            continue
        if inside:
            inner.append(plain.of(row.text))
        elif plain.room(before, row) < full * 0.85 and ends_sentence(before.text):
            firsts.append(plain.of(row.text))
        inside = True
    first = percentile(firsts, 0.97) if len(firsts) > 4 else full
    quote = percentile(inner, 0.95) if len(inner) > 4 else 0.0
    narrow = quote if quote < full * 0.97 else 0.0
    made = Measure(full, min(full, first), narrow, _slack(found, plain, full), typescript)
    return made, (len(inner) + len(firsts)) / max(1, lines)


def _slack(found: Sequence[Row], plain: Measure, full: float) -> float:
    """Return how far short of the measure lines are that go on, but for the loosest and those set in."""
    rooms = [
        plain.room(row, after) / full
        for row, after in pairwise(found)
        if starts_low(after.text) and row.indent < 2 and full
    ]
    within = [room for room in rooms if room > LOOSEST]
    return min(SLACK, percentile(within, TIGHT)) if len(within) > 50 else SLACK
