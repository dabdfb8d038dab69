"""Note bodies in the running text, behind the paragraph or the section that calls them.

Transcribers of printed books set the notes of a page where the paragraph ends: `[Footnote 1: …]`, or
`[1] …` in a paragraph of its own (Project Gutenberg, “Footnotes”, does both). A body is told by the call
before it, `[1]` glued to a word: numbered paragraphs and lists have none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.ledger import Ledger
from edition.readers import joins
from edition.readers.plain.endnotes import HEADINGS, REACH
from edition.tokens import Block, Call, Inline, Kind, Text, plain

LABEL = r"\d{1,4}|[A-Z]|[*†‡§]{1,3}"
NAMED = re.compile(
    rf"\[\s*(?:foot-?note|endnote|note|fußnote|anmerkung|anm\.|сноска|примечание|nota)\s+(?P<label>{LABEL})\s*:\s*",
    re.IGNORECASE,
)
DRESSED = re.compile(rf"\[(?P<label>{LABEL})\]:?(?:\s*(?=[^\s(\[.,;])|$)")
CALL = re.compile(rf"(?<=\S)(?<![(\[])\[(?P<label>{LABEL})\](?![(:\w])")
CLOSED = re.compile(r"\]\s*$")


@dataclass(slots=True)
class Body:
    """A body of a note: its label, the blocks that hold it, the characters before its text."""

    label: str
    start: int
    stop: int
    dress: re.Match[str]
    named: bool


def find(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with the note bodies of the running text made `NOTE`, each where it stands.

    Where all notes of the file are called in brackets, those are made `Call`, so that no other number is one.
    """
    calls = _calls(blocks)
    bodies = _accepted(_candidates(blocks), calls)
    if not bodies:
        return list(blocks)
    bracketed = all(block.label in calls for block in blocks if block.kind is Kind.NOTE)
    _extend(blocks, bodies, calls)
    held = {at for body in bodies for at in range(body.start, body.stop)}
    headings = {body.start - 1 for body in bodies if body.start and _is_heading(blocks[body.start - 1])}
    starts = {body.start: body for body in bodies}
    labels = {body.label for body in bodies}
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if at in starts:
            out.append(_note(blocks, starts[at], ledger))
        elif at in headings:
            ledger.take(block.first, "notes-heading", plain(block.inlines))
            ledger.mark(block.first, block.last, "notes-heading")
        elif at not in held:
            out.append(_called(block, labels, ledger) if bracketed else block)
    return out


def _calls(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return where each label stands in brackets behind a word: places of blocks, ascending."""
    out: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind is not Kind.NOTE:
            for found in CALL.finditer(plain(block.inlines)):
                out[found["label"]].append(at)
    return out


def _candidates(blocks: Sequence[Block]) -> list[Body]:
    out = []
    for at, block in enumerate(blocks):
        if block.kind is Kind.P and not block.type and block.inlines:
            text = plain(block.inlines)
            named = NAMED.match(text)
            found = named or DRESSED.match(text)
            if found:
                out.append(Body(found["label"], at, at + 1, found, bool(named)))
    return out


def _accepted(found: Sequence[Body], calls: dict[str, list[int]]) -> list[Body]:
    """Return the bodies that a call before them asks for, and those that count on from one beside them."""
    last: dict[str, int] = {}
    sure: set[int] = set()
    for index, body in enumerate(found):
        places = calls.get(body.label, [])
        if body.named or bisect_left(places, body.start) > bisect_left(places, last.get(body.label, 0)):
            sure.add(index)
            last[body.label] = body.start
    beside = {index for index in range(len(found)) if _beside(found, index, sure)}
    return [body for index, body in enumerate(found) if index in sure | beside]


def _beside(found: Sequence[Body], index: int, sure: set[int]) -> bool:
    """Say whether a body follows the one before without text between, and counts on from it."""
    body, before = found[index], found[index - 1] if index else None
    return (
        before is not None
        and index - 1 in sure
        and before.stop == body.start
        and before.label.isdigit()
        and body.label.isdigit()
        and int(body.label) == int(before.label) + 1
    )


def _extend(blocks: Sequence[Block], bodies: Sequence[Body], calls: dict[str, list[int]]) -> None:
    """Give bodies the further paragraphs that are theirs. Changes the bodies."""
    limits = [body.start for body in bodies[1:]] + [len(blocks)]
    for index, (body, limit) in enumerate(zip(bodies, limits, strict=True)):
        if body.named:
            body.stop = _closing(blocks, body.start, min(limit, body.start + 2 * REACH))
            continue
        apart = body.start > 0 and blocks[body.start].first > blocks[body.start - 1].last + 1
        if body.dress.end() == len(plain(blocks[body.start].inlines)):
            body.stop = min(body.start + 2, limit)
        while body.stop < limit and _goes_on(blocks, body.stop, apart):
            body.stop += 1
        after = bodies[index + 1] if index + 1 < len(bodies) else None
        # Of two notes called before the first body, nothing but the first body stands between.
        if after and not after.named and limit - body.start <= REACH and _follows(body, after):
            places = calls[after.label]
            if bisect_left(places, body.start) and not any(body.start <= at < limit for at in places):
                plain_text = all(b.kind is Kind.P and not _is_heading(b) for b in blocks[body.stop : limit])
                body.stop = limit if plain_text else body.stop


def _follows(body: Body, after: Body) -> bool:
    return body.label.isdigit() and after.label.isdigit() and int(after.label) == int(body.label) + 1


def _closing(blocks: Sequence[Block], start: int, limit: int) -> int:
    """Return where the body that opened with a bracket ends; the paragraph's end if none closes it."""
    depth = 0
    for at in range(start, limit):
        text = plain(blocks[at].inlines)
        depth += text.count("[") - text.count("]")
        if depth <= 0 or (depth == 1 and CLOSED.search(text) and at == start):
            return at + 1
    return start + 1


def _goes_on(blocks: Sequence[Block], at: int, apart: bool) -> bool:
    """Say whether the block at `at` goes on with the one before: in mid-sentence, or on the next line."""
    block, before = blocks[at], blocks[at - 1]
    if block.kind is not Kind.P or block.type:
        return False
    return (apart and block.first == before.last + 1) or joins.runs_on(
        plain(before.inlines), plain(block.inlines)
    )


def _is_heading(block: Block) -> bool:
    return plain(block.inlines).strip(" .:[]").lower() in HEADINGS


def _note(blocks: Sequence[Block], body: Body, ledger: Ledger) -> Block:
    """Return a body as `NOTE`, its label and its brackets taken off."""
    rows = [replace(block, inlines=list(block.inlines)) for block in blocks[body.start : body.stop]]
    ledger.take(rows[0].first, "note-number", body.dress[0].strip())
    _cut_start(rows[0], body.dress.end())
    if body.named:
        _cut_bracket(rows[-1])
    for row in rows:
        ledger.mark(row.first, row.last, "note")
    children = [row for row in rows if plain(row.inlines).strip()]
    return Block(Kind.NOTE, first=rows[0].first, last=rows[-1].last, label=body.label, children=children)


def _cut_start(block: Block, count: int) -> None:
    """Take the first `count` characters off a block. Changes it."""
    while count and block.inlines and isinstance(piece := block.inlines[0], Text):
        taken = min(count, len(piece.text))
        count -= taken
        if taken == len(piece.text):
            block.inlines.pop(0)
        else:
            block.inlines[0] = replace(piece, text=piece.text[taken:])


def _cut_bracket(block: Block) -> None:
    """Take the bracket off a block's end. Changes the block."""
    piece = block.inlines[-1] if block.inlines else None
    if isinstance(piece, Text):
        block.inlines[-1] = replace(piece, text=CLOSED.sub("", piece.text))


def _called(block: Block, labels: set[str], ledger: Ledger) -> Block:
    """Return a block with its calls as pieces of their own: any number in brackets, other labels if known."""
    if block.kind not in {Kind.P, Kind.HEAD} or not any(isinstance(p, Text) for p in block.inlines):
        return block
    inlines: list[Inline] = []
    for piece in block.inlines:
        inlines.extend(_divided(piece, labels, ledger) if isinstance(piece, Text) else [piece])
    return replace(block, inlines=inlines)


def _divided(piece: Text, labels: set[str], ledger: Ledger) -> list[Inline]:
    out: list[Inline] = []
    done = 0
    for found in CALL.finditer(piece.text):
        if found["label"] in labels or (found["label"].isdigit() and len(found["label"]) < 4):
            out.append(replace(piece, text=piece.text[done : found.start()]))
            out.append(Call(found["label"], piece.line, printed=found[0]))
            ledger.take(piece.line, "note-call", found[0])
            done = found.end()
    if done < len(piece.text):
        out.append(replace(piece, text=piece.text[done:]))
    return out
