"""From source lines to paragraphs: a line each, or a group of wrapped lines between blank ones.

Everything here is of kind `P`; the recognisers refine it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from edition.readers import joins
from edition.readers.plain import numbers
from edition.tokens import Block, Inline, Kind, Text

Line = tuple[int, str]
"""Line number and text with its blanks collapsed."""


def para(pieces: Sequence[Line]) -> Block:
    """Return a paragraph of the given lines, one `Text` a line, blanks between them."""
    inlines: list[Inline] = []
    for index, (line, text) in enumerate(pieces):
        more = joins.blank_after(text) if index < len(pieces) - 1 else ""
        inlines.append(Text(text + more, line))
    return Block(Kind.P, inlines, first=pieces[0][0], last=pieces[-1][0])


def groups(lines: Sequence[str]) -> list[list[Line]]:
    """Return the lines in groups between blank lines, blanks collapsed."""
    out: list[list[Line]] = []
    fresh = True
    for number, line in enumerate(lines, start=1):
        text = " ".join(line.split())
        if not text:
            fresh = True
            continue
        if fresh:
            out.append([])
            fresh = False
        out[-1].append((number, text))
    return out


def wrap_width(found: Sequence[Sequence[Line]]) -> int:
    """Return the width at which paragraphs were wrapped, 0 if a line is a paragraph.

    Wrapped lines are all of about one length, and half of them go on with a small letter.
    """
    pairs = [(a, b) for group in found for a, b in itertools.pairwise(group)]
    if len(pairs) < 3:
        return 0
    lower = sum(b[1][:1].islower() for _, b in pairs)
    lengths = sorted(len(a[1]) for a, _ in pairs)
    widest = lengths[len(lengths) * 9 // 10]
    return widest if lower >= len(pairs) * 0.4 and widest <= 140 else 0


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """Return every nonblank line as part of a `P` block, in order."""
    found = groups(lines)
    width = wrap_width(found)
    out: list[Block] = []
    for group in found:
        # A stanza or an address in a wrapped text: its lines stop well before the margin.
        if width and len(group) > 1 and median(len(text) for _, text in group[:-1]) > width * 0.6:
            starts = _starts(group, lines)
            out.extend(para(group[a:b]) for a, b in itertools.pairwise([*starts, len(group)]))
        else:
            out.extend(para([line]) for line in group)
    return out


def _starts(group: Sequence[Line], lines: Sequence[str]) -> list[int]:
    """Return where paragraphs begin in wrapped lines without a blank one between them.

    An indent begins one if it is of one line only; numbers and bullets do if they are several.
    """
    indents = [len(lines[number - 1]) - len(lines[number - 1].lstrip()) for number, _ in group]
    starts = {0}
    for at in range(1, len(group)):
        inner = indents[at] >= indents[at - 1] + 2 and (at + 1 == len(group) or indents[at + 1] < indents[at])
        if inner and not group[at][1][:1].islower():
            starts.add(at)
    for style in ("decimal", "paren", "letter", "bullet"):
        marks = [(at, mark) for at, (_, text) in enumerate(group) if (mark := numbers.number(text, style))]
        runs = [marks] if style == "bullet" and len(marks) > 1 else numbers.sequence(marks)
        starts.update(at for run in runs if style != "bullet" or len(run) > 1 for at, _ in run)
    return sorted(starts)
