"""Notes: where each is called, where its body is printed, with what mark (TEI P5 §3.9).

A note stands at its call, or elsewhere with a pointer between the two: `@target` on the note, or a `ref`
or `ptr` to the note. Wherever the body stands in the file, it is printed on the page of its first call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lxml import etree

from edition.model.ids import Ids
from edition.model.reading import reading_text
from edition.model.series import Series, marks, series_of
from edition.tei.names import DIVISIONS, is_tei, local

INLINE_PLACES = frozenset(("inline", "inspace", "interlinear"))
TEXTUAL = frozenset(
    "bibl biblStruct biblFull analytic monogr series imprint witness msDesc msIdentifier person personGrp "
    "place org event nym object listBibl listPerson listPlace listOrg listEvent castItem entry sense form "
    "msItem msItemStruct msContents msPart physDesc history additional recordHist source custodialHist "
    "etym correspAction relation choice notesStmt respStmt change state trait occupation figDesc".split()
)
"""Where a note is part of the description around it, printed in place."""
APPARATUS = frozenset("app rdgGrp listApp".split())
BLOCKS = DIVISIONS | frozenset("body front back text standOff sp".split())
"""Where a note without a call stands between paragraphs, and is printed there."""
CALL_TYPES = frozenset("noteanchor note footnote endnote noteref notecall fn".split())


class Role(StrEnum):
    """How a note reaches the reader."""

    CALL = "call"
    """Called where it stands."""
    ELSEWHERE = "elsewhere"
    """Called by pointers from elsewhere; printed with the notes of the first caller's page."""
    BLOCK = "block"
    """Called by nothing: printed where it stands, between paragraphs."""
    TEXT = "text"
    """Part of the text or description around it."""
    APPARATUS = "apparatus"
    """Part of an apparatus entry."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: ids only. `calls` are the ids of its calls in reading order, the note's own first."""

    id: str
    role: Role
    mark: str
    page: str
    calls: tuple[str, ...] = ()
    printed: bool = True
    """The mark is the source's own (`@n`, or the caller's text), not counted by us."""
    series: Series = Series.MAIN


@dataclass(slots=True)
class Notes:
    """Notes by id; `callers`: id of a `ref` or `ptr` -> note; `after`: id -> notes attached there."""

    by_id: dict[str, Note] = field(default_factory=dict)
    callers: dict[str, str] = field(default_factory=dict)
    after: dict[str, tuple[str, ...]] = field(default_factory=dict)
    on_page: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Page -> the notes whose bodies are printed on it."""
    several: bool = False
    """Whether notes of more than one series are called."""

    def of_page(self, page: str) -> list[Note]:
        """Return the notes whose bodies are printed on a page."""
        return [self.by_id[ident] for ident in self.on_page.get(page, ())]


def is_call(pointer: etree._Element, note: etree._Element) -> bool:
    """Say whether a pointer to a note calls it, or only speaks of it (“see note 7”)."""
    if is_tei(pointer, "ptr") or (pointer.get("type") or "").lower() in CALL_TYPES:
        return True
    text = reading_text(pointer).strip("[]().* \u00a0")
    if not text or text == note.get("n"):
        return True
    return not note.get("n") and (len(text) == 1 or (text.isdigit() and len(text) < 4))


def stands(note: etree._Element) -> Role:
    """Return the role of a note that nothing points to and that points to nothing."""
    parent = note.getparent()
    while parent is not None and is_tei(parent, "noteGrp", "seg"):
        parent = parent.getparent()
    name = local(parent) if parent is not None else ""
    if name in APPARATUS:
        return Role.APPARATUS
    if name in TEXTUAL or note.get("place") in INLINE_PLACES:
        return Role.TEXT
    return Role.BLOCK if name in BLOCKS else Role.CALL


def index(
    root: etree._Element, ids: Ids, page_of: MutableMapping[str, str], resolve: Callable[[str], str | None]
) -> Notes:
    """Return the notes of a document. `resolve` turns a pointer into an id of this document, or None."""
    bodies = {ids.of[n]: n for n in root.iter("{*}note") if is_tei(n) and ids.of.get(n, "") in page_of}
    callers = pointers_to(root, bodies, ids, page_of, resolve)
    out = Notes()
    for ident, body in bodies.items():
        role, calls = stands(body), callers[ident]
        targets = [i for p in (body.get("target") or "").split() if (i := resolve(p)) and i in page_of]
        own = [body.get("n") or "", *(reading_text(ids.element[c]) for c in calls)]
        if role is Role.CALL and not targets:
            calls = [ids.reserve(f"{ident}-call"), *calls]
        elif role is not Role.APPARATUS and (calls or targets):
            role = Role.ELSEWHERE
        page = page_of.get(calls[0], page_of[ident]) if calls else page_of[ident]
        if role is Role.ELSEWHERE and not calls:
            page, calls = page_of[targets[-1]], [ids.reserve(f"{ident}-call")]
            out.after[targets[-1]] = (*out.after.get(targets[-1], ()), ident)
        page_of.update((call, page) for call in calls if call not in page_of)
        mark = next((m for m in own if m), "")
        out.callers.update(dict.fromkeys(callers[ident], ident))
        series = series_of(body, lambda pointer: ids.element.get(pointer.rpartition("#")[2]))
        out.by_id[ident] = Note(ident, role, mark, page, tuple(calls), bool(mark), series)
    printed: defaultdict[str, list[str]] = defaultdict(list)
    for note in out.by_id.values():
        printed[note.page].append(note.id)
    out.on_page = {page: tuple(found) for page, found in printed.items()}
    return counted(out)


def pointers_to(
    root: etree._Element,
    bodies: Mapping[str, etree._Element],
    ids: Ids,
    page_of: MutableMapping[str, str],
    resolve: Callable[[str], str | None],
) -> dict[str, list[str]]:
    """Return, for each note, the ids of the pointers that call it, in reading order."""
    found: dict[str, list[str]] = defaultdict(list)
    for pointer in root.iter("{*}ref", "{*}ptr"):
        target = (pointer.get("target") or "").strip()
        note = resolve(target) if is_tei(pointer) and target else None
        if note is None or note not in bodies or not is_call(pointer, bodies[note]):
            continue
        holders = (ids.of.get(ancestor, "") for ancestor in pointer.iterancestors())
        around = next((page_of[i] for i in holders if i in page_of), None)
        if around is not None:
            ident = ids.of.get(pointer) or ids.assign(
                pointer, call_name(note, bodies[note], len(found[note]))
            )
            page_of.setdefault(ident, around)
            found[note].append(ident)
    return found


def call_name(note: str, body: etree._Element, earlier: int) -> str:
    """Return the id wanted for a call by pointer, after `earlier` others and the note's own."""
    number = earlier + (2 if stands(body) is Role.CALL else 1)
    return f"{note}-call{number}" if number > 1 else f"{note}-call"


def counted(notes: Notes) -> Notes:
    """Give a mark to each called note that has none of its own, counted by page and series.

    What no one signs is counted with the author's notes. The document's main series has numbers where the
    page prints none of its own, letters beside them; any other has its own alphabet. No mark stands twice on
    a page.
    """
    called = [n for n in notes.by_id.values() if n.role in (Role.CALL, Role.ELSEWHERE)]
    hands = [Series.MAIN if n.series is Series.AUTHOR else n.series for n in called]
    main = min(hands, key=list(Series).index, default=Series.MAIN)
    notes.several = any(hand is not main for hand in hands)
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for note in notes.by_id.values():
        if note.mark:
            taken[note.page].add(note.mark)
    printed = frozenset(page for page, found in taken.items() if found)
    alphabets: dict[tuple[str, Series], Iterator[str]] = {}
    for note, hand in zip(called, hands, strict=True):
        if note.mark:
            continue
        numbered = hand is main and note.page not in printed
        alphabet = alphabets.setdefault((note.page, hand), marks(hand, numbered))
        mark = next(m for m in alphabet if m not in taken[note.page])
        taken[note.page].add(mark)
        notes.by_id[note.id] = replace(note, mark=mark)
    return notes
