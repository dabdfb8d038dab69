"""How a text closes: signatures under a report, a date line, the line about an article's author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.numerals import YEAR
from edition.readers import shapes
from edition.tokens import Block, Kind, plain

_OFFICE = re.compile(
    r"(?:(?:acting|deputy|vice|first|second|chief|senior|assistant|signed|for|on behalf of)[\s:,-]+){0,4}"
    r"(?:(?:head|chief|chairman|chairwoman|chair|secretary|commissar|director|editor|president|minister|"
    r"colonel|general|captain|major|lieutenant|commander|representative|plenipotentiary|inspector|officer|"
    r"assistant|commandant|governor|prosecutor|judge|clerk|member|delegate|investigator|manager|"
    r"deputy|начальник|секретарь|зам|пред)\b|\(?signed\)?"
    r"|(?:interrogated|recorded|signed|drawn up|compiled|certified|taken down|written down|typed) by\b"
    r"|допросил\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:[^\W\d_][\w .-]{1,30}, ?)?(?:\d{1,2}(?:st|nd|rd|th)? )?[^\W\d_]{3,10}\.? "
    r"(?:\d{1,2}(?:st|nd|rd|th)?,? )?"
    rf"{YEAR}(?: ?(?:g|г)\.?)?\.?"
    r"|(?:[^\W\d_][\w .-]{1,30}, ?)?\d{1,2}[./ -](?:[IVX]{1,4}|\d{1,2})[./ -](?:\d{4}|\d\d)(?: ?(?:g|г)\.?)?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d\d|\d{4})"
)
_ABOUT = re.compile(
    r"((?:[^\W\d_a-zа-я][\w.'’-]*\s+){1,4})"
    r"(?:(?:is|was|are|were) (?:an?|the|currently|one|author)\b|(?:ist|war|lebt|lehrt|est|était)\b"
    r"|(?:teaches|lives|works|writes|lectures|edits|studies|holds)\b).*",
    re.DOTALL,
)
_ABOUT_LABEL = re.compile(
    r"(?:about the authors?|über (?:den autor|die autorin)|об авторе)\s?:", re.IGNORECASE
)
_NAME_OFFICE = re.compile(
    r"([^\W\d_a-zа-я][\w'’.-]*(?: [^\W\d_a-zа-я][\w'’.-]*){0,3}), [a-zа-я]+(?: [a-zа-я]+){0,3}"
)
_POSTSCRIPT = re.compile(r"P\.? ?(?:P\.? ?)?S\b|[ЗP]\. ?[ЫS]\.|Postscript\b|Постскриптум\b")
_NAME = re.compile(r"[^\W\d_a-zа-я][^\W\d_]{2,}")
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
    if _ABOUT_LABEL.match(text):
        return True
    found = _ABOUT.fullmatch(text)
    name = found.group(1).split() if found else []
    return len(name) >= 2 and name[0].lower() not in shapes.FUNCTION | {"der", "die", "das"}


def close(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of one text, notes not among them, with its closing lines recognised."""
    out = list(blocks)
    for at in range(len(out) - 1, max(0, len(out) - 1 - _MOST_LINES), -1):
        block = out[at]
        if block.kind is not Kind.P or block.type:
            break
        text = plain(block.inlines)
        if at and _POSTSCRIPT.match(text):
            continue
        if dateline(text):
            out[at] = replace(block, type="dateline")
        elif _signs(out, at, text):
            out[at] = replace(block, kind=Kind.SIGNED)
        elif at == len(out) - 1 and about_author(text):
            out[at] = replace(block, type="byline")
        else:
            break
    return out


def _signs(blocks: Sequence[Block], at: int, text: str) -> bool:
    """Tell whether a line signs: an office and a name, a name, or over a signature a name and an office."""
    if office(text) or (shapes.name_like(text) and _initialled(text)) or _known(blocks, at, text):
        return True
    followed = at + 1 < len(blocks) and blocks[at + 1].kind is Kind.SIGNED
    return followed and bool(_NAME_OFFICE.fullmatch(text))


def _known(blocks: Sequence[Block], at: int, text: str) -> bool:
    """Tell whether a line is one word, a name that the text before it names: whoever signs was there."""
    if at < 2 or not _NAME.fullmatch(text):
        return False
    return sum(text in plain(block.inlines) for block in blocks[max(0, at - 60) : at - 1]) >= 2


def _initialled(text: str) -> bool:
    """Tell whether a name stands as under a letter: two or three words, or initials and a surname."""
    return len(text.split()) <= 3
