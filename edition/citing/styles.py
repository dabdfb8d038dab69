"""Entries of a bibliography in any CSL style (Citation Style Language 1.0.2), made by pandoc in one run.

What a style makes is HTML; of that only text, its shape and addresses of the web are taken.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lxml import etree, html

from edition.citing import pandoc
from edition.citing.csl import csl_work
from edition.citing.note import Run, merged
from edition.model.links import external
from edition.model.works import Work
from edition.problems import Code, EditionError, Place
from edition.tei.write import write_whole

CSL = "http://purl.org/net/xbiblio/csl"
SHAPES = {"b": "bold", "strong": "bold", "sup": "sup", "sub": "sub"}


def styled(
    works: Mapping[str, Work], style: Path, language: str = "", cache: Path | None = None
) -> dict[str, tuple[Run, ...]]:
    """Return the entries of works in a CSL style, by the works' keys, in the order of the style.

    `language` is the one that the style's own words are in, without it the style's own. `cache` is a folder
    that keeps what pandoc made: the same works, style and pandoc give the same entries without running it.
    Raises `style-invalid`, `program-missing`.
    """
    read_style(style)
    items = [{**csl_work(work), "id": f"w{number}"} for number, work in enumerate(works.values())]
    if not items:
        return {}
    keys = dict(zip((item["id"] for item in items), works, strict=True))
    found = read_entries(cached(json.dumps(items, ensure_ascii=False), style, language, cache))
    if len(found) != len(works):
        raise EditionError(
            Code.STYLE_INVALID,
            Place(str(style)),
            f"entries for {len(found)} of {len(works)} works",
            "a style that has a bibliography",
        )
    return {keys[ident]: runs for ident, runs in found.items()}


def check(style: Path) -> None:
    """Raise `EditionError` where a style cannot be used: it is none, or pandoc is not there."""
    read_style(style)
    if pandoc.program() is None:
        raise pandoc.missing(str(style))


def read_style(style: Path) -> None:
    """Check that a file is a CSL style of its own; raises `style-invalid`, `source-missing`."""
    try:
        root = etree.fromstring(style.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except OSError as error:
        raise EditionError(
            Code.SOURCE_MISSING, Place(str(style)), error.strerror or str(error), "a CSL style: FILE.csl"
        ) from None
    except etree.XMLSyntaxError as error:
        raise EditionError(Code.STYLE_INVALID, Place(str(style), error.lineno or 0), str(error)) from None
    if root.tag != f"{{{CSL}}}style":
        raise EditionError(
            Code.STYLE_INVALID,
            Place(str(style), 1),
            f"the root is {etree.QName(root).localname}",
            f'<style xmlns="{CSL}">',
        )
    if root.find(f"{{{CSL}}}bibliography") is None:
        raise EditionError(
            Code.STYLE_INVALID, Place(str(style), 1), "no bibliography", "an independent style that has one"
        )


def cached(items: str, style: Path, language: str, cache: Path | None) -> str:
    """Return what pandoc makes of items, from the cache if it was made before."""
    state = "\0".join((pandoc.version(), language, style.read_text("utf-8"), items))
    name = f"csl-{style.stem}-{hashlib.sha256(state.encode()).hexdigest()}.html"
    if cache is not None and (cache / name).is_file():
        return (cache / name).read_text("utf-8")
    options = ["-f", "csljson", "-t", "html", "--citeproc", f"--csl={style}", "--wrap=none"]
    made = pandoc.run([*options, *([f"--metadata=lang:{language}"] if language else [])], items, str(style))
    if cache is not None:
        for old in cache.glob(f"csl-{style.stem}-*.html"):
            old.unlink(missing_ok=True)
        write_whole(cache / name, made.encode())
    return made


def read_entries(made: str) -> dict[str, tuple[Run, ...]]:
    """Return the entries in pandoc's HTML by their ids."""
    out: dict[str, tuple[Run, ...]] = {}
    for entry in html.fragment_fromstring(made, create_parent="div").iter("div"):
        ident = entry.get("id") or ""
        if "csl-entry" in (entry.get("class") or "").split() and ident.startswith("ref-"):
            runs = list(merged(read_runs(entry, Run(""))))
            out[ident.removeprefix("ref-")] = tuple(stripped(runs))
    return out


def read_runs(element: etree._Element, shape: Run) -> list[Run]:
    """Return the runs of an element; `shape` is what holds around it."""
    own = shaped(element, shape)
    out = [replace(own, text=flat(element.text))]
    for child in element:
        if isinstance(child.tag, str):
            out.extend(read_runs(child, own))
        out.append(replace(own, text=flat(child.tail)))
    if "csl-left-margin" in (element.get("class") or ""):
        out.append(replace(own, text=" "))
    return out


def shaped(element: etree._Element, shape: Run) -> Run:
    """Return the shape of what an element holds: emphasis in emphasis is upright again."""
    name = str(element.tag)
    if name in ("em", "i"):
        return replace(shape, italic=not shape.italic)
    if name in SHAPES:
        return replace(shape, shape=SHAPES[name])
    if "smallcaps" in (element.get("class") or "").split():
        return replace(shape, shape="small-caps")
    if name == "a":
        href = element.get("href") or ""
        return replace(shape, href=href if href.startswith("http") and external(href) else "")
    return shape


def flat(text: str | None) -> str:
    """Return text with single white space; pandoc's line breaks are blanks."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def stripped(runs: list[Run]) -> list[Run]:
    """Return runs without white space at both ends."""
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return [run for run in runs if run.text]
