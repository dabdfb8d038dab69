"""The small site in a real browser: nothing is fetched from elsewhere, notes open, pages fit."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_site import SMALL, build

pytestmark = pytest.mark.browser
PAGES = ("", "journal/", "journal/ch01/", "journal/ch02/", "registers/persons/", "hostile/body-div1/")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a log."""

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site, served."""
    site = tmp_path_factory.mktemp("site")
    made = build(SMALL / "mkdocs.yml", site)
    assert made.returncode == 0, made.stderr
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_ask_no_one(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda d: wrong.append(f"dialog {d.message}"))
    page.on(
        "request",
        lambda r: wrong.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None,
    )
    for name in PAGES:
        page.goto(address + name)
        page.wait_for_timeout(150)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    assert wrong == []
    context.close()


def opened(browser: Browser, url: str, **options: object) -> Page:
    """Open a page in a fresh context."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.goto(url)
    page.wait_for_timeout(300)
    return page


def test_note_opens_over_its_call(browser: Browser, address: str) -> None:
    page = opened(browser, address + "journal/ch01/", viewport={"width": 1280, "height": 900})
    page.click(".notes-switch")
    page.hover("#ch01-n1-call")
    page.wait_for_selector(".note-card:popover-open", timeout=30_000)
    assert "A note of two paragraphs." in page.inner_text(".note-card")


def test_note_and_way_back_without_script(browser: Browser, address: str) -> None:
    page = opened(browser, address + "journal/ch01/", java_script_enabled=False)
    page.click("#ch01-n1-call")
    assert page.url.endswith("#ch01-n1")
    assert page.inner_text("#ch01-n1").strip().startswith("1")
    page.click("#ch01-n1 .note-mark")
    assert page.url.endswith("#ch01-n1-call")


def test_page_number_stands_in_the_margin(browser: Browser, address: str) -> None:
    page = opened(browser, address + "journal/ch01/", viewport={"width": 1280, "height": 900})
    mark, text = page.locator("#pb12").bounding_box(), page.locator("#ch01-p1").bounding_box()
    assert mark is not None and text is not None
    assert mark["x"] + mark["width"] <= text["x"]
    assert text["y"] <= mark["y"] <= text["y"] + text["height"]


def test_search_finds_a_word_and_leads_to_its_chapter(browser: Browser, address: str) -> None:
    page = opened(browser, address, viewport={"width": 1280, "height": 900})
    page.click(".md-search__input")
    page.keyboard.type("isolator", delay=30)  # as a reader does: one event set at once may come too early
    page.wait_for_selector(".md-search-result__item a", timeout=30_000)
    assert "journal/ch01/" in (page.get_attribute(".md-search-result__item a", "href") or "")


def test_print_leaves_the_text_and_its_marks(browser: Browser, address: str, tmp_path: Path) -> None:
    page = opened(browser, address + "journal/ch01/")
    page.emulate_media(media="print")
    assert not page.is_visible(".md-header")
    assert page.is_visible("#ch01-p1")
    page.pdf(path=str(tmp_path / "page.pdf"))
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
