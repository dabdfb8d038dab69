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
INITIALS = re.compile(r"(?!Jr|Sr|St|Dr)(?:[^\W\d_]{1,3}\.[-\u2010]?)+")
"""`A.`, `A.B.`, `J.-P.`, `Yu.`: what follows the surname in Russian and library lists."""
GIVEN = re.compile(rf"{INITIALS.pattern}(?: {INITIALS.pattern})*")
INITIALED = re.compile(rf"\S+ {GIVEN.pattern}|{GIVEN.pattern} \S+")
SUFFIX = re.compile(r"Jr\.?|Sr\.?|II|III|IV")
JOINTS = re.compile(r"\s*;\s*|\s+(?:and|und|et|и|y|&)\s+")
"""What stands between two names in one element."""
OTHERS = re.compile(r"[,;]?\s*(?:\band others|\bet al\.?|\bu\. ?a\.|и др\.)$")
REST = "others"
"""The name for those who are not named, as BibTeX writes it and CSL processors know it."""


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
    """Return a written name, divided where it is a person's; of a text without words, an empty one."""
    text = " ".join(text.split())
    family, comma, given = text.partition(", ")
    words = text.split()
    if BODY.search(text) or len(words) < 2 or JOINTS.search(text):
        return Name(literal=text)
    if comma:
        return Name(family, given) if "," not in given else Name(literal=text)
    if len(words) > LONGEST and not PARTICLES.intersection(words):
        return Name(literal=text)
    if not INITIALS.fullmatch(words[0]) and all(INITIALS.fullmatch(word) for word in words[1:]):
        return Name(words[0], " ".join(words[1:]))
    suffix = f" {words.pop()}" if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    at = next((i for i, word in enumerate(words) if i and word in PARTICLES), len(words) - 1)
    return Name(" ".join(words[at:]) + suffix, " ".join(words[:at]))


def parse_several(text: str) -> tuple[Name, ...]:
    """Return the names written in one place: `A. Ivanov and B. Petrov`, `Lit, M.; Smith, J. et al.`.

    A text is divided only where every part can be a person's name, so that `Smith and Sons` stays whole.
    """
    text = " ".join(text.split())
    stem = OTHERS.sub("", text)
    parts = [part for joint in JOINTS.split(stem) for part in divided(joint)]
    names = [parse(part) for part in parts]
    if len(parts) > 1 and any(name.literal for name in names):
        names = [parse(stem)] if stem else []
    return (*names, Name(literal=REST)) if stem != text else tuple(names)


def divided(text: str) -> list[str]:
    """Return a list of names by its commas (`Ivanov A. A., Petrov B. B.`, `Lit, M., Smith, J.`), else one."""
    parts = [part.strip() for part in text.strip(" ,").split(",")]
    if len(parts) > 1 and all(INITIALED.fullmatch(part) for part in parts):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0 and all(GIVEN.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [text.strip(" ,")] if text.strip(" ,") else []


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


def encoded_names(element: etree._Element) -> tuple[Name, ...]:
    """Return the names that an `author` or `editor` holds: one for each name element, else as written."""
    children = list(element.iterchildren("{*}persName", "{*}orgName", "{*}name"))
    if len(children) > 1:
        return tuple(name for child in children if (name := encoded(child)) is not None)
    if children or next(element.iter("{*}surname"), None) is not None:
        name = encoded(element)
        return () if name is None else (name,)
    text = reading_text(element)
    if is_tei(element, "orgName") or element.get("type") in ("org", "organisation", "corporate"):
        return (Name(literal=text),) if text else ()
    return parse_several(text)


def authors(root: etree._Element) -> Iterator[Name]:
    """Yield the authors of a document, by its title statement (TEI P5 §2.2.1)."""
    for element in root.iterfind(path("teiHeader/fileDesc/titleStmt/author")):
        if (name := encoded(element)) is not None:
            yield name
