"""`edition tag` as a command: asked in a terminal, with --yes and --dry-run, again and again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from support import jing
from support.beside import tool

from edition.annotate.ranges import blocks
from edition.cli import main, tag
from edition.tei.names import TEI

# ruff: noqa: E501 - a case a line
HEAD = """<teiHeader>
    <fileDesc>
      <titleStmt><title>A Text on Bukharin</title></titleStmt>
      <publicationStmt><p>No.</p></publicationStmt>
      <sourceDesc><p>None.</p></sourceDesc>
    </fileDesc>
  </teiHeader>"""
TEXT = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="{TEI}">
  {HEAD}
  <text>
    <body>
      <p   n='1'>Bukharin spoke, Kosior was silent.</p>
      <!-- Bukharin -->
      <p>Bukharin went, Bukharin came.<note>To Bukharin&#x2019;s house.</note></p>
      <p>Kosior again.</p>
    </body>
  </text>
</TEI>
"""
REGISTER = f"""<TEI xmlns="{TEI}">
  {HEAD}
  <text><body><listPerson>
    <person xml:id="bukharin"><persName><surname>Bukharin</surname>, <forename>Nikolai</forename></persName><birth when="1888">1888</birth></person>
    <person xml:id="kosior-s"><persName><surname>Kosior</surname>, <forename>Stanislav</forename></persName></person>
    <person xml:id="kosior-v"><persName><surname>Kosior</surname>, <forename>Vladislav</forename></persName></person>
  </listPerson></body></text>
</TEI>
"""


@pytest.fixture
def tei(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tei" / "registers").mkdir(parents=True)
    (tmp_path / "tei" / "text.xml").write_text(TEXT, "utf-8")
    (tmp_path / "tei" / "registers" / "persons.xml").write_text(REGISTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tei"


def run(*arguments: str, keys: str | None = None) -> Result:
    typed = None if keys is None else "\n".join(keys.split()) + "\n"
    return CliRunner().invoke(main, ["tag", *arguments], input=typed, catch_exceptions=False)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag, "is_terminal", lambda: True)


def marks(tei: Path) -> list[str]:
    """Return the marked words of the text: `bukharin Bukharin`, `- Kosior` for words that are none."""
    data = (tei / "text.xml").read_text("utf-8").partition("<body>")[2]
    found = re.findall(r'<(?:persName ref="registers/persons.xml#([\w-]+)"|seg type="(plain)")>(.*?)</', data)
    return [f"{entry or '-'} {text}" for entry, _, text in found]


def test_yes_marks_what_is_certain_and_lists_the_rest(tei: Path) -> None:
    result = run("--yes")
    assert result.exit_code == 0
    assert marks(tei) == ["bukharin Bukharin"] * 4
    assert (
        "tei/text.xml:12, 15: “Kosior” ×2, kosior-s or kosior-v? several persons bear this name"
        in result.output
    )


def test_only_tags_are_added(tei: Path) -> None:
    run("--yes")
    data = (tei / "text.xml").read_text("utf-8")
    assert data != TEXT
    assert re.sub(r"</?persName[^>]*>", "", data) == TEXT
    assert sum(a != b for a, b in zip(data.splitlines(), TEXT.splitlines(), strict=True)) == 2


def test_again_changes_nothing(tei: Path) -> None:
    run("--yes")
    before = (tei / "text.xml").stat().st_mtime_ns
    assert "0 changed" in run("--yes").output
    assert (tei / "text.xml").stat().st_mtime_ns == before


def test_a_dry_run_shows_a_diff_and_writes_nothing(tei: Path) -> None:
    result = run("--dry-run")
    assert (
        "+      <p   n='1'><persName ref=\"registers/persons.xml#bukharin\">Bukharin</persName>"
        in result.output
    )
    assert "1 would change" in result.output
    assert (tei / "text.xml").read_text("utf-8") == TEXT


def test_without_a_terminal_it_says_what_to_do(tei: Path) -> None:
    result = run()
    assert result.exit_code == 2
    assert "--yes" in result.output
    assert (tei / "text.xml").read_text("utf-8") == TEXT


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("y 1 y y y 2", ["bukharin Bukharin", "kosior-s Kosior", *["bukharin Bukharin"] * 3, "kosior-v Kosior"]),
        ("n s s s s s", ["- Bukharin"]),
        ("a s s", ["bukharin Bukharin"] * 4),
        ("x s s", ["- Bukharin"] * 4),
        ("c 1 s", ["bukharin Bukharin", "kosior-s Kosior", *["bukharin Bukharin"] * 3]),
        ("y q", ["bukharin Bukharin"]),
        ("? y q", ["bukharin Bukharin"]),
        ("nonsense y q", ["bukharin Bukharin"]),
        ("y 2", ["bukharin Bukharin", "kosior-v Kosior"]),
        ("s a s s s", ["kosior-s Kosior", "kosior-s Kosior"]),
    ],
    ids=["each", "no", "all", "none of this name", "all that is certain", "quit", "help", "mistyped", "the input ends", "all of several"],
)  # fmt: skip
def test_the_review(tei: Path, keys: str, wanted: list[str]) -> None:
    result = run(keys=keys)
    assert result.exit_code == 0
    assert marks(tei) == wanted


@pytest.mark.usefixtures("terminal")
def test_what_was_refused_is_not_asked_again(tei: Path) -> None:
    run(keys="x x")
    assert marks(tei) == [f"- {name}" for name in "Bukharin Kosior Bukharin Bukharin Bukharin Kosior".split()]
    data = (tei / "text.xml").read_bytes()
    result = run(keys="y")
    assert "of 6" not in result.output
    assert (tei / "text.xml").read_bytes() == data


@pytest.mark.usefixtures("terminal")
def test_the_review_shows_who_is_meant_and_what_is_in_doubt(tei: Path) -> None:
    output = run(keys="q").output
    assert "text.xml:12  1 of 6" in output
    assert "Bukharin spoke, Kosior was silent." in output
    assert "Bukharin, Nikolai (1888–)  (registers/persons#bukharin)" in output
    output = run(keys="s q").output
    assert "1  Kosior, Stanislav" in output
    assert "in doubt: several persons bear this name" in output


@pytest.mark.usefixtures("tei")
def test_only_some_kinds() -> None:
    assert "3 entries looked for" in run("--dry-run", "--only", "persons", "--only", "places").output
    assert "Nothing to look for" in run("--dry-run", "--only", "places").output


def test_one_file_of_several(tei: Path) -> None:
    (tei / "other.xml").write_text(TEXT, "utf-8")
    run("tei/other.xml", "--yes")
    assert marks(tei) == []
    assert "persName" in (tei / "other.xml").read_text("utf-8")


def test_a_file_that_is_no_tei_is_told(tei: Path) -> None:
    (tei / "bad.xml").write_text("<TEI>", "utf-8")
    result = run("--yes")
    assert result.exit_code == 2
    assert "xml-malformed" in result.output
    assert (tei / "text.xml").read_text("utf-8") == TEXT


def test_the_sample_is_valid_and_its_text_the_same(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("java")
    for path in sorted((root / "tei").rglob("*.xml")):
        to = tmp_path / path.relative_to(root)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    result = run("--yes")
    assert result.exit_code == 0
    files = sorted((tmp_path / "tei").rglob("*.xml"))
    for path in files:
        old = etree.parse(root / path.relative_to(tmp_path)).getroot()
        new = etree.parse(path).getroot()
        assert [b.text for b in blocks(old)] == [b.text for b in blocks(new)], path
    assert jing.validate(files) == []
    assert "0 changed" in run("--yes").output
