"""Verse among prose: stanzas that stand in a plain text as a run of short lines.

Nothing marks them but their make. A line of verse is short, begins with a capital and mostly does not
end a sentence; its neighbours are about as long; the sentence runs over the line's end, by a comma or by
the `And`, `With`, `To` that the next line begins with. A list of names, a table of contents and a row of
headings are short lines too, but nothing runs over in them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from edition.readers import shapes
from edition.tokens import Block, Kind, plain

LONGEST = 72
_OPENS = frozenset('"“«„‘»')
_CLOSES = frozenset('"”»“’«')
CONNECTIVES = shapes.word_set(
    "and but or nor for to of in with without that which who whose where when while as like from by till "
    "until yet so then than if though under over on at through into и а но да что как чтоб где "
    "und oder doch dass wie et ou mais que qui"
)


def find(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every run of verse lines made a `VERSE` a stanza."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        stop = at
        while stop < len(blocks) and _may_be_line(blocks[stop]):
            stop += 1
        if stop - at >= 3:
            out.extend(_recognised(blocks[at:stop], bool(out) and plain(out[-1].inlines)[-2:].endswith(":")))
        else:
            out.extend(blocks[at:stop])
        if stop < len(blocks):
            out.append(blocks[stop])
            stop += 1
        at = stop
    return out


def is_stanza(lines: Sequence[str], introduced: bool = False) -> bool:
    """Tell whether lines that stand together are verse. `introduced`: a colon stands before them."""
    if len(lines) < (3 if introduced else 4):
        return False
    words = [line.split() for line in lines]
    if sum(map(len, words)) < 2.8 * len(lines):
        return False
    rest = [word for line in words for word in line[1:] if word[:1].isalpha()]
    if not rest or sum(word[0].islower() for word in rest) < 0.6 * len(rest):
        return False
    loose = [line for line in lines[:-1] if not shapes.ends_sentence(line)]
    return len(loose) >= 0.5 * (len(lines) - 1) and _runs_over(lines) >= max(1, (len(lines) - 1) // 5)


def _runs_over(lines: Sequence[str]) -> int:
    """Count the line ends over which a sentence runs visibly."""
    count = 0
    for line, following in itertools.pairwise(lines):
        comma = line.rstrip()[-1:] in {",", ";", "—", "–"}
        joined = shapes.first_word(following).lower() in CONNECTIVES and not shapes.ends_sentence(line)
        count += comma or joined
    return count


def _may_be_line(block: Block) -> bool:
    if block.kind is not Kind.P or block.type or len(block.inlines) != 1:
        return False
    text = plain(block.inlines)
    if len(text) > LONGEST or text.endswith(":") or not shapes.starts_capital(text):
        return False
    return 2 <= len(text.split()) <= 13


def _recognised(run: Sequence[Block], introduced: bool) -> list[Block]:
    """Return a run of short lines with the verse in it recognised, and what is no verse left as it was."""
    texts = [plain(block.inlines) for block in run]
    stop = _even_length(texts)
    if not is_stanza(texts[:stop], introduced):
        return list(run)
    return [*_stanzas(run[:stop]), *run[stop:]]


def _even_length(texts: Sequence[str]) -> int:
    """Return how many lines from the first are of about one length; a stray prose line is longer."""
    if texts[0][:1] in _OPENS:
        # What opens with a quotation mark ends with one; the line behind it is prose again.
        closed = next((at for at, text in enumerate(texts) if text.rstrip(".,;!?… ")[-1:] in _CLOSES), -1)
        if closed >= 2:
            return closed + 1
    typical = median(map(len, texts))
    for index, text in enumerate(texts):
        # The line after the last stanza (`N. N. is a poet.`) is a sentence of its own and longer.
        if index >= 3 and len(text) > 1.45 * typical + 2 and shapes.ends_sentence(text):
            return index
    return len(texts)


def _stanzas(run: Sequence[Block]) -> list[Block]:
    """Return stanzas: a gap wider than the narrowest between lines divides them."""
    gaps = [after.first - before.last for before, after in itertools.pairwise(run)]
    narrow = min(gaps)
    parts: list[list[Block]] = [[run[0]]]
    for block, gap in zip(run[1:], gaps, strict=True):
        if gap > narrow:
            parts.append([])
        parts[-1].append(block)
    return [
        Block(
            Kind.VERSE,
            first=part[0].first,
            last=part[-1].last,
            children=[replace(b, kind=Kind.L) for b in part],
        )
        for part in parts
    ]
