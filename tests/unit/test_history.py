"""What git says of the documents; hosts of repositories and their lines; the TEI of a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.git import git

from edition import forge, history
from edition.model import Edition, Limits
from edition.model.excerpt import excerpt
from edition.model.folios import open_pages
from edition.tei.parse import parse


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits, in the second of which one of two documents changed."""
    docs = tmp_path / "docs"
    docs.mkdir()
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("a.xml", "ö b.xml"):
        (docs / name).write_text("<TEI/>", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Both", when="2026-03-01T12:00:00Z")
    git(tmp_path, "tag", "v1")
    (docs / "a.xml").write_text("<TEI>x</TEI>", "utf-8")
    git(tmp_path, "commit", "-qam", "Typo | <b>in</b> ch. 2", when="2026-03-02T23:30:00-05:00")
    return docs


def test_history_of_each_file(repository: Path) -> None:
    found = history.read(repository)
    assert found.version.startswith("v1-1-g")
    assert found.date == "2026-03-03"
    assert [(c.date, c.who, c.what) for c in found.changes["a.xml"]] == [
        ("2026-03-03", "Mara Lit", "Typo | <b>in</b> ch. 2"),
        ("2026-03-01", "Mara Lit", "Both"),
    ]
    assert [c.what for c in found.changes["ö b.xml"]] == ["Both"]
    assert history.read(repository, found) is found


def test_without_git_there_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert history.read(tmp_path) == history.History()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history.read(tmp_path) == history.History()


def test_no_program_of_the_repository_runs(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program"):
        git(repository, "config", name, str(trap))
    git(repository, "config", "log.showSignature", "true")
    assert history.read(repository).date
    assert not (tmp_path / "sprung").exists()


def test_day_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert history.build_date(history.History(), ["2025-01-01", "2026-02-02"]) == "2026-02-02"
    assert history.build_date(history.History(date="2026-03-03"), ["2030-01-01"]) == "2026-03-03"
    assert history.build_date(history.History(), []) == ""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert history.build_date(history.History(date="2026-03-03"), []) == "2026-01-01"


HOSTS = {
    "https://github.com/o/r": (
        "https://github.com/o/r/edit/main/tei/a.xml",
        "https://github.com/o/r/edit/main/tei/a.xml#L12",
        "https://github.com/o/r/commits/main/tei/a.xml",
    ),
    "https://gitlab.com/o/r": (
        "https://gitlab.com/o/r/-/edit/main/tei/a.xml",
        "https://gitlab.com/o/r/-/edit/main/tei/a.xml#L12",
        "https://gitlab.com/o/r/-/commits/main/tei/a.xml",
    ),
    "https://codeberg.org/o/r": (
        "https://codeberg.org/o/r/_edit/main/tei/a.xml",
        "https://codeberg.org/o/r/_edit/main/tei/a.xml#L12",
        "https://codeberg.org/o/r/commits/branch/main/tei/a.xml",
    ),
}


@pytest.mark.parametrize("repo", HOSTS)
def test_hosts(repo: str) -> None:
    edit, line, commits = HOSTS[repo]
    kind = forge.kind(repo)
    assert f"{repo}/{forge.edit_uri(kind, 'main', 'tei')}a.xml" == edit
    assert forge.at_line(edit, kind, 12) == line
    assert forge.history_url(repo, edit, kind) == commits


def test_unknown_hosts() -> None:
    assert forge.kind("https://git.example.org/o/r") == ""
    assert forge.kind("https://example.org/github/r") == ""
    assert forge.edit_uri("", "main", "tei") == ""
    assert forge.at_line("", "github", 3) == ""
    assert forge.at_line("https://x.example/e", "", 3) == "https://x.example/e#L3"
    assert forge.at_line("https://b.example/e", "bitbucket", 3) == "https://b.example/e#lines-3"
    assert forge.history_url("https://github.com/o/r", "https://elsewhere.example/x", "github") == ""


def test_page_as_tei(root: Path, schema: Path, java: str, tmp_path: Path) -> None:
    from support.jing import validate  # noqa: PLC0415 - needs Java

    edition = Edition.load(root / "tei", limits=Limits(0, 20_000))
    files = []
    for document in edition.documents.values():
        for page in document.pages[1:]:
            data = excerpt(document, page, f"../{document.path}")
            tree = parse(data, page.id)
            base = tree.getroot().get("{http://www.w3.org/XML/1998/namespace}base")
            assert base == f"../{document.path}"
            held = {e.get("{http://www.w3.org/XML/1998/namespace}id") for e in tree.getroot().iter("{*}p")}
            own = {i for i, at in document.page_of.items() if at == page.id and i in document.ids.authored}
            assert {i for i in own if document.ids.element[i].tag.endswith("}p")} <= held
            files.append(tmp_path / f"{document.id.replace('/', '-')}-{page.id.replace('/', '-')}.xml")
            files[-1].write_bytes(data)
    assert len(files) > 15
    assert validate(files, schema) == []


def test_page_open_where_a_page_of_the_site_begins(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "tests/site/tei/journal.xml", tmp_path)
    document = Edition.load(tmp_path, limits=Limits(0)).documents["journal"]
    assert open_pages(document)["ch02"] != ""
