"""Accessibility metadata (EPUB Accessibility 1.1 §2, schema.org): what is true of the content, no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree


def access(trees: Iterable[etree._Element], paged: bool, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return properties and values. `paged` says whether there is a list of the source's pages."""
    images = [image for tree in trees for image in tree.iter("img", "svg")]
    described = all(image.get("alt") or image.get("aria-label") for image in images)
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA"]
    features += ["pageBreakMarkers", "pageNavigation"] if paged else []
    features += ["alternativeText"] if images and described else []
    features += ["unlocked"]
    summary = [words["book-access"]]
    summary += [words["book-access-pages"]] if paged else []
    summary += [words["book-access-images"]] if images and not described else []
    modes = ["textual", *(["visual"] if images else [])]
    return [
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual" if described else ",".join(modes)),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", " ".join(summary)),
    ]
