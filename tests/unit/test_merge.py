"""Two editors' versions merged: no edit is lost, and the result is always well-formed."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from edition.tei.names import ID
from edition.tei.parse import well_formed
from edition.versions.merge import merge
from tests.support import histories

HISTORIES = 1000


def said(data: bytes, *, remarks: bool = True) -> set[str]:
    root = well_formed(data, "merged.xml")
    comments = (comment.text or "" for comment in root.iter(etree.Comment) if remarks)
    return set(histories.WORD.findall(" ".join([*root.itertext(), *comments])))


def history(seed: int) -> tuple[bytes, bytes, bytes]:
    rng = random.Random(seed)
    root = histories.base(rng)
    count = rng.randint(1, 5)
    ours, theirs = (histories.edited(root, rng, prefix, count) for prefix in "ot")
    return histories.written(root), histories.written(ours), histories.written(theirs)


@pytest.mark.parametrize("first", range(0, HISTORIES, 100))
def test_no_edit_is_lost(first: int) -> None:
    for seed in range(first, first + 100):
        base, ours, theirs = history(seed)
        merged, conflicts = merge(base, ours, theirs, "made.xml")
        b, o, t, m = map(said, (base, ours, theirs, merged))
        assert m >= (o - b) | (t - b), f"history {seed}: a new word is lost"
        assert m >= o & t, f"history {seed}: a word that both kept is lost"
        if not conflicts:
            assert m == (o & t) | (o - b) | (t - b), f"history {seed}: a deletion is undone"


def attributes(data: bytes) -> dict[str, dict[str, str]]:
    """Return the attributes of each paragraph and chapter by its id."""
    found = well_formed(data, "merged.xml").iter("{*}p", "{*}div")
    return {str(e.get(ID)): {str(k): str(v) for k, v in e.attrib.items()} for e in found}


@pytest.mark.parametrize("seed", range(100))
def test_attributes_are_those_of_whoever_changed_them(seed: int) -> None:
    base, ours, theirs = history(seed)
    merged, conflicts = merge(base, ours, theirs, "made.xml")
    b, o, t, m = map(attributes, (base, ours, theirs, merged))
    for ident in [] if conflicts else b.keys() & o.keys() & t.keys() & m.keys():
        for name in {*b[ident], *o[ident], *t[ident]}:
            was, one, other, now = (side[ident].get(name) for side in (b, o, t, m))
            assert now == (other if one == was else one), f"history {seed}: {name} of {ident}"


@pytest.mark.parametrize("seed", range(20))
def test_one_who_changed_nothing_changes_nothing(seed: int) -> None:
    base, ours, _ = history(seed)
    assert merge(base, ours, base, "made.xml") == (ours, [])
    assert merge(base, base, ours, "made.xml") == (ours, [])
    assert merge(base, ours, ours, "made.xml") == (ours, [])
