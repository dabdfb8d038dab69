"""`edition tag` on a seed text, against what was judged by eye on random samples of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from support import jing
from support.beside import beside, seed, tool
from support.sample_names import Found, persons

from edition.annotate.names import Answer, apply, register, tag
from edition.annotate.ranges import blocks
from edition.annotate.registers import fill
from edition.config import load_card
from edition.importing import convert
from edition.model import Edition
from edition.problems import Problems

FACTS = Path(__file__).parent / "seeds" / "names-001.toml"
pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    folder = tmp_path_factory.mktemp("001")
    source = seed("001")
    card = load_card(FACTS.with_name("001.toml"))
    made = convert(source.read_bytes(), source.name, "001", card, Problems(source.name)).tei
    (folder / "001.xml").write_bytes(made)
    filled = {one.path.name: one.added for one in fill(folder, "001.xml", made)}
    assert filled == {"persons.xml": 93, "terms.xml": 55, "events.xml": 24}
    return persons(folder, "001")


def test_texts_of_others_stay_valid_and_the_same_in_all_but_tags(tmp_path: Path) -> None:
    tool("java")
    edition = Edition.load(beside("corpora"))
    names, files = register(edition), []
    paths = {ident: document.path for ident, document in edition.documents.items()}
    for ident, path in paths.items():
        data = (beside("corpora") / path).read_bytes()
        text = tag(edition, path, data, names)
        before = [block.text for block in blocks(text.file.root)]
        apply([Answer(one, one.targets[0]) for one in text.proposals.certain()], paths)
        assert [block.text for block in blocks(text.file.root)] == before, ident
        files.append(tmp_path / f"{len(files)}.xml")
        files[-1].write_bytes(text.file.data())
        plain = re.sub(TAG, "", files[-1].read_text("utf-8"))
        assert plain == re.sub(TAG, "", data.decode()), ident
    known = {fault.text for fault in jing.validate(beside("corpora").rglob("*.xml"), check_ids=False)}
    assert {fault.text for fault in jing.validate(files, check_ids=False)} <= known


TAG = re.compile(
    r"<(?:persName|placeName|orgName|term) ref=\"[^\"]*\">|</(?:persName|placeName|orgName|term)>"
)


def key(one: Found) -> str:
    return f"{one.block} | {one.name} | {one.number}"


def test_what_was_judged_right_is_still_proposed(found: list[Found]) -> None:
    certain = {f"{key(one)} | {one.entry}" for one in found if one.certain}
    right = tomllib.loads(FACTS.read_text("utf-8"))["right"]
    assert len(right) == 200
    assert len(certain.intersection(right)) >= 0.97 * len(right)


def test_blocks_read_as_a_whole(found: list[Found]) -> None:
    read = tomllib.loads(FACTS.read_text("utf-8"))["read"]
    wanted = dict(f"{block} | {row}".rsplit(" | ", 1) for block, rows in read.items() for row in rows)
    here = [one for one in found if one.block in read]
    certain = [one for one in here if one.certain]
    assert len(wanted) > 70
    hits = [one for one in here if wanted.get(key(one)) in {t.id for t in one.proposal.targets}]
    assert len(hits) >= 0.9 * len(wanted), "recall"
    assert sum(one.certain for one in hits) >= 0.85 * len(wanted), "recall of what needs no editor"
    assert sum(wanted.get(key(one)) == one.entry for one in certain) >= 0.97 * len(certain), "precision"


def test_the_text_needs_few_decisions_of_an_editor(found: list[Found]) -> None:
    assert sum(one.certain for one in found) > 1800
    assert sum(not one.certain for one in found) < 80
