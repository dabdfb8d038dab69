"""Given names: which are one name in several languages, and whether one fits a person."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

from edition.annotate.names.model import Person
from edition.annotate.names.words import nominatives
from edition.annotate.works.fold import near, skeleton
from edition.tei.slugs import LETTERS

PATRONYMIC = re.compile(
    r"(?:ich|itch|ič|icz|[oe]vn[auyoei]+|i[cč]h?n[auyoei]+)[aueom]*$|(?:ич|[ое]вн|ичн)(?:а|у|ем|е|ой|ы)?$",
    re.IGNORECASE,
)
"""What follows a Russian given name: `Ivanovich`, `Ильинична`, in any case."""


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """Return the tables of `words.toml`."""
    text = resources.files("edition.annotate.names").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def groups() -> dict[str, frozenset[str]]:
    """Return skeleton -> the names of which it is a form: `Ivo` is one of Ivan, and of Yves."""
    out: dict[str, frozenset[str]] = {}
    for name, forms in tables()["given"].items():
        for form in (name, *forms):
            own = skeleton(form)
            out[own] = out.get(own, frozenset()) | {name}
    return out


@cache
def listed(name: str) -> frozenset[str]:
    """Return the skeletons of a list of `words.toml`."""
    return frozenset(skeleton(word) for words in tables()[name].values() for word in words)


def is_given(word: str) -> bool:
    """Say whether a word is a given name that is known."""
    known = groups()
    return skeleton(word) in known or any(one in known for one in nominatives(word))


def is_patronymic(word: str) -> bool:
    """Say whether a word has the form of a patronymic."""
    return len(word) > 4 and bool(PATRONYMIC.search(word))


def same(word: str, name: str) -> bool:
    """Say whether two given names are one: spelled otherwise, in another language, in another case."""
    one, other = skeleton(word), skeleton(name)
    if one == other or (one[:1] == other[:1] and near(one, other)):
        return True
    known = groups()
    forms = (one, *nominatives(word))
    if other in forms:
        return True
    group = known.get(other, frozenset())
    return any(known.get(form, frozenset()) & group for form in forms)


def ascii_(text: str) -> str:
    """Return a word in small Latin letters without accents."""
    text = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return "".join(char for char in text if char.isalpha() and not unicodedata.combining(char))


SOFT = re.compile("^[iyj](?=[aeou])")
VOWELLED = re.compile("^(?:y|i|j)?e")


def begins(initial: str, name: str) -> bool:
    """Say whether a name can begin with an initial: `Ya`, `Ia`, `Я` for Yakov; `Ye`, `E` for Evgeny."""
    one = ascii_(initial)
    names = sorted(groups().get(skeleton(name), ()))
    forms = (name, *names, *(form for own in names for form in tables()["given"][own]))
    return any(_begins(one, ascii_(form)) for form in forms)


def _begins(one: str, name: str) -> bool:
    if not one or not name:
        return False
    if name.startswith(one) or (SOFT.sub("i", name).startswith(SOFT.sub("i", one))):
        return True
    if one in {"y", "i", "j"} and name[0] in "yij":
        return True
    if one == "h" and name.startswith("kh"):
        return True
    return bool(VOWELLED.fullmatch(one) and VOWELLED.match(name))


NUMERAL = re.compile("[IVX]{2}")
SHORTENED = frozenset(("dzh", "nik", "mikh", "alex", "alek", "grig", "konst", "vas", "aleks", "wilh", "chas"))
"""What given names are cut short to, of more than two letters."""


def is_abbreviated(word: str) -> bool:
    """Say whether a word that a full stop follows can be an initial or a short form: `N`, `Yu`, `Vl`."""
    short = word[:1].isupper() and len(word) <= 2 and not NUMERAL.fullmatch(word)
    return short or word.lower() in SHORTENED


def fits(given: list[tuple[str, bool]], person: Person) -> bool | None:
    """Say whether given names, each with whether it is an initial, are a person's; None if that is not known.

    The first is compared with the given name and other names for it, the second with the patronymic.
    """
    if not person.given:
        return None
    (word, short), rest = given[0], given[1:]
    if not short and not rest and person.patronymic and is_patronymic(word) and not is_given(word):
        return same_patronymic(word, person.patronymic)
    first = any(begins(word, name) if short else same(word, name) for name in person.given)
    rest = [
        (word, short) for word, short in rest if short or not any(same(word, name) for name in person.given)
    ]
    if not first or not rest or not person.patronymic:
        return first
    word, short = rest[0]
    return begins(word, person.patronymic) if short else same_patronymic(word, person.patronymic)


def same_patronymic(word: str, name: str) -> bool:
    """Say whether two patronymics, or a patronymic and a middle name, are one."""
    return same(word, name) or ascii_(word)[:4] == ascii_(name)[:4]


def is_same_person(one: Person, other: Person) -> bool:
    """Say whether two are one person: family name, given name and patronymic, years, none of them against it.

    Without a given name on either side the years must be the same.
    """
    if not any(near(a, b) for a in one.family for b in other.family):
        return False
    for mine, theirs in ((one.born, other.born), (one.died, other.died)):
        if mine and theirs and abs(int(mine) - int(theirs)) > 1:
            return False
    if not (one.given and other.given):
        return bool(one.born and one.born == other.born)
    if not any(is_same_name(mine, theirs) for mine in one.given for theirs in other.given):
        return False
    return not (one.patronymic and other.patronymic) or is_same_name(one.patronymic, other.patronymic)


def is_same_name(one: str, other: str) -> bool:
    """Say whether two given names or patronymics are one, either of which may be an initial."""
    if len(one) == 1 or len(other) == 1:
        short, long = sorted((one, other), key=len)
        return begins(short, long)
    return same(one, other)
