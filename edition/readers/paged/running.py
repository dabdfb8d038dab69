"""Running heads and feet, and the page numbers in them.

A line that stands first (or last) on several pages, but for its number, is no part of the text. So is one
whose number counts with the pages, and one that stands beside a page's number as others do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from edition.readers import titles
from edition.readers.paged import folios
from edition.readers.paged.folios import Folio
from edition.readers.paged.layout import Row, ends_sentence

LONGEST = 90
"""Characters. No running head is longer."""
DEEPEST = 3
"""Lines. No page has a deeper head or foot."""
COUNTING = 3
"""How many heads must count with the pages, so that all that do are running heads."""
_DIGITS = re.compile(r"\d+")

Edge = tuple[int, Row]
"""A page and the line that stands first or last on it."""


@dataclass(slots=True)
class Running:
    """What was found: the lines, and the numbers of pages."""

    lines: set[int] = field(default_factory=set)
    seen: dict[int, Folio] = field(default_factory=dict)


def find(found: Sequence[Row], furniture: Mapping[int, str]) -> Running:
    """Return the running heads and feet of pages, of which `furniture` (page numbers) is left out.

    The last line of a page counts only where most pages share it: notes end alike (`12 Ibid.`) all the time.
    """
    out = Running()
    pages = _pages(found, furniture)
    count = len(pages)
    _counting([(page, rows[0]) for page, rows in pages.items()], out)
    for depth in range(DEEPEST):
        entered = len(out.lines)
        pages = {page: [row for row in rows if row.line not in out.lines] for page, rows in pages.items()}
        heads = [(page, rows[0]) for page, rows in pages.items() if rows]
        titled = _chapter_titles(found, furniture, heads, count)
        _alike(heads, out, max(3, count // (3 if depth else 50)), titled)
        if not depth:
            _beside(found, furniture, heads, out)
            feet = [(page, rows[-1]) for page, rows in pages.items() if len(rows) > 1]
            _alike([foot for foot in feet if foot[1].line not in out.lines], out, max(3, count // 3))
        if len(out.lines) == entered:
            break
    return out


def _chapter_titles(
    found: Sequence[Row], furniture: Mapping[int, str], heads: Sequence[Edge], count: int
) -> set[int]:
    """Return the lines that say what the heads after them say, but are the title of the chapter itself.

    A chapter's first page prints no head: what stands there has no number beside it where the others have
    one; where none has, it is the first of a head that not most pages have.
    """
    beside = _numbered_tops(found, furniture)
    alike: dict[str, list[Edge]] = {}
    for page, row in heads:
        alike.setdefault(shape(row.text), []).append((page, row))
    out = set()
    for group in alike.values():
        numbered = [page in beside or folios.edge(row.text) is not None for page, row in group]
        bare = not any(numbered) and len(group) * 2 < count and len(group) > 1
        if not numbered[0] and (bare or sum(numbered) * 2 > len(group) - 1 > 0):
            out.add(group[0][1].line)
    return out


def _numbered_tops(found: Sequence[Row], furniture: Mapping[int, str]) -> set[int]:
    """Return the pages that have their number on their first line or, under a head, on the second."""
    tops = {row.page: row for row in reversed(found)}
    first = {page for page, row in tops.items() if furniture.get(row.line) == "page-number"}
    return first | _number_after_head(found, furniture)


def _pages(found: Iterable[Row], furniture: Mapping[int, str]) -> dict[int, list[Row]]:
    pages: dict[int, list[Row]] = {}
    for row in found:
        if row.line not in furniture:
            pages.setdefault(row.page, []).append(row)
    return pages


def shape(text: str) -> str:
    """Return a line as it is compared with others: without its number, in small letters."""
    numbered = folios.edge(text)
    rest = numbered[1] if numbered else text
    return " ".join(_DIGITS.sub("", rest).casefold().split())


def _counting(heads: Sequence[Edge], out: Running) -> None:
    """Enter heads that come too seldom to be alike, but hold a number that counts with the pages.

    The head of a right-hand page is that of its chapter (`A Commission Arrives    9`), which may be short.
    """
    short = [
        (page, row) for page, row in heads if _short(row.text) and not titles.number(row.text.strip())[2]
    ]
    numbers = {page: found[0] for page, row in short if (found := folios.edge(row.text))}
    arabic = Counter(number.value - page for page, number in numbers.items() if number.style == "arabic")
    if not arabic:
        return
    offset, votes = arabic.most_common(1)[0]
    if votes < COUNTING or votes * 4 < arabic.total() * 3:
        return
    kept = {
        page: number
        for page, number in numbers.items()
        if (number.style, number.value - page) == ("arabic", offset)
    }
    out.seen.update(kept)
    out.lines.update(row.line for page, row in short if page in kept)


def _alike(edges: Sequence[Edge], out: Running, least: int, titled: Collection[int] = ()) -> None:
    """Enter the edge lines that come at least so often, with the numbers in them; not those in `titled`.

    A title that says what the heads say counts with them. Numbers in them must count with the pages; those of
    notes that begin alike (`12 Ibid.`) do not.
    """
    alike: dict[str, list[Edge]] = {}
    for page, row in edges:
        form = shape(row.text)
        if len(form) <= LONGEST and any(char.isalpha() for char in form):
            alike.setdefault(form, []).append((page, row))
    for group in alike.values():
        numbers = {page: found[0] for page, row in group if (found := folios.edge(row.text))}
        usual = _usual(numbers)
        kept = [
            (page, row) for page, row in group if page not in numbers or _key(page, numbers[page]) in usual
        ]
        if len(kept) >= least and len(kept) * 2 > len(group):
            out.lines.update(row.line for _, row in kept if row.line not in titled)
            out.seen.update({page: numbers[page] for page, _ in kept if page in numbers})


def _usual(numbers: Mapping[int, Folio]) -> set[tuple[str, int]]:
    """Return how the numbers count with the pages, for each style that most of its numbers follow."""
    out = set()
    for style in folios.LEAST:
        offsets = Counter(number.value - page for page, number in numbers.items() if number.style == style)
        if offsets and offsets.most_common(1)[0][1] * 2 > offsets.total():
            out.add((style, offsets.most_common(1)[0][0]))
    return out


def _key(page: int, number: Folio) -> tuple[str, int]:
    return number.style, number.value - page


def _beside(found: Sequence[Row], furniture: Mapping[int, str], heads: Sequence[Edge], out: Running) -> None:
    """Enter the heads beside the number at a page's top, if most pages with such a number have one.

    The head of a chapter of few pages comes once or twice only.
    """
    numbered = _numbered_tops(found, furniture)
    known = [page for page, row in heads if page in numbered and row.line in out.lines]
    if len(known) < COUNTING or len(known) * 3 < len(numbered):
        return
    for page, row in heads:
        if page in numbered and _short(row.text) and row.line not in out.lines and _title(row.text):
            out.lines.add(row.line)


def _number_after_head(found: Sequence[Row], furniture: Mapping[int, str]) -> set[int]:
    """Return the pages whose second line is their number."""
    return {
        two.page
        for one, two, after in zip([None, *found], found, found[1:], strict=False)
        if one is not None
        and one.page == two.page == after.page
        and furniture.get(two.line) == "page-number"
        and one.line not in furniture
        and _first_on_page(found, one)
    }


def _first_on_page(found: Sequence[Row], row: Row) -> bool:
    at = bisect_left(found, row.line, key=lambda other: other.line)
    return at == 0 or found[at - 1].page != row.page


def _short(text: str) -> bool:
    """Tell whether a line is no longer than a running head, the blank in its middle left aside."""
    return len(" ".join(text.split())) <= LONGEST


def _title(text: str) -> bool:
    """Tell whether a line may be a title: a capital first, not closed like a sentence."""
    return bool(text) and not text[0].islower() and not ends_sentence(text) and text[-1] not in ",;-"


@dataclass(slots=True)
class Marks:
    """What tells pages apart where nothing but their heads does."""

    heads: list[tuple[Row, Folio]] = field(default_factory=list)
    """The heads with their numbers."""
    feet: list[tuple[Row, Folio]] = field(default_factory=list)
    """Lines at the foot of pages with their numbers: of those that have no head, or of all."""
    openers: list[Row] = field(default_factory=list)
    """The first lines of those pages, as far as they can be told."""


def marks(found: Sequence[Row]) -> Marks:
    """Return the running heads that mark pages where nothing else does: alike, with numbers that count up.

    Heads that come again (`6 WATER AND WAGES`, `8 WATER AND WAGES`) are sure; between two of them, a line
    with the number that is lacking, about where its page must begin, is the head of the page between.
    """
    groups: dict[tuple[str, str], list[tuple[int, Folio]]] = {}
    single: dict[int, list[int]] = {}
    for at, row in enumerate(found):
        numbered = folios.edge(row.text) if _short(row.text) else None
        if numbered and _title(numbered[1]):
            groups.setdefault((numbered[0].style, shape(row.text)), []).append((at, numbered[0]))
            if numbered[0].style == "arabic":
                single.setdefault(numbered[0].value, []).append(at)
    steady = {at: folio for group in groups.values() for at, folio in _steady(group)}
    sure = sorted(entry for style in folios.LEAST for entry in folios.ascending(_of(steady, style)))
    if len(sure) < 2 * COUNTING:
        return Marks()
    if _at_foot(found, sure):
        return Marks(feet=[(found[at], folio) for at, folio in sure])
    out = Marks()
    feet = _feet(found, sure)
    heads = dict(sure)
    for one, two in pairwise(sorted([*sure, *feet])):
        if one[1].style == two[1].style == "arabic" and one[1].value < two[1].value:
            for at, number in _between((one[0], one[1].value), (two[0], two[1].value), single):
                heads.setdefault(at, number)
    out.heads = [(found[at], folio) for at, folio in sorted(heads.items())]
    out.feet = [(found[at], folio) for at, folio in feet]
    out.openers = openers(found, heads, [at for at, _ in feet])
    return out


def _at_foot(found: Sequence[Row], marks: Sequence[tuple[int, Folio]]) -> bool:
    """Tell whether lines with numbers end their pages: one ends the text, the first comes after a page."""
    at, folio = marks[0]
    paces = [(two[0] - one[0]) / max(1, two[1].value - one[1].value) for one, two in pairwise(marks)]
    return marks[-1][0] >= len(found) - 2 and at > median(paces) * 0.4 * min(folio.value, 2)


def _feet(found: Sequence[Row], heads: Sequence[tuple[int, Folio]]) -> list[tuple[int, Folio]]:
    """Return the numbers alone that stand right before the head of the next page, or where they must."""
    places = [at for at, _ in heads]
    paces = [
        (two[0] - one[0]) / (two[1].value - one[1].value)
        for one, two in pairwise(heads)
        if two[1].style == one[1].style and two[1].value > one[1].value
    ]
    usual = median(paces) if paces else 0.0
    out = []
    for at, row in enumerate(found):
        folio = folios.alone(row.text)
        place = bisect_left(places, at)
        if folio is None or place == len(heads):
            continue
        after, following = heads[place]
        if folio.style == following.style and folio.value < following.value:
            due = after - usual * (following.value - folio.value - 1)
            if abs(at - due) < usual * 0.3 or (after == at + 1 and following.value == folio.value + 1):
                out.append((at, folio))
    return folios.ascending(_of(dict(out), "roman")) + folios.ascending(_of(dict(out), "arabic"))


def _of(steady: Mapping[int, Folio], style: str) -> list[tuple[int, Folio]]:
    return sorted((at, folio) for at, folio in steady.items() if folio.style == style)


def _steady(group: Sequence[tuple[int, Folio]]) -> list[tuple[int, Folio]]:
    """Return a group of like lines if they come at the distance of pages, as their numbers say."""
    group = folios.ascending(group)
    if len(group) < 2:
        return []
    paces = [(two[0] - one[0]) / (two[1].value - one[1].value) for one, two in pairwise(group)]
    usual = median(paces)
    even = sum(usual / 2 < pace < usual * 2 for pace in paces)
    return list(group) if usual >= 12 and even * 4 >= len(paces) * 3 else []


def openers(found: Sequence[Row], heads: Mapping[int, Folio], feet: Sequence[int]) -> list[Row]:
    """Return the first lines of the pages that have no head, but their number at the foot.

    Such a page begins a chapter: with what its other pages have as their head, or a number above it.
    """
    names = {shape(found[at].text) for at in heads}
    out = []
    for before, at in pairwise(sorted([-1, *heads, *feet])):
        if at in heads or (before >= 0 and before not in heads):
            continue
        named = next((index for index in range(before + 1, at) if shape(found[index].text) in names), None)
        if named is not None:
            above = found[named - 1].text if named - 1 > before else ""
            out.append(found[named - 1 if titles.number(above)[2] or folios.alone(above) else named])
    return out


def _between(
    before: tuple[int, int], after: tuple[int, int], single: Mapping[int, Sequence[int]]
) -> list[tuple[int, Folio]]:
    """Return the heads of the pages between two known ones: the likeliest line of each number."""
    pace = (after[0] - before[0]) / (after[1] - before[1])
    out = []
    for value in range(before[1] + 1, after[1]):
        place = before[0] + pace * (value - before[1])
        near = [at for at in single.get(value, ()) if abs(at - place) < pace * 0.4]
        if near:
            out.append((min(near, key=lambda at: abs(at - place)), Folio("arabic", value)))
    return out
