"""Links calls to bodies, whatever the arrangement: at a chapter's end, a document's end, a page's foot.

What cannot be decided is a problem with its line, and the text stays where it was. A call without a body
gets an empty note; a body without a call stays where it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from edition.ledger import Ledger
from edition.problems import Code, Problems
from edition.readers.notes import misread
from edition.readers.notes.align import Candidate, chain
from edition.readers.notes.calls import STRONG
from edition.readers.notes.scopes import Scope, divide
from edition.readers.notes.spots import Spot, find_spots, runs
from edition.tokens import Block, Call, Inline, Kind, Source, Text


def link(blocks: list[Block], ledger: Ledger, problems: Problems) -> Source:
    """Return the source with its calls linked and its called bodies taken out of the flow.

    `blocks` hold `NOTE` blocks where bodies stand; calls are `Call` pieces where the source marks them,
    bare numbers in text elsewhere. Every unlinked call or body is a problem with its line.
    """
    source = Source(blocks)
    link_defined(source, problems)
    spots = [spot for spot in find_spots(blocks) if not (isinstance(spot.piece, Call) and spot.piece.defined)]
    scopes = divide(blocks, spots)
    doubted = misread.find_spots(blocks)
    adopted: set[int] = set()
    for scope in scopes:
        adopted |= _Linker(scope, source, ledger, problems).link(doubted)
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
        for pieces, _ in runs(block):
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

    def link(self, doubted: Sequence[Spot]) -> set[int]:
        """Link the scope; return the ids of orphaned bodies that went into a note.

        `doubted` are the marks of the whole text that may be misread calls.
        """
        numbered = [spot for spot in self.scope.spots if spot.label.isdigit()]
        chosen = set(chain([self.candidate(spot) for spot in numbered], self.pages()))
        calls: dict[int, list[tuple[Spot, Call]]] = defaultdict(list)
        found: list[tuple[Spot, int]] = []
        for index, spot in enumerate(numbered):
            if index in chosen:
                found.append((spot, int(spot.label)))
            elif spot.sure:
                found.append((spot, self.place(numbered, chosen, index)))
        found = self.with_misread(found, doubted)
        for spot, number in found:
            call = spot.piece if isinstance(spot.piece, Call) else Call(spot.label, spot.line)
            self.attach(spot, call, number)
            if not spot.sure:
                calls[id(spot.piece)].append((spot, call))
        for spot, call in self.link_symbols():
            calls[id(spot.piece)].append((spot, call))
        for group in calls.values():
            self.cut(sorted(group, key=lambda entry: entry[0].start))
        self.adopt_orphans()
        self.report_uncalled()
        return self.adopted

    def with_misread(self, found: list[tuple[Spot, int]], doubted: Sequence[Spot]) -> list[tuple[Spot, int]]:
        """Return the calls with those that were misread: of bodies that nothing else calls.

        A misread call stands between those of the notes before and after; where pages count, on its body's.
        """
        numbers = sorted({number for _, number in found})
        called = set(numbers)
        gaps: dict[int, list[int]] = defaultdict(list)
        for number in sorted(number for number in self.bodies if number not in called):
            gaps[bisect_left(numbers, number)].append(number)
        places = {number: spot.place for spot, number in reversed(found)}
        added: list[tuple[Spot, int]] = []
        for gap, missing in gaps.items() if doubted else ():
            pages = {self.bodies[number].page for number in missing}
            if not all(pages) and not 0 < gap < len(numbers):
                continue
            first = places[numbers[gap - 1]] if gap else (0, 0)
            last = places[numbers[gap]] if gap < len(numbers) else (doubted[-1].at + 1, 0)
            between = [
                spot for spot in misread.between(doubted, first, last) if spot.page in pages or 0 in pages
            ]
            added += misread.choose(missing, between)
        return sorted([*found, *added], key=lambda entry: entry[0].place) if added else found

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
            self.ledger.take(spot.line, "note-call", text.text[spot.start : spot.end])
            self.enter_splits(text.text, spot)
            kept = before.rstrip() if after or before.strip() else before
            parts += [replace(text, text=kept), call]
            done = spot.end
        rest = text.text[done:]
        if rest and group[-1][0].start and rest[0].isalpha():
            rest = f" {rest}"
        parts.append(replace(text, text=rest))
        at = next(index for index, piece in enumerate(first.pieces) if piece is text)
        first.pieces[at : at + 1] = [part for part in parts if not isinstance(part, Text) or part.text]

    def enter_splits(self, text: str, spot: Spot) -> None:
        """Enter the words that came apart when a glued number was taken out of them."""
        if not text[spot.start].isdigit():
            return  # brackets around the number hold it off
        printed = text[spot.start : spot.end]
        before = re.search(r"[^\W_]+$", text[: spot.start])
        after = re.match(r"[^\W_]+", text[spot.end :])
        if before:
            self.ledger.split(spot.line, before[0], printed + (after[0] if after else ""))
        if after:
            self.ledger.split(spot.line, printed, after[0])

    def link_symbols(self) -> list[tuple[Spot, Call]]:
        """Link calls and bodies marked `*` or `†`: the first free body of that mark after the call.

        Returns the bare signs that are calls; those for which there is no body are none.
        """
        out = []
        for spot in self.scope.spots:
            if spot.label.isdigit():
                continue
            queue = self.symbols.get(spot.label, [])
            body = queue.pop(0) if queue else None
            if body is None and (spot.label.isalpha() or not isinstance(spot.piece, Call)):
                continue  # a raised letter (`1<sup>e</sup>`), no note's
            call = spot.piece if isinstance(spot.piece, Call) else Call(spot.label, spot.line)
            call.note = f"{self.scope.name}:{spot.label}{len(self.source.notes)}"
            if body is None:
                body = Block(Kind.NOTE, first=spot.line, last=spot.line, label=spot.label)
                self.problems.add(
                    Code.NOTE_MISSING_BODY,
                    spot.line,
                    f"note {spot.label} is called, its body is not in the source",
                )
            self.source.notes[call.note] = body
            if not spot.sure:
                out.append((spot, call))
        return out

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
