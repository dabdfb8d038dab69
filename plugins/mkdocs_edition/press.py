"""Where pages are made: all of the plugin's work that needs parsed documents or the renderer.

A build that finds everything made before never loads this module, nor what it imports: that is much of the
time that such a build takes.
"""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote, urljoin

from mkdocs.utils import get_relative_url

from edition import history, model
from edition.history import Release
from edition.model.header import Header
from edition.model.paginations import paginations
from edition.model.terms import Glossary
from edition.problems import Problem
from edition.render import Medium, library, render
from edition.render.behaviours import BEHAVIOURS
from edition.render.editors import editors
from edition.render.entries import render_entry
from edition.render.html import serialise
from edition.render.paginations import pagination_title
from edition.render.registers import render_register
from edition.render.state import page_state
from edition.versions.addresses import Finder, Trace, version
from edition.versions.news import Teller
from edition.versions.published import Issue, issue, issue_of, plain
from mkdocs_edition import view
from mkdocs_edition.cache import digest
from mkdocs_edition.contents import Contents, Entry, Level
from mkdocs_edition.entries import Entries
from mkdocs_edition.job import NEWS, Job
from mkdocs_edition.moved import Former, Landing, Stub, strays
from mkdocs_edition.pages import Content, DocumentPage, Headline
from mkdocs_edition.paging import Paging
from mkdocs_edition.panel import Panel, panel, panels
from mkdocs_edition.plan import Plan, PlannedDocument, PlannedPage, PlannedPagination
from mkdocs_edition.publication import Cited, Publication, recorded


@dataclass(frozen=True, slots=True)
class DocumentView(view.SiteView):
    """The `edition` of a template: the document being read, and its contents."""

    header: Header | None = None
    url: str = ""
    tei: str = ""
    contents: Level = field(default_factory=Level)
    """What of the document's contents is shown beside the page."""
    shelf: Level = field(default_factory=Level)
    """Beside a document of one page: the edition's other documents of its kind, near it."""
    trail: tuple[Entry, ...] = ()
    """The pages above this one, from the outermost."""
    number: int = 0
    """Which page of the document this is, of `total`; the title page is none."""
    page_title: str = ""
    is_title: bool = False
    paging: Paging | None = None
    """The way to the pages of the source, if they have numbers."""
    noted: bool = False
    """Whether the document has notes that are called: its pages keep room for them beside the text."""
    cited: Cited | None = None
    """How the page is cited, and what of it can be taken home."""
    corrections: str = ""
    """What releases changed in the document, as HTML; on its title page."""
    former: tuple[Stub, ...] = ()
    """What older releases had on the page and stands elsewhere now."""
    panel: Panel = field(default_factory=Panel)
    """What is wrong with the page; empty but under `mkdocs serve`."""


def paragraphs(text: str) -> str:
    """Return passages, a line each, as HTML: of paragraphs, searching shows those with what was sought."""
    return "".join(f"<p>{line}</p>" for line in text.split("\n") if line)


class Press:
    """Makes what one build shows of its documents.

    `known` are documents of an earlier build by path: what has the same bytes is not parsed again.
    """

    def __init__(self, job: Job, known: Mapping[str, model.Document]):
        self.job = job
        self.known = known
        self.panels: dict[str, dict[str, list[tuple[Problem, str]]]] = {}

    @cached_property
    def edition(self) -> model.Edition:
        """The documents, parsed, with the places of their entries."""
        return self.entries.edition

    @cached_property
    def entries(self) -> Entries:
        """What registers and bibliographies list, and where it is mentioned."""
        job = self.job
        parsed = model.Edition.parse(job.folder, job.limits, self.known, job.words)
        return Entries(parsed, job.words, job.language, job.style)

    def documents(self) -> Mapping[str, model.Document]:
        """Return the documents by path, for the next build; those of the last one if none was needed."""
        if "edition" not in self.__dict__:
            return self.known
        return {document.path: document for document in self.edition.documents.values()}

    # the plan

    def plan(self) -> Plan:
        """Return what MkDocs is to know of the documents."""
        every = self.edition.documents.values()
        return Plan(
            tuple(self.planned(document) for document in every),
            tuple(self.edition.problems),
            tuple(day for document in every for day in recorded(document)),
        )

    def planned(self, document: model.Document) -> PlannedDocument:
        """Return what MkDocs is to know of one document."""
        pages = tuple(PlannedPage(page.id, page.title, page.depth) for page in document.pages)
        found = tuple(
            PlannedPagination(
                pagination.ed,
                pagination_title(self.edition, document, pagination, self.job.words),
                pagination.printed,
                tuple((leaf.n, leaf.id, leaf.page) for leaf in pagination.leaves),
            )
            for pagination in paginations(document)
        )
        entries = self.entries.planned(document)
        return PlannedDocument(document.id, document.path, document.is_register, pages, found, entries)

    # pages

    @cached_property
    def pages(self) -> dict[tuple[str, str], model.Page]:
        """Pages by document and id."""
        own = {(d.id, page.id): page for d in self.edition.documents.values() for page in d.pages}
        return own | {key: part.page for key, part in self.entries.pages.parts.items()}

    @cached_property
    def places(self) -> str:
        """A digest of where everything stands that a page may link to."""
        terms = self.terms.state() if self.terms else ()
        return digest(self.job.state, self.job.links, self.edition.digest(), terms)

    @cached_property
    def terms(self) -> Glossary | None:
        """The terms to be marked in running text, if that is wanted."""
        return self.entries.glossary if self.job.glossary else None

    def state(self, document: str, page: str, url: str) -> str:
        """Return a digest of what a page at `url` is made of."""
        found = self.edition.documents[document]
        part = self.entries.pages.parts.get((document, page))
        works = f"{document}-works" in self.entries.taken_home  # the title page offers them
        more = self.entries.state(part) if part is not None else (works,)
        return digest(self.places, page_state(self.edition, found, self.pages[document, page]), more, url)

    def content(self, document: str, page: str, url: str) -> Content:
        """Render a page at `url`."""
        behaviours = {**BEHAVIOURS, **self.job.behaviours}
        found = self.edition.documents[document]
        part = self.entries.pages.parts.get((document, page))
        medium = self.medium(url)
        if part is None:
            made = render(self.edition, found, self.pages[document, page], medium, behaviours)
        else:
            write = render_register if part.entry is None else render_entry
            made = write(self.entries.listing, found, part, medium, behaviours)
        records = tuple(
            (r.id, html.escape(r.title, quote=False), paragraphs(html.escape(r.text, quote=False)))
            for r in made.records
        )
        toc = tuple(Headline(heading.id, heading.title, heading.level) for heading in made.toc)
        return Content(made.text(), toc, made.ids, records, tuple(made.problems))

    def medium(self, url: str) -> Medium:
        """Return how a page at `url` links: relative addresses, from its own place."""

        def page_href(document: str, page: str) -> str:
            return get_relative_url(self.job.urls[document, page], url)

        def file_href(path: str) -> str:
            found = self.job.files.get_file_from_path(path)
            if found is None and path.rpartition(".")[0] in self.entries.taken_home:
                return get_relative_url(quote(path), url)
            return get_relative_url(found.url, url) if found is not None else ""

        return Medium(page_href, file_href, self.job.words, self.terms)

    def library(self, url: str) -> str:
        """Return the list of documents as HTML, as seen from a page at `url`."""
        return serialise(library(self.edition, self.medium(url)))

    def editors(self, url: str) -> Content:
        """Return what registers and texts do not agree on yet, as a page at `url`."""
        made = editors(self.entries.listing, self.medium(url))
        ids = frozenset(str(e.get("id")) for e in made.iter() if e.get("id"))
        return Content(serialise(made), (), ids, ())

    # releases

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What the last releases changed, the newest first."""
        return tuple(issue_of(json.loads(text)) for text in self.job.news if text)

    def issue(self, new: Release, old: Release, left_out: Collection[str]) -> str:
        """Return what changed between two releases, as text to be kept; nothing if nothing did."""
        found = issue(self.job.docs_dir, new, old, left_out)
        return json.dumps(plain(found), ensure_ascii=False) if found.documents else ""

    def news(self, url: str) -> Content:
        """Return what is new, as a page at `url`."""
        made = Teller(self.edition, self.medium(url)).news(self.issues)
        return Content(serialise(made), (), frozenset(), ())

    def corrections(self, document: model.Document, url: str) -> str:
        """Return what releases changed in a document, as HTML for its title page."""
        made = Teller(self.edition, self.medium(url)).corrections(document.path, self.issues)
        return serialise(made) if made is not None else ""

    def moved(self) -> Iterator[Former]:
        """Yield the pages of older releases that are not as they were, the newest release first.

        Names of documents are followed from release to release, as git knows renamed files.
        """
        folder, job = self.job.docs_dir, self.job
        known = {path: history.blob_name(data) for path, data in job.folder.documents.items()}
        finder, seen = Finder(self.edition), set[tuple[str, str]]()
        later, after, newer = known.keys(), dict[str, str](), "HEAD"
        for release in job.releases:
            named = history.blobs(folder, release.commit)
            step = history.renamed(folder, release.commit, newer) if named.keys() - later else {}
            after = {path: after.get(step.get(path, path), step.get(path, path)) for path in named}
            later, newer = named.keys(), release.commit
            for path, blob in named.items():
                if known.get(path) != blob and (path, blob) not in seen:
                    seen.add((path, blob))
                    yield from self.moved_from(finder, path, after[path], history.blob(folder, blob))

    def moved_from(self, finder: Finder, path: str, now: str, data: bytes) -> Iterator[Former]:
        """Yield the pages of an older version of a document that are not as they were."""
        old, new = (name.removesuffix(".xml") for name in (path, now))
        document = version(data, path, self.job.limits, self.job.words)
        pages = list(finder.former(document, new)) if document is not None else []
        own = Counter(t.at.document for page in pages for t in page.traces if t.at and not t.gone)
        heir = new if new in self.edition.documents else next((d for d, _ in own.most_common(1)), "")
        for page in pages:
            found = Former(old, page.id, heir, tuple(self.landing(trace) for trace in page.traces))
            if (old, page.id) not in self.job.urls:
                yield found
            elif astray := strays(found):
                yield found._replace(landings=astray)

    def landing(self, trace: Trace) -> Landing:
        """Return where the site has what became of an id."""
        if trace.at is None:
            return Landing(trace.id, "", "", "", gone=True)
        return Landing(trace.id, trace.at.document, *self.edition.page_of(trace.at), trace.gone)

    # what templates see, and what can be taken home

    @cached_property
    def publication(self) -> Publication:
        """What is said of the edition as a publication."""
        return Publication(self.job.imprint, self.job.words, self.job.language)

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """The edition's documents."""
        return view.documents(self.job.plan, self.job.urls)

    @cached_property
    def shelves(self) -> dict[bool, Contents]:
        """The texts and the registers of the edition."""
        return view.shelves(self.job.plan, self.job.urls)

    @cached_property
    def contents(self) -> dict[str, Contents]:
        """The contents of each document."""
        return {d.id: view.contents(d, self.job.urls) for d in self.job.plan.documents}

    @cached_property
    def noted(self) -> frozenset[str]:
        """The documents that have notes that are called."""
        every = self.edition.documents.values()
        return frozenset(d.id for d in every if any(note.calls for note in d.notes.by_id.values()))

    def view(self, page: DocumentPage) -> DocumentView:
        """Return what the template of a document's page sees."""
        document = self.edition.documents[page.document_id]
        shown = self.pages[page.document_id, page.page_id]
        every = self.contents[document.id]
        return DocumentView(
            header=document.header,
            url=self.job.urls[document.id, ""],
            tei=quote(document.path),
            contents=every.beside(page.url),
            shelf=Level() if every.entries else self.shelves[document.is_register].beside(page.url),
            trail=every.trail(page.url),
            number=every.number(page.url),
            total=len(every.entries),
            shortcuts=self.job.shortcuts,
            documents=self.listed,
            page_title=shown.title,
            is_title=not page.page_id,
            paging=self.job.pagings.get(document.id),
            noted=document.id in self.noted,
            cited=self.cited(document, shown, page),
            panel=self.panel(document, page),
            corrections="" if page.page_id else self.corrections(document, page.url),
            news=self.job.urls.get(NEWS, ""),
            version=self.job.imprint.version or document.header.edition,
            date=self.job.imprint.date,
        )

    def panel(self, document: model.Document, page: DocumentPage) -> Panel:
        """Return what is wrong with a page."""
        found = self.job.found.get(document.path)
        if found is None:
            return Panel()
        if document.id not in self.panels:
            self.panels[document.id] = panels(self.edition, document, found.problems)
        problems = self.panels[document.id].get(page.page_id, ())
        return panel(problems, page.edit_url or "", self.job.imprint.forge)

    def cited(self, document: model.Document, shown: model.Page, page: DocumentPage) -> Cited:
        """Return what a page says of itself; the TEI of an entry is that of its register."""
        found = self.publication.cited(document, shown, page.url, page.edit_url or "")
        part = self.entries.pages.parts.get((document.id, shown.id))
        if part is None:
            return found
        linked = self.entries.linked(part, self.address) if part.entry else found.json_ld
        return replace(found, tei=quote(document.path), json_ld=linked)

    def address(self, document: str, page: str) -> str:
        """Return the absolute address of a page; nothing if nobody has said where the site will stand."""
        site = self.job.imprint.url
        return urljoin(site, self.job.urls[document, page]) if site else ""

    def works(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of works: of one, of a page's, of a document's, of all."""
        return self.entries.downloads()

    def downloads(self, document: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file beside the pages of a document."""
        return self.publication.downloads(self.edition.documents[document], self.job.urls[document, ""])
