"""Works, by example: each case holds entries of a bibliography, how they are printed, and each format.

The part `tei` is what stands in a `listBibl`. Whatever a case holds goes there and back: as TEI of our own,
as RIS, and as BibTeX that pandoc reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support import cases

from edition.citing import bibtex, csl_text, csl_work, ris
from edition.citing.csl import name_of
from edition.citing.entry import entry, label
from edition.citing.note import Run
from edition.citing.read import read_references
from edition.citing.ris import read_ris
from edition.citing.struct import bibl_struct
from edition.labels import labels
from edition.model.works import Work, entries, work
from edition.tei.names import ID, TEI
from edition.tei.parse import parse

FOLDER = Path(__file__).parents[1] / "cases" / "bibliography"
CASES = sorted(FOLDER.glob("*.case"))
UNSAID = {
    "tei": {"id", "keyword"},
    "ris": {"id", "archive_collection", "archive", "archive_location"},
    "bibtex": {"id", "archive", "archive_collection", "archive_location", "title-short", "collection-number"},
}
"""What a format has no field for, or pandoc does not read."""


def works(path: Path) -> list[Work]:
    """Return the works of a case."""
    body = cases.load(path).parts["tei"]
    tree = parse(f'<listBibl xmlns="{TEI}">{body}</listBibl>'.encode(), path.name, ("listBibl",))
    return [work(element, "doc", element.get(ID) or "") for element in entries(tree.getroot())]


def shown(runs: tuple[Run, ...]) -> str:
    """Return an entry with titles between asterisks and addresses between angle brackets."""
    return "".join(f"*{r.text}*" if r.italic else f"<{r.text}>" if r.href else r.text for r in runs)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_works(path: Path, accept: bool) -> None:
    case, found = cases.load(path), works(path)
    for language in ("en", "de", "ru"):
        printed = (shown(entry(one, labels(language), language)) for one in found)
        cases.expect(case, f"entries {language}", "\n".join(printed), accept)
    cases.expect(case, "labels", "\n".join(label(one) for one in found), accept)
    items = [csl_work(one) for one in found]
    cases.expect(case, "csl", csl_text(items), accept)
    cases.expect(case, "bibtex", bibtex(items), accept)
    cases.expect(case, "ris", "\n".join(line.rstrip() for line in ris(items).splitlines()), accept)


def told(items: list[Any], form: str) -> list[dict[str, Any]]:
    """Return items with what a format can say."""
    return [{name: value for name, value in item.items() if name not in UNSAID[form]} for item in items]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_tei_of_ours_says_the_same(path: Path) -> None:
    items = [csl_work(one) for one in works(path)]
    back = [csl_work(work(bibl_struct(item))) for item in items]
    assert told(back, "tei") == told(items, "tei")


def vague(item: dict[str, Any]) -> bool:
    """Say whether an item has a date that RIS cannot hold: a span, or about a year."""
    issued = item.get("issued", {})
    return "circa" in issued or len(issued.get("date-parts", ())) > 1


def same(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item without the differences that are only in how pandoc writes things down."""
    out = {name: value for name, value in item.items() if name != "call-number"}
    for role in ("author", "editor", "translator", "container-author"):
        out[role] = [name_of(name).inverted() for name in item.get(role, ())]
    out["page"] = item.get("page", "").replace("-", "–")
    out["URL"] = item.get("URL", "").replace("{", "%7B").replace("}", "%7D")
    out["language"] = item.get("language", "").lower()
    if item["type"] == "webpage":  # the site is its publisher in BibTeX
        out["publisher"] = out.pop("container-title", out.get("publisher", ""))
    if item["type"] in ("", "periodical"):
        out["type"] = {"": "document", "periodical": "article-journal"}[item["type"]]
    if out.get("container-title") == out.get("title"):
        out.pop("container-title", None)
    return {name: value for name, value in out.items() if value}


def test_bibtex_of_ours_is_read_by_pandoc() -> None:
    every = [one for path in CASES for one in works(path)]
    items = [csl_work(one) for one in every if one.date > "0" or not one.date_text]
    back = read_references(bibtex(items).encode(), "works.bib")
    assert [item["id"] for item in back] == [item["id"] for item in items]
    for one, other in zip(told(back, "bibtex"), told(items, "bibtex"), strict=True):
        assert same(one) == same(other)


def test_ris_of_ours_is_read_again() -> None:
    every = [csl_work(one) for path in CASES if path.stem != "hostile" for one in works(path)]
    items = [item for item in every if not vague(item)]
    back = read_ris(ris(items))
    assert [same(item) for item in told(back, "ris")] == [same(item) for item in told(items, "ris")]
