"""`edition format`: TEI files in one canonical form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from edition.cli.console import Bar, show_diff, show_problems, tell
from edition.cli.files import tei_files
from edition.cli.options import PATHS
from edition.problems import EditionError
from edition.tei.format import formatted
from edition.tei.write import read_whole, write_whole


@click.command("format")
@PATHS
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is not in canonical form.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
def format_(paths: Sequence[Path], check: bool, diff: bool) -> None:
    """Write TEI files in one canonical form, so that a correction is a one-line diff.

    One block a line, attributes in one order; text, ids, comments and references stay as they are.
    A PATH is a file, or a folder whose .xml files are all taken [default: tei]; - is standard input.

    \b
    Examples:
      edition format
      edition format tei/book.xml --diff
      edition format --check
    """
    out, err = Console(), Console(stderr=True)
    if tuple(map(str, paths)) == ("-",):
        sys.stdout.buffer.write(formatted(sys.stdin.buffer.read(), "standard input"))
        return
    files = list(tei_files(paths))
    changed = failed = 0
    with Bar(err, "format", len(files)) as bar:
        for file in files:
            bar.start(file.name)
            try:
                before = read_whole(file) or b""
                after = formatted(before, str(file))
                if after != before:
                    changed += 1
                    settle(out, file, before, after, check, diff)
            except EditionError as error:
                failed += 1
                show_problems(err, [error.problem], verbose=True)
            bar.advance()
    tell(out, summary(changed, len(files) - changed - failed, failed, writes=not (check or diff)))
    raise SystemExit(2 if failed else 1 if check and changed else 0)


def settle(out: Console, file: Path, before: bytes, after: bytes, check: bool, diff: bool) -> None:
    """Write a file that changes, or show what would change."""
    if diff:
        show_diff(out, file, before, after, 3, ("as it is", "canonical"))
    elif check:
        tell(out, f"{file}: would change")
    else:
        write_whole(file, after)
        tell(out, f"{file}: changed")


def summary(changed: int, kept: int, failed: int, writes: bool) -> str:
    """Return the line that ends a run."""
    parts = [f"{changed} {'changed' if writes else 'would change'}", f"{kept} left as they are"]
    return ", ".join([*parts, f"{failed} could not be read"] if failed else parts)
