"""A journal's landing page saved as text: title, author, abstract, keywords, references, and chrome.

What is chrome is said by `RULES`, one row a rule, each with its reason; nothing else is discarded. Facts
(DOI, dates, pages) are no chrome: they are kept as `P` of type `meta`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from edition.ledger import Ledger
from edition.problems import Problems
from edition.readers import items, joins, layout, numbers, shapes
from edition.tokens import Block, Kind, plain


class Rule(NamedTuple):
    """A rule that discards a line: its name in the ledger, the whole line as a pattern, and why."""

    name: str
    pattern: str
    why: str


_MONEY = (
    r"(?:\d[\d.,]*\s?(?:rub|usd|eur|gbp|su|uah|руб\.?|₽|€|\$|£)|(?:\$|€|£|us\$|rub|usd|eur|gbp)\s?\d[\d.,]*)"
)

RULES = (
    Rule("chrome-price", rf"{_MONEY}(?:\s?[/|,]\s?{_MONEY})*", "what the page charges"),
    Rule(
        "chrome-download",
        r"(?:(?:cite|share|save|print|export|read|free|full)\s)?(?:download|view|get|open|read)"
        r"(?: (?:the|full|as|this|article|text|in))*(?: ?(?:pdf|epub|xml|html|citation|article|full text))?"
        rf"(?: \(?\d[\d.,]* ?[km]b\)?)?(?:\s?{_MONEY}(?:\s?/\s?{_MONEY})*)?"
        r"|pdf|full[- ]text(?: \(?pdf\)?)?|(?:article|full text) pdf|pdf \(.{0,40}\)",
        "a button that fetches the file",
    ),
    Rule(
        "chrome-cite",
        r"cite|how to cite|citation|cite this(?: article)?|export citation|get citation|bibtex|ris|endnote"
        r"|copy(?: (?:link|citation))?",
        "a button that copies a citation",
    ),
    Rule(
        "chrome-sign-in",
        r"(?:(?:to|please) .{0,80}\b(?:sign|log) ?in\b.{0,60}|(?:sign|log) ?(?:in|out|up)|register|my account"
        r"|log ?in or register|create (?:an )?account|access through .{0,60}"
        r"|institutional (?:login|access))\.?",
        "the page asks the visitor to sign in",
    ),
    Rule(
        "chrome-subscribe",
        r"(?:.{0,60}\bavailable (?:only )?to subscribers\b.{0,40}"
        r"|subscribe(?: (?:(?:right )?now|today|here|to)\b.{0,40})?"
        r"|subscriptions?(?: (?:options?|required|information))?|whole issue"
        r"|(?:only|this|single) article"
        r"|all issues(?: for \d{4})?"
        r"|(?:buy|rent|purchase)(?: (?:this|the|now|article|access|pdf|issue|online))*"
        r"|add to (?:cart|basket|favou?rites|bookmarks)|(?:get|gain|check) access)\.?",
        "the page sells access",
    ),
    Rule(
        "chrome-rating",
        r"readers'? (?:community )?rating|community rating|your rating|rate(?: this)?(?: article)?|rating"
        r"|\d(?:\.\d+)? \(\d+ votes?\)|\d+ votes?|no votes yet",
        "visitors' votes",
    ),
    Rule(
        "chrome-counter",
        r"(?:(?:abstract |article |page |total |pdf )?"
        r"(?:views?|downloads?|hits|visits|readers|purchasers|likes)"
        r"|number of (?:purchasers|views|downloads|readers|visits)|times cited|cited by|altmetric)"
        r"\s?:?\s?\d[\d,. ]*|(?:\d[\d,. ]* )?(?:views|downloads|reads|shares|likes)"
        r"|number of (?:purchasers|views|downloads|readers|visits)",
        "a counter of visits and sales",
    ),
    Rule(
        "chrome-share",
        r"share(?: (?:this|on|via|to)\b.{0,40})?|tweet|facebook|twitter|x|vk|vkontakte|telegram|whatsapp"
        r"|linkedin|e-?mail(?: this)?(?: article)?|print(?: this)?(?: article)?|follow us\b.{0,40}|like",
        "buttons to share the page",
    ),
    Rule(
        "chrome-navigation",
        r"home|menu|search|back(?: to (?:top|issue|results|list|journal|contents|articles?))?"
        r"|(?:next|previous)(?: article)?|skip to (?:main )?(?:content|navigation|search)"
        r"|table of contents|contents|top|about(?: (?:us|the journal))?|contacts?|current issue|archives?"
        r"|issues|all issues|browse|help|faq|for authors|editorial board|english|русский|en|ru"
        r"|related articles|(?:see|show|read|load|view) (?:more|less|all)|you may also like"
        r"|recommended(?: articles)?|advertisement|journal home(?:page)?"
        r"|submit(?: (?:a|your) (?:manuscript|article))?",
        "links to the rest of the site",
    ),
    Rule(
        "chrome-legal",
        r".{0,80}\bcookies?\b.{0,200}|privacy(?: policy)?|terms (?:of (?:use|service)|and conditions)"
        r"|all rights reserved\.?|accept(?: all)?|decline|got it",
        "cookie and legal notices of the site",
    ),
    Rule(
        "chrome-comments",
        r"comments?(?: \(\d+\))?|no (?:posts|comments) (?:found|yet)"
        r"|(?:write|add|leave|post) (?:a )?(?:comment|review)|reviews",
        "visitors' comments",
    ),
)
_COMPILED = tuple((rule.name, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)

# Labels of facts: the label stays with its value as `meta`; alone, without a value, it is chrome.
FACTS = re.compile(
    r"(?:publication (?:date|type)|published(?: online)?|date of publication|received|accepted|revised"
    r"|submitted|number of characters|pages?|pp|volume|vol|issue|no|number|year|doi|issn|e-?issn|isbn|udc|udk"
    r"|jel|language|journal|publisher|section|article type|type|edn|eid|funding|acknowledg(?:e)?ments?"
    r"|licen[sc]e|copyright|received date|orcid|e-?mail|corresponding author)",
    re.IGNORECASE,
)
_FACT_LINE = re.compile(
    rf"(?:{FACTS.pattern})\b\s?(?:[:.]\s*\S|\d).*|10\.\d{{4,9}}/\S+|https?://\S+|©.*|\(?c\)\s?\d{{4}}.*",
    re.IGNORECASE,
)
_TYPES = re.compile(
    r"(?:research |review |original )?(?:article|paper|review|essay|note|report)s?", re.IGNORECASE
)
_HOUSE = re.compile(
    r"\b(?:universit|institut|academ|college|school|cent(?:er|re)\b|department|faculty|laborator|museum|archive)",
    re.IGNORECASE,
)

# Words that name what follows; taken out, since the markup says the same.
LABELS = {
    "abstract": re.compile(
        r"(?:abstract|annotation|summary|résumé|аннотация|zusammenfassung)\b\s?[:.—-]?\s*", re.I
    ),
    "keywords": re.compile(
        r"(?:key ?words?(?: and phrases)?|ключевые слова|schlagwörter|mots[- ]clés)\b\s?[:.—-]?\s*", re.I
    ),
    "affiliation": re.compile(r"(?:affiliations?|institution|organi[sz]ation|место работы)\s?:\s*", re.I),
    "address": re.compile(r"(?:address|адрес)\s?:\s*", re.I),
    "occupation": re.compile(r"(?:occupation|position|job title)\s?:\s*", re.I),
    "byline": re.compile(
        r"(?:authors?|by|автор(?:ы)?)\s?:?\s+(?=[^\W\d_a-zа-я])|(?:authors?|автор(?:ы)?)\s?:?$", re.I
    ),
    "references": re.compile(
        r"(?:references|bibliography|works cited|cited literature|literature|list of references"
        r"|reference list"
        r"|библиография|список литературы|литература|literatur)\s?(?:\(\d+\))?\s?:?$",
        re.I,
    ),
}


def chrome(text: str) -> str:
    """Return the name of the rule that discards a line, or nothing.

    >>> chrome("Views: 123"), chrome("To download PDF you should sign in"), chrome("The Views of Marx")
    ('chrome-counter', 'chrome-sign-in', '')
    """
    if len(text) > 240:
        return ""
    return next((name for name, pattern in _COMPILED if pattern.fullmatch(text)), "")


def evidence(lines: Sequence[str]) -> tuple[float, str]:
    """Return how much the lines look like a landing page, from 0 to 1, and why."""
    texts = [text for text in (" ".join(line[:2000].split()) for line in lines[:1500]) if text]
    if not 4 <= len(texts) <= 500 or len(lines) > 1500:
        return 0.0, "no page: too few or too many lines"
    found = [rule for text in texts if (rule := chrome(text))]
    long = [text for text in texts if len(text) > 400 and not numbers.number(text, "decimal")]
    named = {name for text in texts for name, label in LABELS.items() if label.match(text)}
    # An article saved with a few buttons around it has many long paragraphs; a landing page has an abstract.
    if len(set(found)) < 3 or len(found) < 0.12 * len(texts) or len(long) > 6:
        return 0.0, f"{len(found)} lines of chrome, {len(long)} long paragraphs"
    score = min(1.0, 0.3 + 0.1 * len(set(found)) + 0.1 * len(named))
    return score, f"{len(found)} lines of chrome by {len(set(found))} rules, {len(long)} long paragraphs"


@dataclass(slots=True)
class _Page:
    """What has been seen of a page so far."""

    ledger: Ledger
    title: str = ""
    author: bool = False
    abstract: bool = False
    expected: str = ""
    references: bool = False

    def discard(self, block: Block, rule: str) -> None:
        self.ledger.take(block.first, rule, plain(block.inlines))
        self.ledger.mark(block.first, block.last, rule)


def read(lines: Sequence[str], ledger: Ledger, problems: Problems) -> list[Block]:  # noqa: ARG001 - contract
    """Return the blocks of a landing page; chrome is entered in the ledger under the rule that took it."""
    rows = layout.paragraphs(lines)
    for row in rows:
        ledger.mark(row.first, row.last, "text")
    page = _Page(ledger)
    marks = _references(rows)
    out: list[Block] = []
    at = 0
    while at < len(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        mark = marks.get(at)
        if mark:
            out.append(_reference(rows[at], mark, ledger))
        elif (joint := _fact(rows[at], following, page)) is not None:
            out.append(joint)
            at += 1
        else:
            _line(rows[at], following, page, out)
        at += 1
    return out


def _references(rows: Sequence[Block]) -> dict[int, numbers.Numbered]:
    """Return the numbers of the references by place: the last list on the page that counts from 1."""
    for style in ("decimal", "paren"):
        found = [
            (at, mark)
            for at, row in enumerate(rows)
            if (mark := numbers.number(plain(row.inlines)[:80], style))
        ]
        runs = numbers.sequence(found, 4)
        if runs:
            return dict(runs[-1])
    bracketed = [
        (at, m)
        for at, row in enumerate(rows)
        if (m := numbers.note_number(plain(row.inlines)[:80], "bracket"))
    ]
    return dict(bracketed)


def _reference(row: Block, mark: numbers.Numbered, ledger: Ledger) -> Block:
    ledger.take(row.first, "list-number", mark.printed)
    return replace(items.without(row, mark.start), kind=Kind.BIBL, marker=str(mark.value))


def _fact(row: Block, following: Block | None, page: _Page) -> Block | None:
    """Return a label and the value on the next line as one `meta` paragraph."""
    text = plain(row.inlines).rstrip(" :")
    if following is None or len(text) > 60 or not FACTS.fullmatch(text):
        return None
    value = plain(following.inlines)
    fits = len(value) <= 80 and any(c.isdigit() for c in value) and not chrome(value) and not page.references
    if not fits and not (len(value) <= 40 and _TYPES.fullmatch(value)):
        return None
    return replace(joins.merge(row, following), type="meta")


def _line(row: Block, following: Block | None, page: _Page, out: list[Block]) -> None:
    """Enter one line of the page: as what it is, or as chrome."""
    text = plain(row.inlines)
    if page.title and text == page.title:
        page.discard(row, "chrome-title-repeated")
        return
    if rule := chrome(text):
        page.discard(row, rule)
        return
    if len(text) <= 60 and FACTS.fullmatch(text.rstrip(" :")):
        page.discard(row, "chrome-empty-label")
        return
    kind = next((name for name, label in LABELS.items() if label.match(text[:120])), "")
    if kind and _labelled(row, text, kind, page, out):
        return
    out.append(_unlabelled(row, text, following, page, out))


def _labelled(row: Block, text: str, kind: str, page: _Page, out: list[Block]) -> bool:
    """Enter a line that begins with the word for what it is; tell whether it was one."""
    found = LABELS[kind].match(text[:120])
    assert found is not None
    label = found.group().strip()
    alone = found.end() >= len(text)
    if not alone and not label.endswith((":", ".", "—", "-")):
        return False
    page.ledger.take(row.first, "chrome-label", label)
    page.references = page.references or kind == "references"
    if alone:
        page.expected = kind
        page.ledger.mark(row.first, row.last, "chrome-label")
        return True
    out.append(_typed(items.without(row, found.end()), kind, page))
    return True


def _typed(row: Block, kind: str, page: _Page) -> Block:
    """Return a paragraph as the thing it was said to be."""
    page.expected = ""
    page.abstract = page.abstract or kind == "abstract"
    page.author = page.author or kind == "byline"
    if kind == "byline":
        return replace(row, kind=Kind.SIGNED, type=kind)
    if kind == "references":
        page.expected = kind
        return replace(row, kind=Kind.BIBL)
    return replace(row, type=kind)


def _unlabelled(row: Block, text: str, following: Block | None, page: _Page, out: list[Block]) -> Block:
    """Return a line without a label as what its make and its place say."""
    if not page.title and not _FACT_LINE.fullmatch(text) and not _TYPES.fullmatch(text):
        page.title = text
        return replace(row, kind=Kind.HEAD, level=1, type="text")
    if page.expected:
        return _typed(row, page.expected, page)
    if page.references and out and out[-1].kind is Kind.BIBL and joins.runs_on(plain(out[-1].inlines), text):
        return joins.merge(out.pop(), row)
    return _typed(row, _kind_by_make(text, following, page), page)


def _kind_by_make(text: str, following: Block | None, page: _Page) -> str:
    """Return what an unlabelled line is by its make, or nothing."""
    name = not page.abstract and (shapes.name_like(text) or _before_affiliation(text, following))
    makes = {
        "meta": len(text) <= 300 and bool(_FACT_LINE.fullmatch(text) or _TYPES.fullmatch(text)),
        "affiliation": not page.abstract and page.author and len(text) <= 160 and bool(_HOUSE.search(text)),
        "byline": name,
        "keywords": _keywords(text),
        "abstract": len(text) >= 250 and shapes.ends_sentence(text),
    }
    return next((kind for kind, fits in makes.items() if fits), "")


def _before_affiliation(text: str, following: Block | None) -> bool:
    """Tell whether a short line stands right over its author's affiliation."""
    below = plain(following.inlines)[:60] if following else ""
    return len(text) <= 80 and shapes.starts_capital(text) and bool(LABELS["affiliation"].match(below))


def _keywords(text: str) -> bool:
    """Tell whether a line lists keywords: three or more short phrases between commas, no sentence."""
    parts = re.split(r"[,;]", text) if len(text) <= 600 else []
    return len(parts) >= 3 and not shapes.ends_sentence(text) and all(len(p.split()) <= 6 for p in parts)
