"""The text of a note as words, numbers and marks, with its brackets, quotation marks and italics paired.

One pass, in time linear in the text; nothing here knows what a citation is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from edition.annotate.citations.lexicon import Phrases, fold
from edition.numerals import roman

_L = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""(?P<url>(?:https?://|www\.)[^\s<>"“”«»\[\]]+)
    |(?P<doi>\b10\.\d{{4,9}}/[^\s<>"“”«»\[\]]+)
    |(?P<num>\d+(?:{_L}{{1,2}}(?!{_L}|\d))?)
    |(?P<word>{_L}(?:{_L}|[\u0300-\u036f\u00ad]|['’‘ʼ`´″"”ʹʺ]{{1,2}}(?={_L})|[-‐‑](?={_L}))*[ʹʺ]?)
    |(?P<mark>-{{2,3}}(?!-)|\S)""",
    re.VERBOSE,
)
_TRAILING = ".,;:!?)'’"
OPENING: Final = {"(": ")", "[": "]", "{": "}"}
DASHES: Final = frozenset("-‐‑‒–—−")
TYPED: Final = {"--": "–", "---": "—"}
"""Dashes as they are typed."""
QUOTES: Final = {
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "‘": "’'",
    "‚": "‘’",
    '"': '"”',
    "'": "'’",
    "”": '”"',
    "‹": "›",
}
SLAVIC: Final = frozenset(("ru", "uk", "be", "bg", "sr", "mk"))
"""Languages whose notes follow the Russian customs, in whatever script."""
GERMAN: Final = frozenset(("de", "da", "nl", "sv"))
"""Languages in whose notes a colon parts author and title: “Karl Brandt: Die Uhr. Wien: Kern 1931”."""
_SIGNS = re.compile(
    r"\b(?:[Ee]bd|[Ee]benda|[Vv]gl|Hrsg|Hg|Aufl|Bd|Anm|[Dd]ers|[Dd]ies|hrsg|a\.\s?a\.\s?O)\.?\b|\bS\.\s?\d|\b(?:und|der|die)\b"
)
_QUOTE_SPAN = 90
_DEPTH = 4


class Token(NamedTuple):
    """A word, number, mark, url or doi; `key` is the word folded, `number` a number's value or -1."""

    kind: str
    start: int
    end: int
    text: str
    key: str
    number: int = -1


def number_of(text: str) -> int:
    """Return the value of a Roman number written all in one case, or -1."""
    return roman(text) or -1 if text in (text.lower(), text.upper()) else -1


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        kind, raw, start = str(found.lastgroup), found.group(), found.start()
        if kind in ("url", "doi"):
            kept = raw.rstrip(_TRAILING) or raw
            tokens.append(Token(kind, start, start + len(kept), kept, ""))
            tokens += [
                Token("mark", start + n, start + n + 1, raw[n], raw[n]) for n in range(len(kept), len(raw))
            ]
            continue
        raw = TYPED.get(raw, raw)
        number = int(re.match(r"\d+", raw).group()[:18]) if kind == "num" else -1  # type: ignore[union-attr]
        tokens.append(Token(kind, start, found.end(), raw, fold(raw) or raw, number))
    return tokens


@dataclass(frozen=True)
class Text:
    """A note's text with its tokens; indexes below are of tokens.

    `partner` leads from a bracket to its other half (-1 where there is none), `quote` from an opening
    quotation mark to its closing one and `opener` back, `italic` from the first token in italics to the one
    after the last; `closed` are the tokens behind what stands in either. `cyrillic`: names stand
    turned round and stops stand for commas, as in Russian notes. `german`: a colon parts author and title.
    """

    text: str
    tokens: Sequence[Token]
    partner: Sequence[int] = ()
    quote: dict[int, int] = field(default_factory=dict)
    italic: dict[int, int] = field(default_factory=dict)
    opener: dict[int, int] = field(default_factory=dict)
    cyrillic: bool = False
    german: bool = False
    closed: frozenset[int] = frozenset()

    def at(self, i: int) -> Token:
        """Return a token, and one of the kind “end” outside the text."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else _END

    def mark(self, i: int, marks: str) -> bool:
        """Tell whether a token is one of some marks."""
        token = self.at(i)
        return token.kind == "mark" and token.text in marks

    def titled(self, i: int) -> bool:
        """Tell whether italics or a quotation end right before a token, with a comma behind or inside."""
        if self.mark(i - 1, ","):
            return i - 1 in self.closed or (self.mark(i - 2, ".") and i - 2 in self.closed)
        return i in self.closed and self.mark(i - 2, ",") and i - 1 in self.opener

    def words(self, i: int, j: int) -> str:
        """Return the text of tokens i to j (not included), white space made single."""
        return " ".join(self.text[self.tokens[i].start : self.tokens[j - 1].end].split()) if i < j else ""

    def gap(self, i: int) -> bool:
        """Tell whether white space stands before a token, or nothing."""
        return i <= 0 or i >= len(self.tokens) or self.tokens[i - 1].end < self.tokens[i].start

    def capital(self, i: int) -> bool:
        """Tell whether a token is a word with a capital at its head."""
        return self.at(i).kind == "word" and self.at(i).text[0].isupper()

    def phrase(self, i: int, phrases: Phrases) -> int:
        """Return where the longest of some phrases at a token ends, or -1; full stops are skipped."""
        for words in phrases.starting_with(self.at(i).key):
            j = i
            for word in words:
                while j > i and (self.mark(j, ".") or self.mark(j, "'’")):
                    j += 1
                if self.at(j).key != word:
                    break
                j += 1
            else:
                return j + 1 if self.mark(j, ".") and not self.gap(j) else j
        return -1


_END = Token("end", -1, -1, "", "")


def _brackets(tokens: Sequence[Token]) -> list[int]:
    partner = [-1] * len(tokens)
    stack: list[int] = []
    for i, token in enumerate(tokens):
        if token.text in OPENING:
            stack.append(i)
        elif token.text in OPENING.values() and stack and OPENING[tokens[stack[-1]].text] == token.text:
            j = stack.pop()
            if len(stack) < _DEPTH:
                partner[i], partner[j] = j, i
    return partner


def _opens(text: str, tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.text in "“„«‹‚":
        return True
    if token.text == "›":
        return False
    before = token.start == 0 or text[token.start - 1].isspace() or text[token.start - 1] in "([{“„«‘\"'—–_"
    return before and token.end < len(text) and not text[token.end].isspace()


def _closes(text: str, tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a mark that may be an apostrophe (or an opening mark) stands where quotations end."""
    after = text[tokens[j].end : tokens[j].end + 1]
    return not after.isalnum()


def _touches(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a closing mark touches what it closes, as all but French ones do."""
    return tokens[j].text in "»›" or tokens[j - 1].end == tokens[j].start


def _closing(text: str, tokens: Sequence[Token], i: int) -> int:
    """Return the closing quotation mark for an opening one; same marks nested inside are stepped over."""
    ends, depth, fallback = QUOTES[tokens[i].text], 0, -1
    single = tokens[i].text in "‘'"
    for j in range(i + 1, min(len(tokens), i + _QUOTE_SPAN)):
        mark = tokens[j]
        if mark.kind != "mark":
            continue
        if mark.text == tokens[i].text and mark.text not in ends:
            depth += 1
        elif mark.text in ends and _closes(text, tokens, j) and _touches(tokens, j):
            if depth:
                depth -= 1
            elif single and not (
                j + 1 == len(tokens) or tokens[j + 1].text in ',.;:)]!?”"' or tokens[j - 1].text in ",.!?"
            ):
                fallback = j if fallback < 0 else fallback
            else:
                return j
    return fallback


def _quotes(text: str, tokens: Sequence[Token]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i = 0
    while i < len(tokens):
        if tokens[i].kind == "mark" and tokens[i].text in QUOTES and _opens(text, tokens, i):
            j = _closing(text, tokens, i)
            if j > i + 1:
                pairs[i] = j
                i = j
        i += 1
    return pairs


def _italics(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the tokens that whole italic stretches cover, without the marks at their edges."""
    pairs: dict[int, int] = {}
    i = 0
    for start, end in sorted(spans):
        while i < len(tokens) and tokens[i].end <= start:
            i += 1
        j = i
        while j < len(tokens) and tokens[j].end <= end:
            j += 1
        while j > i and tokens[j - 1].kind == "mark" and tokens[j - 1].text in ",.;:":
            j -= 1
        first = i
        while first < j and tokens[first].kind == "mark" and tokens[first].text in ",.;:":
            first += 1
        if any(t.kind in ("word", "num") for t in tokens[first:j]):
            pairs[first] = j
    return pairs


def tokenise(text: str, italic: Sequence[tuple[int, int]] = (), language: str = "") -> Text:
    """Return a note's text as tokens. Stretches in italics that overlap count by their starts."""
    tokens = _tokens(text)
    letters = sum("\u0400" <= c <= "\u04ff" for c in text)
    cyrillic = 2 * letters > sum(map(str.isalpha, text)) or language.partition("-")[0] in SLAVIC
    german = language.partition("-")[0] in GERMAN or (not language and len(_SIGNS.findall(text)) > 1)
    quotes = _quotes(text, tokens)
    opener = {close: opening for opening, close in quotes.items()}
    slanted = _italics(tokens, italic)
    closed = frozenset((*slanted.values(), *(close + 1 for close in opener)))
    return Text(text, tokens, _brackets(tokens), quotes, slanted, opener, cyrillic, german, closed)
