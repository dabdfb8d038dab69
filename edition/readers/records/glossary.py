"""Glossaries and lists of abbreviations: a term, often in its own language too, and what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.readers.records.entries import Entry, gather, settle, styled_end
from edition.readers.records.spans import Span, groups, masked, trimmed
from edition.readers.scripts import language
from edition.tokens import Block, Kind, Text, plain

LONGEST = 120
"""No term is longer, its original in brackets left aside."""
WORDS = 10
STRONG = re.compile(r"\s*[:=]\s*|\s+[–—−-]+\s+|\s*—\s*")
WEAK = re.compile(r"\s*[.,;]?\s*")
ABBREVIATION = re.compile(r"([^\W\d_][\w.\0/&-]*)\s+(?=[^\W\d_“\"«])")
STOP = re.compile(r"[.!?]\s")


def glossary(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the entries of a glossary as `TERM`, what goes on with an entry inside it.

    Parts: `term`, `original` (in square brackets within the term), `def`. A second term of one entry
    (“RKI […]; Rabkrin […]: …”) is a second `term`.
    """
    return [_with_language(block) for block in gather(blocks, heads(blocks), "def")]


def heads(blocks: Sequence[Block]) -> dict[int, Entry]:
    """Return the heads of entries by index of their block."""
    found = settle(blocks, read, lambda entry: entry.style == "plain" and _is_short(entry))
    if any(entry.style == "abbreviation" for entry in found.values()):
        colons = sum(entry.style != "abbreviation" for entry in found.values())
        return {i: e for i, e in found.items() if (e.style == "abbreviation") == (2 * colons < len(found))}
    return found


def read(block: Block) -> Entry | None:
    """Return the term a paragraph begins with, or None."""
    text = plain(block.inlines)
    bare = masked(text[: 8 * LONGEST])
    for style, found in (
        ("styled", _styled(bare, styled_end(block.inlines))),
        ("plain", _divided(bare)),
        ("abbreviation", _abbreviation(bare)),
    ):
        if found:
            end, start = found
            return Entry(Kind.TERM, style, (*_terms(text, end), ("def", start, len(text))))
    return None


def _is_short(entry: Entry) -> bool:
    _, start, end = entry.spans[0]
    return end - start <= 40


def _styled(bare: str, styled: int) -> tuple[int, int] | None:
    """Return where the term ends and its meaning begins, where the term stands in bold or italics."""
    term = bare[:styled]
    if not 0 < len(term.replace("\0", "").strip()) <= LONGEST:
        return None
    inside = re.search(r"\s*:\s*", term)
    if inside:
        return _checked(bare, inside.start(), _after(bare, inside.end()))
    bracketed = re.compile(r"\s*\0+").match(bare, styled)
    end = bracketed.end() if bracketed else styled
    strong = STRONG.match(bare, end)
    if strong:
        return _checked(bare, end, strong.end())
    # No colon: a sentence that only begins with emphasis, or is all in it, is no term.
    weak = WEAK.match(bare, end)
    start = weak.end() if weak else end
    alone = start >= len(bare) and not re.search(r"[.!?]\s*$", term) and len(term.split()) <= WORDS
    opens = start > end and bare[start : start + 1].isupper() and len(term.split()) <= 4
    return _checked(bare, styled if alone else end, start) if alone or opens else None


def _after(bare: str, at: int) -> int:
    match = re.compile(r"[\s:]*").match(bare, at)
    return match.end() if match else at


def _divided(bare: str) -> tuple[int, int] | None:
    """Return where the term ends and its meaning begins, where only a colon or a dash tells them apart."""
    match = STRONG.search(bare)
    if match is None or match.end() >= len(bare):
        return None
    term = bare[: match.start()].replace("\0", "")
    if len(term) > LONGEST or len(term.split()) > WORDS or STOP.search(term):
        return None
    return _checked(bare, match.start(), match.end())


def _abbreviation(bare: str) -> tuple[int, int] | None:
    """“CC Central Committee”: capitals first, and no sign between them and what they mean."""
    match = ABBREVIATION.match(bare)
    if match is None:
        return None
    letters = [char for char in match[1] if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    if capitals < 2 or 2 * capitals < len(letters):
        return None
    return match.end(1), match.end()


def _checked(bare: str, end: int, start: int) -> tuple[int, int] | None:
    """Return the two places if there are letters or digits in the term."""
    return (end, start) if re.search(r"[\w\0]", bare[:end]) else None


def _terms(text: str, end: int) -> list[Span]:
    """Return the spans of the term, its originals in square brackets, and further terms after these."""
    out: list[Span] = []
    at = 0
    for group in groups(text[:end]):
        if text[group.start] != "[":
            continue
        out.append(trimmed(text, "term", at, group.start, " ;,"))
        out.append(group.inner("original"))
        at = group.end
    out.append(trimmed(text, "term", at, end, " ;,:"))
    return [span for span in out if re.search(r"\w", text[span[1] : span[2]])]


def _with_language(block: Block) -> Block:
    """Return a term with the language of its originals, as far as their script tells it."""
    if block.kind is not Kind.TERM:
        return block
    spans = []
    for name, pieces in block.spans:
        tongue = language(plain(pieces)) if name == "original" else ""
        spans.append(
            (name, [replace(p, lang=p.lang or tongue) if isinstance(p, Text) else p for p in pieces])
        )
    return replace(block, spans=spans)
