"""What the lines of a Markdown source hold that Markdown itself does not know, seen to before parsing.

The metadata block that writers set before a text, and the paragraphs of a footnote's definition, which are
indented. Line numbers never change: what is taken out leaves a blank line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.common.utils import normalizeReference

from edition.ledger import Ledger
from edition.readers.markdown import dialects, pandoc

FENCES = frozenset({"---", "..."})
METADATA = re.compile(r"[\w-]+:(?:\s|$)|\s|[-#]|$")
LONGEST_METADATA = 100
DEFINITION = re.compile(r" {0,3}\[\^[^\]\s]{1,40}\]:")
TARGET = re.compile(
    r""" {0,3}\[(?P<label>[^\]\[^][^\]\[]*)\]:\s+"""
    r"""<?(?P<href>(?:[a-z]+:|/|\#|\.{1,2}/|[\w./-]+\.(?:html?|md|pdf|jpe?g|png))[^\s<>]*)>?"""
    r"""(?:\s+(?:"(?P<title>[^"]*)"|'[^']*'|\([^()]*\)))?\s*"""
)
"""`[label]: address "title"`: where the links of a label lead (CommonMark 4.7)."""
LABELLED = re.compile(r"\]\[([^\]\[]+)\]")
INDENT = re.compile(r"(?: {2,4}|\t)(?=\s*\S)")


@dataclass(slots=True)
class Prepared:
    """Lines ready for the parser."""

    lines: list[str]
    continued: set[int] = field(default_factory=set)
    """Lines (from 1) that go on with the definition of a footnote; their indent is off."""
    references: dict[str, dict[str, object]] = field(default_factory=dict)
    """Where links with a label lead, by label as CommonMark compares them."""
    vault: bool = False
    """Whether it is a note of Obsidian."""
    emptied: set[int] = field(default_factory=set)
    """Lines (from 1) that held markup only: blank now, no gap of the text."""

    @property
    def env(self) -> dict[str, object]:
        """What the parser is told besides the lines."""
        return {"references": self.references, "vault": self.vault}


def prepare(lines: Sequence[str], ledger: Ledger) -> Prepared:
    """Return the lines without metadata block, and with the bodies of definitions moved to the margin."""
    out = Prepared([line.replace("\f", " ") for line in lines])
    for at in range(metadata_end(out.lines)):
        ledger.take(at + 1, "metadata-block", html.unescape(out.lines[at]))
        ledger.mark(at + 1, at + 1, "metadata-block")
        out.lines[at] = ""
    targets(out, ledger)
    out.vault = dialects.is_vault(lines)
    for at, found, rest in [*dialects.furniture(out.lines, out.vault)]:
        take(out, at, found, rest, ledger)
    for at, found, rest in [*pandoc.furniture(out.lines)]:
        take(out, at, found, rest, ledger)
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


def take(out: Prepared, at: int, found: str, rest: str, ledger: Ledger) -> None:
    """Take off a line what is no text. Changes `out` and the ledger."""
    ledger.take(at + 1, "attributes", html.unescape(found))
    out.lines[at] = rest
    if not rest:
        ledger.mark(at + 1, at + 1, "attributes")
        out.emptied.add(at + 1)


def targets(out: Prepared, ledger: Ledger) -> None:
    """Take the definitions of link targets out of the lines. Changes `out` and the ledger.

    A number's is one only where a link has the number as its label: else it is a note that is an address.
    """
    used = {normalizeReference(m) for line in out.lines for m in LABELLED.findall(line)}
    for at, line in enumerate(out.lines):
        found = TARGET.fullmatch(line)
        label = normalizeReference(found["label"]) if found else ""
        if found is None or (label.isdigit() and label not in used):
            continue
        known = {"href": found["href"], "title": found["title"] or "", "map": [at, at + 1]}
        out.references.setdefault(label, known)
        ledger.take(at + 1, "link-target", line)
        ledger.mark(at + 1, at + 1, "link-target")
        out.lines[at] = ""


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
