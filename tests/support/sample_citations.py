"""Random samples of citations for judging by eye, and the verdicts kept as facts: line, note, work, verdict.

    python -m support.sample_citations tei/001.xml --seed 7 --citations 200 --verdicts citations-001.toml

prints notes, drawn at random, with what was found in each and which work it was taken for; into the file go
the same citations without their words, with `verdict = ""` to be filled in: `right`, `wrong` (the link),
`open` (rightly left without a link), `lost` (it should have a link), `false` (no citation). A citation that
was not found is added by hand, with `verdict = "missed"`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from edition.annotate.works.propose import Proposal, propose
from edition.model import Edition

VERDICTS = ("right", "wrong", "open", "lost", "false", "missed")


@dataclass(frozen=True)
class Found:
    """One citation: the line and note it stands in, its place in the note, its form, and its work."""

    line: int
    note: str
    nth: int
    form: str
    work: str
    cert: str
    said: str = ""
    text: str = ""


def found(proposal: Proposal, path: str) -> list[Found]:
    """Return the citations of a document in order."""
    nth: Counter[str] = Counter()
    out = []
    for line, note, cited in proposal.cited[path]:
        nth[note] += 1
        work = cited.entry.id if cited.entry else ""
        out.append(
            Found(line, note, nth[note], cited.citation.form, work, cited.cert, cited.said, cited.text)
        )
    return out


def proposed(file: Path) -> list[Found]:
    """Return the citations of one TEI file, alone in its edition."""
    edition = Edition.load(file.parent, [file.name])
    return found(propose(edition, {file.name: file.read_bytes()}, "bibliography.xml"), file.name)


def sample(every: list[Found], seed: int, size: int) -> list[Found]:
    """Return all citations of notes drawn at random, until there are `size` of them."""
    notes = sorted({one.note for one in every})
    random.Random(seed).shuffle(notes)
    chosen: list[Found] = []
    for note in notes:
        if len(chosen) >= size:
            break
        chosen += [one for one in every if one.note == note]
    return sorted(chosen, key=lambda one: (one.line, one.note, one.nth))


def facts(chosen: list[Found]) -> str:
    """Return a sample without words, in TOML, with room for the verdicts."""
    lines = []
    for one in chosen:
        place = f'line = {one.line}, note = "{one.note}", nth = {one.nth}'
        lines.append(f'  {{ {place}, form = "{one.form}", work = "{one.work}", verdict = "" }},')
    return "citations = [\n" + "\n".join(lines) + "\n]\n"


def rates(verdicts: list[str]) -> dict[str, float]:
    """Return the shares that are asked for: citations found, right works, wrong links."""
    count = Counter(verdicts)
    there = len(verdicts) - count["false"]
    judged = there - count["missed"]
    return {
        "found": (there - count["missed"]) / there,
        "right": (count["right"] + count["open"]) / judged,
        "wrong": (count["wrong"] + count["false"]) / len(verdicts),
    }


def load(file: Path) -> list[dict[str, str | int]]:
    """Return the judged citations of a file."""
    return list(tomllib.loads(file.read_text("utf-8"))["citations"])


def show(chosen: list[Found]) -> None:
    """Print a sample for the eye."""
    last = ""
    for one in chosen:
        if one.note != last:
            print(f"\n{one.line} {one.note}: {' '.join(one.text.split())[:1200]}")
            last = one.note
        print(f"    {one.nth}. {one.form:10} {one.work or '?'} [{one.cert}]  <-  {one.said}")


def run() -> None:
    """Draw a sample of a TEI file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--citations", type=int, default=200)
    parser.add_argument("--verdicts", type=Path, help="file for the facts")
    options = parser.parse_args()
    chosen = sample(proposed(options.file), options.seed, options.citations)
    show(chosen)
    if options.verdicts:
        options.verdicts.write_text(facts(chosen), "utf-8")
    print(f"\n{len(chosen)} citations", file=sys.stderr)


if __name__ == "__main__":
    run()
