"""Paragraphs that were cut in two by a page or by a tool.

`runs_on` judges two stretches of text by nothing but their edges, so every reader can ask it. It says
yes only where the cut is visible on the page: better a paragraph left in two than two made one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from edition.readers import shapes
from edition.tokens import Block, Inline, Text

_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[^\W\d_])[.)]|[IVXLC]{1,6}\.|[•‣▪●◦*·–—-])\s")
_NOTE_DIGITS = re.compile(r"(?<=[,;:.!?…\"”’»)\]])[\d⁰¹²³⁴-⁹]{1,3}$")
_NAME_COMMA = re.compile(r"[^\W\d_a-zа-я][^\W_]*,\s")
_ORDINAL = re.compile(r"\d[\d., ]*(?:st|nd|rd|th|-)?\b")
_QUOTES = "\"“«„‘'("


def runs_on(before: str, after: str) -> bool:
    """Tell whether `after` continues the sentence that `before` leaves unfinished."""
    before = _NOTE_DIGITS.sub("", before.rstrip())
    after = after.lstrip()
    if not before or not after:
        return False
    # German and Danish quotations open with what closes French and Russian ones: `»Er setzte …«`.
    if after[0] in ")]”»,;." and not (after[0] in "”»" and after[1:2].isalnum()):
        return not before.endswith(":")
    # `a) …` after `… .` is an item; after an unfinished word it may still be one, so it never joins.
    if _MARKER.match(after):
        return False
    if shapes.starts_lower(after):
        return _lower_goes_on(before, after)
    if after[0].isdigit() and _ORDINAL.match(after) and _is_open(before):
        return True
    return _bracket_closed_by(before, after) or (not after[0].isdigit() and _capital_goes_on(before, after))


def _lower_goes_on(before: str, after: str) -> bool:
    """No paragraph begins with a small letter, but the items of an unmarked list do."""
    if before.endswith(":"):
        return False
    if before.endswith(";"):
        return len(before) > 120 and not after.rstrip().endswith(";")
    return not shapes.ends_sentence(before) or shapes.ends_abbreviated(before)


def _is_open(before: str) -> bool:
    """Tell whether `before` ends where no sentence can: in a preposition, a comma, a hyphen, an initial."""
    if before.endswith(",") or shapes.ends_abbreviated(before):
        return True
    if before.endswith("-") and before[-2:-1].isalpha():
        return True
    return shapes.last_word(before).lower() in shapes.OPEN


def _capital_goes_on(before: str, after: str) -> bool:
    """Tell whether a capital goes on: only as a name; `The`, `In`, `At` begin a sentence of their own."""
    first = shapes.first_word(after)
    if first.lower() in shapes.FUNCTION and first != "I":
        return False
    quoted = after[0] in _QUOTES
    if before.endswith((",", ";")):
        # A list's last comma before a heading is no cut: what goes on is closed at its end.
        closed = shapes.ends_sentence(after) or after.rstrip()[-1] in ",;:"
        named = not before[:-1].rstrip(' "”’»').endswith(")")
        return closed and named and not quoted
    if _is_open(before):
        return True
    return _clause_before_name(before, after)


def _bracket_closed_by(before: str, after: str) -> bool:
    """Tell whether a bracket opened in `before` is closed in `after` before another one opens."""
    if before.count("(") <= before.count(")") or before.rfind("(") < before.rfind(")"):
        return False
    near = after[: shapes.EDGE]
    close, opening = near.find(")"), near.find("(")
    return close >= 0 and (opening < 0 or close < opening)


def _clause_before_name(before: str, after: str) -> bool:
    """Tell a clause cut inside a name: `… they were met by the elderly Anna` / `Petrova, a typist`."""
    last = shapes.last_word(before)
    if not last[:1].isupper() or not _NAME_COMMA.match(after):
        return False
    words = {word.lower() for word in shapes.word_list(before[-shapes.EDGE :])}
    return len(before) > 40 and bool(words & shapes.FINITE)


def blank_after(text: str) -> str:
    """Return what stands between two joined stretches: a blank, or nothing after a hyphen in a word."""
    return "" if text[-1:] == "-" and text[-2:-1].isalpha() else " "


def merge(before: Block, after: Block) -> Block:
    """Return one block of the words of two, each stretch keeping its line."""
    inlines: list[Inline] = list(before.inlines)
    last = inlines[-1]
    if isinstance(last, Text):
        inlines[-1] = replace(last, text=last.text + blank_after(last.text))
    return replace(before, inlines=[*inlines, *after.inlines], last=after.last)
