"""What Obsidian, Docusaurus and Material for MkDocs write and CommonMark does not know.

In the running text `[[page|words]]`, `![[picture.png]]` and `==marked==` are rules for the parser
(help.obsidian.md, “Obsidian Flavored Markdown”). Comments (`%% … %%`, `{/* … */}`), names of blocks (`^id`),
imports of MDX, tasks and the openings of boxes (`> [!note] Title`, `:::tip Title`, `!!! note "Title"`) are
seen to before parsing, line by line. A box's title becomes bold, its kind is no word of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

LINK = re.compile(
    r"(?P<embed>!?)\[\[(?!\d+\]\])(?P<target>[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\](?!\()"
    r"(?P<tail>[^\W\d_]*)"
)
PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)", re.IGNORECASE)
SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
MARK = re.compile(r"(?<![\w=])==(?=\S)(?P<words>[^=\n]+(?:\n[^=\n]+){0,4})(?<=\S)==(?![\w=])")
KINDS = (
    "note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq|warning"
    "|caution|attention|failure|fail|missing|danger|error|bug|example|quote|cite"
)
"""The kinds of boxes that the three have."""
CALLOUT = re.compile(
    r"(?P<quote>\s{0,3}>\s?)(?P<mark>\[![A-Za-z][\w-]*(?:\|[^\]\n]*)?\][+-]?)\s*(?P<title>.*)$"
)
DIRECTIVE = re.compile(
    rf"\s{{0,3}}(?P<mark>:{{3,}}\s?(?:{KINDS}))(?:\[(?P<named>[^\]\n]*)\]|\s+(?P<title>[^{{}}\n]*?))?\s*:*\s*$"
)
ADMONITION = re.compile(
    rf"(?P<mark>(?:!!!|\?\?\?\+?)\s+(?:{KINDS})(?:\s+(?:inline|end|[\w-]+))*)(?:\s+\"(?P<title>[^\"\n]*)\")?\s*$"
)
IMPORT = re.compile(r"import\s+(?:[\w{},*\s]+\s+from\s+)?([\"'])[^\"'\n]+\1;?\s*$")
NAME = re.compile(r"(?:(?<=\S)\s+|^)\^(?!\d+\s*$)[A-Za-z0-9-]{2,40}\s*$")
TASK = re.compile(r"(?P<bullet>\s*(?:[-*+]|\d{1,3}[.)])\s+)\[(?P<done>[ xX])\](?=\s+\S)")
COMMENT = re.compile(
    r"(?<![%\d])%%(?!%)[^\n%]+%%(?!%)|^%%[ \t]*\n(?:(?!%%).*\n){1,60}?%%[ \t]*$|\{/\*[^{}]{0,2000}?\*/\}",
    re.MULTILINE,
)
VAULT = re.compile(
    r"!?\[\[[^\[\]|\n]+(?:\||#|\.(?:md|png|jpe?g|svg|webp|pdf)\b)[^\[\]\n]*\]\]|^\s{0,3}>\s?\[![A-Za-z]+\]|^%%|%%$"
    r"|\s\^[0-9a-f]{6}$|^aliases:|^tags:\s*\[",
    re.MULTILINE,
)
"""What only notes of Obsidian have; without a trace of it `[[…]]` are an editor's brackets."""
INDENT = re.compile(r"(?: {4}|\t)(?=\s*\S)")

Taken = Iterator[tuple[int, str, str]]
"""Index of a line, what is taken off it, the line without."""


def rules(parser: MarkdownIt) -> None:
    """Teach a parser links in double brackets and marked words. Changes it."""
    parser.inline.ruler.before("link", "wiki_link", _link)
    parser.inline.ruler.before("link", "marked", _marked)


def _link(state: StateInline, silent: bool) -> bool:
    """Read `[[page|words]]`: its words, or the page's name; `![[…]]` is a picture if it names one."""
    found = LINK.match(state.src, state.pos)
    glued = bool(state.pos) and state.src[state.pos - 1].isalnum()
    if found is None or glued or not state.env.get("vault"):
        return False
    if not silent:
        target, words = found["target"].strip(), (found["words"] or "").strip()
        if found["embed"] and PICTURE.fullmatch(target):
            token = state.push("image", "img", 0)
            token.attrs = {"src": target, "alt": ""}
            token.content = "" if SIZE.fullmatch(words) else words
            token.info = words if SIZE.fullmatch(words) else ""
            token.children = []
            if token.content:
                state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token = state.push("wiki_link", "", 0)
            token.content, token.info = words or target, target if words else ""
            token.meta = {"tail": found["tail"]}
    state.pos = found.end()
    return True


def _marked(state: StateInline, silent: bool) -> bool:
    """Read `==words==`: what it holds between `mark_open` and `mark_close`."""
    found = MARK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        limit = state.posMax
        state.pos, state.posMax = found.start("words"), found.end("words")
        state.push("mark_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = limit
    state.pos = found.end()
    return True


def is_vault(lines: Sequence[str]) -> bool:
    """Say whether lines are a note of Obsidian."""
    return VAULT.search("\n".join(lines)) is not None


def directive(line: str) -> tuple[str, str] | None:
    """Return what opens a box of Docusaurus, `:::tip Title`, and its title, marked; None if a line does not.

    On a line of its own it is not in bold: so are headings.
    """
    found = DIRECTIVE.match(line)
    title = ((found["named"] or found["title"]) or "").strip() if found else ""
    return (found["mark"], f"=={title}==" if title else "") if found else None


def furniture(lines: Sequence[str], vault: bool) -> Taken:
    """Yield what stands in lines and is no text: (index, what it is, the line without). Code stays as it is.

    `vault`: the lines are a note of Obsidian, whose blocks have names.
    """
    fenced = boxed = False
    comments = _comments(lines)
    for at, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        if at in comments:
            yield at, *comments[at]
            continue
        inner = INDENT.match(line) if boxed else None
        boxed = boxed and (inner is not None or not line.strip())
        if inner:
            yield at, "", line[inner.end() :]
        elif found := ADMONITION.match(line):
            boxed = True
            yield at, found["mark"], _bold(found["title"])
        elif vault and (found := NAME.search(line)):
            yield at, found[0], line[: found.start()]
        else:
            yield from _line(at, line)


def _line(at: int, line: str) -> Taken:
    """Yield what is taken off a line outside boxes, if anything."""
    if found := CALLOUT.match(line):
        yield at, found["mark"], found["quote"] + _bold(found["title"])
    elif IMPORT.match(line):
        yield at, line, ""
    elif found := TASK.match(line):
        box = "☐" if found["done"] == " " else "☑"
        yield at, found["done"], f"{found['bullet']}{box}{line[found.end() :]}"


def _bold(title: str | None) -> str:
    return f"**{title.strip()}**  " if title and title.strip() else ""


def _comments(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the lines that hold comments: what they say, and the line without."""
    text = "\n".join(lines)
    out: dict[int, tuple[str, str]] = {}
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    at = 0
    for found in COMMENT.finditer(text):
        while starts[at + 1] <= found.start():
            at += 1
        first = at
        while starts[first] < found.end():
            begin = max(found.start() - starts[first], 0)
            end = min(found.end() - starts[first], len(lines[first]))
            taken, rest = out.get(first, ("", lines[first]))
            cut = lines[first][begin:end]
            out[first] = (f"{taken} {cut}", rest.replace(cut, " ", 1) if rest.strip() != cut.strip() else "")
            first += 1
    return out
