"""What every command says in the same way: lines, problems, progress."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from edition.cli.groups import visible
from edition.problems import Problem, Severity

STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def tell(out: Console, line: str, style: str = "") -> None:
    """Print one line as it is."""
    out.print(visible(line), style=style or None, markup=False, highlight=False, soft_wrap=True)


def show_diff(
    out: Console, file: Path, before: bytes, after: bytes, around: int = 0, names: tuple[str, str] = ("", "")
) -> None:
    """Print what would change in a file, with so many lines around each change."""
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    for line in difflib.unified_diff(old, new, str(file), str(file), *names, around, lineterm=""):
        tell(out, line)


def show_problems(err: Console, problems: Iterable[Problem], verbose: bool) -> None:
    """Print problems, worst first in short form, in order of lines within a severity."""
    ranked = sorted(problems, key=lambda p: (list(Severity).index(p.code.severity), p.place.line))
    shown = ranked if verbose else ranked[:20]
    for problem in shown:
        tell(err, str(problem), STYLE[problem.code.severity])
    if len(ranked) > len(shown):
        err.print(f"… and {len(ranked) - len(shown)} more; --verbose shows all", style="dim")


class Bar:
    """A progress bar over so many steps on a terminal, nothing elsewhere; `name` stands before it."""

    def __init__(self, console: Console, name: str, total: int) -> None:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.progress.add_task(name, total=total)

    def __enter__(self) -> Bar:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def start(self, name: str) -> None:
        """Say what is being done."""
        self.progress.update(self.task, description=name)

    def advance(self) -> None:
        """Enter a step as done."""
        self.progress.advance(self.task)

    def step(self, name: str) -> None:
        """Enter a step that begins now, for whoever tells nothing else."""
        self.start(name)
        self.advance()
