"""What a text browser adds to a page that it writes as text: numbers of links, a list of their addresses.

`lynx -dump`, `links -dump` and `elinks -dump` put `[12]` before the words of a link and `12. https://…` at
the end of the text, under `References`, `Visible links`, `Hidden links`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from edition.ledger import Ledger
from edition.readers.notes.align import Candidate, chain

LISTED = re.compile(r"\s*(?P<n>\d{1,5})\.\s+(?P<address>[A-Za-z][A-Za-z0-9+.-]*:\S+)\s*")
TITLES = re.compile(r"\s*(?:references|links|(?:visible|hidden) links:?)\s*", re.IGNORECASE)
MARK = re.compile(r"\[(\d{1,5})\](?=\S|$)")
LEAST = 3
SHARE = 0.6
"""The share of listed links that must stand in the text."""


def without_links(lines: Sequence[str], ledger: Ledger) -> list[str]:
    """Return the lines without the numbers of links and the list of their addresses, all entered."""
    start = _list_start(lines)
    listed = [int(found["n"]) for line in lines[start:] if (found := LISTED.fullmatch(line))]
    if len(listed) < LEAST or listed[0] != 1 or any(b != a + 1 for a, b in itertools.pairwise(listed)):
        return list(lines)
    marks = [(at, found) for at, line in enumerate(lines[:start]) for found in MARK.finditer(line)]
    bodies: dict[int, tuple[int, ...]] = dict.fromkeys(listed, ())
    chosen = chain([Candidate(int(found[1]), 1.0) for _, found in marks], bodies)
    if len(chosen) < SHARE * len(listed):
        return list(lines)
    out = list(lines)
    for at, found in reversed([marks[place] for place in chosen]):
        ledger.take(at + 1, "link-number", found[0])
        out[at] = out[at][: found.start()] + out[at][found.end() :]
    for at in range(start, len(lines)):
        if lines[at].strip():
            ledger.take(at + 1, "link-target", lines[at])
            ledger.mark(at + 1, at + 1, "link-target")
            out[at] = ""
    return out


def _list_start(lines: Sequence[str]) -> int:
    """Return where the list of addresses that ends the lines begins, its headings with it."""
    start = at = len(lines)
    while at and (
        not lines[at - 1].strip() or LISTED.fullmatch(lines[at - 1]) or TITLES.fullmatch(lines[at - 1])
    ):
        at -= 1
        start = at if lines[at].strip() else start
    return start
