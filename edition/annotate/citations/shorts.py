"""Citations without a page, a year or a number: “Kotkin, *Magnetic Mountain*”, “Black, “Party Crisis””.

Only author and title tell them, so they are looked for last, in what is left between the others.
"""

from __future__ import annotations

from edition.annotate.citations import lexicon, starts
from edition.annotate.citations.heads import Head, Window, parse
from edition.annotate.citations.model import Citation, Relation
from edition.annotate.citations.names import authors
from edition.annotate.citations.scan import SET_OFF, ends_sentence
from edition.annotate.citations.search import Stretch

_LONGEST = 40
SET_OFF_SCORE = 0.9
MOST_WORDS = 25


def shorts(s: Stretch) -> list[Citation]:
    """Return the short citations in what the others left of a stretch.

    A plain title is believed where a signal goes before it or others cite beside it.
    """
    found = _all(s)
    plain = [c for c in found if c.score < SET_OFF_SCORE]
    beside = bool(s.found) or len(plain) < len(found) or _alike(plain)
    return found if beside or any(_pointer(c.signal) for c in plain) else []


def _pointer(said: str) -> str:
    """Return a signal if it points to nothing but works: “See also”, and not “according to”."""
    return said if lexicon.fold(said).partition(" ")[0] in lexicon.POINTERS else ""


def _alike(plain: list[Citation]) -> bool:
    """Tell whether several plain citations of a title of more than one word stand beside each other."""
    return len(plain) > 1 and all(" " in c.parts[-1].value for c in plain)


def _all(s: Stretch) -> list[Citation]:
    found: list[Citation] = []
    for a, b in _pieces(s):
        head, lo, hi = _head(s, a, b)
        if head is None or not head.authored or head.possessive:
            continue
        first, last = head.parts[0], head.parts[-1]
        title = next((p for p in head.parts if p.kind == "title"), None)
        said, source, _ = starts.before(s.text, head.i, s.row[a].i)
        pointed = _pointer(said)
        if (
            title is None
            or not _fits(s, head, (lo, hi), pointed)
            or not (pointed or _ends_piece(s, head, hi, b))
        ):
            continue
        relation: Relation = "source" if source else "in-brackets" if s.bracket == "[" and s.follows else ""
        start, end = s.text.tokens[head.i].start, max(last.end, s.text.tokens[s.row[hi - 1].j - 1].end)
        found.append(
            Citation(
                min(start, first.start),
                end,
                "short",
                head.parts,
                said,
                relation,
                s.bracket == "[",
                SET_OFF_SCORE if head.set_off else 0.7,
            )
        )
    return found


def _pieces(s: Stretch) -> list[tuple[int, int]]:
    """Return the stretches of fields between semicolons, sentence ends and the citations found."""
    taken = [(c.start, c.end) for c in s.found]
    cuts: list[tuple[int, int]] = []
    start, t = 0, 0
    for k, field in enumerate(s.row):
        at = s.text.tokens[field.i].start
        while t < len(taken) and taken[t][1] <= at:
            t += 1
        inside = t < len(taken) and taken[t][0] <= at
        stop = s.text.mark(field.i, ";") or ends_sentence(s.text, s.row, k)
        if inside or stop or field.kind == "nested":
            cuts.append((start, k + s.text.mark(field.i, "?!")))
            start = k + 1
        elif k > start and s.row[k - 1].kind in SET_OFF and (listed := _next_listed(s, k)) >= k:
            cuts.append((start, k))
            start = listed
    cuts.append((start, len(s.row)))
    return [(a, b) for a, b in cuts if b > a]


def _next_listed(s: Stretch, k: int) -> int:
    """Return the field at which the next of a list begins: “Kern, *Uhren*, Brandt, “Zeit,” and …”, or -1."""
    at, comma = k, s.text.mark(s.row[k].i, ",") or s.text.mark(s.row[k].i - 2, ",")
    while at < len(s.row) and (s.text.mark(s.row[at].i, ",") or s.text.at(s.row[at].i).key in lexicon.AND):
        comma, at = comma or s.row[at].kind == "word", at + 1
    off = next((m for m in range(at, min(len(s.row), at + 12)) if s.row[m].kind in SET_OFF), -1)
    if not comma or off <= at:
        return -1
    found = authors(s.text, s.row[at].i, s.row[off].i)
    return at if found and found.j + s.text.mark(found.j, ",") == s.row[off].i else -1


def _head(s: Stretch, a: int, b: int) -> tuple[Head | None, int, int]:
    """Read a head that fills a piece to its end, or up to its title set off from the text."""
    w = Window(s.text, s.row, a, b)
    c, said = starts.past_marks(w, a), 0
    for k in range(a, b):
        if s.row[k].kind == "word" and (end := starts.signal(s.text, s.row[k].i))[0] > 0 and not end[1]:
            c = starts.past_marks(w, next((m for m in range(k, b) if s.row[m].i >= end[0]), b))
    while c < b and said < 4 and (end := starts.signal(s.text, s.row[c].i))[0] > 0:
        at = next((k for k in range(c, b) if s.row[k].i >= end[0]), b)
        if at == c:
            break
        c, said = starts.past_marks(w, at), said + 1
    if c >= b:
        return None, a, b
    off = next((k for k in range(c, min(b, c + _LONGEST)) if s.row[k].kind in SET_OFF), -1)
    stop = off + 1 if off > 0 else b
    if stop - c > _LONGEST:
        return None, a, b
    return parse(Window(s.text, s.row, c, stop), c), c, stop


def _fits(s: Stretch, head: Head, span: tuple[int, int], said: str) -> bool:
    """Tell whether author and title are enough: the title set off, or every word of it capitalised."""
    title = next(p for p in head.parts if p.kind == "title")
    between = s.text.text[max((p.end for p in head.parts if p.end <= title.start), default=0) : title.start]
    if head.set_off:
        spoken = title.value[:1].islower() or title.value.count(" ") > MOST_WORDS
        named = " " in title.value or bool(said) or bool(s.found) or _whole(s, span)
        return head.score >= 3 and not spoken and named and "," in between
    words = [f for f in s.row[span[0] : span[1]] if f.kind == "word"]
    capitals = all(s.text.capital(f.i) or s.text.at(f.i).key in lexicon.SMALL | lexicon.OWN for f in words)
    return capitals and "(" not in between and len(words) <= 12 and head.score >= 2.4


def _whole(s: Stretch, span: tuple[int, int]) -> bool:
    """Tell whether a note says nothing else."""
    return not s.bracket and all(f.kind == "mark" for f in (*s.row[: span[0]], *s.row[span[1] :]))


def _ends_piece(s: Stretch, head: Head, hi: int, b: int) -> bool:
    """Tell whether no sentence goes on behind a title, as where a work is only spoken of."""
    behind = [f for f in s.row[hi:b] if f.kind != "group"]
    word = next((f for f in behind if f.kind != "mark"), None)
    if word is None or word.kind == "nested" or s.text.at(word.i).key in lexicon.AND | {"as"}:
        return True
    cut_off = s.text.mark(behind[0].i, ",(") and s.text.capital(word.i)  # a reference that breaks off
    return cut_off and head.authored >= 1.5
