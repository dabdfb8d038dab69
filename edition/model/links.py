"""Pointers: the five forms found in use, resolved to ids.

`#id`, `file.xml#id`, a bare `id`, `prefix:id` with a `prefixDef` in the header (TEI P5 §17.2.3), and
absolute URLs. A pointer to an id that its own document lacks may name one that stands once in the whole
edition: that is how mentions point to a register in a file of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.tei.names import tei

SCHEMES = frozenset(("http", "https", "mailto"))
"""The only schemes that a link may have; `javascript:` and its like are text."""

POINTERS = ("target", "ref", "corresp", "sameAs", "copyOf", "next", "prev", "who", "wit", "key")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
NESTED_REPEAT = re.compile(r"\([^)]*[*+}][^)]*\)[*+{]")
"""Patterns that can take for ever; a `prefixDef` with one is not used."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A place in the edition: a document, and an id in it (empty: the document itself)."""

    document: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """An address elsewhere, of an allowed scheme."""

    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that is no document: a picture, a Markdown page. The path is from the documents' folder."""

    path: str
    fragment: str = ""


Target = Inside | Outside | Beside


@dataclass(frozen=True, slots=True)
class Prefix:
    """A `prefixDef`: a private URI scheme and what it stands for."""

    ident: str
    pattern: str
    replacement: str

    def expand(self, pointer: str) -> str | None:
        """Return what `prefix:rest` stands for, or None if the rest does not match."""
        rest = pointer[len(self.ident) + 1 :]
        if len(rest) > 500 or NESTED_REPEAT.search(self.pattern):
            return None
        try:
            found = re.fullmatch(self.pattern, rest)
        except re.error:
            return None
        if found is None:
            return None
        return re.sub(r"\$(\d)", lambda m: group(found, int(m[1])), self.replacement)


def group(found: re.Match[str], number: int) -> str:
    """Return a group of a match, empty where there is no such group."""
    return (found[number] or "") if number <= (found.re.groups) else ""


def prefixes(root: etree._Element) -> tuple[Prefix, ...]:
    """Return the private URI schemes that a header defines."""
    return tuple(
        Prefix(ident, found.get("matchPattern") or "", found.get("replacementPattern") or "")
        for found in root.iter(tei("prefixDef"))
        if (ident := found.get("ident"))
    )


def split(value: str | None) -> list[str]:
    """Return the pointers of an attribute that may hold several, separated by white space."""
    return (value or "").split()


def forms(pointer: str, known: tuple[Prefix, ...]) -> Iterator[str]:
    """Yield a pointer as written and, if its prefix is defined, as what it stands for."""
    for prefix in known:
        if pointer.startswith(prefix.ident + ":") and (expanded := prefix.expand(pointer)) is not None:
            yield expanded
    yield pointer


def external(pointer: str) -> str | None:
    """Return an absolute URL of an allowed scheme, else None. Control characters make it none."""
    if not SCHEME.match(pointer) or any(c <= " " for c in pointer):
        return None
    try:
        parts = urlsplit(pointer)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower() != "mailto" and not parts.netloc):
        return None
    return pointer


def is_schemed(pointer: str) -> bool:
    """Say whether a pointer begins with a scheme, allowed or not."""
    return bool(SCHEME.match(pointer))


def relative(pointer: str, base: str) -> tuple[str, str] | None:
    """Return path, from the documents' folder, and fragment of a relative pointer; None if it leads out."""
    path, _, fragment = pointer.partition("#")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path)))
    if joined.startswith(("..", "/")) or "\\" in joined:
        return None
    return joined, unquote(fragment)
