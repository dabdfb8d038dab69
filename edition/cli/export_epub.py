"""`edition export epub`: the edition as a book to carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from edition.cli.project import NAME, OPTIONS, TEXT, end, load, project_options, save
from edition.export.book import assemble
from edition.export.books import named, naming, options_of
from edition.export.dated import dated
from edition.export.epub.make import make_epub
from edition.export.project import chosen
from edition.problems import Problems

STEPS = {"sheets": "reading the pages", "cover": "drawing the cover", "epub": "packing"}


@click.command("epub")
@project_options("build/epub")
@OPTIONS
@TEXT
@click.option(
    "--cover",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A picture for the cover, PNG or JPEG [default: drawn from the title].",
)
@NAME
def epub(
    documents: Sequence[str],
    config: Path,
    output: Path,
    file: Path | None,
    text: str | None,
    cover: Path | None,
    name: str | None,
) -> None:
    """Make an EPUB 3 of documents: notes open where they are called, page numbers of the source are kept.

    DOCUMENT is an id or a path; without one, the whole edition is one book. Registers follow the texts: those
    of the edition, cut down to what the book mentions, if they are not named themselves.

    \b
    Examples:
      edition export epub
      edition export epub book --cover cover.jpg
      edition export epub book --text diplomatic -o /tmp/books
    """
    problems = Problems()
    project, edition = load(config, problems)
    found = chosen(edition, documents)
    options = options_of(config.parent, file, {"text": text} if text else {})
    if cover is not None:
        options = replace(options, cover=str(cover.resolve()))
    options = dated(options, project, found)
    target = output / f"{name or named(found)}.epub"
    with Console(stderr=True).status("") as status:
        book = assemble(edition, found, naming(project, options))
        data = make_epub(
            book,
            options,
            project.docs_dir,
            project.url,
            lambda step: status.update(STEPS.get(step, step)),
        )
    save(target, data, len(found))
    end(problems)
