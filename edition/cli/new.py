"""`edition new`: a folder with all that an edition needs, ready to be built."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click
from rich.console import Console

from edition import importing
from edition.cli.console import tell
from edition.config import TAG, load_card
from edition.problems import Problems
from edition.readers import decode
from edition.tei.write import write_whole

GAP = re.compile(r"@@(\w+)@@")


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="A Digital Edition", show_default=True, help="What the edition is called.")
@click.option("--author", default="The Editors", show_default=True, help="Who makes it.")
@click.option("--language", default="en", show_default=True, help="Language of the site, as a tag.")
def new(folder: Path, title: str, author: str, language: str) -> None:
    """Make a working edition in FOLDER: sample text, registers, settings of the site, CI for GitHub, GitLab.

    Nothing that is there already is overwritten.

    \b
    Examples:
      edition new letters --title "The Letters of Jane Example"
      edition new letters && cd letters && mkdocs serve
    """  # noqa: D301
    out = Console()
    if not TAG.fullmatch(language):
        raise click.UsageError(f"“{language}” is no language tag; en, de, fr, ru, ar … are (BCP 47)")
    template = resources.files("edition") / "template"
    files = dict(filled(template, values(title, author, language)))
    taken = sorted(path for path in (*files, "tei/sample.xml") if (folder / path).exists())
    if taken:
        raise click.UsageError(f"{folder} has {', '.join(taken)} already; choose a folder without")
    for path, data in files.items():
        write_whole(folder / path, data)
    source = folder / "sources/sample.md"
    card = load_card(source.with_suffix(".toml"))
    problems = Problems(str(source))
    conversion = importing.convert(decode.read_file(source), source.name, "sample", card, problems)
    write_whole(folder / "tei/sample.xml", conversion.tei)
    tell(out, f"{folder}: {len(files) + 1} files. What to do next is in {folder / 'README.md'}.")


def values(title: str, author: str, language: str) -> dict[str, str]:
    """Return what is filled into the template; text for YAML and JSON is written as JSON, which both read."""
    today = datetime.date.today()
    return {
        "title": json.dumps(title, ensure_ascii=False),
        "plain_title": " ".join(title.split()).replace("<", "&lt;"),
        "author": json.dumps(author, ensure_ascii=False),
        "description": json.dumps(f"{title}: a digital edition", ensure_ascii=False),
        "language": json.dumps(language),
        "lang": re.sub(r"[^A-Za-z0-9-]", "", language) or "en",
        "today": today.isoformat(),
        "year": str(today.year),
        "version": metadata.version("mkdocs-edition"),
    }


def filled(template: Traversable, given: Mapping[str, str], path: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of a template, path and bytes, with the gaps filled."""
    for entry in sorted(template.iterdir(), key=lambda entry: entry.name):
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from filled(entry, given, f"{name}/")
        else:
            yield name, GAP.sub(lambda gap: given[gap[1]], entry.read_text("utf-8")).encode()
