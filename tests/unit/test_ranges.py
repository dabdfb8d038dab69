"""Elements put round stretches of text: the text stays, the tree stays a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.annotate.ranges import blocks, flat, is_cut, wrap, wrap_all
from edition.tei.names import TEI, tei


def p(inner: str) -> etree._Element:
    return etree.fromstring(f'<p xmlns="{TEI}">{inner}</p>')


def shown(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode").replace(f' xmlns="{TEI}"', "")[3:-4]


# ruff: noqa: E501 - a case a line
WRAPPED = [
    ("plain text", "I saw Leon there", "Leon", "I saw <name>Leon</name> there"),
    ("a whole hi is kept inside", "I <hi>saw</hi> it", "saw", "I <name><hi>saw</hi></name> it"),
    ("a part of a hi", "<hi>I saw it</hi>", "saw", "<hi>I <name>saw</name> it</hi>"),
    ("a hi within", "the <hi>great</hi> man", "the great man", "<name>the <hi>great</hi> man</name>"),
    ("begins in a hi", "<hi>A B</hi> C", "B C", "<hi>A </hi><name><hi>B</hi> C</name>"),
    ("ends in a hi", "A <hi>B C</hi>", "A B", "<name>A <hi>B</hi></name><hi> C</hi>"),
    ("begins and ends in a hi", "<hi>A B</hi> <hi>C D</hi>!", "B C", "<hi>A </hi><name><hi>B</hi> <hi>C</hi></name><hi> D</hi>!"),
    ("over a page", "Le<pb n='2' break='no'/>on", "Leon", '<name>Le<pb n="2" break="no"/>on</name>'),
    ("over a line", "Leon<lb/>Trotsky", "Leon Trotsky", "<name>Leon<lb/>Trotsky</name>"),
    ("a page before it stays before it", "x <pb/>Leon", "Leon", "x <pb/><name>Leon</name>"),
    ("a note behind it stays behind it", "Leon<note>He.</note>, too", "Leon", "<name>Leon</name><note>He.</note>, too"),
    ("a note within it stays within", "Le<note>!</note>on", "Leon", "<name>Le<note>!</note>on</name>"),
    ("the whole of a choice", "<choice><sic>Loen</sic><corr>Leon</corr></choice>", "Leon", "<name><choice><sic>Loen</sic><corr>Leon</corr></choice></name>"),
    ("a part of a correction", "<choice><sic>x</sic><corr>A Leon</corr></choice>", "Leon", "<choice><sic>x</sic><corr>A <name>Leon</name></corr></choice>"),
    ("one reading of two", "<app><lem>Leon</lem><rdg>Lev</rdg></app>", "Leon", "<app><lem><name>Leon</name></lem><rdg>Lev</rdg></app>"),
    ("a foreign that is cut is taken in whole", "<foreign>A B</foreign> C", "B C", "<name><foreign>A B</foreign> C</name>"),
    ("blanks at the ends stay outside", "a Leon b", " Leon ", "a <name>Leon</name> b"),
    ("a comment within", "Le<!--x-->on", "Leon", "<name>Le<!--x-->on</name>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "wanted"), [w[1:] for w in WRAPPED], ids=[w[0] for w in WRAPPED])
def test_wrap(source: str, text: str, wanted: str) -> None:
    element = p(source)
    found = flat(element)
    start = found.text.index(text)
    wrap(found, start, start + len(text), etree.Element(tei("name")))
    assert shown(element) == wanted


def test_the_first_of_two_equal_stretches_stands_outside() -> None:
    element = p("A B")
    wrap_all(element, [(0, 3, etree.Element(tei("bibl"))), (0, 3, etree.Element(tei("title")))])
    assert shown(element) == "<bibl><title>A B</title></bibl>"


def test_stretches_in_a_stretch() -> None:
    element = p("See A, <hi>B</hi>, 3.")
    marks = [(0, 3, "seg"), (4, 11, "bibl"), (4, 5, "author"), (7, 8, "title"), (10, 11, "num")]
    wrap_all(element, [(s, e, etree.Element(tei(n))) for s, e, n in marks])
    inner = "<author>A</author>, <title><hi>B</hi></title>, <num>3</num>"
    assert shown(element) == f"<seg>See</seg> <bibl>{inner}</bibl>."


def test_stretches_that_cut_each_other_are_refused() -> None:
    element = p("A B C")
    with pytest.raises(ValueError, match="cuts"):
        wrap_all(element, [(0, 3, etree.Element(tei("name"))), (2, 5, etree.Element(tei("name")))])
    assert shown(element) == "A B C"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 2), (-1, 1), (2, 9)])
def test_no_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no text"):
        wrap(flat(p("A B")), start, end, etree.Element(tei("name")))


def test_cuts_are_told() -> None:
    found = flat(p("<foreign>A B</foreign> <hi>C D</hi>"))
    assert is_cut(found, 2, 5)
    assert not is_cut(found, 0, 3)
    assert not is_cut(found, 2, 3)
    assert not is_cut(found, 4, 5)


def test_blocks_are_told_apart() -> None:
    root = etree.fromstring(
        f"""<TEI xmlns="{TEI}"><teiHeader><p>No</p></teiHeader><text><body><div><head>One<note>Two</note></head>
        <p>Three<note><p>Four <ref>five</ref></p></note> six<list><item>Seven</item></list></p>
        <lg><l>Eight <choice><sic>N</sic><corr>Nine<note>Ten</note></corr></choice></l></lg></div></body></text></TEI>"""
    )
    texts = [" ".join(found.text.split()) for found in blocks(root)]
    assert texts == ["One", "Two", "Three six", "Four five", "Seven", "Eight Nine", "Ten"]


WORDS = st.text("ab .é", max_size=5)
NAMES = st.sampled_from(["hi", "emph", "foreign", "note", "choice", "app", "ref", "w", "pb", "lb"])
TREES = st.recursive(
    st.tuples(NAMES, WORDS, st.just([]), WORDS),
    lambda inner: st.tuples(NAMES, WORDS, st.lists(inner, max_size=3), WORDS),
    max_leaves=12,
)


def build(text: str, children: list[tuple]) -> etree._Element:
    element = p("")
    element.text = text or None
    for child in children:
        grow(element, *child)
    return element


def grow(parent: etree._Element, name: str, text: str, children: list[tuple], tail: str) -> None:
    element = etree.SubElement(parent, tei(name))
    element.tail = tail or None
    if name in {"pb", "lb"}:
        return
    element.text = text or None
    for child in children:
        grow(element, *child)


@given(WORDS, st.lists(TREES, max_size=4), st.data())
def test_any_stretch_of_any_block(text: str, children: list[tuple], data: st.DataObject) -> None:
    element = build(text, children)
    found = flat(element)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    every, notes = "".join(element.itertext()), len(list(element.iter(tei("note"))))
    wanted = found.text[start:end].strip()
    cut = is_cut(found, start, end)
    if not wanted:
        return
    try:
        new = wrap(found, start, end, etree.Element(tei("name")))
    except ValueError:
        assert all(not piece.node.text for piece in found.pieces if not piece.tail and piece.start == start)
        return
    assert "".join(element.itertext()) == every
    assert flat(element).text == found.text
    assert len(list(element.iter(tei("note")))) == notes
    inner = flat(new).text.strip()
    assert wanted in inner if cut else inner == wanted
