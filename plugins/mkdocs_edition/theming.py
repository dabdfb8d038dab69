"""What the edition needs of the theme: that it is Material's, and words in a language that it has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError

LANGUAGES = "partials/languages"
"""Where Material keeps its words, a template a language."""
ENGLISH = "en"


def spoken(dirs: Iterable[str]) -> dict[str, str]:
    """Return the languages of a theme by their tags in small letters; none if it is no Material."""
    found = (file.stem for folder in dirs for file in Path(folder, LANGUAGES).glob("*.html"))
    return {tag.lower(): tag for tag in found}


def needed(name: str | None, dirs: Iterable[str]) -> dict[str, str]:
    """Return the languages of a theme; raises `PluginError` for one that the edition's pages cannot use."""
    languages = spoken(dirs)
    if ENGLISH not in languages:
        raise PluginError(
            f"the pages of an edition are made with Material for MkDocs, and the theme is “{name}”; "
            "right would be, in mkdocs.yml: theme: {name: material}"
        )
    return languages


def nearest(wanted: str, languages: dict[str, str]) -> str:
    """Return a theme's tag for a language: `de` for `de-AT`; nothing if it has no words in it."""
    tag = wanted.replace("_", "-").lower()
    while tag and tag not in languages:
        tag = tag.rpartition("-")[0]
    return languages.get(tag, "")
