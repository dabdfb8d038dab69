"""One TEI document, seen through plain values and ids; the tree itself stays as it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from edition.limits import Limits
from edition.model.apparatus import Apart, apart
from edition.model.header import Header
from edition.model.ids import Ids, identify
from edition.model.links import Prefix, prefixes
from edition.model.notes import Notes, Role, index
from edition.model.pages import ENGLISH, LISTS, Page, pages
from edition.model.reading import reading_text
from edition.problems import Problems
from edition.tei import parse as tei_parse
from edition.tei.names import is_tei, tei

WHOLE = ("TEI", "teiCorpus", "text", "group", "front", "body", "back")
"""What holds all of a text, or a part of it that has no heading."""
NAMES = ("head", "persName", "placeName", "orgName", "eventName", "label", "name", "title", "term")
"""The first of these in an entry or a division says what it is called."""


@dataclass(slots=True)
class Document:
    """A document of the edition. `id` is its path without suffix: `book`, `registers/persons`."""

    id: str
    path: str
    digest: str
    tree: etree._ElementTree[etree._Element]
    header: Header
    ids: Ids
    pages: tuple[Page, ...]
    page_of: dict[str, str]
    """Id -> page on which it is printed. Ids of the header and of what is not printed are missing."""
    notes: Notes
    prefixes: tuple[Prefix, ...]
    problems: Problems
    apart: tuple[Apart, ...]
    """Apparatus entries that stand apart from their text."""
    starts: frozenset[etree._Element] = field(init=False)
    """The elements that pages begin with, of all pages."""
    around: frozenset[etree._Element] = field(init=False)
    """The elements in which pages begin."""
    at: dict[str, int] = field(init=False)
    """Id of a page -> its place in the order."""
    contents: str = field(init=False)
    """A digest of the list of pages."""
    named: dict[str, tuple[etree._Element, ...]] = field(default_factory=dict)
    """What `every` has found."""

    def __post_init__(self) -> None:
        """Build the indexes over the pages."""
        self.starts = frozenset(root for page in self.pages for root in page.roots)
        self.around = holders(self.starts)
        self.at = {page.id: n for n, page in enumerate(self.pages)}
        contents = "\0".join(f"{page.id}\0{page.title}\0{page.depth}" for page in self.pages)
        self.contents = hashlib.sha256(contents.encode("utf-8", "surrogatepass")).hexdigest()

    def begins(self, ident: str) -> str:
        """Return the first id printed of what only holds pages or pieces of them; nothing if none is.

        Not of a whole text: that is reached at its title page.
        """
        element = self.ids.element.get(ident)
        if element is None or is_tei(element, *WHOLE):
            return ""
        inner = (self.ids.of.get(e, "") for e in element.iterdescendants(etree.Element))
        return next((i for i in inner if i in self.page_of), "")

    @property
    def root(self) -> etree._Element:
        """The root element, `TEI` or `teiCorpus`."""
        return self.tree.getroot()

    @property
    def authored(self) -> Iterable[str]:
        """The ids that stand in the file."""
        return self.ids.authored

    def holds(self, ident: str) -> bool:
        """Say whether the document has an id, authored or given by place."""
        return ident in self.ids.element

    @property
    def is_register(self) -> bool:
        """Whether the document holds lists of persons, places or references and no running text."""
        return all(is_list(r) or lists_only(r) for page in self.pages for r in page.roots)

    def every(self, name: str) -> tuple[etree._Element, ...]:
        """Return the document's elements of a TEI name, in order; looked for once."""
        if name not in self.named:
            self.named[name] = tuple(self.root.iter(tei(name)))
        return self.named[name]

    def page(self, ident: str) -> Page:
        """Return a page by its id; raises `KeyError`."""
        return self.pages[self.at[ident]]

    def is_emptied(self, element: etree._Element) -> bool:
        """Say whether an element holds nothing but notes that are printed with their callers elsewhere."""
        return emptied(element, self.notes, self.ids)

    def label(self, ident: str) -> str:
        """Return what an entry, a division or a note is called: its name or heading, else nothing."""
        element = self.ids.element.get(ident)
        if element is None:
            return ""
        for child in element.iterchildren(etree.Element):
            if is_tei(child, *NAMES):
                return reading_text(child)
        return ""


def read(
    data: bytes, path: str, limits: Limits | None = None, shown: str = "", words: Mapping[str, str] = ENGLISH
) -> Document:
    """Return the document in a file's bytes; `path` is from the documents' folder, `shown` what problems say.

    `words` are the labels for pages without a heading of their own.
    Raises `EditionError` as `tei.parse` does.
    """
    problems = Problems(shown or path)
    tree = tei_parse.parse(data, problems.path)
    root = tree.getroot()
    ids = identify(root, tei_parse.index_ids(root, problems))
    name = PurePosixPath(path)
    header = Header.from_tei(root, fallback=name.stem)
    found = pages(root, ids, header, limits or Limits(), words)
    page_of = locate(found, ids)

    def resolve(pointer: str) -> str | None:
        file, _, fragment = pointer.rpartition("#")
        return fragment if file in ("", name.name) and fragment in ids.element else None

    notes = index(root, ids, page_of, resolve)
    move_notes(notes, ids, page_of)
    return Document(
        id=str(name.with_suffix("")),
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        tree=tree,
        header=header,
        ids=ids,
        pages=tuple(p for p in found if not p.id or not all(emptied(r, notes, ids) for r in p.roots)),
        page_of=page_of,
        notes=notes,
        prefixes=prefixes(root),
        problems=problems,
        apart=apart(root, ids, page_of, resolve),
    )


def holders(elements: Iterable[etree._Element]) -> frozenset[etree._Element]:
    """Return the elements that hold some of `elements`."""
    out: set[etree._Element] = set()
    for element in elements:
        for around in element.iterancestors():
            if around in out:
                break
            out.add(around)
    return frozenset(out)


def lists_only(element: etree._Element) -> bool:
    """Say whether an element holds lists of a register and, headings and a remark apart, nothing else."""
    children = list(element.iterchildren(etree.Element))
    if sum(is_tei(child, "p") for child in children) > 1:
        return False
    found = [child for child in children if not is_tei(child, "head", "pb", "p")]
    return bool(found) and all(is_list(child) or lists_only(child) for child in found)


def is_list(element: etree._Element) -> bool:
    """Say whether an element is a register's list; a glossary is one of terms."""
    return is_tei(element, *LISTS) or (
        is_tei(element, "list") and element.get("type") in ("gloss", "glossary")
    )


def locate(found: Iterable[Page], ids: Ids) -> dict[str, str]:
    """Return id -> page for all that is printed. A page's element inside another's belongs to its own."""
    every = list(found)
    roots = {root for page in every for root in page.roots}
    return {i: page.id for page in every for root in page.roots for i in inside(root, ids, roots)}


def inside(root: etree._Element, ids: Ids, roots: set[etree._Element]) -> Iterable[str]:
    """Yield the ids of an element and of what it holds, leaving out other pages' elements."""
    if root in ids.of:
        yield ids.of[root]
    for child in root.iterchildren(etree.Element):
        if child not in roots and not is_tei(child, "teiHeader"):
            yield from inside(child, ids, roots)


def move_notes(notes: Notes, ids: Ids, page_of: dict[str, str]) -> None:
    """Locate notes, and what stands in them, where they are printed."""
    for ident, note in notes.by_id.items():
        if note.role is Role.ELSEWHERE:
            page_of.update((i, note.page) for i in inside(ids.element[ident], ids, set()))


def emptied(element: etree._Element, notes: Notes, ids: Ids) -> bool:
    """Say whether an element held notes printed elsewhere and, headings apart, nothing else."""
    if not any(is_moved(n, notes, ids) for n in element.iter("{*}note")):
        return False
    return not any(has_rest(child, notes, ids) for child in element.iterchildren(etree.Element))


def is_moved(element: etree._Element, notes: Notes, ids: Ids) -> bool:
    """Say whether an element is a note that is printed with its callers elsewhere."""
    note = notes.by_id.get(ids.of.get(element, ""))
    return note is not None and note.role is Role.ELSEWHERE


def has_rest(element: etree._Element, notes: Notes, ids: Ids) -> bool:
    """Say whether anything is left of an element without its moved notes and its headings."""
    if is_tei(element, "head", "pb", "lb", "milestone") or is_moved(element, notes, ids):
        return False
    if is_tei(element, "graphic") or (element.text or "").strip():
        return True
    return any(has_rest(c, notes, ids) or (c.tail or "").strip() for c in element.iterchildren(etree.Element))
