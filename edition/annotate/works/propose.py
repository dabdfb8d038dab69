"""The citations of an edition's notes, proposed as markup, and the entries that its bibliography lacks.

Pure: documents' bytes in, new bytes and problems out. What stands in the files stays (see `sequence`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from edition.annotate.works import bibliography, catalogue, draft, markup
from edition.annotate.works.catalogue import Catalogue, Entry
from edition.annotate.works.cited import Cited
from edition.annotate.works.resolve import resolve
from edition.annotate.works.sequence import Sequence, sequence
from edition.model.document import Document
from edition.model.edition import Edition
from edition.model.links import Inside
from edition.model.reading import shortened
from edition.problems import Code, Problems
from edition.tei import amend
from edition.tei.amend import Amendable

Advance = Callable[[str], None]


@dataclass(slots=True)
class Proposal:
    """What a run would write: new bytes by path, from the edition's folder; what it found and doubts."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problems] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """Document -> how many `citations` it has; by form `full`, `short`, `ibid`; `decided` by an editor;
    `linked` with a work, of these `doubtful`; `open`, without one."""
    works: list[Entry] = field(default_factory=list)
    """New entries of the bibliography."""
    cited: dict[str, list[tuple[int, str, Cited]]] = field(default_factory=dict)
    """Document -> its citations, each with line and note."""


LONGEST = 60
"""So much of a citation is shown in a problem."""
FORMS = {"short": "short", "op-cit": "short", "idem": "short", "ibid": "ibid", "continued": "ibid"}


@dataclass(slots=True)
class _Text:
    """One document on its way."""

    document: Document
    shown: str
    file: Amendable
    notes: Sequence


def propose(
    edition: Edition,
    data: Mapping[str, bytes],
    target: str,
    shown: Callable[[str], str] = str,
    advance: Advance = lambda _: None,
) -> Proposal:
    """Return what is to be written for the documents in `data` (bytes by path, from the edition's folder).

    `target` is the path of the bibliography that new works go to; its bytes, if there is one, are in `data`.
    `shown` makes of such a path the one that problems name. `advance` is called with a document's path
    before it is read. Raises `EditionError` where a file cannot be amended.
    """
    known = catalogue.of_edition(edition, target)
    entries = {(entry.path, entry.id): entry for entry in known.entries}
    texts = []
    for path in sorted(data):
        advance(path)
        texts.append(_read(edition, path, data[path], entries, shown(path)))
    resolve([text.notes.notes for text in texts], known)
    new = cited_drafts(texts, known)
    out = Proposal(works=new)
    for text in texts:
        _write(text, target, out)
    if new:
        drafts = [draft.entry(one.id, one.facts) for one in new]
        before = out.files.get(target, data.get(target))
        out.files[target] = bibliography.extend(before, shown(target), drafts)
    return out


def _read(
    edition: Edition, path: str, data: bytes, entries: Mapping[tuple[str, str], Entry], shown: str
) -> _Text:
    """Read a document's notes and find the citations in them. `entries` are the works by file and id."""
    document = edition.documents[edition.paths[path]]

    def work(pointer: str) -> Entry | None:
        found = edition.resolve(pointer, document)
        if not isinstance(found, Inside):
            return None
        return entries.get((edition.documents[found.document].path, found.id))

    file = amend.read(data, shown)
    return _Text(document, shown, file, sequence(file.root, work))


def cited_drafts(texts: Iterable[_Text], known: Catalogue) -> list[Entry]:
    """Return the new works that a citation leads to; a draft that none does in the end is dropped."""
    cited = {spot.cited.entry for text in texts for spot in text.notes.spots}
    return [entry for entry in known.entries if entry.drafted and entry in cited]


def _write(text: _Text, bibliography_path: str, out: Proposal) -> None:
    """Write a document's citations, count them, and list what an editor should look at."""
    path = text.document.path
    problems = Problems(text.shown)
    counts: Counter[str] = Counter()
    rows = []
    for spot in text.notes.spots:
        line = spot.block.line()
        rows.append((line, spot.note, spot.cited))
        count(spot.cited, counts)
        report(spot.cited, line, problems)
    if markup.write(text.notes.spots, path, bibliography_path):
        out.files[path] = text.file.data()
    out.problems.append(problems)
    out.counts[path] = counts
    out.cited[path] = rows


def count(cited: Cited, counts: Counter[str]) -> None:
    """Count a citation."""
    counts["citations"] += 1
    counts["decided" if cited.fixed else FORMS.get(cited.citation.form, "full")] += 1
    counts["linked" if cited.entry is not None else "open"] += 1
    if cited.entry is not None and cited.cert != "high":
        counts["doubtful"] += 1


def report(cited: Cited, line: int, problems: Problems) -> None:
    """List what is doubtful about a citation."""
    said = shortened(cited.said, LONGEST)
    among = sorted(entry.id for entry in cited.candidates)[:5]
    if cited.fixed and cited.entry is None:
        return
    if cited.entry is None and among:
        wanted = f"one of {', '.join(among)}" if len(among) > 1 else f"perhaps {among[0]}"
        problems.add(Code.CITATION_AMBIGUOUS, line, f"“{said}”: {cited.reason}", wanted)
    elif cited.entry is None:
        problems.add(Code.CITATION_OPEN, line, f"“{said}”: {cited.reason}", "point corresp to its work")
    elif cited.cert != "high":
        found = f"“{said}” is taken for {cited.entry.id}, with {cited.cert} certainty"
        problems.add(Code.CITATION_DOUBTFUL, line, found, "confirm it (take cert away) or correct it")
