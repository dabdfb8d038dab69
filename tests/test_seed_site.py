"""The site of the five imported seeds, as a user makes it: import, strict build, every link, a browser.

It is built for the disk, and read both ways: served with the strict policy, and opened as files.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Page
from support import links, web
from support.beside import ROOT

from edition.cli import main

pytestmark = pytest.mark.corpus

CARDS = ROOT / "tests" / "seeds"
DESK, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
CARD = ".note-card:popover-open"
PLACES = """() => [...document.querySelectorAll(".margin-note")].map((item) => {
    const box = item.getBoundingClientRect()
    return [box.top, box.bottom]
})"""


@pytest.fixture(scope="module")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all five, with nothing but the two commands."""
    folder = tmp_path_factory.mktemp("seeds")
    for card in sorted(CARDS.glob("[0-9]*.toml")):
        source = folder / f"{card.stem}.txt"
        source.write_bytes(next(seeds.glob(f"{card.stem}_*.txt")).read_bytes())
        options = ["--card", str(card), "--into", str(folder / "tei"), "--ledger", str(folder / "ledger")]
        done = CliRunner().invoke(main, ["import", str(source), *options])
        assert done.exit_code == 0, done.output
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Seeds\ndocs_dir: tei\ntheme: {name: material, font: false}\n"
        "plugins: [search, offline, edition]\nstrict: true\n",
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
    page = html.parse(site / "001" / "ch12.html")
    calls = page.xpath("//a[@role='doc-noteref']")
    notes = page.xpath("//*[@role='doc-endnotes']//li")
    assert len(calls) == len(notes) == 53
    assert len(page.xpath("//*[@role='doc-endnotes']//a[@role='doc-backlink']")) >= 53


@pytest.fixture
def tab(browser: Any, home: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; parametrised by the options of its context. Whatever goes wrong on it fails the test."""
    with web.watched(browser, home, **(getattr(request, "param", None) or {"viewport": DESK})) as page:
        yield page


def words(text: str) -> str:
    """Return text with single spaces, without the marks of permalinks."""
    return " ".join(text.replace("¶", "").split())


def active(page: Page) -> str:
    """Return the id of the element that has the focus."""
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.browser
@pytest.mark.parametrize("path", ["001/ch12", "001/biographies", "002/t2", "003/t1", "004/ch01"])
@pytest.mark.parametrize("tab", [{"viewport": DESK}, {"viewport": PHONE}], indirect=True)
def test_pages_are_sound_on_a_desk_and_on_a_phone(tab: Page, home: str, path: str) -> None:
    tab.goto(f"{home}{path}.html")
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.browser
def test_margin_notes_of_a_long_chapter_never_overlap(tab: Page, home: str) -> None:
    tab.goto(home + "004/ch01.html")
    tab.wait_for_selector(".margin-notes.settled", state="attached")
    places = tab.evaluate(PLACES)
    assert len(places) == 192
    assert all(one[1] <= two[0] + 1 for one, two in itertools.pairwise(places))


@pytest.mark.browser
def test_a_margin_note_is_the_note_of_the_list(tab: Page, home: str) -> None:
    tab.goto(home + "001/ch12.html")
    tab.wait_for_selector(".margin-notes.settled", state="attached")
    copies = tab.eval_on_selector_all(".margin-note", "all => all.map((e) => e.textContent)")
    notes = tab.eval_on_selector_all(".notes li.note .note-body", "all => all.map((e) => e.textContent)")
    assert len(copies) == len(notes) == 53
    assert all(words(note) in words(copy) for note, copy in zip(notes, copies, strict=True))


@pytest.mark.browser
@pytest.mark.parametrize("tab", [{"viewport": PHONE, "has_touch": True, "is_mobile": True}], indirect=True)
def test_a_tap_opens_the_note_below_its_call(tab: Page, home: str) -> None:
    tab.goto(home + "003/t1.html")
    call = tab.locator("a.note-ref").nth(2)
    note = tab.locator((call.get_attribute("href") or "") + " .note-body")
    call.tap()
    tab.wait_for_selector(CARD)
    assert words(note.text_content() or "") in words(tab.inner_text(CARD))
    tab.wait_for_timeout(300)
    over, under = call.bounding_box(), tab.locator(CARD).bounding_box()
    assert over is not None and under is not None
    assert over["y"] + over["height"] <= under["y"]


@pytest.mark.browser
@pytest.mark.parametrize("tab", [{"viewport": {"width": 700, "height": 900}}], indirect=True)
def test_by_keyboard_alone_to_the_text_a_note_and_back(tab: Page, home: str) -> None:
    tab.goto(home + "002/t2.html")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")  # the first thing is the way to the text
    found = False
    for _ in range(60):
        tab.keyboard.press("Tab")
        found = active(tab).endswith("-call")
        if found:
            break
    assert found
    call = active(tab)
    tab.wait_for_selector(CARD)
    tab.keyboard.press("Enter")
    tab.locator(".note-card:focus").wait_for()
    tab.keyboard.press("Escape")
    assert tab.locator(CARD).count() == 0
    assert active(tab) == call


@pytest.mark.browser
@pytest.mark.parametrize("tab", [{"viewport": DESK, "java_script_enabled": False}], indirect=True)
def test_without_script_notes_are_links_both_ways(tab: Page, home: str) -> None:
    tab.goto(home + "001/ch12.html")
    assert not tab.locator(".edition-bar, .margin-note, [data-edition-cite]").locator("visible=true").count()
    for n in (0, 26, 52):
        call = tab.locator("a.note-ref").nth(n)
        ident = call.get_attribute("id")
        call.click()
        note = tab.locator(":target")
        assert note.locator(".note-body").inner_text().strip()
        note.locator("[role=doc-backlink]").first.click()
        assert tab.url.endswith(f"#{ident}")


@pytest.mark.browser
def test_the_way_to_a_page_leads_into_another_chapter(tab: Page, home: str) -> None:
    tab.goto(home + "004/index.html")
    tab.fill(".page-go input", "30")
    tab.press(".page-go input", "Enter")
    tab.wait_for_url("**/004/ch01.html#pb-counted-30")
    assert tab.locator("#pb-counted-30").inner_text().strip(" []|") == "30"
    tab.fill(".page-go input", "9999")
    tab.press(".page-go input", "Enter")
    tab.locator(".page-go [role=status]", has_text="9999").wait_for(state="attached")


@pytest.mark.browser
def test_a_paragraph_is_cited_with_its_page_and_place(tab: Page, home: str) -> None:
    tab.goto(home + "004/ch01.html")
    tab.wait_for_selector("[data-edition-cite]:not([hidden])")
    tab.hover("#ch01-p002")
    tab.locator("#ch01-p002 > .permalink").click()
    text = tab.inner_text("#__cite [data-cite=text]")
    assert "interwar Soviet Union" in text
    assert "para. 2" in text
    assert "[28]" in tab.inner_text("#__cite [data-cite=where]")
    assert text.rstrip(". ").endswith("#ch01-p002")


@pytest.mark.browser
def test_from_a_disk_it_is_read_searched_and_gone_through(site: Path, browser: Any) -> None:
    with web.watched(browser, "file://", viewport=DESK) as page:
        page.goto((site / "index.html").as_uri())
        page.locator(".library-link", has_text="Against Stalinism").click()
        page.locator(".contents a").first.click()
        page.wait_for_selector(".edition .tei-p")
        page.click(".md-search__input")
        page.keyboard.type("isolator", delay=30)
        hit = page.locator(".md-search-result__item a").first
        place = (hit.get_attribute("href") or "").partition("?")[0]
        hit.click()
        page.wait_for_url(f"{place}*")
        assert "isolator" in page.inner_text(".edition").lower()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["001/ch12", "003/t1"])
def test_on_paper_a_page_has_its_text_and_notes_and_no_more(
    tab: Page, home: str, path: str, tmp_path: Path
) -> None:
    tab.goto(f"{home}{path}.html")
    tab.emulate_media(media="print")
    shown = tab.locator(".md-header, .md-sidebar, .edition-bar, .edition-top, .margin-notes, .permalink")
    assert not shown.locator("visible=true").count()
    assert all(tab.locator(".notes li.note").nth(n).is_visible() for n in range(2))
    wide = tab.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    tab.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    data = (tmp_path / "page.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") > 5
