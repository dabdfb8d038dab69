"""New entries of the bibliography, as an editor finds them, of what the citations say (TEI P5 §3.12.2).

Nothing is invented: what no citation says is not there, and an imprint without facts has an empty date, which
the content model asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from edition.annotate.works.facts import Facts, Person, WorkKind
from edition.citing.csl import Csl
from edition.citing.struct import bibl_struct
from edition.tei.make import new, sub
from edition.tei.names import ID

FOND = re.compile(r"(?:[^\W\d_]{1,2}-)?\d")
"""A fond's number, perhaps after a letter, not a collection's name."""
TRANSLATION = re.compile(r"\s*\[[^\]]*\]")
TYPES: dict[WorkKind, str] = {
    "article": "article-journal",
    "chapter": "chapter",
    "journal": "periodical",
    "newspaper": "periodical",
    "web": "webpage",
}
"""What CSL calls a work of this sort; all else is a book."""


def entry(ident: str, facts: Facts) -> etree._Element:
    """Return the entry of a work: `bibl` for an archive's holdings, else `biblStruct`."""
    if facts.kind == "archive":
        return archive(ident, facts)
    element = bibl_struct(item(facts), ident)
    if facts.kind == "newspaper":
        element.set("subtype", "newspaper")
    return element


def archive(ident: str, facts: Facts) -> etree._Element:
    """Return the entry of an archive's holdings: the archive, and the fond or collection."""
    element = new("bibl")
    element.set(ID, ident)
    element.set("type", "archive")
    repository = sub(element, "idno", facts.repository, type="repository")
    if facts.fond:
        repository.tail = ", f. " if FOND.match(facts.fond) else ", "
        sub(element, "idno", facts.fond, type="fond")
    return element


def item(facts: Facts) -> Csl:
    """Return a work as a CSL item. Year and place of a periodical are its numbers', not its own."""
    part = facts.kind in ("article", "chapter")
    found: dict[str, Any] = {
        "type": TYPES.get(facts.kind, "book"),
        "title": facts.title or facts.url,
        "author": people(facts.authors),
        "editor": people(facts.editors),
        "translator": people(facts.translators),
        "container-title": TRANSLATION.sub("", facts.host) if part else "",
        "edition": facts.edition,
        "collection-title": facts.series,
        "URL": facts.url,
        **dict(facts.idno),
    }
    if facts.kind not in ("journal", "newspaper"):
        found |= {
            "publisher-place": " and ".join(facts.place),
            "publisher": facts.publisher,
            "issued": {
                "date-parts": [[int(n) for n in day.split("-")] for day in facts.date.split("/") if day]
            },
        }
    if part:
        found |= {"volume": facts.volume, "issue": facts.issue}
    return {name: value for name, value in found.items() if value}


def people(names: Iterable[Person]) -> list[dict[str, str]]:
    """Return persons as CSL's names."""
    return [
        {"literal": one.name.literal}
        if one.name.literal
        else {"family": one.name.family, "given": one.name.given}
        for one in names
    ]
