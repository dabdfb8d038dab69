"""TEI files against the schema TEI P5 `tei_all`, all of them in one run of jing.

jing needs a Java runtime and 1 s for schema and files together; libxml2 needs 20 s for the schema alone.
As a command, for a look between two commits (the schema stands in `../shared/schema`):

    python tests/support/jing.py tei/*.xml
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.checks.schema import available, messages
from edition.problems import EditionError
from edition.tei.parse import load

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "schema" / "tei_all.rng"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One message of the validator."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def validate(files: Iterable[Path], schema: Path = SCHEMA, *, check_ids: bool = True) -> list[Fault]:
    """Return the faults of all files; an empty list says that every file is valid.

    jing ends its run at a file that is not well-formed, so such a file is named and left out of the run.
    `check_ids` off leaves doubled and dangling ids to others, as dirty corpora need it.
    """
    faults: list[Fault] = []
    good: list[Path] = []
    for file in (path.resolve() for path in files):
        try:
            etree.parse(file, etree.XMLParser(collect_ids=False, resolve_entities=False))
            good.append(file)
        except etree.XMLSyntaxError as error:
            faults.append(Fault(file, error.lineno or 0, error.msg or "not well-formed"))
    found = messages(schema, good, ids=check_ids)
    return faults + [Fault(Path(message.path), message.line, message.text) for message in found]


def main(names: Sequence[str]) -> int:
    """Parse the files as the project does, validate them if Java and schema are here; return an exit code."""
    files = [Path(name) for name in names]
    readable: list[Path] = []
    bad: list[str] = []
    for file in files:
        try:
            load(file)
            readable.append(file)
        except EditionError as error:
            bad.append(str(error))
    lacking = available() or ("" if SCHEMA.exists() else str(SCHEMA))
    if not lacking:
        bad += [str(fault) for fault in validate(readable)]
    for line in bad:
        print(line, file=sys.stderr)
    state = f"not validated: no {lacking}" if lacking else "validated against tei_all"
    print(f"{len(files)} TEI files read, {state}, {len(bad)} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
