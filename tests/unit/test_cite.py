"""`edition cite`: what it writes, what it leaves alone, what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support import jing

from edition.annotate.works.propose import propose
from edition.cli import main
from edition.model import Edition
from edition.model.document import read
from edition.model.links import Inside
from edition.tei.names import ID

HEADER = """<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""
BOOK = f"""<?xml version='1.0'  encoding='utf-8'?>
<!-- as it was -->
<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body><div n="1"   type='chapter'>
<p>One.<note n="1">See L. Trotsky, <hi rend="italic">My Life</hi>, New York, 1930, p.&#xA0;12.</note></p>
<p>Two.<note n="2"><hi rend="italic">Ibid.</hi>, p. 14 &amp; ff.</note></p>
<p>Three.<note n="3">Pravda, 3 May 1930; I. Deutscher, <hi rend="italic">The <pb n="4"/>Prophet Outcast</hi>,
London: Oxford University Press, 1963, p. 7.</note></p>
<p>Four.<note n="4">Ibid., p. 9.</note></p>
<p>Five.<note n="5">The translation is ours.</note></p>
</div></body></text></TEI>
"""
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
NS = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition of one book, with the folder above it as the present one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/book.xml").write_text(BOOK, "utf-8")
    return tmp_path / "tei"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cite", *arguments])


def text(data: bytes) -> str:
    root = etree.fromstring(data)
    return "".join(root.itertext())


def test_citations_are_marked_and_linked(folder: Path) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    root = etree.parse(folder / "book.xml").getroot()
    linked = root.xpath("//t:note/t:bibl/@corresp", namespaces=NS)
    life, outcast = "trotsky-1930-my-life", "deutscher-1963-prophet-outcast"
    assert linked == [f"bibliography.xml#{i}" for i in (life, life, "pravda", outcast)]
    assert root.xpath("string(//t:bibl[1]/t:title)", namespaces=NS) == "My Life"
    assert root.xpath("//t:bibl[@cert='unknown']/@type", namespaces=NS) == ["ibid"]
    entries = etree.parse(folder / "bibliography.xml").getroot().iter("{*}biblStruct")
    assert [entry.get(ID) for entry in entries] == [outcast, "pravda", life]


def test_only_lines_with_citations_change_and_no_character_of_the_text(folder: Path) -> None:
    run()
    before, after = BOOK.encode(), (folder / "book.xml").read_bytes()
    assert text(before) == text(after)
    changed = [
        n for n, (a, b) in enumerate(zip(before.splitlines(), after.splitlines(), strict=True)) if a != b
    ]
    assert all(b"note n=" in before.splitlines()[n] or b"London:" in before.splitlines()[n] for n in changed)
    assert len(changed) == 5
    assert b"p.&#xA0;" in after
    assert b"&amp; ff." in after


def test_a_second_run_changes_nothing(folder: Path) -> None:
    run()
    first = {path: path.read_bytes() for path in folder.iterdir()}
    result = run()
    assert {path: path.read_bytes() for path in folder.iterdir()} == first
    assert "0 documents changed; no new works" in result.output


def test_what_editors_decide_stays(folder: Path) -> None:
    run()
    book = (folder / "book.xml").read_text("utf-8")
    opened = re.sub(
        r'<bibl type="ibid" cert="unknown">(.+?)</bibl>', r'<seg type="plain">Ibid., p. 9</seg>', book
    )
    edited = re.sub(r'<bibl type="newspaper"[^>]*>', '<bibl type="newspaper">', opened)
    assert edited != opened != book
    (folder / "book.xml").write_text(edited, "utf-8")
    run()
    assert (folder / "book.xml").read_text("utf-8") == edited


def test_entries_of_the_bibliography_stay_and_new_ones_come_after(folder: Path) -> None:
    entry = """<biblStruct xml:id='life' ><monogr><author>Leon Trotsky</author><!-- sic -->
          <title level="m">My Life</title><imprint><date>1930</date></imprint></monogr></biblStruct>"""
    own = f"{TEI}{HEADER}<text><body><listBibl>\n{entry}\n</listBibl></body></text></TEI>"
    (folder / "bibliography.xml").write_text(own, "utf-8")
    run()
    after = (folder / "bibliography.xml").read_text("utf-8")
    start, end = own.split("\n</listBibl>")
    assert after.startswith(start)
    assert after.endswith(end)
    assert "trotsky-1930" not in after
    assert 'corresp="bibliography.xml#life"' in (folder / "book.xml").read_text("utf-8")


def test_every_link_resolves(folder: Path) -> None:
    run()
    edition = Edition.load(folder)
    book = edition.documents["book"]
    pointers = [str(p) for p in book.root.xpath("//t:bibl/@corresp", namespaces=NS)]
    assert pointers
    for pointer in pointers:
        assert edition.resolve(pointer, book) == Inside("bibliography", pointer.partition("#")[2])


def test_dry_run_writes_nothing_and_shows_the_lines(folder: Path) -> None:
    result = run("--dry-run")
    assert (folder / "book.xml").read_text("utf-8") == BOOK
    assert not (folder / "bibliography.xml").exists()
    assert (
        '+<p>Two.<note n="2"><bibl type="ibid" corresp="bibliography.xml#trotsky-1930-my-life">'
        in result.output
    )
    assert "would be changed" in result.output


def test_report_lists_every_citation(folder: Path, tmp_path: Path) -> None:
    run("--report", "build/citations.tsv")
    lines = (tmp_path / "build/citations.tsv").read_text("utf-8").splitlines()
    assert [line.split("\t")[4] for line in lines] == [
        "work",
        "trotsky-1930-my-life",
        "trotsky-1930-my-life",
        "pravda",
        "deutscher-1963-prophet-outcast",
        "",
    ]


def test_doubts_are_told_with_file_and_line(folder: Path) -> None:
    output = run().output
    assert "tei/book.xml:9: warning: “Ibid., p. 9”: several works were cited before it" in output


def test_the_folder_of_a_document_elsewhere(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other/parts").mkdir(parents=True)
    shutil.copy(folder / "book.xml", tmp_path / "other/parts/one.xml")
    assert run("other", "--docs", "other").exit_code == 0
    written = (tmp_path / "other/parts/one.xml").read_text("utf-8")
    assert 'corresp="../bibliography.xml#pravda"' in written
    assert (tmp_path / "other/bibliography.xml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "no such file or folder"),
        (("tei", "--bibliography", "/tmp/elsewhere.xml"), "path-outside"),
        (("tei/broken.xml",), "xml-malformed"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    (folder / "broken.xml").write_text("<TEI", "utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.output
    assert (folder / "book.xml").read_text("utf-8") == BOOK


def test_bibliography_without_a_list(folder: Path) -> None:
    empty = f"{TEI}{HEADER}<text><body><p/></body></text></TEI>"
    (folder / "bibliography.xml").write_text(empty, "utf-8")
    result = run()
    assert result.exit_code == 2
    assert "bibliography-without-list" in result.output
    assert (folder / "book.xml").read_text("utf-8") == BOOK


def test_what_is_written_is_valid(folder: Path, java: str, schema: Path) -> None:
    run()
    assert jing.validate([folder / "book.xml", folder / "bibliography.xml"], schema) == []


PIECES = st.sampled_from(
    (
        *("Ibid., p. 4", "Там же. С. 5", "Pravda, 3 May 1930", "L. Trotsky, My Life, New York, 1930, p. 3"),
        *("[Ibid., p. 2]", "RGASPI, f. 17, op. 2, d. 3, l. 4", "op. cit.", "idem, ", "See also "),
        *("; ", ". ", ", ", "<", "&", "\u0301", "\u200f", "“", "(", "[", "]", "12", "\t"),
    )
)
NOTES = st.lists(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=6), min_size=1, max_size=4)
XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@settings(deadline=None)
@given(NOTES, st.booleans())
def test_no_character_changes_whatever_notes_hold(notes: list[list[str]], italic: bool) -> None:
    def body(pieces: list[str]) -> str:
        clean = [escape(XML.sub("", piece)) for piece in pieces]
        return "".join(f"<hi rend='italic'>{p}</hi>" if italic and n % 2 else p for n, p in enumerate(clean))

    written = "".join(f"<p>x<note n='{n}'>{body(pieces)}</note></p>" for n, pieces in enumerate(notes, 1))
    data = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{written}</body></text></TEI>'.encode()
    )
    edition = Edition({"a": read(data, "a.xml")}).indexed()
    once = propose(edition, {"a.xml": data}, "bibliography.xml").files
    assert text(once.get("a.xml", data)) == text(data)
    again = Edition({path[:-4]: read(one, path) for path, one in ({"a.xml": data} | once).items()}).indexed()
    assert propose(again, {"a.xml": data} | once, "bibliography.xml").files == {}
