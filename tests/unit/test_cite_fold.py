"""Spellings brought together, and titles compared: the pieces that the cases of `resolve` are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.works import compare
from edition.annotate.works.fold import distance, near, skeleton, words

ALIKE = [
    "Троцкий Trotskii Trotsky Trotzki Trockij Trotskij",
    "Зиновьев Zinov'ev Zinoviev Zinovyev Zinowjew Zinovʹev",
    "Фельштинский Fel’shtinskii Fel'shtinskij Felshtinsky",
    "Рютин Riutin Ryutin Rjutin",
    "жизнь zhizn' zhizn’ žizn'",
    "Рыков Rykov Rykoff",
    "съезд s\"ezd s''ezd s’ezd sʺezd",
    "Хрущёв Khrushchev Khrushchyov",
    "Müller MÜLLER muller",
    "Łódź Lodz",
]


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda line: line.split()[1])
def test_spellings_of_one_word_have_one_skeleton(spellings: str) -> None:
    assert len({skeleton(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("XV", "XVI"), ("1917", "1918"), ("Lenin", "Lemon"), ("Kotkin", "Kotov")]
)
def test_numbers_and_other_names_stay_apart(one: str, other: str) -> None:
    assert not near(skeleton(one), skeleton(other))


@given(st.text(), st.text())
def test_any_text_has_a_skeleton(one: str, other: str) -> None:
    assert all(words(one) + words(other))
    assert near(skeleton(one), skeleton(one))
    assert near(skeleton(one), skeleton(other)) == near(skeleton(other), skeleton(one))


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_a_distance(one: str, other: str) -> None:
    most = 8
    assert distance(one, other, most) == distance(other, one, most)
    assert (distance(one, other, most) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, most), 2)


FITTING = [
    ("Magnetic Mountain", "Magnetic Mountain: Stalinism as a Civilization"),
    ("Moia zhizn'", "Моя жизнь. Опыт автобиографии"),
    ("PSS", "Polnoe sobranie sochinenii"),
    ("KPSS v rezoliutsiakh", "KPSS v rezoliutsiiakh i resheniiakh s’ezdov, konferentsii i plenumov TsK"),
    (
        'XVI s"ezd VKP(b). Stenotchet',
        "XVI s’ezd Vsesoiuznoi Kommunisticheskoi partii. Stenograficheskii otchet",
    ),
    ("Education", "Education and Social Mobility in the Soviet Union, 1921–1932"),
    ("Stalinism as a Civilization", "Magnetic Mountain: Stalinism as a Civilization"),
    ("Gulag: A History", "Gulag"),
]


@pytest.mark.parametrize(("cited", "known"), FITTING, ids=[cited for cited, _ in FITTING])
def test_a_shortened_title_fits(cited: str, known: str) -> None:
    assert compare.titles(cited, known) >= 0.85


DIFFERENT = [
    ('XV s"ezd VKP(b)', "XVI s’ezd VKP(b). Stenograficheskii otchet"),
    ("Stalin", "Bukharin: A Biography of Stalin's Rival"),
    ("The", "The Russian Enigma"),
    ("My Life", "My Universities"),
    ("Works", "Selected Writings"),
    ("", "Anything"),
]


@pytest.mark.parametrize(("cited", "known"), DIFFERENT, ids=[cited or "none" for cited, _ in DIFFERENT])
def test_another_title_does_not_fit(cited: str, known: str) -> None:
    assert compare.titles(cited, known) < 0.85
