"""`edition new`: what it makes is sound, and the steps of its CI run as they are written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support.git import begin

from edition.cli import main

TITLE = 'Letters: "A & <B>" — Łódź'
ELSEWHERE = ("pip install", "$GITHUB_STEP_SUMMARY")
"""Steps that need another machine: the package's index, a pull request."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new edition, committed."""
    folder = tmp_path_factory.mktemp("new") / "letters"
    result = run(str(folder), "--title", TITLE, "--author", "J. Müller", "--language", "de")
    assert result.exit_code == 0, result.output
    begin(folder)
    return folder


def steps(folder: Path) -> Iterator[str]:
    """Yield the commands of both CI files that a machine like this can run, each once."""
    github = yaml.safe_load((folder / ".github/workflows/edition.yml").read_text("utf-8"))
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8"))
    found = [step["run"] for step in github["jobs"]["build"]["steps"] if "run" in step]
    found += gitlab["edition"]["script"] + gitlab["pages"]["script"]
    yield from dict.fromkeys(c for c in found if not any(word in c for word in ELSEWHERE))


def test_every_step_of_its_ci_runs(made: Path) -> None:
    bin_ = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}
    for command in steps(made):
        done = subprocess.run(
            ["sh", "-e", "-c", command], cwd=made, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert TITLE in (made / "CITATION.cff").read_text("utf-8").replace('\\"', '"')
    assert (made / "build/site/sample/index.html").exists() or (made / "build/site/sample.html").exists()
    assert json.loads((made / "problems.json").read_text("utf-8"))[0]["location"]["path"].startswith("tei/")


def test_facts_are_data_whatever_the_title(made: Path) -> None:
    cff = yaml.safe_load((made / "CITATION.cff").read_text("utf-8"))
    zenodo = json.loads((made / ".zenodo.json").read_text("utf-8"))
    settings = yaml.safe_load((made / "mkdocs.yml").read_text("utf-8"))
    assert cff["title"] == zenodo["title"] == settings["site_name"] == TITLE
    assert cff["authors"] == zenodo["creators"] == [{"name": "J. Müller"}]
    assert settings["theme"]["language"] == "de"
    assert tomllib.loads((made / "sources/sample.toml").read_text("utf-8"))["language"] == "en"


def test_the_sample_is_what_its_source_imports_to(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    result = CliRunner().invoke(main, ["import", "sources/sample.md"])
    assert "tei/sample.xml unchanged" in result.output


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("mine", "utf-8")
    result = run(str(tmp_path))
    assert result.exit_code == 2
    assert "has mkdocs.yml already" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]
