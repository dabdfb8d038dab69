"""From a flat run of blocks to nested sections: the outline that careless headings meant.

A converter levels headings by the look of a page, so that chapters of one book come as `#` and `##`
without system. What can be trusted is the numbering, and the names that parts of books have.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from edition.ledger import Ledger
from edition.numerals import roman
from edition.readers import articles, shapes, titles
from edition.readers.plain import bundle
from edition.readers.records.references import references
from edition.tokens import Block, Call, Kind, Text, plain

TITLEPAGE = "titlepage"
LONGEST_LINE = 160
"""Characters. No line of a title page is longer."""
WORDLESS = {Kind.GAP, Kind.PAGE}
BARE_NUMBER = re.compile(r"\s*(\d{1,2}|[IVXL]{1,6})\s+(?=[^\W\d_a-zа-яß-ÿё]|[\"“«„‘'(])")


@dataclass(slots=True)
class Parts:
    """One text: what stands where in it."""

    front: list[Block] = field(default_factory=list)
    lead: list[Block] = field(default_factory=list)
    """What opens the body before its first section: title, byline, paragraphs."""
    body: list[Block] = field(default_factory=list)
    back: list[Block] = field(default_factory=list)

    def sections(self) -> list[list[Block]]:
        """Return the lists of top-level sections, for passes that work on sections."""
        return [self.front, self.body, self.back]


def divide(
    blocks: list[Block], title: str, careless: bool, ledger: Ledger
) -> tuple[list[Block], list[Parts]]:
    """Return what stands before the texts of a source, and its texts.

    Where headings of type `text` begin several texts, each is one, and what stands before the first is
    its own; else the source is one text. `title` is the work's title from its card, `careless` says that
    headings are levelled by the look of the page (as converters do), so that numbers and names decide.
    """
    if careless:
        articles.open_text(blocks, title)
    starts = [index for index, block in enumerate(blocks) if block.kind is Kind.HEAD and block.type == "text"]
    starts = [bundle.begin(blocks, start) for start in starts]
    if not starts:
        return [], [whole(blocks, title, careless, ledger)]
    if len(starts) == 1:
        return [], [titled(blocks, ledger)]
    lead = outline(blocks[: starts[0]], "", False, ledger) if starts[0] else []
    bounds = [*starts, len(blocks)]
    return lead, [titled(blocks[first:last], ledger) for first, last in itertools.pairwise(bounds)]


def whole(blocks: list[Block], title: str, careless: bool, ledger: Ledger) -> Parts:
    """Return the parts of a text whose headings open front matter, chapters and back matter."""
    front, body, back = matter(outline(blocks, title, careless, ledger))
    return Parts(front, [], body, back)


def titled(blocks: list[Block], ledger: Ledger) -> Parts:
    """Return the parts of a text that begins with its own title: an article, a report."""
    opening = {"text", "sub", "part"}
    heads = (i for i, block in enumerate(blocks) if block.kind is Kind.HEAD and block.type not in opening)
    end = next(heads, len(blocks))
    parts = Parts(lead=[block for block in blocks[:end] if block.kind is not Kind.GAP])
    works = [block for block in parts.lead if block.kind is Kind.BIBL]
    parts.lead = [block for block in parts.lead if block.kind is not Kind.BIBL]
    front, body, parts.back = matter(outline(blocks[end:], "", False, ledger, depth=2))
    parts.body = [*front, *body]  # under an article's title an introduction is its first section
    for kind in ("abstract", "keywords"):
        parts.lead, parts.body[:0] = set_apart(parts.lead, kind), gathered(parts.lead, kind)
    if works:
        listed = references([replace(block, kind=Kind.ITEM) for block in works])
        listed = [unparsed(block) if block.kind is Kind.ITEM else block for block in listed]
        parts.back.append(
            Block(
                Kind.DIV,
                first=works[0].first,
                last=works[-1].last,
                level=2,
                type="bibliography",
                children=listed,
            )
        )
    return parts


def unparsed(block: Block) -> Block:
    """Return a work cited whose parts cannot be told as a reference all the same."""
    return replace(block, kind=Kind.BIBL, n=block.marker, inlines=[], spans=[("sep", block.inlines)])


def set_apart(blocks: list[Block], kind: str) -> list[Block]:
    """Return the blocks without the paragraphs of one type."""
    return [block for block in blocks if block.type != kind]


def gathered(blocks: list[Block], kind: str) -> list[Block]:
    """Return the paragraphs of one type as a section of that type, none if there are none."""
    found = [block for block in blocks if block.type == kind]
    if not found:
        return []
    for block in found:
        block.type = ""
    return [Block(Kind.DIV, first=found[0].first, last=found[-1].last, level=2, type=kind, children=found)]


def outline(blocks: list[Block], title: str, careless: bool, ledger: Ledger, depth: int = 1) -> list[Block]:
    """Return top-level `DIV`s; what stands before the first heading is a section of its own.

    `depth` is how deep the sections stand: 1 for a work's, 2 for those of a text among several.
    """
    heads = [block for block in blocks if block.kind is Kind.HEAD and block.type != "sub"]
    number(heads, ledger)
    if careless:
        number_bare(heads, ledger)
        blocks = merge_numbers(blocks, ledger)
        heads = [block for block in blocks if block.kind is Kind.HEAD and block.type != "sub"]
        level(heads)
        merge_subtitles(blocks)
    for head in heads:
        unbold(head)
    return nest(blocks, titlepage_end(blocks, title) if title else 0, depth)


def said(head: Block) -> str:
    """Return a heading's words."""
    return " ".join(plain(head.inlines).split())


def merge_subtitles(blocks: list[Block]) -> None:
    """Make a heading that directly follows a higher one, alone on its level, a subtitle. Changes `type`."""
    heads = [(index, block) for index, block in enumerate(blocks) if block.kind is Kind.HEAD]
    for place, (index, head) in enumerate(heads[1:], 1):
        before, above = heads[place - 1]
        gap = blocks[before + 1 : index]
        if any(block.kind not in WORDLESS for block in gap) or head.level <= above.level:
            continue
        if head.n or titles.part(said(head))[0]:
            continue
        if lonely(heads, place, above.level):
            head.type = "sub"


def lonely(heads: Sequence[tuple[int, Block]], place: int, above: int) -> bool:
    """Say whether the heading at `place` has no sister under the heading above it."""
    mine = heads[place][1].level
    for _, head in heads[place + 1 :]:
        if head.level <= above:
            return True
        if head.level == mine:
            return False
    return True


def unbold(head: Block) -> None:
    """Take off the bold letters that only said "heading". Changes the heading."""
    pieces = [piece for piece in head.inlines if isinstance(piece, Text)]
    if all("bold" in piece.rend for piece in pieces):
        for piece in pieces:
            piece.rend = tuple(style for style in piece.rend if style != "bold")


def number(heads: Sequence[Block], ledger: Ledger) -> None:
    """Move the numbers that headings begin with into `n`, those in words as figures. Changes the headings."""
    for head in heads:
        first = next((piece for piece in head.inlines if isinstance(piece, Text)), None)
        if first is None:
            continue
        printed, value, length = titles.number(first.text)
        if head.n and printed != head.n:
            continue  # its reader has taken it off
        alone = length >= len(first.text.rstrip()) and len(head.inlines) == 1
        if not printed or (alone and not value):
            continue
        head.n = printed if printed[0].isdigit() or roman(printed) else str(value)
        head.marker = titles.noun(first.text)
        if not alone:  # a heading that is nothing but its number keeps it as its text
            ledger.take(head.first, "head-number", first.text[:length])
            first.text = first.text[length:]


def number_bare(heads: Sequence[Block], ledger: Ledger) -> None:
    """Move numbers without a stop (`3 The Stove`) into `n` where they count the headings. Changes these."""
    found: list[tuple[Block, Text, re.Match[str]]] = []
    for head in heads:
        first = head.inlines[0] if head.inlines and not head.n else None
        match = BARE_NUMBER.match(first.text) if isinstance(first, Text) else None
        if isinstance(first, Text) and match and titles.value(match[1]) == len(found) + 1:
            found.append((head, first, match))
    if len(found) < 2:
        return
    for head, first, match in found:
        head.n = match[1]
        ledger.take(head.first, "head-number", match[0])
        first.text = first.text[match.end() :]


def merge_numbers(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """Return the blocks with a heading that is only a number (`Chapter 3`) and the title under it as one."""
    heads = [
        (index, block)
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEAD and block.type != "sub"
    ]
    counted = any(head.n and head.marker not in titles.HOLDERS for _, head in heads)
    gone: set[int] = set()
    for place, ((index, head), (under, title)) in enumerate(itertools.pairwise(heads)):
        between = blocks[index + 1 : under]
        bare = bool(head.n) and titles.number(said(head))[2] >= len(said(head))
        if not bare or title.n or titles.part(said(title))[0]:
            continue
        if any(block.kind not in WORDLESS | {Kind.RULE} for block in between):
            continue
        if title.level > head.level and not lonely(heads, place + 1, head.level):
            continue
        if head.marker in titles.HOLDERS and not counted and not followed_by_head(blocks, under):
            continue
        title.n, title.marker, title.level = head.n, head.marker, min(head.level, title.level)
        title.inlines[:0] = [piece for piece in head.inlines if not isinstance(piece, Text)]
        ledger.take(head.first, "head-number", plain(head.inlines))
        gone.add(id(head))
    return [block for block in blocks if id(block) not in gone]


def followed_by_head(blocks: Sequence[Block], at: int) -> bool:
    """Say whether the next words after a block are a heading's."""
    return any(
        block.kind is Kind.HEAD
        for block in itertools.takewhile(
            lambda b: b.kind in WORDLESS | {Kind.HEAD, Kind.RULE}, blocks[at + 1 :]
        )
    )


def level(heads: Sequence[Block]) -> None:
    """Set numbered chapters and named parts to one level, what holds chapters above. Changes the headings."""
    chain = chapters(heads)
    if len(chain) < 2:
        return
    holders = [head for head in heads if head.n and head.marker in titles.HOLDERS]
    places = {id(head): place for place, head in enumerate(heads)}
    first = min(places[id(head)] for head in [chain[0], *holders])
    last = places[id(chain[-1])]
    outside = [head for head in [*heads[:first], *heads[last + 1 :]] if titles.part(said(head))[0]]
    top = min(head.level for head in chain)
    if not holders:  # a foreword holds no chapters, whatever its letters are
        top = min([top, *(head.level for head in outside)])
    for head in chain:
        head.level = top
    for head in holders:
        head.level = min(head.level, top - 1)
    outer = min((head.level for head in holders), default=top)
    for head in outside:
        if head.level <= top + 1:
            head.level = min(head.level, outer)


def chapters(heads: Sequence[Block]) -> list[Block]:
    """Return the longest run of headings numbered 1, 2, 3 … whatever their level; parts may start it anew."""
    best: list[Block] = []
    taken: set[int] = set()
    for start, head in enumerate(heads):
        if titles.value(head.n) != 1 or head.marker in titles.HOLDERS or id(head) in taken:
            continue
        run, last, anew = [head], 1, False
        for other in heads[start + 1 :]:
            value = titles.value(other.n)
            if other.marker in titles.HOLDERS:
                anew = True
            elif (value == last + 1 or (anew and value == 1)) and abs(other.level - head.level) <= 1:
                run.append(other)
                last, anew = value, False
        if len(run) > len(best):
            best = run
            taken = {id(other) for other in run}
    return best


def titlepage_end(blocks: Sequence[Block], title: str) -> int:
    """Return how many blocks at the start are the title page: all before the first real section.

    Its headings are the work's title, or, where the card has another, one over nothing but short lines.
    """
    wanted = _key(title)
    heads = [index for index, block in enumerate(blocks) if block.kind is Kind.HEAD and block.type != "sub"]
    for place, index in enumerate(heads):
        block = blocks[index]
        name = _key(said(block))
        if name and wanted and (name in wanted or wanted in name) and not block.n:
            continue
        stop = heads[place + 1] if place + 1 < len(heads) else len(blocks)
        if place == 0 and stop < len(blocks) and is_titlepage(blocks[index:stop]):
            continue
        return index
    return 0


def is_titlepage(blocks: Sequence[Block]) -> bool:
    """Say whether a heading and what stands under it are a title page: lines, and no sentence among them."""
    head, *under = blocks
    lines = [said(block) for block in under if block.kind is Kind.P]
    return (
        not head.n
        and not titles.part(said(head))[0]
        and bool(lines)
        and all(block.kind in {Kind.P, Kind.GAP, Kind.PAGE, Kind.FIGURE, Kind.RULE} for block in under)
        and all(len(line) <= LONGEST_LINE for line in lines)
        and not any(isinstance(piece, Call) for block in under for piece in block.inlines)
        and sum(shapes.ends_sentence(line) for line in lines) * 2 <= len(lines)
    )


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def nest(blocks: list[Block], start: int, depth: int) -> list[Block]:
    """Return the blocks' sections, nested by their headings' levels; the first `start` as title page."""
    out: list[Block] = []
    if start:
        out.append(titlepage(blocks[:start]))
    stack: list[Block] = []
    for block in blocks[start:]:
        if block.kind is Kind.RULE and not stack:
            continue
        if block.kind is Kind.HEAD and block.type == "sub" and stack:
            stack[-1].children.append(block)
        elif block.kind is Kind.HEAD:
            open_section(block, stack, out)
        elif stack:
            stack[-1].children.append(block)
            stack[-1].last = block.last
        else:
            stack.append(Block(Kind.DIV, first=block.first, last=block.last, level=99, children=[block]))
            out.append(stack[0])
    for div in out:
        settle(div, depth)
    return out


def titlepage(blocks: Sequence[Block]) -> Block:
    """Return the section of what stands before the first heading of the text itself."""
    kept = [block for block in blocks if block.kind not in {Kind.RULE, Kind.GAP}]
    return Block(
        Kind.DIV, first=blocks[0].first, last=blocks[-1].last, level=1, type=TITLEPAGE, children=kept
    )


def open_section(head: Block, stack: list[Block], out: list[Block]) -> None:
    """Open a section for a heading, closing those that are not above it. Changes `stack` and `out`.

    A page break right before the heading begins the section's page: it goes into the section.
    """
    pages = take_pages(stack[-1].children) if stack else take_pages(out[-1].children) if out else []
    while stack and stack[-1].level >= head.level:
        stack.pop()
    first = pages[0].first if pages else head.first
    section = Block(
        Kind.DIV, first=first, last=head.last, level=head.level, n=head.n, children=[*pages, head]
    )
    section.marker = head.marker
    section.type = head.type
    if out and not out[-1].children and out[-1] not in stack:
        out.pop()  # it held nothing but the page break
    (stack[-1].children if stack else out).append(section)
    stack.append(section)


def take_pages(children: list[Block]) -> list[Block]:
    """Take the page breaks off the end of a section. Changes its children."""
    end = len(children)
    while end and children[end - 1].kind in WORDLESS:
        end -= 1
    pages = [block for block in children[end:] if block.kind is Kind.PAGE]
    if pages:
        del children[end:]
    return pages


def settle(div: Block, depth: int, holder: str = "") -> None:
    """Set depth and type of a section and its children, and drop gaps and rules at its end. Changes them.

    `holder` is the type of the section it stands in.
    """
    div.level = depth
    head = next((block for block in div.children if block.kind is Kind.HEAD), None)
    if not div.type:
        div.type = section_type(div, head, depth, holder)
    div.children = [block for block in div.children if block.kind is not Kind.GAP]
    while div.children and div.children[-1].kind is Kind.RULE:
        div.children.pop()
    for child in div.children:
        if child.kind is Kind.DIV:
            settle(child, depth + 1, div.type)


def section_type(div: Block, head: Block | None, depth: int, holder: str) -> str:
    """Return the TEI `div/@type` of a section from its heading, its depth and what holds it."""
    if head is None:
        return "section"
    named = titles.part(said(head))[0]
    if named:
        return named
    if div.n and div.marker in titles.HOLDERS:
        return "part"
    return "chapter" if depth == 1 or holder == "part" else "section"


def place(div: Block) -> str:
    """Return where a top-level section stands: `front`, `body` or `back`."""
    if div.type == TITLEPAGE:
        return titles.FRONT
    head = next((block for block in div.children if block.kind is Kind.HEAD), None)
    return (titles.part(said(head))[1] if head else "") or titles.BODY


def matter(divs: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """Return top-level sections as front, body and back; front matter ends and back matter begins once."""
    places = [place(div) for div in divs]
    body = [index for index, where in enumerate(places) if where == titles.BODY]
    if not body:
        return [], list(divs), []
    first, last = body[0], body[-1]
    return list(divs[:first]), list(divs[first : last + 1]), list(divs[last + 1 :])
