"""Divisions too long for one page that have none of their own, and too many too short for one each.

A dictionary's letter, a chapter of a thousand verses, a body that was never divided: TEI asks for no
division (TEI P5 §4.1), a reader's browser does. Such a one is given out in portions, cut where blocks begin;
what opens a block (a page break before it) goes with it. A thousand divisions of a line each go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from edition.model.reading import reading_text
from edition.tei.names import is_tei, local

BLOCKS = frozenset(
    "p ab lg l sp spGrp u annotationBlock entry entryFree superEntry list table quote floatingText figure "
    "listBibl bibl biblStruct surface surfaceGrp div div1 div2 div3 div4 div5 div6 div7".split()
)
"""Before these a portion may begin; a speech is not cut."""
CUT = {
    "lg": frozenset(("lg", "l")),
    "list": frozenset(("item", "label")),
    "table": frozenset(("row",)),
}
"""What may be cut if it is too long, and before which of its parts; glossaries, as registers, stay whole."""
OPENINGS = frozenset("pb cb gb milestone anchor fw handShift".split())
HEADWORDS = ("form", "orth", "head", "label")
"""What in an entry or a division says how it is called."""
FEW = 60
"""So many divisions have a page each, however short they are: poems, letters, rules."""
LONGEST = 40
"""A name longer than this is cut in a title of two."""


def length(element: etree._Element) -> int:
    """Return how many characters of text an element holds, white space counted once."""
    return sum(len(" ".join(words)) + 1 for piece in element.itertext() if (words := piece.split()))


def portions(children: Sequence[etree._Element], size: int) -> list[list[etree._Element]]:
    """Return runs of `children`, each of about `size` characters or of one block longer than that.

    The last one is not left short: what remains is shared out evenly.
    """
    units = list(openings(children))
    lengths = [sum(length(e) for e in unit) for unit in units]
    count = max(1, round(sum(lengths) / size))
    wanted, sofar = sum(lengths) / count, 0
    out: list[list[etree._Element]] = []
    for unit, weight in zip(units, lengths, strict=True):
        full = out and sofar + weight / 2 > wanted * len(out)
        if not out or full:
            out.append(list(unit))
        else:
            out[-1] += unit
        sofar += weight
    return out


def units(children: Sequence[etree._Element], size: int) -> list[etree._Element]:
    """Return the elements that a portion may begin with: a long poem, list or table is cut at its parts."""
    out: list[etree._Element] = []
    for child in children:
        long = is_tei(child, *CUT) and length(child) > size and is_even(child)
        out += units(list(child.iterchildren(etree.Element)), size) if long else [child]
    return out


def is_even(element: etree._Element) -> bool:
    """Say whether an element can be cut between any two parts: no cell of a table reaches over rows."""
    if is_tei(element, "list") and element.get("type") in ("gloss", "glossary"):
        return False
    cells = element.iterfind("{*}row/{*}cell") if is_tei(element, "table") else iter(())
    return all((cell.get("rows") or "1") == "1" for cell in cells)


def frame_of(element: etree._Element) -> etree._Element | None:
    """Return the list or table that an element is a part of: begun anew on every page it stands on."""
    holder = element.getparent()
    return holder if holder is not None and is_tei(holder, "list", "table") else None


def is_heading(row: etree._Element) -> bool:
    """Say whether a row heads its table: labels, with none but such rows before it (TEI P5 §14.1.1)."""
    if not is_tei(row, "row") or row.get("role") != "label":
        return False
    return all(r.get("role") == "label" for r in row.itersiblings("{*}row", preceding=True))


def begins(element: etree._Element) -> bool:
    """Say whether a portion may begin with an element: a block, or a part of what may be cut.

    An item goes with its label, the first row with the headings of the columns.
    """
    holder = element.getparent()
    if holder is None or not is_tei(holder, *CUT) or is_tei(holder, "lg"):
        return is_tei(element, *BLOCKS)
    before = next(element.itersiblings(etree.Element, preceding=True), None)
    led = is_tei(element, "item") and before is not None and is_tei(before, "label", "headLabel")
    headed = before is not None and is_heading(before)
    return local(element) in CUT[local(holder)] and not led and not headed


def openings(children: Sequence[etree._Element]) -> Iterator[list[etree._Element]]:
    """Yield the smallest runs: a block, what opens it, and what follows that is no block."""
    waiting: list[etree._Element] = []
    unit: list[etree._Element] = []
    for child in children:
        if local(child) in OPENINGS:
            waiting.append(child)
        elif begins(child) and unit:
            yield unit
            unit, waiting = [*waiting, child], []
        else:
            unit, waiting = [*unit, *waiting, child], []
    if unit or waiting:
        yield [*unit, *waiting]


def cuttable(children: Sequence[etree._Element]) -> bool:
    """Say whether a run of elements has places to cut it."""
    return sum(begins(child) for child in children) > 1


def tiny(children: Sequence[etree._Element], size: int) -> bool:
    """Say whether divisions are too many and too short for a page each: under `size` on average."""
    return len(children) > FEW and sum(length(c) for c in children) < size * len(children)


def called(element: etree._Element) -> str:
    """Return what an entry or a division is called: its headword, else its number, else nothing."""
    for child in element.iterchildren(etree.Element):
        if is_tei(child, *HEADWORDS):
            word = next((o for o in child.iter("{*}orth")), child)
            if text := reading_text(word):
                return text
    return (element.get("n") or element.get("key") or "").strip()


def span(run: Sequence[etree._Element]) -> str:
    """Return the first and the last name in a run, as a dictionary's running head has them.

    Nothing where not all blocks have names.
    """
    names = [called(element) for element in run if begins(element)]
    if not names or not all(names):
        return ""
    short = [name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip()}…" for name in names]
    return " – ".join(dict.fromkeys((short[0], short[-1])))
