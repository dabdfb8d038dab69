"""Made-up work of two editors on one TEI file: a base, and what each made of it, by a seed.

Every word stands once, so that what became of each can be told.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from edition.tei.format import formatted
from edition.tei.names import ID, tei

Element = etree._Element
WORD = re.compile(r"[bot]\d+")
"""A word of a made-up text."""


def written(root: Element) -> bytes:
    """Return a tree as it would stand in a file."""
    return formatted(etree.tostring(root, encoding="UTF-8"), "made.xml")


def text(rng: random.Random, word: Callable[[], str], count: int) -> str:
    """Return a sentence."""
    return " ".join(word() for _ in range(count)) + rng.choice(".;?!")


def paragraph(rng: random.Random, word: Callable[[], str], ident: str) -> Element:
    """Return a paragraph with notes and emphasis."""
    out = etree.Element(tei("p"), {ID: ident})
    out.text = text(rng, word, rng.randint(3, 9)) + " "
    for number in range(rng.randint(0, 3)):
        inner = etree.SubElement(out, tei(rng.choice(["note", "hi", "note", "pb"])))
        if inner.tag == tei("pb"):
            inner.set("n", f"{ident}.{number}")
        else:
            inner.text = text(rng, word, rng.randint(2, 5))
        inner.tail = " " + text(rng, word, rng.randint(2, 6)) + " "
    return out


def words(prefix: str) -> Callable[[], str]:
    """Return a function that gives a new word each time."""
    numbers = iter(range(10_000))
    return lambda: f"{prefix}{next(numbers)}"


def base(rng: random.Random) -> Element:
    """Return a text of a few chapters."""
    root = etree.Element(tei("TEI"), nsmap={None: tei("")[1:-1]})
    body = etree.SubElement(etree.SubElement(root, tei("text")), tei("body"))
    word = words("b")
    for chapter in range(rng.randint(1, 3)):
        div = etree.SubElement(body, tei("div"), {ID: f"c{chapter}"})
        etree.SubElement(div, tei("head")).text = text(rng, word, 2)
        for number in range(rng.randint(2, 5)):
            div.append(paragraph(rng, word, f"c{chapter}p{number}"))
    back = etree.SubElement(root[0], tei("back"))
    people = etree.SubElement(back, tei("listPerson"))
    for number in range(rng.randint(1, 3)):
        person = etree.SubElement(people, tei("person"), {ID: f"person{number}"})
        etree.SubElement(person, tei("persName")).text = word()
    return root


def edited(root: Element, rng: random.Random, prefix: str, count: int) -> Element:
    """Return a copy of a text with some edits, whose new words begin with `prefix`."""
    out, word = deepcopy(root), words(prefix)
    for _ in range(count):
        rng.choice(EDITS)(out, rng, word)
    return out


def some(root: Element, rng: random.Random, *names: str) -> Element | None:
    """Return one of the elements with these names; None if there is none."""
    found = list(root.iter(*map(tei, names)))
    return rng.choice(found) if found else None


def take_out(element: Element) -> None:
    """Take an element out of the tree, with what stands behind it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def slots(element: Element) -> list[tuple[Element, str]]:
    """Return where an element holds words: itself with `text`, its children with `tail`."""
    return [(element, "text"), *((child, "tail") for child in element)]


def change_word(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Put a new word for one, beside one, or nothing."""
    element = some(root, rng, "p", "note", "hi", "head")
    if element is None:
        return
    node, where = rng.choice(slots(element))
    found = (getattr(node, where) or "").split(" ")
    at = rng.randrange(len(found))
    change = rng.choice(["change", "insert", "delete"])
    found[at : at + 1] = {"change": [word()], "insert": [found[at], word()], "delete": []}[change]
    setattr(node, where, " ".join(found))


def split_paragraph(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Make two of one paragraph, between two words or at a note."""
    p = some(root, rng, "p")
    if p is None or p.getparent() is None:
        return
    new = etree.Element(tei("p"), {ID: f"n{word()}"})
    node, where = rng.choice(slots(p))
    found = (getattr(node, where) or "").split(" ")
    at = rng.randint(0, len(found))
    setattr(node, where, " ".join(found[:at]))
    new.text = " ".join(found[at:])
    new.extend([c for c in p if node is p or p.index(c) > p.index(node)])
    p.addnext(new)


def join_paragraphs(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Make one of two paragraphs."""
    p = some(root, rng, "p")
    following = p.getnext() if p is not None else None
    if p is None or following is None or following.tag != p.tag:
        return
    last = p[-1] if len(p) else None
    if last is None:
        p.text = f"{p.text or ''} {following.text or ''}"
    else:
        last.tail = f"{last.tail or ''} {following.text or ''}"
    p.extend(list(following))
    take_out(following)


def move_paragraph(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Put a paragraph elsewhere."""
    p, other = some(root, rng, "p"), some(root, rng, "p", "head")
    if p is not None and other is not None and p is not other and other.getnext() is not p:
        take_out(p)
        other.addnext(p)


def add_paragraph(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Write a paragraph."""
    other = some(root, rng, "p", "head")
    if other is not None:
        other.addnext(paragraph(rng, word, f"n{word()}"))


def remove_paragraph(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Strike a paragraph out."""
    p = some(root, rng, "p")
    if p is not None:
        take_out(p)


def change_note(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Write a note, rewrite one, or strike one out."""
    note, p = some(root, rng, "note"), some(root, rng, "p")
    change = rng.choice(["add", "rewrite", "remove"])
    if change == "add" and p is not None:
        new = etree.Element(tei("note"))
        new.text = text(rng, word, 3)
        new.tail, p.text = p.text, None
        p.insert(0, new)
    elif change == "rewrite" and note is not None:
        note.text = text(rng, word, 3)
    elif note is not None:
        note.text, note.tag = None, tei("struck")
        etree.strip_tags(root, tei("struck"))


def wrap(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Emphasise some words."""
    p = some(root, rng, "p")
    if p is None:
        return
    node, where = rng.choice(slots(p))
    found = (getattr(node, where) or "").split(" ")
    start = rng.randrange(len(found))
    end = rng.randint(start + 1, len(found))
    hi = etree.Element(tei("hi"), {"rend": rng.choice(["italic", "bold"])})
    hi.text, hi.tail = " ".join(found[start:end]), " " + " ".join(found[end:])
    setattr(node, where, " ".join(found[:start]) + " ")
    if node is p:
        p.insert(0, hi)
    else:
        tail = hi.tail
        node.addnext(hi)
        hi.tail = tail


def enclose(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Make a section of some paragraphs."""
    p = some(root, rng, "p")
    if p is None or not p.xpath("parent::*[local-name() = 'div']"):
        return
    those = [p, *list(p.itersiblings(tei("p")))[: rng.randint(0, 2)]]
    section = etree.Element(tei("div"), {ID: f"n{word()}"})
    p.addprevious(section)
    section.extend(those)


def set_attribute(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Give an element an attribute."""
    element = some(root, rng, "p", "note", "hi", "div")
    if element is not None:
        element.set(rng.choice(["rend", "type", "n"]), rng.choice(["x", "y"]))


def clear_attribute(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Take an attribute away from an element."""
    element = some(root, rng, "p", "note", "hi", "div")
    names = [name for name in (element.attrib if element is not None else ()) if name != ID]
    if element is not None and names:
        del element.attrib[rng.choice(names)]


def remark(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Write a comment: in a line, between blocks, or in place of one."""
    p = some(root, rng, "p")
    if p is None:
        return
    new = etree.Comment(f" {word()} {word()} ")
    if rng.random() < 0.5:
        new.tail, p.text = p.text, None
        p.insert(0, new)
    else:
        p.addnext(new)


def section_of_characters(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Write words in a CDATA section."""
    hi = some(root, rng, "hi", "note")
    if hi is not None and not len(hi):
        hi.text = etree.CDATA(f"{word()} <&> {word()}")


def add_entry(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Add a person to the list at the end, in its middle, or after all."""
    (people,) = root.iter(tei("listPerson"))
    person = etree.Element(tei("person"), {ID: f"n{word()}"})
    etree.SubElement(person, tei("persName")).text = f"{word()} {word()}"
    people.insert(rng.choice([0, len(people) // 2, len(people)]), person)


def add_reading(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Make an entry of an apparatus of some words, or add a reading to one."""
    app = some(root, rng, "app")
    if app is not None and rng.random() < 0.5:
        etree.SubElement(app, tei("rdg"), {"wit": "#B"}).text = word()
        return
    wrap(root, rng, word)
    hi = some(root, rng, "hi")
    if hi is not None and not len(hi) and (hi.text or "").strip():
        hi.tag = tei("app")
        hi.attrib.clear()
        lem = etree.SubElement(hi, tei("lem"))
        lem.text, hi.text = hi.text, None
        etree.SubElement(hi, tei("rdg"), {"wit": "#A"}).text = word()


def move_chapter(root: Element, rng: random.Random, word: Callable[[], str]) -> None:
    """Put a chapter before or behind another."""
    chapters = root.xpath("//*[local-name() = 'body']/*[local-name() = 'div']")
    if len(chapters) > 1:
        one, other = rng.sample(chapters, 2)
        take_out(one)
        rng.choice([other.addnext, other.addprevious])(one)


EDITS = (
    change_word,
    change_word,
    change_word,
    clear_attribute,
    remark,
    section_of_characters,
    add_entry,
    add_reading,
    move_chapter,
    split_paragraph,
    join_paragraphs,
    move_paragraph,
    add_paragraph,
    remove_paragraph,
    change_note,
    wrap,
    enclose,
    set_attribute,
)
