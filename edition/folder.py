"""The documents of a folder as bytes, read once: what is parsed and what a digest is made of are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.problems import Code, Place, Problem


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of documents. Paths are from the folder, with `/`."""

    name: str
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """Path -> bytes, in order of path."""
    files: frozenset[str] = frozenset()
    """Paths of all files of the folder."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""

    @classmethod
    def read(cls, docs_dir: Path, paths: Iterable[str] | None = None) -> Folder:
        """Read the documents of a folder: those at `paths`, or every `.xml` in it."""
        files = frozenset(p.relative_to(docs_dir).as_posix() for p in docs_dir.rglob("*") if p.is_file())
        documents: dict[str, bytes] = {}
        problems: list[Problem] = []
        for path in sorted(paths if paths is not None else (f for f in files if f.endswith(".xml"))):
            try:
                documents[path] = (docs_dir / path).read_bytes()
            except OSError as error:
                place = Place(str(docs_dir / path))
                found = error.strerror or str(error)
                problems.append(Problem(Code.SOURCE_MISSING, place, found, "a file that can be read"))
        return cls(docs_dir.name, documents, files, tuple(problems))

    def digests(self) -> dict[str, str]:
        """Return path -> SHA-256 of each document's bytes."""
        return {path: hashlib.sha256(data).hexdigest() for path, data in self.documents.items()}
