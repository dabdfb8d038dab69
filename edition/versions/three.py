"""Three sequences, and where each of two differs from the first (diff3; Khanna, Kunal, Pierce 2007)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the three: the same in all of them by their keys (`stable`), or not."""

    stable: bool
    base: Sequence[str]
    ours: Sequence[str]
    theirs: Sequence[str]


def chunks(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], key: Key) -> Iterator[Chunk]:
    """Yield the stretches of three sequences in order; put together, each side's are the side."""
    keys = [list(map(key, side)) for side in (base, ours, theirs)]
    left, right = matches(keys[0], keys[1]), matches(keys[0], keys[2])
    b = o = t = 0
    while True:
        start = next((i for i in range(b, len(base)) if i in left and i in right), None)
        if start is None:
            break
        if (start, left[start], right[start]) != (b, o, t):
            yield Chunk(False, base[b:start], ours[o : left[start]], theirs[t : right[start]])
        b, o, t = start, left[start], right[start]
        end = 0
        while left.get(b + end) == o + end and right.get(b + end) == t + end:
            end += 1
        yield Chunk(True, base[b : b + end], ours[o : o + end], theirs[t : t + end])
        b, o, t = b + end, o + end, t + end
    if b < len(base) or o < len(ours) or t < len(theirs):
        yield Chunk(False, base[b:], ours[o:], theirs[t:])


def matches(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return position -> position of what two sequences have in common, in order."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    out = {i: i for i in range(start)}
    matcher = SequenceMatcher(None, one[start : len(one) - end], other[start : len(other) - end], False)
    for a, b, size in matcher.get_matching_blocks():
        out.update((start + a + i, start + b + i) for i in range(size))
    out.update((len(one) - end + i, len(other) - end + i) for i in range(end))
    return out
