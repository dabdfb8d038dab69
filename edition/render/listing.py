"""What pages of registers and bibliographies are made from, and the small things that they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from edition.labels import shown_date
from edition.model import Edition
from edition.model.coordinates import Places
from edition.model.edition import Own
from edition.model.entries import Entry, Kind
from edition.model.entry_pages import EntryPages
from edition.model.links import Inside
from edition.model.mentions import Mention, Mentions
from edition.render.html import add_text, safe_href, sub
from edition.render.medium import Medium
from edition.render.walk import set_language


class Run(Protocol):
    """A stretch of a formatted reference (`edition.citing` makes them)."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def italic(self) -> bool:
        """Whether it is the title of a publication."""

    @property
    def lang(self) -> str:
        """The language it is in, if that is known."""

    @property
    def href(self) -> str:
        """The address that it is, if it is one."""

    @property
    def shape(self) -> str:
        """How a citation style has it set: `bold`, `small-caps`, `sup`, `sub`, or as all else."""


Said = Sequence[Run]


@dataclass(slots=True)
class Listing:
    """The edition with its entries' pages and mentions."""

    edition: Edition
    mentions: Mentions
    pages: EntryPages
    formatted: Mapping[Inside, Said] = field(default_factory=dict)
    """Works -> how a bibliography prints them."""
    groups: Mapping[Inside, str] = field(default_factory=dict)
    """Works -> the part of a bibliography that they belong to: the label `works-…`."""
    files: Callable[[Inside], Sequence[tuple[str, str]]] = lambda _: ()
    """Work -> names and paths of files that hold it for other programs."""
    places: Places = field(default_factory=Places)
    """Where places are, as far as it is known."""

    def entry(self, key: Inside) -> Entry:
        """Return an entry."""
        return self.mentions.entries[key]

    def of(self, key: Inside) -> Sequence[Mention]:
        """Return an entry's mentions."""
        return self.mentions.of.get(key, ())


SUFFIXES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}
"""Files of works: the name of a format, and its suffix."""


def downloads(parent: etree._Element, files: Sequence[tuple[str, str]]) -> None:
    """Append links to files, by name and address."""
    for number, (name, href) in enumerate(files):
        add_text(parent, " · " if number else "")
        sub(parent, "a", href=safe_href(href), text=name).set("download", "")


def times(count: int, kind: str, medium: Medium) -> str:
    """Return how often something is mentioned, or a work cited, in words."""
    verb = "cited" if kind == Kind.WORK else "mentioned"
    name = f"{verb}-{count}" if count < 2 else verb
    return medium.labels[name].format(n=count)


def shown_dates(own: Own, medium: Medium) -> str:
    """Return when somebody lived (`1879–1940`) or something was, as the edition's language writes it."""
    start, slash, end = own.dates.partition("/")
    if own.kind == Kind.EVENT:
        return " – ".join(shown_date(day, medium.labels) for day in (start, end) if day)
    if not slash:
        return start
    if not (start and end):
        return f"{start}–" if start else f"–{end}"
    return f"{start}–{end}" if start != end else start


SHAPES = {"bold": "b", "small-caps": "span", "sup": "sup", "sub": "sub"}
"""The element of a run by its shape."""


def runs(parent: etree._Element, said: Said, *, linked: bool = True) -> None:
    """Append a formatted reference; `linked` makes links of the addresses in it."""
    for run in said:
        href = safe_href(run.href) if linked else ""
        plain = "span" if run.lang else ""
        tag = "a" if href else "cite" if run.italic else SHAPES.get(run.shape, plain)
        if not tag:
            add_text(parent, run.text)
            continue
        out = sub(parent, tag, href=href, rel="external" if href else "", text=run.text)
        set_language(out, run.lang)
        if run.shape == "small-caps":
            out.set("class", "r-smallcaps")


def link(parent: etree._Element, listing: Listing, key: Inside, medium: Medium) -> etree._Element:
    """Append the link to an entry's page, with the entry's name."""
    own = listing.edition.own[key]
    href = safe_href(medium.page_href(key.document, own.page))
    return sub(parent, "a", "entry-link", href=href, text=own.name)
