"""Files with blanks, umlauts, `&` and `#` in their names: imported, built, and every link arrives."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from support.links import check

from edition.cli import main

TEXT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
    "<publicationStmt><availability><p>Free.</p></availability></publicationStmt>"
    "<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader><text><body>"
    '<div type="chapter" xml:id="a"><head>One</head><p>See <ref target="{name}#b">two</ref> and '
    '<bibl corresp="#w">W.</bibl></p></div><div type="chapter" xml:id="b"><head>Two</head><p>End.</p></div>'
    '</body><back><listBibl><bibl xml:id="w"><title>Work</title>, <date when="1930">1930</date></bibl>'
    "</listBibl></back></text></TEI>\n"
)
NAMES = ["Über die Fähre.xml", "Rope & Water #2.xml", "50% more.xml", "части/первая часть.xml"]


def test_every_link_of_oddly_named_documents_arrives(tmp_path: Path) -> None:
    for name in NAMES:
        file = tmp_path / "tei" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(name=""), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ndocs_dir: tei\ntheme: {name: material}\n"
        "plugins: [search, edition: {split_document: 0, exports: [html]}]\n",
        "utf-8",
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    build(config)
    assert check(Path(config.site_dir)).wrong == []


CASES = [
    ("Die Fähre & der Fluß #2.txt", "Die-Fähre-der-Fluß-2"),
    ("A - B.md", "A-B"),
    ("a--b_c.1.txt", "a--b_c.1"),
    ("первая часть.txt", "первая-часть"),
    ("Fa\u0308hre.txt", "Fähre"),
    ("#.txt", "text"),
]


@pytest.mark.parametrize(("source", "ident"), CASES)
def test_a_source_gives_its_document_a_name_for_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, ident: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(source).write_text("One sentence.\r\n\r\nAnother sentence.\r\n", "utf-8")
    assert CliRunner().invoke(main, ["import", source]).exit_code == 0
    assert [file.stem for file in Path("tei").iterdir()] == [ident]
