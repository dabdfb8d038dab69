"""A stretch of a note as a row of fields: what recognisers know, and single tokens for the rest."""

from __future__ import annotations

from collections.abc import Callable

from edition.annotate.citations import archives, dates, fields, imprints, lexicon
from edition.annotate.citations.fields import Field
from edition.annotate.citations.tokens import Text

TAIL = frozenset(
    """locator volume issue chapter section note edition year date imprint shelf web passim journal bare
    access extent thesis crossref""".split()
)
"""Kinds of fields that follow what a work is called."""
SET_OFF = frozenset(("quoted", "italic"))
Recogniser = Callable[[Text, int], Field | None]
RECOGNISERS: tuple[Recogniser, ...] = (
    fields.back_reference,
    fields.cross_reference,
    archives.shelf_mark,
    fields.web,
    fields.numbered,
    dates.access,
    fields.periodical_numbers,
    fields.counted,
    fields.thesis,
    fields.bare_pages,
    dates.date,
    fields.unit,
    imprints.open_imprint,
    imprints.open_publisher,
    fields.passim,
)
"""In the order in which they are asked: a shelf mark's “f. 17” before a folio, a date before a year."""


def scan(text: Text, i: int, j: int, nested: frozenset[int]) -> list[Field]:
    """Return tokens i to j as fields. `nested` are brackets that hold citations of their own."""
    row: list[Field] = []
    while i < j:
        field = _field(text, i, nested, row)
        if field is None or field.j > j:
            field = Field(text.at(i).kind, i, i + 1)
        row.append(field)
        i = field.j
    return row


def _field(text: Text, i: int, nested: frozenset[int], row: list[Field]) -> Field | None:
    if i in nested:
        return Field("nested", i, text.partner[i] + 1)
    if text.mark(i, "([{"):
        return _bracket(text, i)
    if i in text.italic:
        return fields.back_reference(text, i) or Field("italic", i, text.italic[i])
    if i in text.quote:
        return Field("quoted", i, text.quote[i] + 1)
    if text.at(i).kind == "mark" and text.at(i).text not in "№§":
        return None
    found = next((f for recognise in RECOGNISERS if (f := recognise(text, i))), None)
    return found or (imprints.unknown_publisher(text, i) if _after_title(text, row) else None)


def _bracket(text: Text, i: int) -> Field | None:
    found = imprints.bracketed_imprint(text, i) or dates.access(text, i) or fields.cross_reference(text, i)
    if found:
        return found
    return Field("group", i, text.partner[i] + 1) if text.partner[i] > i else None


def _after_title(text: Text, row: list[Field]) -> bool:
    """Tell whether a row ends in a title set off from the text, its translation perhaps, and a comma."""
    kinds = [f.kind for f in row[-3:]]
    if not row or not text.mark(row[-1].i, ",."):
        return False
    return kinds[-2:-1] == ["italic"] or kinds[:2] in (["italic", "group"], ["mark", "group"])


BREAKS = {
    "locator": frozenset("volume issue imprint year date edition journal shelf".split()),
    "bare": frozenset("volume issue imprint year date edition journal shelf".split()),
    "note": frozenset("volume issue imprint year date edition journal shelf locator".split()),
    "passim": frozenset("volume issue imprint year date edition journal shelf".split()),
    "imprint": frozenset(("imprint", "year", "date", "shelf")),
    "year": frozenset(("year", "date", "shelf")),
    "date": frozenset(("year", "date", "imprint", "shelf")),
    "shelf": frozenset(("shelf", "imprint", "year", "date", "volume", "issue")),
}
"""What cannot follow what within one citation: there, the next begins."""


def run_end(text: Text, row: list[Field], r: int) -> int:
    """Return the end of the fields that hang together from a place: “vol. 2, M., 1991, p. 5”."""
    seen = {row[r].kind}
    end = r + 1
    while (k := _next(text, row, end, seen)) > 0:
        if any(row[k].kind in BREAKS.get(kind, ()) for kind in seen):
            break
        if row[k].kind in ("volume", "issue", "journal") and _repeats(row, r, end, row[k]):
            break
        seen.add(row[k].kind)
        end = k + 1
    return end


def _repeats(row: list[Field], r: int, end: int, field: Field) -> bool:
    units = {p.type for f in row[r:end] for p in f.parts if p.kind == "biblScope"}
    return any(p.type in units for p in field.parts)


def _next(text: Text, row: list[Field], end: int, seen: set[str]) -> int:
    """Return the next field that belongs to a run, past commas and the like, or -1."""
    k = end
    while k < len(row) and k - end < 6:
        field = row[k]
        if field.kind in TAIL:
            return k
        if field.kind == "mark" and text.mark(field.i, ",.:–—"):
            k += 1
        elif field.kind == "mark" and text.mark(field.i, ";") and not seen & {"locator", "bare", "shelf"}:
            if k + 1 >= len(row) or row[k + 1].kind != "locator":
                return -1
            k += 1
        elif field.kind == "word" and (_glue(text, row, k) or _leads_to_web(text, row, k)):
            k += 1
        else:
            return -1
    return -1


def _leads_to_web(text: Text, row: list[Field], k: int) -> bool:
    """Tell whether a word like “online at” or “Режим доступа” leads from a citation to its address."""
    return text.at(row[k].i).key in lexicon.WEB_GLUE and any(f.kind == "web" for f in row[k + 1 : k + 4])


def _glue(text: Text, row: list[Field], k: int) -> bool:
    """Tell whether a word joins two locators: “p. 7 and passim”, “1–192, especially pp. 111–154”."""
    after = row[k + 1 : k + 3]
    if after and after[0].kind == "mark" and text.mark(after[0].i, "."):
        after = after[1:]
    return (
        text.at(row[k].i).key in lexicon.GLUE
        and bool(after)
        and after[0].kind in ("locator", "passim", "chapter", "note")
    )


def weight(row: list[Field], r: int, end: int) -> float:
    """Return how much a run speaks for a citation."""
    kinds = {f.kind: f.weight for f in row[r:end]}
    return sum(kinds.values())


def ends_sentence(text: Text, row: list[Field], k: int) -> bool:
    """Tell whether a mark ends a sentence: a capital follows, and no abbreviation or initial is before it."""
    field = row[k]
    if field.kind != "mark" or not text.mark(field.i, ".!?…"):
        return False
    if text.mark(field.i, "!?…") or k == 0:
        return True
    before, after = text.at(field.i - 1), text.at(field.j)
    if after.kind == "word" and after.text[0].islower():
        return False
    short = before.kind == "word" and (len(before.key) == 1 or before.key in ABBREVIATIONS)
    return not short


ABBREVIATIONS = lexicon.INITIALS | frozenset(
    """vol vols no nos p pp ed eds trans cf etc al fol ll st dr mr mrs prof gen col ch op cit t тт т с см ср г
    гг изд им""".split()
)
"""Words whose full stop ends no sentence."""


def adjacent(text: Text, row: list[Field], a: int, b: int) -> bool:
    """Tell whether nothing but commas, semicolons and “and” stands between two places of a row."""
    return all(
        (f.kind == "mark" and text.mark(f.i, ",;."))
        or (f.kind == "word" and text.at(f.i).key in ("and", "и", "und", "et", "i"))
        for f in row[a:b]
    )
