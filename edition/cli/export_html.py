"""`edition export html`: the edition, or documents of it, as one file to keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from edition.cli.project import NAME, TEXT, end, load, project_options, save
from edition.export.book import assemble
from edition.export.books import named, naming, options_of
from edition.export.dated import dated
from edition.export.html import make_html
from edition.export.project import chosen
from edition.problems import Problems


@click.command("html")
@project_options("build/html")
@TEXT
@NAME
def html(documents: Sequence[str], config: Path, output: Path, text: str | None, name: str | None) -> None:
    """Write documents as one HTML file that holds all it needs: style, fonts, pictures. No script.

    DOCUMENT is an id or a path; without one, the whole edition is one file. Registers follow the texts, as in
    `edition export epub`.

    \b
    Examples:
      edition export html
      edition export html book --text diplomatic
      edition export html book -o /tmp/books
    """
    problems = Problems()
    project, edition = load(config, problems)
    found = chosen(edition, documents)
    options = dated(options_of(config.parent, None, {"text": text} if text else {}), project, found)
    target = output / f"{name or named(found)}.html"
    data = make_html(assemble(edition, found, naming(project, options)), options, project.docs_dir)
    save(target, data, len(found))
    end(problems)
