"""What *Ibid.* can mean: the citations of the note before, as notes are read in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.annotate.works.cited import Cited, Note, is_pair, works
from edition.numerals import YEAR

A_YEAR = re.compile(rf"\b{YEAR}\b")
NEAR = 2
"""So many notes before, *Ibid.* with its translation in brackets finds a citation that has one."""


@dataclass(slots=True)
class Chain:
    """One strand of notes: those of the text, or those of a text printed within it."""

    before: Sequence[Cited] = ()
    """Citations of the last note that had any, those beside others left out."""
    beside: Sequence[Cited] = ()
    """Those in brackets beside them, or beside earlier citations of the same work."""
    broken: str = ""
    """Why *Ibid.* has nothing to go by, if something was cited."""
    passed: int = 0
    """How much the remarks since count, that cite nothing: one may name its source in other words."""
    paired: tuple[Sequence[Cited], Sequence[Cited], int] = field(default=((), (), 0))
    """Citations of the last note with some in brackets, these, and how many notes ago."""

    def reach(self, note: Note) -> None:
        """Come to the next note."""
        if note.lost:
            self.broken = "the note before it is lost"
        if note.opens and self.before:
            self.broken = "it opens a sequence of notes"
        if not note.cited:
            self.passed += 2 if A_YEAR.search(note.text) else 1

    @property
    def doubtful(self) -> bool:
        """Whether more than one remark, or one with a year in it, stands between."""
        return self.passed > 1

    def go_back(self, note: Note) -> bool:
        """Pass over a note without translation if this one has one; say whether it does."""
        before, beside, ago = self.paired
        if self.beside or self.broken or not 0 < ago <= NEAR or not is_pair(note):
            return False
        self.before, self.beside = before, beside
        return True

    def last(self, beside: bool) -> tuple[Sequence[Cited], str]:
        """Return what was cited last, in brackets if `beside`, and why that does not help, if it does not."""
        if beside:
            found, none = self.beside, "nothing was cited in brackets before"
        else:
            found, none = self.before, "nothing was cited before"
        return (found, self.broken) if found else ((), none)

    def went(self, main: Sequence[Cited], beside: Sequence[Cited]) -> None:
        """Remember what a note cited, for the next one."""
        if main and beside:
            self.before, self.beside = main, beside
        elif main:
            self.beside = self.beside if works(main) == works(self.before) else ()
            self.before = main
        elif beside:
            self.before = beside
        ago = self.paired[2] + 1 if self.paired[2] else 0
        self.paired = (self.before, self.beside, 1) if self.beside else (*self.paired[:2], ago)
        self.broken = ""
        self.passed = 0
