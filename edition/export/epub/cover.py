"""The cover: the project's own picture, or one drawn from the title.

It is a PNG, not an SVG: shops, shelves and older readers show raster covers only. Typst draws it, which comes
with the extra `epub`; it has the faces, breaks lines in every script, and gives the same bytes every time.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from edition.export.epub.fonts import settable
from edition.problems import Code, EditionError, Place

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
PPI = 240
"""1600 by 2400 pixels."""
LARGEST, SMALLEST, WIDTH, LONG, LONGER = 54, 21, 376, 24, 60
"""Sizes of a title and the room for its longest word, in points; the lengths from which it is set smaller."""
NAMES = 3
"""So many authors are named."""


def own_cover(path: Path) -> tuple[str, bytes]:
    """Return file name and bytes of a project's own cover.

    Raises `source-missing` if it is not there, `config-invalid` for a picture that is neither PNG nor JPEG.
    """
    suffix = path.suffix.lower()
    if suffix not in TYPES:
        raise EditionError(
            Code.CONFIG_INVALID, Place(str(path)), f"a cover in {suffix or path.name}", "PNG or JPEG"
        )
    try:
        return f"cover{suffix}", path.read_bytes()
    except OSError as error:
        found = error.strerror or str(error)
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), found, "a picture for the cover") from None


def drawn_cover(front: dict[str, Any]) -> tuple[str, bytes]:
    """Return file name and bytes of a cover with the words of the title page.

    Words in a script that no face has are left to the title page. Raises `program-missing` without Typst.
    """
    try:
        import typst  # noqa: PLC0415 - of the extra `epub`
    except ImportError:
        raise EditionError(
            Code.PROGRAM_MISSING,
            Place("typst"),
            "what draws the cover is not installed",
            'pip install "mkdocs-edition[epub]", or a picture: --cover FILE, cover = "FILE" under [book]',
        ) from None
    here = files("edition.export.epub")
    nowhere = str(here / "fonts")  # packages would be fetched
    source: Any = {"main": (here / "cover.typ").read_bytes(), "cover.json": json.dumps(words(front)).encode()}
    made = typst.compile(
        source,
        format="png",
        ppi=PPI,
        font_paths=[str(files("edition.export.pdf") / "fonts")],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    assert isinstance(made, bytes)
    return "cover.png", made


def words(front: dict[str, Any]) -> dict[str, Any]:
    """Return what is printed on a cover."""
    authors = list(front["authors"])
    names = ", ".join(authors[:NAMES]) + (" …" if len(authors) > NAMES else "")
    years = [one["is"] for one in front["facts"] if not one["what"]]
    said = {
        "title": front["title"],
        "subtitle": front["subtitle"],
        "names": names,
        "foot": "".join(years[:1]),
    }
    shown = {key: text if settable(text) else "" for key, text in said.items()}
    return {**shown, "size": size(front["title"]), "language": front["language"], "rtl": front["rtl"]}


def size(title: str) -> float:
    """Return in how many points a title is set: its longest word fits into a line, all onto the page."""
    longest = max(map(len, title.split()), default=1)
    length = len(title)
    wanted = LARGEST if length < LONG else 40 if length < LONGER else 31 if length < 2 * LONGER else SMALLEST
    return float(min(wanted, max(12, WIDTH / (0.56 * longest))))
