"""`edition check`: what is wrong with TEI files, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console

from edition import history
from edition.checks import baseline, saxon, schema, schematron
from edition.checks.cache import Store
from edition.checks.report import FORMATS
from edition.checks.run import check, chosen, order
from edition.checks.run import look as look_at
from edition.cli.console import STYLE, Bar, tell
from edition.cli.files import tei_files
from edition.cli.options import PATHS
from edition.folder import Folder
from edition.problems import Code, EditionError, Problem, Severity
from edition.tei.write import read_whole

CACHE = Path(".cache/edition/checks.json")


@click.command("check")
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="How problems are printed; sarif and github for a forge's checks.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Only these codes; * stands for anything.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these codes.")
@click.option(
    "--schema",
    "rng",
    type=click.Path(path_type=Path),
    help="Validate against this RELAX NG schema, and the Schematron in it; or against a .sch file.",
)
@click.option(
    "--baseline",
    "known",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of problems that are known; they are not told again.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found now into the --baseline file.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--no-cache", is_flag=True, help="Look at every file anew.")
def check_(
    paths: Sequence[Path],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    rng: Path | None,
    known: Path | None,
    write_baseline: bool,
    strict: bool,
    no_cache: bool,
) -> None:
    """Say what is wrong with TEI files: markup, links, ids, numbers, characters, words.

    A PATH is a folder of documents, or a file in one [default: tei]. Of a file, only its own problems are
    told, though its links are followed through the whole folder. The codes are listed in docs/problems.md.

    Exit codes: 0 no errors; 1 errors in the texts (with --strict: or warnings); 2 wrong usage, or a file
    that is not there.

    \b
    Examples:
      edition check
      edition check tei/book.xml --ignore entry-unused
      edition check --select 'id-*' --select link-dangling
      edition check --schema tei_all.rng --format sarif > problems.sarif
      edition check --baseline known.json --write-baseline
    """
    if write_baseline and known is None:
        raise click.UsageError("--write-baseline needs --baseline FILE to write to")
    unknown_codes(select + ignore)
    err = Console(stderr=True)
    files = list(tei_files(paths))
    problems = look(files, folder_of(paths), rng, no_cache, err)
    problems = [problem for problem in problems if chosen(problem, select, ignore)]
    if write_baseline and known is not None:
        baseline.save(known, problems)
        err.print(f"{known}: {len(problems)} problems are known from now on", highlight=False)
        return
    if known is not None:
        problems = baseline.unknown(problems, baseline.load(known))
    show(problems, form)
    if form == "text":
        err.print(summary(problems, len(files)), highlight=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise SystemExit(1 if any(problem.code.severity in failing for problem in problems) else 0)


def unknown_codes(patterns: Iterable[str]) -> None:
    """Refuse a code that there is not."""
    slugs = {code.slug for code in Code}
    for pattern in patterns:
        if pattern not in slugs and "*" not in pattern and "?" not in pattern:
            raise click.UsageError(f"there is no code {pattern}; docs/problems.md lists them")


def folder_of(paths: Sequence[Path]) -> Path:
    """Return the folder of documents that paths are in: a folder named, `tei`, or the file's own."""
    first = paths[0]
    if first.is_dir():
        return first
    tei = Path("tei")
    return tei if tei.is_dir() and tei.resolve() in first.resolve().parents else first.parent


def look(files: Sequence[Path], at: Path, rng: Path | None, no_cache: bool, err: Console) -> list[Problem]:
    """Return the problems of files, whose links are followed through the folder `at`."""
    folder = Folder.read(at)
    store = Store.open(None if no_cache else CACHE)
    with Bar(err, "check", len(folder.documents)) as bar:
        problems = check(folder, at, store, history.released_ids(at), bar.step)
    store.close()
    wanted = {file.resolve() for file in files}
    strangers = wanted - {(at / path).resolve() for path in folder.files if path.endswith(".xml")}
    for file in (file for file in files if file.resolve() in strangers):
        problems += look_at(read_whole(file) or b"", file.name, str(file)).problems
    whole = wanted >= {(at / path).resolve() for path in folder.documents}
    problems = [p for p in problems if whole or Path(p.place.path).resolve() in wanted]
    if rng is not None:
        broken = {p.place.path for p in problems if p.code in (Code.XML_MALFORMED, Code.XML_FORBIDDEN)}
        sound = [file for file in files if file.as_posix() not in broken]
        problems = sorted([*problems, *against(rng, sound, err)], key=order)
    return problems


def against(path: Path, files: Sequence[Path], err: Console) -> Iterator[Problem]:
    """Yield what a schema says of files: its grammar, and the Schematron that it is or that is in it."""
    alone = path.suffix == ".sch"
    if not alone:
        yield from schema.validate(path, files)
    rules = None if path.suffix == ".rnc" else schematron.rules_of(path)
    if rules is None:
        return
    if saxon.available() and not alone:
        tell(err, f"{path}: the Schematron rules in it are not looked at; that needs {saxon.available()}")
    else:
        yield from saxon.validate(path, rules, files)


def show(problems: Sequence[Problem], form: str) -> None:
    """Print problems in a form; text in the colours of severities."""
    out = Console()
    paths = {problem.place.path for problem in problems}
    lines = {path: lines_of(Path(path)) for path in paths} if form == "text" else {}
    if form != "text":
        for line in FORMATS[form](problems, lines):
            click.echo(line)
        return
    for problem in problems:
        head, *rest = FORMATS[form]([problem], lines)
        tell(out, head, STYLE[problem.code.severity])
        for line in rest:
            tell(out, line, "dim")


def lines_of(path: Path) -> list[str]:
    """Return a file's lines as they are counted; none if it cannot be read, which is a problem of its own."""
    try:
        return (read_whole(path) or b"").decode("utf-8", "replace").split("\n")
    except EditionError:
        return []


def summary(problems: Sequence[Problem], files: int) -> str:
    """Return the line that ends a run."""
    counts = {severity: sum(p.code.severity is severity for p in problems) for severity in Severity}
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [f"{n} {words[s]}{'s' if n != 1 else ''}" for s, n in counts.items()]
    return f"{files} file{'s' if files != 1 else ''}: {', '.join(parts)}"
