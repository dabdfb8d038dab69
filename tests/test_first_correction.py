"""`docs/first-correction.md`, walked with git alone: what a host does by buttons is a branch and a merge.

The texts, the messages and the conflict are those that the guide shows.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.git import begin, git

from edition.cli import main

GUIDE = (Path(__file__).parents[1] / "docs" / "first-correction.md").read_text("utf-8")
FENCES = re.findall(r"^```xml\n(.*?)\n```$", GUIDE, re.MULTILINE | re.DOTALL)
PARAGRAPH, CORRECTED, CONFLICT = FENCES
LED = "<p>He was led to the isolator.</p>"
TEXT = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>The Keeper</title></titleStmt>
<publicationStmt><availability><p>Free.</p>
</availability></publicationStmt><sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
<text><body><div xml:id="ch02">
{PARAGRAPH}
<p>The second.</p>
{LED}
</div></body></text></TEI>
"""
SAID = dict(re.findall(r"^\| (`[^|]+`|a file “would change”[^|]*) \| (.*?) \|$", GUIDE, re.MULTILINE))
"""What the machine says, and what to do: the table of the guide."""
FAULTS = [
    (re.escape("`</p> closes while <hi> of line 21 is open`"), "</hi>,", "<hi>,"),
    (re.escape("`a & that begins no reference`"), "the manual", "the manual & more"),
    (re.escape("`<italic> is no element of TEI`"), "The second", "The <italic>second</italic>"),
    (re.escape("`the last release has the id ch02-p002`"), ' xml:id="ch02-p002"', ""),
    (re.escape("`“the the”; “the” once, or sic`"), "to the isolator", "to the the isolator"),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def change(old: str, new: str) -> None:
    file = Path("tei/keeper.xml")
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition on a host, released; a reader's copy of it, in which a change may be made."""
    kept = tmp_path / "kept"
    (kept / "tei").mkdir(parents=True)
    (kept / "tei/keeper.xml").write_text(TEXT, "utf-8")
    monkeypatch.chdir(kept)
    assert run("format").exit_code == 0
    begin(kept, tag="v1.0")
    git(tmp_path, "clone", "-q", str(kept), "fork")
    monkeypatch.chdir(tmp_path / "fork")
    git(".", "checkout", "-qb", "correction")
    return tmp_path


def test_a_word_is_corrected_handed_in_checked_and_taken_over(fork: Path) -> None:
    change("teh", "the")
    corrected = Path("tei/keeper.xml").read_text("utf-8")
    assert CORRECTED.removesuffix("…").strip() in corrected
    assert run("check", "--ignore", "entry-unused").exit_code == 0
    assert run("format", "--check").exit_code == 0
    git(".", "commit", "-qam", "Chapter 2: misprint")
    git(".", "push", "-q", "origin", "correction")
    git(fork / "kept", "merge", "-q", "--no-ff", "-m", "taken over", "correction")
    assert (fork / "kept/tei/keeper.xml").read_text("utf-8") == corrected
    told = run("diff", "--folder", str(fork / "kept/tei")).stdout
    assert "para. 2: Nobody came. I read [-teh-]{+the+} whole of Halvorsen" in told


@pytest.mark.parametrize(("said", "old", "new"), FAULTS, ids=[said[:30] for said, _, _ in FAULTS])
def test_the_machine_says_what_the_guide_tells(fork: Path, said: str, old: str, new: str) -> None:
    change(old, new)
    (row,) = (row for row in SAID if re.fullmatch(said, row))
    message = re.escape(row.strip("`")).replace("21", r"\d+")
    assert re.search(message, run("check").output), run("check").output


def test_a_file_that_would_change_is_named(fork: Path) -> None:
    change("<p>The second", "  <p>The second")
    assert "would change" in run("format", "--check").output


def test_two_corrections_of_one_word_stand_side_by_side_until_one_is_chosen(
    fork: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    change("was led to", "was taken to")
    git(".", "commit", "-qam", "theirs")
    git(".", "push", "-q", "origin", "correction")
    monkeypatch.chdir(fork / "kept")
    change("was led to", "was driven to")
    assert run("init-git").exit_code == 0
    git(".", "add", ".gitattributes")
    git(".", "commit", "-qam", "ours")
    git(".", "merge", "-q", "correction", "-m", "merged", code=1)
    shown = CONFLICT.replace("led", "driven")
    assert shown in Path("tei/keeper.xml").read_text("utf-8")
    assert "merge-conflict" in run("check").output
    change(shown, "<p>He was taken to the isolator.</p>")
    assert "<p>He was taken to the isolator.</p>" in GUIDE
    assert run("check", "--strict", "--ignore", "entry-unused").exit_code == 0
