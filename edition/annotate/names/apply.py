"""Decisions on proposals, written into the tree: a mention, or words that are none."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.annotate.names.model import ELEMENTS, Proposal
from edition.annotate.names.propose import is_open
from edition.annotate.ranges import wrap_all
from edition.model.links import Inside
from edition.tei.make import new
from edition.tei.names import is_tei


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided on a proposal: the entry that it mentions; None if it is no mention."""

    proposal: Proposal
    target: Inside | None


def apply(answers: Iterable[Answer], paths: Mapping[str, str]) -> int:
    """Write answers into the trees of their blocks; return how many. `paths` are the documents' files by id.

    A mention becomes `persName ref`, `placeName ref` and so on; words that are none become `seg` of type
    plain, so that nothing is proposed there again. The text stays as it is.
    """
    by_block: dict[etree._Element, list[Answer]] = {}
    for answer in answers:
        by_block.setdefault(answer.proposal.block.element, []).append(answer)
    count = 0
    for element, given in by_block.items():
        new = [answer for answer in given if not fill(answer, paths)]
        wrap_all(element, [(a.proposal.start, a.proposal.end, mark(a, paths)) for a in new])
        count += len(given)
    return count


def fill(answer: Answer, paths: Mapping[str, str]) -> bool:
    """Give an open name, marked by an editor without saying whose, its pointer; say whether it was one."""
    proposal = answer.proposal
    span = (proposal.start, proposal.end)
    for inner in proposal.block.inner:
        if (inner.start, inner.end) == span and is_open(inner.element):
            if answer.target is not None:
                inner.element.set("ref", pointer(answer, paths))
            del inner.element.attrib["cert"]  # decided: this is who it is, or that nobody knows
            return True
    return False


def mark(answer: Answer, paths: Mapping[str, str]) -> etree._Element:
    """Return the element for an answer."""
    if answer.target is None:
        return new("seg", type="plain")
    name = ELEMENTS[answer.proposal.kind]
    return new(name, ref=pointer(answer, paths))


def pointer(answer: Answer, paths: Mapping[str, str]) -> str:
    """Return the pointer from a mention's file to its entry."""
    assert answer.target is not None
    here, there = paths[answer.proposal.document], paths[answer.target.document]
    if here == there:
        return f"#{answer.target.id}"
    return f"{posixpath.relpath(there, posixpath.dirname(here))}#{answer.target.id}"


def is_rejectable(proposal: Proposal) -> bool:
    """Say whether TEI allows `seg` where a proposal stands (a `desc` takes names and no segments)."""
    return not is_tei(proposal.block.element, "desc", "figDesc")
