"""Names as citation formats want them: family and given name apart, or a body's name as it is.

TEI may say which is which (`surname`, `forename`, `orgName`; TEI P5 §14.2); where it does not, a comma, a
particle or the words of an institution decide. A name that nothing is known of is given as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model.header import path
from edition.model.reading import reading_text
from edition.tei.names import is_tei

PARTICLES = frozenset(
    "von van de der den del della di da du la le ten ter zu zum zur af av dos das bin ibn".split()
)
BODY = re.compile(
    r"\b(the|editors?|editorial|institut\w*|universit\w*|académie|academ\w*|akademie|group|gruppe|committee|"
    r"comité|komitee|комитет\w*|society|gesellschaft|société|общество|archiv\w*|архив\w*|librar\w*|bibliothe\w*|"
    r"press|verlag|redaktion|редакци\w*|rédaction|союз|union|museum|project|projekt|collective|collectif|centre|"
    r"center|zentrum|commission|kommission|комиссия|anonym\w*|unknown|институт\w*|университет\w*)\b|[\d&/@]",
    re.IGNORECASE,
)
"""What stands in the name of a body and not in a person's."""
LONGEST = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A person's family and given name, or in `literal` what is not divided."""

    family: str = ""
    given: str = ""
    literal: str = ""

    def inverted(self) -> str:
        """Return the name for an alphabetical list: `Luxemburg, Rosa`."""
        return self.literal or ", ".join(part for part in (self.family, self.given) if part)

    def direct(self) -> str:
        """Return the name as it is spoken: `Rosa Luxemburg`."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


def parse(text: str) -> Name:
    """Return a written name, divided where it is a person's."""
    text = " ".join(text.split())
    family, comma, given = text.partition(", ")
    words = text.split()
    if BODY.search(text) or len(words) == 1:
        return Name(literal=text)
    if comma:
        return Name(family, given) if "," not in given else Name(literal=text)
    if len(words) > LONGEST and not PARTICLES.intersection(words):
        return Name(literal=text)
    at = next((i for i, word in enumerate(words) if i and word in PARTICLES), len(words) - 1)
    return Name(" ".join(words[at:]), " ".join(words[:at]))


def encoded(element: etree._Element) -> Name | None:
    """Return the name that an element holds as TEI says it; None if it holds none."""
    named = next((e for e in element.iter("{*}persName", "{*}orgName", "{*}name")), element)
    if is_tei(named, "orgName") or named.get("type") in ("org", "organisation", "corporate"):
        return Name(literal=reading_text(named))
    family = " ".join(reading_text(e) for e in named.iter("{*}surname"))
    given = " ".join(reading_text(e) for e in named.iter("{*}forename"))
    if family:
        return Name(family, given)
    text = reading_text(named)
    return parse(text) if text else None


def authors(root: etree._Element) -> Iterator[Name]:
    """Yield the authors of a document, by its title statement (TEI P5 §2.2.1)."""
    for element in root.iterfind(path("teiHeader/fileDesc/titleStmt/author")):
        if (name := encoded(element)) is not None:
            yield name
