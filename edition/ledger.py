"""The ledger of an import: what became of every source line, and of every word.

Every line is text, note, marker-only, page furniture, or discarded by a named rule; blank lines are
blank. Words taken out of the text are entered with the rule that took them, so that

    words of the source = words of the TEI text + words taken out, joins counted

can be proved word by word by somebody who trusts neither the readers nor the builder (`prove`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W_]+")
"""A word is a run of letters and digits; apostrophes and hyphens divide."""


def words(text: str) -> list[str]:
    """Return the words of `text` in order."""
    return WORD.findall(text)


@dataclass(slots=True)
class Ledger:
    """Entries by line. `path` names the source in messages."""

    path: str = ""
    classes: dict[int, str] = field(default_factory=dict)
    """Line -> `text`, `note`, `furniture`, or the name of the rule that discarded it."""
    taken: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, rule, characters): what was taken out of the text, and by which rule."""
    joins: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, first half, second half): two words of the source that became one."""
    splits: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, first, second): one word of the source that became two (`Shera53and` -> call taken out)."""
    normalised: Counter[str] = field(default_factory=Counter)
    """How often each normalisation was applied, for `editorialDecl`."""

    def mark(self, first: int, last: int, kind: str) -> None:
        """Enter lines `first`…`last` under a class or a discarding rule."""
        for line in range(first, last + 1):
            self.classes[line] = kind

    def take(self, line: int, rule: str, text: str) -> None:
        """Enter characters that were taken out of the text at `line` by `rule`."""
        self.taken.append((line, rule, text))

    def join(self, line: int, first: str, second: str) -> None:
        """Enter that two words, `first` at `line` and `second` after it, became one."""
        self.joins.append((line, first, second))

    def split(self, line: int, first: str, second: str) -> None:
        """Enter that one word of the source became two where something was taken out between them."""
        self.splits.append((line, first, second))


def ranges(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Return the lines as (first, last) ranges, in order."""
    out: list[tuple[int, int]] = []
    for line in sorted(lines):
        if out and out[-1][1] == line - 1:
            out[-1] = (out[-1][0], line)
        else:
            out.append((line, line))
    return out
