"""`edition bibliography`: references of other programs come into the edition's bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from edition.annotate.references import Taken, references, take
from edition.annotate.works.bibliography import extend
from edition.citing.entry import label
from edition.cli.console import show_diff, tell
from edition.model import Edition
from edition.problems import Code, EditionError, Place
from edition.tei.write import read_whole, write_whole


@click.command("bibliography")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    default=Path("tei/bibliography.xml"),
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The TEI file of the bibliography; made if it is not there.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change in the file; write nothing.")
def bibliography(files: Sequence[Path], into: Path, dry_run: bool) -> None:
    """Add references of BibTeX, RIS, CSL-JSON or TEI (as Zotero exports it) to the bibliography.

    A work that is there already, by DOI, ISBN, or author, title and year, is not added again; entries that
    are there stay as they are. New ones get ids such as trotsky-1930-moia-zhizn. BibTeX is read by pandoc
    (`pip install 'mkdocs-edition[csl]'`).

    \b
    Examples:
      edition bibliography library.bib
      edition bibliography zotero.xml --dry-run
      edition bibliography export.ris items.json --into tei/literature.xml
    """
    out = Console()
    items = [item for file in files for item in references(read_file(file), str(file))]
    present = read_whole(into)
    taken = take(edition_of(into), items)
    data = extend(present, str(into), taken.new) if taken.new else present
    report(out, taken)
    if data is None or data == present:
        tell(out, f"{into}: nothing new")
    elif dry_run:
        show_diff(out, into, present or b"", data, around=1)
    else:
        write_whole(into, data)
        tell(out, f"{into}: {len(taken.new)} of {len(items)} references added")


def edition_of(into: Path) -> Edition:
    """Return the edition that a bibliography belongs to: the documents of its folder, if there is one."""
    return Edition.load(into.parent) if into.parent.is_dir() else Edition({}).indexed()


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raises `source-missing`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise EditionError(
            Code.SOURCE_MISSING, Place(str(path)), error.strerror or str(error), "a file of references"
        ) from None


def report(out: Console, taken: Taken) -> None:
    """Print a line a reference: new or there already, its id, what it is."""
    for work, ident, new in taken.works:
        tell(out, f"{'new ' if new else 'has '} {ident}  {label(work)}")
