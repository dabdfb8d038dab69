"""The `edition` command: parses, calls, prints. Nothing else prints or exits.

Exit codes: 0 done; 1 done, or partly done, with errors in the texts; 2 wrong usage or a file that
cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from edition import importing
from edition.config import Card, load_card
from edition.problems import Code, EditionError, Place, Problems, Severity
from edition.readers import decode
from edition.tei.write import read_whole, write_whole

STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-edition")
def main() -> None:
    """Make an annotated critical edition: from source texts to TEI, from TEI to site, book and data."""


@main.command("import")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--card",
    type=click.Path(path_type=Path),
    help="Card with the bibliographic facts [default: SOURCE with the ending .toml].",
)
@click.option(
    "--into",
    default=Path("tei"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the TEI files.",
)
@click.option(
    "--ledger",
    "ledgers",
    default=Path("build/ledger"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the ledgers: what became of every line.",
)
@click.option("--force", is_flag=True, help="Overwrite TEI files that were edited since their import.")
@click.option(
    "--keep-edited",
    is_flag=True,
    help="Leave sources out whose TEI file was edited; without it, that is an error.",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Show every problem; without it, the first twenty of a source."
)
def import_(
    sources: Sequence[Path],
    card: Path | None,
    into: Path,
    ledgers: Path,
    force: bool,
    keep_edited: bool,
    verbose: bool,
) -> None:
    """Convert source texts to TEI with notes linked, and account for every line.

    A SOURCE is a text file, or a folder whose texts (.txt, .md) are all taken. Beside it stands its card.

    \b
    Examples:
      edition import sources/book.md
      edition import sources --keep-edited
      edition import scan.txt --card cards/scan.toml --ledger /tmp/ledger
    """  # noqa: D301 - click reads the backspace as "leave these lines as they are"
    out, err = Console(), Console(stderr=True)
    found = list(expand(sources))
    if card is not None and len(found) > 1:
        raise click.UsageError("--card goes with one SOURCE; beside several sources stand their own cards")
    if force and keep_edited:
        raise click.UsageError("--force overwrites edited files, --keep-edited keeps them; choose one")
    failed = unreadable = False
    rows = []
    taken: dict[Path, Path] = {}
    with progress(err, len(found)) as bar:
        for source in found:
            bar.start(source.name)
            problems = Problems(str(source))
            try:
                target = claim(into / f"{ident_of(source)}.xml", source, taken)
                if keep_edited and is_edited(target):
                    tell(out, f"{source}: {target} was edited since its import; kept as it is")
                else:
                    conversion, done = import_one(source, card, target, ledgers, force, problems)
                    tell(out, f"{source}: {target} {done}; read as {conversion.reader}: {conversion.found}")
                    rows.append((source.name, conversion, len(problems)))
            except EditionError as error:
                problems.extend([error.problem])
                unreadable = unreadable or error.problem.code is not Code.TEI_CHANGED
            bar.advance()
            show_problems(err, problems, verbose)
            failed = failed or bool(problems.errors())
    if rows:
        out.print(summary_table(rows))
    raise SystemExit(2 if unreadable and not rows else 1 if failed else 0)


def expand(sources: Sequence[Path]) -> Iterator[Path]:
    """Yield the source files that the arguments name, a folder's texts in order; an empty folder itself."""
    for source in sources:
        texts = sorted(
            path
            for path in (source.iterdir() if source.is_dir() else ())
            if path.suffix in {".txt", ".md", ".markdown"} and path.stem.lower() != "readme"
        )
        yield from texts or [source]


def claim(target: Path, source: Path, taken: dict[Path, Path]) -> Path:
    """Return a source's TEI file, or raise `target-taken` if another source of this run becomes it too."""
    first = taken.setdefault(target, source)
    if first != source:
        raise EditionError(
            Code.TARGET_TAKEN, Place(str(source)), f"{first} becomes {target} already", "a name of its own"
        )
    return target


def read_source(source: Path) -> bytes:
    """Return a source's bytes; a folder without texts, or a card, is none."""
    if source.is_dir():
        raise EditionError(
            Code.SOURCE_MISSING,
            Place(str(source)),
            "no texts in this folder",
            "files that end in .txt or .md",
        )
    if source.suffix == ".toml":
        raise EditionError(
            Code.SOURCE_MISSING, Place(str(source)), "this is a card", "the source that it belongs to"
        )
    return decode.read_file(source)


def import_one(
    source: Path, card: Path | None, target: Path, ledgers: Path, force: bool, problems: Problems
) -> tuple[importing.Conversion, str]:
    """Import one source into its TEI file; return the conversion, and what became of the file."""
    data = read_source(source)
    facts = find_card(source, card, problems)
    conversion = importing.convert(data, str(source), ident_of(source), facts, problems)
    if any(problem.code is Code.WORDS_UNEQUAL for problem in problems):
        problems.add(
            Code.WORDS_UNEQUAL, 0, "the TEI is written all the same, for comparison", "see the ledger"
        )
    lines = data.count(b"\n") + 1
    write_whole(ledgers / f"{conversion.ident}.json", importing.ledger_json(conversion, lines).encode())
    return conversion, importing.store(conversion, target, force)


def is_edited(target: Path) -> bool:
    """Say whether a TEI file stands at `target` and is not just as an import wrote it."""
    present = read_whole(target)
    return present is not None and not importing.is_untouched(present, str(target))


def ident_of(source: Path) -> str:
    """Return the stem of the TEI file of a source: its own, with what a URL would not like as hyphens."""
    stem = "".join(char if char.isalnum() or char in "-_." else "-" for char in source.stem).strip("-.")
    return stem or "text"


def find_card(source: Path, card: Path | None, problems: Problems) -> Card:
    """Return the card given or the one beside the source; without either, a card titled as the file."""
    if card is not None:
        return load_card(card)
    beside = source.with_suffix(".toml")
    if beside.exists():
        return load_card(beside)
    problems.add(
        Code.CARD_MISSING, 0, f"no card {beside.name} beside the source", 'a card with at least title = "…"'
    )
    return Card(title=source.stem)


def tell(out: Console, line: str) -> None:
    """Print one line as it is."""
    out.print(line, markup=False, highlight=False, soft_wrap=True)


def show_problems(err: Console, problems: Problems, verbose: bool) -> None:
    """Print problems, worst first in short form, in order of lines within a severity."""
    ranked = sorted(problems, key=lambda p: (list(Severity).index(p.code.severity), p.place.line))
    shown = ranked if verbose else ranked[:20]
    for problem in shown:
        err.print(
            str(problem), style=STYLE[problem.code.severity], markup=False, highlight=False, soft_wrap=True
        )
    if len(ranked) > len(shown):
        err.print(f"… and {len(ranked) - len(shown)} more; --verbose shows all", style="dim")


def summary_table(rows: Sequence[tuple[str, importing.Conversion, int]]) -> Table:
    """Return the table that ends an import: a row a source; it fits a terminal of 80 characters."""
    table = Table(title=None, box=None, pad_edge=False, collapse_padding=True)
    table.add_column("source", overflow="fold")
    for name in ("words", "discarded", "pages", "chapters", "calls", "linked", "lost", "problems"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, conversion, problems in rows:
        counts = conversion.counts
        figures = [counts[key] for key in ("words", "discarded", "pb", "chapters", "calls", "linked", "lost")]
        table.add_row(Text(name), *(f"{n:,}" for n in figures), f"{problems:,}")
    return table


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, console: Console, total: int) -> None:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.progress.add_task("import", total=total)

    def __enter__(self) -> _Bar:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def start(self, name: str) -> None:
        self.progress.update(self.task, description=name)

    def advance(self) -> None:
        self.progress.advance(self.task)


def progress(console: Console, total: int) -> _Bar:
    """Return a progress bar over `total` sources."""
    return _Bar(console, total)
