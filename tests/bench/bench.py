"""How fast, how large, and how it grows: `nox -s bench`.

Import of a book and of a thesis, loading their TEI, rendering it, and the whole site. Times are CPU
seconds, so that other work on the machine counts little; each is set against the time that
`lxml.etree.parse` needs for the same TEI in the same process (the floor). Every stage runs in a process
of its own: memory is how far that process's peak rises above what it holds before the stage begins, set
against the size of the source.

The texts are the seeds in ../shared; where these are missing, two sources of the sample edition.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

from edition import importing
from edition.config import load_card
from edition.labels import labels
from edition.ledger import words
from edition.model import Edition
from edition.problems import Problems
from edition.render import Medium, render
from edition.tei.names import tei

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
TIMES = 10
"""How many times the text the long run has."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to measure: its name, its source, its card."""

    name: str
    source: Path
    card: Path


@dataclass(frozen=True, slots=True)
class Measure:
    """One stage on one text."""

    seconds: float
    floor: float
    words: int
    size: int
    """Bytes of the source."""
    memory: int
    """Bytes by which the peak rose."""


def texts() -> list[Text]:
    """Return the book and the thesis: the seeds', or the sample's."""
    if not SEEDS.exists():
        sources = ROOT / "sources"
        return [Text(name, sources / f"{name}{end}", sources / f"{name}.toml") for name, end in SAMPLE]
    return [seed(number) for number in ("001", "004")]


SAMPLE = (("book", ".md"), ("thesis", ".txt"))


def seed(number: str) -> Text:
    """Return a seed by its number."""
    return Text(f"seed {number}", next(SEEDS.glob(f"{number}_*.txt")), ROOT / f"tests/seeds/{number}.toml")


# ---- stages, each in a process of its own


def convert(text: Text, times: int) -> bytes:
    """Import a text, repeated `times` times; return its TEI."""
    data = b"\n\n".join([text.source.read_bytes()] * times)
    card = load_card(text.card)
    return importing.convert(data, str(text.source), text.name, card, Problems()).tei


def import_(text: Text, times: int, folder: Path) -> tuple[float, int]:
    """Convert a source to TEI; leave the TEI for the stages that follow."""
    out: list[bytes] = []
    measured = watch(lambda: out.append(convert(text, times)))
    (folder / "text.xml").write_bytes(out[0])
    return measured


def load(_text: Text, _times: int, folder: Path) -> tuple[float, int]:
    """Read the TEI file into the model."""
    return watch(lambda: Edition.load(folder))


def render_(_text: Text, _times: int, folder: Path) -> tuple[float, int]:
    """Render every page of the document, to HTML as text."""
    edition = Edition.load(folder)
    medium = Medium(lambda document, page: f"{document}/{page}", lambda path: path, labels("en"))
    document = edition.documents["text"]
    return watch(lambda: [render(edition, document, page, medium).text() for page in document.pages])


STAGES: dict[str, Callable[[Text, int, Path], tuple[float, int]]] = {
    "import": import_,
    "load": load,
    "render": render_,
}
"""In this order: the first writes what the others read."""


def watch(work: Callable[[], object]) -> tuple[float, int]:
    """Return the CPU seconds that some work takes, and the bytes by which the process's peak rises."""
    gc.collect()
    before, started = peak(), time.process_time()
    work()
    return time.process_time() - started, peak() - before


def peak() -> int:
    """Return this process's largest resident size so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def result(text: Text, times: int, data: bytes, measured: tuple[float, int]) -> Measure:
    """Return a measure, with the words of the TEI and the floor taken now."""
    body = etree.fromstring(data).find(tei("text"))
    count = len(words(" ".join(body.itertext()))) if body is not None else 0
    return Measure(measured[0], floor(data), count, text.source.stat().st_size * times, measured[1])


def floor(data: bytes) -> float:
    """Return the CPU seconds that lxml needs to parse these bytes: the best of five."""

    def once() -> float:
        started = time.process_time()
        etree.parse(BytesIO(data))
        return time.process_time() - started

    return min(once() for _ in range(5))


def apart(stage: str, text: Text, times: int, folder: Path, runs: int) -> Measure:
    """Measure a stage in fresh processes; return the fastest run."""
    command = [sys.executable, __file__, "--stage", stage, "--times", str(times), "--folder", str(folder)]
    command += ["--source", str(text.source), "--card", str(text.card)]
    found = [
        Measure(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
        for _ in range(runs)
    ]
    return min(found, key=lambda measure: measure.seconds)


# ---- the site


def measure_site(sources: list[Text]) -> Measure:
    """Measure `mkdocs build` over the TEI of all texts, in a project with the sample's settings."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "tei"
        docs.mkdir()
        (docs / "index.md").write_text("# Texts\n", "utf-8")
        data = [convert(text, 1) for text in sources]
        for text, content in zip(sources, data, strict=True):
            (docs / f"{text.name.replace(' ', '-')}.xml").write_bytes(content)
        config = Path(folder) / "mkdocs.yml"
        config.write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
        seconds, memory = run_apart([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)])
    each = [result(text, 1, content, (0, 0)) for text, content in zip(sources, data, strict=True)]
    sums = {key: sum(getattr(m, key) for m in each) for key in ("floor", "words", "size")}
    return Measure(seconds=seconds, memory=memory, **sums)


def run_apart(command: list[str]) -> tuple[float, int]:
    """Return CPU seconds and peak of a command, as its own process."""
    child = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# ---- what is printed


def rows(runs: int) -> Iterator[tuple[str, str, int, Measure]]:
    """Yield name, stage, times and measure of everything."""
    for text in texts():
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as ten:
            for stage in STAGES:
                yield text.name, stage, 1, apart(stage, text, 1, Path(one), runs)
                yield text.name, stage, TIMES, apart(stage, text, TIMES, Path(ten), 1)
    every = [seed(f"00{n}") for n in range(5)] if SEEDS.exists() else texts()
    yield f"{len(every)} texts", "site", 1, measure_site(every)


def main() -> None:
    """Measure everything and print two tables; or one stage, as JSON, for `apart`."""
    parser = argparse.ArgumentParser(description="Measure import, load, render and site.")
    parser.add_argument("--runs", type=int, default=3, help="take the best of so many runs")
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--card", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stage:
        text = Text("text", options.source, options.card)
        measured = STAGES[options.stage](text, options.times, options.folder)
        data = (options.folder / "text.xml").read_bytes()
        print(json.dumps(asdict(result(text, options.times, data, measured))))
        return
    show(list(rows(options.runs)))


def show(found: list[tuple[str, str, int, Measure]]) -> None:
    """Print speed and memory, then growth."""
    speed = Table("text", "stage", title="Speed and memory", caption="floor: lxml.etree.parse of the TEI")
    for name in ("words", "CPU s", "words/s", "× floor", "memory MB", "× source"):
        speed.add_column(name, justify="right")
    growth = Table("text", "stage", title=f"Growth: {TIMES} × the text against 1 ×")
    for name in ("CPU s, 1 ×", f"CPU s, {TIMES} ×", "time ratio", f"memory × source, {TIMES} ×"):
        growth.add_column(name, justify="right")
    once: dict[tuple[str, str], Measure] = {}
    for name, stage, times, m in found:
        if times == 1:
            once[name, stage] = m
            speed.add_row(
                name,
                stage,
                f"{m.words:,}",
                f"{m.seconds:.2f}",
                f"{m.words / m.seconds:,.0f}",
                f"{m.seconds / m.floor:,.0f}",
                f"{m.memory / 2**20:,.0f}",
                f"{m.memory / m.size:.1f}",
            )
        else:
            first = once[name, stage]
            growth.add_row(
                name,
                stage,
                f"{first.seconds:.2f}",
                f"{m.seconds:.2f}",
                f"{m.seconds / first.seconds:.1f}",
                f"{m.memory / m.size:.1f}",
            )
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(speed)
    console.print(growth)
    console.print("The site's memory is its whole process: MkDocs, Material and what they load included.")


if __name__ == "__main__":
    main()
