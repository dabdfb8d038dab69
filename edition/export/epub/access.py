"""Accessibility metadata (EPUB Accessibility 1.1 §2, schema.org): what is true of the content, no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

MOVING = (".gif", ".webp")
"""Pictures that may flash; nobody has looked."""


def access(trees: Iterable[etree._Element], paged: bool, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return properties and values. `paged` says whether there is a list of the source's pages."""
    shown = [element for tree in trees for element in tree.iter("img", "svg", "math")]
    images = [element for element in shown if element.tag != "math"]
    moving = any(str(image.get("src")).lower().endswith(MOVING) for image in images)
    described = all(image.get("alt") or image.get("aria-label") for image in images)
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA"]
    features += ["pageBreakMarkers", "pageNavigation"] if paged else []
    features += ["alternativeText"] if images and described else []
    features += ["MathML"] if len(images) < len(shown) else []
    features += ["unlocked"]
    summary = [words["book-access"]]
    summary += [words["book-access-pages"]] if paged else []
    summary += [words["book-access-images"]] if images and not described else []
    modes = ["textual", *(["visual"] if images else [])]
    return [
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual" if described else ",".join(modes)),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "unknown" if moving else "none"),
        ("accessibilitySummary", " ".join(summary)),
    ]
