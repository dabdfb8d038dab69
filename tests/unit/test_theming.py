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
