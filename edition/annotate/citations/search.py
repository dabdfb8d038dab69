"""Citations of one stretch of a note: fields that hang together, and the head that goes before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition.annotate.citations import lexicon, starts
from edition.annotate.citations.fields import Field, part
from edition.annotate.citations.heads import Head, Window
from edition.annotate.citations.model import Citation, Form, Part, Relation
from edition.annotate.citations.names import authors
from edition.annotate.citations.scan import TAIL, adjacent, run_end, scan, weight
from edition.annotate.citations.tokens import Text

ENOUGH = 2.0
SURE = 3.5


@dataclass
class Stretch:
    """A note's text between two brackets, as fields, with the citations found so far."""

    text: Text
    row: list[Field]
    bracket: str = ""
    follows: bool = False
    found: list[Citation] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def lo(self) -> int:
        """Return the field after the last citation found."""
        return self.ends[-1] if self.ends else 0


@dataclass(frozen=True, slots=True)
class Run:
    """Fields r to end that hang together, and how much they speak for a citation."""

    r: int
    end: int
    kinds: frozenset[str]
    weight: float


def search(text: Text, i: int, j: int, nested: frozenset[int], follows: bool) -> Stretch:
    """Return tokens i to j with the citations in them; `follows`: text stands before their bracket."""
    bracket = text.at(i - 1).text if i > 0 and text.at(i - 1).text in ("(", "[", "{") else ""
    s = Stretch(text, scan(text, i, j, nested), bracket, follows)
    k = 0
    while k < len(s.row):
        k = max(k + 1, _at(s, k))
    return s


def _at(s: Stretch, k: int) -> int:
    """Enter the citation that a field opens or ends in, and return the field after it."""
    kind = s.row[k].kind
    back: dict[str, Callable[[Stretch, int], int]] = {
        "ibid": _ibid,
        "ibid?": _ibid,
        "opcit": _op_cit,
        "idem": _idem,
    }
    if kind in back:
        return back[kind](s, k)
    return _run(s, k) if kind in TAIL else k + 1


def _run(s: Stretch, k: int) -> int:
    end = run_end(s.text, s.row, k)
    kinds = frozenset(f.kind for f in s.row[k:end]) & TAIL
    if s.row[k].kind == "year" and _author_year(s, k, end):
        return end
    if _within_title(s, k, kinds):
        return k + 1
    _cited(s, Run(k, end, kinds, weight(s.row, k, end)))
    return end


def _author_year(s: Stretch, k: int, end: int) -> bool:
    """Enter “Deutscher 1963, 110”: a name and a year without a comma, between boundaries."""
    after = s.row[end] if end < len(s.row) else None
    paged = any(f.kind in ("locator", "bare") for f in s.row[k:end])
    ends = ";.)]," if paged else ";.)]"
    if s.text.mark(s.row[k].i, "(") or not (after is None or s.text.mark(after.i, ends)):
        return False
    for m in range(max(s.lo, k - 8), k):
        before = s.row[m - 1] if m > s.lo else None
        spoken = before is not None and (before.kind == "word" or s.text.mark(before.i, "."))
        said = spoken and starts.before(s.text, s.row[m].i, 0)[0] != ""
        if not (said or before is None or s.text.mark(before.i, ";(")):
            continue
        found = authors(s.text, s.row[m].i, s.row[k].i)
        if found and found.j == s.row[k].i:
            parts = (*found.parts, *(p for f in s.row[k:end] for p in f.parts))
            _add(s, (s.row[m].i, end), "short", parts, 3.0)
            return True
    return False


def _within_title(s: Stretch, k: int, kinds: frozenset[str]) -> bool:
    """Tell whether a year, date or volume is a title's own: “since 1917”, “vol. 1: The War (Yale, 2005)”."""
    kind, i = s.row[k].kind, s.row[k].i
    if kind not in ("year", "date", "volume"):
        return False
    before = s.row[k - 1] if k else None
    if kind != "volume" and before and before.kind in ("word", "num") and not s.text.mark(i, "("):
        return not (kind == "date" and before.kind == "word" and _newspaper_before(s, k))
    after = s.row[k].j
    if s.text.mark(after, ":") and s.text.capital(after + 1) and s.row[k + 2].kind == "word":
        return True
    return kind != "volume" and ("imprint" in kinds or (kind == "year" and "journal" in kinds))


def _newspaper_before(s: Stretch, k: int) -> bool:
    """Tell whether a newspaper's name ends before a date that no comma divides from it."""
    return any(s.text.phrase(s.row[m].i, lexicon.NEWSPAPERS) == s.row[k].i for m in range(max(0, k - 4), k))


def _add(s: Stretch, span: tuple[int, int], form: Form, parts: tuple[Part, ...], score: float) -> None:
    """Enter a citation from a token up to a field (not included)."""
    start, end = span
    low = s.row[s.lo].i if s.lo < len(s.row) else start
    said, source, _ = starts.before(s.text, start, low)
    relation: Relation = (
        "source" if source or _only_in(s, start) else "in-brackets" if s.bracket == "[" and s.follows else ""
    )
    last = s.row[end - 1].j
    s.found.append(
        Citation(
            s.text.tokens[start].start,
            s.text.tokens[last - 1].end,
            form,
            tuple(sorted(parts, key=lambda p: (p.start, p.end))),
            said,
            relation,
            s.bracket == "[",
            round(min(score / SURE, 1.0), 2),
        )
    )
    s.ends.append(end)


def _only_in(s: Stretch, start: int) -> bool:
    """Tell whether only the word “in” stands between a citation and the one before it."""
    between = [f for f in s.row[s.lo :] if f.i < start]
    return bool(s.found) and len(between) == 1 and s.text.at(between[0].i).key == "in"


def _tail(s: Stretch, k: int) -> tuple[int, tuple[Part, ...]]:
    """Return the end and parts of a run that follows a back reference, past its comma."""
    at = k
    while at < len(s.row) and at - k < 3 and s.row[at].kind == "mark" and s.text.mark(s.row[at].i, ",.:"):
        at += 1
    if at >= len(s.row) or s.row[at].kind not in TAIL or s.row[at].kind in ("year", "imprint", "web"):
        return k, ()
    end = run_end(s.text, s.row, at)
    return end, tuple(p for f in s.row[at:end] for p in f.parts)


def _ibid(s: Stretch, k: int) -> int:
    end, parts = _tail(s, k + 1)
    if s.row[k].kind == "ibid?" and not (parts or len([f for f in s.row if f.kind != "mark"]) == 1):
        return k + 1
    _add(s, (s.row[k].i, end), "ibid", parts, SURE if s.row[k].kind == "ibid" else 2.5)
    return end


def _window(s: Stretch, r: int, periodical: bool = False, published: bool = False) -> Window:
    return Window(s.text, s.row, starts.bounded(s.row, s.lo, r, s.text), r, periodical, published)


def _op_cit(s: Stretch, k: int) -> int:
    head = starts.best(_window(s, k))
    end, parts = _tail(s, k + 1)
    if head is None or head.score < 1:
        _add(s, (s.row[k].i, end), "op-cit", parts, SURE)
    else:
        named = _author_alone(s, head, k) or head
        _add(s, (named.i, end), "op-cit", (*named.parts, *parts), SURE)
    return end


def _author_alone(s: Stretch, head: Head, k: int) -> Head | None:
    """Return a head whose plain word is the author's surname, not a title: “Deutscher, op. cit.”."""
    if head.authored or head.set_off:
        return None
    found = authors(s.text, head.i, s.row[k].i)
    if found is None or any(f.kind != "mark" for f in s.row[:k] if f.i >= found.j):
        return None
    return Head(head.i, found.parts, head.score, found.strength)


def _idem(s: Stretch, k: int) -> int:
    """Enter “Idem, p. 45”; an *idem* with a title is read with the fields after it."""
    end, parts = _tail(s, k + 1)
    if not parts:
        return k + 1
    span = (s.row[k].i, s.row[k].j)
    author = part(s.text, "author", span)
    _add(s, (span[0], end), "idem", (replace(author, value="", type="idem"), *parts), SURE)
    return end


def _cited(s: Stretch, run: Run) -> None:
    if "shelf" in run.kinds:
        _shelf(s, run)
        return
    periodical = bool(run.kinds & {"journal", "issue", "date"} or {"year", "bare"} <= run.kinds)
    if "imprint" in run.kinds and "journal" not in run.kinds:
        periodical = False
    head = (
        starts.best(_window(s, run.r, periodical, bool(run.kinds & {"imprint", "journal"})))
        if run.weight >= 0.2
        else None
    )
    parts = tuple(p for f in s.row[run.r : run.end] for p in f.parts)
    if head is not None and s.row[run.r].kind == "year" and s.text.mark(s.row[run.r].i, "("):
        head = _author_alone(s, head, run.r) or head
    if head is not None and _enough(s, run, head):
        form = _form(run, head)
        known = form == "newspaper" and _name(head) in lexicon.NEWSPAPERS
        _add(s, (head.i, run.end), form, (*head.parts, *parts), SURE if known else head.score + run.weight)
    elif _continues(s, run):
        _add(s, (s.row[run.r].i, run.end), "continued", parts, 2.0)
    elif "web" in run.kinds:
        _add(s, (s.row[run.r].i, run.end), "web", parts, 3.0)


def _enough(s: Stretch, run: Run, head: Head) -> bool:
    """Tell whether head and run together are evidence of a citation."""
    if "date" in run.kinds and _name(head) in lexicon.NEWSPAPERS:
        return True
    if _only_mentioned(s, run, head):
        return False
    strong = run.weight >= 0.5 and run.kinds - {"year", "chapter", "note", "edition", "extent"}
    if not strong and not head.authored and not _alone(s, run, head):
        return False
    if not head.authored and not head.set_off and run.kinds <= {"date", "year"}:
        return _newspaper(s, run, head)
    return head.score + run.weight >= ENOUGH


def _only_mentioned(s: Stretch, run: Run, head: Head) -> bool:
    """Tell whether a work is only spoken of: “Gogol's *Inspector General* (1835)”."""
    if head.possessive and not run.kinds & {"imprint", "locator", "journal"}:
        return True
    if run.kinds <= {"bare", "web", "access"}:
        return not (head.authored or head.set_off)
    if run.kinds == {"issue"}:
        return not (head.set_off or _periodical(head))
    if run.kinds <= {"year", "date"} and (not head.set_off or not any(p.kind == "title" for p in head.parts)):
        return _undescribed(s, run, head)
    return run.kinds <= {"year"} and (not _closes_clause(s, run.end) or _slogan(head))


def _undescribed(s: Stretch, run: Run, head: Head) -> bool:
    """Tell whether a year is a person's, a picture's or a title's own rather than that of a publication."""
    spread = any("/" in p.value for f in s.row[run.r : run.end] for p in f.parts)
    titled = any(p.kind == "title" for p in head.parts)
    if "year" in run.kinds and (spread or not titled or not _closes_clause(s, run.end)):
        return True
    return bool(head.authored) and head.authored < 1.5


def _slogan(head: Head) -> bool:
    """Tell whether all there is to a head is words in quotation marks: “Join the kolkhoz,” 1930."""
    return not head.authored and {p.type for p in head.parts if p.kind == "title"} <= {"a", "translated"}


def _periodical(head: Head) -> bool:
    """Tell whether a word of a title is one that journals and newspapers have."""
    words = {lexicon.fold(w) for p in head.parts if p.kind == "title" for w in p.value.split()}
    return bool(words & lexicon.PERIODICAL_WORDS)


def _closes_clause(s: Stretch, end: int) -> bool:
    """Tell whether no sentence goes on behind a year, as in “*What Is to Be Done?* (1863), was popular”."""
    after = next((f for f in s.row[end:] if f.kind != "group"), None)
    return after is None or after.kind == "nested" or s.text.mark(after.i, ";.)]:")


def _alone(s: Stretch, run: Run, head: Head) -> bool:
    """Tell whether a citation is all there is between two boundaries."""
    after = s.row[run.end] if run.end < len(s.row) else None
    begins = s.lo >= len(s.row) or head.i == next((f.i for f in s.row[s.lo :] if f.kind != "mark"), -1)
    if after is None or s.text.mark(after.i, ";."):
        return begins
    return begins and (s.text.at(after.i).key == "in" or s.text.phrase(after.i, lexicon.SOURCE_SIGNALS) > 0)


def _newspaper(s: Stretch, run: Run, head: Head) -> bool:
    """Tell whether a plain title before a date is a newspaper's: known, or short and alone."""
    title = next((p.value for p in head.parts if p.kind == "title"), "")
    words = _name(head).split()
    if "date" not in run.kinds or not words:
        return False
    if _name(head) in lexicon.NEWSPAPERS:
        return True
    known = any(w in lexicon.PERIODICAL_WORDS for w in words)
    return (
        len(words) <= 4
        and (known or _alone(s, run, head))
        and title[0].isupper()
        and _name(head) not in lexicon.CITIES
    )


def _name(head: Head) -> str:
    """Return the only title of a head, folded, as lists of titles have it."""
    titles = [p for p in head.parts if p.kind == "title" and p.type != "translated"]
    if len(titles) != 1:
        return ""
    return " ".join(lexicon.fold(titles[0].value.partition("(")[0]).replace(".", " ").split())


def _continues(s: Stretch, run: Run) -> bool:
    """Tell whether a run without a head adds another place to the citation before it."""
    if (
        not s.found
        or "imprint" in run.kinds
        or not run.kinds - {"year", "date", "edition", "extent", "passim"}
    ):
        return False
    joined = adjacent(s.text, s.row, s.lo, run.r)
    if joined:
        return True
    said = starts.before(s.text, s.row[run.r].i, s.row[s.lo].i)[0] if s.lo < len(s.row) else ""
    return "locator" in run.kinds or (bool(said) and "chapter" in run.kinds)


def _shelf(s: Stretch, run: Run) -> None:
    """Enter a shelf mark: by itself, after another, or with the collection and library named before it."""
    shelf = next(f for f in s.row[run.r : run.end] if f.kind == "shelf")
    parts = tuple(p for f in s.row[run.r : run.end] for p in f.parts)
    kinds = {p.type for p in shelf.parts}
    if "repository" in kinds or "shelfmark" in kinds:
        _add(s, (s.row[run.r].i, run.end), "archive", parts, SURE)
    elif _archival(s) and "fond" not in kinds:
        _add(s, (s.row[run.r].i, run.end), "continued", parts, SURE)
    elif kinds & {"box", "folder"}:
        _holding(s, run, parts)
    elif shelf.weight >= 0.6:
        _add(s, (s.row[run.r].i, run.end), "archive", parts, 3.0)


def _archival(s: Stretch) -> bool:
    """Tell whether the citation before is a shelf mark, or may be one, as *Ibid.* may."""
    return bool(s.found) and s.found[-1].form in ("archive", "ibid", "continued")


def _holding(s: Stretch, run: Run, parts: tuple[Part, ...]) -> None:
    """Read collection and library before “Box 12, Folder 3”: pieces between commas, each told by a word."""
    w = _window(s, run.r)
    cuts = [k for k in range(w.lo, run.r) if s.row[k].kind == "mark" and s.text.mark(s.row[k].i, ",;:")]
    edges = [w.lo - 1, *cuts, run.r] if not cuts or cuts[-1] != run.r - 1 else [w.lo - 1, *cuts]
    named: list[Part] = []
    for a, b in pairwise(edges):
        if a + 1 >= b:
            continue
        span = (s.row[a + 1].i, s.row[b - 1].j)
        words = {s.text.at(k).key for k in range(*span)}
        if words & lexicon.PROSE or not words & (lexicon.REPOSITORY_WORDS | lexicon.HOLDING_WORDS):
            continue
        type_ = "collection" if words & lexicon.HOLDING_WORDS else "repository"
        named.append(part(s.text, "idno", span, "", type_))
    if not named:
        return
    first = next(f.i for f in s.row if s.text.tokens[f.i].start >= named[0].start)
    _add(s, (first, run.end), "archive", (*named, *parts), 3.0)


def _form(run: Run, head: Head) -> Form:
    titles = [p for p in head.parts if p.kind == "title" and p.type != "translated"]
    if _name(head) in lexicon.COLLECTED and ("volume" in run.kinds or head.authored):
        return "collected"
    if not titles:
        return "short"
    article = any(p.kind == "title" and p.type == "a" for p in head.parts)
    if not head.authored and not article and len(titles) == 1 and "imprint" not in run.kinds:
        if "date" in run.kinds:
            return "newspaper"
        if run.kinds & {"issue", "journal"} or ("year" in run.kinds and titles[0].type == "j"):
            return "journal"
    if "crossref" in run.kinds:
        return "short"
    return "full" if run.kinds & {"imprint", "year", "date", "journal", "issue"} else "short"
