"""What each release changed, from the tags in git: for the site's list of what is new."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from edition import history
from edition.history import Release
from edition.problems import EditionError
from edition.versions.diff import Change, Kind, diff

MOST = 100
"""So many changes of a document are kept for a release; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What a release changed in one document: counts of all changes by kind, and the first of them."""

    path: str
    counts: dict[str, int]
    changes: tuple[Change, ...]

    @property
    def total(self) -> int:
        """How many changes there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Issue:
    """A release, and what it changed since the one before it."""

    name: str
    date: str
    documents: tuple[Edited, ...]


def issue(folder: Path, new: Release, old: Release, left_out: Collection[str] = ()) -> Issue:
    """Return what changed between two releases of a folder, in order of path; what is no TEI is left out."""
    return Issue(new.name, new.date, tuple(edited(folder, new, old, left_out)))


def edited(folder: Path, new: Release, old: Release, left_out: Collection[str]) -> Iterator[Edited]:
    """Yield the documents that changed between two releases; a renamed one is the same document."""
    before, after = (history.blobs(folder, release.commit) for release in (old, new))
    if before.keys() - after.keys():
        names = history.renamed(folder, old.commit, new.commit)
        before = {names.get(path, path): blob for path, blob in before.items()}
    for path in sorted(before.keys() | after.keys()):
        sides = [blobs.get(path) for blobs in (before, after)]
        if path in left_out or sides[0] == sides[1]:
            continue
        one, two = (history.blob(folder, name) if name else None for name in sides)
        try:
            changes = diff(one, two, path)
        except EditionError:
            continue
        if changes:
            counts = {str(kind): sum(change.kind is kind for change in changes) for kind in Kind}
            kept = tuple(changes[:MOST])
            yield Edited(path, {kind: n for kind, n in counts.items() if n}, kept)


def plain(found: Issue) -> dict[str, Any]:
    """Return a release as plain values, to be kept."""
    return asdict(found)


def issue_of(values: dict[str, Any]) -> Issue:
    """Return the release that `plain` was given."""
    documents = tuple(
        Edited(
            one["path"],
            one["counts"],
            tuple(Change(**{**c, "kind": Kind(c["kind"])}) for c in one["changes"]),
        )
        for one in values["documents"]
    )
    return Issue(values["name"], values["date"], documents)
