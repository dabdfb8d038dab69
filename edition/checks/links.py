"""Rules over all files of an edition: what points to what, and who points back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.checks.facts import WITNESSES, Facts, Pointer
from edition.model.links import Inside, Target
from edition.model.resolve import holders, resolve
from edition.problems import Code, Place, Problem

MUTUAL = {"next": "prev", "prev": "next"}
"""Attributes of two elements that name each other (TEI P5 §17.7)."""


@dataclass(slots=True)
class All:
    """The facts of all files, and what is beside them."""

    documents: dict[str, Facts]
    files: frozenset[str] = frozenset()
    released: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Path -> ids of the last release; empty where there is none."""
    at: Path = Path()
    """The folder's path, as problems print it."""
    paths: dict[str, str] = field(init=False)
    holders: dict[str, tuple[str, ...]] = field(init=False)
    targets: dict[tuple[str, Pointer], Target | None] = field(init=False)

    def __post_init__(self) -> None:
        self.paths = {facts.path: ident for ident, facts in self.documents.items()}
        self.holders = holders(self.documents)
        self.targets = {
            (facts.id, pointer): resolve(self, pointer.value, facts)
            for facts in self.documents.values()
            for pointer in facts.pointers
        }

    def element(self, target: Target | None) -> str:
        """Return the name of the element that a target is; nothing where it is none with an id."""
        if not isinstance(target, Inside) or not target.id:
            return ""
        return self.documents[target.document].ids[target.id].element


def dangling(every: All) -> Iterator[Problem]:
    """Find pointers to nothing. What a witness list lacks has a code of its own."""
    for (_, pointer), target in every.targets.items():
        if target is not None or pointer.attribute == "wit":
            continue
        found = f'{pointer.attribute}="{pointer.value}" leads to nothing'
        yield Problem(Code.LINK_DANGLING, pointer.place, found, "an id that stands in the edition, or a file")


def witnesses(every: All) -> Iterator[Problem]:
    """Find readings of witnesses that no list has."""
    for (_, pointer), target in every.targets.items():
        if pointer.attribute == "wit" and every.element(target) not in WITNESSES:
            found = f"witness {pointer.value}"
            yield Problem(
                Code.WITNESS_UNKNOWN, pointer.place, found, "a witness in a listWit with this xml:id"
            )


def one_way(every: All) -> Iterator[Problem]:
    """Find elements that name a neighbour which does not name them."""
    named = {
        (document, pointer.around, pointer.attribute): target
        for (document, pointer), target in every.targets.items()
        if pointer.attribute in MUTUAL
    }
    for (document, pointer), target in every.targets.items():
        back = MUTUAL.get(pointer.attribute)
        if back is None or not isinstance(target, Inside) or not target.id:
            continue
        if named.get((target.document, target.id, back)) != Inside(document, pointer.around):
            found = f"{pointer.value} has no {back} that leads back"
            yield Problem(Code.LINK_ONE_WAY, pointer.place, found, f'{back}="#{pointer.around}" there')


def unused(every: All) -> Iterator[Problem]:
    """Find entries of registers and bibliographies that nothing points to, but they themselves."""
    used = {
        (target.document, target.id)
        for (document, pointer), target in every.targets.items()
        if isinstance(target, Inside) and (target.document, target.id) != (document, pointer.around)
    }
    for facts in every.documents.values():
        for ident in facts.entries:
            if (facts.id, ident) not in used:
                place = facts.ids[ident].place
                yield Problem(Code.ENTRY_UNUSED, place, f"nothing points to the entry {ident}", "a mention")


def citations(every: All) -> Iterator[Problem]:
    """Find references in the text that no work of the bibliography stands behind."""
    for facts in every.documents.values():
        for words, place in facts.uncited:
            found = f"“{words}” points to no work"
            yield Problem(
                Code.CITATION_UNRESOLVED, place, found, 'corresp="bibliography.xml#…"; edition cite'
            )


def removed(every: All) -> Iterator[Problem]:
    """Find ids that the last release had: permalinks that people have cited."""
    for path, before in sorted(every.released.items()):
        facts = every.documents.get(every.paths.get(path, ""))
        for ident in sorted(before - (facts.ids.keys() if facts is not None else frozenset())):
            place = Place((every.at / path).as_posix())
            wanted = "the id, or an anchor with it where its text went"
            yield Problem(Code.ID_REMOVED, place, f"the last release has the id {ident}", wanted)


RULES: tuple[Callable[[All], Iterable[Problem]], ...] = (
    dangling,
    witnesses,
    one_way,
    unused,
    citations,
    removed,
)
