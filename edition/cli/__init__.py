"""The `edition` command, a module a subcommand: parses, calls, prints. Nothing else prints or exits.

Exit codes: 0 done; 1 done, or partly done, with errors in the texts; 2 wrong usage or a file that
cannot be read.
"""

from __future__ import annotations

import click

from edition.cli.bibliography import bibliography
from edition.cli.check import check_
from edition.cli.cite import cite
from edition.cli.diff import diff_
from edition.cli.export import export
from edition.cli.format import format_
from edition.cli.import_ import import_
from edition.cli.merge import init_git, merge_
from edition.cli.new import new
from edition.cli.release import release
from edition.cli.tag import tag_

COMMANDS = (new, import_, format_, check_, merge_, init_git, diff_, release, export, cite, tag_, bibliography)
"""The subcommands; a new one is a module here and a name in this line."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-edition")
def main() -> None:
    """Make an annotated critical edition: from source texts to TEI, from TEI to site, book and data."""


for command in COMMANDS:
    main.add_command(command)
