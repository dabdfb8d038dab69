"""What is wrong with a page, shown on it under `mkdocs serve`; a published site has nothing of it.

The problems are those of `edition check`, with its cache: only documents that have changed are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from edition import history
from edition.checks.cache import Store
from edition.checks.run import check
from edition.folder import Folder
from edition.problems import Problem
from mkdocs_edition.cache import digest
from mkdocs_edition.job import Found


class Preview:
    """Looks at the documents at every build of `mkdocs serve`; keeps what it found."""

    def __init__(self, project: Path | None):
        self.store = Store.open(project / ".cache" / "edition" / "checks.json" if project else None)
        self.released: tuple[str, Mapping[str, frozenset[str]]] = "", {}

    def look(self, folder: Folder, docs_dir: Path, silence: Collection[str]) -> dict[str, Found]:
        """Return path -> problems of each document that has some."""
        found = check(folder, Path(folder.name), self.store, self.ids(docs_dir))
        self.store.close()
        self.store = Store(self.store.path, self.store.used)
        out: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in found:
            path = problem.place.path.removeprefix(f"{folder.name}/")
            if path in folder.documents and problem.code.slug not in silence:
                out[path].append(problem)
        return {path: Found(tuple(problems), digest(problems)) for path, problems in out.items()}

    def ids(self, docs_dir: Path) -> Mapping[str, frozenset[str]]:
        """Return the ids of the last release; git is asked for them once a release."""
        tag = history.last_release(docs_dir)
        if tag != self.released[0]:
            self.released = tag, history.released_ids(docs_dir)
        return self.released[1]
