"""The two sites of the tests, built once and served with the documented policy; the checkers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import npm, web
from support.beside import ROOT
from support.web import Site, build


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Site]]:
    """The sample edition, and the small site that holds every kind of thing once."""
    sample, small = tmp_path_factory.mktemp("sample"), tmp_path_factory.mktemp("small")
    build(ROOT / "mkdocs.yml", sample)
    build(ROOT / "tests" / "site" / "mkdocs.yml", small)
    with web.served(sample, "/mkdocs-edition/") as one, web.served(small) as other:
        yield [Site(sample, one), Site(small, other)]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (npm.package("axe-core") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def vnu() -> Path:
    """The HTML checker of the W3C's validator."""
    return npm.package("vnu-jar") / "build" / "dist" / "vnu.jar"
