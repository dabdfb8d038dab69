"""The example of docs/customising.md: a German edition with words, a template and behaviours of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import html
from support import links
from test_site import build

from edition.labels import labels, table

EXAMPLE = ROOT / "tests" / "example"
ENGLISH = frozenset(
    "the of and this page pages home next previous close cite copy search with from edited by".split()
)
"""Words that no German page says; the footer names its makers in English, as they do themselves."""
CODE = re.compile(r"[a-z-]*|\S*[./]\S*")
"""What an attribute says to a script alone: a key, an address."""
MAKERS = "Made with Material for MkDocs"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site, built strictly."""
    site = tmp_path_factory.mktemp("example")
    made = build(EXAMPLE / "mkdocs.yml", site, "--strict")
    assert made.returncode == 0, made.stderr
    return site


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / name / "index.html")).getroot()


def test_guide_shows_the_example_as_it_is() -> None:
    guide = (ROOT / "docs" / "customising.md").read_text("utf-8")
    shown = re.findall(r"^<!-- (\S+) -->\n\n```\w*\n(.*?)```$", guide, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in shown] == [
        "tests/example/mkdocs.yml",
        "tests/example/overrides/partials/edition-pager.html",
        "tests/example/my_behaviours.py",
    ]
    for name, text in shown:
        assert text == (ROOT / name).read_text("utf-8"), name


def test_template_of_ones_own(example: Path) -> None:
    chapter = page(example, "garten/k1")
    assert chapter.xpath("//p[@class='catchword']/a/text()") == ["Nächste Seite: Zwischenspiel"]
    assert chapter.xpath("//nav[contains(@class,'edition-pager')]") == []


def test_labels_of_ones_own(example: Path) -> None:
    assert page(example, ".").xpath("//table/caption/text()") == ["Unsere Bücher"]
    assert page(example, "garten/zwischen").xpath("//h1/text()") == ["Zwischenspiel"]


def test_behaviours_of_ones_own(example: Path) -> None:
    chapter = page(example, "garten/k1")
    (ship,) = chapter.xpath("//i[contains(@class,'tei-objectName')]")
    assert (ship.text, ship.get("title")) == ("Schwalbe", "Kutter")
    assert chapter.xpath("//p[@class='asterisks']/text()") == ["* * *"]


def test_links_resolve(example: Path) -> None:
    assert links.check(example).wrong == []


def chrome(tree: html.HtmlElement) -> Iterator[str]:
    """Yield what a page says: words between tags, those that only a screen reader says, those for scripts."""
    history = tree.xpath("//*[contains(@class, 'history')]")  # what was done is told as its doers tell it
    for element in [*tree.iter("script", "style", "svg"), *history]:
        element.drop_tree()
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from (element.get(name, "") for name in ("aria-label", "title", "placeholder"))
            own = (n for n in element.attrib if n.startswith("data-") and not n.startswith("data-md"))
            yield from (v for name in own if not CODE.fullmatch(v := element.get(name, "")))
        yield from (element.text or "", element.tail or "")


@pytest.mark.parametrize("name", [".", "garten", "garten/k1", "garten/vor", "garten/zwischen"])
def test_no_english_is_left_on_a_german_page(example: Path, name: str) -> None:
    german = set(table("de").values())
    english = {
        text for key, text in table("en").items() if text not in german and "{" not in text and len(text) > 3
    }
    said = {" ".join(piece.split()) for piece in chrome(page(example, name))}
    assert said & english == set()
    pieces = [
        piece for piece in said - set(MAKERS.split()) if not piece.startswith(("Made with", "Material"))
    ]
    words = {word.lower() for piece in pieces for word in re.findall(r"[^\W\d_]+", piece)}
    assert words & ENGLISH == set()


def test_generated_titles_and_roles_are_german(example: Path) -> None:
    title = " ".join(page(example, "garten").text_content().split())
    for word in ("Inhalt", "Vorwort", "Erschienen", "Zwischenspiel"):
        assert word in title, word
    chapter = page(example, "garten/k1")
    assert chapter.xpath("//section[@role='doc-endnotes']/@aria-label") == ["Anmerkungen"]
    assert "Seite 7" in chapter.xpath("//*[@id='s7']/a/@aria-label")
    row = [" ".join(cell.text_content().split()) for cell in page(example, ".").xpath("//tbody/tr/*")]
    assert row[:1] + row[2:4] == ["Antje Möwe", "2. Mai 1911", "Deutsch"]


def test_language_option_brings_the_theme_with_it(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "docs", tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [edition: {language: ru}]\n", "utf-8"
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site", "--strict")
    assert made.returncode == 0, made.stderr
    tree = page(tmp_path / "site", "garten")
    assert tree.get("lang") == "ru"
    assert labels("ru")["published"] in tree.text_content()
