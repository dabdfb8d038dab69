"""`edition export html`: the edition, or documents of it, as one file to keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from edition.cli.console import show_problems, tell
from edition.cli.project import load, project_options
from edition.export.book import Naming, assemble
from edition.export.books import named, options_of, title_of
from edition.export.dated import dated
from edition.export.html import make_html
from edition.export.project import chosen
from edition.problems import EditionError, Problems
from edition.tei.write import write_whole


@click.command("html")
@project_options("build/html")
@click.option("--text", help="Which text: reading, diplomatic, or the siglum of a witness.")
@click.option("--name", help="Name of the file without ending [default: of the document, or `edition`].")
def html(documents: Sequence[str], config: Path, output: Path, text: str | None, name: str | None) -> None:
    """Write documents as one HTML file that holds all it needs: style, fonts, pictures. No script.

    DOCUMENT is an id or a path; without one, the whole edition is one file. Registers follow the texts, as in
    `edition export epub`.

    \b
    Examples:
      edition export html
      edition export html book --text diplomatic
      edition export html book -o /tmp/books
    """  # noqa: D301 - click reads the backspace as "leave these lines as they are"
    out, err = Console(), Console(stderr=True)
    problems = Problems()
    try:
        project, edition = load(config)
        found = chosen(edition, documents)
        options = dated(options_of(config.parent, None, {"text": text} if text else {}), project, found)
        naming = Naming(project.words(), *title_of(project), project.language, options.text)
        target = output / f"{name or named(found)}.html"
        data = make_html(assemble(edition, found, naming), options, project.docs_dir)
        write_whole(target, data)
    except EditionError as error:
        problems.extend([error.problem])
    else:
        tell(out, f"{target}: {len(found)} documents, {len(data) / 1e6:.1f} MB")
    show_problems(err, problems, verbose=True)
    raise SystemExit(1 if problems.errors() else 0)
