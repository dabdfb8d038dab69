"""Where a citation may begin before the fields of place, time and page, and which beginning fits best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edition.annotate.citations import lexicon
from edition.annotate.citations.fields import Field
from edition.annotate.citations.heads import Head, Window, parse
from edition.annotate.citations.names import name
from edition.annotate.citations.scan import SET_OFF, ends_sentence
from edition.annotate.citations.tokens import Text

REACH = 70
MOST = 24
_BOUNDARY = 0.5
_OPENING = 0.35
_WEAK = frozenset("in by from of with and or but also than both at и und et as well".split())
"""Signals that are ordinary words: a citation may begin after them, and they say nothing of it."""


def best(w: Window) -> Head | None:
    """Return the head that fits best before a run, or None."""
    found: Head | None = None
    for count, (c, bonus) in enumerate(_candidates(w)):
        if count >= MOST:
            break
        head = parse(w, c)
        if head is None:
            continue
        head = replace(head, score=head.score + bonus)
        if found is None or head.score > found.score + 0.01:
            found = head
    return found


def _candidates(w: Window) -> Iterator[tuple[int, float]]:
    """Give the fields at which a head may begin, the leftmost first, with what their place is worth."""
    low = max(w.lo, w.r - REACH)
    seen = set[int]()
    for k in range(low, w.r):
        for c, bonus in _starts(w, k, low):
            if c < w.r and c not in seen and _may_begin(w, c):
                seen.add(c)
                yield c, bonus


def _may_begin(w: Window, c: int) -> bool:
    """Tell whether a head can begin with a field at all."""
    field = w.row[c]
    if field.kind == "word":
        return w.text.capital(field.i) or w.text.at(field.i).key in lexicon.PARTICLES
    return field.kind in (*SET_OFF, "idem", "num", "year")


def _starts(w: Window, k: int, low: int) -> Iterator[tuple[int, float]]:
    field, text = w.row[k], w.text
    if k == low and low == w.lo:
        yield _opening(w, k), _BOUNDARY + _OPENING
    dash = text.mark(field.i, "—–") and text.gap(field.i)
    if field.kind == "mark" and (dash or text.mark(field.i, ";:(") or ends_sentence(text, w.row, k)):
        yield past_marks(w, k + 1), _BOUNDARY
    if field.kind in ("nested", "group"):
        yield past_marks(w, k + 1), _BOUNDARY if field.kind == "nested" else 0.0
    if field.kind == "quoted" and (text.mark(field.j - 2, ".!?…") or text.mark(field.j, ".!?…")):
        yield past_marks(w, k + 1), _BOUNDARY
    if field.kind in (*SET_OFF, "idem"):
        yield k, _BOUNDARY if field.kind == "idem" else 0.2
    if field.kind == "word":
        end, plain = signal(text, field.i)
        if end > 0:
            yield _at(w, end), 0.2 if plain else _BOUNDARY
        if _named(w, k):
            yield k, 0.2


def _opening(w: Window, k: int) -> int:
    """Return the field after marks and signals at which what is left of a note begins."""
    c = past_marks(w, k)
    while c < w.r and w.row[c].kind == "word":
        end, plain = signal(w.text, w.row[c].i)
        if end < 0 or plain:
            break
        c = _at(w, end)
    return c


def past_marks(w: Window, k: int) -> int:
    """Return the field after marks at which a head may really begin."""
    while k < w.r and w.row[k].kind == "mark":
        k += 1
    return k


def _at(w: Window, token: int) -> int:
    return past_marks(w, next((k for k in range(w.lo, w.r) if w.row[k].i >= token), w.r))


def signal(text: Text, i: int) -> tuple[int, bool]:
    """Return the end of the signal that begins at a token (or -1), and whether it is an ordinary word."""
    end = max(text.phrase(i, lexicon.SIGNALS), text.phrase(i, lexicon.SOURCE_SIGNALS))
    weak = end > 0 and all(text.at(k).key in _WEAK or text.at(k).kind == "mark" for k in range(i, end))
    return end, weak


def _named(w: Window, k: int) -> bool:
    """Tell whether a person's full name begins at a field, in the middle of a sentence."""
    i = w.row[k].i
    if not w.text.capital(i) or w.text.capital(i - 1):
        return False
    found = name(w.text, i, w.row[w.r - 1].j)
    if found is None:
        return False
    after = found.j + 1 if w.text.mark(found.j, ",") else found.j
    if after > found.j and (after in w.text.quote or after in w.text.italic):
        return True
    return found.shape == "initials" or (found.shape == "full" and w.text.at(i).key in lexicon.FORENAMES)


def before(text: Text, i: int, low: int) -> tuple[str, bool, int]:
    """Return the signal that ends before a token, whether it names a source, and where it begins."""
    j = i
    while j > low and text.at(j - 1).kind == "mark" and text.mark(j - 1, ":,("):
        j -= 1
    for k in range(max(low, j - 6), j):
        for phrases, source in ((lexicon.SOURCE_SIGNALS, True), (lexicon.SIGNALS, False)):
            end = text.phrase(k, phrases)
            if end in (j, j + 1) and (source or not signal(text, k)[1]):
                return text.words(k, j), source, k
    return "", False, i


def _mistaken(row: list[Field], k: int, r: int) -> bool:
    """Tell whether a semicolon stands where a comma should, between a title and what follows it."""
    return k == r - 1 and k > 0 and row[k - 1].kind in SET_OFF


def bounded(row: list[Field], lo: int, r: int, text: Text) -> int:
    """Return where the window before a run begins: after the last semicolon and the last line break."""
    for k in range(r - 1, max(lo, r - REACH) - 1, -1):
        field = row[k]
        if field.kind == "mark" and text.mark(field.i, ";") and not _mistaken(row, k, r):
            return k + 1
        if field.kind in ("nested",):
            return k + 1
        if k > lo and "\n" in text.text[text.tokens[field.i - 1].end : text.tokens[field.i].start]:
            return k
    return lo
