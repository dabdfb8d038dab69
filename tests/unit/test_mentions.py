"""What is mentioned where: entries of registers, mentions with their words, names that lead nowhere."""

from __future__ import annotations

import pytest
from support.registers import HEAD, edition

from edition.model.document import read
from edition.model.entries import entries
from edition.model.links import Inside
from edition.model.mentions import CROWD, Mentions, mentions
from edition.model.reading import shortened


def of(ident: str, found: Mentions) -> list[tuple[str, str, str, str, str]]:
    """Return the mentions of an entry of the register: document, anchor, words before, of and after."""
    return [(m.document, m.anchor, m.before, m.text, m.after) for m in found.of.get(Inside("r", ident), ())]


def test_entries() -> None:
    found = [(e.id, str(e.kind), e.name) for e in entries(edition().documents["r"])]
    assert found == [
        ("mara", "person", "Vale, Mara"),
        ("osip", "person", "Osip"),
        ("fen", "place", "Fen"),
        ("low", "place", "Low Fen"),
        ("vale-1900", "work", "Vale, M., Fens"),
        ("x", "work", "Untold"),
        ("sluice", "term", "sluice"),
    ]


CASES = {
    "a name": ('<p xml:id="p">So <persName ref="r.xml#mara">Mara</persName> went.</p>', "p", "So ", "Mara"),
    "a bare id": ('<p xml:id="p">So <rs ref="mara">she</rs> went.</p>', "p", "So ", "she"),
    "a link": ('<p xml:id="p">So <ref target="r.xml#mara">she</ref> went.</p>', "p", "So ", "she"),
    "a note": ('<p>Gone.<note xml:id="n" n="7">So <name key="mara">M.</name></note></p>', "n", "So ", "M."),
    "markup inside": (
        '<p xml:id="p">So\n <persName ref="r.xml#mara">Ma<hi>ra</hi><pb n="2" break="no"/>h</persName></p>',
        "p",
        "So ",
        "Marah",
    ),
    "an alternative that is not read": (
        '<p xml:id="p">So <choice><sic><persName ref="r.xml#mara">Maar</persName></sic>'
        "<corr>Mara</corr></choice></p>",
        "p",
        "",
        "Maar",
    ),
    "a verse line": ('<lg><l xml:id="l">O <persName ref="r.xml#mara">M</persName></l></lg>', "l", "O ", "M"),
    "a cell": (
        '<table xml:id="t"><row><cell>A</cell><cell><name ref="r.xml#mara">M</name></cell></row></table>',
        "t",
        "",
        "M",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_mention(case: str) -> None:
    text, anchor, before, said = CASES[case]
    (found,) = of("mara", mentions(edition(text)))
    assert found[:4] == ("t1", anchor, before, said)


def test_note_has_its_number() -> None:
    (found,) = mentions(edition(CASES["a note"][0])).of[Inside("r", "mara")]
    assert (found.note, found.mark) == ("n", "7")


@pytest.mark.parametrize(("ed", "page"), [("", "12"), ("A", "12"), ("counted", "[12]"), ("inferred", "[12]")])
def test_mention_has_its_page_as_it_is_cited(ed: str, page: str) -> None:
    text = f'<pb n="12" ed="{ed}"/><p xml:id="p">So <persName ref="r.xml#mara">Mara</persName> went.</p>'
    (found,) = mentions(edition(text)).of[Inside("r", "mara")]
    assert found.page == page


def test_citation_and_its_title_are_one_mention() -> None:
    title = '<title ref="r.xml#vale-1900">Fens</title>'
    text = f'<p xml:id="p">See <bibl corresp="r.xml#vale-1900">Vale, {title}</bibl>, 3.</p>'
    assert of("vale-1900", mentions(edition(text))) == [("t1", "p", "See ", "Vale, Fens", ", 3.")]


def test_mention_in_a_register_stands_in_its_entry() -> None:
    assert of("osip", mentions(edition())) == [("r", "mara", "Sister of ", "Osip", ".")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("short", "short"), ("one, two three", "one …"), ("一二三四五六七八九十", "一二三四五六七八 …")],
)
def test_a_text_is_shortened_between_words_if_it_has_any(text: str, shown: str) -> None:
    assert shortened(text, 8) == shown


def test_words_around_are_cut_between_words() -> None:
    words = "word " * 40
    text = f'<p xml:id="p">{words}<persName ref="r.xml#mara">Mara</persName> {words}</p>'
    ((_, _, before, _, after),) = of("mara", mentions(edition(text)))
    assert before.startswith("…word") and after.endswith("word…")
    assert len(before) < 75 and len(after) < 75


def test_two_entries_of_one_pointer() -> None:
    found = mentions(edition('<p xml:id="p"><rs ref="r.xml#mara r.xml#osip">both</rs></p>'))
    assert [len(found.of[Inside("r", i)]) for i in ("mara", "osip")] == [1, 2]
    assert found.together(Inside("r", "mara")) == [(Inside("r", "osip"), 1)]


LETTER = """<sourceDesc><p>Kept in <placeName ref="r.xml#fen">the Fen</placeName>.</p>
  <listPerson><person><persName ref="r.xml#osip">O.</persName></person></listPerson></sourceDesc>"""
ACTIONS = """<profileDesc><correspDesc><correspAction type="sent"><persName
  ref="r.xml#mara">M. Vale</persName>, <placeName>nowhere</placeName></correspAction>
  <correspAction type="received"><persName ref="r.xml#osip">Osip</persName></correspAction>
  </correspDesc></profileDesc>"""


def test_who_wrote_to_whom_is_mentioned_on_the_title_page() -> None:
    made = edition("<p>Dear O.</p>")
    text = HEAD.replace("</titleStmt>", f"</titleStmt>{LETTER}").replace(
        "</fileDesc>", f"</fileDesc>{ACTIONS}"
    )
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{text}<text><body><p>Dear O.</p></body></text></TEI>'
    made.documents["t1"] = read(tei.encode(), "t1.xml")
    found = mentions(made.indexed())
    assert of("mara", found) == [("t1", "", "", "M. Vale", ", nowhere")]
    assert of("fen", found) == [("t1", "", "Kept in ", "the Fen", ".")]
    assert [said for document, _, _, said, _ in of("osip", found) if document == "t1"] == ["Osip"]
    assert found.loose == []


def test_a_list_of_all_says_nothing_of_who_stands_together() -> None:
    people = "".join(f'<person xml:id="x{n}"><persName>X{n}</persName></person>' for n in range(CROWD + 1))
    names = "".join(f'<persName ref="#x{n}">X</persName>' for n in range(CROWD + 1))
    found = mentions(edition(f"<listPerson>{people}</listPerson><p>{names}</p>"))
    assert found.together(Inside("t1", "x0")) == []


def test_what_is_left_for_editors() -> None:
    text = """<p xml:id="p"><persName>Nobody</persName> <persName ref="r.xml#none">None</persName>
      <persName ref="https://example.org/1">Elsewhere</persName> <rs ref="#p">here</rs></p>"""
    found = mentions(edition(text))
    assert [(loose.text, loose.anchor, loose.pointer) for loose in found.loose] == [
        ("Nobody", "p", ""),
        ("None", "p", "r.xml#none"),
    ]
    assert [e.id for e in found.unmentioned()] == ["mara", "fen", "low", "vale-1900", "x", "sluice"]
