"""Changes as people and programs read them: text, Markdown, a page of HTML, TEI's `listChange`, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    Kind.UNLINKED: "no longer leads to",
}
Plain = Callable[[str], str]
Titles = Mapping[str, str]
"""Path of a document -> what it is called."""
SIGNS = ("[-", "-]", "{+", "+}")
"""Before and after what went and what came, as `git diff --word-diff` writes them."""
MARKDOWN = ("~~", "~~", "**", "**")
BETWEEN = {SIGNS: "", MARKDOWN: " "}
"""What parts the one from the other."""
PLAIN = re.compile(r"([\\`*_~\[\]<>&|#])")
"""What Markdown would take for markup."""
LENGTH = re.compile(r"[\d,]+ words?")
LONGEST = 240
"""How many characters of a block that came, went or moved are shown."""
STYLE = """body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.5 Georgia,serif}
h1,h2{font-weight:500}li{margin:.4rem 0}small{color:#555}del{color:#8a1c1c}ins{color:#0b5d2a}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#ddd}small{color:#aaa}del{color:#ff9a8f}
ins{color:#8fdca4}}"""


def where(change: Change) -> str:
    """Return the place of a change as it is cited: `Winter, p. 12, para. 3, note 7`."""
    parts = (("", change.part), ("p. ", change.page), ("para. ", change.paragraph), ("note ", change.note))
    shown = ", ".join(f"{word}{value}" for word, value in parts if value) or change.id
    return shown or ("header" if change.kind is Kind.HEADER else "")


def is_whole(change: Change) -> bool:
    """Say whether a document came or went as a whole; `before` or `after` is how long it is."""
    words = LENGTH.fullmatch(change.before or change.after)
    return change.kind in (Kind.ADDED, Kind.REMOVED) and words is not None and not where(change)


def sentence(change: Change, signs: tuple[str, str, str, str] = SIGNS, plain: Plain = str) -> str:
    """Return what changed, in one line; `plain` writes text as text."""
    before, after = plain(change.before), plain(change.after)
    if is_whole(change):
        return f"a new text ({after})" if after else f"the text is taken out ({before})"
    if change.kind in (Kind.CORRECTED, Kind.HEADER):
        mid = f"{signs[0]}{before}{signs[1]}" if before else ""
        mid += BETWEEN[signs] if before and after else ""
        mid += f"{signs[2]}{after}{signs[3]}" if after else ""
        return f"{plain(change.left)}{mid}{plain(change.right)}"
    if change.kind in (Kind.LINKED, Kind.UNLINKED):
        return f"“{before}” {SENTENCES[change.kind]} {after}"
    if change.kind is Kind.MARKED:
        parts = ((before, "no longer marked as"), (after, "now marked as"))
        return ", ".join(f"{word} {side}" for side, word in parts if side)
    words = " ".join(part for part in (change.before, change.after) if part)
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"
    return f"{SENTENCES[change.kind]}: {plain(shown)}"


def heading(document: str, titles: Titles) -> str:
    """Return what a document is called, and its path."""
    title = titles.get(document, "")
    return f"{title} ({document})" if title not in ("", document) else document


def text(changes: Sequence[Change], titles: Titles) -> Iterator[str]:
    """Yield a line a change under the name of each document."""
    for document, those in groupby(changes, key=lambda change: change.document):
        yield heading(document, titles)
        for change in those:
            place = where(change)
            yield f"  {place}: {sentence(change)}" if place else f"  {sentence(change)}"


def markdown(changes: Sequence[Change], titles: Titles) -> Iterator[str]:
    """Yield a list of changes under the name of each document, for notes of releases and pull requests."""
    for document, those in groupby(changes, key=lambda change: change.document):
        yield from ("", f"## {escaped(heading(document, titles))}", "")
        for change in those:
            place = where(change)
            shown = sentence(change, MARKDOWN, escaped)
            yield f"- {escaped(place)}: {shown}" if place else f"- {shown}"


def escaped(words: str) -> str:
    """Return text with the characters that are markup in Markdown escaped."""
    return PLAIN.sub(r"\\\1", words)


def as_json(changes: Sequence[Change], _: Titles) -> Iterator[str]:
    """Yield the changes as a JSON list of objects."""
    yield json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2)


def tei(changes: Sequence[Change], _: Titles) -> Iterator[str]:
    """Yield the changes as a `listChange` (TEI P5 §2.6), a `change` each, with the place in `target`."""
    E = ElementMaker(namespace=TEI, nsmap={None: TEI})  # noqa: N806 - lxml's own name for it
    out = E.listChange()
    for change in changes:
        target = f"{change.document}#{change.id}" if change.id else change.document
        out.append(E.change(sentence(change), {"type": str(change.kind), "target": target}))
    etree.indent(out)
    yield etree.tostring(out, encoding="unicode")


def html(changes: Sequence[Change], titles: Titles) -> Iterator[str]:
    """Yield the changes as a page of its own, with `del` and `ins`; it needs nothing beside it."""
    E = ElementMaker()  # noqa: N806
    body = E.body(E.h1("What has changed"))
    for document, those in groupby(changes, key=lambda change: change.document):
        body.extend(
            [
                E.h2(titles.get(document, document), " ", E.small(document)),
                E.ul(*(item(change) for change in those)),
            ]
        )
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
    if change.kind in (Kind.CORRECTED, Kind.HEADER):
        out.append(E.span(change.left))
        sides = [E(tag, words) for tag, words in (("del", change.before), ("ins", change.after)) if words]
        sides[0].tail = " " if len(sides) > 1 else None
        out.extend(sides)
        out.append(E.span(change.right))
    else:
        out.append(E.span(sentence(change)))
    return out


FORMATS: dict[str, Callable[[Sequence[Change], Titles], Iterator[str]]] = {
    "text": text,
    "markdown": markdown,
    "html": html,
    "tei": tei,
    "json": as_json,
}
