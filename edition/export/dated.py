"""The day of a book, where its options do not say it: as the site has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from edition.export.options import Options
from edition.export.project import Project
from edition.history import build_date, read
from edition.model import Document
from edition.model.header import path


def dated(options: Options, project: Project, documents: Iterable[Document]) -> Options:
    """Return options with a date: of `SOURCE_DATE_EPOCH`, the last commit, or the headers' revisions."""
    if options.date:
        return options
    return replace(options, date=build_date(read(project.docs_dir), revised(documents)))


def revised(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the days of the changes that headers record (TEI P5 §2.6, `revisionDesc`)."""
    for document in documents:
        for change in document.root.iterfind(path("teiHeader/revisionDesc//change")):
            when = (change.get("when") or "").partition("T")[0]
            if len(when) == 10:
                yield when
