"""What a page's panel says of its problems, as plain values for the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from edition import forge, model
from edition.model.lines import lines, place
from edition.problems import Problem, Severity

MOST = 40
"""So many problems are shown on a page; `edition check` tells all."""
RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Told(NamedTuple):
    """A problem as the panel shows it; `anchor` is on the page, `edit` an address on the forge."""

    severity: str
    line: int
    found: str
    wanted: str
    code: str
    anchor: str
    edit: str


class Panel(NamedTuple):
    """The problems of a page: those that are shown, worst first, and how many there are."""

    told: tuple[Told, ...] = ()
    total: int = 0


def panels(
    edition: model.Edition, document: model.Document, problems: Collection[Problem]
) -> dict[str, list[tuple[Problem, str]]]:
    """Return page -> its problems, worst first, each with its anchor on the page."""
    known = lines(document)
    out: defaultdict[str, list[tuple[Problem, str]]] = defaultdict(list)
    for problem in sorted(problems, key=lambda one: RANK[one.code.severity]):
        page, anchor = place(edition, known, problem.place.line)
        out[page].append((problem, anchor))
    return out


def panel(problems: Sequence[tuple[Problem, str]], edit_url: str, kind: str) -> Panel:
    """Return what a page's panel says; `edit_url` is where the document is edited, on a `kind` of forge."""
    told = tuple(
        Told(
            str(problem.code.severity),
            problem.place.line,
            problem.found,
            problem.wanted,
            problem.code.slug,
            anchor,
            forge.at_line(edit_url, kind, problem.place.line),
        )
        for problem, anchor in problems[:MOST]
    )
    return Panel(told, len(problems))
