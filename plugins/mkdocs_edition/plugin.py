"""The plugin's hooks. Each converts MkDocs' objects to plain values, calls one function, and logs."""

from __future__ import annotations

import fnmatch
import html
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from edition import forge, model
from edition.citing import Site
from edition.labels import labels, shown_date
from edition.problems import Problem, Severity
from edition.render import Medium, library, render
from edition.render.behaviours import BEHAVIOURS
from edition.render.html import serialise
from edition.render.paginations import pagination_title
from edition.render.state import page_state
from mkdocs_edition import view
from mkdocs_edition.assets import add_assets
from mkdocs_edition.cache import Store, digest, packed, program, store_beside, unpacked
from mkdocs_edition.config import EditionConfig
from mkdocs_edition.contents import Contents, Entry
from mkdocs_edition.finished import reuse
from mkdocs_edition.look import add_palette
from mkdocs_edition.pages import Content, DocumentPage, EditionPage, expand_nav, generated, source_uri
from mkdocs_edition.paging import Paging, paging
from mkdocs_edition.publication import Publication, write
from mkdocs_edition.repairs import repair

HERE = Path(__file__).parent
WORKER = "assets/edition/iframe-worker.js"
LIBRARY = "<!-- edition:library -->"
INDEXES = ("index.md", "README.md")
MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}

log = get_plugin_logger("edition")


class EditionPlugin(BasePlugin[EditionConfig]):
    """TEI files in docs_dir become documents of the site."""

    def __init__(self) -> None:
        self.edition = model.Edition({})
        self.store = Store(None)
        self.urls: dict[tuple[str, str], str] = {}
        self.files = Files([])
        self.reported: set[Problem] = set()
        self.words = labels("en")
        self.behaviours = BEHAVIOURS
        self.state = ""
        self.pagings: dict[str, Paging] = {}
        self.publication: Publication | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep this object, and its cache, over the rebuilds of `mkdocs serve`."""
        if dirty:
            log.warning("--dirty leaves links and the search index stale; unchanged pages are cached anyway")

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the package's templates behind the user's own and before the theme's; ask no other host.

        Early: the theme's `offline` fetches its shim from elsewhere unless one is there.
        """
        custom = config.theme.custom_dir
        place = next((n for n, d in enumerate(config.theme.dirs) if d == custom), -1)
        if str(HERE / "theme") not in config.theme.dirs:
            config.theme.dirs.insert(place + 1, str(HERE / "theme"))
        add_assets(config)
        self.speak(config)
        add_palette(config, self.words)
        self.store = store_beside(config.config_file_path)
        repair(config.theme, self.store.path.parent if self.store.path is not None else None)
        if config.repo_url and not config.edit_uri:
            kind = self.config.forge or forge.kind(config.repo_url)
            config.edit_uri = forge.edit_uri(kind, "main", Path(config.docs_dir).name)
        if config.theme.get("font") == MATERIAL_FONT:
            config.theme["font"] = False
        if "material/offline" in config.plugins:
            polyfills = config.extra.setdefault("polyfills", [])
            if WORKER not in polyfills:
                polyfills.append(WORKER)
        return config

    def speak(self, config: MkDocsConfig) -> None:
        """Choose the words, and note what every page depends on; what was read with others is read anew."""
        language, own = self.config.language, self.config.behaviours
        if language and config.theme.get("language") in (None, "en"):
            config.theme["language"] = language
        self.words = labels(language or str(config.theme.get("language") or "en"), self.config.labels)
        self.behaviours = {**BEHAVIOURS, **own.behaviours}
        state = repr((sorted(self.words.items()), own.digest, self.config.limits()))
        if state != self.state:
            self.state, self.edition = state, model.Edition({})
        if own.path:
            config.watch.append(str(Path(config.config_file_path).parent / own.path))

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a page for each page of each document, and the library where there is no first page."""
        self.files, self.urls, self.reported = files, {}, set()
        docs_dir = Path(config.docs_dir)
        paths = [f.src_uri for f in files if self.is_document(f, docs_dir)]
        known = {d.path: d for d in self.edition.documents.values()}
        self.edition = model.Edition.load(docs_dir, paths, self.config.limits(), known, self.words)
        self.report(self.edition.problems)
        taken = {file.dest_uri: file.src_uri for file in files}
        for document in self.edition.documents.values():
            self.add_document(document, files, taken, config)
        for name in ("listed", "contents"):
            self.__dict__.pop(name, None)
        if self.config.library and not any(files.get_file_from_path(name) for name in INDEXES):
            self.add_library(files, config)
        if config.nav is not None:
            titles = {d.path: source_uri(d, d.pages[0]) for d in self.edition.documents.values()}
            config.nav = expand_nav(config.nav, titles)
        self.state_links(files)
        self.publication = self.published(config)
        return files

    def published(self, config: MkDocsConfig) -> Publication:
        """Return what is said of the edition as a publication; git is asked anew only if something is."""
        return Publication.read(config, self.config, self.edition, self.words, self.publication)

    def state_links(self, files: Files) -> None:
        """Note what every page may link to, and the bytes of all documents: keys of the cache."""
        places = sorted((f.src_uri, f.url) for f in files if not f.is_documentation_page())
        self.digest = digest(program(), self.state, self.edition.digest(), places)
        self.whole = digest(self.digest, sorted((d.path, d.digest) for d in self.edition.documents.values()))

    def is_document(self, file: File, docs_dir: Path) -> bool:
        """Say whether a file is a TEI document to be shown."""
        if not file.src_uri.endswith(".xml") or file.inclusion.is_excluded() or file.src_dir is None:
            return False
        inside = Path(file.src_dir) == docs_dir
        return inside and not any(fnmatch.fnmatch(file.src_uri, pattern) for pattern in self.config.exclude)

    def add_document(
        self, document: model.Document, files: Files, taken: dict[str, str], config: MkDocsConfig
    ) -> None:
        """Add the pages of one document."""
        for page in document.pages:
            file = generated(config, source_uri(document, page), document.path, in_nav=False)
            clash = taken.setdefault(file.dest_uri, document.path)
            if clash != document.path:
                raise PluginError(
                    f"{document.path} and {clash} both make {file.dest_uri}; rename one of them"
                )
            self.urls[document.id, page.id] = file.url
            DocumentPage(document, page, file, config, partial(self.content, document, page, file, config))
            files.append(file)
        self.add_paging(document, files, config)

    def add_paging(self, document: model.Document, files: Files, config: MkDocsConfig) -> None:
        """Add the table of a document's pages, unless the user has a file of that name."""
        name = partial(pagination_title, self.edition, document, labels=self.words)
        found = paging(document, self.urls, get_relative_url, name)
        self.pagings.pop(document.id, None)
        if found is not None and files.get_file_from_path(found[0].table) is None:
            self.pagings[document.id], table = found
            files.append(File.generated(config, found[0].table, content=table))

    def add_library(self, files: Files, config: MkDocsConfig) -> None:
        """Add a first page that lists all documents."""
        file = generated(config, "index.md", None, in_nav=True)
        EditionPage(config.site_name, file, config, "library.html", lambda: Content("", (), frozenset(), ()))
        files.append(file)

    def content(
        self, document: model.Document, page: model.Page, file: File, config: MkDocsConfig
    ) -> Content:
        """Return a page's content, rendered anew only if it, or what it links to, has changed."""
        unchanged = digest(self.whole, file.url)
        key = self.store.get(unchanged)
        if key is None:
            key = digest(self.digest, page_state(self.edition, document, page), file.url)
            self.store.put(unchanged, key)
        kept = self.store.get(key)
        content = unpacked(kept) if kept is not None else self.rendered(document, page, file)
        if kept is None:
            self.store.put(key, packed(content))
        self.report(content.problems)
        return content

    def rendered(self, document: model.Document, page: model.Page, file: File) -> Content:
        """Render a page."""
        made = render(self.edition, document, page, self.medium(file), self.behaviours)
        records = tuple(
            (r.id, html.escape(r.title, quote=False), html.escape(r.text, quote=False)) for r in made.records
        )
        return Content(made.text(), made.toc, made.ids, records, tuple(made.problems))

    def medium(self, file: File) -> Medium:
        """Return how a page links: relative addresses, from its own place."""

        def page_href(document: str, page: str) -> str:
            return get_relative_url(self.urls[document, page], file.url)

        def file_href(path: str) -> str:
            found = self.files.get_file_from_path(path)
            return get_relative_url(found.url, file.url) if found is not None else ""

        return Medium(page_href, file_href, self.words)

    def shown_date(self, value: str) -> str:
        """Return a date for a template as the edition's language writes it, escaped for HTML."""
        return html.escape(shown_date(value, self.words))

    def label(self, key: str, **values: object) -> str:
        """Return one of the edition's words for a template, escaped for HTML."""
        return html.escape(self.words[key].format(**values))

    def report(self, problems: Any) -> None:
        """Log problems: what fails or warns as a warning, so that `--strict` counts it; the rest as info."""
        for problem in problems:
            if problem.code.slug in self.config.silence or problem in self.reported:
                continue
            self.reported.add(problem)
            quiet = problem.code.severity is Severity.INFO
            (log.info if quiet else log.warning)(str(problem))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Link each document's pages to their neighbours in the document, and to its title page above."""
        for document in self.edition.documents.values():
            found = [files.get_file_from_path(source_uri(document, page)) for page in document.pages]
            pages = [f.page for f in found if f is not None and f.page is not None]
            for before, after in zip([None, *pages], [*pages, None], strict=True):
                if before is not None:
                    before.next_page = after
                if after is not None:
                    after.previous_page = before
            if len(pages) > 1:
                section = Section(pages[0].title or "", list(pages[1:]))
                for page in pages[1:]:
                    page.parent = section
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the edition's words; take finished pages from the cache."""
        env.globals.update(label=self.label, shown_date=self.shown_date)
        return reuse(env, self.store, config, self.state)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the list of documents where a Markdown page asks for it."""
        if LIBRARY not in markdown:
            return markdown
        return markdown.replace(LIBRARY, self.library(page.file, config))

    def library(self, file: File, config: MkDocsConfig) -> str:
        """Return the list of documents as HTML, as seen from a page."""
        return serialise(library(self.edition, self.medium(file)))

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """The edition's documents, for the templates."""
        return view.documents(self.edition, self.urls)

    @cached_property
    def contents(self) -> dict[str, Contents]:
        """The contents of each document, for the templates."""
        return {d.id: view.contents(d, self.urls) for d in self.edition.documents.values()}

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give templates the document being read; give the search index the page's records."""
        values: dict[str, Any] = context  # type: ignore[assignment]
        site = self.publication.site if self.publication is not None else Site("")
        total = len(self.edition.documents)
        values["edition"] = view.View(
            documents=self.listed,
            total=total,
            version=site.version,
            date=site.date,
            shortcuts=self.config.shortcuts,
        )
        if page.meta.get("template") == "library.html":
            values["edition_library"] = self.library(page.file, config)
            page.meta["hide"] = ["toc", *(["navigation"] if len(nav.items) < 2 else [])]
        if isinstance(page, DocumentPage):
            values["edition"] = self.view(page, site)
            index_records(config, page)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Keep the cache; write what can be taken home beside the pages, where the user has no file."""
        self.store.save()
        self.store.close()
        if self.publication is None:
            return
        for name, data in self.publication.downloads(self.edition, self.urls):
            if self.files.get_file_from_path(name) is None:
                write(Path(config.site_dir), name, data)

    def view(self, page: DocumentPage, site: Site) -> view.View:
        """Return what the templates of a document's page see."""
        document = self.edition.documents[page.document_id]
        shown = document.page(page.page_id)
        every = self.contents[document.id]
        return view.View(
            header=document.header,
            url=self.urls[document.id, ""],
            tei=document.path,
            contents=every.beside(page.url),
            trail=every.trail(page.url),
            number=every.number(page.url),
            total=len(every.entries),
            shortcuts=self.config.shortcuts,
            documents=self.listed,
            page_title=shown.title,
            is_title=not page.page_id,
            paging=self.pagings.get(document.id),
            noted=any(note.calls for note in document.notes.by_id.values()),
            cited=self.publication.cited(document, shown, page.url, page.edit_url or "")
            if self.publication is not None
            else None,
            version=site.version or document.header.edition,
            date=site.date,
        )


def index_records(config: MkDocsConfig, page: DocumentPage) -> None:
    """Add a page's records to the search index, without a detour through an HTML parser."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        entries = getattr(index, "entries", getattr(index, "_entries", None))
        if entries is not None:
            entries.extend(
                {"location": page.url + (f"#{ident}" if ident else ""), "title": title, "text": text}
                for ident, title, text in page.records
                if text or title
            )
