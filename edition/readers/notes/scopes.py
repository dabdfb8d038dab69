"""Scopes: the stretches of a text in each of which notes count upwards once, with their calls and bodies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.readers.notes.calls import WEAK
from edition.readers.notes.spots import Spot
from edition.tokens import Block, Kind

RESTART = 5
"""A number at least this much below the one before it begins a new count."""


@dataclass(slots=True)
class Scope:
    """A stretch of text in which notes count upwards once."""

    name: str
    spots: list[Spot] = field(default_factory=list)
    bodies: list[Block] = field(default_factory=list)


def divide(blocks: Sequence[Block], spots: list[Spot]) -> list[Scope]:
    """Return the scopes of the document.

    Bodies at the foot of pages: a scope begins with the last heading before the count starts again.
    Bodies in runs: the calls before a run are its own; where runs follow each other with no call between
    (all notes at the document's end), the calls are divided where they start again.
    """
    every = ((order, block) for order, block in enumerate(blocks) if block.kind is Kind.NOTE)
    notes = [(order, block) for order, block in every if block.type != "defined"]
    insets: dict[int, Scope] = {}
    for spot in spots:
        if spot.inset:
            insets.setdefault(spot.order, Scope(f"inset{spot.order}")).spots.append(spot)
    spots = [spot for spot in spots if not spot.inset]
    if any(block.page for _, block in notes):
        return [*by_pages(blocks, notes, spots), *insets.values()]
    scopes, notes, spots = by_answers(notes, spots)
    symbols = [(order, block) for order, block in notes if not (block.n or block.label).isdigit()]
    heads = [order for order, block in enumerate(blocks) if block.kind is Kind.HEAD]
    marked = by_runs(symbols, [spot for spot in spots if not spot.label.isdigit()], heads)
    for scope in marked:
        scope.name = f"m{scope.name}"
    numbered = [(order, block) for order, block in notes if (block.n or block.label).isdigit()]
    counted = by_runs(numbered, [spot for spot in spots if spot.label.isdigit()], heads)
    return [*scopes, *counted, *marked, *insets.values()]


def by_answers(
    notes: list[tuple[int, Block]], spots: list[Spot]
) -> tuple[list[Scope], list[tuple[int, Block]], list[Spot]]:
    """Return the scopes of bodies that say which lines' calls they answer; and the other bodies and spots."""
    scopes: dict[str, Scope] = {}
    for _, block in notes:
        lines = block.facts.get("answers", "")
        if lines:
            scopes.setdefault(lines, Scope(f"l{lines}")).bodies.append(block)
    ranges = sorted((int(lines.partition("-")[0]), int(lines.partition("-")[2]), lines) for lines in scopes)
    firsts = [first for first, _, _ in ranges]
    rest = []
    for spot in spots:
        place = bisect_right(firsts, spot.line) - 1
        if place >= 0 and spot.line <= ranges[place][1] and spot.label.isdigit():
            scopes[ranges[place][2]].spots.append(spot)
        else:
            rest.append(spot)
    return list(scopes.values()), [note for note in notes if not note[1].facts.get("answers")], rest


def by_pages(blocks: Sequence[Block], notes: list[tuple[int, Block]], spots: list[Spot]) -> list[Scope]:
    """Return the scopes of a document with notes at the foot of its pages."""
    if anew(notes):
        return by_page(notes, spots)
    heads = [order for order, block in enumerate(blocks) if block.kind is Kind.HEAD and block.level <= 1]
    borders: list[int] = [0]
    for (before, earlier), (after, later) in pairwise(notes):
        if not (later.label.isdigit() and earlier.label.isdigit()):
            continue
        if int(later.label) <= int(earlier.label) - RESTART or int(later.label) == 1:
            between = [order for order in heads if borders[-1] < order <= after]
            border = between[-1] if between else before + 1
            if border > borders[-1]:
                borders.append(border)
    scopes = [Scope(f"s{number}") for number in range(1, len(borders) + 1)]
    for spot in spots:
        scopes[_index(borders, spot.order)].spots.append(spot)
    for order, block in notes:
        scopes[_index(borders, order)].bodies.append(block)
    return scopes


def anew(notes: Sequence[tuple[int, Block]]) -> bool:
    """Tell whether notes are counted anew on each page: nearly every first one is 1, or the first sign."""
    first: dict[int, str] = {}
    for _, note in notes:
        if note.label:
            first.setdefault(note.page, note.label)
    ones = sum(label in {"1", "*", "⁎", "∗"} for label in first.values())
    return len(first) > 2 and ones * 4 >= len(first) * 3


def by_page(notes: Sequence[tuple[int, Block]], spots: Sequence[Spot]) -> list[Scope]:
    """Return a scope for each page: its calls, and the bodies at its foot."""
    scopes: dict[int, Scope] = {}
    for spot in spots:
        scopes.setdefault(spot.page, Scope(f"p{spot.page}")).spots.append(spot)
    for _, note in notes:
        scopes.setdefault(note.page, Scope(f"p{note.page}")).bodies.append(note)
    return [scopes[page] for page in sorted(scopes)]


def _index(borders: list[int], order: int) -> int:
    return max(index for index, border in enumerate(borders) if border <= order)


def by_runs(notes: list[tuple[int, Block]], spots: list[Spot], heads: Sequence[int]) -> list[Scope]:
    """Return the scopes of a document whose bodies stand in runs after the text they belong to.

    A run ends where text with calls follows, or where a number comes a second time.
    """
    scopes: list[Scope] = []
    ends: list[tuple[int, int]] = []
    seen: set[str] = set()
    called = sorted({spot.order for spot in spots if spot.weight != WEAK})
    for order, block in notes:
        number = block.n or block.label
        between = bool(ends) and bisect_left(called, order) > bisect_left(called, ends[-1][1])
        if not scopes or number in seen or between:
            scopes.append(Scope(f"s{len(scopes) + 1}"))
            ends.append((order, order))
            seen = set()
        seen.add(number)
        scopes[-1].bodies.append(block)
        ends[-1] = (ends[-1][0], order)
    deal(scopes, ends, spots, heads)
    return scopes


def deal(scopes: list[Scope], ends: list[tuple[int, int]], spots: list[Spot], heads: Sequence[int]) -> None:
    """Give each scope the calls before it; runs with no call between share theirs by restarts.

    Of the calls before a single run only the last count is its own: chapters before that have lost theirs.
    """
    orders = [spot.order for spot in spots]
    lost: list[list[Spot]] = []
    after = 0
    while after < len(scopes):
        begin = bisect_left(orders, ends[after - 1][1]) if after else 0
        end = bisect_left(orders, ends[after][0])
        group = 1
        while after + group < len(scopes) and end == bisect_left(orders, ends[after + group][0]):
            group += 1
        if group == 1:
            *earlier, scopes[after].spots = counts(spots[begin:end], heads)
            lost.extend(earlier)
        else:
            shares = restarts(spots[begin:end], group)
            for scope, part in zip(scopes[after : after + group], shares, strict=True):
                scope.spots = part
        after += group
    lost.extend(counts([s for s in spots if s.order > (ends[-1][1] if ends else -1) and s.sure], heads))
    scopes.extend(Scope(f"s{len(scopes) + number}", part) for number, part in enumerate(lost, 1) if part)


def counts(spots: list[Spot], heads: Sequence[int]) -> list[list[Spot]]:
    """Divide marked calls where a heading stands between and they begin at 1 again; one group at least."""
    groups: list[list[Spot]] = [[]]
    for spot in spots:
        last = groups[-1][-1] if groups[-1] else None
        if (
            last is not None
            and spot.sure
            and spot.label == "1"
            and last.label != "1"
            and bisect_right(heads, last.order) < bisect_left(heads, spot.order)
        ):
            groups.append([])
        groups[-1].append(spot)
    return groups


def restarts(spots: list[Spot], count: int) -> list[list[Spot]]:
    """Divide calls into `count` groups where they start again; surplus restarts stay in the last group."""
    groups: list[list[Spot]] = [[]]
    for spot in spots:
        last = groups[-1][-1] if groups[-1] else None
        before = last.label if last else ""
        again = spot.label.isdigit() and before.isdigit() and int(spot.label) == 1 < int(before)
        if again and len(groups) < count:
            groups.append([])
        groups[-1].append(spot)
    return groups + [[] for _ in range(count - len(groups))]
