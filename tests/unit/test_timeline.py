"""Time lines: events in the order of time, with dates as sure as they are, in parts that are not too many."""

from __future__ import annotations

import pytest
from lxml import etree
from support.medium import plain

from edition.folder import Folder
from edition.labels import labels
from edition.model import Edition
from edition.model.entry_pages import ROWS, entry_pages
from edition.model.mentions import mentions
from edition.model.when import Day, dated
from edition.render.behaviours import BEHAVIOURS
from edition.render.listing import Listing
from edition.render.medium import Medium
from edition.render.registers import render_register
from edition.tei.names import TEI

FRAME = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Events</title></titleStmt>
<publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body>%s</body></text></TEI>"""
TEXT = FRAME % (
    '<p xml:id="p1">Of <eventName ref="events.xml#e0">it</eventName>.</p>'
    '<listEvent><event xml:id="x"><label>A record</label></event></listEvent>'
)


def page(events: list[str], medium: Medium | None = None, ident: str = "") -> etree._Element:
    """Render a page of a register that holds some events, each with an id `e0`, `e1` and so on."""
    body = "".join(e.replace("<event", f'<event xml:id="e{n}"', 1) for n, e in enumerate(events))
    files = {"events.xml": (FRAME % f"<listEvent>{body}</listEvent>").encode(), "text.xml": TEXT.encode()}
    edition = Edition.parse(Folder("tei", files))
    found = mentions(edition)
    listing = Listing(edition, found, entry_pages(edition, found))
    part = listing.pages.parts["events", ident]
    return render_register(listing, edition.documents["events"], part, medium or plain(), BEHAVIOURS).html


def rows(html: etree._Element) -> list[str]:
    """Return the lines of a time line as words: part, date, event."""
    out = []
    for row in html.xpath("//li[contains(concat(' ', @class, ' '), ' event ')]"):
        heading = row.xpath("string(ancestor::section[1]/*[1])")
        day = row.xpath("string(.//*[@class='event-date'])")
        out.append(" | ".join(filter(None, (heading, day, row.xpath("string(.//a)")))))
    return out


DATES = {
    'when="1921-03-08"': "8 March 1921",
    'when="1921-03"': "March 1921",
    'when="1921-03-08T10:00:00"': "8 March 1921",
    'when="-0044-03-15"': "15 March 44 BC",
    'when="-0044"': "44 BC",
    'from="1921-03-08" to="1921-03-16"': "8–16 March 1921",
    'from="1927-12-02" to="1928-01-19"': "2 December 1927 – 19 January 1928",
    'from="1921"': "1921 –",
    'to="1921"': "– 1921",
    'notBefore="1937" notAfter="1938"': "between 1937 and 1938",
    'notBefore="1937"': "not before 1937",
    'notAfter="1938-05"': "not after May 1938",
    'when="1931" cert="low"': "about 1931",
    'when="1931" precision="low"': "about 1931",
    'when="1825-12-26" when-custom="1825-12-14" datingMethod="#julian"': (
        "26 December 1825 (14 December 1825 old style)"
    ),
    'from="1931-05" to="1931-02"': "February 1931 – May 1931",
    'when-iso="1931-05-02"': "2 May 1931",
    'when="soon"': "",
    "": "",
}


@pytest.mark.parametrize("attributes", DATES)
def test_a_date_is_said_as_surely_as_it_is_known(attributes: str) -> None:
    (row,) = rows(page([f"<event {attributes}><label>It</label></event>"]))
    assert row.split(" | ")[1:-1] == ([DATES[attributes]] if DATES[attributes] else [])


WORDS = [
    '<event when="1921"><label>Congress: <date when="1921">in 1921</date></label></event>',
    '<event when="1922"><label>Flood</label><desc><date when="1922">All 1922</date>. Wet.</desc></event>',
    '<event when="1923"><label>Fire</label><desc>In <date when="1923">1923</date>, it burnt.</desc></event>',
    '<event><label>Peace</label><desc><date when="1924-05">May 1924</date></desc></event>',
]


def test_a_date_in_the_events_own_words_is_not_said_twice() -> None:
    html = page(WORDS)
    assert rows(html) == [
        "1920s | in 1921 | Congress",
        "1920s | All 1922 | Flood",
        "1920s | 1923 | Fire",
        "1920s | May 1924 | Peace",
    ]
    said = ["".join(e.itertext()) for e in html.xpath("//*[@class='event-about']")]
    assert said == ["Wet.", "In 1923, it burnt."]


@pytest.mark.parametrize(
    ("years", "parts"),
    [
        ([1931], ["1931"]),
        ([1931, 1931, 1931, 1932, 1932, 1933], ["1931", "1932", "1933"]),
        ([1931, 1935, 1938, 1942, 1949], ["1930s", "1940s"]),
        (range(1000, 2000, 20), [f"{n}–{n + 99}" for n in range(1000, 2000, 100)]),
        ([-44, -43, 14, 70], ["100 BC–1 BC", "1–99"]),
    ],
)
def test_parts_are_as_long_as_events_are_many(years: list[int], parts: list[str]) -> None:
    events = [f'<event when="{y:0{5 if y < 0 else 4}d}"><label>It</label></event>' for y in years]
    html = page(events)
    assert [h.text for h in html.xpath("//section/section/h2 | //div/section/h2")] == parts


def test_events_stand_in_the_order_of_time_and_the_undated_last() -> None:
    html = page(
        [
            "<event><label>Some day</label></event>",
            '<event when="1925"><label>Later</label></event>',
            '<event when="-0300"><label>Long ago</label></event>',
            '<event when="-0200"><label>Less long ago</label></event>',
        ]
    )
    assert [row.rpartition(" | ")[2] for row in rows(html)] == [
        "Long ago",
        "Less long ago",
        "Later",
        "Some day",
    ]
    assert rows(html)[-1].startswith("Undated")


def test_an_event_leads_to_its_page_its_mentions_and_its_record() -> None:
    html = page(['<event when="1925" source="text.xml#x"><label>It</label></event>'])
    assert html.xpath("//li//a/@href") == ["../events/e0", "../events/e0#mentions", "../text/x"]


def test_the_strip_leads_to_the_parts_on_whichever_page_they_are() -> None:
    events = [f'<event when="{1000 + n}"><label>It</label></event>' for n in range(ROWS + 50)]
    first, second = page(events), page(events, ident="2")
    for html, here, other in ((first, "", "../events/2"), (second, "", "../events/")):
        links = html.xpath("//nav[@class='time-strip']//a/@href")
        assert {link.partition("#")[0] for link in links} == {here, other}
        ids = set(html.xpath("//@id"))
        assert all(link[1:] in ids for link in links if link[0] == "#")
    assert len(rows(first)) == ROWS and len(rows(second)) == 50


def test_it_is_a_list_with_times_and_no_styles() -> None:
    html = page([f'<event when="{1900 + n}"><label>It</label></event>' for n in range(30)])
    assert len(html.xpath("//ol/li//time[@datetime]")) == 30
    assert not html.xpath("//@style")
    assert all(svg.get("aria-hidden") or svg.get("aria-label") for svg in html.iter("svg"))


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_it_speaks_the_language_of_the_edition(language: str) -> None:
    medium = Medium(lambda document, page: f"../{document}/{page}", lambda path: path, labels(language))
    (row,) = rows(page(['<event notAfter="1938-05"><label>It</label></event>'], medium))
    assert {"de": "nicht nach Mai 1938", "fr": "au plus tard : mai 1938", "ru": "не позднее: май 1938"}[
        language
    ] in row


def test_nothing_is_known_of_what_is_no_date() -> None:
    assert dated(etree.fromstring('<date when="1921-13"/>')) is None
    when = dated(etree.fromstring('<date notBefore="1921-05"/>'))
    assert when is not None and (when.start, when.end) == (Day(1921, 5), None)
