"""What a heading says about its section: its number, and what kind of part of a book it opens.

Names of parts in English, German, French and Russian; the kinds are values of TEI `div/@type`.
"""

from __future__ import annotations

import re

NUMERALS = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()

NUMBERED = re.compile(
    r"\s*(?P<word>(?:chapter|part|book|section|kapitel|teil|chapitre|partie|глава|часть|раздел)\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVXLCivxlc]{1,8}(?=[.:)\s]|$)|(?<=\s)(?:" + "|".join(WORDS) + r")\b)"
    r"(?P<stop>\s*[.:)—–-]+\s*|\s+|$)",
    re.IGNORECASE,
)

FRONT, BODY, BACK = "front", "body", "back"

PARTS: tuple[tuple[str, str, str], ...] = (
    # (TEI div type, where it stands, pattern of the whole heading)
    ("abstract", FRONT, r"abstract|summary|zusammenfassung|résumé|резюме|аннотация"),
    ("dedication", FRONT, r"dedication|widmung|dédicace"),
    ("contents", FRONT, r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|содержание|оглавление"),
    ("preface", FRONT, r"preface.*|foreword.*|vorwort.*|geleitwort.*|préface.*|avant-propos|предисловие.*|от автора"),
    ("about", FRONT, r"about the (?:author|editor|translator|book)s?|über (?:den|die) autor.*|об авторе"),
    ("translator", FRONT, r"(?:a )?(?:translator'?s?'? (?:note|preface|foreword)s?|notes? (?:from|by|of) the translator)"),
    ("editorial", FRONT, r"(?:editor'?s?'? (?:note|preface)s?|notes? (?:from|by|of) the editors?|note on (?:the text|trans.*))"),
    ("acknowledgements", FRONT, r"acknowledge?ments?|danksagung|remerciements|благодарности"),
    ("introduction", BODY, r"introduction\b.*|introductory.*|einleitung.*|einführung.*|введение.*|prologue|prolog"),
    ("conclusion", BODY, r"conclusions?\b.*|concluding.*|schluss.*|epilogue.*|epilog|заключение.*|by way of conclusion"),
    ("afterword", BACK, r"afterword.*|postscript.*|nachwort.*|postface.*|послесловие.*"),
    ("appendix", BACK, r"appendi(?:x|ces)\b.*|annex\b.*|anhang.*|annexe.*|приложени[ея].*"),
    ("glossary", BACK, r"glossary.*|(?:list of )?abbreviations.*|(?:key )?terms.*|glossar.*|glossaire.*|abkürzung.*|словарь.*|глоссарий.*|список сокращений"),
    ("chronology", BACK, r"chronolog.*|(?:key |important |main )?dates\b.*|time ?line.*|zeittafel.*|хроно.*|основные даты.*"),
    ("biographies", BACK, r"(?:selected |short |brief )?biographi(?:es|cal).*|who'?s who.*|dramatis person.*|(?:list of )?(?:main )?persons?\b.*|kurzbiogr.*|notices biogr.*|биограф.*"),
    ("bibliography", BACK, r"(?:selected |select )?bibliograph.*|references|works cited|literature(?: cited)?|sources(?: and .*)?|literatur(?:verzeichnis)?|quellen.*|библиограф.*|литература|источники.*|further reading"),
    ("index", BACK, r"(?:general )?index(?: of .*)?|register|указатель.*|personenregister"),
)  # fmt: skip

COMPILED = [
    (kind, place, re.compile(rf"\s*(?:{pattern})\s*", re.IGNORECASE)) for kind, place, pattern in PARTS
]


def part(title: str) -> tuple[str, str]:
    """Return (div type, front|body|back) of a named part of a book; ("", "") for any other heading."""
    title = title.replace("’", "'")
    for kind, place, pattern in COMPILED:
        if pattern.fullmatch(title):
            return kind, place
    return "", ""


def roman(text: str) -> int:
    """Return the value of a Roman numeral in either case, 0 if it is none."""
    values = [NUMERALS.get(char, 0) for char in text.upper()]
    if not values or 0 in values:
        return 0
    total = sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return total if total > 0 else 0


def number(title: str) -> tuple[str, int, int]:
    """Return the number a heading begins with: as printed, its value, and how many characters it takes.

    `"12. Defeat"` gives `("12", 12, 4)`, `"Chapter Two: On"` `("Two", 2, 13)`, `"1.2 From"` `("1.2", 0, 4)`;
    `("", 0, 0)` where there is none. A numeral must be followed by a stop unless a word such as
    "Chapter" comes before it, so that "I was there" and "1917 and after" have no number.
    """
    match = NUMBERED.match(title)
    if match is None:
        return "", 0, 0
    text = match["number"]
    stopped = bool(match["stop"].strip()) or match.end() == len(title)
    if not match["word"] and not stopped and "." not in text:
        return "", 0, 0
    return text, value(text), match.end()


def value(text: str) -> int:
    """Return the value of a number as printed; 0 for one of several levels (`1.2`) or none."""
    if text.isdigit():
        return int(text)
    if text.lower() in WORDS:
        return WORDS.index(text.lower()) + 1
    return roman(text)
