"""The edition as data: all that its formats are made of, read once, and the formats by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.citing.site import Site
from edition.export.project import Project
from edition.model import Document, Edition
from edition.model.entries import Entry
from edition.model.entry_pages import EntryPages, entry_pages
from edition.model.links import Inside
from edition.model.mentions import Mention, Mentions, mentions
from edition.model.works import Work, works

Files = Iterator[tuple[str, bytes]]
"""Path, from the folder of the export, and bytes of each file."""
Writer = Callable[["Data", Sequence[Document]], Files]


@dataclass
class Data:
    """An edition with its entries, mentions and works, and the addresses of all these on the site."""

    project: Project
    edition: Edition

    @cached_property
    def mentions(self) -> Mentions:
        """Entries and their mentions; each entry has its page from now on."""
        return mentions(self.edition)

    @cached_property
    def pages(self) -> EntryPages:
        """The pages of entries, which the site has too."""
        return entry_pages(self.edition, self.mentions)

    @cached_property
    def works(self) -> dict[Inside, Work]:
        """The works of all bibliographies, by place."""
        return {Inside(work.document, work.id): work for work in works(self.edition).values()}

    @cached_property
    def site(self) -> Site:
        """The edition as a publication."""
        return Site(self.project.name, self.project.url, str(self.project.options.get("version") or ""))

    def url(self, place: Inside) -> str:
        """Return the address of a place on the site."""
        assert self.pages is not None  # entries have their places
        page, anchor = self.edition.page_of(place)
        return self.project.page_url(place.document, page, anchor)

    @cached_property
    def mentioned_in(self) -> dict[str, dict[Inside, None]]:
        """Document -> the entries that it mentions, in the edition's order."""
        out: dict[str, dict[Inside, None]] = {document: {} for document in self.edition.documents}
        for key in self.mentions.entries:
            for mention in self.mentions.of.get(key, ()):
                out[mention.document][key] = None
        return out

    def of(self, entry: Entry, documents: Sequence[Document]) -> list[Mention]:
        """Return the mentions of an entry in some documents."""
        found = self.mentions.of.get(Inside(entry.document, entry.id), [])
        if self.is_all(documents):
            return found
        chosen = {document.id for document in documents}
        return [m for m in found if m.document in chosen]

    def is_all(self, documents: Sequence[Document]) -> bool:
        """Say whether these are all documents of the edition."""
        return len(documents) == len(self.edition.documents)

    def told(self, documents: Sequence[Document]) -> set[Inside]:
        """Return the entries that some documents mention."""
        return set().union(*(self.mentioned_in[document.id] for document in documents))

    def works_of(self, documents: Sequence[Document]) -> dict[Inside, Work]:
        """Return the works that some documents hold or cite, by place; all of them for all documents."""
        held, cited = {document.id for document in documents}, self.told(documents)
        everything = self.is_all(documents)
        return {
            key: work
            for key, work in self.works.items()
            if everything or key.document in held or key in cited
        }

    def entries(self, documents: Sequence[Document]) -> list[Entry]:
        """Return the entries that some documents hold or mention, in the edition's order."""
        if self.is_all(documents):
            return list(self.mentions.entries.values())
        held, mentioned = {document.id for document in documents}, self.told(documents)
        every = self.mentions.entries.items()
        return [entry for key, entry in every if key.document in held or key in mentioned]
