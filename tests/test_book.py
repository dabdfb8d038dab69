"""The sample as a book to archive: veraPDF finds nothing against PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("typst")

from support.verapdf import verapdf

from edition.cli import main


def test_book_of_the_sample_can_be_archived_and_read_aloud(root: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["export", "pdf", "-f", str(root / "mkdocs.yml"), "-o", str(tmp_path)])
    assert run.exit_code == 0, run.output
    told = verapdf("2a,ua1", tmp_path / "edition.pdf")
    assert [line.split()[1:3] for line in told] == [["2a", "ok"], ["ua1", "ok"]], told
