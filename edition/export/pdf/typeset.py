"""Typst at work: the data of a book and a template become PDF.

Fonts of the system, packages and the network have no part in it: the same input gives the same bytes.

Typst has one series of footnotes, and places none of them by what the page holds: `feet` learns from pass to
pass which notes share a page. What was set before is mostly remembered by Typst, so that passes are cheap.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from edition.export.pdf.feet import Feet, Groups
from edition.problems import Code, EditionError, Place

STANDARDS: Any = ["a-2a", "ua-1"]
MISSING = re.compile(r'(?:text|the codepoint) `"(.+?)"`(?: could not be displayed|\s)', re.DOTALL)
"""What Typst says of characters without a face, and of private ones, which PDF/A forbids."""
PASSES = 40
"""So many times a book is set, at most, until the notes of its pages have settled."""

STRAYED = 3
"""A note that was so often on another page than its call may be broken before others settle."""

REPAIRS = 4
"""So many times, at most, calls are brought together with notes that begin on another page."""

Tell = Callable[[str], None]


@dataclass(slots=True)
class Job:
    """What Typst is given: data, the user's template and fonts, pictures by path."""

    data: dict[str, Any]
    template: bytes | None = None
    font_dirs: tuple[Path, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    date: str = ""

    def files(self, groups: Groups, draft: bool) -> dict[str, bytes]:
        """Return the files of the run: template, data, pictures. A draft has no page numbers."""
        own = files("edition.export.pdf") / "template"
        out = {name: (own / name).read_bytes() for name in ("book.typ", "nodes.typ")}
        out["main"] = (own / "main.typ").read_bytes()
        out["template.typ"] = self.template or b'#import "book.typ": book\n'
        out["book.json"] = json.dumps(
            {**self.data, "draft": draft}, ensure_ascii=False, sort_keys=True
        ).encode()
        out["groups.json"] = json.dumps(groups).encode()
        out.update({f"files/{path}": data for path, data in self.pictures.items()})
        return out


class MissingGlyphsError(Exception):
    """The faces have no form of some characters."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        super().__init__(" ".join(characters))


def typeset(job: Job, tell: Tell) -> tuple[bytes, list[str]]:
    """Return the PDF of a book, and the notes that begin on another page than their call.

    Raises `MissingGlyphsError`, and `template-failed` with Typst's words for what a template does wrong.
    """
    groups = settle(job, tell)
    tell("pdf")
    parted = apart(places(job, groups, "notes"), groups)
    made = run(job, groups, "pdf")
    assert isinstance(made, bytes)
    return made, sorted(parted)


def settle(job: Job, tell: Tell) -> Groups:
    """Return how notes share the feet of pages.

    Changes the data of the job where that brings a note to its call.
    """
    feet = Feet(job.data.get("notes", {}))
    feet.begin()
    repairs = 0
    strayed: Counter[str] = Counter()
    for number in range(1, PASSES + 1):
        tell(f"feet of the pages, pass {number}")
        pages = places(job, feet.groups)
        parted = apart(pages, feet.groups)
        strayed.update(parted)
        loosen(job.data["parts"], {n for n in parted if strayed[n] == STRAYED})
        if feet.learn(pages["call"]):
            repairs += 1
            if not parted or repairs > REPAIRS or not loosen(job.data["parts"], parted):
                return feet.groups
    feet.part(pages["call"])
    return feet.groups


def places(job: Job, groups: Groups, what: str = "draft") -> dict[str, dict[str, int]]:
    """Return for `call` and `foot` the page of each note: where it is called, where its text begins."""
    out: dict[str, dict[str, int]] = {"call": {}, "foot": {}}
    for ident, where, page in run(job, groups, what)[0]["value"]:
        out[where][ident] = page
    return out


def apart(pages: Mapping[str, Mapping[str, int]], groups: Groups) -> set[str]:
    """Return the notes that begin on another page than that of their call; carried ones print nothing."""
    feet = pages["foot"]
    return {n for n, page in pages["call"].items() if feet.get(n, page) != page and groups.get(n) != []}


def loosen(value: Any, parted: set[str]) -> bool:
    """Let notes break, and lines of their paragraphs stand alone, so that calls and notes meet again.

    Changes the data; says whether anything was changed.
    """
    changed = False
    if isinstance(value, dict):
        for name, inner in list(value.items()):
            changed = loosen(inner, parted) or changed
            held = inner if name == "c" and value.get("k") == "p" else ()
            if any(holds(one, parted) for one in held) and not value.get("loose"):
                value["loose"] = changed = True
        if value.get("k") == "note" and value.get("id") in parted and not value.get("long"):
            value["long"] = changed = True
    elif isinstance(value, list):
        changed = True in [loosen(one, parted) for one in value]
    return changed


def holds(value: Any, parted: set[str]) -> bool:
    """Say whether phrases hold the call of one of some notes."""
    if not isinstance(value, dict):
        return False
    if value.get("k") == "note" and value.get("id") in parted:
        return True
    return any(holds(one, parted) for one in value.get("c", ()))


def run(job: Job, groups: Groups, what: str) -> Any:
    """Run Typst: `pdf` gives bytes; `notes` what the template says of their places."""
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
    source: Any = job.files(groups, what == "draft")
    try:
        if what != "pdf":
            return json.loads(typst.query(source, "<edition-notes>", **given))
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
