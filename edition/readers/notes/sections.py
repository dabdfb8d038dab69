"""Sections of nothing but notes: “Notes” at a chapter's end, or at a book's, chapter by chapter.

A book's notes are divided by headings that repeat those of its chapters (or only their numbers). Such a
heading says which chapter's calls the bodies under it answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from edition.readers import titles
from edition.tokens import Block, Kind, Text, plain

NOTES_TITLE = re.compile(
    r"\W*(?:(?:end|foot)?notes?(?:\s+and\s+references|\s+(?:to|on|for)\s+.{1,60})?|references\s+and\s+notes"
    r"|(?:editorial|author['’]s|editors?['’]s?)\s+notes|anmerkungen(?:\s+zu\s+.{1,60})?|(?:fuß|end)noten|сноски"
    r"|примечания(?:\s+к\s+.{1,60})?|notes\s+(?:de|du)\s+.{1,60})\W*",
    re.IGNORECASE,
)
CALLED = frozenset(
    [
        "references",
        "sources",
        "works cited",
        "literature",
        "citations",
        "литература",
        "источники",
        "ссылки",
        "quellen",
        "literatur",
        "nachweise",
        "einzelnachweise",
        "références",
        "notes et références",
        "referencias",
    ]
)
"""Headings of notes if what stands under them is called by number; else of a list of works."""
LONGEST_HEAD = 120
DEEPEST = 6
WORDLESS = {Kind.GAP, Kind.PAGE, Kind.RULE}

Labels = Callable[[Block], str]


@dataclass(slots=True)
class Sections:
    """Where the notes' sections are."""

    heads: set[int] = field(default_factory=set)
    """Indices of their headings: "Notes", and the chapters' names under it."""
    covered: set[int] = field(default_factory=set)
    """Indices of the blocks in them."""
    answers: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Index of a block -> first and last line of the chapter whose notes stand there."""


def is_title(block: Block) -> bool:
    """Say whether a block's words are those of a heading over notes."""
    text = plain(block.inlines)
    return len(text) <= LONGEST_HEAD and bool(NOTES_TITLE.fullmatch(text))


@dataclass(slots=True)
class Names:
    """The headings of a text by their words and by their numbers: indices in order."""

    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    wordless: set[int] = field(default_factory=set)


def find(blocks: Sequence[Block], label_of: Labels) -> Sections:
    """Return the sections of notes. Lines in bold that head some are made headings. Changes the blocks."""
    out = Sections()
    labelled = [bool(label_of(block)) for block in blocks]
    names = Names()
    for index, block in enumerate(blocks):
        if block.kind is Kind.HEAD:
            value, name = parts(block)
            names.words[name].append(index)
            names.numbers[value].append(index)
            names.wordless.update([] if name else [index])
    at = 0
    while at < len(blocks):
        if is_title(blocks[at]) and as_head(blocks, at, labelled):
            at = cover(blocks, at, labelled, names, out)
        at += 1
    return out


def as_head(blocks: Sequence[Block], at: int, labelled: Sequence[bool]) -> bool:
    """Say whether a block heads bodies of notes; a paragraph that does is made a heading."""
    block = blocks[at]
    if block.kind is Kind.HEAD:
        return True
    if block.kind is not Kind.P or labelled[at] or not opens_notes(blocks, at, labelled):
        return False
    block.kind, block.level = Kind.HEAD, DEEPEST
    for piece in block.inlines:
        if isinstance(piece, Text):
            piece.rend = tuple(style for style in piece.rend if style != "bold")
    return True


def opens_notes(blocks: Sequence[Block], at: int, labelled: Sequence[bool]) -> bool:
    """Say whether the first words after a heading, further headings left aside, are those of a note."""
    for index in range(at + 1, min(at + 12, len(blocks))):
        if blocks[index].kind in WORDLESS | {Kind.HEAD} or is_bold(blocks[index]):
            continue
        return labelled[index]
    return False


def is_bold(block: Block) -> bool:
    """Say whether a paragraph is one short line in bold."""
    pieces = [piece for piece in block.inlines if isinstance(piece, Text) and piece.text.strip()]
    short = len(plain(block.inlines)) <= LONGEST_HEAD
    return block.kind is Kind.P and short and bool(pieces) and all("bold" in piece.rend for piece in pieces)


def cover(blocks: Sequence[Block], at: int, labelled: Sequence[bool], names: Names, out: Sections) -> int:
    """Enter the section that begins at `at`; return the index of its last block. Changes `out`."""
    targets: list[tuple[int, Block | None]] = []
    end = at + 1
    while end < len(blocks):
        block = blocks[end]
        if block.kind is Kind.HEAD or is_bold(block):
            place = named(block, at, names)
            inside = place >= 0 or block.level > blocks[at].level or block.kind is Kind.P
            if not inside or is_title(block) or not opens_notes(blocks, end, labelled):
                break
            block.kind = Kind.HEAD
            targets.append((end, blocks[place] if place >= 0 else None))
            out.heads.add(end)
        end += 1
    out.heads.add(at)
    out.covered.update(range(at, end))
    answers(targets, blocks[at].first, end, out)
    return end - 1


def answers(targets: Sequence[tuple[int, Block | None]], line: int, end: int, out: Sections) -> None:
    """Enter whose notes the blocks under each heading are; `line` is that of the section itself."""
    starts = sorted({target.first for _, target in targets if target is not None})
    bounds = dict(zip(starts, [*(start - 1 for start in starts[1:]), line - 1], strict=False))
    stops = [index for index, _ in targets[1:]] + [end]
    for (index, target), stop in zip(targets, stops, strict=False):
        if target is not None:
            for inner in range(index, stop):
                out.answers[inner] = (target.first, bounds[target.first])


def named(head: Block, before: int, names: Names) -> int:
    """Return the index of the heading before `before` that a heading over notes repeats, -1 if none.

    It repeats its words, or else its number: one that has no words itself, or the number of one without.
    """
    value, name = parts(head)
    found = names.words.get(name, []) if name else []
    place = bisect_left(found, before)
    if place:
        return found[place - 1]
    for index in names.numbers.get(value, []) if value else []:
        if index < before and (not name or index in names.wordless):
            return index
    return -1


def parts(head: Block) -> tuple[int, str]:
    """Return number and words of a heading."""
    text = " ".join(plain(head.inlines).split())
    _, value, length = titles.number(text)
    bare = re.match(r"(\d{1,3})\s+(?=[^\W\d])", text)
    if not length and bare:
        value, length = int(bare[1]), bare.end()
    return value, "".join(re.findall(r"\w+", text[length:].lower()))
