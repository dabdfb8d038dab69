"""What glossaries, chronologies and lists of persons have in common: entries, and what goes on with them.

An entry begins where its head says so (a term, a date, a name); what follows without a head belongs to
the entry before. A page or a picture may cut a paragraph in two anywhere: the halves are joined again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from edition.readers.records.spans import Span, divide
from edition.tokens import Block, Inline, Inset, Kind, Text, plain

WORDED = {Kind.P, Kind.ITEM, Kind.LABEL}
"""Blocks that may be entries, or the paragraphs that go on with one."""
SET_IN = {Kind.FIGURE, Kind.TABLE, Kind.QUOTE, Kind.VERSE}
"""Blocks that may stand inside an entry and do not end it."""
ENDED = re.compile(r"[.!?…:;][\"”’»)\]\s]*$|[)\]\"”»]\s*$")
SHARE = 0.6
"""So much of a section must be entries of one kind: a title may promise what the text does not hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of an entry as found in a block's characters."""

    kind: Kind
    style: str
    """By what it was known: `styled`, `capital`, `plain` … Entries of one section look alike."""
    spans: tuple[Span, ...]
    facts: dict[str, str] = field(default_factory=dict)


Reader = Callable[[Block], Entry | None]


def gather(
    blocks: Sequence[Block], heads: dict[int, Entry], body: str, joins: bool = True, alone: bool = False
) -> list[Block]:
    """Return the blocks with records for those in `heads` (by index), each with what goes on with it.

    `body` names the part that holds an entry's text. Where `joins` is off, entries end without a full
    stop (tables of dates), so that only a small letter shows a cut paragraph. Entries that stand `alone`
    are one paragraph each.
    """
    out: list[Block] = []
    entry: Block | None = None
    for index, block in enumerate(blocks):
        if index in heads:
            entry = _record(block, heads[index])
            out.append(entry)
            for child in block.children:
                _go_on(entry, child, body, joins)
        elif entry is None or not _belongs(block) or (alone and block.kind in WORDED | SET_IN):
            out.append(block)
            entry = None if block.kind is not Kind.GAP else entry
        elif block.kind is not Kind.GAP:
            _go_on(entry, block, body, joins)
    return out


def _belongs(block: Block) -> bool:
    """Say whether a block without a head may go on with an entry; the letter of an alphabet does not."""
    if block.kind in WORDED:
        return len(plain(block.inlines).strip(" .—–-")) > 1
    return block.kind in SET_IN or block.kind in {Kind.PAGE, Kind.GAP}


def _record(block: Block, entry: Entry) -> Block:
    return Block(
        entry.kind,
        first=block.first,
        last=block.last,
        marker=block.marker,
        n=block.n or re.sub(r"\D+", "", block.marker),
        page=block.page,
        lang=block.lang,
        spans=divide(block.inlines, entry.spans),
        facts=dict(entry.facts),
    )


def _go_on(record: Block, block: Block, body: str, joins: bool) -> None:
    """Add a block to the record before: to its last paragraph if that was cut, as a paragraph if not."""
    record.last = max(record.last, block.last)
    last = record.children[-1].inlines if record.children else _body(record, body)
    if block.kind is Kind.PAGE:
        _set_last(record, body, [*last, *block.inlines])
    elif block.kind in SET_IN:
        _set_last(record, body, [*last, Inset(block)])
    elif last and goes_on(plain(last), plain(block.inlines), joins):
        _set_last(record, body, joined(last, block.inlines))
    else:
        record.children.append(replace(block, kind=Kind.P, marker="", level=0, children=[]))
    for child in block.children if block.kind in WORDED else ():
        _go_on(record, child, body, joins)


def _body(record: Block, name: str) -> list[Inline]:
    return record.spans[-1][1] if record.spans and record.spans[-1][0] == name else []


def _set_last(record: Block, name: str, inlines: list[Inline]) -> None:
    """Set the pieces of a record's last paragraph."""
    if record.children:
        record.children[-1] = replace(record.children[-1], inlines=inlines)
    elif record.spans and record.spans[-1][0] == name:
        record.spans[-1] = (name, inlines)
    else:
        record.spans.append((name, inlines))


def goes_on(before: str, after: str, joins: bool = True) -> bool:
    """Say whether a paragraph was cut between two stretches: no sentence ends, or a small letter goes on."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return False
    if after[0].islower():
        return not before.endswith(":")
    return joins and not ENDED.search(before)


def joined(before: Sequence[Inline], after: Sequence[Inline]) -> list[Inline]:
    """Return two stretches as one, a blank between them unless a hyphen or a dash at the cut goes on."""
    said, following = plain(list(before)).rstrip(), plain(list(after)).lstrip()
    dashed = said[-1:] in {"-", "–"} and (following[:1].islower() or following[:1].isdigit())
    out = list(before)
    for index in range(len(out) - 1, -1, -1):
        piece = out[index]
        if isinstance(piece, Text):
            out[index] = replace(piece, text=piece.text.rstrip() + ("" if dashed else " "))
            break
    return [*out, *after]


def settle(blocks: Sequence[Block], read: Reader, main: Callable[[Entry], bool]) -> dict[int, Entry]:
    """Return the heads of entries by index of their block.

    Entries of one section look alike: once most of them are of one style, an entry of another counts only
    if `main` says that it can hardly be anything else, and never in the middle of a cut sentence.
    """
    found: dict[int, Entry] = {}
    for index, block in enumerate(blocks):
        entry = read(block) if block.kind in WORDED else None
        if entry is not None:
            found[index] = entry
    styles = [entry.style for entry in found.values()]
    common = max(dict.fromkeys(styles), key=styles.count, default="")
    if styles.count(common) < SHARE * len(styles):
        common = ""
    return {
        index: entry
        for index, entry in found.items()
        if entry.style == common or ((not common or main(entry)) and not cut_before(blocks, index))
    }


def cut_before(blocks: Sequence[Block], index: int) -> bool:
    """Say whether the paragraph before `index` stops in the middle of a sentence."""
    for block in reversed(blocks[:index]):
        if block.kind in WORDED:
            return not ENDED.search(plain(block.inlines).rstrip())
        if block.kind not in {Kind.GAP, Kind.PAGE, Kind.FIGURE}:
            return False
    return False


def share(blocks: Sequence[Block], heads: dict[int, Entry]) -> float:
    """Return which part of the paragraphs are entries; those that only go on with a cut one do not count."""
    worded = [index for index, block in enumerate(blocks) if block.kind in WORDED and _belongs(block)]
    counted = [index for index in worded if index in heads or not plain(blocks[index].inlines)[:1].islower()]
    cut = [index for index in counted if index not in heads and cut_before(blocks, index)]
    return len(heads) / max(1, len(counted) - len(cut))


def styled_end(inlines: Sequence[Inline]) -> int:
    """Return how many characters at the start stand in bold, italics or other dress of their own."""
    end = at = 0
    dress: tuple[str, ...] = ()
    for piece in inlines:
        if not isinstance(piece, Text):
            continue
        if piece.text.strip():
            if not piece.rend or (dress and dress[0] not in piece.rend):
                break
            dress = dress or piece.rend
            end = at + len(piece.text)
        at += len(piece.text)
    return end
