"""Data out: what each format holds, that it is valid, the same each time, and whole or not there at all."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from edition.cli import main
from edition.export.formats import FORMATS
from edition.export.project import read_project
from edition.problems import EditionError

BOOK = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Book</title>
<author>Mara Lit</author></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text xml:lang="en"><body><head>Chapter</head>
<p xml:id="p1">Here <persName ref="persons.xml#other" cert="medium">Otto</persName> reads<note xml:id="n1"
n="1">See <bibl corresp="persons.xml#lit-1930" type="short">Lit, <title>Paper</title></bibl>.<p>Twice.</p>
</note>
and <choice><sic>wriets</sic><corr>writes</corr></choice>; a <app><lem>cell</lem><rdg>ward</rdg></app>, a
<pb n="2"/>pri<pb n="3" break="no"/>son.</p>
<lg><l>A line,</l><l>and one more.</l></lg>
<table><row><cell>Year</cell><cell>Number</cell></row><row><cell>1930</cell><cell>7</cell></row></table>
<list><item>one</item><item>two <list><item>deeper</item></list></item></list>
<p>The last<note xml:id="n2" n="2"><p>First paragraph.</p><p>Second<note n="3">deep</note>.</p></note>.</p>
</body></text></TEI>
"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Persons</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<listPerson><person xml:id="other"><persName>Otto Other</persName><persName xml:lang="ru">Отто</persName>
<birth when="1880-02-03">1880</birth><death notBefore="1937">after 1937</death>
<idno type="GND">118624091</idno><idno type="URL">http://www.wikidata.org/entity/Q1</idno>
<idno type="VIAF">no number</idno><note>A &lt;/script&gt; man.</note></person></listPerson>
<listPlace><place xml:id="town"><placeName>Town</placeName><location><geo>59.9 30.3</geo></location>
<idno type="GeoNames">498817</idno></place></listPlace>
<list type="gloss"><label xml:id="cell">cell</label><item>a small room</item></list>
<listBibl><biblStruct xml:id="lit-1930"><monogr><author>Mara Lit</author><title level="m">Paper</title>
<imprint><date when="1930"/></imprint></monogr></biblStruct></listBibl></body></text></TEI>
"""
TEXT = """The Book

Mara Lit

Chapter
=======

Here Otto reads[1] and writes; a cell, a prison.

A line,
and one more.

Year  Number
1930  7

- one
- two
  - deeper

The last[2].

Notes
-----

[1] See Lit, Paper.
    Twice.
[2] First paragraph.
    Second[3].
[3] deep
"""
CONFIG = """site_name: The <Site>
site_url: https://x.example/e
docs_dir: texts
markdown_extensions:
  - x:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
extra: {key: !ENV [NOT_SET, "default"], path: !relative $docs_dir}
plugins:
  - search
  - edition:
      exclude: [drafts/*.xml]
"""
BEACON = re.compile(r"(#[A-Z]+: .+\n)+\n([^|\n]+\|\d*\|https://\S+\n)+")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project: a book, a register, a draft that is left out; its mkdocs.yml."""
    for name, text in {"book.xml": BOOK, "persons.xml": REGISTER, "drafts/x.xml": BOOK}.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return tmp_path


def export(project: Path, *arguments: str, into: str = "data") -> Result:
    """Run `edition export` in a project."""
    config = ["-f", str(project / "mkdocs.yml")] if "-f" not in arguments else []
    return CliRunner().invoke(main, ["export", *arguments, *config, "-o", str(project / into)])


def made(project: Path, into: str = "data") -> dict[str, bytes]:
    """Return the files of an export."""
    folder = project / into
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def load(project: Path, name: str) -> Any:
    return json.loads((project / "data" / name).read_text("utf-8"))


def test_every_format_is_written_the_same_each_time(project: Path) -> None:
    for name in FORMATS:
        done = export(project, name)
        assert done.exit_code == 0, done.output
    assert export(project, "data", into="again").exit_code == 0
    assert made(project) == made(project, "again")
    assert sorted(made(project)) == sorted(
        [
            *(f"{stem}.{suffix}" for suffix in ("bib", "ris", "json") for stem in ("works", "works/book")),
            *(f"documents.{suffix}" for suffix in ("bib", "ris", "json")),
            *("bibliography.txt", "bibliography.html", "edition.jsonld", "text/book.txt", "text/persons.txt"),
            *("entities.json", "entities.schema.json"),
            *(f"beacon-{name}.txt" for name in ("gnd", "wikidata", "geonames")),
        ]
    )


def test_reading_text(project: Path) -> None:
    export(project, "text", "book")
    assert (project / "data/text/book.txt").read_text("utf-8") == TEXT


def test_index_is_what_its_schema_says(project: Path) -> None:
    export(project, "index")
    data, schema = load(project, "entities.json"), load(project, "entities.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    found = {entity["id"]: entity for entity in data["entities"]}
    assert list(found) == ["other", "town", "cell", "lit-1930"]
    other = found["other"]
    assert other["url"] == "https://x.example/e/persons/other/"
    assert other["names"] == [{"text": "Otto Other"}, {"text": "Отто", "language": "ru"}]
    assert [(i["authority"], i["value"]) for i in other["identifiers"]] == [
        ("gnd", "118624091"),
        ("wikidata", "Q1"),
    ]
    (mention,) = other["mentions"]
    assert (mention["text"], mention["certainty"]) == ("Otto", "medium")
    assert mention["url"] == "https://x.example/e/book/#p1"
    (cited,) = found["lit-1930"]["mentions"]
    assert (cited["note"], cited["form"], cited["url"]) == ("1", "short", "https://x.example/e/book/#n1")
    assert found["lit-1930"]["reference"] == "Lit, Mara. Paper. 1930."
    assert found["town"]["coordinates"] == [59.9, 30.3]


def test_index_is_one_indented_document(project: Path) -> None:
    register = project / "texts" / "persons.xml"
    register.write_text(REGISTER.replace("Otto Other", "Otto\u2028Other\u0085"), "utf-8")
    export(project, "index")
    whole = (project / "data" / "entities.json").read_text("utf-8")
    assert whole == json.dumps(json.loads(whole), ensure_ascii=False, indent=1) + "\n"
    register.unlink()
    export(project, "index")
    whole = (project / "data" / "entities.json").read_text("utf-8")
    assert json.loads(whole)["entities"] == []
    assert whole.endswith('"entities": []\n}\n')


def test_linked_data_holds_together(project: Path) -> None:
    export(project, "json-ld")
    graph = load(project, "edition.jsonld")
    nodes = {node["@id"]: node for node in graph["@graph"]}
    book = nodes["https://x.example/e/book/"]
    assert [nodes[one["@id"]]["name"] for one in book["mentions"]] == ["Otto Other"]
    assert [nodes[one["@id"]]["@type"] for one in book["citation"]] == ["Book"]
    other = nodes["https://x.example/e/persons/other/"]
    assert other["@type"] == "Person"
    assert (other["birthDate"], "deathDate" in other) == ("1880-02-03", False)
    assert other["sameAs"] == ["https://d-nb.info/gnd/118624091", "https://www.wikidata.org/wiki/Q1"]
    assert other["subjectOf"] == [{"@type": "WebPage", "@id": "https://x.example/e/book/"}]
    assert nodes["https://x.example/e/persons/town/"]["geo"]["latitude"] == 59.9


def test_beacon(project: Path) -> None:
    export(project, "beacon")
    text = (project / "data/beacon-gnd.txt").read_text("utf-8")
    assert BEACON.fullmatch(text)
    assert text.startswith("#FORMAT: BEACON\n#PREFIX: http://d-nb.info/gnd/\n")
    assert text.endswith("\n118624091|1|https://x.example/e/persons/other/\n")


def test_beacon_needs_an_address(project: Path) -> None:
    (project / "mkdocs.yml").write_text(CONFIG.replace("site_url", "site_author"), "utf-8")
    done = export(project, "beacon")
    assert done.exit_code == 2
    assert "config-invalid" in done.output
    assert export(project, "data").exit_code == 0
    assert not any(name.startswith("beacon") for name in made(project))


def test_documents_by_name(project: Path) -> None:
    for name in ("book", "book.xml", "./texts/book.xml", str(project / "texts" / "book.xml")):
        assert export(project, "text", name, into=f"t-{len(name)}").exit_code == 0
    assert set(made(project, "t-4")) == {"text/book.txt"}
    export(project, "bibtex", "persons")
    assert set(made(project)) == {"works.bib", "documents.bib"}


def test_a_style_of_csl(project: Path, root: Path) -> None:
    style = root / "tests/cases/bibliography/style.csl"
    assert export(project, "bibliography", "--csl", str(style)).exit_code == 0
    assert (project / "data/bibliography.txt").read_text("utf-8") == "Lit, Mara, Paper (1930).\n"
    assert '<span class="r-smallcaps">Lit</span>' in (project / "data/bibliography.html").read_text("utf-8")


WRONG = {
    "nothing": (["text", "nothing"], "source-missing"),
    "no file": (["text", "-f", "/nowhere/mkdocs.yml"], "source-missing"),
    "no style": (["bibliography", "--csl", "/nowhere.csl"], "source-missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_there(project: Path, name: str) -> None:
    arguments, code = WRONG[name]
    done = export(project, *arguments)
    assert (done.exit_code, made(project)) == (2, {})
    assert f"[{code}]" in done.output


CONFIGS = {
    "no YAML": ("a: [", "config-invalid"),
    "a list": ("- a", "config-invalid"),
    "empty": ("", "config-invalid"),
    "no folder": ("site_name: x\ndocs_dir: nowhere", "source-missing"),
    "a circle": ("INHERIT: mkdocs.yml", "config-invalid"),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_settings_that_are_none(project: Path, name: str) -> None:
    text, code = CONFIGS[name]
    (project / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(EditionError) as error:
        read_project(project / "mkdocs.yml").load()
    assert error.value.problem.code.slug == code


def test_settings_are_inherited(project: Path) -> None:
    (project / "mkdocs.yml").rename(project / "base.yml")
    (project / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_name: Mine\nuse_directory_urls: false", "utf-8"
    )
    found = read_project(project / "mkdocs.yml")
    assert (found.name, found.url, found.docs_dir.name) == ("Mine", "https://x.example/e/", "texts")
    assert found.page_url("book", "ch1", "p1") == "https://x.example/e/book/ch1.html#p1"
    assert list(found.load().documents) == ["book", "persons"]


def test_an_unreadable_document_is_told(project: Path) -> None:
    (project / "texts" / "bad.xml").write_text("<TEI", "utf-8")
    done = export(project, "text")
    assert done.exit_code == 1
    assert "[xml-malformed]" in done.output
    assert "text/book.txt" in made(project)
