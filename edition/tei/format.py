"""One canonical form for TEI on disk, as a formatter gives program code one.

Works on the file's own words, not on a tree's: character references, CDATA sections, comments,
processing instructions and the document type stay as they are written. Only white space that means
nothing, the order of attributes and the shape of tags change. What the import writes is in this form
already (`edition.tei.write`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from edition.problems import Code, EditionError, Place
from edition.tei.lexer import ATTRIBUTE, TOKEN
from edition.tei.names import DIVISIONS, XML, is_tei, local
from edition.tei.parse import well_formed
from edition.tei.write import ATTRIBUTES, DECLARATION, SPACED

RANK = {name.replace(f"{{{XML}}}", "xml:"): place for place, name in enumerate(ATTRIBUTES)}
SPACE = f"{{{XML}}}space"
BLANK = re.compile(r"[ \t\n]*")

MARKS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
"""What a file may begin with, and the encoding that it tells."""
BLOCKS = DIVISIONS | frozenset(
    """p ab lg l list table sp figure floatingText quote cit
    listBibl listPerson listPlace listOrg listEvent biblStruct head item label row dateline salute
    signed series""".split()
)
"""What stands on lines of its own where whoever wrote the file set it so: paragraphs in a `note`, say."""


@dataclass(slots=True)
class Node:
    """An element as it is written: its start-tag without the closing bracket, and what it holds."""

    name: str
    tag: str
    element: etree._Element
    children: list[Node | str] = field(default_factory=list)


def formatted(data: bytes, path: str) -> bytes:
    """Return a TEI file's bytes in canonical form: UTF-8, LF, one block a line, two blanks a level.

    Text, ids, comments, processing instructions, references and CDATA sections are kept. A second time
    changes nothing. Raises `EditionError` as `parse.well_formed` does.
    """
    root = well_formed(data, path)
    text = decoded(data, root)
    done = DECLARATION + document(text, root).encode()
    if not alike(root, well_formed(done, path)):
        raise EditionError(
            Code.FORMAT_UNSAFE,
            Place(path, 1),
            "the canonical form would not be the same text",
            "a report to us",
        )
    return done


def decoded(data: bytes, root: etree._Element) -> str:
    """Return the characters of a file by its mark or its declaration, ends of line as XML reads them.

    (XML 1.0 §2.11, §4.3.3 and appendix F.)
    """
    marked = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    encoding = marked or root.getroottree().docinfo.encoding or "UTF-8"
    text = data.decode(encoding).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def document(text: str, root: etree._Element) -> str:
    """Return a whole document laid out, without its XML declaration."""
    lines = []
    for child in tree(text, root).children:
        if isinstance(child, Node):
            lines.append(laid(child, 0) if is_block(child) else flat(child))
        elif not child.startswith("<?xml ") and not is_blank(child):
            lines.append(child)
    return "".join(f"{line}\n" for line in lines)


def tree(text: str, root: etree._Element) -> Node:
    """Return the document as nodes; the outermost stands for the document and has no tag."""
    elements = root.iter(etree.Element)
    top = Node("", "", root)
    opened = [top]
    for match in TOKEN.finditer(text):
        token = match[0]
        if match.lastgroup == "end":
            opened.pop()
        elif match.lastgroup != "start":
            opened[-1].children.append(token)
        else:
            node = start(token, next(elements))
            opened[-1].children.append(node)
            if not token.endswith("/>"):
                opened.append(node)
    return top


def start(token: str, element: etree._Element) -> Node:
    """Return the node of a start-tag: attributes in canonical order, in double quotes, on one line."""
    name = re.split(r"[\s/>]", token[1:], maxsplit=1)[0]
    found = sorted(ATTRIBUTE.findall(token[1 + len(name) :]), key=lambda pair: rank(pair[0]))
    return Node(name, "".join([f"<{name}", *(f' {key}="{value(raw)}"' for key, raw in found)]), element)


def rank(name: str) -> tuple[int, str]:
    """Return where an attribute stands: namespaces first, then those of `write.ATTRIBUTES`, then by name."""
    if name == "xmlns" or name.startswith("xmlns:"):
        return -1, name
    return RANK.get(name, len(RANK)), name


def value(raw: str) -> str:
    """Return what stands between an attribute's quotes, fit for double ones; white space as XML reads it."""
    inner = re.sub(r"[\t\n]", " ", raw[1:-1])
    return inner.replace('"', "&quot;") if raw.startswith("'") else inner


def is_blank(child: Node | str) -> bool:
    """Say whether this is white space and nothing else."""
    return isinstance(child, str) and BLANK.fullmatch(child) is not None


def is_remark(child: Node | str) -> bool:
    """Say whether this is a comment or a processing instruction."""
    return isinstance(child, str) and child.startswith(("<!--", "<?"))


def is_block(node: Node) -> bool:
    """Say whether the white space directly inside an element means nothing, so that it can be set."""
    solid = [child for child in node.children if not is_blank(child)]
    if not solid or node.element.get(SPACE) == "preserve" or not is_tei(node.element):
        return False
    if any(isinstance(child, str) and not is_remark(child) for child in solid):
        return False
    return local(node.element) in SPACED or is_set_in_lines(node)


def is_set_in_lines(node: Node) -> bool:
    """Say whether an element that could hold text holds blocks only, and each on a line already."""
    if not all(isinstance(c, str) or local(c.element) in BLOCKS for c in node.children):
        return False
    gaps = [is_blank(child) and "\n" in str(child) for child in node.children]
    return gaps[0] and gaps[-1] and all(a or b for a, b in pairwise(gaps))


def laid(node: Node, depth: int) -> str:
    """Return an element with its children one a line. A remark stays behind what it stood behind."""
    lead = "\n" + "  " * (depth + 1)
    out = [node.tag, ">"]
    gap = ""
    for child in node.children:
        if is_blank(child):
            gap = str(child)
            continue
        if is_remark(child) and "\n" not in gap:
            out.append(" ")
        else:
            out.extend(("\n" if gap.count("\n") > 1 and len(out) > 2 else "", lead))
        out.append(laid(child, depth + 1) if isinstance(child, Node) and is_block(child) else flat(child))
        gap = ""
    return "".join([*out, "\n", "  " * depth, f"</{node.name}>"])


def flat(child: Node | str) -> str:
    """Return text, a remark, or an element with the white space in it as it is."""
    return child if isinstance(child, str) else "".join(pieces(child))


def pieces(node: Node) -> Iterator[str]:
    """Yield the parts of an element as it is; what is empty gets one tag."""
    if not node.children:
        yield f"{node.tag}/>"
        return
    yield f"{node.tag}>"
    for child in node.children:
        if isinstance(child, Node):
            yield from pieces(child)
        else:
            yield child
    yield f"</{node.name}>"


def alike(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two trees hold the same but for white space alone between elements."""
    left, right = list(one.iter()), list(other.iter())
    return len(left) == len(right) and all(map(is_same, left, right))


def is_same(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two nodes have the same name, attributes, text, and text behind them."""
    if one.tag != other.tag or dict(one.attrib) != dict(other.attrib):
        return False
    return is_same_text(one.text, other.text, one) and is_same_text(one.tail, other.tail, one.getparent())


def is_same_text(one: str | None, other: str | None, holder: etree._Element | None) -> bool:
    """Say whether two texts are the same, or white space that means nothing where it stands."""
    if (one or "") == (other or ""):
        return True
    if (one or "").strip() or (other or "").strip():
        return False
    return holder is None or local(holder) in SPACED or ("\n" in (one or "") and "\n" in (other or ""))
