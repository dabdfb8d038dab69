"""EPUBs for readers: EPUBCheck has nothing to say but that faces are embedded, axe-core finds nothing."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

pytest.importorskip("typst")

from support import epub, npm
from support.beside import ROOT, seed

from edition.citing.entry import Style
from edition.cli import main
from edition.export.reading import reading
from edition.labels import labels
from edition.model import Edition

PROJECTS = {"sample": ROOT / "mkdocs.yml", "kinds": ROOT / "tests" / "site" / "mkdocs.yml"}
"""The sample edition, and the small site that holds every kind of thing once."""
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
NOT_HERE = {rule: {"enabled": False} for rule in ("region", "landmark-one-main", "page-has-heading-one")}
"""Rules for whole sites: a page of a book has no banner and no main part; a cover has no heading."""
FACES = "USAGE CSS-028: Use of Font-face declaration."
"""What EPUBCheck notes, on its lowest level, of every book that has a face embedded."""
AXE = "([tags, rules]) => axe.run({ runOnly: tags, rules }).then((found) => found.violations)"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An EPUB of each project."""
    folder = tmp_path_factory.mktemp("epub")
    for name, config in PROJECTS.items():
        run(["export", "epub", "-f", str(config), "-o", str(folder), "--name", name])
    return {name: folder / f"{name}.epub" for name in PROJECTS}


def run(arguments: list[str]) -> None:
    """Run the command; it has to succeed."""
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", PROJECTS)
def test_epubcheck_has_nothing_to_say(books: dict[str, Path], name: str) -> None:
    assert epub.messages(books[name]) == [FACES]


@pytest.mark.browser
@pytest.mark.parametrize("name", PROJECTS)
def test_axe_finds_nothing_on_any_page(
    books: dict[str, Path], name: str, browser: Browser, tmp_path: Path
) -> None:
    with zipfile.ZipFile(books[name]) as archive:
        archive.extractall(tmp_path)
    axe = (npm.package("axe-core") / "axe.min.js").read_text("utf-8")
    context = browser.new_context()
    tab = context.new_page()
    found = []
    for page in sorted(tmp_path.rglob("*.xhtml")):
        tab.goto(page.as_uri())
        tab.evaluate(axe)
        for one in tab.evaluate(AXE, [RULES, NOT_HERE]):
            found.append((page.name, one["id"], [node["html"] for node in one["nodes"]][:2]))
    context.close()
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("name", PROJECTS)
def test_ace_finds_nothing(books: dict[str, Path], name: str, chromium: str, tmp_path: Path) -> None:
    assert epub.ace(books[name], chromium, tmp_path) == []


def imported(folder: Path, number: str) -> Path:
    """Import a seed as a user does; returns the configuration of a site that has it."""
    source = folder / f"{number}.txt"
    source.write_bytes(seed(number).read_bytes())
    card = ROOT / "tests" / "seeds" / f"{number}.toml"
    places = ["--into", str(folder / "tei"), "--ledger", str(folder / "ledger")]
    run(["import", str(source), "--card", str(card), *places])
    config = folder / "mkdocs.yml"
    config.write_text("site_name: Seed\ndocs_dir: tei\nplugins: [edition]\n", "utf-8")
    return config


@pytest.mark.corpus
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_book_of_a_seed_is_valid_and_no_word_is_lost(tmp_path: Path, number: str) -> None:
    config = imported(tmp_path, number)
    run(["export", "epub", number, "-f", str(config), "-o", str(tmp_path)])
    assert epub.messages(tmp_path / f"{number}.epub") == [FACES]
    made = epub.Epub((tmp_path / f"{number}.epub").read_bytes())
    document = Edition.load(tmp_path / "tei").documents[number]
    plain = re.sub(r"\[\w+\]", "", reading(document, Style(labels("en"), "en")))
    wanted = Counter(epub.WORD.findall(plain))
    found: Counter[str] = sum((epub.words(page) for page in made.pages.values()), Counter())
    assert not wanted - found - Counter({"Notes": len(document.pages) + 1})
    assert made.dangling() == []
