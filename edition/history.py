"""What git knows of the documents: which version this is, from what day, who changed what.

git is asked and never trusted: with a time limit, without locks, without programs that a repository's
configuration could name. Where there is no git, or no repository, the answer is nothing.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from edition.problems import Code, EditionError, Place

SECONDS = 10
COMMITS = 2_000
"""How far back changes are looked for."""
KEPT = 5
"""How many changes of a file are kept."""
SAFE = (
    "--no-pager --no-optional-locks -c core.fsmonitor=false -c core.hooksPath=/dev/null "
    "-c core.quotePath=false -c log.showSignature=false -c diff.external= -c protocol.allow=never"
).split()
RECORD, UNIT = "\x1e", "\x1f"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a file: the day, who made it, what it says of itself."""

    date: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of a folder; all empty where it knows nothing."""

    version: str = ""
    date: str = ""
    """Day of the last change in the repository, in UTC."""
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """Path from the folder -> its last changes, the newest first."""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A tag: its name, the commit that it names, its day."""

    name: str
    commit: str
    date: str


def read(folder: Path, known: History | None = None) -> History:
    """Return what git knows of a folder's files; `known`, if nothing was committed since."""
    if not is_versioned(folder):
        return History()
    commit, _, seconds = git(folder, "log", "-1", "--format=%H %ct").strip().partition(" ")
    if not seconds.isdigit():
        return History()
    if known is not None and known.commit == commit:
        return known
    date = day(int(seconds))
    version = git(folder, "describe", "--tags", "--always", "--abbrev=8").strip()
    form = f"--format={RECORD}%ct{UNIT}%aN{UNIT}%s{UNIT}"
    log = git(
        folder, "log", f"-n{COMMITS}", "--no-merges", "--relative", "--name-only", "-z", form, "--", "."
    )
    return History(version, date, changes(log), commit)


def is_versioned(folder: Path) -> bool:
    """Say whether a folder lies in a repository (gitrepository-layout), without starting a program."""
    here = folder.resolve()
    return any((at / ".git").exists() for at in (here, *here.parents))


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints; nothing if it is not there, fails, or takes too long."""
    return git_bytes(folder, *arguments).decode("utf-8", "replace")


def change(folder: Path, *arguments: str, data: bytes = b"", index: Path | None = None) -> str:
    """Let git change the repository; return what it prints. Paths mean themselves, whatever is in them.

    `data` is what it reads, `index` another index than the user's. Raises `git-refused` with what git says
    if it does not.
    """
    env = {**os.environ, "GIT_LITERAL_PATHSPECS": "1"}
    if index is not None:
        env["GIT_INDEX_FILE"] = str(index)
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], input=data, capture_output=True, check=False, env=env
    )
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise EditionError(Code.GIT_REFUSED, Place(str(folder)), f"git {arguments[0]}: {said}")
    return done.stdout.decode("utf-8", "replace").strip()


def is_committed(file: Path) -> bool:
    """Say whether git has a file just as it is."""
    folder, name = file.resolve().parent, file.name
    return bool(git(folder, "ls-files", "--", name)) and not git(folder, "status", "--porcelain", "--", name)


def branch(folder: Path) -> str:
    """Return the name of the branch that commits go to; nothing where HEAD is detached."""
    return git(folder, "symbolic-ref", "--short", "-q", "HEAD").strip()


UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "REBASE_HEAD": "rebase",
}
"""What git writes down while a command waits for the user -> the command (gitrevisions)."""


def under_way(folder: Path) -> str:
    """Return the command of git that waits for the user to end it; nothing if none does."""
    heads = (name for name in UNDER_WAY if git(folder, "rev-parse", "--verify", "--quiet", name))
    return next((UNDER_WAY[name] for name in heads), "")


def commit_version(file: Path, data: bytes, message: str) -> None:
    """Commit a version of a file that does not stand on the disk; files and index stay as they are.

    It is signed if all commits are to be (`commit.gpgSign`). Raises `git-refused` if git does not.
    """
    folder = file.resolve().parent
    sign = git(folder, "config", "--type=bool", "--get", "commit.gpgSign").strip() == "true"
    with tempfile.TemporaryDirectory() as scratch:
        index = Path(scratch) / "index"
        blob = change(folder, "hash-object", "-w", "--stdin", "--no-filters", data=data)
        path = f"{git(folder, 'rev-parse', '--show-prefix').strip()}{file.name}"
        change(folder, "read-tree", "HEAD", index=index)
        change(folder, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", index=index)
        tree = change(folder, "write-tree", index=index)
        signed = ("-S",) if sign else ()
        commit = change(folder, "commit-tree", tree, "-p", "HEAD", *signed, "-m", message)
        change(folder, "update-ref", "-m", message, "HEAD", commit)


def commit(folder: Path, paths: Iterable[Path], message: str) -> bool:
    """Commit files as they are, and nothing else; say whether there was anything to commit.

    What lies outside the folder's repository, or is ignored there, is left out: a source may have to be.
    """
    top = Path(git(folder, "rev-parse", "--show-toplevel").strip())
    names = [str(real) for path in paths if (real := path.resolve()).is_relative_to(top)]
    names = [name for name in names if not git(folder, "check-ignore", "--", name)]
    if not names:
        return False
    change(folder, "add", "--", *names)
    if not change(folder, "status", "--porcelain", "--", *names):
        return False
    change(folder, "commit", "-q", "-m", message, "--", *names)
    return True


def git_bytes(folder: Path, *arguments: str) -> bytes:
    """Return what git prints, as it is; nothing if it is not there, fails, or takes too long."""
    keep = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = {**keep, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", *SAFE, "-C", str(folder), *arguments],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=env,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def changes(log: str) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each path in a log of the form that `read` asks for."""
    out: dict[str, list[Change]] = {}
    for record in log.split(RECORD)[1:]:
        seconds, who, what, paths = record.split(UNIT, 3)
        for name in paths.replace("\n", "\0").split("\0"):
            found = out.setdefault(name, []) if name else []
            if name and len(found) < KEPT:
                found.append(Change(day(int(seconds)), who, what))
    return {name: tuple(found) for name, found in out.items()}


def past(file: Path) -> Iterator[bytes]:
    """Yield the versions of a file that git has, the newest first; nothing where there is no git."""
    folder = file.resolve().parent
    for commit in git(folder, "log", f"-n{COMMITS}", "--format=%H", "--", file.name).split():
        data = git_bytes(folder, "show", f"{commit}:./{file.name}")
        if data:
            yield data


def last_release(folder: Path) -> str:
    """Return the name of the last tag; nothing where there is none."""
    return git(folder, "describe", "--tags", "--abbrev=0").strip()


def releases(folder: Path) -> tuple[Release, ...]:
    """Return the tags that led to what is there, the newest first, one a commit."""
    form = UNIT.join(("%(refname:strip=2)", "%(objectname)", "%(*objectname)", "%(creatordate:unix)"))
    order = ("--sort=-version:refname", "--sort=-creatordate")
    listed = git(folder, "for-each-ref", "--merged=HEAD", *order, f"--format={form}", "refs/tags")
    found: dict[str, Release] = {}
    for line in listed.splitlines():
        name, own, named, seconds = line.split(UNIT)
        commit = named or own
        if seconds.isdigit():
            found.setdefault(commit, Release(name, commit, day(int(seconds))))
    return tuple(found.values())


def blobs(folder: Path, version: str) -> dict[str, str]:
    """Return path from the folder -> name of the blob that each TEI file of a version is, in their order."""
    listed = git(folder, "ls-tree", "-r", "-z", version, "--", ".").split("\0")
    pairs = (line.partition("\t") for line in listed if line.endswith(".xml"))
    return {path: facts.split()[2] for facts, _, path in sorted(pairs, key=lambda pair: pair[2])}


def blob(folder: Path, name: str) -> bytes:
    """Return the bytes of a blob that `blobs` named."""
    return git_bytes(folder, "cat-file", "blob", name)


def blob_name(data: bytes) -> str:
    """Return what git calls these bytes (gitformat-pack: the digest of a blob)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def renamed(folder: Path, old: str, new: str = "HEAD") -> dict[str, str]:
    """Return old path -> new path, from the folder, of the files that were renamed between two versions."""
    options = ("--relative", "-z", "-M", "--diff-filter=R", "--name-status")
    words = git(folder, "diff", *options, old, new, "--", ".").split("\0")
    return {before: now for _, before, now in zip(words[0::3], words[1::3], words[2::3], strict=False)}


def is_version(folder: Path, name: str) -> bool:
    """Say whether git knows a version by this name."""
    return bool(
        git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
    )


def documents_at(folder: Path, version: str) -> dict[str, bytes]:
    """Return path from the folder -> bytes of the TEI files of a version, in order of path.

    `version` must be one that `is_version` knows.
    """
    listed = git(folder, "ls-tree", "-r", "-z", "--name-only", version, "--", ".").split("\0")
    paths = sorted(path for path in listed if path.endswith(".xml"))
    return {path: git_bytes(folder, "show", f"{version}:./{path}") for path in paths}


def released_ids(folder: Path) -> dict[str, frozenset[str]]:
    """Return path from the folder -> the ids that its TEI has in the last release, the last tag.

    Nothing where there is no release.
    """
    tag = last_release(folder)
    if not tag:
        return {}
    found = git(folder, "grep", "-o", "-I", "-E", "xml:id=[\"'][^\"']+", tag, "--", "*.xml")
    out: dict[str, set[str]] = {}
    for line in found.splitlines():
        path, _, ident = line.removeprefix(f"{tag}:").partition(":")
        out.setdefault(path, set()).add(ident[len("xml:id='") :])
    return {path: frozenset(ids) for path, ids in out.items()}


def day(seconds: int) -> str:
    """Return the day of a time, in UTC: `2026-11-22`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def build_date(history: History, recorded: Iterable[str]) -> str:
    """Return the day of what is published, the same for the same input.

    `SOURCE_DATE_EPOCH` says it (reproducible-builds.org), else the last commit, else the newest of the days
    that the documents' own histories record; else nothing does.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return day(int(epoch))
    return history.date or max(recorded, default="")
