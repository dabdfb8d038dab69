"""Hyphens at line ends: proved by the text itself, else by its habits."""

from __future__ import annotations

import pytest

from edition.readers.hyphens import Decision, Lexicon, decide, divided, lexicon

HYPHENATED = [
    "The workers’ organisation met in the evening, and the organisation",
    "of the rank-and-file came. A self-made man spoke about industriali-",
    "sation, a word he liked; industrialisation was well-known to the well-",
    "known engineers. Its administra-",
    "tion wrote to the administration of the neighbouring plant.",
]


def test_divided_line_gives_the_word_and_its_hyphen() -> None:
    assert divided("and the organi-") == ("organi", "-")
    assert divided("and the rank-and-") == ("rank-and", "-")
    assert divided("and the organi\u00ad") == ("organi", "\u00ad")
    assert divided("and the organi\u2010  ") == ("organi", "\u2010")


@pytest.mark.parametrize("line", ["the end –", "a dash -", "--", "", "plain", "yes?-"])
def test_line_that_is_not_divided(line: str) -> None:
    assert divided(line) is None


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("organi", "sation", Decision.JOIN),
        ("industriali", "sation,", Decision.JOIN),
        ("rank-and", "file", Decision.KEEP),
        ("rank", "and-file", Decision.KEEP),
        ("well", "known", Decision.KEEP),
        ("Marxist", "Leninist", Decision.KEEP),
        ("1928", "1933", Decision.KEEP),
        ("mid", "1930s", Decision.KEEP),
        ("FYP", "era", Decision.KEEP),
        ("ORGANI", "SATION", Decision.JOIN),
        ("two-and-a", "half", Decision.KEEP),
        ("state", "and", Decision.SUSPEND),
        ("self", "workers", Decision.KEEP),
        ("qua", "drille", Decision.JOIN),
        ("evening", "engineers", Decision.UNDECIDED),
    ],
)
def test_decisions_in_a_text_that_hyphenates(first: str, second: str, wanted: Decision) -> None:
    assert decide(first, second, lexicon(HYPHENATED)) is wanted


def test_text_that_never_divides_words_keeps_every_hyphen() -> None:
    lines = [
        "A well-known rank-and-",
        "file worker of the rank-and-file",
        "is a well-",
        "known man.",
        "Quite.",
    ]
    found = lexicon(lines)
    assert not found.hyphenates
    assert decide("work", "bench", found) is Decision.KEEP


def test_halves_at_line_ends_prove_nothing() -> None:
    found = lexicon(["the organi-", "sation and the organi-", "sation"])
    assert found.words["organi"] == found.words["sation"] == 0


def test_empty_lexicon_decides_without_error() -> None:
    assert decide("organi", "sation", Lexicon()) is Decision.JOIN
    assert decide("organi", "—", Lexicon()) is Decision.KEEP
