"""Faults of the theme's own templates, repaired where they are read: one line each, not a copied template.

What stands in a partial of its own is overridden in `theme/partials`. A template that a user has overridden
in `custom_dir` is left as it is, unless it holds the very same line.
"""

from __future__ import annotations

from collections.abc import Callable

import jinja2

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


class Repairing(jinja2.BaseLoader):
    """A template loader that gives what another gives, with the lines above replaced."""

    def __init__(self, inner: jinja2.BaseLoader):
        self.inner = inner

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text, repaired."""
        source, path, fresh = self.inner.get_source(environment, template)
        for old, new in LINES.get(template, ()):
            source = source.replace(old, new)
        return source, path, fresh

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return self.inner.list_templates()


def repair(env: jinja2.Environment) -> jinja2.Environment:
    """Let an environment read its templates repaired."""
    if env.loader is not None and not isinstance(env.loader, Repairing):
        env.loader = Repairing(env.loader)
    return env
