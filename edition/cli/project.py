"""What every export asks on the command line: the project, which documents, the folder for the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console

from edition.cli.console import show_problems, tell
from edition.export.project import Project, read_project
from edition.model import Edition
from edition.problems import Code, EditionError, Place, Problem, Problems
from edition.tei.write import write_whole

Command = Callable[..., Any]


OPTIONS = click.option(
    "--options",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file with the table [book] [default: book.toml beside mkdocs.yml, if there is one].",
)
TEXT = click.option("--text", help="Which text: reading, diplomatic, or the siglum of a witness.")
NAME = click.option(
    "--name", help="Name of the file without ending [default: of the document, or `edition`]."
)
"""Options that books of several forms have."""


def project_options(default: str) -> Callable[[Command], Command]:
    """Return a decorator that adds `DOCUMENT…`, `-f` and `-o` to a command; `default` is its folder."""

    def decorate(command: Command) -> Command:
        for option in (
            click.option(
                "-o",
                "--output",
                default=Path(default),
                show_default=True,
                type=click.Path(path_type=Path, file_okay=False),
                help="Folder for the files.",
            ),
            click.option(
                "-f",
                "--config-file",
                "config",
                default=Path("mkdocs.yml"),
                show_default=True,
                type=click.Path(path_type=Path, dir_okay=False),
                help="Configuration of the site: where the documents are, what the pages are called.",
            ),
            click.argument("documents", nargs=-1, metavar="[DOCUMENT]..."),
        ):
            command = option(command)
        return command

    return decorate


def load(config: Path, problems: Problems) -> tuple[Project, Edition]:
    """Return a project and its edition; `problems` gets the errors in its files.

    Raises `EditionError` as both do, and where there is no document.
    """
    project = read_project(config)
    edition = project.load()
    errors = Problems("", edition.problems).errors()
    if not edition.documents:
        place = Place(str(project.docs_dir))
        none = Problem(Code.SOURCE_MISSING, place, "no documents in this folder", "TEI files (.xml)")
        first = (*errors, none)[0]
        raise EditionError(first.code, first.place, first.found, first.wanted)
    problems.extend(errors)
    return project, edition


def save(target: Path, data: bytes, documents: int) -> None:
    """Write a book whole, and say so; raises `file-unwritable`."""
    write_whole(target, data)
    tell(Console(), f"{target}: {documents} documents, {len(data) / 1e6:.1f} MB")


def end(problems: Problems) -> NoReturn:
    """Show what went wrong, and end the command: 1 if there were errors."""
    show_problems(Console(stderr=True), problems, verbose=True)
    raise SystemExit(1 if problems.errors() else 0)
