"""A note's citations on their way: what each says, which work it was taken for, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from edition.annotate.citations import Citation
from edition.annotate.works.catalogue import Entry
from edition.annotate.works.facts import Facts

Cert = Literal["high", "medium", "low", "unknown"]
"""TEI's degrees (`teidata.certainty`). `unknown`: a citation, but of which work is open."""


@dataclass(slots=True, eq=False)
class Cited:
    """One citation in its note: found now, or marked in the text by an editor (`fixed`)."""

    citation: Citation
    text: str
    """The text of the block that it stands in."""
    facts: Facts = field(default_factory=Facts)
    entry: Entry | None = None
    cert: Cert = "unknown"
    reason: str = ""
    candidates: tuple[Entry, ...] = ()
    fixed: bool = False
    """Decided in the text: it may have no work, too."""
    own: bool = False
    """What it says of its work is enough for an entry."""

    @property
    def said(self) -> str:
        """The citation as printed."""
        return " ".join(self.text[self.citation.start : self.citation.end].split())

    @property
    def beside(self) -> bool:
        """Whether it stands in brackets beside another: the translation of the work cited there."""
        return self.citation.bracketed or self.citation.relation == "in-brackets"


@dataclass(slots=True)
class Note:
    """A note's citations in their order. `lost`: its body is not there; `opens`: counting begins anew.

    `strand` tells notes apart that do not follow each other: those of the text, of a text within it.
    """

    ident: str
    cited: list[Cited] = field(default_factory=list)
    lost: bool = False
    opens: bool = False
    strand: object = None
    text: str = ""


def entries(cited: Iterable[Cited]) -> tuple[Entry, ...]:
    """Return the works of citations, each once."""
    return tuple(dict.fromkeys(one.entry for one in cited if one.entry is not None))


def works(cited: Iterable[Cited]) -> set[str]:
    """Return the ids of the works of citations."""
    return {entry.id for entry in entries(cited)}


def weakest(cited: Iterable[Cited]) -> Cert:
    """Return the least degree of certainty among citations."""
    order: tuple[Cert, ...] = ("high", "medium", "low", "unknown")
    return max((one.cert for one in cited), key=order.index)


def is_pair(note: Note) -> bool:
    """Say whether a note is *Ibid.* with *Ibid.* in brackets: a work and its translation, cited again."""
    forms = [(one.citation.form, one.beside) for one in note.cited if not one.fixed]
    return forms[:2] == [("ibid", False), ("ibid", True)]


def in_passing(cited: Cited) -> bool:
    """Say whether a citation stands in parentheses after a remark, where it is easily passed over."""
    before, after = cited.text[: cited.citation.start].rstrip(), cited.text[cited.citation.end :].lstrip()
    return before.endswith("(") and after.startswith(")") and len(before) > 1
