"""Formulae in one line, for who cannot see them laid out: `(a+b)/2`, `x^2` (MathML 3 §2.2.1, `alttext`)."""

from __future__ import annotations

from lxml import etree

SIGNS: dict[str, tuple[str, ...]] = {
    "mfrac": ("", "/", ""),
    "msup": ("", "^", ""),
    "msub": ("", "_", ""),
    "msubsup": ("", "_", "^", ""),
    "mover": ("", "^", ""),
    "munder": ("", "_", ""),
    "munderover": ("", "_", "^", ""),
    "mroot": ("", " root ", ""),
    "msqrt": ("√", "", ""),
    "mtr": ("", ", ", ""),
    "mtable": ("", "; ", ""),
}
"""What stands before, between and behind the parts of an element, the last between often repeated."""
TIGHT = frozenset("mfrac msup msub msubsup mover munder munderover mroot msqrt".split())
"""Elements whose parts are one thing each: of several letters, they stand in parentheses."""


def linear(formula: etree._Element) -> str:
    """Return a formula as one line; its elements have names without a namespace."""
    name = str(formula.tag)
    parts = [linear(child) for child in formula.iterchildren(etree.Element)]
    own = " ".join((formula.text or "").split())
    if not parts:
        return own
    if name == "msqrt":
        parts = ["".join(parts)]
    if name in TIGHT:
        parts = [part if len(part) < 2 or part.isalnum() else f"({part})" for part in parts]
    signs = SIGNS.get(name, ("", "", ""))
    out = signs[0] + own + parts[0]
    for number, part in enumerate(parts[1:], 1):
        out += signs[min(number, len(signs) - 2)] + part
    return out + signs[-1]
