"""Which bare numbers may be note calls, by how they are written."""

import pytest

from edition.readers.notes.calls import MEDIUM, STRONG, WEAK, candidates

MAY_BE = [
    ("the police58, as was said", "58", STRONG),
    ("in that life.3 The next", "3", STRONG),
    ("“the victory”.2 It was", "2", STRONG),
    ("weren’t.100", "100", STRONG),
    ("of a society. 1 Workers were", "1", MEDIUM),
    ("it ended in 1931.7 After", "7", MEDIUM),
    ("Groman, Shera 53and others", "53", MEDIUM),
    ("four jars 51 did not", "51", WEAK),
    ("delivered in 1931. 125 November 1932", "125", WEAK),
    ("exceeds 1,200.15 Nevertheless", "15", WEAK),
]
CANNOT = [
    "in the 2nd plan",
    "some 60% of them",
    "newspaper No. 9 was torn",
    "on p. 12 of it",
    "pages 7–9 of it",
    "about 1,040 people",
    "at 18:30 sharp",
    "on 21 March and",
    "March 8, 1921",
    "worth 300 roubles of 5.5 each"[:20],
    "chapter 4 shows",
    "fond 17, op. 71",
    "№ 4",
    "f. 17",
    "T34",
    "40-50 minutes",
]


@pytest.mark.parametrize(("text", "label", "weight"), MAY_BE, ids=[text for text, _, _ in MAY_BE])
def test_may_be_a_call(text: str, label: str, weight: float) -> None:
    assert (label, weight) in [(found.label, found.weight) for found in candidates(text)]


@pytest.mark.parametrize("text", CANNOT)
def test_cannot_be_a_call(text: str) -> None:
    assert [found.label for found in candidates(text) if found.weight > WEAK] == []
