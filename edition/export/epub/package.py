"""The package document (EPUB 3.3 §5): metadata, manifest, spine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
"""Media types by suffix: core media types (EPUB 3.3 §3.2)."""
ROLES = {"author": "aut", "editor": "edt", "translator": "trl"}
"""Roles by MARC relator codes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the publication."""

    path: str
    properties: str = ""
    spine: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the package says of the publication."""

    identifier: str
    title: str
    subtitle: str
    language: str
    modified: str
    """A day."""
    names: Sequence[tuple[str, str]] = ()
    """Role and name of each person."""
    publisher: str = ""
    rights: Sequence[str] = ()
    source: str = ""
    """What was printed before, whose pages are named."""
    access: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """Accessibility metadata: property of schema.org, value."""
    rtl: bool = False


def package(about: About, items: Iterable[Item]) -> bytes:
    """Return the package document; items of the spine are in reading order."""
    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF})
    root.set("version", "3.0")
    root.set("unique-identifier", "id")
    root.set(XML_LANG, about.language)
    if about.rtl:
        root.set("dir", "rtl")
    metadata(root, about)
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    if about.rtl:
        spine.set("page-progression-direction", "rtl")
    for number, item in enumerate(items, 1):
        suffix = item.path[item.path.rindex(".") :].lower()
        made = etree.SubElement(manifest, f"{{{OPF}}}item", id=f"f{number}", href=item.path)
        made.set("media-type", TYPES[suffix])
        if item.properties:
            made.set("properties", item.properties)
        if item.spine:
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=f"f{number}")
    made_bytes: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made_bytes


def metadata(root: etree._Element, about: About) -> None:
    """Append what is known of the publication."""
    out = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    dc(out, "identifier", about.identifier, "id")
    dc(out, "title", about.title, "title")
    meta(out, "title-type", "main", "title")
    if about.subtitle:
        dc(out, "title", about.subtitle, "subtitle")
        meta(out, "title-type", "subtitle", "subtitle")
    dc(out, "language", about.language)
    for number, (role, name) in enumerate(about.names, 1):
        dc(out, "creator" if role == "author" else "contributor", name, f"name{number}")
        meta(out, "role", ROLES[role], f"name{number}").set("scheme", "marc:relators")
    for name, value in (("publisher", about.publisher), ("source", about.source)):
        if value:
            dc(out, name, value)
    for value in about.rights:
        dc(out, "rights", value)
    dc(out, "date", about.modified)
    meta(out, "dcterms:modified", f"{about.modified}T00:00:00Z")
    for name, value in about.access:
        meta(out, f"schema:{name}", value)
    if about.source:
        meta(out, "pageBreakSource", about.source)


def dc(parent: etree._Element, name: str, text: str, ident: str = "") -> None:
    """Append an element of Dublin Core."""
    made = etree.SubElement(parent, f"{{{DC}}}{name}")
    made.text = text
    if ident:
        made.set("id", ident)


def meta(parent: etree._Element, name: str, text: str, refines: str = "") -> etree._Element:
    """Append a property, of the publication or of one of its names and titles."""
    made = etree.SubElement(parent, f"{{{OPF}}}meta", property=name)
    made.text = text
    if refines:
        made.set("refines", f"#{refines}")
    return made
