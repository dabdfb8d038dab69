"""Which TEI files a command's arguments name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from edition.problems import Code, EditionError, Place


def tei_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that paths name, a folder's `.xml` in order of their paths, each once.

    Raises `source-missing` for a path that is not there and for a folder without TEI.
    """
    seen: set[Path] = set()
    for path in paths:
        found = sorted(p for p in path.rglob("*.xml") if p.is_file()) if path.is_dir() else [path]
        if not found or not path.exists():
            what = "no .xml in this folder" if path.is_dir() else "no such file or folder"
            raise EditionError(Code.SOURCE_MISSING, Place(str(path)), what, "TEI files, or a folder of them")
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file
