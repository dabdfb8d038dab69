"""Books to archive: veraPDF finds nothing against PDF/A-2a and PDF/UA-1, in any format and direction."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("typst")

from support import pdf
from support.verapdf import verapdf

from edition.cli import main
from edition.export.book import Naming, assemble
from edition.export.options import FORMATS, Options
from edition.export.pdf.compose import compose
from edition.export.pdf.make import make_pdf
from edition.labels import labels
from edition.model import Edition
from edition.problems import Problem

CASES = ("notes", "right-to-left")
POINTS = 72 / 25.4


def set_book(config: Path, *options: str) -> None:
    """Run the command, which has to succeed and to warn of nothing."""
    run = CliRunner().invoke(main, ["export", "pdf", "-f", str(config), *options])
    assert run.exit_code == 0, run.output
    assert "warning" not in run.output


def test_books_can_be_archived_and_read_aloud(root: Path, tmp_path: Path) -> None:
    """The sample; a book from right to left and one of long notes, at A4 and for the screen."""
    shutil.copytree(root / "tests" / "cases" / "pdf", tmp_path / "tei")
    (tmp_path / "mkdocs.yml").write_text("site_name: Cases\ndocs_dir: tei\n", "utf-8")
    out = tmp_path / "out"
    set_book(root / "mkdocs.yml", "-o", str(out))
    for case in CASES:
        for format_ in ("a4", "screen"):
            name = f"{case}-{format_}"
            set_book(tmp_path / "mkdocs.yml", case, "--format", format_, "-o", str(out), "--name", name)
    told = verapdf("2a,ua1", *sorted(out.glob("*.pdf")))
    assert len(told) == 2 * (1 + 2 * len(CASES))
    assert [line for line in told if line.split()[2] != "ok"] == []


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("notes", ["foot", "end"])
def test_book_of_notes_has_all_its_words_and_no_note_strays(notes: str, format_: str, root: Path) -> None:
    folder = root / "tests" / "cases" / "pdf"
    edition = Edition.load(folder)
    options = Options(notes=notes, format=format_)
    texts = [edition.documents["notes"]]
    strayed: list[Problem] = []
    made = make_pdf(assemble(edition, texts, Naming(labels("en"))), options, folder, report=strayed.append)
    assert strayed == []
    sizes = FORMATS[format_]
    every = pdf.pages(made, (sizes["top"] - 3) * POINTS, (sizes["bottom"] - 5) * POINTS)
    data = compose(assemble(edition, texts, Naming(labels("en"))), options)
    found = pdf.words("\n".join(every[pdf.first_page(made) :]))
    assert pdf.differ(pdf.words(pdf.said(data)), found) == ({}, {})
