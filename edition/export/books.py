"""Books by format: one function for the command and for the site, which makes several at a time.

An order is plain values, so that it can be carried out in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from edition.export.behaviours import own_behaviours
from edition.export.book import Book, Naming, assemble
from edition.export.dated import dated
from edition.export.epub.make import make_epub
from edition.export.html import make_html
from edition.export.options import Options, checked, read_options
from edition.export.pdf.make import GlyphError, Report, make_pdf
from edition.export.project import Project, chosen
from edition.model import Document
from edition.problems import EditionError, Problem


def pdf(book: Book, options: Options, project: Project, report: Report) -> bytes:
    """Return a book as PDF."""
    return make_pdf(book, options, project.docs_dir, report=report)


def epub(book: Book, options: Options, project: Project, report: Report) -> bytes:  # noqa: ARG001
    """Return a book as EPUB."""
    return make_epub(book, options, project.docs_dir, project.url)


def html(book: Book, options: Options, project: Project, report: Report) -> bytes:  # noqa: ARG001
    """Return a book as one HTML file."""
    return make_html(book, options, project.docs_dir)


FORMATS: dict[str, Callable[[Book, Options, Project, Report], bytes]] = {
    "pdf": pdf,
    "epub": epub,
    "html": html,
}
"""The formats of books by the endings of their files."""


@dataclass(frozen=True, slots=True)
class Order:
    """A book to be made: some documents of a project in a format."""

    project: Project
    format: str
    documents: tuple[str, ...]
    version: str = ""
    """Version and day, where the options do not say them."""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A book that was made, and what is not as it should be; no bytes where it could not be made."""

    data: bytes = b""
    problems: tuple[Problem, ...] = ()


def bound(order: Order) -> Bound:
    """Carry out an order; what is wrong is told, not raised."""
    try:
        edition = order.project.load()
        documents = chosen(edition, order.documents)
        options = options_of(order.project.root)
        options = replace(options, version=options.version or order.version, date=options.date or order.date)
        options = dated(options, order.project, documents)
        book = assemble(edition, documents, naming(order.project, options))
        told: list[Problem] = []
        data = FORMATS[order.format](book, options, order.project, told.append)
        return Bound(data, tuple(told))
    except GlyphError as error:
        return Bound(problems=tuple(error.problems))
    except EditionError as error:
        return Bound(problems=(error.problem,))


def options_of(root: Path, file: Path | None = None, given: Mapping[str, str] | None = None) -> Options:
    """Return a project's options: what is given, before the file's, before what is usual.

    Without a file, `book.toml` in the project's folder, if there is one.
    """
    beside = root / "book.toml"
    path = file if file is not None else beside if beside.is_file() else None
    options = read_options(path) if path is not None else Options(base=str(root))
    changed: dict[str, Any] = dict(given or {})
    return checked(replace(options, **changed), str(path or ""))


def naming(project: Project, options: Options) -> Naming:
    """Return what a book of a project is called, says and shows. Raises `EditionError` for its behaviours."""
    own = own_behaviours(project.root, str(project.options.get("behaviours") or ""))
    title, subtitle = title_of(project)
    return Naming(project.words(), title, subtitle, project.language, options.text, own.behaviours)


def title_of(project: Project) -> tuple[str, str]:
    """Return title and subtitle of a book of several texts: the name of the site, parted at its colon."""
    title, _, subtitle = project.name.partition(": ")
    return title, subtitle[:1].upper() + subtitle[1:]


def named(documents: Sequence[Document]) -> str:
    """Return a name for the file: that of the only document, else of the edition."""
    return documents[0].id.replace("/", "-") if len(documents) == 1 else "edition"
