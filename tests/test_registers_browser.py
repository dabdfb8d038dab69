"""Names in a real browser: the card on hover, focus and tap; the page of an entry; lists that filter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support import web

pytestmark = pytest.mark.browser
CHAPTER = "journal/ch01/"
NAME = "a.entry-ref"
CARD = ".note-card"


@pytest.fixture
def chapter(browser: Browser, small_home: str) -> Iterator[Page]:
    """A chapter, opened; nothing may go wrong on it."""
    with web.watched(browser, small_home, viewport={"width": 1280, "height": 900}) as page:
        page.goto(small_home + CHAPTER)
        page.locator(".margin-notes").first.wait_for(state="attached")
        yield page


def test_hover_shows_who_it_is(chapter: Page) -> None:
    chapter.hover(NAME)
    expect(chapter.locator(CARD)).to_contain_text("Mara Lit")
    expect(chapter.locator(CARD)).to_contain_text("1902")
    chapter.keyboard.press("Escape")
    expect(chapter.locator(CARD)).to_be_hidden()


def test_focus_shows_who_it_is_and_enter_goes_there(chapter: Page) -> None:
    chapter.locator(NAME).first.focus()
    chapter.keyboard.press("Shift+Tab")
    chapter.keyboard.press("Tab")
    expect(chapter.locator(CARD)).to_contain_text("Mara Lit")
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**/registers/persons/mara/")


def test_a_click_goes_to_the_entry(chapter: Page) -> None:
    chapter.click(NAME)
    chapter.wait_for_url("**/registers/persons/mara/")
    chapter.click(".kwic a")
    chapter.wait_for_url(f"**/{CHAPTER}#*")


def test_a_tap_opens_the_card_that_leads_to_the_entry(browser: Browser, small_home: str) -> None:
    with web.watched(browser, small_home, viewport={"width": 390, "height": 800}, has_touch=True) as page:
        page.goto(small_home + CHAPTER)
        page.locator(NAME).first.tap()
        expect(page.locator(CARD)).to_contain_text("Mara Lit")
        page.locator(f"{CARD} .note-card-foot a").tap()
        page.wait_for_url("**/registers/persons/mara/")


def test_without_javascript_names_are_links_and_the_list_unfolds(browser: Browser, small_home: str) -> None:
    with web.watched(browser, small_home, java_script_enabled=False) as page:
        page.goto(small_home + CHAPTER)
        page.click(".page-entries summary")
        expect(page.locator(".page-entries li").first).to_be_visible()
        page.click(NAME)
        assert page.url.endswith("/registers/persons/mara/")


def test_a_register_filters_as_one_types(browser: Browser, small_home: str) -> None:
    with web.watched(browser, small_home) as page:
        page.goto(small_home + "registers/persons/")
        page.fill(".library-filter input", "reader")
        expect(page.locator(".register-table tbody tr:visible")).to_have_count(1)
        expect(page.locator(".library-found")).to_have_text("1 of 3 entries")
