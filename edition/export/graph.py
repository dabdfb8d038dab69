"""The edition as one graph of linked data (JSON-LD 1.1, schema.org): texts, what they mention and cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from edition.citing.item import document_item
from edition.citing.linked import CONTEXT, entity
from edition.citing.meta import linked
from edition.export.data import Data
from edition.model import Document
from edition.model.entries import Kind
from edition.model.links import Inside


def graph(data: Data, documents: Sequence[Document]) -> dict[str, Any]:
    """Return documents and the entries that they hold or mention; each document says which these are."""
    mentioned: defaultdict[str, list[str]] = defaultdict(list)
    cited: defaultdict[str, list[str]] = defaultdict(list)
    nodes: list[dict[str, Any]] = []
    for entry in data.entries(documents):
        key = Inside(entry.document, entry.id)
        url = data.url(key)
        pages: dict[str, None] = {}
        for mention in data.of(entry, documents):
            (cited if entry.kind is Kind.WORK else mentioned)[mention.document].append(url)
            place = data.url(Inside(mention.document, mention.anchor))
            pages[place.partition("#")[0]] = None
        nodes.append(entity(entry, url, data.works.get(key), pages))
    texts = [described(data, document, mentioned[document.id], cited[document.id]) for document in documents]
    return {"@context": CONTEXT, "@graph": [*texts, *nodes]}


def described(data: Data, document: Document, mentioned: list[str], cited: list[str]) -> dict[str, Any]:
    """Return a document as a node, with what it mentions and cites."""
    url = data.url(Inside(document.id))
    node = linked(document_item(document, data.site, url))
    for name, found in (("mentions", mentioned), ("citation", cited)):
        if found:
            node[name] = [{"@id": one} for one in dict.fromkeys(found)]
    return node
