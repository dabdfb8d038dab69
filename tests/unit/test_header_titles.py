"""Which of a header's titles is the document's own, and what tells documents of one title apart."""

from pathlib import Path

import pytest

from edition.model import Edition
from edition.model.header import Header
from edition.tei.parse import parse

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>{}</fileDesc></teiHeader>{}</TEI>'
STATED = "<titleStmt>{}</titleStmt>"


@pytest.mark.parametrize(
    ("titles", "title", "subtitle"),
    [
        ("<title>A Play</title>", "A Play", ""),
        ("<title>A Play</title><title type='sub'>In One Act</title>", "A Play", "In One Act"),
        ("<title>MS 12</title><title type='collection'>MSS</title>", "MS 12", ""),
        ("<title type='short'>Pl.</title><title>A Play</title>", "A Play", ""),
        ("<title>Сцена</title><title xml:lang='en'>A Scene</title>", "Сцена", "A Scene"),
        ("<title xml:lang='en'>A Scene</title><title xml:lang='ru' type='main'>Сцена</title>", "Сцена",
         "A Scene"),
        ("<title>Сцена</title><title xml:lang='en'>A Scene</title><title type='sub'>в лицах</title>", "Сцена",
         "A Scene. в лицах"),
        ("<title>Act</title><title>Scene</title>", "Act. Scene", ""),
        ("<title type='statement'>The Play as Printed</title><title type='variant'>Play</title>",
         "The Play as Printed", ""),
        ("<title level='s'>The Series</title><title level='a'>The Poem</title>", "The Poem", ""),
        ("<title level='s'>The Series</title>", "The Series", ""),
        ("<title type='alt'>Only Another</title>", "Only Another", ""),
        ("<title/>", "file", ""),
    ],
)  # fmt: skip
def test_titles(titles: str, title: str, subtitle: str) -> None:
    root = parse(TEI.format(STATED.format(titles), "").encode(), "file.xml").getroot()
    header = Header.from_tei(root, "file")
    assert (header.title, header.subtitle) == (title, subtitle)


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        ("<title>A</title>", "<title>B</title>", ["A", "B"]),
        ("<title>A</title><title type='sub'>I</title>", "<title>A</title><title type='sub'>II</title>",
         ["A (I)", "A (II)"]),
        ("<title>A</title><author>X</author>", "<title>A</title><author>Y</author>", ["A (X)", "A (Y)"]),
        ("<title>A</title><author>X</author>", "<title>A</title><author>X</author>", ["A (one)", "A (two)"]),
    ],
)  # fmt: skip
def test_documents_of_one_title(tmp_path: Path, one: str, two: str, names: list[str]) -> None:
    for name, titles in (("one", one), ("two", two)):
        text = "<text><body><p>Words.</p></body></text>"
        tmp_path.joinpath(f"{name}.xml").write_text(TEI.format(STATED.format(titles), text), "utf-8")
    edition = Edition.load(tmp_path)
    assert [document.pages[0].title for document in edition.documents.values()] == names
