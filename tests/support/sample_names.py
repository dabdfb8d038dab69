"""Random samples of the mentions that `edition tag` proposes, to be judged by eye.

    python tests/support/sample_names.py TEI_FOLDER DOCUMENT precision 200 [SEED]
    python tests/support/sample_names.py TEI_FOLDER DOCUMENT recall 40 [SEED]

`precision` prints so many proposals for persons with the words around them; `recall` prints so many whole
paragraphs and notes, with what is proposed in them between brackets (doubtful ones with a question mark).
The verdicts are kept as facts (block, name, entry), never as text: `tests/seeds/names-*.toml`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.annotate.names import Proposal, register, tag
from edition.annotate.ranges import Flat, blocks
from edition.model import Edition
from edition.model.entries import Kind
from edition.tei.names import ID


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal by what does not change when the text around it does: block, name, the how many-th of it."""

    block: str
    name: str
    number: int
    entry: str
    certain: bool
    proposal: Proposal


def block_id(block: Flat) -> str:
    """Return the id of the paragraph, note or entry that a block stands in, and how deep."""
    for steps, element in enumerate((block.element, *block.element.iterancestors())):
        if element.get(ID):
            return f"{element.get(ID)}{'+' * steps}"
    return ""


def persons(folder: Path, document: str) -> list[Found]:
    """Return the proposals for persons in a document, in order."""
    edition = Edition.load(folder)
    path = edition.documents[document].path
    found = tag(edition, path, (folder / path).read_bytes(), register(edition))
    seen: Counter[tuple[int, str]] = Counter()
    out = []
    for one in found.proposals.found:
        if one.kind is Kind.PERSON:
            name = " ".join(one.text.split())
            key = (id(one.block.element), name)
            seen[key] += 1
            entry = one.targets[0].id if one.certain or len(one.targets) == 1 else ""
            out.append(Found(block_id(one.block), name, seen[key], entry, one.certain, one))
    return out


def precision(found: list[Found], size: int, chance: random.Random) -> Iterator[str]:
    """Yield a line for each of a sample of the certain proposals."""
    for one in sorted(chance.sample([f for f in found if f.certain], size), key=lambda f: f.proposal.line):
        text, start, end = one.proposal.block.text, one.proposal.start, one.proposal.end
        around = f"{text[max(0, start - 90) : start]}[[{one.name}]]{text[end : end + 50]}"
        yield f"{one.block}|{one.number}|{one.entry}| {' '.join(around.split())}"


def recall(root: etree._Element, found: list[Found], size: int, chance: random.Random) -> Iterator[str]:
    """Yield a sample of a document's blocks of some length, with the proposals in them marked."""
    every = [block for block in blocks(root) if len(block.text.split()) > 15]
    marks: dict[str, list[Found]] = {}
    for one in found:
        marks.setdefault(one.block, []).append(one)
    for block in chance.sample(every, size):
        text = block.text
        for one in sorted(marks.get(block_id(block), ()), key=lambda f: -f.proposal.start):
            if one.proposal.block.text != block.text:
                continue
            start, end = one.proposal.start, one.proposal.end
            sign = "" if one.certain else "?"
            text = f"{text[:start]}[[{text[start:end]}={one.entry}{sign}]]{text[end:]}"
        yield f"## {block_id(block)} line {block.line()}\n{' '.join(text.split())}\n"


def main(arguments: list[str]) -> None:
    """Print the sample asked for."""
    folder, document, what, size = Path(arguments[0]), arguments[1], arguments[2], int(arguments[3])
    chance = random.Random(int(arguments[4]) if len(arguments) > 4 else 4)
    found = persons(folder, document)
    if what == "precision":
        lines = precision(found, size, chance)
    else:
        lines = recall(Edition.load(folder).documents[document].root, found, size, chance)
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
