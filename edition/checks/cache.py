"""What was found in files whose bytes and rules are the same as before: nothing is looked at twice.

One file of JSON beside the site's cache; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from edition.checks.facts import Facts, Named, Pointer
from edition.model.links import Prefix
from edition.problems import CODES, EditionError, Place, Problem
from edition.tei.write import write_whole


@dataclass(frozen=True, slots=True)
class Found:
    """What one file gave: its own problems, and its facts (none if it is no TEI)."""

    problems: tuple[Problem, ...] = ()
    facts: Facts | None = None


@dataclass(slots=True)
class Store:
    """What is known by key; `used` is what this run asked for or added, and all that is kept."""

    path: Path | None
    known: dict[str, Any] = field(default_factory=dict)
    used: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | None) -> Store:
        """Read a store; what is damaged or of another program is as good as nothing."""
        try:
            data = json.loads(path.read_bytes()) if path is not None else {}
            known = data["known"] if data.get("program") == program() else {}
        except (OSError, ValueError, KeyError, AttributeError):
            known = {}
        return cls(path, known if isinstance(known, dict) else {})

    def get(self, key: str) -> Found | None:
        """Return what is known by a key."""
        try:
            plain = self.known[key]
            found = loaded(plain)
        except (KeyError, TypeError, ValueError):
            return None
        self.used[key] = plain
        return found

    def put(self, key: str, found: Found) -> None:
        """Keep what was found."""
        self.used[key] = dumped(found)

    def close(self) -> None:
        """Write the store, if anything in it is new; one that cannot be written is left out."""
        if self.path is None or self.used == self.known:
            return
        data = json.dumps(
            {"program": program(), "known": self.used}, ensure_ascii=False, separators=(",", ":")
        )
        try:
            write_whole(self.path, data.encode())
        except EditionError:
            return


@cache
def program() -> str:
    """Return a digest of all code that what is found could depend on."""
    state = hashlib.sha256()
    for package in ("edition.checks", "edition.tei", "edition.model"):
        for file in sorted(resources.files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                state.update(file.read_bytes())
    state.update(" ".join(sorted(CODES)).encode())
    return state.hexdigest()


def key(path: str, shown: str, data: bytes) -> str:
    """Return the key of a file: its place, and a digest of its bytes."""
    return f"{hashlib.sha256(data).hexdigest()} {path} {shown}"


def dumped(found: Found) -> list[Any]:
    """Return what was found as plain values."""
    facts = found.facts
    return [
        [[p.code.slug, list_of(p.place), p.found, p.wanted] for p in found.problems],
        None
        if facts is None
        else [
            facts.path,
            {ident: [named.element, list_of(named.place)] for ident, named in facts.ids.items()},
            [[p.element, p.attribute, p.value, p.around, list_of(p.place)] for p in facts.pointers],
            [list(asdict(prefix).values()) for prefix in facts.prefixes],
            list(facts.entries),
            [[words, list_of(place)] for words, place in facts.uncited],
        ],
    ]


def list_of(place: Place) -> list[Any]:
    """Return a place as a list."""
    return [place.path, place.line, place.column, place.length]


def loaded(plain: list[Any]) -> Found:
    """Return what `dumped` was given."""
    problems, facts = plain
    return Found(
        tuple(Problem(CODES[code], Place(*place), found, wanted) for code, place, found, wanted in problems),
        None if facts is None else loaded_facts(facts),
    )


def loaded_facts(plain: list[Any]) -> Facts:
    """Return the facts of a file."""
    path, ids, pointers, prefixes, entries, uncited = plain
    return Facts(
        path,
        {ident: Named(element, Place(*place)) for ident, (element, place) in ids.items()},
        tuple(Pointer(e, a, v, i, Place(*place)) for e, a, v, i, place in pointers),
        tuple(Prefix(*values) for values in prefixes),
        tuple(entries),
        tuple((words, Place(*place)) for words, place in uncited),
    )
