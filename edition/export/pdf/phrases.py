"""From the HTML of a phrase to nodes: looks, languages, links, notes at their calls, pages of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.export.pdf.nodes import Node
from edition.render.html import has_class, is_block

Nodes = list[Node | str]

TAG_STYLES = {
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "b": "bold",
    "strong": "bold",
    "th": "bold",
    "sup": "sup",
    "sub": "sub",
    "u": "underline",
    "ins": "",
    "s": "strike",
    "del": "strike",
    "code": "mono",
    "q": "quoted",
}
CLASS_STYLES = {
    "tei-role": "smallcaps",
    "tei-stage": "italic",
    "unmarked": "",
    "lemma": "",
    "kind": "italic",
    "omission": "italic",
    "milestone": "small",
    "siglum": "bold",
    "entry-name": "name",
    "when": "when",
    "fact": "fact",
    "locus": "locus",
    "title-role": "",
    "type-speaker": "speaker",
    "type-siglum": "led",
}
"""Class -> style. Classes `r-…` of the renderer are styles themselves."""
QUIET = frozenset("ln alt-mark item-mark note-mark note-series note-backs permalink unseen".split())
"""What is printed elsewhere, or not at all."""
BLANK = " \t\n\r\f"


class Guide:
    """What a chapter knows beyond the element being converted. This one knows nothing."""

    def note(self, ident: str, setting: Setting) -> Node | None:  # noqa: ARG002
        """Return the node of a note of this page with its body; None if it is printed elsewhere."""
        return None

    def entry(self, ident: str, setting: Setting) -> Node | None:  # noqa: ARG002
        """Return the node of an entry of the apparatus; None if there is none of this id."""
        return None

    def mention(self, name: str, page: str) -> str:  # noqa: ARG002
        """Return the label for a mention of an entry, on a page of the source; nothing for no entry."""
        return ""


@dataclass(slots=True)
class Setting:
    """What converting a page needs to know, and what it finds on the way."""

    document: str
    resolve: Callable[[str], tuple[str, str] | None]
    """Address -> document and id."""
    targets: frozenset[str] = frozenset()
    """Names of places that something points to: only these become labels."""
    guide: Guide = field(default_factory=Guide)
    page: str = ""
    """The page of the source that is open."""
    used: set[str] = field(default_factory=set)
    quiet: bool = False
    """Whether places and mentions are not noted: a passage is said again."""

    def name(self, ident: str) -> str:
        """Return the name of a place in the book: no two documents share one."""
        return f"{self.document}#{ident}"

    def anchors(self, element: etree._Element) -> Nodes:
        """Return a place for an element that something points to, once."""
        name = self.name(str(element.get("id") or ""))
        if self.quiet or name not in self.targets or name in self.used:
            return []
        self.used.add(name)
        return [Node("at", [], {"id": name})]


def phrases(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield the nodes for one inline element."""
    if has_class(element, *QUIET):
        yield from setting.anchors(element)
        return
    if has_class(element, "note-call"):
        yield from call(element, setting)
        return
    if has_class(element, "pb"):
        yield from page(element, setting)
        return
    make = TAGS.get(str(element.tag))
    if make is not None:
        yield from make(element, setting)
        return
    held = [*setting.anchors(element), *inside(element, setting)]
    looks = styles(element)
    found: Nodes = [Node("hi", held, {"s": looks})] if looks and held else held
    yield from languages(element, found)
    if has_class(element, "alt"):
        yield from apparatus(element, setting)


def inside(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield the phrases in an element; a block among them is run on."""
    yield element.text or ""
    before: etree._Element | None = None
    for child in element.iterchildren(etree.Element):
        if before is not None and is_block(before) and is_block(child) and not (before.tail or "").strip():
            yield " / " if has_class(child, "tei-l") else " "
        yield from phrases(child, setting)
        yield child.tail or ""
        before = child


def styles(element: etree._Element) -> list[str]:
    """Return the looks of an element: its tag's and its classes'."""
    found = [TAG_STYLES.get(str(element.tag), "")]
    for name in (element.get("class") or "").split():
        found.append(name[2:] if name.startswith("r-") else CLASS_STYLES.get(name, ""))
    if element.get("dir") == "rtl":
        found = [s for s in found if s != "italic"]  # scripts of this direction have no italics
    return [s for s in dict.fromkeys(found) if s]


def languages(element: etree._Element, found: Nodes) -> Nodes:
    """Return nodes in the language of an element, where it names one."""
    tag = str(element.get("lang") or "")
    if not tag or not found:
        return found
    kind = "lang" if all(isinstance(n, str) or n.kind in INLINE for n in found) else "langs"
    return [Node(kind, found, {**spoken(tag), "dir": element.get("dir") or ""})]


def spoken(tag: str) -> dict[str, str]:
    """Return language, script and region of a tag (BCP 47), as Typst takes them."""
    first, *rest = tag.split("-")
    script = next((p.lower() for p in rest if len(p) == 4 and p.isalpha()), "")
    region = next((p.upper() for p in rest if len(p) == 2 and p.isalpha()), "")
    return {"lang": first.lower() if len(first) in (2, 3) else "", "script": script, "region": region}


def around(element: etree._Element) -> dict[str, str]:
    """Return language and direction of an element: its own, or those of what stands around it."""
    holder = next((e for e in (element, *element.iterancestors()) if e.get("lang")), None)
    if holder is None:
        return {}
    return {**spoken(str(holder.get("lang"))), "dir": str(holder.get("dir") or "ltr")}


INLINE = frozenset("hi lang link br at note call page mention image".split())


def link(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield a link: to a place of the book, to an entry, to the web; one that leads nowhere is its words."""
    held = [*setting.anchors(element), *inside(element, setting)]
    looks = [s for s in styles(element) if s]
    held = [Node("hi", held, {"s": looks})] if looks else held
    href = str(element.get("href") or "")
    found = setting.resolve(href)
    if has_class(element, "alt"):
        yield from languages(element, held)
        yield from apparatus(element, setting)
        return
    if found is not None:
        name = f"{found[0]}#{found[1]}"
        ident = "" if setting.quiet else setting.guide.mention(name, setting.page)
        yield from languages(element, [Node("link", held, {"to": name, "id": ident})])
    elif href.startswith(("http://", "https://", "mailto:")):
        yield from languages(element, [Node("link", held, {"href": href})])
    else:
        yield from languages(element, held)


def break_(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield a new line."""
    yield from setting.anchors(element)
    yield Node("br")


def image(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield a picture that lies beside the documents."""
    yield from setting.anchors(element)
    src = str(element.get("src") or "")
    if src.startswith("./"):
        yield Node("image", [], {"src": src[2:], "alt": element.get("alt") or ""})


def ruby_text(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield the gloss of a ruby, above the line."""
    yield Node("hi", list(inside(element, setting)), {"s": ["sup"]})


TAGS: dict[str, Callable[[etree._Element, Setting], Iterator[Node | str]]] = {
    "a": link,
    "br": break_,
    "img": image,
    "rt": ruby_text,
}


def call(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield a note at its call; where it is called again, or printed elsewhere, the way to it."""
    link_ = next((e for e in element.iter("a") if e.get("href")), None)
    found = setting.resolve(str(link_.get("href"))) if link_ is not None else None
    mark = "".join(map(str, element.itertext())).strip()
    if found is None or link_ is None:
        yield Node("hi", [mark], {"s": ["sup"]})
        return
    yield from setting.anchors(link_)
    made = setting.guide.note(found[1], setting) if found[0] == setting.document else None
    if made is not None and made.kind == "note":
        made.values.update(around(element))
    yield (
        made
        if made is not None
        else Node(
            "call", [], {"to": f"{found[0]}#{found[1]}", "mark": mark, "label": link_.get("aria-label") or ""}
        )
    )


def apparatus(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield the apparatus entry about a place."""
    href = str(element.get("href") or next((a.get("href") for a in element.iterchildren("a")), ""))
    found = setting.resolve(href)
    made = setting.guide.entry(found[1], setting) if found is not None and not setting.quiet else None
    if made is not None:
        yield made


def page(element: etree._Element, setting: Setting) -> Iterator[Node | str]:
    """Yield the beginning of a page of the source: its number goes into the margin."""
    yield from setting.anchors(element)
    shown = next((str(c.text or "") for c in element if has_class(c, "pb-n")), "").strip()
    if setting.quiet or not shown:
        return
    counted = element.get("data-ed") in ("counted", "inferred")
    setting.page = f"[{shown}]" if counted else shown
    yield Node("page", [], {"n": setting.page})


def tidy(nodes: Nodes) -> Nodes:
    """Return the phrases of one block with the white space that HTML shows: single, none at either end."""
    out = collapse(nodes, [True])
    trim(out)
    return merged(out)


def collapse(nodes: Nodes, blank: list[bool]) -> Nodes:
    """Return nodes with white space single; `blank` says whether the text before ends with some."""
    out: Nodes = []
    for node in nodes:
        if isinstance(node, str):
            text = squeeze(node, blank[0])
            if text:
                out.append(text)
                blank[0] = text.endswith(" ")
            continue
        if node.kind == "br":
            trim(out)
            blank[0] = True
        elif node.kind not in ("note", "call", "page", "at", "image"):
            node.nodes = collapse(node.nodes, blank)
            if not node.nodes:
                continue
        elif node.kind in ("call", "image"):
            blank[0] = False
        out.append(node)
    return out


def squeeze(text: str, after_blank: bool) -> str:
    """Return text with single blanks; none at its start if it follows one."""
    pieces = text.translate(dict.fromkeys(map(ord, BLANK), " ")).split(" ")
    inner = " ".join(piece for piece in pieces if piece)
    if not inner:
        return "" if after_blank or not text else " "
    start = " " if text[0] in BLANK and not after_blank else ""
    return f"{start}{inner}{' ' if text[-1] in BLANK else ''}"


def trim(nodes: Nodes) -> None:
    """Take the blank off the end of phrases. Changes the list."""
    while nodes:
        last = nodes[-1]
        if isinstance(last, str):
            nodes[-1] = last.rstrip(" ")
            if nodes[-1]:
                return
            nodes.pop()
        elif last.kind in ("hi", "lang", "link") and last.nodes:
            trim(last.nodes)
            return
        elif last.kind in ("at", "page"):
            rest = nodes[:-1]
            trim(rest)
            nodes[:-1] = rest
            return
        else:
            return


def merged(nodes: Nodes) -> Nodes:
    """Return nodes with texts that follow one another as one."""
    out: Nodes = []
    for node in nodes:
        if isinstance(node, str) and out and isinstance(out[-1], str):
            out[-1] += node
        else:
            out.append(node)
    return out
