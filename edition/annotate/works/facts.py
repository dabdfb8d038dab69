"""What a citation, or an entry of the bibliography, says of its work, in a form that can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from edition.annotate.citations import Citation, Part
from edition.annotate.works.fold import skeleton, words
from edition.model.names import PARTICLES, REST, Name, parse

WorkKind = Literal["", "book", "article", "chapter", "journal", "newspaper", "archive", "web"]
"""What sort of work: it decides what an entry of the bibliography holds, and what it is compared by."""

LEVELS = frozenset("amjsu")
PERIODICALS = frozenset(("journal", "newspaper"))
GAPS = ("translators", "place", "publisher", "edition", "series", "url", "idno")
"""What one citation of a work may say and another leave out."""
YEAR = re.compile(r"\d{4}")
SMALL_WORDS = """a an the of and in on at to for from with by or as der die das dem den und im zu von le
la les l d de du des et un une en au aux il lo gli e di del della i v vo k ko na o ob s so po iz za do
y el los las и в во к ко на о об с со по из за до""".split()
SMALL = frozenset(map(skeleton, SMALL_WORDS))
"""Words that a title may lose when it is shortened, and that say nothing when two titles share them."""
ARTICLES = frozenset(map(skeleton, "the a an der die das le la les il lo el".split()))
ABBREVIATED = re.compile(r"\b[^\W\d_]{2,5}(?=\.)")
ASIDE = re.compile(r"\s*[\[(][^\])]*[\])]")
"""What stands in brackets in a title: its translation, a longer name."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as names are compared: the skeleton of the surname, and first letters of given names."""

    surname: str
    initials: str
    name: Name

    def agrees(self, other: Person) -> bool:
        """Say whether two names can be one person's: one surname, and no other first letter."""
        if self.surname != other.surname:
            return False
        return not (self.initials and other.initials) or self.initials[0] == other.initials[0]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a work. Empty is not said."""

    kind: WorkKind = ""
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    title: str = ""
    level: str = ""
    host: str = ""
    """The journal that an article, the book that a chapter stands in."""
    year: str = ""
    date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    place: tuple[str, ...] = ()
    publisher: str = ""
    edition: str = ""
    series: str = ""
    repository: str = ""
    fond: str = ""
    url: str = ""
    idno: tuple[tuple[str, str], ...] = ()
    """Identifiers by type: DOI, ISBN, ISSN."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Those by whom the work is known: its authors, else its editors."""
        return self.authors or self.editors

    @property
    def weight(self) -> int:
        """How much is said: the fuller of two citations makes the better entry."""
        said = (self.title, self.host, self.year, self.place, self.publisher, self.people, self.issue)
        return 3 * sum(map(bool, said)) + min(len(self.title.split()), 8) + bool(self.translators)


@lru_cache(maxsize=65536)
def person(name: Name) -> Person:
    """Return a name as it is compared."""
    parts = (name.family or name.literal).split()
    family = " ".join(part for part in parts if part not in PARTICLES) or " ".join(parts)
    given = [word for word in re.findall(r"[^\W\d_]+", name.given) if word not in PARTICLES]
    initials = "".join(skeleton(word)[:1] for word in given)
    return Person("".join(words(family)), initials, name)


def people(parts: Iterable[Part]) -> tuple[Person, ...]:
    """Return the persons that parts name; a name without value (*idem*) is none."""
    named = (parse(part.value) for part in parts if part.value)
    return tuple(person(name) for name in named if name.literal != REST)


def of_citation(citation: Citation, text: str, heirs: tuple[Person, ...] = (), held: str = "") -> Facts:
    """Return what a citation says of its work.

    `text` is the note's own, of which the title is taken as printed; `heirs` are the persons that an
    *idem* in it stands for, `held` the archive of a citation before it that a fond alone belongs to.
    """
    title, host = titles(citation)
    date = published(citation)
    idem = any(p.type == "idem" or not p.value for p in citation.all("author")) or citation.form == "idem"
    facts = Facts(
        authors=heirs if idem else people(citation.all("author")),
        editors=people(citation.all("editor")),
        translators=people(citation.all("respStmt")),
        title=title.value if title else "",
        level=title.type if title else "",
        host=host.value if host else "",
        year=year(date),
        date=date,
        volume=_value(citation, "biblScope", "volume"),
        issue=_value(citation, "biblScope", "issue"),
        place=tuple(text[p.start : p.end] for p in citation.all("pubPlace")),
        publisher=" ".join(text[p.start : p.end] for p in citation.all("publisher")[:1]),
        edition=_value(citation, "edition"),
        series=_value(citation, "series"),
        repository=_value(citation, "idno", "repository") or held,
        fond=_value(citation, "idno", "fond") or _value(citation, "idno", "collection"),
        url=_value(citation, "ref"),
        idno=tuple((p.type, p.value) for p in citation.all("idno") if p.type in ("DOI", "ISBN", "ISSN")),
    )
    return replace(facts, kind=kind(citation, facts))


def together(fullest: Facts, others: Sequence[Facts]) -> Facts:
    """Return what several citations of one work say: the fullest, its gaps filled from the others.

    A volume's year is its own: it is the work's only if no other volume has another, or is cited without.
    """
    filled = {name: said for name in GAPS if not getattr(fullest, name) and (said := first(others, name))}
    out = replace(fullest, **filled)
    if not (out.year or out.place or out.publisher or out.host) or out.kind in PERIODICALS:
        out = replace(out, title=usual((fullest, *others), "title"))  # never cited in full: one is as good
    if out.kind == "archive":
        out = replace(out, repository=usual((fullest, *others), "repository"))
    years = {one.year for one in (fullest, *others) if one.year}
    volumes = {one.volume for one in (fullest, *others) if one.volume}
    dated = {one.volume for one in (fullest, *others) if one.volume and one.year}
    if len(volumes) < 2 or out.kind not in ("book", ""):
        return out
    if len(years) > 1:
        return replace(out, date=f"{min(years)}/{max(years)}", year=min(years))
    return out if len(volumes) - len(dated) < len(dated) + 2 else replace(out, date="", year="")


def usual(facts: Iterable[Facts], name: str) -> str:
    """Return the most common of several spellings, the first of those that are."""
    return Counter(str(getattr(one, name)) for one in facts).most_common(1)[0][0]


def first(facts: Iterable[Facts], name: str) -> Any:
    """Return the first value that is not empty."""
    return next((said for one in facts if (said := getattr(one, name))), "")


def as_author(facts: Facts) -> Facts | None:
    """Return a citation whose only words were taken for a title as one of an author, perhaps with a year."""
    words_ = facts.title.split()
    year_ = words_.pop().strip("()") if len(words_) > 1 and YEAR.search(words_[-1]) else ""
    if facts.people or not 0 < len(words_) < 3 or not all(word[:1].isupper() for word in words_):
        return None
    return replace(facts, title="", authors=(person(parse(" ".join(words_))),), year=facts.year or year_[:4])


def titles(citation: Citation) -> tuple[Part | None, Part | None]:
    """Return the title of the work itself, and of what it stands in."""
    found = [part for part in citation.all("title") if part.type in LEVELS]
    own = next((p for p in found if p.type == "a"), None)
    if own is not None:
        return own, next((p for p in found if p is not own), None)
    return next(iter(found), None), None


def kind(citation: Citation, facts: Facts) -> WorkKind:
    """Return what sort of work a citation cites; "" where a short form leaves it open."""
    if citation.form == "archive" or facts.fond:
        return "archive"
    if citation.form == "newspaper":
        return "article" if facts.level == "a" else "newspaper"
    if facts.level == "a":
        host = titles(citation)[1]
        return "" if host is None else "article" if host.type == "j" else "chapter"
    if citation.form == "journal" or facts.level == "j":
        return "journal"
    if facts.title:
        return "book"
    return "web" if citation.form == "web" and facts.url else ""


def published(citation: Citation) -> str:
    """Return the date of publication: the one after place and publisher, else the first."""
    dates = citation.all("date", "")
    imprint = max((p.start for p in citation.parts if p.kind in ("pubPlace", "publisher")), default=-1)
    chosen = next((p for p in dates if p.start > imprint), None) or next(iter(dates), None)
    return chosen.value if chosen else ""


def _value(citation: Citation, kind: str, type_: str | None = None) -> str:
    found = next((p for p in citation.parts if p.kind == kind and type_ in (None, p.type)), None)
    return found.value if found else ""


def year(date: str) -> str:
    """Return the first year of a date in ISO form, "" if there is none."""
    found = YEAR.search(date)
    return found[0] if found else ""


def bare(title: str) -> str:
    """Return a title without what stands in brackets in it, unless that is all."""
    return ASIDE.sub("", title).strip() or title


@lru_cache(maxsize=65536)
def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title as they are compared: without what is in brackets, without an article."""
    found = words(bare(title))
    return found[1:] if len(found) > 1 and found[0] in ARTICLES else found


@lru_cache(maxsize=65536)
def abbreviated(title: str) -> frozenset[str]:
    """Return those words of a title that are abbreviated, as in `Sobr. soch.`, by a full stop.

    The last one's stop may be taken for the sentence's.
    """
    found = [word for one in ABBREVIATED.findall(bare(title)) for word in words(one)]
    last = title_words(title)[-1:] if found else ()
    return frozenset((*found, *(word for word in last if 1 < len(word) < 6)))
