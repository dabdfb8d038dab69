"""The page of options, `docs/configuration.md`, made of `mkdocs_edition.config` and the files of labels."""

from __future__ import annotations

from typing import Any

import yaml
from mkdocs_edition.config import EditionConfig
from mkdocs_edition.options import documented

from edition.labels import languages, table

START = "<!-- options: written by `pytest tests/unit/test_options.py --accept` -->\n"


def shown(default: Any) -> str:
    """Return a default as it would stand in mkdocs.yml; what is empty says so."""
    if default in ("", None):
        return "none"
    return f"`{yaml.safe_dump(default, default_flow_style=True).removesuffix('...' + chr(10)).strip()}`"


def options() -> str:
    """Return a section for each option: its meaning, default and example."""
    out = []
    for option in documented(EditionConfig):
        example = "\n".join(f"      {line}" for line in option.example.splitlines())
        block = f"```yaml\nplugins:\n  - edition:\n{example}\n```"
        out.append(f"### `{option.name}`\n\n{option.text}\n\nDefault: {shown(option.default)}.\n\n{block}\n")
    return "\n".join(out)


def words() -> str:
    """Return a table of all labels in all languages."""
    tags = ["en", *(tag for tag in languages() if tag != "en")]
    head = [f"| key | {' | '.join(tags)} |", f"|---|{'---|' * len(tags)}"]
    rows = [f"| `{key}` | {' | '.join(table(tag).get(key, '') for tag in tags)} |" for key in table("en")]
    return "\n".join([*head, *rows]) + "\n"


def page(present: str) -> str:
    """Return the page as the code has it now; the prose before the options is kept."""
    return f"{present.partition(START)[0]}{START}\n{options()}\n## Labels\n\n{words()}"
