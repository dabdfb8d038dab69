"""Bytes to lines: encodings, and characters made one kind."""

from __future__ import annotations

import pytest

from edition.problems import EditionError, Problems
from edition.readers.decode import decode


def lines(data: bytes) -> list[str]:
    return decode(data, "source.txt", Problems("source.txt")).lines


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Шрифт".encode("utf-16"), "Шрифт"),
        (b"\xef\xbb\xbfText", "Text"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\u00a0b\u2009c".encode(), "a b c"),
        ("counter\u2010revolution".encode(), "counter-revolution"),
        ("\u02bahis\u02ba men\u02b9s".encode(), '"his" men\'s'),
        ("e\u0301tape".encode(), "étape"),
        ("soft\u00adhyphen".encode(), "softhyphen"),
        ("line\u00ad\nend".encode(), "line\u00ad\nend"),
        (b"bell\x07 rings", "bell rings"),
    ],
)
def test_text(data: bytes, text: str) -> None:
    assert "\n".join(lines(data)) == text


def test_normalisations_are_counted() -> None:
    decoded = decode("\u02baa\u02ba\u00a0b".encode(), "s", Problems("s"))
    assert sorted(decoded.normalised.values()) == [1, 2]


def test_another_encoding_is_guessed_and_said() -> None:
    problems = Problems("s")
    text = "Он читал газету в камере, и все слушали его. " * 20
    assert decode(text.encode("cp1251"), "s", problems).lines == [text]
    assert [problem.code.slug for problem in problems] == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "source-empty", 0),
        (b" \n\n\t", "source-empty", 0),
        (b"text\nmore\x00", "source-binary", 2),
        (b"\xff\xfea", "source-encoding", 1),
        (b"x" * 5_000_001, "line-too-long", 1),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str, line: int) -> None:
    with pytest.raises(EditionError) as error:
        lines(data)
    assert (error.value.problem.code.slug, error.value.problem.place.line) == (code, line)
