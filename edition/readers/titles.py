"""What a heading says about its section: its number, and what kind of part of a book it opens.

Names of parts in English, German, French and Russian; the kinds are values of TEI `div/@type`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from edition.numerals import roman

UNITS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty""".split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
SERIES = (
    UNITS,
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn".split(),
    """erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte
    vierzehnte fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste""".split(),
    """première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième
    douzième""".split(),
    """первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая
    двенадцатая тринадцатая четырнадцатая пятнадцатая шестнадцатая семнадцатая восемнадцатая девятнадцатая
    двадцатая""".split(),
)
ENDINGS = {
    "premier": "première",
    "второй": "вторая",
    "шестой": "шестая",
    "седьмой": "седьмая",
    "восьмой": "восьмая",
}
"""Forms that differ from those of the series by more than their ending."""
WORDS = {
    **{word: value for series in SERIES for value, word in enumerate(series, 1)},
    **TENS,
    **{
        f"{ten}-{unit}": value + 1 + place
        for ten, value in TENS.items()
        for place, unit in enumerate(UNITS[:9])
    },
}
"""Numbers in words, as headings write them."""

HOLDERS = frozenset("part book volume teil buch band partie livre tome часть книга том".split())
"""Words for what holds chapters."""
NOUNS = "|".join(sorted(HOLDERS | set("chapter section kapitel abschnitt chapitre глава раздел".split())))
IN_WORDS = "|".join(
    sorted((re.sub("(?<=[a-z])-(?=[a-z])", r"[\\s-]", word) for word in WORDS), key=len, reverse=True)
)
NUMBERED = re.compile(
    rf"\s*(?:(?P<word>{NOUNS})\s+(?P<spelt>(?:{IN_WORDS}|[^\W\d_a-z]\w{{3,14}}|premier)\b)"
    rf"|(?P<ordinal>(?:{IN_WORDS})[rs]?|premier)\s+(?P<noun>{NOUNS})\b"
    rf"|(?:(?P<before>{NOUNS})\s+)?(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLCivxlc]{{1,8}}(?=[.:)\s]|$)))"
    r"(?P<stop>\s*[.:)—–-]+\s*|\s+|$)",
    re.IGNORECASE,
)

FRONT, BODY, BACK = "front", "body", "back"


class Part(NamedTuple):
    """A kind of part of a book, and how headings name it."""

    type: str
    """Value of TEI `div/@type`."""
    place: str
    """Where it stands: front, body or back."""
    whole: tuple[str, ...]
    """Patterns of a whole heading: it needs no further evidence."""
    within: tuple[str, ...] = ()
    """Of lists of records: words anywhere in a heading; the section's own blocks must bear them out."""


# fmt: off
PARTS = (
    Part("abstract", FRONT, (
        r"abstract", r"summary", r"zusammenfassung", r"résumé", r"резюме", r"аннотация",
    )),
    Part("dedication", FRONT, (
        r"dedication", r"widmung", r"dédicace",
    )),
    Part("contents", FRONT, (
        r"(?:table of )?contents", r"inhalt(?:sverzeichnis)?", r"table des matières", r"содержание",
        r"оглавление",
    )),
    Part("preface", FRONT, (
        r"preface.*", r"foreword.*", r"vorwort.*", r"geleitwort.*", r"préface.*", r"avant-propos",
        r"предисловие.*", r"от автора",
    )),
    Part("about", FRONT, (
        r"about the (?:author|editor|translator|book)s?", r"über (?:den|die) autor.*", r"об авторе",
    )),
    Part("translator", FRONT, (
        r"(?:a )?translator'?s?'? (?:note|preface|foreword)s?", r"notes? (?:from|by|of) the translator",
    )),
    Part("editorial", FRONT, (
        r"editor'?s?'? (?:note|preface)s?", r"notes? (?:from|by|of) the editors?",
        r"note on (?:the text|trans.*)",
    )),
    Part("acknowledgements", FRONT, (
        r"acknowledge?ments?", r"danksagung", r"remerciements", r"благодарности",
    )),
    Part("introduction", BODY, (
        r"introduction\b.*", r"introductory.*", r"einleitung.*", r"einführung.*", r"введение.*",
        r"prologue", r"prolog",
    )),
    Part("conclusion", BODY, (
        r"conclusions?\b.*", r"concluding.*", r"schluss.*", r"epilogue.*", r"epilog", r"заключение.*",
        r"by way of conclusion",
    )),
    Part("afterword", BACK, (
        r"afterword.*", r"postscript.*", r"nachwort.*", r"postface.*", r"послесловие.*",
    )),
    Part("appendix", BACK, (
        r"appendi(?:x|ces)\b.*", r"annex\b.*", r"anhang.*", r"annexe.*", r"приложени[ея].*",
    )),
    Part("glossary", BACK, (
        r"glossary.*", r"(?:list of )?abbreviations.*", r"(?:key )?terms.*", r"glossar.*",
        r"glossaire.*", r"abkürzung.*", r"begriffe.*", r"worterkl.*", r"термины.*", r"словарь.*",
        r"глоссарий.*", r"список сокращений", r"сокращения",
    ), (
        r"glossar\w*", "glossaire", r"abbreviations?", "acronyms", "initialisms", "terms", "terminology",
        "lexicon", "vocabulary", "abkürzung(?:en|sverzeichnis)", "begriffe", "worterklärungen",
        "abréviations", "sigles", "lexique", "глоссарий", r"сокращени\w+", "термины",
        "словарь(?: терминов)?", "аббревиатуры",
    )),
    Part("chronology", BACK, (
        r"chronolog.*", r"(?:key |important |main )?dates\b.*", r"time ?line.*", r"zeittafel.*",
        r"хрон(?:о|ика).*", r"основные даты.*",
    ), (
        r"chronolog\w+", "time ?-?lines?", "(?:key|important|main|principal|significant) dates", "dates of",
        "calendar(?: of events)?", "dates", "zeittafel", "zeitleiste", "chronik", "daten", r"хронолог\w+",
        "хроника", "(?:основные |важнейшие )?даты", "repères chronologiques", "dates clés",
    )),
    Part("biographies", BACK, (
        r"(?:selected |short |brief )?biographi(?:es|cal).*", r"who'?s who.*", r"dramatis person.*",
        r"(?:list of )?(?:main )?persons?\b.*", r"kurzbiogr.*", r"notices biogr.*", r"биограф.*",
    ), (
        r"biograph(?:y|ies|ical)(?: \w+)?", "dramatis person(?:ae|æ)", "who['’]?s who", "who was who",
        "(?:list|index) of (?:persons|people|names|characters)",
        "(?:key|leading|main) (?:figures|persons|people)", "personalities", "persons mentioned",
        r"(?:kurz)?biogra(?:ph|f)i(?:en|sche\w*)", "personen(?:verzeichnis|register)?", r"биогра\w+",
        r"именной указатель", r"указатель им[её]н", "персоналии", "действующие лица",
        "(?:notices |repères )?biograph(?:ie|ique)s?", "personnages",
    )),
    Part("bibliography", BACK, (
        r"(?:selected |select )?bibliograph.*", r"references", r"works cited", r"literature(?: cited)?",
        r"sources(?: and .*)?", r"literatur(?:verzeichnis)?", r"quellen.*", r"библиограф.*",
        r"литература", r"источники.*", r"further reading",
    ), (
        r"bibliogra(?:ph|f)\w+", "references", "works cited", r"literatur\w*",
        "(?:primary |secondary )?sources", "further reading", "suggested reading",
        "quellen(?:verzeichnis)?", r"библиограф\w+", r"литератур\w+", "источники", "ouvrages cités",
        "sources et bibliographie", "archives",
    )),
    Part("notes", BACK, (
        r"(?:end)?notes", r"anmerkungen", r"примечания", r"notes and references",
    )),
    Part("index", BACK, (
        r"(?:general )?index(?: of .*)?", r"(?:personen|namens|sach|orts)?register",
        r"(?:именной |предметный )?указатель.*",
    )),
)
# fmt: on

COMPILED = [
    (part.type, part.place, re.compile(rf"\s*(?:{'|'.join(part.whole)})\s*", re.IGNORECASE)) for part in PARTS
]


def part(title: str) -> tuple[str, str]:
    """Return (div type, front|body|back) of a named part of a book; ("", "") for any other heading."""
    title = title.replace("’", "'")
    for kind, place, pattern in COMPILED:
        if pattern.fullmatch(title):
            return kind, place
    return "", ""


def within(kind: str) -> re.Pattern[str]:
    """Return what finds the words for a list of records, by its div type, anywhere in a heading."""
    words = "|".join(next(part.within for part in PARTS if part.type == kind)).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def number(title: str) -> tuple[str, int, int]:
    """Return the number a heading begins with: as printed, its value, and how many characters it takes.

    `"12. Defeat"` gives `("12", 12, 4)`, `"Chapter Two: On"` `("Two", 2, 13)`, `"1.2 From"` `("1.2", 0, 4)`;
    `("", 0, 0)` where there is none. A numeral must be followed by a stop unless a word such as
    "Chapter" comes before it, so that "I was there" and "1917 and after" have no number.
    """
    match = NUMBERED.match(title)
    if match is None:
        return "", 0, 0
    text = match["spelt"] or match["ordinal"] or match["number"]
    stopped = bool(match["stop"].strip()) or match.end() == len(title)
    worded = match["word"] or match["noun"] or match["before"]
    if (not worded and not stopped and "." not in text) or (not match["number"] and not value(text)):
        return "", 0, 0
    return text, value(text), match.end()


def noun(title: str) -> str:
    """Return the word that a heading's number counts: `chapter`, `part`, `глава`; "" if it names none."""
    match = NUMBERED.match(title)
    return (match["word"] or match["noun"] or match["before"] or "").lower() if match else ""


def value(text: str) -> int:
    """Return the value of a number as printed; 0 for one of several levels (`1.2`) or none."""
    if text.isdigit():
        return int(text)
    word = "-".join(text.lower().replace("ё", "е").split())
    for form in (word, ENDINGS.get(word, ""), word[:-1], f"{word[:-2]}ая", f"{word[:-2]}ья"):
        if form in WORDS:
            return WORDS[form]
    return roman(text)
