"""No command leaves a file half-written when it is killed."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.git import begin, git

from edition.cli import main
from edition.tei.write import write_whole

PROGRAM = Path(__file__).parents[1] / "support" / "killing.py"
TIMES = 6
NOTES = "\n\n1. Jane Example, *A Memoir* (London: Example Press, 1931), p. 7.\n2. Ibid., p. 9.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new edition of a few texts, released once, with something to do for each command."""
    folder = tmp_path / "project"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    for number in range(4):
        text = (
            f"# Text {number}\n\nA name, A. Kamenskaya, a claim.<sup>1</sup> And one more.<sup>2</sup>{NOTES}"
        )
        (folder / f"sources/t{number}.md").write_text(text * 3, "utf-8")
        (folder / f"sources/t{number}.toml").write_text(f'title = "Text {number}"\n', "utf-8")
    monkeypatch.chdir(folder)
    CliRunner().invoke(main, ["import", "sources"])
    for file in (folder / "tei").glob("*.xml"):
        file.write_bytes(file.read_bytes().replace(b"    <p ", b"  <p "))
    begin(folder, tag="v1.0")
    return folder


def test_a_killed_command_leaves_every_file_as_it_was_or_as_it_will_be(project: Path) -> None:
    seed = random.randrange(1_000_000)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(project), str(TIMES), str(seed)],
        capture_output=True,
        text=True,
        check=True,
    )
    *faults, hits = done.stdout.splitlines()
    assert not faults, f"seed {seed}: {faults}"
    assert int(hits) > TIMES


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (".a.xml.x.edition.tmp", ".a.xml.y.edition.tmp", ".a.tmp")
    )
    for file in (old, young, other):
        file.write_text("<TEI", "utf-8")
    for file in (old, other):
        os.utime(file, (0, 0))
    write_whole(tmp_path / "b.xml", b"<TEI/>")
    assert sorted(tmp_path.iterdir()) == sorted((young, other, tmp_path / "b.xml"))


def test_a_name_of_any_length_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / f"{'n' * 251}.xml"
    write_whole(file, b"<TEI/>")
    assert file.read_bytes() == b"<TEI/>"


def test_git_sees_nothing_of_what_a_killed_run_left(project: Path) -> None:
    (project / "tei/.a.xml.x.edition.tmp").write_text("<TEI", "utf-8")
    assert git(project, "status", "--porcelain") == ""


def test_one_function_writes_all_files(root: Path) -> None:
    writing = re.compile(r"\.write_(text|bytes)\(|open\([^)]*[\"'](wb?|ab|xb?)[\"']|\.fdopen\(")
    found = {
        file.name for file in (root / "edition").rglob("*.py") if writing.search(file.read_text("utf-8"))
    }
    assert found == {"write.py"}
