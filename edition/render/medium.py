"""A medium says how links and notes look: on the site, in a book, in an EPUB, all of the same renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.model.notes import Note
from edition.model.terms import Glossary
from edition.render.html import safe_href, sub


@dataclass(frozen=True, slots=True)
class Medium:
    """Addresses are functions that the caller gives, so that the renderer knows nothing of sites."""

    page_href: Callable[[str, str], str]
    """Document id and page id -> address of that page, as seen from the page being rendered."""
    file_href: Callable[[str], str]
    """Path of a file beside the documents -> its address; empty if the medium has none for it."""
    labels: Mapping[str, str]
    glossary: Glossary | None = None
    """The terms that running text explains where they are first mentioned on a page."""

    def note_call(self, parent: etree._Element, ident: str, href: str, note: Note) -> etree._Element:
        """Append a note's call, with the mark of its series and a name that says whose note it is."""
        series = f"series-{note.series}" if note.series else ""
        sup = sub(parent, "sup", "note-call", series, "" if note.printed else "counted")
        label = self.labels[f"note-{note.series}" if note.series else "note"].format(n=note.mark)
        return sub(
            sup,
            "a",
            "note-ref",
            id=ident,
            href=safe_href(href),
            role="doc-noteref",
            aria_label=label,
            text=note.mark,
        )

    def note_item(self, parent: etree._Element, note: Note, calls: list[str], kinds: str) -> etree._Element:
        """Append a note to the list at the page's end; returns the element for its body.

        Where `kinds`, its classes, tell whose note it is, that is said in words as well.
        """
        mark = note.mark
        item = sub(parent, "li", "note", kinds, id=note.id)
        back = self.labels["note-back"].format(n=mark)
        if calls:
            sub(
                item,
                "a",
                "note-mark",
                href=safe_href(calls[0]),
                role="doc-backlink",
                aria_label=back,
                text=mark,
            )
        elif mark:
            sub(item, "span", "note-mark", text=mark)
        body = sub(item, "div", "note-body")
        if f"series-{note.series}" in kinds.split():
            sub(item, "span", "note-series", text=self.labels[f"series-{note.series}"])
        if len(calls) > 1:
            self.other_calls(sub(item, "span", "note-backs"), mark, calls)
        return body

    def other_calls(self, parent: etree._Element, mark: str, calls: list[str]) -> None:
        """Append the way back to each call of a note that is called more than once."""
        for number, href in enumerate(calls, 1):
            label = self.labels["note-back-again"].format(n=mark, k=number)
            sub(
                parent,
                "a",
                "note-back",
                href=safe_href(href),
                role="doc-backlink",
                aria_label=label,
                text=f"↩{number}",
            )
