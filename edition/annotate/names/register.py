"""The names to be looked for: every entry of an edition's registers, in all the ways it is written.

Forms are kept in a tree of words (a trie), so that a text is read once however many names there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from lxml import etree

from edition.annotate.names.given import is_given, is_patronymic, is_same_person
from edition.annotate.names.model import Form, Person
from edition.annotate.names.words import Word, words
from edition.annotate.ranges import blocks
from edition.annotate.works.fold import distance, near, skeleton
from edition.model.edition import Edition
from edition.model.entries import Entry, Kind, entries, names
from edition.model.links import Inside, split
from edition.model.names import parse
from edition.model.reading import reading_text
from edition.tei.names import is_tei, tei

RECORDS = ("source", "corresp", "sameAs")
"""By these a register's entry points to the record in a document that it was made of."""
ALTERNATIVE = frozenset("alt variant pseudonym birth maiden married nick nickname former old other".split())
"""Values of `@type` of a name that is not the one by which the entry is known."""
BRACKETED = re.compile(r"\s[\[(]([^\[\]()]*)[\])]|^\(([^()]*)\)")
NUMERAL = re.compile(r"[IVXLC]+\.?")
MISPRINTABLE = 5
"""Family names of fewer letters are not looked for in other spellings."""
MOST_WORDS, MOST_LETTERS = 12, 80
"""A name of more is a description."""
ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|lo)\s+(?=\S)", re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """A place in the tree of words: the words that may follow, and the forms that end here."""

    next: dict[str, Node] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


@dataclass(slots=True)
class Register:
    """All that is looked for."""

    root: Node = field(default_factory=Node)
    known: set[str] = field(default_factory=set)
    """Every skeleton in a form."""
    persons: dict[Inside, Person] = field(default_factory=dict)
    entries: dict[Inside, Entry] = field(default_factory=dict)
    borrowed: set[Inside] = field(default_factory=set)
    """Terms with a name in another language: no ordinary words of the text's own."""
    families: set[str] = field(default_factory=set)
    """The skeletons in family names."""
    small: frozenset[str] = frozenset()
    """Words that the edition's texts write with a small letter."""
    homes: dict[Inside, frozenset[str]] = field(default_factory=dict)
    """Entries made of records, with the documents that these stand in."""
    alone: frozenset[str] = frozenset()
    """Words that often stand by themselves with a capital letter."""
    records: dict[Inside, Inside] = field(default_factory=dict)
    """Records in documents, each with the register's entry of the same person or term."""
    misprints: dict[str, set[Form]] = field(default_factory=dict)
    """Family names by what is left of them without one letter."""
    forenames: set[str] = field(default_factory=set)
    """The skeletons of given names and patronymics."""

    def add(self, form: Form) -> None:
        """Enter a form."""
        node = self.root
        for word in form.words:
            self.known.add(word)
            node = node.next.setdefault(word, Node())
        if form not in node.forms:
            node.forms.append(form)
        if form.family:
            self.families.update(form.words)
            if len(form.words) == 1 and not form.weak and len(form.words[0]) >= MISPRINTABLE:
                for cut in cuts(form.words[0]):
                    self.misprints.setdefault(cut, set()).add(form)

    def nearly(self, word: str) -> set[Form]:
        """Return the family names from which a skeleton differs by one letter."""
        if len(word) < MISPRINTABLE - 1 or word in self.known:
            return set()
        near_ = (form for cut in cuts(word) for form in self.misprints.get(cut, ()))
        return {form for form in near_ if distance(word, form.words[0], 1) == 1}


def cuts(word: str) -> Iterator[str]:
    """Yield a word, and the word without each of its letters: two that differ by one letter share one."""
    yield word
    yield from {word[:at] + word[at + 1 :] for at in range(len(word))}


def register(edition: Edition, kinds: Iterable[Kind] = tuple(Kind)) -> Register:
    """Return the forms of all entries of an edition, works excepted.

    A record in a document of which a register has an entry is left out: mentions point to the register.
    """
    wanted = set(kinds) - {Kind.WORK}
    small, alone = ordinary(document.root for document in edition.documents.values())
    out = Register(small=small, alone=alone)
    every = [e for document in edition.documents.values() for e in entries(document) if e.kind in wanted]
    out.records = recorded(edition, every)
    out.homes = homes(edition, every)
    for entry in every:
        key = Inside(entry.document, entry.id)
        if key not in out.records:
            out.entries[key] = entry
            for form in forms(key, entry, out):
                out.add(form)
    return out


def recorded(edition: Edition, every: list[Entry]) -> dict[Inside, Inside]:
    """Return the records of documents that have an entry in a register: by its pointer, or by their names."""
    registers = {name for name, document in edition.documents.items() if document.is_register}
    listed = [entry for entry in every if entry.document in registers]
    out = {r: Inside(e.document, e.id) for e in listed for r in pointed(edition, e)}
    known = {fact: Inside(e.document, e.id) for e in listed for fact in facts(e)}
    people = by_family(listed)
    for entry in every:
        key = Inside(entry.document, entry.id)
        if key not in out and entry.document not in registers:
            same = same_person(entry, people) or next((known[f] for f in facts(entry) if f in known), None)
            if same is not None:
                out[key] = same
    return out


def homes(edition: Edition, every: list[Entry]) -> dict[Inside, frozenset[str]]:
    """Return entries that were made of records, each with the documents that hold these."""
    found = ((Inside(e.document, e.id), frozenset(r.document for r in pointed(edition, e))) for e in every)
    return {key: documents for key, documents in found if documents}


def pointed(edition: Edition, entry: Entry) -> Iterator[Inside]:
    """Yield the records of other documents to which an entry points as what it was made of."""
    document = edition.documents[entry.document]
    for element in (entry.element, *entry.element.iterchildren("{*}term")):
        for pointer in (p for name in RECORDS for p in split(element.get(name))):
            found = edition.resolve(pointer, document)
            if isinstance(found, Inside) and found.id and found.document != entry.document:
                yield found


def facts(entry: Entry) -> Iterator[tuple[Kind, str]]:
    """Yield what makes two entries of different documents one: their names. Persons and events need more."""
    if entry.kind not in {Kind.PERSON, Kind.EVENT}:
        for text, _ in written(entry):
            yield entry.kind, " ".join(skeleton(word.text) for word in words(text))


def by_family(found: Iterable[Entry]) -> dict[str, list[Person]]:
    """Return family name -> the persons of registers who bear it."""
    out: dict[str, list[Person]] = {}
    for entry in found:
        if entry.kind is Kind.PERSON:
            person, _ = person_forms(Inside(entry.document, entry.id), entry.element)
            for name in person.family:
                out.setdefault(name, []).append(person)
    return out


def same_person(entry: Entry, people: dict[str, list[Person]]) -> Inside | None:
    """Return the register's entry of the person that a record is of; None if it has none, or several."""
    if entry.kind is not Kind.PERSON:
        return None
    person, _ = person_forms(Inside(entry.document, entry.id), entry.element)
    named = (other for name in person.family for other in people.get(name, ()))
    found = {other.key for other in named if is_same_person(person, other)}
    return found.pop() if len(found) == 1 else None


def ordinary(roots: Iterable[etree._Element]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the skeletons of ordinary words, and of those that stand by themselves with a capital letter.

    Ordinary words are written small, by no accident, and with a capital not much more often.
    """
    count: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for root in roots:
        for found in blocks(root):
            every = words(found.text)
            count.update(word.text for word in every)
            for word, after in zip_longest(every, every[1:]):
                if word.is_capital and not word.is_hyphened and not (after and after.is_hyphened):
                    alone[word.text] += 1
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for word, times in count.items():
        (small if word.islower() else large)[skeleton(word)] += times
    usual = frozenset(w for w, times in small.items() if times > 1 and times * RARELY >= large[w])
    return usual, frozenset(skeleton(word) for word, times in alone.items() if times >= OFTEN)


RARELY = 4
"""A word that stands more than so many times as often with a capital letter as without is a name."""
OFTEN = 5
"""A word that stands so often by itself is a name of its own, also where a hyphen joins it to another."""


def forms(key: Inside, entry: Entry, out: Register) -> Iterator[Form]:
    """Yield the ways an entry is written, and enter a person."""
    if entry.kind is Kind.PERSON and not is_tei(entry.element, "personGrp"):
        person, found = person_forms(key, entry.element)
        out.persons[key] = person
        out.forenames.update(skeleton(name) for name in (*person.given, person.patronymic) if name)
        yield from found
        return
    for text, foreign in written(entry):
        if foreign:
            out.borrowed.add(key)
        yield from phrase(key, entry.kind, text)


# ---- persons


@dataclass(slots=True)
class _Named:
    """One name of a person, divided."""

    family: str
    given: list[str]
    main: bool
    whole: str = ""


def person_forms(key: Inside, element: etree._Element) -> tuple[Person, list[Form]]:
    """Return what tells a person from others, and the forms of the name."""
    found = [named for name in person_names(element) for named in divided(*name)]
    chief = next((one.family for one in found if one.main and one.family), "")
    given: list[str] = []
    patronymic = ""
    forms_: list[Form] = []
    for one in found:
        weak = not one.main and not is_spelling(one.family, chief)
        if one.family:
            forms_ += family_forms(key, one.family, weak)
        elif one.whole:
            forms_ += phrase(key, Kind.PERSON, one.whole)
        for place, word in enumerate(one.given):
            if place and (is_patronymic(word) or not is_given(word)):
                patronymic = patronymic or word
            elif not place or is_given(word):
                given.append(word)
    if patronymic:
        forms_ += addressed(key, given, patronymic)
    years = (year(element, "birth"), year(element, "death"))
    family = frozenset(word for form in forms_ if form.family for word in form.words)
    return Person(key, tuple(dict.fromkeys(given)), patronymic, *years, family), forms_


def person_names(element: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the elements that name a person, those within others too, and whether they are the chief name."""
    for name in names(element):
        yield name, (name.get("type") or "").lower() not in ALTERNATIVE
        for inner in name.iterdescendants("{*}persName", "{*}addName"):
            yield inner, False


def divided(name: etree._Element, main: bool) -> Iterator[_Named]:
    """Yield a name's family and given names, as TEI says it or as it is written."""
    family = " ".join(own_text(e) for e in name.iterchildren("{*}surname"))
    given = [w.text for e in name.iterchildren("{*}forename") for w in words(own_text(e))]
    if family or given:
        yield _Named(family, given, main)
        return
    said = own_text(name)
    text = said.rstrip(":").strip()
    if not text or len(text) > MOST_LETTERS:
        return
    if said.endswith(":") and name.find("{*}addName") is not None:
        return  # “Pseudonyms: X, Y”: the names in it are yielded by themselves
    parsed = parse(text)
    if parsed.family and not NUMERAL.fullmatch(parsed.family):
        yield _Named(parsed.family, [w.text for w in words(parsed.given)], main)
    elif len(text.split()) > 1:
        yield _Named("", [], main, text)
    elif not main and is_given(text):
        yield _Named("", [text], main)
    else:  # one word: a family name, a pseudonym, or what friends said
        yield _Named(text, [], main)


def own_text(element: etree._Element) -> str:
    """Return an element's text without names inside it."""
    parts = [element.text or ""]
    for child in element:
        if is_tei(child, "hi", "emph", "foreign", "supplied", "choice", "nameLink"):
            parts.append(reading_text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split()).strip(" ,;[]")


def addressed(key: Inside, given: list[str], patronymic: str) -> Iterator[Form]:
    """Yield the forms by which one is addressed in Russian: given name and patronymic."""
    for name in dict.fromkeys(given):
        if len(name) > 1 and is_patronymic(patronymic):
            spelled = (skeleton(name), skeleton(patronymic))
            yield Form(key, Kind.PERSON, spelled, f"{name} {patronymic}", addressed=True)


def is_spelling(name: str, chief: str) -> bool:
    """Say whether a name is another spelling of the chief one."""
    return not chief or near(skeleton(name), skeleton(chief))


def family_forms(key: Inside, family: str, weak: bool) -> Iterator[Form]:
    """Yield the forms of a family name: `Antonov-Ovseenko` is also written as one word."""
    parts = tuple(skeleton(word.text) for word in words(family))
    for spelled in dict.fromkeys((parts, (skeleton("".join(w.text for w in words(family))),))):
        if all(spelled) and len("".join(spelled)) > 1:
            yield Form(key, Kind.PERSON, spelled, family, family=True, weak=weak)


def year(element: etree._Element, name: str) -> str:
    """Return the year of a person's birth or death, "" if it is not known for sure."""
    for found in element.iterchildren(tei(name)):
        day = found.get("when") or found.get("when-iso") or ""
        if re.match(r"\d{4}", day):
            return day[:4]
    return ""


# ---- places, organisations, terms, events


def written(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield the ways an entry that is no person is written, and whether in another language."""
    if entry.kind is Kind.TERM:
        yield from term_names(entry.element)
        return
    for name in names(entry.element):
        text = "".join(undated(name)) if entry.kind is Kind.EVENT else reading_text(name)
        for one in variants(" ".join(text.split()).strip(" :;,.–—-")):
            yield one, False


def term_names(label: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield a term, what else it is called, and its original in another script or language."""
    terms = list(label.iter(tei("term")))
    for element in [*(terms or [label]), *label.iter(tei("foreign"))]:
        foreign = is_tei(element, "foreign") or bool(terms and element is not terms[0])
        for part in re.split(r"[;/]\s", reading_text(element)):
            for one in variants(part.strip(" :;,.–—-“”„«»\"'")):
                yield inverted(one), foreign


def undated(element: etree._Element) -> Iterator[str]:
    """Yield an element's text without the dates in it."""
    if not is_tei(element, "date", "note"):
        yield element.text or ""
        for child in element.iterchildren(etree.Element):
            yield from undated(child)
            yield child.tail or ""


def variants(text: str) -> Iterator[str]:
    """Yield a name, or what stands before brackets and what in them: `Revvoensovet (RVS)` is two."""
    bare = BRACKETED.sub("", text).strip()
    if bare != text:
        if bare:
            yield bare
        for match in BRACKETED.finditer(text):
            inner = (match[1] or match[2] or "").strip()
            if inner and inner.isupper():
                yield inner
        return
    yield text


def inverted(text: str) -> str:
    """Return a name that was put for an alphabetical list: `time of stagnation`."""
    head, comma, rest = text.partition(", ")
    return f"{rest} {head}" if comma and rest.endswith((" of", " the", " for")) else text


def phrase(key: Inside, kind: Kind, text: str) -> Iterator[Form]:
    """Yield the forms of a name that is not divided."""
    text = ARTICLE.sub("", text, count=1)
    found = words(text)
    caps = [w for w in found if w.text.isupper() and len(w.text) > 1]
    every = bool(found) and len(caps) == len([w for w in found if len(w.text) > 1])
    small = text[:1].islower()
    spelled = [tuple(skeleton(word.text) for word in found)]
    if any(word.is_hyphened for word in found):
        spelled.append(joined(found))
    if kind is Kind.TERM and found and re.fullmatch(r"[A-Z]{2,}s", found[-1].text):
        spelled.append((*spelled[0][:-1], skeleton(found[-1].text[:-1])))
        every = True
    for one in dict.fromkeys(spelled):
        if one and all(one) and len("".join(one)) > 1 and len(one) <= MOST_WORDS:
            yield Form(key, kind, one, text, small=small, caps=every)


def joined(found: list[Word]) -> tuple[str, ...]:
    """Return the skeletons of words, those with a hyphen between them as one."""
    out: list[str] = []
    for word in found:
        if word.is_hyphened and out:
            out[-1] += word.text
        else:
            out.append(word.text)
    return tuple(skeleton(word) for word in out)
