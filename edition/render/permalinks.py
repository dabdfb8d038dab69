"""A permalink for everything that is cited: paragraphs, verse lines, notes; pages of the source have theirs.

They hold no text, so that copying and searching see none of them; the style sheet shows their mark.
`data-line` is the line in the TEI file, counted from the page's first: it changes only when the page does.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.model import Page
from edition.model.notes import Role
from edition.render.html import has_class, sub
from edition.render.walk import Walk

SPOTS: dict[str, str] = {"tei-p": "spot-paragraph", "tei-ab": "spot-paragraph", "tei-l": "spot-line"}
"""Class of what is cited -> the label of its permalink."""

APART = frozenset(
    "note note-body note-block note-text tei-floatingText apparatus about tei-figure entry".split()
)
"""Classes of what is cited as a whole: paragraphs in it are not counted with the text's."""

FARTHEST = 65_535
"""libxml2 knows no line beyond this one."""


def permalinks(walk: Walk, out: etree._Element) -> None:
    """Append a permalink to everything on a page that is cited. Changes the tree."""
    first = first_line(walk.page)
    for element, label, number in list(spots(out)):
        ident = str(element.get("id"))
        link = sub(
            holder(element),
            "a",
            "permalink",
            href=f"#{ident}",
            aria_label=walk.label(label, n=number),
        )
        link.set("data-n", number)
        if line := source_line(walk, ident, first):
            link.set("data-line", str(line))


def first_line(page: Page) -> int:
    """Return the line on which a page's first element stands in its file."""
    return next((root.sourceline or 0 for root in page.roots), 0)


def source_line(walk: Walk, ident: str, first: int) -> int:
    """Return how many lines below the page's first an element stands; 0 where that says nothing."""
    note = walk.document.notes.by_id.get(ident)
    source = walk.document.ids.element.get(ident)
    if source is None or not first or (note is not None and note.role is Role.ELSEWHERE):
        return 0
    line = source.sourceline or 0
    return line - first if first < line < FARTHEST else 0


def holder(element: etree._Element) -> etree._Element:
    """Return where a permalink goes: the end of a note's body, else of the element."""
    body = next((c for c in element if has_class(c, "note-body")), None) if element.tag == "li" else None
    return element if body is None else body


def spots(out: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield what is cited on a page with its label and number: the printed one, else counted by section."""
    counts: dict[etree._Element, int] = {}
    for element in out.iter(etree.Element):
        if not element.get("id"):
            continue
        classes = (element.get("class") or "").split()
        if "note" in classes and element.tag == "li":
            mark = next((str(c.text or "") for c in element if has_class(c, "note-mark")), "")
            yield element, "spot-note", mark
            continue
        label = next((SPOTS[c] for c in classes if c in SPOTS), "")
        if not label or is_apart(element):
            continue
        if label == "spot-line":
            shown = next((str(c.text or "") for c in element if has_class(c, "ln")), "")
            if shown:
                yield element, label, shown
            continue
        section = next((a for a in element.iterancestors("section", "div") if is_section(a)), out)
        counts[section] = counts.get(section, 0) + 1
        yield element, label, str(counts[section])


def is_section(element: etree._Element) -> bool:
    """Say whether an element counts its paragraphs afresh."""
    return element.tag == "section" or has_class(element, "edition")


def is_apart(element: etree._Element) -> bool:
    """Say whether a paragraph stands in something that is cited as a whole."""
    return any(has_class(a, *APART) for a in element.iterancestors())
