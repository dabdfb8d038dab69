"""The index: every entity and work of an edition with every mention, for programs, as one JSON document.

What it holds is described by `entities.schema.json` (JSON Schema 2020-12), which is written beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from edition.citing.csl import csl_work
from edition.citing.entry import entry as formatted
from edition.citing.note import plain
from edition.export.data import Data
from edition.model import Document
from edition.model.authorities import identifiers
from edition.model.bibl import language
from edition.model.coordinates import coordinates
from edition.model.entries import Entry, Kind, names
from edition.model.entry_pages import about, dates
from edition.model.links import Inside
from edition.model.mentions import Mention
from edition.model.reading import reading_text

SCHEMA = "entities.schema.json"
FORMAT = "1.0"
"""Version of the format: the first number changes when a program has to."""


def schema() -> bytes:
    """Return the JSON Schema of the index."""
    return (files(__package__) / SCHEMA).read_bytes()


def index(data: Data, documents: Sequence[Document]) -> Iterator[str]:
    """Yield the index of the entities that some documents hold or mention, entity by entity, as JSON.

    So that no more than one entity stands in the memory as an object: a mention takes kilobytes there.
    """
    head = {
        "$schema": SCHEMA,
        "format": FORMAT,
        "edition": {"name": data.site.name, "url": data.site.url, "version": data.site.version},
        "documents": [
            {"id": d.id, "title": d.header.title, "url": data.url(Inside(d.id)), "tei": d.path}
            for d in documents
        ],
    }
    yield written(head).removesuffix("\n}") + ',\n "entities": ['
    between = "\n"
    for entry in data.entries(documents):
        yield between + "  " + written(listed(data, entry, documents)).replace("\n", "\n  ")
        between = ",\n"
    yield "]\n}\n" if between == "\n" else "\n ]\n}\n"


def written(value: dict[str, Any]) -> str:
    """Return an object as indented JSON; its line ends are its own, those in texts are escaped."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def listed(data: Data, entry: Entry, documents: Sequence[Document]) -> dict[str, Any]:
    """Return an entry with its mentions; what is not known has no key."""
    key = Inside(entry.document, entry.id)
    point = coordinates(entry.element) if entry.kind is Kind.PLACE else None
    values: dict[str, Any] = {
        "id": entry.id,
        "document": entry.document,
        "kind": str(entry.kind),
        "name": entry.name,
        "url": data.url(key),
        "names": named(entry),
        "dates": dates(entry),
        "description": about(entry),
        "coordinates": list(point) if point else None,
        "identifiers": [
            {"authority": one.authority, "value": one.value, "url": one.url}
            for one in identifiers(entry.element)
        ],
        **cited(data, key),
        "mentions": [mention(data, one) for one in data.of(entry, documents)],
    }
    return {name: value for name, value in values.items() if value or name in ("name", "mentions")}


def named(entry: Entry) -> list[dict[str, str]]:
    """Return the names of an entry with their languages and types, as far as these are told."""
    out = []
    for name in names(entry.element):
        values = {"text": reading_text(name), "language": language(name), "type": name.get("type") or ""}
        out.append({key: value for key, value in values.items() if value})
    return [values for values in out if "text" in values]


def cited(data: Data, key: Inside) -> dict[str, Any]:
    """Return what a bibliography says of an entry: its reference, and all of it as CSL-JSON."""
    work = data.works.get(key)
    if work is None:
        return {}
    runs = formatted(work, data.project.words(), data.project.language)
    return {"reference": plain(runs), "csl": dict(csl_work(work))}


def mention(data: Data, one: Mention) -> dict[str, Any]:
    """Return a mention: where it is, its words and those around it."""
    values = {
        "document": one.document,
        "anchor": one.anchor,
        "url": data.url(Inside(one.document, one.anchor)),
        "note": one.mark,
        "page": one.page,
        "before": one.before,
        "text": one.text,
        "after": one.after,
        "element": one.kind,
        "form": one.form,
        "certainty": one.cert,
        "line": one.line,
    }
    return {name: value for name, value in values.items() if value or name in ("document", "text")}
