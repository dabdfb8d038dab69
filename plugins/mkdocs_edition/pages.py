"""Pages that MkDocs does not read from Markdown: a document's pages, and the library."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from edition.problems import Problem
from mkdocs_edition.plan import PlannedDocument, PlannedPage


class Headline(NamedTuple):
    """An entry in a page's table of contents; its title is plain text."""

    id: str
    title: str
    level: int


TOP = "__text"
"""Where “Skip to content” leads on a page without headings of its own; templates have it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the renderer made of a page, ready for the template; kept in the cache."""

    html: str
    toc: tuple[Headline, ...]
    ids: frozenset[str]
    records: tuple[tuple[str, str, str], ...]
    """Id, title and text, escaped for the search index."""
    problems: tuple[Problem, ...] = ()
    """What the renderer found wrong: told at every build, whether the page was rendered anew or not."""


class EditionPage(Page):
    """A page without Markdown: its content comes from `make`, when MkDocs asks for it."""

    def __init__(
        self, title: str, file: File, config: MkDocsConfig, template: str, make: Callable[[], Content]
    ):
        super().__init__(html.escape(title), file, config)
        self.template = template
        self.make = make
        self.records: tuple[tuple[str, str, str], ...] = ()

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs wants of a source; nothing is read."""
        self.markdown = ""
        self.meta = {"title": self.title, "template": self.template, "search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take content, contents and ids from the renderer; Python-Markdown is not called."""
        content = self.make()
        self.content = content.html
        self.toc = get_toc(nest(content.toc or (Headline(TOP, self.title or "", 1),)))
        self.present_anchor_ids = set(content.ids)
        self.links_to_anchors = {}
        self.records = content.records


class DocumentPage(EditionPage):
    """One page of a TEI document."""

    def __init__(
        self,
        document: PlannedDocument,
        page: PlannedPage,
        file: File,
        config: MkDocsConfig,
        make: Callable[[], Content],
    ):
        super().__init__(page.title, file, config, "edition.html", make)
        self.document_id = document.id
        self.document_path = document.path
        self.page_id = page.id


def source_uri(document: PlannedDocument, page: PlannedPage) -> str:
    """Return the path of the Markdown file that a page pretends to come from."""
    return f"{document.id}/{page.id or 'index'}.md"


def generated(config: MkDocsConfig, uri: str, edit_uri: str | None, in_nav: bool) -> File:
    """Return a file that exists only for MkDocs, with the address where its source is edited."""
    inclusion = InclusionLevel.UNDEFINED if in_nav else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, uri, content="", inclusion=inclusion)
    file.edit_uri = edit_uri
    return file


def nest(headings: Iterable[Headline]) -> list[Any]:
    """Return headings as the nested tokens that MkDocs makes its table of contents of."""
    root: dict[str, Any] = {"level": 0, "children": []}
    open_ = [root]
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": html.escape(heading.title), "children": []}
        while open_[-1]["level"] >= heading.level:
            open_.pop()
        open_[-1]["children"].append(token)
        open_.append(token)
    children: list[Any] = root["children"]
    return children


def expand_nav(nav: Any, titles: dict[str, str]) -> Any:
    """Return `nav` with each document's `.xml` replaced by its title page; `titles` maps path to page."""
    if isinstance(nav, str):
        return titles.get(nav.lstrip("/"), nav)
    if isinstance(nav, list):
        return [expand_nav(item, titles) for item in nav]
    if isinstance(nav, dict):
        return {key: expand_nav(value, titles) for key, value in nav.items()}
    return nav
