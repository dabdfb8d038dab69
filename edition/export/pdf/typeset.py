"""Typst at work: the data of a book and a template become PDF.

Fonts of the system, packages and the network have no part in it: the same input gives the same bytes.

Typst has one series of footnotes, and places none of them by what the page holds: `feet` learns from pass to
pass which notes share a page. What was set before is mostly remembered by Typst, so that passes are cheap.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from edition.export.pdf.feet import Feet, Groups, Room, Seen, Size, Spot
from edition.export.pdf.meet import called, meet, noted
from edition.problems import Code, EditionError, Place

STANDARDS: Any = ["a-2a", "ua-1"]
MISSING = re.compile(
    r'(?:text|the (?:disallowed )?codepoint) `"(.+?)"`(?: could not be displayed|\s|$)', re.DOTALL
)
"""What Typst says of characters without a face, and of private ones, which PDF/A forbids."""
PASSES = 40
"""So many times a book is set, at most, until the notes of its pages have settled."""

STRAYED = 3
"""A note that was so often on another page than its call may be broken before others settle."""

REPAIRS = 4
"""So many times, at most, calls are brought together with notes that begin on another page."""

PLACES = "<edition-notes>"
SIZES = "<edition-sizes>"
DRAFTS = {
    "draft": {"draft": True},
    "sizes": {"draft": True, "measure": True},
    "notes": {"draft": False},
    "pdf": {"draft": False},
}
"""What is run -> how it is set: a draft has neither heads nor page numbers."""

POINTS = 72 / 25.4
USUAL = {"line": 1.27, "first": 1.02, "next": 1.0, "between": 1.4, "joint": 0.95}
"""Heights of lines at the foot, in parts of the size of the text, where the template tells none."""

Tell = Callable[[str], None]


@dataclass(slots=True)
class Job:
    """What Typst is given: data, the user's template and fonts, pictures by path."""

    data: dict[str, Any]
    template: bytes | None = None
    font_dirs: tuple[Path, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    date: str = ""

    def files(self, feet: Feet, what: str) -> dict[str, bytes]:
        """Return the files of the run: template, data, pictures. A draft has no page numbers."""
        own = files("edition.export.pdf") / "template"
        out = {name: (own / name).read_bytes() for name in ("book.typ", "nodes.typ")}
        out["main"] = (own / "main.typ").read_bytes()
        out["template.typ"] = self.template or b'#import "book.typ": book\n'
        told = {**self.data, **DRAFTS[what]}
        out["book.json"] = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
        out["groups.json"] = json.dumps({"groups": feet.groups, "broken": feet.broken}).encode()
        out.update({f"files/{path}": data for path, data in self.pictures.items()})
        return out


class MissingGlyphsError(Exception):
    """The faces have no form of some characters."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        super().__init__(" ".join(characters))


def typeset(job: Job, tell: Tell) -> tuple[bytes, list[str]]:
    """Return the PDF of a book, and the notes that begin on another page than their call.

    Changes the data of the job where that brings a note to its call. Raises `MissingGlyphsError`, and
    `template-failed` with Typst's words for what a template does wrong.
    """
    feet = Feet(job.data.get("notes", {}))
    if feet.notes:
        tell("notes measured")
        feet.measure(*measured(job, feet))
    for repair in range(REPAIRS + 1):
        settle(job, feet, tell)
        tell("pages")
        seen = places(job, feet)
        parted = apart(seen, feet.groups)
        if not parted or repair == REPAIRS or not bring(job, feet, seen, parted):
            break
    tell("pdf")
    made = run(job, feet, "pdf")
    assert isinstance(made, bytes)
    return made, sorted(parted)


def measured(job: Job, feet: Feet) -> tuple[Seen, dict[str, Size], Room]:
    """Return where notes are called in a book that is set without them, their sizes, and those of a page."""
    seen = places(job, feet, "draft")
    found = run(job, feet, "sizes")
    told = found[0]["value"] if found else {}
    options = job.data["options"]
    size = options["size"]
    width = (options["width"] - options["inside"] - options["outside"]) * POINTS
    room = Room(
        width=width,
        height=(options["height"] - options["top"] - options["bottom"]) * POINTS,
        top=options["top"] * POINTS,
        above=size,
        **{name: told.get(name, size * usual) for name, usual in USUAL.items()},
    )
    sizes = {ident: Size(*both) for ident, *both in told.get("notes", ())}
    for ident, note in feet.notes.items():  # a template of a user's own may tell nothing
        length = note.get("chars", 0) * size * 0.4
        sizes.setdefault(ident, Size(length, room.first + room.next * int(length / width)))
    return seen, sizes, room


def settle(job: Job, feet: Feet, tell: Tell) -> None:
    """Learn which notes share the feet of pages; changes the data of the job where notes stray."""
    strayed: Counter[str] = Counter()
    seen = Seen()
    for number in range(1, PASSES + 1) if feet.notes else ():
        tell(f"feet of the pages, pass {number}")
        seen = places(job, feet, "draft")
        parted = apart(seen, feet.groups)
        strayed.update(parted)
        bring(job, feet, seen, {n for n in parted if strayed[n] == STRAYED})
        if feet.learn(seen):
            return
    feet.part(seen)


def bring(job: Job, feet: Feet, seen: Seen, parted: set[str]) -> bool:
    """Bring calls and notes together; say whether anything was changed. Changes the data of the job."""
    changed = bool(parted) and meet(job.data["parts"], parted, job.data["room"], ahead(seen, parted))
    if changed and feet.notes:
        feet.keep(set(called(job.data["parts"])))
    ties = feet.tie(seen, parted)
    if ties and not feet.notes:  # of one series only: nothing of these is known yet
        nodes = {str(n["id"]): n for n in noted(job.data["parts"]) if n["id"] in ties}
        job.data["notes"] = job.data.get("notes", {}) | nodes
    return changed or bool(ties)


def places(job: Job, feet: Feet, what: str = "notes") -> Seen:
    """Return where notes are called, where their text begins, where the text begins a page."""
    seen = Seen()
    for ident, where, page, y in run(job, feet, what)[0]["value"]:
        if where == "open":
            seen.opens.append(page)
        else:
            (seen.call if where == "call" else seen.foot)[ident] = Spot(page, y)
    return seen


def apart(seen: Seen, groups: Groups) -> set[str]:
    """Return the notes that begin on another page than that of their call; carried ones print nothing."""
    pages = {n: spot.page for n, spot in seen.foot.items()}
    return {
        n for n, spot in seen.call.items() if pages.get(n, spot.page) != spot.page and groups.get(n) != []
    }


def ahead(seen: Seen, parted: Set[str]) -> set[str]:
    """Return the notes that are called just before a parted one, on its page, and stand where they should."""
    return {
        one
        for one, two in pairwise(seen.call)
        if two in parted and one not in parted and seen.call[one].page == seen.call[two].page
    }


def run(job: Job, feet: Feet, what: str) -> Any:
    """Run Typst: `pdf` gives bytes; `notes` and `draft` the places of notes, `sizes` how high they are."""
    try:
        import typst  # noqa: PLC0415 - of the extra `pdf`
    except ImportError:
        wanted = 'pip install "mkdocs-edition[pdf]"'
        raise EditionError(
            Code.PROGRAM_MISSING, Place("typst"), "the typesetter is not installed", wanted
        ) from None
    here = files("edition.export.pdf")
    fonts = [str(font) for font in (here / "fonts", *job.font_dirs)]
    nowhere = str(here / "template")  # packages would be fetched
    given: dict[str, Any] = {
        "font_paths": fonts,
        "ignore_system_fonts": True,
        "package_path": nowhere,
        "package_cache_path": nowhere,
    }
    source: Any = job.files(feet, what)
    try:
        if what != "pdf":
            return json.loads(typst.query(source, SIZES if what == "sizes" else PLACES, **given))
        return typst.compile(
            source, format="pdf", pdf_standards=STANDARDS, timestamp=stamp(job.date), **given
        )
    except RuntimeError as error:  # a query raises no TypstError
        told = str(getattr(error, "diagnostic", "") or error)
        if missing := MISSING.findall(told):
            raise MissingGlyphsError(tuple(dict.fromkeys(map(unescaped, missing)))) from None
        raise EditionError(Code.TEMPLATE_FAILED, Place("template"), told.strip()[:2000]) from None


def unescaped(text: str) -> str:
    """Return characters as they are, where Typst escapes them in a message."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r'\\(["\\])', r"\1", plain)


def stamp(date: str) -> int:
    """Return a day as seconds since 1970, 0 if there is none: the file's time of creation."""
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()) if date else 0
