"""The plugin's own work: the cache of `mkdocs serve`, the nav, the window of contents beside a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import mkdocs_edition.plugin as hooks
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_edition.pages import expand_nav, nest
from mkdocs_edition.view import WINDOW, Entry, around

from edition.render import Heading

FIXTURES = Path(__file__).parents[1] / "site" / "tei"
CONFIG = """
site_name: S
theme: {name: material}
plugins: [search, edition: {split_document: 0, silence: [link-dangling], exclude: [no-tei.xml]}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES, tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return tmp_path


def rebuild(project: Path) -> MkDocsConfig:
    """Build as `mkdocs serve` does after a change: a fresh configuration, the same plugin object."""
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    return config


def test_serve_renders_only_what_changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    real = hooks.render

    def counting(edition, document, page, *more):  # type: ignore[no-untyped-def]
        rendered.append(f"{document.id}/{page.id}")
        return real(edition, document, page, *more)

    monkeypatch.setattr(hooks, "render", counting)
    rebuild(project)
    assert len(rendered) == 10
    rendered.clear()
    rebuild(project)
    assert rendered == []
    journal = project / "docs" / "journal.xml"
    journal.write_text(journal.read_text("utf-8").replace("All of us.", "All of them."), "utf-8")
    config = rebuild(project)
    assert rendered == ["journal/ch02"]
    site = Path(config.site_dir)
    assert "All of them." in (site / "journal" / "ch02" / "index.html").read_text("utf-8")
    assert "All of them." in (site / "search" / "search_index.json").read_text("utf-8")
    assert "lay a bundle of paper" in (site / "search" / "search_index.json").read_text("utf-8")


def test_fonts_are_asked_of_no_one(project: Path) -> None:
    assert rebuild(project).theme["font"] is False


def test_nav_names_documents_by_their_file() -> None:
    nav = ["index.md", {"Texts": ["a.xml", {"B": "b/c.xml"}]}, "https://example.org/"]
    found = expand_nav(nav, {"a.xml": "a/index.md", "b/c.xml": "b/c/index.md"})
    assert found == ["index.md", {"Texts": ["a/index.md", {"B": "b/c/index.md"}]}, "https://example.org/"]


def test_headings_nest_by_level_and_are_escaped() -> None:
    found = nest([Heading("a", "A < B", 1), Heading("b", "B", 3), Heading("c", "C", 2), Heading("d", "D", 3)])
    assert [t["name"] for t in found] == ["A &lt; B"]
    assert [t["id"] for t in found[0]["children"]] == ["b", "c"]
    assert [t["id"] for t in found[0]["children"][1]["children"]] == ["d"]


def test_contents_of_a_very_long_document_are_a_window() -> None:
    every = tuple(Entry(str(n), f"{n}/", 0) for n in range(2000))
    shown = around(every, "1000/")
    assert len(shown) == WINDOW
    assert [e.title for e in shown if e.active] == ["1000"]
    assert around(every[:10], "3/")[3].active
