"""The site's budget: sizes of pages, and builds beside plain MkDocs and Material on the same text.

Texts: the seeds in ../shared (without them, the sample edition), and generated ones of 2,000 pages. Each is
built by this project from nothing (cold) and again unchanged (warm), and as Markdown by MkDocs and Material
as they come, and with `navigation.prune`, which costs readers the unfolded contents. The builds of a text
take turns, several times over, and the fastest of each counts. Python's modules are compiled for all of them,
as they are where packages are installed.

Seconds are those of the clock (wall) and those of the processor, of all processes that a build has started
(CPU): a build from nothing must be ahead of a plain one by both. An unchanged one must be five times as fast
by the processor. What MkDocs and Material take for a site of one page (empty) stands beside it: of a small
site, loading them is most, and below that floor a plugin has hardly anything left to save; a build that is
below it keeps the budget, too. Then a book of fifty chapters under `mkdocs serve`: how long from saving a
changed paragraph until the page shows it.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import random
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))

import bench  # noqa: E402
from edition.render.html import BLOCKS  # noqa: E402

WORDS = (
    "paper cell winter notebook copy hand wall letter guard bread night table answer friend page year".split()
)
THEME = "theme: {name: material, font: false, features: [%s]}\n"
OURS = "site_name: S\nsite_url: https://h.example/\ndocs_dir: tei\nplugins: [search, edition]\n" + THEME % ""
PLAIN = (
    "site_name: S\nsite_url: https://h.example/\ndocs_dir: md\nplugins: [search]\n"
    "markdown_extensions: [footnotes, attr_list]\n"
)
PLAINS = {"plain": PLAIN + THEME % "", "plain, pruned": PLAIN + THEME % "navigation.prune"}
ENV = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1767225600",
}
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>'
    "<publicationStmt><p>None</p></publicationStmt><sourceDesc><p>Made</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body>{body}</body></text></TEI>"
)
COLD, WARM, EMPTY = "cold", "warm", "empty"
TURNS = {"seeds": 5, "made": 1}
HEADING = re.compile(r"h[1-6]")
PAGE_LIMIT, SCRIPT_LIMIT, FASTER, SECONDS = 35, 20, 5, 2
AHEAD = 1
"""How many times as fast as plain from nothing, at least."""


@dataclass(frozen=True, slots=True)
class Build:
    """One build: seconds on the clock and of the processor, and pages written."""

    wall: float
    cpu: float
    pages: int


# ---- texts


def generate(folder: Path, volumes: int, chapters: int) -> None:
    """Write volumes of made chapters, each of twelve paragraphs with a note, as TEI."""
    chance = random.Random(1)

    def sentence(count: int = 14) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."

    def paragraph(ident: str, number: int) -> str:
        said = " ".join(sentence() for _ in range(6))
        note = f'<note xml:id="{ident}-n{number}" n="{number}">{sentence(20)}</note>'
        return f'<p xml:id="{ident}-p{number}">{said}{note} {sentence()}</p>'

    folder.mkdir(parents=True)
    for volume in range(volumes):
        divs = []
        for chapter in range(chapters):
            ident = f"c{chapter:03}"
            text = "\n".join(paragraph(ident, number) for number in range(1, 13))
            head = f"<head>Chapter {chapter + 1}</head>"
            divs.append(f'<div type="chapter" xml:id="{ident}">{head}\n{text}</div>')
        data = TEI.format(title=f"Volume {volume + 1}", body="\n".join(divs))
        (folder / f"v{volume:02}.xml").write_text(data, "utf-8")


def seeds(folder: Path) -> None:
    """Write the TEI of the five seeds; of the sample edition, where there are none."""
    folder.mkdir(parents=True)
    if not bench.SEEDS.exists():
        for path in (ROOT / "tei").glob("*.xml"):
            shutil.copy(path, folder)
        return
    for number in range(5):
        text = bench.seed(f"00{number}")
        (folder / f"{text.name.replace(' ', '-')}.xml").write_bytes(bench.convert(text, 1))


def as_markdown(site: Path, folder: Path) -> None:
    """Write what our pages say as Markdown: the same words on as many pages, notes as footnotes."""
    for page in sorted(site.rglob("index.html")):
        tree = html.parse(str(page)).getroot()
        article = next(iter(tree.xpath("//article")), None)
        if article is None or page.parent == site:
            continue
        target = folder / page.parent.relative_to(site).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(markdown(article), "utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# Texts\n", "utf-8")


def markdown(article: etree._Element) -> str:
    """Return an article's words as Markdown: headings, items of lists, paragraphs; notes as footnotes."""
    notes = article.xpath(".//*[@role='doc-endnotes']//li")
    calls = iter(range(1, len(notes) + 1))
    body = []
    for block in leaves(article):
        said = re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", " ".join(block.text_content().split()))
        mark = "#" * int(block.tag[1]) + " " if HEADING.fullmatch(block.tag) else ""
        mark = "- " if block.tag in ("li", "dd", "dt") else mark
        called = [f"[^{n}]" for _, n in zip(block.xpath(".//a[@role='doc-noteref']"), calls, strict=False)]
        body.append(mark + said + "".join(called))
    said = (" ".join(note.text_content().split()) for note in notes)
    return "\n\n".join([*body, *(f"[^{n}]: {text}" for n, text in enumerate(said, 1))]) + "\n"


def leaves(article: etree._Element) -> Iterator[etree._Element]:
    """Yield the innermost blocks of an article that have words, notes left out."""
    holders = {around for block in article.iter(*BLOCKS) for around in block.iterancestors()}
    apart = set(article.xpath(".//*[@role='doc-endnotes']//*"))
    for block in article.iter(*BLOCKS):
        if block not in holders and block not in apart and block.text_content().strip():
            yield block


# ---- measures


def build(config: Path) -> Build:
    """Build a site into a folder of its own; return what it took."""
    site = config.parent / config.stem
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", site]
    subprocess.run(command, check=True, env=ENV)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Build(wall, cpu, len(list(site.rglob("*.html"))))


def compare(folder: Path, turns: int) -> dict[str, Build]:
    """Return the fastest builds of `folder/tei`: ours cold and warm, the plain ones, one of nothing."""
    ours, empty = folder / "ours.yml", folder / "nothing.yml"
    ours.write_text(OURS, "utf-8")
    empty.write_text(PLAIN.replace("docs_dir: md", "docs_dir: none") + THEME % "", "utf-8")
    build(ours)  # which leaves Python's modules compiled
    as_markdown(folder / "ours", folder / "md")
    as_markdown(folder / "none", folder / "none")
    plain = {name: folder / f"{name.split()[-1]}.yml" for name in PLAINS}
    for name, config in plain.items():
        config.write_text(PLAINS[name], "utf-8")
    done: dict[str, Build] = {}
    for _ in range(turns):
        shutil.rmtree(folder / ".cache")
        shutil.rmtree(folder / "ours")
        for name, config in {COLD: ours, WARM: ours, **plain, EMPTY: empty}.items():
            done[name] = faster(build(config), done.get(name))
    return done


def faster(one: Build, other: Build | None) -> Build:
    """Return the least that two builds of the same took."""
    return one if other is None else Build(min(one.wall, other.wall), min(one.cpu, other.cpu), one.pages)


def sizes(site: Path) -> tuple[float, float, float]:
    """Return the median page and the largest one, and all own scripts together, compressed, in KB."""
    pages = [len(gzip.compress(page.read_bytes(), 6)) for page in site.rglob("*.html")]
    scripts = [p for p in (site / "assets" / "edition").glob("*.js") if p.name != "iframe-worker.js"]
    own = sum(len(gzip.compress(script.read_bytes(), 6)) for script in scripts)
    return statistics.median(pages) / 1024, max(pages) / 1024, own / 1024


def serve(folder: Path) -> float:
    """Return the seconds from saving a changed paragraph until `mkdocs serve` shows it: median of five."""
    generate(folder / "tei", 1, 50)
    (folder / "mkdocs.yml").write_text(OURS, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address, "-f", str(folder / "mkdocs.yml")]
    server = subprocess.Popen(command, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page = f"http://{address}/v00/c024/"
        waited(page, "Chapter 25", 60)
        return statistics.median(changed(folder / "tei" / "v00.xml", page, f"changed{n}") for n in range(5))
    finally:
        server.terminate()
        server.wait()


def changed(document: Path, page: str, word: str) -> float:
    """Change a paragraph in the middle of a book; return how long its page takes to show it."""
    text = document.read_text("utf-8")
    document.write_text(re.sub(r'(<p xml:id="c024-p5">)(changed\d )?', rf"\1{word} ", text), "utf-8")
    return waited(page, word, 60)


def waited(page: str, word: str, limit: float) -> float:
    """Wait for a page to hold a word; return the seconds."""
    started = time.perf_counter()
    while time.perf_counter() - started < limit:
        with contextlib.suppress(OSError), urllib.request.urlopen(page, timeout=limit) as answer:
            if word in answer.read().decode("utf-8"):
                return time.perf_counter() - started
        time.sleep(0.02)
    raise TimeoutError(f"{page} does not show {word}")


# ---- what is printed


def main() -> int:
    """Measure, print, and return 1 if the budget is not kept."""
    parser = argparse.ArgumentParser(description="Measure the site's budget.")
    parser.add_argument("--pages", type=int, default=2000, help="how many pages to generate")
    options = parser.parse_args()
    table = Table(
        "text", "build", title="Builds", caption="×: how many times ours is as fast: clock / processor"
    )
    for name in ("pages", "wall s", "CPU s", "cold ×", "warm ×"):
        table.add_column(name, justify="right")
    kept: list[tuple[str, str, bool]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ENV["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        seeds(folder / "seeds" / "tei")
        generate(folder / "made" / "tei", options.pages // 100, 100)
        for text, turns in TURNS.items():
            done = compare(folder / text, turns)
            kept += weights(text, folder / text / "ours")
            for what, took in done.items():
                ratios = [times(took, done[which]) if what in PLAINS else "" for which in (COLD, WARM)]
                table.add_row(text, what, str(took.pages), f"{took.wall:.2f}", f"{took.cpu:.2f}", *ratios)
            kept += speeds(text, done)
        seconds = serve(folder / "served")
        kept.append(
            ("serve: a changed paragraph shows after", f"{seconds:.2f} s (< {SECONDS} s)", seconds < SECONDS)
        )
    budget = Table("budget", "", "kept", title="Budget")
    for line, value, good in kept:
        budget.add_row(line, value, "yes" if good else "NO")
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    console.print(budget)
    return 0 if all(good for *_, good in kept) else 1


def times(one: Build, other: Build) -> str:
    """Return how many times as long one build took as another: by the clock, by the processor."""
    return f"{one.wall / other.wall:.1f} / {one.cpu / other.cpu:.1f}"


def speeds(text: str, done: dict[str, Build]) -> Iterator[tuple[str, str, bool]]:
    """Yield the lines of the budget that are about speed."""
    plain, empty, cold, warm = (done[name] for name in ("plain", EMPTY, COLD, WARM))
    ahead = min(plain.wall / cold.wall, plain.cpu / cold.cpu) > AHEAD
    value = f"{times(plain, cold)} (> {AHEAD}; clock / processor)"
    yield f"{text}: times as fast as plain, cold", value, ahead
    good = plain.cpu / warm.cpu >= FASTER or warm.cpu <= empty.cpu
    floor = f"an empty site {plain.cpu / empty.cpu:.1f}"
    yield f"{text}: times as fast as plain, warm", f"{plain.cpu / warm.cpu:.1f} (≥ {FASTER}; {floor})", good


def weights(text: str, site: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield the lines of the budget that are about size."""
    median, largest, scripts = sizes(site)
    page = f"{median:.1f} KB (≤ {PAGE_LIMIT}; largest {largest:.1f})"
    yield f"{text}: median page, compressed, without fonts", page, median <= PAGE_LIMIT
    yield f"{text}: own scripts, compressed", f"{scripts:.1f} KB (≤ {SCRIPT_LIMIT})", scripts <= SCRIPT_LIMIT


if __name__ == "__main__":
    sys.exit(main())
