"""The formats of data: what each writes, as paths and bytes.

A new one is a function here and a name in `FORMATS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from edition.citing import bibtex, csl, csl_text, csl_work, document_item, ris
from edition.citing.csl import Csl
from edition.citing.entry import Style
from edition.citing.item import Spot
from edition.export.beacon import beacons
from edition.export.bibliography import bibliography
from edition.export.data import Data, Files, Writer
from edition.export.graph import graph
from edition.export.index import SCHEMA, index, schema
from edition.export.reading import reading
from edition.model import Document
from edition.model.links import Inside


def json_bytes(value: object) -> bytes:
    """Return a value as a file of JSON, indented, in UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def references(suffix: str, write: Callable[[Iterable[Csl]], str]) -> Writer:
    """Return the writer of a bibliographic format.

    `works` holds the works of the bibliographies (with documents named: those that these cite),
    `works/DOCUMENT` those that a document cites, `documents` the edition's own documents.
    """

    def files(data: Data, documents: Sequence[Document]) -> Files:
        items = {key: csl_work(work) for key, work in data.works_of(documents).items()}
        if items:
            yield f"works.{suffix}", write(items.values()).encode()
        for document in documents:
            if found := [items[key] for key in data.mentioned_in[document.id] if key in items]:
                yield f"works/{document.id}.{suffix}", write(found).encode()
        whole = (document_item(d, data.site, data.url(Inside(d.id))) for d in documents)
        yield f"documents.{suffix}", write(csl(item, Spot()) for item in whole).encode()

    return files


def text(data: Data, documents: Sequence[Document]) -> Files:
    """Yield the reading text of each document."""
    style = Style(data.project.words(), data.project.language)
    for document in documents:
        yield f"text/{document.id}.txt", reading(document, style).encode()


def json_ld(data: Data, documents: Sequence[Document]) -> Files:
    """Yield documents, entities and works as one graph of linked data."""
    yield "edition.jsonld", json_bytes(graph(data, documents))


def entities(data: Data, documents: Sequence[Document]) -> Files:
    """Yield the index of all entities and their mentions, and the schema that describes it."""
    yield "entities.json", "".join(index(data, documents)).encode()
    yield SCHEMA, schema()


def beacon(data: Data, documents: Sequence[Document]) -> Files:
    """Yield a BEACON file for each authority that entries have identifiers of."""
    for name, content in beacons(data, documents).items():
        yield name, content.encode()


def entries(data: Data, documents: Sequence[Document]) -> Files:
    """Yield the bibliography formatted by the Chicago Manual."""
    return bibliography(data, documents)


FORMATS: dict[str, Writer] = {
    "bibtex": references("bib", bibtex),
    "ris": references("ris", ris),
    "csl-json": references("json", csl_text),
    "bibliography": entries,
    "json-ld": json_ld,
    "text": text,
    "index": entities,
    "beacon": beacon,
}
"""Name of a format, as the command has it, and what writes it."""
