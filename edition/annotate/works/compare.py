"""How well a cited title, or all that a citation says, fits a work. Numbers from 0 (not) to 1 (the same)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from edition.annotate.works.facts import PERIODICALS, SMALL, Facts, Person, abbreviated, title_words
from edition.annotate.works.fold import distance, is_number, near, same_number, skeleton

SUBTITLE = re.compile(r"[:.;!?—–(\[]\s*")
SAME, SHORTENED, WITHIN, MISPRINTED, LONGER = 1.0, 0.96, 0.88, 0.9, 0.92
ALIKE = 0.8
WORD = 0.82
"""One word of a title that is not its beginning: only with the author."""


@lru_cache(maxsize=65536)
def titles(cited: str, known: str) -> float:
    """Return how well a cited title fits a known one: the same, misprinted, shortened, or with a subtitle."""
    short, long = title_words(cited), title_words(known)
    if not short or not long or not _numbers_fit(short, long):
        return 0.0
    if short == long:
        return SAME
    if (reached := _aligned(short, long, abbreviated(cited))) is not None:
        if reached == len(long):
            return MISPRINTED + 0.05
        return SHORTENED if _says_enough(short, long) else WORD
    if _aligned(long, short, abbreviated(known)) is not None and _is_part(cited, long):
        return LONGER
    return _within(short, long)


def _says_enough(short: Sequence[str], long: Sequence[str]) -> bool:
    """Say whether the beginning of a title is more than a small word."""
    said = _telling(short)
    return len(said) > 1 or any(len(word) > 3 for word in said) or len(short) == len(long)


def _is_part(title: str, words: Sequence[str]) -> bool:
    """Say whether words that begin a title are a title themselves: several, or all before its subtitle."""
    return len(_telling(words)) > 1 or title_words(SUBTITLE.split(title, maxsplit=1)[0]) == tuple(words)


def _telling(words: Sequence[str]) -> list[str]:
    """Return those words that say something."""
    return [word for word in words if word not in SMALL and not is_number(word)]


def telling(title: str) -> list[str]:
    """Return the words of a title that say something."""
    return _telling(title_words(title))


def _numbers_fit(short: Sequence[str], long: Sequence[str]) -> bool:
    """Say whether every number in one title stands in the other: XV and XVI congresses are not one."""
    one = [word for word in short if is_number(word)]
    other = [word for word in long if is_number(word)]
    return _all_in(one, other) or _all_in(other, one)


def _all_in(some: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(same_number(one, other) for other in others) for one in some)


def _aligned(short: Sequence[str], long: Sequence[str], cut: frozenset[str]) -> int | None:
    """Return how many words of `long` the words of `short` take from its beginning; None if they do not.

    `cut` are the words of `short` that are abbreviated.
    """
    at = 0
    for word in short:
        if at >= len(long):
            return None
        if _same(word, long[at]) or (word in cut and long[at].startswith(word)):
            at += 1
        elif (taken := contracted(word, long[at:])) is not None:
            at += taken
        else:
            return None
    return at


def _same(one: str, other: str) -> bool:
    """Say whether two words of titles are one word, or one number."""
    return near(one, other) or (is_number(one) and is_number(other) and same_number(one, other))


def contracted(word: str, following: Sequence[str]) -> int | None:
    """Return of how many words, two at least, `word` is an abbreviation; None if it is of none.

    `pss` of Polnoe sobranie sochinenii, `stenotchet` of Stenograficheskii otchet: beginnings, in order.
    """
    if not 2 < len(word) < 16 or is_number(word):
        return None
    found: dict[int, int] = {0: 0}  # letters used -> words used
    for count, other in enumerate(following[:8], 1):
        step: dict[int, int] = {}
        for used in found:
            for length in range(1, _shared(word[used:], other) + 1):
                step[used + length] = count
        if len(word) in step and count > 1:
            return count
        found = step
        if not found:
            return None
    return None


def _shared(one: str, other: str) -> int:
    """Return how many letters two words have in common from their beginning."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _within(short: Sequence[str], long: Sequence[str]) -> float:
    """Return how well the telling words of a shortened title stand, in order, within the known one."""
    said = [word for word in short if word not in SMALL]
    if len("".join(said)) < 5:
        return 0.0
    at = 0
    for word in said:
        while at < len(long) and not _same(word, long[at]):
            at += 1
        if at == len(long):
            return _overlap(said, [word for word in long if word not in SMALL])
        at += 1
    return WITHIN if len(said) > 1 else WORD


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much of two longer titles is the same, word by word; 0 unless it is most of it."""
    if min(len(one), len(other)) < 4:
        return 0.0
    shared = sum(any(near(word, it) for it in other) for word in one)
    part = shared / max(len(one), len(other))
    return 0.6 + part / 4 if part >= 0.75 else 0.0


def persons(cited: Sequence[Person], known: Sequence[Person]) -> float:
    """Return how well the persons of a citation fit a work's; 0.5 where one side names none."""
    if not cited or not known:
        return 0.5
    if any(one.agrees(other) for one in cited[:3] for other in known):
        return 1.0
    if any(_nearly(one, other) for one in cited[:3] for other in known):
        return 0.9
    return 0.0


def _nearly(one: Person, other: Person) -> bool:
    """Say whether two surnames differ by a misprint, or one is within a name that is not divided."""
    if one.initials and other.initials and one.initials[0] != other.initials[0]:
        return False
    return near(one.surname, other.surname)


def same_edition(cited: Facts, known: Facts) -> bool:
    """Say whether year and place speak for one edition, or leave it open.

    Volumes of one work have years of their own.
    """
    if cited.kind in PERIODICALS and known.kind in PERIODICALS:
        return True
    if cited.year and known.year and cited.year not in _years(known) and known.year not in _years(cited):
        return bool(cited.volume and known.volume and cited.volume != known.volume)
    if not (cited.year and known.year) and cited.place and known.place:
        return places_agree(cited, known)
    return not (cited.edition and known.edition) or _edition(cited) == _edition(known)


def places_agree(cited: Facts, known: Facts) -> bool:
    """Say whether two works have a place in common, however abbreviated."""
    return not cited.place or not known.place or bool(_places(cited) & _places(known))


def same_work(one: Facts, other: Facts) -> bool:
    """Say whether two entries are of one work."""
    return max(fit(one, other), fit(other, one)) >= MISPRINTED and same_edition(one, other)


def _edition(facts: Facts) -> str:
    digits = "".join(char for char in facts.edition if char.isdigit())
    return digits or facts.edition.casefold()


def _years(facts: Facts) -> set[str]:
    first, _, last = facts.date.partition("/")
    if last[:4].isdigit() and first[:4].isdigit() and int(last[:4]) - int(first[:4]) < 200:
        return {str(number) for number in range(int(first[:4]), int(last[:4]) + 1)}
    return {facts.year}


CITIES = {
    "m": "moskva", "moskau": "moskva", "moscow": "moskva", "moscou": "moskva",
    "l": "leningrad", "pg": "petrograd", "ptg": "petrograd",
    "spb": "petersburg", "sankt": "petersburg", "st": "petersburg", "saint": "petersburg",
    "k": "kiev", "kyiv": "kiev", "ny": "newyork", "new": "newyork", "p": "paris",
    "koln": "cologne", "munchen": "munich", "vienna": "wien", "geneve": "geneva", "roma": "rome",
}  # fmt: skip
"""Places of publication as abbreviated or translated, by their first word."""
KNOWN_CITIES = {skeleton(key): skeleton(value) for key, value in CITIES.items()}


def _places(facts: Facts) -> set[str]:
    found = set()
    for place in facts.place:
        for one in place.replace("–", "-").replace(";", "-").split("-"):
            first = title_words(one)[:1]
            if first:
                found.add(KNOWN_CITIES.get(first[0], first[0]))
    return found


def fit(cited: Facts, known: Facts) -> float:
    """Return how well a citation fits a work: by identifier, by shelf mark, else by title and persons."""
    if shared := {key for key, _ in cited.idno} & {key for key, _ in known.idno} - {"ISSN"}:
        return SAME if any(pair in known.idno for pair in cited.idno if pair[0] in shared) else 0.0
    if cited.kind == "archive" or known.kind == "archive":
        return _shelved(shelf(cited), shelf(known))
    if cited.kind == "web" and not cited.title:
        return SAME if cited.url and cited.url == known.url else 0.0
    found = titles(cited.title, known.title)
    if cited.kind in PERIODICALS or known.kind in PERIODICALS:
        both = {cited.kind, known.kind} <= PERIODICALS | {""}
        return found if both and found >= MISPRINTED and found not in (SHORTENED, LONGER) else 0.0
    return _signed(cited, known, found)


def _shelved(cited: tuple[str, str], known: tuple[str, str]) -> float:
    """Return how well two shelf marks fit: one fond of one archive, whose abbreviation may be misprinted."""
    if cited == known:
        return SAME if cited[0] else 0.0
    if cited[1] != known[1] or not cited[1] or min(len(cited[0]), len(known[0])) < 5:
        return 0.0
    swapped = len(cited[0]) == len(known[0]) and sorted(cited[0]) == sorted(known[0])
    return 0.85 if swapped or distance(cited[0], known[0], 1) == 1 else 0.0


def _signed(cited: Facts, known: Facts, found: float) -> float:
    """Return how well a citation fits whose title does: by persons, and by what the work stands in."""
    if not found:
        return _by_host(cited, known)
    if found <= WORD and not cited.people:
        return 0.0
    found *= _by_persons(cited, known, found)
    apart = cited.host and known.host and titles(cited.host, known.host) < ALIKE
    return found * ALIKE if apart else found


def _by_host(cited: Facts, known: Facts) -> float:
    """Return how well a citation fits that tells of an article only its author, journal and year."""
    host, said = title_words(known.host), title_words(cited.host or cited.title)
    if (
        known.kind != "article"
        or cited.place
        or not host
        or len(said) > len(host) + 2
        or said[-len(host) :] != host
    ):
        return 0.0
    same = cited.year and cited.year == known.year and persons(cited.people, known.people) > 0.5
    return 0.85 if same else 0.0


def _by_persons(cited: Facts, known: Facts, found: float) -> float:
    """Return what the persons add to a fitting title: where one side names none, the title must do more."""
    agreed = persons(cited.people, known.people)
    if agreed == 0.0 and found >= SHORTENED and len(telling(cited.title)) > 2:
        return 0.85 if _alike(cited, known) else 0.0
    if agreed != 0.5:
        return agreed
    if cited.people:  # a work of nobody's is not by this author, unless it is the very title
        return 0.97 if found == SAME else 0.0
    if not known.people:
        return 1.0
    return 0.93 if len(telling(cited.title)) > 1 else 0.88


def _alike(cited: Facts, known: Facts) -> bool:
    """Say whether surnames look alike though they are not: begun and ended by the same letters."""
    pairs = [(one.surname, other.surname) for one in cited.people for other in known.people]
    return any(one[:3] == other[:3] and one[-1:] == other[-1:] for one, other in pairs)


def shelf(facts: Facts) -> tuple[str, str]:
    """Return archive and fond as they are compared."""
    return "".join(title_words(facts.repository)), "".join(title_words(facts.fond))
