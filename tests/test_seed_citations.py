"""The citations of two seed texts, found and resolved: what is wanted of them, as counts and facts.

The texts are other people's: here are ids, numbers and names, no sentence.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from support import sample_citations
from support.jing import validate

from edition import importing
from edition.annotate.works.propose import Proposal, propose
from edition.config import load_card
from edition.model import Edition
from edition.model.document import read
from edition.problems import Problems

pytestmark = pytest.mark.corpus

CARDS = Path(__file__).parent / "seeds"
BIBLIOGRAPHY = "bibliography.xml"


@cache
def data(folder: Path, name: str) -> bytes:
    """The TEI of a seed."""
    source = next(folder.glob(f"{name}_*.txt"))
    card = load_card(CARDS / f"{name}.toml")
    return importing.convert(source.read_bytes(), source.name, name, card, Problems(name)).tei


def proposal(files: dict[str, bytes]) -> Proposal:
    """What is proposed for an edition of these files."""
    documents = {path[:-4]: read(one, path) for path, one in files.items()}
    return propose(Edition(documents).indexed(), files, BIBLIOGRAPHY)


@cache
def cited(folder: Path, name: str) -> Proposal:
    """What is proposed for a seed alone."""
    return proposal({f"{name}.xml": data(folder, name)})


@pytest.mark.parametrize(("name", "citations", "ibid"), [("001", 1050, 390), ("004", 700, 180)])
def test_citations_are_found_and_linked(seeds: Path, name: str, citations: int, ibid: int) -> None:
    counts = cited(seeds, name).counts[f"{name}.xml"]
    assert counts["citations"] >= citations
    assert counts["ibid"] >= ibid
    assert counts["linked"] / counts["citations"] > 0.96
    assert counts["doubtful"] / counts["citations"] < 0.05


@pytest.mark.parametrize("name", ["001", "004"])
def test_text_stays_and_a_second_run_changes_nothing(seeds: Path, name: str) -> None:
    path = f"{name}.xml"
    files = cited(seeds, name).files
    before, after = (etree.fromstring(one) for one in (data(seeds, name), files[path]))
    assert "".join(before.itertext()) == "".join(after.itertext())
    assert proposal(files).files == {}


@pytest.mark.parametrize("name", ["001", "004"])
def test_lines_without_notes_stay(seeds: Path, name: str) -> None:
    before, after = data(seeds, name).splitlines(), cited(seeds, name).files[f"{name}.xml"].splitlines()
    assert len(before) == len(after)
    assert all(b"<note" in old for old, new in zip(before, after, strict=True) if old != new)


@pytest.mark.parametrize("name", ["001", "004"])
def test_what_is_written_is_valid(seeds: Path, name: str, java: str, schema: Path, tmp_path: Path) -> None:
    for path, content in cited(seeds, name).files.items():
        (tmp_path / path).write_bytes(content)
    assert validate(sorted(tmp_path.glob("*.xml")), schema) == []


ONE_WORK = [
    ("001", "avtorkhanov", "tekhnologiia"),  # in two transliterations
    ("001", "trotsky", "my-life"),
    ("001", "riutin", "koleni"),
    ("001", "", "biulleten-oppozitsii"),  # in four spellings
    ("001", "", "voprosy-istorii-kpss"),
    ("001", "", "xvi-sezd"),  # in full and abbreviated
    ("004", "straus", "factory"),
    ("004", "getty", "origins"),
    ("004", "", "tsgaipd"),
    ("004", "", "rgavmf-f-r-34"),
]


@pytest.mark.parametrize(("name", "author", "title"), ONE_WORK, ids=lambda value: value or "nobody")
def test_a_work_cited_in_several_spellings_is_one(seeds: Path, name: str, author: str, title: str) -> None:
    found = [
        entry.id for entry in cited(seeds, name).works if entry.id.startswith(author) and title in entry.id
    ]
    assert len(found) == 1, found


def test_works_of_like_names_are_several(seeds: Path) -> None:
    works = Counter(
        one.entry.id for _, _, one in cited(seeds, "001").cited["001.xml"] if one.entry is not None
    )
    assert works["voprosy-istorii"] > 40
    assert works["voprosy-istorii-kpss"] > 15
    assert works["izvestiia-tsk-kpss"] > 20
    assert 0 < works["izvestiia"] < 5
    for congress in ("xv-", "xvi-", "xvii-"):
        assert sum(work.startswith(congress + "sezd") for work in works) == 1


def test_ibid_after_what_is_lost_stays_open(seeds: Path) -> None:
    rows = cited(seeds, "004").cited["004.xml"]
    reasons = Counter(one.reason for _, _, one in rows if one.citation.form == "ibid" and one.entry is None)
    assert reasons["the note before it is lost"] == 3


@pytest.mark.parametrize("name", ["001", "004"])
def test_works_are_those_that_a_reader_found(seeds: Path, name: str) -> None:
    judged = sample_citations.load(CARDS / f"citations-{name}.toml")
    now = {(one.note, one.nth): one.work for one in sample_citations.found(cited(seeds, name), f"{name}.xml")}
    links = [(one, now.get((one["note"], one["nth"]))) for one in judged]
    right = [one for one, work in links if one["verdict"] in ("right", "open") and work == one["work"]]
    wrong = [one for one, work in links if work and work != one["work"]]
    ibid = [(one, work) for one, work in links if one["form"] == "ibid" and one["verdict"] == "right"]
    assert len(judged) >= 200
    assert sum(work is not None for _, work in links) / len(judged) >= 0.97
    assert len(right) / len(judged) >= 0.95
    assert len(wrong) / len(judged) <= 0.01, wrong
    assert sum(work == one["work"] for one, work in ibid) / len(ibid) >= 0.98
