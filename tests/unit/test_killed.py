"""No command leaves a file half-written when it is killed."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.git import begin

from edition.cli import main

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


def test_one_function_writes_all_files(root: Path) -> None:
    writing = re.compile(r"\.write_(text|bytes)\(|open\([^)]*[\"'](wb?|ab|xb?)[\"']|\.fdopen\(")
    found = {
        file.name for file in (root / "edition").rglob("*.py") if writing.search(file.read_text("utf-8"))
    }
    assert found == {"write.py"}
