r"""Where the pages of a printed text begin, and what on them is furniture: page numbers, running heads.

Three conventions are known, strongest first. A text follows one; printed numbers may stand beside any.

- Form feed: the line with `\f` begins a page (pdftotext and its kin).
- Leading blank: the extractor puts a blank before the first line of a page. Where the lines of a page are
  double-spaced, the page's first line follows the last of the page before *without* a blank line between;
  an indented line after a blank line is then only a paragraph with a stray blank.
- Printed number: a line with nothing but a number, the numbers counting up; or a running head with one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from edition.readers.paged import folios, running
from edition.readers.paged.folios import Folio, lost_pages
from edition.readers.paged.layout import SEPARATOR, Row, is_rule, tight, usual_gap, wide
from edition.readers.paged.mending import SIGNS

FEED = "\f"
_LISTED = re.compile(r"(?:\d{1,3}[.)]|[•*–—-])\s")
"""How the items of a list begin, which some tools set in by one blank."""
_URL = re.compile(r"(?:https?://|www\.|mailto:)\S+", re.IGNORECASE)
_NUMBER = re.compile(rf"\d{{1,4}}|[{SIGNS}]{{1,4}}")
LONGEST_PAGE = 200
"""More lines than a page has: where stray blanks are farther apart, they begin no pages."""
NOTE_START = re.compile(
    rf"[\[(]?(\d{{1,4}}|[{SIGNS}]{{1,4}})[\])]?(?:(?<![{SIGNS}])[.)]\s+|\s+|(?=[^\W\d_a-zа-я]|[\"“‘'«„\[(…]))(?=\S)"
)
"""A line that may begin a note: a number or a sign, then text; glued only to a capital or a quotation."""


@dataclass(slots=True)
class Paging:
    """The pages of a text."""

    starts: list[int] = field(default_factory=list)
    """The line on which each page starts, ascending; empty when the text shows no pages."""
    furniture: dict[int, str] = field(default_factory=dict)
    """Line -> rule (`page-number`, `running-head`, `link-target`)."""
    printed: dict[int, str] = field(default_factory=dict)
    """Ordinal of a page -> its number in the pagination that is printed."""
    gaps: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(line, number, next number, pages that are not there): where printed numbers prove a loss."""
    convention: str = "none"
    """What the starts follow from: `form-feed`, `leading-blank`, `printed-number`, `none`."""

    def label(self, page: int) -> tuple[str, str]:
        """Return `n` and `ed` of a page: the printed number if there is a pagination, else the count."""
        if page in self.printed:
            return self.printed[page], ""
        return str(page), "counted"


def paginate(lines: Sequence[str], found: Sequence[Row]) -> Paging:
    """Return the pages and their furniture, and set the `page` of every row."""
    paging = Paging()
    usual = usual_gap(found)
    starts, paging.convention = _marked_starts(lines, found, usual)
    marks = running.Marks() if starts else running.marks(found)
    numbers = marks.feet or (
        [] if marks.heads else number_rows(found, starts, usual, paging.convention == "form-feed")
    )
    if (numbers or marks.heads) and not starts:
        paging.convention = "printed-number"
    foot = numbers_at_foot(found, numbers)
    starts = sorted({*starts, *(row.line for row, _ in marks.heads), *(row.line for row in marks.openers)})
    if paging.convention != "form-feed":
        starts = _with_numbers(starts, numbers, foot)
    starts = [start for start in starts if start <= (found[-1].line if found else 0)]
    if starts and starts[0] > found[0].line:
        starts.insert(0, found[0].line)
    paging.starts = starts
    _assign(found, starts)
    if starts:
        _furnish(found, paging, numbers, marks)
    return paging


def _furnish(
    found: Sequence[Row], paging: Paging, numbers: Sequence[tuple[Row, Folio]], marks: running.Marks
) -> None:
    """Enter page numbers, running heads and the targets of links, and what the numbers say of the pages."""
    for row, _ in numbers:
        paging.furniture[row.line] = "page-number" if folios.alone(row.text) else "running-head"
    paging.furniture.update({row.line: "running-head" for row, _ in marks.heads})
    seen = {row.page: folio for row, folio in [*numbers, *marks.heads]}
    ran = running.find(found, paging.furniture)
    paging.furniture.update(dict.fromkeys(ran.lines, "running-head"))
    seen.update(ran.seen)
    seen.update(_edge_numbers(found, paging, seen))
    _links(found, paging)
    marked = paging.convention != "printed-number"
    paging.printed = folios.labels(seen, len(paging.starts)) if marked else folios.own(seen)
    arabic = {page: folio.value for page, folio in folios.rising(seen).items() if folio.style == "arabic"}
    paging.gaps = lost_pages(arabic, paging.starts)


def _edge_numbers(found: Sequence[Row], paging: Paging, seen: dict[int, Folio]) -> dict[int, Folio]:
    """Enter the numbers alone at a page's edge that count with those of running heads; return them.

    Pages on which a chapter begins have no head, and their number at the foot.
    """
    offsets = {(folio.style, folio.value - page) for page, folio in folios.agreeing(seen).items()}
    out: dict[int, Folio] = {}
    rest = [row for row in found if row.line not in paging.furniture]
    for before, row, after in zip([None, *rest], rest, [*rest[1:], None], strict=False):
        edge = any(other is None or other.page != row.page for other in (before, after))
        folio = folios.alone(row.text) if edge and row.page not in seen else None
        if folio and (folio.style, folio.value - row.page) in offsets:
            paging.furniture[row.line] = "page-number"
            out[row.page] = folio
    return out


def _assign(found: Sequence[Row], starts: Sequence[int]) -> None:
    for row in found:
        row.page = bisect_right(starts, row.line)


def _marked_starts(lines: Sequence[str], found: Sequence[Row], usual: int) -> tuple[list[int], str]:
    """Return the page starts of the strongest convention that marks them, and its name."""
    feeds = feed_starts(lines)
    if feeds:
        return feeds, "form-feed"
    blanks = blank_starts(found, usual)
    if blanks and len(number_rows(found, [], usual)) * 2 > len(blanks) * 3:
        return [], "none"  # a stray blank here and there: the numbers know more pages
    return (blanks, "leading-blank") if blanks else ([], "none")


def feed_starts(lines: Sequence[str]) -> list[int]:
    """Return the lines after a form feed; one at the end of a line begins the page on the next."""
    out = []
    for number, line in enumerate(lines, 1):
        if FEED in line:
            head, _, rest = line.rpartition(FEED)
            out.append(number + 1 if head.strip() and not rest.strip() else number)
    return out


def blank_starts(found: Sequence[Row], usual: int) -> list[int]:
    """Return the page starts that a leading blank marks, without those inside a block of notes."""
    if usual:
        marked = [row for row in found[1:] if row.indent and tight(row, usual)]
    else:
        blank = [row for row in found[1:] if row.indent == 1 and not _LISTED.match(row.text)]
        marked = [row for row in blank if not NOTE_START.match(row.text) and not _NUMBER.fullmatch(row.text)]
        if len(marked) * 2 < len(blank):
            return []  # the raised numbers of notes are set in by a blank
    if len(marked) < 2 or not 6 * len(marked) <= len(found) <= LONGEST_PAGE * len(marked):
        return []
    cuts = [found[0].line, *(row.line for row in marked)]
    return _drop_mended(found, cuts, usual)


def _drop_mended(found: Sequence[Row], cuts: Sequence[int], usual: int) -> list[int]:
    """Drop the starts that only mend a hole in a block of notes.

    Where an extractor lost lines, it resumes as it does on a new page. A stretch that is a fraction of a
    page, has no block of notes of its own and counts on in the notes before it, belongs to their page.
    """
    stretches: list[list[Row]] = [[] for _ in cuts]
    for row in found:
        stretches[bisect_right(cuts, row.line) - 1].append(row)
    typical = median(len(stretch) for stretch in stretches)
    kept: list[int] = []
    last, open_block = 0, False
    for cut, stretch in zip(cuts, stretches, strict=True):
        block = _block_of(stretch)
        short = len(stretch) * 3 <= typical and block is None
        ours = _note_numbers(stretch if block is None else stretch[block:], usual, last)
        if short and open_block and ours and last < ours[0] <= last + 5:
            last = ours[-1]
            continue
        kept.append(cut)
        open_block = block is not None
        if block is not None and ours:
            last = ours[-1]
    return kept


def _block_of(stretch: Sequence[Row]) -> int | None:
    """Return the index of the row before which a block of notes is separated, if any."""
    return next((at for at, row in enumerate(stretch) if at and separated(row, stretch[at - 1])), None)


def separated(row: Row, before: Row) -> bool:
    """Tell whether a line of many blanks or a printed rule stands before a row."""
    return row.void >= SEPARATOR or is_rule(before.text)


def _note_numbers(stretch: Sequence[Row], usual: int, last: int) -> list[int]:
    """Return the numbers that begin lines of a block of notes and count upwards in it."""
    out: list[int] = []
    for at, row in enumerate(stretch):
        match = NOTE_START.match(row.text)
        if match and match[1].isdigit() and (at == 0 or not usual or tight(row, usual)):
            number = int(match[1])
            if (not out and (number <= last + 40)) or (out and out[-1] < number <= out[-1] + 5):
                out.append(number)
    return out


def number_rows(
    found: Sequence[Row], starts: Sequence[int], usual: int, fed: bool = False
) -> list[tuple[Row, Folio]]:
    """Return the rows that are page numbers: alone on a line, at a page's edge or set off, counting up.

    Where nothing else marks pages and nothing sets the numbers off, they must come at a page's distance.
    `fed`: the starts are those of all pages, so that one number at most stands on each.
    """
    alone: list[tuple[Row, Folio]] = []
    loose: list[tuple[Row, Folio]] = []
    for at, row in enumerate(found):
        folio = folios.alone(row.text)
        if folio:
            loose.append((row, folio))
            if _set_off(found, at, usual) or _at_edge(found, at, starts):
                alone.append((row, folio))
    chain = folios.ascending(_one_a_page(_arabic(alone), found, starts if fed else ()))
    if len(chain) < 3 and not starts:
        chain = folios.ascending(_arabic(loose))
    if len(chain) < 3 or (not starts and not _regular(chain)):
        chain = []
    return sorted(
        [*_roman(alone if starts else loose, starts, chain), *chain], key=lambda entry: entry[0].line
    )


def _one_a_page(
    numbers: Sequence[tuple[Row, Folio]], found: Sequence[Row], starts: Sequence[int]
) -> Sequence[tuple[Row, Folio]]:
    """Return the numbers; of several on a page, those that are its first or its last line."""
    if not starts:
        return numbers
    lines: dict[int, list[int]] = {}
    for row in found:
        lines.setdefault(bisect_right(starts, row.line), []).append(row.line)
    many = Counter(bisect_right(starts, row.line) for row, _ in numbers)
    edges = {line for page in lines.values() for line in (page[0], page[-1])}
    return [
        entry for entry in numbers if many[bisect_right(starts, entry[0].line)] == 1 or entry[0].line in edges
    ]


def _arabic(numbers: Sequence[tuple[Row, Folio]]) -> list[tuple[Row, Folio]]:
    return [(row, folio) for row, folio in numbers if folio.style == "arabic"]


def _roman(
    numbers: Sequence[tuple[Row, Folio]], starts: Sequence[int], chain: Sequence[tuple[Row, Folio]]
) -> list[tuple[Row, Folio]]:
    """Return the numbers of front matter: Roman, before the Arabic ones, counting with the pages."""
    first = _first_sure(chain, starts)
    small = [
        (row, folio)
        for row, folio in numbers
        if folio.style == "roman" and not folio.capital and (row.line < first or (starts and not first))
    ]
    if starts:
        agreed = folios.agreeing({bisect_right(starts, row.line): folio for row, folio in small})
        if not agreed and len(folios.ascending(small)) == len(small) > 1:
            return small
        return [entry for entry in small if agreed.get(bisect_right(starts, entry[0].line)) == entry[1]]
    rising = folios.ascending(small)
    steps = [two[1].value - one[1].value for one, two in pairwise(rising)]
    return rising if len(rising) > 2 and all(step <= 2 for step in steps) else []


def _first_sure(chain: Sequence[tuple[Row, Folio]], starts: Sequence[int]) -> int:
    """Return the line of the first Arabic number that counts with others: `1` may be a misread `i`."""
    agreed = (
        folios.agreeing({bisect_right(starts, row.line): folio for row, folio in chain}) if starts else {}
    )
    sure = [row.line for row, folio in chain if agreed.get(bisect_right(starts, row.line)) == folio]
    return (sure or [row.line for row, _ in chain] or [0])[0]


def _set_off(found: Sequence[Row], at: int, usual: int) -> bool:
    after = at + 1 == len(found) or wide(found[at + 1], usual)
    return after and (at == 0 or wide(found[at], usual))


def _at_edge(found: Sequence[Row], at: int, starts: Sequence[int]) -> bool:
    """Tell whether a row is among the first two or the last two of a page."""
    page = bisect_right(starts, found[at].line)
    near = [found[index].line for index in (at - 2, at + 2) if 0 <= index < len(found)]
    return bool(starts) and (len(near) < 2 or any(bisect_right(starts, line) != page for line in near))


def _regular(chain: Sequence[tuple[Row, Folio]]) -> bool:
    """Tell whether numbers come at the distance of pages, one after the other."""
    distances = [two[0].line - one[0].line for one, two in pairwise(chain)]
    steps = [two[1].value - one[1].value for one, two in pairwise(chain)]
    return median(distances) >= 10 and median(steps) <= 2


def numbers_at_foot(found: Sequence[Row], numbers: Sequence[tuple[Row, Folio]]) -> bool:
    """Tell whether page numbers end their page. They do when one ends the text; not when one begins it.

    Otherwise the wider of the two gaps around them is the page's edge; if they are equal, the foot it is.
    """
    if not numbers or numbers[-1][0] is found[-1]:
        return True
    if numbers[0][0] is found[0]:
        return False
    index = {row.line: at for at, row in enumerate(found)}
    above = sum(row.gap for row, _ in numbers)
    below = sum(found[index[row.line] + 1].gap for row, _ in numbers)
    return below >= above


def _with_numbers(starts: list[int], numbers: Sequence[tuple[Row, Folio]], foot: bool) -> list[int]:
    """Add the pages that only a printed number divides to the starts of another convention."""
    known = set(starts)
    near = {line + step for line in starts for step in range(-3, 4)}
    for row, _ in numbers:
        line = row.line + 1 if foot else row.line
        if line not in near and row.line not in near:
            known.add(line)
    return sorted(known)


def _links(found: Sequence[Row], paging: Paging) -> None:
    """Enter the addresses listed at a page's end: the targets of links, which the page prints already."""
    pages: dict[int, list[Row]] = {}
    for row in found:
        if row.line not in paging.furniture:
            pages.setdefault(row.page, []).append(row)
    for page_rows in pages.values():
        while len(page_rows) > 1 and _URL.fullmatch(page_rows[-1].text):
            row = page_rows.pop()
            printed = "".join(other.text for other in page_rows).replace(" ", "")
            if row.text.rstrip("/") not in printed:
                break
            paging.furniture[row.line] = "link-target"
