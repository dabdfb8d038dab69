"""Bibliographic references: author, title, place, publisher, date and scope found in the text as it is.

Nothing is moved or normalised: a reference stays the sentence it was, its parts named. Four habits are
known: the Russian (GOST: `Author I. I. Title // Journal. 2017. № 4.`), the one with commas, the one with
the imprint in brackets, and the one with the year behind the author. What is not recognised stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.dates import read_date
from edition.numerals import YEAR
from edition.readers.records.entries import Entry, gather, goes_on, joined
from edition.readers.records.spans import Span, groups, trimmed
from edition.tokens import Block, Inline, Kind, Text, plain

UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĢĪĮĶĹĻĽŁŃŅŇŐŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁІЇЄҐ"
"""Capital letters, for a character class."""
SURNAME = rf"(?:(?:von|van|de|der|du|di|le|la) )*[{UP}][\w'’ʹ]*[^\W\d_](?:-[{UP}][\w'’ʹ]*)*"
INITIALS = rf"[{UP}][a-zа-я]?\.(?:[ -]?[{UP}][a-zа-я]?\.){{0,3}}"
FORENAME = rf"[{UP}][\w'’ʹ-]+(?: (?:[{UP}]\.|[{UP}][\w'’ʹ-]+)){{0,2}}"
AND = r"(?:,? (?:and|&|und|et|и) |[,;] )"
AUTHORS = tuple(
    re.compile(rf"(?:{one})(?P<more>(?:{AND}(?:{other}))*)(?={end})")
    for one, other, end in (
        (rf"{SURNAME},? {INITIALS}", rf"{SURNAME},? {INITIALS}|{INITIALS} ?{SURNAME}", r"[\s,.:(]|$"),
        (rf"{INITIALS} ?{SURNAME}", rf"{INITIALS} ?{SURNAME}", r"[,.:(]| [(\[]"),
        (rf"{SURNAME}, {FORENAME}", rf"{FORENAME} {SURNAME}|{SURNAME}, {FORENAME}", r"[.:(]| \(|, [“\"«‘]"),
        (r"[—–―_-]{2,}", r"(?!)", r"[.,\s]"),
        (rf"{FORENAME} {SURNAME}", rf"{FORENAME} {SURNAME}", r", "),
        (rf"{SURNAME}, {INITIALS} {FORENAME}", rf"{FORENAME} {SURNAME}", r"[.,]"),
        (rf"{SURNAME}, {FORENAME}", rf"{FORENAME} {SURNAME}", r", "),
    )
)
"""How references begin: surname first, initials first, forename written out, or the dash for “the same”.

The last three need a stretch in italics or quotation marks behind it, or any sentence would be a reference;
where the surname comes first, an imprint in brackets at the end will do."""
NATURAL = (4, 5, 6)
NUMBER = re.compile(r"\s*\[?(\d{1,4})[.)\]]+\s+")
YEARS = rf"{YEAR}(?:[–—/-]\d{{2,4}})?[a-f]?"
BRACKETED = re.compile(rf"\([^():]{{2,40}}: [^()]{{2,80}}, {YEARS}\)\W*$")
PLACE = (
    rf"(?:St\. )?(?:[{UP}]\.(?: ?[{UP}]\.)*|[СS][ПP][бb]\.?|"
    rf"[{UP}][\w'’]+(?:[ -][{UP}][\w'’]+){{0,3}}|[{UP}](?= ?:))"
)
"""A town, written out or as the letters that stand for it (`M.`, `СПб.`)."""
PLACES = rf"{PLACE}(?:\s*[;/–—]\s*{PLACE}|,? (?:and|und|et|&) {PLACE})*(?:, [{UP}]{{2}}\b)?"
IMPRINT = re.compile(
    rf"(?:(?<=[.,;»”\"?!]\s)|(?<=[(\[])|^)(?P<place>{PLACES})"
    rf"(?:\s*:\s+?(?P<publisher>[^:()]{{2,80}}?))?,?\s(?P<date>{YEARS})(?!\d|[–—-]\d|\s?(?:gg?\.|гг?\.))"
)
BEHIND = re.compile(rf"\s*\((?P<date>{YEARS})\)")
TOWN = re.compile(rf"(?<=[.,;?!]\s)(?P<pubPlace>{PLACES})\s*:\s+(?P<publisher>[^:()]{{2,80}}?)\.?\s*$")
DATED = re.compile(rf"\b{YEARS}(?!\d)")
SCOPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "issue",
        re.compile(
            r"(?:№№?|\bNos?\.|\bno\.|\bNr\.|\bN[o°º](?=\s?\d)|\b[Ii]ssue|\bHeft|\bH\.|\b[ВV][ыy][пp]\.)"
            r"\s?\d+(?:[–—/-]\d+)?"
        ),
    ),
    (
        "volume",
        re.compile(
            r"\b(?:[Vv]ols?\.|[Vv]olume|Bd\.|Band|[Tt]ome|[TtТт]\.|Том)\s?(?:\d+|[IVXL]+)\b"
            r"(?:\s?[–—-]\s?(?:\d+|[IVXL]+)\b)?"
        ),
    ),
    (
        "page",
        re.compile(
            r"\b(?:pp?\.|[SСс]\.|Seiten?|pages?)\s?(?:\d+|[ivxl]+)\b(?:\s?[–—-]\s?(?:\d+|[ivxl]+)\b)?"
            r"(?:, \d+(?:[–—-]\d+)?\b)*"
        ),
    ),
    ("page", re.compile(r"(?<=: )\d+[–—-]\d+(?=[.,;]?\s*$)")),
)
HOST = re.compile(r"\s*//\s*")
QUOTED = re.compile(r"[“\"„«‘]([^“”\"„«»]{3,300}?)[.,]?[”\"“»’](?=[\s,.)(:;]|$)")
EDGES = ' \t.,;:()[]–—-“”"„«»'


def references(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with references as `BIBL`, their words in `spans` in printed order.

    Parts: `author`, `title` (`title.a|m|j` where the level is told), `pubPlace`, `publisher`, `date`,
    `biblScope.issue|volume|page`; `n` holds the number. Facts: `date.when` and so on.
    """
    blocks = mended(blocks)
    out = gather(blocks, heads(blocks), "more", alone=True)
    for block in out:
        match = NUMBER.match(_said(block)) if block.kind is Kind.BIBL and not block.n else None
        if match:
            block.n = match[1]
    return out


def mended(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with references that a page cut made whole."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        halves = before is not None and before.kind in {Kind.P, Kind.ITEM} and block.kind is Kind.P
        whole = not halves or _number(block) or read(block) is not None
        if before is None or whole or not goes_on(plain(before.inlines), plain(block.inlines)):
            out.append(block)
        else:
            out[-1] = replace(before, inlines=joined(before.inlines, block.inlines), last=block.last)
    return out


def _said(block: Block) -> str:
    return "".join(plain(pieces) for _, pieces in block.spans[:1])


def heads(blocks: Sequence[Block]) -> dict[int, Entry]:
    """Return references by index of their block; among numbered ones, those without known parts too."""
    found = {i: read(block) for i, block in enumerate(blocks) if block.kind in {Kind.P, Kind.ITEM}}
    known = {i: entry for i, entry in found.items() if entry is not None}
    numbered = [i for i in found if _number(blocks[i])]
    if 2 * sum(i in known for i in numbered) <= len(numbered):
        return known
    return {i: known.get(i, Entry(Kind.BIBL, "numbered", ())) for i in found if i in known or i in numbered}


def _number(block: Block) -> str:
    match = NUMBER.match(plain(block.inlines)[:20])
    return match[1] if match else re.sub(r"\D", "", block.marker)


def read(block: Block) -> Entry | None:
    """Return a reference's parts; None if the text has no author or title with a date, place or scope."""
    text = plain(block.inlines)
    number = NUMBER.match(text)
    start = number.end() if number else 0
    if len(text) - start > 900:
        return None
    dressed = list(_dressed(block.inlines))
    authors, after = _authors(text, start, dressed)
    host = HOST.search(text, after)
    facts, imprint = _imprint(text, host.end() if host else after, after)
    scopes = list(_scopes(text, host.end() if host else after, imprint))
    found = [*authors, *imprint, *scopes]
    titles = list(_titles(text, after, found, dressed))
    if not titles or not (imprint or scopes) or not (authors or number or block.marker or dressed or host):
        return None
    return Entry(Kind.BIBL, "reference", tuple(sorted([*found, *titles], key=lambda span: span[1])), facts)


def _dressed(inlines: Sequence[Inline]) -> Iterator[tuple[int, int]]:
    """Yield the stretches in italics, pieces that only a blank divides as one."""
    at, open_at, end = 0, -1, -1
    for piece in inlines:
        size = len(plain([piece]))
        slanted = isinstance(piece, Text) and "italic" in piece.rend
        if slanted and open_at < 0:
            open_at = at
        if slanted:
            end = at + size
        elif open_at >= 0 and size and plain([piece]).strip():
            yield open_at, end
            open_at = -1
        at += size
    if open_at >= 0:
        yield open_at, end


def _authors(text: str, start: int, dressed: Sequence[tuple[int, int]]) -> tuple[list[Span], int]:
    """Return the spans of the authors at the beginning, and where they end."""
    title = min((begin for begin, _ in dressed if begin > start), default=len(text))
    order = (*NATURAL, *(i for i in range(len(AUTHORS)) if i not in NATURAL))
    for index in order:
        match = AUTHORS[index].match(text, start, title)
        if match is None:
            continue
        end = match.end()
        follows = text[end:].lstrip(" ,.(")[:1]
        told = follows in set('“"«„') or any(0 <= s - end <= 3 for s, _ in dressed)
        if index in NATURAL and not told and not (index == NATURAL[-1] and BRACKETED.search(text)):
            continue
        first = match.start("more") if match["more"] else end
        spans = [("author", start, first)]
        spans.extend(_more(text, first, end))
        return spans, end
    return [], start


def _more(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield further authors; the comma inside “Surname, I.” does not divide."""
    at = start
    for match in re.finditer(rf"{AND}(?={SURNAME}|{INITIALS})(?!{INITIALS}(?:{AND}|$))", text[start:end]):
        if match.start() + start > at:
            yield ("author", at, match.start() + start)
        at = start + match.end()
    if at < end:
        yield ("author", at, end)


def _imprint(text: str, start: int, after: int) -> tuple[dict[str, str], list[Span]]:
    """Return the spans of place, publisher and date, and the date's facts."""
    found = [match for match in IMPRINT.finditer(text, start) if _may_close(text, match.end())]
    if found:
        last = found[-1]
        names = (("place", "pubPlace"), ("publisher", "publisher"), ("date", "date"))
        spans = [trimmed(text, name, *last.span(part)) for part, name in names if last[part]]
        return _when(last["date"]), spans
    behind = BEHIND.match(text, after)
    if behind:
        town = TOWN.search(text, behind.end())
        spans = [trimmed(text, name, *town.span(name)) for name in ("pubPlace", "publisher")] if town else []
        return _when(behind["date"]), [("date", *behind.span("date")), *spans]
    for begin, end in reversed(list(_stretches(text, start))):
        facts = _when(text[begin:end])
        if facts and DATED.search(text, begin, end):
            return facts, [("date", begin, end)]
    return {}, []


def _may_close(text: str, at: int) -> bool:
    return not text[at : at + 1].isalnum()


def _stretches(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield what stands between commas, full stops and brackets."""
    for match in re.compile(r"[^.,;()]+(?:\.[IVX\d]+\.\d{4})?").finditer(text, start):
        _, begin, end = trimmed(text, "", *match.span())
        # A bracket inside a title (“… (1928–1929) …”) has a title going on behind it.
        inside = text[match.end() : match.end() + 1] == ")" and re.match(
            r"\)\s*(?://|[^\W\d])", text[match.end() :]
        )
        if begin < end and not inside:
            yield begin, end


def _when(printed: str) -> dict[str, str]:
    facts = read_date(re.sub(r"(?<=\d)[a-f]$", "", printed))
    return {f"date.{name}": value for name, value in facts.attributes().items()} if facts else {}


def _scopes(text: str, start: int, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield issue, volume and pages."""
    busy = list(taken)
    for unit, pattern in SCOPES:
        for match in pattern.finditer(text, start):
            begin, end = match.span()
            if all(end <= s or begin >= e for _, s, e in busy):
                busy.append((unit, begin, end))
                yield (f"biblScope.{unit}", begin, end)


def _titles(
    text: str, after: int, found: Sequence[Span], dressed: Sequence[tuple[int, int]]
) -> Iterator[Span]:
    """Yield the titles: in their own dress, in quotation marks, or plain between author and imprint."""
    placed = any(name in {"pubPlace", "publisher"} for name, _, _ in found)
    whole = "m" if placed else "j"
    limit = min((start for _, start, _ in found if start > after), default=len(text))
    host = HOST.search(text, after)
    quoted = QUOTED.search(text, after, host.start() if host else len(text))
    slanted = [
        span
        for span in dressed
        if span[0] >= after and all(span[1] <= s or span[0] >= e for _, s, e in found)
    ]
    if host:
        yield _title(text, "a", after, host.start())
        ends = min((start for _, start, _ in found if start > host.end()), default=len(text))
        yield _title(text, whole, host.end(), ends)
    elif slanted:
        first = slanted[0]
        part = (
            quoted.span(1)
            if quoted and quoted.end() <= first[0]
            else _plain_part(text, after, first[0], found)
        )
        if part:
            yield _title(text, "a", *part)
        yield _title(text, whole if part or placed else _lone(found), *first)
    elif quoted and quoted.start() < limit:
        yield _title(text, "a" if not placed or quoted.end() < limit - 8 else "m", *quoted.span(1))
    else:
        begin = _behind_date(after, found)
        limit = min((start for _, start, _ in found if start > begin), default=len(text))
        yield from (span for span in [_title(text, "m" if placed else "", begin, limit)] if span[1] < span[2])


def _lone(found: Sequence[Span]) -> str:
    """Return the level of a title without place: a journal's if it has issues or pages, else not told."""
    return "j" if any(name == "biblScope.issue" for name, _, _ in found) else "m"


def _plain_part(text: str, after: int, until: int, found: Sequence[Span]) -> tuple[int, int] | None:
    """Return a title that stands undressed before a journal's: two words or more."""
    begin = _behind_date(after, found)
    words = re.findall(r"[^\W\d_]{2,}", text[begin:until])
    return (begin, until) if len(words) > 1 and begin < until else None


def _behind_date(after: int, found: Sequence[Span]) -> int:
    """Return where a title begins: behind the authors, and behind a year in brackets that follows them."""
    year = next((end for name, start, end in found if name == "date" and 0 <= start - after <= 3), None)
    return after if year is None else year + 1


def _title(text: str, level: str, start: int, end: int) -> Span:
    name = f"title.{level}" if level else "title"
    edges = EDGES if level == "a" and QUOTED.search(text, start, end) is None else " \t.,;:([–—-"
    found = trimmed(text, name, start, end, edges)
    # A bracket at the end belongs to the title if it was opened in it.
    closing = [group.end for group in groups(text[:end]) if found[1] <= group.start < found[2] < group.end]
    return (name, found[1], closing[0]) if closing else found
