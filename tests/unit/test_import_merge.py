"""A source imported again: what editors corrected stays, what the import does better comes in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.git import begin, git

from edition.cli import main

SOURCE = """# One

The frist paragraph has a misprint, and the prisners too.

The second stands here. It goes on in a sentence of its own, as long as the first was.

The third is the last one.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def tei() -> str:
    return Path("tei/a.xml").read_text("utf-8")


def change(path: str, old: str, new: str) -> None:
    before = Path(path).read_text("utf-8")
    assert old in before
    Path(path).write_text(before.replace(old, new), "utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An imported source, committed, then corrected by an editor."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(SOURCE, "utf-8")
    Path("a.toml").write_text('title = "A"\n', "utf-8")
    assert run("import", "a.md").exit_code == 0
    begin(".", "imported")
    change("tei/a.xml", "prisners", "<persName>prisoners</persName>")
    return tmp_path


def test_corrections_and_a_better_text_both_stand(project: Path) -> None:
    change("a.md", "frist", "first")
    done = run("import", "a.md")
    assert (done.exit_code, "a.xml merged" in done.output) == (0, True)
    assert "The first paragraph has a misprint, and the <persName>prisoners</persName> too." in tei()


def test_ids_stay_with_their_paragraphs_when_one_is_read_as_two(project: Path) -> None:
    last = next(line for line in tei().splitlines() if "third" in line)
    change("a.md", "here. It", "here.\n\nIt")
    assert run("import", "a.md").exit_code == 0
    assert last in tei()
    assert "prisoners" in tei()
    assert run("check", "--select", "id-*").exit_code == 0


def test_where_both_changed_a_word_both_stand_and_the_editor_is_first(project: Path) -> None:
    change("a.md", "prisners", "prizners")
    done = run("import", "a.md")
    assert done.exit_code == 0
    assert "[merge-conflict]" in done.output
    both = '<seg type="editors"><persName>prisoners</persName></seg><seg type="import">prizners</seg>'
    assert f"<choice>{both}</choice>" in tei()
    assert run("check", "--select", "merge-conflict", "--strict").exit_code == 1


def test_an_import_of_the_same_source_changes_nothing(project: Path) -> None:
    change("a.md", "frist", "first")
    run("import", "a.md")
    merged = tei()
    assert "unchanged" in run("import", "a.md").output
    assert tei() == merged


def test_after_a_merge_the_next_import_merges_too(project: Path) -> None:
    change("a.md", "frist", "first")
    run("import", "a.md")
    git(".", "commit", "-qam", "merged")
    change("a.md", "last one", "last of all")
    assert run("import", "a.md").exit_code == 0
    assert "first paragraph" in tei() and "last of all" in tei() and "prisoners" in tei()


@pytest.fixture
def corrected(project: Path) -> Path:
    """The project, with the correction committed."""
    git(".", "commit", "-qam", "corrected")
    return project


def test_a_decided_conflict_is_not_asked_again(corrected: Path) -> None:
    change("a.md", "prisners", "prizners")
    assert "1 conflicts to be decided" in run("import", "a.md", "--commit").output
    ours = "<persName>prisoners</persName>"
    both = f'<choice><seg type="editors">{ours}</seg><seg type="import">prizners</seg></choice>'
    change("tei/a.xml", both, ours)
    git(".", "commit", "-qam", "decided")
    change("a.md", "last one", "last of all")
    done = run("import", "a.md", "--commit")
    assert (done.exit_code, "merge-conflict" in done.output) == (0, False)
    assert ours in tei() and "last of all" in tei()
    assert git(".", "status", "--porcelain", "tei", "a.md") == ""


def test_git_has_the_import_as_it_was_below_the_merge(corrected: Path) -> None:
    change("a.md", "frist", "first")
    assert run("import", "a.md", "--commit").exit_code == 0
    log = git(".", "log", "--format=%s").splitlines()
    assert log[:3] == ["Import of a.md", "Import of a.md, as it was read", "corrected"]
    as_read = git(".", "show", "HEAD~1:tei/a.xml")
    assert "first" in as_read and "prisners" in as_read


@pytest.mark.parametrize("kept_out", ["ignored", "elsewhere"])
def test_a_source_that_git_must_not_have_is_left_out_of_the_commit(
    project: Path, tmp_path_factory: pytest.TempPathFactory, kept_out: str
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") if kept_out == "elsewhere" else project / "private"
    folder.mkdir(exist_ok=True)
    Path(".gitignore").write_text("private\n", "utf-8")
    for name in ("a.md", "a.toml"):
        (folder / name.replace("a", "b")).write_text(Path(name).read_text("utf-8"), "utf-8")
    done = run("import", str(folder / "b.md"), "--commit")
    assert (done.exit_code, "b.xml: committed" in done.output) == (0, True)
    assert git(".", "show", "--name-only", "--format=", "HEAD").split() == ["tei/b.xml"]


def test_a_name_with_brackets_takes_no_other_file_along(project: Path) -> None:
    for name in ("b[1]", "b1"):
        Path(f"{name}.md").write_text(SOURCE, "utf-8")
    Path("b[1].toml").write_text('title = "B"\n', "utf-8")
    assert run("import", "b[1].md", "--commit").exit_code == 0
    assert git(".", "show", "--name-only", "--format=", "HEAD").split() == [
        "b[1].md",
        "b[1].toml",
        "tei/b-1.xml",
    ]


def test_what_else_is_staged_stays_staged(corrected: Path) -> None:
    change("a.md", "frist", "first")
    Path("mine.txt").write_text("not yet", "utf-8")
    git(".", "add", "mine.txt")
    assert run("import", "a.md", "--commit").exit_code == 0
    assert git(".", "status", "--porcelain", "--untracked-files=no") == "A  mine.txt\n"


def test_nothing_is_imported_into_a_merge_that_is_not_done(corrected: Path) -> None:
    git(".", "checkout", "-q", "-b", "other", "HEAD~1")
    Path("theirs.txt").write_text("theirs", "utf-8")
    git(".", "add", "theirs.txt")
    git(".", "commit", "-qm", "theirs")
    git(".", "checkout", "-q", "main")
    git(".", "merge", "--no-commit", "--no-ff", "other")
    before = tei()
    change("a.md", "frist", "first")
    done = run("import", "a.md", "--commit")
    assert (done.exit_code, "a git merge is under way" in done.output) == (2, True)
    assert tei() == before


def test_without_a_repository_nothing_is_committed_nor_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(SOURCE, "utf-8")
    Path("a.toml").write_text('title = "A"\n', "utf-8")
    done = run("import", "a.md", "--commit")
    assert (done.exit_code, "no git repository" in done.output) == (2, True)
    assert not Path("tei").exists()


def test_edits_that_are_not_committed_are_not_merged_into_history(project: Path) -> None:
    before = tei()
    change("a.md", "frist", "first")
    done = run("import", "a.md", "--commit")
    assert (done.exit_code, "not committed" in done.output) == (2, True)
    assert tei() == before


def test_ids_of_a_file_that_nobody_edited_stay_too(project: Path) -> None:
    git(".", "checkout", "-q", "tei/a.xml")
    last = next(line for line in tei().splitlines() if "third" in line)
    change("a.md", "here. It", "here.\n\nIt")
    assert "replaced" in run("import", "a.md").output
    assert last in tei()
    assert "unchanged" in run("import", "a.md").output


@pytest.fixture
def branches(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two branches of editors, and git set up to merge them."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    assert run("init-git").exit_code == 0
    git(".", "add", ".gitattributes")
    git(".", "commit", "-qam", "ours")
    git(".", "checkout", "-qb", "theirs", "HEAD~1")
    return project


def test_git_merges_a_paragraph_that_one_moved_and_the_other_corrected(branches: Path) -> None:
    lines = tei().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "frist" in line)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    Path("tei/a.xml").write_text("".join(lines), "utf-8")
    git(".", "commit", "-qam", "theirs")
    git(".", "checkout", "-q", "-")
    git(".", "merge", "-q", "theirs", "-m", "merged")
    assert "prisoners" in tei()
    assert tei().index("The second") < tei().index("The frist")


def test_git_stops_at_a_conflict_and_the_file_is_sound(branches: Path) -> None:
    change("tei/a.xml", "prisners", "prizners")
    git(".", "commit", "-qam", "theirs")
    git(".", "checkout", "-q", "-")
    git(".", "merge", "-q", "theirs", "-m", "merged", code=1)
    assert '<choice><seg type="ours"><persName>prisoners</persName></seg>' in tei()
    assert run("format", "--check").exit_code == 0


def test_a_version_that_is_no_xml_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    bad.write_text("<<<<<<< ours", "utf-8")
    done = run("merge", str(good), str(good), str(bad))
    assert done.exit_code == 2
    assert "[xml-malformed]" in done.output
    assert good.read_text("utf-8") == '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
