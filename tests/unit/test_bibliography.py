"""`edition bibliography`: references come in once, as valid TEI; what is there stays byte for byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import cases, jing

from edition.citing import pandoc
from edition.citing.read import closing, read_references
from edition.citing.struct import bibl_struct
from edition.citing.styles import styled
from edition.cli import main
from edition.model.works import Work, entries, work
from edition.problems import Code, EditionError
from edition.tei.names import ID, TEI
from edition.tei.parse import load, parse

CASES = Path(__file__).parents[1] / "cases" / "bibliography"
BIBTEX = r"""
@string{town = "Town"}
@book{lit30, author = {Lit, Mara and {The Group}}, title = {The {Notebook}: A History of Paper},
  publisher = {Press and Sons}, address = town, year = 1930, langid = {english}, volume = {2}}
@article{other, author = "M{\"u}ller, J{\'e}r{\^o}me and others", title = "Cells and \emph{Walls}",
  journal = {Archives}, number = 4, pages = {12--13}, month = feb, year = {1931}, doi = {10.1234/x_y}}
@inbook{part, crossref = {whole}, title = {A Part}, pages = {1}}
@book{whole, editor = {Redlich, Edda}, title = {A Whole}, date = {1929/1931}, url = {https://x.example/a_b}}
"""
RIS = """TY  - BOOK\r
TI  - The Notebook: A History of Paper\r
AU  - Lit, Mara\r
A4  - Turn, Tilda\r
T2  - Old Books\r
CY  - Town\r
PB  - Press\r
PY  - 1930/05/01/\r
VL  - 2\r
SN  - 9780000000000\r
ER  - \r
TY  - JOUR
TI  - A title that
 goes on
JO  - Annals
SP  - 5
EP  - 9
ER  -
"""
CSL = [
    {
        "id": "x",
        "type": "webpage",
        "title": "<i>A</i> & B",
        "URL": "javascript:alert(1)",
        "issued": {"raw": "soon"},
    }
]
ZOTERO = f'<listBibl xmlns="{TEI}">{cases.load(CASES / "zotero.case").parts["tei"]}</listBibl>'
HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<!-- an editor's remark --><TEI xmlns="http://www.tei-c.org/ns/1.0"   n='x'><teiHeader><fileDesc><titleStmt>
<title>Works</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
</teiHeader><text><body>
  <listBibl>
    <biblStruct xml:id="lit-1930-notebook-history"><monogr><author>Mara Lit</author>
      <title>Something else</title><imprint><date when="1930"/></imprint></monogr></biblStruct>
  </listBibl></body></text></TEI>
"""


def bring(folder: Path, *arguments: str) -> Result:
    """Run `edition bibliography` into a file of a folder."""
    into = ["--into", str(folder / "tei" / "bibliography.xml")]
    return CliRunner().invoke(main, ["bibliography", *(str(a) for a in arguments), *into])


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return str(path)


def found(folder: Path) -> dict[str, Work]:
    """Return the works of the bibliography by id."""
    root = load(folder / "tei" / "bibliography.xml").getroot()
    return {(ident := str(e.get(ID))): work(e, ident=ident) for e in entries(root)}


def test_bibtex(tmp_path: Path) -> None:
    done = bring(tmp_path, written(tmp_path, "a.bib", BIBTEX))
    assert done.exit_code == 0, done.output
    works = found(tmp_path)
    assert all(re.fullmatch(r"(lit-1930|muller-1931|redlich-1929)-[a-z-]+", ident) for ident in works)
    book, article, part, whole = (works[ident] for ident in sorted(works))
    assert book.title == "The Notebook: A History of Paper"  # its capitals stay
    assert [name.inverted() for name in book.authors] == ["Lit, Mara", "The Group"]
    assert (book.publisher, book.place, book.volume, book.language) == (
        "Press and Sons",
        "Town",
        "2",
        "en-US",
    )
    assert article.title == "Cells and Walls"
    assert (article.container, article.issue, article.pages) == ("Archives", "4", "12–13")
    assert (article.doi, article.date) == ("10.1234/x_y", "1931-02")
    assert [name.literal for name in article.authors] == ["", "others"]
    assert part.container == "A Whole"
    assert whole.urls == ("https://x.example/a_b",)


def test_ris(tmp_path: Path) -> None:
    assert bring(tmp_path, written(tmp_path, "a.ris", RIS)).exit_code == 0
    book, article = found(tmp_path).values()
    assert (book.series, book.place, book.date, book.volume) == ("Old Books", "Town", "1930-05-01", "2")
    assert book.translators[0].inverted() == "Turn, Tilda"
    assert (article.title, article.container, article.pages) == ("A title that goes on", "Annals", "5–9")


def test_csl_json(tmp_path: Path) -> None:
    for number, data in enumerate((CSL, {"items": CSL}, CSL[0])):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert bring(folder, written(folder, "a.json", json.dumps(data))).exit_code == 0
        (page,) = found(folder).values()
        assert (page.title, page.urls, page.date_text) == ("A & B", (), "soon")


def test_zotero(tmp_path: Path) -> None:
    assert bring(tmp_path, written(tmp_path, "zotero.xml", ZOTERO)).exit_code == 0
    article, book = found(tmp_path).values()
    assert (article.id, article.url) == ("lit-1929-cahiers-noirs", "http://x.example/a")
    assert (book.id, book.translators[0].family) == ("lit-1930-life", "Turn")


def test_what_is_there_stays_and_nothing_comes_twice(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    target = tmp_path / "tei" / "bibliography.xml"
    target.write_text(HEADER, "utf-8")
    source = written(tmp_path, "a.bib", BIBTEX)
    assert bring(tmp_path, source).exit_code == 0
    once = target.read_text("utf-8")
    head, _, tail = HEADER.partition("  </listBibl>")
    assert once.startswith(head)
    assert once.endswith(f"  </listBibl>{tail}")
    again = bring(tmp_path, source, written(tmp_path, "b.ris", RIS.partition("TY  - JOUR")[0]))
    assert "nothing new" in again.output
    assert target.read_text("utf-8") == once
    assert len(re.findall(r"^has +lit-1930-\S+ ", again.output, re.MULTILINE)) == 2


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = bring(tmp_path, written(tmp_path, "a.ris", RIS), "--dry-run")
    assert done.exit_code == 0
    assert '+        <biblStruct xml:id="lit-1930-notebook' in done.output
    assert not (tmp_path / "tei").exists()


def test_all_that_comes_in_is_valid(tmp_path: Path, java: str, schema: Path) -> None:
    files = [written(tmp_path, "a.bib", BIBTEX), written(tmp_path, "a.ris", RIS)]
    files += [written(tmp_path, "a.json", json.dumps(CSL))]
    for path in sorted(CASES.glob("*.case")):
        body = cases.load(path).parts["tei"]
        files.append(written(tmp_path, f"{path.stem}.xml", f'<listBibl xmlns="{TEI}">{body}</listBibl>'))
    assert bring(tmp_path, *files).exit_code == 0
    assert jing.validate([tmp_path / "tei" / "bibliography.xml"], schema) == []


WRONG = {
    "a.bib": ("no reference", "references-invalid"),
    "b.json": ("{", "references-invalid"),
    "c.json": ('{"a": [1]}', "references-invalid"),
    "d.txt": ("words", "references-invalid"),
    "e.xml": (
        f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/passwd">]><TEI xmlns="{TEI}">&e;</TEI>',
        "xml-forbidden",
    ),
    "f.xml": ("<html/>", "tei-root"),
    "g.xml": (f'<TEI xmlns="{TEI}"><text><body><p/></body></text></TEI>', "references-invalid"),
    "h.ris": ("TI  - no type\n", "references-invalid"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_reference(tmp_path: Path, name: str) -> None:
    text, code = WRONG[name]
    done = bring(tmp_path, written(tmp_path, name, text))
    assert done.exit_code == 2
    assert f"[{code}]" in done.output
    assert name in done.output
    assert not (tmp_path / "tei").exists()


LOOSE = {
    "names as text": ('"author": "Lit, Mara and Ray, Otto"', "Lit, Mara. Ray, Otto. "),
    "one name": ('"author": {"family": "Lit", "given": "Mara"}', "Lit, Mara. "),
    "no names": ('"author": [null, 7, ["Lit"]]', ""),
    "a date as text": ('"issued": "1930-05"', "1930-05"),
    "a year as a number": ('"issued": 1930', "1930"),
    "no date": ('"issued": {"date-parts": [["\\u00b2"], ["--5"], [123456789]]}', ""),
    "no type": ('"type": ["book"]', ""),
}


@pytest.mark.parametrize("case", LOOSE)
def test_items_that_other_programs_write_carelessly(case: str) -> None:
    field, said = LOOSE[case]
    (item,) = read_references(f'[{{"title": "A", {field}}}]'.encode(), "a.json")
    made = work(bibl_struct(item))
    assert made.title == "A"
    assert "".join(f"{name.inverted()}. " for name in made.authors) + made.date == said


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"title": ' + "9" * 5_000 + "}]"])
def test_json_that_python_does_not_read(text: str) -> None:
    with pytest.raises(EditionError) as caught:
        read_references(text.encode(), "a.json")
    assert caught.value.problem.code is Code.REFERENCES_INVALID


def test_a_value_without_end_is_given_up() -> None:
    assert closing('{A "title"}', 0) == 10
    assert closing("{" + "A title " * 1_000 + "}", 0) == -1


def test_without_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "program", lambda: None)
    done = bring(tmp_path, written(tmp_path, "a.bib", BIBTEX))
    assert done.exit_code == 2
    assert "pip install 'mkdocs-edition[csl]'" in done.output
    assert bring(tmp_path, written(tmp_path, "a.ris", RIS)).exit_code == 0


# styles


def some(folder: Path) -> dict[str, Work]:
    body = cases.load(folder / "books.case").parts["tei"] + cases.load(folder / "hostile.case").parts["tei"]
    tree = parse(f'<listBibl xmlns="{TEI}">{body}</listBibl>'.encode(), "x", ("listBibl",))
    return {str(e.get(ID)): work(e) for e in entries(tree.getroot())}


def test_a_style_gives_every_entry_in_its_own_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = some(CASES)
    made = styled(works, CASES / "style.csl", cache=tmp_path)
    assert set(made) == set(works)
    assert list(made)[:2] == ["one", "others"]
    assert [(r.text, r.italic, r.shape) for r in made["one"]] == [
        ("Lit", False, "small-caps"),
        (", Mara, ", False, ""),
        ("The Notebook: A History", True, ""),
        (" (2003).", False, ""),
    ]
    assert "".join(run.text for run in made["markup"]).startswith(
        "<script>, alert(1), A } Title, {with} 100 %"
    )
    monkeypatch.setattr(pandoc, "run", lambda *_, **__: pytest.fail("pandoc ran though all was there"))
    monkeypatch.setattr(pandoc, "version", lambda: version)
    assert styled(works, CASES / "style.csl", cache=tmp_path) == made


version = pandoc.version()
STYLES = {
    "no XML": ("<style", "style-invalid"),
    "no style": ("<html/>", "style-invalid"),
    "no bibliography": ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "style-invalid"),
}


@pytest.mark.parametrize("name", STYLES)
def test_styles_that_are_none(tmp_path: Path, name: str) -> None:
    text, code = STYLES[name]
    with pytest.raises(EditionError) as error:
        styled(some(CASES), Path(written(tmp_path, "s.csl", text)))
    assert error.value.problem.code.slug == code
