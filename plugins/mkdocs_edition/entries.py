"""Pages of registers and bibliographies: what they are made of, and the files of works to take home."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from edition import citing, model
from edition.citing.entry import entry as formatted
from edition.citing.linked import entity, script
from edition.citing.note import Run, plain
from edition.citing.styles import styled
from edition.model.coordinates import Places
from edition.model.entry_pages import MENTIONS, EntryPages, Part, entry_pages
from edition.model.links import Inside
from edition.model.mentions import Mentions, listed, mentions
from edition.model.terms import Glossary, glossary
from edition.model.works import Kind as WorkKind
from edition.model.works import Work, works
from edition.render.atlas import located, neighbours
from edition.render.listing import SUFFIXES, Listing
from mkdocs_edition.options import Style
from mkdocs_edition.plan import PlannedPage
from mkdocs_edition.publication import FORMATS

GROUPS: dict[WorkKind, str] = {
    WorkKind.ARCHIVE: "archives",
    WorkKind.MANUSCRIPT: "archives",
    WorkKind.NEWSPAPER: "newspapers",
    WorkKind.PERIODICAL: "newspapers",
    WorkKind.BOOK: "books",
    WorkKind.ARTICLE: "articles",
    WorkKind.CHAPTER: "articles",
    WorkKind.THESIS: "theses",
    WorkKind.REPORT: "theses",
    WorkKind.WEB: "web",
}
"""Kinds of works -> parts of a bibliography."""


@dataclass
class Entries:
    """The entries of an edition on their pages."""

    edition: model.Edition
    words: Mapping[str, str]
    language: str
    style: Style = field(default_factory=Style)
    mentions: Mentions = field(init=False)
    pages: EntryPages = field(init=False)
    works: dict[Inside, Work] = field(init=False)
    glossary: Glossary = field(init=False)
    formatted: dict[Inside, tuple[Run, ...]] = field(init=False)
    """Works -> how a bibliography prints them."""

    def __post_init__(self) -> None:
        """Find what is mentioned where, and give each entry its place. Changes `edition.own`."""
        found = listed(self.edition)
        self.mentions = mentions(self.edition, found) if found else Mentions()
        self.pages = entry_pages(self.edition, self.mentions)
        self.glossary = glossary(self.edition, found)
        every = ((Inside(w.document, w.id), w) for w in works(self.edition).values())
        self.works = {key: work for key, work in every if key in self.pages.first}
        self.formatted = self.references()
        for key, runs in self.formatted.items():
            about = plain(runs)
            self.edition.own[key] = replace(self.edition.own[key], about=about)

    def references(self) -> dict[Inside, tuple[Run, ...]]:
        """Return how a bibliography prints each work: in the project's style, if it has one."""
        if self.style.path is None:
            return {k: formatted(work, self.words, self.language) for k, work in self.works.items()}
        by_key = {work.key: work for work in self.works.values()}
        made = styled(by_key, self.style.path, self.language, self.style.cache)
        return {key: made[work.key] for key, work in self.works.items()}

    @cached_property
    def listing(self) -> Listing:
        """What the renderer makes pages of."""
        return Listing(
            self.edition,
            self.mentions,
            self.pages,
            self.formatted,
            {key: GROUPS.get(work.kind, "other") for key, work in self.works.items()},
            self.files,
            self.places,
        )

    @cached_property
    def places(self) -> Places:
        """Where places are, as far as it is known."""
        return located(self.mentions.entries)

    def beside(self, key: Inside) -> list[object]:
        """Return what the map of a place shows beside it; nothing of what has no map."""
        if key not in self.places.at:
            return []
        near, own = neighbours(self.listing, key), self.edition.own
        return [(k, self.places.at[k], own[k], len(self.listing.of(k))) for k in near]

    def planned(self, document: model.Document) -> tuple[PlannedPage, ...]:
        """Return the pages of a document's entries, and further pages of a register."""
        own = {page.id for page in document.pages}
        parts = self.by_document.get(document.id, ())
        return tuple(
            PlannedPage(p.page.id, p.page.title, p.page.depth) for p in parts if p.page.id not in own
        )

    @cached_property
    def by_document(self) -> dict[str, list[Part]]:
        """Document -> its parts."""
        out: dict[str, list[Part]] = {}
        for (document, _), part in self.pages.parts.items():
            out.setdefault(document, []).append(part)
        return out

    def state(self, part: Part) -> tuple[object, ...]:
        """Return what a page shows beyond the text of its entries."""
        own = self.edition.own
        if part.entry is None:
            listed = [(own[k], len(self.listing.of(k)), self.formatted.get(k)) for k in part.rows]
            told = [self.mentions.entries[t].parts for k in part.rows if (t := self.pages.told.get(k))]
            return part.number, part.total, listed, [etree.tostring(e) for parts in told for e in parts]
        if part.entry in self.pages.told:
            record = self.mentions.entries[self.pages.told[part.entry]]
            return self.around(part, part.entry), [etree.tostring(e) for e in record.parts]
        return self.around(part, part.entry)

    def around(self, part: Part, key: Inside) -> tuple[object, ...]:
        """Return what the page of an entry shows of the rest of the edition."""
        own = self.edition.own
        first = (part.number - 1) * MENTIONS
        shown = self.listing.of(key)[first : first + MENTIONS]
        found = self.mentions.together(key) if part.number == 1 else []
        beside = [(own.get(other), count) for other, count in found]
        titles = {m.document: self.edition.documents[m.document].header.title for m in shown}
        every = len(self.listing.of(key))
        near = self.beside(key) if part.number == 1 else ()
        said = self.formatted.get(key)
        return part.number, part.total, every, shown, beside, titles, said, near

    def linked(self, part: Part, address: Callable[[str, str], str]) -> str:
        """Return the entry of a page as JSON-LD: what it is, and the pages of the mentions listed there."""
        assert part.entry is not None
        key, first = part.entry, (part.number - 1) * MENTIONS
        shown = self.listing.of(key)[first : first + MENTIONS]
        pages = ((m.document, self.edition.page_of(Inside(m.document, m.anchor))[0]) for m in shown)
        mentioned = filter(None, (address(*place) for place in dict.fromkeys(pages)))
        own = address(key.document, self.pages.first[key])
        return script(entity(self.mentions.entries[key], own, self.works.get(key), mentioned))

    # files of works

    def files(self, key: Inside) -> Sequence[tuple[str, str]]:
        """Return names and paths of the files that hold one work."""
        stem = f"{key.document}/{self.pages.first[key]}"
        return [(name, f"{stem}.{suffix}") for name, suffix in SUFFIXES.items()]

    @cached_property
    def taken_home(self) -> dict[str, list[Inside]]:
        """Path without suffix -> the works of a file: each work, those of a page, those of a document."""
        out = {f"{key.document}/{self.pages.first[key]}": [key] for key in self.works}
        if self.works:
            out["works"] = list(self.works)
        for key in self.works:
            out.setdefault(f"{key.document}-works", []).append(key)
            for stem in self.cited_in(key):
                found = out.setdefault(stem, [])
                if key not in found[-1:]:
                    found.append(key)
        return out

    def cited_in(self, key: Inside) -> Iterator[str]:
        """Yield the files of the documents and pages that cite a work, each once."""
        for mention in self.listing.of(key):
            page, _ = self.edition.page_of(Inside(mention.document, mention.anchor))
            yield f"{mention.document}-works"
            yield f"{mention.document}/{page or 'index'}-works"

    def downloads(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of works."""
        items = {key: citing.csl_work(work) for key, work in self.works.items()}
        for stem, keys in self.taken_home.items():
            for suffix, write in FORMATS.items():
                yield f"{stem}.{suffix}", write([items[key] for key in keys])
