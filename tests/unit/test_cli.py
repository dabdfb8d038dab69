"""The command as a whole: its list of subcommands, and what is loaded for it."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from edition.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_each_subcommand_has_its_name_and_examples(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None and command.name == name
    assert f"edition {name}" in CliRunner().invoke(main, [name, "--help"]).output


def test_help_names_each_subcommand_in_the_order_of_the_work() -> None:
    printed = CliRunner().invoke(main, ["--help"]).output
    places = [printed.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


def test_a_name_that_is_none_is_refused() -> None:
    result = CliRunner().invoke(main, ["chekc"])
    assert result.exit_code == 2
    assert "chekc" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], ("lxml", "rich")),
        (["check", "--help"], ("edition.readers", "edition.render", "markdown_it")),
    ],
    ids=" ".join,
)
def test_what_a_subcommand_does_not_need_is_not_loaded(arguments: list[str], spared: tuple[str, ...]) -> None:
    code = "import sys; from edition.cli import main; main(sys.argv[1:], standalone_mode=False); "
    code += f"print([name for name in {spared!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
