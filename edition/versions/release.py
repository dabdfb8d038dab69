"""A release: what changed is written into each document's history, and no address of the last one breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from lxml import etree

from edition.model.pages import LISTS
from edition.tei import amend
from edition.tei.names import ID, in_header, is_tei, tei
from edition.versions.addresses import ALIKE, TELLING
from edition.versions.changes import is_whole
from edition.versions.diff import Change, Kind, blocks, diff, paired
from edition.versions.ids import likeness, text

COUNTED = {
    Kind.CORRECTED: ("passage corrected", "passages corrected"),
    Kind.ADDED: ("block added", "blocks added"),
    Kind.REMOVED: ("block struck out", "blocks struck out"),
    Kind.MOVED: ("block moved", "blocks moved"),
    Kind.LINKED: ("link added", "links added"),
    Kind.UNLINKED: ("link taken away", "links taken away"),
    Kind.MARKED: ("passage marked", "passages marked"),
    Kind.HEADER: ("change of the header", "changes of the header"),
}
"""What a document's history says of its changes, one and several."""
TEXTS = {Kind.ADDED: ("new text", "new texts"), Kind.REMOVED: ("text taken out", "texts taken out")}
"""The same of whole documents."""


def prepared(
    now: Mapping[str, bytes], before: Mapping[str, bytes], version: str, date: str
) -> tuple[dict[str, bytes], list[Change]]:
    """Return the documents that a release changes, by path, and all changes since the last one.

    A document that changed gets a `change` in its `revisionDesc` (TEI P5 §2.6), and an `anchor` for each id
    that it had in the last release and has no more, where its text went; none for what stands in another
    document now, nor for an entry of a register: no other entry is meant by its name. `before` is empty for
    a first release. Raises `EditionError` for a document that is no TEI.
    """
    out: dict[str, bytes] = {}
    changes: list[Change] = []
    went = elsewhere(now, before)
    for path, data in sorted(now.items()):
        old = before.get(path)
        if data == old:
            continue
        found = diff(old, data, path)
        changes += found
        file = amend.read(data, path)
        if old is not None:
            keep_ids(file.root, old, data, path, went.get(path, frozenset()))
        record(file, version, date, found)
        out[path] = file.data()
    changes += (
        change for path in sorted(before.keys() - now.keys()) for change in diff(before[path], None, path)
    )
    return out, changes


def record(file: amend.Amendable, version: str, date: str, changes: Iterable[Change]) -> None:
    """Write a release into a document's history, after what stands there."""
    header = next(file.root.iterchildren("{*}teiHeader"), None)
    if header is None:
        return
    entry = etree.Element(tei("change"), {"type": "release", "n": version, "when": date})
    entry.text = f"Version {version}: {summary(changes)}."
    history = next(header.iterchildren("{*}revisionDesc"), None)
    if history is None:
        history = etree.Element(tei("revisionDesc"))
        history.append(entry)
        file.add(header, history)
    else:
        file.add(history, entry)


def summary(changes: Iterable[Change]) -> str:
    """Return how many changes there are of each kind: `2 passages corrected, 1 block added`."""
    every = list(changes)
    texts = Counter(change.kind for change in every if is_whole(change))
    counts = Counter(change.kind for change in every) - texts
    whole = [f"{texts[kind]} {words[texts[kind] > 1]}" for kind, words in TEXTS.items() if texts[kind]]
    parts = [f"{counts[kind]} {words[counts[kind] > 1]}" for kind, words in COUNTED.items() if counts[kind]]
    return ", ".join([*whole, *parts]) or "nothing that a reader would notice"


def elsewhere(now: Mapping[str, bytes], before: Mapping[str, bytes]) -> dict[str, frozenset[str]]:
    """Return path -> the ids whose text left a document for another, with its id or word for word."""
    changed = [path for path in sorted(now.keys() | before.keys()) if now.get(path) != before.get(path)]
    old, new = (
        {path: passages(files[path], path) for path in changed if path in files} for files in (before, now)
    )
    came = {path: {i: w for i, w in new[path].items() if i not in old.get(path, {})} for path in new}
    said = {path: frozenset(those.values()) for path, those in came.items()}
    return {
        path: frozenset(
            ident
            for ident in those.keys() - new.get(path, {}).keys()
            if any(p != path and has_come(those[ident], came[p].get(ident, ""), said[p]) for p in came)
        )
        for path, those in old.items()
    }


def has_come(words: str, there: str, came: Collection[str]) -> bool:
    """Say whether a passage is among those that came to a document: word for word, or `there` by its id."""
    if words in came:
        return words.count(" ") >= TELLING - 1
    return likeness(Counter(words.split()), Counter(there.split())) >= ALIKE


def passages(data: bytes, path: str) -> dict[str, str]:
    """Return id -> words of what has both."""
    found = ((e.get(ID, ""), text(e)) for e in amend.read(data, path).root.iter(etree.Element) if e.get(ID))
    return {ident: said for ident, said in found if said}


def keep_ids(root: etree._Element, old: bytes, new: bytes, path: str, went: Collection[str]) -> None:
    """Give ids that were published and are gone an `anchor` where their text went, or in front of it.

    `went` are those that another document has now. Changes the tree.
    """
    present = {element.get(ID) for element in root.iter(etree.Element)}
    filled = (e for e in root.iter(etree.Element) if len(e) or (e.text or "").strip())
    fit = {ident: e for e in filled if (ident := e.get(ID)) and not in_header(e)}
    was_there = {e.get(ID, ""): e for e in amend.read(old, path).root.iter(etree.Element) if e.get(ID)}
    order = list(was_there)
    current = {block.key: block.id for block in blocks(new, path)}
    pairs = paired(blocks(old, path), blocks(new, path))
    heirs = {was.id: current[key] for key, was in pairs.items()}
    for place, ident in enumerate(order):
        if ident in present or ident in went:
            continue
        near = chain(range(place - 1, -1, -1), range(place + 1, len(order)))
        others = (order[n] for n in near) if not is_entry(was_there[ident]) else ()
        heir = next((fit[one] for one in chain([heirs.get(ident, "")], others) if one in fit), None)
        if heir is not None:
            insert(heir, ident)


def is_entry(element: etree._Element) -> bool:
    """Say whether an element is listed: its neighbours are not what its name means."""
    parent = element.getparent()
    return parent is not None and is_tei(parent, *LISTS)


def insert(element: etree._Element, ident: str) -> None:
    """Put an anchor at the beginning of an element."""
    anchor = etree.Element(tei("anchor"), {ID: ident})
    anchor.tail, element.text = element.text, None
    element.insert(0, anchor)


def notes(version: str, date: str, changes: Sequence[Change]) -> str:
    """Return the heading of a release's notes, in Markdown."""
    return f"# Version {version} ({date})\n\n{summary(changes)[:1].upper()}{summary(changes)[1:]}.\n"
