"""The heaviest ascending chain through numbers that may be calls."""

from hypothesis import given
from hypothesis import strategies as st

from edition.readers.notes.align import Candidate, chain

ANY: tuple[int, ...] = ()


def bare(*numbers: int, weight: float = 3.0) -> list[Candidate]:
    return [Candidate(number, weight) for number in numbers]


def chosen(candidates: list[Candidate], bodies: dict[int, tuple[int, ...]]) -> list[int]:
    return [candidates[index].number for index in chain(candidates, bodies)]


def test_a_year_does_not_fit_the_sequence() -> None:
    assert chosen(bare(1, 2, 325, 3, 4), dict.fromkeys(range(1, 5), ANY)) == [1, 2, 3, 4]


def test_the_better_dressed_of_two_equal_numbers_is_the_call() -> None:
    candidates = [Candidate(1, 3), Candidate(2, 0.4), Candidate(2, 3), Candidate(3, 3)]
    assert chain(candidates, dict.fromkeys(range(1, 4), ANY)) == [0, 2, 3]


def test_a_body_is_called_on_its_own_page() -> None:
    candidates = [Candidate(9, 3, page=4), Candidate(9, 0.4, page=5)]
    assert chain(candidates, {9: (5,)}) == [1]


def test_calls_through_a_stretch_of_lost_bodies_are_found_by_the_count() -> None:
    bodies = dict.fromkeys([1, 2, 9, 10], ANY)
    assert chosen(bare(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), bodies) == list(range(1, 11))


def test_a_badly_dressed_number_without_a_body_is_no_call() -> None:
    assert chosen(bare(1, 2) + bare(3, weight=0.4), dict.fromkeys([1, 2], ANY)) == [1, 2]


def test_a_marked_call_is_kept_though_no_body_answers_it() -> None:
    candidates = [Candidate(1, 0, sure=True), Candidate(2, 0, sure=True)]
    assert chain(candidates, {}) == [0, 1]


@given(st.lists(st.integers(1, 400), max_size=60), st.sets(st.integers(1, 400), max_size=40))
def test_the_chain_always_ascends(numbers: list[int], bodies: set[int]) -> None:
    found = chosen(bare(*numbers), dict.fromkeys(bodies, ANY))
    assert found == sorted(set(found))
