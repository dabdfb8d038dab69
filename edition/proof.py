"""Proof that a conversion lost nothing: words of the source against words of the TEI.

Neither the readers nor the builder are trusted: the source's words are counted from its lines, the TEI's
from its tree, and what the ledger says was taken out or joined must make up the difference, word by word.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence

from lxml import etree

from edition.ledger import Ledger, words
from edition.readers.markdown.reader import RAISED_RUN, TAG, sup_labels
from edition.tei.names import is_tei, local

THROUGH = frozenset(
    {"hi", "ref", "pb", "foreign", "surname", "forename", "title", "emph", "term", "cb", "c", "w"}
)
"""Elements that do not divide a word."""


SUP = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
STYLING = frozenset({"b", "i", "em", "strong", "u", "s", "sub", "span"})
"""Tags that do not divide a word."""


def source_words(lines: Sequence[str], markdown: bool) -> Counter[str]:
    """Return the words of a source; of Markdown without tags and emphasis marks."""
    count: Counter[str] = Counter()
    for line in lines:
        text = line.replace("\u00ad", "")
        if markdown:
            text = SUP.sub(lambda m: f" {m[1]} " if sup_labels(TAG.sub("", m[1])) else m[1], text)
            text = html.unescape(TAG.sub(lambda m: "" if m[1].lower() in STYLING else " ", text))
            text = text.replace("*", "").replace("\\", "").replace("~~", "")
            text = RAISED_RUN.sub(lambda m: f" {m[0]} ", text)
        count.update(words(text))
    return count


def tei_words(text: etree._Element) -> Counter[str]:
    """Return the words of a TEI `text`, anchors of repeated note calls left out."""
    count: Counter[str] = Counter()
    run: list[str] = []
    _collect(text, run, count)
    count.update(words("".join(run)))
    return count


def _collect(element: etree._Element, run: list[str], count: Counter[str]) -> None:
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


def _flush(run: list[str], count: Counter[str]) -> None:
    count.update(words("".join(run)))
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
