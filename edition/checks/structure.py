"""Rules for how a file is built: its header, what stands in what, what is empty, what is out of order."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator

from lxml import etree

from edition.model.coordinates import read
from edition.model.reading import reading_text
from edition.model.source import Source
from edition.numerals import roman
from edition.problems import Code, Place, Problem, Problems
from edition.tei.conflicts import CONFLICT, EVERY, Sides
from edition.tei.format import SPACE, formatted
from edition.tei.names import DIVISIONS, is_tei, local
from edition.tei.p5 import ELEMENTS
from edition.tei.parse import index_ids
from edition.tei.write import SPACED

FULL = frozenset(
    """p head ab item label hi emph title persName placeName orgName term quote q foreign ref speaker
    author publisher pubPlace rs name signed""".split()
)
"""Elements that should hold text; an empty line of verse is a space between two."""
SOMETHING = frozenset(
    "gap graphic media space figure ptr g formula supplied unclear anchor notatedMusic egXML pb cb gb lb fw "
    "milestone handShift".split()
)
"""What makes an element hold something though it holds no letters."""

BLOCKS = DIVISIONS | frozenset("p head body front back text".split())
NARROW = frozenset("p head hi emph persName placeName orgName term title l speaker label".split())
"""In these no block of `BLOCKS` can stand, unless a note, a figure or a quotation holds it."""
HOLDERS = frozenset(
    "note figure quote q said floatingText item cell list table sp stage add del rdg lem sic corr".split()
)


PROSE_ON_RIGHTS = re.compile(
    r"licen[cs]|lizenz|copyright|©|\bright|\brecht|\bdroit|public domain|gemeinfrei|domaine public|creative"
    r" commons|\bCC[ -]BY|\bCC0|лиценз|авторск|общественн",
    re.IGNORECASE,
)
"""A word on rights where `publicationStmt` is prose (P5 §2.2.4)."""
LETTER = re.compile(r"[ABE-HJKN-UWYZabe-hjkn-uwyz]")
"""A page that is a letter and no Roman number: where one is, C and D are columns."""
FORMER = {"charName": "unicodeProp or localProp", "glyphName": "unicodeProp or localProp"}
"""Elements that P5 had and has no more, and what it has in their place."""


def header(source: Source) -> Iterator[Problem]:
    """Find a header without title or rights: nobody can cite its text, or pass it on (P5 §2.2)."""
    tei_header = next(source.root.iterchildren("{*}teiHeader"), None)
    if tei_header is None:
        yield Problem(Code.HEADER_INCOMPLETE, source.at(source.root), "no teiHeader", "a header with a title")
        return
    place = source.at(tei_header)
    title = tei_header.find(".//{*}titleStmt/{*}title")
    if title is None or not reading_text(title).strip():
        yield Problem(Code.HEADER_INCOMPLETE, place, "the header has no title", "titleStmt with a title")
    if tei_header.find(".//{*}availability") is None and not PROSE_ON_RIGHTS.search(
        " ".join(reading_text(e) for e in tei_header.iterfind(".//{*}publicationStmt"))
    ):
        wanted = "publicationStmt with availability: a licence, or a word on rights"
        yield Problem(Code.HEADER_INCOMPLETE, place, "the header says nothing of rights", wanted)


def ids(source: Source) -> Iterator[Problem]:
    """Find ids that stand twice, or are no names."""
    problems = Problems(source.path)
    index_ids(source.root, problems)
    yield from problems


def names(source: Source) -> Iterator[Problem]:
    """Find elements that TEI does not have."""
    for element in source.starts:
        name = local(element)
        if is_tei(element) and name in FORMER:
            found, wanted = f"<{name}> is no element of TEI any more", FORMER[name]
            yield Problem(Code.ELEMENT_NOT_TEI, source.at(element), found, wanted)
        elif is_tei(element) and name not in ELEMENTS:
            near = difflib.get_close_matches(name, ELEMENTS, 1) or difflib.get_close_matches(
                name.lower(), {known.lower(): known for known in ELEMENTS}, 1
            )
            wanted = f"<{proper(near[0])}>?" if near else "an element of TEI P5"
            yield Problem(Code.ELEMENT_NOT_TEI, source.at(element), f"<{name}> is no element of TEI", wanted)


def proper(name: str) -> str:
    """Return a name as TEI writes it, whatever its case."""
    return next((known for known in sorted(ELEMENTS) if known.lower() == name.lower()), name)


def places(source: Source) -> Iterator[Problem]:
    """Find blocks where none can stand."""
    for element in source.starts:
        if not is_tei(element, *BLOCKS):
            continue
        for around in element.iterancestors(etree.Element):
            name = local(around)
            if name in HOLDERS or name in SPACED:
                break
            if name in NARROW:
                found = f"<{local(element)}> stands in <{name}>"
                wanted = f"</{name}> before it, or a note or quote round it"
                yield Problem(Code.ELEMENT_MISPLACED, source.at(element), found, wanted)
                break


def loose_text(source: Source) -> Iterator[Problem]:
    """Find text between the children of an element that holds only elements."""
    for element in source.starts:
        if not is_tei(element, *SPACED) or is_tei(element, "closer", "opener", "series", "zone"):
            continue
        for text in (element.text, *(child.tail for child in element)):
            if text is not None and text.strip():
                shown = " ".join(text.split())[:40]
                found = f"“{shown}” stands directly in <{local(element)}>"
                place = where(source, element, text)
                yield Problem(Code.TEXT_MISPLACED, place, found, "a paragraph (p) or another block round it")


def where(source: Source, element: etree._Element, text: str) -> Place:
    """Return the place of a text in an element; the element's, where the file writes it otherwise."""
    first = text.strip().split("\n")[0]
    offset = source.text.find(first, source.starts[element])
    return source.place(offset, len(first)) if offset >= 0 else source.at(element)


def empties(source: Source) -> Iterator[Problem]:
    """Find elements that should hold text and hold nothing; a note that says nothing without saying why."""
    for element in source.starts:
        if not is_tei(element, *FULL, "note") or is_elsewhere(element) or says_something(element):
            continue
        if next(element.iterancestors("{*}teiHeader"), None) is not None:
            continue  # forms filled in by programs; readers see what is there
        name = local(element)
        if name == "note":
            found = f"note {element.get('n') or ''} says nothing".replace("  ", " ")
            yield Problem(Code.NOTE_EMPTY, source.at(element), found, '<gap reason="lost"/>, or its text')
        elif not (name in ("ref", "title") and element.getparent() is None):
            wanted = "its text, or nothing at all" if name != "ref" else "text to be clicked, or ptr"
            yield Problem(Code.ELEMENT_EMPTY, source.at(element), f"<{name}> is empty", wanted)


def is_elsewhere(element: etree._Element) -> bool:
    """Say whether an element has its content from elsewhere (TEI P5 §17.6)."""
    return bool(element.get("copyOf") or element.get("sameAs"))


def says_something(element: etree._Element) -> bool:
    """Say whether an element holds text, or something that stands for it."""
    if "".join(element.itertext(etree.Element)).strip() or (local(element) == "ref" and is_pointer(element)):
        return True
    if next(element.iter(etree.Comment), None) is not None or (element.text and element.get(SPACE)):
        return True  # somebody knows
    return any(local(inside) in SOMETHING for inside in element.iterdescendants(etree.Element))


def is_pointer(element: etree._Element) -> bool:
    """Say whether an element leads somewhere though it says nothing, as `ptr` does (P5 §3.7)."""
    return bool(element.get("target") or element.get("cRef"))


def note_numbers(source: Source) -> Iterator[Problem]:
    """Find notes out of order: those of one hand count upwards by one, and begin again at 1."""
    wanted: dict[tuple[str | None, ...], tuple[int, ...]] = {}
    for element in source.starts:
        if is_tei(element, "text", "floatingText"):
            wanted.clear()
        number = element.get("n") or ""
        if not is_tei(element, "note") or not number.isdecimal():
            continue
        hand = element.get("type"), element.get("resp"), element.get("place")
        fits = wanted.get(hand)
        wanted[hand] = (int(number) + 1,)
        if fits is not None and int(number) not in (*fits, 1):
            found = f"note {number} follows note {fits[0] - 1}"
            place = source.at_attribute(element, "n", number)
            yield Problem(Code.NOTE_DISORDERED, place, found, f"note {fits[0]}, or 1 for a new count")
            wanted[hand] = (fits[0] + 1, int(number) + 1)


def page_numbers(source: Source) -> Iterator[Problem]:
    """Find pages out of order: in one pagination numbers rise; Arabic ones may follow Roman ones."""
    last: dict[str | None, tuple[bool, int, str]] = {}
    lettered = {e.get("ed") for e in source.starts if is_tei(e, "pb") and LETTER.fullmatch(e.get("n") or "")}
    for element in source.starts:
        if is_tei(element, "text"):
            last.clear()
        number = element.get("n") or ""
        value = int(number) if number.isdecimal() else roman(number)
        if (
            not is_tei(element, "pb")
            or not value
            or (element.get("ed") in lettered and not number.isdecimal())
        ):
            continue
        before = last.get(element.get("ed"))
        last[element.get("ed")] = number.isdecimal(), value, number
        if before is not None and before[0] == number.isdecimal() and value <= before[1]:
            place = source.at_attribute(element, "n", number)
            found = f"page {number} follows page {before[2]}"
            yield Problem(Code.PAGE_DISORDERED, place, found, "numbers that rise, or another ed")


def conflicts(source: Source) -> Iterator[Problem]:
    """Find what a merge left for an editor to choose (`edition.versions.merge`)."""
    for element in source.starts:
        children = list(element.iterchildren(etree.Element))
        if is_tei(element, "choice") and len(children) == 2 and all(is_tei(c, "seg") for c in children):
            names = [child.get("type") or "" for child in children]
            if Sides(*names) not in EVERY:
                continue
            found = " and ".join(f"“{' '.join(reading_text(child).split())[:40]}”" for child in children)
        elif is_tei(element, "note") and element.get("type") == CONFLICT:
            found = f"“{' '.join(reading_text(element).split())[:60]}” beside what stands before it"
        else:
            continue
        yield Problem(
            Code.MERGE_CONFLICT, source.at(element), found, "one of the two; without choice or note"
        )


def form(source: Source) -> Iterator[Problem]:
    """Say whether the file is in canonical form."""
    data = source.text.encode()
    if formatted(data, source.path) != data:
        yield Problem(Code.FORM_LOOSE, Place(source.path), "not in canonical form", "edition format")


def coordinates(source: Source) -> Iterator[Problem]:
    """Find coordinates of places that are none, or are nowhere on earth (P5 §14.3.4.4: latitude first)."""
    for geo in source.root.iter("{*}geo"):
        text = reading_text(geo).strip()
        if text and next(geo.iterancestors("{*}location"), None) is not None and read(text) is None:
            wanted = "latitude, then longitude: 53.88 59.22, or 53°53′N 59°13′E"
            yield Problem(
                Code.COORDINATES_UNREAD, source.at(geo), f"no place on earth: “{text[:60]}”", wanted
            )


RULES: tuple[Callable[[Source], Iterator[Problem]], ...] = (
    header,
    ids,
    names,
    places,
    coordinates,
    loose_text,
    empties,
    note_numbers,
    page_numbers,
    conflicts,
    form,
)
