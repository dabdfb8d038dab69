"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

PATHS = click.argument(
    "paths", nargs=-1, default=("tei",), metavar="[PATH]...", type=click.Path(path_type=Path)
)
"""TEI files, and folders of them."""
DOCS = click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the edition [default: tei if the files stand there, else the folder of the first].",
)
"""The edition that the files belong to; `files.folder_of` knows the default."""
FOLDER = click.option(
    "--folder",
    default="tei",
    show_default=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the TEI files.",
)
VERBOSE = click.option(
    "-v", "--verbose", is_flag=True, help="Show every problem; without it, the first twenty of a file."
)
