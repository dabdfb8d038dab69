"""Elements of TEI, made afresh."""

from __future__ import annotations

from lxml import etree

from edition.tei.names import TEI, tei


def new(name: str, text: str = "", **attributes: str) -> etree._Element:
    """Return an element with text and attributes; an attribute without a value is left out."""
    return _filled(etree.Element(tei(name), nsmap={None: TEI}), text, attributes)


def sub(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element as `new` makes it."""
    return _filled(etree.SubElement(parent, tei(name)), text, attributes)


def _filled(element: etree._Element, text: str, attributes: dict[str, str]) -> etree._Element:
    element.text = text or None
    for name, value in attributes.items():
        if value:
            element.set(name, value)
    return element
