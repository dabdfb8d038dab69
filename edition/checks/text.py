"""Rules for what is written: characters, scripts, words, hyphens, quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from edition.model.source import Passage, Source
from edition.problems import Code, Place, Problem
from edition.tei.names import LANG, is_tei

SUSPICIOUS: tuple[tuple[str, str, str], ...] = (
    (r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "a control character", "nothing, or what it stands for"),
    ("\ufffd", "a character that was lost in a conversion", "the character of the source"),
    (r"[\ue000-\uf8ff\U000f0000-\U0010fffd]", "a character of private use", "a character of Unicode, or g"),
    (r"[\ufdd0-\ufdef\ufffe\uffff]", "no character at all", "nothing"),
    ("\u00ad", "a soft hyphen", "nothing; browsers hyphenate by language"),
    (r"[\u200b\u2060\ufeff]", "a space without width", "nothing"),
    (r"[\u202a-\u202e]", "a character that turns the direction of writing", 'dir or xml:lang on the element'),
    (r"[\ufb00-\ufb06]", "a ligature as one character", "its letters"),
    (r"[\u0300-\u036f]+", "an accent without its letter", "the letter before the accent"),
    (r"Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[œ\x9d™“”˜¦\"]|Ð[\xa0-\xbf]|Â[\xa0-\xbf]",
     "UTF-8 read as another encoding", "the text converted anew"),
)  # fmt: skip
"""Pattern, what it is, what would be right."""
ANY = re.compile("|".join(f"({pattern})" for pattern, _, _ in SUSPICIOUS))

SCRIPTS = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
}
LETTERS = {name: re.compile(f"[{letters}]") for name, letters in SCRIPTS.items()}
TWINS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲј"
"""Greek letters that look like Latin ones; the others among Latin letters are signs, such as sigla."""
FOREIGN = re.compile(
    rf"(?<![^\W\d_])(?=[^\W\d_]*[{SCRIPTS['Cyrillic']}{SCRIPTS['Greek']}])"
    rf"(?=[^\W\d_]*[{SCRIPTS['Latin']}{SCRIPTS['Cyrillic']}])[^\W\d_]{{2,}}"
)

DOUBLED = re.compile(r"(?<![\w’'\-.])([^\W\d_]+)(\s+)(\1)(?![\w’'\-.])", re.IGNORECASE)
TWICE = frozenset(
    """had that is her you do very so no yes there who what ha ho oh la blah bye knock long well
    too fie ha nay ay hush go come now again never more such
    nous vous tout faire très non oui si se bien tiens allons là hein ta
    die der das dem den sie wenn in was ja nein ei ach na nu nun he hm so hin mehr immer wieder viel
    еле чуть едва да нет ну так вот ой ах ещё еще все всё
    do re ré mi fa sol si tra tra-la
    """.split()
)
"""Words that stand twice in sound sentences, or for effect."""
REDUPLICATING = frozenset(
    """sa pi prk hi ur bn ta te ml kn mr ne si id ms jv tl mi haw to sm tr az kk ky uz tk hy xcl syc syr arc
    tmr ar fa he th km lo my zh lzh ja ko vi sw ha yo ig zu am gez cop egy akk sux bo mn
    san pli hin bra braj awa urd ben tam tel kan mar ara fas per heb hye arm ind msa may tur tha zho chi jpn
    jpn kor vie swa amh bod tib""".split()
)
"""Languages in which the same word twice is grammar or style."""
ROMAN = frozenset("ivxlcdm")

HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})([-\u2010\u00ac])(\s+)([^\W\d_]+)")
SUSPENDING = frozenset(
    """and or to nor und oder bis bzw beziehungsweise sowie wie et ou à y o e ed i и или а да von
    as but than vs versus plus a per en of aber noch""".split()
)
"""Words before which a hyphen stands for the rest of a compound: “two- and three-year”."""

PAIRS = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
TURNED = {"“": "”", "»": "«", "„": "“”", "›": "‹"}
"""The same in texts that print »so«, as most German ones do."""
GUILLEMETS = re.compile(r"(?:^|[\s(\[„])([«»])(?=[\w(])")
MARK = re.compile('[“”«»„‹›"]')
REACH = 12
"""A quotation may end so many paragraphs after it began."""
CLOSES = "closes what was not opened"
FEW, SHARE = 8, 0.2
"""More marks without a partner than these, and than this share of all, are the text's own way of quoting."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: where it is, in which stretch of text, and whether it opens or closes there."""

    passage: Passage
    position: int
    stretch: int
    opens: bool
    first: bool
    """Whether it stands at the beginning of its stretch."""
    paired: bool = False
    """Whether it has its partner in its stretch; told only of the first."""

    @property
    def char(self) -> str:
        """The mark itself."""
        return self.passage.text[self.position]


def characters(source: Source) -> Iterator[Problem]:
    """Find characters that no text needs: lost, invisible, private, of a wrong encoding (Unicode ch. 23)."""
    for offset, text in source.texts():
        if text.isascii() and text.isprintable():
            continue
        for match in ANY.finditer(text):
            _, what, wanted = SUSPICIOUS[(match.lastindex or 1) - 1]
            if "\u0300" <= match[0][0] <= "\u036f" and has_letter(source.text, offset + match.start()):
                continue
            names = "+".join(f"U+{ord(char):04X}" for char in match[0])
            place = source.place(offset + match.start(), len(match[0]))
            yield Problem(Code.CHARACTER_SUSPICIOUS, place, f"{what}: {names}", wanted)


def has_letter(text: str, offset: int) -> bool:
    """Say whether an accent stands on a letter, or on what marks, elements and references may be one."""
    before = text[offset - 1 : offset]
    return before in (">", ";", "\u25cc") or unicodedata.category(before or " ")[0] in "LMN"


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
    text = passage.text
    for match in DOUBLED.finditer(text):
        word = match[1]
        if word.lower() in TWICE or set(word.lower()) <= ROMAN or is_meant(text, match):
            continue
        if language(passage.element) not in REDUPLICATING:
            place = source.place(passage.offset(match.start()), len(match[0]))
            yield Problem(Code.WORD_DOUBLED, place, f"“{one_line(match[0])}”", f"“{word}” once, or sic")


def is_meant(text: str, match: re.Match[str]) -> bool:
    """Say whether a word stands twice on purpose: letters of a count, a name after a word, three times."""
    word, again = match[1], match[3]
    start, end = match.span()
    if len(word) == 1 and (word.isupper() or not word.isascii()):
        return True
    if any(
        unicodedata.category(char)[0] == "M" for char in text[max(0, start - 1) : start] + text[end : end + 1]
    ):
        return True  # a part of a word in a script that writes vowels as marks
    if word[0].isupper() != again[0].isupper() and (again[0].isupper() or not begins(text[:start])):
        return True
    before, after = text[:start].rstrip(" ,!\n"), text[end:].lstrip(" ,!\n")
    return before.lower().endswith(word.lower()) or after.lower().startswith(word.lower())


def begins(before: str) -> bool:
    """Say whether a sentence begins after a text."""
    return before.rstrip(" \n“„«»\"'‘(—–-")[-1:] in ("", ".", "!", "?", ":", "…", ";")


def language(element: etree._Element) -> str:
    """Return the first part of the nearest `xml:lang`; where there is none, of the only language in use."""
    tag = next((tag for e in (element, *element.iterancestors()) if (tag := e.get(LANG))), "")
    used = [e.get("ident", "") for e in element.getroottree().iter("{*}language")] if not tag else []
    return (tag or (used[0] if len(used) == 1 else "")).lower().partition("-")[0]


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

    A quotation may run over paragraphs: closed in a later one, begun anew in each, or taken up in each with
    the mark that closes it; verse is read through. Where many marks have no partner it is not a fault but how
    the text quotes; that is said once.
    """
    pairs = TURNED if is_turned(source) else PAIRS
    left: list[Mark] = []
    total = 0
    for number, stretch in enumerate(stretches(source.passages)):
        lonely, count = unpaired(stretch, number, pairs)
        left += lonely
        total += count
    alone = list(without_partner(left, pairs))
    if len(alone) > FEW and len(alone) > total * SHARE:
        found = f"{len(alone)} of {total} quotation marks have no partner; this is the first"
        yield Problem(Code.QUOTES_UNPAIRED, place_of(source, alone[0]), found, "pairs, if that is meant")
        return
    for mark in alone:
        what = "has no partner" if mark.char == '"' else "is not closed" if mark.opens else CLOSES
        found = f"the quotation mark {mark.char} {what}"
        yield Problem(Code.QUOTES_UNPAIRED, place_of(source, mark), found, "marks in pairs")


def place_of(source: Source, mark: Mark) -> Place:
    """Return the place of a quotation mark."""
    return source.place(mark.passage.offset(mark.position), 1)


def is_turned(source: Source) -> bool:
    """Say whether a text opens quotations with », by what stands before most of its first words."""
    found = Counter(mark for passage in source.passages for mark in GUILLEMETS.findall(passage.text))
    return found["»"] > found["«"]


def stretches(passages: list[Passage]) -> Iterator[list[Passage]]:
    """Yield what is read in one go: a paragraph, or all verse lines up to the next paragraph."""
    for verse, those in groupby((p for p in passages if p.text.strip()), lambda p: is_tei(p.element, "l")):
        if verse:
            yield list(those)
        else:
            for passage in those:
                yield [passage]


def unpaired(stretch: list[Passage], number: int, pairs: Mapping[str, str]) -> tuple[list[Mark], int]:
    """Return the marks without a partner in a stretch of text, and how many marks it has.

    The mark that it begins with is among them even if it has one: it may take up an earlier quotation.
    """
    open_: list[Mark] = []
    closing: list[Mark] = []
    begun: list[Mark] = []
    total, text = 0, "".join(passage.text for passage in stretch)
    start = len(text) - len(text.lstrip())
    for passage, position in ((p, m.start()) for p in stretch for m in MARK.finditer(p.text)):
        char, first = passage.text[position], passage is stretch[0] and position == start
        if is_sign(passage, position) and (char == '"' or not open_):
            continue
        total += 1
        if open_ and char in closers(open_[-1].char, pairs):
            begun += [replace(mark, paired=True) for mark in (open_.pop(),) if mark.first]
        elif char == "“" and not open_ and ends_a_word(passage, position):
            closing.append(Mark(passage, position, number, opens=False, first=False))  # as in „so“
        elif char in pairs or char == '"':
            open_.append(Mark(passage, position, number, opens=True, first=first))
        elif not first:
            closing.append(Mark(passage, position, number, opens=False, first=False))
    return [*begun, *closing, *open_], total


def without_partner(left: Iterable[Mark], pairs: Mapping[str, str]) -> Iterator[Mark]:
    """Yield of the marks that stretches leave over those that have no partner in other stretches either."""
    waiting: dict[str, list[Mark]] = {}
    for mark in left:
        for char in [c for c, those in waiting.items() if mark.stretch - those[-1].stretch > REACH]:
            yield from waiting.pop(char)
        same = waiting.get(mark.char, [])
        fits = next((c for c in reversed(waiting) if mark.char in closers(c, pairs)), "")
        if mark.paired:
            if same and mark.stretch - same[-1].stretch == 1:
                del waiting[mark.char]
        elif fits and not (mark.char == '"' and mark.first):
            del waiting[fits]
        elif not mark.opens:
            yield mark
        else:
            yield from () if mark.first else same
            waiting[mark.char] = [*(same if mark.first else ()), mark]
    for those in waiting.values():
        yield from those


def is_sign(passage: Passage, position: int) -> bool:
    """Say whether a mark stands within a word: a hard sign in transliteration (s"ezd), an elision."""
    around = passage.text[max(0, position - 1) : position], passage.text[position + 1 : position + 2]
    return passage.text[position] in '"”' and all(char.isalpha() for char in around)


def ends_a_word(passage: Passage, position: int) -> bool:
    """Say whether a mark stands behind a word or its stop, and before none."""
    before, after = passage.text[max(0, position - 1) : position], passage.text[position + 1 : position + 2]
    return bool(before) and not before.isspace() and before not in "(—–" and not after.isalnum()


def closers(mark: str, pairs: Mapping[str, str]) -> str:
    """Return the marks that close one; a straight one closes English and German ones too."""
    return '"' if mark == '"' else pairs.get(mark, "") + ('"' if mark in "“„" else "")


def one_line(text: str) -> str:
    """Return text with each white space as one blank."""
    return " ".join(text.split())
