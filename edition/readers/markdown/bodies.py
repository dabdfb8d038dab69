"""Note bodies among the blocks of a source that marks its calls: labelled blocks that count upwards.

OCR and converters give one note block in half a dozen dresses (`1. …`, `- [1.](#) …`, `<sup>1</sup>. …`),
so the dress decides nothing. A chain of labelled blocks is a note block when the calls before it say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ledger import Ledger
from edition.readers.joins import runs_on
from edition.readers.markdown import backlinks, bare_calls, typed_calls
from edition.readers.notes import sections as notesections
from edition.readers.notes.sections import Sections
from edition.tokens import Block, Call, Kind, Text, plain

LABEL = re.compile(
    r"\s*[\[(]?(\d{1,4})\s*[\].):]+(?=\s|$)\s*|\s*(\d{1,3})\s+(?=[^\W\d_a-zа-яß-ÿё]|[\"“«„‘'(\[]|$)"
)
"""`3.`, `[3]`; and `3` before a capital, where the converter lost the stop or the book has none."""
LINKED = re.compile(r"\s*[\[(]?(\d{1,4})[\]).]*\s*")
SYMBOL = re.compile(r"\s*([*†‡§]+)\s*")
AFTER_LABEL = re.compile(r"^\s*[.:)\]]+\s*|^\s+")
PARAGRAPHS = {Kind.P, Kind.ITEM, Kind.QUOTE, Kind.VERSE, Kind.TABLE}
LEAP = 4
"""How many bodies in a row a source may lack and still be one note block."""
BETWEEN = 6
"""How many unlabelled blocks a body may go on for."""


@dataclass(slots=True)
class Chain:
    """A chain of labelled blocks: (index of the block, printed label, number by its place)."""

    links: list[tuple[int, str, int]] = field(default_factory=list)
    scrambled: bool = False
    """Its numbers do not ascend."""
    foot: bool = False
    """It stands at the foot of a page: the text goes on behind it."""

    @property
    def last(self) -> int:
        return self.links[-1][2]

    @property
    def start(self) -> int:
        return self.links[0][0]

    @property
    def end(self) -> int:
        return self.links[-1][0]

    @property
    def labels(self) -> set[str]:
        return {str(number) for _, _, number in self.links}


def label_of(block: Block) -> str:
    """Return the number or symbol that a block begins with as a note body might, or an empty string."""
    if block.kind not in {Kind.P, Kind.ITEM}:
        return ""
    if block.marker[:-1].isdigit():
        return block.marker[:-1]
    first = block.inlines[0] if block.inlines else None
    if isinstance(first, Call):
        return first.label
    if not isinstance(first, Text):
        return ""
    pattern = LINKED if first.href else LABEL
    match = pattern.fullmatch(first.text) if first.href else pattern.match(first.text)
    if match:
        return match[1] or match[match.lastindex or 1]
    symbol = SYMBOL.match(first.text)
    return symbol[1] if symbol and "sup" in first.rend else ""


def strip_label(block: Block, ledger: Ledger) -> None:
    """Take the label off a body's inlines (a list marker is off already). Changes the block."""
    if block.marker[:-1].isdigit() or not block.inlines:
        return
    first = block.inlines[0]
    if isinstance(first, Call):
        block.inlines.pop(0)
    elif isinstance(first, Text):
        match = (LINKED if first.href else LABEL).match(first.text)
        cut = match.end() if match else 0
        ledger.take(first.line, "note-number", first.text[:cut])
        first.text = first.text[cut:]
        if not first.text:
            block.inlines.pop(0)
    head = block.inlines[0] if block.inlines else None
    if isinstance(head, Text):
        head.text = AFTER_LABEL.sub("", head.text)
        if not head.text:
            block.inlines.pop(0)


def chains(blocks: Sequence[Block]) -> list[Chain]:
    """Return the ascending chains of labelled blocks, in order."""
    labelled = [(index, label) for index, block in enumerate(blocks) if (label := label_of(block)).isdigit()]
    out: list[Chain] = []
    for place, (index, label) in enumerate(labelled):
        number = int(label)
        if out and together(blocks, out[-1].links[-1][0], index, label):
            follows = labelled[place + 1][1] if place + 1 < len(labelled) else ""
            if 0 < number - out[-1].last <= LEAP:
                out[-1].links.append((index, label, number))
                continue
            if follows == str(out[-1].last + 2):  # misprinted between two right ones
                out[-1].links.append((index, label, out[-1].last + 1))
                continue
        out.append(Chain([(index, label, number)]))
    return out


def together(blocks: Sequence[Block], first: int, second: int, label: str = "") -> bool:
    """Say whether two labelled blocks may stand in one note block: no heading and not much between.

    What calls the second (its `label`) is text, so that the first stood at the foot of a page before.
    """
    between = blocks[first + 1 : second]
    if any(block.kind in {Kind.HEAD, Kind.DIV} or label in labels_in(block) for block in between):
        return False
    return sum(block.kind in PARAGRAPHS for block in between) <= BETWEEN


def find(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with every note body made one `NOTE` block (`n`: its number by its place)."""
    blocks = bare_calls.find(typed_calls.find(blocks, ledger), ledger)
    sections = notesections.find(blocks, label_of)
    accepted = accept(blocks, sections)
    blocks = symbols(rebuild(blocks, accepted, sections, ledger), ledger)
    backlinks.strip(blocks, ledger)
    return blocks


def accept(blocks: Sequence[Block], sections: Sections) -> list[Chain]:
    """Return the chains that are note blocks.

    A chain is one if at least half of its numbers were called since the note block before it and it
    answers at least half of those calls, or if it stands under a heading that says "Notes". A list in
    running text fails by this: a later chain of its section has its numbers too, and the calls between go
    on counting.
    """
    accepted: list[Chain] = []
    calls: set[str] = set()
    seen = 0
    found = runs(blocks, chains(blocks))
    for place, chain in enumerate(found):
        calls = calls.union(*(labels_in(blocks[index]) for index in range(seen, chain.start)))
        seen = max(seen, chain.start)
        answered = len(chain.labels & calls)
        fits = 2 * answered >= len(chain.labels) and 2 * answered >= len(calls)
        titled = chain.start in sections.covered
        if titled or (fits and not outdone(blocks, chain, found[place + 1 : place + 2])):
            accepted.append(chain)
            calls = set()
            seen = chain.end + 1
        else:
            calls = calls.union(*(labels_in(blocks[index]) for index, _, _ in chain.links))
    mark_feet(blocks, accepted)
    return accepted


def mark_feet(blocks: Sequence[Block], accepted: Sequence[Chain]) -> None:
    """Tell the chains of a text whose notes stand at the feet of its pages. Changes the chains.

    Such a text goes on behind its notes: in a third of the cases or more with calls before the next heading.
    """
    starts = {chain.start for chain in accepted}
    opened = 0
    for chain in accepted:
        for index in range(chain.end + 1, len(blocks)):
            if index in starts or blocks[index].kind is Kind.HEAD:
                break
            if labels_in(blocks[index]):
                opened += 1
                break
    for chain in accepted:
        chain.foot = 3 * opened >= len(accepted)


def labels_in(block: Block) -> set[str]:
    """Return the numbers a block calls; what a transcribed picture shows calls no note of the text."""
    calls = [p for p in block.inlines if isinstance(p, Call)] if is_transcript(block) else calls_in(block)
    return {call.label for call in calls if call.label.isdigit() and not call.defined}


def outdone(blocks: Sequence[Block], chain: Chain, following: Sequence[Chain]) -> bool:
    """Say whether the next chain of the section answers the same calls, and more that come between."""
    for other in following:
        between = blocks[chain.end + 1 : other.start]
        if not chain.labels <= other.labels or any(block.kind is Kind.HEAD for block in between):
            return False
        called = set().union(*(labels_in(block) for block in between))
        return not called & chain.labels
    return False


def runs(blocks: Sequence[Block], found: list[Chain]) -> list[Chain]:
    """Return the chains, single ones that follow each other closely made one: bodies out of order."""
    out: list[Chain] = []
    for chain in found:
        before = out[-1] if out else None
        single = len(chain.links) == 1
        numbers = {number for _, _, number in before.links} if before else set()
        if (
            before is not None
            and single
            and (len(before.links) == 1 or before.scrambled)
            and chain.last not in numbers
            and together(blocks, before.links[-1][0], chain.start, str(chain.last))
        ):
            before.links.extend(chain.links)
            before.scrambled = True
        else:
            out.append(chain)
    return out


def is_transcript(block: Block) -> bool:
    """Say whether a block shows what a picture shows; its numbers are not the text's."""
    return block.kind is Kind.FIGURE


def calls_in(block: Block) -> list[Call]:
    """Return the calls in a block and in its children."""
    out = [piece for piece in block.inlines if isinstance(piece, Call)]
    for child in block.children:
        out.extend(calls_in(child))
    return out


def rebuild(blocks: list[Block], accepted: list[Chain], sections: Sections, ledger: Ledger) -> list[Block]:
    """Return the blocks with the accepted chains' blocks, and what continues them, as notes."""
    starts = {index: (label, number, chain) for chain in accepted for index, label, number in chain.links}
    heads = {id(blocks[index]) for index in sections.heads}
    out: list[Block] = []
    note: Block | None = None
    chain: Chain | None = None
    for index, block in enumerate(blocks):
        if index in starts:
            label, number, chain = starts[index]
            drop_headings(out, heads, ledger)
            note = body(block, label, number, ledger)
            if index in sections.answers:
                note.facts["answers"] = "{}-{}".format(*sections.answers[index])
            out.append(note)
        elif note is not None and chain is not None and continues(blocks, index, chain, note):
            ledger.mark(block.first, block.last, "note")
            note.children.append(block)
            note.last = block.last
        else:
            if block.kind in PARAGRAPHS | {Kind.HEAD}:
                note = None
            out.append(block)
    return out


def drop_headings(out: list[Block], heads: set[int], ledger: Ledger) -> None:
    """Discard headings over notes (by id or name), and rules, that stand before a body. Changes `out`."""
    while out and (out[-1].kind in {Kind.GAP, Kind.RULE} or id(out[-1]) in heads or names_called(out[-1])):
        head = out.pop()
        if head.kind is Kind.HEAD:
            ledger.take(head.first, "notes-heading", plain(head.inlines))
            ledger.mark(head.first, head.last, "notes-heading")


def names_called(block: Block) -> bool:
    """Say whether a block is a heading as works have it, too: over notes that are called, it is theirs."""
    return block.kind is Kind.HEAD and plain(block.inlines).strip(" :.").casefold() in notesections.CALLED


def symbols(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with the bodies of notes marked `*` or `a` as notes: those of marks called before."""
    called: Counter[str] = Counter()
    out = []
    for block in blocks:
        first = block.inlines[0] if block.kind in {Kind.P, Kind.ITEM} and block.inlines else None
        if isinstance(first, Call) and not first.label.isdigit() and called[first.label]:
            called[first.label] -= 1
            note = body(block, first.label, 0, ledger)
            note.n = first.label
            out.append(note)
            continue
        if block.kind is not Kind.NOTE and not is_transcript(block):
            called.update(
                call.label for call in calls_in(block) if not call.label.isdigit() and not call.defined
            )
        out.append(block)
    return out


def body(block: Block, label: str, number: int, ledger: Ledger) -> Block:
    """Return the `NOTE` that a labelled block begins."""
    ledger.mark(block.first, block.last, "note")
    strip_label(block, ledger)
    paragraph = Block(Kind.P, block.inlines, block.first, block.last)
    note = Block(Kind.NOTE, first=block.first, last=block.last, label=label, n=str(number))
    note.children = [*([paragraph] if block.inlines else []), *block.children]
    return note


def continues(blocks: Sequence[Block], index: int, chain: Chain, note: Block) -> bool:
    """Say whether an unlabelled block belongs to the body before it.

    Between two bodies of a chain everything does that is a paragraph; after the last one, what follows
    without a gap, and what goes on in mid-sentence after one. At the foot of a page only the latter does,
    and nowhere what goes on with the text before the notes.
    """
    block = blocks[index]
    if block.kind not in PARAGRAPHS or (block.inlines and isinstance(block.inlines[0], Call)):
        return False
    if index < chain.links[-1][0]:
        return True
    before = blocks[index - 1]
    if not note.children:  # its number stands alone on a line
        return before.kind in {*PARAGRAPHS, Kind.GAP}
    last = note.children[-1]
    if runs_on(text_before(blocks, chain), plain(block.inlines)):
        return False
    if chain.foot or before.kind in {Kind.GAP, Kind.RULE, Kind.FIGURE, Kind.HEAD}:
        return runs_on(plain(last.inlines), plain(block.inlines))
    return before.kind in PARAGRAPHS


def text_before(blocks: Sequence[Block], chain: Chain) -> str:
    """Return the paragraph of the text that stands before a note block."""
    for block in reversed(blocks[max(0, chain.start - BETWEEN) : chain.start]):
        if block.kind in PARAGRAPHS:
            return plain(block.inlines)
    return ""
