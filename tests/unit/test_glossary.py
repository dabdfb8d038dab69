"""Terms in running text: the first on a page leads to its explanation, as whole words of its language."""

from __future__ import annotations

import pytest
from lxml import etree
from support.medium import plain

from edition.folder import Folder
from edition.limits import Limits
from edition.model import Edition
from edition.model.entry_pages import entry_pages
from edition.model.mentions import mentions
from edition.model.terms import glossary
from edition.render.medium import Medium
from edition.render.page import render
from edition.tei.names import TEI

FRAME = f"""<TEI xmlns="{TEI}" xml:lang="%s"><teiHeader><fileDesc><titleStmt><title>%s</title></titleStmt>
<publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body>%s</body></text></TEI>"""
TERMS = """<list type="gloss">
<label><term xml:id="etap">etap</term> [<foreign xml:lang="ru">этап</foreign>]: </label><item>A convoy.</item>
<label><term xml:id="gpu">GPU</term></label><item>The police.</item>
<label><term xml:id="vkp">VKP(b)</term> <term>the party</term></label><item>The party.</item>
<label><term xml:id="plan">Five-Year Plan</term></label><item>Five years.</item>
<label><term xml:id="regime">political regime</term></label><item>A regime.</item>
<label><term xml:id="city">colony</term></label><item>A village.</item>
<label><term xml:id="kind" xml:lang="de">Kind</term></label><item>A child.</item>
<label><term xml:id="roman" xml:lang="ru-Latn">starosta</term></label><item>An elder.</item>
<label><term xml:id="bare">unexplained</term></label><item/>
</list>"""
CASES = {
    "the first only": ("<p>An etap, an etap.</p><p>Etap.</p>", ["etap"]),
    "at the beginning of a sentence": ("<p>Etap after etap.</p>", ["Etap"]),
    "in the plural": ("<p>Two etaps and three colonies.</p>", ["etaps", "colonies"]),
    "in the possessive": ("<p>The etap's end; the etap’s end.</p>", ["etap"]),
    "not within words": ("<p>An etape, a retap, a pre-etap, an etap-like thing, etap’n.</p>", []),
    "capitals are capitals": ("<p>gpu, Gpu. The GPU.</p>", ["GPU"]),
    "signs at the end": ("<p>The VKP(b), of all.</p>", ["VKP(b)"]),
    "two words over a line's end": (
        "<p>A political\n   regime, five-year plan.</p>",
        ["political\n   regime"],
    ),
    "the longest": ("<p>The Five-Year Plans.</p>", ["Five-Year Plans"]),
    "another name": ("<p>It was the party.</p>", ["the party"]),
    "in its own language": ('<p>A kind child, <foreign xml:lang="de">ein Kind</foreign>.</p>', ["Kind"]),
    "the same in another language": ('<p xml:lang="ru">Был этап.</p>', ["этап"]),
    "not in another language": ('<p>Then <foreign xml:lang="fr">etap</foreign>.</p>', []),
    "romanised words": (
        '<p>The <foreign xml:lang="ru-Latn">etap</foreign>, the starosta.</p>',
        ["etap", "starosta"],
    ),
    "in italics": ('<p>An <hi rend="italic">etap</hi>.</p>', ["etap"]),
    "not half in italics": ('<p>An <hi rend="italic">etap</hi>e, re<hi>etap</hi>.</p>', []),
    "before a note": ('<p>An etap<note n="1" place="end">A note on the etap.</note>.</p>', ["etap"]),
    "over a page's end": ('<p>An <pb n="3"/>etap.</p>', ["etap"]),
    "not in headings": ("<div><head>The etap</head><p>It came.</p></div>", []),
    "not in links, names, titles": (
        '<p>See <ref target="https://example.org">the etap</ref>, <persName>GPU</persName>, '
        "<title>Political regime</title>, <bibl>GPU</bibl>, <code>etap</code>.</p>",
        [],
    ),
    "not where an editor said no": ('<p>An <seg type="plain">etap</seg>; an etap.</p>', ["etap"]),
    "not in what was struck out": ("<p>An <del>etap</del>.</p>", []),
    "not only in a note": ('<p>Here.<note n="1" place="end">An etap.</note></p>', []),
    "a term with a pointer": ('<p>The <term ref="terms.xml#gpu">police</term>, the GPU.</p>', ["police"]),
    "before a term with a pointer": (
        '<p>The GPU, the <term ref="terms.xml#gpu">police</term>.</p>',
        ["GPU"],
    ),
    "not without explanation": ("<p>It is unexplained.</p>", []),
    "in verse, quotations, lists, tables": (
        "<lg><l>An etap</l></lg><quote><p>The GPU</p></quote><list><item>A colony</item></list>"
        "<table><row><cell>political regime</cell></row></table>",
        ["etap", "GPU", "colony", "political regime"],
    ),
}


def edition(body: str, language: str = "en", terms: str = TERMS) -> tuple[Edition, Medium]:
    files = {"text.xml": FRAME % (language, "Text", body), "terms.xml": FRAME % ("en", "Terms", terms)}
    made = Edition.parse(Folder("tei", {name: text.encode() for name, text in files.items()}))
    found = mentions(made)
    entry_pages(made, found)
    medium = plain()
    return made, Medium(medium.page_href, medium.file_href, medium.labels, glossary(made, found.entries))


def page(body: str, language: str = "en", terms: str = TERMS) -> etree._Element:
    made, medium = edition(body, language, terms)
    document = made.documents["text"]
    return render(made, document, document.pages[0], medium).html


def words(html: etree._Element) -> list[str]:
    return ["".join(a.itertext()) for a in html.xpath("//a[contains(@class, 'gloss')]")]


@pytest.mark.parametrize("case", CASES)
def test_a_term_is_marked(case: str) -> None:
    body, wanted = CASES[case]
    html = page(body)
    assert words(html) == wanted
    for link in html.xpath("//a[contains(@class, 'gloss')]"):
        card = html.xpath(f"//li[@id='{link.get('data-card')}']")[0]
        assert card.xpath(".//a/@href") == [link.get("href")]


@pytest.mark.parametrize("case", CASES)
def test_no_word_is_changed(case: str) -> None:
    body, _ = CASES[case]
    made, medium = edition(body)
    document = made.documents["text"]
    shown = render(made, document, document.pages[0], medium).html.xpath("//*[contains(@class, 'tei-text')]")
    bare = render(made, document, document.pages[0], plain()).html.xpath("//*[contains(@class, 'tei-text')]")
    assert ["".join(e.itertext()) for e in shown] == ["".join(e.itertext()) for e in bare]


def test_other_languages_have_their_exact_form() -> None:
    label = '<label><term xml:id="k" xml:lang="de">Etappe</term></label>'
    terms = f'<list type="gloss">{label}<item>Weg.</item></list>'
    assert words(page("<p>Etappes, Etappen, Etappe.</p>", "de", terms)) == ["Etappe"]


OWN = """<div n="1"><head>One</head><p>A barrack, an etap.</p></div>
<div n="2"><head>Two</head><list type="gloss">
<label><term xml:id="own">barrack</term></label><item>A hut; a barrack.</item></list></div>"""


def test_a_texts_own_glossary_is_for_that_text_but_where_it_stands() -> None:
    files = {"text.xml": FRAME % ("en", "Text", OWN), "other.xml": FRAME % ("en", "O", "<p>A barrack.</p>")}
    folder = Folder("tei", {name: text.encode() for name, text in files.items()})
    made = Edition.parse(folder, Limits(0))
    medium = Medium(plain().page_href, lambda _: "", plain().labels, glossary(made, mentions(made).entries))
    text, other = made.documents["text"], made.documents["other"]
    one, two = (render(made, text, page, medium).html for page in text.pages[-2:])
    assert one.xpath("//a[contains(@class, 'gloss')]/@href") == [f"../text/{text.pages[-1].id}#own"]
    assert one.xpath("string(//*[@class='card-about'])") == "A hut; a barrack."
    assert words(two) == words(render(made, other, other.pages[-1], medium).html) == []


def test_a_script_in_a_term_stays_words() -> None:
    terms = (
        '<list type="gloss"><label><term xml:id="x">a&lt;b</term></label><item>&lt;script&gt;</item></list>'
    )
    html = page("<p>If a&lt;b then.</p>", terms=terms)
    assert words(html) == ["a<b"]
    assert not html.xpath("//script")
