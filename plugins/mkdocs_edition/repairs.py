"""Faults of the theme's own templates, repaired where they are read: one line each, not a copied template.

What stands in a partial of its own is overridden in `theme/partials`. A template that a user has overridden
in `custom_dir` is left as it is, unless it holds the very same line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

TOGGLE = '<input class="md-toggle" data-md-toggle="{}" type="checkbox" id="__{}" {}>'


def toggle(name: str, before: str = "") -> tuple[str, str]:
    """Return the line of a check box that opens a part of the page, and what it becomes."""
    stock, sound = (TOGGLE.format(name, name, more) for more in ('autocomplete="off"', 'form="__toggles"'))
    return stock, before + sound


LINES: dict[str, tuple[tuple[str, str], ...]] = {
    # A check box may not say `autocomplete`; its form may.
    "base.html": (
        toggle("drawer", '<form id="__toggles" autocomplete="off" hidden></form>\n    '),
        toggle("search"),
    ),
    # A dialog needs a name.
    "partials/search.html": (('role="dialog">', 'role="dialog" aria-label="{{ lang.t(\'search\') }}">'),),
}


class Templates(jinja2.FileSystemLoader):
    """The theme's templates and other files, with the lines above replaced."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, repaired."""
        source, path, fresh = super().get_source(environment, template)
        for old, new in LINES.get(template, ()):
            source = source.replace(old, new)
        return source, path, fresh

    def list_templates(self) -> list[str]:
        """Return the names of all files, those in hidden folders left out.

        MkDocs copies none of them; Material has fourteen thousand icons in one.
        """
        return sorted({name for folder in self.searchpath for name in visible(Path(folder))})


def visible(folder: Path) -> Iterator[str]:
    """Yield the paths of the files in a folder that are in no hidden one."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        above = "" if at == str(folder) else f"{Path(at).relative_to(folder).as_posix()}/"
        yield from (above + name for name in names)


def repair(theme: Theme, compiled: Path | None) -> None:
    """Let a theme's templates be read repaired, also by the plugins that ask it for some while they start.

    `compiled` is a folder that keeps them compiled, from one build to the next.
    """
    stock = theme.get_env

    def get_env() -> jinja2.Environment:
        env = stock()
        env.loader = Templates(theme.dirs)
        if compiled is not None:
            env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(compiled))
        return env

    theme.get_env = get_env  # type: ignore[method-assign]
