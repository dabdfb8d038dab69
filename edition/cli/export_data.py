"""`edition export bibtex`, `ris`, `csl-json`, `json-ld`, `text`, `index`, `beacon`; `data` is all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from edition.cli.console import show_problems, tell
from edition.cli.project import load, project_options
from edition.export.bibliography import bibliography
from edition.export.data import Data, Writer
from edition.export.formats import FORMATS
from edition.export.project import chosen
from edition.problems import EditionError, Problems
from edition.tei.write import write_whole

HELP = {
    "bibtex": "References in BibTeX: works.bib, works cited by each document, the documents themselves.",
    "ris": "References in RIS: works.ris, works cited by each document, the documents themselves.",
    "csl-json": "References in CSL-JSON: works.json, works cited by each document, the documents themselves.",
    "bibliography": "The bibliography formatted, as text and HTML: bibliography.txt, bibliography.html.",
    "json-ld": "Documents, entities and works as linked data (schema.org): edition.jsonld.",
    "text": "The reading text of each document, a paragraph a line, notes at the end: text/NAME.txt.",
    "index": "All entities with all mentions: entities.json, and the JSON Schema that describes it.",
    "beacon": "BEACON files for entries with GND, VIAF, Wikidata or GeoNames ids: beacon-gnd.txt …",
    "data": "All of these.",
}
EXAMPLES = """
    \b
    Examples:
      edition export {name}
      edition export {name} book -o /tmp/data
      edition export {name} tei/book.xml -f other/mkdocs.yml
"""
FOLDER = "build/data"


def command(name: str, formats: Sequence[str]) -> click.Command:
    """Return the command that writes some formats."""
    writers = [FORMATS[one] for one in formats]

    @click.command(name, help=f"{HELP[name]}\n{EXAMPLES.format(name=name)}", short_help=HELP[name])
    @project_options(FOLDER)
    def run(documents: Sequence[str], config: Path, output: Path) -> None:
        write(writers, documents, config, output)

    return run


@click.command("bibliography", short_help=HELP["bibliography"])
@project_options(FOLDER)
@click.option(
    "--csl",
    "style",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSL style, applied by pandoc [default: the Chicago Manual's bibliography].",
)
def formatted(documents: Sequence[str], config: Path, output: Path, style: Path | None) -> None:
    """Write the bibliography formatted, as text and HTML: bibliography.txt, bibliography.html.

    \b
    Examples:
      edition export bibliography
      edition export bibliography book --csl styles/harvard-cite-them-right.csl
    """
    write([partial(bibliography, style=style)], documents, config, output)


def write(writers: Sequence[Writer], names: Sequence[str], config: Path, output: Path) -> None:
    """Write the files of some formats, or none of them; exit 2 where the edition cannot be read."""
    out, err = Console(), Console(stderr=True)
    problems = Problems()
    try:
        project, edition = load(config, problems)
        documents = chosen(edition, names)
        data = Data(project, edition)
        if len(writers) > 1 and not project.url:
            writers = [write for write in writers if write is not FORMATS["beacon"]]
            tell(err, f"{config}: no site_url, hence no BEACON files")
        made = [one for write in writers for one in write(data, documents)]
        for path, content in made:
            write_whole(output / path, content)
    except EditionError as error:
        problems.extend([error.problem])
        show_problems(err, problems, verbose=False)
        raise SystemExit(2) from None
    show_problems(err, problems, verbose=False)
    for path, content in made:
        tell(out, f"{output / path}  {len(content):,} bytes")
    raise SystemExit(1 if problems.errors() else 0)


PLAIN = [name for name in FORMATS if name != "bibliography"]
COMMANDS = (*(command(name, [name]) for name in PLAIN), formatted, command("data", list(FORMATS)))
"""A command for each format of data."""
