"""What every test may ask for: the project's folders, the texts beside it, tools of the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from support.beside import ROOT, beside, tool
from support.git import OWN

# A run that must say yes or no tries the same examples each time; a run at a desk tries new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

os.environ.update(OWN)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register `--accept`, for every test whose cases are data."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what the code gives now into the cases, to be read in the diff",
    )


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


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running browser: one for all tests of a process, as Playwright's loop can run only once in it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests without a browser do without
    from support import web  # noqa: PLC0415

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=web.FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the small site, served with the documented policy."""
    from support import web  # noqa: PLC0415

    site = tmp_path_factory.mktemp("small")
    web.build(ROOT / "tests/site/mkdocs.yml", site)
    with web.served(site) as address:
        yield address
