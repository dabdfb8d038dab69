"""What the tests of the plain reader share: reading a text, counting its words, the shape of its blocks."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from support import beside

from edition.ledger import Ledger, words
from edition.problems import Problems
from edition.proof import difference
from edition.readers import plain
from edition.tokens import Block, Kind
from edition.tokens import plain as text_of

LONG = (
    "The inspectors wrote their summaries for several weeks, and they agree in the main, although the "
    "figures differ from one office to the next and nobody ever compared them."
)


class Reading:
    """A text as the plain reader reads it."""

    def __init__(self, source: str | Sequence[str]) -> None:
        self.lines = source.split("\n") if isinstance(source, str) else list(source)
        self.ledger = Ledger()
        self.problems = Problems()
        self.blocks = plain.read(self.lines, self.ledger, self.problems)

    def kinds(self, *kinds: Kind) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    def shape(self) -> list[str]:
        """One word a block: kind, with level, type, number where it has them."""
        return [shape(block) for block in self.blocks]

    def missing(self) -> tuple[Counter[str], Counter[str]]:
        """Words of the source that are nowhere, words that the source does not have."""
        source = Counter(word for line in self.lines for word in words(line))
        return difference(source, self.ledger, Counter(words_of(self.blocks)))

    def assert_whole(self) -> None:
        assert self.missing() == (Counter(), Counter())
        unmarked = [
            i for i, line in enumerate(self.lines, 1) if line.strip() and i not in self.ledger.classes
        ]
        assert unmarked == []


def shape(block: Block) -> str:
    parts = [block.kind.value]
    if block.kind is Kind.HEAD:
        parts.append(str(block.level))
    parts += [part for part in (block.type, block.n, block.label) if part]
    return " ".join(parts)


def words_of(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from words(text_of(block.inlines))  # a word that a line's end divides is one again
        if block.kind is Kind.SPEECH:
            yield from words(block.marker)
        yield from words_of(block.children)


def texts(blocks: Sequence[Block]) -> list[str]:
    return [text_of(block.inlines) for block in blocks]


def seed(number: str) -> Reading:
    """Read a seed text, its characters normalised as decoding does."""
    text = unicodedata.normalize("NFC", beside.seed(number).read_text("utf-8"))
    return Reading(text.translate({0x2BA: '"', 0x2B9: "'", 0x2010: "-", 0xA0: " "}))
