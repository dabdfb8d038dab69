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


def folder_of(files: Sequence[Path]) -> Path:
    """Return the folder that is the edition's: `tei` if all files are in it, else the first file's."""
    usual = Path("tei").resolve()
    if all(usual in file.resolve().parents for file in files):
        return Path("tei")
    return files[0].parent


def inside(file: Path, root: Path) -> str:
    """Return a file's path from the edition's folder; raises `path-outside` if it is not in there."""
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise EditionError(
            Code.PATH_OUTSIDE,
            Place(str(file)),
            f"the file is not in {root}",
            "--docs with the edition's folder",
        ) from None
