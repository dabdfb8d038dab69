"""What a work is called: authors, title, the book or journal that holds it, read forwards from one place.

A head ends where the fields begin that tell place, time and page. Its score says how much it looks like a
head: names with initials, a title in italics or quotation marks speak for it; verbs speak against it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from edition.annotate.citations import lexicon
from edition.annotate.citations.fields import Field, part
from edition.annotate.citations.model import Part
from edition.annotate.citations.names import Authors, authors, names
from edition.annotate.citations.scan import SET_OFF, ends_sentence
from edition.annotate.citations.tokens import QUOTES, Text

_MARKS = ",.:;–—-/"
_LONG = 18


@dataclass(frozen=True, slots=True)
class Head:
    """A head from token i, with its parts; `journal` tells that what follows numbers a periodical."""

    i: int
    parts: tuple[Part, ...]
    score: float
    authored: float = 0.0
    set_off: bool = False
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The fields before a run, from `lo` to `r` (not included), and what the run tells of them."""

    text: Text
    row: list[Field]
    lo: int
    r: int
    periodical: bool = False
    published: bool = False


def parse(w: Window, c: int) -> Head | None:
    """Read a head that begins at a field and ends at the run, or return None."""
    end = w.row[w.r].i if w.r < len(w.row) else w.row[-1].j
    first = next((k for k in range(c, w.r) if w.row[k].kind in SET_OFF), w.r)
    stop = w.row[first].i if first < w.r else end
    found = authors(w.text, w.row[c].i, stop) or _body(w, c, first)
    heads = [h for a in ([found, None] if found else [None]) if (h := _with(w, c, a))]
    return max(heads, key=lambda h: h.score, default=None)


def _body(w: Window, c: int, first: int) -> Authors | None:
    """Read a committee, a ministry as the author of a title set off: “Central Committee, *History*”."""
    if first >= w.r or not 1 < first - c <= 14 or not w.text.mark(w.row[first - 1].i, ","):
        return None
    i, j = w.row[c].i, w.row[first - 1].i
    words = [w.text.at(k) for k in range(i, j) if w.text.at(k).kind == "word"]
    if not any(t.key in lexicon.BODIES for t in words):
        return None
    if any(not t.text[0].isupper() and t.key not in lexicon.SMALL for t in words):
        return None
    return Authors(j, (part(w.text, "author", (i, j), "", "body"),), 1.5)


def _with(w: Window, c: int, found: Authors | None) -> Head | None:
    at, score, parts = c, 0.0, tuple[Part, ...]()
    if found:
        at = next((k for k in range(c, w.r) if w.row[k].i >= found.j), w.r)
        score, parts = found.strength, found.parts
        if found.possessive:
            at = _past_attributes(w, at)
    at, between = _skip(w, at)
    parts += tuple(p for p in between if p.kind == "date")
    if at >= w.r:
        alone = found is not None and score >= 1 and not (found.possessive or w.published)
        return Head(w.row[c].i, parts, score * 0.6, score) if alone else None
    kind = w.row[at].kind
    read = _quoted if kind == "quoted" else _italic if kind == "italic" else _plain
    titled, worth = read(w, at, bool(found))
    if titled is None:
        return None
    if found and found.possessive and any(ends_sentence(w.text, w.row, k) for k in range(at, w.r - 1)):
        worth -= 2.0
    if found is None and kind not in SET_OFF and titled:
        worth -= 0.3 * (len(titled[0].value.split()) == 1)
    set_off = any(f.kind in SET_OFF for f in w.row[at : w.r])
    return Head(
        w.row[c].i, (*parts, *titled), score + worth, score, set_off, bool(found and found.possessive)
    )


def _past_attributes(w: Window, at: int) -> int:
    """Step over “’s fourteen-volume” between an author and a title."""
    k = at
    while k < w.r and k - at < 3 and w.row[k].kind in ("word", "mark") and not w.text.capital(w.row[k].i):
        k += 1
    return k


def _skip(w: Window, at: int) -> tuple[int, tuple[Part, ...]]:
    """Step over marks and bracketed glosses; return what stands next, and the glosses as parts."""
    glosses: list[Part] = []
    while at < w.r:
        field = w.row[at]
        if field.kind == "group" and w.text.mark(field.i, "["):
            glosses += _gloss(w.text, field)
        elif field.kind == "year" and w.text.mark(field.i, "("):
            glosses += field.parts
        elif not (field.kind == "mark" and w.text.mark(field.i, _MARKS)):
            break
        at += 1
    return at, tuple(glosses)


def _gloss(text: Text, field: Field) -> list[Part]:
    i, j = _inner(text, field.i + 1, field.j - 1)
    return [part(text, "title", (i, j), "", "translated")] if i < j else []


def _inner(text: Text, i: int, j: int) -> tuple[int, int]:
    """Return tokens without the stops, and the brackets and quotation marks around them, at their edges."""
    before = (-1, -1)
    while before != (i, j):
        before = (i, j)
        while i < j and text.mark(i, ",.:;"):
            i += 1
        while i < j and text.mark(j - 1, ",.:;"):
            j -= 1
        if j - i > 2 and j - 1 in (text.quote.get(i), text.partner[i]):
            i, j = i + 1, j - 1
        if i < j and text.mark(i, '([{“”„«"‘‚‹') and not _closed(text, i, j):
            i += 1
        if i < j and text.mark(j - 1, ")]}”“»\"’'›") and not _belongs(text, i, j - 1):
            j -= 1
    return i, j


def _closed(text: Text, i: int, j: int) -> bool:
    """Tell whether an opening mark at a title's head is closed within it."""
    if i < max(text.quote.get(i, -1), text.partner[i]) < j:
        return True
    return any(text.mark(k, QUOTES.get(text.at(i).text, "")) for k in range(i + 2, j))


def _belongs(text: Text, i: int, k: int) -> bool:
    """Tell whether a closing mark at a title's end is its own: a soft sign, the end of what it quotes."""
    if text.mark(k, ")]}"):
        return i <= text.partner[k]
    if k in text.opener:
        return i <= text.opener[k]
    return text.mark(k, "’'") and not text.gap(k)


def _title(text: Text, i: int, j: int, level: str) -> tuple[Part, ...]:
    i, j = _inner(text, i, j)
    return (part(text, "title", (i, j), "", level),) if i < j else ()


def _quoted(w: Window, at: int, authored: bool) -> tuple[tuple[Part, ...] | None, float]:
    field = w.row[at]
    title = _title(w.text, field.i, field.j, "a")
    if not title:
        return None, 0.0
    k, glosses = _skip(w, at + 1)
    k, people = _roles(w, k)
    base = 2.0 if authored or not _sentence(w.text, field) else 0.0
    if k >= w.r:
        return (*title, *glosses, *people), base
    held, worth = _container(w, k)
    return (*title, *glosses, *people, *held), base + worth + 0.2 * authored


def _sentence(text: Text, field: Field) -> bool:
    """Tell whether what stands in quotation marks is somebody's words rather than a title."""
    first = next((k for k in range(field.i, field.j) if text.at(k).kind == "word"), field.i)
    stopped = text.mark(field.j - 2, ".…") or text.mark(field.j, ".…")
    return stopped or field.j - field.i > 40 or not text.capital(first)


def _roles(w: Window, k: int) -> tuple[int, tuple[Part, ...]]:
    """Read “trans. A and B,” or “ed. A,” that stands before a container or at the end of a head."""
    if k >= w.r:
        return k, ()
    made: list[Part] = []
    for phrases, kind in ((lexicon.TRANSLATORS, "respStmt"), (lexicon.EDITORS, "editor")):
        end = w.text.phrase(w.row[k].i, phrases)
        people = names(w.text, end, w.row[w.r - 1].j) if end > 0 else []
        if people:
            made += [
                part(w.text, "editor" if kind == "editor" else "respStmt", (n.i, n.j), n.value)
                for n in people
            ]
            at = next((m for m in range(k, w.r) if w.row[m].i >= people[-1].j), w.r)
            return _skip(w, at)[0], tuple(made)
    return k, ()


def _container(w: Window, k: int) -> tuple[tuple[Part, ...], float]:
    """Read the book or the journal that holds an article: “in X (ed.), Title”, “// Звезда”."""
    opened = w.text.phrase(w.row[k].i, lexicon.CONTAINERS)
    inside = opened > 0
    at = next((m for m in range(k, w.r) if w.row[m].i >= opened), w.r) if inside else k
    at, _ = _skip(w, at)
    if at >= w.r:
        return (), -0.5
    stop = next((w.row[m].i for m in range(at, w.r) if w.row[m].kind in SET_OFF), w.row[w.r - 1].j)
    people = authors(w.text, w.row[at].i, stop) if inside else None
    if people and not (people.role or w.text.mark(people.j, ",") or people.strength > 1.9):
        people = None
    rest = at
    if people:
        rest = next((m for m in range(at, w.r) if w.row[m].i >= people.j), w.r)
        rest, _ = _skip(w, rest)
    if rest >= w.r:
        people, rest = None, at
    first = w.text.at(w.row[rest].i)
    if first.kind == "word" and first.text[0].islower() and first.key not in lexicon.SMALL:
        return (), -2.5
    numbered = w.r < len(w.row) and w.row[w.r].kind in ("journal", "issue")
    level = "j" if w.periodical and (numbered or not inside) else "m"
    titled, worth = (_italic if w.row[rest].kind == "italic" else _plain)(_numbered(w, level), rest, True)
    if titled is None:
        return (), -1.5
    titled = tuple(replace(p, type=level) if p.kind == "title" and p.type in "mju" else p for p in titled)
    return (*(people.parts if people else ()), *titled), min(worth, 0.5 * worth)


def _numbered(w: Window, level: str) -> Window:
    """Return a window whose run is taken to number a periodical, or not."""
    return replace(w, periodical=level == "j")


def _italic(w: Window, at: int, authored: bool) -> tuple[tuple[Part, ...] | None, float]:
    """Read a title in italics, in several stretches perhaps, with its translation and editors."""
    last = at
    while last + 1 < w.r and (k := _continued(w, last)) > 0:
        last = k
    title = _title(w.text, w.row[at].i, w.row[last].j, "j" if w.periodical and not authored else "m")
    k, glosses = _skip(w, last + 1)
    k, people = _roles(w, k)
    loose = sum(f.kind in ("word", "num") for f in w.row[k : w.r])
    held = tuple[Part, ...]()
    if loose and (w.text.phrase(w.row[k].i, lexicon.CONTAINERS) > 0 or w.row[k].kind == "italic"):
        held, _ = _container(w, k)
        loose = 0 if held else loose
        title = tuple(replace(p, type="a") for p in title) if held else title
    return (*title, *glosses, *people, *held), 2.0 + 0.5 * authored - min(3.0, 0.7 * loose)


def _continued(w: Window, k: int) -> int:
    """Return the next stretch of italics that goes on with the title before it, or -1."""
    after = k + 1
    while (
        after < w.r and after - k < 3 and w.row[after].kind == "mark" and w.text.mark(w.row[after].i, ".:–—-")
    ):
        after += 1
    if after < w.r and w.row[after].kind == "italic":
        return after
    return -1


def _plain(w: Window, at: int, authored: bool) -> tuple[tuple[Part, ...] | None, float]:
    """Read a title that nothing sets off from the text around it."""
    split = next(
        (k for k in range(at, w.r - 1) if w.text.mark(w.row[k].i, "/") and w.text.mark(w.row[k + 1].i, "/")),
        -1,
    )
    if split > at and split + 2 < w.r:
        title = _title(w.text, w.row[at].i, w.row[split].i, "a")
        held, worth = _container(w, split + 2)
        return (*title, *held), 2.0 + worth
    held_in = _held(w, at)
    if held_in:
        return held_in
    whole = _half_set(w, at)
    if whole:
        return whole
    cut, people = _trailing_roles(w, at)
    last = cut
    glosses: list[Part] = []
    while last > at and _loose(w, last - 1):
        if w.row[last - 1].kind == "group":
            glosses += _gloss(w.text, w.row[last - 1])
        last -= 1
    if last <= at:
        return None, 0.0
    level = "j" if w.periodical and not authored else "m"
    title = _title(w.text, w.row[at].i, w.row[last - 1].j, level)
    return (*title, *glosses, *people), _worth(w, at, last, authored)


def _held(w: Window, at: int) -> tuple[tuple[Part, ...], float] | None:
    """Read an article in what “In:” opens behind a stop or comma: “Die Uhr. In: Blätter für Technik”."""
    for k in range(at + 2, w.r - 2):
        if not (w.text.at(w.row[k].i).key in ("in", "dans") and w.text.mark(w.row[k].j, ":")):
            continue
        title = _title(w.text, w.row[at].i, w.row[k - 1].j, "a")
        held, worth = _container(w, k)
        if title and held and w.text.mark(w.row[k - 1].i, ".,?!"):
            return (*title, *held), 2.0 + worth
    return None


def _half_set(w: Window, at: int) -> tuple[tuple[Part, ...], float] | None:
    """Read a title of which only the end is in italics: “XVI s"ezd. *Stenograficheskii otchet*”."""
    k = next((m for m in range(at, w.r) if w.row[m].kind == "italic"), w.r)
    if k >= w.r or w.periodical or not 0 < k - at <= 16 or not w.text.mark(w.row[k - 1].i, "."):
        return None
    before = [f for f in w.row[at:k] if f.kind not in ("mark", "group")]
    words = [w.text.at(f.i) for f in before]
    if any(f.kind != "word" for f in before) or any(t.key in lexicon.PROSE for t in words):
        return None
    titled, worth = _italic(w, k, False)
    if not titled or not words[0].text[0].isupper():
        return None
    start = w.text.tokens[w.row[at].i].start
    value = " ".join(w.text.text[start : titled[0].end].split())
    return (replace(titled[0], start=start, value=value), *titled[1:]), worth


def _loose(w: Window, k: int) -> bool:
    """Tell whether a field at a title's end is not its own: a stop, a gloss, “especially”."""
    field = w.row[k]
    if field.kind == "word":
        return w.text.at(field.i).key in lexicon.GLUE
    if field.kind == "mark":
        return w.text.mark(field.i, _MARKS)
    return field.kind == "group" and not _closing(w, k)


def _closing(w: Window, k: int) -> bool:
    """Tell whether a bracket at the end of a title is part of it: “VKP(b)”, “Komsomol (1918–1928)”."""
    field = w.row[k]
    return field.kind == "group" and w.text.mark(field.i, "(")


def _trailing_roles(w: Window, at: int) -> tuple[int, tuple[Part, ...]]:
    """Cut “, trans. X”, “. Pod red. Y” off a title's end."""
    for k in range(at + 1, w.r - 1):
        if not (w.row[k].kind == "mark" and w.text.mark(w.row[k].i, ",./")):
            continue
        after, people = _roles(w, k + 1)
        if people and after >= w.r:
            return k, people
    return w.r, ()


def _prosaic(text: Text, i: int, authored: bool) -> bool:
    """Tell whether a word belongs to a sentence: a verb, a pronoun; an English past tense."""
    token = text.at(i)
    if not token.text[0].islower():
        return False
    return token.key in lexicon.PROSE or (not authored and len(token.key) > 5 and token.key.endswith("ed"))


def _worth(w: Window, a: int, b: int, authored: bool) -> float:
    """Return how much the words of a plain title look like one."""
    words = [f.i for f in w.row[a:b] if f.kind == "word"]
    if not words:
        return -1.0
    first = w.text.at(w.row[a].i)
    prose = sum(_prosaic(w.text, i, authored) for i in words)
    ends = [k for k in range(a, b - 1) if ends_sentence(w.text, w.row, k)]
    prose += 3 * any(w.text.phrase(w.row[k + 1].i, lexicon.SIGNALS) > 0 for k in ends)
    worth = 1.5 if authored else 1.1 - 0.03 * len(words)
    worth -= 0.15 * max(0, len(words) - _LONG) + (0.6 if authored else 1.0) * prose
    worth -= len(ends) * (0.2 if w.text.cyrillic or w.text.german or not prose else 0.8)
    if first.kind == "word" and first.text[0].islower():
        worth -= 1.5
    if any(f.kind == "quoted" and _sentence(w.text, f) for f in w.row[a:b]):
        worth -= 1.5
    if not authored and first.key in lexicon.STARTERS:
        worth -= 1.2
    return worth
