"""Authority files: who keeps identifiers of persons, places and works, at what address, in what form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model.links import external, split
from edition.model.reading import reading_text
from edition.tei.names import is_tei


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority file: its name, the address of an identifier (`{}`), the form of its identifiers."""

    name: str
    address: str
    form: re.Pattern[str]
    hosts: tuple[str, ...] = ()
    """Further beginnings of addresses that it has had, without scheme and `www.`."""

    def identifier(self, url: str) -> str:
        """Return the identifier in an address of this authority, or nothing."""
        bare = url.partition("://")[2].removeprefix("www.")
        own = self.address.partition("://")[2].removeprefix("www.").partition("{}")[0]
        for start in (own, *self.hosts):
            if bare.startswith(start) and (found := self.form.match(bare[len(start) :])):
                return found[0]
        return ""


def _authority(name: str, address: str, form: str, *hosts: str) -> Authority:
    return Authority(name, address, re.compile(form), hosts)


AUTHORITIES: dict[str, Authority] = {
    "wikidata": _authority(
        "Wikidata", "https://www.wikidata.org/wiki/{}", r"[QPL]\d+", "wikidata.org/entity/"
    ),
    "viaf": _authority("VIAF", "https://viaf.org/viaf/{}", r"\d+", "viaf.org/"),
    "gnd": _authority("GND", "https://d-nb.info/gnd/{}", r"[\dX][\dX-]{5,}", "lobid.org/gnd/"),
    "isni": _authority("ISNI", "https://isni.org/isni/{}", r"[\dX]{16}"),
    "orcid": _authority("ORCID", "https://orcid.org/{}", r"[\dX]{4}(-[\dX]{4}){3}"),
    "geonames": _authority("GeoNames", "https://www.geonames.org/{}", r"\d+", "sws.geonames.org/"),
    "pleiades": _authority("Pleiades", "https://pleiades.stoa.org/places/{}", r"\d+"),
    "tgn": _authority("Getty TGN", "https://vocab.getty.edu/tgn/{}", r"\d+", "vocab.getty.edu/page/tgn/"),
    "ulan": _authority("Getty ULAN", "https://vocab.getty.edu/ulan/{}", r"\d+", "vocab.getty.edu/page/ulan/"),
    "aat": _authority("Getty AAT", "https://vocab.getty.edu/aat/{}", r"\d+", "vocab.getty.edu/page/aat/"),
    "lccn": _authority("LCCN", "https://lccn.loc.gov/{}", r"[a-z]{0,3}\d+"),
    "loc": _authority("LoC", "https://id.loc.gov/authorities/names/{}", r"[a-z]{0,3}\d+"),
    "bnf": _authority("BnF", "https://data.bnf.fr/ark:/12148/{}", r"cb\w+", "catalogue.bnf.fr/ark:/12148/"),
    "doi": _authority("DOI", "https://doi.org/{}", r"10\.\d{4,9}/\S+", "dx.doi.org/"),
    "handle": _authority("Handle", "https://hdl.handle.net/{}", r"[\w.]+/\S+"),
}
"""`idno/@type`, prefix of a `@key` or `@ref` (`gnd:118624091`) -> authority."""

POINTING = ("persName", "placeName", "orgName", "eventName", "name", "linkGrp", "ptr", "ref")
"""What in an entry may point to an authority file."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of an entry: who keeps it, what it is, where it leads."""

    authority: str
    """A key of `AUTHORITIES`; empty for an address of anybody else."""
    value: str
    url: str


def identifiers(entry: etree._Element) -> tuple[Identifier, ...]:
    """Return the identifiers of a register's entry, each once, in order.

    They stand in `idno` (with `@type` or as an address), or in `@ref`, `@sameAs`, `@corresp`, `@key` of the
    entry or of its names (TEI P5 §14.2.1); those of entries inside it are its own.
    """
    return tuple(dict.fromkeys(one for one in _identifiers(entry)))


def _identifiers(entry: etree._Element) -> Iterator[Identifier]:
    yield from _pointed(entry, "sameAs", "corresp", "ref", "key")
    for child in entry.iterchildren(etree.Element):
        if is_tei(child, "idno"):
            for one in list(child.iterchildren("{*}idno")) or [child]:
                yield from read(reading_text(one), one.get("subtype") or "")
                yield from read(reading_text(one), one.get("type") or "")
        elif is_tei(child, *POINTING):
            yield from _pointed(child, "ref", "sameAs", "key", "target")
        elif is_tei(child, "location"):
            for one in child.iter("{*}idno"):
                yield from read(reading_text(one), one.get("type") or "")


def _pointed(element: etree._Element, *attributes: str) -> Iterator[Identifier]:
    for attribute in attributes:
        for pointer in split(element.get(attribute)):
            yield from read(pointer, "")


def read(text: str, kind: str) -> Iterator[Identifier]:
    """Yield the identifier that a text is: an address, `gnd:118624091`, or a value whose type is told."""
    if text.startswith(("http://", "https://")):
        if external(text):
            found = ((key, one.identifier(text)) for key, one in AUTHORITIES.items())
            key, value = next(((k, v) for k, v in found if v), ("", ""))
            yield Identifier(key, value, AUTHORITIES[key].address.format(value) if key else text)
        return
    prefix, colon, rest = text.partition(":")
    key = kind.lower() if kind.lower() in AUTHORITIES else prefix.lower() if colon else ""
    value = (rest if colon and prefix.lower() == key else text).replace(" ", "")
    if key in AUTHORITIES and AUTHORITIES[key].form.fullmatch(value):
        yield Identifier(key, value, AUTHORITIES[key].address.format(value))
