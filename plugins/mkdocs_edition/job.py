"""One build of the site: what pages are made of and where they stand, as far as it is known by then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from mkdocs.structure.files import Files

from edition.folder import Folder
from edition.history import Release
from edition.limits import Limits
from edition.problems import Problem
from mkdocs_edition.books import Planned
from mkdocs_edition.imprint import Imprint
from mkdocs_edition.moved import Former, Signpost
from mkdocs_edition.options import Style
from mkdocs_edition.pages import Content, DocumentPage
from mkdocs_edition.paging import Paging
from mkdocs_edition.plan import Plan

NEWS = ("", "news")
"""Stands for the page of what is new among the addresses."""


@dataclass(frozen=True, slots=True)
class Found:
    """What `edition check` finds in a document, and a digest of it."""

    problems: tuple[Problem, ...]
    digest: str


@dataclass(slots=True)
class Job:
    """Given are the documents and the settings; the rest is filled in as the build goes on."""

    folder: Folder = field(default_factory=lambda: Folder(""))
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    """The language of these words."""
    behaviours: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    """The project's own."""
    style: Style = field(default_factory=Style)
    """The project's citation style, if it has one."""
    limits: Limits = field(default_factory=Limits)
    glossary: bool = True
    """Whether terms are marked that the TEI does not mark."""
    shortcuts: bool = True
    state: str = ""
    """A digest of the program and of the settings above."""
    whole: str = ""
    """A digest of all that the content of any page may depend on."""
    shown: str = ""
    """A digest of all that templates may be told of the edition."""
    digests: dict[str, str] = field(default_factory=dict)
    """Path of a document -> digest of its bytes."""
    links: str = ""
    """A digest of the files, besides documents, that pages may link to."""
    plan: Plan = field(default_factory=Plan)
    urls: dict[tuple[str, str], str] = field(default_factory=dict)
    """Document and page -> address from the site's root."""
    docs_dir: Path = field(default_factory=Path)
    files: Files = field(default_factory=lambda: Files([]))
    pagings: dict[str, Paging] = field(default_factory=dict)
    """Document -> the way to its source's pages."""
    imprint: Imprint = field(default_factory=Imprint)
    books: tuple[Planned, ...] = ()
    """The books that the site offers."""
    releases: tuple[Release, ...] = ()
    """The edition's releases, the newest first."""
    former: Mapping[tuple[str, str], Former] | None = None
    """The pages of older releases that are not as they were; None until they are looked for."""
    signpost: Signpost = field(default_factory=Signpost)
    """Shows the way from addresses of these."""
    news: tuple[str, ...] = ()
    """What the last ones changed, as `Maker.issue` says it."""
    found: Mapping[str, Found] = field(default_factory=dict)
    """Path of a document -> what `edition check` finds in it; empty but under `mkdocs serve`."""


class Maker(Protocol):
    """What hooks ask for when something must be made: `mkdocs_edition.press`, which takes long to load."""

    def documents(self) -> Mapping[str, Any]:
        """Return the parsed documents by path, for the next build."""

    def plan(self) -> Plan:
        """Return what MkDocs is to know of the documents."""

    def state(self, document: str, page: str, url: str) -> str:
        """Return a digest of what a page at `url` is made of."""

    def content(self, document: str, page: str, url: str) -> Content:
        """Render a page at `url`."""

    def editors(self, url: str) -> Content:
        """Return what registers and texts do not agree on yet, as a page at `url`."""

    def library(self, url: str) -> str:
        """Return the list of documents as HTML, as seen from a page at `url`."""

    def issue(self, new: Release, old: Release, left_out: Collection[str]) -> str:
        """Return what changed between two releases, as text to be kept; nothing if nothing did."""

    def news(self, url: str) -> Content:
        """Return what is new, as a page at `url`."""

    def moved(self) -> Iterator[Former]:
        """Yield the pages of older releases that are not as they were, the newest release first."""

    def view(self, page: DocumentPage) -> object:
        """Return what the template of a document's page sees: a dataclass."""

    def works(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of works that are cited."""

    def downloads(self, document: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file beside the pages of a document."""


class Looker(Protocol):
    """What `mkdocs serve` asks for problems: `mkdocs_edition.preview`."""

    def look(self, folder: Folder, docs_dir: Path, silence: Collection[str]) -> Mapping[str, Found]:
        """Return path -> problems of each document that has some."""
