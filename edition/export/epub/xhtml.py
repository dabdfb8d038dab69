"""XHTML documents (EPUB 3.3 §6.1) from trees of HTML: namespaces, `epub:type`, languages said twice."""

from __future__ import annotations

import re

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPE = f"{{{OPS}}}type"
"""The attribute `epub:type`."""
FOREIGN = {"svg": SVG, "math": MATHML}
"""HTML's elements whose contents are of another vocabulary."""
KEPT_DATA = ("data-ed", "data-break")
"""Data that the style sheet asks for; the rest is for the site's scripts."""
ONLY_SITE = frozenset(("tabindex", "loading", "decoding", "download"))
STYLES = ("fonts.css", "style.css")
"""The style sheets. Faces have one of their own: MuPDF leaves out a whole sheet that has `unicode-range`."""
TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def page(
    title: str, body: etree._Element, language: str = "", rtl: bool = False, folder: str = "../"
) -> bytes:
    """Return an XHTML document around a copy of an element; `folder` is the way to the style sheets."""
    html = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    spoken(html, language)
    if rtl:
        html.set("dir", "rtl")
    head = etree.SubElement(html, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = " ".join(title.split()) or "–"
    for name in STYLES:
        etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=f"{folder}{name}")
    copied(body, etree.SubElement(html, f"{{{XHTML}}}body"), XHTML)
    made: bytes = etree.tostring(html, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")
    return made + b"\n"


def spoken(element: etree._Element, language: str) -> None:
    """Say an element's language for readers of HTML and of XML (EPUB 3.3 §6.1.3); what is no tag is not."""
    if TAG.fullmatch(language):
        element.set("lang", language)
        element.set(XML_LANG, language)


def copied(source: etree._Element, parent: etree._Element, namespace: str) -> None:
    """Append a copy of an element in its namespace."""
    name = str(source.tag)
    namespace = FOREIGN.get(name, namespace)
    out = etree.SubElement(parent, f"{{{namespace}}}{name}")
    for key, value in source.attrib.items():
        said = str(key)
        if said == "lang":
            spoken(out, str(value))
        elif said not in ONLY_SITE and (not said.startswith("data-") or said in KEPT_DATA):
            out.set(said, value)
    out.text, out.tail = source.text, source.tail
    for child in source.iterchildren(etree.Element):
        copied(child, out, namespace)


def holds(html: etree._Element, tag: str) -> bool:
    """Say whether a tree holds an element."""
    return next(html.iter(tag), None) is not None
