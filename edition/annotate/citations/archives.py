"""Shelf marks of archives: “RGASPI, f. 17, op. 2, d. 317, ll. 12–13 ob.”, “ГАРФ. Ф. Р-5446. Оп. 1. Д. 3”.

Steps are read in their order, from the fonds down to the leaf, whatever marks stand between them. What
follows a semicolon (“; d. 679, l. 29”) is a shelf mark of its own, told by its missing upper steps.
"""

from __future__ import annotations

from edition.annotate.citations import lexicon
from edition.annotate.citations.fields import Field, label_end, numbers, part
from edition.annotate.citations.model import Part
from edition.annotate.citations.tokens import DASHES, Text

ORDER = {
    "repository": 0,
    "collection": 1,
    "fond": 2,
    "opis": 3,
    "delo": 4,
    "box": 5,
    "folder": 6,
    "volume": 7,
    "folio": 8,
}
_LONG = frozenset(word for word in lexicon.SHELF if len(word) > 2)
_REACH = 14
Step = tuple[str, int, Part]


def shelf_mark(text: Text, i: int) -> Field | None:
    """Recognise a shelf mark that begins with its archive's name or with one of its steps."""
    parts, j = _repository(text, i)
    steps, end = _steps(text, j, bool(parts))
    if not steps:
        series = _series(text, j)
        return Field("shelf", i, series.j, (*parts, *series.parts), 1.0) if series else None
    kinds = [s[0] for s in steps]
    upper = [k for k in kinds if k not in ("volume", "folio")]
    if not upper:
        return None
    weight = 1.2 if parts or len(upper) > 1 or "opis" in kinds else 0.6 if len(kinds) > 1 else 0.25
    return Field("shelf", i, end, (*parts, *(s[2] for s in steps)), weight)


def _label(text: Text, i: int) -> tuple[str, int]:
    """Return the step that a label opens and where its number stands, or (“”, -1)."""
    end = text.phrase(i, lexicon.SHELF_PHRASES)
    if end > 0:
        return "delo", end
    word = text.at(i).key
    step = lexicon.SHELF.get(word, "")
    if step and text.at(i).kind == "word":
        soft = i + 1 + (text.mark(i + 1, "'’ʹ") and not text.gap(i + 1))
        at = soft + text.mark(soft, ".")
        if at > soft or word in _LONG or word in ("op", "dd"):
            return step, at + text.mark(at, "№")
    return "", -1


def _value(text: Text, i: int) -> tuple[int, str] | None:
    """Return the end and value of a step's number: “1012”, “r-34”, “985b”, “1121, 1122 and 1124”."""
    j = i
    prefix = ""
    if (
        text.at(j).kind == "word"
        and len(text.at(j).text) <= 2
        and text.at(j + 1).text in (*DASHES, ".")
        and not text.gap(j + 1)
    ):
        prefix, j = f"{text.at(j).text}-", j + 2
    if text.at(j).kind != "num":
        return None
    found = numbers(text, j, free=True)
    if found is None:
        return None
    end, value = found
    if text.at(end).text in DASHES and text.at(end + 1).kind == "word" and len(text.at(end + 1).text) == 1:
        return end + 2, f"{prefix}{value}-{text.at(end + 1).text}"
    return end, prefix + value


def _step(text: Text, i: int, last: str) -> Step | None:
    kind, at = _label(text, i)
    if kind:
        found = _value(text, at)
        return (kind, found[0], part(text, "idno", (at, found[0]), found[1], kind)) if found else None
    unit = lexicon.UNITS.get(text.at(i).key, "")
    if unit in ("folio", "volume", "page") and last:
        at = label_end(text, i, text.at(i).key)
        found = numbers(text, at, arabic=unit == "volume") if at > 0 else None
        if found:
            kind = "volume" if unit == "volume" else "folio"
            return (
                kind,
                found[0],
                part(text, "biblScope", (at, found[0]), found[1], "page" if unit == "page" else kind),
            )
    if last == "delo" and text.at(i).text == "1" and text.mark(i + 1, ".") and text.at(i + 2).kind == "num":
        found = numbers(text, i + 2)  # “l.” read as “1.”
        return (
            ("folio", found[0], part(text, "biblScope", (i + 2, found[0]), found[1], "folio"))
            if found
            else None
        )
    return None


def _steps(text: Text, i: int, named: bool) -> tuple[list[Step], int]:
    steps: list[Step] = []
    j, last = i, "repository" if named else ""
    while True:
        k = j
        while text.mark(k, ",.:") and k - j < 2:
            k += 1
        if steps and k in text.quote:
            k = text.quote[k] + 1
        step = _step(text, k, last)
        if step is None or ORDER[step[0]] <= ORDER.get(last, -1):
            return steps, j
        steps.append(step)
        last, j = step[0], step[1]
        if text.mark(j, "(") and 0 < text.partner[j] - j <= 8 and _label(text, _after(text, j))[0]:
            j = text.partner[j] + 1


def _after(text: Text, i: int) -> int:
    j = text.partner[i] + 1
    return j + 1 if text.mark(j, ",.") else j


def _repository(text: Text, i: int) -> tuple[tuple[Part, ...], int]:
    """Return the archive's name that a shelf mark begins with, and where its first label has to stand."""
    j = text.phrase(i, lexicon.REPOSITORIES) if text.capital(i) else -1
    if j < 0:
        j = _acronyms(text, i)
    if j < 0:
        j = _named_archive(text, i)
    if j < 0:
        return (), i
    after = j
    if text.mark(after, "(") and 0 < text.partner[after] - after <= 6:
        after = text.partner[after] + 1
    while text.mark(after, ",.:;") and after - j < 8:
        after += 1
    if _label(text, after)[0] == "" and _series(text, after) is None:
        return (), i
    return (part(text, "idno", (i, j), "", "repository"),), after


def _acronyms(text: Text, i: int) -> int:
    """Return where a name in capitals ends: “RGASPI”, “TsGAIPD SPb”, “ЦА ФСБ РФ”."""
    if i > 0 and _acronym(text, i - 1):
        return -1
    j = i
    while _acronym(text, j) and j - i < 5:
        j += 1
    return j if j > i else -1


def _acronym(text: Text, i: int) -> bool:
    token = text.at(i)
    return token.kind == "word" and sum(map(str.isupper, token.text)) >= 2 and len(token.text) <= 14


def _named_archive(text: Text, i: int) -> int:
    """Return where an archive's name in words ends: “Russian State Archive of Social History”."""
    if not text.capital(i) or (text.capital(i - 1) and i > 0):
        return -1
    j = i
    while (
        text.at(j).kind == "word" and (text.capital(j) or text.at(j).key in lexicon.SMALL) and j - i < _REACH
    ):
        j += 1
    if text.at(j).text in DASHES:
        return -1
    named = any(text.at(k).key in lexicon.REPOSITORY_WORDS for k in range(i, j))
    return j if named else -1


def _series(text: Text, i: int) -> Field | None:
    """Recognise “FO 371/12345” and “R 58/214, Bl. 12”: a series in capitals and a number in two."""
    token = text.at(i)
    if (
        token.kind != "word"
        or not token.text.isupper()
        or len(token.text) > 5
        or text.at(i + 1).kind != "num"
    ):
        return None
    if not text.mark(i + 2, "/") or text.at(i + 3).kind != "num" or text.gap(i + 2) or not text.gap(i + 1):
        return None
    steps, end = _steps(text, i + 4, named=False)
    more: tuple[Part, ...] = ()
    if not steps:
        step = _step(text, i + 4 + text.mark(i + 4, ",."), "delo")
        end, more = (step[1], (step[2],)) if step else (i + 4, ())
    mark = part(text, "idno", (i, i + 4), "", "shelfmark")
    return Field("shelf", i, end, (mark, *(s[2] for s in steps), *more), 0.8)
