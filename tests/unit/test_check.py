"""`edition check`: each code has a folder with a file that has the fault and one that has not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.git import begin

from edition.checks import cache, links, report, schema
from edition.checks.cache import Store
from edition.checks.run import check, look
from edition.cli import main
from edition.folder import Folder
from edition.problems import Code, Place, Problem

CASES = Path(__file__).parents[1] / "cases/check"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())
ELSEWHERE = {"id-removed", "schema-invalid", "schema-unusable", "schematron-failed", "schematron-warned"}
"""Codes that need more than one file: they have tests of their own below."""


def codes(folder: Path, name: str) -> set[str]:
    found = check(Folder.read(folder, [name]), folder, Store(None))
    return {problem.code.slug for problem in found}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_fault_is_found_and_nothing_else(folder: Path) -> None:
    assert codes(folder, "bad.xml") == {folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_right_has_no_fault(folder: Path) -> None:
    assert codes(folder, "good.xml") <= ALONGSIDE.get(folder.name, set())


ALONGSIDE = {"entry-unused": {"entry-unused"}}
"""Of two entries one is mentioned, by the other."""


def test_every_code_of_a_check_has_a_folder() -> None:
    members = list(Code)
    first = members.index(Code.HEADER_INCOMPLETE)
    wanted = {code.slug for code in members[first:] if code.name in source_of_checks()}
    assert wanted - ELSEWHERE <= {folder.name for folder in FOLDERS}


def source_of_checks() -> str:
    package = Path(links.__file__).parent
    return "".join(file.read_text("utf-8") for file in package.glob("*.py"))


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    lines = ["", "<p>He went to the the prison.</p>"]
    problem = Problem(Code.WORD_DOUBLED, Place("a.xml", 2, 15, 7), "“the the”", "“the” once, or sic")
    assert list(report.text([problem], {"a.xml": lines})) == [
        "a.xml:2:15: warning: “the the”; “the” once, or sic [word-doubled]",
        "  2 | <p>He went to the the prison.</p>",
        "    |               ^^^^^^^",
    ]


def test_a_long_line_is_cut_around_the_fault() -> None:
    line = "x" * 500 + "FAULT" + "y" * 500
    problem = Problem(Code.WORD_DOUBLED, Place("a.xml", 1, 501, 5), "")
    _, shown, carets = report.text([problem], {"a.xml": [line]})
    at = carets.index("^")
    assert shown[at : at + 5] == "FAULT"
    assert len(shown) < 120


def test_places_are_exact_through_references_and_nested_notes(tmp_path: Path) -> None:
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
        "<p>&lt;&#xA0;&amp; it<note>a note</note> <hi>day day</hi></p></body></text></TEI>"
    )
    found = look(text.encode(), "a.xml", "a.xml").problems
    (doubled,) = [
        problem for problem in found if problem.code is Code.WORD_DOUBLED and "day day" in problem.found
    ]
    assert text[doubled.place.column - 1 :].startswith("day day</hi>")


FAULTY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="a">the the</p><p xml:id="a"/></TEI>\n'


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/a.xml").write_text(FAULTY, "utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", *arguments])
    return result.exit_code, result.stdout


def test_command_tells_all_and_fails_on_errors(faulty: Path) -> None:
    code, printed = run()
    assert code == 1
    assert "tei/a.xml:1:" in printed and "[id-duplicate]" in printed and "[word-doubled]" in printed


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--select", "word-doubled"], 0),
        (["--select", "word-doubled", "--strict"], 1),
        (["--select", "id-*"], 1),
        (["--ignore", "id-*", "--ignore", "header-*"], 0),
        (["--select", "no-such-code"], 2),
        (["nowhere.xml"], 2),
        (["--write-baseline"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_exit_codes(faulty: Path, options: list[str], code: int) -> None:
    assert run(*options)[0] == code


def test_json_is_a_list_of_objects(faulty: Path) -> None:
    _, printed = run("--format", "json", "--select", "word-doubled")
    (only,) = json.loads(printed)
    assert only == {
        "path": "tei/a.xml",
        "line": 1,
        "column": FAULTY.index("the the") + 1,
        "length": 7,
        "code": "word-doubled",
        "severity": "warning",
        "found": "“the the”",
        "wanted": "“the” once, or sic",
    }


def test_sarif_has_a_rule_and_a_region_for_each_result(faulty: Path) -> None:
    _, printed = run("--format", "sarif")
    (only,) = json.loads(printed)["runs"]
    rules = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
    assert rules == {result["ruleId"] for result in only["results"]}
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in only["results"]}
    assert uris == {"tei/a.xml"}


def test_github_gets_a_command_a_line(faulty: Path) -> None:
    _, printed = run("--format", "github", "--select", "word-doubled")
    column = FAULTY.index("the the") + 1
    where = f"file=tei/a.xml,line=1,col={column},endColumn={column + 7},title=word-doubled"
    assert printed == f"::warning {where}::“the the”; “the” once, or sic\n"


def test_old_sins_are_not_told_again(faulty: Path) -> None:
    assert run("--baseline", "known.json", "--write-baseline")[0] == 0
    assert run("--baseline", "known.json", "--strict") == (0, "")
    (faulty / "tei/a.xml").write_text("\n" + FAULTY.replace("<TEI", "<TEI") + "", "utf-8")
    (faulty / "tei/a.xml").write_text(FAULTY.replace("the the", "the the day day"), "utf-8")
    code, printed = run("--baseline", "known.json")
    assert code == 0
    assert printed.count("[") == 1 and "“day day”" in printed


def test_what_has_not_changed_is_not_looked_at_again(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run()
    monkeypatch.setattr("edition.checks.run.look", lambda *_: pytest.fail("looked again"))
    assert run() == first


def test_a_damaged_cache_is_as_good_as_none(faulty: Path) -> None:
    first = run()
    (faulty / ".cache/edition/checks.json").write_text(
        json.dumps({"program": cache.program(), "known": {"x": 1}})
    )
    assert run() == first


def test_the_problems_of_one_file_know_the_others(faulty: Path) -> None:
    body = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p><ref target="a.xml#a">there</ref></p></TEI>'
    (faulty / "tei/b.xml").write_text(body, "utf-8")
    _, printed = run("tei/b.xml", "--format", "json")
    assert {problem["code"] for problem in json.loads(printed)} == {"header-incomplete", "form-loose"}


def test_an_id_of_the_last_release_that_is_gone_breaks_addresses(faulty: Path) -> None:
    begin(faulty, tag="v1")
    (faulty / "tei/a.xml").write_text(FAULTY.replace('xml:id="a"', 'xml:id="b"'), "utf-8")
    _, printed = run("--select", "id-removed")
    assert printed == (
        "tei/a.xml: error: the last release has the id a; "
        "the id, or an anchor with it where its text went [id-removed]\n"
    )


RNG = """<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <oneOrMore><element name="p"><text/><optional><attribute name="xml:id"/></optional></element></oneOrMore>
</element>"""


@pytest.fixture
def validator() -> None:
    if lacking := schema.available():
        pytest.skip(f"no {lacking}")


def test_a_schema_says_what_cannot_stand_where(faulty: Path, validator: None) -> None:
    (faulty / "small.rng").write_text(RNG, "utf-8")
    (faulty / "tei/a.xml").write_text(FAULTY.replace('<p xml:id="a"/>', "<q/>"), "utf-8")
    _, printed = run("--schema", "small.rng", "--select", "schema-*")
    assert printed.startswith("tei/a.xml:1: error: <q> cannot stand here")


@pytest.mark.parametrize("text", ["no schema", "<a/>"])
def test_a_schema_that_is_none_is_said_to_be(faulty: Path, validator: None, text: str) -> None:
    (faulty / "bad.rng").write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["check", "--schema", "bad.rng"])
    assert result.exit_code == 2
    assert "bad.rng" in result.stderr


def test_java_that_is_not_there_is_named(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (faulty / "any.rng").touch()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    result = CliRunner().invoke(main, ["check", "--schema", "any.rng"])
    assert result.exit_code == 2
    assert "validation needs Java" in result.stderr
