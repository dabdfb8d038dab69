"""The small site in a real browser: nothing is fetched from elsewhere, notes open, pages fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support import web
from test_site import SMALL

pytestmark = pytest.mark.browser
PAGES = ("", "journal/", "journal/ch01/", "journal/ch02/", "registers/persons/", "hostile/body-div1/")
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site, served with the documented policy."""
    site = tmp_path_factory.mktemp("site")
    web.build(SMALL / "mkdocs.yml", site)
    with web.served(site) as home:
        yield home


@pytest.fixture
def tab(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; parametrised by the options of its context."""
    with web.watched(browser, address, **(getattr(request, "param", None) or DESK)) as page:
        yield page


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_ask_no_one(browser: Browser, address: str, width: int, scheme: Any) -> None:
    size = {"width": width, "height": 844}
    with web.watched(browser, address, viewport=size, color_scheme=scheme) as page:
        for name in PAGES:
            page.goto(address + name)
            page.wait_for_timeout(150)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_note_opens_over_its_call(tab: Page, address: str) -> None:
    tab.goto(address + "journal/ch01/")
    tab.click(".notes-switch")
    tab.hover("#ch01-n1-call")
    tab.wait_for_selector(".note-card:popover-open", timeout=30_000)
    assert "A note of two paragraphs." in tab.inner_text(".note-card")


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True)
def test_note_and_way_back_without_script(tab: Page, address: str) -> None:
    tab.goto(address + "journal/ch01/")
    tab.click("#ch01-n1-call")
    assert tab.url.endswith("#ch01-n1")
    assert tab.inner_text("#ch01-n1").strip().startswith("1")
    tab.click("#ch01-n1 .note-mark")
    assert tab.url.endswith("#ch01-n1-call")


def test_page_number_stands_in_the_margin(tab: Page, address: str) -> None:
    tab.goto(address + "journal/ch01/")
    mark, text = tab.locator("#pb12").bounding_box(), tab.locator("#ch01-p1").bounding_box()
    assert mark is not None and text is not None
    assert mark["x"] + mark["width"] <= text["x"]
    assert text["y"] <= mark["y"] <= text["y"] + text["height"]


def test_search_finds_a_word_and_leads_to_its_chapter(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.click(".md-search__input")
    tab.keyboard.type("isolator", delay=30)  # as a reader does: one event set at once may come too early
    tab.wait_for_selector(".md-search-result__item a", timeout=30_000)
    assert "journal/ch01/" in (tab.get_attribute(".md-search-result__item a", "href") or "")


def test_print_leaves_the_text_and_its_marks(tab: Page, address: str, tmp_path: Path) -> None:
    tab.goto(address + "journal/ch01/")
    tab.emulate_media(media="print")
    assert not tab.is_visible(".md-header")
    assert tab.is_visible("#ch01-p1")
    tab.pdf(path=str(tmp_path / "tab.pdf"))
    assert (tmp_path / "tab.pdf").read_bytes().startswith(b"%PDF")
