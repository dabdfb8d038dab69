"""What people get wrong at the command: answered with what was found and what would be right.

No run ends with a traceback, and none leaves half of what it should write.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.git import begin, git

from edition.cli import main

TEXT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
    "<publicationStmt><availability><p>Free.</p></availability></publicationStmt>"
    "<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>"
    '<text><body><p xml:id="p1">One.<note>Pravda, 3 May 1930.</note></p></body></text></TEI>\n'
)
BROKEN = "<TEI><text></TEI>"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition of one text, and two files that are none."""
    monkeypatch.chdir(tmp_path)
    Path("tei").mkdir()
    Path("empty").mkdir()
    Path("tei/book.xml").write_text(TEXT, "utf-8")
    Path("mkdocs.yml").write_text("site_name: A\ndocs_dir: tei\n", "utf-8")
    Path("words.txt").write_text("Words.", "utf-8")
    return tmp_path


def run(line: str) -> Result:
    """Run a command; what is not wrong must not be in `CASES`."""
    return CliRunner().invoke(main, line.split())


CASES = [
    ("imprt x", "there is no command “imprt”; did you mean “import”?"),
    ("zzz", "there is no command “zzz”; one of new, import,"),
    ("export pfd", "there is no command “pfd”; did you mean “pdf”?"),
    ("check --strct", "--strct"),
    ("check nosuch.xml", "nosuch.xml: error: no such file or folder; TEI files, or a folder of them"),
    ("format nosuch.xml", "nosuch.xml: error: no such file or folder"),
    ("cite nosuch.xml", "nosuch.xml: error: no such file or folder"),
    ("tag --yes nosuch.xml", "nosuch.xml: error: no such file or folder"),
    ("check empty", "empty: error: no .xml in this folder"),
    (
        "check --baseline nosuch.json",
        "nosuch.json: error: no such baseline; a file that edition check --write",
    ),
    ("check --schema nosuch.rng", "nosuch.rng: error: no such schema; a file that ends in .rng or .rnc"),
    ("cite --docs nosuch", "'nosuch' does not exist"),
    ("tag --yes --docs nosuch", "'nosuch' does not exist"),
    ("bibliography nosuch.bib", "nosuch.bib: error:"),
    ("export pdf nosuch", "nosuch: error: no such document in this edition; one of book"),
    ("export epub -f nosuch.yml", "nosuch.yml: error: No such file or directory; a mkdocs.yml: -f FILE"),
    ("export text -f nosuch.yml", "nosuch.yml: error: No such file or directory; a mkdocs.yml: -f FILE"),
    ("diff", "there is no release to compare with"),
    ("release 1.0", "tei has no commit in git"),
    ("init-git", "tei is in no git repository"),
    ("merge a.xml b.xml c.xml", "a.xml: error: no such file; a TEI file"),
    ("new words.txt/folder", "words.txt/folder"),
    ("cite --report words.txt/report.tsv", "words.txt/report.tsv: error:"),
    ("export pdf -o words.txt/pdf", "words.txt/pdf/book.pdf: error:"),
    ("export data -o words.txt/data", "words.txt/data/"),
]


@pytest.mark.parametrize(("line", "says"), CASES, ids=[line for line, _ in CASES])
def test_misuse_is_answered_and_nothing_is_written(project: Path, line: str, says: str) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = run(line)
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert says in " ".join(result.stderr.split())
    after = {p: p.read_bytes() for p in project.rglob("*") if p.is_file() and ".cache" not in p.parts}
    assert after == before


@pytest.mark.parametrize("command", ["export pdf", "export epub", "export html", "export text"])
def test_a_book_without_one_of_its_texts_says_so(project: Path, command: str) -> None:
    Path("tei/broken.xml").write_text(BROKEN, "utf-8")
    result = run(command)
    assert result.exit_code == 1
    assert "tei/broken.xml:1:" in result.stderr


@pytest.mark.parametrize("command", ["export pdf", "export epub", "export html", "export text"])
def test_an_edition_without_texts_makes_no_book(project: Path, command: str) -> None:
    Path("tei/book.xml").unlink()
    result = run(command)
    assert result.exit_code == 2
    assert "tei: error: no documents in this folder" in result.stderr
    assert not Path("build").exists()


def test_a_file_of_another_kind_is_looked_at_all_the_same(project: Path) -> None:
    result = run("check words.txt")
    assert result.exit_code == 1
    assert "words.txt:1: error: the file does not begin with a tag" in result.stdout


def test_a_file_that_cannot_be_read_is_a_problem_of_the_check(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "book.xml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run("check")
    assert result.exit_code == 1
    assert "tei/book.xml: error: Permission denied; a file that can be read" in result.stdout


@pytest.fixture
def repository(project: Path) -> Path:
    """The edition under git, committed by somebody."""
    begin(project)
    return project


def test_a_release_that_git_refuses_leaves_the_files_as_they_were(repository: Path) -> None:
    hook = Path(".git/hooks/pre-commit")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    result = run("release 1.0")
    assert result.exit_code == 2
    assert "not today" in result.stderr
    assert not git(".", "status", "--porcelain", "--untracked-files=no")
    assert not git(".", "tag")


def test_a_release_without_a_text_that_git_does_not_know_is_refused(repository: Path) -> None:
    Path("tei/new.xml").write_text(TEXT, "utf-8")
    result = run("release 1.0")
    assert result.exit_code == 2
    assert "git does not know tei/new.xml yet" in " ".join(result.stderr.split())


def test_a_document_that_no_version_has_is_not_unchanged(repository: Path) -> None:
    assert run("diff HEAD tei/book.xml").exit_code == 0
    result = run("diff HEAD nosuch.xml")
    assert result.exit_code == 2
    assert "neither version has a document “nosuch.xml”; one of book.xml" in " ".join(result.stderr.split())


@pytest.mark.parametrize("folder", ["letters", "a b", 'a [b] "c" #d', "Bücher"])
def test_git_merges_the_files_of_any_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (repository / folder / "tei").mkdir(parents=True)
    monkeypatch.chdir(repository / folder)
    assert run("init-git").exit_code == 0
    assert git(".", "check-attr", "merge", "tei/book.xml").endswith("merge: edition\n")
    assert git(".", "check-attr", "merge", "book.xml").endswith("merge: unspecified\n")
