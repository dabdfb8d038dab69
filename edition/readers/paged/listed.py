"""Titles that the text itself lists: in its contents, and in the running heads of its pages.

A line that says the same as an entry of the contents is a heading, however little sets it off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edition.readers import titles
from edition.readers.paged import folios
from edition.readers.paged.layout import Row, leads

_LEADER = re.compile(r"[\s.…]*[.…][\s.…]*(?:\d{1,4}|[ivxlc]{1,8})?\s*$")
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,7})\.?\s+(?=\S)")
LONGEST = 3
"""Rows. No title takes more."""
SHALLOW = 2
"""Blanks of indentation; less does not tell two levels of a table of contents apart."""


@dataclass(slots=True)
class Titles:
    """Titles by their words."""

    heads: set[str] = field(default_factory=set)
    """Of chapters, which stand over their pages."""
    levels: dict[str, int] = field(default_factory=dict)
    """Of entries of the contents: their depth from 1, 0 where the contents do not show it."""
    styles: list[str] = field(default_factory=list)
    """How chapters and, if otherwise, their sections are numbered: `roman`, then `arabic`."""

    def __contains__(self, words: str) -> bool:
        return bool(words) and (words in self.heads or words in self.levels)


@dataclass(frozen=True, slots=True)
class Match:
    """A title found: its last row, its number, how many characters that takes, and its level (0: unknown)."""

    end: int
    number: str = ""
    cut: int = 0
    level: int = 0


def key(text: str) -> str:
    """Return the letters and digits of a title, by which two are compared."""
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def find(found: Sequence[Row], furniture: Mapping[int, str]) -> Titles:
    """Return the titles that contents and running heads list."""
    out = Titles()
    entries: list[tuple[int, str]] = []
    open_entry = ""
    for row in found:
        if furniture.get(row.line) == "running-head":
            edge = folios.edge(row.text)
            out.heads.add(key(edge[1] if edge else row.text))
        elif leads(row.text):
            entries.append((row.indent, _LEADER.sub("", row.text)))
            if open_entry:
                entries.append((row.indent, f"{open_entry} {entries[-1][1]}"))
            open_entry = ""
        else:
            open_entry = f"{open_entry} {row.text}".strip() if entries and len(row.text) < 100 else ""
    steps = sorted({indent for indent, _ in entries})
    steps = [step for at, step in enumerate(steps) if at == 0 or step - steps[at - 1] >= SHALLOW]
    numbers = [numbered["number"] for _, text in entries if (numbered := _NUMBER.match(text))]
    out.styles = list(dict.fromkeys("arabic" if number[0].isdigit() else "roman" for number in numbers))
    for indent, text in entries:
        level = sum(step <= indent for step in steps) if len(steps) > 1 else 0
        for words in (text, _NUMBER.sub("", text, count=1)):
            out.levels.setdefault(key(words), level)
    return out


def match(found: Sequence[Row], at: int, known: Titles) -> Match | None:
    """Return the title that begins at a row, the longest that is listed; with its number, if it has one."""
    first = found[at].text
    if leads(first):
        return None
    if at + 1 < len(found) and found[at + 1].page == found[at].page and _is_number(first):
        below = match(found, at + 1, known)
        if below and not below.number:
            return Match(below.end, "", 0, below.level or 1)
    best = None
    text = ""
    for end in range(at, min(at + LONGEST, len(found))):
        if found[end].page != found[at].page or leads(found[end].text):
            break
        text = f"{text} {found[end].text}".strip()
        numbered = _NUMBER.match(text)
        rest = text[numbered.end() :] if numbered else ""
        if numbered and key(rest) in known:
            number = numbered["number"]
            inner = known.styles == ["roman", "arabic"] and number[0].isdigit()
            best = Match(end, number, numbered.end(), number.count(".") + 1 + inner)
        elif key(text) in known:
            best = Match(end, level=1 if key(text) in known.heads else known.levels[key(text)])
    return best


def _is_number(text: str) -> bool:
    """Tell whether a line is nothing but a chapter's number: `3`, `IV`, `Chapter Two`."""
    return bool(folios.alone(text)) or (len(text) < 30 and titles.number(text)[2] >= len(text.rstrip()))
