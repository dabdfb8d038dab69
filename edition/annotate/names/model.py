"""What is looked for, and what is proposed: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.annotate.ranges import Flat
from edition.model.entries import Kind
from edition.model.links import Inside


@dataclass(frozen=True, slots=True)
class Person:
    """What tells a person from others: given names and patronymic as written, years of birth and death."""

    key: Inside
    given: tuple[str, ...] = ()
    patronymic: str = ""
    born: str = ""
    died: str = ""
    family: frozenset[str] = frozenset()
    """The skeletons of the family names."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry's name: skeletons of words, in order."""

    key: Inside
    kind: Kind
    words: tuple[str, ...]
    text: str
    family: bool = False
    """Whether it is a person's family name, which given names may precede or follow."""
    addressed: bool = False
    """Whether it is a given name with a patronymic: whose, the text around it must say."""
    weak: bool = False
    """Whether it needs more evidence than that it stands there: a pseudonym, a name at birth."""
    small: bool = False
    """Whether it is written with a small letter: a term, which may also be an ordinary word."""
    caps: bool = False
    """Whether it is an abbreviation in capitals."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mention found. `targets` are the entries that it can mean, the likeliest first."""

    document: str
    block: Flat
    start: int
    end: int
    kind: Kind
    targets: tuple[Inside, ...]
    certain: bool
    reason: str = ""
    """What is in doubt."""

    @property
    def text(self) -> str:
        """The words of the mention."""
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line of the file in which the block begins."""
        return self.block.line()


@dataclass(slots=True)
class Occurrence:
    """Where a form stands in a block, with what the words around it say."""

    start: int
    end: int
    forms: tuple[Form, ...]
    first: int
    last: int
    """The words of the block that it takes, from and to."""
    fits: tuple[Inside, ...] = ()
    """Persons whom the given names fit."""
    named: bool = False
    """Whether given names, initials or years stand with it."""
    doubt: str = ""
    block: int = 0
    scope: int = 0
    stranger: str = ""
    """The given names of somebody without entry."""
    odd: str = ""
    """The word before it, if that may be a given name that nobody knows."""
    addressed: bool = False
    """Whether only given name and patronymic stand there."""
    record: bool = False
    """Whether it stands in a person's record: relatives named there are no evidence for other places."""
    spelled: str = ""
    """The skeleton of a word that is not quite the name."""
    initials: bool = False
    """Whether one initial is all that stands with it."""
    closed: bool = False
    """Whether it is marked already: evidence, and nothing to propose."""
    extra: dict[str, str] = field(default_factory=dict)


ELEMENTS = {
    Kind.PERSON: "persName",
    Kind.PLACE: "placeName",
    Kind.ORG: "orgName",
    Kind.EVENT: "eventName",
    Kind.TERM: "term",
    Kind.OBJECT: "objectName",
    Kind.NAME: "name",
}
"""The element of a mention; works are the business of `edition cite`."""
