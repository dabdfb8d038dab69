"""Which notes share the foot of a page, foreseen from their heights and mended where pages turn out not so.

Notes of several series, and the apparatus, stand at the foot as one block, which the first note of a page
carries; the rest of that page print nothing. What a block holds decides where a page ends, and where it ends
decides what the block holds. So the book is first set without notes, and every note is measured: that tells
how far apart calls are and how high a block would be, and pages can be made up as a typesetter would. Then
the book is set with these blocks. A block is too high to stand on a page that has one, so that a page ends
where it was foreseen, unless it was foreseen too full: what is learned of such pages corrects the next pass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, NamedTuple

APPARATUS = 4
"""The group of notes that is the apparatus."""
JOINED = 1.01
"""An apparatus run on is so much longer than its entries with their joints: lines end where words do."""
BEGUN = 3
"""So many lines of a long note stand at least on the page of its call."""

Groups = dict[str, list[str]]
"""Carrier -> the notes that it carries, itself among them; a carried one -> nothing."""


class Spot(NamedTuple):
    """Where something stands: its page, and how far from the page's upper edge, in points."""

    page: int
    y: float


class Size(NamedTuple):
    """A note set alone at the foot: how long it is on one line, and how high."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Room:
    """What a page has for text and notes, in points."""

    width: float
    height: float
    top: float
    line: float
    """From one line of the text to the next."""
    first: float
    """The height of a paragraph of one line at the foot."""
    next: float
    """What each further line adds."""
    above: float
    """Between text and notes: the rule and the room around it."""
    between: float
    """Between two series of notes."""
    joint: float
    """Between two entries of the apparatus on one line."""


@dataclass(slots=True)
class Seen:
    """What one pass shows: where notes are called, where their text begins, where the text begins a page."""

    call: dict[str, Spot] = field(default_factory=dict)
    foot: dict[str, Spot] = field(default_factory=dict)
    opens: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Feet:
    """The notes of a book by id, in reading order, and how they are grouped at present."""

    notes: Mapping[str, Mapping[str, Any]]
    groups: Groups = field(default_factory=dict)
    room: Room = field(default_factory=lambda: Room(1, 1, 0, 1, 1, 1, 0, 0, 0))
    sizes: Mapping[str, Size] = field(default_factory=dict)
    blocks: list[list[str]] = field(default_factory=list)
    """The notes that stand together, called in the text, in reading order."""
    alone: set[str] = field(default_factory=set)
    """Long notes that stand below the block of their page, and break."""
    down: dict[str, float] = field(default_factory=dict)
    """How far down the text each call stands, as if a chapter were one page."""
    step: dict[str, float] = field(default_factory=dict)
    """How far a call is below the one before it, the least that was seen."""
    chapters: list[list[str]] = field(default_factory=list)
    started: dict[str, float] = field(default_factory=dict)
    """How far down its page the first call of a page was seen."""
    most: dict[str, int] = field(default_factory=dict)
    """The first note of a block -> so many notes fit on its page, and one more did not."""
    least: dict[str, int] = field(default_factory=dict)
    """The first note of a block -> so many notes were seen to fit."""
    inner: dict[str, list[str]] = field(default_factory=dict)
    """Note -> the notes that are called in it."""
    tied: dict[str, str] = field(default_factory=dict)
    """Note -> the first note of its line, which carries it: Typst would keep the line with that one alone."""
    passes: int = 0

    def __post_init__(self) -> None:
        self.groups = {ident: [] for ident in self.notes}  # before they are measured, nothing is printed
        for ident, note in self.notes.items():
            if "in" in note:
                self.inner.setdefault(note["in"], []).append(ident)

    def outer(self) -> list[str]:
        """Return the notes that are called in the text; the others go with the note that calls them."""
        return [ident for ident, note in self.notes.items() if "in" not in note]

    def keep(self, called: Collection[str]) -> None:
        """Forget the notes that are not called in the text any more, as those that went below their table."""
        kept = {n for one in called for n in self.within(one)}
        self.notes = {ident: note for ident, note in self.notes.items() if ident in kept}
        self.chapters = [held for chapter in self.chapters if (held := [n for n in chapter if n in kept])]
        self.group()

    def tie(self, seen: Seen, parted: Set[str]) -> set[str]:
        """Let notes that stray be carried by the first of their line; return all notes of these lines."""
        out: set[str] = set()
        for _, calls in groupby(seen.call, key=lambda n: (seen.call[n].page, round(seen.call[n].y))):
            line = [n for n in calls if not self.notes or n in self.outer()]
            if not parted.isdisjoint(line[1:]) and not all(n in self.tied for n in line[1:]):
                self.tied |= dict.fromkeys(line[1:], line[0])
                out.update(line)
                if not self.notes:
                    self.groups |= {line[0]: line, **{n: [] for n in line[1:]}}
        if out and self.notes:
            self.group()
        return out

    def measure(self, seen: Seen, sizes: Mapping[str, Size], room: Room) -> None:
        """Learn heights and distances from a book that was set without notes, and group its notes."""
        self.sizes, self.room = sizes, room
        self.chapters = divided([n for n in self.outer() if n in seen.call], seen)
        for chapter in self.chapters:
            first = max((p for p in seen.opens if p <= seen.call[chapter[0]].page), default=1)
            before = 0.0
            for ident in chapter:
                page, y = seen.call[ident]
                at = max((page - first) * room.height + y - room.top, before)
                self.step[ident], before = at - before, at
        self.group()

    def learn(self, seen: Seen) -> bool:
        """Correct what was foreseen by what a pass shows; say whether the notes are grouped as they were."""
        self.passes += 1
        before = self.groups
        self.compare(seen)
        self.group()
        return self.groups == before

    def compare(self, seen: Seen) -> None:
        """Note where pages begin, how far calls are apart, and which blocks are too large or too small."""
        for one, two in pairwise(n for n in self.outer() if n in seen.call):
            here, there = seen.call[one], seen.call[two]
            if here.page == there.page:
                self.step[two] = min(self.step[two], max(there.y - here.y, 0))
        for before, block in pairwise([[], *self.blocks]):
            first = seen.call[block[0]]
            if not before or seen.call[before[-1]].page != first.page:
                self.started[block[0]] = first.y - self.room.top
            kept = sum(seen.call[n].page == first.page for n in block)
            if kept < len(block):
                self.most[block[0]] = min(self.most.get(block[0], kept), max(kept, 1))
        for block, after in pairwise(self.blocks):
            if self.has_room(block, after, seen):
                more = self.lines(after)[0]
                self.least[block[0]] = max(self.least.get(block[0], 0), len(block) + len(more))

    def has_room(self, block: Sequence[str], after: Sequence[str], seen: Seen) -> bool:
        """Say whether the first note of a block could well stand with the block before it."""
        here, there = seen.call[block[-1]], seen.call[after[0]]
        if seen.call[block[0]].page != here.page or after[0] in self.alone or after[0] not in self.step:
            return False
        if any(after[0] == chapter[0] for chapter in self.chapters):
            return False
        if here.page == there.page:
            return block[-1] not in self.alone
        if there.page > here.page + 1 or block[0] not in seen.foot:
            return False
        more = self.height([*block, *self.lines(after)[0]]) - self.height(block)
        down = here.y + self.step[after[0]] + 1.5 * self.room.line + more + self.room.above
        return seen.foot[block[0]].page == here.page and down < seen.foot[block[0]].y

    def group(self) -> None:
        """Make the pages up."""
        self.blocks, self.alone = [], set()
        for chapter in self.chapters:
            self.fill(chapter)
        self.groups = {}
        for block in self.blocks:
            self.groups.update(self.carrying(block))

    def fill(self, chapter: Sequence[str]) -> None:
        """Divide the calls of a chapter among pages, one block of notes a page."""
        page, down, block = 0.0, 0.0, list[str]()  # where the page begins; the line; the notes of the page
        for line in self.lines(chapter):
            down += self.step[line[0]]
            if block and self.fits([*block, *line], down - page):
                block += line
                continue
            if block and self.breaks(block, line, down - page):
                self.alone.add(line[0])
                self.blocks += [block, line]
                page = down + self.room.line - self.rest(block, line, down - page)
                block = []
                continue
            if block:
                self.blocks.append(block)
                page = min(page + max(self.room.height - self.height(block), 0), down - self.room.line)
            while down - page > self.room.height - self.room.line:
                page += self.room.height
            page = down - self.started.get(line[0], down - page)
            block = line
        if block:
            self.blocks.append(block)

    def lines(self, calls: Iterable[str]) -> list[list[str]]:
        """Return calls by the lines of the text that they stand in: no page parts these."""
        out: list[list[str]] = []
        for ident in calls:
            if not out or self.step[ident] > self.room.line / 2:
                out.append([])
            out[-1].append(ident)
        return out

    def fits(self, block: Sequence[str], down: float) -> bool:
        """Say whether a block fits on a page whose text reaches so far down."""
        first, count = block[0], len(block)
        if first in self.most and count > self.most[first]:
            return False
        if count <= self.least.get(first, 0):
            return True
        return down + self.room.line / 3 + self.height(block) <= self.room.height

    def breaks(self, block: Sequence[str], line: Sequence[str], down: float) -> bool:
        """Say whether a long note may begin below the block of a page, to go on over it."""
        begun = self.room.above + self.room.next * BEGUN
        long = len(line) == 1 and bool(self.notes[line[0]].get("long"))
        known = len(block) <= self.most.get(block[0], len(block))
        return long and known and down + self.room.line + self.height(block) + begun <= self.room.height

    def rest(self, block: Sequence[str], line: Sequence[str], down: float) -> float:
        """Return how much of a long note goes on over the page, at most half a page."""
        begun = self.room.height - down - self.room.line - self.height(block)
        return min(max(self.height(line) - begun, 0) % self.room.height, self.room.height / 2)

    def height(self, block: Sequence[str]) -> float:
        """Return how high the notes of a page are, with what parts them from the text."""
        held = [n for one in block for n in self.within(one)]
        groups = {self.notes[n].get("group", 0) for n in held}
        notes = sum(self.sizes[n].height for n in held if self.notes[n].get("group", 0) != APPARATUS)
        entries = [self.sizes[n].width for n in held if self.notes[n].get("group", 0) == APPARATUS]
        return self.room.above + notes + self.run_on(entries) + self.room.between * (len(groups) - 1)

    def run_on(self, widths: Sequence[float]) -> float:
        """Return the height of entries of the apparatus that are run on."""
        if not widths:
            return 0
        length = (sum(widths) + self.room.joint * (len(widths) - 1)) * JOINED
        return self.room.first + self.room.next * int(length / self.room.width)

    @property
    def broken(self) -> list[str]:
        """Return the first notes of the blocks that are too high to be kept on one page."""
        most = self.room.height - 3 * self.room.line
        return [block[0] for block in self.blocks if self.height(block) > most]

    def within(self, ident: str) -> Iterator[str]:
        """Yield a note and those that are called in it."""
        yield ident
        for inner in self.inner.get(ident, ()):
            yield from self.within(inner)

    def carrying(self, block: Sequence[str]) -> Groups:
        """Return who carries whom in a block: only where several series meet, or several entries."""
        held = [n for one in block for n in self.within(one)]
        kinds = [self.notes[n].get("group", 0) for n in held]
        tied = any(n in self.tied for n in held[1:])
        if len(set(kinds)) > 1 or kinds.count(APPARATUS) > 1 or tied:
            return {held[0]: held, **{other: [] for other in held[1:]}}
        return {}

    def part(self, seen: Seen) -> None:
        """Let every note that is carried on another page than its own begin a block: nothing settles."""
        blocks: list[list[str]] = []
        for block in self.blocks:
            before = None
            for ident in block:
                if seen.call[ident].page != before:
                    blocks.append([])
                blocks[-1].append(ident)
                before = seen.call[ident].page
        self.blocks, self.groups = blocks, {}
        for block in blocks:
            self.groups.update(self.carrying(block))


def divided(calls: Sequence[str], seen: Seen) -> list[list[str]]:
    """Return calls by chapter: a text that begins a page ends the one before."""
    out: list[list[str]] = []
    before = None
    for ident in calls:
        first = max((p for p in seen.opens if p <= seen.call[ident].page), default=1)
        if first != before:
            out.append([])
        out[-1].append(ident)
        before = first
    return out
