"""A block's characters divided into named parts, nothing lost: what stands between two parts is `sep`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.tokens import Inline, LineBreak, PageBreak, Text

Span = tuple[str, int, int]
"""A part's name, and where it begins and ends in the characters that `plain` gives."""
SEP = "sep"
PAIRS = {"(": ")", "[": "]"}


def divide(inlines: Sequence[Inline], spans: Sequence[Span]) -> list[tuple[str, list[Inline]]]:
    """Return all pieces in order under the names of the spans they lie in, `sep` for the rest.

    A call belongs to the part it follows, never to the punctuation behind that part; a page break goes
    to the part that begins at it. Runs of text are cut where a part begins or ends.
    """
    segments = _covering(spans, sum(width(piece) for piece in inlines))
    out: list[tuple[str, list[Inline]]] = [(name, []) for name, _, _ in segments]
    at = 0
    for piece in inlines:
        size = width(piece)
        if size == 0:
            out[_home(segments, at, piece)][1].append(piece)
            continue
        for index, (_, start, end) in enumerate(segments):
            first, last = max(start, at), min(end, at + size)
            if first < last:
                out[index][1].append(_cut(piece, first - at, last - at))
        at += size
    return [(name, pieces) for name, pieces in out if pieces]


def width(piece: Inline) -> int:
    """Return how many characters a piece has in `plain`."""
    if isinstance(piece, Text):
        return len(piece.text)
    return 1 if isinstance(piece, LineBreak) else 0


def _covering(spans: Sequence[Span], length: int) -> list[Span]:
    """Return the spans with `sep` in all gaps; at least one segment."""
    out: list[Span] = []
    at = 0
    for name, begin, end in sorted(spans, key=lambda span: span[1]):
        start = max(begin, at)
        if end <= start:
            continue
        if start > at:
            out.append((SEP, at, start))
        out.append((name, start, end))
        at = end
    if at < length or not out:
        out.append((SEP, at, length))
    return out


def _home(segments: Sequence[Span], at: int, piece: Inline) -> int:
    """Return the index of the segment that a piece without characters at `at` belongs to."""
    index = next(i for i, (_, _, end) in enumerate(segments) if end >= at)
    if segments[index][0] != SEP:
        return index
    if index + 1 < len(segments) and (
        index == 0 or (isinstance(piece, PageBreak) and segments[index][2] == at)
    ):
        return index + 1
    return max(index - 1, 0)


def _cut(piece: Inline, start: int, end: int) -> Inline:
    return replace(piece, text=piece.text[start:end]) if isinstance(piece, Text) else piece


@dataclass(frozen=True, slots=True)
class Group:
    """A bracketed stretch that no other bracket encloses, brackets included."""

    start: int
    end: int

    def inner(self, name: str) -> Span:
        """Return what stands in the brackets as a span."""
        return (name, self.start + 1, self.end - 1)


def groups(text: str) -> Iterator[Group]:
    """Yield the outermost ( ) and [ ] of a text; one that is never closed, or closed wrongly, is none."""
    at = 0
    while at < len(text):
        end = _closing(text, at) if text[at] in PAIRS else 0
        if end:
            yield Group(at, end)
        at = end or at + 1


def _closing(text: str, start: int) -> int:
    """Return where the bracket that opens at `start` is closed (one past it), or 0."""
    waiting: list[str] = []
    for at in range(start, min(len(text), start + 500)):
        if text[at] in PAIRS:
            waiting.append(PAIRS[text[at]])
        elif text[at] in PAIRS.values():
            if waiting.pop() != text[at]:
                return 0
            if not waiting:
                return at + 1
    return 0


def masked(text: str) -> str:
    """Return the text with brackets and all in them as NUL characters: offsets stay true."""
    for group in groups(text):
        text = text[: group.start] + "\0" * (group.end - group.start) + text[group.end :]
    return text


def trimmed(text: str, name: str, start: int, end: int, strip: str = " ") -> Span:
    """Return a span without blanks (or other characters of `strip`) at its edges."""
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return (name, start, end)
