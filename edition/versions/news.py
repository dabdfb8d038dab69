"""What is new, as pages show it: releases, documents, changes with their place and a link to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.labels import shown_date
from edition.model import Edition
from edition.model.links import Inside
from edition.render.html import add_text, safe_href, sub
from edition.render.medium import Medium
from edition.versions.diff import Change, Kind
from edition.versions.published import Edited, Issue

LONGEST = 160
"""So many characters of a block that came, went or moved are shown."""
OPEN = 2
"""So many releases are shown open; the older ones unfold."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of changes: the edition as it is now, and how a page links to it."""

    edition: Edition
    medium: Medium

    def news(self, issues: Sequence[Issue]) -> etree._Element:
        """Return the content of the page of what is new; of a release that changed nothing, no word."""
        out = etree.Element("div", {"class": "edition edition-news"})
        sub(out, "h1", text=self.medium.labels["news"])
        for number, issue in enumerate(found for found in issues if found.documents):
            parent = sub(out, "section") if number < OPEN else sub(out, "details")
            head = sub(parent, "h2" if number < OPEN else "summary")
            self.name(head, issue)
            for edited in issue.documents:
                self.document(sub(parent, "h3"), edited)
                self.changes(parent, edited)
        return out

    def corrections(self, path: str, issues: Iterable[Issue]) -> etree._Element | None:
        """Return what releases changed in one document, folded; nothing if none did."""
        found = [(issue, edited) for issue in issues for edited in issue.documents if edited.path == path]
        if not found:
            return None
        out = etree.Element("div", {"class": "edition-corrections"})
        for issue, edited in found:
            part = sub(out, "details")
            head = sub(part, "summary")
            self.name(head, issue)
            add_text(head, f": {self.summary(edited)}")
            self.changes(part, edited)
        return out

    def name(self, parent: etree._Element, issue: Issue) -> None:
        """Append the name and the day of a release."""
        version = issue.name.removeprefix("v") if issue.name[1:2].isdigit() else issue.name
        sub(parent, "span", text=self.medium.labels["version"].format(n=version))
        add_text(parent, ", ")
        sub(parent, "time", datetime=issue.date, text=shown_date(issue.date, self.medium.labels))

    def document(self, parent: etree._Element, edited: Edited) -> None:
        """Append the title of a document, as a link if it is there, and the counts of its changes."""
        ident = self.edition.paths.get(edited.path, "")
        if ident:
            href = safe_href(self.medium.page_href(ident, ""))
            sub(parent, "a", href=href, text=self.edition.documents[ident].header.title)
        else:
            sub(parent, "span", text=edited.path.rpartition(".")[0])
        sub(parent, "small", text=f" {self.summary(edited)}")

    def summary(self, edited: Edited) -> str:
        """Return how many changes there are of each kind; of a whole document, what became of it."""
        if is_whole(edited):
            return self.medium.labels[f"news-{edited.changes[0].kind}"]
        return ", ".join(f"{self.medium.labels[f'news-{kind}']}: {n}" for kind, n in edited.counts.items())

    def changes(self, parent: etree._Element, edited: Edited) -> None:
        """Append the changes of a document; of a new or a vanished one there is nothing more to say."""
        if is_whole(edited):
            return
        rows = sub(parent, "ol", "news")
        for change in edited.changes:
            self.change(sub(rows, "li"), change)
        if edited.total > len(edited.changes):
            sub(
                parent,
                "p",
                text=self.medium.labels["news-more"].format(n=edited.total - len(edited.changes)),
            )

    def change(self, out: etree._Element, change: Change) -> None:
        """Append one change: where it is, and what stood and stands there."""
        if place := self.where(change):
            href = self.address(change)
            sub(out, "a" if href else "span", "news-at", href=href, text=place)
            add_text(out, " ")
        if change.kind in (Kind.CORRECTED, Kind.HEADER):
            self.words(out, change)
            return
        sub(out, "i", text=self.medium.labels[f"news-{change.kind}"])
        add_text(out, ": " if change.kind is not Kind.MARKED else "")
        if change.kind in (Kind.LINKED, Kind.UNLINKED):
            add_text(out, f"{change.before} → ")
            self.target(out, change)
        elif change.kind is not Kind.MARKED:
            tag = "del" if change.kind is Kind.REMOVED else "span"
            sub(out, tag, text=shortened(change.before or change.after))

    def words(self, out: etree._Element, change: Change) -> None:
        """Append the words that changed, with those around them."""
        if change.kind is Kind.HEADER:
            sub(out, "i", text=self.medium.labels["news-header"])
            add_text(out, ": ")
        add_text(out, change.left)
        for tag, words in (("del", change.before), ("ins", change.after)):
            if words:
                sub(out, tag, text=words)
            add_text(out, " " if tag == "del" and change.before and change.after else "")
        add_text(out, change.right)

    def where(self, change: Change) -> str:
        """Return the place of a change as it is cited."""
        words = self.medium.labels
        parts = (("page", change.page), ("paragraph", change.paragraph), ("note", change.note))
        cited = [words[f"news-at-{what}"].format(n=n) for what, n in parts if n]
        named = ", ".join([*([change.part] if change.part else []), *cited])
        return named or (words["news-at"] if self.address(change) else "")

    def address(self, change: Change) -> str:
        """Return where the place of a change is now; nothing if it is no more."""
        ident = self.edition.paths.get(change.document, "")
        if not ident or change.id not in self.edition.documents[ident].ids.element:
            return ""
        page, anchor = self.edition.page_of(Inside(ident, change.id))
        return safe_href(self.medium.page_href(ident, page) + (f"#{anchor}" if anchor else ""))

    def target(self, out: etree._Element, change: Change) -> None:
        """Append what a link leads to: an entry by its name, else the pointer as it is written."""
        ident = self.edition.paths.get(change.document, "")
        found = self.edition.resolve(change.after, self.edition.documents[ident]) if ident else None
        own = self.edition.own.get(found) if isinstance(found, Inside) else None
        if not isinstance(found, Inside) or own is None:
            sub(out, "span", text=change.after)
            return
        href = self.medium.page_href(found.document, own.page) + (f"#{own.anchor}" if own.anchor else "")
        sub(out, "a", href=safe_href(href), text=own.name or found.id)


def is_whole(edited: Edited) -> bool:
    """Say whether a document came or went as a whole."""
    return (
        edited.total == 1
        and edited.changes[0].kind in (Kind.ADDED, Kind.REMOVED)
        and not edited.changes[0].id
    )


def shortened(words: str) -> str:
    """Return a block's words, cut to what a line can hold."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"
