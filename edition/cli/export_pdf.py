"""`edition export pdf`: the edition as a book to print and to archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.status import Status

from edition.cli.project import NAME, OPTIONS, TEXT, end, load, project_options, save
from edition.export.book import assemble
from edition.export.books import named, naming, options_of
from edition.export.options import CHOICES, Options
from edition.export.pdf.make import GlyphError, make_pdf
from edition.export.project import Project, chosen
from edition.model import Document, Edition
from edition.problems import Problems

STEPS = {"nodes": "reading the pages", "pdf": "setting the pages"}


@click.command("pdf")
@project_options("build/pdf")
@OPTIONS
@click.option("--format", "format_", type=click.Choice(CHOICES["format"]), help="Format of the page.")
@click.option("--notes", type=click.Choice(CHOICES["notes"]), help="Where notes stand.")
@TEXT
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Typst file that stands in for the whole template.",
)
@NAME
def pdf(
    documents: Sequence[str],
    config: Path,
    output: Path,
    file: Path | None,
    format_: str | None,
    notes: str | None,
    text: str | None,
    template: Path | None,
    name: str | None,
) -> None:
    """Set documents as one book with notes at the foot of the page: PDF/A-2a and PDF/UA-1.

    DOCUMENT is an id or a path; without one, the whole edition is one book. Registers follow the texts: those
    of the edition, cut down to what the book mentions, if they are not named themselves.

    \b
    Examples:
      edition export pdf
      edition export pdf book --format a4
      edition export pdf book --notes end --text diplomatic
      edition export pdf --options print.toml -o /tmp/proofs
    """
    problems = Problems()
    try:
        project, edition = load(config, problems)
        found = chosen(edition, documents)
        given = {"format": format_, "notes": notes, "text": text}
        options = options_of(config.parent, file, {k: v for k, v in given.items() if v})
        if template is not None:
            options = replace(options, template=str(template.resolve()))
        target = output / f"{name or named(found)}.pdf"
        with Console(stderr=True).status("") as status:
            data = made(project, edition, found, options, status, problems)
        save(target, data, len(found))
    except GlyphError as error:
        problems.extend(error.problems)
    end(problems)


def made(
    project: Project,
    edition: Edition,
    documents: list[Document],
    options: Options,
    status: Status,
    problems: Problems,
) -> bytes:
    """Return the PDF; the status line says what is being done, `problems` what went wrong."""
    book = assemble(edition, documents, naming(project, options))
    return make_pdf(
        book,
        options,
        project.docs_dir,
        lambda step: status.update(STEPS.get(step, step)),
        lambda problem: problems.extend([problem]),
    )
