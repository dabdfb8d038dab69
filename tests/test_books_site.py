"""Option `exports`: books are made with the site, offered on its pages, and made again only when changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html
from support.epub import Epub

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text xml:lang="en"><body><p>{title} is told here.</p></body></text></TEI>"""
CONFIG = """site_name: Finds
docs_dir: tei
theme: {name: material, font: false}
plugins:
  - edition: {exports: [epub, html]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two texts; its cover is a picture, so that Typst is not needed."""
    (tmp_path / "tei").mkdir()
    for name in ("one", "two"):
        (tmp_path / "tei" / f"{name}.xml").write_text(TEI.format(title=name.title()), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "cover.png").write_bytes(bytes.fromhex("89504e470d0a1a0a"))
    (tmp_path / "book.toml").write_text('[book]\ncover = "cover.png"\ndate = "2026-11-22"\n', "utf-8")
    return tmp_path


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *(options or ["-q"])]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=env)


def kept(project: Path) -> dict[str, int]:
    """Return the kept books, each with the number of its file: one made again has another."""
    return {path.name: path.stat().st_ino for path in (project / ".cache/edition/books").iterdir()}


def test_books_stand_beside_the_pages_and_are_offered(project: Path) -> None:
    done = build(project)
    assert done.returncode == 0, done.stderr
    site = project / "site"
    assert Epub((site / "edition.epub").read_bytes()).metadata("dcterms:modified") == ["2026-11-22T00:00:00Z"]
    offers = {"one/index.html": "../one", "index.html": "edition"}
    for page, stem in offers.items():
        links = {a.get("href") for a in html.parse(str(site / page)).iter("a")}
        assert {f"{stem}.epub", f"{stem}.html"} <= links, page
    assert (site / "two.html").read_text("utf-8").count("Two is told here.") == 1


def test_only_what_has_changed_is_made_again(project: Path) -> None:
    build(project)
    first = kept(project)
    assert len(first) == 6
    build(project)
    assert kept(project) == first
    path = project / "tei" / "two.xml"
    path.write_text(path.read_text("utf-8").replace("told here", "told there"), "utf-8")
    assert build(project).returncode == 0
    assert len(kept(project)) == 6 + 4  # its own two books, and two of the edition
    assert "told there" in (project / "site" / "edition.html").read_text("utf-8")


def test_a_book_that_cannot_be_made_ends_the_build_with_the_reason(project: Path) -> None:
    (project / "book.toml").write_text('[book]\ncover = "lost.png"\n', "utf-8")
    done = build(project)
    assert done.returncode == 1
    assert "edition.epub could not be made" in done.stderr or "one.epub could not be made" in done.stderr
    assert "lost.png" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_format_is_answered_with_what_there_is(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(CONFIG.replace("html]", "docx]"), "utf-8")
    done = build(project)
    assert done.returncode == 1
    assert "exports: [pdf, epub]" in done.stderr


def test_books_obey_the_behaviours_of_the_project(project: Path) -> None:
    """As the site does; a book is made again when their file has changed."""
    (project / "tei" / "one.xml").write_text(TEI.format(title="One <name>X</name>"), "utf-8")
    config = project / "mkdocs.yml"
    config.write_text(CONFIG.replace("html]}", "html], behaviours: own.py}"), "utf-8")
    own = (
        "from edition.render.html import sub\n"
        "def shown(walk, element, out):\n    sub(out, 'b').text = '{}'\nBEHAVIOURS = {{'name': shown}}\n"
    )
    for word in ("starred", "dotted"):
        (project / "own.py").write_text(own.format(word), "utf-8")
        done = build(project)
        assert done.returncode == 0, done.stderr
        assert f"<b>{word}</b>" in (project / "site" / "one.html").read_text("utf-8")
    run = [sys.executable, "-c", "from edition.cli import main; main()", "export", "html", "one", "-o", "out"]
    subprocess.run(run, cwd=project, check=True, capture_output=True)
    assert "<b>dotted</b>" in (project / "out" / "one.html").read_text("utf-8")


def test_note_that_parts_from_its_call_is_a_warning_of_the_site(project: Path) -> None:
    """Two calls in one line, of which the first has a note longer than a page: the other begins behind it."""
    pytest.importorskip("typst")
    told = "Words that fill the foot of the page and go on. " * 150
    notes = f'Both<note xml:id="n1">{told}</note> here<note xml:id="n2">The other.</note>'
    (project / "tei" / "one.xml").write_text(TEI.format(title=notes).replace(notes, "One", 1), "utf-8")
    (project / "mkdocs.yml").write_text(CONFIG.replace("[epub, html]", "[pdf]"), "utf-8")
    for _ in range(2):  # it is said again as long as it is so
        done = build(project, "--clean")
        assert "one.xml:3: warning: n2 begins on another page than its call" in done.stderr
        assert "n1 begins" not in done.stderr
        assert (done.returncode, (project / "site" / "one.pdf").is_file()) == (1, True)
