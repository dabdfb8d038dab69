"""What a saved web page has around its text: buttons, counters, links, visitors' comments.

What is chrome is said by `RULES`, one row a rule, each with its reason; nothing else is discarded. On a
page that holds an article, its words are safe: between its first and its last paragraph only those rules
hold that no subhead could meet, and no rule holds in a text that shows no trace of a web page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from edition.ledger import Ledger
from edition.readers import shapes
from edition.tokens import Block, Inline, Text, plain


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
        r"cite|how to cite|citations?|cite this(?: article)?|export citation|get citation|bibtex|ris|endnote"
        r"|(?:more )?citation formats|reprints (?:&|and) permissions|copy(?: (?:link|citation))?",
        "a button that copies a citation",
    ),
    Rule(
        "chrome-sign-in",
        r"(?:(?:to"
        r"|please) .{0,80}\b(?:sign|log) ?in\b.{0,60}|(?:sign|log) ?(?:in|out"
        r"|up)(?: ?[|/] ?(?:register|sign ?up))?"
        r"|register|my account|войти|вход|регистрация"
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
        r"|(?:subscribe|sign up) (?:to|for) (?:our|the) .{0,40}|добавить в \w+|support (?:us|our work)"
        r"|donate(?: now)?"
        r"|subscribe .{0,60}\b(?:newsletter|new posts|updates)\b.{0,60}"
        r"|(?:thanks for reading|enjoyed this).{0,80}\bsubscribe\b.{0,80}"
        r"|(?:type|enter) your e-?mail\b.{0,40}"
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
        r"|number of (?:purchasers|views|downloads|readers|visits)|(?:crossref )?citations to date|altmetric"
        r"|crossref citations|metrics|cited by \d+|(?:просмотров|загрузок|скачиваний)\s?:?\s?\d+"
        r"|download data is not yet available\.?|(?:reading time:? )?\d+ min(?:ute)?s?(?: read)?"
        r"|reading time:? .{1,20}",
        "a counter of visits and sales",
    ),
    Rule(
        "chrome-share",
        r"share(?: (?:this|on|via|to)\b.{0,40})?:?|(?:tweet|post)(?: this)?|bluesky|mastodon|reddit"
        r"|pocket|instagram"
        r"|youtube|facebook|twitter|x|vk|vkontakte|telegram|whatsapp"
        r"|linkedin|e-?mail(?: this)?(?: article)?|print(?: this)?(?: article)?|follow us\b.{0,40}|like",
        "buttons to share the page",
    ),
    Rule(
        "chrome-navigation",
        r"home|menu|search|back(?: to (?:top|issue|results|list|journal|contents|articles?))?"
        r"|(?:next|previous)(?: article)?|skip to (?:main )?(?:content|navigation|search)"
        r"|jump to (?:content|navigation|search)|main page|random (?:article|page)|recent changes"
        r"|disclaimers?"
        r"|from \w+, the free encyclopa?edia|what links here|related changes|permanent link"
        r"|table of contents|contents|top|about(?: (?:us|the journal))?|contacts?|current issue|archives?"
        r"|issues|all issues|browse|help|faq|for authors|editorial board|english|русский|en|ru"
        r"|home ?[/»>›|→:] ?.{1,160}|open menu|close(?: menu)?|full article|figures (?:&|and) data"
        r"|information(?: for)?|for (?:readers|authors|librarians)|librarians|r&d professionals|editors"
        r"|related research data|people also read|most (?:read|popular|cited)\b.{0,50}|accessibility"
        r"|site ?map"
        r"|skip to .{1,20}|submit an article|continue reading.{0,60}|reply"
        r"|related articles|(?:see|show|read|load|view) (?:more|less|all)|you may also like"
        r"|recommended(?: articles)?|advertisement|journal home(?:page)?"
        r"|submit(?: (?:a|your) (?:manuscript|article))?",
        "links to the rest of the site",
    ),
    Rule(
        "chrome-related",
        r"(?:read|see|watch|listen) (?:more|next|also)(?:: .{1,160})?|(?:related|recommended): .{1,160}",
        "a link to another text, between paragraphs",
    ),
    Rule(
        "chrome-tags",
        r"(?:tags?|tagged(?: with)?|filed under|categor(?:y|ies)|posted in|topics?|метки|рубрики):\s.{1,300}",
        "the site's own index",
    ),
    Rule(
        "chrome-legal",
        r".{0,60}\bcookies\b.{0,60}\b(?:(?:web)?site"
        r"|experience|consent|policy|browser|analytics)\b.{0,120}|(?:cookie|manage) (?:policy|settings"
        r"|preferences|cookies)|(?:this|our) (?:web)?site uses cookies.{0,150}|we use cookies.{0,150}"
        r"|(?:©|copyright)[^.]{0,80}\d{4}.{0,80}(?:all rights reserved|limited|ltd|inc)\.?"
        r"|(?:.{0,80}\s)?(?:proudly )?powered by .{1,40}|this page was last (?:edited|modified) on .{1,60}"
        r"|text is available under .{1,160}|retrieved from .{1,160}"
        r"|privacy(?: policy)?|terms (?:of (?:use|service)|and conditions)"
        r"|all rights reserved\.?|accept(?: all)?|decline|got it",
        "cookie and legal notices of the site",
    ),
    Rule(
        "chrome-comments",
        r"comments?(?: \(\d+\))?|\d+ comments?|your e-?mail address will not be published.{0,80}"
        r"|no (?:posts|comments) (?:found|yet)"
        r"|(?:write|add|leave|post) (?:a )?(?:comment|review|reply)|reviews",
        "visitors' comments",
    ),
)
_COMPILED = tuple((rule.name, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)

EDIT = re.compile(
    r"\s*\[\s*(?:edit(?: source)?|bearbeiten|quelltext bearbeiten|modifier(?: le (?:code|wikicode))?"
    r"|править(?: код)?|редактировать|editar(?: código)?|modifica(?: wikitesto)?|edytuj(?: kod)?)"
    r"(?:\s*\|\s*(?:edit source|quelltext bearbeiten|modifier le (?:code|wikicode)|править код"
    r"|editar código|modifica wikitesto|edytuj kod))?\s*\]\s*$",
    re.IGNORECASE,
)
"""The link behind a heading of a wiki."""
PROSE = 100
"""A paragraph of at least so many characters that ends a sentence is the text's, not the site's."""
LONGEST_HEAD = 160
COUNTED = frozenset({"chrome-share", "chrome-counter", "chrome-comments"})
OUTSIDE = frozenset(
    {"chrome-navigation", "chrome-cite", "chrome-comments", "chrome-download", "chrome-rating"}
)
"""Rules that hold only before and after an article: in it, `Archives` and `Contents` may be subheads."""
_MINUTES = re.compile(r"(?<=\S)\s*[·•|/,–—-]\s*\d+ min(?:ute)?s?(?: read)?$", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:\d+ |no )?(?:comments?|replies|responses)(?: \(\d+\))?:?"
    r"|(?:leave|post|add|write) a (?:comment|reply)"
    r"|\d+ thoughts? on .{1,160}|комментари[ии](?: \(\d+\))?",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:related|recommended|further|similar)(?: (?:articles|posts|reading|stories|content))?:?"
    r"|you (?:may|might) also like:?"
    r"|(?:read|up) next:?|more (?:from|by|on|in) .{1,60}|most (?:read|popular):?",
    re.IGNORECASE,
)


def chrome(text: str) -> str:
    """Return the name of the rule that discards a line, or nothing.

    >>> chrome("Views: 123"), chrome("To download PDF you should sign in"), chrome("The Views of Marx")
    ('chrome-counter', 'chrome-sign-in', '')
    """
    if len(text) > 240:
        return ""
    return next((name for name, pattern in _COMPILED if pattern.fullmatch(text)), "")


def strip(rows: Sequence[Block], ledger: Ledger) -> list[Block]:
    """Return the paragraphs of a saved article without the page around it, each line discarded by name."""
    texts = [plain(row.inlines) for row in rows]
    found = [chrome(text) for text in texts]
    rows = [without_reading_time(without_edit(row, ledger), ledger) for row in rows]
    if not is_saved(found):
        return list(rows)
    found = decide(texts, found)
    for row, name in zip(rows, found, strict=True):
        if name:
            ledger.take(row.first, name, plain(row.inlines))
            ledger.mark(row.first, row.last, name)
    return [row for row, name in zip(rows, found, strict=True) if not name]


def decide(texts: Sequence[str], found: Sequence[str]) -> list[str]:
    """Return by which rule each line of a saved page is discarded, if by any.

    `found` are the rules that meet the lines. Visitors' comments go to the end; in the article, rules that
    a subhead could meet do not hold; behind it stand the titles of related texts.
    """
    found = list(found)
    stop = _comments(texts)
    found[stop:] = ["chrome-comments"] * (len(texts) - stop)
    prose = [at for at, text in enumerate(texts[:stop]) if is_prose(text) and not found[at]]
    first, last = (prose[0], prose[-1]) if prose else (stop, stop)
    for at, name in enumerate(found[:stop]):
        if first < at < last and name in OUTSIDE:
            found[at] = ""
    _related(texts, found, last, stop)
    for at in range(1, stop):  # how often a page was liked stands alone before its buttons
        if texts[at - 1].strip().isdigit() and not first < at < last and found[at] in COUNTED:
            before = at - 1
            while before >= 0 and texts[before].strip().isdigit():
                found[before] = found[before] or "chrome-counter"
                before -= 1
    return found


def is_saved(found: Sequence[str]) -> bool:
    """Tell whether lines that rules of these names discard are the trace of a web page."""
    return sum(map(bool, found)) > 2 and len({name for name in found if name}) > 1


def without_edit(row: Block, ledger: Ledger) -> Block:
    """Return a heading without the link to edit what it heads."""
    text = plain(row.inlines)
    found = EDIT.search(text) if text.endswith("]") and len(text) <= LONGEST_HEAD else None
    if not found:
        return row
    ledger.take(row.first, "chrome-edit", found[0])
    kept: list[Inline] = []
    left = found.start()
    for piece in row.inlines:
        if not isinstance(piece, Text):
            kept.append(piece)
        elif left:
            kept.append(replace(piece, text=piece.text[:left]))
            left = max(0, left - len(piece.text))
    return replace(row, inlines=kept)


def without_reading_time(row: Block, ledger: Ledger) -> Block:
    """Return a date line without the minutes that reading is said to take."""
    head = row.inlines[0]
    found = _MINUTES.search(head.text[:80]) if isinstance(head, Text) and len(row.inlines) == 1 else None
    if not found or not isinstance(head, Text):
        return row
    ledger.take(row.first, "chrome-counter", found.group())
    return replace(row, inlines=[replace(head, text=head.text[: found.start()])])


def is_prose(text: str) -> bool:
    """Tell whether a paragraph is running text: long, and closed by a full stop."""
    return len(text) >= PROSE and shapes.ends_sentence(text)


def _comments(texts: Sequence[str]) -> int:
    """Return where the visitors' comments begin: in the second half, and no text as long as an article."""
    for at in range(len(texts) // 2, len(texts)):
        if _COMMENTS.fullmatch(texts[at][:200]) and sum(len(text) > 600 for text in texts[at:]) < 4:
            return at
    return len(texts)


def _related(texts: Sequence[str], found: list[str], last: int, stop: int) -> None:
    """Enter the titles under `Related articles`, after the text's last paragraph, as links to the site."""
    under = False
    for at in range(last + 1, stop):
        if found[at] or _RELATED.fullmatch(texts[at][:200]):
            under = bool(_RELATED.fullmatch(texts[at][:200])) or (under and bool(found[at]))
            found[at] = found[at] or "chrome-navigation"
        elif under and shapes.title_like(texts[at], 120):
            found[at] = "chrome-navigation"
        else:
            under = False
