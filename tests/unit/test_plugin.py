"""The plugin's own work: the cache of `mkdocs serve`, the nav, the window of contents beside a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import mkdocs_edition.press as press
import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs_edition.contents import WINDOW, Contents, Entry, Level
from mkdocs_edition.pages import Headline, expand_nav, nest

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


def rebuild(project: Path, command: str = "serve") -> MkDocsConfig:
    """Build as `mkdocs serve` does after a change: a fresh configuration, the same plugin object."""
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    return config


def test_serve_renders_only_what_changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    real = press.render

    def counting(edition, document, page, *more):  # type: ignore[no-untyped-def]
        rendered.append(f"{document.id}/{page.id}")
        return real(edition, document, page, *more)

    monkeypatch.setattr(press, "render", counting)
    rebuild(project)
    assert len(rendered) == 9  # and the register with its entries, which is not `render`'s
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


@pytest.mark.parametrize(("site", "says"), [("taken", "File exists"), ("taken/site", "Not a directory")])
def test_a_site_that_cannot_be_written_is_refused_before_anything_is_done(
    project: Path, caplog: pytest.LogCaptureFixture, site: str, says: str
) -> None:
    (project / "taken").write_text("mine", "utf-8")
    with pytest.raises(Abort):
        build(load_config(str(project / "mkdocs.yml"), site_dir=str(project / site)))
    assert f"{site}: {says}; a folder that can be written" in caplog.text
    assert (project / "taken").read_text("utf-8") == "mine"


def test_nav_names_documents_by_their_file() -> None:
    nav = ["index.md", {"Texts": ["a.xml", {"B": "b/c.xml"}]}, "https://example.org/"]
    found = expand_nav(nav, {"a.xml": "a/index.md", "b/c.xml": "b/c/index.md"})
    assert found == ["index.md", {"Texts": ["a/index.md", {"B": "b/c/index.md"}]}, "https://example.org/"]


def test_headings_nest_by_level_and_are_escaped() -> None:
    found = nest(
        [Headline("a", "A < B", 1), Headline("b", "B", 3), Headline("c", "C", 2), Headline("d", "D", 3)]
    )
    assert [t["name"] for t in found] == ["A &lt; B"]
    assert [t["id"] for t in found[0]["children"]] == ["b", "c"]
    assert [t["id"] for t in found[0]["children"][1]["children"]] == ["d"]


def test_contents_of_a_very_long_document_are_a_window() -> None:
    every = Contents(tuple(Entry(str(n), f"{n}/", 0) for n in range(2000)))
    shown = every.beside("1000/")
    assert len(shown.branches) == WINDOW
    assert [b.title for b in shown.branches if b.active] == ["1000"]
    assert shown.before + WINDOW + shown.after == 2000
    assert every.beside("1999/").branches[-1].active


def test_contents_nest_and_only_the_branch_being_read_is_open() -> None:
    parts = [Entry(f"Part {p}", f"{p}/", 0) for p in range(3)]
    every = [e for p in parts for e in (p, *(Entry(f"{p.title}.{c}", f"{p.url}{c}/", 1) for c in range(4)))]
    book = Contents(tuple(every))
    shown = book.beside("1/2/").branches
    assert [(b.title, b.open, len(b.inner.branches)) for b in shown] == [
        ("Part 0", False, 4),
        ("Part 1", True, 4),
        ("Part 2", False, 4),
    ]
    assert [b.active for b in shown[1].inner.branches] == [False, False, True, False]
    assert [e.title for e in book.trail("1/2/")] == ["Part 1"]
    assert (book.number("1/2/"), book.number("")) == (9, 0)
    long = Contents(book.entries, window=10).beside("1/2/").branches
    assert [b.inner == Level() for b in long] == [True, False, True]


def panel(project: Path, page: str) -> list[tuple[str, str]]:
    """Return where each problem of a page's panel leads, and its code."""
    tree = html.parse(str(project / "site" / page / "index.html"))
    items = tree.xpath("//details[@class='edition-problems' and not(@open)]//li")
    return [(item.xpath(".//a/@href")[0], item.xpath("string(.//code)")) for item in items]


@pytest.fixture
def faulty(project: Path) -> Path:
    journal = project / "docs" / "journal.xml"
    text = journal.read_text("utf-8").replace("All of us.", "All of of us.")
    journal.write_text(text, "utf-8")
    return project


def test_serve_shows_the_problems_of_a_page_and_where_they_are(faulty: Path) -> None:
    rebuild(faulty)
    assert ("#ch02-sp2", "word-doubled") in panel(faulty, "journal/ch02")
    assert "word-doubled" not in dict(map(reversed, panel(faulty, "journal/ch01")))  # type: ignore[arg-type]


def test_what_is_mended_or_silenced_is_shown_no_more(faulty: Path) -> None:
    rebuild(faulty)
    journal = faulty / "docs" / "journal.xml"
    journal.write_text(journal.read_text("utf-8").replace("of of", "of"), "utf-8")
    rebuild(faulty)
    codes = {code for _, code in panel(faulty, "journal/ch02")}
    assert not codes & {"word-doubled", "link-dangling"}


@pytest.mark.parametrize(("command", "options"), [("build", ""), ("serve", "checks: false, ")])
def test_a_published_site_has_no_problems(faulty: Path, command: str, options: str) -> None:
    config = CONFIG.replace("edition: {", f"edition: {{{options}")
    (faulty / "mkdocs.yml").write_text(config, "utf-8")
    rebuild(faulty, command)
    assert not list((faulty / "site").rglob("*problems*"))
    assert not [file for file in (faulty / "site").rglob("*.html") if "problems" in file.read_text("utf-8")]
