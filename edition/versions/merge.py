"""Two versions of a TEI file that come from one, merged: what either changed is in the result.

The files are compared in canonical form, line by line (a block is a line), and where both changed the same
lines, token by token: words, blanks, tags; so a paragraph that one side split and the other corrected is
split and corrected. What moved on one side is moved in the others first (`edition.versions.moves`). Where
both changed the same words differently, ours stands and theirs beside it, as alternatives that TEI has:
`choice` within a line, a `note` between lines. The result is always well-formed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.problems import Code, EditionError, Place, Problem
from edition.tei.conflicts import BRANCHES, CONFLICT, Sides
from edition.tei.format import formatted
from edition.tei.write import SPACED
from edition.versions.moves import replayed
from edition.versions.three import Chunk, chunks
from edition.versions.tokens import (
    attributes,
    is_balanced,
    is_blank,
    is_empty,
    is_start,
    is_tag,
    key,
    name,
    profile,
    tokens,
    words,
)

BLOCKS = SPACED | frozenset("p head item label cell lg l ab speaker stage quote q".split())
"""Elements that cannot stand in an alternative within a line."""


@dataclass(slots=True)
class Merge:
    """A merge under way: its sides, whether lines may change the structure, what both changed."""

    sides: Sides
    strict: bool
    path: str
    conflicts: list[str] = field(default_factory=list)

    def conflict(self, what: str) -> None:
        """Note that both sides changed the same."""
        self.conflicts.append(what)

    def lines(self, chunk: Chunk) -> str:
        """Return the lines of a chunk, merged."""
        base, ours, theirs = ("".join(side) for side in (chunk.base, chunk.ours, chunk.theirs))
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs if self.fits(theirs, ours) else self.beside(ours, base, theirs)
        merged = self.tokens(tokens(base), tokens(ours), tokens(theirs))
        if merged is None or not self.fits(merged, ours):
            return self.beside(ours, base, theirs)
        return merged

    def fits(self, merged: str, ours: str) -> bool:
        """Say whether a chunk opens and closes what ours does, as far as that is asked for."""
        return not self.strict or profile(tokens(merged)) == profile(tokens(ours))

    def tokens(self, base: list[str], ours: list[str], theirs: list[str]) -> str | None:
        """Return tokens merged; None if a piece of the result would open what it does not close."""
        out: list[str] = []
        before = list(self.conflicts)
        for chunk in chunks(base, ours, theirs, key):
            if chunk.stable:
                out += (self.tag(*three) for three in zip(chunk.base, chunk.ours, chunk.theirs, strict=True))
                continue
            piece = self.piece(chunk)
            if piece is None:
                self.conflicts[:] = before
                return None
            out += piece
        if profile(out)[0] and any(found.startswith("!") for found in profile(out)[0]):
            self.conflicts[:] = before
            return None
        return "".join(out)

    def piece(self, chunk: Chunk) -> Sequence[str] | None:
        """Return what stands for tokens that differ; None if they cannot be put side by side."""
        base, ours, theirs = chunk.base, chunk.ours, chunk.theirs
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        if not (is_balanced(ours) and is_balanced(theirs)):
            return None
        if not base and is_elements(ours) and is_elements(theirs):
            return [*ours, *theirs]
        if any(is_tag(token) and name(token) in BLOCKS for token in (*ours, *theirs)):
            return None
        return list(self.choice(ours, theirs))

    def choice(self, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
        """Yield two alternatives, ours first; blanks that both begin or end with stand outside."""
        ours, theirs = list(ours), list(theirs)
        lead: list[str] = []
        trail: list[str] = []
        while ours and theirs and ours[0] == theirs[0] and is_blank(ours[0]):
            lead.append(ours.pop(0))
            theirs.pop(0)
        while ours and theirs and ours[-1] == theirs[-1] and is_blank(ours[-1]):
            trail.insert(0, ours.pop())
            theirs.pop()
        self.conflict(f"“{shown(ours)}” and “{shown(theirs)}”")
        yield from lead
        yield from ("<choice>", f'<seg type="{self.sides.ours}">')
        yield from ours
        yield from ("</seg>", f'<seg type="{self.sides.theirs}">')
        yield from theirs
        yield from ("</seg>", "</choice>")
        yield from trail

    def beside(self, ours: str, base: str, theirs: str) -> str:
        """Return our lines, in a note what theirs changed and ours does not say, and their new remarks."""
        known, own = {*tokens(base), *tokens(ours)}, tokens(theirs)
        new = (token for token in own if token.startswith("<!--") and token not in known)
        remarks = "".join(f"{token}\n" for token in new)
        if not set(words(own)) - set(words([*tokens(base), *tokens(ours)])):
            if is_changed(base, theirs):
                self.conflict(f"markup of {self.sides.theirs} round “{shown(own)}”")
            return placed(ours, remarks)
        self.conflict(f"“{shown(tokens(ours))}” and “{shown(own)}”")
        inner = theirs if is_balanced(own) and is_elements(own) else ""
        text = inner or f"<p>{' '.join(words(own))}</p>"
        note = f'<note type="{CONFLICT}" subtype="{self.sides.theirs}">{text.strip()}</note>\n'
        return placed(ours, note if inner else note + remarks)

    def tag(self, base: str, ours: str, theirs: str) -> str:
        """Return a token that all have; of a start-tag, the attributes merged."""
        if not is_start(ours) or theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        was, one, other = attributes(base), attributes(ours), attributes(theirs)
        out = dict(one)
        for attribute in {**was, **other}:
            if other.get(attribute) == was.get(attribute) or other.get(attribute) == one.get(attribute):
                continue
            if one.get(attribute) == was.get(attribute):
                if attribute in other:
                    out[attribute] = other[attribute]
                else:
                    out.pop(attribute, None)
            else:
                self.conflict(f"{attribute}=“{one.get(attribute, '')}” and “{other.get(attribute, '')}”")
        inner = "".join(f' {attribute}="{value}"' for attribute, value in out.items())
        return f"<{name(ours)}{inner}{'/' if is_empty(ours) else ''}>"


def merge(
    base: bytes, ours: bytes, theirs: bytes, path: str, sides: Sides = BRANCHES
) -> tuple[bytes, list[Problem]]:
    """Return two versions of a file merged, in canonical form, and a problem for each conflict.

    Raises `EditionError`: as `edition.tei.parse.well_formed` does, if one of the three is no XML;
    `merge-unsafe` if words would be lost, which is a fault of ours.
    """
    canonical = [formatted(data, path) for data in (base, ours, theirs)]
    one, two, three = (data.decode().splitlines(keepends=True) for data in replayed(*canonical))
    found = list(chunks(one, two, three, str))
    counts = [count(data) for data in canonical]
    for strict in (False, True):
        run = Merge(sides, strict, path)
        text = "".join("".join(chunk.ours) if chunk.stable else run.lines(chunk) for chunk in found)
        try:
            data = unique(formatted(text.encode(), path))
        except EditionError:
            continue
        lost, kept = balance(counts, count(data))
        if not lost:
            if kept and not run.conflicts:
                run.conflict(
                    f"“{' '.join(kept)[:60]}” was struck out by one and moved by the other; it is kept"
                )
            return data, [
                Problem(Code.MERGE_CONFLICT, Place(path), what, "one of the two; then without choice or note")
                for what in run.conflicts
            ]
    raise EditionError(Code.MERGE_UNSAFE, Place(path), "these versions cannot be merged without loss")


def count(data: bytes) -> Counter[str]:
    """Return how often each word stands in a file; signs are not counted."""
    return Counter(token for token in words(tokens(data.decode())) if token[0].isalnum())


def balance(sides: Sequence[Counter[str]], merged: Counter[str]) -> tuple[list[str], list[str]]:
    """Return the words that are lost in a merge, and those that are kept though one side struck them out.

    Both sides may have made the same change or each its own; a word is lost if it stands there less often
    than either would make it, and kept if more often.
    """
    base, ours, theirs = sides
    lost, kept = [], []
    for word in base | ours | theirs:
        each = ours[word] + theirs[word] - base[word]
        if merged[word] < min(each, max(ours[word], theirs[word])):
            lost.append(word)
        elif merged[word] > max(each, min(ours[word], theirs[word])):
            kept.append(word)
    return lost, kept


def unique(data: bytes) -> bytes:
    """Return a file in which an id that both sides gave anew stands once; the later gets a number."""
    seen: set[str] = set()
    out: list[str] = []
    for token in tokens(data.decode()):
        ident = attributes(token).get("xml:id", "") if is_start(token) else ""
        free = ident
        if ident in seen:
            free = next(f"{ident}.{n}" for n in range(2, len(seen) + 3) if f"{ident}.{n}" not in seen)
        if free:
            seen.add(free)
        out.append(token.replace(f'xml:id="{ident}"', f'xml:id="{free}"', 1) if free != ident else token)
    return "".join(out).encode()


def is_elements(found: Sequence[str]) -> bool:
    """Say whether tokens are whole elements and nothing beside them but blanks."""
    depth = 0
    for token in found:
        if is_start(token):
            depth += 0 if is_empty(token) else 1
        elif token.startswith("</"):
            depth -= 1
        elif depth == 0 and not is_blank(token) and not token.startswith("<"):
            return False
    return depth == 0


def is_changed(one: str, other: str) -> bool:
    """Say whether two stretches differ in more than blanks."""
    return [t for t in tokens(one) if not is_blank(t)] != [t for t in tokens(other) if not is_blank(t)]


def placed(lines: str, note: str) -> str:
    """Return lines with a note behind the last of their blocks that is whole."""
    every = lines.splitlines(keepends=True)
    for count in range(len(every), -1, -1):
        closed, opened = profile(tokens("".join(every[:count])))
        if not closed and not opened:
            return "".join([*every[:count], note, *every[count:]])
    return lines + note


def shown(found: Sequence[str]) -> str:
    """Return the words of tokens, cut to what a message holds."""
    text = " ".join("".join(t if not t.startswith("<") else " " for t in found).split())
    return text if len(text) <= 60 else f"{text[:57]} …"
