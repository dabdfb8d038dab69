"""Names of the TEI namespace, and the small questions everybody asks of an element."""

from __future__ import annotations

import re

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

PREFIX = f"{{{TEI}}}"
LENGTH = len(PREFIX)

ID = f"{{{XML}}}id"
LANG = f"{{{XML}}}lang"
BASE = f"{{{XML}}}base"

DIVISIONS = frozenset("div div1 div2 div3 div4 div5 div6 div7".split())
"""Divisions of a text, numbered or not (TEI P5 §4.1)."""
DATED = ("when", "from", "to", "notBefore", "notAfter")
"""Attributes that give a date as W3C writes it (TEI P5, att.datable.w3c)."""

NCNAME = re.compile(r"[^\W\d][\w.\-·]*", re.UNICODE)
"""A name without colon (Namespaces in XML 1.0, production 4), as near as `re` comes to it."""


def tei(name: str) -> str:
    """Return the qualified name of a TEI element: `tei("p")` is `{http://…/1.0}p`."""
    return f"{{{TEI}}}{name}"


def local(element: etree._Element) -> str:
    """Return an element's name without namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_tei(element: etree._Element, *names: str) -> bool:
    """Say whether this is a TEI element, of one of `names` if any are given."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(PREFIX):
        return False
    return not names or tag[LENGTH:] in names


def in_header(element: etree._Element) -> bool:
    """Say whether an element stands in a header: it is about the text, not of it."""
    return any(is_tei(holder, "teiHeader") for holder in element.iterancestors())
