"""The works that citations are compared with: those of the bibliographies, and those found in this run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from edition.annotate.works import compare
from edition.annotate.works.facts import SMALL_WORDS, Facts, Person, WorkKind, bare, person, title_words, year
from edition.model.edition import Edition
from edition.model.names import REST, Name
from edition.model.works import Kind, Work, works
from edition.tei.slugs import slug

KINDS: dict[Kind, WorkKind] = {
    Kind.ARTICLE: "article",
    Kind.NEWSPAPER: "article",
    Kind.CHAPTER: "chapter",
    Kind.PERIODICAL: "journal",
    Kind.ARCHIVE: "archive",
    Kind.WEB: "web",
}
"""What a work of the bibliography is compared as; all else is a book."""
LEVELS = {"article": "a", "chapter": "a", "journal": "j"}
ENOUGH = 0.8
"""From here on a citation and a work are the same."""
TIE = 0.04
"""Two works that fit this nearly alike: the citation does not tell which it means."""
MANY = 400
"""A word that more works have in their titles does not help to find one."""
WORDS_OF_ID = 3
SIGN = re.compile(r"(?<=\w)[\"'’″ʺ”“]+(?=\w)")
"""A hard or soft sign within a word."""


@dataclass(slots=True, eq=False)
class Entry:
    """A work: where its entry is, and what is known of it."""

    id: str
    path: str
    """File of the entry, from the edition's folder; "" for one that is to be written."""
    facts: Facts

    @property
    def drafted(self) -> bool:
        """Whether the work is new in this run."""
        return not self.path


@dataclass(frozen=True, slots=True)
class Found:
    """A work that a citation fits, and how well."""

    entry: Entry
    score: float


@dataclass(slots=True)
class Catalogue:
    """Works with the indexes to find them by: words of titles, surnames, shelf marks, identifiers."""

    target: str = ""
    """The edition's bibliography, whose entries go before those of a document's own list."""
    entries: list[Entry] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """Ids that no new work may have."""
    _words: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _names: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _keys: defaultdict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry) -> Entry:
        """Enter a work."""
        at = len(self.entries)
        self.entries.append(entry)
        self.taken.add(entry.id)
        for word in set(title_words(entry.facts.title)):
            self._words[word[:4]].append(at)
        for one in entry.facts.people:
            self._names[one.surname[:4]].append(at)
        for key in keys(entry.facts):
            self._keys[key].append(at)
        return entry

    def draft(self, facts: Facts) -> Entry:
        """Enter a new work under an id of its own."""
        return self.add(Entry(self.free(ident(facts)), "", facts))

    def settle(self, entry: Entry, facts: Facts) -> None:
        """Give a new work what all its citations together say, and the id that follows from it."""
        self.taken.discard(entry.id)
        entry.facts = facts
        entry.id = self.free(ident(facts))
        self.taken.add(entry.id)

    def free(self, wanted: str) -> str:
        """Return an id that no work has: `wanted`, or with a number."""
        found, number = wanted, 1
        while found in self.taken:
            number += 1
            found = f"{wanted}-{number}"
        return found

    def match(self, facts: Facts) -> list[Found]:
        """Return the works that a citation can mean, best first; of one edition, if it says which."""
        found = [
            Found(entry, score)
            for entry in self._candidates(facts)
            if (score := compare.fit(facts, entry.facts)) >= ENOUGH
            and compare.same_edition(facts, entry.facts)
        ]
        return sorted(found, key=lambda one: -one.score)

    def first(self, entries: Iterable[Entry]) -> Entry | None:
        """Return the entry to point to if all are of one work, else None."""
        first, *rest = sorted(entries, key=lambda entry: entry.path != self.target)
        same = all(compare.same_work(first.facts, entry.facts) for entry in rest)
        return first if same else None

    def by(self, people: tuple[Person, ...]) -> list[Entry]:
        """Return the works by the first of these persons, in the order of their entering."""
        if not people:
            return []
        near = (self.entries[at] for at in self._names.get(people[0].surname[:4], ()))
        return [entry for entry in near if compare.persons(people[:1], entry.facts.people) >= 0.9]

    def _candidates(self, facts: Facts) -> Iterator[Entry]:
        found: dict[int, None] = {}
        for key in keys(facts):
            found.update(dict.fromkeys(self._keys.get(key, ())))
        for word in set(title_words(facts.title)):
            near = self._words.get(word[:4], ())
            if len(near) <= MANY:
                found.update(dict.fromkeys(near))
        for one in facts.people[:3]:
            near = self._names.get(one.surname[:4], ())
            if len(near) <= MANY:
                found.update(dict.fromkeys(near))
        return (self.entries[at] for at in sorted(found))


def keys(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield what a work is found by: identifiers, address, archive and fond, the whole title."""
    yield from ((kind, value) for kind, value in facts.idno if kind != "ISSN")
    if facts.url:
        yield "url", facts.url
    if facts.kind == "archive":
        yield "archive", compare.shelf(facts)[1]
    if facts.title:
        yield "title", "".join(title_words(facts.title))


def ident(facts: Facts) -> str:
    """Return the id of a new work: `trotsky-1930-moia-zhizn`; without author `tetradi-2022`."""
    if facts.kind == "archive":
        return slug(facts.repository, facts.fond and f"f {facts.fond}") or "archive"
    if facts.kind == "web" and not facts.title:
        return slug("web", facts.url.partition("://")[2].partition("?")[0]) or "web"
    title = "-".join(id_words(facts.title)[:WORDS_OF_ID])
    author = slug(facts.people[0].name.family or facts.people[0].name.literal) if facts.people else ""
    when = "" if facts.kind in ("journal", "newspaper") else facts.year
    parts = (author, when, title) if author else (title, when)
    wanted = "-".join(part for part in parts if part) or "work"
    return wanted if wanted[0].isalpha() else f"w-{wanted}"


def id_words(title: str) -> list[str]:
    """Return the telling words of a title for an id: of its first part, if that has two or more."""
    plain = SIGN.sub("", bare(title))
    found: list[str] = []
    for text in (plain.partition(":")[0].partition(". ")[0], plain):
        words = slug(text).split("-")
        found = [word for word in words if word not in SMALL_WORDS] or words
        if len(found) > 1:
            break
    return found


def of_edition(edition: Edition, target: str = "") -> Catalogue:
    """Return the catalogue of an edition's bibliographies; `target` is the file of the one for all.

    No new work gets an id that stands anywhere in the edition.
    """
    out = Catalogue(target, taken=set(edition.holders))
    for work in works(edition).values():
        out.add(Entry(work.id, edition.documents[work.document].path, of_work(work)))
    return out


def of_work(work: Work) -> Facts:
    """Return what an entry of a bibliography says."""
    kind = KINDS.get(work.kind, "book")
    return Facts(
        kind=kind,
        authors=persons(work.authors),
        editors=persons(work.editors),
        translators=persons(work.translators),
        title=work.title,
        level=LEVELS.get(kind, "m"),
        host=work.container,
        year="" if kind == "journal" else year(work.date),
        date=work.date,
        volume=work.volume or work.volumes,
        issue=work.issue,
        pages=work.pages,
        place=(work.place,) if work.place else (),
        publisher=work.publisher,
        edition=work.edition,
        series=work.series,
        repository=work.archive.get("repository", ""),
        fond=work.archive.get("fond", "") or work.archive.get("collection", ""),
        url=work.url,
        idno=tuple(work.idno),
    )


def persons(names: Iterable[Name]) -> tuple[Person, ...]:
    """Return names as they are compared."""
    return tuple(person(name) for name in names if name.literal != REST)
