"""Books made while the pages are: each in a process of its own, kept under a digest of what it is made of.

Loaded only where the site is asked for books.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from lxml import etree
from mkdocs.config.defaults import MkDocsConfig

import edition.export
from edition.export.books import Bound, Order, bound
from edition.export.project import Project
from edition.problems import Problem
from edition.render.html import serialise, sub
from mkdocs_edition.books import Planned, offered
from mkdocs_edition.cache import KEPT_DAYS, digest, program
from mkdocs_edition.config import EditionConfig
from mkdocs_edition.job import Job

PARTS = (".typ", ".css", ".ttf", ".otf", ".woff2")
"""Files of the package, besides its program, that books are made of."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
SECONDS_A_DAY = 86_400


def links(books: Iterable[Planned], title: str, relative: Callable[[str], str]) -> str:
    """Return links to the books of the whole edition as HTML; nothing if there are none."""
    found = offered(books)
    if not found:
        return ""
    out = etree.Element("p", {"class": "edition-books"})
    out.text = f"{title}: "
    for name, path in found:
        sub(out, "a", href=relative(path), text=name).set("download", "")
        out[-1].tail = " · "
    out[-1].tail = None
    return serialise(out)


def project_of(config: MkDocsConfig, options: EditionConfig, language: str) -> Project:
    """Return what an export needs to know of a MkDocs project, as plain values."""
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    names = ("exclude", "split_document", "split_division", "labels")
    written = {name: options[name] for name in names}
    return Project(
        root=root.absolute(),
        docs_dir=Path(config.docs_dir),
        name=config.site_name,
        url=config.site_url or "",
        directory_urls=config.use_directory_urls,
        language=language,
        options={**written, "behaviours": options.behaviours.path},
    )


@dataclass(slots=True)
class Binder:
    """Makes the books of one build. `folder` keeps them for the next; without it, none is kept."""

    project: Project
    job: Job
    folder: Path | None
    pool: ProcessPoolExecutor | None = None
    making: dict[Planned, Future[Bound]] = field(default_factory=dict)

    def begin(self, books: Iterable[Planned]) -> None:
        """Let the books that are not kept be made, while the build goes on."""
        shared = self.shared()
        imprint = self.job.imprint
        wanted = [(book, self.kept(self.key(book, shared))) for book in books]
        missing = [book for book, path in wanted if path is None or not path.is_file()]
        if not missing:
            return
        workers = max(1, min(len(missing), os.cpu_count() or 1))
        self.pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
        for book in sorted(missing, key=lambda book: bool(book.documents)):  # the largest first
            order = Order(self.project, book.format, book.documents, imprint.version, imprint.date)
            self.making[book] = self.pool.submit(bound, order)

    def finish(self, books: Iterable[Planned]) -> Iterator[tuple[Planned, Bound]]:
        """Yield each book with its bytes, or with what was wrong."""
        shared = self.shared()
        for book in books:
            path = self.kept(self.key(book, shared))
            if book in self.making:
                made = self.making[book].result()
                if path is not None and made.data and not made.problems:
                    keep(path, made.data)
            else:
                assert path is not None
                made = Bound(path.read_bytes())
                with suppress(OSError):
                    os.utime(path)
            yield book, made
        self.drop()
        self.stop()

    def stop(self) -> None:
        """Let go of the processes; what has not begun is not made."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = None

    def shared(self) -> str:
        """Return a digest of what all books depend on: program, settings, registers, pictures, options."""
        package = Path(edition.export.__file__).parent
        own = sorted(p for p in package.rglob("*") if p.suffix in PARTS)
        job = self.job
        documents = job.plan.documents
        return digest(
            program(),
            self.project,
            sorted(job.words.items()),
            (job.imprint.version, job.imprint.date),
            [(d.id, d.title) for d in documents],
            [job.digests[d.path] for d in documents if d.is_register],
            [(p.relative_to(package).as_posix(), p.read_bytes()) for p in own],
            [(str(p), p.read_bytes()) for p in self.beside()],
        )

    def beside(self) -> Iterator[Path]:
        """Yield the files besides documents that books are made of: pictures, options, templates, faces."""
        for path in sorted(self.project.docs_dir.rglob("*")):
            if path.suffix.lower() in PICTURES and path.is_file():
                yield path
        for path in sorted(self.project.root.glob("*.*")):
            if path.suffix in (".toml", *PARTS, *PICTURES) and path.is_file():
                yield path
        if own := self.project.options.get("behaviours"):
            yield self.project.root / str(own)

    def key(self, book: Planned, shared: str) -> str:
        """Return what tells a book apart from all others."""
        every = self.job.plan.documents
        held = [d for d in every if d.id in book.documents or not book.documents]
        return digest(shared, book.format, book.documents, [self.job.digests[d.path] for d in held])

    def kept(self, key: str) -> Path | None:
        """Return where a book is kept."""
        return self.folder / key if self.folder is not None else None

    def drop(self) -> None:
        """Forget the books that were not used for long."""
        oldest = time.time() - KEPT_DAYS * SECONDS_A_DAY
        for path in self.folder.glob("*") if self.folder is not None and self.folder.is_dir() else ():
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def keep(path: Path, data: bytes) -> None:
    """Keep a book; a disk that is full only costs time."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(data)
        part.replace(path)


def told(path: str, problems: Iterable[Problem]) -> str:
    """Return why a book could not be made, for the one error that ends the build."""
    return "\n".join([f"{path} could not be made", *(f"  {problem}" for problem in problems)])
