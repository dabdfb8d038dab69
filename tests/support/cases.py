"""Cases that are data: one readable file with named parts, each begun by a line `--- name`.

What stands before the first part says what the case shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

PART = re.compile(r"^--- ([a-z][\w. -]*)\n", re.MULTILINE)


@dataclass
class Case:
    """A case file: its path, what it shows, and its parts by name."""

    path: Path
    about: str
    parts: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        """Write the case back."""
        parts = "".join(f"--- {name}\n{text.rstrip()}\n\n" for name, text in self.parts.items())
        self.path.write_text(f"{self.about.rstrip()}\n\n{parts.rstrip()}\n", "utf-8")


def load(path: Path) -> Case:
    """Return the case in a file."""
    about, *rest = PART.split(path.read_text("utf-8"))
    parts = {name: text.strip("\n") for name, text in zip(rest[::2], rest[1::2], strict=True)}
    return Case(path, about, parts)


def expect(case: Case, name: str, found: str, accept: bool) -> None:
    """Compare a part with what was found; with `--accept`, write it into the case instead."""
    found = found.strip("\n")
    if accept:
        case.parts[name] = found
        case.write()
        return
    assert found == case.parts.get(name, ""), f"{case.path.name}: {name} differs (pytest --accept rewrites)"
