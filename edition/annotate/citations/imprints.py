"""Place, publisher and year: “(New York: Norton, 1976)”, “M., 1990”, “М.: Наука, 1990”, “Oxford UP, 1977”."""

from __future__ import annotations

from itertools import pairwise

from edition.annotate.citations import lexicon
from edition.annotate.citations.dates import date, undated, year
from edition.annotate.citations.fields import Field, counted, is_year, part, thesis
from edition.annotate.citations.model import Part
from edition.annotate.citations.tokens import DASHES, Text

_LIMIT = 30
_MOST_PLACES = 4
_MARKS = frozenset("&.,-–—'’“”«»\"/+‘:;")
Span = tuple[int, int]


def city(text: Text, i: int) -> int:
    """Return where a place of publication ends, its state with it, or -1."""
    if not text.capital(i):
        return text.phrase(i, lexicon.NO_PLACE)
    if text.at(i).key in lexicon.CITY_ABBREVIATIONS and text.mark(i + 1, ".") and not text.gap(i + 1):
        return i + 2
    j = text.phrase(i, lexicon.CITIES)
    if j < 0:
        return text.phrase(i, lexicon.NO_PLACE)
    after = j + 1 if text.mark(j, ",") else j
    if text.at(after).key in lexicon.STATES and text.capital(after):
        j = after + 1 + text.mark(after + 1, ".")
    elif text.at(after).key == "united" and text.at(after + 1).key == "kingdom":
        j = after + 2
    return j


def _places(text: Text, i: int) -> tuple[int, list[Span]]:
    """Return the end and spans of one or several places: “Moscow–Leningrad”, “London and New York”."""
    spans: list[Span] = []
    j = i
    while (end := city(text, j)) > 0:
        spans.append((j, end))
        after = end
        if (
            text.mark(after, ",;/&")
            or text.at(after).text in DASHES
            or text.at(after).key in ("and", "i", "и", "und", "et")
        ):
            after += 1 + (text.at(after + 1).key in ("and", "и"))
        more = city(text, after)
        if after == end or more < 0 or text.capital(more) or len(spans) >= _MOST_PLACES:
            return end, spans
        j = after
    return i, spans


def _name_like(text: Text, i: int) -> bool:
    """Tell whether a token may stand in the name of a publisher or a place."""
    token = text.at(i)
    if token.kind == "word":
        return token.text[0].isupper() or token.key in lexicon.SMALL or token.key in lexicon.PUBLISHER_WORDS
    return token.kind == "mark" and token.text in _MARKS


def _to_year(text: Text, i: int, limit: int, *, any_words: bool = False) -> int:
    """Return the token after a publisher's name at which a year begins, or -1."""
    j = i
    while j - i <= limit:
        if is_year(text, j) or (j > i and undated(text, j)):
            return j if text.mark(j - 1, ',.:;”"»') else -1
        if text.mark(j, "(") and 0 < text.partner[j] <= j + 4:
            j = text.partner[j]
        elif not (_name_like(text, j) or (any_words and text.at(j).kind == "word")):
            return -1
        j += 1
    return -1


_STOPS = ",.:;"


def _trim(text: Text, i: int, j: int) -> Span:
    """Leave out the stops at the edges; that of an abbreviation (`Co.`) is its own."""
    while i < j and text.mark(j - 1, _STOPS):
        if (
            text.mark(j - 1, ".")
            and not text.gap(j - 1)
            and text.at(j - 2).key in ("co", "inc", "ltd", "izd", "изд", "l", "ma")
        ):
            break
        j -= 1
    while i < j and text.mark(i, f"{_STOPS}&"):
        i += 1
    return i, j


def _publisher(text: Text, i: int, j: int) -> tuple[Part, ...]:
    i, j = _trim(text, i, j)
    if text.at(j - 1).key in lexicon.CIRCA and text.mark(j - 2, ","):
        i, j = _trim(text, i, j - 2)
    return (part(text, "publisher", (i, j)),) if i < j else ()


def _pub_places(text: Text, spans: list[Span]) -> tuple[Part, ...]:
    return tuple(part(text, "pubPlace", span) for span in spans)


def open_imprint(text: Text, i: int) -> Field | None:
    """Recognise a place with a year, or with a publisher, outside brackets."""
    j, spans = _places(text, i)
    if not spans or text.at(i - 1).kind == "word":
        return _unknown_place(text, i) if text.german and not spans else None
    places = _pub_places(text, spans)
    after = j + 1 if text.mark(j, ":,;") else j
    when = year(text, after) or undated(text, after)
    if when and text.mark(when.j, ":") and text.at(when.j + 1).kind == "word":
        return None  # “Sankt-Peterburg, 1703–2003: a statistical handbook” is a title
    if when and not _dated(text, when.i):
        return Field("imprint", i, when.j, (*places, *when.parts), 1.0)
    colon = text.mark(j, ":")
    if not colon and not text.mark(j, ","):
        return None
    named = text.at(after).key in lexicon.PUBLISHER_WORDS
    end = _to_year(text, after, 14 if colon else 7, any_words=colon or named)
    if end > 0 and (when := year(text, end) or undated(text, end)):
        return Field("imprint", i, when.j, (*places, *_publisher(text, after, end), *when.parts), 1.0)
    return _undated_imprint(text, i, after, places) if colon else None


def _unknown_place(text: Text, i: int) -> Field | None:
    """Recognise “. Schnellroda: Antaios, 2024”: a place that no list has, a publisher and a year."""
    colon = next((k for k in range(i + 1, i + 5) if text.mark(k, ":")), -1)
    if colon < 0 or not text.capital(i) or not text.mark(i - 1, ".,"):
        return None
    if any(text.at(k).kind != "word" or not _name_like(text, k) for k in range(i, colon)):
        return None
    end = _to_year(text, colon + 1, 6)
    comma = end if end < 0 or text.mark(end - 1, ",") else -1
    when = year(text, comma) if comma > 0 else None
    if when is None or not text.capital(colon + 1):
        return None
    named = _publisher(text, colon + 1, comma)
    return Field("imprint", i, when.j, (*_pub_places(text, [(i, colon)]), *named, *when.parts), 0.8)


def _dated(text: Text, i: int) -> bool:
    """Tell whether a year begins a date with a day, as newspapers have it."""
    found = date(text, i)
    return found is not None and found.kind == "date"


def _undated_imprint(text: Text, i: int, j: int, places: tuple[Part, ...]) -> Field | None:
    end = j
    while end - j < 8 and text.at(end).kind == "word" and _name_like(text, end):
        end += 1
    if not any(text.at(k).key in lexicon.PUBLISHER_WORDS for k in range(j, end)):
        return None
    return Field("imprint", i, end, (*places, *_publisher(text, j, end)), 0.9)


def open_publisher(text: Text, i: int) -> Field | None:
    """Recognise a publisher with a year and no place, after a mark: “Labor Publications, 1991”."""
    if not text.capital(i) or not (text.mark(i - 1, ",.])”") or i == 0):
        return None
    end = _to_year(text, i, 8)
    first = next((k for k in range(i, max(i, end)) if text.mark(k, ",")), end)
    if end < 0 or not any(text.at(k).key in lexicon.PUBLISHER_WORDS for k in range(i, first)):
        return None
    when = year(text, end)
    return Field("imprint", i, when.j, (*_publisher(text, i, end), *when.parts), 0.9) if when else None


def unknown_publisher(text: Text, i: int) -> Field | None:
    """Recognise any name between a title set off from the text and a year: “Ermitazh (USA), 1986”.

    One word without a publisher's own words is more often the place.
    """
    end = _to_year(text, i, 5) if text.capital(i) else -1
    when = year(text, end) if end > 0 else None
    if when is None:
        return None
    span = _trim(text, i, end)
    place = span[1] - span[0] == 1 and text.at(i).key not in lexicon.PUBLISHER_WORDS
    return Field(
        "imprint", i, when.j, (part(text, "pubPlace" if place else "publisher", span), *when.parts), 0.6
    )


def bracketed_imprint(text: Text, i: int) -> Field | None:
    """Recognise “(Cambridge, MA: Harvard University Press, 1956)” with its parentheses, and “(1956)”."""
    close = text.partner[i] if text.mark(i, "(") else -1
    if not 0 < close - i <= _LIMIT:
        return None
    dated = next(
        (k for k in range(max(i + 1, close - 8), close) if (found := date(text, k)) and found.j == close), -1
    )
    when = date(text, dated) if dated > 0 else None
    end = dated if when else close
    start = i + 1
    while (more := counted(text, start) or thesis(text, start)) and more.j < end:
        start = more.j + text.mark(more.j, ",;.")
    if start >= end:
        kind = "year" if when and when.kind == "year" else "date"
        return Field(kind, i, close + 1, when.parts, 0.4) if when else None
    if not all(
        _name_like(text, k) or text.mark(k, "()[]") for k in range(start, _free_from(text, start, end))
    ):
        return None
    names = _place_and_publisher(text, start, end)
    if not names or not (when or _publishing(names)):
        return None
    return Field("imprint", i, close + 1, (*names, *(when.parts if when else ())), 1.0)


def _free_from(text: Text, i: int, j: int) -> int:
    """Return the colon after a known place, from which on any words are a publisher's name, or the end."""
    k = _places(text, i)[0]
    return k if k > i and text.mark(k, ":") else j


def _publishing(names: tuple[Part, ...]) -> bool:
    kinds = {p.kind for p in names}
    words = {lexicon.fold(w) for p in names if p.kind == "publisher" for w in p.value.split()}
    return kinds == {"pubPlace", "publisher"} and bool(words & lexicon.PUBLISHER_WORDS)


def _place_and_publisher(text: Text, i: int, j: int) -> tuple[Part, ...]:
    """Return the parts of what stands before the year: place and publisher in either order, or one."""
    i, j = _trim(text, i, j)
    if i >= j or not any(text.capital(k) for k in range(i, j)):
        return ()
    colon = next((k for k in range(i + 1, j) if text.mark(k, ":")), -1)
    if colon > 0:
        return _around_colon(text, i, colon, j)
    end, spans = _places(text, i)
    if spans and (end == j or text.mark(end, ",;")):
        return (*_pub_places(text, spans), *_publisher(text, end, j))
    last = next((k for k in range(j - 1, i, -1) if text.mark(k, ",")), -1)
    if last > 0 and city(text, last + 1) == j:
        return (*_publisher(text, i, last), *_split_places(text, last + 1, j))
    whole = last < 0 or text.at(i).key in lexicon.PUBLISHER_WORDS
    return _publisher(text, i if whole else last + 1, j)


def _around_colon(text: Text, i: int, colon: int, j: int) -> tuple[Part, ...]:
    """Read “Routledge: London” as well as “London: Routledge”."""
    if colon == j - 1:
        return _place_and_publisher(text, i, colon)
    if city(text, colon + 1) == j and city(text, i) < 0:
        return (*_publisher(text, i, colon), *_split_places(text, colon + 1, j))
    return (*_split_places(text, i, colon), *_publisher(text, colon + 1, j))


def _split_places(text: Text, i: int, j: int) -> tuple[Part, ...]:
    """Return the places before a colon; what no list knows is a place there all the same."""
    end, spans = _places(text, i)
    if end == j:
        return _pub_places(text, spans)
    cuts = [i, *(k + 1 for k in range(i, j) if text.mark(k, ";&/") or text.at(k).key == "and"), j + 1]
    pieces = [_trim(text, a, b - 1) for a, b in pairwise(cuts)]
    return tuple(part(text, "pubPlace", piece) for piece in pieces if piece[0] < piece[1])
