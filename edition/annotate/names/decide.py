"""Whom a name means, by what was said before: in the paragraph, in the chapter, in the document.

A name with given names, initials or years that fit one person only speaks for itself. A family name alone
means whoever was named in full before in the same paragraph, else in the same chapter, else in the document;
where that was several, or somebody without entry too, it is left to the editor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from edition.annotate.names.model import Occurrence
from edition.model.links import Inside

Identity = Inside | str
"""An entry, or the given names of somebody without one."""

MOST = 3
"""A person named in full so many times as often as strangers of that name is meant by the name alone."""


@dataclass(slots=True)
class Decision:
    """What became of an occurrence: the entries it can mean, and what is in doubt."""

    occurrence: Occurrence
    targets: tuple[Inside, ...]
    doubt: str = ""


@dataclass(slots=True)
class _Full:
    """Where in a document a family name stands with given names, and whose it is there."""

    by_block: dict[int, list[Identity]] = field(default_factory=lambda: defaultdict(list))
    by_scope: dict[int, list[Identity]] = field(default_factory=lambda: defaultdict(list))
    everywhere: Counter[Identity] = field(default_factory=Counter)

    def add(self, block: int, scope: int, identity: Identity, everywhere: bool = True) -> None:
        """Note an identity."""
        self.by_block[block].append(identity)
        self.by_scope[scope].append(identity)
        self.everywhere[identity] += everywhere


def decide(found: Sequence[Occurrence], at_home: Callable[[Inside], bool] = lambda _: True) -> list[Decision]:
    """Return what the names of a document mean, in order; what means nobody registered is left out.

    `at_home` says whether a register's entry is one for this document: a person listed by another text is
    not meant by a family name alone unless this text names the person in full somewhere.
    """
    found = confirmed(found)
    doubt_odd(found)
    full = fully_named(found)
    seen: defaultdict[str, _Full] = defaultdict(_Full)
    present: defaultdict[int, set[Inside]] = defaultdict(set)
    out: list[Decision] = []
    for one in found:
        name = family_of(one)
        if name is None:
            out.extend(addressed(one, present[one.block]) if one.addressed else plain(one))
            continue
        identity = identity_of(one)
        if identity is not None:
            seen[name].add(one.block, one.scope, identity)
        decision = resolved(one, full[name], seen[name])
        if decision is not None:
            target = decision.targets[0]
            if not one.named and not at_home(target) and not full[name].everywhere[target]:
                decision.doubt = decision.doubt or "the text nowhere says it in full"
            out.append(decision)
            if not decision.doubt:
                present[one.block].add(decision.targets[0])
    return out


def addressed(one: Occurrence, present: set[Inside]) -> list[Decision]:
    """Decide on a given name with a patronymic: one of those of whom the passage spoke before, or nobody."""
    found = [key for key in one.fits if key in present]
    return [Decision(one, (found[0],))] if len(found) == 1 else []


def confirmed(found: Sequence[Occurrence]) -> list[Occurrence]:
    """Leave out words that are not quite a name, unless the document says that they are it.

    It does where given names stand with such a word that fit the person, or the initial twice, and never
    others: `Tomsy` is Tomsky where `Mikhail Tomsy` stands, and `Lenin` is not Levin.
    """
    weight: Counter[tuple[str, str]] = Counter()
    for one in found:
        if one.spelled and (one.named or one.stranger):
            key = (one.spelled, family_of(one) or "")
            weight[key] += -1000 if one.stranger else 1 if one.initials else 2
    return [one for one in found if not one.spelled or weight[one.spelled, family_of(one) or ""] >= 2]


def doubt_odd(found: Iterable[Occurrence]) -> None:
    """Doubt names with an unknown word before them, which may be a given name, unless many names have it.

    `Zelda Smirnov` may be anybody; `Enter Horatio`, `Enter Ophelia`, `Enter Laertes` say what `Enter` is.
    """
    every = [one for one in found if one.odd]
    before: defaultdict[str, set[str | None]] = defaultdict(set)
    for one in every:
        before[one.odd].add(family_of(one))
    for one in every:
        if len(before[one.odd]) < DIFFERENT:
            one.doubt = one.doubt or f"“{one.odd}” before it may be a given name"


DIFFERENT = 3
"""A word that stands before so many different family names is no given name."""


def family_of(one: Occurrence) -> str | None:
    """Return the family name of an occurrence as it is compared; None for what is no person's."""
    return next((" ".join(form.words) for form in one.forms if form.family), None)


def identity_of(one: Occurrence) -> Identity | None:
    """Return whom an occurrence names in full; None if it does not, or not clearly."""
    if one.stranger:
        return one.stranger
    return one.fits[0] if one.named and len(one.fits) == 1 and not one.doubt else None


def fully_named(found: Iterable[Occurrence]) -> defaultdict[str, _Full]:
    """Return family name -> where it stands in full, over the whole document."""
    out: defaultdict[str, _Full] = defaultdict(_Full)
    for one in found:
        name, identity = family_of(one), identity_of(one)
        if name is not None and identity is not None:
            out[name].add(one.block, one.scope, identity, everywhere=not (one.record and one.stranger))
    return out


def plain(one: Occurrence) -> list[Decision]:
    """Decide on a name that is no person's."""
    if one.stranger or not one.fits:
        return []
    several = "it can mean several entries" if len(one.fits) > 1 else ""
    return [Decision(one, one.fits, one.doubt or several)]


def resolved(one: Occurrence, full: _Full, seen: _Full) -> Decision | None:
    """Decide on a person's name."""
    if one.stranger or not one.fits:
        return None
    if one.named:
        several = "the given names fit several persons" if len(one.fits) > 1 else ""
        return narrowed(one, seen, several) if several else Decision(one, one.fits, one.doubt)
    return by_context(one, full, seen)


def narrowed(one: Occurrence, seen: _Full, doubt: str) -> Decision:
    """Decide between persons whom the same initials fit: the one named before in the chapter."""
    before = {identity for identity in seen.by_scope[one.scope] if identity in one.fits}
    if len(before) == 1:
        (only,) = (identity for identity in before if isinstance(identity, Inside))
        return Decision(one, (only,), one.doubt)
    return Decision(one, one.fits, doubt)


def by_context(one: Occurrence, full: _Full, seen: _Full) -> Decision | None:
    """Decide on a family name alone."""
    for near in (seen.by_block[one.block], full.by_block[one.block]):
        if near:
            return by_passage(one, near, full)
    if len(one.fits) == 1 and is_usual(one.fits[0], full):
        return Decision(one, one.fits, one.doubt)
    before = seen.by_scope[one.scope]
    if not before:
        return over_all(one, full)
    last = before[-1]
    if isinstance(last, str) or last not in one.fits:
        return unsure(one, "others of this name stand near it")
    if len(set(before)) == 1:
        return Decision(one, (last,), one.doubt)
    others = tuple(key for key in one.fits if key != last)
    return Decision(one, (last, *others), one.doubt or "others of this name stand near it")


def by_passage(one: Occurrence, near: list[Identity], full: _Full) -> Decision | None:
    """Decide by those whom the same paragraph, or a note to it, names in full."""
    last = near[-1]
    if isinstance(last, str) or last not in one.fits:
        is_other = len(set(near)) == 1 and not any(key in full.everywhere for key in one.fits)
        return None if is_other else unsure(one, "others of this name stand near it")
    if len(set(near)) == 1:
        return Decision(one, (last,), one.doubt)
    others = tuple(key for key in one.fits if key != last)
    return Decision(one, (last, *others), one.doubt or "others of this name stand near it")


def is_usual(entry: Inside, full: _Full) -> bool:
    """Say whether an entry is who a document means by a name: strangers are rare, or not named at all."""
    strangers = sum(count for i, count in full.everywhere.items() if i != entry)
    return full.everywhere[entry] >= MOST * strangers


def over_all(one: Occurrence, full: _Full) -> Decision:
    """Decide by the whole document on a family name that the chapter has not explained."""
    entries = [i for i in full.everywhere if isinstance(i, Inside) and i in one.fits]
    if len(entries) == 1 and is_usual(entries[0], full):
        return Decision(one, (entries[0],), one.doubt)
    why = "several persons bear this name" if len(one.fits) > 1 else "others of this name stand in the text"
    return unsure(one, why)


def unsure(one: Occurrence, why: str) -> Decision:
    """Leave a name to the editor."""
    return Decision(one, one.fits, one.doubt or why)
