"""A page at an address of an older release that leads to where what stood there is now.

It works without scripts and under any policy: a refresh (HTML §4.2.5.3), a canonical address, a link.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml.builder import ElementMaker


def moved_page(href: str, canonical: str, title: str, words: Mapping[str, str]) -> bytes:
    """Return the page; `href` leads from its own place, `canonical` is absolute or empty."""
    E = ElementMaker()  # noqa: N806 - lxml's own name for it
    before, _, after = words["moved-to"].partition("{title}")
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta({"http-equiv": "refresh", "content": f"0; url={href}"}),
        E.meta(name="viewport", content="width=device-width"),
        E.meta(name="robots", content="noindex"),
        E.title(words["moved-page"]),
    )
    if canonical:
        head.append(E.link(rel="canonical", href=canonical))
    body = E.body(E.main(E.h1(words["moved-page"]), E.p(before, E.a(title, href=href), after)))
    made = E.html(head, body, lang=words["tag"])
    return etree.tostring(made, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")
