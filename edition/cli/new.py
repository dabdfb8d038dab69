"""`edition new`: a folder with all that an edition needs, ready to be built."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click
from rich.console import Console

from edition import importing
from edition.cli.console import tell
from edition.config import TAG, load_card
from edition.history import git
from edition.problems import Problems
from edition.readers import decode
from edition.tei.write import write_whole

NAME, EXTRAS = "mkdocs-edition", "site,pdf,epub,csl"
GAP = re.compile(r"@@(\w+)@@")


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="A Digital Edition", show_default=True, help="What the edition is called.")
@click.option("--author", default="The Editors", show_default=True, help="Who makes it.")
@click.option("--language", default="en", show_default=True, help="Language of the site, as a tag.")
def new(folder: Path, title: str, author: str, language: str) -> None:
    """Make a working edition in FOLDER: sample text, registers, settings of the site, CI.

    CI is for GitHub, GitLab, and Codeberg or another Forgejo: it checks, builds, shows problems and a
    preview, publishes. Nothing that is there already is overwritten.

    \b
    Examples:
      edition new letters --title "The Letters of Jane Example"
      edition new letters && cd letters && mkdocs serve
    """
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
        "requirement": requirement(metadata.distribution(NAME)),
    }


def requirement(program: metadata.Distribution) -> str:
    """Return the lines of requirements.txt for this program: from where it was installed itself (PEP 610).

    From an index, it is its version; from a repository or an archive on the web, that very one. A folder of
    this machine is of use here only, so its repository is named if it has one that others can reach.
    """
    wanted = f"{NAME}[{EXTRAS}]"
    direct = json.loads(program.read_text("direct_url.json") or "{}")
    url, vcs = str(direct.get("url", "")), direct.get("vcs_info", {})
    if vcs:
        return f"{wanted} @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    if not url:
        return f"{wanted}>={program.version}"
    if not url.startswith("file:"):
        return f"{wanted} @ {url}"
    folder = Path(url2pathname(urlsplit(url).path))
    remote = git(folder, "remote", "get-url", "origin").strip() if folder.is_dir() else ""
    commit = git(folder, "rev-parse", "HEAD").strip() if remote else ""
    if remote.startswith("https://") and commit:
        return f"{wanted} @ git+{remote}@{commit}"
    told = "# A folder or file of this machine: CI and others need an address that they can reach."
    return f"{told}\n{wanted} @ {url}"


def filled(template: Traversable, given: Mapping[str, str], path: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of a template, path and bytes, with the gaps filled."""
    for entry in sorted(template.iterdir(), key=lambda entry: entry.name):
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from filled(entry, given, f"{name}/")
        else:
            yield name, GAP.sub(lambda gap: given[gap[1]], entry.read_text("utf-8")).encode()
