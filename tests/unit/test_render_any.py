"""Any tree of TEI elements, however senseless: rendered without a crash, without loss, into sound HTML."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from support.medium import plain

from edition.model import Edition, Limits
from edition.model.document import read
from edition.render import Rendered, render
from edition.render.behaviours import BEHAVIOURS
from edition.render.generic import hidden
from edition.render.html import ADOPTS, PHRASING, is_block

TEI = "http://www.tei-c.org/ns/1.0"
SILENT = {
    *(name for name, behaviour in BEHAVIOURS.items() if behaviour is hidden),
    *"""am index fw castItem castGroup move alt graphic media teiHeader relation gap caesura addSpan delSpan
    damageSpan anchor binaryObject divGen handShift lacunaStart lacunaEnd witStart witEnd redo undo path
    listTranspose arc substJoin facsimile transpose variantEncoding catRef timeline pb cb gb lb milestone
    space ptr g TEI teiCorpus listApp""".split(),
}
NAMES = [*sorted(set(BEHAVIOURS) - SILENT), "unknownElement"]
TEXTS = st.sampled_from(["", " ", "a", " b ", "c d", "«e»"])
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "n": st.sampled_from(["1", "5", "*"]),
        "rend": st.sampled_from(["italic", "bold sup", "block", "numbered"]),
        "target": st.sampled_from(["#x1", "#x2", "http://h.example/", "nowhere"]),
        "ref": st.sampled_from(["#x1", "https://h.example/"]),
        "place": st.sampled_from(["bottom", "inline", "margin"]),
        "{http://www.w3.org/XML/1998/namespace}id": st.sampled_from(["x1", "x2", "x3"]),
        "type": st.sampled_from(["chapter", "gloss", "section", "noteAnchor"]),
    },
)


def nodes(depth: int) -> st.SearchStrategy[etree._Element]:
    children = st.lists(nodes(depth - 1), max_size=3) if depth else st.just([])
    return st.builds(make, st.sampled_from(NAMES), ATTRIBUTES, TEXTS, TEXTS, children)


def make(
    name: str, attributes: dict[str, str], text: str, tail: str, children: list[etree._Element]
) -> etree._Element:
    element = etree.Element(f"{{{TEI}}}{name}", attributes)
    element.text, element.tail = text, tail
    element.extend(children)
    return element


def check(page: Rendered) -> None:
    ids = Counter(e.get("id") for e in page.html.iter() if e.get("id"))
    assert all(count == 1 for count in ids.values()), ids.most_common(1)
    for element in page.html.iter():
        if element.tag in PHRASING:
            assert not any(is_block(child) for child in element), etree.tostring(element)
        if element.tag == "a":
            assert next(element.iterdescendants("a"), None) is None, etree.tostring(element)
            assert not (element.get("href") or "").startswith("#") or element.get("href")[1:] in ids
        if element.tag in ADOPTS:
            assert all(child.tag in ADOPTS[element.tag] for child in element), etree.tostring(element)
            assert not (element.text or "").strip()


def letters(element: etree._Element) -> Counter[str]:
    return Counter("".join("".join(str(piece) for piece in element.itertext()).split()))


@settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(nodes(4), min_size=1, max_size=3))
@example([make("surface", {}, "a", "", [make("zone", {}, "", "b", [])])])
@example([make("app", {}, "", "", [make("wit", {}, "a", "", [])])])
def test_any_tree(trees: list[etree._Element]) -> None:
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    body = etree.SubElement(etree.SubElement(root, f"{{{TEI}}}text"), f"{{{TEI}}}body")
    body.extend(trees)
    for limits in (Limits(), Limits(0, 0)):
        document = read(etree.tostring(root), "doc.xml", limits)
        before = etree.tostring(document.root)
        edition = Edition({"doc": document}).indexed()
        shown: Counter[str] = Counter()
        for page in document.pages:
            made = render(edition, document, page, plain())
            check(made)
            shown += letters(made.html)
        assert etree.tostring(document.root) == before
        assert not letters(document.root) - shown


@pytest.mark.parametrize("number", ["²", "①", "٥", "-1", "1.5", "many"])
def test_numbers_that_only_look_like_numbers(number: str) -> None:
    body = """<lg><l n="{n}">Line</l></lg><table><row><cell cols="{n}" rows="{n}">Cell</cell></row></table>
        <list rend="numbered"><item n="{n}">Item</item></list><p><space quantity="{n}"/>Words</p>
        <div type="edition"><ab><lb n="{n}"/>Stone<gap reason="lost" unit="character" quantity="{n}"/>
        <gap reason="lost" unit="line" quantity="{n}"/></ab></div>"""
    tei = f'<TEI xmlns="{TEI}"><text><body>{body.format(n=number)}</body></text></TEI>'
    document = read(tei.encode(), "doc.xml", Limits())
    made = render(Edition({"doc": document}).indexed(), document, document.pages[0], plain())
    assert {e.get("value") for e in made.html.iter("li")} == {None}
    assert not letters(document.root) - letters(made.html)
