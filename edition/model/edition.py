"""The edition: all documents of a folder, and what a pointer in one of them leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.folder import Folder
from edition.limits import Limits
from edition.model.document import Document, read
from edition.model.links import Inside, Target
from edition.model.pages import ENGLISH
from edition.model.resolve import holders, resolve
from edition.model.titles import distinct
from edition.problems import EditionError, Problem


@dataclass(frozen=True, slots=True)
class Own:
    """A place that has a page of its own on a site, or is printed on such a page.

    What is said of it is for a card beside a link to it; empty for what is only printed there.
    """

    page: str
    anchor: str = ""
    kind: str = ""
    name: str = ""
    dates: str = ""
    about: str = ""


@dataclass(slots=True)
class Edition:
    """Documents by id, in order of path; `holders` maps an authored id to the documents that have it."""

    documents: dict[str, Document]
    problems: list[Problem] = field(default_factory=list)
    files: frozenset[str] = frozenset()
    """Paths of the files beside the documents, from the same folder."""
    paths: dict[str, str] = field(default_factory=dict)
    holders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own: dict[Inside, Own] = field(default_factory=dict)
    """Entries with pages of their own, which whoever publishes the edition gives them; none without."""

    @classmethod
    def load(
        cls,
        docs_dir: Path,
        paths: Iterable[str] | None = None,
        limits: Limits | None = None,
        known: Mapping[str, Document] | None = None,
        words: Mapping[str, str] = ENGLISH,
    ) -> Edition:
        """Read the documents of a folder: those at `paths`, or every `.xml` in it; see `parse`."""
        return cls.parse(Folder.read(docs_dir, paths), limits, known, words)

    @classmethod
    def parse(
        cls,
        folder: Folder,
        limits: Limits | None = None,
        known: Mapping[str, Document] | None = None,
        words: Mapping[str, str] = ENGLISH,
    ) -> Edition:
        """Return the edition of documents that were read.

        A file that is no TEI is a problem, not the end. `known` are documents of an earlier edition by path:
        one whose bytes are the same is taken as it is. `words` are the labels for generated titles.
        """
        documents: dict[str, Document] = {}
        problems = list(folder.problems)
        for path, data in folder.documents.items():
            document = (known or {}).get(path)
            try:
                if document is None or document.digest != hashlib.sha256(data).hexdigest():
                    document = read(data, path, limits, f"{folder.name}/{path}", words)
            except EditionError as error:
                problems.append(error.problem)
                continue
            documents[document.id] = document
            problems.extend(document.problems)
        return cls(documents, problems, folder.files).indexed()

    def indexed(self) -> Edition:
        """Build the indexes over the documents; returns the edition itself."""
        self.paths = {document.path: ident for ident, document in self.documents.items()}
        self.holders = holders(self.documents)
        for ident, title in distinct(self.documents.values()).items():
            document = self.documents[ident]
            if document.pages[0].title != title:
                document.pages = (replace(document.pages[0], title=title), *document.pages[1:])
        return self

    def resolve(self, pointer: str, document: Document) -> Target | None:
        """Return what a pointer in a document leads to; None if to nothing, or to nothing safe."""
        return resolve(self, pointer, document)

    def page_of(self, target: Inside) -> tuple[str, str]:
        """Return page and anchor of a place.

        What only holds pages, or pieces of them, is reached where it begins, what is not printed at its
        document's title page.
        """
        own = self.own.get(target)
        if own is not None:
            return own.page, own.anchor
        document = self.documents[target.document]
        first = target.id if target.id in document.page_of else document.begins(target.id)
        return (document.page_of[first], first) if first else ("", "")

    def digest(self) -> str:
        """Return a digest of what links depend on: documents, pages, authored ids and where they are."""
        state = hashlib.sha256()
        for ident, document in self.documents.items():
            state.update(f"{ident}\0{document.header.title}\0".encode())
            for page in document.pages:
                state.update(f"{page.id}\0{page.title}\0".encode())
            for own in document.ids.authored:
                found = document.page_of.get(own)
                state.update(f"{own}\0{document.begins(own) if found is None else found}\0".encode())
        for target, place in self.own.items():
            state.update(f"{target.document}\0{target.id}\0{place.page}\0{place.anchor}\0".encode())
        return state.hexdigest()
