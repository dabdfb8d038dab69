"""`edition release`: a version of the edition, with its history written down and a tag."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.console import Console

from edition import history
from edition.checks.cache import Store
from edition.checks.run import check
from edition.cli.console import show_problems, tell
from edition.cli.options import FOLDER
from edition.folder import Folder
from edition.problems import Code, Problems
from edition.tei.write import read_whole, write_whole
from edition.versions.changes import markdown
from edition.versions.diff import Change, title
from edition.versions.release import notes, prepared

VERSION = re.compile(r"\d+(\.\d+){0,2}([-.][0-9A-Za-z]+)*")


@click.command("release")
@click.argument("version")
@FOLDER
@click.option("--dry-run", is_flag=True, help="Print the release's notes; write nothing, commit nothing.")
def release(version: str, folder: Path, dry_run: bool) -> None:
    """Release VERSION: write down what changed, keep old addresses, commit, tag.

    Every document that changed since the last release gets a line in its revisionDesc; an id that it had
    then and has no more becomes an anchor where its text went, so that what people have cited still leads
    somewhere. CITATION.cff, if there is one, gets version and date. All is committed and tagged vVERSION;
    nothing is pushed. The release's notes are printed, in Markdown, and stand in the tag.

    Refused with uncommitted changes or texts that git does not know, on no branch (a detached HEAD), with
    errors that `edition check` finds, with a version that exists. If git refuses the commit, all files are
    as they were.

    \b
    Examples:
      edition release 1.2.0 --dry-run
      edition release 1.2.0 > notes.md && git push --follow-tags
    """
    out, err = Console(), Console(stderr=True)
    tag, date = f"v{version}", datetime.date.today().isoformat()
    refuse(version, tag, folder, dry_run, err)
    last = history.last_release(folder)
    before = history.documents_at(folder, last) if last else {}
    files, changes = prepared(Folder.read(folder).documents, before, version, date)
    told = "\n".join(
        [
            notes(version, date, changes).rstrip(),
            *(markdown(changes, titles(folder, changes)) if last else ()),
        ]
    )
    if not dry_run:
        publish(folder, files, version, date, told)
    tell(out, told)
    if not dry_run:
        tell(err, f"{tag}: {len(files)} documents; git push --follow-tags publishes it")


def refuse(version: str, tag: str, folder: Path, dry_run: bool, err: Console) -> None:
    """Stop where a release would not be what it says."""
    if not VERSION.fullmatch(version):
        raise click.UsageError(f"“{version}” is no version; 1.2.0 is one")
    if not history.git(folder, "rev-parse", "HEAD").strip():
        raise click.UsageError(f"{folder} has no commit in git; commit the edition first")
    if history.is_version(folder, tag):
        raise click.UsageError(f"{tag} exists; choose the next")
    if not dry_run and not history.branch(folder):
        raise click.UsageError("HEAD is detached: the commit would be on no branch; git switch to one first")
    if not dry_run and (command := history.under_way(folder)):
        raise click.UsageError(f"a git {command} is under way; git {command} --continue or --abort first")
    if not dry_run and history.git(folder, "status", "--porcelain", "--untracked-files=no").strip():
        raise click.UsageError("there are changes that are not committed; commit them, or git stash")
    if not dry_run and (
        new := history.git(folder, "ls-files", "-o", "--exclude-standard", "*.xml").split("\n")[0]
    ):
        raise click.UsageError(f"git does not know {folder / new} yet; git add and commit it")
    found = check(Folder.read(folder), folder, Store(None), {})
    errors = [problem for problem in found if problem.code in BROKEN or problem.code is Code.ID_DUPLICATE]
    if errors:
        problems = Problems(str(folder))
        problems.extend(errors)
        show_problems(err, problems, verbose=True)
        raise click.UsageError("these errors would be published; mend them first")


BROKEN = frozenset((Code.XML_MALFORMED, Code.XML_FORBIDDEN, Code.TEI_ROOT, Code.MERGE_CONFLICT))
"""With these no version is released."""


def titles(folder: Path, changes: Iterable[Change]) -> dict[str, str]:
    """Return what the documents with changes are called; of those that are gone, nothing."""
    now = Folder.read(folder).documents
    return {path: title(now[path], path) for path in {change.document for change in changes} if path in now}


def publish(folder: Path, files: Mapping[str, bytes], version: str, date: str, told: str) -> None:
    """Write the documents and CITATION.cff, commit and tag; raises `git-refused` with all files as before.

    The tag holds the release's notes, `told`: hosts show them.
    """
    new = {folder / path: data for path, data in files.items()} | dated_facts(folder, version, date)
    before = {path: read_whole(path) or b"" for path in new}
    message = f"Version {version}"
    try:
        for path, data in new.items():
            write_whole(path, data)
        history.change(folder, "commit", "-q", "--allow-empty", "-a", "-m", message)
    except BaseException:
        for path, data in before.items():
            write_whole(path, data)
        raise
    notes_ = f"{message}\n\n{told.partition(chr(10))[2].strip()}\n"
    history.change(
        folder, "tag", "-a", f"v{version}", "--cleanup=whitespace", "-F", "-", data=notes_.encode()
    )


def dated_facts(folder: Path, version: str, date: str) -> dict[Path, bytes]:
    """Return CITATION.cff with version and date, if there is one."""
    facts = Path(history.git(folder, "rev-parse", "--show-toplevel").strip()) / "CITATION.cff"
    present = read_whole(facts)
    if present is None:
        return {}
    lines = re.sub(r"(?m)^version:.*$", f'version: "{version}"', present.decode("utf-8"))
    return {facts: re.sub(r"(?m)^date-released:.*$", f'date-released: "{date}"', lines).encode()}
