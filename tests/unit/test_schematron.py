"""`edition check --schema`: Schematron, alone and in a RELAX NG schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.beside import in_ci, lacking

from edition.checks import saxon, schema
from edition.cli import main

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <text><body>
  <p>One</p>
  <p><date when="1900" notBefore="1899">1900</date></p>
 </body></text>
</TEI>
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if missing := saxon.available():
        lacking(missing, fail=in_ci())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/a.xml").write_text(TEXT, "utf-8")
    return tmp_path


def said(rules: str, name: str = "house.sch") -> str:
    """Return what is printed for the text under rules."""
    head = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'
    head += '<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>'
    Path(name).write_text(f"{head}{rules}</schema>", "utf-8")
    result = CliRunner().invoke(main, ["check", "--schema", name, "--select", "sch*"])
    return result.stdout if result.exit_code < 2 else result.stderr


def one(context: str, tests: str) -> str:
    """Return a pattern of one rule."""
    return f'<pattern><rule context="{context}">{tests}</rule></pattern>'


CASES = {
    "an assertion that does not hold is told with its line": (
        one("t:body", '<assert test="t:head">no heading</assert>'),
        "tei/a.xml:2: error: no heading [schematron-failed]\n",
    ),
    "a report that holds, with values in its words": (
        '<let name="year" value="1900"/>'
        + one(
            "t:date",
            '<let name="own" value="@when"/><report test="$own = string($year)">'
            '<name/> says <value-of select="$own"/>, {so}</report>',
        ),
        "tei/a.xml:4: error: date says 1900, {so} [schematron-failed]\n",
    ),
    "a mild role makes a warning": (
        one("t:date", '<report test="@notBefore" role="nonfatal">two</report>'),
        "tei/a.xml:4: warning: two [schematron-warned]\n",
    ),
    "an attribute is told at its element": (
        one("@notBefore", '<report test="true()">why</report>'),
        "tei/a.xml:4: error: why [schematron-failed]\n",
    ),
    "in a pattern the first rule that fits is the one that holds": (
        '<pattern><rule context="t:date"><assert test="true()">-</assert></rule>'
        '<rule context="t:*[@when]"><assert test="false()">second</assert></rule></pattern>',
        "",
    ),
    "in another pattern the other holds too": (
        one("t:date", '<assert test="false()">a</assert>')
        + one("t:date", '<assert test="false()">b</assert>'),
        "tei/a.xml:4: error: a [schematron-failed]\ntei/a.xml:4: error: b [schematron-failed]\n",
    ),
    "a rule takes the tests of an abstract one": (
        '<pattern><rule abstract="true" id="dated"><assert test="t:date">no date</assert></rule>'
        '<rule context="t:p"><extends rule="dated"/></rule></pattern>',
        "tei/a.xml:3: error: no date [schematron-failed]\n",
    ),
    "an abstract pattern is filled in": (
        '<pattern abstract="true" id="few"><rule context="$what">'
        '<assert test="count(*) lt $most">many</assert></rule></pattern>'
        '<pattern is-a="few"><param name="what" value="t:body"/><param name="most" value="2"/></pattern>',
        "tei/a.xml:2: error: many [schematron-failed]\n",
    ),
    "no other file is read": (
        one("t:body", """<assert test="doc-available('tei/a.xml')">shut</assert>"""),
        "tei/a.xml:2: error: shut [schematron-failed]\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_rules(name: str) -> None:
    rules, printed = CASES[name]
    found = said(rules)
    assert "".join(line for line in found.splitlines(True) if not line.startswith(" ")) == printed


def test_a_rule_that_is_no_xpath_is_said_to_be_wrong() -> None:
    printed = said(one("t:p", '<assert test="count(">x</assert>'))
    assert "house.sch" in printed and "schema-unusable" in printed


def test_an_include_leads_no_further_than_the_schema() -> None:
    assert "beside the schema" in said('<include href="../../other.sch"/>')


def test_a_document_type_is_not_read(project: Path) -> None:
    (project / "tei/a.xml").write_text(f'<!DOCTYPE TEI SYSTEM "nowhere.dtd">\n{TEXT}')
    printed = said(one("t:p[1]", '<report test="true()"><value-of select="."/></report>'))
    assert printed.startswith("tei/a.xml:4: error: One [schematron-failed]")


def test_rules_in_a_relax_ng_schema_are_looked_at_too(project: Path) -> None:
    if missing := schema.available():
        lacking(missing, fail=in_ci())
    (project / "small.rng").write_text(
        """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron">
        <s:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
        <start><ref name="any"/></start>
        <define name="any"><element><anyName/><s:pattern><s:rule context="t:date">
        <s:report test="@when and @notBefore">two</s:report></s:rule></s:pattern>
        <zeroOrMore><choice><text/><attribute><anyName/></attribute><ref name="any"/></choice></zeroOrMore>
        </element></define></grammar>""",
        "utf-8",
    )
    result = CliRunner().invoke(main, ["check", "--schema", "small.rng", "--select", "sch*"])
    assert "tei/a.xml:4: error: two [schematron-failed]" in result.stdout


def test_without_saxon_its_absence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saxon, "find_spec", lambda _: None)
    assert "mkdocs-edition[schematron]" in said('<pattern><rule context="t:p"/></pattern>')
