"""What stands between a text's title and its first paragraph: subtitle, author, date, salutation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.readers import shapes
from edition.readers.plain import numbers, signed
from edition.tokens import Block, Kind, plain

STANDFIRST = 7
"""From so many words on, a line under a title says more of what the title says, and heads no section."""
DOCUMENT = re.compile(
    r"(?:(?:special|brief|short|secret|political|monthly|weekly|explanatory|informational?|operational)\s+)*"
    r"(?:reports?|memorand(?:um|a)|memo|note|letter|summary|review|circular|telegram|protocol|minutes|"
    r"resolution|decree|order|directive|statement|appeal|certificate|information|survey|overview|"
    r"transcript|record|bulletin|dispatch|ordinance|проток[оа]л|приказ|рапорт|донесение|обзор|сводка|bericht|"
    r"protokoll|befehl|erlass|rapport)\b",
    re.IGNORECASE,
)

_OVER = frozenset({"text", "sub", "published", "byline", "dateline"})
_MATTER = re.compile(r"(?:on|about|concerning|re:?|о|об|über|betrifft|betr\.) ", re.IGNORECASE)
_SALUTE = re.compile(
    r"(?:my |our )?(?:dear|dearest|beloved|esteemed|respected|comrades?|sir|madam|gentlemen|meine?|"
    r"liebe[rs]?|sehr geehrte[rs]?|werte[rs]?|cher|chère|дорог\w+|уважаем\w+|мил\w+"
    r"|товарищи?)\b[^.?]{0,80}[,!:]",
    re.IGNORECASE,
)


def salutation(text: str) -> bool:
    """Tell whether a line greets whom a letter is for: `Dear Anna Petrovna,`."""
    return bool(_SALUTE.fullmatch(text))


def titles(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with title upon title told apart: a subtitle, or the title of a collection."""
    out = list(blocks)
    places = [at for at, block in enumerate(out) if block.kind is Kind.HEAD and block.type == "text"]
    if (
        len(places) > 2
        and places[0] == 0
        and not any(shapes.ends_sentence(plain(b.inlines)) for b in out[1 : places[1]])
    ):
        # Nothing but titles before the first text: the title of what holds them all.
        out[0] = replace(out[0], type="titlepage")
        places = places[1:]
    for at in places:
        above = at - 1
        while above > 0 and out[above].kind is Kind.HEAD and out[above].type == "sub":
            above -= 1
        if at and out[above].kind is Kind.HEAD and out[above].type == "text":
            out[at] = replace(out[at], type="sub")
    return out


def find(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the lines under every title recognised, and those that open a letter."""
    out = list(blocks)
    for at, block in enumerate(out):
        if block.kind is not Kind.P or block.type:
            continue
        text = plain(block.inlines)
        above = out[at - 1] if at else None
        if at == 0 and signed.dateline(text):
            out[at] = replace(block, type="dateline")
        elif salutation(text) and (above is None or above.kind is Kind.HEAD or above.type in _OVER):
            out[at] = replace(block, type="salute")
        elif above is not None and above.type in _OVER:
            out[at] = _under(block, text, above, out[at + 1] if at + 1 < len(out) else None)
    return out


def _under(block: Block, text: str, above: Block, following: Block | None) -> Block:
    """Return a line that stands under a title, or under what stands there, as what it is."""
    below = plain(following.inlines) if following else ""
    # `I. Food` looks like a name; names that stand in a row are a list.
    listed = numbers.number(text, "roman") or shapes.name_like(below)
    if signed.dateline(text):
        return replace(block, type="dateline")
    if shapes.name_like(text) and not listed and above.type != "byline":
        return replace(block, kind=Kind.SIGNED, type="byline")
    return (
        replace(block, kind=Kind.HEAD, level=1, type="sub") if _subtitle(text, above, bool(below)) else block
    )


def _subtitle(text: str, above: Block, more: bool) -> bool:
    """Tell whether a line goes on with the title above it."""
    if not more or len(text) > 200 or shapes.ends_sentence(text) or text[-1] in ",;:" or text[:1].isdigit():
        return False
    if above.kind is not Kind.HEAD and above.type != "dateline":
        return False
    if _MATTER.match(text) and shapes.title_like(text):
        return True
    if above.type not in {"text", "sub"} or numbers.number(text, "roman"):
        return False
    return shapes.starts_lower(text) or (shapes.title_like(text) and len(text.split()) >= STANDFIRST)
