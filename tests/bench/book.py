"""The time a book takes: `edition export pdf` beside WeasyPrint on the same HTML, taking turns in one run;
then `edition export epub` beside pandoc, if it is there, on the same HTML.

The text is seed 001 (fifty chapters, 900 notes) in ../shared; without it, one of as many chapters and notes
is made up. The HTML is what `edition export html` writes: the chapters of the book, on pages of the same
size. WeasyPrint prints each chapter's notes where the HTML has them, which is less work than putting them at
the foot of their pages. Both make tagged PDFs; times are of whole processes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
CONFIG = "site_name: Book\ndocs_dir: tei\n"
PAGE = """@page { size: 148mm 210mm; margin: 20mm 21mm; @bottom-center { content: counter(page) } }
html { font-size: 9.5pt; hyphens: auto } p { text-align: justify; margin: 0 }"""
WEASY = (
    "import sys; from weasyprint import HTML, CSS; "
    "HTML(sys.argv[1]).write_pdf(sys.argv[2], stylesheets=[CSS(string=sys.argv[3])], pdf_variant='pdf/ua-1')"
)
CHAPTERS, PARAGRAPHS, NOTES = 50, 60, 18
"""Of a book that is made up: a chapter has so many paragraphs, and so many of them a note."""
TURNS = 2


def made_up() -> str:
    """Return a book of the size of seed 001."""
    words = "She wrote the number of the page into the margin and left the rest to whoever came later. " * 4
    note = "<note place='bottom'>Archive of the town, shelf 4, leaf 12; compare her letter.</note>"
    body = "".join(
        f"<div><head>Chapter {n}</head>"
        + "".join(f"<p>{words}{note if m < NOTES else ''}</p>" for m in range(PARAGRAPHS))
        + "</div>"
        for n in range(1, CHAPTERS + 1)
    )
    head = "<fileDesc><titleStmt><title>A Book</title></titleStmt><publicationStmt><p/></publicationStmt>"
    header = f"<teiHeader>{head}<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    text = f"<text xml:lang='en'><body>{body}</body></text>"
    return f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{header}{text}</TEI>"


def prepare(folder: Path) -> str:
    """Write the TEI and the HTML of the book; return what it is."""
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    tei = folder / "tei"
    source = next(SEEDS.glob("001_*.txt"), None) if SEEDS.is_dir() else None
    if source is None:
        tei.mkdir()
        (tei / "book.xml").write_text(made_up(), "utf-8")
    else:
        copy = folder / "book.txt"
        copy.write_bytes(source.read_bytes())
        card = str(ROOT / "tests" / "seeds" / "001.toml")
        edition("import", str(copy), "--card", card, "--into", str(tei), "--ledger", str(folder / "ledger"))
    edition("export", "html", "-f", str(folder / "mkdocs.yml"), "-o", str(folder), "--name", "book")
    root = etree.parse(next(tei.glob("*.xml"))).getroot()
    notes = sum(1 for _ in root.iter("{*}note"))
    return f"{'a book made up' if source is None else 'seed 001'}, {notes} notes"


def edition(*arguments: str) -> None:
    """Run the command."""
    run = "import sys; from edition.cli import main; main(sys.argv[1:])"
    subprocess.run([sys.executable, "-c", run, *arguments], check=True, capture_output=True)


def ours(folder: Path) -> None:
    """Set the book with Typst."""
    edition("export", "pdf", "-f", str(folder / "mkdocs.yml"), "-o", str(folder), "--name", "ours")


def theirs(folder: Path) -> None:
    """Set the book's HTML with WeasyPrint."""
    command = [sys.executable, "-c", WEASY, str(folder / "book.html"), str(folder / "theirs.pdf"), PAGE]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def our_epub(folder: Path) -> None:
    """Make the book's EPUB."""
    edition("export", "epub", "-f", str(folder / "mkdocs.yml"), "-o", str(folder), "--name", "ours")


def their_epub(folder: Path) -> None:
    """Make the EPUB of the book's HTML with pandoc."""
    made = [str(folder / "book.html"), "-o", str(folder / "theirs.epub")]
    subprocess.run([str(pandoc()), *made], check=True, stderr=subprocess.DEVNULL)


def pandoc() -> str | None:
    """Return the path of pandoc: the machine's, else that of the group `test`; None if there is none."""
    try:
        import pypandoc  # noqa: PLC0415 - of the group `test`

        return shutil.which("pandoc") or str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc")


def timed(run: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """Return the seconds of a run by the clock and of its processors."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(folder)
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pages(path: Path) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # noqa: PLC0415 - of the group `test`

    return len(pypdfium2.PdfDocument(path))


Runs = dict[str, tuple[str, Callable[[Path], None]]]
"""File -> what makes it, in words and as a function; ours first."""
PDF: Runs = {"ours.pdf": ("edition export pdf", ours), "theirs.pdf": ("WeasyPrint, the same HTML", theirs)}
EPUB: Runs = {
    "ours.epub": ("edition export epub", our_epub),
    "theirs.epub": ("pandoc, the same HTML", their_epub),
}


def measure(folder: Path, title: str, runs: Runs, turns: int) -> Table:
    """Return the table of programs that take turns; the fastest turn of each counts."""
    best: dict[str, tuple[float, float]] = {}
    for _ in range(turns):
        for name, (_, run) in runs.items():
            best[name] = min(best.get(name, (float("inf"), 0.0)), timed(run, folder))
    table = Table(title=title)
    for column in ("", "seconds", "of processors", "pages", "MB", "ratio"):
        table.add_column(column, justify="left" if not column else "right")
    first = next(iter(best.values()))[0]
    for name, (label, _) in runs.items():
        path, (took, busy) = folder / name, best[name]
        size, count = f"{path.stat().st_size / 1e6:.1f}", str(pages(path)) if path.suffix == ".pdf" else ""
        table.add_row(label, f"{took:.1f}", f"{busy:.1f}", count, size, f"{took / first:.1f}")
    return table


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    given = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        what = prepare(folder)
        Console().print(measure(folder, f"A book as PDF: {what}, A5", PDF, given.turns))
        runs = EPUB if pandoc() else {"ours.epub": EPUB["ours.epub"]}
        Console().print(measure(folder, f"A book as EPUB: {what}", runs, given.turns))


if __name__ == "__main__":
    main()
