"""Typst at work: the data of a book and a template become PDF.

Fonts of the system, packages and the network have no part in it: the same input gives the same bytes.

Notes of several series, and the apparatus, stand at the foot of a page as blocks of their own. Typst has one
series of footnotes; so the first note of a page carries all of that page's, by series, and the rest print
nothing. Which notes share a page is known only when the pages are made: the book is set again until each note
stands on the page of its carrier. A note that does not settle carries itself.
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

from edition.problems import Code, EditionError, Place

STANDARDS: Any = ["a-2a", "ua-1"]
MISSING = re.compile(r'text `"(.+?)"` could not be displayed', re.DOTALL)
PASSES = 12
"""So many times a book is set, at most, until the notes of its pages have settled."""

REPAIRS = 4
"""So many times, at most, calls are brought together with notes that begin on another page."""

DENSE, RUN = 200, 8
"""An apparatus of more entries than this begins in runs of so many."""

APPARATUS = 4
"""The group of notes that is the apparatus."""

Groups = dict[str, list[str]]
Tell = Callable[[str], None]


@dataclass(slots=True)
class Job:
    """What Typst is given: data, the user's template and fonts, pictures by path."""

    data: dict[str, Any]
    template: bytes | None = None
    font_dirs: tuple[Path, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    date: str = ""

    def files(self, groups: Groups) -> dict[str, bytes]:
        """Return the files of the run: the template's, the data, the pictures."""
        own = files("edition.export.pdf") / "template"
        out = {name: (own / name).read_bytes() for name in ("book.typ", "nodes.typ")}
        out["main"] = (own / "main.typ").read_bytes()
        out["template.typ"] = self.template or b'#import "book.typ": book\n'
        out["book.json"] = json.dumps(self.data, ensure_ascii=False, sort_keys=True).encode()
        out["groups.json"] = json.dumps(groups).encode()
        out.update({f"files/{path}": data for path, data in self.pictures.items()})
        return out


class MissingGlyphsError(Exception):
    """The faces have no form of some characters."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        super().__init__(" ".join(characters))


def typeset(job: Job, tell: Tell) -> bytes:
    """Return the PDF of a book. `tell` hears what is being done.

    Raises `MissingGlyphsError`, and `template-failed` with Typst's words for what a template does wrong.
    """
    groups: Groups = {}
    for _ in range(REPAIRS):
        if job.data.get("notes"):
            groups = settle(job, tell)
        tell("feet")
        parted = apart(places(job, groups), groups)
        if not parted or not loosen(job.data["parts"], parted):
            break
    tell("pdf")
    made = run(job, groups, "pdf")
    assert isinstance(made, bytes)
    return made


def places(job: Job, groups: Groups) -> dict[str, dict[str, int]]:
    """Return for `call` and `foot` the page of each note: where it is called, where its text begins."""
    out: dict[str, dict[str, int]] = {"call": {}, "foot": {}}
    for ident, where, page in run(job, groups, "notes")[0]["value"]:
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
    source: Any = job.files(groups)
    try:
        if what == "notes":
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


def settle(job: Job, tell: Tell) -> Groups:
    """Return which note carries which, the same as the pages turn out."""
    notes: Mapping[str, Any] = job.data["notes"]
    groups = start(notes)
    alone: set[str] = set()
    stuck: Counter[int] = Counter()
    for number in range(1, PASSES + 1):
        tell(f"notes, pass {number}")
        pages = placed(notes, places(job, groups)["call"])
        wrong = [n for first, held in groups.items() for n in held if pages[n] != pages[first]]
        if number > 1 and not wrong:
            return groups
        if wrong and number > 1:
            first = min(pages[n] for n in wrong)
            stuck[first] += 1
            if stuck[first] > 1:
                alone.update(n for n in wrong if pages[n] <= first + 1)
        groups = grouped(notes, pages, alone)
        if not groups:
            return groups
    return {}


def start(notes: Mapping[str, Any]) -> Groups:
    """Return the groups to begin with: of a dense apparatus some entries each, else none.

    Every footnote makes Typst lay out its page anew.
    """
    entries = [n for n, note in notes.items() if note.get("group", 0) == APPARATUS and "in" not in note]
    out: Groups = {}
    for at in range(0, len(entries) if len(entries) > DENSE else 0, RUN):
        held = entries[at : at + RUN]
        out[held[0]] = held
        out.update({other: [] for other in held[1:]})
    return out


def placed(notes: Mapping[str, Any], pages: Mapping[str, int]) -> dict[str, int]:
    """Return the page of each note's call, in reading order; a note within a note goes with it."""
    out: dict[str, int] = {}
    for ident, note in notes.items():
        at = out.get(note.get("in", ""), pages.get(ident))
        if at is not None:
            out[ident] = at
    return out


def grouped(notes: Mapping[str, Any], pages: Mapping[str, int], alone: set[str]) -> Groups:
    """Return carrier -> the notes that it carries, itself among them; a carried one carries nothing.

    Only where a page has several series, or more than one entry of the apparatus, which is run on.
    """
    on: dict[int, list[str]] = {}
    for ident, page in pages.items():
        if ident not in alone and notes[ident].get("in", "") not in alone:
            on.setdefault(page, []).append(ident)
    out: Groups = {}
    for held in on.values():
        kinds = [notes[n].get("group", 0) for n in held]
        if len(set(kinds)) > 1 or kinds.count(APPARATUS) > 1:
            out[held[0]] = held
            out.update({other: [] for other in held[1:]})
    return out
