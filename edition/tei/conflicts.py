"""What a merge leaves for an editor to choose: alternatives within a line, a note between lines.

<choice><seg type="ours">led</seg><seg type="theirs">taken</seg></choice>
<note type="conflict" subtype="theirs"><p>…</p></note>
"""

from __future__ import annotations

from dataclasses import dataclass

CONFLICT = "conflict"
"""`@type` of the note that holds what theirs says."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What the two sides are called where both stand: `@type` of the alternatives."""

    ours: str
    theirs: str


BRANCHES = Sides("ours", "theirs")
"""Two editors' versions."""
IMPORTS = Sides("editors", "import")
"""What editors made of an import, and a new import."""
EVERY = (BRANCHES, IMPORTS)
