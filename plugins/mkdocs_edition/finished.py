"""Finished pages from the cache: a template is not run where nothing that it sees has changed.

All hooks run as usual, before and after. What another plugin's or a hook's `on_page_context` or `on_env` may
add for templates cannot be known: with one of these, every page is made by its template.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from mkdocs_edition.cache import Store, digest, files, program
from mkdocs_edition.hands import Helpers, hands
from mkdocs_edition.pages import DocumentPage

TEMPLATES = frozenset(("edition.html", "library.html"))
"""Templates of this plugin, given nothing by MkDocs that is not in a key."""
KNOWN = frozenset(
    "nav pages base_url extra_css extra_javascript mkdocs_version build_date_utc config page edition".split()
)
"""What MkDocs and this plugin give to templates."""
OWN = "mkdocs_edition."
HARMLESS = (OWN, "mkdocs.", "properdocs.", "material.plugins.search.", "material.plugins.offline.")
"""Modules of plugins whose hooks are known to add nothing."""
OMITTED = frozenset(
    "config_file_path docs_dir site_dir plugins theme hooks dev_addr strict watch nav verbose quiet".split()
)
"""Settings that no page shows, or that are told apart otherwise."""
ADDRESS = " at 0x"
BEGINNING = 200
SAMPLE = 6
"""If so many pages all had to be made, the others will have to be, too."""
WORTH = 64
"""To finish so many pages is worth a process."""
CONTENT = "\0"
"""Stands for a page's content in what is kept: no page holds this character (HTML §13.2.3.5)."""


class Later:
    """The `edition` of a template: made when something of it is asked for.

    `unchanged` tells apart all that it is made of.
    """

    def __init__(self, unchanged: str, make: Callable[[], Any]):
        self.unchanged = unchanged
        self.make = make

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.made, name)

    @cached_property
    def made(self) -> Any:
        """The values."""
        return self.make()


class Finished:
    """Stands for a template; gives the page as kept, or as the template makes it."""

    def __init__(self, template: Callable[[], Template], store: Store, settings: str):
        self.template = template
        self.store = store
        self.settings = settings
        self.said: dict[int, tuple[object, str]] = {}
        self.made = 0
        self.found = False
        self.helpers = Helpers(store)
        self.given: Page | None = None
        """The first page that a helper finishes."""

    def render(self, context: Mapping[str, Any]) -> str:
        """Return a finished page.

        Where what the edition says of it may have changed, that is asked for and tells the page apart; where
        nothing that it is made of has changed, it is not even asked for.
        """
        if context["page"] is self.given:
            self.helpers.gather()
        seen = self.seen(context)
        if not seen:
            return self.finish(context)
        view: Later = context["edition"]
        unchanged = digest(seen, view.unchanged)
        key = self.store.get_same(unchanged)
        if key is None:
            said = [self.say(getattr(view.made, field.name)) for field in fields(view.made)]
            if any(ADDRESS in one for one in said):
                return self.finish(context)
            key = digest(seen, said)
            self.store.put_same(unchanged, key)
        content = context["page"].content or ""
        kept = self.store.get(key)
        if kept is not None:
            self.found = True
            return kept.replace(CONTENT, content, 1)
        made = self.finish(context)
        if CONTENT not in made:
            self.store.put(key, without(made, content))
        self.made += 1
        if self.made == SAMPLE and not self.found:
            self.share(context)
        return made

    def share(self, context: Mapping[str, Any]) -> None:
        """Let helpers finish the last pages of the site, as the first ones all had to be made."""
        pages = [file.page for file in context["pages"] if isinstance(file.page, DocumentPage)]
        rest = pages[pages.index(context["page"]) + 1 :] if context["page"] in pages else []
        count = hands(len(rest), WORTH)
        size = max(1, -(-len(rest) // count))
        for start in range(size, len(rest), size):
            self.given = self.given or rest[start]
            self.helpers.begin([partial(self.ahead, page, context) for page in rest[start : start + size]])

    def ahead(self, page: Page, context: Mapping[str, Any]) -> None:
        """Finish a page as MkDocs will ask for it."""
        config: MkDocsConfig = context["config"]
        own = get_context(context["nav"], context["pages"], config, page)
        page.active = True
        self.render(config.plugins.on_page_context(own, page=page, config=config, nav=context["nav"]))
        page.active = False

    def finish(self, context: Mapping[str, Any]) -> str:
        """Make a page by its template."""
        return self.template().render(context)

    def seen(self, context: Mapping[str, Any]) -> str:
        """Return a digest of all that the template sees but `edition`; nothing if that cannot be said."""
        page: Page = context["page"]
        values = [f"{name} {self.say(value)}" for name, value in sorted(context.items()) if name not in KNOWN]
        values += [
            self.settings,
            self.say(context["nav"]),
            page.content or "",
            toc(page.toc),
            repr(page.meta),
            repr((page.title, page.url, page.canonical_url, page.edit_url, page.is_homepage)),
            repr([(p.title, p.url) if p else None for p in (page.previous_page, page.next_page)]),
            repr([above.title for above in page.ancestors]),
            str(context["base_url"]),
            str(context["build_date_utc"].date()),
        ]
        joined = "\0".join(values)
        if ADDRESS in joined and any(ADDRESS in value for value in values if value != page.content):
            return ""
        return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()

    def say(self, value: object) -> str:
        """Return what tells a value apart; said once of an object that many pages share."""
        if value is None or isinstance(value, str | int):
            return repr(value)
        known = self.said.get(id(value))
        if known is None:
            told = str(value) if isinstance(value, Navigation) else repr(value)
            known = (value, told if ADDRESS in told else digest(told))
            self.said[id(value)] = known
        return known[1]


def without(html: str, content: str) -> str:
    """Return a page with a mark for its content, which is kept already; unchanged if it may hold that twice.

    It is looked for by its beginning: to search for all of it takes as long as to make the page.
    """
    start = html.find(content[:BEGINNING]) if content else -1
    if start < 0 or html.find(content[:BEGINNING], start + 1) >= 0 or not html.startswith(content, start):
        return html
    return html[:start] + CONTENT + html[start + len(content) :]


def toc(items: Any) -> str:
    """Return what tells a table of contents apart."""
    entries: list[AnchorLink] = list(items)
    return "".join(f"({item.id}\0{item.title}\0{item.level}{toc(item.children)})" for item in entries)


def settings(config: MkDocsConfig) -> str:
    """Return a digest of the project's settings, templates and program."""
    state = hashlib.sha256(program().encode())
    plain = {key: value for key, value in config.items() if key not in OMITTED}
    said = [(key, repr(value)) for key, value in sorted(plain.items())]
    state.update(repr([(key, value) for key, value in said if ADDRESS not in value]).encode())
    theme = {key: config.theme[key] for key in config.theme}
    state.update(repr((config.theme.name, sorted(theme.items()))).encode())
    for name, plugin in sorted(config.plugins.items()):
        options = [(key, repr(value)) for key, value in sorted(plugin.config.items())]
        own = type(plugin).__module__.startswith(OWN)  # what has no telling `repr` is in the edition's state
        state.update(repr((name, [o for o in options if not own or ADDRESS not in o[1]])).encode())
    for folder in config.theme.dirs:
        if folder == config.theme.custom_dir:
            files(state, Path(folder), (".html",))
    return state.hexdigest()


def foreign(config: MkDocsConfig) -> bool:
    """Say whether a plugin or a hook that is not known adds to what templates see."""
    for event in ("page_context", "env"):
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", None)
            module = type(owner).__module__ if owner is not None else "a hook"
            if not f"{module}.".startswith(HARMLESS):
                return True
    return False


class Compiled(BytecodeCache):
    """Templates of a theme, compiled: Jinja takes nearly as long for them as MkDocs for a small site.

    `compiler` tells apart what compiles them; Jinja itself looks at their source.
    """

    def __init__(self, store: Store, compiler: str):
        self.store = store
        self.compiler = compiler

    def key(self, bucket: Bucket) -> str:
        """Return the key of a template."""
        return digest("template", self.compiler, bucket.key, bucket.checksum)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept of its template, if anything is."""
        kept = self.store.get_bytes(self.key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self.store.put_bytes(self.key(bucket), bucket.bytecode_to_string())


def reuse(env: Environment, store: Store, config: MkDocsConfig, state: str) -> Environment:
    """Let an environment give finished pages where MkDocs asks for the template of a document's page.

    `state` says what the edition's own words and behaviours are. Not for a site where something `foreign`
    adds to what templates see.
    """
    env.bytecode_cache = Compiled(store, digest(program(), sorted(env.extensions)))
    stock, common = env.get_template, f"{state}\0{settings(config)}"
    finished: dict[str, Finished] = {}

    def get_template(name: Any, parent: str | None = None, globals: Any = None) -> Any:
        if name not in TEMPLATES or parent is not None:
            return stock(name, parent, globals)
        if name not in finished:
            finished[name] = Finished(lambda: stock(name, None, globals), store, f"{name}\0{common}")
        return finished[name]

    env.get_template = get_template  # type: ignore[method-assign]
    return env
