"""Which work each citation cites: full ones by what they say, short ones by what was cited before them.

Notes are read in their order. What a citation leaves out (the author after *idem*, the archive before a
fond) it has of the one before it; *Ibid.* is the work cited last, and where that is not one work, it is
nobody's guess: the citation is reported and stays without a work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from edition.annotate.works import compare
from edition.annotate.works.catalogue import TIE, Catalogue, Entry, Found
from edition.annotate.works.chain import Chain
from edition.annotate.works.cited import Cert, Cited, Note, entries, in_passing, weakest
from edition.annotate.works.facts import Facts, Person, as_author, of_citation, together

BACK = frozenset(("ibid", "idem", "op-cit", "continued"))
"""Forms that say nothing of a work and point back to one."""
SURE, LIKELY = 0.9, 0.8
ARCHIVAL = frozenset(("folio", "fond", "opis", "delo", "box", "folder"))
LEAF_OF_BOOK = re.compile(r"\bfol|\bff?\. ?\d", re.IGNORECASE)
"""Manuscripts and early prints are counted by leaves, too, in other words than archives are."""
RECOGNISED, DOUBTED = 0.6, 0.68
"""A citation recognised with less makes no new work, or one with a doubt; a newspaper's day is evidence."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def resolve(documents: Iterable[Sequence[Note]], catalogue: Catalogue) -> None:
    """Give every citation its work, or the reason why it has none. Adds new works to the catalogue."""
    every = [list(notes) for notes in documents]
    for notes in every:
        inherit(notes)
    enter(every, catalogue)
    for notes in every:
        _Reader(catalogue).read(notes)


def inherit(notes: Iterable[Note]) -> None:
    """Read what the citations of a document say, each with what it has of the one before it."""
    people: tuple[Person, ...] = ()
    archive = ""
    known: dict[str, Person] = {}
    for note in notes:
        for cited in note.cited:
            if not cited.fixed:
                cited.facts = of_citation(cited.citation, cited.text, people, archive)
            known |= {one.surname: one for one in cited.facts.people if one.initials}
            people = tuple(known.get(one.surname, one) for one in cited.facts.people) or people
            archive = cited.facts.repository or archive


def enter(documents: Iterable[Iterable[Note]], catalogue: Catalogue) -> None:
    """Enter a work for every citation that describes one which the catalogue lacks, the fullest first."""
    every = [cited for notes in documents for note in notes for cited in note.cited]
    waiting = [(at, cited) for at, cited in enumerate(every) if not cited.fixed and describes(cited)]
    same: dict[Entry, list[Facts]] = {}
    for _, cited in sorted(waiting, key=lambda one: (_rank(one[1]), -one[1].facts.weight, one[0])):
        found = catalogue.match(cited.facts)
        cited.own = True
        entry = found[0].entry if found else catalogue.draft(cited.facts)
        same.setdefault(entry, []).append(cited.facts)
    for entry, facts in same.items():
        if entry.drafted:
            catalogue.settle(entry, together(facts[0], facts[1:]))


def _rank(cited: Cited) -> int:
    """Return when a citation may make an entry: those with all facts first, shortened titles last."""
    return 1 if cited.citation.form == "short" or not cited.facts.people else 0


def describes(cited: Cited) -> bool:
    """Say whether a citation says enough of its work for an entry."""
    facts, form = cited.facts, cited.citation.form
    if form in BACK and not (facts.title and facts.people) and not facts.fond:
        return False
    dated = form == "newspaper" and DAY.fullmatch(facts.date)
    if cited.citation.score < RECOGNISED and not dated:
        return False
    if facts.kind == "archive":
        return bool(facts.repository)
    if facts.kind == "web":
        return True
    if not facts.title:
        return False
    placed = facts.people or facts.host or facts.volume
    return form != "short" or facts.kind == "journal" or bool(placed and len(facts.title.split()) > 1)


class _Reader:
    """Reads the notes of one document in order and remembers what was cited."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.chains: dict[object, Chain] = {}
        """By strand of notes."""
        self.chain = Chain()
        self.seen: dict[str, int] = {}
        """Works cited in this document so far, by id, and when last."""
        self.count = 0

    def read(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self.chain = self.chains.setdefault(note.strand, Chain())
            self.chain.reach(note)
            if note.cited:
                self.note(note)

    def note(self, note: Note) -> None:
        """Resolve a note's citations."""
        back = self.chain.go_back(note)
        main: list[Cited] = []
        beside: list[Cited] = []
        for cited in note.cited:
            self.count += 1
            if not cited.fixed:
                self.one(cited, beside if cited.beside else main, cited.beside)
                cited.cert = "medium" if back and cited.cert == "high" else cited.cert
            (beside if cited.beside else main).append(cited)
            if cited.entry is not None:
                self.seen[cited.entry.id] = self.count
        self.chain.went(main, beside)

    def one(self, cited: Cited, earlier: Sequence[Cited], beside: bool) -> None:
        """Resolve one citation; `earlier` are those before it in its note."""
        form = cited.citation.form
        if cited.own:
            self.described(cited)
        elif form == "ibid" or (form == "continued" and not cited.facts.title):
            self.ibid(cited, earlier, beside)
        elif cited.facts.title:
            self.short(cited)
        elif cited.facts.people:
            self.author(cited)
        else:
            cited.reason = "it names neither author nor title"

    def described(self, cited: Cited) -> None:
        """Take the work that fits best; where two do, the one that this document cites."""
        self.choose(cited, self.catalogue.match(cited.facts))
        if cited.entry is not None and cited.entry.drafted and cited.citation.score < DOUBTED:
            cited.cert = "medium"

    def short(self, cited: Cited) -> None:
        """Find a shortened title among the works."""
        found = self.catalogue.match(cited.facts)
        author = as_author(cited.facts)
        if not found and author is not None and self.catalogue.by(author.people):
            cited.facts = author
            self.author(cited)
            return
        if not found:
            others = self.catalogue.match(replace(cited.facts, authors=(), editors=()))
            cited.candidates = tuple(one.entry for one in others[:3])
            cited.reason = "no work by this author has this title" if others else "no work has this title"
        self.choose(cited, found)

    def choose(self, cited: Cited, found: Sequence[Found]) -> None:
        """Take one of several works that fit, if there is a reason to."""
        if not found:
            return
        tied = [one for one in found if one.score >= found[0].score - TIE]
        if len(tied) > 1:
            tied = self.told_apart(cited, tied)
        if len(tied) > 1 and (first := self.catalogue.first(one.entry for one in tied)) is not None:
            tied = [one for one in tied if one.entry is first]
        if len(tied) > 1:
            cited.reason, cited.candidates = "several works fit", tuple(one.entry for one in tied)
            return
        score = tied[0].score
        self.take(cited, tied[0].entry, "high" if score >= SURE else "medium")

    def told_apart(self, cited: Cited, tied: Sequence[Found]) -> list[Found]:
        """Return those of several fitting works that year, place or the citations before speak for."""
        said = [one for one in tied if agrees(cited.facts, one.entry.facts)]
        tied = said or list(tied)
        if len(tied) < 2:
            return tied
        known = [one for one in tied if one.entry.id in self.seen]
        if known:
            return [max(known, key=lambda one: self.seen[one.entry.id])]
        return tied

    def author(self, cited: Cited) -> None:
        """Find the work meant by an author's name alone: the one by that author cited before."""
        every = self.catalogue.by(cited.facts.people)
        if cited.facts.year:
            every = [entry for entry in every if entry.facts.year == cited.facts.year]
        known = [entry for entry in every if entry.id in self.seen]
        chosen = known or every
        if len(chosen) == 1:
            self.take(cited, chosen[0], "high" if known else "medium")
        elif chosen:
            cited.reason, cited.candidates = "several works by this author", tuple(chosen)
        else:
            cited.reason = "no work by this author"

    def ibid(self, cited: Cited, earlier: Sequence[Cited], beside: bool) -> None:
        """Find the work cited last: in this note, else in the note before."""
        if earlier:
            self.follow(cited, [earlier[-1]])
            return
        found, reason = self.chain.last(beside)
        if reason:
            cited.reason, cited.candidates = reason, entries(found)
        else:
            self.follow(cited, found)
            if self.chain.doubtful and cited.cert == "high":
                cited.cert = "medium"

    def follow(self, cited: Cited, earlier: Sequence[Cited]) -> None:
        """Take the work of earlier citations, if it is one."""
        found = entries(earlier)
        if any(one.entry is None for one in earlier):
            cited.reason, cited.candidates = "what was cited before it is open", found
            return
        suited = tuple(entry for entry in found if suits(cited, entry.facts))
        if len(suited) > 1 and cited.facts.volume:
            suited = entries(one for one in earlier if one.facts.volume) or suited
        if len(suited) == 1:
            doubt = len(found) > 1 or any(in_passing(one) for one in earlier)
            self.take(cited, suited[0], "medium" if doubt else weakest(earlier))
        elif len(found) > 1:
            cited.reason, cited.candidates = "several works were cited before it", found
        else:
            cited.reason, cited.candidates = "it does not fit what was cited before it", found

    def take(self, cited: Cited, entry: Entry, cert: Cert) -> None:
        cited.entry, cited.cert, cited.reason, cited.candidates = entry, cert, "", ()


def agrees(cited: Facts, known: Facts) -> bool:
    """Say whether a citation names the very year, or the place, of a work."""
    if cited.year or known.year:
        return cited.year == known.year and compare.places_agree(cited, known)
    return bool(cited.place) and compare.places_agree(cited, known)


def suits(cited: Cited, known: Facts) -> bool:
    """Say whether what an *Ibid.* adds can be said of a work: a leaf of an archive, a page of a book."""
    types = {part.type for part in cited.citation.parts}
    if known.kind == "archive":
        return bool(types & ARCHIVAL) or not types & {"page", "volume", "issue"}
    return not types & ARCHIVAL or bool(LEAF_OF_BOOK.search(cited.said))
