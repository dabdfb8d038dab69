"""Which text a book shows: the reading text, the diplomatic, or one witness's, as the site's views do.

The HTML of a page holds the reading text; what others read stands once, in its apparatus, and is taken from
there. The tree of a page is changed in place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from edition.export.lists import entries
from edition.render.html import add_text, has_class, remove

READING = "reading"
DIPLOMATIC = "diplomatic"
SOURCES = ("reading-sic", "reading-orig", "reading-abbr", "reading-am")
"""Readings that are the source's own."""
Choose = Callable[[etree._Element], etree._Element | None]
"""Entry about a place -> the reading to show there, None to leave it."""

UNSAID = frozenset("pb ln note-call apparatus notes views".split())
"""What holds no words of the text."""


def sigla(html: etree._Element) -> dict[str, tuple[str, ...]]:
    """Return the sigla of the witnesses that a page offers, each with the groups that stand for it too."""
    panel = next((e for e in html.iterchildren("details") if has_class(e, "views")), None)
    options = panel.iter("option") if panel is not None else ()
    return {
        str(o.get("value")): tuple(g for g in (o.get("data-in") or "").split("|") if g)
        for o in options
        if o.get("value")
    }


def show(html: etree._Element, text: str) -> None:
    """Let a page show a text: `reading`, `diplomatic`, or the siglum of a witness."""
    about = {str(item.get("id")): item for item in entries(html) if item.get("id")}
    if text == DIPLOMATIC:
        treat(html, about, "tei-choice", source_reading)
        struck(html, about)
        as_written(html)
        for item in about.values():
            if has_class(item, "entry-choice", "entry-subst"):
                remove(item)
        return
    if text != READING:
        names = (text, *sigla(html).get(text, ()))
        treat(html, about, "tei-app", lambda entry: witnessed(entry, names))
        for item in [e for e in html.iter("li") if e.get("data-from") or e.get("data-in")]:
            reading = witnessed(item, names)
            if reading is not None:
                (cover if item.get("data-from") else exchange)(html, item, reading)
    edited(html)


def outside(html: etree._Element, *classes: str) -> Iterator[etree._Element]:
    """Yield the elements of some classes that stand in the text, not in its apparatus."""
    for element in list(html.iter(etree.Element)):
        if has_class(element, *classes) and not any(
            has_class(a, "apparatus") for a in element.iterancestors()
        ):
            yield element


def edited(html: etree._Element) -> None:
    """Take out what the reading text does not say: deletions, abbreviation marks, brackets of expansions.

    Inscriptions and papyri keep the brackets, by the Leiden conventions.
    """
    for element in outside(html, "tei-del", "subst-sign", "tei-am"):
        if not has_class(element, "kept"):
            remove(element)
    for element in outside(html, "tei-ex"):
        if not any(has_class(a, "type-edition") for a in element.iterancestors()):
            for sign in [c for c in element if has_class(c, "sign")]:
                remove(sign)


def as_written(html: etree._Element) -> None:
    """Take out what an editor expanded; mark what was added."""
    for element in outside(html, "tei-ex"):
        remove(element)
    for element in outside(html, "tei-add"):
        element.text = "\\" + (element.text or "")
        add_text(element, "/")


def treat(html: etree._Element, about: dict[str, etree._Element], name: str, other: Choose) -> None:
    """Put another reading into each place with alternatives, of a class, that has one to show."""
    for alt in outside(html, "alt"):
        entry = about.get(entry_of(alt)) if has_class(alt, name) else None
        reading = other(entry) if entry is not None else None
        if reading is None:
            continue
        kept = [c for c in alt if has_class(c, "alt-mark")]
        tail = alt.tail
        for child in list(alt):
            alt.remove(child)
        alt.text, alt.tail = None, tail
        put(alt, reading)
        for mark in kept:
            mark.tail = None
            alt.append(mark)


def entry_of(alt: etree._Element) -> str:
    """Return the id of the entry about a place."""
    href = alt.get("href") or next((c.get("href") for c in alt if has_class(c, "alt-mark")), "")
    return (href or "").removeprefix("#")


def put(host: etree._Element, reading: etree._Element) -> None:
    """Append what a reading of the apparatus says, without its sigla, ids and links."""
    made = copy.deepcopy(reading)
    for child in list(made):
        if has_class(child, "sigla", "kind", "omission"):
            remove(child)
    for element in made.iter(etree.Element):
        element.attrib.pop("id", None)
        if element.tag == "a" and host.tag == "a":
            element.tag = "span"
            element.attrib.pop("href", None)
    add_text(host, made.text)
    host.extend(list(made))


def source_reading(entry: etree._Element) -> etree._Element | None:
    """Return the reading of an entry that is the source's own."""
    return next((e for e in entry if has_class(e, *SOURCES)), None)


def struck(html: etree._Element, about: dict[str, etree._Element]) -> None:
    """Put what was struck out before what was put in its place."""
    for alt in outside(html, "alt"):
        entry = about.get(entry_of(alt)) if has_class(alt, "tei-subst") else None
        readings = [e for e in entry if has_class(e, "reading-del")] if entry is not None else []
        for reading in reversed(readings):
            made = etree.Element("del")
            put(made, reading)
            made.tail, alt.text = " " + (alt.text or ""), None
            alt.insert(0, made)


def witnessed(entry: etree._Element, names: Iterable[str]) -> etree._Element | None:
    """Return what a witness reads, by the first of its names that has a reading; None for the lemma."""
    for name in names:
        if name in own_sigla(entry):
            return None
        for reading in entry:
            if has_class(reading, "reading-rdg", "reading-lem") and name in own_sigla(reading):
                return reading
    return None


def own_sigla(element: etree._Element) -> list[str]:
    """Return the sigla that stand right after a reading."""
    return [str(s.text or "") for c in element if has_class(c, "sigla") for s in c]


def cover(html: etree._Element, item: etree._Element, reading: etree._Element) -> None:
    """Put a witness's reading in the place of the words between two points."""
    held = {str(e.get("id")): e for e in html.iter(etree.Element) if e.get("id")}
    start, end = held.get(item.get("data-from") or ""), held.get(item.get("data-to") or "")
    if start is None or end is None:
        return
    slots = list(between(html, start, end))
    if not slots:
        return
    for element, where in slots:
        setattr(element, where, None)
    made = etree.Element("span", {"class": "shown-reading"})
    put(made, reading)
    last, where = slots[-1]
    if where == "tail":
        last.addnext(made)
    else:
        last.insert(0, made)


def exchange(html: etree._Element, item: etree._Element, reading: etree._Element) -> None:
    """Put a witness's reading in the place of the lemma, in the line or paragraph that the entry names.

    Only where its words stand there once, in one piece; else the apparatus says it, as on the site.
    """
    line = next((e for e in html.iter(etree.Element) if e.get("id") == item.get("data-in")), None)
    named = next((e for e in item if has_class(e, "lemma")), None)
    if line is None or named is None:
        return
    words = "".join(texts(named, "locus")).strip()
    held = [slot for slot in slots(line) if words and (getattr(*slot) or "").count(words) == 1]
    if len(held) != 1:
        return
    element, where = held[0]
    before, _, after = (getattr(element, where) or "").partition(words)
    made = etree.Element("span", {"class": "shown-reading"})
    put(made, reading)
    setattr(element, where, before)
    if where == "tail":
        element.addnext(made)
    else:
        element.insert(0, made)
    made.tail = after


def texts(element: etree._Element, *but: str) -> Iterator[str]:
    """Yield the texts in an element, leaving out what elements of some classes say."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        if not has_class(child, *but):
            yield from texts(child, *but)
        yield child.tail or ""


def slots(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the places of the texts in an element that are words of the edition's text."""
    yield element, "text"
    for child in element.iterchildren(etree.Element):
        if not has_class(child, *UNSAID, "alt-mark"):
            yield from slots(child)
        yield child, "tail"


def between(
    html: etree._Element, start: etree._Element, end: etree._Element
) -> Iterator[tuple[etree._Element, str]]:
    """Yield the texts between two points, each as the element that it belongs to and `text` or `tail`."""
    begun = False
    includes = bool("".join(map(str, end.itertext())).strip()) and not has_class(end, "pb")
    from_start = bool("".join(map(str, start.itertext())).strip()) and not has_class(start, "pb")
    for event, element in etree.iterwalk(html, events=("start", "end")):
        silent = has_class(element, *UNSAID) or any(has_class(a, *UNSAID) for a in element.iterancestors())
        if element is start and event == "start":
            begun = from_start
        if element is end and event == "start" and not includes:
            return
        if event == "start" and begun and not silent and (element.text or "").strip():
            yield element, "text"
        if element is end and event == "end" and includes:
            return
        if element is start and event == "end":
            begun = True
        if event == "end" and begun and (element.tail or "").strip():
            yield element, "tail"
