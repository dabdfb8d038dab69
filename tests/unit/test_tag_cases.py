"""`edition tag`, a case for each form of a name: `tests/cases/tag/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import cases

from edition.annotate.names import Answer, Tagged, apply, register, tag
from edition.annotate.ranges import blocks
from edition.model import Edition
from edition.tei.names import TEI

CASES = sorted((Path(__file__).parents[1] / "cases" / "tag").glob("*.case"))
FRAME = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Trotsky, Bukharin</title></titleStmt>
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
