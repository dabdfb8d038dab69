"""Fields of a citation that tell themselves by their words: locators, volumes, issues, editions, addresses.

A recogniser takes the text and a token and gives the field that begins there, or None. What a field says is
in its parts; `weight` is how much it speaks for a citation by itself. Imprints, dates, shelf marks and names
have modules of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from edition.annotate.citations import lexicon
from edition.annotate.citations.model import Kind, Part
from edition.annotate.citations.tokens import DASHES, Text, number_of

LAST_YEAR = 2099
MOST_NUMBERS = 40
FIRST_YEAR = 1450
CHECKED = re.compile(r"[\dxX]")


@dataclass(frozen=True, slots=True)
class Field:
    """Tokens i to j (not included) that are one thing, with the parts that they hold."""

    kind: str
    i: int
    j: int
    parts: tuple[Part, ...] = ()
    weight: float = 0.0


def part(text: Text, kind: Kind, span: tuple[int, int], value: str = "", type_: str = "") -> Part:
    """Return a part that covers tokens, its value their words where none is given."""
    i, j = span
    start, end = text.tokens[i].start, text.tokens[j - 1].end
    return Part(kind, start, end, value or text.words(i, j), type_)


def is_number(text: Text, i: int) -> bool:
    """Tell whether a token is a number, Arabic or Roman."""
    token = text.at(i)
    return token.kind == "num" or (token.kind == "word" and number_of(token.text) > 0)


def is_year(text: Text, i: int) -> bool:
    """Tell whether a token is a number that may be a year."""
    token = text.at(i)
    return (
        token.kind == "num"
        and len(token.text) in (4, 5)
        and token.text[-1] != "s"
        and FIRST_YEAR <= token.number <= LAST_YEAR
    )


def _plain(text: Text, i: int, arabic: bool) -> str:
    token = text.at(i)
    if token.kind == "word":
        return str(number_of(token.text)) if arabic else token.text.lower()
    return token.key


def _stretch(start: str, end: str) -> str:
    """Return a range, its end written out: 178–9 is 178-179."""
    if start.isdigit() and end.isdigit() and len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    return f"{start}-{end}"


def _one(text: Text, i: int, arabic: bool) -> tuple[int, str]:
    """Return the end and value of a number or range with its “ff.” or “об.”."""
    j, value = i + 1, _plain(text, i, arabic)
    if text.mark(j, "/") and text.at(j + 1).kind == "num" and not text.gap(j):
        j, value = j + 2, f"{value}/{text.at(j + 1).key}"
    j, value = _back(text, j, value)
    if text.at(j).text in DASHES and is_number(text, j + 1):
        value = _stretch(value, _plain(text, j + 1, arabic))
        j, value = _back(text, j + 2, value)
    if text.at(j).key in ("и", "i", "et") and text.at(j + 1).key in lexicon.FOLLOWING:
        return j + 2 + text.mark(j + 2, "."), f"{value}ff"
    word = text.at(j).key
    if word in lexicon.FOLLOWING and word != "f":
        return (j + 2 if text.mark(j + 1, ".") else j + 1), f"{value}ff"
    if word == "f" and text.mark(j + 1, ".") and not is_number(text, j + 2):
        return j + 2, f"{value}f"
    return j, value


def _back(text: Text, j: int, value: str) -> tuple[int, str]:
    opened = text.mark(j, "(")
    word = j + opened
    if text.at(word).key not in lexicon.BACK or (text.at(word).key == "vol" and is_number(text, word + 2)):
        return j, value
    end = word + 1 + text.mark(word + 1, ".")
    return (end + text.mark(end, ")") if opened else end), f"{value}v"


def _joins(text: Text, j: int) -> int:
    """Return where the next number of an enumeration begins, or -1."""
    if text.mark(j, ",") or text.at(j).key in ("and", "und", "et", "и", "i") or text.mark(j, "&"):
        after = j + 1 + (text.mark(j, ",") and text.at(j + 1).key in ("and", "и", "und"))
        return after if is_number(text, after) else -1
    return -1


def _counts(text: Text, j: int) -> bool:
    """Tell whether a number is not the “l.” of a leaf, read as “1.”."""
    if text.at(j).kind != "num":
        return False
    return not (text.at(j).text == "1" and text.mark(j + 1, ".") and text.at(j + 2).kind == "num")


def _fits(text: Text, j: int, start: str) -> bool:
    """Tell whether a number in an enumeration goes on counting, and is not a year, a day or a count."""
    token = text.at(j)
    if token.kind == "word":
        return not start.isdigit()
    if start.isdigit() and is_year(text, j) and int(start) < FIRST_YEAR:
        return False
    after = j + 1
    if text.at(after).text in DASHES and is_number(text, after + 1):
        after += 2
    word = text.at(after)
    harmless = lexicon.GLUE | lexicon.FOLLOWING | lexicon.BACK | lexicon.PASSIM
    if word.kind == "word":
        return (
            word.key in harmless
            or (word.key in lexicon.UNITS and is_number(text, after + 1 + text.mark(after + 1, ".")))
            or text.phrase(after, lexicon.SOURCE_SIGNALS) > 0
        )
    return not (
        text.mark(after, ",.")
        and word.text == "."
        and text.at(after + 1).kind == "num"
        and not text.gap(after + 1)
    )


def numbers(text: Text, i: int, *, arabic: bool = False, free: bool = False) -> tuple[int, str] | None:
    """Return the end and value of an enumeration of numbers and ranges: “12–13, 15 and 17 ff.”.

    `free`: whatever follows the last number, it is one of them; else a count (“p. 8, 31 people”) is not.
    """
    if not is_number(text, i):
        return None
    first = _plain(text, i, arabic)
    j, value = _one(text, i, arabic)
    values = [value]
    while (
        len(values) < MOST_NUMBERS
        and (after := _joins(text, j)) > 0
        and (_counts(text, after) if free else _fits(text, after, first))
    ):
        j, value = _one(text, after, arabic)
        values.append(value)
    return j, ", ".join(values)


def label_end(text: Text, i: int, word: str) -> int:
    """Return where the number after a label has to stand, or -1 where the label lacks its full stop."""
    j = i + 1
    if text.mark(j, "."):
        return j + 1
    if word in lexicon.LONG_LABELS:
        return j + 1 if text.mark(j, ",") and word in ("pp", "ll") else j
    return j if word in ("p", "l", "с", "л") and i > 0 and text.at(i - 1).kind == "mark" else -1


WEIGHTS = {"page": 1.0, "folio": 0.9, "column": 0.9, "volume": 0.5, "part": 0.3, "issue": 0.4, "chapter": 0.3}
KINDS = {
    "page": "locator",
    "folio": "locator",
    "column": "locator",
    "note": "note",
    "volume": "volume",
    "part": "volume",
}


def unit(text: Text, i: int) -> Field | None:
    """Recognise “pp. 12–13”, “vol. II”, “№ 5”, “ch. 4”, “n. 70” (TEI P5 3.12.2.5, biblScope)."""
    name = lexicon.UNITS.get(text.at(i).key)
    if name is None or text.at(i).kind == "num":
        return None
    at = label_end(text, i, text.at(i).key)
    if _is_initial(text, at):
        return None
    found = numbers(text, at, arabic=name not in ("page", "folio")) if at > 0 else None
    if found is None or (name == "part" and text.at(at).kind == "word" and text.at(at).text.islower()):
        return None
    j, value = found
    scope = part(text, "biblScope", (at, j), value, name)
    return Field(KINDS.get(name, name), i, j, (scope,), WEIGHTS.get(name, 0.1))


def _is_initial(text: Text, i: int) -> bool:
    """Tell whether what might be a Roman number is an initial: the second of “V. I. Lenin”."""
    token = text.at(i)
    if token.kind != "word" or len(token.text) > 1:
        return False
    stopped = text.mark(i + 1, ".")
    return text.capital(i + 1 + stopped) or (
        stopped and text.capital(i - 2) and len(text.at(i - 2).text) == 1
    )


def counted(text: Text, i: int) -> Field | None:
    """Recognise “3 vols.”, “320 с.” (an extent, no part) and “5th edition”, “изд. 5-е”."""
    token, j = text.at(i), i + 1
    if token.kind == "num":
        if text.at(j).text in DASHES and len(text.at(j + 1).key) <= 3 and text.at(j + 1).kind == "word":
            j += 2
        j += text.mark(j, ".") and text.at(j + 1).key in ("aufl", "auflage")
        word = text.at(j).key
        if word in lexicon.EDITION_WORDS:
            j += 1 + text.mark(j + 1, ".")
            return Field("edition", i, j, (part(text, "edition", (i, j)),), 0.3)
        if (
            lexicon.UNITS.get(word) in ("volume", "page")
            and text.mark(j + 1, ".")
            and not is_number(text, j + 2)
        ):
            return Field("extent", i, j + 2, (), 0.1)
    if token.key in lexicon.EDITION_WORDS and token.key not in ("ed", "edition"):
        j = i + 1 + text.mark(i + 1, ".")
        if text.at(j).kind == "num":
            j += 3 if text.at(j + 1).text in DASHES and text.at(j + 2).kind == "word" else 1
            return Field("edition", i, j, (part(text, "edition", (i, j)),), 0.3)
    return None


def thesis(text: Text, i: int) -> Field | None:
    """Recognise “PhD diss.”, “дис. канд. ист. наук”: what kind of writing it is, no part of its own."""
    j = text.phrase(i, lexicon.THESIS)
    return Field("thesis", i, j, (), 0.4) if j > 0 and text.at(i - 1).kind == "mark" else None


def periodical_numbers(text: Text, i: int) -> Field | None:
    """Recognise the bare volume of a journal before its number or year: “38, no. 3”, “50 (1996)”, “9/2”."""
    if text.at(i).kind != "num" or text.at(i).text != str(text.at(i).number) or text.at(i).number > 999:
        return None
    j, scopes = i + 1, [part(text, "biblScope", (i, i + 1), str(text.at(i).number), "volume")]
    if text.mark(j, "/:.") and text.at(j + 1).kind == "num" and not text.gap(j) and not text.gap(j + 1):
        scopes.append(part(text, "biblScope", (j + 1, j + 2), text.at(j + 1).key, "issue"))
        j += 2
    after = j + 1 if text.mark(j, ",") else j
    year = text.mark(after, "(") and 0 < text.partner[after] - after <= 6 and _year_inside(text, after)
    issue = lexicon.UNITS.get(text.at(after).key) == "issue" and unit(text, after) is not None
    return Field("journal", i, j, tuple(scopes), 0.6) if year or issue else None


def _year_inside(text: Text, i: int) -> bool:
    return i >= 0 and any(is_year(text, k) for k in range(i + 1, text.partner[i]))


def bare_pages(text: Text, i: int) -> Field | None:
    """Recognise pages after a colon or an imprint, without a label: “(1998): 384–425”, “2003, 83–93”."""
    titled = text.titled(i) or _behind_back(text, i)
    if text.at(i).kind != "num" or not (titled or text.mark(i - 1, ":,.")):
        return None
    dated = text.mark(i - 1, ":") and text.mark(i - 2, ")") and _year_inside(text, text.partner[i - 2])
    if is_year(text, i) and not dated:
        return None
    spread = text.at(i + 1).text in DASHES and text.at(i + 2).kind == "num"
    behind = text.mark(i - 2, ")") and _year_inside(text, text.partner[i - 2])
    found = numbers(text, i)
    if found is None or (
        text.at(found[0]).kind == "word" and text.at(found[0]).key not in lexicon.PASSIM | {"and", "n"}
    ):
        return None
    if not (spread or behind) and not _said(text, i, found[0], titled):
        return None
    pages = part(text, "biblScope", (i, found[0]), found[1], "page")
    return Field("bare", i, found[0], (pages,), 0.6 if spread or behind else 0.35)


def _behind_back(text: Text, i: int) -> bool:
    """Tell whether *Ibid.* or *op. cit.* and a comma stand right before a token."""
    last = i - 3 if text.mark(i - 2, ".") else i - 2
    return text.mark(i - 1, ",") and text.at(last).key in lexicon.BACK_ENDS


def _said(text: Text, i: int, j: int, titled: bool) -> bool:
    """Tell whether a single number behind a comma is a page: a clause ends there, or a title set off did."""
    if titled and text.mark(j, ",") and not is_number(text, j + 1):
        return True
    return (titled or text.mark(i - 1, ",")) and _clause_ends(text, j)


def _clause_ends(text: Text, i: int) -> bool:
    """Tell whether nothing but a stop stands behind a number, and the number is no day, decimal or count."""
    if text.at(i).kind == "end" or text.mark(i, ";)]"):
        return True
    return text.mark(i, ".") and (text.gap(i + 1) or text.at(i + 1).kind == "mark")


def cross_reference(text: Text, i: int) -> Field | None:
    """Recognise “wie Anm. 12”, “supra note 12”, “see note 12 above”: where the work was cited in full."""
    opened = text.mark(i, "(")
    j = text.phrase(i + opened, lexicon.CROSS)
    if j < 0 or text.at(j).kind != "num" or not (opened or text.mark(i - 1, ",.:)")):
        return None
    j += 1 + (text.at(j + 1).key in ("above", "supra", "oben"))
    if opened and text.partner[i] != j:
        return None
    return Field("crossref", i, j + opened, (), 0.6)


def passim(text: Text, i: int) -> Field | None:
    """Recognise “passim”."""
    return Field("passim", i, i + 1, (), 0.4) if text.at(i).key in lexicon.PASSIM else None


def web(text: Text, i: int) -> Field | None:
    """Recognise addresses of the web and DOIs, with “doi:” before it."""
    token = text.at(i)
    if token.kind == "doi":
        return Field("web", i, i + 1, (part(text, "idno", (i, i + 1), token.text, "DOI"),), 1.0)
    if token.key == "doi" and text.at(i + 1 + text.mark(i + 1, ":.")).kind == "doi":
        j = i + 1 + text.mark(i + 1, ":.")
        return Field("web", i, j + 1, (part(text, "idno", (j, j + 1), text.at(j).text, "DOI"),), 1.0)
    if token.kind != "url":
        return None
    doi = re.search(r"doi\.org/(10\.\S+)", token.text)
    kind: Kind = "idno" if doi else "ref"
    return Field(
        "web",
        i,
        i + 1,
        (part(text, kind, (i, i + 1), doi[1] if doi else token.text, "DOI" if doi else ""),),
        1.0,
    )


def numbered(text: Text, i: int) -> Field | None:
    """Recognise “ISBN 978-0-00-000000-2” and “ISSN 0000-0000”."""
    if text.at(i).key not in ("isbn", "issn"):
        return None
    at = i + 1 + text.mark(i + 1, ":")
    j = at
    while text.at(j).kind == "num" or text.at(j).text in DASHES or text.at(j).text in ("X", "x"):
        j += 1
    while j > at and text.at(j - 1).text in DASHES:
        j -= 1
    if j == at:
        return None
    value = "".join(CHECKED.findall(text.words(at, j)))
    return Field("web", i, j, (part(text, "idno", (at, j), value, text.at(i).key.upper()),), 0.8)


def back_reference(text: Text, i: int) -> Field | None:
    """Recognise *Ibid.*, *op. cit.* and *idem* in any of their languages."""
    for kind, phrases in chain((("ibid", lexicon.IBID), ("opcit", lexicon.OP_CIT), ("idem", lexicon.IDEM))):
        j = text.phrase(i, phrases)
        if j > 0:
            return Field(kind, i, j, (), 1.0)
    if text.at(i).text in ("Id", "id") and text.mark(i + 1, ".,"):
        return Field("idem", i, i + 1 + text.mark(i + 1, "."), (), 1.0)
    j = text.phrase(i, lexicon.IBID_MACHINE)
    return Field("ibid?", i, j, (), 0.3) if j > 0 and text.capital(i) else None
