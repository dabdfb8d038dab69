"""`edition diff`: what changed between two versions of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.console import Console

from edition import history
from edition.cli.console import show_problems
from edition.cli.groups import visible
from edition.cli.options import FOLDER
from edition.folder import Folder
from edition.problems import EditionError, Problems
from edition.tei.write import write_whole
from edition.versions.changes import FORMATS
from edition.versions.diff import Change, diff, title


@click.command("diff")
@click.argument("versions", default="", metavar="[A..B]")
@click.argument("documents", nargs=-1)
@FOLDER
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="markdown for notes, html a page of its own, tei a listChange.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
def diff_(versions: str, documents: tuple[str, ...], folder: Path, form: str, output: Path | None) -> None:
    """Say what changed between two versions as a reader would: words, notes, links, by page and paragraph.

    A and B are names that git knows: tags, branches, commits. Without B, the files as they are now; without
    A, since the last release (the last tag). DOCUMENTS are files of the folder, such as book.xml.

    \b
    Examples:
      edition diff                        # since the last release
      edition diff v1.0..v1.1 book.xml
      edition diff v1.0 --format html -o changes.html
    """
    old_name, _, new_name = versions.partition("..")
    old_name = old_name or history.last_release(folder)
    if not old_name:
        raise click.UsageError("there is no release to compare with; name a version that git knows")
    for name in filter(None, (old_name, new_name)):
        if not history.is_version(folder, name):
            raise click.UsageError(f"git knows no version “{name}”")
    documents = tuple(in_folder(name, folder) for name in documents)
    old = history.documents_at(folder, old_name)
    new = history.documents_at(folder, new_name) if new_name else Folder.read(folder).documents
    for name in documents:
        if name not in old and name not in new:
            known = ", ".join(sorted(old.keys() | new.keys())[:8])
            raise click.UsageError(f"neither version has a document “{name}”; one of {known}")
    problems = Problems(str(folder))
    changes = list(compared(old, new, documents, problems))
    text = "\n".join(FORMATS[form](changes, titles(changes, {**old, **new}))).strip("\n")
    if output is not None:
        write_whole(output, f"{text}\n".encode())
    elif text:
        click.echo(visible(text) if form == "text" else text)
    show_problems(Console(stderr=True), problems, verbose=True)
    raise SystemExit(1 if problems.errors() else 0)


def titles(changes: Iterable[Change], documents: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the documents with changes are called."""
    return {path: title(documents[path], path) for path in {change.document for change in changes}}


def in_folder(name: str, folder: Path) -> str:
    """Return a document's path from its folder, as `book.xml` and `tei/book.xml` both mean it."""
    path = Path(name)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def compared(
    old: Mapping[str, bytes], new: Mapping[str, bytes], documents: Iterable[str], problems: Problems
) -> Iterable[Change]:
    """Yield the changes of all documents asked for; of a version that is no TEI, a problem."""
    wanted = set(documents)
    for path in sorted(old.keys() | new.keys()):
        if (wanted and path not in wanted) or old.get(path) == new.get(path):
            continue
        try:
            yield from diff(old.get(path), new.get(path), path)
        except EditionError as error:
            problems.extend([error.problem])
