"""The views of a critical text in a real browser: by switch, by witness, kept, not needed to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support import cases, web

pytestmark = pytest.mark.browser
CASE = Path(__file__).parent / "cases" / "render" / "critical.case"
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>{body}</body></text></TEI>"""
WORDS = "#p1"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site of one critical text, opened from the disk."""
    folder = tmp_path_factory.mktemp("critical")
    (folder / "docs").mkdir()
    for name, case in (("doc", CASE), ("facing", CASE.with_name("facing.case"))):
        text = TEI.format(body=cases.load(case).parts["tei"])
        (folder / "docs" / f"{name}.xml").write_text(text, "utf-8")
    config = "site_name: S\nuse_directory_urls: false\ntheme: {name: material}\nplugins: [search, edition]\n"
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    web.build(folder / "mkdocs.yml", folder / "site")
    return (folder / "site" / "doc" / "index.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with web.watched(browser, "file://", viewport={"width": 1280, "height": 900}) as made:
        made.goto(address)
        made.click(".views > summary")
        yield made


def words(page: Page, selector: str) -> str:
    return " ".join(page.inner_text(selector).split())


def test_reading_text_first(page: Page) -> None:
    assert words(page, WORDS) == "Worn a shoe, or° outer inner end°. que Dʳ Mister"


def test_diplomatic_text_and_back(page: Page) -> None:
    page.click("[data-view=diplomatic]")
    shown = words(page, WORDS)
    assert "boot" in shown
    assert "the lining of a cap," in shown
    assert "q̃ Dʳ Mʳ gone" in shown
    assert page.get_attribute("[data-view=diplomatic]", "aria-pressed") == "true"
    page.click("[data-view=reading]")
    assert words(page, WORDS) == "Worn a shoe, or° outer inner end°. que Dʳ Mister"


def test_switches_by_keyboard_are_kept(page: Page) -> None:
    page.focus("[data-show=expansions]")
    page.keyboard.press("Enter")
    assert "que [q̃]" in words(page, WORDS)
    assert "M(iste)r [Mʳ]" in words(page, WORDS)
    page.reload()
    assert "M(iste)r [Mʳ]" in words(page, WORDS)
    page.click(".views > summary")
    page.click("[data-show=apparatus]")
    assert not page.is_visible("#apparatus")
    page.keyboard.press("Escape")
    assert not page.is_visible(".views-body")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize(
    ("witness", "expected"),
    [
        (
            "B",
            {
                "#p1": "a boot or",
                "#body-div1-p2": "Some TWO ENDS° points",
                "#body-div1-app2": "outer B’s end",
            },
        ),
        (
            "γ",
            {
                "#body-div1-app2": "grouped y",
                "#body-div2-p1": "omitted",
                "#body-div1-p2": "placed terms",
            },
        ),
        ("Smith1900", {"#body-div2-l1": "First line of prose"}),
        ("φ", {"#body-div1-app2": "outer inner end"}),
    ],
)
def test_a_witness_is_read_through(page: Page, witness: str, expected: dict[str, str]) -> None:
    page.select_option(".views select", witness)
    assert page.inner_text(".views-state") == witness
    for selector, text in expected.items():
        assert text in words(page, selector)
    page.select_option(".views select", "")
    assert words(page, WORDS) == "Worn a shoe, or° outer inner end°. que Dʳ Mister"
    assert words(page, "#body-div1-p2") == "Some double end° points, located words, a gap."


def test_without_script_the_reading_text_stands(browser: Browser, address: str) -> None:
    with web.watched(browser, "file://", java_script_enabled=False) as page:
        page.goto(address)
        assert not page.is_visible(".views")
        assert page.inner_text("#body-div1-app3") == "inner"
        page.click("#body-div1-app3")
        assert page.url.endswith("#body-div1-app3-entry")
        assert words(page, "#body-div1-app3-entry") == "1 inner A] B’s B"


def corner(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["x"], box["y"]


def test_texts_in_two_languages_stand_side_by_side_where_there_is_room(page: Page, address: str) -> None:
    page.goto(address.replace("/doc/", "/facing/"))
    page.set_viewport_size({"width": 1400, "height": 900})
    for number in (1, 2):  # each paragraph beside its own
        left, right = (corner(page, f"#body-div3-div{side}-p{number}") for side in (1, 2))
        assert left[0] + 200 < right[0]
        assert left[1] == right[1]
    page.set_viewport_size({"width": 390, "height": 800})
    left, right = (corner(page, f"#body-div3-div{side}-p1") for side in (1, 2))
    assert left[0] == right[0]
    assert left[1] < right[1]
