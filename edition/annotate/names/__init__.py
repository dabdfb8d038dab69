"""Mentions of registered names, found in the texts of an edition and told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from edition.annotate.names.apply import Answer, apply
from edition.annotate.names.model import Proposal
from edition.annotate.names.propose import Proposals, propose
from edition.annotate.names.register import Register, register
from edition.model.edition import Edition
from edition.model.links import Inside
from edition.tei import amend

__all__ = ["Answer", "Proposal", "Register", "Tagged", "apply", "register", "tag"]


@dataclass(slots=True)
class Tagged:
    """A document with its proposals. `file` is its own tree: what is decided is written into it."""

    path: str
    file: amend.Amendable
    proposals: Proposals


def tag(
    edition: Edition, path: str, data: bytes, names: Register, advance: Callable[[], None] = lambda: None
) -> Tagged:
    """Return the document at a path of the edition with the mentions proposed in its bytes.

    Raises `EditionError` where the file cannot be amended (see `edition.tei.amend.read`).
    """
    document = edition.documents[edition.paths[path]]

    def resolve(pointer: str) -> Inside | None:
        found = edition.resolve(pointer, document)
        return names.records.get(found, found) if isinstance(found, Inside) else None

    file = amend.read(data, path)
    return Tagged(path, file, propose(file.root, document.id, names, resolve, advance))
