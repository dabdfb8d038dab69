"""`edition diff`: what changed, as a reader would say it; cases in tests/cases/diff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html
from support.git import begin, git

from edition.cli import main
from edition.versions.changes import FORMATS, where
from edition.versions.diff import diff
from tests.support import histories
from tests.support.cases import expect, load
from tests.unit.test_merge import history, said

CASES = sorted((Path(__file__).parents[1] / "cases/diff").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, accept: bool) -> None:
    case = load(path)
    changes = diff(case.parts["before"].encode(), case.parts["after"].encode(), "a.xml")
    expect(case, "changes", "\n".join(FORMATS["text"](changes, {})), accept)


@pytest.mark.parametrize("seed", range(60))
def test_every_word_that_came_or_went_is_told(seed: int) -> None:
    old, new, _ = history(seed)
    told = " ".join(f"{change.before} {change.after}" for change in diff(old, new, "a.xml"))
    words = set(histories.WORD.findall(told))
    assert words >= said(old, remarks=False) ^ said(new, remarks=False)


@pytest.mark.parametrize("seed", range(10))
def test_nothing_changed_is_nothing_told(seed: int) -> None:
    old, _, _ = history(seed)
    assert diff(old, old, "a.xml") == []


OLD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p xml:id="p1" n="1">Frist.</p></body></text></TEI>'
)


def test_a_link_whose_words_were_corrected_is_no_new_link() -> None:
    old = OLD.replace("Frist.", '<ref target="#p1">Frist</ref>.')
    changes = diff(old.encode(), old.replace("Frist", "First").encode(), "a.xml")
    assert [change.kind for change in changes] == ["corrected"]


def test_a_place_is_named_by_its_chapter_too() -> None:
    old = OLD.replace("<p ", "<div><head>A very long heading of a chapter about nothing at all</head><p ")
    old = old.replace("</body>", "</div></body>")
    (change,) = diff(old.encode(), old.replace("Frist", "First").encode(), "a.xml")
    assert where(change) == "A very long heading of a chapter about …, para. 1"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A released text, corrected since; a second text that is new."""
    monkeypatch.chdir(tmp_path)
    Path("tei").mkdir()
    Path("tei/a.xml").write_text(OLD, "utf-8")
    begin(tmp_path, tag="v1.0")
    Path("tei/a.xml").write_text(OLD.replace("Frist", "First <hi>&lt;b&gt;</hi>"), "utf-8")
    Path("tei/b.xml").write_text(OLD, "utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["diff", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_since_the_last_release(project: Path) -> None:
    assert run() == "a.xml\n  para. 1: [-Frist-]{+First <b>+}.\nb.xml\n  a new text (1 word)\n"


def test_one_document_between_two_versions(project: Path) -> None:
    git(project, "commit", "-qam", "two")
    assert "Frist" in run("v1.0..HEAD", "a.xml")
    assert run("HEAD..HEAD") == ""


def test_html_is_a_page_in_which_text_stays_text(project: Path) -> None:
    run("--format", "html", "-o", "changes.html")
    page = html.parse("changes.html")
    assert [e.text_content() for e in page.iter("ins")] == ["First <b>"]
    assert [e.text_content() for e in page.iter("del")] == ["Frist"]
    assert not list(page.iter("script", "b"))


def test_tei_is_a_list_of_changes_with_their_places(project: Path) -> None:
    first, _ = etree.fromstring(run("--format", "tei"))
    assert (first.get("type"), first.get("target")) == ("corrected", "a.xml#p1")


def test_markdown_names_documents_by_their_titles_and_text_stays_text(project: Path) -> None:
    header = "<teiHeader><fileDesc><titleStmt><title>A *Book*</title></titleStmt></fileDesc></teiHeader>"
    text = Path("tei/a.xml").read_text("utf-8").replace("<text>", f"{header}<text>")
    Path("tei/a.xml").write_text(text, "utf-8")
    assert run("--format", "markdown", "--", "v1.0", "a.xml").splitlines() == [
        r"## A \*Book\* (a.xml)",
        "",
        r"- header: **A \*Book\***",
        r"- para. 1: ~~Frist~~ **First \<b\>**.",
    ]


def test_json_says_all(project: Path) -> None:
    first, second = json.loads(run("--format", "json"))
    assert (first["kind"], first["before"], first["after"]) == ("corrected", "Frist", "First <b>")
    assert (second["kind"], second["document"]) == ("added", "b.xml")


@pytest.mark.parametrize("versions", ["v9", "v1.0..v9", "--upload-pack=x"])
def test_a_version_that_git_does_not_know_is_said_to_be_none(project: Path, versions: str) -> None:
    result = CliRunner().invoke(main, ["diff", "--", versions])
    assert result.exit_code == 2
    assert "git knows no version" in result.output
