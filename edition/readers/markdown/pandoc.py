"""What Pandoc writes and CommonMark does not know: `^[…]`, `[…]{.smallcaps}`, `{#id}`, `:::`, `markdown="1"`.

Notes in the running text (Pandoc's manual, “Inline notes”), raised links and spans are rules for the
parser; attributes of headings, fences of divisions and tags round Markdown stand on lines of their own or
at their ends, and are seen to before parsing (“Header identifiers”, “Divs and Spans”, “Extension:
markdown_in_html_blocks”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from edition.readers.markdown import dialects

ATTRIBUTES = re.compile(
    r"""\{\s*(?:[#.][^\s{}"'=]+|[A-Za-z][\w-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}"']+)|-|=[a-z]+)"""
    r"""(?:\s+(?:[#.][^\s{}"'=]+|[A-Za-z][\w-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}"']+)))*\s*\}"""
)
HEADING = re.compile(rf" {{0,3}}#{{1,6}}\s.*?(?P<found>\s*{ATTRIBUTES.pattern})\s*$")
TITLE = re.compile(rf"\s{{0,3}}\S.*?(?P<found>\s+{ATTRIBUTES.pattern})\s*$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
OPENING = re.compile(
    rf"\s{{0,3}}:{{3,}}\s*(?:{ATTRIBUTES.pattern}|\{{\s*\}}|[\w-]+(?:\s*{ATTRIBUTES.pattern})?)\s*:*\s*$"
)
CLOSING = re.compile(r"\s{0,3}:{3,}\s*$")
TAG_LINE = re.compile(
    r"\s{0,3}<(?P<name>div|section|article|aside|main|figure|blockquote)\b(?P<rest>[^<>]*)>\s*$", re.I
)
MARKDOWN = re.compile(r"""\smarkdown(?:\s*=\s*["']?(?:1|block|span)["']?)?(?=\s|/?$)""", re.IGNORECASE)
CLASSES = {".smallcaps": "smallcaps", ".sc": "smallcaps", ".underline": "underline", ".ul": "underline"}
RAISED = re.compile(r"\\?\[?(\d{1,4}|[a-z]|[*†‡§]{1,3})\\?\]?")
"""What a raised link holds if it calls a note: `1`, `[1]` with its brackets escaped."""
AIM = re.compile(rf"\(\s*(#[^()\s]*)[^()]*\)(?:{ATTRIBUTES.pattern})?\^")
"""Where a raised link leads: inside the text."""
BEHIND = ")]`*_"
"""What an element ends with, so that attributes may follow it."""


def rules(parser: MarkdownIt) -> None:
    """Teach a parser inline notes, spans and attributes. Changes it."""
    parser.inline.ruler.before("link", "raised_call", _raised)
    parser.inline.ruler.before("link", "inline_note", _note)
    parser.inline.ruler.before("link", "span", _span)
    parser.inline.ruler.before("link", "attributes", _attributes)


def _raised(state: StateInline, silent: bool) -> bool:
    r"""Read `^[1](#fn1)^` and `^[\[1\]](#fn1){#r1}^`: a token `raised_call`, its `info` what is no number.

    So Pandoc writes a raised link (Pandoc's manual, “Superscripts and subscripts”).
    """
    if not state.src.startswith("^[", state.pos):
        return False
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    state.pos = start
    number = RAISED.fullmatch(state.src[start + 2 : end]) if end >= 0 else None
    aim = AIM.match(state.src, end + 1) if number else None
    if number is None or aim is None:
        return False
    if not silent:
        token = state.push("raised_call", "", 0)
        token.content, token.info = number[1], aim[0]
    state.pos = aim.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """Read `^[…]`: a token `inline_note` whose children are those of the note."""
    if not state.src.startswith("^[", state.pos):
        return False
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    state.pos = start
    content = state.src[start + 2 : end]
    if end < 0 or not content.strip(" 0123456789") or state.src.startswith("^", end + 1):
        return False  # `^[2]^` is a number raised
    if not silent:
        token = state.push("inline_note", "", 0)
        token.content, token.children = content, []
        state.md.inline.parse(content, state.md, state.env, token.children)
    state.pos = end + 1
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """Read `[…]{…}`: what it holds between `span_open`, whose `info` are the attributes, and `span_close`."""
    if state.src[state.pos] != "[":
        return False
    start, limit = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    state.pos = start
    found = ATTRIBUTES.match(state.src, end + 1) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, end
        state.push("span_open", "span", 1).info = found[0]
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = found.end(), limit
    return True


def _attributes(state: StateInline, silent: bool) -> bool:
    """Read the attributes behind a link, a picture or code: a token of that name."""
    if state.src[state.pos] != "{" or not state.pos or state.src[state.pos - 1] not in BEHIND:
        return False
    found = ATTRIBUTES.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("attributes", "", 0).content = found[0]
    state.pos = found.end()
    return True


def style(token: Token) -> str:
    """Return the style that a span means, empty if none."""
    found = [CLASSES[word] for word in token.info.strip("{}").split() if word in CLASSES]
    return found[0] if found else ""


def furniture(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield what stands on or at the end of lines and is no text: (index, what it is, the line without).

    Words taken are those of attributes; a fence or a tag leaves a blank line. Code stays as it is.
    """
    fenced, divisions = False, 0
    tags: list[tuple[str, bool]] = []
    for at, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        under = lines[at + 1] if at + 1 < len(lines) else ""
        heading = HEADING.match(line) or (UNDERLINE.match(under) and TITLE.match(line))
        box = dialects.directive(line)
        if heading:
            yield at, heading["found"], line[: heading.start("found")]
        elif box:
            divisions += 1
            yield at, *box
        elif OPENING.match(line) or (divisions and CLOSING.match(line)):
            divisions += -1 if CLOSING.match(line) else 1
            yield at, line, ""
        elif _is_tag(line, tags):
            yield at, "", ""


def _is_tag(line: str, tags: list[tuple[str, bool]]) -> bool:
    """Say whether a line is a tag round Markdown, or its end; `tags` are those open. Changes `tags`."""
    found = TAG_LINE.match(line)
    if found and not found["rest"].endswith("/"):
        tags.append((found["name"].lower(), bool(MARKDOWN.search(found["rest"]))))
        return tags[-1][1]
    end = re.fullmatch(r"\s{0,3}</(\w+)\s*>\s*", line)
    if end and tags and tags[-1][0] == end[1].lower():
        return tags.pop()[1]
    return False
