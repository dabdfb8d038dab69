"""What the lines of a Markdown source hold that Markdown itself does not know, seen to before parsing.

The metadata block that writers set before a text, and the paragraphs of a footnote's definition, which are
indented. Line numbers never change: what is taken out leaves a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ledger import Ledger

FENCES = frozenset({"---", "..."})
METADATA = re.compile(r"[\w-]+:(?:\s|$)|\s|[-#]|$")
LONGEST_METADATA = 100
DEFINITION = re.compile(r" {0,3}\[\^[^\]\s]{1,40}\]:")
INDENT = re.compile(r"(?: {2,4}|\t)(?=\s*\S)")


@dataclass(slots=True)
class Prepared:
    """Lines ready for the parser."""

    lines: list[str]
    continued: set[int] = field(default_factory=set)
    """Lines (from 1) that go on with the definition of a footnote; their indent is off."""


def prepare(lines: Sequence[str], ledger: Ledger) -> Prepared:
    """Return the lines without metadata block, and with the bodies of definitions moved to the margin."""
    out = Prepared([line.replace("\f", " ") for line in lines])
    for at in range(metadata_end(out.lines)):
        ledger.take(at + 1, "metadata-block", out.lines[at])
        ledger.mark(at + 1, at + 1, "metadata-block")
        out.lines[at] = ""
    defining = False
    for at, line in enumerate(out.lines):
        indent = INDENT.match(line)
        if DEFINITION.match(line):
            defining = True
        elif line.strip() and indent is None and (at == 0 or not out.lines[at - 1].strip()):
            defining = False
        elif defining and indent is not None:
            out.lines[at] = line[indent.end() :]
            out.continued.add(at + 1)
    return out


def metadata_end(lines: Sequence[str]) -> int:
    """Return how many lines at the start are a metadata block (`---`, `key: value` …, `---`)."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for at, line in enumerate(lines[1:LONGEST_METADATA], 1):
        if line.rstrip() in FENCES:
            return at + 1 if at > 1 else 0
        if not METADATA.match(line) or (at == 1 and ":" not in line):
            return 0
    return 0
