"""Registers filled from the records of texts: once, without prose, beside what editors wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support import jing
from support.beside import tool

from edition.annotate.names.model import Person
from edition.annotate.registers import Record, fill, keys
from edition.annotate.works.fold import near
from edition.cli import main
from edition.model.links import Inside
from edition.tei.names import ID, TEI

# ruff: noqa: E501 - an entry a line
RECORDS = """<div><head>Biographies</head><listPerson>
<person xml:id="person-deborin-abram"><persName><surname>DEBORIN</surname> [<persName type="alt">Ioffe</persName>], <forename>Abram Moiseevich</forename></persName>
<birth when="1881" datingMethod="#julian" when-custom="1881-06-04">4 [16] June 1881</birth><death when="1963">1963</death><note type="biography"><p>Philosopher, and more.</p></note></person>
<person xml:id="person-bliumkin"><persName><surname>BLIUMKIN</surname>, <forename>Yakov</forename></persName><persName type="alt" subtype="pseudonym">Pseudonyms: <addName>Isaev</addName>, <addName>Maks</addName></persName></person>
</listPerson></div>
<div><head>Glossary</head><list type="gloss"><label><term xml:id="term-etap">etap</term> [<foreign xml:lang="ru">этап</foreign>]: </label><item>A convoy, long explained.</item></list></div>
<div><head>Chronology</head><listEvent><event xml:id="event-1921" from="1921-03-08" to="1921-03-16"><label>Tenth Congress: <date from="1921-03-08" to="1921-03-16">8–16 March 1921</date></label><desc>Much was said.</desc></event>
<event xml:id="event-1922" when="1922"><label><date when="1922">1922</date></label><desc>A day without a name.</desc></event></listEvent></div>"""
FRAME = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A Book</title></titleStmt>
<publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body>%s</body></text></TEI>"""


def document(records: str = RECORDS) -> bytes:
    return (FRAME % records).encode()


def entries(folder: Path, name: str) -> list[etree._Element]:
    root = etree.parse(folder / "registers" / name).getroot()
    return [e for e in root.iter() if e.get(ID)]


def shown(element: etree._Element) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{TEI}"', "")
    return "".join(line.strip() for line in text.splitlines())


def test_a_person_has_names_dates_and_source(tmp_path: Path) -> None:
    fill(tmp_path, "book.xml", document())
    deborin, bliumkin = entries(tmp_path, "persons.xml")
    assert shown(deborin) == (
        '<person xml:id="person-abram-deborin" source="../book.xml#person-deborin-abram">'
        "<persName><surname>Deborin</surname>, <forename>Abram Moiseevich</forename></persName>"
        '<persName type="alt">Ioffe</persName>'
        '<birth when="1881">4 [16] June 1881</birth><death when="1963">1963</death>'
        "</person>"
    )
    assert [e.text for e in bliumkin.findall(f"{{{TEI}}}persName[@subtype]")] == ["Isaev", "Maks"]


def test_terms_and_events_lead_to_their_texts(tmp_path: Path) -> None:
    fill(tmp_path, "book.xml", document())
    (term,) = entries(tmp_path, "terms.xml")
    assert shown(term.getparent()) == (
        '<label><term xml:id="gloss-etap" source="../book.xml#term-etap">etap</term> '
        '<foreign xml:lang="ru">этап</foreign></label>'
    )
    assert (
        shown(term.getparent().getnext()) == '<item><ref target="../book.xml#term-etap">Glossary</ref></item>'
    )
    (event,) = entries(tmp_path, "events.xml")
    assert shown(event) == (
        '<event xml:id="event-tenth-congress" from="1921-03-08" source="../book.xml#event-1921" to="1921-03-16">'
        '<label>Tenth Congress: <date from="1921-03-08" to="1921-03-16">8–16 March 1921</date></label>'
        "</event>"
    )


def test_no_prose_is_copied(tmp_path: Path) -> None:
    fill(tmp_path, "book.xml", document())
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "registers").iterdir())
    for words in ("Philosopher", "convoy", "said", "without a name"):
        assert words not in written


def test_registers_are_valid(tmp_path: Path) -> None:
    tool("java")
    fill(tmp_path, "book.xml", document())
    assert jing.validate((tmp_path / "registers").iterdir()) == []


def test_again_adds_nothing(tmp_path: Path) -> None:
    assert [filled.added for filled in fill(tmp_path, "book.xml", document())] == [2, 1, 1]
    before = {path: path.read_bytes() for path in (tmp_path / "registers").iterdir()}
    assert fill(tmp_path, "book.xml", document()) == []
    assert {path: path.read_bytes() for path in before} == before


def test_what_an_editor_deleted_stays_deleted(tmp_path: Path) -> None:
    fill(tmp_path, "book.xml", document())
    path = tmp_path / "registers" / "persons.xml"
    root = etree.parse(path).getroot()
    gone = entries(tmp_path, "persons.xml")[0].get(ID)
    for element in root.iter(f"{{{TEI}}}person"):
        if element.get(ID) == gone:
            element.getparent().remove(element)
    path.write_bytes(etree.tostring(root))
    assert fill(tmp_path, "book.xml", document(), before=document()) == []
    new = '<listPerson><person xml:id="person-new"><persName><surname>New</surname></persName></person>'
    longer = document(RECORDS.replace("<listPerson>", new, 1))
    (filled,) = fill(tmp_path, "book.xml", longer, before=document())
    assert filled.added == 1
    assert [e.get(ID) for e in entries(tmp_path, "persons.xml")][-1] == "person-new-2"


def test_a_document_that_could_not_be_read_says_nothing_of_before(tmp_path: Path) -> None:
    assert [filled.added for filled in fill(tmp_path, "book.xml", document(), before=b"<TEI>")] == [2, 1, 1]


OTHERS = {
    "the same person in another spelling": (
        "<surname>Deborine</surname>, <forename>A. M.</forename>",
        "1881",
        1,
    ),
    "the same, years off by one": ("<surname>Deborin</surname>, <forename>Abram</forename>", "1882", 1),
    "another person of that name": ("<surname>Deborin</surname>, <forename>Boris</forename>", "", 2),
    "another one by the years": ("<surname>Deborin</surname>, <forename>Abram</forename>", "1801", 2),
    "another one by the patronymic": (
        "<surname>Deborin</surname>, <forename>Abram Petrovich</forename>",
        "",
        2,
    ),
}


@pytest.mark.parametrize(("name", "born", "added"), OTHERS.values(), ids=OTHERS)
def test_an_entry_of_the_same_person_is_left_as_it_is(
    tmp_path: Path, name: str, born: str, added: int
) -> None:
    path = tmp_path / "registers" / "persons.xml"
    path.parent.mkdir()
    birth = f'<birth when="{born}"/>' if born else ""
    mine = f"<person   xml:id='own'><persName>{name}</persName>{birth}<!-- ours --></person>"
    path.write_text(FRAME % f"<listPerson>\n  {mine}\n</listPerson>", "utf-8")
    filled = {one.path.name: one.added for one in fill(tmp_path, "book.xml", document())}
    assert filled["persons.xml"] == added
    assert f"<listPerson>\n  {mine}\n" in path.read_text("utf-8")


EDITS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["", "a", "v", "kr"])), max_size=2)


@given(st.text("aeivkr", min_size=3, max_size=12), EDITS)
def test_names_that_are_near_each_other_are_compared(one: str, edits: list[tuple[int, str]]) -> None:
    other = one
    for at, letters in edits:
        other = other[:at] + letters + other[at + 1 :]
    persons = [Person(Inside("", name), family=frozenset((name,))) for name in (one, other)]
    found = [set(keys(Record("", "", [], frozenset(), person))) for person in persons]
    assert found[0] & found[1] or not near(one, other)


def test_ids_that_are_taken_get_a_number(tmp_path: Path) -> None:
    path = tmp_path / "registers" / "persons.xml"
    path.parent.mkdir()
    other = '<person xml:id="person-abram-deborin"><persName>Somebody Else</persName></person>'
    path.write_text(FRAME % f"<listPerson>\n  {other}\n</listPerson>", "utf-8")
    fill(tmp_path, "book.xml", document())
    found = {e.get(ID): e.get("source") for e in entries(tmp_path, "persons.xml")}
    assert found["person-abram-deborin-2"] == "../book.xml#person-deborin-abram"


def test_an_event_that_a_register_has_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "registers" / "events.xml"
    path.parent.mkdir()
    own = '<event xml:id="tenth" from="1921-03-08" to="1921-03-16"><label>The Tenth Party Congress</label></event>'
    path.write_text(FRAME % f"<listEvent>\n  {own}\n</listEvent>", "utf-8")
    assert "events.xml" not in {one.path.name for one in fill(tmp_path, "book.xml", document())}


SOURCE = """# A Book

## Chapter

Text enough for a chapter, one would say, with words in it and some more of them.

## Biographical Notes

**ADLER, Anna Petrovna** (1 May 1890–2 June 1940). Teacher.

**BAUER, Karl** (3 May 1891–4 June 1941). Printer.

**CZERNY, Jan** (5 May 1892–6 June 1942). Painter.

**DENIS, Paul** (7 May 1893–8 June 1943). Baker.
"""


def test_import_begins_the_registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("book.md").write_text(SOURCE, "utf-8")
    Path("book.toml").write_text('title = "A Book"\n', "utf-8")
    first = CliRunner().invoke(main, ["import", "book.md"])
    assert "tei/registers/persons.xml: 4 entries added" in first.output
    again = CliRunner().invoke(main, ["import", "book.md"])
    assert "entries added" not in again.output


def test_import_without_registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("book.md").write_text(SOURCE, "utf-8")
    Path("book.toml").write_text('title = "A Book"\n', "utf-8")
    CliRunner().invoke(main, ["import", "book.md", "--no-registers"])
    assert Path("tei/book.xml").exists()
    assert not Path("tei/registers").exists()


def test_importing_the_sample_again_adds_nothing(root: Path, tmp_path: Path) -> None:
    for path in sorted((root / "tei").rglob("*.xml")):
        to = tmp_path / path.relative_to(root / "tei")
        to.parent.mkdir(exist_ok=True)
        to.write_bytes(path.read_bytes())
    for path in sorted(tmp_path.glob("*.xml")):
        assert fill(tmp_path, path.name, path.read_bytes()) == [], path.name
