"""Where registered names stand in a block, and what the words around each say of whom it means.

A person is found by the family name; given names, initials and years beside it say whether it is this
person, another one with an entry, or somebody without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.annotate.names.given import fits, is_abbreviated, is_given, is_patronymic, listed
from edition.annotate.names.model import Form, Occurrence, Person
from edition.annotate.names.register import Node, Register
from edition.annotate.names.words import How, Word, readings, words
from edition.annotate.works.fold import skeleton
from edition.model.entries import Kind
from edition.model.links import Inside

BETWEEN = re.compile(r"\s+|[-‐‑]\s?|\s?[.(«“„\"]\s?|[)]?[-\s/]")
"""What may stand between two words of one name."""
INNER = re.compile(r"\s*|\.\s*|[-‐‑]|\s[\[(]|[\])]\s")
"""What may stand between given names, initials and the family name."""
WORDLIKE = frozenset("AIOYEУИАВКОСЯ")
"""Letters that are words, too: no initials without a full stop."""
SENTENCE = re.compile(r"^$|[.!?:;…“”„«»\"(\[—–\n]\s*$|[.!?]['’”»)]\s+$")
"""What stands before a word that has a capital letter because something begins with it."""
YEARS = re.compile(r"\s?[(\[](?:b\.\s|born\s|geb\.\s|род\.\s|\*\s?)?(\d{4})?\s?(?:[-–—]\s?(\d{4})?)?[)\]]")
YEAR_NEAR = 60
"""So many characters from an event's name its year may stand."""
TELLING = 4
"""A name of so many words says which event it is."""
SPELLED = 5
"""Words of fewer letters are no other spelling of a name."""
KINDS = (Kind.PERSON, Kind.ORG, Kind.PLACE, Kind.EVENT, Kind.TERM, Kind.OBJECT, Kind.NAME)
"""Of two names that are the same words, the kind that comes first here is taken."""


@dataclass(frozen=True, slots=True)
class Match:
    """Forms that end at the same word, and how far the words had to be bent."""

    first: int
    last: int
    forms: tuple[Form, ...]
    how: frozenset[How]


@dataclass(slots=True)
class Reader:
    """Finds names in blocks; keeps what the words that it has met can be forms of."""

    register: Register
    cache: dict[str, list[tuple[str, How]]] = field(default_factory=dict)

    def read(self, text: str, lang: str = "") -> list[Occurrence]:
        """Return the names in a text, in order, none within another. `lang` is its language."""
        found = words(text)
        out: list[Occurrence] = []
        at = 0
        while at < len(found):
            match = self.longest(found, at) or self.misspelled(found, at)
            if match is None:
                at += 1
                continue
            occurrence = self.judged(text, found, match)
            if occurrence is not None:
                while out and out[-1].end > occurrence.start:
                    out.pop()  # a name by itself that is the given name of this one
                out.append(occurrence)
                if How.S in match.how and not (is_genitive(lang) or occurrence.forms[0].kind is Kind.TERM):
                    occurrence.doubt = occurrence.doubt or "it may be a plural, or a genitive"
            at = match.last + 1
        return out

    # ---- finding

    def options(self, word: str) -> list[tuple[str, How]]:
        """Return the known skeletons that a word can be a form of."""
        if word not in self.cache:
            self.cache[word] = readings(word, self.register.known)
        return self.cache[word]

    def longest(self, found: list[Word], at: int) -> Match | None:
        """Return the longest name that begins at a word; None if none does."""
        if not self.options(found[at].text) and not (at + 1 < len(found) and found[at + 1].is_hyphened):
            return None
        best: dict[int, dict[Form, frozenset[How]]] = {}
        for end, form, how in self.walk(found, at, at, self.register.root, frozenset()):
            best.setdefault(end, {}).setdefault(form, how)
        for end in sorted(best, reverse=True):
            straight = [form for form, how in best[end].items() if how <= {How.SAME, How.CASE}]
            forms = [form for form in straight or best[end] if self.is_written(form, found[at : end + 1])]
            if forms:
                how = frozenset().union(*(best[end][form] for form in forms))
                return Match(at, end, tuple(forms), how)
        return None

    def misspelled(self, found: list[Word], at: int) -> Match | None:
        """Return the family name from which an unknown word differs by one letter."""
        word = found[at]
        if not word.is_capital or len(word.text) < SPELLED:
            return None
        own = skeleton(word.text)
        forms = () if own in self.register.small else tuple(self.register.nearly(own))
        if len({form.words for form in forms}) != 1:
            return None
        return Match(at, at, forms, frozenset({How.NEAR}))

    def walk(
        self, found: list[Word], first: int, at: int, node: Node, how: frozenset[How]
    ) -> Iterator[tuple[int, Form, frozenset[How]]]:
        """Yield every form that goes on from a node with the word `at`, and where it ends."""
        if at >= len(found) or (at > first and not BETWEEN.fullmatch(found[at].gap)):
            return
        steps = [(at, option) for option in self.options(found[at].text)]
        if at + 1 < len(found) and found[at + 1].is_hyphened:
            steps += [(at + 1, option) for option in self.options(found[at].text + found[at + 1].text)]
        for end, (word, bent) in steps:
            after = node.next.get(word)
            if after is None:
                continue
            for form in after.forms:
                yield end, form, how | {bent}
            if after.next:
                yield from self.walk(found, first, end + 1, after, how | {bent})

    def is_written(self, form: Form, found: list[Word]) -> bool:
        """Say whether words are written as a form asks: small, in capitals, or with a capital letter."""
        if form.caps:
            return all(is_in_capitals(word.text) for word in found)
        return form.small or found[0].is_capital

    # ---- judging

    def judged(self, text: str, found: list[Word], match: Match) -> Occurrence | None:
        """Return what a match is, with its doubts; None if it is no name at all."""
        kind = min((form.kind for form in match.forms), key=KINDS.index)
        forms = tuple(form for form in match.forms if form.kind is kind)
        out = Occurrence(found[match.first].start, found[match.last].end, forms, match.first, match.last)
        if self.is_part(found, match) or not self.is_name(out, kind, text, found):
            return None
        if out.stranger and match.how & {How.LATIN_CASE, How.S}:
            return None
        if How.NEAR in match.how:
            out.spelled = skeleton(found[match.first].text)
        if How.LATIN_CASE in match.how:
            out.doubt = "it may be an inflected form, or another name"
        if text[out.start : out.end].count("(") > text[out.start : out.end].count(")") == 0:
            out.end += text[out.end : out.end + 1] == ")"
        return out

    def is_name(self, out: Occurrence, kind: Kind, text: str, found: list[Word]) -> bool:
        """Enter whom or what a match fits, by its kind; False if it is no name at all."""
        if all(form.addressed for form in out.forms):
            after = found[out.last + 1 : out.last + 2]
            out.fits, out.addressed = tuple(dict.fromkeys(form.key for form in out.forms)), True
            has_family_behind = bool(after) and after[0].is_capital and after[0].gap.isspace()
            return not has_family_behind
        if any(form.family for form in out.forms):
            self.judge_person(out, text, found)
        elif kind is Kind.TERM:
            self.judge_term(out, found)
        elif kind is Kind.EVENT:
            self.judge_event(out, text)
        else:
            self.judge_name(out, found)
        return True

    def is_part(self, found: list[Word], match: Match) -> bool:
        """Say whether a name is half of another: joined by a hyphen to a word that is no name of ours."""
        before, after = found[match.first], found[match.last + 1 : match.last + 2]
        if before.is_hyphened and match.first:
            left = found[match.first - 1]
            if left.is_capital and not self.is_own(left):
                return True
        if after and after[0].gap in {"-", "‐", "‑"}:
            return after[0].is_capital and not self.is_own(after[0])
        return False

    def is_own(self, word: Word) -> bool:
        """Say whether a word is a name of its own: a registered family name, or one that stands alone."""
        if skeleton(word.text) in self.register.alone and not is_given(word.text):
            return True
        return any(one in self.register.families for one, _ in self.options(word.text))

    def judge_person(self, out: Occurrence, text: str, found: list[Word]) -> None:
        """Compare what stands beside a family name with those who bear it."""
        left, odd = self.before(found, out.first)
        right = () if left else self.behind(found, out.last)
        given = [(word.text, is_short(word, text)) for word in left or right]
        people = {form.key: self.register.persons[form.key] for form in out.forms if form.family}
        years = YEARS.match(text, out.end)
        weak = {form.key for form in out.forms if form.weak}
        if given:
            self.by_given(out, people, given, weak)
        elif years and any(years.groups()):
            self.by_years(out, people, years)
        else:
            out.fits = tuple(key for key in people if key not in weak) or tuple(people)
            if all(key in weak for key in out.fits):
                out.doubt = "it is not the name by which the person is known"
            out.odd = odd
            out.doubt = out.doubt or self.ordinary(found, out)
        if given and not out.stranger:
            out.initials = len(given) == 1 and given[0][1]
            out.start = min(out.start, left[0].start if left else out.start)
            out.end = max(out.end, end_of(text, right[-1]) if right else out.end)
        if self.is_of_a_woman(found, out) or self.names_a_thing(found, out):
            out.doubt = "it may be a relative, or what is named after the person"

    def by_years(self, out: Occurrence, people: dict[Inside, Person], years: re.Match[str]) -> None:
        """Take the person with these years of birth and death; there is none: somebody else."""
        out.fits = tuple(p.key for p in people.values() if lived(p, years[1], years[2]))
        out.named = True
        out.stranger = "" if out.fits else years[0].strip()

    def by_given(
        self, out: Occurrence, people: dict[Inside, Person], given: list[tuple[str, bool]], weak: set[Inside]
    ) -> None:
        """Take the persons whom given names fit; if they fit none, it is somebody else."""
        verdicts = {key: fits(given, person) for key, person in people.items()}
        sure = tuple(person.key for key, person in people.items() if verdicts[key])
        unknown = tuple(person.key for key, person in people.items() if verdicts[key] is None)
        out.named = bool(sure) or not unknown
        out.fits = sure or unknown
        if not out.fits:
            out.stranger = " ".join(word for word, _ in given)
        elif not sure and any(key in weak for key in unknown):
            out.doubt = "it is not the name by which the person is known"

    def before(self, found: list[Word], first: int) -> tuple[list[Word], str]:
        """Return given names and initials right before a word, or a word there that may be one."""
        out: list[Word] = []
        at = first
        while at > 0 and len(out) < 4 and INNER.fullmatch(found[at].gap):
            word, dotted = found[at - 1], found[at].gap.startswith(".")
            undotted = len(word.text) == 1 and word.is_capital and word.text not in WORDLIKE
            undotted = undotted or is_second(found, at - 1)
            initial = (dotted and is_abbreviated(word.text)) or undotted
            if not initial and dotted:
                break
            if not (initial or (word.is_capital and self.is_forename(word, found, at - 1))):
                return out, "" if out or found[at].is_hyphened else self.odd(found, at - 1)
            out.insert(0, word)
            at -= 1
        return out, ""

    def is_forename(self, word: Word, found: list[Word], at: int) -> bool:
        """Say whether a word is a given name or a patronymic."""
        if skeleton(word.text) in listed("titles") or skeleton(word.text) in listed("women"):
            return False
        if is_patronymic(word.text) and at and found[at - 1].is_capital:
            return True
        return is_given(word.text) or skeleton(word.text) in self.register.forenames

    def odd(self, found: list[Word], at: int) -> str:
        """Return the word before a family name if it may be a given name that nobody knows, else ""."""
        word = found[at]
        own = skeleton(word.text)
        if not word.is_capital or own in listed("titles") or word.text.isupper():
            return ""
        usual = own in self.register.small or own in self.register.known or own in listed("ordinary")
        return "" if usual else word.text

    def behind(self, found: list[Word], last: int) -> list[Word]:
        """Return initials or given names that follow a family name: `Bukharin, N. I.`, `Bukharin N.`."""
        out: list[Word] = []
        at = last + 1
        while at < len(found) and len(out) < 2:
            word = found[at]
            gap = word.gap.replace(",", "", 1).replace(".", "!") if not out else word.gap
            dotted = (at + 1 < len(found) and found[at + 1].gap.startswith(".")) or at + 1 == len(found)
            if not INNER.fullmatch(gap) or not (dotted and is_abbreviated(word.text)):
                break
            out.append(word)
            at += 1
        if (
            out
            and at < len(found)
            and re.fullmatch(r"\.?\s+", found[at].gap)
            and self.is_name_like(found[at])
        ):
            return []  # the initials of the next name in a list
        return out

    def is_name_like(self, word: Word) -> bool:
        """Say whether initials before a word would be its own."""
        return word.is_capital and skeleton(word.text) not in self.register.small

    def ordinary(self, found: list[Word], out: Occurrence) -> str:
        """Say whether a family name is an ordinary word too, and stands where it has a capital anyway."""
        word = found[out.first]
        own = skeleton(word.text)
        if own in listed("ordinary"):
            return "it is an ordinary word, too"
        begins = bool(SENTENCE.search(word.gap))
        return "it is an ordinary word, too" if begins and own in self.register.small else ""

    def is_of_a_woman(self, found: list[Word], out: Occurrence) -> bool:
        """Say whether a woman's title stands before a name."""
        return out.first > 0 and skeleton(found[out.first - 1].text) in listed("women")

    def names_a_thing(self, found: list[Word], out: Occurrence) -> bool:
        """Say whether what follows the name says that it is a street, a plant, or several persons."""
        after = found[out.last + 1] if out.last + 1 < len(found) else None
        if after is None or after.gap != " ":
            return False
        own = skeleton(after.text)
        return own in listed("things") or (own in listed("after") and after.is_capital)

    def judge_name(self, out: Occurrence, found: list[Word]) -> None:
        """Judge a name that is not a person's: ordinary words need evidence."""
        word = found[out.first]
        out.fits = tuple(dict.fromkeys(form.key for form in out.forms))
        before = found[out.first - 1] if out.first else None
        if before and len(out.forms[0].words) == 1 and is_forename_of(before, word):
            out.stranger = before.text
            return
        own = skeleton(word.text)
        if len(out.forms[0].words) == 1 and (own in self.register.small or own in listed("ordinary")):
            spoken = before is not None and skeleton(before.text) in listed("places") and word.gap.isspace()
            if not (spoken and out.forms[0].kind is Kind.PLACE):
                out.doubt = "it is an ordinary word, too"

    def judge_event(self, out: Occurrence, text: str) -> None:
        """Judge an event: a short name needs the year of the event near it."""
        years = {key: year_of(self.register.entries[key].element) for key in (form.key for form in out.forms)}
        near = set(re.findall(r"\d{4}", text[max(0, out.start - YEAR_NEAR) : out.end + YEAR_NEAR]))
        dated = tuple(key for key, year in years.items() if year in near)
        out.fits = dated or tuple(years)
        if not dated and len(out.forms[0].words) < TELLING:
            out.doubt = "it may be another one: its year does not stand near it"

    def judge_term(self, out: Occurrence, found: list[Word]) -> None:
        """Judge a term: one small word may be meant in its ordinary sense."""
        out.fits = tuple(dict.fromkeys(form.key for form in out.forms))
        form = out.forms[0]
        if form.small:
            plain = len(form.words) == 1 and form.key not in self.register.borrowed
            out.doubt = "it is an ordinary word, too" if plain else ""
        elif (
            not form.caps and len(form.words) == 1 and skeleton(found[out.first].text) in self.register.small
        ):
            out.doubt = "it is an ordinary word, too"


def year_of(event: etree._Element) -> str:
    """Return the year in which an event began, as its dates say."""
    found = (event.get(name) for name in ("when", "from", "notBefore", "when-iso", "from-iso"))
    return next((day[:4] for day in found if day), "")


def is_genitive(lang: str) -> bool:
    """Say whether a name with an `s` is its genitive in a language, and nothing else."""
    return lang.partition("-")[0] in {"de", "da", "sv", "no", "nb", "nn", "nl"}


def is_in_capitals(word: str) -> bool:
    """Say whether a word is written in capitals, a small `s` of the plural apart; one letter may be small."""
    return len(word) == 1 or word.isupper() or (len(word) > 2 and word[:-1].isupper() and word[-1] == "s")


def is_forename_of(before: Word, word: Word) -> bool:
    """Say whether a word makes a person's name of the one behind it: `Jack London` is no place."""
    if not before.is_capital or not INNER.fullmatch(word.gap):
        return False
    return is_given(before.text) or (word.gap.startswith(".") and is_abbreviated(before.text))


def is_second(found: list[Word], at: int) -> bool:
    """Say whether a word is an initial that follows another one: the `I` of `N. I Bukharin`."""
    word = found[at]
    if at == 0 or len(word.text) > 1 or not word.is_capital:
        return False
    return word.gap.startswith(".") and len(found[at - 1].text) <= 2


def lived(person: Person, born: str | None, died: str | None) -> bool:
    """Say whether years of birth and death are a person's; sources differ by one."""
    if born and person.born:
        return abs(int(born) - int(person.born)) <= 1
    return not (died and person.died) or abs(int(died) - int(person.died)) <= 1


def is_short(word: Word, text: str) -> bool:
    """Say whether a given name is an initial or cut short."""
    return len(word.text) == 1 or (text[word.end : word.end + 1] == "." and is_abbreviated(word.text))


def end_of(text: str, word: Word) -> int:
    """Return where a word ends, with the full stop of an initial."""
    return word.end + (text[word.end : word.end + 1] == ".")
