"""Biographical notes: a name, other names in brackets, the dates of a life, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.dates import lone_year, read_date, read_vital, split_life
from edition.readers.records.entries import Entry, cut_before, gather, settle, styled_end
from edition.readers.records.spans import Group, Span, groups, masked, trimmed
from edition.tokens import Block, Kind, plain

HEAD = 400
"""A name with all its brackets is no longer."""
LONGEST = 120
"""No name without dates is longer."""
WORDS = 9
PARTICLES = frozenset(
    """von van der den de du des della di da do dos la le les al el ibn ben bin bint zu zum zur ter ten af
    фон ван дер де ибн бен аль""".split()
)
"""Small words that a name may begin with."""
JOINTS = frozenset("and und of the i y e et и".split())
"""Small words that may stand in the middle of a name."""
WORD = re.compile(r"[^\W\d_][\w'’ʹʼ.‐-]*")
STOP = re.compile(r"(?<=[^\W\d_]{2})\.(?:\s|$)|[:;](?:\s|$)|\s[–—-]\s|,\s+(?=[a-zа-яß-ÿ])")
"""Where a name has ended for certain; the full stop of an initial does not end it."""
AFTER_LIFE = re.compile(r"[.,:;]*\s*(?:[–—-]\s+)?")
ACTIVE = re.compile(r"(?:fl\.|flourished|active|wirkte|акт\.)\s*(?:in\s+)?", re.IGNORECASE)
UNDATED = re.compile(r"\bdates?\b|\bunknown\b|\bunbekannt\b|\binconnu|неизв|\?|\d{4}", re.IGNORECASE)


def biographies(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with biographical notes as `PERSON`, their further paragraphs as children.

    Parts: `surname` and `forename` (`name` where print does not tell them apart), `altnames`, `birth`,
    `death`, `life` (a bracket of dates that says neither), `text`. Facts: `birth.when` and so on;
    `birth.unread` and `death.unread` hold what could not be read wholly.
    """
    return gather(blocks, heads(blocks), "text")


def heads(blocks: Sequence[Block]) -> dict[int, Entry]:
    """Return the heads of entries by index of their block."""
    found = settle(blocks, read, _has_life)
    # A sentence cut by a page may go on with capitals (`… Council` / `RVS. From 1919 …`): no new person.
    return {i: entry for i, entry in found.items() if _has_life(entry) or not cut_before(blocks, i)}


def _has_life(entry: Entry) -> bool:
    names = {name for name, _, _ in entry.spans}
    return bool(names & {"birth", "death"}) and "surname" in names


def read(block: Block) -> Entry | None:
    """Return the person a paragraph begins with, or None.

    A name is one if the dates of a life follow it, or if its dress (capitals, bold) makes it a heading.
    """
    text = plain(block.inlines)
    styled = styled_end(block.inlines)
    for end, life, start in _lives(text):
        names = _names(text, end)
        if names:
            spans, facts = life
            style = _style(text, names, styled)
            return Entry(Kind.PERSON, style, (*names, *spans, ("text", start, len(text))), facts)
    return _undated(text, styled)


Life = tuple[list[Span], dict[str, str]]


def _lives(text: str) -> Iterator[tuple[int, Life, int]]:
    """Yield where the name may end, the life's spans and facts, and where the text begins."""
    bare = masked(text[:HEAD])
    for group in groups(text[:HEAD]):
        if STOP.search(bare, 0, group.start):
            break
        life = _life(text, group.start + 1, group.end - 1)
        if life:
            yield group.start, life, _text_start(text, group.end)
            return
    yield from _unbracketed(text)


def _unbracketed(text: str) -> Iterator[tuple[int, Life, int]]:
    """“SURNAME, Forename, 1881–1963. …”: the dates stand between a comma and the next stop."""
    near = text[:HEAD]
    for opening in reversed(list(re.finditer(r",\s+|\s+(?=[*†\d])", near))[:6]):
        for closing in list(re.finditer(r"[.,:;](?:\s|$)|$", near[opening.end() :]))[:3]:
            end = opening.end() + closing.start()
            life = _life(text, opening.end(), end) if end - opening.end() <= 80 else None
            if (
                life
                and re.search(r"\d{4}", text[opening.end() : end])
                and "life" not in {s[0] for s in life[0]}
            ):
                yield opening.start(), life, _text_start(text, end)


def _text_start(text: str, at: int) -> int:
    match = AFTER_LIFE.match(text, at)
    return match.end() if match else at


def _life(text: str, start: int, end: int) -> Life | None:
    """Return spans and facts of the dates of a life."""
    printed = text[start:end]
    halves = split_life(printed)
    if halves is None:
        return _floruit(text, start, end)
    spans: list[Span] = []
    facts: dict[str, str] = {}
    at = start
    for name, half in zip(("birth", "death"), halves, strict=True):
        if not half:
            continue
        at = text.index(half, at)
        spans.append(trimmed(text, name, at, at + len(half)))
        at += len(half)
        facts |= _dated(name, half)
    return spans, facts


def _dated(name: str, printed: str) -> dict[str, str]:
    facts = read_vital(printed)
    if facts is not None:
        return {f"{name}.{key}": value for key, value in facts.attributes().items()}
    year = lone_year(printed)
    return {f"{name}.unread": printed} | ({f"{name}.when": year} if year else {})


def _floruit(text: str, start: int, end: int) -> Life | None:
    """“(fl. 1917–1921)”, “(dates unknown)”, “(1936)”: dates, but neither of birth nor of death."""
    printed = text[start:end]
    if not UNDATED.search(printed) or len(printed.split()) > 6:
        return None
    facts = read_date(ACTIVE.sub("", printed, count=1))
    known = {f"life.{key}": value for key, value in facts.attributes().items()} if facts else {}
    return [trimmed(text, "life", start, end)], known


def _undated(text: str, styled: int) -> Entry | None:
    """Return a person without dates: told by capitals or by its dress alone."""
    bare = masked(text[:HEAD])
    stop = STOP.search(bare)
    end = stop.start() if stop else len(bare)
    dressed = len(text[:styled].rstrip(" .:,;–—-"))
    end = dressed if 0 < dressed <= end else end
    names = _names(text, end) if end <= LONGEST else []
    style = _style(text, names, styled) if names else "plain"
    lone = style == "capital" and all(name != "forename" for name, _, _ in names)
    if style == "plain" or lone:
        return None
    return Entry(Kind.PERSON, style, (*names, ("text", _text_start(text, end), len(text))))


def _style(text: str, names: Sequence[Span], styled: int) -> str:
    name, start, end = names[0]
    if styled >= end:
        return "styled"
    surname = next((text[s:e] for n, s, e in names if n == "surname"), text[start:end])
    return "capital" if name != "name" and is_capital(surname) else "plain"


def is_capital(name: str) -> bool:
    """Say whether a name is set in capitals: `TER-VAGANIAN`, `McDONALD`, `von RIBBENTROP`, `O'CONNOR`."""
    words = [
        word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in PARTICLES or word.isupper()
    ]
    letters = re.sub(r"\b(?:Mc|Mac|Mk|Le|La|De|Di|Van)(?=[^\W\d_]{2})", "", " ".join(words))
    letters = "".join(char for char in letters if char.isalpha())
    return len(letters) > 1 and letters.isupper()


def _names(text: str, end: int) -> list[Span]:
    """Return the spans of a name that ends at `end`; none if what stands there is no name."""
    brackets = list(groups(text[:end]))
    pieces = list(_between(brackets, end))
    said = " ".join(text[start:stop] for start, stop in pieces).strip(" ,;–—-")
    if not _is_name(said):
        return []
    out: list[Span] = [group.inner("altnames") for group in brackets]
    comma = next((text.index(",", start, stop) for start, stop in pieces if "," in text[start:stop]), None)
    for start, stop in pieces:
        if comma is not None:
            cuts = [("surname", start, min(stop, comma)), ("forename", max(start, comma), stop)]
        else:
            cuts = _uncut(text, start, stop)
        spans = (trimmed(text, name, s, e, " ,;–—-") for name, s, e in cuts if s < e)
        out.extend(span for span in spans if span[1] < span[2])
    names = sorted(out, key=lambda span: span[1])
    if any(name == "surname" for name, _, _ in names):
        names = [("forename" if name == "name" else name, s, e) for name, s, e in names]
    surname = " ".join(text[s:e] for name, s, e in names if name == "surname")
    forename = " ".join(text[s:e] for name, s, e in names if name == "forename")
    # Capitals tell the surname apart; a text that is all capitals (`GPU, OGPU`) names nobody.
    return [] if forename and is_capital(surname) and is_capital(forename.partition(" ")[0]) else names


def _between(brackets: Sequence[Group], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for group in brackets:
        yield at, group.start
        at = group.end
    yield at, end


def _is_name(said: str) -> bool:
    """Say whether a text is a name: few words, each with a capital or one of those that names have small."""
    words = said.replace(",", " ").split()
    if not 0 < len(words) <= WORDS or said.count(",") > 2:
        return False
    whole = all(WORD.fullmatch(word.strip("\"“”«»'‘’")) for word in words)
    tall = [word for word in words if word.lstrip("\"“«'‘’")[:1].isupper()]
    small = [word for word in words if word not in tall]
    if not whole or not tall or words[0].lower() in JOINTS:
        return False
    return all(word.lower() in PARTICLES | JOINTS or word[1:2] in "'’-" for word in small)


def _uncut(text: str, start: int, stop: int) -> list[Span]:
    """Return the spans of a name without comma: capitals tell the surname (`Leon TROTSKY`)."""
    words = list(re.finditer(r"\S+", text[start:stop]))
    tall = [word for word in words if is_capital(word[0])]
    if not tall or len(tall) == len(words) > 1:
        return [("name", start, stop)]
    first, last = start + tall[0].start(), start + tall[-1].end()
    return [("forename", start, first), ("surname", first, last), ("forename", last, stop)]
