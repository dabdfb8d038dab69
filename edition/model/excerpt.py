"""The TEI of one page: its elements within the elements that hold them, below the document's header.

The excerpt is a TEI document of its own; `xml:base` makes its pointers lead where they led in the whole.
"""

from __future__ import annotations

import copy

from lxml import etree

from edition.model.document import Document
from edition.model.notes import Role
from edition.model.pages import Page
from edition.tei.names import BASE, ID, TEI, is_tei, tei


def excerpt(document: Document, page: Page, whole: str) -> bytes:
    """Return a page as a TEI file. `whole` is the address of the document's file, as seen from this one."""
    if document.root in page.roots:
        return written(copy.deepcopy(document.root))
    made: dict[etree._Element, etree._Element] = {}
    for root in page.roots:
        parent = skeleton(root, made)
        parent.append(pruned(root, document))
    top = made.get(document.root) if made else None
    if top is None:
        top = bare(document.root)
    moved_notes(document, page, top)
    complete(top)
    top.set(BASE, whole)
    return written(top)


def written(top: etree._Element) -> bytes:
    """Return a tree as a file, its white space as it was."""
    etree.cleanup_namespaces(top, top_nsmap={None: TEI}, keep_ns_prefixes=["xml"])
    return etree.tostring(top, encoding="UTF-8", xml_declaration=True) + b"\n"


def skeleton(root: etree._Element, made: dict[etree._Element, etree._Element]) -> etree._Element:
    """Return the copy of what holds an element, made with all that holds it in turn."""
    parent = root.getparent()
    assert parent is not None, "the root element is no part of a page"
    if parent not in made:
        made[parent] = bare(parent)
        if parent.getparent() is not None:
            skeleton(parent, made).append(made[parent])
    return made[parent]


def bare(element: etree._Element) -> etree._Element:
    """Return an element with its attributes and, of what it holds, only its header."""
    out = etree.Element(element.tag, dict(element.attrib), nsmap={None: TEI})
    out.extend(copy.deepcopy(child) for child in element.iterchildren(tei("teiHeader")))
    for child in out:
        child.tail = None
    return out


def pruned(root: etree._Element, document: Document) -> etree._Element:
    """Return a copy of an element without the elements in it that begin other pages."""
    out = copy.deepcopy(root)
    out.tail = None
    if root not in document.around:
        return out
    for original, copied in zip(list(root.iter()), list(out.iter()), strict=True):
        holder = copied.getparent()
        if original in document.starts and holder is not None:
            holder.remove(copied)
    return out


def moved_notes(document: Document, page: Page, top: etree._Element) -> None:
    """Append the notes that stand elsewhere in the document and are printed on this page."""
    found = [n for n in document.notes.of_page(page.id) if n.role is Role.ELSEWHERE]
    held = {e.get(ID) for e in top.iter(tei("note"))} if found else set()
    notes = [document.ids.element[n.id] for n in found if n.id not in held]
    texts = list(top.iter(tei("text")))
    if not notes or not texts:
        return
    text = texts[-1]
    back = text.find(tei("back"))
    if back is None:
        back = etree.SubElement(text, tei("back"))
    group = etree.SubElement(etree.SubElement(back, tei("div"), {"type": "notes"}), tei("noteGrp"))
    for note in notes:
        copied = copy.deepcopy(note)
        copied.tail = None
        group.append(copied)


def complete(top: etree._Element) -> None:
    """Give a `text` the body that it must have, where the page is of its front or back."""
    for text in top.iter(tei("text")):
        if any(is_tei(child, "body", "group") for child in text):
            continue
        body = etree.Element(tei("body"))
        etree.SubElement(etree.SubElement(body, tei("ab")), tei("gap"), {"reason": "excerpt"})
        front = text.find(tei("front"))
        if front is not None:
            front.addnext(body)
        else:
            text.insert(0, body)
