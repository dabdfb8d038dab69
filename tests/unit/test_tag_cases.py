"""`edition tag`, a case for each form of a name: `tests/cases/tag/`."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from edition.annotate.names import Answer, Register, Tagged, apply, register, tag
from edition.annotate.names.find import Reader
from edition.annotate.names.given import groups, tables
from edition.annotate.names.words import words
from edition.annotate.ranges import blocks
from edition.model import Edition
from edition.tei.names import TEI

CASES = sorted((Path(__file__).parents[1] / "cases" / "tag").glob("*.case"))
FRAME = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>Trotsky, Bukharin</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>%s</body></text></TEI>"""


def tagged(folder: Path, register_: str, text: str) -> tuple[Edition, Tagged]:
    """Return an edition of one text and one register, and what is proposed for the text."""
    data = (FRAME % f"\n{text}\n").encode()
    (folder / "text.xml").write_bytes(data)
    (folder / "names.xml").write_text(FRAME % register_, "utf-8")
    edition = Edition.load(folder)
    return edition, tag(edition, "text.xml", data, register(edition))


def inner(data: bytes) -> str:
    return data.decode().partition("<body>\n")[2].partition("\n</body>")[0].replace("names.xml#", "#")


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_tag_case(path: Path, tmp_path: Path, accept: bool) -> None:
    case = cases.load(path)
    edition, found = tagged(tmp_path, case.parts["register"], case.parts["text"])
    before = [block.text for block in blocks(found.file.root)]
    answers = [Answer(one, one.targets[0]) for one in found.proposals.certain()]
    paths = {ident: document.path for ident, document in edition.documents.items()}
    assert apply(answers, paths) == len(answers)
    assert [block.text for block in blocks(found.file.root)] == before
    doubtful = [
        f"{one.text}: {', '.join(target.id for target in one.targets)}? {one.reason}"
        for one in found.proposals.found
        if not one.certain
    ]
    cases.expect(case, "tei", inner(found.file.data()), accept)
    cases.expect(case, "doubtful", "\n".join(doubtful), accept)


NAMES = st.sampled_from(
    "Leon L. D. Trotsky Trotsky's ТРОЦКОГО Bukharin, Kosior- Mrs N.I. (1888–1938) d’ und - . ( [".split()
)


@given(st.lists(NAMES | st.text(max_size=3), max_size=14).map(" ".join))
def test_names_in_any_text_stand_in_order_and_apart(text: str) -> None:
    found = READER.read(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for one in found:
        assert one.fits or one.stranger
        assert text[one.start : one.end].strip(), one


@given(st.text(max_size=40))
def test_words_are_those_of_the_text(text: str) -> None:
    found = words(text)
    assert all(text[w.start : w.end].replace("\u00ad", "") == w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_tables_of_names_have_no_name_twice() -> None:
    for name, forms in tables()["given"].items():
        assert len({name, *forms}) == 1 + len(forms), name
    assert len(groups()) > 300


@pytest.fixture(scope="module", autouse=True)
def reader(tmp_path_factory: pytest.TempPathFactory) -> None:
    case = cases.load(next(path for path in CASES if path.stem == "initials-before"))
    edition, _ = tagged(tmp_path_factory.mktemp("reader"), case.parts["register"], "<p>Nobody.</p>")
    READER.register = register(edition)


READER = Reader(Register())
