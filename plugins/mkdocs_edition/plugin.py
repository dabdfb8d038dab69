"""The plugin's hooks. Each converts MkDocs' objects to plain values, calls one function, and logs."""

from __future__ import annotations

import errno
import fnmatch
import gc
import html
import itertools
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file
from mkdocs.utils.templates import TemplateContext

from edition import forge
from edition.folder import Folder
from edition.labels import labels, shown_date
from edition.problems import Problem, Severity
from mkdocs_edition import view
from mkdocs_edition.assets import add_assets
from mkdocs_edition.books import Planned, offered, planned
from mkdocs_edition.cache import Store, digest, program, store_beside
from mkdocs_edition.config import EditionConfig
from mkdocs_edition.finished import Later, foreign, reuse
from mkdocs_edition.imprint import Imprint
from mkdocs_edition.job import NEWS, Found, Job, Looker
from mkdocs_edition.look import add_palette
from mkdocs_edition.pages import Content, DocumentPage, EditionPage, expand_nav, generated, source_uri
from mkdocs_edition.paging import paging
from mkdocs_edition.past import released, signpost, stubs, write_moved
from mkdocs_edition.plan import PlannedDocument, PlannedPage
from mkdocs_edition.repairs import repair
from mkdocs_edition.shelf import Shelf
from mkdocs_edition.theming import nearest, needed

HERE = Path(__file__).parent
PREVIEW = HERE / "preview_theme"
PROBLEMS = "assets/edition/problems.css"
WORKER = "assets/edition/iframe-worker.js"
EDITORS = "editors.md"
NEWS_PAGE = "news.md"
RARELY = 100_000
"""After so many new objects the collector looks for garbage in a build, which makes hardly any."""
LIBRARY = "<!-- edition:library -->"
INDEXES = ("index.md", "README.md")
MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}

log = get_plugin_logger("edition")


class EditionPlugin(BasePlugin[EditionConfig]):
    """TEI files in docs_dir become documents of the site."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.reported: set[Problem] = set()
        self.serving = False
        self.leaving = False
        self.collected = gc.get_threshold()
        self.alone = False
        self.aside = ""
        self.binder: Any = None
        self.preview: Looker | None = None
        self.language = "en"
        self.words = labels("en")

    @property
    def job(self) -> Job:
        """The present build."""
        return self.shelf.job

    @property
    def store(self) -> Store:
        """The cache."""
        return self.shelf.store

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep this object, and its cache, over the rebuilds of `mkdocs serve`."""
        self.serving = command == "serve"
        self.leaving = not self.serving
        if self.leaving:
            gc.set_threshold(RARELY)
        if dirty:
            log.warning("--dirty leaves links and the search index stale; unchanged pages are cached anyway")

    def on_shutdown(self) -> None:
        """Let the collector look for garbage as before."""
        gc.set_threshold(*self.collected)

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
        if self.serving and self.config.checks:
            config.theme.dirs.insert(place + 2, str(PREVIEW))
            config.extra_css.append(PROBLEMS)
        self.speak(config)
        add_palette(config, self.words)
        self.shelf.store = store_beside(config.config_file_path)
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

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Refuse a site that could not be written, before MkDocs empties its folder."""
        refuse_unwritable(Path(config.site_dir))

    def speak(self, config: MkDocsConfig) -> None:
        """Choose the words, and note what every page depends on; what was read with others is read anew."""
        language, own = self.config.language, self.config.behaviours
        languages = needed(config.theme.name, config.theme.dirs)
        theirs = str(config.theme.get("language") or "en")
        self.language = language or theirs
        wanted = language if language and theirs == "en" else theirs
        if not (near := nearest(wanted, languages)):
            log.info("the theme has no words in “%s”: its buttons and its search speak English", wanted)
        config.theme["language"] = near or "en"
        self.words = labels(self.language, self.config.labels)
        if own.path:
            config.watch.append(str(Path(config.config_file_path).parent / own.path))

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a page for each page of each document, and the library where there is no first page."""
        self.reported = set()
        self.shelf.begin(self.begun(files, config))
        if self.serving and self.config.checks:
            self.job.found = self.looked(config)
        self.job.plan = self.shelf.plan()
        self.report(self.job.plan.problems)
        self.job.imprint = Imprint.of(config, self.config, self.job.plan.recorded, self.job.imprint)
        if self.config.releases:
            self.job.releases, self.job.news = released(self.shelf, Path(config.docs_dir))
        if self.serving or not self.job.releases:
            self.job.former = {}
        self.job.signpost = signpost(self.job, config)
        self.job.books = self.planned_books(files)
        settings = (self.job.shortcuts, self.job.books, self.job.releases)
        self.job.shown = digest(self.job.whole, self.job.imprint, self.job.news, settings)
        taken = {file.dest_uri: file.src_uri for file in files}
        for document in self.job.plan.documents:
            self.add_document(document, files, taken, config)
        if self.config.library and not any(files.get_file_from_path(name) for name in INDEXES):
            self.add_library(files, config)
        if self.config.editors and any(document.entries for document in self.job.plan.documents):
            self.add_editors(files, config)
        if any(self.job.news):
            self.add_news(files, config)
        if config.nav is not None:
            titles = {d.path: source_uri(d, d.pages[0]) for d in self.job.plan.documents}
            config.nav = expand_nav(config.nav, titles)
        self.bind(config)
        gc.freeze()  # what was read stays: not to be looked through again with every page that is made
        return files

    def planned_books(self, files: Files) -> tuple[Planned, ...]:
        """Return the books that are to be made with the site; none where the user has a file of that name."""
        formats = () if self.serving else dict.fromkeys(self.config.exports)
        found = planned(formats, self.job.plan.documents)
        return tuple(book for book in found if files.get_file_from_path(book.path) is None)

    def bind(self, config: MkDocsConfig) -> None:
        """Begin to make the books."""
        if not self.job.books:
            return
        from mkdocs_edition.binder import Binder, project_of  # noqa: PLC0415 - loads the renderer

        beside = self.store.path.parent / "books" if self.store.path is not None else None
        self.binder = Binder(project_of(config, self.config, self.language), self.job, beside)
        self.binder.begin(self.job.books)

    def on_build_error(self, *, error: Exception) -> None:
        """Make no more books for a site that is not built; let the collector see all again."""
        gc.unfreeze()
        if self.binder is not None:
            self.binder.stop()

    def begun(self, files: Files, config: MkDocsConfig) -> Job:
        """Return the job of this build."""
        docs_dir = Path(config.docs_dir)
        own, limits = self.config.behaviours, self.config.limits()
        job = Job(
            folder=Folder.read(docs_dir, [f.src_uri for f in files if self.is_document(f, docs_dir)]),
            docs_dir=docs_dir,
            files=files,
            words=self.words,
            language=self.language,
            behaviours=own.behaviours,
            style=self.config.bibliography_style,
            limits=limits,
            glossary=self.config.glossary,
            shortcuts=self.config.shortcuts,
            state=digest(
                program(),
                self.language,
                sorted(self.words.items()),
                own.digest,
                self.config.bibliography_style.digest,
                limits,
                self.config.glossary,
                config.use_directory_urls,
            ),
            imprint=self.job.imprint,
        )
        job.links = digest(sorted((f.src_uri, f.url) for f in files), sorted(job.folder.files))
        job.digests = job.folder.digests()
        job.whole = digest(job.state, job.links, sorted(job.digests.items()))
        return job

    def looked(self, config: MkDocsConfig) -> Mapping[str, Found]:
        """Return what `edition check` finds in each document, for the panel of `mkdocs serve`."""
        if self.preview is None:
            from mkdocs_edition.preview import Preview  # noqa: PLC0415 - not for a build

            file = config.config_file_path
            self.preview = Preview(Path(file).absolute().parent if file else None)
        return self.preview.look(self.job.folder, Path(config.docs_dir), self.config.silence)

    def is_document(self, file: File, docs_dir: Path) -> bool:
        """Say whether a file is a TEI document to be shown."""
        if not file.src_uri.endswith(".xml") or file.inclusion.is_excluded() or file.src_dir is None:
            return False
        inside = Path(file.src_dir) == docs_dir
        return inside and not any(fnmatch.fnmatch(file.src_uri, pattern) for pattern in self.config.exclude)

    def add_document(
        self, document: PlannedDocument, files: Files, taken: dict[str, str], config: MkDocsConfig
    ) -> None:
        """Add the pages of one document."""
        for page in (*document.pages, *document.entries):
            file = generated(config, source_uri(document, page), document.path, in_nav=False)
            clash = taken.setdefault(file.dest_uri, document.path)
            if clash != document.path:
                raise PluginError(
                    f"{document.path} and {clash} both make {file.dest_uri}; rename one of them"
                )
            self.job.urls[document.id, page.id] = file.url
            DocumentPage(document, page, file, config, partial(self.content, document, page, file.url))
            files.append(file)
        self.add_paging(document, files, config)

    def add_paging(self, document: PlannedDocument, files: Files, config: MkDocsConfig) -> None:
        """Add the table of a document's pages, unless the user has a file of that name."""
        found = paging(document, self.job.urls, get_relative_url)
        if found is not None and files.get_file_from_path(found[0].table) is None:
            self.job.pagings[document.id], table = found
            files.append(File.generated(config, found[0].table, content=table))

    def add_library(self, files: Files, config: MkDocsConfig) -> None:
        """Add a first page that lists all documents."""
        file = generated(config, "index.md", None, in_nav=True)
        EditionPage(config.site_name, file, config, "library.html", lambda: Content("", (), frozenset(), ()))
        files.append(file)

    def add_editors(self, files: Files, config: MkDocsConfig) -> None:
        """Add a page for editors, in no list for readers, unless the user has a page of its name."""
        if files.get_file_from_path(EDITORS) is None:
            file = generated(config, EDITORS, None, in_nav=False)
            make = partial(self.shelf.editors, file.url)
            EditionPage(self.words["editors"], file, config, "editors.html", make)
            files.append(file)

    def add_news(self, files: Files, config: MkDocsConfig) -> None:
        """Add the page of what is new, unless the user has a page of its name."""
        if files.get_file_from_path(NEWS_PAGE) is None:
            file = generated(config, NEWS_PAGE, None, in_nav=False)
            EditionPage(self.words["news"], file, config, "news.html", partial(self.shelf.news, file.url))
            files.append(file)
            self.job.urls[NEWS] = file.url

    def content(self, document: PlannedDocument, page: PlannedPage, url: str) -> Content:
        """Return a page's content, and tell what is wrong with it."""
        content = self.shelf.content(document.id, page.id, url)
        self.report(content.problems)
        return content

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
        for document in self.job.plan.documents:
            found = [files.get_file_from_path(source_uri(document, page)) for page in document.pages]
            pages = [f.page for f in found if f is not None and f.page is not None]
            for before, after in zip([None, *pages], [*pages, None], strict=True):
                if before is not None:
                    before.next_page = after
                if after is not None:
                    after.previous_page = before
            self.turn_entries(document, files)
            if len(pages) > 1:
                section = Section(pages[0].title or "", list(pages[1:]))
                for page in pages[1:]:
                    page.parent = section
        self.shelf.stock()
        return nav

    def turn_entries(self, document: PlannedDocument, files: Files) -> None:
        """Link the pages of a document's entries to their neighbours in its order."""
        found = [files.get_file_from_path(source_uri(document, page)) for page in document.entries]
        pages = [f.page for f in found if f is not None and f.page is not None]
        for before, after in itertools.pairwise(pages):
            before.next_page, after.previous_page = after, before

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the edition's words; take finished pages from the cache."""
        gc.freeze()
        env.globals.update(label=self.label, shown_date=self.shown_date)
        self.alone = not foreign(config)
        return reuse(env, self.store, config, self.job.state) if self.alone else env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the list of documents where a Markdown page asks for it."""
        if LIBRARY not in markdown:
            return markdown
        return markdown.replace(LIBRARY, self.library(page.file))

    def library(self, file: File) -> str:
        """Return the list of documents as HTML, as seen from a page."""
        return self.shelf.library(file.url) + self.links(file)

    def links(self, file: File) -> str:
        """Return links to the books of the whole edition as HTML, as seen from a page."""
        if not self.job.books:
            return ""
        from mkdocs_edition.binder import links  # noqa: PLC0415 - loads the renderer

        return links(self.job.books, self.words["book-download"], partial(get_relative_url, other=file.url))

    @event_priority(100)
    def _put_aside(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Put a page's text aside where only the search plugin would look at it, which has its records.

        It would go through every character, to take out attributes that no page of ours has.
        """
        if self.alone and isinstance(page, EditionPage):
            self.aside, page.content = page.content or "", ""
        return context

    @event_priority(-100)
    def _put_back(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Give a page its text back."""
        if self.alone and isinstance(page, EditionPage):
            page.content = self.aside
        return context

    def _tell(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give templates the document being read; give the search index the page's records."""
        values: dict[str, Any] = context  # type: ignore[assignment]
        shown = digest(self.job.shown, page.url)
        if isinstance(page, DocumentPage):
            found = self.job.found.get(page.document_path)
            state = digest(shown, found.digest) if found else shown
            values["edition"] = Later(state, partial(self.view, page))
            index_records(config, page)
        else:
            values["edition"] = Later(shown, self.site_view)
        if page.meta.get("template") == "library.html":
            values["edition_library"] = self.library(page.file)
            page.meta["hide"] = ["toc", *(["navigation"] if len(nav.items) < 2 else [])]
        return context

    on_page_context = CombinedEvent(_put_aside, _tell, _put_back)

    def view(self, page: DocumentPage) -> object:
        """Return what the template of a document's page sees."""
        found: Any = self.shelf.press.view(page)
        return replace(found, books=offered(self.job.books, page.document_id), former=stubs(self.shelf, page))

    def site_view(self) -> object:
        """Return what the template of any other page sees."""
        documents = view.documents(self.job.plan, self.job.urls)
        imprint = self.job.imprint
        return view.SiteView(
            documents,
            len(documents),
            self.config.shortcuts,
            imprint.version,
            imprint.date,
            self.job.urls.get(NEWS, ""),
        )

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what can be taken home beside the pages, where the user has no file; keep the cache."""
        every = [self.shelf.works(), *map(self.shelf.downloads, self.job.plan.documents)]
        write_moved(self.shelf, config)
        own = ((n, t) for files in every for n, t in files if self.job.files.get_file_from_path(n) is None)
        write_files(Path(config.site_dir), own)
        self.write_books(Path(config.site_dir))
        self.store.save()
        self.store.close()
        if self.leaving:
            gc.freeze()  # nor, at the program's end, all that there is: a tenth of a build's time
        else:
            gc.unfreeze()

    def write_books(self, folder: Path) -> None:
        """Write the books as they are ready. One that cannot be made ends the build: pages lead to it."""
        if self.binder is None:
            return
        from mkdocs_edition.binder import told  # noqa: PLC0415 - loaded already

        binder, self.binder = self.binder, None
        for book, made in binder.finish(self.job.books):
            if not made.data:
                binder.stop()
                raise PluginError(told(book.path, made.problems))
            self.report(made.problems)
            write_file(made.data, str(folder / book.path))


def refuse_unwritable(folder: Path) -> None:
    """Make a folder, if there is none; raise `PluginError` if nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        refused = "" if os.access(folder, os.W_OK | os.X_OK) else os.strerror(errno.EACCES)
    except OSError as error:
        refused = error.strerror or str(error)
    if refused:
        raise PluginError(
            f"site_dir {folder}: {refused}; a folder that can be written, or --site-dir with one"
        )


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files by path below a folder; each folder in it is made once, not asked for with every file."""
    made: set[str] = set()
    for name, data in files:
        above = name.rpartition("/")[0]
        if above not in made:
            (folder / above).mkdir(parents=True, exist_ok=True)
            made.add(above)
        (folder / name).write_bytes(data)


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
