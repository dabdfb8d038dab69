"""Rules for what is written: characters, scripts, words, hyphens, quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from edition.model.source import Passage, Source
from edition.problems import Code, Problem
from edition.tei.names import is_tei

SUSPICIOUS: tuple[tuple[str, str, str], ...] = (
    (r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "a control character", "nothing, or what it stands for"),
    ("\ufffd", "a character that was lost in a conversion", "the character of the source"),
    (r"[\ue000-\uf8ff\U000f0000-\U0010fffd]", "a character of private use", "a character of Unicode, or g"),
    (r"[\ufdd0-\ufdef\ufffe\uffff]", "no character at all", "nothing"),
    ("\u00ad", "a soft hyphen", "nothing; browsers hyphenate by language"),
    (r"[\u200b\u2060\ufeff]", "a space without width", "nothing"),
    (r"[\u202a-\u202e]", "a character that turns the direction of writing", 'dir or xml:lang on the element'),
    (r"[\ufb00-\ufb06]", "a ligature as one character", "its letters"),
    (r"(?<![^\W_])[\u0300-\u036f]", "an accent without its letter", "the letter before the accent"),
    (r"Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[œ\x9d™“”˜¦\"]|Ð[\xa0-\xbf]|Â[\xa0-\xbf]",
     "UTF-8 read as another encoding", "the text converted anew"),
)  # fmt: skip
"""Pattern, what it is, what would be right."""
ANY = re.compile("|".join(f"({pattern})" for pattern, _, _ in SUSPICIOUS))

WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
SCRIPTS = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
}
LETTERS = {name: re.compile(f"[{letters}]") for name, letters in SCRIPTS.items()}
TWINS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲј"
"""Greek letters that look like Latin ones; the others among Latin letters are signs, such as sigla."""
FOREIGN = re.compile(
    rf"(?=[^\W\d_]*[{SCRIPTS['Cyrillic']}{SCRIPTS['Greek']}])"
    rf"(?=[^\W\d_]*[{SCRIPTS['Latin']}{SCRIPTS['Cyrillic']}])[^\W\d_]{{2,}}"
)

DOUBLED = re.compile(r"(?<![\w’'\-.])([^\W\d_]+)(\s+)(\1)(?![\w’'\-.])", re.IGNORECASE)
TWICE = frozenset(
    """had that is her you do very so no yes there who what ha ho oh la blah bye knock long well
    nous vous die der das dem den sie wenn in was si se tout еле чуть едва
    """.split()
)
"""Words that stand twice in sound sentences, or for effect."""
ROMAN = frozenset("ivxlcdm")

HYPHEN = re.compile(r"([^\W\d_]{2,})([-\u2010\u00ac])(\s+)([^\W\d_]+)")
SUSPENDING = frozenset(
    """and or to nor und oder bis bzw beziehungsweise sowie wie et ou à y o e ed i и или а да von
    as but than vs versus plus a per en of aber noch""".split()
)
"""Words before which a hyphen stands for the rest of a compound: “two- and three-year”."""

PAIRS = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
CLOSING = frozenset("”»›")
MARK = re.compile('[“”«»„‹›"]')
Mark = tuple[Passage, int]


def characters(source: Source) -> Iterator[Problem]:
    """Find characters that no text needs: lost, invisible, private, of a wrong encoding (Unicode ch. 23)."""
    for offset, text in source.texts():
        if text.isascii() and text.isprintable():
            continue
        for match in ANY.finditer(text):
            _, what, wanted = SUSPICIOUS[(match.lastindex or 1) - 1]
            names = "+".join(f"U+{ord(char):04X}" for char in match[0])
            place = source.place(offset + match.start(), len(match[0]))
            yield Problem(Code.CHARACTER_SUSPICIOUS, place, f"{what}: {names}", wanted)


def scripts(source: Source, passage: Passage) -> Iterator[Problem]:
    """Find words with letters of two scripts: a Cyrillic о in a Latin name looks right and is never found."""
    for match in FOREIGN.finditer(passage.text):
        word = match[0]
        found = {name: letters.findall(word) for name, letters in LETTERS.items()}
        ranked = sorted((name for name in found if found[name]), key=lambda name: len(found[name]))
        few, most = ranked[0], ranked[-1]
        if few == most or not passage.is_one_run(match.start(), match.end()):
            continue
        if "Greek" in (few, most) and not set(found["Greek"]) <= set(TWINS):
            continue
        odd = ", ".join(
            f"“{char}” ({unicodedata.name(char, '?').lower()})" for char in dict.fromkeys(found[few])
        )
        place = source.place(passage.offset(match.start()), len(word))
        yield Problem(
            Code.SCRIPT_MIXED, place, f"“{word}”: {odd} among {most} letters", f"{most} letters only"
        )


def words(source: Source, passage: Passage) -> Iterator[Problem]:
    """Find the same word twice."""
    for match in DOUBLED.finditer(passage.text):
        word = match[1]
        if word.lower() in TWICE or set(word.lower()) <= ROMAN or (word.isupper() and len(word) == 1):
            continue
        if match[3][0].isupper() and not word[0].isupper():
            continue
        place = source.place(passage.offset(match.start()), len(match[0]))
        yield Problem(Code.WORD_DOUBLED, place, f"“{one_line(match[0])}”", f"“{word}” once, or sic")


def hyphens(source: Source, passage: Passage) -> Iterator[Problem]:
    """Find a hyphen left where a line of the source ended; before an encoded end of line it belongs there."""
    for match in HYPHEN.finditer(passage.text):
        ends = (passage.offset(at) for at in range(*match.span(3)) if passage.text[at] == "\n")
        if any(source.text[offset] == "<" for offset in ends):
            continue
        if match[4].lower() in SUSPENDING or not match[4][0].islower():
            continue
        place = source.place(passage.offset(match.start()), len(match[0]))
        wanted = f"“{match[1]}{match[4]}” or “{match[1]}-{match[4]}”"
        yield Problem(Code.HYPHEN_LEFT, place, f"“{one_line(match[0])}”", wanted)


def quotes(source: Source) -> Iterator[Problem]:
    """Find quotation marks that open and do not close, or close and were not opened.

    A mark left open is closed by a later paragraph that opens with the same mark, as quotations of several
    paragraphs are printed; verse is read through.
    """
    waiting: Problem | None = None
    kept = ""
    for stretch in stretches(source.passages):
        first = "".join(passage.text for passage in stretch).lstrip()[:1]
        if waiting is not None and first != kept:
            yield waiting
            kept = ""
        left, closing = unpaired(stretch, kept)
        if closing is not None:
            yield quote_problem(source, *closing, "closes what was not opened")
        waiting, kept = None, ""
        if left is not None:
            kept = left[0].text[left[1]]
            waiting = quote_problem(source, *left, "has no partner" if kept == '"' else "is not closed")
    if waiting is not None:
        yield waiting


def stretches(passages: list[Passage]) -> Iterator[list[Passage]]:
    """Yield what is read in one go: a paragraph, or all verse lines up to the next paragraph."""
    for verse, those in groupby((p for p in passages if p.text.strip()), lambda p: is_tei(p.element, "l")):
        if verse:
            yield list(those)
        else:
            for passage in those:
                yield [passage]


def unpaired(stretch: list[Passage], carried: str) -> tuple[Mark | None, Mark | None]:
    """Return the mark left open, and the first that closes nothing; None where there is none.

    `carried` is the mark that the paragraph before left open; straight marks open and close in turn.
    """
    open_: list[Mark] = []
    closing: Mark | None = None
    for mark in ((passage, found.start()) for passage in stretch for found in MARK.finditer(passage.text)):
        char = mark[0].text[mark[1]]
        if is_sign(*mark) and (char == '"' or not open_):
            continue
        if open_ and char in closers(open_[-1][0].text[open_[-1][1]]):
            open_.pop()
        elif char in PAIRS or char == '"':
            open_.append(mark)
        elif char in CLOSING and char not in closers(carried):
            closing = closing or mark
    return (open_[-1] if open_ else None), closing


def is_sign(passage: Passage, position: int) -> bool:
    """Say whether a mark stands within a word: a hard sign in transliteration (s"ezd), an elision."""
    around = passage.text[max(0, position - 1) : position], passage.text[position + 1 : position + 2]
    return passage.text[position] in '"”' and all(char.isalpha() for char in around)


def closers(mark: str) -> str:
    """Return the marks that close one; a straight one closes English and German ones too."""
    return '"' if mark == '"' else PAIRS.get(mark, "") + ('"' if mark in "“„" else "")


def quote_problem(source: Source, passage: Passage, position: int, what: str) -> Problem:
    """Return the problem of a quotation mark."""
    char = passage.text[position]
    place = source.place(passage.offset(position), 1)
    return Problem(Code.QUOTES_UNPAIRED, place, f"the quotation mark {char} {what}", "marks in pairs")


def one_line(text: str) -> str:
    """Return text with each white space as one blank."""
    return " ".join(text.split())
