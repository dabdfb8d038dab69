"""Citing in a real browser: a paragraph, a page of the source, a note, a selection; by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support import web

pytestmark = pytest.mark.browser
CHAPTER = "journal/ch01/"
TEXT, WHERE = "#__cite [data-cite=text]", "#__cite [data-cite=where]"


@pytest.fixture
def chapter(browser: Browser, small_home: str) -> Iterator[Page]:
    """A chapter, opened; nothing may go wrong on it."""
    with web.watched(browser, small_home, viewport={"width": 1280, "height": 900}) as page:
        page.goto(small_home + CHAPTER)
        page.wait_for_selector("[data-edition-cite]:not([hidden])")
        yield page


def test_paragraph_is_cited_in_four_formats(chapter: Page) -> None:
    link = chapter.locator("#ch01-p1 .permalink")
    chapter.hover("#ch01-p1")
    link.click()
    where = chapter.inner_text(WHERE)
    assert "para. 1" in where
    assert where in chapter.inner_text(TEXT)
    assert "#ch01-p1" in chapter.inner_text(TEXT)
    for name, start in (("bib", "@incollection{"), ("ris", "TY  - CHAP"), ("json", "[")):
        chapter.locator(f"#__cite input[value={name}]").check(force=True)
        text = chapter.inner_text(TEXT)
        assert text.startswith(start)
        assert "#ch01-p1" in text
        assert not any("\ue000" <= char <= "\ue002" for char in text)
    assert json.loads(text)[0]["note"] == where
    assert (chapter.get_attribute("#__cite [data-cite=edit]", "href") or "").rpartition("#L")[2].isdigit()
    with chapter.expect_download() as download:
        chapter.click("#__cite [data-cite=save]")
    assert download.value.suggested_filename.endswith(".json")
    chapter.keyboard.press("Escape")
    assert chapter.evaluate("document.activeElement.getAttribute('href')") == "#ch01-p1"


def test_page_of_the_source_and_note(chapter: Page) -> None:
    chapter.locator("#pb12 a.pb-n").click()
    assert chapter.inner_text(WHERE) == "p. 12"
    chapter.keyboard.press("Escape")
    chapter.locator("li#ch01-n1 .permalink").focus()
    chapter.keyboard.press("Enter")
    assert chapter.inner_text(WHERE).endswith("note 1")


def test_selection_is_quoted_and_cited(chapter: Page) -> None:
    chapter.evaluate(
        "() => { const r = document.createRange();"
        " r.selectNodeContents(document.getElementById('ch01-p1')); getSelection().addRange(r) }"
    )
    chapter.click(".edition-cite-selection")
    text = chapter.inner_text(TEXT)
    assert text.startswith("“")
    assert "bundle of paper" in text
    assert "¶" not in text
    assert "para. 1" in chapter.inner_text(WHERE)


def test_one_permalink_in_the_tab_order(chapter: Page) -> None:
    links = chapter.locator(".edition .permalink")
    assert chapter.locator(".edition .permalink[tabindex='0']").count() == 1
    links.first.focus()
    chapter.keyboard.press("ArrowDown")
    assert chapter.evaluate("document.activeElement.getAttribute('href')") == links.nth(1).get_attribute(
        "href"
    )
    chapter.click("[data-edition-cite]")
    assert chapter.inner_text(WHERE) == ""
    assert "journal/ch01/" in chapter.inner_text(TEXT)


def test_permalinks_without_script(browser: Browser, small_home: str) -> None:
    with web.watched(browser, small_home, java_script_enabled=False) as page:
        page.goto(small_home + CHAPTER)
        page.hover("#ch01-p1")
        page.locator("#ch01-p1 .permalink").click()
        assert page.url.endswith("#ch01-p1")
        assert not page.is_visible("[data-edition-cite]")
        assert not page.is_visible("#__cite")
