"""The registry of behaviours against the schema: which TEI elements have none and fall back."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.render.behaviours import BEHAVIOURS

RNG = "{http://relaxng.org/ns/structure/1.0}"


def test_every_element_of_the_schema_has_a_behaviour(schema: Path) -> None:
    names = {str(e.get("name")) for e in etree.parse(schema).iter(f"{RNG}element") if e.get("name")}
    assert len(names) > 500
    assert sorted(names - set(BEHAVIOURS)) == []
