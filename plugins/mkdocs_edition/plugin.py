"""The plugin's hooks. Each converts MkDocs' objects to plain values, calls one function, and logs."""

from __future__ import annotations

import fnmatch
import gc
import html
import itertools
import json
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
from edition.history import Release, releases
from edition.labels import labels, shown_date
from edition.problems import Problem, Severity
from mkdocs_edition import view
from mkdocs_edition.assets import add_assets
from mkdocs_edition.books import Planned, offered, planned
from mkdocs_edition.cache import Store, digest, packed, program, store_beside, unpacked
from mkdocs_edition.config import EditionConfig
from mkdocs_edition.finished import Later, foreign, reuse
from mkdocs_edition.imprint import Imprint
from mkdocs_edition.job import NEWS, Found, Job, Looker, Maker
from mkdocs_edition.look import add_palette
from mkdocs_edition.moved import Former, Landing, Signpost, Stub, gathered
from mkdocs_edition.pages import Content, DocumentPage, EditionPage, expand_nav, generated, source_uri
from mkdocs_edition.paging import paging
from mkdocs_edition.plan import Plan, PlannedDocument, PlannedPage
from mkdocs_edition.repairs import repair
from mkdocs_edition.theming import nearest, needed

HERE = Path(__file__).parent
PREVIEW = HERE / "preview_theme"
PROBLEMS = "assets/edition/problems.css"
WORKER = "assets/edition/iframe-worker.js"
EDITORS = "editors.md"
NEWS_PAGE = "news.md"
TOLD = 6
"""Of so many releases is told what they changed."""
LIBRARY = "<!-- edition:library -->"
INDEXES = ("index.md", "README.md")
MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}

log = get_plugin_logger("edition")


class EditionPlugin(BasePlugin[EditionConfig]):
    """TEI files in docs_dir become documents of the site."""

    def __init__(self) -> None:
        self.store = Store(None)
        self.job = Job()
        self.maker: Maker | None = None
        self.known: Mapping[str, Any] = {}
        self.reported: set[Problem] = set()
        self.serving = False
        self.alone = False
        self.aside = ""
        self.binder: Any = None
        self.preview: Looker | None = None
        self.language = "en"
        self.words = labels("en")

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep this object, and its cache, over the rebuilds of `mkdocs serve`."""
        self.serving = command == "serve"
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
        if self.serving and self.config.checks:
            config.theme.dirs.insert(place + 2, str(PREVIEW))
            config.extra_css.append(PROBLEMS)
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
        self.job = self.begun(files, config)
        if self.serving and self.config.checks:
            self.job.found = self.looked(config)
        self.job.plan = self.planned()
        self.report(self.job.plan.problems)
        self.job.imprint = Imprint.of(config, self.config, self.job.plan.recorded, self.job.imprint)
        self.job.releases, self.job.news = self.released(config)
        self.job.signpost = self.signpost(config)
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
        """Make no more books for a site that is not built."""
        if self.binder is not None:
            self.binder.stop()

    def begun(self, files: Files, config: MkDocsConfig) -> Job:
        """Return the job of this build. What the last one parsed is at hand, if the settings are the same."""
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
        if self.maker is not None:
            self.known, self.maker = self.maker.documents(), None
        if job.state != self.job.state:
            self.known = {}
        return job

    @property
    def press(self) -> Maker:
        """What makes pages: loaded only when there is something to make, for that takes long."""
        if self.maker is None:
            from mkdocs_edition.press import Press  # noqa: PLC0415

            self.maker = Press(self.job, self.known)
        return self.maker

    def planned(self) -> Plan:
        """Return what MkDocs is to know of the documents; they are parsed only if something has changed."""
        key = digest(self.job.whole, "plan")
        kept = self.store.get(key)
        if kept is not None:
            return Plan.read(kept)
        plan = self.press.plan()
        self.store.put(key, plan.text())
        return plan

    def released(self, config: MkDocsConfig) -> tuple[tuple[Release, ...], tuple[str, ...]]:
        """Return the releases, and what the last ones changed: asked of git once, as tags stay."""
        if not self.config.releases or not self.job.imprint.past.commit:
            return (), ()
        found = releases(Path(config.docs_dir))
        left_out = sorted(
            p for p in self.job.folder.files if p.endswith(".xml") and p not in self.job.digests
        )
        told: list[str] = []
        for new, old in itertools.pairwise(found[: TOLD + 1]):
            key = digest(program(), "issue", new, old, left_out)
            kept = self.store.get(key)
            if kept is None:
                kept = self.press.issue(new, old, left_out)
                self.store.put(key, kept)
            told.append(kept)
        return found, tuple(told)

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
            DocumentPage(document, page, file, config, partial(self.content, document, page, file))
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
            make = partial(self.editors, file)
            EditionPage(self.words["editors"], file, config, "editors.html", make)
            files.append(file)

    def add_news(self, files: Files, config: MkDocsConfig) -> None:
        """Add the page of what is new, unless the user has a page of its name."""
        if files.get_file_from_path(NEWS_PAGE) is None:
            file = generated(config, NEWS_PAGE, None, in_nav=False)
            EditionPage(self.words["news"], file, config, "news.html", partial(self.news, file))
            files.append(file)
            self.job.urls[NEWS] = file.url

    def news(self, file: File) -> Content:
        """Return the page of what is new."""
        key = digest(self.job.whole, self.job.news, "news", file.url)
        kept = self.store.get(key)
        content = unpacked(kept) if kept else self.press.news(file.url)
        if not kept:
            self.store.put(key, packed(content))
        return content

    def editors(self, file: File) -> Content:
        """Return the page for editors."""
        key = digest(self.job.whole, "editors", file.url)
        kept = self.store.get(key)
        content = unpacked(kept) if kept else self.press.editors(file.url)
        if not kept:
            self.store.put(key, packed(content))
        return content

    def content(self, document: PlannedDocument, page: PlannedPage, file: File) -> Content:
        """Return a page's content, rendered anew only if it, or what it links to, has changed."""
        unchanged = digest(self.job.whole, file.url)
        key = self.store.get(unchanged)
        if key is None:
            key = self.press.state(document.id, page.id, file.url)
            self.store.put(unchanged, key)
        kept = self.store.get(key)
        content = unpacked(kept) if kept else self.press.content(document.id, page.id, file.url)
        if not kept:
            self.store.put(key, packed(content))
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
        key = digest(self.job.whole, "library", file.url)
        kept = self.store.get(key)
        if kept is None:
            kept = self.press.library(file.url)
            self.store.put(key, kept)
        return kept + self.links(file)

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
        found: Any = self.press.view(page)
        return replace(found, books=offered(self.job.books, page.document_id), former=self.stubs(page))

    def stubs(self, page: DocumentPage) -> tuple[Stub, ...]:
        """Return what older releases had on a page and stands elsewhere now."""
        former = self.moved.get((page.document_id, page.page_id))
        return self.job.signpost.stubs(former.landings, former, page.url) if former else ()

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
        every = [self.works(), *(self.downloads(document) for document in self.job.plan.documents)]
        self.write_moved(config)
        own = ((n, t) for files in every for n, t in files if self.job.files.get_file_from_path(n) is None)
        write_files(Path(config.site_dir), own)
        self.write_books(Path(config.site_dir))
        self.store.save()
        self.store.close()
        gc.unfreeze()

    def write_moved(self, config: MkDocsConfig) -> None:
        """Write a page at each address that a release had and that is no more."""
        taken = {file.dest_uri for file in self.job.files}
        for former in self.moved.values():
            old = generated(config, f"{former.document}/{former.page or 'index'}.md", None, in_nav=False)
            if (former.document, former.page) in self.job.urls or old.dest_uri in taken:
                continue
            taken.add(old.dest_uri)
            write_file(self.job.signpost.page(former, old.url), str(Path(config.site_dir, old.dest_uri)))

    def signpost(self, config: MkDocsConfig) -> Signpost:
        """Return what shows the way from addresses of older releases."""
        titles = {(d.id, p.id): p.title for d in self.job.plan.documents for p in (*d.pages, *d.entries)}
        home = generated(config, "index.md", None, in_nav=False).url
        return Signpost(self.job.urls, titles, home, config.site_name, config.site_url or "", self.words)

    @property
    def moved(self) -> Mapping[tuple[str, str], Former]:
        """The pages of older releases that are not as they were; none while the site is being edited."""
        if self.job.former is None:
            found = self.former() if self.job.releases and not self.serving else []
            self.job.former = gathered(found)
        return self.job.former

    def former(self) -> list[Former]:
        """Return the pages of older releases, from the cache if nothing has changed."""
        key = digest(self.job.whole, "former", self.job.releases)
        kept = self.store.get(key)
        if kept is not None:
            pages = json.loads(kept)
            return [Former(d, p, now, tuple(Landing(*one) for one in those)) for d, p, now, those in pages]
        made = list(self.press.moved())
        self.store.put(key, json.dumps(made, ensure_ascii=False))
        return made

    def write_books(self, folder: Path) -> None:
        """Write the books as they are ready. One that cannot be made ends the build: pages lead to it."""
        if self.binder is None:
            return
        from mkdocs_edition.binder import told  # noqa: PLC0415 - loaded already

        binder, self.binder = self.binder, None
        for book, made in binder.finish(self.job.books):
            if made.problems:
                binder.stop()
                raise PluginError(told(book.path, made.problems))
            write_file(made.data, str(folder / book.path))

    def works(self) -> list[tuple[str, str]]:
        """Return path and text of each file of works, if any are listed."""
        if not any(document.entries for document in self.job.plan.documents):
            return []
        key = digest(self.job.whole, "works")
        kept = self.store.get(key)
        if kept is not None:
            return [(name, text) for name, text in json.loads(kept)]
        made = list(self.press.works())
        self.store.put(key, json.dumps(made, ensure_ascii=False))
        return made

    def downloads(self, document: PlannedDocument) -> list[tuple[str, str]]:
        """Return path and text of each file beside a document's pages."""
        site = self.job.imprint
        state = (self.job.state, document.path, self.job.digests[document.path])
        key = digest("downloads", state, site.name, site.url, site.version, site.date)
        kept = self.store.get(key)
        if kept is not None:
            return [(name, text) for name, text in json.loads(kept)]
        made = list(self.press.downloads(document.id))
        self.store.put(key, json.dumps(made, ensure_ascii=False))
        return made


def write_files(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write texts by path below a folder; each folder in it is made once, not asked for with every file."""
    made: set[Path] = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(text.encode())


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
