"""Which notes share the foot of a page, learned from how the pages turn out.

Notes of several series, and the apparatus, stand at the foot as one block, which the first note of a page
carries; the rest of that page print nothing. What a block holds decides where a page ends, and where it ends
decides what the block holds. So a book is set, the notes are grouped by the pages of their calls, and it is
set again, until nothing moves. A note that is pushed off a page when it is in its block, and returns when it
is not, begins a block of its own: alone it is at least as tall, so it goes to the next page and stays there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

APPARATUS = 4
"""The group of notes that is the apparatus."""
RUN = 8
"""An apparatus begins in runs of so many entries, before anything is known of the pages."""

Groups = dict[str, list[str]]
"""Carrier -> the notes that it carries, itself among them; a carried one -> nothing."""


@dataclass(slots=True)
class Feet:
    """The notes of a book by id, in reading order, and how they are grouped at present."""

    notes: Mapping[str, Mapping[str, Any]]
    groups: Groups = field(default_factory=dict)
    openers: set[str] = field(default_factory=set)
    """Notes that begin a block wherever they stand."""
    tried: set[str] = field(default_factory=set)
    """Notes that were openers and were none again: so often once."""
    first: set[str] = field(default_factory=set)
    """Notes that were the first of their page in some pass."""
    left: set[str] = field(default_factory=set)
    """Those that were then in the middle of one."""
    before: dict[str, int] = field(default_factory=dict)
    """The pages of the notes in the pass before."""
    passes: int = 0

    def begin(self) -> None:
        """Group an apparatus by number: every footnote costs Typst a new beginning of its page."""
        entries = [n for n in self.outer() if self.notes[n].get("group", 0) == APPARATUS]
        for at in range(0, len(entries), RUN):
            self.groups.update(carried(entries[at : at + RUN]))

    def outer(self) -> Iterator[str]:
        """Yield the notes that are called in the text; the others go with the note that calls them."""
        return (ident for ident, note in self.notes.items() if "in" not in note)

    def learn(self, calls: Mapping[str, int]) -> bool:
        """Group the notes by the pages of their calls; say whether they are grouped as they were."""
        self.passes += 1
        pages = placed(self.notes, calls)
        if self.passes > 2:  # the first groups are guesses
            self.watch(pages)
        found = grouped(self.notes, pages, self.openers)
        if found == self.groups and self.passes > 2 and self.release(pages):
            found = grouped(self.notes, pages, self.openers)
        same, self.groups = found == self.groups, found
        return same

    def watch(self, pages: Mapping[str, int]) -> None:
        """Note which notes are pushed onto a page again, as its first, that were there and had returned."""
        now = self.opening(pages)
        self.openers |= {n for n in now & self.left if pages[n] > self.before.get(n, 0)}
        self.before = dict(pages)
        self.left |= self.first - now
        self.first |= now

    def release(self, pages: Mapping[str, int]) -> bool:
        """Let openers that begin no page join their block, once; say whether there were any."""
        now = self.opening(pages)
        idle = self.openers - now - self.tried
        self.openers -= idle
        self.tried |= idle
        self.left -= idle
        self.first -= idle
        return bool(idle)

    def opening(self, pages: Mapping[str, int]) -> set[str]:
        """Return the first note of each page."""
        found: dict[int, str] = {}
        for ident in self.outer():
            if ident in pages:
                found.setdefault(pages[ident], ident)
        return set(found.values())

    def part(self, calls: Mapping[str, int]) -> None:
        """Let every note that is carried on another page than its own begin a block: nothing settles."""
        pages = placed(self.notes, calls)
        for first, held in self.groups.items():
            self.openers.update(n for n in held if pages.get(n) != pages.get(first))
        self.groups = grouped(self.notes, pages, self.openers)


def placed(notes: Mapping[str, Any], calls: Mapping[str, int]) -> dict[str, int]:
    """Return the page of each note's call, in reading order; a note within a note goes with it."""
    out: dict[str, int] = {}
    for ident, note in notes.items():
        at = out.get(note.get("in", ""), calls.get(ident))
        if at is not None:
            out[ident] = at
    return out


def grouped(notes: Mapping[str, Any], pages: Mapping[str, int], openers: Collection[str]) -> Groups:
    """Return which note carries which: the notes of a page, anew from each opener among them.

    Only where several series meet, or more than one entry of the apparatus, which is run on.
    """
    blocks: list[list[str]] = []
    before = None
    for ident, page in pages.items():
        if page != before or ident in openers:
            blocks.append([])
        blocks[-1].append(ident)
        before = page
    out: Groups = {}
    for held in blocks:
        kinds = [notes[n].get("group", 0) for n in held]
        if len(set(kinds)) > 1 or kinds.count(APPARATUS) > 1:
            out.update(carried(held))
    return out


def carried(held: Sequence[str]) -> Groups:
    """Return the groups for one block: the first of its notes carries them all."""
    return {held[0]: list(held), **{other: [] for other in held[1:]}}
