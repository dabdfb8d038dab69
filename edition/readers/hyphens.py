"""Words divided at a line's end: is the hyphen the word's own, or only the line's.

Proof comes from the text itself: how a word is printed where no line ends in it. Where that says nothing,
the text still tells whether its lines were hyphenated at all: in a text where no division is proved and
many hyphens are, a hyphen at a line's end is a printed one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

SOFT = "\u00ad"
HYPHENS = "‐\u2011-"
_TOKEN = re.compile(r"[^\W_]+(?:[-‐\u2011][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_DIVIDED = re.compile(rf"([^\s{SOFT}{HYPHENS}][^\s{SOFT}]*)([{SOFT}{HYPHENS}])$")
_LINKS = frozenset(
    "and or of to in the a an by up off out on down over at for und oder der zu et de la le du и или".split()
)
"""Small words that stand between the hyphens of a compound (`rank-and-file`)."""
_SUSPENDED = frozenset("and or und oder bzw et ou и или".split())
"""Words before which a hyphen hangs: `state- and party-owned`."""


class Decision(Enum):
    """What becomes of a hyphen at a line's end."""

    JOIN = "join"
    """The line's: it goes, the halves are one word."""
    KEEP = "keep"
    """The word's: it stays, the next line follows without a blank."""
    SUSPEND = "suspend"
    """It hangs: it stays, and so does the blank after it."""
    UNDECIDED = "undecided"
    """Nothing proves either; it is kept, and reported."""


@dataclass(slots=True)
class Lexicon:
    """How a text prints its words where no line ends in them."""

    words: Counter[str] = field(default_factory=Counter)
    """Words and the parts of compounds, in lower case."""
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Neighbours across a hyphen."""
    prefixes: Counter[str] = field(default_factory=Counter)
    """First parts of compounds."""
    hyphenates: bool = True
    """Whether the text divides words at its lines' ends at all."""


def divided(line: str) -> tuple[str, str] | None:
    """Return the last word of a line without its hyphen, and the hyphen; nothing if none ends the line."""
    match = _DIVIDED.search(line[-80:].rstrip())
    if match is None or not (match[1][-1].isalnum()):
        return None
    return match[1], match[2]


def lexicon(lines: Sequence[str]) -> Lexicon:
    """Return how the words of these lines are printed; halves at the lines' ends are left out."""
    found = Lexicon()
    broken: list[tuple[str, str]] = []
    half = ""
    for line in lines:
        if not line.strip():
            continue
        tokens = _TOKEN.findall(line)
        if half and tokens:
            broken.append((half, tokens[0]))
            tokens = tokens[1:]
        end = divided(line)
        half = end[0] if end and end[1] != SOFT else ""
        _count(found, tokens[:-1] if end else tokens)
    found.hyphenates = _hyphenates(broken, found)
    return found


def _count(found: Lexicon, tokens: Iterable[str]) -> None:
    for token in tokens:
        parts = [part.lower() for part in _PIECE.findall(token)]
        found.words.update(parts)
        if len(parts) > 1:
            found.pairs.update(pairwise(parts))
            found.prefixes[parts[0]] += 1


def _hyphenates(broken: Sequence[tuple[str, str]], found: Lexicon) -> bool:
    """Tell whether divided words are proved in any number beside those whose hyphen is proved."""
    votes = Counter(_proved(*_halves(first, second), found) for first, second in broken)
    return votes[Decision.JOIN] * 10 >= votes[Decision.KEEP]


def _halves(first: str, second: str) -> tuple[str, str]:
    """Return the parts of a word nearest to the line's end, in lower case."""
    left, right = _PIECE.findall(first), _PIECE.findall(second)
    return (left[-1].lower() if left else ""), (right[0].lower() if right else "")


def last_piece(first: str) -> str:
    """Return the part of a compound nearest to the hyphen at a line's end."""
    return str((_PIECE.findall(first) or [first])[-1])


def first_piece(second: str) -> str:
    """Return the part of a compound nearest to the start of the next line."""
    return str((_PIECE.findall(second) or [second])[0])


def _proved(left: str, right: str, found: Lexicon) -> Decision:
    """Return what the rest of the text proves: the form that it prints at least twice as often."""
    joined, hyphened = found.words[left + right], found.pairs[left, right]
    if joined > 2 * hyphened:
        return Decision.JOIN
    if hyphened and hyphened >= 2 * joined:
        return Decision.KEEP
    return Decision.UNDECIDED


def decide(first: str, second: str, found: Lexicon) -> Decision:
    """Decide on `first-` at a line's end before `second` on the next; `first` comes without the hyphen."""
    left, right = _halves(first, second)
    if not left or not right or not second[0].isalnum():
        return Decision.KEEP
    if left[-1].isdigit() or right[0].isdigit():
        return Decision.KEEP
    capitals = first.isupper() and second.isupper() and len(right) > 1
    if not capitals and (second[0].isupper() or (len(left) > 1 and first[-2:].isupper())):
        return Decision.KEEP
    proved = _proved(left, right, found)
    if proved is not Decision.UNDECIDED:
        return proved
    return _likely(first, second, found)


def _likely(first: str, second: str, found: Lexicon) -> Decision:
    """Decide where the text prints neither form elsewhere, or both as often."""
    left, right = _halves(first, second)
    compound = len(_PIECE.findall(first)) > 1 and left in _LINKS
    if compound or (right in _LINKS and len(_PIECE.findall(second)) > 1):
        return Decision.KEEP
    if right in _SUSPENDED and second.lower() == right:
        return Decision.SUSPEND
    if not found.hyphenates:
        return Decision.KEEP
    return _by_halves(left, right, found)


def _by_halves(left: str, right: str, found: Lexicon) -> Decision:
    """Decide by whether the halves are words: those of a compound are, those of a word seldom."""
    if not found.words[right] or len(right) < 2:
        return Decision.UNDECIDED if found.prefixes[left] else Decision.JOIN
    return Decision.KEEP if found.prefixes[left] else Decision.UNDECIDED
