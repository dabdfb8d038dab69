"""What every test may ask for: the project's folders, the texts beside it, tools of the machine.

A tool that is missing skips a test on a laptop and fails it in CI (`CI=true`), so that a green run there
means that everything ran. The texts in `../shared` belong to others and are not part of the project:
where the whole folder is missing, tests over them are skipped, and pytest's summary says so.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register `--accept`, for every test whose cases are data."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what the code gives now into the cases, to be read in the diff",
    )


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


def tool(*names: str) -> str:
    """Return the path of the first of these programs that is installed; without one, end the test."""
    for name in names:
        if found := shutil.which(name):
            return found
    lacking(f"the program {names[0]}", fail=in_ci())


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether cases are to be rewritten."""
    return bool(pytestconfig.getoption("accept"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five seed texts."""
    return beside("seeds")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of TEI written by other projects."""
    return beside("corpora")


@pytest.fixture(scope="session")
def schema() -> Path:
    """TEI P5 `tei_all` as RELAX NG."""
    return beside("schema/tei_all.rng")


@pytest.fixture(scope="session")
def java() -> str:
    """The Java runtime."""
    return tool("java")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser."""
    return tool("chromium", "chromium-browser", "google-chrome")
