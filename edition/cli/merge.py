"""`edition merge` and `edition init-git`: two versions of a TEI file become one, by hand or by git."""

from __future__ import annotations

import re
from pathlib import Path

import click
from rich.console import Console

from edition.cli.console import show_problems, tell
from edition.history import change, git
from edition.problems import Code, EditionError, Place
from edition.tei.write import read_whole, write_whole
from edition.versions.merge import merge

DRIVER = "edition merge %O %A %B --path %P"
"""What git runs; %O, %A and %B are files with the version both come from, ours, and theirs."""


@click.command("merge")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("--path", "shown", metavar="PATH", help="The file's name in messages [default: OURS].")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write [default: OURS]."
)
def merge_(base: Path, ours: Path, theirs: Path, shown: str | None, output: Path | None) -> None:
    """Merge two versions of a TEI file, OURS and THEIRS, that both come from BASE.

    Understands elements: a paragraph that one version moved or split and the other corrected is moved and
    corrected. Where both changed the same words, both stand in the file as alternatives, ours first, and
    `edition check` names them until one is chosen. The result is always well-formed.

    Exit codes: 0 merged; 1 merged, with conflicts to be decided; 2 a file cannot be read, nothing written.

    \b
    Examples:
      edition merge base.xml ours.xml theirs.xml -o merged.xml
      edition init-git       # git merge uses it from now on
    """
    merged, conflicts = merge(needed(base), needed(ours), needed(theirs), shown or str(ours))
    write_whole(output or ours, merged)
    show_problems(Console(stderr=True), conflicts, verbose=True)
    raise SystemExit(1 if conflicts else 0)


def needed(path: Path) -> bytes:
    """Return a file's bytes; raises `source-missing` if there is none."""
    data = read_whole(path)
    if data is None:
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), "no such file", "a TEI file")
    return data


@click.command("init-git")
@click.argument("folder", default="tei", type=click.Path(path_type=Path, exists=True, file_okay=False))
def init_git(folder: Path) -> None:
    """Let git merge the TEI files of FOLDER [default: tei] with `edition merge`.

    Writes a line to .gitattributes, which is committed, and the driver to the repository's configuration,
    which is each editor's own: every editor runs this once.

    \b
    Examples:
      edition init-git
      git commit -m "TEI files are merged by elements" .gitattributes
    """
    out = Console()
    top = git(folder, "rev-parse", "--show-toplevel").strip()
    if not top:
        raise click.UsageError(f"{folder} is in no git repository; git init makes one")
    inside = folder.resolve().relative_to(Path(top).resolve()).as_posix()
    pattern = quoted(f"{'' if inside == '.' else escaped(inside) + '/'}**/*.xml")
    line = f"{pattern} merge=edition"
    attributes = Path(top) / ".gitattributes"
    present = (read_whole(attributes) or b"").decode("utf-8")
    if line not in present.splitlines():
        write_whole(attributes, f"{present.rstrip()}\n{line}\n".lstrip().encode())
        tell(out, f"{attributes}: {line}")
    for name, value in (("name", "TEI files, by edition merge"), ("driver", DRIVER)):
        change(Path(top), "config", f"merge.edition.{name}", value)
    tell(out, f"git merges {pattern} with: {DRIVER}")


def escaped(path: str) -> str:
    """Return a path as a pattern of git that matches it alone (gitignore(5))."""
    return re.sub(r"([*?\[\\])", r"\\\1", path)


def quoted(pattern: str) -> str:
    """Return a pattern as .gitattributes has it, in double quotes if it holds blanks (gitattributes(5))."""
    if not re.search(r'[\s"#!]', pattern):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
