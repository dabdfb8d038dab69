"""Note bodies that stand in a block: at the end of a file, of a report, of an article.

The block is told by its heading (`Notes`), by its dress (`- 1` alone on a line, `[1] …`), or by the
sequence: numbers that count upwards at the end of a text and that the text before them calls. Bodies
become `NOTE` where they stand; who calls them is found later and elsewhere.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.ledger import WORD, Ledger
from edition.readers import joins, shapes
from edition.readers.notes.calls import BRACKETED, bracketed
from edition.readers.notes.sections import CALLED
from edition.readers.plain import bundle, items, numbers, signed
from edition.readers.plain.numbers import Numbered
from edition.tokens import Block, Kind, Text, plain

HEADINGS = frozenset(
    [
        "notes",
        "note",
        "footnotes",
        "endnotes",
        "end notes",
        "notes and references",
        "references and notes",
        "annotations",
        "editorial notes",
        "editor's notes",
        "editors' notes",
        "translator's notes",
        "примечания",
        "сноски",
        "anmerkungen",
        "fußnoten",
        "notes de bas de page",
        "notas",
    ]
)
REACH = 6
"""How many paragraphs a body may have where nothing but the next number ends it."""
TRAILING = 2
STEP = 30
"""How far a number may jump: editions print selections, whose notes keep their numbers."""

_GLUED = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[!?…\"”’»)\]])|(?<=[^\W\d][.,:;])|(?<=\^))(\d{1,4})(?![\d]|[.,]\d)"
)
_LOOSE = re.compile(r"(?<![\w.,])(\d{1,4})(?![\w]|[.,]\d)")
_ARROW_BEFORE = re.compile(r"^\s*[↩↑^⤴↵]\ufe0e?\s*")
_ARROW_AFTER = re.compile(r"\s*(?:[↩↑^⤴↵]\ufe0e?|\[[↩↑^]\])\s*$")
_BRACKETED = re.compile(r"[\[(](\d{1,4})[\])]")

Marks = list[tuple[int, Numbered]]


@dataclass(frozen=True, slots=True)
class Zone:
    """A block of bodies: where it starts and stops, its heading's place or -1, and its markers."""

    start: int
    stop: int
    heading: int
    style: str
    sure: bool
    """Whether all that is unnumbered up to the end belongs to the last body."""


def find(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with note bodies made `NOTE`, in every text of the file."""
    out: list[Block] = []
    pending = deque(regions(blocks))
    earlier: list[Block] = []
    """The texts since the last bodies: a block at the end of the file may hold the bodies of them all."""
    while pending:
        region = pending.popleft()
        done = 0
        for zone in _zones(region, [] if pending else earlier):
            stop = zone.heading if zone.heading >= 0 else zone.start
            # What follows the bodies of a text is another text, and may have bodies of its own.
            out.extend(_opened(region[done:stop]) if done else region[:stop])
            if zone.heading >= 0:
                _discard_heading(region[zone.heading], ledger)
            out.extend(_bodies(region[zone.start : zone.stop], zone.style, ledger))
            done = zone.stop
        if done and done < len(region):
            pending.appendleft(_opened(region[done:]))
        elif not done:
            out.extend(region)
        earlier = [] if done else [*earlier, *region]
    return out


def regions(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks a text; a number and a stamp over a title belong to it."""
    out: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is Kind.HEAD and block.type in {"text", "part"}:
            above = bundle.begin(out[-1], len(out[-1]))
            if above < len(out[-1]):
                out[-1], opened = out[-1][:above], out[-1][above:]
                out.append(opened)
            elif any(other.type != "part" for other in out[-1]):
                out.append([])
        out[-1].append(block)
    return [region for region in out if region]


def _discard_heading(block: Block, ledger: Ledger) -> None:
    ledger.take(block.first, "notes-heading", plain(block.inlines))
    ledger.mark(block.first, block.last, "notes-heading")


def _opened(rest: Sequence[Block]) -> list[Block]:
    """Return what follows a block of bodies; a title line at its head opens a text."""
    out = list(rest)
    if not out:
        return out
    first = out[0]
    if first.kind is Kind.P and not first.type and len(out) > 1 and shapes.title_like(plain(first.inlines)):
        out[0] = replace(first, kind=Kind.HEAD, level=1, type="text")
    return out


def _zones(region: Sequence[Block], earlier: Sequence[Block]) -> list[Zone]:
    """Return the blocks of bodies in one text, by the surest evidence there is.

    `earlier` are texts whose bodies may stand in this one's.
    """
    headed = _headed(region)
    if headed:
        return [headed]
    lone = _lone(region) or _alone(region)
    if lone:
        return lone
    counted = _counted(region, earlier)
    return [counted] if counted else []


def _mark(block: Block, style: str) -> Numbered | None:
    if block.kind is not Kind.P or block.type or not block.inlines:
        return None
    return numbers.note_number(plain(block.inlines)[:80], style)


def _headed(region: Sequence[Block]) -> Zone | None:
    """Find bodies under a heading such as `Notes`."""
    for at in range(len(region) - 2, -1, -1):
        text = plain(region[at].inlines)
        name = text.strip(" .:").lower() if len(text) < 40 else ""
        if name in HEADINGS or name in CALLED:
            for style in ("lone", "bracket", "sup", "decimal", "bare"):
                if _mark(region[at + 1], style) and (name in HEADINGS or _answers(region, at, style)):
                    return Zone(at + 1, _end(region, at + 1, style), at, style, True)
    return None


def _answers(region: Sequence[Block], heading: int, style: str) -> bool:
    """Tell whether the numbers under a heading are called by the text above it."""
    found = [(at, mark) for at in range(heading + 1, len(region)) if (mark := _mark(region[at], style))]
    return _called(region[:heading], found, style)


def _lone(region: Sequence[Block]) -> list[Zone]:
    """Find bodies whose numbers stand on lines of their own: `- 1`, `[1]`.

    Where the numbers begin again, another text has brought its own.
    """
    runs: list[Marks] = []
    for at, block in enumerate(region):
        mark = _mark(block, "lone")
        if mark and runs and mark.value > runs[-1][-1][1].value:
            runs[-1].append((at, mark))
        elif mark:
            runs.append([(at, mark)])
    limits = [run[0][0] for run in runs[1:]] + [len(region)]
    zones = (_lone_zone(region, run, limit) for run, limit in zip(runs, limits, strict=False))
    return [zone for zone in zones if zone]


def _alone(region: Sequence[Block]) -> list[Zone]:
    """Find bodies whose numbers stand on lines of their own without a dress, if the text calls them."""
    run: Marks = []
    for at, block in enumerate(region):
        mark = _mark(block, "alone")
        if mark and mark.value == 1:
            run = [(at, mark)]
        elif mark and run and mark.value == run[-1][1].value + 1 and at - run[-1][0] > 1:
            run.append((at, mark))
    if len(run) < 2 or run[-1][0] + 1 >= len(region) or not _called(region[: run[0][0]], run, "alone"):
        return []
    return [Zone(run[0][0], run[0][0] + _end(region[run[0][0] :], 0, "alone"), -1, "alone", True)]


def _lone_zone(region: Sequence[Block], run: Marks, limit: int) -> Zone | None:
    """Return the bodies of one run of lone numbers; none may be empty."""
    if (len(run) < 2 and run[0][1].value != 1) or run[-1][0] + 1 >= limit:
        return None
    if any(b[0] - a[0] < 2 for a, b in itertools.pairwise(run)):
        return None
    start = run[0][0]
    # Most numbers before their text: those alone are of notes that begin with verses.
    if sum(_mark(block, "bracket") is not None for block in region[start:limit]) > len(run):
        return None
    return Zone(start, start + _end(region[start:limit], 0, "lone"), -1, "lone", True)


def _counted(region: Sequence[Block], earlier: Sequence[Block]) -> Zone | None:
    """Find bodies by their numbers: upwards, to the end of the text, and called before."""
    for style in ("bracket", "sup", "decimal", "bare"):
        found = [(at, mark) for at, block in enumerate(region) if (mark := _mark(block, style))]
        run = _ascending(found, REACH)
        if not run or not _called([*earlier, *region[: run[0][0]]], run, style):
            continue
        stop = _after_last(region, run[-1][0])
        if stop is not None:
            return Zone(run[0][0], stop, -1, style, False)
    return None


def _ascending(found: Marks, reach: int) -> Marks:
    """Return the longest run of numbers that count upwards, each near the one before; the last of equals."""
    best: Marks = []
    for start in range(len(found) - 1, -1, -1):
        if start and found[start - 1][1].value == found[start][1].value - 1 and best:
            continue
        run = [found[start]]
        for place, mark in found[start + 1 :]:
            if place - run[-1][0] > reach:
                break
            if 0 < mark.value - run[-1][1].value <= STEP:
                run.append((place, mark))
        if len(run) > len(best):
            best = run
        if len(found) - start > 4 * len(best) + 40:
            break
    return best


def _called(body: Sequence[Block], run: Marks, style: str) -> bool:
    """Tell whether the text calls most of the bodies' numbers, in a shape that fits their dress."""
    wanted = {mark.value for _, mark in run}
    if min(wanted) == 0 or not body:
        return False
    glued: set[int] = set()
    loose: set[int] = set()
    for block in body:
        text = plain(block.inlines)
        glued.update(int(n) for n in _GLUED.findall(text))
        glued.update(int(n) for n in _BRACKETED.findall(text))
        glued.update(
            int(found.label) for match in BRACKETED.finditer(text) if (found := bracketed(text, match))
        )
        if style == "bare":
            loose.update(int(n) for n in _LOOSE.findall(text))
    hits = len(wanted & (glued | loose))
    need = 0.6 * len(wanted)
    # A single body, or one told by plain figures only, wants a call that can be nothing else.
    return hits >= need and (len(wanted & glued) >= 1 or (style == "bare" and len(wanted) >= 3))


def _after_last(region: Sequence[Block], last: int) -> int | None:
    """Return where the bodies end: the text does too, or another title follows; else they are no bodies."""
    at = last + 1
    while at < len(region) and _continues(region, at):
        at += 1
    if at == len(region) or region[at].type or _closing(region[at]) or _new_text(region, at):
        return at
    # A paragraph or two at the very end, after bodies that were called, is the last body going on.
    rest = region[at:]
    short = len(rest) <= TRAILING and all(block.kind is Kind.P and not block.type for block in rest)
    return len(region) if short else None


def _continues(region: Sequence[Block], at: int) -> bool:
    return joins.runs_on(plain(region[at - 1].inlines), plain(region[at].inlines))


def _end(region: Sequence[Block], start: int, style: str) -> int:
    """Return where bodies that run to the end of a text stop: there, or at a title after the last marker."""
    marks = [at for at in range(start, len(region)) if _mark(region[at], style)]
    after = marks[-1] + 1
    if style != "lone" and after == len(region) - 1 and _closing(region[after]):
        return after
    for at in range(marks[-1] + 2, len(region)):
        if region[at].type or _new_text(region, at) or (at == len(region) - 1 and _closing(region[at])):
            return at
    return len(region)


def _closing(block: Block) -> bool:
    text = plain(block.inlines)
    return signed.about_author(text) or bool(bundle.opening(block))


def _new_text(region: Sequence[Block], at: int) -> bool:
    """Tell whether a title line over paragraphs stands at `at`: no part of a note."""
    text = plain(region[at].inlines)
    if region[at].kind is not Kind.P or not shapes.title_like(text) or shapes.ends_sentence(text):
        return False
    if _continues(region, at) or numbers.number(text, "decimal") or numbers.number(text, "paren"):
        return False
    long = [b for b in region[at + 1 : at + 4] if len(plain(b.inlines)) > max(120, len(text))]
    return shapes.ends_sentence(plain(region[at - 1].inlines)) and len(long) >= 2


def _bodies(rows: Sequence[Block], style: str, ledger: Ledger) -> list[Block]:
    """Return the notes that the rows of a zone hold."""
    marks = [_mark(row, style) for row in rows]
    starts = _starts(rows, marks, style)
    out: list[Block] = []
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(rows)
        mark = marks[start]
        assert mark is not None
        out.append(_note(rows[start:stop], mark, ledger))
    return out


def _starts(rows: Sequence[Block], marks: Sequence[Numbered | None], style: str) -> list[int]:
    """Return the rows at which bodies begin; the numbers of a list inside a body begin none."""
    places = [at for at, mark in enumerate(marks) if mark]
    values = [mark.value for mark in marks if mark]
    starts: list[int] = []
    last = inner = 0
    for index, at in enumerate(places):
        value = values[index]
        opens = bool(starts) and value == 1 and plain(rows[at - 1].inlines).rstrip().endswith(":")
        # The item `inner + 1` may look like a note; while the note that is due comes later, it is the item.
        rest = values[index + 1 : index + 1 + STEP]
        awaited = value in rest or (value != last + 1 and last + 1 in rest)
        goes_on = inner and value == inner + 1 and (value <= last or awaited)
        misprint = value <= last and rest[:1] == [last + 2]
        # Bodies may stand in reverse; the sequence is as good a proof downwards.
        backward = not inner and index > 0 and value == values[index - 1] - 1
        own = misprint or backward or value > last or not starts
        if style != "lone" and (opens or goes_on or not own):
            inner = value
            continue
        starts.append(at)
        last = last + 1 if misprint and not backward else value
        inner = 0
    return starts


def _note(rows: Sequence[Block], mark: Numbered, ledger: Ledger) -> Block:
    """Return one body as a `NOTE`, its number taken out, its paragraphs joined and its list recognised."""
    ledger.take(rows[0].first, "note-number", mark.printed)
    text = plain(rows[0].inlines)
    glued = WORD.match(text[mark.start :])
    if glued and text[mark.start - 1 : mark.start].isalnum():
        ledger.split(rows[0].first, WORD.findall(mark.printed)[-1], glued[0])
    first = [items.without(rows[0], mark.start)] if mark.start < len(plain(rows[0].inlines)) else []
    children = joined([_without_back_link(row, ledger) for row in [*first, *rows[1:]]])
    for row in rows:
        ledger.mark(row.first, row.last, "note")
    return Block(
        Kind.NOTE,
        first=rows[0].first,
        last=rows[-1].last,
        label=str(mark.value),
        children=items.find(children, ledger),
    )


def _without_back_link(block: Block, ledger: Ledger) -> Block:
    """Return a paragraph without the arrow that leads back to the call on a web page."""
    inlines = list(block.inlines)
    for at, pattern in ((0, _ARROW_BEFORE), (-1, _ARROW_AFTER)):
        piece = inlines[at]
        found = pattern.search(piece.text) if isinstance(piece, Text) else None
        if found and isinstance(piece, Text) and found.group() != piece.text:
            ledger.take(piece.line, "note-back-link", found.group())
            inlines[at] = replace(piece, text=piece.text[: found.start()] + piece.text[found.end() :])
    return replace(block, inlines=inlines)


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with paragraphs that were cut in mid-sentence made one."""
    out: list[Block] = []
    for block in blocks:
        if out and _joinable(out[-1], block) and joins.runs_on(_last_text(out[-1]), plain(block.inlines)):
            out[-1] = joins.merge(out[-1], block)
        else:
            out.append(block)
    return out


def _last_text(block: Block) -> str:
    """Return the last stretch of a paragraph and what stands before it, as far as it matters."""
    return plain(block.inlines[-2:])


def _joinable(before: Block, after: Block) -> bool:
    same = before.kind in {Kind.P, Kind.ITEM} and after.kind is Kind.P
    return same and not before.type and not after.type and bool(before.inlines) and bool(after.inlines)
