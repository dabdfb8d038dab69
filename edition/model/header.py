"""The facts of a teiHeader (TEI P5 §2), read once into plain values; what is missing stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from edition.model.reading import reading_text
from edition.tei.names import LANG, is_tei, local, tei

TRANSLATES = re.compile(r"translat|überset|перев[её]?|tradu", re.IGNORECASE)
"""A statement of responsibility (`resp`, `editor/@role`) that means a translator."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who did what: a `respStmt` (TEI P5 §2.2.1)."""

    what: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms the text may be used (TEI P5 §2.2.4, `availability`)."""

    text: str
    url: str


class Language(NamedTuple):
    """A language of a document: its BCP 47 tag, and what the header calls it; either may be missing."""

    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """The bibliographic facts of a document. Names are as written."""

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    edition: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    licences: tuple[Licence, ...] = ()
    languages: tuple[Language, ...] = ()
    keywords: tuple[str, ...] = ()

    @classmethod
    def from_tei(cls, root: etree._Element, fallback: str) -> Header:
        """Read the header of a `TEI` or `teiCorpus` element; `fallback` is the title of one without any."""
        desc = root.find(f"{tei('teiHeader')}/{tei('fileDesc')}")
        if desc is None:
            return cls(title=fallback)
        title, subtitle = read_titles(desc, fallback)
        statements = tuple(read_statements(desc))
        by_translators = [s for s in statements if TRANSLATES.search(s.what)]
        translators, editors = read_editors(desc)
        return cls(
            title=title,
            subtitle=subtitle,
            authors=texts(desc, "titleStmt/author"),
            editors=editors,
            translators=tuple(dict.fromkeys((*translators, *(n for s in by_translators for n in s.names)))),
            statements=tuple(s for s in statements if s not in by_translators),
            edition=first(texts(desc, "editionStmt/edition")),
            publisher=", ".join(
                texts(desc, "publicationStmt/publisher") or texts(desc, "publicationStmt/authority")
            ),
            place=", ".join(texts(desc, "publicationStmt/pubPlace")),
            date=first(dates(desc, "publicationStmt/date")),
            licences=tuple(read_licences(desc)),
            languages=tuple(read_languages(root)),
            keywords=texts(root, "teiHeader/profileDesc/textClass/keywords//term")
            or texts(root, "teiHeader/profileDesc/textClass/keywords//item"),
        )


def path(steps: str) -> str:
    """Return an ElementPath with every step in the TEI namespace: `path("a//b")` is `{…}a//{…}b`."""
    return "/".join(tei(step) if step else "" for step in steps.split("/"))


def first(values: tuple[str, ...]) -> str:
    """Return the first of `values`, or nothing."""
    return values[0] if values else ""


def named(element: etree._Element) -> str:
    """Return a name as it is to be read: the name inside, if there is one, without idno or address."""
    for child in element.iterchildren(etree.Element):
        if is_tei(child, "persName", "orgName", "name"):
            return reading_text(child)
    return reading_text(element)


def texts(root: etree._Element, steps: str) -> tuple[str, ...]:
    """Return the reading texts of the elements at a path, empty ones left out."""
    return tuple(text for found in root.iterfind(path(steps)) if (text := named(found)))


def dates(root: etree._Element, steps: str) -> tuple[str, ...]:
    """Return dates at a path: as written, else as normalised in an attribute."""
    values = (reading_text(d) or d.get("when") or d.get("when-iso") or "" for d in root.iterfind(path(steps)))
    return tuple(value for value in values if value)


SUBTITLES = frozenset("sub desc subordinate subtitle".split())
OTHER_TITLES = frozenset(
    "alt alternative short filing abbreviated uniform normalized transliteration variant distinctive running "
    "s series collection corpus project".split()
)
"""Types of titles that are not the document's own, or another form of it (TEI P5 §2.2.1, `title/@type`)."""


def read_titles(desc: etree._Element, fallback: str) -> tuple[str, str]:
    """Return main title and subtitle; a series title (`level="s"`) is not the document's own.

    Of titles in several languages the first is the main one, unless another says that it is
    (`type="main"`); the others are parallel titles, and stand with the subtitle.
    """
    found = [t for t in desc.iterfind(path("titleStmt/title")) if reading_text(t)]
    own = [t for t in found if t.get("level") not in ("s", "j")] or found
    kinds = {t: (t.get("type") or "").lower() for t in own}
    subtitles = [t for t in own if kinds[t] in SUBTITLES]
    rest = [t for t in own if kinds[t] not in SUBTITLES and kinds[t] not in OTHER_TITLES] or own[:1]
    main = [t for t in rest if kinds[t] == "main"] or rest
    same = [t for t in main if t.get(LANG) == main[0].get(LANG)][:2]
    parallel = [t for t in rest if t not in same and t.get(LANG) != same[0].get(LANG)]
    title = ". ".join(dict.fromkeys(reading_text(t) for t in same))
    below = dict.fromkeys(reading_text(t) for t in (*parallel, *subtitles) if t not in same)
    return title or fallback, ". ".join(text for text in below if text != title)


def read_statements(desc: etree._Element) -> Iterator[Statement]:
    """Yield every statement of responsibility of the title and edition statements."""
    for stmt in [*desc.iterfind(path("titleStmt/respStmt")), *desc.iterfind(path("editionStmt/respStmt"))]:
        what = ", ".join(t for r in stmt.iterfind(tei("resp")) if (t := reading_text(r)))
        people = (reading_text(n) for n in stmt.iterchildren(etree.Element) if not is_tei(n, "resp", "note"))
        names = tuple(name for name in people if name)
        if names:
            yield Statement(what, names)


def read_editors(desc: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return translators and editors, told apart by `@role`; an `editor` may hold several names."""
    translators: list[str] = []
    editors: list[str] = []
    for editor in desc.iterfind(path("titleStmt/editor")):
        inside = [n for n in editor.iterchildren(etree.Element) if is_tei(n, "persName", "orgName", "name")]
        names = [t for n in inside or [editor] if (t := reading_text(n))]
        (translators if TRANSLATES.search(editor.get("role") or "") else editors).extend(names)
    return tuple(translators), tuple(editors)


def read_licences(desc: etree._Element) -> Iterator[Licence]:
    """Yield licences, or else the statements of availability that stand instead of one."""
    for available in desc.iterfind(path("publicationStmt/availability")):
        licences = list(available.iterfind(tei("licence")))
        for found in licences or list(available.iterchildren(etree.Element)):
            text, url = reading_text(found), found.get("target") or ""
            if text or url:
                yield Licence(text or url, url)


def read_languages(root: etree._Element) -> Iterator[Language]:
    """Yield the document's languages (TEI P5 §2.4.2)."""
    for language in root.iterfind(path("teiHeader/profileDesc/langUsage/language")):
        found = Language((language.get("ident") or "").strip(), reading_text(language))
        if any(found):
            yield found


def local_title(root: etree._Element) -> str:
    """Return a name for an element without a heading: its type and number, else what it is."""
    kind = (root.get("subtype") or root.get("type") or local(root)).replace("_", " ")
    return f"{kind[:1].upper()}{kind[1:]} {root.get('n') or ''}".strip()
