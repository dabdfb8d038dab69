"""A journal's landing page saved as text: title, author, abstract, keywords, references, and chrome.

What is chrome is said by `edition.readers.chrome`. Facts (DOI, dates, pages) are no chrome: they are kept
as `P` of type `meta`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.ledger import Ledger
from edition.numerals import YEAR
from edition.problems import Problems
from edition.readers import joins, shapes
from edition.readers.chrome import chrome, is_prose
from edition.readers.plain import items, layout, numbers
from edition.tokens import Block, Kind, plain

# Labels of facts: the label stays with its value as `meta`; alone, without a value, it is chrome.
FACTS = re.compile(
    r"(?:publication (?:date|type)|published(?: online)?|date of publication|received|accepted|revised"
    r"|submitted|number of characters|pages?|pp|volume|vol|issue|no|number|year|doi|issn|e-?issn|isbn|udc|udk"
    r"|jel|language|journal|publisher|section|article type|type|edn|eid|funding|acknowledg(?:e)?ments?"
    r"|тип|язык|том|номер|год|страницы|удк|журнал|издательство|дата публикации|поступила|принята"
    r"|финансирование"
    r"|jahrgang|heft|seiten|verlag|sprache|licen[sc]e|copyright|received date|orcid|e-?mail"
    r"|corresponding author)",
    re.IGNORECASE,
)
_FACT_LINE = re.compile(
    rf"(?:{FACTS.pattern})\b\s?(?:[:.]\s*\S|\d).*|10\.\d{{4,9}}/\S+|https?://\S+|©.*|\(?c\)\s?\d{{4}}.*",
    re.IGNORECASE,
)
_TYPES = re.compile(
    r"(?:research |review |original )?(?:article|paper|review|essay|note|report)s?|(?:научная )?статья",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:universit"
    r"|institut|academ|college|school|cent(?:er|re)\b|department|faculty|laborator|museum|archive"
    r"|университет|институт|академи|кафедр|факультет|музе[йя]|архив|scholar\b|исследовател)",
    re.IGNORECASE,
)

_AFFILIATION_MARK = re.compile(r"(?:\*+|[¹²³⁴-⁹]+|(?<=\s)[a-e1-9](?:,[a-e1-9])*(?=\s|,|$))")
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_NAMED = re.compile(r"journal|publisher|журнал|издательство|verlag|zeitschrift", re.IGNORECASE)
_SECTION = re.compile(
    r"disclosure statement|additional information|funding|notes on contributors?"
    r"|author (?:biograph|inform)\w+|"
    r"acknowledge?ments?|supplementary .{1,30}|data availability.{0,20}|conflicts? of interest.{0,20}"
    r"|ethics.{0,30}",
    re.IGNORECASE,
)
MOST_PROSE = (2, 5, 10, 10)
"""How many paragraphs of prose a page may have by how many of its parts are labelled."""
_PARTS = re.compile(
    rf"\s//\s|,\s\(?{YEAR}|[:,]\s[^:,.]{{2,60}},?\s\(?{YEAR}|\({YEAR}[a-z]?\)[.:,]|\bpp?\.\s?\d"
    r"|\bno\.\s?\d|"
    r"\b[Vv]ol\.\s?\d|\d\s?[–-]\s?\d+\.?$"
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


def evidence(lines: Sequence[str]) -> tuple[float, str]:
    """Return how much the lines look like a landing page, from 0 to 1, and why.

    What tells it from an article saved with the page around it is how much prose it has: an abstract, a
    note on the author, no more. What tells it from a short report is chrome, or labels and facts.
    """
    texts = [text for text in (" ".join(line[:2000].split()) for line in lines[:1500]) if text]
    if not 4 <= len(texts) <= 500 or len(lines) > 1500:
        return 0.0, "no page: too few or too many lines"
    found = [rule for text in texts if (rule := chrome(text))]
    named = {name for text in texts for name, label in LABELS.items() if label.match(text)}
    facts = sum(len(text) <= 300 and bool(_FACT_LINE.fullmatch(text)) for text in texts)
    prose = sum(is_prose(text) and not _reference_like(text) for text in texts)
    told = named & {"abstract", "keywords", "references"}
    why = (
        f"{len(found)} lines of chrome by {len(set(found))} rules, {len(told)} labels, {facts} facts, "
        f"{prose} paragraphs"
    )
    page = len(set(found)) >= 3 and len(found) >= 0.12 * len(texts)
    if prose > MOST_PROSE[len(told)] or not (page or (len(told) >= 2 and facts >= 2)):
        return 0.0, why
    return min(1.0, 0.3 + 0.1 * len(set(found)) + 0.15 * len(named) + 0.05 * facts), why


def _reference_like(text: str) -> bool:
    """Tell whether a line may be a work cited: a year, and what stands between its parts."""
    if (
        not 25 <= len(text) <= 900
        or not shapes.has_year(text)
        or not (shapes.starts_capital(text) or text[0].isdigit())
    ):
        return False
    return bool(numbers.number(text, "decimal")) or bool(_PARTS.search(text))


@dataclass(slots=True)
class _Page:
    """What has been seen of a page so far."""

    ledger: Ledger
    title: str = ""
    title_line: int = 0
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
    page.title_line = _title(rows)
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
    # What the page prints over the title is the journal's; a text begins with its title.
    return sorted(out, key=lambda block: block.type != "text" or block.kind is not Kind.HEAD)


def _title(rows: Sequence[Block]) -> int:
    """Return the line of the article's title: what the page repeats, else what stands over its author."""
    texts = [plain(row.inlines) for row in rows]
    end = next(
        (at for at, text in enumerate(texts) if LABELS["abstract"].match(text) or len(text) > 250), len(rows)
    )
    fits = [
        at
        for at, text in enumerate(texts[:end])
        if 12 <= len(text) <= 250
        and not chrome(text)
        and not _FACT_LINE.fullmatch(text)
        and not _TYPES.fullmatch(text)
        and not any(label.match(text) for label in LABELS.values())
    ]
    again = [at for at in fits if any(texts[at] in text for text in texts[at + 1 :])]
    named = (
        at for at in fits if shapes.name_like(texts[at]) or _signs(texts[at]) or _HOUSE.search(texts[at])
    )
    author = next((at for at in named if any(before < at for before in fits)), end)
    above = [at for at in fits if at < author][-1:]
    chosen = (
        [at for at in above if at in again] or sorted(again, key=lambda at: -len(texts[at])) or above or fits
    )
    return rows[chosen[0]].first if chosen else 0


def _signs(text: str) -> bool:
    """Tell whether a line lists authors: names with the letters or stars of their affiliations."""
    parts = _AUTHORS.split(_AFFILIATION_MARK.sub("", text))
    return len(text) <= 160 and all(shapes.name_like(part.strip()) for part in parts)


def _references(rows: Sequence[Block]) -> dict[int, numbers.Numbered]:
    """Return the numbers of the references by place: the last list on the page that counts from 1."""
    for style in ("decimal", "paren", "bare"):
        found = [
            (at, mark)
            for at, row in enumerate(rows)
            if (mark := numbers.number(plain(row.inlines)[:80], style))
            and (style != "bare" or _reference_like(plain(row.inlines)))
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
    fits = fits or (bool(_NAMED.fullmatch(text)) and len(value) <= 80 and not chrome(value))
    if not fits and not (len(value) <= 40 and _TYPES.fullmatch(value)):
        return None
    return replace(joins.merge(row, following), type="meta")


def _line(row: Block, following: Block | None, page: _Page, out: list[Block]) -> None:
    """Enter one line of the page: as what it is, or as chrome."""
    text = plain(row.inlines)
    if page.title and text == page.title:
        page.discard(row, "chrome-title-repeated")
        return
    if text.isdigit() and following is not None and chrome(plain(following.inlines)) == "chrome-counter":
        page.discard(row, "chrome-counter")
        return
    if rule := chrome(text):
        page.discard(row, rule)
        return
    if len(text) <= 60 and (FACTS.fullmatch(text.rstrip(" :")) or _SECTION.fullmatch(text)):
        page.expected = ""
        if following is not None and shapes.ends_sentence(plain(following.inlines)):
            out.append(replace(row, type="label"))
            return
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
    page.expected = (
        kind if kind == "keywords" and page.expected == kind and len(plain(row.inlines)) < 40 else ""
    )
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
    if row.first < page.title_line and not page.title:
        return replace(row, type="meta")
    if not page.title and not _FACT_LINE.fullmatch(text) and not _TYPES.fullmatch(text):
        page.title = text
        return replace(row, kind=Kind.HEAD, level=1, type="text")
    if page.expected == "keywords" and ((len(text) > 80 and "," not in text) or _SECTION.fullmatch(text)):
        page.expected = ""
    if page.expected == "references" and not _reference_like(text):
        page.expected = ""  # what follows the works cited is the page again
    if page.expected:
        return _typed(row, page.expected, page)
    if page.references and out and out[-1].kind is Kind.BIBL and joins.runs_on(plain(out[-1].inlines), text):
        return joins.merge(out.pop(), row)
    return _typed(row, _kind_by_make(text, following, page), page)


def _kind_by_make(text: str, following: Block | None, page: _Page) -> str:
    """Return what an unlabelled line is by its make, or nothing."""
    name = not page.abstract and (
        shapes.name_like(text) or _signs(text) or _before_affiliation(text, following)
    )
    makes = {
        "meta": len(text) <= 300 and bool(_FACT_LINE.fullmatch(text) or _TYPES.fullmatch(text)),
        "affiliation": not page.abstract and page.author and _house(text),
        "byline": name,
        "keywords": _keywords(text),
        "abstract": len(text) >= 250 and shapes.ends_sentence(text),
    }
    return next((kind for kind, fits in makes.items() if fits), "")


def _house(text: str) -> bool:
    """Tell whether a line says where an author works: by its words, or the mark that leads there."""
    return len(text) <= 200 and bool(_HOUSE.search(text) or re.match(r"(?:\*+|[¹²³⁴-⁹]+)\s?\w", text))


def _before_affiliation(text: str, following: Block | None) -> bool:
    """Tell whether a short line stands right over its author's affiliation."""
    below = plain(following.inlines)[:60] if following else ""
    return len(text) <= 80 and shapes.starts_capital(text) and bool(LABELS["affiliation"].match(below))


def _keywords(text: str) -> bool:
    """Tell whether a line lists keywords: three or more short phrases between commas, no sentence."""
    parts = re.split(r"[,;]", text) if len(text) <= 600 else []
    return len(parts) >= 3 and not shapes.ends_sentence(text) and all(len(p.split()) <= 6 for p in parts)
