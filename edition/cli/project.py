"""What every export asks on the command line: the project, which documents, the folder for the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from edition.export.project import Project, read_project
from edition.model import Edition

Command = Callable[..., Any]


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


def load(config: Path) -> tuple[Project, Edition]:
    """Return a project and its edition; raises `EditionError` as both do."""
    project = read_project(config)
    return project, project.load()
