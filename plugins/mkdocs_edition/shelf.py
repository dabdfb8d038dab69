"""What a site is made of: taken from the cache where it was made before, else asked of the press and kept."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

from edition.history import Release
from mkdocs_edition.cache import Store, digest, packed, program, unpacked
from mkdocs_edition.hands import Task, hands, share
from mkdocs_edition.job import Job, Maker
from mkdocs_edition.moved import Former, Landing
from mkdocs_edition.pages import Content
from mkdocs_edition.plan import Plan, PlannedDocument

WORTH = 48
"""To render so many pages is worth a process: what it touches is copied, which fewer do not make up for."""


class Shelf:
    """What is made in one build after the other. A key says all that a thing depends on."""

    def __init__(self) -> None:
        self.store = Store(None)
        self.job = Job()
        self.maker: Maker | None = None
        self.known: Mapping[str, Any] = {}

    def begin(self, job: Job) -> None:
        """Take the job of a build. What the last one parsed is at hand, if the settings are the same."""
        if self.maker is not None:
            self.known, self.maker = self.maker.documents(), None
        if job.state != self.job.state:
            self.known = {}
        self.job = job

    @property
    def press(self) -> Maker:
        """What makes pages: loaded only when there is something to make, for that takes long."""
        if self.maker is None:
            from mkdocs_edition.press import Press  # noqa: PLC0415

            self.maker = Press(self.job, self.known)
        return self.maker

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text kept under a key, made if there is none."""
        kept = self.store.get(key)
        if kept is None:
            kept = make()
            self.store.put(key, kept)
        return kept

    def page(self, key: str, make: Callable[[], Content]) -> Content:
        """Return the page kept under a key, made if there is none."""
        kept = self.store.get(key)
        if kept:
            return unpacked(kept)
        content = make()
        self.store.put(key, packed(content))
        return content

    def values(self, key: str, make: Callable[[], Iterable[Any]]) -> list[Any]:
        """Return the list of plain values kept under a key, made if there is none."""
        kept = self.store.get(key)
        if kept is not None:
            return list(json.loads(kept))
        made = list(make())
        self.store.put(key, json.dumps(made, ensure_ascii=False))
        return made

    def files(self, key: str, make: Callable[[], Iterable[tuple[str, str]]]) -> list[tuple[str, bytes]]:
        """Return path and bytes of the files kept under a key; none of them, being text, holds U+0000."""
        kept = self.store.get_bytes(key)
        if kept is None:
            kept = "\0".join(itertools.chain.from_iterable(make())).encode()
            self.store.put_bytes(key, kept)
        pieces = kept.split(b"\0") if kept else []
        return [(name.decode(), data) for name, data in zip(pieces[::2], pieces[1::2], strict=True)]

    def plan(self) -> Plan:
        """Return what MkDocs is to know of the documents; they are parsed only if something has changed."""
        kept = self.store.get(key := digest(self.job.whole, "plan"))
        if kept is not None:
            return Plan.read(kept)
        plan = self.press.plan()
        self.store.put(key, plan.text())
        return plan

    def content(self, document: str, page: str, url: str) -> Content:
        """Return a page's content, rendered anew only if it, or what it links to, has changed."""
        key = self.content_key(document, page, url)
        return self.page(key, lambda: self.press.content(document, page, url))

    def content_key(self, document: str, page: str, url: str) -> str:
        """Return the key of a page's content."""
        unchanged = digest(self.job.whole, url)
        key = self.store.get_same(unchanged)
        if key is None:
            key = self.press.state(document, page, url)
            self.store.put_same(unchanged, key)
        return key

    def stock(self) -> None:
        """Make what documents need and is not kept, in several processes, if there is much of it."""
        every = self.job.plan.documents
        if self.maker is None or hands(sum(len(d.pages) + len(d.entries) for d in every), WORTH) == 1:
            return
        missing: list[Task] = [
            partial(self.downloads, d) for d in every if self.downloads_key(d) not in self.store
        ]
        places = [(d.id, p.id, self.job.urls[d.id, p.id]) for d in every for p in (*d.pages, *d.entries)]
        missing += [partial(self.content, *at) for at in places if self.content_key(*at) not in self.store]
        count = hands(len(missing), WORTH)
        if count > 1:
            share(self.store, missing, count)

    def news(self, url: str) -> Content:
        """Return the page of what is new."""
        key = digest(self.job.whole, self.job.news, "news", url)
        return self.page(key, lambda: self.press.news(url))

    def editors(self, url: str) -> Content:
        """Return the page for editors."""
        return self.page(digest(self.job.whole, "editors", url), lambda: self.press.editors(url))

    def library(self, url: str) -> str:
        """Return the list of documents as HTML, as seen from a page at `url`."""
        return self.text(digest(self.job.whole, "library", url), lambda: self.press.library(url))

    def issue(self, new: Release, old: Release, left_out: Collection[str]) -> str:
        """Return what changed between two releases: asked of git once, as tags stay."""
        key = digest(program(), "issue", new, old, left_out)
        return self.text(key, lambda: self.press.issue(new, old, left_out))

    def former(self) -> list[Former]:
        """Return the pages of older releases that are not as they were."""
        key = digest(self.job.whole, "former", self.job.releases)
        found = self.values(key, lambda: self.press.moved())  # noqa: PLW0108 - the press is loaded late
        return [Former(d, p, now, tuple(Landing(*one) for one in those)) for d, p, now, those in found]

    def works(self) -> list[tuple[str, bytes]]:
        """Return path and bytes of each file of works, if any are listed."""
        if not any(document.entries for document in self.job.plan.documents):
            return []
        key = digest(self.job.whole, "works")
        return self.files(key, lambda: self.press.works())  # noqa: PLW0108 - the press is loaded late

    def downloads(self, document: PlannedDocument) -> list[tuple[str, bytes]]:
        """Return path and bytes of each file beside a document's pages."""
        return self.files(self.downloads_key(document), lambda: self.press.downloads(document.id))

    def downloads_key(self, document: PlannedDocument) -> str:
        """Return the key of the files beside a document's pages."""
        site = self.job.imprint
        state = (self.job.state, document.path, self.job.digests[document.path])
        return digest("downloads", state, site.name, site.url, site.version, site.date)
