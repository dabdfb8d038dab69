"""What a pointer leads to, among documents of which no more need be known than their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from edition.model.links import Beside, Inside, Outside, Prefix, Target, external, forms, is_schemed, relative


class Named(Protocol):
    """A document as far as pointers go."""

    @property
    def id(self) -> str:
        """The document's id."""

    @property
    def path(self) -> str:
        """Its path from the documents' folder."""

    @property
    def prefixes(self) -> tuple[Prefix, ...]:
        """The private schemes of its header."""

    @property
    def authored(self) -> Iterable[str]:
        """The ids that stand in its file."""

    def holds(self, ident: str) -> bool:
        """Say whether the document has an id, authored or given by place."""


class Shelf(Protocol):
    """Documents by id; paths -> ids; an authored id -> the documents that have it; files beside them."""

    @property
    def documents(self) -> Mapping[str, Named]: ...
    @property
    def paths(self) -> Mapping[str, str]: ...
    @property
    def holders(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def files(self) -> frozenset[str]: ...


def holders(documents: Mapping[str, Named]) -> dict[str, tuple[str, ...]]:
    """Return authored id -> the documents that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for ident, document in documents.items():
        for own in document.authored:
            found[own].append(ident)
    return {own: tuple(those) for own, those in found.items()}


def resolve(shelf: Shelf, pointer: str, document: Named) -> Target | None:
    """Return what a pointer in a document leads to; None if to nothing, or to nothing safe."""
    for form in forms(pointer.strip(), document.prefixes):
        url = external(form)
        if url is not None:
            return Outside(url)
        if not is_schemed(form) and (found := local(shelf, form, document)) is not None:
            return found
    return None


def local(shelf: Shelf, pointer: str, document: Named) -> Target | None:
    """Return what a pointer without scheme leads to: an id here, another file, an id elsewhere."""
    name, hash_, fragment = pointer.partition("#")
    bare = fragment if hash_ and not name else name
    if hash_ == "" or name == "":
        if document.holds(bare):
            return Inside(document.id, bare)
        those = shelf.holders.get(bare, ())
        if len(those) == 1:
            return Inside(those[0], bare)
    return in_file(shelf, pointer, document) if name else None


def in_file(shelf: Shelf, pointer: str, document: Named) -> Target | None:
    """Return what `path#fragment` leads to: relative to the document, else from the documents' folder."""
    for base in (document.path, ""):
        found = relative(pointer, base)
        if found is None:
            continue
        path, fragment = found
        other = shelf.documents.get(shelf.paths.get(path, ""))
        if other is not None:
            return Inside(other.id, fragment) if not fragment or other.holds(fragment) else None
        if path in shelf.files:
            return Beside(path, fragment)
    return None
