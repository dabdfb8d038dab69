"""Style sheets and scripts of the edition, one file per feature, in the order in which a page loads them.

All lie in `theme/assets/edition`; a user replaces one by a file of the same path in their `custom_dir`.
Scripts are plain files that wait for the page (`defer`): modules would not run on a page opened from a disk.
"""

from __future__ import annotations

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

FOLDER = "assets/edition/"

STYLES: tuple[str, ...] = (
    "fonts.css",
    "edition.css",
    "typography.css",
    "notes.css",
    "pages.css",
    "library.css",
    "registers.css",
    "atlas.css",
    "timeline.css",
    "navigation.css",
    "kinds.css",
    "views.css",
    "cite.css",
    "print.css",
)

SCRIPTS: tuple[str, ...] = (
    "kept.js",
    "notes.js",
    "pages.js",
    "views.js",
    "library.js",
    "place.js",
    "keys.js",
    "cite.js",
)


def add_assets(config: MkDocsConfig) -> None:
    """Put the style sheets before the user's own, and the scripts before theirs. Changes `config`."""
    styles = [FOLDER + name for name in STYLES]
    config.extra_css[:] = [*styles, *(path for path in config.extra_css if path not in styles)]
    scripts = [script(FOLDER + name) for name in SCRIPTS]
    ours = {str(path) for path in scripts}
    config.extra_javascript[:] = [*scripts, *(s for s in config.extra_javascript if str(s) not in ours)]


def script(path: str) -> ExtraScriptValue:
    """Return a script that runs when the page has been read."""
    value = ExtraScriptValue(path)
    value.load_dict({"path": path, "defer": True})
    value.validate()
    return value
