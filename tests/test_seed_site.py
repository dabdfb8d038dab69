"""The site of the five imported seeds, as a user makes it: import, strict build, every link, a browser."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html
from support import links, web
from support.beside import ROOT

from edition.cli import main

pytestmark = pytest.mark.corpus

CARDS = ROOT / "tests" / "seeds"
DESK, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
PLACES = """() => [...document.querySelectorAll(".margin-note")].map((item) => {
    const box = item.getBoundingClientRect()
    return [box.top, box.bottom]
})"""


@pytest.fixture(scope="module")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all five, with nothing but the two commands."""
    folder = tmp_path_factory.mktemp("seeds")
    for card in sorted(CARDS.glob("*.toml")):
        source = folder / f"{card.stem}.txt"
        source.write_bytes(next(seeds.glob(f"{card.stem}_*.txt")).read_bytes())
        options = ["--card", str(card), "--into", str(folder / "tei"), "--ledger", str(folder / "ledger")]
        done = CliRunner().invoke(main, ["import", str(source), *options])
        assert done.exit_code == 0, done.output
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Seeds\ndocs_dir: tei\ntheme: {name: material, font: false}\n"
        "plugins: [search, edition]\nstrict: true\n",
        "utf-8",
    )
    web.build(config, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    """The site's address, served with the strict policy."""
    with web.served(site) as address:
        yield address


def test_every_link_and_anchor_resolves(site: Path) -> None:
    report = links.check(site)
    assert report.wrong == []
    assert report.links > 8_000


def test_every_note_can_be_reached_and_left(site: Path) -> None:
    page = html.parse(site / "001" / "ch12" / "index.html")
    calls = page.xpath("//a[@role='doc-noteref']")
    notes = page.xpath("//*[@role='doc-endnotes']//li")
    assert len(calls) == len(notes) == 53
    assert len(page.xpath("//*[@role='doc-endnotes']//a[@role='doc-backlink']")) >= 53


@pytest.mark.browser
@pytest.mark.parametrize("path", ["001/ch12/", "001/biographies/", "002/t2/", "003/t1/", "004/ch01/"])
def test_pages_are_sound_on_a_desk_and_on_a_phone(browser: Any, home: str, path: str) -> None:
    for size in (DESK, PHONE):
        page = browser.new_page(viewport=size)
        wrong = web.watch(page, home)
        page.goto(home + path)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        page.close()
        assert wrong == []
        assert wide <= 0, f"{path} is {wide} px too wide at {size['width']}"


@pytest.mark.browser
def test_margin_notes_of_a_long_chapter_never_overlap(browser: Any, home: str) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(home + "004/ch01/")
    page.wait_for_selector(".margin-notes.settled", state="attached")
    places = page.evaluate(PLACES)
    page.close()
    assert len(places) == 192
    assert all(one[1] <= two[0] + 1 for one, two in itertools.pairwise(places))
