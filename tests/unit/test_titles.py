"""What a heading says: its number, and which part of a book it opens."""

import pytest

from edition.readers import titles


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("12. Defeat", ("12", 12)),
        ("Chapter Two: On", ("Two", 2)),
        ("CHAPTER IV", ("IV", 4)),
        ("Kapitel 3 Das Haus", ("3", 3)),
        ("Глава 7. Дом", ("7", 7)),
        ("1.2 From", ("1.2", 0)),
        ("II. Strike", ("II", 2)),
        ("Vi. Leaflets", ("Vi", 6)),
        ("I was there", ("", 0)),
        ("1917 and after", ("", 0)),
        ("Mixed feelings", ("", 0)),
    ],
)
def test_number(title: str, number: tuple[str, int]) -> None:
    assert titles.number(title)[:2] == number


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Foreword", ("preface", "front")),
        ("About the Author", ("about", "front")),
        ("Translator’s Note", ("translator", "front")),
        ("Introduction: The Prison", ("introduction", "body")),
        ("Glossary of Terms", ("glossary", "back")),
        ("Selected Biographical Notes", ("biographies", "back")),
        ("Zeittafel", ("chronology", "back")),
        ("Предисловие", ("preface", "front")),
        ("The Prison", ("", "")),
    ],
)
def test_part(title: str, part: tuple[str, str]) -> None:
    assert titles.part(title) == part
