"""`edition format`: one canonical form; nothing a reader reads is changed by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.cli import main
from edition.model.reading import reading_text
from edition.problems import EditionError
from edition.tei.format import formatted
from edition.tei.parse import well_formed
from edition.tei.write import serialise
from tests.support.cases import expect, load
from tests.unit.test_render_any import nodes

CASES = sorted((Path(__file__).parents[1] / "cases/format").glob("*.txt"))
SHARED = Path(__file__).parents[3] / "shared/corpora"
SAMPLE = Path(__file__).parents[2] / "tei"
FILES = [*sorted(SAMPLE.rglob("*.xml")), *sorted(SHARED.rglob("*.xml"))]
GAPS = st.sampled_from(["", " ", "\n", "\n\n  ", "\n", "<!-- c -->", " <?p i?>\n"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, accept: bool) -> None:
    case = load(path)
    after = formatted(case.parts["before"].encode(), path.name)
    expect(case, "after", after.decode(), accept)
    assert formatted(after, path.name) == after


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reading_text_of_a_file_stays(path: Path) -> None:
    before = path.read_bytes()
    after = formatted(before, path.name)
    assert formatted(after, path.name) == after
    texts = [reading_text(well_formed(data, path.name)).split() for data in (before, after)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", sorted(SAMPLE.rglob("*.xml")), ids=lambda path: path.stem)
def test_sample_is_in_canonical_form(path: Path) -> None:
    assert formatted(path.read_bytes(), path.name) == path.read_bytes()


@given(nodes(3))
@settings(deadline=None)
def test_what_the_import_writes_is_canonical(root: etree._Element) -> None:
    root.tail = None
    written = serialise(well_formed(etree.tostring(root), "any.xml"))
    assert formatted(written, "any.xml") == written


@given(nodes(3), st.lists(GAPS, min_size=1, max_size=8))
@settings(deadline=None)
def test_any_tree_stays_the_same_text(root: etree._Element, gaps: list[str]) -> None:
    root.tail = None
    tags = etree.tostring(root, encoding="unicode").replace("<", "\0<").split("\0")
    loose = "".join(f"{gap}{tag}" for gap, tag in zip(["", "", *gaps * len(tags)], tags, strict=False))
    before = loose.encode()
    after = formatted(before, "any.xml")
    assert formatted(after, "any.xml") == after
    assert reading_text(well_formed(after, "")).split() == reading_text(well_formed(before, "")).split()


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_any_encoding_becomes_utf8(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>\r\n<TEI xmlns="http://www.tei-c.org/ns/1.0" n="é"/>\r\n'
    expected = '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" n="é"/>\n'
    assert formatted(text.encode(encoding), "e.xml").decode() == expected


def test_what_is_no_xml_is_refused_with_its_line() -> None:
    with pytest.raises(EditionError) as error:
        formatted(b"<TEI>\n<p>\n</TEI>", "bad.xml")
    assert (error.value.problem.place.line, error.value.problem.code.slug) == (3, "xml-malformed")


LOOSE = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a</p></body></text></TEI>'


@pytest.mark.parametrize(
    ("options", "code", "writes", "says"),
    [
        ([], 0, True, "1 changed, 1 left as they are"),
        (["--check"], 1, False, "1 would change, 1 left as they are"),
        (["--diff"], 0, False, "+      <p>a</p>"),
    ],
)
def test_command(tmp_path: Path, options: list[str], code: int, writes: bool, says: str) -> None:
    loose, done = tmp_path / "loose.xml", tmp_path / "sub/done.xml"
    loose.write_text(LOOSE, "utf-8")
    done.parent.mkdir()
    done.write_bytes(formatted(LOOSE.encode(), "done.xml"))
    result = CliRunner().invoke(main, ["format", str(tmp_path), *options])
    assert result.exit_code == code
    assert says in result.output
    assert (loose.read_bytes() == done.read_bytes()) is writes


def test_command_goes_on_after_a_file_that_is_no_xml(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<TEI>", "utf-8")
    (tmp_path / "b.xml").write_text(LOOSE, "utf-8")
    result = CliRunner().invoke(main, ["format", str(tmp_path)])
    assert result.exit_code == 2
    assert "a.xml:1:5: error" in result.output
    assert (tmp_path / "b.xml").read_bytes() == formatted(LOOSE.encode(), "b.xml")


def test_command_says_what_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["format", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "no such file or folder" in result.output


def test_standard_input_goes_to_standard_output() -> None:
    result = CliRunner().invoke(main, ["format", "-"], input=LOOSE)
    assert result.stdout_bytes == formatted(LOOSE.encode(), "-")
