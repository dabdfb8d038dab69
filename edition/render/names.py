"""Names, dates, people, places (TEI P5 §14): mentions as links, registers as lists of entries."""

from __future__ import annotations

from lxml import etree

from edition.labels import shown_date
from edition.model import authorities as identifiers
from edition.model.reading import has_words, reading_text
from edition.model.when import happened
from edition.render.generic import block, inline, labelled, paragraph
from edition.render.html import add_text, spill, sub
from edition.render.timeline import kinds
from edition.render.walk import Behaviour, Walk, add_kind
from edition.tei.names import is_tei, local

ENTRIES = frozenset("person personGrp persona place org event nym object witness relation category".split())
NAMES = ("persName", "placeName", "orgName", "eventName", "geogName", "objectName")
SPOKEN_FACTS = {"birth": "*", "death": "†"}


def register(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A list of persons, places, organisations, events, witnesses (§14.3): headings, then the entries."""
    holder = walk.open(source, parent, "section", "register")
    add_kind(holder, source)
    level, headed = walk.level, next(source.iterchildren("{*}head"), None) is not None
    if source in walk.page.roots and not headed and level == 1:
        sub(holder, "h1", text=walk.page.title)
        walk.level = 2
    out: etree._Element | None = None
    spill(holder, source.text)
    for child in source.iterchildren(etree.Element):
        if local(child) in ENTRIES:
            out = sub(holder, "ul", "entries") if out is None else out
            walk.element(child, out)
        elif is_tei(child, "head"):
            walk.children(child, walk.open(child, holder, f"h{min(level, 6)}"))
            walk.level = level + 1
            out = None
        else:
            out = None
            walk.element(child, holder)
        spill(holder if out is None else out, child.tail)
    walk.level = level


def entry(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """One entry of a register: its names first, then what is known, each fact by its own."""
    lasts = kinds(happened(source)[0]) if is_tei(source, "event") else ()
    out = walk.open(source, parent, "li" if parent.tag in ("ul", "ol") else "div", "entry", *lasts)
    walk.level, level = walk.level + 1, walk.level
    if is_tei(source, "event") and (when := period(walk, source)):
        sub(out, "span", "when", text=when)
        add_text(out, " ")
    spill(out, source.text)
    for child in source.iterchildren(etree.Element):
        walk.element(child, out)
        following = child.getnext()
        names = is_tei(child, *NAMES) and following is not None and is_tei(following, *NAMES)
        spill(out, child.tail)
        add_text(out, ", " if names else " ")
    if not has_words(source):
        walk.anchor(source, out)
    walk.level = level


def period(walk: Walk, source: etree._Element) -> str:
    """Return when an event was, by its attributes: a date, or the two ends of a period.

    Nothing if a date in its own text says the same.
    """
    own = {v for n in ("when", "from", "notBefore") if (v := source.get(n))}
    if any(own & {d.get("when"), d.get("from"), d.get("notBefore")} for d in source.iter("{*}date")):
        return ""  # its text says it

    def shown(*names: str) -> str:
        value = next((v for n in names for v in (source.get(n), source.get(f"{n}-iso")) if v), "")
        return shown_date(value.strip().partition("T")[0], walk.medium.labels)

    ends = [v for v in (shown("when", "from", "notBefore"), shown("to", "notAfter")) if v]
    return " – ".join(dict.fromkeys(ends))


def entry_name(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A name: of a register's entry, or a mention in the text that links to one."""
    holder = source.getparent()
    if holder is not None and local(holder) in ENTRIES:
        out = walk.open(source, parent, "span", "entry-name")
        add_kind(out, source)
        walk.children(source, out)
    else:
        labelled(walk, source, parent)


def fact(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A fact about a person or place (§14.3.1): birth and death with their signs and dates."""
    out = walk.open(source, parent, "span", "fact")
    sign = SPOKEN_FACTS.get(local(source))
    if sign:
        sub(out, "span", "sign", aria_hidden="true", text=f"{sign} ")
    walk.children(source, out)
    if not has_words(source):
        known = [source.get(n) for n in ("when", "notBefore", "from", "value", "notAfter", "to")]
        add_text(out, "–".join(k for k in known if k))


def relation(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A relation between persons or places (§14.3.2.3): what is said of it; bare pointers are data."""
    if has_words(source):
        paragraph(walk, source, parent)


def identifier(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """An identifier (§14.3): a link with the name of who keeps it, or to the address that it is."""
    text = reading_text(source)
    out = walk.open(source, parent, "span")
    add_kind(out, source)
    name, value, href = authority((source.get("type") or "").strip(), text)
    if href and (href := walk.resolve(source, href)):
        sub(out, "a", href=href, rel="external", text=f"{name} {value}".strip())
    else:
        walk.children(source, out)


def authority(kind: str, text: str) -> tuple[str, str, str]:
    """Return name, value and address of an identifier: by its type, or by the address that it is."""
    for found in identifiers.read(text, kind):
        if found.authority:
            name = identifiers.AUTHORITIES[found.authority].name
            return name, found.value, text if text.startswith("http") else found.url
        return kind if kind.upper() not in ("", "URL", "URI") else "", text, text
    known = identifiers.AUTHORITIES.get(kind.lower())
    return (known.name if known else ""), text, ""


BEHAVIOURS: dict[str, Behaviour] = {
    **dict.fromkeys(NAMES, entry_name),
    **dict.fromkeys(
        "forename surname addName genName nameLink roleName geogFeat offset settlement district region "
        "country bloc persPronouns geo".split(),
        inline,
    ),
    **dict.fromkeys(
        "listPerson listPlace listOrg listEvent listNym listObject listRelation".split(),
        register,
    ),
    **dict.fromkeys("person personGrp persona place org event nym object".split(), entry),
    **dict.fromkeys(
        "birth death floruit age sex gender faith nationality residence occupation education affiliation "
        "socecStatus langKnowledge langKnown state trait location climate terrain population".split(),
        fact,
    ),
    "idno": identifier,
    "relation": relation,
    "listChange": block,
    "objectIdentifier": inline,
}
