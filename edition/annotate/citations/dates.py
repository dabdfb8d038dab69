"""Dates of a citation: days of newspapers, years of publication, “n.d.”, dates of access."""

from __future__ import annotations

from edition.annotate.citations import lexicon
from edition.annotate.citations.fields import Field, is_year, part
from edition.annotate.citations.model import Part
from edition.annotate.citations.tokens import DASHES, Text, number_of

MOST_DAYS = 5


def _month(text: Text, i: int) -> int:
    token = text.at(i)
    if token.kind != "word" or (token.key == "may" and not token.text[0].isupper()):
        return 0
    return lexicon.MONTHS.get(token.key, 0)


def _day(text: Text, i: int) -> int:
    token = text.at(i)
    return token.number if token.kind == "num" and 1 <= token.number <= 31 else 0


def _year(text: Text, i: int) -> tuple[int, str]:
    """Return the end and value of a year with its range, reprint or letter, or (i, “”)."""
    if not is_year(text, i):
        return i, ""
    j, value = i + 1, text.at(i).key
    if text.at(j).text in (*DASHES, "/") and text.at(j + 1).kind == "num":
        end = str(text.at(j + 1).number)
        if len(end) == 4 or (len(end) == 2 and not text.gap(j)):
            j, value = j + 2, f"{value}/{value[: 4 - len(end)]}{end}"
    if text.mark(j, "[") and is_year(text, j + 1) and text.mark(j + 2, "]"):
        j += 3
    if text.at(j).key in lexicon.YEAR_WORDS:
        j += 1 + text.mark(j + 1, ".")
    return j, value


def _iso(year: str, month: int, day: int = 0) -> str:
    head = f"{year[:4]}-{month:02d}" if year else f"--{month:02d}"
    return f"{head}-{day:02d}" if day else head


def _comma(text: Text, i: int) -> int:
    return i + 1 if text.mark(i, ",") else i


def _joins_days(text: Text, j: int) -> bool:
    return text.mark(j, ",&/") or text.at(j).text in DASHES or text.at(j).key in ("and", "i", "и")


def _day_first(text: Text, i: int) -> Field | None:
    """Recognise “17 November 1927”, “12, 14 October 1932”, “23–25 maia 1930 g.”."""
    days, j = [i], i + 1
    joined = ""
    while len(days) < MOST_DAYS and _day(text, j + 1) and _joins_days(text, j):
        joined = "-" if text.at(j).text in DASHES else ","
        days.append(j + 1)
        j += 2
    dotted = j + text.mark(j, ".")
    month = _month(text, dotted)
    if not month:
        return None
    name_end = dotted + 1 + (text.mark(dotted + 1, ".") and len(text.at(dotted).key) <= 4)
    end, year = _year(text, _comma(text, name_end))
    end = end if year else name_end
    values = [_iso(year, month, _day(text, d)) for d in days]
    if joined != "," or len(days) == 1:
        return Field("date", i, end, (part(text, "date", (i, end), "/".join(values)),), 0.7)
    spans = [(d, d + 1) for d in days[:-1]] + [(days[-1], end)]
    return Field(
        "date", i, end, tuple(part(text, "date", s, v) for s, v in zip(spans, values, strict=True)), 0.7
    )


def _month_first(text: Text, i: int) -> Field | None:
    """Recognise “November 17, 1927”, “November 1927”, “November–December 1927”."""
    month, j = _month(text, i), i + 1
    if not month or not text.at(i).text[0].isupper():
        return None
    j += text.mark(j, ".") and len(text.at(i).key) <= 4
    if text.at(j).text in DASHES and _month(text, j + 1):
        j += 2
    day = _day(text, j) if not is_year(text, j) else 0
    after = j + 1 if day else j
    end, year = _year(text, _comma(text, after))
    if not year and not (day and text.at(i).key != "may"):
        return None
    end = end if year else after
    return Field("date", i, end, (part(text, "date", (i, end), _iso(year, month, day)),), 0.7 if day else 0.4)


def _year_first(text: Text, i: int) -> Field | None:
    """Recognise “1927. 17 ноября” and “1927, 17 November”."""
    end, year = _year(text, i)
    j = end + text.mark(end, ".,")
    day, month = _day(text, j), _month(text, j + 1)
    if not year or not day or not month or is_year(text, j + 2 + text.mark(j + 2, ",")):
        return None
    return Field("date", i, j + 2, (part(text, "date", (i, j + 2), _iso(year, month, day)),), 0.7)


def _figures(text: Text, i: int) -> Field | None:
    """Recognise “17.11.1927”, “17/XI/1927” and “2013-05-20”."""
    sep = text.at(i + 1)
    if sep.kind != "mark" or sep.text not in "./-" or text.at(i + 3).text != sep.text or text.gap(i + 1):
        return None
    middle = text.at(i + 2)
    month = middle.number if middle.kind == "num" else number_of(middle.text) if middle.kind == "word" else 0
    if not 1 <= month <= 12:
        return None
    if is_year(text, i) and _day(text, i + 4):
        year, day = text.at(i).key, _day(text, i + 4)
    elif _day(text, i) and is_year(text, i + 4):
        year, day = text.at(i + 4).key, _day(text, i)
    else:
        return None
    return Field("date", i, i + 5, (part(text, "date", (i, i + 5), _iso(year, month, day)),), 0.7)


def date(text: Text, i: int) -> Field | None:
    """Recognise a date with a day or a month, a year alone, a season, or the word that there is none."""
    if text.at(i).kind == "num":
        found = _figures(text, i) or _year_first(text, i) or (_day_first(text, i) if _day(text, i) else None)
        return found or year(text, i)
    return _month_first(text, i) or _season(text, i) or undated(text, i)


def year(text: Text, i: int) -> Field | None:
    """Recognise a year: “1990”, “1983–1990”, “1989[1958]”, “1928 g.”."""
    end, value = _year(text, i)
    return Field("year", i, end, (part(text, "date", (i, end), value),), 0.2) if value else None


def _season(text: Text, i: int) -> Field | None:
    if text.at(i).key not in lexicon.SEASONS or not text.capital(i):
        return None
    end, value = _year(text, i + 1)
    return Field("year", i, end, (part(text, "date", (i, end), value),), 0.3) if value else None


def undated(text: Text, i: int) -> Field | None:
    """Recognise “n.d.”, “s. a.”, “b. g.”, “forthcoming”."""
    j = text.phrase(i, lexicon.UNDATED)
    if j < 0 or not (text.mark(i - 1, ",.:(") or i == 0):
        return None
    return Field("year", i, j, (part(text, "date", (i, j)),), 0.2)


def access(text: Text, i: int) -> Field | None:
    """Recognise “accessed on 20 May 2013”, “(дата обращения: 12.03.2015)”, with or without its brackets."""
    opened = int(text.mark(i, "(["))
    j = text.phrase(i + opened, lexicon.ACCESS)
    if j < 0:
        return None
    j += text.mark(j, ":")
    j += text.at(j).key in ("on", "am", "le", "the")
    found = date(text, j)
    if found is None or found.kind not in ("date", "year"):
        return None
    end = found.j + 1 if opened and text.mark(found.j, ")]") else found.j
    told: tuple[Part, ...] = tuple(Part(p.kind, p.start, p.end, p.value, "access") for p in found.parts)
    return Field("access", i, end, told, 0.5)
