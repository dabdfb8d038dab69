"""From how much text on a document is divided into pages of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many characters on a document, and a division within it, are divided.

    `portion` is for what has no divisions to be divided into: from there on it is given out in portions.
    """

    document: int = 18_000
    division: int = 150_000
    portion: int = 120_000
