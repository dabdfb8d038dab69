"""Checks a built site: every internal link and anchor resolves, nothing is fetched from elsewhere."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

FETCHING = (
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("embed", "src"),
)
LINK_RELS = {
    "stylesheet",
    "icon",
    "preload",
    "preconnect",
    "modulepreload",
    "prefetch",
    "dns-prefetch",
    "manifest",
}


@dataclass
class Report:
    """What a site's links come to: how many there are, and which of them are wrong."""

    pages: int = 0
    links: int = 0
    wrong: list[str] = field(default_factory=list)


def check(site: Path, base: str = "") -> Report:
    """Check every page of a site. `base` is the path of `site_url`, as the 404 page uses it."""
    trees = {
        p.relative_to(site).as_posix(): html.parse(str(p)).getroot() for p in sorted(site.rglob("*.html"))
    }
    ids = {name: anchors(tree) for name, tree in trees.items()}
    files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    report = Report(pages=len(trees))
    for name, tree in trees.items():
        report.wrong += [f"{name}: id “{i}” stands {n} times" for i, n in doubled(tree)]
        report.wrong += [f"{name}: fetches {url}" for url in fetched(tree) if is_remote(url)]
        for url in [*links(tree), *fetched(tree)]:
            report.links += 1
            if problem := broken(url, name, files, ids, base):
                report.wrong.append(f"{name}: {url}: {problem}")
    return report


def anchors(tree: etree._Element) -> set[str]:
    """Return the ids of a page."""
    return {str(e.get("id")) for e in tree.iter(etree.Element) if e.get("id")}


def doubled(tree: etree._Element) -> list[tuple[str, int]]:
    """Return ids that stand more than once on a page."""
    counts = Counter(e.get("id") for e in tree.iter(etree.Element) if e.get("id"))
    return [(str(i), n) for i, n in counts.items() if n > 1]


def links(tree: etree._Element) -> Iterator[str]:
    """Yield the addresses that a page links to."""
    for element in tree.iter("a", "area"):
        if (href := element.get("href")) is not None:
            yield href
    for element in tree.iter("link"):
        if not LINK_RELS & set((element.get("rel") or "").split()):
            yield element.get("href") or ""


def fetched(tree: etree._Element) -> Iterator[str]:
    """Yield the addresses that a browser fetches for a page."""
    for tag, attribute in FETCHING:
        for element in tree.iter(tag):
            if value := element.get(attribute):
                yield value
    for element in tree.iter("link"):
        if LINK_RELS & set((element.get("rel") or "").split()):
            yield element.get("href") or ""


def is_remote(url: str) -> bool:
    """Say whether an address is on another host."""
    return bool(urlsplit(url).netloc)


def broken(url: str, page: str, files: set[str], ids: dict[str, set[str]], base: str) -> str:
    """Return what is wrong with an address, or nothing."""
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "mailto") or parts.netloc:
        return ""
    if parts.scheme:
        return f"the scheme {parts.scheme}"
    path = unquote(parts.path)
    if path.startswith("/"):
        path = path.removeprefix(base if base.endswith("/") else base + "/").lstrip("/")
        target = posixpath.normpath(path or ".")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target not in files:
        target = "index.html" if target == "." else f"{target}/index.html"
    if target not in files:
        return "no such file"
    fragment = unquote(parts.fragment)
    if fragment and target in ids and fragment not in ids[target] and not fragment.startswith("__"):
        return "no such anchor"
    return ""
