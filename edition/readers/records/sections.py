"""Back matter that is a list of records: which kind a section is, and its blocks as records.

A heading says what a section wants to be, its paragraphs say what it is: only where most of them are
entries of the kind the heading names is anything changed. A chapter called “Sources” stays a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from edition.numerals import YEAR
from edition.readers import titles
from edition.readers.records import chronology as dated
from edition.readers.records import glossary as terms
from edition.readers.records import people
from edition.readers.records import references as works
from edition.readers.records.chronology import chronology
from edition.readers.records.entries import SHARE, Entry, share
from edition.readers.records.glossary import glossary
from edition.readers.records.people import biographies
from edition.readers.records.references import references
from edition.tokens import Block, Kind, plain

__all__ = ["biographies", "chronology", "glossary", "recognise", "references"]


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of list: how its entries are found, and how its blocks are made."""

    type: str
    """Value of `div/@type`; `readers.titles` has the words its headings have."""
    heads: Callable[[Sequence[Block], int | None], dict[int, Entry]]
    make: Callable[[Sequence[Block], int | None], list[Block]]
    least: int = 2
    """So many entries make a list."""

    def names(self, title: str) -> bool:
        """Say whether a heading has the words for it."""
        return bool(TITLES[self.type].search(title))


SORTS = (
    Sort("biographies", lambda blocks, _: people.heads(blocks), lambda blocks, _: biographies(blocks)),
    Sort("chronology", dated.heads, chronology),
    Sort(
        "bibliography", lambda blocks, _: works.heads(blocks), lambda blocks, _: references(blocks), least=1
    ),
    Sort("glossary", lambda blocks, _: terms.heads(blocks), lambda blocks, _: glossary(blocks)),
)
"""What a section may be. A heading may name several (“Biographical Glossary”): the best fit is taken."""

TITLES = {sort.type: titles.within(sort.type) for sort in SORTS}
ALONE = re.compile(rf"\W*({YEAR})\W*")
"""A heading that is nothing but a year."""


def _sort(title: str, blocks: Sequence[Block]) -> Sort | None:
    """Return the kind of list that a section is, or None if it is none.

    The heading must name it, and of the paragraphs (those that only go on with a cut one left aside) six
    in ten must begin an entry of that kind.
    """
    named = [sort for sort in SORTS if sort.names(title)]
    fits = [(_share(sort, blocks, least=sort.least), sort) for sort in named]
    best = max(fits, key=lambda fit: fit[0], default=(0.0, None))
    return best[1] if best[0] >= SHARE else None


def _share(sort: Sort, blocks: Sequence[Block], year: int | None = None, least: int = 1) -> float:
    found = sort.heads(blocks, year)
    return share(blocks, found) if len(found) >= least else 0.0


def recognise(section: Block) -> Block:
    """Return a section (`DIV`) with the records in it made records; any other section as it is.

    A list may be divided under headings of its own (congresses, conferences; the letters of the alphabet;
    years): each of these is judged by itself, as what the heading above names. The input is not changed.
    """
    return _recognise(section, None)


def unread(section: Block) -> Iterator[tuple[int, str]]:
    """Yield line and text of each date of a person in a section that could not be read wholly."""
    for block in section.children:
        yield from ((block.first, text) for name, text in block.facts.items() if name.endswith(".unread"))
        if block.kind is Kind.DIV:
            yield from unread(block)


def _recognise(section: Block, above: Sort | None) -> Block:
    title = _heading(section)
    sort = above or _named(section, title)
    year = _year(title)
    children: list[Block] = []
    for is_div, run in groupby(section.children, key=lambda child: child.kind is Kind.DIV):
        blocks = list(run)
        if is_div:
            children.extend(_recognise(block, sort) for block in blocks)
        elif sort is not None and _share(sort, blocks, year) >= SHARE:
            children.extend(sort.make(blocks, year))
        else:
            children.extend(blocks)
    type_ = sort.type if sort is not None and above is None else section.type
    return replace(section, type=type_, children=children)


def _named(section: Block, title: str) -> Sort | None:
    """Return what a section is: by all its paragraphs, or by those of most of the sections in it."""
    whole = _sort(title, list(_leaves(section)))
    divs = [child for child in section.children if child.kind is Kind.DIV]
    if whole is not None or not divs:
        return whole
    for sort in (sort for sort in SORTS if sort.names(title)):
        fit = [_share(sort, div.children, _year(_heading(div))) >= SHARE for div in divs]
        if sum(fit) >= SHARE * len(fit):
            return sort
    return None


def _year(title: str) -> int | None:
    """Return the year that a heading is."""
    match = ALONE.fullmatch(title)
    return int(match[1]) if match else None


def _heading(section: Block) -> str:
    return " ".join(plain(child.inlines) for child in section.children if child.kind is Kind.HEAD)


def _leaves(section: Block) -> Iterator[Block]:
    """Yield all blocks of a section and of the sections in it."""
    for child in section.children:
        if child.kind is Kind.DIV:
            yield from _leaves(child)
        else:
            yield child
