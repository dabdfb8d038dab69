"""Old sins: a file of problems that are known and not to be told again.

Problems are known by file, code and wording, not by line, so that a baseline survives edits elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from edition.problems import Code, EditionError, Place, Problem
from edition.tei.write import read_whole, write_whole

Known = Counter[tuple[str, str, str]]


def key(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem is known by."""
    return problem.place.path, problem.code.slug, problem.found


def load(path: Path) -> Known:
    """Return the problems that a baseline knows, each with how often.

    Raises `source-missing` if there is no such file, `config-invalid` if it is no baseline.
    """
    data = read_whole(path)
    wanted = "a file that edition check --write-baseline wrote"
    if data is None:
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), "no such baseline", wanted)
    try:
        files = json.loads(data)
        return Counter(
            {
                (str(file), str(code), str(found)): int(times)
                for file, codes in files.items()
                for code, those in codes.items()
                for found, times in those.items()
            }
        )
    except (ValueError, AttributeError, TypeError) as error:
        raise EditionError(Code.CONFIG_INVALID, Place(str(path)), f"no baseline: {error}", wanted) from None


def save(path: Path, problems: Iterable[Problem]) -> None:
    """Write a baseline: file -> code -> wording -> how often, in order."""
    files: dict[str, dict[str, dict[str, int]]] = {}
    for (file, code, found), times in sorted(Counter(map(key, problems)).items()):
        files.setdefault(file, {}).setdefault(code, {})[found] = times
    write_whole(path, (json.dumps(files, ensure_ascii=False, indent=1) + "\n").encode())


def unknown(problems: Iterable[Problem], known: Known) -> list[Problem]:
    """Return the problems that a baseline does not know, or not so often."""
    left = Counter(known)
    out = []
    for problem in problems:
        if left[key(problem)] > 0:
            left[key(problem)] -= 1
        else:
            out.append(problem)
    return out
