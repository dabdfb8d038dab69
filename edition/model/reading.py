"""Which of several readings the reading text shows, and what a passage says when read aloud.

TEI P5 §3.5 (choice), §11.3.1 (subst) and §12.1 (app): alternatives encode one place of the text in more
than one way; put side by side they make a word that stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.tei.names import LANG, is_tei, local

PREFERRED = ("corr", "reg", "expan", "ex", "lem", "add", "supplied")
"""In a `choice` the reading text takes the first of these that is there, else the first alternative."""

UNREAD = frozenset(
    "note noteGrp fw rdg rdgGrp witDetail wit index figDesc teiHeader interp interpGrp span spanGrp "
    "certainty precision respons listWit catchwords signatures del".split()
)
"""Elements whose text does not belong to the running text around them: notes, what the writer struck out."""


BREAKS = frozenset(("lb", "pb", "cb", "gb"))
"""A break stands between words unless it says `break="no"` (TEI P5 §3.11.3)."""


def readings(app: etree._Element) -> Iterator[etree._Element]:
    """Yield the `lem` and `rdg` elements of an apparatus entry in document order, those of groups too."""
    for child in app.iterchildren(etree.Element):
        if is_tei(child, "lem", "rdg"):
            yield child
        elif is_tei(child, "rdgGrp"):
            yield from readings(child)


def chosen(source: etree._Element) -> etree._Element | None:
    """Return the alternative of a `choice` or `app` that the reading text shows; None if it has none.

    An `app` without `lem` gives its first reading (TEI P5 §12.1.2 leaves it to the editor to prefer none).
    """
    if is_tei(source, "app"):
        every = list(readings(source))
        return next((r for r in every if is_tei(r, "lem")), every[0] if every else None)
    children = list(source.iterchildren(etree.Element))
    for name in PREFERRED:
        for child in children:
            if is_tei(child, name):
                return child
    return children[0] if children else None


def spoken(source: etree._Element) -> Iterator[str]:
    """Yield the pieces of an element's reading text: one alternative each, no notes, no page furniture."""
    if is_tei(source, "choice", "app"):
        only = chosen(source)
        if only is not None:
            yield from spoken(only)
        return
    if source.text:
        yield source.text
    for child in source:
        name = local(child)
        if name in BREAKS:
            yield "" if child.get("break") == "no" else " "
        elif name == "app" and child.get("from"):
            pass  # its words stand before it (TEI P5 §12.2.2)
        elif name and name not in UNREAD and not (name == "am" and not is_tei(source, "abbr")):
            yield from spoken(child)
        if child.tail:
            yield child.tail


def inherited_language(source: etree._Element) -> str:
    """Return the language an element is in: its own `xml:lang`, else that of what stands around it."""
    return next((str(v) for h in (source, *source.iterancestors()) if (v := h.get(LANG))), "")


def has_words(source: etree._Element) -> bool:
    """Say whether an element holds any words at all, read aloud or not."""
    return any(str(piece).strip() for piece in source.itertext())


def reading_text(source: etree._Element) -> str:
    """Return the reading text of an element on one line, white space single."""
    return " ".join("".join(spoken(source)).split())


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters: cut between words if it has any, and marked as cut."""
    if len(text) <= most:
        return text
    kept = text[:most]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:") + " …"
