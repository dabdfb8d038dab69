"""New entries of the bibliography, as an editor finds them: `biblStruct` of what the citations say.

TEI P5 §3.12.2. Nothing is invented: what no citation says is not there, and an imprint without facts has an
empty date, which the content model asks for.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from edition.annotate.works.facts import Facts, Person, bare
from edition.tei.names import ID, TEI, tei

PERIODICAL_TYPES = {"journal": ("journal", ""), "newspaper": ("journal", "newspaper")}


def entry(ident: str, facts: Facts) -> etree._Element:
    """Return the entry of a work: `bibl` for an archive's holdings, else `biblStruct`."""
    if facts.kind == "archive":
        return archive(ident, facts)
    element = etree.Element(tei("biblStruct"), nsmap={None: TEI})
    element.set(ID, ident)
    kind, subtype = PERIODICAL_TYPES.get(facts.kind, ("", ""))
    if facts.kind == "web":
        kind = "web"
    for name, value in (("type", kind), ("subtype", subtype)):
        if value:
            element.set(name, value)
    part = facts.kind in ("article", "chapter") or facts.level == "a"
    if part:
        analytic = _add(element, "analytic")
        _people(analytic, "author", facts.authors)
        _add(analytic, "title", facts.title, level="a")
        _people(analytic, "editor", facts.translators, role="translator")
    _monogr(element, facts, part)
    return element


def archive(ident: str, facts: Facts) -> etree._Element:
    """Return the entry of an archive's holdings: the archive, and the fond or collection."""
    element = etree.Element(tei("bibl"), nsmap={None: TEI})
    element.set(ID, ident)
    element.set("type", "archive")
    repository = _add(element, "idno", facts.repository, type="repository")
    if facts.fond:
        repository.tail = ", f. " if facts.fond[:1].isdigit() else ", "
        _add(element, "idno", facts.fond, type="fond")
    return element


def _monogr(element: etree._Element, facts: Facts, part: bool) -> None:
    """Add the publication: the work itself, or what it stands in."""
    monogr = _add(element, "monogr")
    level = "j" if facts.kind in ("article", "journal", "newspaper") else "u" if facts.kind == "web" else "m"
    title = facts.host if part else facts.title
    if not part:
        _people(monogr, "author", facts.authors)
    _add(monogr, "title", bare(title) if part else title, level=level)
    _people(monogr, "editor", facts.editors)
    if not part:
        _people(monogr, "editor", facts.translators, role="translator")
    for kind, value in facts.idno:
        _add(monogr, "idno", value, type=kind)
    if facts.url:
        _add(monogr, "ptr", target=facts.url)
    if facts.edition:
        _add(monogr, "edition", facts.edition)
    _imprint(monogr, facts)
    if part:
        for unit, value in (("volume", facts.volume), ("issue", facts.issue)):
            if value:
                _add(monogr, "biblScope", value, unit=unit)


def _imprint(monogr: etree._Element, facts: Facts) -> None:
    """Add place, publisher and date. A periodical's are those of its numbers, not its own."""
    imprint = _add(monogr, "imprint")
    if facts.kind not in ("journal", "newspaper"):
        for place in facts.place:
            _add(imprint, "pubPlace", place)
        if facts.publisher:
            _add(imprint, "publisher", facts.publisher)
        if facts.date:
            _date(imprint, facts.date)
    if not len(imprint):
        _add(imprint, "date")


def _date(parent: etree._Element, date: str) -> None:
    """Add a date in ISO form, or a span of two."""
    first, _, last = date.partition("/")
    element = _add(parent, "date", f"{first}–{last}" if last else first)
    if last:
        element.set("from", first)
        element.set("to", last)
    else:
        element.set("when", first)


def _people(parent: etree._Element, name: str, people: Iterable[Person], **attributes: str) -> None:
    """Add an element a person, surname and given name apart where they are known apart."""
    for one in people:
        element = _add(parent, name, **attributes)
        if one.name.literal:
            element.text = one.name.literal
            continue
        surname = _add(element, "surname", one.name.family)
        if one.name.given:
            surname.tail = ", "
            _add(element, "forename", one.name.given)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tei(name))
    if text:
        element.text = text
    for key, value in attributes.items():
        element.set(key, value)
    return element
