"""The panel by which a reader looks at the text otherwise: diplomatic, with its corrections, by one witness.

Buttons and their places are made here, so that their words are the edition's; what they do is the script's
(`views.js`). Without a script the panel is not shown and the reading text stands.
"""

from __future__ import annotations

from lxml import etree

from edition.render.apparatus import siglum_of
from edition.render.html import classes as held_classes
from edition.render.html import sub
from edition.render.walk import Siglum, Walk
from edition.tei.names import is_tei

SWITCHES: dict[str, frozenset[str]] = {
    "corrections": frozenset(("alt-sic",)),
    "spelling": frozenset(("alt-orig",)),
    "expansions": frozenset(("alt-abbr", "tei-ex")),
    "deletions": frozenset(("tei-del", "reading-del")),
    "additions": frozenset(("tei-add",)),
    "apparatus": frozenset(("entry-app",)),
}
"""Switch -> the classes that a page must hold one of for it to be offered."""
DIPLOMATIC = frozenset(("corrections", "spelling", "expansions", "deletions", "additions"))


def panel(walk: Walk, out: etree._Element) -> None:
    """Put the panel before the page's text, if there is anything that it could show."""
    held = held_classes(out)
    if any(is_tei(root, "sourceDoc", "surfaceGrp", "surface") for root in walk.page.roots):
        held -= SWITCHES["deletions"]  # a transcribed document always shows them
    offered = [name for name, classes in SWITCHES.items() if not classes.isdisjoint(held)]
    if not offered:
        return
    box = etree.Element("details", {"class": "views", "data-document": walk.document.id})
    out.insert(0, box)
    line = sub(box, "summary")
    sub(line, "span", "views-state", text=walk.label("view-reading"))
    inner = sub(box, "div", "views-body")
    texts = group(walk, inner, "view")
    button(texts, "data-view", "reading", walk.label("view-reading"), pressed=True)
    if not DIPLOMATIC.isdisjoint(offered):
        button(texts, "data-view", "diplomatic", walk.label("view-diplomatic"))
    shows = group(walk, inner, "show")
    for name in offered:
        button(shows, "data-show", name, walk.label(f"show-{name}"), pressed=name == "apparatus")
    if walk.sigla:
        witnesses(walk, inner)


def group(walk: Walk, parent: etree._Element, name: str) -> etree._Element:
    """Append a group of buttons with its name."""
    return sub(parent, "div", "views-group", role="group", aria_label=walk.label(name))


def button(parent: etree._Element, attribute: str, value: str, text: str, *, pressed: bool = False) -> None:
    """Append a button that is on or off."""
    made = sub(parent, "button", type="button", aria_pressed="true" if pressed else "false", text=text)
    made.set(attribute, value)


def witnesses(walk: Walk, parent: etree._Element) -> None:
    """Append the choice of a witness: manuscripts first, then editions and conjectures."""
    own = {s.name: s for s in (*listed(walk), *walk.sigla.values())}
    label = sub(parent, "label", "views-witness", text=walk.label("view-witness") + " ")
    chooser = sub(label, "select")
    option(chooser, Siglum("", walk.label("view-none")))
    held = {s.name for s in walk.sigla.values()}
    for found in own.values():
        if found.is_witness and not held.isdisjoint((found.name, *found.groups)):
            option(chooser, found)
    rest = [s for s in own.values() if not s.is_witness]
    if rest:
        others = sub(chooser, "optgroup")
        others.set("label", walk.label("view-sources"))
        for found in rest:
            option(others, found)


def listed(walk: Walk) -> list[Siglum]:
    """Return the witnesses of the document's own lists, in their order."""
    found = walk.document.every("witness")
    return [siglum_of(e, ident) for e in found if (ident := walk.document.ids.of.get(e))]


def option(parent: etree._Element, siglum: Siglum) -> None:
    """Append a witness to choose; `data-in` are the groups whose readings are its own too."""
    title = siglum.title if len(siglum.title) <= 60 else f"{siglum.title[:57].rstrip()}…"
    text = " – ".join(v for v in (siglum.name, title) if v and not v.startswith("http"))
    made = sub(parent, "option", text=text)
    made.set("value", siglum.name)
    if siglum.groups:
        made.set("data-in", "|".join(siglum.groups))
