"""What a build must know of the documents before it makes a page: kept, so that none is parsed in vain.

The plan of a folder is a function of its documents' bytes and of the settings. MkDocs asks for pages, titles,
addresses and problems of the whole site at every build; with a plan from an earlier one, documents that have
not changed are not even parsed.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from edition.problems import CODES, Place, Problem


class PlannedPage(NamedTuple):
    """A page of a document: `id` is the last part of its address, empty for the title page."""

    id: str
    title: str
    depth: int


class PlannedPagination(NamedTuple):
    """A pagination of the source: `pb/@ed`, its name, whether its numbers are printed, and its pages.

    Of each page: the number, the id of its beginning, and the page of the site that it is on.
    """

    ed: str
    name: str
    printed: bool
    leaves: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document: its id, the path of its file, its pages, the paginations of its source."""

    id: str
    path: str
    is_register: bool
    pages: tuple[PlannedPage, ...]
    paginations: tuple[PlannedPagination, ...] = ()
    entries: tuple[PlannedPage, ...] = ()
    """Pages of the entries of a register or a bibliography, not part of its contents."""

    @property
    def title(self) -> str:
        """The title of the document: its title page's."""
        return self.pages[0].title


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents in order, what is wrong with them, and the days of the changes that they record."""

    documents: tuple[PlannedDocument, ...] = ()
    problems: tuple[Problem, ...] = ()
    recorded: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the plan as text, to be kept."""
        documents = [(d.id, d.path, d.is_register, d.pages, d.paginations, d.entries) for d in self.documents]
        return json.dumps((documents, flat(self.problems), self.recorded), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Plan:
        """Return the plan that `text` was made of."""
        documents, problems, recorded = json.loads(text)
        return cls(tuple(planned(*d) for d in documents), unflat(problems), tuple(recorded))


def planned(ident: str, path: str, is_register: bool, *lists: list[Any]) -> PlannedDocument:
    """Return a document of a kept plan."""
    pages, paginations, entries = lists
    return PlannedDocument(
        ident,
        path,
        is_register,
        tuple(PlannedPage(*page) for page in pages),
        tuple(
            PlannedPagination(ed, name, printed, tuple((n, at, page) for n, at, page in leaves))
            for ed, name, printed, leaves in paginations
        ),
        tuple(PlannedPage(*page) for page in entries),
    )


def flat(problems: tuple[Problem, ...]) -> list[tuple[str, tuple[str | int, ...], str, str]]:
    """Return problems as plain values."""
    return [(p.code.slug, astuple(p.place), p.found, p.wanted) for p in problems]


def unflat(values: list[Any]) -> tuple[Problem, ...]:
    """Return the problems that `flat` made plain values of."""
    return tuple(Problem(CODES[slug], Place(*place), found, wanted) for slug, place, found, wanted in values)
