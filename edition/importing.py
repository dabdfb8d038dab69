"""`edition import`: a source and its card become a TEI file and a ledger.

`convert` is pure: bytes in, bytes and an account out. `store` writes, and refuses to write over a file
that an editor has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from edition import proof
from edition.config import Card
from edition.ledger import Ledger, ranges, words
from edition.problems import Code, EditionError, Place, Problems
from edition.readers import READERS, Reader, decode, detect, hyphens, notes, outline, records
from edition.readers.decode import Decoded
from edition.readers.markdown import bodies, dressed, flow, folios, insets
from edition.readers.scripts import language_of
from edition.tei import build, header
from edition.tei.conflicts import IMPORTS
from edition.tei.names import LANG, is_tei, tei
from edition.tei.parse import parse
from edition.tei.write import read_whole, serialise, settle, write_whole
from edition.tokens import Block, Call, Kind, Source, plain
from edition.versions.ids import adopt
from edition.versions.merge import merge

TAKEN_MARKS = frozenset(
    {"note-call", "note-number", "list-number", "list-marker", "head-number", "link-target"}
)
"""Rules that take a mark out of the text which the TEI holds as an attribute: nothing is discarded."""


@dataclass(slots=True)
class Conversion:
    """What became of a source."""

    ident: str
    tei: bytes
    ledger: Ledger
    reader: str
    found: str
    counts: Counter[str] = field(default_factory=Counter)


def convert(data: bytes, path: str, ident: str, card: Card, problems: Problems) -> Conversion:
    """Return the TEI of a source's bytes. The same bytes and card give the same TEI.

    `path` names the source in problems, `ident` is the stem of the TEI file. Raises `EditionError` where
    the bytes are no text (see `edition.readers.decode`); every other fault goes into `problems`.
    """
    decoded = decode.decode(data, path, problems)
    ledger = Ledger(path, normalised=decoded.normalised)
    reader, found = choose(decoded, card, path)
    source, place = read(decoded.lines, reader, card, ledger, problems)
    listed = keywords(source.blocks)
    lead, texts = outline.divide(source.blocks, card.title, reader.marked, ledger)
    for sections in (section for text in texts for section in text.sections()):
        sections[:] = [records.recognise(div) for div in sections]
        for div in sections:
            dressed.run_in_heads(div)
        for line, text in (found for div in sections for found in records.unread(div)):
            problems.add(Code.DATE_UNREAD, line, f"the date “{text}” could not be read", "its text is kept")
    built = build.build(lead, texts, source.notes, place)
    check_words(decoded, reader, ledger, built.text, problems)
    account = header.Account(
        source=Path(path).name,
        digest=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        reader=reader.name,
        found=found,
        normalised=ledger.normalised,
        taken=discarded(ledger),
        languages=dict.fromkeys(languages(built.text), ""),
        keywords=listed,
        julian=built.text.xpath("boolean(.//@datingMethod)") is True,
        editions=sorted({pb.get("ed", "") for pb in built.text.iter(tei("pb"))}),
    )
    card.language = card.language or language_of(" ".join(decoded.lines))
    root = header.document(card, account, built.text, ident)
    counts = summary(built, source, ledger, decoded)
    return Conversion(ident, seal(root), ledger, reader.name, found, counts)


def choose(decoded: Decoded, card: Card, path: str) -> tuple[Reader, str]:
    """Return the reader the card asks for, or the one that detection finds, and why."""
    if card.format:
        if card.format not in READERS:
            raise EditionError(
                Code.FORMAT_UNKNOWN, Place(path), f"format {card.format!r}", ", ".join(READERS)
            )
        return READERS[card.format], "asked for by the card"
    return detect(decoded.lines)


def read(
    lines: Sequence[str], reader: Reader, card: Card, ledger: Ledger, problems: Problems
) -> tuple[Source, str]:
    """Return the source with notes linked and broken paragraphs joined, and where its notes stand."""
    blocks = reader.read(lines, ledger, problems)
    if reader.marked:
        blocks = insets.find(folios.find(blocks, ledger))
        blocks = blocks if card.notes == "none" else bodies.find(blocks, ledger)
    place = "bottom" if any(block.kind is Kind.NOTE and block.page for block in blocks) else "end"
    source = Source(blocks) if card.notes == "none" else notes.link(blocks, ledger, problems)
    if reader.marked:  # a note's body among the lines breaks a paragraph too, so it is out of the way by now
        lexicon = cache(lambda: hyphens.lexicon(lines))  # few texts divide words
        source.blocks = dressed.find(flow.join(source.blocks, ledger, lexicon))
        for note in source.notes.values():
            note.children = flow.join(note.children, ledger, lexicon)
    return source, place


def check_words(
    decoded: Decoded, reader: Reader, ledger: Ledger, text: etree._Element, problems: Problems
) -> None:
    """Prove that no word was lost or added; a difference is an error that names the words."""
    source = proof.source_words(decoded.lines, reader.marked)
    lacking, surplus = proof.difference(source, ledger, proof.tei_words(text, reader.marked))
    for name, words_ in (("lacks", lacking), ("has too often", surplus)):
        if words_:
            listed = ", ".join(f"{word} ×{count}" for word, count in words_.most_common(12))
            problems.add(
                Code.WORDS_UNEQUAL,
                0,
                f"the TEI {name} {words_.total()} words: {listed}",
                "please report this source",
            )


def discarded(ledger: Ledger) -> Counter[str]:
    """Return how many words each rule discarded; marks that became attributes are not discarded."""
    out: Counter[str] = Counter()
    for _, rule, text in ledger.taken:
        if rule not in TAKEN_MARKS:
            out[rule] += len(words(text))
    return out


def languages(text: etree._Element) -> Iterator[str]:
    """Yield the languages that stretches of the text are marked with."""
    for element in text.iter(etree.Element):
        if element.get(LANG):
            yield str(element.get(LANG))


def keywords(blocks: Sequence[Block]) -> list[str]:
    """Return the keywords that a source lists, in one line or a line each."""
    found: list[str] = []
    for block in blocks:
        if block.kind is Kind.P and block.type == "keywords":
            text = plain(block.inlines).partition(":")
            listed = text[2] if text[1] and len(text[0]) < 12 else plain(block.inlines)
            found.extend(word.strip(" .") for word in listed.replace(";", ",").split(",") if word.strip(" ."))
    return found


def summary(built: build.Built, source: Source, ledger: Ledger, decoded: Decoded) -> Counter[str]:
    """Return the counts that the import's summary prints."""
    lost = built.counts["note:lost"]
    kinds = {
        name: count
        for name, count in built.counts.items()
        if name in {"pb", "person", "term", "event", "bibl"}
    }
    return Counter(
        {
            "words": sum(len(words(line)) for line in decoded.lines),
            "discarded": discarded(ledger).total(),
            "chapters": built.counts["div:chapter"],
            "paragraphs": built.counts["p"],
            "calls": sum(1 for call in _calls(source)),
            "linked": len(source.notes) - lost,
            "lost": lost,
            "figures": built.counts["figure"],
            **kinds,
        }
    )


def _calls(source: Source) -> Iterator[Call]:
    for block in [*source.blocks, *source.notes.values()]:
        yield from bodies.calls_in(block)


# ---- sealing: telling an import from an edited file, with nothing but the file


def seal(root: etree._Element) -> bytes:
    """Return the file's bytes, with its content's digest in `revisionDesc/change/@n`. Changes the tree."""
    change = import_change(root)
    if change is not None:
        change.attrib.pop("n", None)
        change.set("n", hashlib.sha256(settle(root)).hexdigest())
    return settle(root)


def import_change(root: etree._Element) -> etree._Element | None:
    """Return the `change` that records the import."""
    found = root.find(f".//{tei('revisionDesc')}/{tei('change')}[@type='import']")
    return found if found is not None and is_tei(found) else None


def is_untouched(data: bytes, path: str) -> bool:
    """Say whether a TEI file is just as an import wrote it."""
    root = parse(data, path).getroot()
    change = import_change(root)
    if change is None:
        return False
    digest = change.attrib.pop("n", "")
    return hashlib.sha256(serialise(root)).hexdigest() == digest


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a file that git has."""

    past: Callable[[], Iterable[bytes]] = list
    """Gives them, the newest first."""
    keep: Callable[[bytes], None] = lambda _: None
    """Is given an import before it is merged with edits: what the next one comes from, if it is kept."""


NONE = Versions()


def store(
    conversion: Conversion,
    target: Path,
    force: bool,
    problems: Problems,
    versions: Versions = NONE,
) -> str:
    """Write the TEI file whole; return `written`, `unchanged`, `replaced` or `merged`.

    A file that was edited since it was imported is merged with what the import makes of the source now; the
    newest of its `versions` that no one had edited is what both come from. Editors win; each conflict is
    added to `problems`. Paragraphs keep their ids, edited or not, unless `force` is set.

    Raises `tei-changed` if there is no such version and `force` is not set.
    """
    present, name = read_whole(target), str(target)
    if present is None or force:
        new, done = conversion.tei, "written" if present is None else "replaced"
    elif is_untouched(present, name):
        new, done = adopted(conversion, present, name), "replaced"
    else:
        imported = next((data for data in versions.past() if was_imported(data, name)), None)
        if imported is None:
            raise no_base(target)
        theirs = adopted(conversion, imported, name)
        new, conflicts = merge(imported, present, theirs, name, IMPORTS)
        done = "merged"
        problems.extend(conflicts)
        if new != present and theirs != imported:
            versions.keep(theirs)
    if new == present:
        return "unchanged"
    write_whole(target, new)
    return done


def adopted(conversion: Conversion, before: bytes, path: str) -> bytes:
    """Return a new import with the ids of the one before it; its digest is that of what it is then."""
    return seal(parse(adopt(conversion.tei, before, path), path).getroot())


def no_base(target: Path) -> EditionError:
    """Return the error for an edited file of which git has no version from before the edits."""
    return EditionError(
        Code.TEI_CHANGED,
        Place(str(target)),
        "the file was edited after it was imported, and git has no version from before the edits; "
        "it is left as it is",
        "--force to overwrite the edits, or --into another folder to compare",
    )


def was_imported(data: bytes, path: str) -> bool:
    """Say whether a version of a file is as an import wrote it; one that is no TEI is not."""
    try:
        return is_untouched(data, path)
    except EditionError:
        return False


def ledger_json(conversion: Conversion, lines: int) -> str:
    """Return the ledger as JSON: line ranges by class, words taken by rule, joins, and the sums."""
    by_class: dict[str, list[int]] = {}
    for line, kind in conversion.ledger.classes.items():
        by_class.setdefault(kind, []).append(line)
    taken: dict[str, list[tuple[int, str]]] = {}
    for line, rule, text in conversion.ledger.taken:
        taken.setdefault(rule, []).append((line, text))
    data = {
        "source": Path(conversion.ledger.path).name,
        "lines": lines,
        "reader": conversion.reader,
        "found": conversion.found,
        "counts": dict(sorted(conversion.counts.items())),
        "classes": {kind: ranges(found) for kind, found in sorted(by_class.items())},
        "taken": dict(sorted(taken.items())),
        "joins": conversion.ledger.joins,
        "splits": conversion.ledger.splits,
        "normalised": dict(sorted(conversion.ledger.normalised.items())),
    }
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {rows(value)}" for key, value in data.items()) + "\n}\n"


def rows(value: object) -> str:
    """Return a value as JSON, each entry of a table on a line of its own."""
    if not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    entries = (f" {json.dumps(key)}: {json.dumps(found, ensure_ascii=False)}" for key, found in value.items())
    return "{\n" + ",\n".join(entries) + "}"
