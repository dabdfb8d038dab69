"""A TEI file as what an editor changes: tags, words, blanks, signs; put together they are the file again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from edition.tei.lexer import ATTRIBUTE, TOKEN

WORD = re.compile(r"&[^;\s]+;|[^\W_]+(?:[-'’][^\W_]+)*|\s+|.", re.DOTALL)
"""What text is divided into: a reference, a word, white space, a sign."""
CDATA = "<![CDATA["
IDENTIFYING = ("xml:id", "n", "target", "ref")
"""The first of these that a tag has tells it from others of its name."""


def tokens(text: str) -> list[str]:
    """Return the tokens of a file, or of some lines of one."""
    out: list[str] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup == "text":
            out += WORD.findall(match[0])
        else:
            out.append(match[0])
    return out


def is_start(token: str) -> bool:
    """Say whether a token is a start-tag, or the tag of an empty element."""
    return token.startswith("<") and not token.startswith(("</", "<!", "<?"))


def is_tag(token: str) -> bool:
    """Say whether a token is a tag of any kind."""
    return token.startswith("<") and not token.startswith(("<!", "<?"))


def is_empty(token: str) -> bool:
    """Say whether a token is a whole element."""
    return token.endswith("/>")


def name(tag: str) -> str:
    """Return the name in a tag."""
    return re.split(r"[\s/>]", tag.lstrip("</"), maxsplit=1)[0]


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a start-tag, values as they are written."""
    return {key: raw[1:-1] for key, raw in ATTRIBUTE.findall(tag)}


def key(token: str) -> str:
    """Return what tokens are compared by: tags by name and what identifies them, all else as it is."""
    if not is_start(token):
        return token
    found = attributes(token)
    mark = next((found[one] for one in IDENTIFYING if one in found), "")
    return f"<{name(token)} {mark}" + ("/" if is_empty(token) else "")


def profile(found: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that tokens close without opening them, and those they open without closing.

    Both empty: balanced. A tag that closes another than the last opened gives a name that nothing matches.
    """
    closed: list[str] = []
    opened: list[str] = []
    for token in found:
        if is_start(token) and not is_empty(token):
            opened.append(name(token))
        elif token.startswith("</"):
            if not opened:
                closed.append(name(token))
            elif opened[-1] == name(token):
                opened.pop()
            else:
                closed.append(f"!{name(token)}")
    return tuple(closed), tuple(opened)


def is_balanced(found: Sequence[str]) -> bool:
    """Say whether tokens open what they close and close what they open."""
    return profile(found) == ((), ())


def is_blank(token: str) -> bool:
    """Say whether a token is white space."""
    return token.isspace()


def words(found: Iterable[str]) -> Iterator[str]:
    """Yield the tokens that are text and no blanks; those of CDATA sections as they are written outside."""
    for token in found:
        if token.startswith(CDATA):
            yield from (escape(word) for word in WORD.findall(token[len(CDATA) : -3]) if not is_blank(word))
        elif not token.startswith("<") and not is_blank(token):
            yield token
