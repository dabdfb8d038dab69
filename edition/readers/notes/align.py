"""Which calls belong to which bodies: sequence alignment.

Within a scope (a chapter, a report) calls and bodies both count upwards. The calls are the heaviest
ascending chain through the candidates, where a candidate weighs what its dress and the bodies say for
it, and where leaping over a number costs something: a year or a `No. 9` does not fit the chain, or is
outweighed by the neighbour that does. One pass, O(n log n) (Fredman 1975, longest increasing
subsequence, with weights and a prefix maximum).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

SURE = 8.0
"""Weight of a call that the source marks as one (`<sup>`)."""
BODY = 3.0
"""What a body of that number adds; twice if it stands on the same page."""
LEAP_BODY, LEAP = 2.0, 0.35
"""Cost of leaping over a number that has a body, and over one that has none."""
LOST = 0.9
"""What the lack of a body takes away from a bare number."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a call. `page` 0: pages are not known or notes do not stand on them."""

    number: int
    weight: float
    page: int = 0
    sure: bool = False


def weigh(candidate: Candidate, bodies: Mapping[int, Collection[int]]) -> float:
    """Return what a candidate adds to the chain; 0 or less: it cannot be a call."""
    if candidate.sure:
        return SURE + (BODY if candidate.number in bodies else 0)
    pages = bodies.get(candidate.number)
    if pages is None:
        return candidate.weight - LOST
    if candidate.page and any(pages):
        return candidate.weight + 2 * BODY if candidate.page in pages else 0.0
    return candidate.weight + BODY


def chain(candidates: Sequence[Candidate], bodies: Mapping[int, Collection[int]]) -> list[int]:
    """Return the indices of the candidates that are calls, in order.

    `bodies` maps a note's number to the pages its body may be called from (empty: any page). Numbers in
    the chain ascend strictly; a second call to a note is not in it.
    """
    if not candidates:
        return []
    top = max(candidate.number for candidate in candidates)
    costs = leap_costs(top, bodies)
    best = _PrefixMaximum(top + 1)
    before: list[int] = []
    scores: list[float] = []
    for index, candidate in enumerate(candidates):
        weight = weigh(candidate, bodies)
        if weight <= 0:
            scores.append(float("-inf"))
            before.append(-1)
            continue
        start = -costs[candidate.number - 1] if candidate.number else 0.0
        score, previous = best.upto(candidate.number - 1)
        reached = score - costs[candidate.number - 1] if previous >= 0 else start
        if previous < 0 or start >= reached:
            reached, previous = start, -1
        scores.append(reached + weight)
        before.append(previous)
        best.raise_to(candidate.number, scores[-1] + costs[candidate.number], index)
    return trace(scores, before)


def trace(scores: list[float], before: list[int]) -> list[int]:
    """Return the chain that ends in the best score."""
    end = max(range(len(scores)), key=lambda index: scores[index])
    if scores[end] == float("-inf"):
        return []
    out = []
    while end >= 0:
        out.append(end)
        end = before[end]
    return out[::-1]


def leap_costs(top: int, bodies: Mapping[int, Collection[int]]) -> list[float]:
    """Return the cost of leaping over all numbers up to n, for n = 0…top; free before the first body."""
    first = min(bodies, default=1)
    costs = [0.0]
    for number in range(1, top + 1):
        cost = LEAP_BODY if number in bodies else (LEAP if number >= first else 0.0)
        costs.append(costs[-1] + cost)
    return costs


class _PrefixMaximum:
    """Maximum over a prefix of an array that only grows (a Fenwick tree), with the index that holds it."""

    def __init__(self, size: int) -> None:
        self.size = size + 1
        self.tree: list[tuple[float, int]] = [(float("-inf"), -1)] * (self.size + 1)

    def raise_to(self, at: int, value: float, index: int) -> None:
        at += 1
        while at <= self.size:
            if value > self.tree[at][0]:
                self.tree[at] = (value, index)
            at += at & -at

    def upto(self, at: int) -> tuple[float, int]:
        at += 1
        best = (float("-inf"), -1)
        while at > 0:
            if self.tree[at][0] > best[0]:
                best = self.tree[at]
            at -= at & -at
        return best
