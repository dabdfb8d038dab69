"""What a test needs from outside the project: texts beside it, tools of the machine.

A tool that is missing skips a test on a laptop and fails it in CI (`CI=true`), so that a green run there
means that everything ran. The texts in `../shared` belong to others and are not part of the project:
where the whole folder is missing, tests over them are skipped, in CI too, and pytest's summary says so.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def lacking(what: str, *, fail: bool) -> NoReturn:
    """End the test that needs `what`: as failed in CI, as skipped elsewhere."""
    if fail:
        pytest.fail(f"{what} is missing; in CI nothing is skipped for it", pytrace=False)
    pytest.skip(f"{what} is missing")


def in_ci() -> bool:
    """Say whether this is a run whose green must mean that everything ran."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def beside(name: str) -> Path:
    """Return a path in `../shared`; a test that needs it ends here if it is not there."""
    path = SHARED / name
    if not path.exists():
        lacking(f"../shared/{name}", fail=in_ci() and SHARED.exists())
    return path


def seed(number: str) -> Path:
    """Return the seed text with this number."""
    found = sorted(beside("seeds").glob(f"{number}_*.txt"))
    if not found:
        lacking(f"seed {number}", fail=in_ci())
    return found[0]


def tool(*names: str) -> str:
    """Return the path of the first of these programs that is installed; without one, end the test."""
    for name in names:
        if found := shutil.which(name):
            return found
    lacking(f"the program {names[0]}", fail=in_ci())
