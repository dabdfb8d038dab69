"""How a text closes: signatures under a report, a date line, the line about an article's author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.readers import shapes
from edition.tokens import Block, Kind, plain

_OFFICE = re.compile(
    r"(?:(?:acting|deputy|vice|first|second|chief|senior|assistant|signed|for|on behalf of)[\s:,-]+){0,4}"
    r"(?:(?:head|chief|chairman|chairwoman|chair|secretary|commissar|director|editor|president|minister|"
    r"colonel|general|captain|major|lieutenant|commander|representative|plenipotentiary|inspector|officer|"
    r"assistant|commandant|governor|prosecutor|judge|clerk|member|delegate|investigator|manager|"
    r"deputy|начальник|секретарь|зам|пред)\b|\(?signed\)?)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:[^\W\d_][\w .-]{1,30}, ?)?(?:\d{1,2}(?:st|nd|rd|th)? )?[^\W\d_]{3,10}\.? "
    r"(?:\d{1,2}(?:st|nd|rd|th)?,? )?"
    r"(?:1[5-9]|20)\d\d(?: ?(?:g|г)\.?)?\.?|\d{1,2}[./]\d{1,2}[./](?:\d\d|\d{4})"
)
_ABOUT = re.compile(
    r"((?:[^\W\d_a-zа-я][\w.'’-]*\s+){1,4})(?:is|was|are|were) (?:an?|the|currently|one)\b.*", re.DOTALL
)
_MOST_LINES = 6


def office(text: str) -> bool:
    """Tell whether a line is a signature by its make: an office first, a name last, no full stop."""
    if not shapes.short(text, 120, 18) or shapes.ends_sentence(text) or text.rstrip()[-1] in ",;:)":
        return False
    return bool(_OFFICE.match(text)) and shapes.last_word(text)[:1].isupper() and len(text.split()) >= 2


def dateline(text: str) -> bool:
    """Tell whether a line is a date, perhaps with a place, and no more."""
    return len(text) <= 60 and bool(_DATE.fullmatch(text))


def about_author(text: str) -> bool:
    """Tell whether a paragraph says who somebody is: `N. N. is a historian.`."""
    if len(text) > 400:
        return False
    found = _ABOUT.fullmatch(text)
    return bool(found) and len(found.group(1).split()) >= 2 if found else False


def close(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of one text, notes not among them, with its closing lines recognised."""
    out = list(blocks)
    for at in range(len(out) - 1, max(0, len(out) - 1 - _MOST_LINES), -1):
        block = out[at]
        if block.kind is not Kind.P or block.type:
            break
        text = plain(block.inlines)
        if dateline(text):
            out[at] = replace(block, type="dateline")
        elif office(text) or (shapes.name_like(text) and _initialled(text)):
            out[at] = replace(block, kind=Kind.SIGNED)
        elif at == len(out) - 1 and about_author(text):
            out[at] = replace(block, type="byline")
        else:
            break
    return out


def _initialled(text: str) -> bool:
    """Tell whether a name stands as under a letter: two or three words, or initials and a surname."""
    return len(text.split()) <= 3
