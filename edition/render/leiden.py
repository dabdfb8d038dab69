"""Editorial signs: the Leiden conventions, as EpiDoc has them for inscriptions and papyri.

TEI P5 §3.5, §11.3; EpiDoc Guidelines, “Transcription”. Where the encoding does not say how much is missing or
why it was supplied, the signs are those of editions at large: `[…]`, `⟨abc⟩`.
"""

from __future__ import annotations

from lxml import etree

from edition.render.html import has_class, sub
from edition.render.walk import Behaviour, Walk
from edition.tei.names import is_tei

SUPPLIED = {
    "lost": ("[", "]"),
    "omitted": ("⟨", "⟩"),
    "subaudible": ("(", ")"),
    "explanation": ("(", ")"),
    "undefined": ("[", "]"),
}
"""Brackets by why an editor supplied words (EpiDoc: lost on the stone, left out by the mason, understood)."""
CHARACTERS = frozenset("character characters char chars letter letters".split())
LINES = frozenset(("line", "lines"))
DOTS = 12
"""More lost letters than this are counted, not drawn."""
GLYPHS = {
    "leaf": "❦",
    "hedera": "❦",
    "ivy": "❦",
    "interpunct": "·",
    "dot": "·",
    "middot": "·",
    "stauros": "☩",
    "cross": "☩",
    "chirho": "☧",
    "chi-rho": "☧",
    "staurogram": "⳨",
    "dipunct": ":",
    "tripunct": "⁝",
    "high-punctus": "˙",
    "low-punctus": ".",
    "dash": "–",
    "diple": "⟩",
    "paragraphos": "⸏",
    "coronis": "⸎",
    "check": "✓",
    "pilcrow": "¶",
    "paraph": "¶",
    "slash": "/",
    "virgula": "/",
    "dbslash": "//",
    "slanting-stroke": "/",
    "denarius": "𐆖",
    "sestertius": "𐆘",
    "EOLhyphen": "",
    "EOLunhyphen": "",
    "cmbAbbrStroke": "\u0304",
    "punc": "▪",
}
"""Signs that files only name: inscriptions and papyri by `g/@type` (EpiDoc Guidelines, “Symbol”), early
printed books by `char:…` (Text Creation Partnership: hyphens at line ends, the stroke of an abbreviation)."""


def supplied(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Words an editor supplied (§11.3.3.1); brackets that meet another's are not closed and opened again."""
    opening, closing = SUPPLIED.get(source.get("reason") or "", ("⟨", "⟩"))
    bracketed(walk, source, walk.open(source, parent, "span"), opening, closing)


def expansion(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """What an editor put for an abbreviation (§11.3.1.2): in round brackets, doubtful with a mark."""
    bracketed(walk, source, walk.open(source, parent, "span"), "(", ")")


def erasure(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """What was erased and can be read (§11.3.1.4, `rend="erasure"`): text all the same, in brackets."""
    out = sub(parent, "span", "erased")  # no `tei-del`, which is hidden and not searched
    walk.mark(source, out)
    bracketed(walk, source, out, "⟦", "⟧")


def is_erasure(source: etree._Element) -> bool:
    """Say whether a deletion is an erasure on a stone, which editions print."""
    holder = source.getparent()
    return "erasure" in (source.get("rend") or "").split() and not (
        holder is not None and is_tei(holder, "subst", "choice", "app", "rdg")
    )


def bracketed(walk: Walk, source: etree._Element, out: etree._Element, opening: str, closing: str) -> None:
    """Render what an element holds in signs; those that meet a neighbour's of the same kind are left out."""
    if not (opening == "[" and meets(source, -1)):
        sub(out, "span", "sign", text=opening)
    walk.children(source, out)
    if source.get("cert") == "low":
        sub(out, "span", "sign", text="?")
    if not (closing == "]" and meets(source, 1)):
        sub(out, "span", "sign", text=closing)


def meets(source: etree._Element, way: int) -> bool:
    """Say whether a loss stands right beside another: `[- - -ab]`, not `[- - -][ab]`."""
    if way < 0:
        other = source.getprevious()
        return other is not None and not other.tail and is_loss(other)
    other = source.getnext()
    return other is not None and not source.tail and is_loss(other)


def is_loss(element: etree._Element) -> bool:
    """Say whether an element stands in square brackets: what is lost, or supplied for it."""
    reason = element.get("reason")
    return (is_tei(element, "supplied") and SUPPLIED.get(reason or "", ("",))[0] == "[") or (
        is_tei(element, "gap") and reason == "lost" and bool(counted(element))
    )


def counted(gap: etree._Element) -> str:
    """Return what is drawn for a gap of so many letters or lines; nothing if that is not said."""
    unit, reason = gap.get("unit") or "", gap.get("reason") or ""
    least, most = gap.get("atLeast") or gap.get("min") or "", gap.get("atMost") or gap.get("max") or ""
    quantity = gap.get("quantity") or (gap.get("extent") or "" if unit in CHARACTERS | LINES else "")
    if reason not in ("lost", "illegible") or unit not in CHARACTERS | LINES:
        return ""
    if unit in LINES:
        return "– – – – – –" if not quantity.isdecimal() or int(quantity) == 1 else f"– – {quantity} – –"
    if least and most:
        return f"..{least}–{most}.."
    if quantity.isdecimal():
        about = "ca. " if gap.get("precision") == "low" else ""
        drawn = "+" if reason == "illegible" else "."
        return drawn * int(quantity) if int(quantity) <= DOTS and not about else f"..{about}{quantity}.."
    return "– – –" if quantity in ("unknown", "") else quantity


def gap_sign(gap: etree._Element) -> str:
    """Return the sign for a gap: letters lost as dots in brackets, traces as crosses, any other as `[…]`."""
    drawn = counted(gap)
    if not drawn:
        return "[…]"
    if gap.get("reason") == "illegible" and not drawn.strip("+"):
        return drawn
    opening = "" if meets(gap, -1) and gap.get("reason") == "lost" else "["
    closing = "" if meets(gap, 1) and gap.get("reason") == "lost" else "]"
    return f"{opening}{drawn}{closing}"


def named_glyph(source: etree._Element) -> str:
    """Return the sign for a glyph that is only named (`g/@type`, `@ref`), else its name in brackets."""
    name = (source.get("type") or (source.get("ref") or "").rpartition("#")[2].rpartition(":")[2]).strip()
    if name in GLYPHS:
        return GLYPHS[name]
    return f"(({name}))" if name.replace("-", "").replace("_", "").isalnum() else "\ufffd"


def is_edition(source: etree._Element) -> bool:
    """Say whether an element stands in the text of an inscription or papyrus (EpiDoc: type `edition`)."""
    return any(d.get("type") == "edition" for d in source.iterancestors("{*}div"))


def is_lines(gap: etree._Element) -> bool:
    """Say whether lines are missing in the text of an inscription or a papyrus."""
    return gap.get("unit") in LINES and is_edition(gap)


def new_line(out: etree._Element) -> None:
    """Put a line's end before an element that is not at the beginning of a line already."""
    last, parent = out.getprevious(), out.getparent()
    before = last.tail if last is not None else parent.text if parent is not None else ""
    begun = last is not None and (last.tag != "br" and not has_class(last, "anchor", "ln"))
    if begun or (before or "").strip():
        out.addprevious(etree.Element("br"))


def line_number(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append the number of a line of the source (`lb/@n`): every fifth is seen, in the margin."""
    number = (source.get("n") or "").strip()
    last = number.rpartition(".")[2]
    if number and last.isdecimal() and int(last) % 5 == 0 and not walk.quoting:
        sub(parent, "span", "ln", aria_hidden="true", text=last)


BEHAVIOURS: dict[str, Behaviour] = {"supplied": supplied, "ex": expansion}
