"""What holds of rendering whatever the text: no word is lost, every element has its answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from support.medium import plain

from edition.model import Document, Edition, Limits
from edition.problems import Code
from edition.render import library, render
from edition.render.behaviours import BEHAVIOURS
from edition.render.html import settle
from edition.render.state import page_state
from edition.tei.names import is_tei, tei

FIXTURES = Path(__file__).parents[1] / "site" / "tei"
UNPRINTED = (
    "am",
    "index",
    "fw",
    "interp",
    "interpGrp",
    "certainty",
    "precision",
    "link",
    "xenoData",
    "relation",
)


def letters(source: etree._Element) -> Counter[str]:
    """Return the characters that an element has to print, blanks apart."""
    out = Counter("".join((source.text or "").split()))
    for child in source:
        if isinstance(child.tag, str) and not is_tei(child, *UNPRINTED):
            out += letters(child)
        out += Counter("".join((child.tail or "").split()))
    return out


def rendered_letters(edition: Edition, document: Document) -> Counter[str]:
    out: Counter[str] = Counter()
    for page in document.pages:
        text = "".join(render(edition, document, page, plain()).html.itertext())
        out += Counter("".join(text.split()))
    return out


def check_document(edition: Edition, document: Document) -> None:
    wanted: Counter[str] = Counter()
    for page in document.pages:
        for root in page.roots:
            inner = {r for other in document.pages for r in other.roots if r is not root}
            if not any(r in inner for r in root.iterancestors()):
                wanted += letters(root)
    lost = wanted - rendered_letters(edition, document)
    assert not lost, f"{document.path} loses {sum(lost.values())} characters: {lost.most_common(5)}"


def check_ids(edition: Edition, document: Document) -> None:
    for page in document.pages:
        html = render(edition, document, page, plain()).html
        counts = Counter(e.get("id") for e in html.iter(etree.Element) if e.get("id"))
        assert counts.most_common(1)[:1] == [] or counts.most_common(1)[0][1] == 1
        here = set(counts)
        for link in html.iter("a"):
            href = link.get("href") or ""
            assert not href.startswith("#") or href[1:] in here, f"{document.path} {page.id}: {href}"
        for ident, where in document.page_of.items():
            element = document.ids.element.get(ident)
            if where == page.id and element is not None and is_tei(element, "p", "l", "note", "div", "head"):
                assert ident in here or document.is_emptied(element), (
                    f"{document.path} {page.id}: no #{ident}"
                )


def test_nothing_lost_in_fixtures() -> None:
    edition = Edition.load(FIXTURES, ["journal.xml", "registers/persons.xml", "hostile.xml"], Limits(0, 200))
    for document in edition.documents.values():
        check_document(edition, document)
        check_ids(edition, document)


@pytest.mark.corpus
def test_nothing_lost_in_corpora(corpora: Path) -> None:
    edition = Edition.load(corpora)
    assert len(edition.documents) >= 5
    for document in edition.documents.values():
        before = etree.tostring(document.root)
        check_document(edition, document)
        check_ids(edition, document)
        assert etree.tostring(document.root) == before


@pytest.mark.corpus
def test_corpora_hold_no_unknown_element(corpora: Path) -> None:
    edition = Edition.load(corpora)
    for document in edition.documents.values():
        for page in document.pages:
            found = render(edition, document, page, plain()).problems
            assert [p for p in found if p.code is Code.ELEMENT_UNKNOWN] == []


@pytest.mark.corpus
def test_elements_of_tei_all_without_behaviour_document_schemas(schema: Path) -> None:
    """What is left to the fallback are elements of schema documentation, feature systems and graphs."""
    names = {e.get("name") for e in etree.parse(schema).iterfind(".//{*}element[@name]")}
    left = sorted(str(n) for n in names - set(BEHAVIOURS))
    text_bearing = [
        n for n in left if n in ("p", "l", "note", "w", "seg", "app", "rdg", "title", "entry", "cell")
    ]
    assert text_bearing == []
    assert len(left) < 190, left


def test_every_behaviour_is_for_an_element_of_tei(schema: Path) -> None:
    names = {e.get("name") for e in etree.parse(schema).iterfind(".//{*}element[@name]")}
    assert sorted(set(BEHAVIOURS) - names) == ["re"]  # of earlier releases


def test_fallback_reports_once_for_a_page() -> None:
    body = "<p>a <x>b</x> <x>c</x></p>"
    data = f'<TEI xmlns="{tei("")[1:-1]}"><teiHeader/><text><body>{body}</body></text></TEI>'
    from edition.model.document import read  # noqa: PLC0415

    document = read(data.encode(), "doc.xml")
    edition = Edition({"doc": document}).indexed()
    made = render(edition, document, document.pages[0], plain())
    assert [p.code for p in made.problems] == [Code.ELEMENT_UNKNOWN]


def test_deep_nesting_keeps_its_text() -> None:
    from edition.model.document import read  # noqa: PLC0415

    body = "<hi>" * 200 + "deep" + "</hi>" * 200
    data = f'<TEI xmlns="{tei("")[1:-1]}"><teiHeader/><text><body><p>{body}</p></body></text></TEI>'
    document = read(data.encode(), "doc.xml")
    edition = Edition({"doc": document}).indexed()
    assert "deep" in render(edition, document, document.pages[0], plain()).text()


def test_library_lists_texts_before_registers() -> None:
    edition = Edition.load(FIXTURES, ["journal.xml", "registers/persons.xml"])
    links = [a.text for a in library(edition, plain()).iter("a")]
    assert links == ["A Prison Journal & its Readers", "Persons"]


def test_state_of_a_page_changes_with_what_it_shows(tmp_path: Path) -> None:
    for name in ("journal.xml", "registers/persons.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((FIXTURES / name).read_bytes())

    def states() -> dict[str, str]:
        edition = Edition.load(tmp_path, limits=Limits(0, 200))
        document = edition.documents["journal"]
        return {page.id: page_state(edition, document, page) for page in document.pages}

    before = states()
    journal = tmp_path / "journal.xml"
    journal.write_text(journal.read_text("utf-8").replace("All of us.", "All of them."), "utf-8")
    after = states()
    assert [page for page in before if before[page] != after[page]] == ["ch02"]
    persons = tmp_path / "registers" / "persons.xml"
    persons.write_text(persons.read_text("utf-8").replace("Mara Lit", "Mara Light"), "utf-8")
    assert [page for page in before if after[page] != states()[page]] == ["ch01"]


def test_a_link_around_a_wrapped_link_keeps_its_other_words() -> None:
    holder = etree.fromstring(
        '<p><a href="w"><span><a href="p">Vale</a></span>, <cite>Fens</cite>.</a> '
        '<a href="x"><i><a href="p">Mara</a></i>.</a></p>'
    )
    settle(holder)
    links = [(a.get("href"), "".join(map(str, a.itertext()))) for a in holder.iter("a")]
    assert links == [("p", "Vale"), ("w", ", Fens."), ("p", "Mara")]
    assert "".join(map(str, holder.itertext())) == "Vale, Fens. Mara."
