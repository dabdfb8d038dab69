"""The `edition` command, a module a subcommand: parses, calls, prints. Nothing else prints or exits.

A subcommand's module is imported when it is called: `edition check` need not load what an import needs.
Exit codes: 0 done; 1 done, or partly done, with errors in the texts; 2 wrong usage or a file that
cannot be read.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click

from edition.cli.groups import Group


class Entry(NamedTuple):
    """Where a subcommand is, `module:name` within this package, and the line that says what it does."""

    place: str
    help: str


COMMANDS: dict[str, Entry] = {
    "new": Entry("new:new", "Begin a working edition in a folder."),
    "import": Entry("import_:import_", "Convert source texts to TEI with notes linked."),
    "format": Entry("format:format_", "Bring TEI files into their one canonical form."),
    "check": Entry("check:check_", "Say what is wrong with TEI files."),
    "tag": Entry("tag:tag_", "Find persons, places, organisations, terms and events in the texts."),
    "cite": Entry("cite:cite", "Mark citations and find out which work each means."),
    "bibliography": Entry("bibliography:bibliography", "Add references to the edition's bibliography."),
    "diff": Entry("diff:diff_", "Say what changed between two versions."),
    "release": Entry("release:release", "Release a version: history, old addresses, tag."),
    "export": Entry("export:export", "Write the edition as a book or as data."),
    "merge": Entry("merge:merge_", "Merge two versions of a TEI file."),
    "init-git": Entry("merge:init_git", "Let git merge TEI files with `edition merge`."),
}
"""The subcommands in the order of the work; a new one is a module here and a line in this table."""


class Commands(Group):
    """The group of all commands; each is imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.place.partition(":")
        command: click.Command = getattr(import_module(f"edition.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands for `--help`; none is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(package_name="mkdocs-edition")
def main() -> None:
    """Make an annotated critical edition: from source texts to TEI, from TEI to site, book and data."""
