"""Registers at size: 1,000 persons with 20,000 mentions beside 10,000 with 200,000, through the whole site.

The time has to grow with the mentions, and no page to exceed 150 KB compressed. The names are made up.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = ((1_000, 20_000), (10_000, 200_000))
HEAVIEST = 150_000
PER_PARAGRAPH = 4
PARAGRAPHS = 60
"""Of a chapter."""
CHAPTERS = 20
"""Of a document."""
CONFIG = """site_name: Registers
docs_dir: tei
theme: {name: material, font: false}
plugins: [search, edition]
"""
SYLLABLES = "ka ri mo te su lan dor vik pel ga nis hor bre tol mar zen ul fe rin ost".split()
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title>
</titleStmt><publicationStmt><p>A benchmark.</p></publicationStmt><sourceDesc>
<p>Made up.</p></sourceDesc></fileDesc></teiHeader><text><body>
{body}
</body></text></TEI>
"""


def word(chance: random.Random, syllables: int) -> str:
    """Return a word that is in no language."""
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))


def prose(chance: random.Random, words: int) -> str:
    """Return words."""
    return " ".join(word(chance, chance.randint(1, 3)) for _ in range(words))


def person(chance: random.Random, number: int) -> tuple[str, str]:
    """Return the name of a person and their entry."""
    name = word(chance, 3).title()
    full = f"<surname>{name}</surname>, <forename>{word(chance, 2).title()}</forename>"
    about = prose(chance, 20)
    year = chance.randint(1850, 1910)
    return name, (
        f'<person xml:id="person-{number}"><persName>{full}</persName><birth when="{year}">{year}</birth>'
        f"<note><p>{about}.</p></note></person>"
    )


def chapters(chance: random.Random, names: list[str], mentions: int) -> Iterator[str]:
    """Yield chapters that mention persons: the first ones often, the last ones seldom, as in life."""
    while mentions > 0:
        paragraphs = []
        for _ in range(PARAGRAPHS):
            pieces = []
            for _ in range(min(PER_PARAGRAPH, mentions)):
                number = min(int(chance.paretovariate(0.35)) - 1, 10**9) % len(names)
                ref = f'<persName ref="registers/persons.xml#person-{number}">{names[number]}</persName>'
                pieces.append(f"{prose(chance, 12)} {ref}")
                mentions -= 1
            paragraphs.append(f"<p>{' '.join(pieces)} {prose(chance, 6)}.</p>")
        yield f"<div type='chapter'><head>{prose(chance, 3).capitalize()}</head>{''.join(paragraphs)}</div>"


def generate(folder: Path, entries: int, mentions: int) -> None:
    """Write an edition of some size."""
    chance = random.Random(entries)
    (folder / "tei" / "registers").mkdir(parents=True)
    people = [person(chance, number) for number in range(entries)]
    register = "<listPerson>" + "\n".join(entry for _, entry in people) + "</listPerson>"
    made = DOCUMENT.format(title="Persons", body=register)
    (folder / "tei" / "registers" / "persons.xml").write_text(made, "utf-8")
    every = list(chapters(chance, [name for name, _ in people], mentions))
    for start in range(0, len(every), CHAPTERS):
        body = "\n".join(every[start : start + CHAPTERS])
        text = DOCUMENT.format(title=f"Text {start // CHAPTERS + 1}", body=body)
        (folder / "tei" / f"text{start // CHAPTERS + 1}.xml").write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")


def build(folder: Path) -> float:
    """Build the site anew; return the seconds that took, in processor time."""
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    before = os.times()
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    after = os.times()
    return (after.children_user + after.children_system) - (before.children_user + before.children_system)


def heaviest(site: Path) -> tuple[int, str]:
    """Return size and name of the page that is largest when compressed."""
    pages = ((len(gzip.compress(p.read_bytes(), 6)), str(p.relative_to(site))) for p in site.rglob("*.html"))
    return max(pages)


def main() -> int:
    """Measure both sizes; fail if the larger takes much more for each mention, or a page is too heavy."""
    each = []
    failed = False
    for entries, mentions in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), entries, mentions)
            began = time.perf_counter()
            seconds = build(Path(folder))
            wall = time.perf_counter() - began
            size, name = heaviest(Path(folder, "site"))
        each.append(seconds / mentions)
        failed |= size > HEAVIEST
        print(
            f"{entries:>7,} entries {mentions:>8,} mentions: {wall:6.1f} s, processor {seconds:6.1f} s, "
            f"{seconds / mentions * 1e6:5.0f} µs a mention; heaviest page {size:,} bytes ({name})",
            flush=True,
        )
    ratio = each[-1] / each[0]
    print(f"time a mention, ten times as many beside: {ratio:.2f} (1.00 is linear)")
    return int(failed or ratio > 1.5)


if __name__ == "__main__":
    sys.exit(main())
