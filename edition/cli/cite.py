"""`edition cite`: citations in notes marked, resolved, and linked with a bibliography."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from edition.annotate.works.propose import Proposal, propose
from edition.cli.console import Bar, show_diff, show_problems, tell
from edition.cli.files import folder_of, inside, tei_files
from edition.cli.options import DOCS, PATHS, VERBOSE
from edition.model import Edition
from edition.tei.parse import parse
from edition.tei.write import read_whole, write_whole

BIBLIOGRAPHY = "bibliography.xml"
COLUMNS = ("citations", "full", "short", "ibid", "decided", "linked", "doubtful", "open")


@click.command("cite")
@PATHS
@DOCS
@click.option(
    "--bibliography",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File for the works [default: {BIBLIOGRAPHY} in the folder of the edition].",
)
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; print what would change.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="List all citations in a TSV file."
)
@VERBOSE
def cite(
    paths: Sequence[Path],
    docs: Path | None,
    bibliography: Path | None,
    dry_run: bool,
    report: Path | None,
    verbose: bool,
) -> None:
    """Mark the citations in notes, find out which work each cites, and draft the bibliography.

    A PATH is a TEI file or a folder of them [default: tei]. Ibid., op. cit. and short titles are resolved
    within a document and across all that are given; what is not certain says so (cert) and is listed, and
    what can mean several works gets no link. Text is never changed, nor anything that stands marked: run
    it again after editing, and only what is new is added.

    \b
    Examples:
      edition cite
      edition cite tei/book.xml --dry-run
      edition cite tei --report build/citations.tsv
    """
    out, err = Console(), Console(stderr=True)
    files = list(tei_files(paths))
    root = docs or folder_of(files)
    target = inside(bibliography or root / BIBLIOGRAPHY, root)
    chosen = [inside(file, root) for file in files]
    found = run(root, chosen, target, err)
    if report is not None:  # before the texts: a report that cannot be written leaves them as they are
        write_whole(report, table(found).encode())
    write(out, root, found, dry_run)
    for problems in found.problems:
        show_problems(err, problems, verbose)
    out.print(summary(found))
    tell(out, told(found, target, dry_run))


def run(root: Path, chosen: Iterable[str], target: str, err: Console) -> Proposal:
    """Read the edition, and propose."""
    edition = Edition.load(root)
    paths = dict.fromkeys([*chosen, *({target} & edition.paths.keys())])
    data = {path: read_whole(root / path) or b"" for path in paths}
    for path, content in data.items():
        if path not in edition.paths:  # no TEI: say what is wrong with it
            parse(content, str(root / path))
    with Bar(err, "cite", len(data)) as bar:
        return propose(edition, data, target, lambda path: str(root / path), bar.step)


def write(out: Console, root: Path, found: Proposal, dry_run: bool) -> None:
    """Write the files that change, the bibliography first, or show what would change."""
    for path in sorted(found.files, key=lambda one: (one in found.counts, one)):
        file, after = root / path, found.files[path]
        if dry_run:
            show_diff(out, file, read_whole(file) or b"", after)
        else:
            write_whole(file, after)


def table(found: Proposal) -> str:
    """Return all citations as tab-separated values, a line each."""
    rows = ["file\tline\tnote\tform\twork\tcert\treason\tcitation"]
    for path, cited in found.cited.items():
        for line, note, one in cited:
            work = one.entry.id if one.entry else ""
            cert = "decided" if one.fixed else one.cert
            values = (path, str(line), note, one.citation.form, work, cert, one.reason, one.said)
            rows.append("\t".join(map(cell, values)))
    return "\n".join(rows) + "\n"


def cell(value: str) -> str:
    """Return a value as one cell of a table, of which no spreadsheet makes a formula."""
    text = " ".join(value.split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def summary(found: Proposal) -> Table:
    """Return the table that ends a run: a row a document."""
    shown = Table(title=None, box=None, pad_edge=False, collapse_padding=True)
    shown.add_column("document", overflow="fold")
    for name in COLUMNS:
        shown.add_column(name, justify="right", no_wrap=True)
    for path, counts in found.counts.items():
        if counts["citations"]:
            shown.add_row(Text(path), *(f"{counts[name]:,}" for name in COLUMNS))
    return shown


def told(found: Proposal, target: str, dry_run: bool) -> str:
    """Return the line that ends a run."""
    new, changed = len(found.works), len(found.files) - bool(found.works)
    would = "would be " if dry_run else ""
    works = f"{new} new work{'s' if new != 1 else ''} {would}added to {target}" if new else "no new works"
    return f"{changed} document{'s' if changed != 1 else ''} {would}changed; {works}"
