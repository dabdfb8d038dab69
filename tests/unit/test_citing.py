"""Facts of a header as a citation, BibTeX, RIS, CSL-JSON and tags; names; what is special in each format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import etree

from edition import citing
from edition.citing.bibtex import bib_url, latex
from edition.citing.blanks import PAGES, URL, WHERE
from edition.citing.csl import csl_name
from edition.labels import labels, languages
from edition.model.names import Name, authors, parse

NAMES = {
    "Rosa Luxemburg": Name("Luxemburg", "Rosa"),
    "Luxemburg, Rosa": Name("Luxemburg", "Rosa"),
    "Ludwig van Beethoven": Name("van Beethoven", "Ludwig"),
    "Maria Michailowna Joffe": Name("Joffe", "Maria Michailowna"),
    "Лев Троцкий": Name("Троцкий", "Лев"),
    "Homer": Name(literal="Homer"),
    "The Editors of the Sample Edition": Name(literal="The Editors of the Sample Edition"),
    "Institut für Sozialforschung": Name(literal="Institut für Sozialforschung"),
    "Smith & Sons": Name(literal="Smith & Sons"),
    "  Rosa \n Luxemburg ": Name("Luxemburg", "Rosa"),
}
ENCODED = {
    "<author>Rosa Luxemburg</author>": Name("Luxemburg", "Rosa"),
    "<author><persName><surname>Vega</surname><forename>Garcilaso de la</forename></persName></author>": Name(
        "Vega", "Garcilaso de la"
    ),
    "<author><orgName>Rote Fahne</orgName></author>": Name(literal="Rote Fahne"),
    "<author><name type='org'>Rote Fahne</name></author>": Name(literal="Rote Fahne"),
}
ITEM = citing.Item(
    key="book-ch01",
    title="Paper & Ink_1",
    container="The Book {of} 100%",
    series="The Site",
    authors=(Name("Lit", "Mara"), Name(literal="The Group")),
    editors=(Name("Editor", "Edda"),),
    translators=(Name("Translator", "Tilda"),),
    publisher="Press",
    place="Town",
    date="2026-11-22",
    version="1.2",
    version_date="2026-11-22",
    url="https://x.example/book/ch01/",
    language="en",
    licence="CC BY 4.0",
    keywords=("paper", "ink"),
)
SPOT = citing.Spot("12–13", "pp. 12–13, para. 3", "https://x.example/book/ch01/#p3")
CITED = {
    "en": "Mara Lit and The Group, “Paper & Ink_1,” in The Book {of} 100%, ed. Edda Editor, trans. Tilda "
    "Translator, The Site (Town: Press, 2026), version 1.2, 2026-11-22, pp. 12–13, para. 3, "
    "https://x.example/book/ch01/#p3.",
    "de": "Mara Lit und The Group, „Paper & Ink_1“, in The Book {of} 100%, hg. v. Edda Editor, übers. v. "
    "Tilda Translator, The Site (Town: Press, 2026), Version 1.2, 2026-11-22, pp. 12–13, para. 3, "
    "https://x.example/book/ch01/#p3.",
}
BIBTEX = r"""
@incollection{book-ch01,
  author = {Lit, Mara and {The Group}},
  title = {{Paper \& Ink\_1}},
  booktitle = {{The Book \{of\} 100\%}},
  series = {The Site},
  editor = {Editor, Edda},
  translator = {Translator, Tilda},
  publisher = {Press},
  address = {Town},
  date = {2026-11-22},
  year = {2026},
  month = {11},
  version = {1.2},
  pages = {12--13},
  note = {pp. 12–13, para. 3},
  langid = {en},
  url = {https://x.example/book/ch01/#p3},
}
"""
RIS = """
TY  - CHAP
TI  - Paper & Ink_1
T2  - The Book {of} 100%
T3  - The Site
AU  - Lit, Mara
AU  - The Group
A2  - Editor, Edda
A4  - Translator, Tilda
PB  - Press
CY  - Town
PY  - 2026
DA  - 2026/11/22
ET  - 1.2
SP  - 12
EP  - 13
N1  - pp. 12–13, para. 3
LA  - en
KW  - paper
KW  - ink
UR  - https://x.example/book/ch01/#p3
ER  -
"""


@pytest.mark.parametrize("text", NAMES)
def test_written_names(text: str) -> None:
    assert parse(text) == NAMES[text]


@pytest.mark.parametrize("author", ENCODED)
def test_encoded_names(author: str) -> None:
    tei = etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>{author}</titleStmt>'
        "</fileDesc></teiHeader></TEI>"
    )
    assert list(authors(tei)) == [ENCODED[author]]


@pytest.mark.parametrize("language", CITED)
def test_note(language: str) -> None:
    assert citing.plain(citing.note(ITEM, SPOT, labels(language), language)) == CITED[language]


def test_titles_of_wholes_are_in_italics() -> None:
    runs = citing.note(ITEM, SPOT, labels("en"))
    assert [run.text for run in runs if run.italic] == ["The Book {of} 100%", "The Site"]


@pytest.mark.parametrize("language", languages())
def test_little_known_is_still_cited(language: str) -> None:
    bare = citing.Item("k", "Untitled", url="https://x.example/")
    assert citing.plain(citing.note(bare, citing.Spot(), labels(language))) == "Untitled, https://x.example/."


def test_bibtex_ris_csl() -> None:
    cited = [citing.csl(ITEM, SPOT)]
    assert citing.bibtex(cited).strip() == BIBTEX.strip()
    assert citing.ris(cited).replace("\r\n", "\n").strip() == RIS.strip()
    assert citing.ris(cited).count("\n") == citing.ris(cited).count("\r\n")
    (csl,) = json.loads(citing.csl_text(cited))
    assert (csl["type"], csl["container-title"], csl["page"]) == ("chapter", "The Book {of} 100%", "12–13")
    assert csl["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert csl["author"] == [{"family": "Lit", "given": "Mara"}, {"literal": "The Group"}]


SPECIAL = {
    "50 % & $1 #2 a_b": r"50 \% \& \$1 \#2 a\_b",
    "{x}": r"\{x\}",
    "~^": r"\textasciitilde{}\textasciicircum{}",
    r"\input{/etc}": r"\textbackslash{}input\{/etc\}",
    "two\nlines  here": "two lines here",
    "Émile Дюма": "Émile Дюма",
}


@pytest.mark.parametrize("text", SPECIAL)
def test_latex_takes_no_command(text: str) -> None:
    assert latex(text) == SPECIAL[text]


def test_a_title_adds_no_field() -> None:
    bad = replace(ITEM, title="x},\n  url = {https://evil.example/", container="", series="", url="u}v")
    entry = citing.bibtex([citing.csl(bad, citing.Spot())])
    assert entry.count("url = ") == 2
    assert r"x\}, url = \{https" in entry
    assert entry.count("{") == entry.count("}")
    broken = citing.csl(replace(ITEM, title="x\r\nER  - \r\nTY  - BOOK"), SPOT)
    lines = citing.ris([broken]).splitlines()
    assert [line[:2] for line in lines].count("TY") == 1
    assert bib_url("https://x.example/{a}\\") == "https://x.example/%7Ba%7D%5C"
    assert csl_name(Name("", "Mara")) == {"given": "Mara"}


def test_tags_and_json_ld() -> None:
    tags = citing.tags(ITEM)
    for wanted in (
        ("citation_title", "Paper & Ink_1"),
        ("citation_author", "Lit, Mara"),
        ("citation_publication_date", "2026/11/22"),
        ("citation_book_title", "The Book {of} 100%"),
        ("DC.title", "Paper & Ink_1"),
        ("DC.creator", "Lit, Mara"),
        ("DC.date", "2026-11-22"),
        ("DCTERMS.isPartOf", "The Book {of} 100%"),
    ):
        assert wanted in tags
    data = json.loads(citing.json_ld(ITEM))
    assert (data["@type"], data["isPartOf"]["name"]) == ("Chapter", "The Book {of} 100%")
    assert data["isPartOf"]["isPartOf"]["name"] == "The Site"
    assert "<" not in citing.json_ld(replace(ITEM, title="</script><script>alert(1)</script>"))


def test_blanks_stand_once_in_each_format() -> None:
    data = json.loads(citing.blanks(ITEM, labels("en"), "en", page="12", line=0))
    note = "".join(text for text, _ in data["note"])
    assert note.count(WHERE) == note.count(URL) == 1
    assert f", {WHERE}, {URL}." in note
    for name in ("bibtex", "ris"):
        assert [data[name].count(blank) for blank in (PAGES, WHERE, URL)] == [1, 1, 1]
    assert data["page"] == "12"
    assert "line" not in data
