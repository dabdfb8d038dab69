"""Addresses of releases: where what stood on a page of an older release stands now.

A passage is found by its id in its document, else by its words in the whole edition, else by its id in
another document that says much the same there. What is no more has the nearest passage that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from edition.limits import Limits
from edition.model import Edition
from edition.model.document import Document, read
from edition.model.entries import entries
from edition.model.links import Inside
from edition.problems import EditionError
from edition.tei.names import is_tei
from edition.tei.write import SPACED
from edition.versions.ids import likeness, text

ALIKE = 0.6
"""Share of words that two passages of one id have in common if they are the same."""
TELLING = 5
"""So many words tell a passage from all others."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of an id: where its text is, or (`gone`) the nearest that still is; None for neither."""

    id: str
    at: Inside | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FormerPage:
    """A page of an older version of a document, and what became of the ids on it, in their order."""

    id: str
    traces: tuple[Trace, ...]


@dataclass
class Finder:
    """Finds in the edition of today what stood in older versions of its documents."""

    edition: Edition

    @cached_property
    def by_words(self) -> Mapping[str, Inside]:
        """Words of a passage -> where it stands; what stands twice is left out."""
        found: dict[str, Inside] = {}
        twice: set[str] = set()
        for document in self.edition.documents.values():
            for ident in document.ids.authored:
                element = document.ids.element[ident]
                if ident in document.page_of and not is_container(element):
                    words = text(element)
                    (
                        twice.add(words)
                        if words in found
                        else found.setdefault(words, Inside(document.id, ident))
                    )
        return {words: at for words, at in found.items() if words not in twice and is_telling(words)}

    @cached_property
    def by_id(self) -> Mapping[str, list[str]]:
        """Id -> the documents that have it."""
        out: dict[str, list[str]] = {}
        for document in self.edition.documents.values():
            for ident in document.ids.authored:
                if ident in document.page_of:
                    out.setdefault(ident, []).append(document.id)
        return out

    def find(self, ident: str, element: etree._Element, now: str) -> Inside | None:
        """Return where an element of an older version stands; `now` is its document's id today."""
        if now in self.by_id.get(ident, ()):
            return Inside(now, ident)
        if is_container(element):
            return None
        words = text(element)
        if words in self.by_words:
            return self.by_words[words]
        own = Counter(words.split())
        for other in self.by_id.get(ident, ()):
            there = self.edition.documents[other].ids.element[ident]
            if is_telling(words) and likeness(own, Counter(text(there).split())) >= ALIKE:
                return Inside(other, ident)
        return None

    def former(self, document: Document, now: str) -> Iterator[FormerPage]:
        """Yield the pages of an older version of a document: of its parts, and of a register's entries."""
        every = [(i, e) for e, i in document.ids.of.items() if i in document.ids.authored]
        held = [(i, e) for i, e in every if i in document.page_of]
        found = {i: self.find(i, e, now) for i, e in held}
        for ident, element in reversed(held):  # the innermost first
            if found[ident] is None and is_container(element):
                within = (document.ids.of.get(e, "") for e in element.iterdescendants(etree.Element))
                found[ident] = next((at for i in within if (at := found.get(i)) is not None), None)
        firm = {i: None if is_container(e) else found[i] for i, e in held}
        near = {} if document.is_register else nearest(firm, document.page_of)
        whole = Inside(now) if now in self.edition.documents else None
        traces = {i: Trace(i, at) if at else Trace(i, near.get(i, whole), True) for i, at in found.items()}
        pages: dict[str, list[Trace]] = {page.id: [] for page in document.pages}
        for ident, _ in held:
            pages[document.page_of[ident]].append(traces[ident])
        for page, those in pages.items():
            yield FormerPage(page, tuple(those))
        if document.is_register:
            for entry in entries(document):
                name = re.sub(r"[^\w.~-]", "_", entry.id).lstrip(".") or "entry"
                yield FormerPage(name, tuple(traces[i] for i in (entry.id,) if i in traces))


def version(data: bytes, path: str, limits: Limits, words: Mapping[str, str]) -> Document | None:
    """Return an older version of a document; None for what is no TEI: it had no page."""
    try:
        return read(data, path, limits, words=words)
    except EditionError:
        return None


def nearest(found: Mapping[str, Inside | None], page_of: Mapping[str, str]) -> dict[str, Inside]:
    """Return for each id that is not found where the nearest before it is, else after it; first on its page.

    `found` is in the order of the text.
    """
    before, after = dict(running(list(found), found)), dict(running(list(found)[::-1], found))
    out = {}
    for ident, here in found.items():
        sides = [near for near in (before.get(ident), after.get(ident)) if near is not None]
        sides.sort(key=lambda near: page_of[near] != page_of[ident])
        at = found[sides[0]] if sides and here is None else None
        if at is not None:
            out[ident] = at
    return out


def running(order: Iterable[str], found: Mapping[str, Inside | None]) -> Iterator[tuple[str, str]]:
    """Yield each id with the last one up to it that is found."""
    last = ""
    for ident in order:
        last = ident if found[ident] is not None else last
        if last:
            yield ident, last


def is_container(element: etree._Element) -> bool:
    """Say whether an element holds passages, rather than being one."""
    return is_tei(element, *SPACED) or next(element.iterchildren("{*}p"), None) is not None


def is_telling(words: str) -> bool:
    """Say whether words are enough to know a passage by."""
    return words.count(" ") >= TELLING - 1
