"""BEACON: which identifiers of an authority file an edition has pages about (format 0.1).

https://gbv.github.io/beaconspec/beacon.html. A line is an identifier, how often the edition mentions it, and
the address of its page.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.export.data import Data
from edition.model import Document
from edition.model.authorities import AUTHORITIES, identifiers
from edition.model.links import Inside
from edition.problems import Code, EditionError, Place

WANTED = ("gnd", "viaf", "wikidata", "geonames")
"""The authority files that BEACON files are asked for."""
PREFIXES = {
    "gnd": "http://d-nb.info/gnd/",
    "viaf": "http://viaf.org/viaf/",
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "http://sws.geonames.org/",
}
"""What makes an identifier a URI: the one that names the thing, not the page about it."""


def beacons(data: Data, documents: Sequence[Document]) -> dict[str, str]:
    """Return name and content of each file; an authority that no entry has identifiers of has none.

    Raises `config-invalid` without `site_url`: a link needs an address to lead to.
    """
    if not data.site.url:
        raise EditionError(
            Code.CONFIG_INVALID,
            Place(str(data.project.root / "mkdocs.yml")),
            "no site_url, which the links of BEACON files lead to",
            "site_url: https://…",
        )
    lines: dict[str, dict[str, None]] = {name: {} for name in WANTED}
    for entry in data.entries(documents):
        for one in identifiers(entry.element):
            if one.authority in lines:
                count = len(data.of(entry, documents))
                link = (one.value, str(count or ""), data.url(Inside(entry.document, entry.id)))
                lines[one.authority]["|".join(link)] = None
    return {f"beacon-{name}.txt": "".join(file(data, name, found)) for name, found in lines.items() if found}


def file(data: Data, name: str, lines: Sequence[str] | dict[str, None]) -> list[str]:
    """Return the lines of a file: what it is, then its links, in order of identifiers."""
    meta = {
        "FORMAT": "BEACON",
        "PREFIX": PREFIXES[name],
        "RELATION": "http://www.w3.org/2000/01/rdf-schema#seeAlso",
        "NAME": f"{data.site.name} ({AUTHORITIES[name].name})",
        "DESCRIPTION": f"Pages of the edition about entities of {AUTHORITIES[name].name}",
        "CREATOR": data.site.name,
        "HOMEPAGE": data.site.url,
    }
    head = [f"#{key}: {' '.join(value.split())}\n" for key, value in meta.items() if value.strip()]
    return [*head, "\n", *(f"{line}\n" for line in sorted(lines))]
