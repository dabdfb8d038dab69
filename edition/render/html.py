"""HTML is built from elements, never from strings; what HTML does not allow is put right on the tree.

TEI lets a paragraph hold lists and a list hold page breaks; HTML does not (HTML §3.2.5, content models).
`settle` turns a `p` that came to hold a block into a `div`, and gives strays among list items or table
rows a place inside their neighbours. Nothing is lost and nothing is moved past text.
"""

from __future__ import annotations

from lxml import etree

BLOCKS = frozenset(
    "address article aside blockquote div dl figure figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup "
    "hr main nav ol p pre section table ul li dt dd details summary tr td th thead tbody caption".split()
)
PHRASING = frozenset(
    "p h1 h2 h3 h4 h5 h6 span em i b strong sup sub u s q cite code abbr time small var dfn pre bdi".split()
)
"""Elements that must not hold a block."""
TRANSPARENT = frozenset(("a", "ins", "del"))
ADOPTS = {
    "ul": ("li",),
    "ol": ("li",),
    "dl": ("dt", "dd"),
    "table": ("caption", "thead", "tbody"),
    "tbody": ("tr",),
    "tr": ("td", "th"),
}
"""What these may hold."""
WRAPPERS = {
    "ul": ("li",),
    "ol": ("li",),
    "dl": ("dd",),
    "table": ("tbody", "tr", "td"),
    "tbody": ("tr", "td"),
    "tr": ("td",),
}
"""What is made, from the outside in, for something that finds no place in a neighbour."""
ALLOWED_SCHEMES = ("http://", "https://", "mailto:", "#", "/", "./", "../")
IDS = etree.XPath("descendant-or-self::*/@id[. != '']", smart_strings=False)
CLASSES = etree.XPath("descendant-or-self::*/@class", smart_strings=False)


def sub(parent: etree._Element, tag: str, *classes: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element; `aria_label=` becomes `aria-label`, empty values are left out."""
    element = etree.SubElement(parent, tag)
    if names := " ".join(filter(None, classes)):
        element.set("class", names)
    for name, value in attributes.items():
        if value:
            element.set(name.rstrip("_").replace("_", "-") if "_" in name else name, value)
    if text:
        element.text = text
    return element


def add_text(parent: etree._Element, text: str | None) -> None:
    """Append text after whatever the element holds."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def spill(parent: etree._Element, text: str | None) -> None:
    """Append text that stands where only elements belong: blanks are layout, words are kept."""
    if text and text.strip():
        add_text(parent, text)


def add_class(element: etree._Element, *classes: str) -> None:
    """Add classes to an element, each once."""
    have = (element.get("class") or "").split()
    element.set("class", " ".join([*have, *(c for c in classes if c and c not in have)]))


def has_class(element: etree._Element, *classes: str) -> bool:
    """Say whether an element has one of these classes."""
    held = element.get("class")
    return held is not None and not set(classes).isdisjoint(held.split())


def safe_href(href: str) -> str:
    """Return an address if it is relative or of an allowed scheme, else nothing."""
    folded = "".join(href.split()).lower()
    if folded.startswith(ALLOWED_SCHEMES):
        return href
    return href if ":" not in folded.partition("/")[0] else ""


def is_block(element: etree._Element) -> bool:
    """Say whether an element is a block, or a link or the like around one."""
    if element.tag in TRANSPARENT:
        return any(is_block(child) for child in element)
    return element.tag in BLOCKS


def ids(root: etree._Element) -> list[str]:
    """Return the ids in a page, in order."""
    found: list[str] = IDS(root)
    return found


def classes(root: etree._Element) -> frozenset[str]:
    """Return the classes that something in a page has."""
    found: list[str] = CLASSES(root)
    return frozenset(name for value in set(found) for name in value.split())


def settle(root: etree._Element) -> None:
    """Put right what HTML does not allow, from the innermost outwards. Changes the tree."""
    for element in reversed(list(root.iter(etree.Element))):
        if element.tag == "a" and element.get("href"):
            free_links(element)
        tag = str(element.tag)
        if tag in ADOPTS:
            adopt(element, ADOPTS[tag], WRAPPERS[tag])
        elif tag in PHRASING and any(is_block(child) for child in element):
            demote(element, tag)
    for line in list(root.iter("br")):
        if opens_block(line):
            remove(line)


def opens_block(element: etree._Element) -> bool:
    """Say whether nothing is printed between the start of an element's block and the element."""
    at = element
    while True:
        previous, parent = at.getprevious(), at.getparent()
        if parent is None:
            return True
        before = previous.tail if previous is not None else parent.text
        if (before or "").strip():
            return False
        if previous is None:
            if is_block(parent):
                return True
            at = parent
        elif is_silent(previous):
            at = previous
        else:
            return is_block(previous)


def is_silent(element: etree._Element) -> bool:
    """Say whether an element prints nothing in its line: an empty anchor, a page mark in the margin."""
    if has_class(element, "pb", "anchor"):
        return True
    return element.tag not in ("img", "br", "hr") and not "".join(str(t) for t in element.itertext()).strip()


def remove(element: etree._Element) -> None:
    """Take an element out, keeping the text after it."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def demote(element: etree._Element, tag: str) -> None:
    """Turn an element that came to hold a block into a `div`; a heading stays one for a screen reader."""
    element.tag = "div"
    if tag[0] == "h" and tag[1:].isdigit():
        element.set("role", "heading")
        element.set("aria-level", tag[1:])


def adopt(parent: etree._Element, allowed: tuple[str, ...], wrappers: tuple[str, ...]) -> None:
    """Give a place to what may not stand here: marks go into a neighbour, the rest gets one of its own."""
    loose_text(parent)
    for child in list(parent):
        if child.tag in allowed:
            continue
        following = next((c for c in child.itersiblings() if c.tag == wrappers[0]), None)
        previous = child.getprevious()
        if is_mark(child) and following is not None:
            prepend(inner(following, wrappers), child)
        elif is_mark(child) and previous is not None and previous.tag == wrappers[0]:
            inner(previous, wrappers, last=True).append(child)
        else:
            child.addprevious(made := etree.Element(wrappers[0]))
            inner(made, wrappers).append(child)


def loose_text(parent: etree._Element) -> None:
    """Put text that stands among elements that leave no room for it into elements of its own."""
    if (parent.text or "").strip():
        parent.insert(0, made := etree.Element("span"))
        made.text, parent.text = parent.text, None
    for child in list(parent):
        if (child.tail or "").strip():
            made = etree.Element("span")
            made.text, child.tail = child.tail, None
            child.addnext(made)


def is_mark(element: etree._Element) -> bool:
    """Say whether an element only marks a place: a page beginning, an anchor, a note's call."""
    return has_class(element, "note-call") or is_silent(element)


def inner(element: etree._Element, wrappers: tuple[str, ...], *, last: bool = False) -> etree._Element:
    """Return the innermost place of a list's item or a table's row, made if it lacks one."""
    for tag in wrappers[1:]:
        found = [child for child in element if child.tag in (tag, "th" if tag == "td" else tag)]
        element = (found[-1] if last else found[0]) if found else etree.SubElement(element, tag)
    return element


def prepend(parent: etree._Element, child: etree._Element) -> None:
    """Make an element the first of another's children, before its text."""
    child.tail, parent.text = parent.text, None
    parent.insert(0, child)


def free_links(link: etree._Element) -> None:
    """Take links out of a link: split it around what holds them; give it up if that leaves it nothing."""
    if all(inner is link for inner in link.iter("a")):
        return
    if says_more(link):
        split_link(link)
    else:
        give_up(link)


def says_more(link: etree._Element) -> bool:
    """Say whether a link has words besides the children that hold links: more than points and commas."""
    own = [link.text or "", *((child.tail or "") for child in link)]
    own += ["".join(map(str, c.itertext())) for c in link if next(c.iter("a", "img"), None) is None]
    return any(char.isalnum() for text in own for char in text) or next(link.iter("img"), None) is not None


def give_up(link: etree._Element) -> None:
    """Make a link plain text with its class."""
    link.tag = "span"
    for name in ("href", "rel", "role", "aria-label"):
        link.attrib.pop(name, None)


def split_link(link: etree._Element) -> None:
    """Split a link around links among its children; the first part keeps the id, none is without words.

    The parts that go on with a link are of the class `link-rest`.
    """
    at: etree._Element = link
    tail, link.tail = link.tail, None
    part = link
    parts = [link]
    for child in list(link):
        if child.tag != "a" and next(child.iter("a"), None) is None:
            if part is not link:
                part.append(child)
            continue
        after, child.tail = child.tail, None
        at.addnext(child)
        part = etree.Element("a", {k: v for k, v in link.attrib.items() if k != "id"})
        part.text = after
        child.addnext(part)
        parts.append(part)
        at = part
    if not len(part) and not part.text:
        previous = part.getprevious()
        part.getparent().remove(part)  # type: ignore[union-attr]
        at = previous if previous is not None else link
    at.tail = tail
    kept = False
    for part in parts:
        text = "".join(map(str, part.itertext()))
        if not any(map(str.isalnum, text)) and next(part.iter("img"), None) is None:
            give_up(part)
        elif kept:
            add_class(part, "link-rest")
        else:
            kept = True


def wrap_inline(parent: etree._Element) -> None:
    """Gather text and inline elements that stand beside nothing else into a paragraph."""
    if any(is_block(child) for child in parent) and not (parent.text or "").strip():
        return
    made = etree.Element("p")
    made.text, parent.text = parent.text, None
    for child in list(parent):
        if is_block(child):
            break
        made.append(child)
    parent.insert(0, made)


def serialise(element: etree._Element) -> str:
    """Return an element as HTML text."""
    return etree.tostring(element, method="html", encoding="unicode", with_tail=False)
