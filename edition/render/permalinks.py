"""A permalink for everything that is cited: paragraphs, verse lines, notes; pages of the source have theirs.

They hold no text, so that copying and searching see none of them; the style sheet shows their mark.
`data-line` is the line in the TEI file, counted from the page's first: it changes only when the page does.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.model import Page
from edition.model.notes import Role
from edition.model.reading import shortened
from edition.render.html import has_class, sub
from edition.render.walk import Walk

SPOTS: dict[str, str] = {
    "tei-p": "spot-paragraph",
    "tei-ab": "spot-paragraph",
    "tei-l": "spot-line",
    "note": "spot-note",
    **dict.fromkeys(
        "tei-person tei-place tei-org tei-event tei-nym tei-bibl tei-biblStruct".split(), "spot-entry"
    ),
}
"""Class of what is cited -> the label of its permalink. Notes and entries are the items of a list."""

NAMED = etree.XPath("descendant-or-self::*[@id]")

ITEMS = frozenset(("spot-note", "spot-entry"))

APART = frozenset(
    "note note-body note-block note-text tei-floatingText apparatus about tei-figure entry".split()
)
"""Classes of what is cited as a whole: paragraphs in it are not counted with the text's."""

INNERMOST = frozenset("p div ul ol li dl dd blockquote".split())
"""Where one of these ends an element, its permalink goes into it, so as not to stand in a line of its own."""

LONGEST = 60
NUMBERED = -1
FARTHEST = 65_535
"""libxml2 knows no line beyond this one."""


def permalinks(walk: Walk, out: etree._Element) -> None:
    """Append a permalink to everything on a page that is cited. Changes the tree."""
    first = first_line(walk.page)
    linked: dict[etree._Element | None, bool] = {}
    for element, label, number in list(spots(out)):
        around = element.getparent()
        if around not in linked:
            linked[around] = next(element.iterancestors("a"), None) is not None
        if linked[around]:
            continue  # a paragraph in a link: no link stands in another
        ident = str(element.get("id"))
        name = walk.label(label if number else "spot-entry", n=number or entry_name(element))
        link = sub(holder(element), "a", "permalink", href=f"#{ident}", aria_label=name)
        if said := number or own_name(element):
            link.set("data-n", said)
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
    """Return where a permalink goes: the end of the last block of a note's body, or of the element."""
    at = next((c for c in element if has_class(c, "note-body")), element)
    while len(at) and at[-1].tag in INNERMOST and not (at[-1].tail or "").strip():
        at = at[-1]
    return at


def spots(out: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield what is cited on a page with its label and number: the printed one, else counted by section."""
    counts: dict[etree._Element, int] = {}
    apart: dict[etree._Element | None, bool] = {}
    for element in named(out):
        classes = element.get("class")
        label = next((SPOTS[c] for c in classes.split() if c in SPOTS), "") if classes else ""
        if not label or (label in ITEMS) != (element.tag == "li"):
            continue
        if label == "spot-note":
            yield element, label, shown(element, "note-mark")
        elif not is_apart(element.getparent(), apart):
            yield element, label, number_of(element, label, counts, out)


def named(out: etree._Element) -> list[etree._Element]:
    """Return the elements of a page that have an id, in order."""
    found: list[etree._Element] = NAMED(out)
    return found


def number_of(
    element: etree._Element, label: str, counts: dict[etree._Element, int], out: etree._Element
) -> str:
    """Return the number of a paragraph or a line, counting on; entries have none."""
    if label == "spot-entry":
        return ""
    section = next((a for a in element.iterancestors("section", "div") if is_section(a)), out)
    if label == "spot-paragraph":
        counts[section] = counts.get(section, 0) + 1
        return str(counts[section])
    printed = shown(element, "ln")
    groups = [a for a in element.iterancestors("div") if has_class(a, "tei-lg")]
    if not groups:
        return printed
    poem = groups[-1]
    if poem not in counts:
        counts[poem] = NUMBERED if any(has_class(e, "ln") for e in poem.iter("span")) else 0
    if counts[poem] == NUMBERED:
        return printed  # a line among numbered ones that has no number is not given one
    counts[poem] += not has_class(element, "part-m", "part-f")
    return str(counts[poem] or 1)


def shown(element: etree._Element, name: str) -> str:
    """Return the text of an element's child of a class."""
    return next((str(c.text or "").strip() for c in element if has_class(c, name)), "")


def own_name(element: etree._Element) -> str:
    """Return the name that stands at the head of an entry, or nothing."""
    named = next((e for e in element.iter("span") if has_class(e, "entry-name")), None)
    return "" if named is None else " ".join("".join(str(piece) for piece in named.itertext()).split())


def entry_name(element: etree._Element) -> str:
    """Return what an entry is called: its name, else how it begins."""
    text = own_name(element) or " ".join("".join(str(piece) for piece in element.itertext()).split())
    return shortened(text, LONGEST)


def is_section(element: etree._Element) -> bool:
    """Say whether an element counts its paragraphs afresh."""
    return element.tag == "section" or has_class(element, "edition")


def is_apart(around: etree._Element | None, known: dict[etree._Element | None, bool]) -> bool:
    """Say whether what stands in an element stands in something that is cited as a whole."""
    if around is None:
        return False
    if around not in known:
        known[around] = has_class(around, *APART) or is_apart(around.getparent(), known)
    return known[around]
