"""How things looked: known values of `@rend`, `@rendition` and `@style` become classes, nothing else does.

TEI P5 §1.3.1.1.3: `@rend` has no fixed values; these are those in use. A declaration of `@style` or of a
`rendition` in the header is read against the same list, never copied: a style can hide or fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from edition.tei.names import ID, tei

CLASSES: dict[str, str] = {
    **dict.fromkeys("italic italics i it ital slant oblique kursiv cursive".split(), "r-italic"),
    **dict.fromkeys("bold b bf strong fett".split(), "r-bold"),
    **dict.fromkeys("sc smallcaps small-caps smallcap kapitaelchen".split(), "r-smallcaps"),
    **dict.fromkeys("allcaps caps uppercase capitals majuscule".split(), "r-caps"),
    **dict.fromkeys("sup superscript super hochgestellt".split(), "r-sup"),
    **dict.fromkeys("sub subscript tiefgestellt".split(), "r-sub"),
    **dict.fromkeys("underline underlined u ul unterstrichen underscored".split(), "r-underline"),
    **dict.fromkeys("overline overlined supraline macron".split(), "r-overline"),
    **dict.fromkeys("doubleunderline double-underline".split(), "r-underline2"),
    **dict.fromkeys("strikethrough strike line-through struck s durchgestrichen".split(), "r-strike"),
    **dict.fromkeys(
        "spaced letterspaced letter-spaced letterspace gesperrt spationiert g wide".split(), "r-spaced"
    ),
    **dict.fromkeys("center centered centre centred c zentriert affiliation address".split(), "r-center"),
    **dict.fromkeys("right rightaligned right-aligned align-right flushright rechts".split(), "r-right"),
    **dict.fromkeys("left leftaligned flushleft".split(), "r-left"),
    **dict.fromkeys("indent indented indent1 einzug indentverse indentprose".split(), "r-indent1"),
    **dict.fromkeys("indent2".split(), "r-indent2"),
    **dict.fromkeys("indent3".split(), "r-indent3"),
    **dict.fromkeys(("indent4", "indent5", "indent6"), "r-indent4"),
    **dict.fromkeys("noindent no-indent".split(), "r-noindent"),
    **dict.fromkeys("hanging".split(), "r-hanging"),
    **dict.fromkeys("block blockquote display".split(), "r-block"),
    **dict.fromkeys("inline".split(), "r-inline"),
    **dict.fromkeys("small smaller petit".split(), "r-small"),
    **dict.fromkeys("large larger big".split(), "r-large"),
    **dict.fromkeys("code typewriter monospace tt mono".split(), "r-mono"),
    **dict.fromkeys("antiqua roman normal".split(), "r-roman"),
    **dict.fromkeys("fraktur blackletter gothic".split(), "r-blackletter"),
    **dict.fromkeys("red rubric rubricated".split(), "r-red"),
    **dict.fromkeys("boxed box framed".split(), "r-boxed"),
    **dict.fromkeys("quotes quoted quotation-marks".split(), "r-quoted"),
    **dict.fromkeys("stacked".split(), "r-stacked"),
    **dict.fromkeys("question frage".split(), "r-question"),
    **dict.fromkeys("answer antwort".split(), "r-answer"),
}

DECLARATIONS: dict[str, str] = {
    "font-style:italic": "r-italic",
    "font-style:oblique": "r-italic",
    "font-style:normal": "r-roman",
    "font-weight:bold": "r-bold",
    "font-variant:small-caps": "r-smallcaps",
    "text-transform:uppercase": "r-caps",
    "vertical-align:super": "r-sup",
    "vertical-align:sub": "r-sub",
    "text-decoration:underline": "r-underline",
    "text-decoration:overline": "r-overline",
    "text-decoration:line-through": "r-strike",
    "text-align:center": "r-center",
    "text-align:right": "r-right",
    "text-align:left": "r-left",
    "font-size:small": "r-small",
    "font-size:smaller": "r-small",
    "font-size:large": "r-large",
    "font-size:larger": "r-large",
}

TAGS = {
    "r-italic": "i",
    "r-bold": "b",
    "r-sup": "sup",
    "r-sub": "sub",
    "r-underline": "u",
    "r-strike": "s",
    "r-mono": "code",
}
"""The HTML element that says the same, for `hi`."""

INDENT = re.compile(r"indent[-_( ]+([1-6])\)?")
TOKEN = re.compile(r"#?([\w-]+)")


@lru_cache(maxsize=1000)
def tokens(value: str) -> tuple[str, ...]:
    """Return the classes of the known words of a `@rend`; `slant(italic)` and `#i` are read too."""
    plain = INDENT.sub(r"indent\1", value[:200])
    found = (CLASSES.get(word.lower()) for word in TOKEN.findall(plain))
    return tuple(c for c in dict.fromkeys(found) if c)


def declarations(css: str) -> list[str]:
    """Return the classes of the known declarations in a piece of CSS."""
    pieces = ("".join(piece.lower().split()) for piece in css[:500].split(";"))
    return [c for c in dict.fromkeys(DECLARATIONS.get(p) or spaced(p) for p in pieces) if c]


def spaced(declaration: str) -> str:
    """Return the class for letter-spacing of any width."""
    name, _, value = declaration.partition(":")
    return (
        "r-spaced" if name == "letter-spacing" and value[:1].isdigit() and value not in ("0", "0em") else ""
    )


def renditions(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Return id -> classes for the `rendition` elements of a header (TEI P5 §2.3.4)."""
    found = (r for header in headers(root) for r in header.iter(tei("rendition")))
    every = ((r.get(ID) or "", declarations("".join(r.itertext()))) for r in found)
    return {ident: tuple(classes) for ident, classes in every if ident}


def headers(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the header of a document, and those of the documents that a corpus holds."""
    yield from root.iterchildren(tei("teiHeader"))
    for inner in root.iterchildren(tei("TEI"), tei("teiCorpus")):
        yield from headers(inner)


def classes(source: etree._Element, known: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the classes that an element's rend, rendition and style attributes stand for."""
    rend, rendition, style = source.get("rend"), source.get("rendition"), source.get("style")
    if not (rend or rendition or style):
        return []
    out = list(tokens(rend or ""))
    for pointer in (rendition or "").split():
        name = pointer.rpartition("#")[2]
        out += known.get(name) or [c for c in (CLASSES.get(name.lower()),) if c]
    return list(dict.fromkeys(out + declarations(style or "")))
