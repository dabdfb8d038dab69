"""`edition import` and files that an editor has changed: refused, kept, or overwritten, as asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two imported sources, the TEI of one of them edited since."""
    monkeypatch.chdir(tmp_path)
    for name in ("edited", "untouched"):
        (tmp_path / f"{name}.txt").write_text("One paragraph.\n\nAnother paragraph.\n", "utf-8")
        (tmp_path / f"{name}.toml").write_text(f'title = "{name}"\n', "utf-8")
    assert run().exit_code == 0
    tei = tmp_path / "tei/edited.xml"
    tei.write_text(tei.read_text("utf-8").replace("Another", "Another, corrected"), "utf-8")
    return tmp_path


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["import", "edited.txt", "untouched.txt", *options])


def test_an_edited_file_is_refused(project: Path) -> None:
    done = run()
    assert done.exit_code == 1
    assert "[tei-changed]" in done.output
    assert "untouched.xml unchanged" in done.output
    assert "corrected" in (project / "tei/edited.xml").read_text("utf-8")


def test_an_edited_file_is_kept_and_the_others_follow_their_sources(project: Path) -> None:
    (project / "untouched.txt").write_text("A new paragraph.\n\nAnd a second.\n", "utf-8")
    (project / "edited.txt").write_text("A new paragraph.\n\nAnd a second.\n", "utf-8")
    done = run("--keep-edited")
    assert done.exit_code == 0
    assert "edited.xml was edited since its import; kept as it is" in done.output
    assert "untouched.xml replaced" in done.output
    assert "corrected" in (project / "tei/edited.xml").read_text("utf-8")
    assert "A new paragraph" in (project / "tei/untouched.xml").read_text("utf-8")


def test_an_edited_file_is_overwritten_by_force(project: Path) -> None:
    assert run("--force").exit_code == 0
    assert "corrected" not in (project / "tei/edited.xml").read_text("utf-8")


def test_a_broken_file_is_not_taken_for_an_edited_one(project: Path) -> None:
    tei = project / "tei/edited.xml"
    broken = tei.read_text("utf-8")[:-9]
    tei.write_text(broken, "utf-8")
    done = run("--keep-edited")
    assert done.exit_code == 1
    assert "[xml-malformed]" in done.output
    assert tei.read_text("utf-8") == broken


def test_keeping_and_overwriting_exclude_each_other(project: Path) -> None:
    assert run("--keep-edited", "--force").exit_code == 2
