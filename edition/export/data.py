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

    def of(self, entry: Entry | Inside, documents: Sequence[Document]) -> list[Mention]:
        """Return the mentions of an entry in some documents."""
        key = entry if isinstance(entry, Inside) else Inside(entry.document, entry.id)
        chosen = {document.id for document in documents}
        return [m for m in self.mentions.of.get(key, ()) if m.document in chosen]

    def works_of(self, documents: Sequence[Document]) -> list[Work]:
        """Return the works that some documents hold or cite; all of them for all documents."""
        held = {document.id for document in documents}
        everything = len(held) == len(self.edition.documents)
        return [
            work
            for key, work in self.works.items()
            if everything or key.document in held or self.of(key, documents)
        ]

    def entries(self, documents: Sequence[Document]) -> list[Entry]:
        """Return the entries that some documents hold or mention, in the edition's order."""
        chosen = {document.id for document in documents}
        if len(chosen) == len(self.edition.documents):
            return list(self.mentions.entries.values())
        return [
            entry
            for entry in self.mentions.entries.values()
            if entry.document in chosen or self.of(entry, documents)
        ]
