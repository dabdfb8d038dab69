"""The cache beside mkdocs.yml: what has not changed is not made again, what has changed is."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mkdocs_edition.press as press
import pytest
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs_edition.cache import Store, packed, unpacked
from mkdocs_edition.finished import Finished, without
from mkdocs_edition.pages import Content, Headline

from edition.problems import Code, Place, Problem

FIXTURES = Path(__file__).parents[1] / "site" / "tei"
CONFIG = """
site_name: S
theme: {name: material, custom_dir: own}
plugins: [search, edition: {split_document: 0, exclude: [no-tei.xml]}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, on a fixed day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    shutil.copytree(FIXTURES, tmp_path / "docs")
    (tmp_path / "own").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were rendered, and those that were made by their template."""
    made: list[str] = []
    real = press.Press.content, Finished.finish

    def rendering(self: press.Press, document: str, page: str, url: str) -> Content:
        made.append(f"rendered {document}/{page}")
        return real[0](self, document, page, url)

    def finishing(self: Finished, context):  # type: ignore[no-untyped-def]
        made.append(f"template {context['page'].url}")
        return real[1](self, context)

    monkeypatch.setattr(press.Press, "content", rendering)
    monkeypatch.setattr(Finished, "finish", finishing)
    return made


def built(project: Path) -> dict[str, bytes]:
    """Build in a new run, as `mkdocs build` does; return every file."""
    build(load_config(str(project / "mkdocs.yml")))
    site = project / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_a_second_run_makes_nothing_and_gives_the_same_bytes(project: Path, made: list[str]) -> None:
    first = built(project)
    assert len(made) == 27
    made.clear()
    assert built(project) == first
    assert made == []
    shutil.rmtree(project / ".cache")
    assert built(project) == first
    assert len(made) == 27


def test_a_second_run_parses_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(project)
    monkeypatch.setitem(sys.modules, "mkdocs_edition.press", None)  # whoever loads it fails
    assert built(project) == first


def test_a_second_run_loads_no_parser_and_no_renderer(project: Path) -> None:
    built(project)
    code = (
        "import sys; from mkdocs.commands.build import build; from mkdocs.config import load_config\n"
        "build(load_config(sys.argv[1])); print(*sys.modules)"
    )
    command = [sys.executable, "-c", code, str(project / "mkdocs.yml")]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert "mkdocs_edition.plugin" in loaded
    assert {"lxml", "edition.model", "edition.render", "mkdocs_edition.press"}.isdisjoint(loaded)


def change(name: str, old: str, new: str) -> Callable[[Path], object]:
    """Return what replaces some text of a project's file."""

    def apply(project: Path) -> None:
        path = project / name
        text = path.read_text("utf-8") if path.exists() else old
        assert old in text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new), "utf-8")

    return apply


CHANGES = {
    "a paragraph": (
        change("docs/journal.xml", "All of us.", "All of them."),
        "journal/ch02/index.html",
        "All of them.",
        2,
    ),
    "a setting": (
        change("mkdocs.yml", "site_name: S", "site_name: Another name"),
        "journal/ch02/index.html",
        "Another name",
        14,
    ),
    "a template": (
        change("own/partials/edition-pager.html", "", "<p>My own pager</p>"),
        "journal/ch02/index.html",
        "My own pager",
        14,
    ),
    "a word": (
        change("mkdocs.yml", "split_document: 0,", "split_document: 0, labels: {notes: My notes},"),
        "journal/ch01/index.html",
        "My notes",
        27,
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_made_anew(what: str, project: Path, made: list[str]) -> None:
    apply, page, shown, count = CHANGES[what]
    before = built(project)
    assert shown.encode() not in before[page]
    made.clear()
    apply(project)
    assert shown.encode() in built(project)[page]
    assert len(made) == count


def test_problems_are_told_in_every_run(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    told = []
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING, "mkdocs"):
            built(project)
        told.append([r.getMessage() for r in caplog.records if "[link-dangling]" in r.getMessage()])
    assert told[0] == told[1] != []


def test_a_hook_that_adds_to_templates_leaves_pages_to_them(project: Path, made: list[str]) -> None:
    (project / "hook.py").write_text("def on_page_context(context, **_):\n    return context\n", "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    built(project)
    assert [line for line in made if line.startswith("template")] == []
    assert len(made) == 13


def test_a_file_that_cannot_be_written_or_read_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("no folder", "utf-8")
    (tmp_path / "b").write_bytes(b"no database" * 100)
    for path in (tmp_path / "a" / "x.sqlite", tmp_path / "b"):
        store = Store(path)
        store.put("00", "x")
        store.save()
        assert store.get("00") == "x"
        store.close()


def test_what_is_not_used_for_a_week_is_dropped(tmp_path: Path) -> None:
    for day, keys in ((100, ("aa", "bb")), (107, ("aa",)), (108, ())):
        store = Store(tmp_path / "x.sqlite")
        store.day = day
        for key in keys:
            if store.get(key) is None:
                store.put(key, key)
            if store.get_same(key) is None:
                store.put_same(key, "cc")
        store.save()
        store.close()
    store = Store(tmp_path / "x.sqlite")
    assert (store.get("aa"), store.get("bb")) == ("aa", None)
    assert (store.get_same("aa"), store.get_same("bb")) == ("cc", None)
    store.close()


def test_two_builds_at_once_keep_what_both_make(tmp_path: Path) -> None:
    builds = {key: Store(tmp_path / "x.sqlite") for key in ("aa", "bb")}
    for key, store in builds.items():
        store.put(key, key)
        store.put_same("cc", key)
    for store in builds.values():
        store.save()
        store.close()
    after = Store(tmp_path / "x.sqlite")
    assert (after.get("aa"), after.get("bb"), after.get_same("cc")) == ("aa", "bb", "bb")
    after.close()


def test_content_survives() -> None:
    content = Content(
        "<p>ü\ud800</p>",
        (Headline("a", "A", 1),),
        frozenset({"a", "b"}),
        (("a", "A", "text"),),
        (Problem(next(iter(Code)), Place("x.xml", 3), "this", "that"),),
    )
    assert unpacked(packed(content)) == content


def test_templates_are_compiled_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(project)
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert built(project) == first


def test_a_template_that_has_changed_is_compiled_anew(project: Path) -> None:
    (project / "own" / "404.html").write_text("<p>Before</p>", "utf-8")
    built(project)
    (project / "own" / "404.html").write_text("<p>After</p>", "utf-8")
    assert b"After" in built(project)["404.html"]


def test_content_that_a_page_holds_twice_is_left_in_it() -> None:
    assert without("<body><p>One</p></body>", "<p>One</p>") == "<body>\0</body>"
    assert without("<p>One</p><p>One</p>", "<p>One</p>") == "<p>One</p><p>One</p>"
