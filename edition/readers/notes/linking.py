"""Links calls to bodies, whatever the arrangement: at a chapter's end, a document's end, a page's foot.

What cannot be decided is a problem with its line, and the text stays where it was. A call without a body
gets an empty note; a body without a call stays where it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.ledger import Ledger
from edition.problems import Code, Problems
from edition.readers.notes.align import Candidate, chain
from edition.readers.notes.calls import STRONG, WEAK, candidates
from edition.tokens import Block, Call, Inline, Kind, PageBreak, Source, Text

CONTEXT = 24
"""How many characters before a text say what a number at its start is."""
RESTART = 5
"""A number at least this much below the one before it begins a new count."""


@dataclass(slots=True)
class Spot:
    """A place where a note may be called: the piece that holds it, and the number in the piece."""

    pieces: list[Inline]
    piece: Inline
    label: str
    weight: float
    page: int
    line: int
    start: int = 0
    end: int = 0
    order: int = 0
    """Index of the top block it stands in."""
    inset: bool = False
    """It stands in a transcribed picture, whose notes are not the text's."""

    @property
    def sure(self) -> bool:
        return isinstance(self.piece, Call)


@dataclass(slots=True)
class Scope:
    """A stretch of text in which notes count upwards once."""

    name: str
    spots: list[Spot] = field(default_factory=list)
    bodies: list[Block] = field(default_factory=list)


def link(blocks: list[Block], ledger: Ledger, problems: Problems) -> Source:
    """Return the source with its calls linked and its called bodies taken out of the flow.

    `blocks` hold `NOTE` blocks where bodies stand; calls are `Call` pieces where the source marks them,
    bare numbers in text elsewhere. Every unlinked call or body is a problem with its line.
    """
    source = Source(blocks)
    link_defined(source, problems)
    spots = [spot for spot in find_spots(blocks) if not (isinstance(spot.piece, Call) and spot.piece.defined)]
    scopes = divide(blocks, spots)
    adopted: set[int] = set()
    for scope in scopes:
        adopted |= _Linker(scope, source, ledger, problems).link()
    linked = adopted | {id(note) for note in source.notes.values()}
    restore(blocks, ledger)
    source.blocks = [block for block in blocks if id(block) not in linked]
    return source


def restore(blocks: Sequence[Block], ledger: Ledger) -> None:
    """Put the calls that were not linked (inside notes, say) back into the text. Changes the blocks."""
    back: Counter[tuple[int, str, str]] = Counter()
    for block in blocks:
        restore_in(block, ledger, back)
    if back:
        kept = []
        for entry in ledger.taken:
            if back[entry] > 0:
                back[entry] -= 1
            else:
                kept.append(entry)
        ledger.taken[:] = kept


def restore_in(block: Block, ledger: Ledger, back: Counter[tuple[int, str, str]]) -> None:
    """Make the unlinked calls of a block text again; `back` counts their entries in the ledger."""
    for index, piece in enumerate(block.inlines):
        if isinstance(piece, Call) and not piece.note:
            text = piece.printed or piece.label
            block.inlines[index] = Text(text, piece.line, () if piece.printed else ("sup",))
            back[piece.line, "note-call", text] += 1
            enter_joins(block.inlines, index, ledger)
    for child in block.children:
        restore_in(child, ledger, back)


def enter_joins(pieces: Sequence[Inline], index: int, ledger: Ledger) -> None:
    """Enter the words that the text at `index`, no call any more, makes one with its neighbours."""
    piece = pieces[index]
    before = pieces[index - 1] if index else None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if not isinstance(piece, Text) or not piece.text[0].isalnum():
        return
    word = piece.text
    if isinstance(before, Text) and (glued := re.search(r"[^\W_]+$", before.text)):
        ledger.join(piece.line, glued[0], word)
        word = glued[0] + word
    if isinstance(after, Text) and piece.text[-1].isalnum() and (glued := re.match(r"[^\W_]+", after.text)):
        ledger.join(piece.line, word, glued[0])


def link_defined(source: Source, problems: Problems) -> None:
    """Link calls written `[^label]` to the definitions of their labels, wherever these stand."""
    bodies = {block.label: block for block in source.blocks if block.type == "defined"}
    called: set[str] = set()
    for block in source.blocks:
        for pieces, _ in runs(block, False):
            for call in pieces:
                if not (isinstance(call, Call) and call.defined):
                    continue
                call.note, call.again = f"defined:{call.label}", call.label in called
                called.add(call.label)
                if call.label not in bodies:
                    bodies[call.label] = Block(Kind.NOTE, first=call.line, last=call.line, label=call.label)
                    problems.add(
                        Code.NOTE_MISSING_BODY, call.line, f"[^{call.label}] has no definition", "[^…]: …"
                    )
                source.notes[call.note] = bodies[call.label]
    for label, body in bodies.items():
        if label not in called:
            problems.add(
                Code.NOTE_MISSING_CALL, body.first, f"nothing calls [^{label}]", "kept where it stands"
            )


def find_spots(blocks: Sequence[Block]) -> Iterator[Spot]:
    """Yield every place in the running text where a note may be called, in reading order."""
    bare = not any(isinstance(piece, Call) for block in blocks for piece in _pieces(block))
    page = 0
    for order, block in enumerate(blocks):
        if block.kind is Kind.NOTE:
            continue
        for pieces, inset in runs(block, False):
            before = ""
            for piece in pieces:
                if isinstance(piece, PageBreak):
                    page += 1
                elif isinstance(piece, Call):
                    yield Spot(pieces, piece, piece.label, 0, page, piece.line, order=order, inset=inset)
                elif isinstance(piece, Text):
                    for found in candidates(before + piece.text) if bare else ():
                        start, end = found.start - len(before), found.end - len(before)
                        if start >= 0:
                            yield Spot(
                                pieces,
                                piece,
                                found.label,
                                found.weight,
                                page,
                                piece.line,
                                start,
                                end,
                                order,
                                inset,
                            )
                    before = (before + piece.text)[-CONTEXT:]


def _pieces(block: Block) -> Iterator[Inline]:
    for pieces, _ in runs(block, False):
        yield from pieces


def runs(block: Block, inset: bool) -> Iterator[tuple[list[Inline], bool]]:
    """Yield the lists of pieces of a block and of its children, and whether they are a picture's."""
    yield block.inlines, inset
    for child in block.children:
        yield from runs(child, inset or block.kind is Kind.FIGURE)


def divide(blocks: Sequence[Block], spots: list[Spot]) -> list[Scope]:
    """Return the scopes of the document.

    Bodies at the foot of pages: a scope begins with the last heading before the count starts again.
    Bodies in runs: the calls before a run are its own; where runs follow each other with no call between
    (all notes at the document's end), the calls are divided where they start again.
    """
    notes = [
        (order, block)
        for order, block in enumerate(blocks)
        if block.kind is Kind.NOTE and block.type != "defined"
    ]
    insets: dict[int, Scope] = {}
    for spot in spots:
        if spot.inset:
            insets.setdefault(spot.order, Scope(f"inset{spot.order}")).spots.append(spot)
    spots = [spot for spot in spots if not spot.inset]
    if any(block.page for _, block in notes):
        return [*by_pages(blocks, notes, spots), *insets.values()]
    scopes, notes, spots = by_answers(notes, spots)
    symbols = [(order, block) for order, block in notes if not (block.n or block.label).isdigit()]
    heads = [order for order, block in enumerate(blocks) if block.kind is Kind.HEAD]
    marked = by_runs(symbols, [spot for spot in spots if not spot.label.isdigit()], heads)
    for scope in marked:
        scope.name = f"m{scope.name}"
    numbered = [(order, block) for order, block in notes if (block.n or block.label).isdigit()]
    counted = by_runs(numbered, [spot for spot in spots if spot.label.isdigit()], heads)
    return [*scopes, *counted, *marked, *insets.values()]


def by_answers(
    notes: list[tuple[int, Block]], spots: list[Spot]
) -> tuple[list[Scope], list[tuple[int, Block]], list[Spot]]:
    """Return the scopes of bodies that say which lines' calls they answer; and the other bodies and spots."""
    scopes: dict[str, Scope] = {}
    for _, block in notes:
        lines = block.facts.get("answers", "")
        if lines:
            scopes.setdefault(lines, Scope(f"l{lines}")).bodies.append(block)
    ranges = sorted((int(lines.partition("-")[0]), int(lines.partition("-")[2]), lines) for lines in scopes)
    firsts = [first for first, _, _ in ranges]
    rest = []
    for spot in spots:
        place = bisect_right(firsts, spot.line) - 1
        if place >= 0 and spot.line <= ranges[place][1] and spot.label.isdigit():
            scopes[ranges[place][2]].spots.append(spot)
        else:
            rest.append(spot)
    return list(scopes.values()), [note for note in notes if not note[1].facts.get("answers")], rest


def by_pages(blocks: Sequence[Block], notes: list[tuple[int, Block]], spots: list[Spot]) -> list[Scope]:
    """Return the scopes of a document with notes at the foot of its pages."""
    heads = [order for order, block in enumerate(blocks) if block.kind is Kind.HEAD and block.level <= 1]
    borders: list[int] = [0]
    for (before, earlier), (after, later) in pairwise(notes):
        if not (later.label.isdigit() and earlier.label.isdigit()):
            continue
        if int(later.label) <= int(earlier.label) - RESTART or int(later.label) == 1:
            between = [order for order in heads if borders[-1] < order <= after]
            border = between[-1] if between else before + 1
            if border > borders[-1]:
                borders.append(border)
    scopes = [Scope(f"s{number}") for number in range(1, len(borders) + 1)]
    for spot in spots:
        scopes[_index(borders, spot.order)].spots.append(spot)
    for order, block in notes:
        scopes[_index(borders, order)].bodies.append(block)
    return scopes


def _index(borders: list[int], order: int) -> int:
    return max(index for index, border in enumerate(borders) if border <= order)


def by_runs(notes: list[tuple[int, Block]], spots: list[Spot], heads: Sequence[int]) -> list[Scope]:
    """Return the scopes of a document whose bodies stand in runs after the text they belong to.

    A run ends where text with calls follows, or where a number comes a second time.
    """
    scopes: list[Scope] = []
    ends: list[tuple[int, int]] = []
    seen: set[str] = set()
    called = sorted({spot.order for spot in spots if spot.weight != WEAK})
    for order, block in notes:
        number = block.n or block.label
        between = bool(ends) and bisect_left(called, order) > bisect_left(called, ends[-1][1])
        if not scopes or number in seen or between:
            scopes.append(Scope(f"s{len(scopes) + 1}"))
            ends.append((order, order))
            seen = set()
        seen.add(number)
        scopes[-1].bodies.append(block)
        ends[-1] = (ends[-1][0], order)
    deal(scopes, ends, spots, heads)
    return scopes


def deal(scopes: list[Scope], ends: list[tuple[int, int]], spots: list[Spot], heads: Sequence[int]) -> None:
    """Give each scope the calls before it; runs with no call between share theirs by restarts.

    Of the calls before a single run only the last count is its own: chapters before that have lost theirs.
    """
    orders = [spot.order for spot in spots]
    lost: list[list[Spot]] = []
    after = 0
    while after < len(scopes):
        begin = bisect_left(orders, ends[after - 1][1]) if after else 0
        end = bisect_left(orders, ends[after][0])
        group = 1
        while after + group < len(scopes) and end == bisect_left(orders, ends[after + group][0]):
            group += 1
        if group == 1:
            *earlier, scopes[after].spots = counts(spots[begin:end], heads)
            lost.extend(earlier)
        else:
            shares = restarts(spots[begin:end], group)
            for scope, part in zip(scopes[after : after + group], shares, strict=True):
                scope.spots = part
        after += group
    lost.extend(counts([s for s in spots if s.order > (ends[-1][1] if ends else -1) and s.sure], heads))
    scopes.extend(Scope(f"s{len(scopes) + number}", part) for number, part in enumerate(lost, 1) if part)


def counts(spots: list[Spot], heads: Sequence[int]) -> list[list[Spot]]:
    """Divide marked calls where a heading stands between and they begin at 1 again; one group at least."""
    groups: list[list[Spot]] = [[]]
    for spot in spots:
        last = groups[-1][-1] if groups[-1] else None
        if (
            last is not None
            and spot.sure
            and spot.label == "1"
            and last.label != "1"
            and bisect_right(heads, last.order) < bisect_left(heads, spot.order)
        ):
            groups.append([])
        groups[-1].append(spot)
    return groups


def restarts(spots: list[Spot], count: int) -> list[list[Spot]]:
    """Divide calls into `count` groups where they start again; surplus restarts stay in the last group."""
    groups: list[list[Spot]] = [[]]
    for spot in spots:
        last = groups[-1][-1] if groups[-1] else None
        before = last.label if last else ""
        again = spot.label.isdigit() and before.isdigit() and int(spot.label) == 1 < int(before)
        if again and len(groups) < count:
            groups.append([])
        groups[-1].append(spot)
    return groups + [[] for _ in range(count - len(groups))]


class _Linker:
    """Links the calls of one scope to its bodies."""

    def __init__(self, scope: Scope, source: Source, ledger: Ledger, problems: Problems) -> None:
        self.scope = scope
        self.source = source
        self.ledger = ledger
        self.problems = problems
        self.bodies: dict[int, Block] = {}
        self.symbols: dict[str, list[Block]] = defaultdict(list)
        for body in scope.bodies:
            number = body.n or body.label
            if number.isdigit():
                self.bodies.setdefault(int(number), body)
            else:
                self.symbols[number].append(body)
        self.called: dict[int, str] = {}
        self.lost: dict[int, int] = {}
        """Numbers of notes without a body, and the page of the call."""
        self.adopted: set[int] = set()

    def link(self) -> set[int]:
        """Link the scope; return the ids of orphaned bodies that went into a note."""
        numbered = [spot for spot in self.scope.spots if spot.label.isdigit()]
        chosen = set(chain([self.candidate(spot) for spot in numbered], self.pages()))
        calls: dict[int, list[tuple[Spot, Call]]] = defaultdict(list)
        found: list[tuple[Spot, int]] = []
        for index, spot in enumerate(numbered):
            if index in chosen:
                found.append((spot, int(spot.label)))
            elif spot.sure:
                found.append((spot, self.place(numbered, chosen, index)))
        for spot, number in found:
            call = spot.piece if isinstance(spot.piece, Call) else Call(spot.label, spot.line)
            self.attach(spot, call, number)
            if not spot.sure:
                calls[id(spot.piece)].append((spot, call))
        for group in calls.values():
            self.cut(group)
        self.link_symbols()
        self.adopt_orphans()
        self.report_uncalled()
        return self.adopted

    def adopt_orphans(self) -> None:
        """Give text that goes on with a note of the page before to that note, if its own start is lost."""
        for body in self.scope.bodies:
            if body.label or body.n or not body.page:
                continue
            before = [(page, number) for number, page in self.lost.items() if page < body.page]
            if before:
                note = self.source.notes[self.called[max(before)[1]]]
                note.children, note.facts["lost"] = body.children, "start"
                self.adopted.add(id(body))

    def candidate(self, spot: Spot) -> Candidate:
        return Candidate(int(spot.label), spot.weight, spot.page, spot.sure)

    def pages(self) -> dict[int, tuple[int, ...]]:
        """Return the pages each body may be called from: its own; any where pages are not known."""
        return {number: (body.page,) if body.page else () for number, body in self.bodies.items()}

    def place(self, spots: list[Spot], chosen: set[int], index: int) -> int:
        """Return the number that a marked call out of sequence stands for.

        If exactly one number between its neighbours has a body and no call, it is that one, misprinted;
        else it is what it says.
        """
        before = max((int(spots[i].label) for i in chosen if i < index), default=0)
        after = min((int(spots[i].label) for i in chosen if i > index), default=before + 2)
        taken = {int(spots[i].label) for i in chosen}
        free = [n for n in range(before + 1, after) if n in self.bodies and n not in taken]
        return free[0] if len(free) == 1 else int(spots[index].label)

    def attach(self, spot: Spot, call: Call, number: int) -> None:
        """Point a call to its note; report what is odd about it."""
        key = f"{self.scope.name}:{number}"
        call.note = key
        if number in self.called:
            call.again = True
            self.problems.add(
                Code.NOTE_CALLED_AGAIN,
                spot.line,
                f"note {number} is called again",
                "one call; this one points to it",
            )
            return
        self.called[number] = key
        body = self.bodies.get(number)
        if body is None:
            self.lost[number] = spot.page
            self.source.notes[key] = Block(Kind.NOTE, first=spot.line, last=spot.line, label=spot.label)
            self.problems.add(
                Code.NOTE_MISSING_BODY,
                spot.line,
                f"note {number} is called, its body is not in the source",
                "an empty note with a gap stands there",
            )
            return
        self.source.notes[key] = body
        if spot.label != str(number):
            self.misnumbered(spot.line, f"the call of note {number} is printed {spot.label}")
        if body.label != str(number):
            self.misnumbered(body.first, f"the body of note {number} is printed {body.label}")

    def misnumbered(self, line: int, found: str) -> None:
        self.problems.add(Code.NOTE_MISNUMBERED, line, found, "linked by its place in the sequence")

    def cut(self, group: list[tuple[Spot, Call]]) -> None:
        """Cut the bare numbers that are calls out of one text, calls in their place."""
        first = group[0][0]
        text = first.piece
        assert isinstance(text, Text)
        parts: list[Inline] = []
        done = 0
        for spot, call in group:
            before, after = text.text[done : spot.start], text.text[spot.end :]
            self.ledger.take(spot.line, "note-call", spot.label)
            self.enter_splits(text.text, spot)
            parts.append(
                Text(before.rstrip() if after[:1] != "" or before.rstrip() else before, text.line, text.rend)
            )
            parts.append(call)
            done = spot.end
        rest = text.text[done:]
        if rest and group[-1][0].start and rest[0].isalpha():
            rest = f" {rest}"
        parts.append(Text(rest, text.line, text.rend, text.href, text.lang))
        at = next(index for index, piece in enumerate(first.pieces) if piece is text)
        first.pieces[at : at + 1] = [part for part in parts if not isinstance(part, Text) or part.text]

    def enter_splits(self, text: str, spot: Spot) -> None:
        """Enter the words that came apart when a glued number was taken out of them."""
        if not text[spot.start].isdigit():
            return  # brackets around the number hold it off
        before = re.search(r"[^\W_]+$", text[: spot.start])
        after = re.match(r"[^\W_]+", text[spot.end :])
        if before:
            self.ledger.split(spot.line, before[0], spot.label + (after[0] if after else ""))
        if after:
            self.ledger.split(spot.line, spot.label, after[0])

    def link_symbols(self) -> None:
        """Link calls and bodies marked `*` or `†`: the first free body of that mark after the call."""
        for spot in self.scope.spots:
            if spot.label.isdigit() or not isinstance(spot.piece, Call):
                continue
            queue = self.symbols.get(spot.label, [])
            body = queue.pop(0) if queue else None
            if body is None and spot.label.isalpha():
                continue  # a raised letter (`1<sup>e</sup>`), no note's
            key = f"{self.scope.name}:{spot.label}{len(self.source.notes)}"
            spot.piece.note = key
            if body is None:
                body = Block(Kind.NOTE, first=spot.line, last=spot.line, label=spot.label)
                self.problems.add(
                    Code.NOTE_MISSING_BODY,
                    spot.line,
                    f"note {spot.label} is called, its body is not in the source",
                )
            self.source.notes[key] = body

    def report_uncalled(self) -> None:
        linked = {id(note) for note in self.source.notes.values()}
        for body in self.scope.bodies:
            if id(body) in linked or id(body) in self.adopted:
                continue
            doubtful = [
                spot
                for spot in self.scope.spots
                if spot.label == body.label and not spot.sure and spot.weight < STRONG
            ]
            self.problems.add(
                Code.NOTE_MISSING_CALL,
                body.first,
                f"nothing calls the body of note {body.label}",
                f"perhaps the number in line {doubtful[0].line}" if doubtful else "kept where it stands",
            )
