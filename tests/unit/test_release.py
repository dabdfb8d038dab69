"""`edition release`: what changed is written down, old addresses lead somewhere, a tag is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from support.git import begin, git

from edition.cli import main
from edition.tei.names import ID

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>A</title>
      </titleStmt>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <p xml:id="p1" n="1">The frist paragraph is of some length.</p>
      <p xml:id="p2" n="2">The second goes away, its words as well.</p>
      <p xml:id="p3" n="3">The third has words that all will know again.<pb xml:id="b1" n="2"/></p>
    </body>
  </text>
</TEI>
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["release", *arguments])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text released as 1.0, corrected and committed since."""
    monkeypatch.chdir(tmp_path)
    Path("tei").mkdir()
    Path("tei/a.xml").write_text(TEXT, "utf-8")
    Path("tei/b.xml").write_text(TEXT, "utf-8")
    Path("CITATION.cff").write_text('title: A\nversion: "0.1"\ndate-released: "2020-01-01"\n', "utf-8")
    begin(tmp_path)
    assert run("1.0").exit_code == 0
    text = Path("tei/a.xml").read_text("utf-8").replace("frist", "first")
    text = text.replace('      <p xml:id="p2" n="2">The second goes away, its words as well.</p>\n', "")
    Path("tei/a.xml").write_text(text.replace('xml:id="p3"', 'xml:id="q3"'), "utf-8")
    git(".", "commit", "-qam", "corrected")
    return tmp_path


def tei(name: str) -> etree._Element:
    return etree.parse(f"tei/{name}").getroot()


def test_a_document_that_changed_says_so(project: Path) -> None:
    done = run("1.1")
    assert done.exit_code == 0, done.output
    first, second = tei("a.xml").iter("{*}change")
    assert (first.get("n"), second.get("n"), second.get("type")) == ("1.0", "1.1", "release")
    assert second.text == "Version 1.1: 1 passage corrected, 1 block struck out."
    assert [change.get("n") for change in tei("b.xml").iter("{*}change")] == ["1.0"]


def test_old_addresses_lead_to_where_the_text_went(project: Path) -> None:
    run("1.1")
    holders = {e.get(ID): e.getparent().get(ID) for e in tei("a.xml").iter("{*}anchor")}  # type: ignore[union-attr]
    assert holders == {"p2": "p1", "p3": "q3"}
    assert CliRunner().invoke(main, ["check", "--select", "id-*"]).exit_code == 0


def test_what_went_to_another_text_keeps_its_address_there(project: Path) -> None:
    line = '<p xml:id="p3" n="3">The third has words that all will know again.<pb xml:id="b1" n="2"/></p>'
    text = Path("tei/b.xml").read_text("utf-8")
    Path("tei/b.xml").write_text(text.replace(line, ""), "utf-8")
    Path("tei/c.xml").write_text(
        TEXT.partition("<p xml")[0] + line + "<p>More.</p></body></text></TEI>", "utf-8"
    )
    git(".", "add", ".")
    git(".", "commit", "-qam", "moved")
    assert run("1.1").exit_code == 0
    assert [e.get(ID) for e in tei("b.xml").iter("{*}anchor")] == ["b1"]


def test_no_entry_gets_the_name_of_another(project: Path) -> None:
    people = '<listPerson><person xml:id="ann"><persName>Ann</persName></person>{}</listPerson>'
    bob = '<person xml:id="bob"><persName>Bob</persName></person>'
    register = f"{TEXT.partition('<p xml')[0]}{{}}</body></text></TEI>"
    for number, more in enumerate((bob, ""), 2):
        Path("tei/who.xml").write_text(register.format(people.format(more)), "utf-8")
        git(".", "add", ".")
        git(".", "commit", "-qm", "people")
        assert run(f"{number}.0").exit_code == 0
    assert not list(tei("who.xml").iter("{*}anchor"))


def test_notes_tag_commit_and_facts(project: Path) -> None:
    done = run("1.1")
    assert "- para. 1: The ~~frist~~ **first** paragraph is" in done.stdout
    assert "## A (a.xml)" in done.stdout
    assert done.stdout.partition("\n\n")[2].strip() in git(
        project, "tag", "-l", "--format=%(contents)", "v1.1"
    )
    assert git(".", "describe", "--tags").strip() == "v1.1"
    assert git(".", "status", "--porcelain") == ""
    assert 'version: "1.1"' in Path("CITATION.cff").read_text("utf-8")


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = git(".", "rev-parse", "HEAD")
    assert "# Version 1.1" in run("1.1", "--dry-run").stdout
    assert (git(".", "rev-parse", "HEAD"), git(".", "status", "--porcelain"), git(".", "tag")) == (
        before,
        "",
        "v1.0\n",
    )


@pytest.mark.parametrize(
    ("version", "spoil", "says"),
    [
        ("next", "", "is no version"),
        ("1.0", "", "v1.0 exists"),
        ("1.1", "uncommitted", "not committed"),
        ("1.1", "broken", "would be published"),
    ],
)
def test_refused(project: Path, version: str, spoil: str, says: str) -> None:
    if spoil:
        path = Path("tei/a.xml")
        path.write_text(
            path.read_text("utf-8").replace("</body>", "" if spoil == "broken" else " </body>"), "utf-8"
        )
    if spoil == "broken":
        git(".", "commit", "-qam", "broken")
    done = run(version)
    assert (done.exit_code, git(".", "tag")) == (2, "v1.0\n")
    assert says in done.output


def test_a_release_is_made_on_a_branch(project: Path) -> None:
    git(".", "checkout", "-q", "--detach")
    done = run("1.1")
    assert (done.exit_code, "HEAD is detached" in done.output) == (2, True)
    assert git(".", "tag") == "v1.0\n"
    assert run("1.1", "--dry-run").exit_code == 0
