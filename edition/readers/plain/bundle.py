"""Where a text begins in a file that holds several: reports one after another, articles saved together.

A document carries its number and its stamp (`No. 12`, `Top secret`), an article the line that says where
it was first published or who wrote it. These lines stand under, over or around a title line; together
they open a text. Without such a line nothing is called a new text here but the beginning of the file.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from edition.ledger import Ledger
from edition.problems import Code, Problems
from edition.readers import shapes
from edition.readers.plain import numbers, opened, signed
from edition.readers.plain.items import without
from edition.tokens import Block, Inline, Kind, Text, plain

# What a line of an opening looks like: its type, and the whole of the line as a pattern.
OPENINGS: dict[str, re.Pattern[str]] = {
    "number": re.compile(
        r"(?:(?:no|nr|number|document|doc|документ)\b\.?|№)\s*(?:no\.?\s*|№\s*)?\d{1,5}(?:[/-]?\w{1,6})?\.?",
        re.IGNORECASE,
    ),
    "stamp": re.compile(
        r"(?:(?:top|strictly|absolutely|completely|most|сов(?:ершенно|\.))\s*)?"
        r"(?:secret|confidential|секретно|restricted|classified)\.?(?:[ ,;]+(?:copy|no|№|экз)\b.{0,30})?"
        r"|copy(?: no\.? ?\d+)?\.?|urgent\.?|for (?:official|internal|service) use only\.?"
        r"|not for publication\.?",
        re.IGNORECASE,
    ),
    "published": re.compile(
        r"(?:(?:this|the) (?:article|text|interview|piece|report) )?(?:(?:was|has been) )?"
        r"(?:first|originally|previously) (?:published|printed|posted|appeared)\b.{0,400}"
        # Without `first` a paragraph may begin so: `Published in Paris, the journal …`.
        r"|(?:published|posted) (?:in|at|by|on|as|here)\b[^,]{0,80}|source:\s.{0,300}"
        r"|reprinted (?:from|in|with)\b.{0,300}"
        r"|translat(?:ed|ion) (?:from|by|and)\b.{0,300}|впервые опубликован.{0,300}"
        r"|(?:erstveröffentlich|zuerst erschienen|aus dem \w+ (?:von|übersetzt)|перевод с ).{0,300}",
        re.IGNORECASE,
    ),
    "byline": re.compile(r"(?:[Bb]y|Von|Par) [^\W\d_a-zа-я].{1,80}"),
}

_ALIKE = re.compile(
    r"([^\W\d_][^\d]{2,60}?)\s*(?:No\.?|Nr\.?|№)?\s?(\d{1,4})\b[^\w,;]*(?=$|\s)", re.IGNORECASE
)
ARCHIVE = re.compile(
    r"\b(?:f|fond|ф|фонд)\.?\s?\d+[\w-]*[,.;]\s?(?:op|opis|оп|опись)\.?\s?\d+"
    r"|\b(?:RG|Rep|Best|NL|TNA|PRO)\.?\s\d+[,/ ]",
    re.IGNORECASE,
)
"""A shelfmark: where the document lies."""
LONGEST_SHELFMARK = 160
_BOUNDARY = re.compile(r"(?:[^\W\d_]{3}|[\d)\]])[.!?][\"”’»)]* +(?=[\"“«]?[^\W_a-zа-я])")


def find(blocks: Sequence[Block], ledger: Ledger, problems: Problems) -> list[Block]:
    """Return the blocks with the openings of texts recognised; a line shared by two texts is divided."""
    work = _numbered_alike(blocks)
    at = 0
    while at < len(work):
        kind = opening(work[at])
        if not kind:
            at += 1
            continue
        stop = _run_end(work, at)
        at += _open(work, at, stop, problems)
        at = max(at, stop)
    return _file_title(work, ledger)


def _numbered_alike(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with titles that differ in their number only (`Order No. 4`, `Order No. 5`) found."""
    alike: dict[str, list[tuple[int, int]]] = {}
    for at, block in enumerate(blocks[:-1]):
        found = _ALIKE.match(plain(block.inlines)[:120])
        if found and opened.DOCUMENT.match(found[1]) and _titles(block):
            alike.setdefault(found[1].lower(), []).append((at, int(found[2])))
    out = list(blocks)
    for places in alike.values():
        # Neighbours are a list of documents, not the documents.
        if len(places) < 2 or any(b[0] - a[0] < 3 or b[1] <= a[1] for a, b in itertools.pairwise(places)):
            continue
        for at, _ in places:
            out[at] = replace(out[at], kind=Kind.HEAD, level=1, type="text")
    return out


def opening(block: Block) -> str:
    """Return what a line is in the opening of a text: a key of `OPENINGS`, or nothing."""
    if block.kind is not Kind.P or block.type:
        return ""
    text = plain(block.inlines)
    if len(text) > 450:
        return ""
    return next((kind for kind, pattern in OPENINGS.items() if pattern.fullmatch(text)), "")


def begin(blocks: Sequence[Block], title: int) -> int:
    """Return where the text begins whose title stands at `title`: its number and stamp may stand over it."""
    at = title
    while at and blocks[at - 1].type in {"number", "stamp", "part"}:
        at -= 1
    # Under another title they are that title's own.
    return title if at and blocks[at - 1].kind is Kind.HEAD and blocks[at - 1].type == "text" else at


def _run_end(work: Sequence[Block], start: int) -> int:
    """Return the end of the opening lines at `start`; one title line may stand among them."""
    at = start
    while at < len(work):
        if opening(work[at]):
            at += 1
        elif at + 1 < len(work) and _titles(work[at]) and opening(work[at + 1]) in {"number", "stamp"}:
            at += 2
        else:
            break
    return at


def _titles(block: Block) -> bool:
    """Tell whether a block may be a title: a single title-like line that no signature is."""
    if block.kind is not Kind.P or block.type or len(block.inlines) != 1:
        return False
    text = plain(block.inlines)
    return shapes.title_like(text, 300) and not signed.office(text) and not signed.dateline(text)


def _open(work: list[Block], start: int, stop: int, problems: Problems) -> int:
    """Recognise the opening at `start`…`stop` in place; return how many blocks were put in."""
    kinds = {opening(block) for block in work[start:stop]} - {""}
    document = bool(kinds & {"number", "stamp"})
    inner = next((i for i in range(start, stop) if not opening(work[i])), -1)
    before = _title_over(work, start)
    added = 0
    if inner >= 0:
        title = inner
    elif before >= 0:
        title = before
        _part(work, before - 1)
        if "byline" in kinds and _standfirst(work, before):
            work[before] = replace(work[before], kind=Kind.HEAD, level=1, type="sub")
            title = before - 1
    elif document and start and _divide(work, start - 1, stop):
        title, added, start, stop = start, 1, start + 1, stop + 1
    elif document and _heads(work, stop):
        title = stop
    else:
        if document and "stamp" in kinds:
            line = work[start].first
            problems.add(
                Code.HEAD_MISSING, line, "the number or stamp of a text without a title line near it"
            )
        return 0
    _type(work, start, stop)
    if work[title].type != "sub":
        work[title] = replace(work[title], kind=Kind.HEAD, level=1, type="text")
    if document and title < stop and _heads(work, stop) and len(plain(work[stop].inlines).split()) >= 5:
        work[stop] = replace(work[stop], kind=Kind.HEAD, level=1, type="sub")
    return added


def _title_over(work: Sequence[Block], start: int) -> int:
    """Return the place of the title over an opening, past its date and author; -1 if none."""
    at = start - 1
    while at > 0 and _between(work[at]):
        at -= 1
    below = plain(work[at].inlines)[:LONGEST_SHELFMARK] if at > 0 else ""
    if _is_shelfmark(work[at + 1]) and shapes.starts_lower(below) and not shapes.ends_sentence(below):
        at -= 1  # the rest of the title
    if at < 0 or at < start - 3:
        return -1
    return (
        at if _titles(work[at]) or (work[at].kind is Kind.HEAD and work[at].type in {"text", "sub"}) else -1
    )


def _is_shelfmark(block: Block) -> bool:
    """Tell whether a line says in which archive a document lies."""
    text = plain(block.inlines)
    return block.kind is Kind.P and len(text) <= LONGEST_SHELFMARK and ARCHIVE.search(text) is not None


def _between(block: Block) -> bool:
    """Tell whether a line may stand between a title and what opens its text: date, author, archive."""
    text = plain(block.inlines)
    return _is_shelfmark(block) or signed.dateline(text) or block.type in {"byline", "published"}


def _standfirst(work: Sequence[Block], at: int) -> bool:
    """Tell whether the line at `at` says more of the title that stands over it."""
    if not at or not _titles(work[at - 1]):
        return False
    said, title = (len(plain(work[place].inlines).split()) for place in (at, at - 1))
    return said >= opened.STANDFIRST and said > title


def _type(work: list[Block], start: int, stop: int) -> None:
    """Give the lines of an opening their types."""
    for at in range(start, stop):
        kind = opening(work[at])
        if kind == "byline":
            work[at] = replace(work[at], kind=Kind.SIGNED, type="byline")
        elif kind:
            work[at] = replace(work[at], type=kind)


def _heads(work: Sequence[Block], at: int) -> bool:
    """Tell whether the line at `at` is a title with a paragraph under it, and no numbered section."""
    if at + 1 >= len(work) or not _titles(work[at]):
        return False
    text = plain(work[at].inlines)
    below = plain(work[at + 1].inlines)
    if numbers.number(text, "roman"):
        return False
    section = numbers.number(below, "roman") or numbers.number(below, "decimal")
    return bool(section) or len(below) > len(text) or bool(opened.DOCUMENT.match(text))


def _part(work: list[Block], at: int) -> None:
    """Recognise the heading of a larger part over a title: a short line with a roman number."""
    if at < 0 or work[at].kind is not Kind.P or work[at].type:
        return
    text = plain(work[at].inlines)
    numbered = numbers.number(text, "roman") or numbers.number(text, "chapter")
    if shapes.short(text, 80, 12) and numbered:
        work[at] = replace(work[at], kind=Kind.HEAD, level=1, type="part")


def _divide(work: list[Block], at: int, stop: int) -> bool:
    """Divide the line at `at` if the title of the text that opens after it stands at its end."""
    block = work[at]
    last = block.inlines[-1]
    if not isinstance(last, Text):
        return False
    start = title_tail(last.text)
    if start <= 0 or (_heads(work, stop) and opened.DOCUMENT.match(plain(work[stop].inlines))):
        return False
    kept: list[Inline] = [*block.inlines[:-1], replace(last, text=last.text[:start].rstrip())]
    work[at] = replace(block, inlines=kept)
    title: list[Inline] = [replace(last, text=last.text[start:])]
    work.insert(at + 1, Block(Kind.P, title, first=last.line, last=last.line))
    return True


def title_tail(text: str) -> int:
    """Return where a document's title begins at the end of a line, or -1.

    A title names the kind of document or ends in its date, and has no finite verb.
    """
    base = max(0, len(text) - shapes.EDGE)
    starts = [base + found.end() for found in _BOUNDARY.finditer(text[base:])]
    if not starts:
        return -1
    start = starts[-1]
    dated = shapes.ends_dated(text)
    if dated and len(text[start:].split()) <= 4 and len(starts) > 1:
        start = starts[-2]
    title = text[start:]
    verbs = {word.lower() for word in shapes.word_list(title)} & shapes.FINITE
    named = bool(opened.DOCUMENT.match(title))
    return start if not verbs and (named or dated) and (named or not shapes.ends_sentence(title)) else -1


def _file_title(work: list[Block], ledger: Ledger) -> list[Block]:
    """Recognise the title at the head of the file, and take the number of parts out of their headings."""
    text = plain(work[0].inlines) if work else ""
    title = len(work) > 1 and _titles(work[0]) and not OPENINGS["stamp"].fullmatch(text)
    title = title and not signed.dateline(text) and not opened.salutation(text)
    if title and not numbers.number(text, "decimal"):
        # Under a title stands a text; over a bundle, the title of its first text was found already.
        work[0] = replace(work[0], kind=Kind.HEAD, level=1, type="text")
    return opened.titles(opened.find([_numbered(block, ledger) for block in work]))


def _numbered(block: Block, ledger: Ledger) -> Block:
    """Return a part's heading without its number."""
    if block.type != "part":
        return block
    text = plain(block.inlines)
    mark = numbers.number(text, "roman") or numbers.number(text, "chapter")
    if not mark or mark.start >= len(text):
        return block
    ledger.take(block.first, "head-number", mark.printed)
    return replace(without(block, mark.start), n=mark.printed.rstrip("."))
