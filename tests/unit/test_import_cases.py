"""Import, by example: each case holds a source, the TEI text it becomes, and the problems it has."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from lxml import etree
from support import cases

from edition import importing
from edition.config import read_card
from edition.problems import Problems
from edition.tei.names import tei
from edition.tei.write import serialise

FOLDER = Path(__file__).parents[1] / "cases" / "import"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.case")), ids=lambda path: path.stem)
def test_import(path: Path, accept: bool) -> None:
    case = cases.load(path)
    card = read_card(tomllib.loads(case.parts.get("card", 'title = "A text"')), path)
    name = next(name for name in case.parts if name.startswith("source"))
    problems = Problems(name)
    # `¬` at a line's end keeps blanks that editors would strip
    data = (case.parts[name].replace("¬", "") + "\n").encode()
    found = importing.convert(data, name, "case", card, problems)
    text = etree.fromstring(found.tei).find(tei("text"))
    assert text is not None
    shown = serialise(text).decode().partition("\n")[2].replace(' xmlns="http://www.tei-c.org/ns/1.0"', "", 1)
    cases.expect(case, "tei", shown, accept)
    cases.expect(case, "problems", "\n".join(str(problem) for problem in problems), accept)
