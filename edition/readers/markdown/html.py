"""HTML in a Markdown source: tags, comments and pictures, which may go over several lines.

What a tag says besides its text is layout; a picture's `alt` is its caption, a comment is nobody's text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_PICTURE = re.compile(r"<img(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE = r"(?:a|abbr|b|br|cite|em|i|q|s|small|span|strong|sub|sup|u)\b"
_OPENS = re.compile(rf"\s*<(?!/?{_INLINE})", re.IGNORECASE)
_CLOSES = re.compile(rf"<(?!/?{_INLINE})[^<>]*>\s*$", re.IGNORECASE)


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case, references resolved."""
    found = _ATTRIBUTE.finditer(tag)
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in found}


def caption(tag: str) -> str:
    """Return what an `img` says in words, white space made single."""
    return " ".join(attributes(tag).get("alt", "").split())


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pictures of an HTML block and the paragraphs between them: (lines before it, source).

    A line that begins with a tag, or follows one that ends with a tag, begins a paragraph; tags inside
    running text (`<i>`, `<br>`) begin none.
    """
    done = 0
    for picture in [*_PICTURE.finditer(text), None]:
        between = text[done : picture.start() if picture else len(text)]
        yield from _paragraphs(between, text.count("\n", 0, done))
        if picture:
            yield text.count("\n", 0, picture.start()), picture[0]
            done = picture.end()


def _paragraphs(text: str, first: int) -> Iterator[tuple[int, str]]:
    start, kept = first, list[str]()
    for at, line in enumerate(_level(text).split("\n"), first):
        if kept and (not line.strip() or _OPENS.match(line) or _CLOSES.search(kept[-1])):
            yield start, "\n".join(kept)
            kept = []
        if line.strip():
            start, kept = (start if kept else at), [*kept, line]
    if kept:
        yield start, "\n".join(kept)


def _level(text: str) -> str:
    """Return HTML with each tag on one line: its line breaks follow it."""
    return TAG.sub(lambda m: m[0].replace("\n", " ") + "\n" * m[0].count("\n"), text)


def is_picture(source: str) -> bool:
    """Say whether a piece is an `img`."""
    return _PICTURE.fullmatch(source) is not None
