"""A medium for tests: pages have addresses, and nothing else is known of the site."""

from __future__ import annotations

from collections.abc import Callable

from edition.labels import labels
from edition.render.medium import Medium


def plain(page_href: Callable[[str, str], str] | None = None) -> Medium:
    """Return a medium with addresses `document/page`."""
    return Medium(
        page_href or (lambda document, page: f"../{document}/{page}"), lambda path: path, labels("en")
    )
