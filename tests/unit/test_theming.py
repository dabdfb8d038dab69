"""A theme that is another, and languages that the theme has under another tag or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

CONFIG = "site_name: S\ndocs_dir: tei\ntheme: {theme}\nplugins: [search, edition: {options}]\n"


def spoken(project: Path, theme: str, options: str) -> tuple[str, str]:
    """Return the theme's language and the edition's, as the plugin settles them."""
    (project / "tei").mkdir()
    (project / "mkdocs.yml").write_text(CONFIG.format(theme=theme, options=options), "utf-8")
    config = load_config(str(project / "mkdocs.yml"))
    plugin = config.plugins["edition"]
    config = plugin.on_config(config)
    return config.theme["language"], plugin.language


CASES = [
    ("{name: material}", "{}", ("en", "en")),
    ("{name: material}", "{language: de-AT}", ("de", "de-AT")),
    ("{name: material}", "{language: zh-hant}", ("zh-Hant", "zh-hant")),
    ("{name: material}", "{language: la}", ("en", "la")),
    ("{name: material, language: ru}", "{}", ("ru", "ru")),
    ("{name: material, language: pt_PT}", "{}", ("pt", "pt_PT")),
    ("{name: material, language: ru}", "{language: fr}", ("ru", "fr")),
]


@pytest.mark.parametrize(("theme", "options", "expected"), CASES)
def test_the_theme_speaks_the_nearest_language_that_it_has(
    tmp_path: Path, theme: str, options: str, expected: tuple[str, str]
) -> None:
    assert spoken(tmp_path, theme, options) == expected


def test_another_theme_is_refused_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"theme is “mkdocs”.*theme: \{name: material\}"):
        spoken(tmp_path, "{name: mkdocs}", "{}")


def test_an_address_that_leads_nowhere_is_answered_in_the_language_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/index.md").write_text("# Anfang\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        CONFIG.format(theme="{name: material, language: de}", options="{}"), "utf-8"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"), site_url="https://example.org/sub/")
    build(config)
    page = html.parse(str(Path(config.site_dir) / "404.html")).getroot()
    assert page.findtext(".//title") == "Unter dieser Adresse steht nichts – S"
    assert page.findtext(".//article/h1") == "Unter dieser Adresse steht nichts"
    assert [a.get("href") for a in page.iterfind(".//article//a")] == ["/sub/."]


TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
    "<title>A &amp; B</title><author>Jane Example</author></titleStmt>"
    "<publicationStmt><availability><p>Free.</p></availability></publicationStmt>"
    "<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader><text><body>{}</body></text></TEI>\n"
)
CHAPTER = (
    '<div type="chapter" xml:id="c1"><head>One</head><p><persName ref="who.xml#ann">She</persName>.</p></div>'
)
PERSONS = '<listPerson><person xml:id="ann"><persName>Ann</persName></person></listPerson>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/a.xml").write_text(TEI.format(CHAPTER), "utf-8")
    (tmp_path / "tei/who.xml").write_text(TEI.format(PERSONS), "utf-8")
    options = "{split_document: 0}"
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(theme="{name: material}", options=options), "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"), site_url="https://example.org/")
    build(config)
    return Path(config.site_dir)


def test_every_page_lets_one_skip_to_its_text(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    assert {page.parent.name for page in pages} >= {"a", "c1", "ann", "editors"}
    for page in pages:
        tree = html.parse(str(page)).getroot()
        skips = tree.find_class("md-skip")
        assert [tree.get_element_by_id(a.get("href", "")[1:]).tag for a in skips], page


def test_search_engines_are_not_sent_to_the_page_for_editors(site: Path) -> None:
    listed = (site / "sitemap.xml").read_text("utf-8")
    assert "https://example.org/a/c1/" in listed
    assert "editors" not in listed


def test_a_page_says_what_a_preview_of_its_link_shows(site: Path) -> None:
    head = html.parse(str(site / "a/c1/index.html")).getroot().head
    found = {m.get("property"): m.get("content") for m in head.iter("meta") if m.get("property")}
    assert found == {
        "og:title": "One",
        "og:type": "article",
        "og:site_name": "S",
        "og:description": "Jane Example, A & B",
        "og:url": "https://example.org/a/c1/",
    }
