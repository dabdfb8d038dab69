"""The plugin's options, as they stand under `plugins: - edition:` in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c

from edition.model import Limits
from edition.problems import Code

SLUGS = sorted(code.slug for code in Code)


class EditionConfig(base.Config):
    """Options of the edition. All have defaults; none is needed for a first site."""

    exclude = c.ListOfItems(c.Type(str), default=[])
    """Paths or glob patterns, from docs_dir, of `.xml` files that are no documents of the edition."""

    split_document = c.Type(int, default=Limits().document)
    """From how many characters on a document is divided into pages; `0` divides every document."""

    split_division = c.Type(int, default=Limits().division)
    """From how many characters on a chapter is itself divided at its sections."""

    library = c.Type(bool, default=True)
    """Make a page that lists all documents as the site's first page where docs_dir has no `index.md`."""

    silence = c.ListOfItems(c.Choice(SLUGS), default=[])
    """Codes of problems not to report, e.g. `[link-dangling]`."""

    def limits(self) -> Limits:
        """Return the limits for dividing documents."""
        return Limits(self.split_document, self.split_division)
