"""`edition export`: the edition as book and data. A format is a module of its own, a name in `FORMATS`."""

from __future__ import annotations

import click

from edition.cli import export_data
from edition.cli.export_epub import epub
from edition.cli.export_html import html
from edition.cli.export_pdf import pdf
from edition.cli.groups import Group

FORMATS: tuple[click.Command, ...] = (*export_data.COMMANDS, pdf, epub, html)
"""The formats; a new one is a command in a module `edition.cli.export_…` and a name here."""


@click.group("export", cls=Group)
def export() -> None:
    """Write the edition as a book, or for other programs: references, reading text, linked data.

    \b
    Examples:
      edition export data
      edition export epub book
      edition export bibtex book
      edition export text -f mkdocs.yml -o /tmp/texts
    """


for command in FORMATS:
    export.add_command(command)
