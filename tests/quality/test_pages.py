"""One page of every kind, in a real browser, served with the documented policy.

axe-core finds nothing, the console stays silent, no other host is asked; without JavaScript, too, it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page
from support import web
from support.beside import ROOT
from support.web import Site, build

pytestmark = pytest.mark.browser

KINDS = {
    "library": "//*[contains(@class, 'library-title')]",
    "title page": "//nav[@class='contents']",
    "notes": "//*[@role='doc-endnotes']",
    "page numbers": "//*[contains(@class, 'tei-pb')]",
    "dialogue": "//*[contains(@class, 'tei-sp')]",
    "verse": "//*[contains(@class, 'tei-lg')]",
    "glossary": "//*[contains(@class, 'type-glossary')]",
    "persons": "//*[contains(@class, 'tei-listPerson')]",
    "places": "//*[contains(@class, 'tei-listPlace')]",
    "events": "//*[contains(@class, 'tei-listEvent')]",
    "bibliography": "//*[contains(@class, 'tei-listBibl')]",
    "index of persons": "//table[contains(@class, 'register-table')]",
    "index of terms": "//*[contains(@class, 'register-terms')]",
    "time line": "//div[contains(@class, 'timeline')]//svg",
    "map": "//figure[contains(@class, 'atlas')]//svg/a",
    "place on a map": "//figure[contains(@class, 'locator')]",
    "explained term": "//a[contains(@class, 'gloss-found')]",
    "index of works": "//li[@class='work']",
    "person": "//*[contains(@class, 'entry-person')][.//*[@class='kwic']]",
    "work": "//*[contains(@class, 'entry-work')]",
    "term": "//*[contains(@class, 'entry-term')]",
    "for editors": "//*[contains(@class, 'edition-editors')]",
    "table": "//*[contains(@class, 'tei-table')]",
    "figure": "//*[contains(@class, 'tei-figure')]//img",
    "floating text": "//*[contains(@class, 'tei-floatingText')]",
    "apparatus": "//*[@id='apparatus']",
    "witnesses": "//*[contains(@class, 'tei-listWit')]",
    "letter": "//*[contains(@class, 'tei-opener')]",
    "report": "//article[.//*[@id='report']] | //h1[contains(., 'eport')]",
    "hostile text": "//*[contains(., 'alert(4)')]",
    "not found": "//h1[contains(., 'Nothing stands at this address')]",
}
"""Kinds of page, and what shows that a page is of that kind."""

OPEN = "[role=dialog]:visible, [role=tooltip]:visible, [role=note]:visible, [popover]:visible"
"""A note that is open over its call."""
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose outcome may differ from palette to palette."""


def chosen(sites: list[Site]) -> dict[str, list[str]]:
    """Return pages that together are of every kind, as few as come of taking the first that is."""
    pages = [
        (site.url(file), html.parse(str(file)).getroot())
        for site in sites
        for file in (*site.pages()[1:], *site.pages()[:1])
    ]
    out: dict[str, list[str]] = {}
    for kind, path in KINDS.items():
        having = [url for url, tree in pages if tree.xpath(path)]
        assert having, f"no page of the test sites is of the kind: {kind}"
        out.setdefault(next((url for url in having if url in out), having[0]), []).append(kind)
    return out


@pytest.fixture(scope="module")
def pages(sites: list[Site]) -> list[str]:
    """The addresses of one page of every kind."""
    return list(chosen(sites))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


def faults(page: Page, axe: str, **options: Any) -> list[str]:
    """Return what axe-core finds wrong on a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    options = options or {"runOnly": RULES}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{page.url} {fault['id']}: {node['html'][:200]} {node['failureSummary'][-300:]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def palettes(page: Page) -> Iterator[str]:
    """Switch a page to each of its palettes in turn."""
    inputs = page.locator("input[name=__palette]")
    for number in range(inputs.count()):
        inputs.nth(number).evaluate("input => input.click()")
        yield str(page.evaluate("document.body.dataset.mdColorScheme"))


def test_nothing_is_wrong_on_any_kind_of_page(page: Page, pages: list[str], axe: str) -> None:
    found: list[str] = []
    seen: set[str] = set()
    wrong = web.watch(page, "http://127.0.0.1")
    for url in pages:
        page.goto(url)
        found += faults(page, axe)
        for palette in palettes(page):
            seen.add(palette)
            found += faults(page, axe, runOnly={"type": "rule", "values": COLOURS})
    assert found == []
    assert wrong == []
    assert seen >= {"default", "slate"}


def test_without_script_every_kind_of_page_is_read(browser: Browser, pages: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for url in pages:
        page.goto(url)
        assert page.locator("article h1").first.inner_text().strip(), url
        box = page.locator("article").bounding_box()
        assert box is not None and box["width"] <= 390 and box["height"] > 40, url
    context.close()


def noted(sites: list[Site]) -> str:
    """Return the address of a chapter with notes and page numbers in the small site."""
    return sites[1].home + "journal/ch01/index.html"


def test_search_and_palette_work_under_the_policy(page: Page, sites: list[Site], axe: str) -> None:
    home = sites[0].home
    wrong = web.watch(page, home)
    page.goto(home)
    before = page.evaluate("document.body.dataset.mdColorScheme")
    page.locator("[data-md-component=palette] label:visible").click()
    after = page.evaluate("document.body.dataset.mdColorScheme")
    assert after != before
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == after  # before the first paint: kept
    page.locator(".md-search__input").press_sequentially("isolator")
    page.wait_for_selector(".md-search-result__item a", timeout=30_000)
    assert faults(page, axe) == []
    for _ in palettes(page):
        assert faults(page, axe, runOnly={"type": "rule", "values": COLOURS}) == []
    assert wrong == []


def test_an_open_note_is_sound(page: Page, sites: list[Site], axe: str) -> None:
    wrong = web.watch(page, sites[1].home)
    page.goto(noted(sites))
    page.locator("a[role=doc-noteref]").first.focus()
    page.wait_for_selector(OPEN)
    assert faults(page, axe) == []
    assert wrong == []


def test_the_drawer_of_a_phone_is_sound(page: Page, sites: list[Site], axe: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    wrong = web.watch(page, sites[1].home)
    page.goto(noted(sites))
    page.locator("label[for=__drawer].md-header__button").click()
    page.wait_for_timeout(500)  # it slides in
    box = page.locator(".md-sidebar--primary").bounding_box()
    assert box is not None and box["x"] == 0
    assert faults(page, axe) == []
    assert wrong == []


def test_print_shows_text_and_notes_and_nothing_to_click(page: Page, sites: list[Site]) -> None:
    page.goto(noted(sites))
    page.emulate_media(media="print")
    for shown in ("article h1", "#ch01-p1", "#ch01-n1", "#pb12"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in (".md-header", ".md-sidebar--primary", ".md-search", ".edition-pager"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.pdf(format="A5").startswith(b"%PDF")


def test_a_site_on_a_disk_is_read_and_searched(page: Page, tmp_path: Path) -> None:
    """With the theme's `offline` plugin: no server, no other host, search and notes work."""
    config = (ROOT / "tests" / "site" / "mkdocs.yml").read_text("utf-8")
    docs = f"docs_dir: {ROOT / 'tests' / 'site' / 'tei'}"
    config = config.replace("docs_dir: tei", docs).replace("  - search\n", "  - search\n  - offline\n")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    build(tmp_path / "mkdocs.yml", tmp_path / "site")
    home = (tmp_path / "site").as_uri()
    wrong = web.watch(page, home)
    page.goto(f"{home}/index.html")
    page.locator(".md-search__input").press_sequentially("isolator")
    page.locator(".md-search-result__item a").first.click(timeout=30_000)
    page.wait_for_url(f"{home}/journal/ch01.html*")
    page.locator("#ch01-n1-call").focus()
    page.wait_for_selector(OPEN)
    assert wrong == []
