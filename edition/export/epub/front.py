"""The first pages: the cover as a page, the title page with its imprint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from edition.export.epub.xhtml import TYPE
from edition.render.html import safe_href, sub


def cover_page(href: str, words: Mapping[str, str]) -> etree._Element:
    """Return the cover as a page: some reading systems show nothing else of it."""
    out = etree.Element("section", {"class": "cover"})
    out.set(TYPE, "cover")
    sub(out, "img", src=href, role="doc-cover", alt=words["book-cover"])
    return out


def title_page(front: Mapping[str, Any]) -> etree._Element:
    """Return title, names and imprint, of `edition.export.front`."""
    out = etree.Element("div", {"class": "edition front"})
    title = sub(out, "section", "title-page")
    title.set(TYPE, "titlepage")
    for author in front["authors"]:
        sub(title, "p", "title-author", text=author)
    sub(title, "h1", "title-main", text=front["title"])
    if front["subtitle"]:
        sub(title, "p", "title-sub", text=front["subtitle"])
    for one in front["names"]:
        line = sub(title, "p", "title-names")
        sub(line, "span", "title-role", text=one["role"]).tail = " " + ", ".join(one["names"])
    imprint = sub(out, "section", "imprint")
    imprint.set(TYPE, "copyright-page")
    for one in front["facts"]:
        line = sub(imprint, "p", text="" if one["what"] else one["is"])
        if one["what"]:
            sub(line, "span", "imprint-what", text=one["what"]).tail = f": {one['is']}"
    for licence in front["licences"]:
        line = sub(imprint, "p", "licence")
        href = safe_href(licence["url"])
        if href.startswith(("https://", "http://")):
            sub(line, "a", href=href, rel="license", text=licence["text"] or href)
        else:
            line.text = licence["text"]
    return out
