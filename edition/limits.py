"""From how much text on a document is divided into pages of the site."""

from __future__ import annotations

from dataclasses import dataclass

DIVISION = 150_000


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many characters on a document, and a division within it, are divided.

    `portion` is for what has no divisions to be divided into: from there on it is given out in portions.
    """

    document: int = 18_000
    division: int = DIVISION
    portion: int = 120_000

    @property
    def undivided(self) -> int:
        """How much text without divisions one page holds: as much as divisions may, if more."""
        return self.portion if self.division <= DIVISION else max(self.portion, self.division)
