"""What wrapping and typing leave in a plain text: page numbers, drawn rules, words divided by it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from edition.ledger import Ledger
from edition.problems import Code, Problems
from edition.readers import hyphens, joins
from edition.readers.hyphens import Decision, Lexicon
from edition.tokens import Block, Kind, Text, plain

_PAGE = re.compile(
    r"(?P<dash>[-–—]\s?)?(?:(?P<word>page|seite|стр\.?|p\.)\s)?(?P<n>\d{1,4})(?:\s(?:of|von|из)\s\d+)?(?(dash)\s?[-–—])",
    re.IGNORECASE,
)
_RULE = re.compile(r"(?:[*_=~–—•·#-]\s*){3,}")
_WORD = re.compile(r"\S+")


def furniture(rows: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the rows without page numbers, and drawn rules as `RULE`."""
    numbered = _page_numbers(rows)
    out: list[Block] = []
    for at, row in enumerate(rows):
        text = plain(row.inlines)
        if at in numbered:
            ledger.take(row.first, "page-number", text)
            ledger.mark(row.first, row.last, "furniture")
        elif row.kind is Kind.P and _RULE.fullmatch(text):
            out.append(Block(Kind.RULE, first=row.first, last=row.last))
        else:
            out.append(row)
    return out


def _page_numbers(rows: Sequence[Block]) -> set[int]:
    """Return the rows that are page numbers.

    Sure is what is dressed as one (`- 2 -`, `Page 2`) and counts on, what stands between the halves of a
    sentence, and a figure at the very end. Other figures on lines of their own are page numbers if they
    count on from those that are; else they may number sections.
    """
    found = {at: match for at, row in enumerate(rows) if (match := _PAGE.fullmatch(plain(row.inlines)[:24]))}
    sure = {at for at, match in found.items() if match["dash"] or match["word"]}
    counts = [(a, b) for a, b in itertools.pairwise(found) if int(found[b]["n"]) == int(found[a]["n"]) + 1]
    kept = {at for at in sure if len(sure) == 1 or any(at in pair for pair in counts)}
    inside = {at for at in found if at + 1 == len(rows) or _inside(rows, at)}
    kept |= inside
    for a, b in [*counts, *reversed(counts)]:
        if a in kept or b in kept:
            kept |= {a, b}
    return kept


def _inside(rows: Sequence[Block], at: int) -> bool:
    return at > 0 and joins.runs_on(plain(rows[at - 1].inlines), plain(rows[at + 1].inlines))


def mend(blocks: Sequence[Block], lexicon: Lexicon, ledger: Ledger, problems: Problems) -> None:
    """Decide the hyphens at the ends of wrapped lines. Changes the blocks."""
    for block in blocks:
        for before, after in itertools.pairwise(block.inlines):
            if isinstance(before, Text) and isinstance(after, Text) and before.line != after.line:
                _decide(before, after, lexicon, ledger, problems)
        mend(block.children, lexicon, ledger, problems)


def _decide(before: Text, after: Text, lexicon: Lexicon, ledger: Ledger, problems: Problems) -> None:
    end = hyphens.divided(before.text)
    word = _WORD.match(after.text)
    if end is None or word is None:
        return
    decision = hyphens.decide(end[0], word[0], lexicon)
    before.text = before.text.rstrip()
    if decision is Decision.SUSPEND:
        before.text += " "
    elif decision is Decision.JOIN:
        before.text = before.text[: -len(end[1])]
        ledger.join(before.line, hyphens.last_piece(end[0]), hyphens.first_piece(word[0]))
        ledger.normalised["words divided at a line's end joined"] += 1
    elif decision is Decision.UNDECIDED:
        problems.add(
            Code.HYPHEN_UNDECIDED,
            before.line,
            f"“{end[0]}-{word[0]}” at the line's end",
            "the hyphen is kept; take it out if the word has none",
        )
