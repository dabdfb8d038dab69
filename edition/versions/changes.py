"""Changes as people and programs read them: text, a page of HTML, TEI's `listChange`, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from lxml import etree
from lxml.builder import ElementMaker

from edition.tei.names import TEI
from edition.versions.diff import Change, Kind

SENTENCES = {
    Kind.ADDED: "new",
    Kind.REMOVED: "struck out",
    Kind.MOVED: "moved here",
    Kind.LINKED: "now leads to",
    Kind.UNLINKED: "leads no longer to",
    Kind.MARKED: "marked otherwise",
    Kind.HEADER: "header",
}
LONGEST = 240
"""How many characters of a block that came, went or moved are shown."""
STYLE = """body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.5 Georgia,serif}
h1,h2{font-weight:500}li{margin:.4rem 0}small{color:#555}del{color:#8a1c1c}ins{color:#0b5d2a}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#ddd}small{color:#aaa}del{color:#ff9a8f}
ins{color:#8fdca4}}"""


def where(change: Change) -> str:
    """Return the place of a change as it is cited: `p. 12, para. 3, note 7`."""
    parts = (("p. ", change.page), ("para. ", change.paragraph), ("note ", change.note))
    return ", ".join(f"{word}{value}" for word, value in parts if value) or change.id


def sentence(change: Change) -> str:
    """Return what changed, in one line."""
    if change.kind is Kind.CORRECTED or (change.kind is Kind.HEADER and change.left):
        mid = f"[-{change.before}-]" if change.before else ""
        mid += f"{{+{change.after}+}}" if change.after else ""
        return f"… {change.left.strip()} {mid} {change.right.strip()} …"
    if change.kind in (Kind.LINKED, Kind.UNLINKED):
        return f"“{change.before}” {SENTENCES[change.kind]} {change.after}"
    words = " ".join(part for part in (change.before, change.after) if part)
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"
    return f"{SENTENCES[change.kind]}: {shown}"


def text(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line a change under the name of each document."""
    for document, those in groupby(changes, key=lambda change: change.document):
        yield document
        for change in those:
            place = where(change)
            yield f"  {place}: {sentence(change)}" if place else f"  {sentence(change)}"


def as_json(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the changes as a JSON list of objects."""
    yield json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2)


def tei(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the changes as a `listChange` (TEI P5 §2.6), a `change` each, with the place in `target`."""
    E = ElementMaker(namespace=TEI, nsmap={None: TEI})  # noqa: N806 - lxml's own name for it
    out = E.listChange()
    for change in changes:
        target = f"{change.document}#{change.id}" if change.id else change.document
        out.append(E.change(sentence(change), {"type": str(change.kind), "target": target}))
    etree.indent(out)
    yield etree.tostring(out, encoding="unicode")


def html(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the changes as a page of its own, with `del` and `ins`; it needs nothing beside it."""
    E = ElementMaker()  # noqa: N806
    body = E.body(E.h1("What has changed"))
    for document, those in groupby(changes, key=lambda change: change.document):
        body.extend([E.h2(document), E.ul(*(item(change) for change in those))])
    if not changes:
        body.append(E.p("Nothing."))
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width"),
        E.title("What has changed"),
        E.style(STYLE),
    )
    page = E.html(head, body, lang="en")
    yield etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>")


def item(change: Change) -> etree._Element:
    """Return a change as an item of a list."""
    E = ElementMaker()  # noqa: N806
    place = where(change)
    out = E.li(E.small(place), " ") if place else E.li()
    if change.left or change.right or change.kind is Kind.CORRECTED:
        out.append(E.span(f"… {change.left}"))
        out.extend(E(tag, words) for tag, words in (("del", change.before), ("ins", change.after)) if words)
        out.append(E.span(f" {change.right.strip()} …"))
    else:
        out.append(E.span(sentence(change)))
    return out


FORMATS: dict[str, Callable[[Sequence[Change]], Iterator[str]]] = {
    "text": text,
    "html": html,
    "tei": tei,
    "json": as_json,
}
