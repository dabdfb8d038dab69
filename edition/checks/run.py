"""A check of an edition: every rule over every file, then the rules over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from edition.checks import links, structure, text
from edition.checks.cache import Found, Store, key
from edition.checks.facts import Facts, facts
from edition.checks.links import All
from edition.folder import Folder
from edition.model.source import Source, read
from edition.problems import EditionError, Problem
from edition.tei.format import decoded
from edition.tei.parse import parse

FILE_RULES: tuple[Callable[[Source], Iterator[Problem]], ...] = (
    *structure.RULES,
    text.characters,
    text.quotes,
)
"""Rules over one file."""
PASSAGE_RULES = (text.scripts, text.words, text.hyphens)
"""Rules over one passage of running text."""


def look(data: bytes, path: str, shown: str) -> Found:
    """Return what is wrong in one file, and its facts; `path` is from the folder, `shown` what is printed."""
    try:
        root = parse(data, shown).getroot()
    except EditionError as error:
        return Found((error.problem,))
    source = read(decoded(data, root), root, shown)
    problems = [problem for rule in FILE_RULES for problem in rule(source)]
    for passage in source.passages:
        problems += (problem for rule in PASSAGE_RULES for problem in rule(source, passage))
    return Found(tuple(problems), facts(source, path))


def check(
    folder: Folder,
    at: Path,
    store: Store,
    released: Mapping[str, frozenset[str]] | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> list[Problem]:
    """Return the problems of all documents of a folder, in order of file and line.

    `at` is the folder's path as problems print it; `released` the ids of the last release by path;
    `step` is called with the name of each file when its turn comes.
    """
    problems: list[Problem] = list(folder.problems)
    known: dict[str, Facts] = {}
    for path, data in folder.documents.items():
        step(path)
        shown = (at / path).as_posix()
        own = key(path, shown, data)
        found = store.get(own)
        if found is None:
            found = look(data, path, shown)
            store.put(own, found)
        problems += found.problems
        if found.facts is not None:
            known[found.facts.id] = found.facts
    every = All(known, folder.files, released or {}, at)
    problems += (problem for rule in links.RULES for problem in rule(every))
    return sorted(problems, key=order)


def order(problem: Problem) -> tuple[str, int, int, str]:
    """Return what problems are sorted by."""
    return problem.place.path, problem.place.line, problem.place.column, problem.code.slug


def chosen(problem: Problem, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Say whether a problem's code is wanted; both lists hold codes, or patterns such as `id-*`."""
    slug = problem.code.slug
    if any(fnmatchcase(slug, pattern) for pattern in ignore):
        return False
    return not select or any(fnmatchcase(slug, pattern) for pattern in select)
