"""Headings in a plain text: numbered sections, and the short lines that stand over paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.ledger import Ledger
from edition.readers import joins, shapes
from edition.readers.plain import numbers, signed
from edition.readers.plain.items import without
from edition.readers.plain.numbers import Numbered
from edition.tokens import Block, Inline, Kind, Text, plain

LONGEST = 140
STACK = 3
"""More short lines than this, one after another, are no headings but a list of their own kind."""

_SECTION_STYLES = ("chapter", "roman", "sign", "decimal")
_TAIL = re.compile(r"[.!?:…][\"”’»)\]]* +(?=[\"“«]?(?:[A-ZА-Я]\. +)?[^\W\d_a-zа-я])")
_ATTRIBUTED = re.compile(r"[\"“«].*[\"”»]\s?\([^()]*(?:\([^()]*\)[^()]*)*\)$")
_FIGURES = re.compile(r"(?:[\W\d_]|\b\w\b)+")


def numbered(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks of one text with its numbered sections made `HEAD`, the numbers taken out.

    A numbered line heads a section if it is short, a longer paragraph follows, and its number stands in
    sequence from 1: an initial (`V. City`) or a date does not.
    """
    out = list(blocks)
    level = 2
    for style in _SECTION_STYLES:
        runs = numbers.sequence([(at, mark) for at, mark in _candidates(out, style)])
        places = [(at, mark) for run in runs for at, mark in run]
        if not places or (style == "decimal" and not _apart(places)):
            continue
        for at, mark in places:
            out[at] = _head(out[at], mark, level, ledger)
        level += 1
    return out


def _candidates(blocks: Sequence[Block], style: str) -> Iterator[tuple[int, Numbered]]:
    for at, block in enumerate(blocks[:-1]):
        if block.kind is not Kind.P or block.type or len(block.inlines) != 1:
            continue
        text = plain(block.inlines)
        mark = numbers.number(text, style)
        if (
            not mark
            or not mark.value
            or not shapes.short(text, LONGEST, 24)
            or text.endswith((",", ";", ":"))
        ):
            continue
        # In `1. Text.` the full stop tells an item from a heading; roman numbers head sections anyway.
        if style == "decimal" and (shapes.ends_sentence(text) or _longer(blocks, at) is False):
            continue
        yield at, mark


def _longer(blocks: Sequence[Block], at: int) -> bool:
    following = blocks[at + 1]
    return following.kind is Kind.P and len(plain(following.inlines)) > len(plain(blocks[at].inlines))


def _apart(places: Sequence[tuple[int, Numbered]]) -> bool:
    """Tell whether no two numbered lines are neighbours, as the items of a list would be."""
    return all(b[0] - a[0] > 1 for a, b in itertools.pairwise(places))


def _head(block: Block, mark: Numbered, level: int, ledger: Ledger) -> Block:
    text = plain(block.inlines)
    n = (
        re.sub(r"^\D+ ", "", mark.printed).strip("().: ")
        if mark.style == "chapter"
        else mark.printed.strip("§(). ")
    )
    if mark.start >= len(text):
        # `Chapter 4` and nothing more: the words are the heading.
        return replace(block, kind=Kind.HEAD, level=level, n=n)
    ledger.take(block.first, "head-number", mark.printed)
    return replace(without(block, mark.start), kind=Kind.HEAD, level=level, n=n)


def short_lines(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks of one text with short lines over paragraphs made `HEAD`."""
    work = list(_divided(blocks))
    heads = [_may_head(work, at) for at in range(len(work))]
    _unstack(work, heads)
    base = 1 + max((b.level for b in work if b.kind is Kind.HEAD and b.type != "sub"), default=1)
    out: list[Block] = []
    kin = ""
    under = False
    for at, block in enumerate(work):
        if not heads[at]:
            out.append(block)
            kin = "" if block.kind is Kind.HEAD else kin
            continue
        made = _short_head(block, ledger)
        above = out[-1] if out else None
        stacked = above is not None and above.kind is Kind.HEAD and above.level == base and above.type == ""
        deeper = (bool(made.n) and under) or stacked or _akin(kin, plain(made.inlines))
        # A deeper head keeps its kin below the same section: `The case of A`, `The case of B`.
        kin = plain(made.inlines) if deeper and not made.n else kin if made.n else ""
        under = under or not deeper
        out.append(replace(made, level=base + int(deeper)))
    return out


def _short_head(block: Block, ledger: Ledger) -> Block:
    """Return a short line as a head; a letter before it (`B. …`) is its number."""
    mark = numbers.number(plain(block.inlines), "capital")
    if not mark or len(plain(block.inlines).split()) < 3:
        # `N. Strakhov` is a name.
        return replace(block, kind=Kind.HEAD)
    ledger.take(block.first, "head-number", mark.printed)
    return replace(without(block, mark.start), kind=Kind.HEAD, n=mark.printed.rstrip("."))


def _akin(one: str, other: str) -> bool:
    """Tell whether two headings are made alike: they begin or end with the same telling word."""
    first, second = _telling(one), _telling(other)
    return bool(first and second) and (first[0] == second[0] or first[-1] == second[-1])


def _telling(text: str) -> list[str]:
    return [word.lower() for word in shapes.word_list(text) if word.lower() not in shapes.FUNCTION]


def _may_head(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a line may be a heading by its own make and by what follows it."""
    block = blocks[at]
    if block.kind is not Kind.P or block.type or len(block.inlines) != 1 or at + 1 >= len(blocks):
        return False
    if not head_like(plain(block.inlines)):
        return False
    following = blocks[at + 1]
    if following.kind in {Kind.NOTE, Kind.SIGNED}:
        return False
    if following.kind is not Kind.P:
        return True
    text = plain(following.inlines)
    return head_like(text) or shapes.ends_sentence(text) or text.endswith(":") or len(text) > LONGEST


def head_like(text: str) -> bool:
    """Tell whether a line has the make of a heading: short, capital first, one phrase, not closed."""
    if not shapes.title_like(text, LONGEST) or len(text.split()) > 22 or _FIGURES.fullmatch(text):
        return False
    if (
        shapes.has_inner_stop(text)
        or _ATTRIBUTED.fullmatch(text)
        or shapes.last_word(text).lower() in shapes.OPEN
    ):
        return False
    return not signed.dateline(text)


def _unstack(blocks: Sequence[Block], heads: list[bool]) -> None:
    """Take back runs of short lines that are too long for a heading and its subheadings."""
    at = 0
    while at < len(heads):
        stop = at
        while stop < len(heads) and heads[stop]:
            stop += 1
        if stop > at and stop + 1 >= len(blocks) and not shapes.ends_sentence(plain(blocks[-1].inlines)):
            # Short lines to the very end head nothing.
            heads[at:stop] = [False] * (stop - at)
        elif stop - at > STACK:
            # The last line of a long run may still head what follows; the others head nothing.
            last = stop if shapes.name_like(plain(blocks[stop - 1].inlines)) else stop - 1
            heads[at:last] = [False] * (last - at)
        at = stop + 1


def _divided(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks with headings that stand at the end of a paragraph's line taken from it."""
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        start = _head_tail(block, following)
        last = block.inlines[-1] if block.inlines else None
        if start <= 0 or not isinstance(last, Text):
            yield block
            continue
        kept: list[Inline] = [*block.inlines[:-1], replace(last, text=last.text[:start].rstrip())]
        yield replace(block, inlines=kept)
        yield Block(Kind.P, [replace(last, text=last.text[start:])], first=last.line, last=last.line)


def _head_tail(block: Block, following: Block | None) -> int:
    """Return where a heading begins at the end of a paragraph, or -1.

    The line's last words are a phrase of their own: no verb, no full stop, and the next paragraph does
    not go on with them.
    """
    if block.kind is not Kind.P or block.type or not block.inlines or following is None:
        return -1
    last = block.inlines[-1]
    if not isinstance(last, Text) or len(last.text) < 60 or following.kind is not Kind.P or following.type:
        return -1
    text = last.text
    if shapes.ends_sentence(text) or text[-1] in ",;:" or joins.runs_on(text, plain(following.inlines)):
        return -1
    base = max(0, len(text) - LONGEST)
    starts = [base + found.end() for found in _TAIL.finditer(text[base:])]
    start = next((at for at in starts if _phrase(text[at:])), -1)
    return start if len(plain(following.inlines)) > len(text) - start else -1


def _phrase(text: str) -> bool:
    words = {word.lower() for word in shapes.word_list(text)}
    even = text.count("(") == text.count(")") and text.count("“") == text.count("”")
    inner = numbers.number(text, "capital")
    body = text[inner.start :] if inner else text
    return even and len(text.split()) >= 3 and head_like(body) and not words & shapes.FINITE
