"""Which entries have pages, what is told of them, and how long ones are divided."""

from __future__ import annotations

from lxml import etree
from support.medium import plain
from support.registers import edition

from edition.citing.entry import Run
from edition.labels import labels
from edition.model import Edition
from edition.model.entry_pages import MENTIONS, entry_pages
from edition.model.links import Inside
from edition.model.mentions import mentions
from edition.render import render
from edition.render.editors import editors
from edition.render.entries import render_entry
from edition.render.html import has_class
from edition.render.listing import Listing
from edition.render.spark import TENTHS, counted, spark

ELSEWHERE = '<p>Two paragraphs.</p><p>As in <bibl corresp="#b">B</bibl>, see <ref target="#c">C</ref>.</p>'
LITERATURE = '<listBibl><bibl xml:id="b">B.</bibl><bibl xml:id="c">C.</bibl></listBibl>'


def listing(made: Edition) -> Listing:
    found = mentions(made)
    return Listing(made, found, entry_pages(made, found))


def test_every_entry_of_a_register_has_a_page_others_if_they_are_cited() -> None:
    made = listing(edition(ELSEWHERE + LITERATURE))
    assert sorted(key.id for key in made.pages.first if key.document == "r") == sorted(
        "mara osip fen low vale-1900 x sluice".split()
    )
    assert [key.id for key in made.pages.first if key.document == "t1"] == ["b"]
    assert made.edition.page_of(Inside("t1", "b")) == ("b", "")
    assert made.edition.page_of(Inside("t1", "c")) == ("", "c")


def test_an_entry_mentioned_often_has_several_pages() -> None:
    often = "<p>" + '<persName ref="r.xml#mara">M</persName> ' * (2 * MENTIONS + 1) + "</p>"
    parts = listing(edition(often)).pages.parts
    mine = [(part.page.id, part.number, part.total) for part in parts.values() if part.first == "mara"]
    assert mine == [("mara", 1, 3), ("mara/2", 2, 3), ("mara/3", 3, 3)]


def test_an_id_is_no_path() -> None:
    person = '<listPerson><person xml:id="../../x"><persName>X</persName></person></listPerson>'
    made = edition(person)
    assert [page for page in listing(made).pages.first.values() if "x" in page and page != "x"] == ["_.._x"]


def test_who_lived_when_and_what_is_said() -> None:
    own = listing(edition()).edition.own
    assert own[Inside("r", "mara")].about == "Sister of Osip."
    assert own[Inside("r", "sluice")].about == "a gate"


def test_an_entry_without_words_says_what_it_was_taken_from_says() -> None:
    record = (
        '<listPerson><person xml:id="rec"><persName>N</persName><note>A smith.</note></person></listPerson>'
    )
    text = f"<p>Long.</p><p>Text.</p>{record}"
    bare = (
        '<person xml:id="n" source="t1.xml#rec"><persName>N</persName><note><ref target="#p">L</ref></note>'
    )
    made = listing(edition(text, f"<listPerson>{bare}</person></listPerson>"))
    assert made.pages.told == {Inside("t2", "n"): Inside("t1", "rec")}
    assert made.edition.own[Inside("t2", "n")].about == "A smith."


def linked(text: str) -> list[tuple[str, str]]:
    """Return the links of a text, each as it is read out, and its address."""
    made = edition(text)
    entry_pages(made, mentions(made))
    document = made.documents["t1"]
    html = render(made, document, document.pages[0], plain()).html
    links = (a for e in html.iter("a", "sup") if has_class(e, "tei-rs", "also-meant") for a in e.iter("a"))
    return [(a.get("aria-label") or a.text or "", a.get("href") or "") for a in links]


def test_a_name_of_several_persons_leads_to_each() -> None:
    text = '<p><rs ref="r.xml#gone r.xml#mara https://example.org/ r.xml#osip">they</rs> went</p>'
    assert [name for name, _ in linked(text)] == ["they", "Osip"]
    (_, mara), (_, osip) = linked(text)
    assert "mara" in mara and "osip" in osip


def test_a_name_without_entry_leads_where_its_pointer_does() -> None:
    text = '<p><rs ref="https://x.example/1 https://x.example/2">he</rs>, <name key="no">she</name></p>'
    assert linked(text) == [("he", "https://x.example/1")]


def test_spark_line_says_in_words_what_it_shows() -> None:
    out = spark(etree.Element("p"), [0, 0.05, 0.5, 1.0], "In tenths: {tenths}")
    assert out.get("aria-label") == "In tenths: 2, 0, 0, 0, 0, 1, 0, 0, 0, 1"
    assert len(list(out.iter("rect"))) == 4
    assert not any(e.get("style") for e in out.iter())
    assert sum(counted([0.1, 0.2, 2.0, -1.0], TENTHS)) == 4


def test_editors_are_told_what_does_not_agree() -> None:
    text = """<p xml:id="p"><persName>Nobody</persName> <persName ref="r.xml#none">None</persName>
      <bibl>Uncited</bibl> <persName ref="r.xml#mara" cert="low">M.</persName></p>"""
    made = editors(listing(edition(text)), plain())
    words = labels("en")
    heads = ["".join(map(str, h.itertext())) for h in made.iter("h2")]
    wanted = {"loose": 1, "uncited": 1, "dangling": 1, "doubtful": 1, "unmentioned": 5}
    assert heads == [f"{words[f'editors-{name}']} {count}" for name, count in wanted.items()]


def page_of(made: Listing, key: Inside) -> etree._Element:
    """Return the page of an entry, of which a bibliography prints its words."""
    made.formatted = {key: (Run(f"{made.entry(key).name}."),)}
    part = next(part for part in made.pages.parts.values() if part.entry == key)
    return render_entry(made, made.edition.documents[key.document], part, plain()).html


def test_the_page_of_a_collection_says_where_it_lies_once() -> None:
    marks = '<idno type="repository">Town Archive</idno>, f. <idno type="fond">7</idno>'
    made = listing(
        edition(f'<listBibl><bibl xml:id="f" type="archive">{marks}</bibl></listBibl>', "<p>Text.</p>")
    )
    words = "".join(page_of(made, Inside("t1", "f")).itertext())
    assert words.count("Town Archive") == 1


def test_registers_come_after_the_texts_in_a_concordance() -> None:
    made = listing(edition('<p><persName ref="r.xml#osip">O</persName></p>'))
    assert [mention.document for mention in made.of(Inside("r", "osip"))] == ["t1", "r"]
