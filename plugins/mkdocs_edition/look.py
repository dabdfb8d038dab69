"""Light, dark and sepia: the theme's palette where a site sets none of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

SCHEMES: tuple[tuple[str, str, str, str], ...] = (
    ("default", "(prefers-color-scheme: light)", "material/weather-night", "to-dark"),
    ("slate", "(prefers-color-scheme: dark)", "material/book-open-page-variant", "to-sepia"),
    ("sepia", "", "material/weather-sunny", "to-light"),
)
"""Scheme, when it is chosen without being asked for, icon and label of the button that leads on from it."""


def add_palette(config: MkDocsConfig, words: Mapping[str, str]) -> None:
    """Give a theme without a palette the three schemes. Changes `config`."""
    if not config.theme.get("palette"):
        config.theme["palette"] = [entry(*scheme, words) for scheme in SCHEMES]


def entry(scheme: str, media: str, icon: str, label: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return one scheme as the theme's configuration has it."""
    out: dict[str, Any] = {"scheme": scheme, "primary": "custom", "accent": "custom"}
    if media:
        out["media"] = media
    return {**out, "toggle": {"icon": icon, "name": words[label]}}
