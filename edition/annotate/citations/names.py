"""Names of persons as citations print them, and lists of them with their roles.

A name is initials or forenames and a surname (“L. D. Trotskii”, “Sheila Fitzpatrick”), a surname and
initials (“Троцкий Л. Д.”, “Smith, S. A.”), or a surname alone, which only its place can tell from a title.
"""

from __future__ import annotations

from typing import NamedTuple

from edition.annotate.citations import lexicon
from edition.annotate.citations.fields import part
from edition.annotate.citations.model import Kind, Part
from edition.annotate.citations.tokens import DASHES, Text

_POSSESSIVE = ("'s", "’s", "ʼs")
_MOST_NAMES = 12
_MOST_WORDS = 5


class Name(NamedTuple):
    """A name of tokens i to j: its canonical form, and its shape: initials, full, inverted, surname."""

    i: int
    j: int
    value: str
    shape: str
    possessive: bool = False


class Authors(NamedTuple):
    """A list of names that ends before token j, how sure it is one, and whether the last is “Carr's”."""

    j: int
    parts: tuple[Part, ...]
    strength: float
    possessive: bool = False
    role: str = ""


def initial(text: Text, i: int) -> int:
    """Return where an initial ends (“L.”, “Iu.”, “J.-P.”, “N” before another), or -1."""
    token = text.at(i)
    if token.kind != "word" or not token.text[0].isupper():
        return -1
    if len(token.text) > 1 and (token.key not in lexicon.INITIALS or token.text.isupper()):
        return -1
    if text.mark(i + 1, ".") and not text.gap(i + 1):
        j = i + 2
        if text.at(j).text in DASHES and not text.gap(j) and (more := initial(text, j + 1)) > 0:
            return more
        return j
    return i + 1 if len(token.text) == 1 and text.capital(i + 1) and token.text != "A" else -1


def _surname(text: Text, i: int) -> bool:
    token = text.at(i)
    if token.kind != "word" or not token.text[0].isupper() or len(token.key) < 2:
        return False
    return (
        not (token.text.isupper() and len(token.text) < 5)
        and not token.key.endswith(("archiv", "archive", "archives"))
        and token.key not in lexicon.NO_NAMES | lexicon.STARTERS
    )


def _family(text: Text, i: int) -> int:
    """Return where a surname with its particles ends, or -1."""
    j = i
    while text.at(j).key in lexicon.PARTICLES and j - i < 3:
        j += 1
        j += text.mark(j, "'’")
    if not _surname(text, j):
        return -1
    j += 1
    if text.at(j).text in DASHES and not text.gap(j) and not text.gap(j + 1) and _surname(text, j + 1):
        j += 2
    return j + text.mark(j, "’'") if text.mark(j, "’'") and not text.gap(j) and text.mark(j + 1, ",") else j


def _initials(text: Text, i: int) -> int:
    j = i
    while (end := initial(text, j)) > 0 and j - i < 10:
        j = end
    return j


def name(text: Text, i: int, end: int) -> Name | None:
    """Return the name that begins at a token and ends before another, or None."""
    return _initials_first(text, i, end) or _inverted(text, i, end) or _full(text, i, end)


def _initials_first(text: Text, i: int, end: int) -> Name | None:
    j = _initials(text, i)
    if j == i or j >= end:
        return None
    last = _family(text, j)
    if last < 0 and j - i >= 4 and text.mark(j, ",") and (j + 1 in text.quote or j + 1 in text.italic):
        return Name(i, j, text.words(i, j), "initials")  # “G. G.”
    if last < 0 and text.capital(j) and text.at(j).key in lexicon.FORENAMES:
        last = j + 1
    if last < 0 or last > end:
        return None
    if last < end and _surname(text, last) and text.at(last - 1).kind == "word" and not _owns(text, last - 1):
        j, last = last, last + 1
    return Name(i, last, _canonical(text, j, last, i, j), "initials", _owns(text, last - 1))


def _inverted(text: Text, i: int, end: int) -> Name | None:
    j = _family(text, i)
    if j < 0:
        return None
    k = j + 1 if text.mark(j, ",") else j
    if k > j and (turned := _turned(text, i, j, k)):
        return turned
    last = _initials(text, k)
    if last == k or last > end or not text.mark(last - 1, "."):
        return None
    if _family(text, last) > 0 and (k > j or not _stands_inverted(text, i, k, last)):
        return None  # “Kotkin, S. Smith” is a list, “David C. Engerman” is not inverted
    return Name(i, last, _canonical(text, i, j, k, last), "inverted")


def _turned(text: Text, i: int, j: int, k: int) -> Name | None:
    """Recognise “Marx, Karl and” and “Trotsky, Leon.”, whose forename a list knows."""
    if text.german and (last := _forenames(text, k)) > k and (text.mark(last, ":/") or role(text, last)[1]):
        return Name(i, last, _canonical(text, i, j, k, last), "inverted")
    if text.at(k).key not in lexicon.FORENAMES or not text.capital(k) or text.at(i).key in lexicon.FORENAMES:
        return None
    last = max(_initials(text, k + 1), k + 1)
    if text.mark(last, ",.(") or text.at(last).key in ("and", "und", "et", "и") or last in text.italic:
        return Name(i, last, _canonical(text, i, j, k, last), "inverted")
    return None


def _forenames(text: Text, k: int) -> int:
    """Return where one to three capitalised words and initials end that stand before a mark."""
    last, count = k, 0
    while count < 3 and text.capital(last):
        last, count = max(initial(text, last), last + 1), count + 1
    return last


def _stands_inverted(text: Text, i: int, k: int, last: int) -> bool:
    """Tell whether the capital after “Trotskii L. D.” begins the title rather than is the surname."""
    if text.cyrillic:
        return True
    after = _family(text, last)
    listed = text.mark(after, ",([“") or text.at(after).key in ("and", "et", "und")
    return text.at(i).key not in lexicon.FORENAMES and initial(text, k) < last and not listed


def _full(text: Text, i: int, end: int) -> Name | None:
    """Recognise “Sheila Fitzpatrick”, “A. J. P. van der Elst”, and a surname alone."""
    j = _words_of_name(text, i, end) if _family(text, i) >= 0 else i
    if j == i:
        return None
    while j > i + 1 and text.mark(j - 1, ".") and not _surname(text, j - 1):
        j -= 2
    last = j - 1 if text.at(j - 1).kind == "word" else j - 2
    first = last
    while first - 1 >= i and text.at(first - 1).key in lexicon.PARTICLES:
        first -= 1
    if first <= i:
        return Name(i, j, _canonical(text, i, j, j, j), "surname", _owns(text, j - 1))
    return Name(i, j, _canonical(text, first, j, i, first), "full", _owns(text, j - 1))


def _words_of_name(text: Text, i: int, end: int) -> int:
    """Return where capitalised words and initials end that can be a name: at most five words."""
    j, words = i, 0
    while j < end and words < _MOST_WORDS:
        step = _inner_initial(text, j) if j > i else -1
        if step < 0:
            step = _family(text, j)
            words += 1
        if step < 0 or step > end:
            break
        j = step
        if _owns(text, j - 1):
            break
        j += text.mark(j, "’'") and not text.gap(j) and text.capital(j + 1) and j + 1 < end
    return j


def _inner_initial(text: Text, j: int) -> int:
    """Return where an initial within a name ends, or -1; an A without a full stop too: “Marion A Kaplan”."""
    step = initial(text, j)
    if step < 0 and text.at(j).text == "A" and text.capital(j + 1) and not text.mark(j - 1, ","):
        return j + 1
    return step


def _owns(text: Text, i: int) -> bool:
    return text.at(i).text.endswith(_POSSESSIVE)


def _canonical(text: Text, s: int, t: int, f: int, g: int) -> str:
    surname, forenames = text.words(s, t), text.words(f, g)
    for ending in _POSSESSIVE:
        surname = surname.removesuffix(ending)
    return f"{surname}, {forenames}" if forenames else surname


def _part(text: Text, found: Name, kind: Kind) -> Part:
    made = part(text, kind, (found.i, found.j), found.value)
    return Part(kind, made.start, made.end - 2, made.value) if found.possessive else made


def _joined(text: Text, j: int) -> tuple[int, str]:
    """Return where the next name of a list begins, and what joins it."""
    if text.mark(j, "/") and not text.mark(j + 1, "/"):
        return j + 1, "slash"
    comma = text.mark(j, ",;")
    k = j + comma
    if text.at(k).key in ("and", "und", "et", "и", "i") or text.mark(k, "&"):
        return k + 1, "and"
    return (k, "comma") if comma else (j, "")


def role(text: Text, j: int) -> tuple[int, str]:
    """Return the end of “(eds.)”, “, ed.”, “(Hg.)”, “ed.” after names, and “editor”, or (j, “”)."""
    for before in ((",",), ("(", "["), ()):
        k = j + 1 if before and text.mark(j, "".join(before)) else j
        if before and k == j:
            continue
        end = text.phrase(k, lexicon.EDITORS)
        if (
            end > 0
            and not (text.capital(k) and not text.mark(k + 1, "."))
            and (before or text.mark(end - 1, ".") or text.at(k).key in ("ed", "eds"))
        ):
            return (end + 1 if text.mark(end, ")]") else end), "editor"
    return j, ""


def names(text: Text, i: int, end: int) -> list[Name]:
    """Return the names of a list that begins at a token, the first of them in any shape.

    After a comma a further name has to show itself: by initials, by “and” before the last, or by the
    title set off that follows. Otherwise “Kotkin, Magnetic Mountain” would be two persons.
    """
    first = name(text, i, end)
    if first is None:
        return []
    found, pending = [first], list[Name]()
    while not found[-1].possessive and len(found) + len(pending) < _MOST_NAMES:
        k, joint = _joined(text, (pending or found)[-1].j)
        more = name(text, k, end) if joint and k < end else None
        if more is None:
            break
        if joint == "and":
            return [*found, *pending, more] if _closes(text, more, pending) else found
        if joint == "slash":
            found, pending = [*found, *pending, more], []
            continue
        pending.append(more)
        if more.shape in ("initials", "inverted"):
            found, pending = [*found, *pending], []
    if pending and pending[0].shape == "full" == first.shape and _set_off(text, pending[-1].j):
        return [*found, *pending]
    return found


def _closes(text: Text, last: Name, pending: list[Name]) -> bool:
    """Tell whether a list may end with a name after “and”."""
    if pending and last.shape == "surname":
        return _set_off(text, last.j)
    return text.mark(last.j, ",") or text.mark(last.j - 1, ".") or last.possessive or _set_off(text, last.j)


def _ends(text: Text, j: int, end: int) -> bool:
    """Tell whether a list of names may end before a token."""
    return (
        j >= end
        or text.mark(j, ',.:([“«"‘„')
        or text.at(j).key in ("et", "eds", "ed", "и")
        or text.mark(j - 1, ".")
    )


def _set_off(text: Text, j: int) -> bool:
    after = j + 1 if text.mark(j, ",") else j
    others = text.phrase(after, lexicon.OTHERS) > 0
    return others or role(text, j)[1] != "" or after in text.quote or after in text.italic


def _same(text: Text, i: int, back: int, end: int) -> Authors:
    """Read *idem*, alone or before further names: “idem and Elena Bogdanova (eds.)”."""
    k, joint = _joined(text, back)
    more = names(text, k, end) if joint in ("and", "slash") else []
    j, kind = role(text, more[-1].j if more else back)
    sort: Kind = "editor" if kind else "author"
    made = part(text, sort, (i, back))
    same = Part(sort, made.start, made.end, "", "idem")
    return Authors(j, (same, *(_part(text, n, sort) for n in more)), 2.0, role=kind)


def _past_pseudonym(text: Text, j: int) -> int:
    """Step over the other name of “N. Markin (Lev Sedov), …”."""
    close = text.partner[j] if text.mark(j, "(") else -1
    if not j < close <= j + 5 or not text.mark(close + 1, ",") or role(text, j)[1]:
        return j
    return close + 1 if all(text.capital(k) or text.mark(k, ".") for k in range(j + 1, close)) else j


def authors(text: Text, i: int, end: int) -> Authors | None:
    """Return the authors (or editors) that begin at a token and what follows them up to the title."""
    back = text.phrase(i, lexicon.IDEM)
    if text.at(i).text in ("Id", "id") and text.mark(i + 1, "."):
        back = i + 2
    if back > 0:
        return _same(text, i, back, end)
    found = names(text, i, end)
    if not found:
        return None
    j = _past_pseudonym(text, found[-1].j)
    after = j + 1 if text.mark(j, ",") else j
    others = text.phrase(after, lexicon.OTHERS)
    j = others if others > 0 else j
    j, kind = role(text, j)
    strong = len(found) > 1 or others > 0 or bool(kind) or found[0].shape in ("initials", "inverted")
    known = found[0].shape == "full" and text.at(i).key in lexicon.FORENAMES
    strength = 2.0 if strong or known else 1.5 if found[0].shape == "full" else 1.0
    if not (kind or others > 0 or found[-1].possessive or _ends(text, j, end)):
        return None
    parts = tuple(_part(text, n, "editor" if kind else "author") for n in found)
    if text.mark(j, ":") and not (
        text.german or known or found[-1].shape in ("initials", "inverted") or j + 1 in text.quote
    ):
        return None
    if text.mark(j, ".") and found[-1].shape != "inverted" and not (kind or others > 0):
        if found[-1].shape == "surname":
            return None
        strength -= 0.0 if text.cyrillic else 0.8
    return Authors(j, parts, strength, found[-1].possessive, kind)
