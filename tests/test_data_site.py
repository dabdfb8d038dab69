"""Data and site agree: every address in the index of entities is that of a page, and of a place on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from conftest import ROOT
from lxml import html

from edition.cli import main

PROJECTS = {"sample": ROOT / "mkdocs.yml", "small": ROOT / "tests" / "site" / "mkdocs.yml"}


@pytest.mark.parametrize("name", PROJECTS)
def test_every_address_leads_somewhere(name: str, tmp_path: Path) -> None:
    config, site, data = PROJECTS[name], tmp_path / "site", tmp_path / "data"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    done = CliRunner().invoke(main, ["export", "index", "-f", str(config), "-o", str(data)])
    assert done.exit_code in (0, 1), done.output  # the small site holds a file that is no TEI
    index = json.loads((data / "entities.json").read_text("utf-8"))
    assert index["entities"]
    wrong = [url for url in addresses(index) if not leads(site, url.removeprefix(index["edition"]["url"]))]
    assert wrong == []


def addresses(index: dict) -> list[str]:  # type: ignore[type-arg]
    """Return every address in an index once."""
    found = [one["url"] for one in (*index["documents"], *index["entities"])]
    found += [mention["url"] for entity in index["entities"] for mention in entity["mentions"]]
    return sorted(set(found))


def leads(site: Path, address: str) -> bool:
    """Say whether there is a page at an address, and the place on it that the address names."""
    path, _, anchor = unquote(address).partition("#")
    file = site / path / "index.html" if path.endswith("/") else site / path
    if not file.is_file():
        return False
    return not anchor or bool(html.parse(str(file)).getroot().xpath("//*[@id = $id]", id=anchor))
