"""Proof that a conversion lost nothing: words of the source against words of the TEI.

Neither the readers nor the builder are trusted: the source's words are counted from its lines, the TEI's
from its tree, and what the ledger says was taken out or joined must make up the difference, word by word.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from edition.ledger import Ledger, words
from edition.readers.markdown.html import COMMENT, TAG, caption
from edition.readers.markdown.inlines import RAISED_RUN, sup_labels
from edition.tei.names import is_tei, local

THROUGH = frozenset(
    {"hi", "ref", "pb", "foreign", "surname", "forename", "title", "emph", "term", "cb", "c", "w"}
)
"""Elements that do not divide a word."""


MARKS = re.compile(r"\*|~~|\\(?=[^A-Za-z0-9\s])")
"""Emphasis and escapes; whether an asterisk is one or text, as in a starred form, only a parser can say."""
GLUED_LINK = re.compile(r"(?<=\w)\[(?=[^\[\]\n]*\]\()")
"""The bracket of a link that a word runs into: `this[link](#)` is one word."""
CODE = re.compile(r"`[^`]+`")
STRETCH = re.compile(r"\n[ \t]*\n")
SUP = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
STYLING = frozenset({"b", "i", "em", "strong", "u", "s", "sub", "span"})
"""Tags that do not divide a word."""


def source_words(lines: Sequence[str], markdown: bool) -> Counter[str]:
    """Return the words of a source; of Markdown without tags and emphasis marks."""
    count: Counter[str] = Counter()
    for line in STRETCH.split("\n".join(_outside_code(lines))) if markdown else lines:
        text = line.replace("\u00ad", "")
        count.update(words(_bare(text) if markdown else text))
    return count


def _outside_code(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with what looks like markup in code written as references: there it is text."""
    fenced = False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        yield html.escape(line, quote=False) if fenced else CODE.sub(_escaped, line)


def _escaped(found: re.Match[str]) -> str:
    """Return code without its backticks: letters glued to it are one word with it."""
    return html.escape(found[0][1:-1], quote=False)


def _bare(text: str) -> str:
    """Return Markdown without its marks."""
    text = COMMENT.sub(
        lambda m: m[0][4:-3].replace("<", " ").join("  "), text.replace("\\&", "&amp;").replace("\\<", "&lt;")
    )
    text = SUP.sub(lambda m: f" {m[1]} " if sup_labels(TAG.sub("", m[1])) else m[1], text)
    text = GLUED_LINK.sub("", html.unescape(TAG.sub(_tag, text)))
    return RAISED_RUN.sub(lambda m: f" {m[0]} ", MARKS.sub("", text))


def _tag(found: re.Match[str]) -> str:
    """Return what a tag leaves: a picture its caption, a tag that does not divide words nothing."""
    name = found[1].lower()
    return f" {caption(found[0])} " if name == "img" else "" if name in STYLING else " "


def tei_words(text: etree._Element, markdown: bool = False) -> Counter[str]:
    """Return the words of a TEI `text`, anchors of repeated note calls left out.

    Of a Markdown source asterisks are not looked at, as in the source.
    """
    runs: list[str] = []
    run: list[str] = []
    _collect(text, run, runs)
    _flush(run, runs)
    return Counter(w for r in runs for w in words(MARKS.sub("", r) if markdown else r))


def _collect(element: etree._Element, run: list[str], count: list[str]) -> None:
    """Add an element's characters to the run; where it divides words, count the run's and begin anew."""
    divides = not (is_tei(element) and local(element) in THROUGH)
    if divides:
        _flush(run, count)
    if not (is_tei(element, "ref") and element.get("type") == "noteAnchor"):
        run.append(element.text or "")
        for child in element:
            _collect(child, run, count)
            run.append(child.tail or "")
    if divides:
        _flush(run, count)


def _flush(run: list[str], count: list[str]) -> None:
    count.append("".join(run))
    run.clear()


def difference(source: Counter[str], ledger: Ledger, tei: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return (words that the TEI lacks, words that it has too many of); both empty: nothing was lost."""
    wanted = Counter(source)
    for _, first, second in ledger.joins:
        wanted.subtract((first, second))
        wanted[first + second] += 1
    for _, first, second in ledger.splits:
        wanted[first + second] -= 1
        wanted.update((first, second))
    for _, _, text in ledger.taken:
        wanted.subtract(words(text))
    wanted.subtract(tei)
    lacking = Counter({word: count for word, count in wanted.items() if count > 0})
    surplus = Counter({word: -count for word, count in wanted.items() if count < 0})
    return lacking, surplus
