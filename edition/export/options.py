"""How a book looks: a small set of options, as `[book]` of a TOML file names them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from edition.problems import Code, EditionError, Place

FORMATS: dict[str, dict[str, Any]] = {
    "a5": {
        "width": 148, "height": 210, "inside": 18, "outside": 24, "top": 20, "bottom": 20, "size": 9.5,
        "two_sided": True,
    },
    "a4": {
        "width": 210, "height": 297, "inside": 32, "outside": 48, "top": 30, "bottom": 36, "size": 11.5,
        "two_sided": True,
    },
    "screen": {
        "width": 150, "height": 200, "inside": 17, "outside": 17, "top": 17, "bottom": 15, "size": 11,
        "two_sided": False,
    },
}  # fmt: skip
"""Formats by name: the page and its margins in millimetres, the size of the text in points."""

CHOICES: dict[str, tuple[str, ...]] = {
    "format": tuple(FORMATS),
    "notes": ("foot", "end"),
    "chapters": ("page", "right", "run-on"),
    "headings": ("centre", "left"),
}
"""Options that are one of a few words."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a book. Zero and nothing mean: as the format has it."""

    format: str = "a5"
    """Page format: a5, a4, or screen."""
    width: float = 0
    """Width of the page in millimetres."""
    height: float = 0
    """Height of the page in millimetres."""
    inside: float = 0
    """Margin at the spine in millimetres; the left one where pages are not two-sided."""
    outside: float = 0
    """Margin at the edge in millimetres; page numbers of the source stand there."""
    top: float = 0
    """Margin above in millimetres."""
    bottom: float = 0
    """Margin below in millimetres."""
    size: float = 0
    """Size of the text in points."""
    fonts: tuple[str, ...] = ()
    """Faces, the first that has a character sets it; those shipped stand behind them."""
    font_dir: str = ""
    """Folder with font files (.otf, .ttf), from the file with the options."""
    justify: bool = True
    """Lines of equal length."""
    chapters: str = "page"
    """Where a chapter begins: on a page, on a right page, or run-on."""
    headings: str = "centre"
    """How headings stand: centre or left."""
    notes: str = "foot"
    """Where notes stand: at the foot of the page, or at the end of their chapter."""
    text: str = "reading"
    """Which text: reading, diplomatic, or the siglum of a witness."""
    template: str = ""
    """A Typst file that stands in for the whole template, from the file with the options."""
    cover: str = ""
    """A picture for the cover of the EPUB, PNG or JPEG, from the file with the options."""
    version: str = ""
    """Version named in the imprint."""
    date: str = ""
    """Day of that version, 2026-11-22; the PDF is dated by it."""
    base: str = field(default=".")
    """Folder that the paths are taken from."""

    def plain(self) -> dict[str, Any]:
        """Return what the template needs: sizes filled in by the format."""
        usual = FORMATS[self.format]
        given = asdict(self)
        for name in ("fonts", "font_dir", "template", "cover", "base", "version", "date", "text"):
            del given[name]
        out = {name: given.get(name) or usual[name] for name in usual}
        return {**given, **out, "fonts": list(self.fonts)}

    def room(self) -> int:
        """Return how many characters of notes fill about half a page."""
        sizes = self.plain()
        point = sizes["size"] * 0.3528
        columns = (sizes["width"] - sizes["inside"] - sizes["outside"]) / (point * 0.4)
        lines = (sizes["height"] - sizes["top"] - sizes["bottom"]) / (point * 1.15)
        return int(columns * lines / 2)


def read_options(path: Path) -> Options:
    """Return the options in a TOML file's table `[book]`.

    Raises `source-missing` if there is no such file, `config-invalid` for what is no option or value of one.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        found = error.strerror or str(error)
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), found, "a file with [book]") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(Code.CONFIG_INVALID, Place(str(path)), str(error), "TOML") from None
    book = values.get("book")
    if not isinstance(book, dict):
        raise EditionError(Code.CONFIG_INVALID, Place(str(path)), "no table [book]", "[book]")
    return checked(replace(Options(), **typed(book, path), base=str(path.parent)), str(path))


def typed(values: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return values with the types that the options have; raises `config-invalid`."""
    known = {f.name: f.default for f in fields(Options) if f.name != "base"}
    for name in values:
        if name not in known:
            wanted = f"one of {', '.join(known)}"
            raise EditionError(Code.CONFIG_INVALID, Place(str(path)), f"[book] has no option {name}", wanted)
    return {name: of_type(name, value, known[name], path) for name, value in values.items()}


def of_type(name: str, value: Any, usual: Any, path: Path) -> Any:
    """Return a value as its option has it; raises `config-invalid` for one of another type."""
    if name == "fonts":
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    if isinstance(usual, bool) != isinstance(value, bool):
        raise wrong(path, name, value, "true or false" if isinstance(usual, bool) else "a value")
    if isinstance(usual, int | float) and not isinstance(value, int | float):
        raise wrong(path, name, value, "a number")
    if isinstance(usual, str) and not isinstance(value, str):
        raise wrong(path, name, value, "a text in quotes")
    return value


def wrong(path: Path, name: str, value: object, wanted: str) -> EditionError:
    """Return the error for a value that an option cannot have."""
    return EditionError(Code.CONFIG_INVALID, Place(str(path)), f"{name} = {value!r}", wanted)


def checked(options: Options, path: str = "") -> Options:
    """Return options whose values are possible; raises `config-invalid`."""
    for name, allowed in CHOICES.items():
        if getattr(options, name) not in allowed:
            raise wrong(Path(path or "."), name, getattr(options, name), f"one of {', '.join(allowed)}")
    sizes = options.plain()
    if (
        sizes["width"] - sizes["inside"] - sizes["outside"] < 40
        or sizes["height"] - sizes["top"] - sizes["bottom"] < 60
    ):
        found = f"{sizes['width']} x {sizes['height']} mm with these margins"
        raise EditionError(Code.CONFIG_INVALID, Place(path or "book"), found, "room for 40 x 60 mm of text")
    return options
