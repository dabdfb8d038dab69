"""References of other programs, put into an edition's bibliography: each work once, what is there kept.

An entry that the bibliography has already, by identifier or by author, title and year, is not added again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.annotate.works.catalogue import Catalogue, of_edition, of_work
from edition.annotate.works.facts import Facts
from edition.citing.csl import Csl, csl_work
from edition.citing.read import read_references
from edition.citing.struct import bibl_struct
from edition.model.edition import Edition
from edition.model.works import ENTRIES, Work, entries, work
from edition.problems import Code, EditionError, Place
from edition.tei.names import is_tei
from edition.tei.parse import parse

SURE = 0.97
"""From here on two works of one year and one volume are the same: an import must not lose any."""


@dataclass(slots=True)
class Taken:
    """What became of references: entries to add, and works that were there already, by id."""

    new: list[etree._Element] = field(default_factory=list)
    works: list[tuple[Work, str, bool]] = field(default_factory=list)
    """Each reference, the id of its entry, and whether that is new; in the order of the files."""


def references(data: bytes, path: str) -> list[Csl]:
    """Return the items of a file: BibTeX, RIS, CSL-JSON, or TEI as Zotero exports it, or anybody writes it.

    Raises `references-invalid` where there are none, `xml-…` as the parser does, `program-missing`.
    """
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_references(data, path)
    root = parse(data, path, ("TEI", "teiCorpus", "listBibl", *ENTRIES)).getroot()
    found = [csl_work(work(element)) for element in tei_entries(root)]
    if not found:
        raise EditionError(
            Code.REFERENCES_INVALID, Place(path), "no references in this file", "biblStruct in a listBibl"
        )
    return found


def tei_entries(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the references of a TEI file: those of its lists, else every `biblStruct` of its text."""
    if is_tei(root, *ENTRIES):
        yield root
        return
    listed = list(entries(root))
    yield from listed or (e for e in root.iter("{*}biblStruct") if is_tei(e))


def take(edition: Edition, items: Iterable[Csl]) -> Taken:
    """Return which items are new to an edition, as entries with ids of our form, and which it has."""
    catalogue = of_edition(edition)
    out = Taken()
    for item in items:
        element = bibl_struct(item)
        made = work(element)
        facts = of_work(made)
        known = same(catalogue, facts)
        ident = known or catalogue.draft(facts).id
        if not known:
            out.new.append(bibl_struct(item, ident))
        out.works.append((made, ident, not known))
    return out


def same(catalogue: Catalogue, facts: Facts) -> str:
    """Return the id of the work that a reference surely is; nothing if there is none."""
    for found in catalogue.match(facts):
        other = found.entry.facts
        shared = {pair for pair in facts.idno if pair[0] in ("DOI", "ISBN")} & set(other.idno)
        agrees = facts.year == other.year and facts.volume == other.volume and facts.kind == other.kind
        if shared or (found.score >= SURE and agrees):
            return found.entry.id
    return ""
