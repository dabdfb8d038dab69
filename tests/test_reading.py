"""The reader's side in a real browser: notes in all four ways, pages of the source, colours, print."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support import web
from support.beside import ROOT

pytestmark = pytest.mark.browser
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
CARD = ".note-card:popover-open"
SHIFTS = """
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push([entry.value, ...entry.sources.map((s) => s.node?.className)])
    }).observe({ type: "layout-shift", buffered: true })
"""
MARGIN = """() => [...document.querySelectorAll(".margin-note")].map((item) => {
    const [own, call] = [item.getBoundingClientRect(), item.call.getBoundingClientRect()]
    const text = document.querySelector(".edition").getBoundingClientRect()
    return { id: item.call.id, top: own.top, bottom: own.bottom, left: own.left, right: own.right,
             call: call.top, text: text.right, folded: item.classList.contains("folded") }
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reader's site, served."""
    site = tmp_path_factory.mktemp("reading")
    web.build(ROOT / "tests/reading/mkdocs.yml", site)
    with web.served(site) as home:
        yield home + "notes/"


@pytest.fixture
def tab(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; parametrised by the options of its context. Any error on it fails the test."""
    home = address.removesuffix("notes/")
    with web.watched(browser, home, **(getattr(request, "param", None) or {"viewport": WIDE})) as page:
        page.add_init_script(SHIFTS)
        yield page


def settled(page: Page, url: str) -> list[dict[str, Any]]:
    """Open a page with margin notes and wait until they have found their places."""
    page.goto(url)
    page.wait_for_selector(".margin-notes.settled", state="attached")
    found: list[dict[str, Any]] = page.evaluate(MARGIN)
    return found


@pytest.mark.parametrize(
    "tab", [{"viewport": WIDE}, {"viewport": {"width": 1024, "height": 900}}], indirect=True
)
def test_notes_stand_beside_their_calls_and_apart(tab: Page, address: str) -> None:
    items = settled(tab, address + "one/")
    assert len(items) == 10
    assert all(one["bottom"] <= two["top"] for one, two in itertools.pairwise(items))
    assert all(item["left"] > item["text"] for item in items)
    assert abs(items[0]["top"] - items[0]["call"]) < 24
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_nothing_moves_when_notes_settle(tab: Page, address: str) -> None:
    settled(tab, address + "one/")
    tab.wait_for_timeout(400)
    moved = tab.evaluate("shifts")
    assert not [shift for shift in moved if "note" in str(shift[1:])]
    assert sum(shift[0] for shift in moved) < 0.01, moved


def test_a_long_note_is_folded_and_opens(tab: Page, address: str) -> None:
    items = settled(tab, address + "one/")
    assert [item["id"] for item in items if item["folded"]] == ["n-long-call"]
    tab.click(".margin-note.folded button")
    items = tab.evaluate(MARGIN)
    assert not any(item["folded"] for item in items)
    assert all(one["bottom"] <= two["top"] for one, two in itertools.pairwise(items))


def test_the_margin_can_be_switched_off_and_stays_so(tab: Page, address: str) -> None:
    settled(tab, address + "one/")
    tab.click(".notes-switch")
    assert tab.locator(".margin-note").count() == 0
    tab.hover("#n-ed-call")
    tab.wait_for_selector(CARD)
    assert "The editor comments." in tab.inner_text(CARD)
    tab.goto(address + "two/")
    assert tab.get_attribute(".notes-switch", "aria-pressed") == "false"


@pytest.mark.parametrize("tab", [{"viewport": {"width": 700, "height": 900}}], indirect=True)
def test_keyboard_opens_moves_in_follows_and_comes_back(tab: Page, address: str) -> None:
    tab.goto(address + "one/")
    tab.focus("#n-tr-call")
    tab.keyboard.press("Tab")
    tab.wait_for_selector(CARD)
    assert tab.evaluate("document.activeElement.id") == "n-ed-call"
    tab.keyboard.press("Enter")
    tab.locator(".note-card:focus").wait_for()
    assert tab.get_attribute(CARD, "aria-label") == "Editor’s note a"
    tab.focus(f"{CARD} a.note-ref")
    tab.keyboard.press("Enter")
    tab.locator(".note-card", has_text="on the comment").wait_for()
    tab.keyboard.press("Escape")
    assert tab.locator(CARD).count() == 0
    assert tab.evaluate("document.activeElement.id") == "n-ed-call"


def test_a_note_of_another_page_is_fetched(tab: Page, address: str) -> None:
    tab.goto(address + "two/")
    tab.hover("#again")
    tab.wait_for_selector(CARD)
    assert "Close by." in tab.inner_text(CARD)


@pytest.mark.parametrize("tab", [{"viewport": PHONE, "has_touch": True, "is_mobile": True}], indirect=True)
def test_on_a_phone_the_card_does_not_cover_its_call(tab: Page, address: str) -> None:
    tab.goto(address + "one/")
    tab.tap("#n-page-call")
    tab.wait_for_selector(CARD)
    tab.wait_for_timeout(300)
    card, call = tab.locator(CARD).bounding_box(), tab.locator("#n-page-call").bounding_box()
    assert card is not None and call is not None
    assert card["y"] + card["height"] >= PHONE["height"] - 1
    assert call["y"] + call["height"] <= card["y"]
    tab.tap("h1")
    assert tab.locator(CARD).count() == 0


def test_the_way_to_a_page_leads_into_another_chapter(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.fill(".page-go input", "12")
    tab.select_option(".page-go select", "#second")
    tab.keyboard.press("Tab")
    tab.press(".page-go input", "Enter")
    tab.wait_for_url("**/two/#b12")
    tab.fill(".page-go input", "99")
    tab.press(".page-go input", "Enter")
    tab.locator(".page-go [role=status]", has_text="99").wait_for(state="attached")


def test_one_pagination_is_shown_and_kept(tab: Page, address: str) -> None:
    tab.goto(address + "two/")
    assert [tab.is_visible(f"#{name}") for name in ("a3", "b12", "c4")] == [True, False, False]
    tab.select_option(".page-go select", "#second")
    assert [tab.is_visible(f"#{name}") for name in ("a3", "b12", "c4")] == [False, True, False]
    tab.goto(address + "one/")
    assert [tab.is_visible(f"#{name}") for name in ("a1", "b11")] == [False, True]


@pytest.mark.parametrize("tab", [{"viewport": WIDE, "java_script_enabled": False}], indirect=True)
def test_pages_are_a_list_without_script(tab: Page, address: str) -> None:
    tab.goto(address)
    assert not tab.is_visible(".edition-bar")
    tab.click(".page-list summary")
    tab.click(".page-list a:text-is('12')")
    assert tab.url.endswith("/two/#b12")


def test_colours_lead_from_light_to_dark_to_sepia(tab: Page, address: str) -> None:
    tab.goto(address)
    found = []
    for _ in range(3):
        tab.locator("label[for^=__palette]:visible").click()
        found.append(tab.evaluate("document.body.dataset.mdColorScheme"))
    assert found == ["slate", "sepia", "default"]


def test_the_text_face_is_the_packages_own(tab: Page, address: str) -> None:
    settled(tab, address + "one/")
    assert tab.evaluate("document.fonts.check('16px \"Libertinus Serif\"')")
    measure = tab.evaluate("document.querySelector('#one-p2').getBoundingClientRect().width")
    size = tab.evaluate("parseFloat(getComputedStyle(document.querySelector('#one-p2')).fontSize)")
    assert 25 <= measure / size <= 29  # some 66 characters of this face


def test_paper_has_notes_at_the_end_and_page_numbers(tab: Page, address: str, tmp_path: Path) -> None:
    settled(tab, address + "one/")
    tab.emulate_media(media="print")
    for name in (".md-header", ".margin-notes", ".edition-bar", ".permalink"):
        assert not tab.locator(name).first.is_visible(), name
    assert tab.is_visible("#n-aut")
    assert tab.is_visible("#a2")
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
