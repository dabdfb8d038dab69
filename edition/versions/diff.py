"""What changed between two versions of a document, as a reader would say it: words, notes, links, blocks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from lxml import etree

from edition.model.links import POINTERS, split
from edition.model.reading import reading_text
from edition.model.source import Passage, read
from edition.tei.format import decoded
from edition.tei.names import DIVISIONS, ID, is_tei, local
from edition.tei.parse import parse
from edition.versions.ids import likeness

WORD = re.compile(r"\w+(?:[-'’]\w+)*|\s+|[^\w\s]")
CONTEXT = 6
"""How many words are shown around a change."""
NEAR = 2
"""Changes with no more words between them are one change."""
ALIKE = 0.6
"""Share of words that make a block that has lost its id the same block."""
NAMED = 40
"""So many characters of a heading name a place."""
RARE, NEAREST = 8, 40
"""Blocks are compared that share one of so many of the rarest words, and so many of each."""


class Kind(StrEnum):
    """What happened. The value is part of labels and of `change/@type`."""

    CORRECTED = "corrected"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    LINKED = "linked"
    UNLINKED = "unlinked"
    MARKED = "marked"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where (document, id, page, paragraph, note), and what stood and stands there."""

    kind: Kind
    document: str
    id: str = ""
    page: str = ""
    paragraph: str = ""
    note: str = ""
    left: str = ""
    before: str = ""
    after: str = ""
    right: str = ""
    part: str = ""
    """The heading of the part of the text that it is in."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is compared: what it is known by, where it stands, its words and pointers."""

    key: str
    id: str
    name: str
    page: str
    paragraph: str
    note: str
    text: str
    pointers: Counter[tuple[str, str]]
    tags: tuple[str, ...]
    part: str = ""


def diff(old: bytes | None, new: bytes | None, document: str) -> list[Change]:
    """Return what changed between two versions of a document, in the order of the new one.

    None is a document that is not there. Raises `EditionError` as `edition.tei.parse.parse` does.
    """
    one, two = (blocks(data, document) if data is not None else [] for data in (old, new))
    if old is None or new is None:
        count = sum(len(block.text.split()) for block in one or two)
        words = f"{count:,} word{'s' if count != 1 else ''}"
        if new is None:
            return [Change(Kind.REMOVED, document, before=words)]
        return [Change(Kind.ADDED, document, after=words)]
    pairs = paired(one, two)
    found = {block.key: [*compared(document, pairs[block.key], block)] for block in two if block.key in pairs}
    changes: list[Change] = []
    kept = {before.key for before in pairs.values()}
    gone = [block for block in one if block.key not in kept]
    elsewhere = moved(one, two, pairs)
    for block in two:
        changes += found.get(block.key, ())
        if block.key not in pairs:
            changes.append(whole(Kind.ADDED, document, block))
        elif block.key in elsewhere:
            changes.append(whole(Kind.MOVED, document, block))
    changes += (whole(Kind.REMOVED, document, block) for block in gone)
    return [change for change in changes if change.before or change.after]


def title(data: bytes, document: str) -> str:
    """Return what a document is called, else its path. Raises `EditionError` as `diff` does."""
    found = next(parse(data, document).getroot().iter("{*}title"), None)
    return (" ".join(reading_text(found).split()) if found is not None else "") or document


def blocks(data: bytes, document: str) -> list[Block]:
    """Return the blocks of a document in order: paragraphs, headings, lines, notes; the header as one."""
    root = parse(data, document).getroot()
    source = read(decoded(data, root), root, document)
    pages = open_pages(root)
    out = [header_block(root)]
    counts: Counter[str] = Counter()
    for passage in source.passages:
        text = " ".join(passage.text.split())
        if text:
            out.append(block_of(passage, text, pages, counts))
    return out


def header_block(root: etree._Element) -> Block:
    """Return a document's header as a block of its own, history left out."""
    header = next(root.iterchildren("{*}teiHeader"), None)
    parts = [] if header is None else [p for p in header if not is_tei(p, "revisionDesc")]
    text = " ".join(" ".join("".join(part.itertext(etree.Element)).split()) for part in parts)
    return Block("header", "", "teiHeader", "", "", "", text, Counter(), ())


def block_of(passage: Passage, text: str, pages: dict[etree._Element, str], counts: Counter[str]) -> Block:
    """Return a passage as a block."""
    element = passage.element
    holder = next((e for e in (element, *element.iterancestors()) if e.get(ID)), element)
    base = holder.get(ID, "") if holder is element else f"{holder.get(ID, '')}/{local(element)}"
    counts[base] += 1
    around = [element, *element.iterancestors()]
    note = next((e.get("n", "") for e in around if is_tei(e, "note")), "")
    paragraph = next((e.get("n", "") for e in around if is_tei(e, "p", "l", "ab") and e.get("n")), "")
    inside = list(inline(element))
    pointers = Counter(
        (reading_text(e).strip(), value) for e in inside for name in POINTERS for value in split(e.get(name))
    )
    pointing = {e for e in inside if any(e.get(name) for name in POINTERS)}
    tags = tuple(local(e) for e in inside if e not in pointing and not is_tei(e, "anchor"))
    key = base if holder is element and counts[base] == 1 else f"{base} {counts[base]}"
    name = "note" if any(is_tei(e, "note") for e in around) else local(element)
    own = holder.get(ID, "")
    return Block(key, own, name, pages.get(element, ""), paragraph, note, text, pointers, tags, part(around))


def part(around: Iterable[etree._Element]) -> str:
    """Return the heading of the nearest division that has one."""
    for element in around:
        head = next(element.iterchildren("{*}head"), None) if is_tei(element, *DIVISIONS) else None
        if head is not None:
            return shortened(" ".join(reading_text(head).split()))
    return ""


def shortened(words: str) -> str:
    """Return words, cut to what names a place."""
    return words if len(words) <= NAMED else f"{words[:NAMED].rpartition(' ')[0]} …"


def inline(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements within a block's line, those of its notes left out."""
    for child in element.iterchildren(etree.Element):
        if not is_tei(child, "note", "p", "list", "lg", "table", "figure", "div"):
            yield child
            yield from inline(child)


def open_pages(root: etree._Element) -> dict[etree._Element, str]:
    """Return element -> number of the source's page that it begins on."""
    page = ""
    out: dict[etree._Element, str] = {}
    for element in root.iter(etree.Element):
        if is_tei(element, "pb") and element.get("n"):
            page = element.get("n", "")
        out[element] = page
    return out


def paired(one: Sequence[Block], two: Sequence[Block]) -> dict[str, Block]:
    """Return the key of each new block -> the old block that it was: by key, else by its words.

    Of the words the same are looked for first, then those that most are alike among the blocks that share
    rare words: comparing each with each would take a minute for a book whose ids are all new.
    """
    old = {block.key: block for block in one}
    pairs = {block.key: old[block.key] for block in two if block.key in old}
    free = {block.key: block for block in one if block.key not in pairs}
    same: defaultdict[tuple[str, str], deque[Block]] = defaultdict(deque)
    for block in free.values():
        same[block.name, block.text].append(block)
    for block in two:
        if block.key not in pairs and same[block.name, block.text]:
            pairs[block.key] = free.pop(same[block.name, block.text].popleft().key)
    index = Index(free.values())
    for block in two:
        like = index.take(block) if block.key not in pairs else None
        if like is not None:
            pairs[block.key] = like
    return pairs


class Index:
    """Blocks by their words, to find one that is alike; what is taken is not found again."""

    def __init__(self, blocks: Iterable[Block]):
        self.words = {block.key: Counter(block.text.split()) for block in blocks}
        self.blocks = {block.key: block for block in blocks}
        self.holders: defaultdict[str, list[str]] = defaultdict(list)
        for key, words in self.words.items():
            for word in words:
                self.holders[word].append(key)

    def take(self, block: Block) -> Block | None:
        """Return the block that has most words in common with a new one, if that are enough."""
        own = Counter(block.text.split())
        known = sorted((word for word in own if word in self.holders), key=lambda w: len(self.holders[w]))
        near = dict.fromkeys(key for word in known[:RARE] for key in self.holders[word][:NEAREST])
        same = [key for key in near if key in self.blocks and self.blocks[key].name == block.name]
        best = max(same, key=lambda key: likeness(own, self.words[key]), default=None)
        if best is None or likeness(own, self.words[best]) < ALIKE:
            return None
        return self.blocks.pop(best)


def moved(one: Sequence[Block], two: Sequence[Block], pairs: dict[str, Block]) -> set[str]:
    """Return the keys of the new blocks that stand in another order than the old ones did.

    Of notes nothing is said: they move with their text.
    """
    before = {block.key: place for place, block in enumerate(one)}
    keys = [block.key for block in two if block.key in pairs and block.name != "note"]
    old = sorted(keys, key=lambda key: before[pairs[key].key])
    if old == keys:
        return set()
    still = {old[a + i] for a, _, size in matching(old, keys) for i in range(size)}
    return set(keys) - still


def matching(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return what two sequences have in common, in order."""
    found = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return [(match.a, match.b, match.size) for match in found]


def compared(document: str, old: Block, new: Block) -> Iterator[Change]:
    """Yield what changed in one block."""
    at = place(document, new)
    if new.key == "header":
        if old.text != new.text:
            yield from (replace(change, kind=Kind.HEADER) for change in corrected(at, old.text, new.text))
        return
    if old.text != new.text:
        yield from corrected(at, old.text, new.text)
    came, went = new.pointers - old.pointers, old.pointers - new.pointers
    for kind, found, others in ((Kind.LINKED, came, went), (Kind.UNLINKED, went, came)):
        still = {target for _, target in others}
        for words, target in found:
            if target not in still:  # else only the words are others, which is told
                yield replace(at, kind=kind, before=words, after=target)
    if old.text == new.text and old.pointers == new.pointers and old.tags != new.tags:
        added, taken = Counter(new.tags) - Counter(old.tags), Counter(old.tags) - Counter(new.tags)
        yield replace(at, kind=Kind.MARKED, before=" ".join(taken), after=" ".join(added))


def place(document: str, block: Block) -> Change:
    """Return a change that says no more than where a block stands."""
    return Change(
        Kind.CORRECTED, document, block.id, block.page, block.paragraph, block.note, part=block.part
    )


def whole(kind: Kind, document: str, block: Block) -> Change:
    """Return the change that a block came or went."""
    sides = {"before": block.text} if kind is Kind.REMOVED else {"after": block.text}
    return replace(place(document, block), kind=kind, **sides)


def corrected(at: Change, old: str, new: str) -> Iterator[Change]:
    """Yield the words that changed, with some around them; changes side by side are one.

    `left` and `right` end where a blank stands, and say by … that the text goes on.
    """
    one, two = WORD.findall(old), WORD.findall(new)
    steps = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    for a, a_end, b, b_end in joined(steps, one):
        before, after = "".join(one[a:a_end]), "".join(two[b:b_end])
        left, right = one[max(0, a - 2 * CONTEXT) : a], one[a_end : a_end + 2 * CONTEXT]
        opens = " " if any(side[:1].isspace() for side in (before, after)) and left else ""
        closes = " " if any(side[-1:].isspace() for side in (before, after)) and right else ""
        yield replace(
            at,
            left=("… " if a > 2 * CONTEXT else "") + "".join(left).lstrip() + opens,
            before=before.strip(),
            after=after.strip(),
            right=closes + "".join(right).rstrip() + (" …" if a_end + 2 * CONTEXT < len(one) else ""),
        )


def joined(
    steps: Iterable[tuple[str, int, int, int, int]], one: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ; those with next to nothing between them as one."""
    last: tuple[int, int, int, int] | None = None
    for kind, a, a_end, b, b_end in steps:
        if kind == "equal":
            continue
        if last is not None and sum(w[0].isalnum() for w in one[last[1] : a]) < NEAR:
            last = last[0], a_end, last[2], b_end
            continue
        if last is not None:
            yield last
        last = a, a_end, b, b_end
    if last is not None:
        yield last
