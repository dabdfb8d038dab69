"""Records to TEI: `list type="gloss"`, `listEvent`, `listPerson`, `listBibl` (Guidelines 3.8, 14.3, 3.12).

The words of a record stay as printed and in printed order. Only punctuation between elements that may
not hold text (the brackets round a life's dates) is left to whoever shows the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from edition.dates import JULIAN
from edition.tei.make import new, sub
from edition.tei.names import DATED, ID, LANG, tei
from edition.tei.slugs import slug
from edition.tokens import Block, Inline, Kind, Text, plain

Ids = Callable[[str], str]
"""Makes a wanted id unique."""
Append = Callable[[etree._Element, list[Inline]], None]
"""Appends pieces to an element."""

LISTS: dict[Kind, tuple[str, dict[str, str]]] = {
    Kind.TERM: ("list", {"type": "gloss"}),
    Kind.EVENT: ("listEvent", {}),
    Kind.PERSON: ("listPerson", {}),
    Kind.BIBL: ("listBibl", {}),
}
"""The element that holds a run of records of a kind, with its attributes."""


def element(block: Block, ids: Ids, inlines: Append) -> etree._Element | list[etree._Element]:
    """Return the element of a record, for the list that `LISTS` names; a term is two, `label` and `item`."""
    match block.kind:
        case Kind.TERM:
            return [_label(block, ids, inlines), _item(block, inlines)]
        case Kind.EVENT:
            return _event(block, ids, inlines)
        case Kind.PERSON:
            return _person(block, ids, inlines)
        case Kind.BIBL:
            return _bibl(block, ids, inlines)
        case _:
            raise ValueError(f"a {block.kind} is no record")


def listing(blocks: Sequence[Block], ids: Ids, inlines: Append) -> etree._Element:
    """Return the list element of a run of records of one kind."""
    name, attributes = LISTS[blocks[0].kind]
    holder = new(name, **attributes)
    for block in blocks:
        found = element(block, ids, inlines)
        holder.extend(found if isinstance(found, list) else [found])
    return holder


def julian_calendar() -> etree._Element:
    """Return the `calendarDesc` that a header needs (in `profileDesc`) where `datingMethod` is used."""
    description = new("calendarDesc")
    calendar = sub(description, "calendar")
    calendar.set(ID, JULIAN.lstrip("#"))
    sub(calendar, "p", "Julian calendar (old style)")
    return description


def _facts(block: Block, part: str) -> dict[str, str]:
    """Return the facts of a part as attributes."""
    lead = f"{part}."
    found = {name[len(lead) :]: value for name, value in block.facts.items() if name.startswith(lead)}
    found.pop("unread", None)
    return found


def _paragraphs(parent: etree._Element, first: Sequence[Inline], block: Block, inlines: Append) -> None:
    """Append a record's text and what goes on with it as paragraphs."""
    for pieces in (list(first), *(child.inlines for child in block.children)):
        if pieces:
            inlines(sub(parent, "p"), pieces)


def _is_bare(pieces: Sequence[Inline]) -> bool:
    """Say whether pieces are text only, as `desc` wants it (no notes, no page breaks)."""
    return all(isinstance(piece, Text) for piece in pieces)


# ---- terms


def _label(block: Block, ids: Ids, inlines: Append) -> etree._Element:
    label = new("label")
    for name, dressed in block.spans:
        pieces = [_undressed(piece) for piece in dressed]
        if name == "term":
            term = sub(label, "term")
            term.set(ID, ids(f"term-{slug(plain(pieces)) or 'x'}"))
            inlines(term, pieces)
        elif name == "original":
            _original(label, pieces, inlines)
        elif name == "sep":
            inlines(label, pieces)
    return label


def _undressed(piece: Inline) -> Inline:
    """Return a piece without the bold letters that only said "entry"."""
    if not isinstance(piece, Text):
        return piece
    return replace(piece, rend=tuple(style for style in piece.rend if style != "bold"))


def _original(label: etree._Element, pieces: list[Inline], inlines: Append) -> None:
    """Append a term's original: `foreign` where its script tells the language, a second `term` if not."""
    tongue = next((piece.lang for piece in pieces if isinstance(piece, Text) and piece.lang), "")
    holder = sub(label, "foreign" if tongue else "term")
    if tongue:
        holder.set(LANG, tongue)
    same = (replace(p, lang="") if isinstance(p, Text) and p.lang == tongue else p for p in pieces)
    inlines(holder, list(same))


def _item(block: Block, inlines: Append) -> etree._Element:
    item = new("item")
    meaning = [piece for name, pieces in block.spans if name == "def" for piece in pieces]
    if block.children:
        _paragraphs(item, meaning, block, inlines)
    else:
        inlines(item, meaning)
    return item


# ---- events


def _event(block: Block, ids: Ids, inlines: Append) -> etree._Element:
    """Return an event: its date (and title, where the date stands last) as `label`, its text as `desc`."""
    event = new("event", **block.facts)
    day = next((value for name, value in block.facts.items() if name in DATED), "")
    event.set(ID, ids(f"event-{day or 'x'}"))
    label = sub(event, "label")
    text: list[Inline] = []
    for name, pieces in block.spans:
        if name == "text":
            text.extend(pieces)
        elif name == "date":
            inlines(sub(label, "date", **block.facts), pieces)
        else:
            inlines(label, pieces)
    if text and not block.children and _is_bare(text):
        inlines(sub(event, "desc"), text)
    elif text or block.children:
        # `desc` holds neither notes nor page breaks nor paragraphs.
        _paragraphs(sub(event, "note", type="description"), text, block, inlines)
    return event


# ---- persons

NAMES = {"surname": "surname", "forename": "forename"}


def _person(block: Block, ids: Ids, inlines: Append) -> etree._Element:
    person = new("person")
    names = [(name, plain(pieces)) for name, pieces in block.spans if name in {"surname", "name", "forename"}]
    family = [text for name, text in names if name != "forename"]
    given = [text.split()[0] for name, text in names if name == "forename" and text.strip()]
    person.set(ID, ids(f"person-{slug(*family, *given[:1]) or 'x'}"))
    naming, rest = _split_names(block)
    inside, behind = _inner_and_outer(naming)
    _name(person, inside, inlines)
    for pieces in behind:
        _other_name(person, pieces, inlines)
    for name, pieces in rest:
        if name in {"birth", "death"}:
            inlines(sub(person, name, **_facts(block, name)), pieces)
        elif name == "life":
            inlines(_life(person, block), pieces)
    text = [piece for name, pieces in rest if name == "text" for piece in pieces]
    if text or block.children:
        _paragraphs(sub(person, "note", type="biography"), text, block, inlines)
    return person


Spans = list[tuple[str, list[Inline]]]


def _split_names(block: Block) -> tuple[Spans, Spans]:
    """Return the spans of the name, and those of the life behind it."""
    named = {"surname", "forename", "name", "altnames"}
    last = max((i for i, (name, _) in enumerate(block.spans) if name in named), default=-1)
    return block.spans[: last + 1], [span for span in block.spans[last + 1 :] if span[0] != "sep"]


def _inner_and_outer(naming: Spans) -> tuple[Spans, list[list[Inline]]]:
    """Return the name as far as its last part, and the other names that stand behind it."""
    last = max((i for i, (name, _) in enumerate(naming) if name not in {"altnames", "sep"}), default=-1)
    return naming[: last + 1], [pieces for name, pieces in naming[last + 1 :] if name == "altnames"]


def _name(person: etree._Element, naming: Spans, inlines: Append) -> None:
    """Append the name; other names within it (`KRUPSKAYA [Ulyanova], Nadezhda`) stay in their place."""
    if not naming:
        return
    holder = sub(person, "persName")
    for name, pieces in naming:
        if name in NAMES:
            inlines(sub(holder, NAMES[name]), pieces)
        elif name == "altnames":
            _other_name(holder, pieces, inlines)
        else:
            inlines(holder, pieces)


def _other_name(parent: etree._Element, pieces: list[Inline], inlines: Append) -> None:
    """Append other names: `Simkha Bliumkin. Pseudonyms: Isaev, Maks` is a name and two pseudonyms."""
    text = plain(pieces)
    listed = re.fullmatch(r"(?:(?P<first>.+?)[.;]\s+)?(?P<lead>[^\W\d_][^,:;.]{2,40}:)\s*(?P<names>.+)", text)
    if listed is None or not _is_bare(pieces):
        inlines(sub(parent, "persName", type="alt"), pieces)
        return
    if listed["first"]:
        inlines(sub(parent, "persName", type="alt"), list(_slice(pieces, *listed.span("first"))))
        if parent.tag == tei("persName"):
            parent[-1].tail = text[listed.end("first") : listed.start("lead")]
    holder = sub(parent, "persName", type="alt", subtype="pseudonym")
    inlines(holder, list(_slice(pieces, listed.start("lead"), listed.start("names"))))
    at = listed.start("names")
    for match in re.finditer(r"[^,;]*[^,;\s]", text[at:]):
        start, end = at + match.start(), at + match.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if len(holder):
            holder[-1].tail = ", "
        inlines(sub(holder, "addName"), list(_slice(pieces, start, end)))


def _slice(pieces: Sequence[Inline], start: int, end: int) -> Iterator[Inline]:
    """Yield the runs of text between two places."""
    at = 0
    for piece in pieces:
        size = len(plain([piece]))
        if isinstance(piece, Text) and max(start, at) < min(end, at + size):
            yield replace(piece, text=piece.text[max(start - at, 0) : end - at])
        at += size


def _life(person: etree._Element, block: Block) -> etree._Element:
    """Return the element of dates that are neither birth nor death: `floruit` if they could be read."""
    facts = _facts(block, "life")
    return sub(person, "floruit", **facts) if facts else sub(person, "note", type="life")


# ---- references


def _bibl(block: Block, ids: Ids, inlines: Append) -> etree._Element:
    """Return a reference: its text as it is, its parts marked."""
    bibl = new("bibl", **({"n": block.n} if block.n else {}))
    author = re.split(r"[,\s]", plain(block.parts.get("author", [])).strip())[0]
    year = next((value[:4] for name, value in block.facts.items() if name.startswith("date.")), "")
    bibl.set(ID, ids(f"bibl-{slug(author, year) or block.n or 'x'}"))
    for name, pieces in block.spans:
        part, _, kind = name.partition(".")
        if part == "title":
            inlines(sub(bibl, "title", **({"level": kind} if kind else {})), pieces)
        elif part == "biblScope":
            inlines(sub(bibl, "biblScope", unit=kind), pieces)
        elif part == "date":
            inlines(sub(bibl, "date", **_facts(block, "date")), pieces)
        elif part in {"author", "pubPlace", "publisher"}:
            inlines(sub(bibl, part), pieces)
        else:
            inlines(bibl, pieces)
    if block.children:
        _paragraphs(sub(bibl, "note", type="annotation"), [], block, inlines)
    return bibl
