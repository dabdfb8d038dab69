"""In which script a text is written, and what language that says it is in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

LANGUAGES = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
"""The likeliest language of a script where nothing else is known."""

UKRAINIAN = frozenset("іїєґІЇЄҐ")


@cache
def script_of_letter(char: str) -> str:
    """Return the script of a letter as its Unicode name gives it (`LATIN`, `CYRILLIC`), else nothing."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""


def scripts(text: str) -> Counter[str]:
    """Return how many letters of each script stand in a text."""
    count: Counter[str] = Counter()
    for char, times in Counter(text).items():
        script = script_of_letter(char)
        if script:
            count[script] += times
    return count


def main_script(texts: Iterable[str]) -> str:
    """Return the script that most letters of the texts belong to (`LATIN` if there is none)."""
    count: Counter[str] = Counter()
    for text in texts:
        count += scripts(text)
    return count.most_common(1)[0][0] if count else "LATIN"


def language(text: str) -> str:
    """Return the language (BCP 47) that a text's script suggests; empty for Latin."""
    count = scripts(text)
    if not count:
        return ""
    script = count.most_common(1)[0][0]
    if script == "CYRILLIC" and not UKRAINIAN.isdisjoint(text):
        return "uk"
    return LANGUAGES.get(script, "")


FUNCTION_WORDS = {
    "en": "the of and to in that was for with by from were".split(),
    "de": "der die und das den von zu mit ist nicht des dem".split(),
    "fr": "le la les et des du que dans une est pour par".split(),
    "es": "el los las que del una por con para como se su".split(),
    "it": "il che di della per una con non sono del nel gli".split(),
}


def language_of(text: str) -> str:
    """Return the language (BCP 47) that a text's script and commonest words suggest; empty if none does."""
    by_script = language(text)
    if by_script:
        return by_script
    count = Counter(text[:200_000].lower().split())
    scores = {name: sum(count[word] for word in words) for name, words in FUNCTION_WORDS.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > count.total() / 20 else ""
