"""Notes at the foot of pages: which lines are theirs, and where each body begins.

A page's notes stand after a separator (a line of many blanks, a printed rule); in a text without
separators, from the first line that begins with the number of a note called on the page. Within them, a
body begins where a line begins with the next number. Lines that merely begin with a number (`1933 was …`,
`12 workers`) are told apart by the sequence: of all such lines in the text, the heaviest chain that
counts upwards is taken, where a number weighs more if it is called on its page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.readers.paged.layout import (
    Row,
    ends_sentence,
    is_rule,
    leads,
    starts_high,
    starts_low,
    tight,
    wide,
)
from edition.readers.paged.mending import SIGNS
from edition.readers.paged.pages import NOTE_START, separated

_CALLED = re.compile(
    rf"(?<=[^\W\d_])\d{{1,4}}|(?<=[.,;:!?…\"”’»)\]])\s?\d{{1,4}}(?!\d)"
    rf"|(?<=[^\s{SIGNS}])[{SIGNS}]{{1,4}}(?![^\W_])|\[\d{{1,3}}\]"
)
_WINDOW = 24
"""How many lines that begin with a number are looked back over for the note before."""
LIKELY = 2.0
"""What a line must weigh to begin a page's notes: its number is called, and a sentence begins after it."""
_LEAP = 40
"""How far a count may leap where pages lost their notes."""


@dataclass(slots=True)
class Page:
    """The rows of one page: its text, and its notes."""

    number: int
    body: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """A note's body as found: its paragraphs as rows, the number taken off the first."""

    label: str
    page: int
    paragraphs: list[list[Row]]
    taken: str = ""
    """The characters taken off the first row: the number with its dress."""
    glued: bool = False
    """The number stood directly before the text."""


@dataclass(slots=True)
class Start:
    """A row that may begin a body."""

    row: Row
    page: int
    number: int
    weight: float


def split(found: Sequence[Row], usual: int) -> tuple[list[Page], list[Row]]:
    """Return the pages, each divided in text and notes, and the rows that only separate."""
    pages: list[Page] = []
    for row in found:
        if not pages or pages[-1].number != row.page:
            pages.append(Page(row.page))
        pages[-1].body.append(row)
    marks: list[Row] = []
    divided = goes_on = False
    for page in pages:
        goes_on = _divide(page, marks, goes_on)
        divided = divided or goes_on
    if not divided and len(pages) > 1:
        _divide_by_count(pages, usual)
    return pages, marks


def _divide(page: Page, marks: list[Row], goes_on: bool) -> bool:
    """Divide a page at its last separator with a note's number after it, else at its last separator.

    A printed rule without a number after it may stand in the text: it separates notes only where a note
    of the page before may go on, or where less stands below it than above.
    """
    cuts = [at for at in range(1, len(page.body)) if separated(page.body[at], page.body[at - 1])]
    if not cuts:
        return False
    numbered = [at for at in cuts if NOTE_START.match(page.body[at].text)]
    cut = (numbered or cuts)[-1]
    rule = is_rule(page.body[cut - 1].text)
    if rule and not numbered and not goes_on and len(page.body) - cut >= cut:
        return False
    page.notes = page.body[cut:]
    page.body = page.body[: cut - 1] if rule else page.body[:cut]
    if rule:
        marks.append(Row(page.notes[0].line, "", 0, 0, 0))
    return True


def _divide_by_count(pages: Sequence[Page], usual: int) -> None:
    """Divide pages without separators at the first line that begins a note called on the page."""
    starts = [
        start for page in pages for start in _possible(page, page.body, usual) if start.weight >= LIKELY
    ]
    first: dict[int, int] = {}
    for start in chain(starts):
        first.setdefault(start.page, start.row.line)
    open_note = False
    for page in pages:
        end = len(page.body)
        cut = next((at for at, row in enumerate(page.body) if row.line == first.get(page.number)), end)
        if open_note:
            cut = _resumed(page, cut, usual)
        if 0 < cut < end:
            page.body, page.notes = page.body[:cut], page.body[cut:]
        open_note = bool(page.notes) and not ends_sentence(page.notes[-1].text)


def _resumed(page: Page, cut: int, usual: int) -> int:
    """Return where a note of the page before, which broke off, goes on above `cut`; `cut` if nowhere.

    It does so in lines set off from the text that begin inside a sentence.
    """
    for at in range(cut - 1, 0, -1):
        if wide(page.body[at], usual):
            return at if starts_low(page.body[at].text) and not page.body[at].indent else cut
    return cut


def called(body: Sequence[Row]) -> set[str]:
    """Return the numbers and signs in a page's text that stand where calls stand: glued, or after a stop."""
    return {match[0].strip(" []") for row in body for match in _CALLED.finditer(row.text)}


def called_by_page(found: Sequence[Row]) -> dict[int, set[str]]:
    """Return the numbers and signs that are called on each page."""
    out: dict[int, set[str]] = {}
    for row in found:
        out.setdefault(row.page, set()).update(called([row]))
    return out


def rank(label: str) -> int:
    """Return the number of a label, of a sign its place in a page's order; asterisks are counted."""
    if label.isdigit():
        return int(label)
    sign = label[0]
    return len(label) if sign in "*⁎∗" else SIGNS.index(sign) + 1 + 6 * (len(label) - 1)


def _possible(page: Page, among: Sequence[Row], usual: int) -> list[Start]:
    """Return the rows that may begin a body, each with what speaks for it."""
    out: list[Start] = []
    if sum(leads(row.text) for row in page.body) > 2:
        return out  # a table of contents: its numbers are those of chapters
    calls = called(page.body)
    for at, row in enumerate(among):
        match = NOTE_START.match(row.text)
        if match is None or leads(row.text):
            continue
        label, rest = match[1], row.text[match.end() :]
        number = rank(label)
        weight = 2.0 if label in calls else -1.0
        weight += 0.5 if starts_high(rest) else -1.0
        weight += 1.0 if match.end() == match.end(1) and rest[0].isalpha() else 0.0  # `1See`: no text is so
        if at:
            weight += 0.5 if ends_sentence(among[at - 1].text) else -0.5
            weight += 1.0 if wide(row, usual) and among is page.body else 0.0
            if usual:
                weight += 2.0 if tight(row, usual) else -3.0
        else:
            weight += 1.0
        if number and number < 1500:
            out.append(Start(row, page.number, number, weight))
    return out


def chain(starts: Sequence[Start]) -> list[Start]:
    """Return the heaviest chain of starts that counts upwards, restarting at 1 where a chapter does."""
    scores: list[float] = []
    before: list[int] = []
    for at, start in enumerate(starts):
        best, link = (0.0 if start.number == 1 else -1.0), -1
        for back in range(max(0, at - _WINDOW), at):
            reached = scores[back] + _step(starts[back], start)
            if reached > best:
                best, link = reached, back
        scores.append(best + start.weight)
        before.append(link)
    out: list[Start] = []
    at = max(range(len(scores)), key=scores.__getitem__, default=-1)
    while at >= 0:
        out.append(starts[at])
        at = before[at]
    return out[::-1]


def _step(earlier: Start, later: Start) -> float:
    """Return what it is worth that one number follows the other: by one, by a leap, or by a restart."""
    leap = later.number - earlier.number
    if leap == 1:
        return 3.0
    if 1 < leap <= _LEAP and later.page > earlier.page:
        return 1.0 - leap / _LEAP
    if 1 < leap <= 3:
        return 0.0
    if leap < 0 and later.page > earlier.page:
        return -0.5 if later.number == 1 else -1.5 - later.number / 20
    return -8.0


def bodies(pages: Sequence[Page], usual: int) -> list[Body]:
    """Return the bodies in order. A block that begins without a number goes on with the last body before.

    It does so only if the page before has notes; otherwise what it continues was lost, and it is a body
    without a label.
    """
    starts = [start for page in pages for start in _possible(page, page.notes, usual)]
    chosen = {start.row.line for start in chain(starts)}
    out: list[Body] = []
    last_page = -1
    for page in pages:
        fresh = True
        for row in page.notes:
            if row.line in chosen:
                out.append(_begin(row, page.number))
            elif fresh and (not out or last_page < page.number - 1):
                out.append(Body("", page.number, [[row]]))
            else:
                _append(out[-1], row, usual, fresh)
            fresh = False
        last_page = page.number if page.notes else last_page
    return out


def _begin(row: Row, page: int) -> Body:
    match = NOTE_START.match(row.text)
    assert match is not None
    rest = Row(row.line, row.text[match.end() :], row.indent, row.gap, row.void, row.page)
    number = row.text[: match.end()]
    return Body(match[1], page, [[rest]], number.strip(), number[-1:].isdigit())


def _append(body: Body, row: Row, usual: int, fresh: bool) -> None:
    """Add a row to a body: to its last paragraph, or as a new one where the lines stand apart.

    In double-spaced text a paragraph follows the last without a blank line; in single-spaced, with one.
    A row that itself is indented only resumes after a hole.
    """
    before = body.paragraphs[-1][-1]
    apart = tight(row, usual) and not row.indent if usual else row.gap > 0
    if apart and not fresh and ends_sentence(before.text) and not starts_low(row.text):
        body.paragraphs.append([row])
    else:
        body.paragraphs[-1].append(row)
