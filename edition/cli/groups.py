"""Groups of commands: what no command can go on with is a problem, a name that none has is answered."""

from __future__ import annotations

import difflib
import errno
from typing import Any

import click

from edition.problems import Code, EditionError, Place, Problem

CONTROLS = (*range(0x00, 0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
"""Characters that a terminal obeys instead of showing them: C0 without tab and line end, DEL, C1."""
VISIBLE = {code: 0x2400 + code if code < 0x20 else 0xFFFD for code in CONTROLS}


def visible(text: str) -> str:
    """Return text that a terminal shows and does not obey: texts and file names are other people's.

    XML 1.0 forbids most control characters, but not U+009B, which begins a terminal's commands (ECMA-48).
    """
    return text.translate(VISIBLE)


class Failed(click.ClickException):
    """A run that cannot go on: its problem is printed as every other, and the exit code is 2."""

    exit_code = 2

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))

    def show(self, file: Any = None) -> None:
        """Print the problem."""
        click.secho(visible(self.message), file=file, err=file is None, fg="red", bold=True)


def problem_of(error: OSError) -> Problem:
    """Return as a problem what the operating system refused."""
    path = str(error.filename or error.filename2 or "edition")
    return Problem(Code.FILE_UNWRITABLE, Place(path), error.strerror or str(error), "a file that can be used")


class Group(click.Group):
    """A group of commands."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What it cannot go on with ends the run with a problem, never with a traceback."""
        try:
            return super().invoke(ctx)
        except EditionError as error:
            raise Failed(error.problem) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has gone: click ends the run quietly
                raise
            raise Failed(problem_of(error)) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command asked for; a name that none has is answered with the one that was meant."""
        name, names = args[0], self.list_commands(ctx)
        if name not in names and not name.startswith("-"):
            near = difflib.get_close_matches(name, names, 1)
            right = f"did you mean “{near[0]}”?" if near else f"one of {', '.join(names)}"
            ctx.fail(f"there is no command “{name}”; {right}")
        return super().resolve_command(ctx, args)
