"""What the site itself adds to a citation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The edition as a publication: its name, where it stands, which state of it is read."""

    name: str
    url: str = ""
    """Where it will stand, with a slash at the end; empty if nobody has said."""
    version: str = ""
    date: str = ""
    """Day of this version, `2026-11-22`."""
