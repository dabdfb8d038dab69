"""The contents of a document beside its text: nested, folded but for the branch being read, never too long.

A page of a short document gets all of its contents. A page of a long one gets what stands beside it and above
it; so a page costs the same however many a document has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

WINDOW = 60
"""Of a document with more pages than this, only the branch being read is shown, near the page."""
ROOT = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a document's contents."""

    title: str
    url: str
    depth: int


@dataclass(frozen=True, slots=True)
class Level:
    """Shown entries of one level; `before` and `after` are how many are left out on each side."""

    branches: tuple[Branch, ...] = ()
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A shown entry. `open` says that the page being read is inside it."""

    title: str
    url: str
    active: bool
    open: bool
    inner: Level


@dataclass(frozen=True)
class Contents:
    """A document's pages in order, its title page left out."""

    entries: tuple[Entry, ...] = ()
    window: int = field(default=WINDOW)

    @cached_property
    def at(self) -> dict[str, int]:
        """Address -> place in the order."""
        return {entry.url: n for n, entry in enumerate(self.entries)}

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The place of each entry's parent: the last one before it that is less deep."""
        out: list[int] = []
        open_: list[int] = []
        for n, entry in enumerate(self.entries):
            while open_ and self.entries[open_[-1]].depth >= entry.depth:
                open_.pop()
            out.append(open_[-1] if open_ else ROOT)
            open_.append(n)
        return tuple(out)

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Place -> places of its children; of the first level under `ROOT`."""
        out: dict[int, list[int]] = {ROOT: []}
        for n, parent in enumerate(self.parents):
            out.setdefault(parent, []).append(n)
        return out

    @cached_property
    def order(self) -> tuple[int, ...]:
        """How many brothers and sisters stand before each entry."""
        found = {n: i for kin in self.children.values() for i, n in enumerate(kin)}
        return tuple(found[n] for n in range(len(self.entries)))

    def number(self, url: str) -> int:
        """Return which page of the document an address is, from 1; 0 for none of them."""
        return self.at.get(url, ROOT) + 1

    def trail(self, url: str) -> tuple[Entry, ...]:
        """Return the entries above a page, from the outermost."""
        return tuple(self.entries[n] for n in self.path(url)[:-1])

    def path(self, url: str) -> list[int]:
        """Return the places from the first level down to a page; nothing for a page that is not here."""
        out: list[int] = []
        n = self.at.get(url, ROOT)
        while n != ROOT:
            out.append(n)
            n = self.parents[n]
        return out[::-1]

    def beside(self, url: str) -> Level:
        """Return the contents to show beside a page."""
        return self.level(ROOT, self.path(url), len(self.entries) <= self.window)

    def level(self, parent: int, path: list[int], everything: bool) -> Level:
        """Return what is shown below an entry; `path` leads from here to the page being read."""
        every = self.children.get(parent, [])
        here = path[0] if path else ROOT
        low = 0
        if len(every) > self.window:
            low = max(0, min(self.order[here] if path else 0, len(every)) - self.window // 2)
        shown = every[low : low + self.window]
        branches = tuple(self.branch(n, path[1:] if n == here else [], n == here, everything) for n in shown)
        return Level(branches, low, len(every) - low - len(shown))

    def branch(self, n: int, below: list[int], open_: bool, everything: bool) -> Branch:
        """Return one entry with what is shown below it."""
        entry = self.entries[n]
        inner = self.level(n, below, everything) if everything or open_ else Level()
        return Branch(entry.title, entry.url, open_ and not below, open_, inner)
