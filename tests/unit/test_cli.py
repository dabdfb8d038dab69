"""The command as a whole: its list of subcommands, and what is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from edition.cli import COMMANDS, main
from edition.cli.cite import cell
from edition.cli.console import show_problems, tell
from edition.cli.groups import visible
from edition.problems import Code, Place, Problem, Problems


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


def test_no_text_gives_a_terminal_orders() -> None:
    assert visible("a\x1b[2Jb\x9b2Jc\x07\x7f") == "a␛[2Jb\ufffd2Jc␇\ufffd"
    assert visible("tab\tline\nПочта “é” 中") == "tab\tline\nПочта “é” 中"


def test_what_is_told_is_visible() -> None:
    out = StringIO()
    tell(Console(file=out, force_terminal=True, color_system=None), "a \x9b31m[b]")
    show_problems(
        Console(file=out), Problems("\x1b.xml", [Problem(Code.TEI_ROOT, Place("x\x9b"), "a\x1bb")]), True
    )
    assert "\x9b" not in out.getvalue() and "\x1b" not in out.getvalue()
    assert "a �31m[b]" in out.getvalue()


def test_a_cell_is_no_formula() -> None:
    assert cell("=HYPERLINK(\t1)") == "'=HYPERLINK( 1)"
    assert cell("Ibid., 3") == "Ibid., 3"
