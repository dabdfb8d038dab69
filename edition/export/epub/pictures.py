"""Pictures in an EPUB: from the documents' folder, from nowhere else, and none that could run a program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from edition.export.epub.sheets import Sheet
from edition.render.html import sub
from edition.tei.parse import parser

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
"""Core media types (EPUB 3.3 §3.2)."""
ACTIVE = frozenset("script foreignobject animate set handler iframe audio video".split())
"""Elements of SVG that do something, or hold what may."""


def pictures(sheets: Iterable[Sheet], docs_dir: Path) -> dict[str, bytes]:
    """Return the pictures of sheets by their path in the book; what cannot be shown gives its description.

    Changes the sheets' trees.
    """
    out: dict[str, bytes] = {}
    known: dict[str, str] = {}
    for sheet in sheets:
        for image in list(sheet.html.iter("img")):
            source = str(image.get("src") or "")
            if source not in known:
                known[source] = kept(source, docs_dir, out)
            if known[source]:
                image.set("src", f"../{known[source]}")
                image.set("alt", image.get("alt") or "")
            else:
                described(image)
    return out


def kept(source: str, docs_dir: Path, out: dict[str, bytes]) -> str:
    """Enter a picture; returns its path in the book, nothing if it is not shown."""
    root = docs_dir.resolve()
    path = (root / unquote(source)).resolve()
    suffix = path.suffix.lower()
    if not path.is_relative_to(root) or suffix not in SHOWN or not path.is_file():
        return ""
    data = path.read_bytes()
    if suffix == ".svg" and not still(data):
        return ""
    name = f"images/{len(out) + 1:03}{suffix}"
    out[name] = data
    return name


def still(data: bytes) -> bool:
    """Say whether an SVG does nothing and asks for nothing."""
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError:
        return False
    if root.getroottree().docinfo.internalDTD is not None or root.getprevious() is not None:
        return False  # entities; a style sheet from elsewhere
    return all(harmless(element) for element in root.iter())


def harmless(element: etree._Element) -> bool:
    """Say whether an element of an SVG does nothing by itself and leads nowhere but into the picture."""
    if not isinstance(element.tag, str):
        return isinstance(element, etree._Comment)
    if etree.QName(element).localname.lower() in ACTIVE:
        return False
    said = "".join((element.text or "", *map(str, element.attrib.values()))).lower()
    if "@import" in said or "url(" in said.replace("url(#", "").replace("url('#", "").replace('url("#', ""):
        return False
    return not any(acts(str(name), str(value)) for name, value in element.attrib.items())


def acts(name: str, value: str) -> bool:
    """Say whether an attribute runs a program or leads out of the picture."""
    plain = etree.QName(name).localname.lower()
    return plain.startswith("on") or (
        plain in ("href", "src") and not value.startswith(("#", "data:image/png", "data:image/jpeg"))
    )


def described(image: etree._Element) -> None:
    """Put a picture's description in its place. Changes the tree."""
    parent = image.getparent()
    if parent is None:
        return
    text = image.get("alt") or unquote(str(image.get("src") or "")).rpartition("/")[2]
    made = sub(parent, "span", "no-picture", text=text)
    made.tail = image.tail
    parent.replace(image, made)
