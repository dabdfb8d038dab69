"""TEI as others write it: formatting keeps every word, checking raises no false alarm.

The files in `tests/cases/habits` are our own words in the habits of editors, converters and projects. What
a file may be told of stands here; that it is not in our form is known of all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.checks.run import look
from edition.model.reading import reading_text
from edition.problems import Code, EditionError
from edition.tei.format import formatted
from edition.tei.parse import parse

CASES = Path(__file__).parents[1] / "cases" / "habits"
TOLD = {
    "word": {"header-incomplete"},  # a converter knows nothing of rights
    "publisher": {"note-empty"},
}
"""What is wrong with some of them, and would be with a text of ours."""


def undeclared(text: str) -> str:
    """Return a file without its declaration: a byte order mark says what it is."""
    return text.partition("?>")[2].lstrip() if text.startswith("<?xml ") else text


SHAPES = {
    "as it is": lambda text: text.encode(),
    "Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: undeclared(text).encode("utf-16"),
    "one line": lambda text: " ".join(text.split("\n")).strip().encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.xml")))
def test_formatting_keeps_the_words_and_settles(case: str, shape: str) -> None:
    data = SHAPES[shape]((CASES / f"{case}.xml").read_text("utf-8"))
    done = formatted(data, case)
    assert formatted(done, case) == done
    assert words(done) == words(data)
    assert b"\r" not in done and not done.startswith(b"\xef\xbb\xbf")


def words(data: bytes) -> list[str]:
    """Return the words of each block that holds text."""
    blocks = parse(data, "a.xml").getroot().iter("{*}p", "{*}l", "{*}ab", "{*}head", "{*}title", "{*}speaker")
    return [" ".join("".join(block.itertext()).split()) for block in blocks]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.xml")))
def test_checking_raises_no_false_alarm(case: str, shape: str) -> None:
    data = SHAPES[shape]((CASES / f"{case}.xml").read_text("utf-8"))
    found = {problem.code.slug: str(problem) for problem in look(data, f"{case}.xml", case).problems}
    found.pop("form-loose", None)
    assert found.keys() == TOLD.get(case, set()), found


def test_line_breaks_in_a_note_stay_words_apart() -> None:
    done = formatted((CASES / "oxygen.xml").read_bytes(), "oxygen")
    text = " ".join(reading_text(parse(done, "oxygen").getroot()).split())
    assert "until the evening; Ann Marsh came later." in text


def test_entities_of_a_document_type_are_told_and_left(tmp_path: Path) -> None:
    text = (
        (CASES / "perseus.xml")
        .read_text("utf-8")
        .replace("<TEI ", '<!DOCTYPE TEI [<!ENTITY mdash "&#8212;">]>\n<TEI ', 1)
    )
    data = text.replace("Stat sola", "Stat &mdash; sola").encode()
    (problem,) = look(data, "a.xml", "a.xml").problems
    assert problem.code is Code.XML_FORBIDDEN
    done = formatted(data, "a.xml")
    assert b"Stat &mdash; sola" in done and formatted(done, "a.xml") == done


def test_what_is_no_tei_is_told() -> None:
    with pytest.raises(EditionError):
        parse(b"<html/>", "a.xml")
