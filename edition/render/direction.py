"""The direction of blocks whose language the encoding does not name: that of most of their letters.

Browsers would set Hebrew or Arabic without `xml:lang` from the left, with its full stop on the wrong side
(Unicode Standard Annex 9, §4.3, HL1). `dir=auto` asks only the first letter, which may be a quoted one.
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Blocks of Unicode whose scripts run from right to left."""
BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th blockquote figcaption caption div".split())


def direct(out: etree._Element) -> None:
    """Set `dir` on the innermost blocks that run from right to left and stand in none that says.

    What the page as a whole says is not asked: it is the language of the edition, not of every text in it.
    """
    if out.get("dir") or not LEFTWARD.search("".join(map(str, out.itertext()))):
        return
    for block in out.iter(*BLOCKS):
        if block is out or says(block, out) or next(block.iterdescendants(*BLOCKS), None) is not None:
            continue
        if runs_leftward("".join(map(str, block.itertext()))):
            block.set("dir", "rtl")


def says(block: etree._Element, out: etree._Element) -> bool:
    """Say whether an element, or one around it on the page, has a language or a direction."""
    around = (e for e in (block, *block.iterancestors()) if e is not out)
    return any(e.get("dir") or e.get("lang") for e in around)


def runs_leftward(text: str) -> bool:
    """Say whether most letters of a text belong to scripts from right to left."""
    kinds = [unicodedata.bidirectional(c) for c in text if c.isalpha()]
    return sum(kind in ("R", "AL") for kind in kinds) * 2 > len(kinds)
