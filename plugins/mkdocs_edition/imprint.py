"""What the whole site says of itself: its name and address, which version it is, who changed what when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from edition import forge
from edition.history import History, build_date, read
from mkdocs_edition.config import EditionConfig


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page of the site shares."""

    name: str = ""
    url: str = ""
    version: str = ""
    date: str = ""
    """Day of the version, `2026-11-22`."""
    repo_url: str = ""
    forge: str = ""
    past: History = field(default_factory=History)

    @classmethod
    def of(
        cls, config: MkDocsConfig, options: EditionConfig, recorded: Iterable[str], known: Imprint
    ) -> Imprint:
        """Ask configuration and git; `recorded` are the days of changes that the documents record.

        `known` is the last build's: if nothing was committed since, git is not asked all again.
        """
        past = read(Path(config.docs_dir), known.past)
        repo = config.repo_url or ""
        return cls(
            name=config.site_name,
            url=config.site_url or "",
            version=options.version or past.version,
            date=build_date(past, recorded),
            repo_url=repo,
            forge=options.forge or forge.kind(repo),
            past=past,
        )
