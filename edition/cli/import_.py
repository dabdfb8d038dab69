"""`edition import`: source texts become TEI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from edition import history, importing
from edition.annotate.registers import FOLDER, fill
from edition.cli.console import Bar, show_problems, tell
from edition.cli.options import VERBOSE
from edition.config import Card, load_card
from edition.problems import Code, EditionError, Place, Problems
from edition.readers import decode
from edition.tei.write import read_whole, write_whole


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
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
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite TEI files that were edited since their import, instead of merging.",
)
@click.option(
    "--keep-edited",
    is_flag=True,
    help="Leave sources out whose TEI file was edited, instead of merging.",
)
@click.option(
    "--registers/--no-registers",
    default=True,
    show_default=True,
    help="Enter the persons, terms and events that a source lists in the registers beside the TEI files.",
)
@click.option(
    "--commit",
    is_flag=True,
    help="Commit what is imported: of an edited file the import as it is, then the merge.",
)
@VERBOSE
def import_(
    sources: Sequence[Path],
    card: Path | None,
    into: Path,
    ledgers: Path,
    force: bool,
    keep_edited: bool,
    registers: bool,
    commit: bool,
    verbose: bool,
) -> None:
    """Convert source texts to TEI with notes linked, and account for every line.

    A SOURCE is a text file, or a folder whose texts (.txt, .md) are all taken. Beside it stands its card.
    A TEI file that was edited since its import is merged with the new one, from the version that git has of
    it as it was imported: editors win, and where both changed the same words, both stand in the file. With
    --commit git has each import as it was, and no conflict that was decided is asked again.

    \b
    Examples:
      edition import sources/book.md
      edition import sources/book.md --commit
      edition import sources --keep-edited
      edition import scan.txt --card cards/scan.toml --ledger /tmp/ledger
    """
    out, err = Console(), Console(stderr=True)
    found = list(expand(sources))
    if card is not None and len(found) > 1:
        raise click.UsageError("--card goes with one SOURCE; beside several sources stand their own cards")
    if force and keep_edited:
        raise click.UsageError("--force overwrites edited files, --keep-edited keeps them; choose one")
    run = Run(out, card, into, ledgers, force, keep_edited, registers, commit)
    with Bar(err, "import", len(found)) as bar:
        for source in found:
            bar.start(source.name)
            problems = run.take(source)
            bar.advance()
            show_problems(err, problems, verbose)
    raise SystemExit(run.end())


Row = tuple[str, importing.Conversion, int]
"""What became of a source: its name, what was made of it, how many problems it has."""


@dataclass(slots=True)
class Run:
    """One run of the command over several sources: what was asked for, and what came of it."""

    out: Console
    card: Path | None
    into: Path
    ledgers: Path
    force: bool
    keep_edited: bool
    registers: bool
    commit: bool
    rows: list[Row] = field(default_factory=list)
    taken: dict[Path, Path] = field(default_factory=dict)
    """TEI file -> the source that becomes it."""
    failed: bool = False
    unreadable: bool = False

    def end(self) -> int:
        """Print what became of the sources; return the command's exit code."""
        if self.rows:
            self.out.print(summary_table(self.rows))
        return 2 if self.unreadable and not self.rows else 1 if self.failed else 0

    def take(self, source: Path) -> Problems:
        """Import a source and say so; return its problems."""
        problems = Problems(str(source))
        try:
            self.write(source, problems)
        except EditionError as error:
            problems.extend([error.problem])
            self.unreadable = self.unreadable or error.problem.code is not Code.TEI_CHANGED
        self.failed = self.failed or bool(problems.errors())
        return problems

    def write(self, source: Path, problems: Problems) -> None:
        """Write a source's TEI file, its ledger, and its records into the registers."""
        target = claim(self.into / f"{ident_of(source)}.xml", source, self.taken)
        if self.keep_edited and is_edited(target):
            tell(self.out, f"{source}: {target} was edited since its import; kept as it is")
            return
        before, versions = read_whole(target), self.versions(source, target)
        conversion = convert(source, self.card, self.ledgers, problems)
        done = importing.store(conversion, target, self.force, problems, versions)
        tell(self.out, f"{source}: {target} {done}; read as {conversion.reader}: {conversion.found}")
        filled = fill_registers(self.out, target, before) if self.registers else []
        if self.commit:
            undecided = sum(problem.code is Code.MERGE_CONFLICT for problem in problems)
            self.finish(source, target, filled, undecided)
        self.rows.append((source.name, conversion, len(problems)))

    def versions(self, source: Path, target: Path) -> importing.Versions:
        """Return the versions of a TEI file; raises `git-refused` for edits that are not committed."""
        past = partial(history.past, target)
        if not self.commit:
            return importing.Versions(past)
        self.refuse(target)
        message = f"Import of {source.name}, as it was read"
        return importing.Versions(past, partial(history.commit_version, target, message=message))

    def refuse(self, target: Path) -> None:
        """Raise `git-refused` where a commit would take along what is not the import's, or cannot be made."""
        if not history.is_versioned(target.parent):
            found, wanted = "there is no git repository around it", "git init, or without --commit"
            raise EditionError(Code.GIT_REFUSED, Place(str(target)), found, wanted)
        if command := history.under_way(existing(target.parent)):
            found, wanted = (
                f"a git {command} is under way",
                f"git {command} --continue or --abort, then again",
            )
            raise EditionError(Code.GIT_REFUSED, Place(str(target)), found, wanted)
        written = (target, *(target.parent / FOLDER).glob("*.xml")) if self.registers else (target,)
        for path in written:
            if path.exists() and not history.is_committed(path):
                found = "changes that are not committed"
                raise EditionError(Code.GIT_REFUSED, Place(str(path)), found, "git commit, then again")

    def finish(self, source: Path, target: Path, filled: list[Path], undecided: int) -> None:
        """Commit source, card and what was written, unless an editor has conflicts to decide first."""
        if undecided:
            tell(self.out, f"{target}: {undecided} conflicts to be decided; then git commit")
            return
        card = self.card or source.with_suffix(".toml")
        files = [path for path in (source, card, target, *filled) if path.exists()]
        if history.commit(target.resolve().parent, files, f"Import of {source.name}"):
            tell(self.out, f"{target}: committed")


def existing(folder: Path) -> Path:
    """Return a folder, or the one nearest above it that there is."""
    return next(at for at in (folder.resolve(), *folder.resolve().parents) if at.is_dir())


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


def convert(source: Path, card: Path | None, ledgers: Path, problems: Problems) -> importing.Conversion:
    """Return what becomes of a source, and write its ledger."""
    data = read_source(source)
    facts = find_card(source, card, problems)
    conversion = importing.convert(data, str(source), ident_of(source), facts, problems)
    if any(problem.code is Code.WORDS_UNEQUAL for problem in problems):
        problems.add(
            Code.WORDS_UNEQUAL, 0, "the TEI is written all the same, for comparison", "see the ledger"
        )
    lines = data.count(b"\n") + 1
    write_whole(ledgers / f"{conversion.ident}.json", importing.ledger_json(conversion, lines).encode())
    return conversion


def fill_registers(out: Console, target: Path, before: bytes | None) -> list[Path]:
    """Enter the records of a text as it now stands in its file in the registers, and say what was added.

    Return the registers that have more now. `before` is the file as it was before the import. A merge keeps
    the ids of the editors' file.
    """
    now = read_whole(target) or b""
    registers = []
    for filled in fill(target.parent, target.name, now, before):
        tell(out, f"{filled.path}: {filled.added} entries added")
        registers.append(Path(filled.path))
    return registers


def is_edited(target: Path) -> bool:
    """Say whether a TEI file stands at `target` and is not just as an import wrote it."""
    present = read_whole(target)
    return present is not None and not importing.is_untouched(present, str(target))


def ident_of(source: Path) -> str:
    """Return the stem of the TEI file of a source: its own, with what a URL would not like as hyphens.

    Letters are composed (NFC): some systems write the names of files with their marks apart.
    """
    stem = unicodedata.normalize("NFC", source.stem)
    return re.sub(r"-*[^\w.-][^\w.]*", "-", stem).strip("-.") or "text"


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


def summary_table(rows: Sequence[Row]) -> Table:
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
