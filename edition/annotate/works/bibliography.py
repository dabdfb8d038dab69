"""The bibliography's file: made with a header where there is none, else amended, its entries as they were."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.problems import Code, EditionError, Place
from edition.tei.amend import read
from edition.tei.names import ID, is_tei, tei

EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title type="main">Bibliography</title>
        <respStmt>
          <resp>first draft of the entries, of the citations in the notes</resp>
          <name>mkdocs-edition</name>
        </respStmt>
      </titleStmt>
      <publicationStmt>
        <distributor>unknown</distributor>
        <availability status="unknown">
          <p>Its rights have not been stated.</p>
        </availability>
      </publicationStmt>
      <sourceDesc>
        <p>The notes of the edition.</p>
      </sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <listBibl>
      </listBibl>
    </body>
  </text>
</TEI>
"""
"""The bibliography of an edition that has none."""


def extend(data: bytes | None, path: str, entries: Sequence[etree._Element]) -> bytes:
    """Return the bibliography with new entries after those that it has, by id among themselves.

    What is there stays as it is, byte for byte. Raises `EditionError` as the parser does, and
    `bibliography-without-list` where the file has no `listBibl` to add to.
    """
    file = read(EMPTY.encode() if data is None else data, path)
    if not entries:
        return file.data() if data is None else data
    target = next((one for one in file.root.iter(tei("listBibl")) if in_text(one)), None)
    if target is None:
        line = file.root.sourceline or 0
        raise EditionError(
            Code.BIBLIOGRAPHY_WITHOUT_LIST,
            Place(path, line),
            "no listBibl in the text",
            "<listBibl>…</listBibl>",
        )
    for entry in sorted(entries, key=lambda one: one.get(ID) or ""):
        file.add(target, entry)
    return file.data()


def in_text(element: etree._Element) -> bool:
    """Say whether an element stands in the text or in a `standOff`, not in a header or an entry."""
    around = list(element.iterancestors())
    inside = any(is_tei(one, "text", "standOff") for one in around)
    return inside and not any(
        is_tei(one, "listBibl", "note", "person", "biblStruct", "bibl") for one in around
    )
