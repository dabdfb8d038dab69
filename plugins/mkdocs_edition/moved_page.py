"""The page at an address of an older release where none stands any more, as HTML.

Loaded only where there is one to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.builder import ElementMaker

from mkdocs_edition.moved import Sign, Stub

E = ElementMaker()  # lxml's own name for it


def moved_page(sign: Sign, words: Mapping[str, str]) -> bytes:
    """Return the page at an old address."""
    lead, others, canonical, assets = sign
    on = lead is not None and not lead.gone
    title = words["moved-page" if on or lead is None else "gone-page"]
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width"),
        E.meta(name="robots", content="noindex"),
        E.title(title),
        E.link(rel="stylesheet", href=f"{assets}.css"),
    )
    if on and lead is not None:
        head.append(E.noscript(E.meta({"http-equiv": "refresh", "content": f"0; url={lead.href}"})))
    if canonical:
        head.append(E.link(rel="canonical", href=canonical))
    main = E.main(E.h1(title))
    if lead is not None:
        main.append(sentence(lead, words, "moved-to" if on else "gone-to"))
    else:
        main.extend([E.p(words["moved-apart"]), E.ul(*(E.li(link(one)) for one in places(others)))])
    main.extend(sentence(one, words, f"{'gone' if one.gone else 'moved'}-passage") for one in others)
    made = E.html(head, E.body(main, E.script(src=f"{assets}.js")), lang=words["tag"])
    return etree.tostring(made, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")


def sentence(stub: Stub, words: Mapping[str, str], key: str) -> etree._Element:
    """Return a sentence with a link in the place of its title; `on` is what a script may follow."""
    before, _, after = words[key].partition("{title}")
    out = E.p(before, link(stub), after)
    if stub.id:
        out.set("id", stub.id)
    if not stub.gone:
        out.set("class", "on")
    return out


def link(stub: Stub) -> etree._Element:
    """Return the link to where something is now."""
    return E.a(stub.title, href=stub.href)


def places(found: Iterable[Stub]) -> list[Stub]:
    """Return the pages that passages went to, each once, in order."""
    out: dict[str, Stub] = {}
    for one in found:
        if not one.gone:
            page = one.href.partition("#")[0]
            out.setdefault(page, Stub("", page, one.title, gone=False))
    return list(out.values())
