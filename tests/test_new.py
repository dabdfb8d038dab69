"""`edition new`: what it makes is sound, and the steps of its CI run as they are written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from support.git import begin, git

from edition.cli import main
from edition.cli.new import requirement

GITHUB, GITLAB, FORGEJO = (
    ".github/workflows/edition.yml",
    ".gitlab-ci.yml",
    ".forgejo/workflows/edition.yml",
)
TITLE = 'Letters: "A & <B>" — Łódź'
ELSEWHERE = ("pip install", "gh release")
"""Steps that need another machine: the package's index, a host's releases."""
GIVEN = {
    "GITHUB_BASE_REF": "main",
    "GITHUB_STEP_SUMMARY": "summary.md",
    "GITHUB_SHA": "0123abc",
    "GITHUB_REPOSITORY": "pages",
    "TOKEN": "secret",
    "CI_PROJECT_ROOT_NAMESPACE": "letters",
    "CI_PAGES_DOMAIN": "pages.example",
    "CI_PROJECT_PATH": "letters/of/all",
    "CI_JOB_ID": "7",
    "CI_COMMIT_TAG": "v1.0",
}
"""What hosts give to the steps of a pull request."""


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


def workflow(folder: Path, path: str) -> Any:
    return yaml.safe_load((folder / path).read_text("utf-8"))


def steps(folder: Path) -> Iterator[str]:
    """Yield the commands of all CI files that a machine like this can run, each once."""
    for path in (GITHUB, FORGEJO):
        for job in workflow(folder, path)["jobs"].values():
            yield from (step["run"] for step in job["steps"] if "run" in step)
    gitlab = workflow(folder, GITLAB)
    for job in ("edition", "pages", "release"):
        yield from gitlab[job]["script"]


def test_every_step_of_its_ci_runs(made: Path) -> None:
    bin_ = Path(sys.executable).parent
    server = made.parent / "server"
    git(made, "init", "-q", "--bare", str(server / "pages.git"))
    git(made, "update-ref", "refs/remotes/origin/main", "HEAD")
    env = {**os.environ, **GIVEN, "PATH": f"{bin_}:{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}
    env["GITHUB_SERVER_URL"] = server.as_uri()
    for command in dict.fromkeys(steps(made)):
        if any(word in command for word in ELSEWHERE):
            continue
        done = subprocess.run(
            ["sh", "-e", "-c", command], cwd=made, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (made / "build/site/sample/index.html").exists()
    assert json.loads((made / "problems.json").read_text("utf-8"))[0]["location"]["path"].startswith("tei/")
    assert "sample/index.html" in git(server / "pages.git", "ls-tree", "-r", "--name-only", "pages")
    address = "https://letters.pages.example/-/of/all/-/jobs/7/artifacts/public/index.html"
    assert (made / "preview.env").read_text("utf-8") == f"PREVIEW={address}\n"


def test_a_pull_request_of_a_fork_can_read_and_nothing_else(made: Path) -> None:
    github = workflow(made, GITHUB)
    assert github["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in github[True]  # YAML 1.1 takes `on` for true
    text = (made / GITHUB).read_text("utf-8")
    assert "secrets." not in text
    writing = {name: job["permissions"] for name, job in github["jobs"].items() if "permissions" in job}
    assert writing == {
        "publish": {"pages": "write", "id-token": "write"},
        "release": {"contents": "write"},
    }
    assert all(github["jobs"][name]["if"].startswith(("github.ref ==", "startsWith(")) for name in writing)
    (checkout,) = (s for s in github["jobs"]["build"]["steps"] if "checkout" in s.get("uses", ""))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_what_is_said_in_braces_is_never_part_of_a_command(made: Path) -> None:
    assert not [command for command in steps(made) if "${{" in command]


INSTALLED = [
    ("{}", "mkdocs-edition[site,pdf,epub,csl]>=0.7"),
    (
        '{"url": "https://x.example/e.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
        "mkdocs-edition[site,pdf,epub,csl] @ git+https://x.example/e.git@abc",
    ),
    (
        '{"url": "https://x.example/e-0.7-py3-none-any.whl", "archive_info": {}}',
        "mkdocs-edition[site,pdf,epub,csl] @ https://x.example/e-0.7-py3-none-any.whl",
    ),
]


class Installed(metadata.Distribution):
    """A program as an installer leaves it."""

    version = "0.7"

    def __init__(self, direct: str):
        self.direct = direct

    def read_text(self, filename: str) -> str | None:
        return self.direct if filename == "direct_url.json" else None

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError


@pytest.mark.parametrize(("direct", "wanted"), INSTALLED)
def test_the_program_is_asked_for_where_it_came_from(direct: str, wanted: str) -> None:
    assert requirement(Installed(direct)) == wanted


def test_a_folder_is_asked_for_by_its_repository_or_with_a_word_of_warning(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", "utf-8")
    begin(tmp_path)
    direct = json.dumps({"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    told, line = requirement(Installed(direct)).splitlines()
    assert told.startswith("# A folder or file of this machine")
    assert line == f"mkdocs-edition[site,pdf,epub,csl] @ {tmp_path.as_uri()}"
    git(tmp_path, "remote", "add", "origin", "https://x.example/e.git")
    commit = git(tmp_path, "rev-parse", "HEAD").strip()
    wanted = f"mkdocs-edition[site,pdf,epub,csl] @ git+https://x.example/e.git@{commit}"
    assert requirement(Installed(direct)) == wanted


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
