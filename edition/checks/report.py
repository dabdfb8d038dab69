"""Problems for people and for programs: text with the line shown, JSON, SARIF, commands of GitHub's CI."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import PurePath
from typing import Any

from edition.problems import Problem, Severity, meanings

WIDTH = 100
"""How much of a line is shown, in characters."""
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""SARIF's words for severities (SARIF 2.1.0 §3.27.10)."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""GitHub's words for them."""

GRAVITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""GitLab's words for them."""

Lines = Mapping[str, Sequence[str]]
"""Path -> the file's lines."""


def text(problems: Iterable[Problem], lines: Lines) -> Iterator[str]:
    """Yield each problem on a line, below it the line of the file with a caret under what is meant."""
    for problem in problems:
        yield str(problem)
        yield from excerpt(problem, lines.get(problem.place.path, ()))


def excerpt(problem: Problem, lines: Sequence[str]) -> Iterator[str]:
    """Yield the line that a problem is in, cut to `WIDTH`, and a line of carets; nothing if there is none."""
    place = problem.place
    if not place.column or not 0 < place.line <= len(lines):
        return
    line = lines[place.line - 1]
    start = max(0, place.column - 1 - WIDTH // 2)
    shown = line[start : start + WIDTH]
    indent = len(shown) - len(shown.lstrip())
    start, shown = start + indent, shown.strip()
    before, after = "… " if line[:start].strip() else "", " …" if line[start + len(shown) :].strip() else ""
    number = str(place.line)
    carets = "^" * max(1, min(place.length, start + len(shown) - place.column + 1))
    blanks = " " * (len(before) + place.column - 1 - start)
    yield f"  {number} | {before}{shown}{after}"
    yield f"  {' ' * len(number)} | {blanks}{carets}"


def as_json(problems: Iterable[Problem], _: Lines) -> Iterator[str]:
    """Yield all problems as a JSON list of objects."""
    yield json.dumps([plain(problem) for problem in problems], ensure_ascii=False, indent=2)


def plain(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain values."""
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "code": problem.code.slug,
        "severity": str(problem.code.severity),
        "found": problem.found,
        "wanted": problem.wanted,
    }


def sarif(problems: Iterable[Problem], _: Lines) -> Iterator[str]:
    """Yield all problems as SARIF 2.1.0 (OASIS), which GitHub, GitLab and editors show at the line."""
    listed = list(problems)
    codes = sorted({problem.code for problem in listed}, key=lambda code: code.slug)
    rules = [
        {
            "id": code.slug,
            "shortDescription": {"text": meanings().get(code, code.slug)},
            "defaultConfiguration": {"level": LEVELS[code.severity]},
        }
        for code in codes
    ]
    driver = {
        "name": "edition check",
        "version": metadata.version("mkdocs-edition"),
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [result(problem) for problem in listed],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def result(problem: Problem) -> dict[str, Any]:
    """Return a problem as a result of SARIF (§3.27)."""
    place = problem.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": PurePath(place.path).as_posix()}}
    if place.line:
        physical["region"] = {"startLine": place.line}
        if place.column:
            physical["region"].update(startColumn=place.column, endColumn=place.column + max(1, place.length))
    return {
        "ruleId": problem.code.slug,
        "level": LEVELS[problem.code.severity],
        "message": {"text": sentence(problem)},
        "locations": [{"physicalLocation": physical}],
    }


def github(problems: Iterable[Problem], _: Lines) -> Iterator[str]:
    """Yield a workflow command of GitHub Actions for each problem; GitHub shows it at the line."""
    for problem in problems:
        place = problem.place
        where = {"file": place.path, "line": place.line, "col": place.column}
        if place.column:
            where["endColumn"] = place.column + max(1, place.length)
        where["title"] = problem.code.slug
        fields = ",".join(f"{name}={escaped(str(value), ':,')}" for name, value in where.items() if value)
        yield f"::{COMMANDS[problem.code.severity]} {fields}::{escaped(sentence(problem))}"


def escaped(value: str, more: str = "") -> str:
    """Return a value as workflow commands want it."""
    for char in "%\r\n" + more:
        value = value.replace(char, f"%{ord(char):02X}")
    return value


def gitlab(problems: Iterable[Problem], _: Lines) -> Iterator[str]:
    """Yield all problems as a report of code quality, which GitLab shows on a merge request."""
    seen: Counter[tuple[str, str, str]] = Counter()
    out = []
    for problem in problems:
        place = problem.place
        same = place.path, problem.code.slug, problem.found
        seen[same] += 1
        digest = hashlib.sha256(repr((*same, seen[same])).encode()).hexdigest()
        location = {"path": place.path, "lines": {"begin": max(1, place.line)}}
        values = {"description": sentence(problem), "check_name": problem.code.slug, "fingerprint": digest}
        out.append({**values, "severity": GRAVITY[problem.code.severity], "location": location})
    yield json.dumps(out, ensure_ascii=False, indent=2)


def sentence(problem: Problem) -> str:
    """Return what was found and what would be right."""
    return f"{problem.found}; {problem.wanted}" if problem.wanted else problem.found


FORMATS: dict[str, Callable[[Iterable[Problem], Lines], Iterator[str]]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
}
