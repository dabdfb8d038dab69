"""Data of other people's TEI: facts of their bibliographies are read, and every text comes out as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.citing import bibtex, csl_work, ris
from edition.citing.entry import Style, entry
from edition.citing.note import plain
from edition.citing.ris import read_ris
from edition.export.reading import reading
from edition.labels import labels
from edition.model import Edition
from edition.model.works import Kind, works

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def edition(corpora: Path) -> Edition:
    return Edition.load(corpora)


def test_bibliographies(edition: Edition) -> None:
    found = works(edition)
    assert len(found) > 75
    dated = [one for one in found.values() if one.year]
    named = [one for one in found.values() if one.authors or one.editors]
    assert len(dated) > 0.9 * len(found)
    assert len(named) > 0.9 * len(found)
    article = found["Baehrens1872"]
    assert (article.kind, article.container) == (Kind.ARTICLE, "Rheinisches Museum für Philologie")
    assert (article.volume, article.pages, article.year) == ("27", "186", "1872")
    assert all(url.startswith("http") for one in found.values() for url in one.urls)


def test_every_work_is_printed_and_written(edition: Edition) -> None:
    found = works(edition)
    words = labels("en")
    assert all(plain(entry(one, words)).endswith((".", "?", "!")) for one in found.values())
    items = [csl_work(one) for one in found.values()]
    assert bibtex(items).count("\n@") + 1 == len(items)
    assert [item["title"] for item in read_ris(ris(items))] == [item["title"] for item in items]


def test_every_text_comes_out(edition: Edition) -> None:
    style = Style(labels("en"))
    for document in edition.documents.values():
        text = reading(document, style)
        assert text.startswith(document.header.title)
        assert not [line for line in text.splitlines() if line != line.rstrip() or "\u00ad" in line][:3]
    assert "\nHAMLET\n" in reading(edition.documents["shakespeare/hamlet"], style)
