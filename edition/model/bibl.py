"""What the elements of a bibliographic entry say, as plain values (TEI P5 §3.12).

`biblStruct`, `bibl`, `biblFull` and `msDesc` say the same things in different order and depth; these
functions ask one question of any of them. Other entries inside an entry (`relatedItem`) are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model.header import TRANSLATES
from edition.model.links import external
from edition.model.names import Name, encoded_names
from edition.model.reading import reading_text
from edition.tei.names import LANG, is_tei, local

APART = frozenset("relatedItem bibl biblStruct biblFull listBibl cit quote sourceDesc respStmt cert".split())
"""What is inside an entry and tells of something else; a `respStmt` is asked for itself."""
UNITS = {
    "volume": "volume vol vols bd band tome tom t v book bk",
    "issue": "issue no nos nr number num heft h n iss fasc fascicle",
    "page": "page pages pp p pg s ss",
    "folio": "folio fol ff f list leaf",
    "chapter": "chapter chap ch",
    "part": "part pt",
    "column": "column columns col",
    "fond": "fond",
    "opis": "opis inventory",
    "delo": "delo file",
    "box": "box",
    "folder": "folder",
}
"""Names for the parts of a work or an archive: ours, and what `@unit` and `@type` have in use."""
UNIT = {name: unit for unit, names in UNITS.items() for name in [unit, *names.split()]}
LABEL = re.compile(
    r"^(?:vols?|volume|bd|band|tome?|т|t|no?s?|nr|№+|issue|heft|pp?|pages?|ss?|с|fols?|ff?|л{1,2}|chap|ch|кн|вып|ч)"
    r"(?:\.|(?=[\s\d№]))\s*|^№\s*",
    re.IGNORECASE,
)
"""The word before a number: `vol. 2` is `2`."""
RANGE = re.compile(r"(?<=[\d\]])\s*[-‐‑‒–—]+\s*(?=[\d\[])")
YEAR = re.compile(r"(?<!\d)1\d{3}(?!\d)|(?<!\d)20\d{2}(?!\d)")
ISO = re.compile(r"-?\d{4}(-\d{2}){0,2}")
DOI = re.compile(r"\b10\.\d{4,9}/\S+")
ARCHIVAL = ("repository", "collection", "fond", "opis", "delo", "box", "folder", "folio", "shelfmark")
"""What a place in an archive is made of, from the outside in."""
ACCESSED = frozenset("access accessed retrieved consulted accessdate urldate".split())
SHORT_TITLES = frozenset("short abbreviated abbr alt alternative parallel translated uniform filing".split())


@dataclass(frozen=True, slots=True)
class Title:
    """One title: TEI's level (a article, m book, j journal, s series, u unpublished), text, language."""

    level: str
    text: str
    language: str = ""
    type: str = ""


def held(entry: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of some names in an entry, in order; not those of entries inside it."""
    for child in entry.iterchildren(etree.Element):
        if is_tei(child, *names):
            yield child
        elif local(child) not in APART and not is_tei(child, "note", "title", "author", "editor"):
            yield from held(child, *names)


def inside(element: etree._Element, entry: etree._Element, *names: str) -> bool:
    """Say whether an element stands in one of some names within its entry."""
    for ancestor in element.iterancestors():
        if ancestor is entry:
            return False
        if is_tei(ancestor, *names):
            return True
    return False


def language(element: etree._Element) -> str:
    """Return the language of an element: its own or the nearest above it.

    A loose `bibl` is in the language of the text around it, whatever language its titles are in: above it
    nothing counts.
    """
    for one in (element, *element.iterancestors()):
        if found := (one.get(LANG) or "").strip():
            return found
        if is_tei(one, "bibl"):
            break
    return ""


def titles(entry: etree._Element) -> tuple[Title, ...]:
    """Return the titles of an entry, a subtitle joined to its main title.

    A level that is not told is that of the place. In a `bibl`, which has no places, the first of several
    titles is a part if a later one is told to be a whole.
    """
    out: list[Title] = []
    for element in held(entry, "title"):
        text, kind = reading_text(element), (element.get("type") or "").lower()
        if not text:
            continue
        level = element.get("level") or place_level(element, entry)
        if kind in ("sub", "subordinate", "desc") and out and (not level or out[-1].level == level):
            last = out[-1]
            joint = " " if last.text.endswith((":", "?", "!", ".")) else ": "
            out[-1] = Title(last.level, f"{last.text}{joint}{text}", last.language, last.type)
        else:
            out.append(Title(level, text, language(element), kind))
    return tuple(levelled(out))


def place_level(element: etree._Element, entry: etree._Element) -> str:
    """Return the level that a title has by its place, or nothing."""
    if inside(element, entry, "analytic"):
        return "a"
    if inside(element, entry, "series", "seriesStmt"):
        return "s"
    return "m" if inside(element, entry, "monogr", "titleStmt") else ""


def levelled(found: list[Title]) -> Iterator[Title]:
    """Yield titles with the levels that are missing: the first is a part if one of a whole follows."""
    wholes = any(t.level in ("m", "j") for t in found[1:])
    for number, title in enumerate(found):
        level = title.level or ("a" if number == 0 and wholes else "m")
        yield Title(level, title.text, title.language, title.type)


def people(entry: etree._Element, name: str) -> tuple[Name, ...]:
    """Return the authors or editors that are held directly; a translator among editors is left out."""
    found = [e for e in held(entry, name) if not TRANSLATES.search(e.get("role") or "")]
    return tuple(one for element in found for one in encoded_names(element))


def translators(entry: etree._Element) -> tuple[Name, ...]:
    """Return the translators: editors of that role, and those whom a `respStmt` says to be so."""
    out = [
        n for e in held(entry, "editor") if TRANSLATES.search(e.get("role") or "") for n in encoded_names(e)
    ]
    for statement in held(entry, "respStmt"):
        if any(TRANSLATES.search(reading_text(r)) for r in statement.iterchildren("{*}resp")):
            named = [c for c in statement.iterchildren(etree.Element) if not is_tei(c, "resp", "note")]
            out.extend(name for element in named for name in encoded_names(element))
    return tuple(dict.fromkeys(out))


def scopes(entry: etree._Element) -> dict[str, str]:
    """Return volume, issue, page and so on of an entry (`biblScope`), without the words before the numbers.

    What has no unit is told by itself: a range or `p.` is pages, anything else of a journal its volume.
    """
    out: dict[str, str] = {}
    for element in held(entry, "biblScope"):
        text = reading_text(element)
        if inside(element, entry, "series", "seriesStmt"):
            out.setdefault("series", number(text))
            continue
        unit = UNIT.get((element.get("unit") or element.get("type") or "").lower().rstrip("."), "")
        value = number(text) or "–".join(v for v in (element.get("from"), element.get("to")) if v)
        if value:
            out.setdefault(unit or guessed(text), value)
    return out


def guessed(text: str) -> str:
    """Return the unit that a scope without one shows."""
    if re.match(r"(?:pp?|с|s)\.", text, re.IGNORECASE) or RANGE.search(text):
        return "page"
    return "issue" if re.match(r"(?:no|nos|nr|№)\b\.?", text, re.IGNORECASE) or "№" in text else "volume"


def number(text: str) -> str:
    """Return a number, or a range with an en dash, without the word before it."""
    return RANGE.sub("–", LABEL.sub("", text).strip(" ,;:()")) or text


def dates(entry: etree._Element) -> tuple[str, str, str]:
    """Return the date of publication in ISO form (a span with a slash), as written, and the day of access."""
    iso = written = accessed = ""
    for element in held(entry, "date", "note"):
        kind = (element.get("type") or "").lower().replace("-", "")
        if kind in ACCESSED:
            accessed = accessed or normal(element)
        elif is_tei(element, "date") and not written and kind not in ("original", "copyright"):
            iso, written = normal(element), reading_text(element)
            written = written or iso.replace("/", "–")
    return iso, written, accessed


def normal(date: etree._Element) -> str:
    """Return a date in ISO form: of its attributes (TEI P5 §3.6.4, §14.4), else the years that it names."""

    def value(name: str) -> str:
        text = (date.get(name) or date.get(f"{name}-iso") or "").partition("T")[0]
        return text if ISO.fullmatch(text) else ""

    if when := value("when"):
        return when
    first, last = value("from") or value("notBefore"), value("to") or value("notAfter")
    if first or last:
        return f"{first}/{last}" if first and last and first != last else first or last
    text = reading_text(date)
    if ISO.fullmatch(text.partition("T")[0]):
        return text.partition("T")[0]
    years = YEAR.findall(text)
    return f"{years[0]}/{years[-1]}" if len(years) > 1 and years[0] < years[-1] else "".join(years[:1])


def identifiers(entry: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return type and value of each identifier, DOIs without their resolver; archive marks are not here."""
    out: dict[tuple[str, str], None] = {}
    for element in held(entry, "idno"):
        text, kind = reading_text(element), element.get("type") or ""
        if (
            inside(element, entry, "msIdentifier")
            or UNIT.get(kind.lower(), kind.lower()) in ARCHIVAL
            or not text
        ):
            continue
        doi = DOI.search(text) if kind.upper() in ("DOI", "URL", "URI", "") else None
        out["DOI" if doi else kind, doi[0].rstrip(".,;") if doi else text] = None
    for url in addresses(entry):
        if "doi.org/" in url and (doi := DOI.search(url)):
            out["DOI", doi[0]] = None
    return tuple(out)


def addresses(entry: etree._Element) -> tuple[str, ...]:
    """Return the addresses of the web that an entry has, in `ref`, `ptr`, `idno` or `note type="url"`."""
    found: list[str] = []
    for element in held(entry, "ref", "ptr", "idno", "note"):
        kind = (element.get("type") or "").lower()
        if is_tei(element, "note") and kind != "url":
            continue
        found.extend((element.get("target") or "").split() or [reading_text(element)])
    return tuple(dict.fromkeys(u for u in found if u.startswith(("http://", "https://")) and external(u)))


def archive(entry: etree._Element) -> dict[str, str]:
    """Return where a document lies, by the names of `ARCHIVAL`; empty if it is printed matter."""
    out: dict[str, str] = {}
    for element in held(entry, "idno", "biblScope", "repository", "collection", "orgName"):
        name = (element.get("type") or element.get("unit") or local(element)).lower()
        unit = UNIT.get(name, name)
        if is_tei(element, "idno") and inside(element, entry, "msIdentifier") and unit not in ARCHIVAL:
            unit = "shelfmark"
        if name == "archive":
            unit = "repository"
        if unit in ARCHIVAL and (text := reading_text(element)):
            out.setdefault(unit, text)
    return out if set(out) - {"folio", "collection"} else {}


def notes(entry: etree._Element) -> dict[str, str]:
    """Return the notes of an entry by type, those without under ``""``; more of one type are joined."""
    out: dict[str, str] = {}
    for element in held(entry, "note"):
        kind = element.get("type") or ""
        if text := reading_text(element):
            out[kind] = f"{out[kind]} {text}" if kind in out else text
    return out


def texts(entry: etree._Element, *names: str) -> tuple[str, ...]:
    """Return the reading texts of the elements of some names, each once."""
    return tuple(dict.fromkeys(text for element in held(entry, *names) if (text := reading_text(element))))
