"""Citations as one reads them: notes written with `*italics*`, and what was found, a part a line.

From the folder `tests`, `python -m support.citations FILE.xml [FIRST [LAST]]` shows what is found in the
notes of a TEI file, counted from 1: the place to look first when a citation is missed or misread.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from edition.annotate.citations import Citation, Part, find
from edition.annotate.works.sequence import citing, italics, own_blocks
from edition.tei.names import tei
from edition.tei.parse import parse


def marked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without its asterisks, and the stretches between two of them."""
    italic: list[tuple[int, int]] = []
    at = 0
    for n, piece in enumerate(line.split("*")):
        if n % 2:
            italic.append((at, at + len(piece)))
        at += len(piece)
    return line.replace("*", ""), italic


def _part(text: str, part: Part) -> str:
    name = f"{part.kind} {part.type}".strip()
    words = " ".join(text[part.start : part.end].split())
    return f"    {name:<18} {words}" + (f"  =  {part.value or 'the same'}" if part.value != words else "")


def shown(text: str, found: Sequence[Citation]) -> str:
    """Return citations as lines: what each is, its words, its parts."""
    lines: list[str] = []
    for citation in found:
        facts = [citation.form, citation.relation, citation.signal and f"“{citation.signal}”"]
        words = " ".join(text[citation.start : citation.end].split())
        lines.append(f"  {', '.join(filter(None, facts))}: {words}")
        lines += [_part(text, part) for part in citation.parts]
    return "\n".join(lines) or "  nothing"


def noted(path: Path) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the text of each block of each note of a TEI file, with what is found in it."""
    root = parse(path.read_bytes(), str(path)).getroot()
    for note in filter(citing, root.iter(tei("note"))):
        for block in own_blocks(note):
            yield block.text, find(block.text, italic=italics(block))


def _show(path: str, first: str = "1", last: str = "1000000") -> None:
    for n, (text, found) in enumerate(noted(Path(path)), 1):
        if int(first) <= n <= int(last):
            sys.stdout.write(f"{n} {' '.join(text.split())}\n{shown(text, found)}\n")


if __name__ == "__main__":
    _show(*sys.argv[1:])
