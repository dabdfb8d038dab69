"""Identifiers of authority files, coordinates, and names of several persons in one place."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.model.authorities import AUTHORITIES, identifiers
from edition.model.coordinates import coordinates
from edition.model.names import parse_several
from edition.tei.names import TEI

IDENTIFIERS = {
    '<idno type="GND">118624091</idno>': ("gnd", "118624091", "https://d-nb.info/gnd/118624091"),
    '<idno type="viaf">9845788</idno>': ("viaf", "9845788", "https://viaf.org/viaf/9845788"),
    "<idno>http://d-nb.info/gnd/11862409X</idno>": ("gnd", "11862409X", "https://d-nb.info/gnd/11862409X"),
    '<idno type="URI">http://www.wikidata.org/entity/Q33391</idno>': (
        "wikidata",
        "Q33391",
        "https://www.wikidata.org/wiki/Q33391",
    ),
    '<idno type="URL" subtype="GEONAMES">https://sws.geonames.org/498817/</idno>': (
        "geonames",
        "498817",
        "https://www.geonames.org/498817",
    ),
    '<persName ref="gnd:118624091">X</persName>': ("gnd", "118624091", "https://d-nb.info/gnd/118624091"),
    '<persName key="http://viaf.org/viaf/1/">X</persName>': ("viaf", "1", "https://viaf.org/viaf/1"),
    '<idno type="URL">https://x.example/p</idno>': ("", "", "https://x.example/p"),
}
NONE = (
    '<idno type="VIAF">unknown</idno>',
    '<idno type="URL">javascript:alert(1)</idno>',
    '<persName ref="#p">X</persName>',
    '<idno type="GND">1|2\n#PREFIX: x</idno>',
    "<note><idno>https://d-nb.info/gnd/118624091</idno></note>",
)
EXAMPLES = {
    "wikidata": "Q42",
    "isni": "0000000121032683",
    "orcid": "0000-0002-1825-0097",
    "bnf": "cb118905823",
    "doi": "10.1000/182",
    "handle": "2027/uc1.x",
}
PLACES = {
    "59.94 30.31": (59.94, 30.31),
    "59.94, 30.31": (59.94, 30.31),
    "-33.5;+151": (-33.5, 151.0),
    "59°56′24″N 30°18′36″E": (59.94, 30.31),
    "30° 18' W, 59° 30' S": (-59.5, -30.3),
    "91 0": None,
    "near the river": None,
    "59.94": None,
}
NAMES = {
    "A. Ash and B. Birch": ["Ash, A.", "Birch, B."],
    "Ash A. A., Birch B.": ["Ash, A. A.", "Birch, B."],
    "Ash, A., Birch, B.": ["Ash, A.", "Birch, B."],
    "Ash, A. A., and Birch, B.": ["Ash, A. A.", "Birch, B."],
    "Ясень А. А., Береза Б. Б. и др.": ["Ясень, А. А.", "Береза, Б. Б.", "others"],
    "Ash, Anna; Birch, Bo et al.": ["Ash, Anna", "Birch, Bo", "others"],
    "Smith and Sons": ["Smith and Sons"],
    "Yu. Fel’shtinskii": ["Fel’shtinskii, Yu."],
    "Martin Luther King Jr.": ["King Jr., Martin Luther"],
    "et al.": ["others"],
    "": [],
}


def entry(inside: str) -> etree._Element:
    return etree.fromstring(f'<person xmlns="{TEI}">{inside}</person>')


@pytest.mark.parametrize("inside", IDENTIFIERS)
def test_identifier(inside: str) -> None:
    (one,) = identifiers(entry(inside))
    assert (one.authority, one.value, one.url) == IDENTIFIERS[inside]


@pytest.mark.parametrize("inside", NONE)
def test_what_is_no_identifier(inside: str) -> None:
    assert identifiers(entry(inside)) == ()


@pytest.mark.parametrize("key", AUTHORITIES)
def test_own_addresses_are_known(key: str) -> None:
    example = {
        "wikidata": "Q42",
        "isni": "0000000121032683",
        "orcid": "0000-0002-1825-0097",
        "bnf": "cb118905823",
    }
    value = example.get(key, {"doi": "10.1000/182", "handle": "2027/uc1.x"}.get(key, "118624091"))
    address = AUTHORITIES[key].address.format(value)
    (one,) = identifiers(entry(f"<idno>{address}</idno>"))
    assert (one.authority, one.value, one.url) == (key, value, address)


@pytest.mark.parametrize("text", PLACES)
def test_coordinates(text: str) -> None:
    assert coordinates(entry(f"<location><geo>{text}</geo></location>")) == PLACES[text]


@pytest.mark.parametrize("text", NAMES)
def test_names_in_one_place(text: str) -> None:
    assert [name.inverted() for name in parse_several(text)] == NAMES[text]
