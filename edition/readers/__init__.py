"""Source text to tokens. `READERS` is the registry: name -> how to read, and how to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edition.ledger import Ledger
from edition.problems import Problems
from edition.readers import markdown, paged, plain
from edition.tokens import Block

Read = Callable[[Sequence[str], Ledger, Problems], list[Block]]
Evidence = Callable[[Sequence[str]], tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read a source, and the evidence that a source wants to be read so."""

    name: str
    read: Read
    evidence: Evidence
    marked: bool = False
    """Whether its sources hold Markdown: marks that are no words, headings levelled by their look."""


READERS: dict[str, Reader] = {
    "markdown": Reader("markdown", markdown.read, markdown.evidence, marked=True),
    "paged": Reader("paged", paged.read, paged.evidence),
    "plain": Reader("plain", plain.read, plain.evidence),
}


def detect(lines: Sequence[str]) -> tuple[Reader, str]:
    """Return the reader for these lines, and what was seen that says so."""
    weighed = [(reader, *reader.evidence(lines)) for reader in READERS.values()]
    reader, _, why = max(weighed, key=lambda entry: entry[1])
    return reader, why
