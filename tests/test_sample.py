"""The sample edition: every word that an import makes is still there after the editors' work."""

from __future__ import annotations

import copy
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT
from lxml import etree
from support import jing

from edition import importing
from edition.cli import main
from edition.config import load_card
from edition.problems import Problems
from edition.tei.names import ID, is_tei, local, tei
from edition.tei.parse import load, parse
from edition.tei.write import serialise

TEI = ROOT / "tei"
SOURCES = {
    source.stem: source for source in (ROOT / "sources").glob("*.*") if source.suffix in (".txt", ".md")
}
SOURCES.pop("README", None)
WRITTEN = (
    "bibliography.xml",
    *(f"registers/{n}.xml" for n in ("events", "organisations", "persons", "places", "terms")),
)
"""Documents that were written by hand from the first."""

FILES = sorted(TEI.rglob("*.xml"))
POINTERS = (
    "ref target corresp sameAs copyOf next prev resp who wit hand datingMethod change decls source lemma ana"
).split()
BLOCKS = ("p", "fw", "head", "l", "item", "note", "label", "cell", "signed")


def name(file: Path) -> str:
    return file.relative_to(TEI).as_posix()


def imported(ident: str) -> bytes:
    """Return what importing a source gives now."""
    source = SOURCES[ident]
    card = load_card(source.with_suffix(".toml"))
    return importing.convert(source.read_bytes(), str(source), ident, card, Problems(str(source))).tei


# ---- what was imported


def test_every_source_has_its_document() -> None:
    assert {name(file) for file in FILES} == {f"{ident}.xml" for ident in SOURCES} | set(WRITTEN)


def test_importing_again_leaves_what_was_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    shutil.copytree(TEI, tmp_path / "tei")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["import", "sources", "--keep-edited"])
    assert result.exit_code == 0, result.output
    assert {name(file): (tmp_path / "tei" / name(file)).read_bytes() for file in FILES} == {
        name(file): file.read_bytes() for file in FILES
    }


# ---- what was edited


def of_witness(root: etree._Element, siglum: str) -> etree._Element:
    """Return a copy of a text without what its editors did: as one witness has it, uncorrected."""
    root = copy.deepcopy(root)
    for element in list(root.iter(etree.Element)):
        if is_tei(element, "app"):
            for part in element.iterchildren(etree.Element):
                if f"#{siglum}" not in (part.get("wit") or "").split():
                    empty(part)
        elif is_tei(element, "choice"):
            for part in element.iterchildren(tei("corr"), tei("reg"), tei("expan")):
                empty(part)
        elif is_tei(element, "supplied") or element.get("type") == "editorial":
            empty(element)
    return root


def empty(element: etree._Element) -> None:
    """Take out all that an element holds, and leave the text after it."""
    tail = element.tail
    element.clear()
    element.tail = tail


def passages(root: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Yield every block of a text with words of its own: its id, and the words outside blocks within it."""
    for block in root.iter(*map(tei, BLOCKS)):
        if words := "".join(own_text(block)).split():
            yield block.get(ID) or "", words


def own_text(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and local(child) not in BLOCKS:
            yield from own_text(child)
        yield child.tail or ""


@pytest.mark.parametrize("ident", sorted(SOURCES))
def test_editing_lost_no_word(ident: str) -> None:
    before = list(passages(parse(imported(ident), ident).getroot().find(tei("text"))))
    root = load(TEI / f"{ident}.xml").getroot()
    after = list(passages(of_witness(root.find(tei("text")), "A")))
    assert [words for _, words in after] == [words for _, words in before]
    cited = {block: words for block, words in before if re.search(r"-[pn]\d+$", block)}
    assert cited.items() <= dict(after).items()
    importing_change = importing.import_change(root)
    assert importing_change is not None
    assert re.fullmatch(r"[0-9a-f]{64}", importing_change.get("n") or "")


def test_the_edited_document_shows_what_import_cannot() -> None:
    root = load(TEI / "articles.xml").getroot()
    used = Counter(local(element) for element in root.iter(etree.Element))
    wanted = (
        "witness listPrefixDef editorialDecl app lem rdg choice sic corr orig reg abbr expan supplied "
        "unclear gap add del subst foreign persName placeName orgName term bibl rs"
    )
    assert [element for element in wanted.split() if not used[element]] == []
    assert used["app"] >= 8
    assert any(not len(rdg) and not rdg.text for rdg in root.iter(tei("rdg"))), "no omission"
    for app in root.iter(tei("app")):
        assert sorted(r.get("wit") for r in app.iterchildren(tei("lem"), tei("rdg"))) == ["#A", "#B"]
    ours = [note for note in root.iter(tei("note")) if note.get("type") == "editorial"]
    assert len(ours) >= 4
    assert all(note.get("resp") == "#ed" for note in ours)
    forms = {
        kind(pointer)
        for element in root.iter(tei("persName"))
        for pointer in (element.get("ref") or "").split()
    }
    assert forms == {"file", "prefix"}


def kind(pointer: str) -> str:
    return "file" if ".xml" in pointer else "prefix" if ":" in pointer else "id"


def test_the_notes_show_what_citations_can_be() -> None:
    roots = [load(TEI / f"{ident}.xml").getroot() for ident in SOURCES]
    cited = [bibl for root in roots for bibl in root.iter(tei("bibl")) if bibl.get("type")]
    forms = {bibl.get("type") for bibl in cited}
    assert forms >= {"full", "short", "ibid", "idem", "op-cit", "archive", "journal", "newspaper"}
    assert [bibl.get("cert") for bibl in cited if bibl.get("cert")] == [], "left undecided"
    alone = {bibl.getparent().get(ID) for bibl in cited if not bibl.get("corresp")}  # type: ignore[union-attr]
    assert alone == {"ch04-n02"}, "its Ibid. means the local press, which is no work"


# ---- all of it


def test_valid(schema: Path, java: str) -> None:
    assert jing.validate(FILES, schema) == []


@pytest.mark.parametrize("file", FILES, ids=name)
def test_canonical_on_disk(file: Path) -> None:
    assert serialise(load(file).getroot()) == file.read_bytes()


def test_ids_are_unique() -> None:
    held = {name(f): [e.get(ID) for e in load(f).getroot().iter(etree.Element) if e.get(ID)] for f in FILES}
    for file, ids in held.items():
        assert [i for i, count in Counter(ids).items() if count > 1] == [], file
    # an entry of a register has its id for itself in the whole edition; a text's paragraph need not
    entries = {i for file in WRITTEN for i in held[file]} - {"ed", "julian"}
    others = Counter(i for ids in held.values() for i in ids)
    assert [i for i in sorted(entries) if others[i] > 1] == []


def test_pointers_resolve() -> None:
    trees = {name(file): load(file).getroot() for file in FILES}
    ids = {file: {e.get(ID) for e in root.iter(etree.Element)} for file, root in trees.items()}
    dangling = [
        f"{file}: {local(element)}/@{attribute}={pointer}"
        for file, root in trees.items()
        for element in root.iter(etree.Element)
        for attribute in POINTERS
        for pointer in (element.get(attribute) or "").split()
        if not leads(expanded(pointer, root), file, ids)
    ]
    assert dangling == []


def expanded(pointer: str, root: etree._Element) -> str:
    """Return what `prefix:rest` stands for; other pointers as they are."""
    for prefix in root.iter(tei("prefixDef")):
        found = re.fullmatch(f"{prefix.get('ident')}:{prefix.get('matchPattern')}", pointer)
        if found:
            return (prefix.get("replacementPattern") or "").replace("$1", found[1])
    return pointer


def leads(pointer: str, file: str, ids: dict[str, set[str | None]]) -> bool:
    if re.match(r"https?://[^/]+\.", pointer):
        return True
    path, _, fragment = pointer.partition("#")
    target = (TEI / file).parent.joinpath(path).resolve() if path else TEI / file
    if not target.is_relative_to(TEI) or name(target) not in ids:
        return False
    return not fragment or fragment in ids[name(target)]


def test_entries_of_registers_are_of_use() -> None:
    persons = load(TEI / "registers" / "persons.xml").getroot()
    assert len(list(persons.iter(tei("person")))) >= 25
    for person in persons.iter(tei("person")):
        name = person.find(tei("persName"))
        assert name is not None, person.get(ID)
        assert {local(part) for part in name} & {"surname", "genName"}, person.get(ID)
        assert person.find(tei("note")) is not None or person.get("source"), person.get(ID)
    for geo in load(TEI / "registers" / "places.xml").getroot().iter(tei("geo")):
        latitude, longitude = map(float, (geo.text or "").split())
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180
    for work in load(TEI / "bibliography.xml").getroot().iter(tei("biblStruct")):
        assert work.find(f".//{tei('title')}") is not None
        assert work.find(f".//{tei('imprint')}/{tei('date')}") is not None
        if work.get("subtype") != "newspaper":
            assert re.fullmatch(r"[a-z0-9-]*-(1[89]|20)\d\d(-[a-z-]+)?", work.get(ID) or ""), work.get(ID)
