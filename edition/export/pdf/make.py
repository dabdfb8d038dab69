"""A PDF of some documents: assembled, made into nodes, set; what is wrong is said with file and line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from edition.export.book import Book
from edition.export.options import Options
from edition.export.pdf.compose import compose
from edition.export.pdf.typeset import Job, MissingGlyphsError, Tell, typeset
from edition.model import Document
from edition.problems import Code, EditionError, Place, Problem
from edition.tei.write import read_whole

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
"""What Typst can print."""
Report = Callable[[Problem], None]
FACE = "a face that has it: fonts and font_dir in the options of the book"
SHOWN = 8
"""So many places are named for one character that no face has."""


def silence(_: str) -> None:
    """Hear what is being done, and say nothing."""


def forget(_: Problem) -> None:
    """Hear of a problem, and say nothing."""


def make_pdf(
    book: Book, options: Options, docs_dir: Path, tell: Tell = silence, report: Report = forget
) -> bytes:
    """Return the PDF of a book; pictures are read from `docs_dir`.

    `tell` hears what is being done, `report` what is not as it should be: `note-parted`.

    Raises `EditionError`: `template-failed`, `glyph-missing`, `source-missing` for a template that is not
    there, `program-missing` where Typst is not installed.
    """
    tell("nodes")
    data = compose(book, options)
    job = Job(data, template(options), fonts(options), pictures(data, docs_dir), options.date)
    try:
        made, parted = typeset(job, tell)
    except MissingGlyphsError as error:
        raise GlyphError(list(missing(book, error.characters))) from None
    for problem in strayed(book, parted):
        report(problem)
    return made


def strayed(book: Book, notes: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each note that begins on another page than its call."""
    documents = {part.document.id: part.document for part in book.parts}
    for name in notes:
        document, _, ident = name.partition("#")
        root = documents[document].root
        element = next(iter(root.xpath("//*[@xml:id = $id]", id=ident.removesuffix("-entry"))), None)
        place = Place(documents[document].problems.path, 0 if element is None else element.sourceline or 0)
        wanted = "another format or size, or the notes at the end of the chapter"
        yield Problem(Code.NOTE_PARTED, place, f"{ident} begins on another page than its call", wanted)


class GlyphError(EditionError):
    """Characters without a face: every one with the places where it stands."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        first = problems[0]
        super().__init__(first.code, first.place, first.found, first.wanted)


def template(options: Options) -> bytes | None:
    """Return the user's template, None if there is none."""
    if not options.template:
        return None
    path = Path(options.base) / options.template
    found = read_whole(path)
    if found is None:
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), "no such template", "a Typst file")
    return found


def fonts(options: Options) -> tuple[Path, ...]:
    """Return the folders of the user's fonts."""
    if not options.font_dir:
        return ()
    path = Path(options.base) / options.font_dir
    if not path.is_dir():
        raise EditionError(
            Code.SOURCE_MISSING, Place(str(path)), "no such folder", "a folder with .otf or .ttf"
        )
    return (path,)


def pictures(data: dict[str, Any], docs_dir: Path) -> Mapping[str, bytes]:
    """Return the pictures that a book shows, by path. One that cannot be shown gives its description.

    Changes the data. A picture is read from the documents' folder and from nowhere else.
    """
    out: dict[str, bytes] = {}
    root = docs_dir.resolve()
    for node in images(data):
        path = (root / str(node["src"])).resolve()
        shown = path.is_relative_to(root) and path.suffix.lower() in PICTURES and path.is_file()
        if shown:
            out[node["src"]] = path.read_bytes()
        else:
            node.update(k="hi", c=[f"[{node.get('alt') or node['src']}]"], s=["italic"])
    return out


def images(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the pictures in plain values."""
    if isinstance(value, dict):
        if value.get("k") == "image":
            yield value
        for one in value.values():
            yield from images(one)
    elif isinstance(value, list):
        for one in value:
            yield from images(one)


def missing(book: Book, characters: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each place of each character that no face has."""
    for text in characters:
        for character in dict.fromkeys(text):
            found = list(standing(book, character))
            name = f"U+{ord(character):04X} {character}"
            private = unicodedata.category(character) == "Co"
            said = f"{name} is a private character, which PDF/A forbids" if private else f"no face has {name}"
            wanted = "the character of Unicode that is meant" if private else FACE
            said += f" ({len(found)} places)" if len(found) > 1 else ""
            for place in found[:SHOWN] or [Place("book")]:
                yield Problem(Code.GLYPH_MISSING, place, said, wanted)


def standing(book: Book, character: str) -> Iterator[Place]:
    """Yield where a character stands in the TEI of a book, once for a line."""
    for part in book.parts:
        yield from dict.fromkeys(
            Place(part.document.problems.path, element.sourceline or 0)
            for element in holders(part.document, character)
        )


def holders(document: Document, character: str) -> Iterator[etree._Element]:
    """Yield the elements whose own text, or the text after one of their children, has a character."""
    for element in document.root.iter(etree.Element):
        if character in (element.text or "") or any(character in (child.tail or "") for child in element):
            yield element
