"""The book as EPUB and as one HTML file: what is in it, where its links lead, what is kept out."""

from __future__ import annotations

import copy
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support import epub as read
from support.epub import TYPE, XHTML, Epub

from edition.citing.entry import Style
from edition.export.book import Book, Naming, assemble
from edition.export.epub import make as making
from edition.export.epub.cover import drawn_cover, own_cover, size
from edition.export.epub.make import make_epub
from edition.export.epub.pieces import pieces
from edition.export.html import make_html
from edition.export.options import Options
from edition.export.reading import reading
from edition.labels import labels
from edition.model import Edition, Limits
from edition.problems import Code, EditionError

WORDS = labels("en")
HEADER = """<teiHeader><fileDesc><titleStmt><title>A Find</title><author>Jane Example</author></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""
CALL = re.compile(r"\[\w+\]")
"""A note's call, as the plain text has it."""
PIXEL = bytes.fromhex("89504e470d0a1a0a")
XLINK = "http://www.w3.org/1999/xlink"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="{XLINK}" viewBox="0 0 9 9">{{}}</svg>'


def document(folder: Path, body: str, name: str = "find", language: str = "en") -> Edition:
    """Return an edition of one document, or of one more."""
    inner = f'<text xml:lang="{language}"><body>{body}</body></text>'
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{inner}</TEI>'
    path = folder / f"{name}.xml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Edition.load(folder, limits=Limits(0, 150_000))


@pytest.fixture
def cover(tmp_path: Path) -> str:
    """A picture for covers, so that Typst is not needed."""
    path = tmp_path / "own-cover.png"
    path.write_bytes(PIXEL)
    return str(path)


def book(edition: Edition, *names: str, **options: Any) -> Book:
    """Return the book of some documents, of all if none is named."""
    found = [edition.documents[n] for n in names] or list(edition.documents.values())
    return assemble(edition, found, Naming(WORDS, "A Book", text=options.get("text", "reading")))


def epub(edition: Edition, folder: Path, cover: str, *names: str, **options: Any) -> Epub:
    """Return some documents as an EPUB, read again."""
    return Epub(make_epub(book(edition, *names, **options), Options(cover=cover, **options), folder))


def texts_of(made: Epub, document: str) -> list[etree._Element]:
    """Return the pages of a document's text."""
    names = [name for name in made.spine() if name.startswith(f"EPUB/text/{document}")]
    return [made.pages[name] for name in names if b"edition-about" not in made.archive.read(name)]


# words


@pytest.mark.parametrize("name", ["book", "report", "thesis", "articles"])
def test_no_word_of_the_reading_text_is_lost(root: Path, cover: str, name: str) -> None:
    edition = Edition.load(root / "tei")
    document = edition.documents[name]
    plain = CALL.sub("", reading(document, Style(WORDS, "en")))
    wanted = Counter(read.WORD.findall(plain))
    made = epub(edition, root / "tei", cover, name)
    found: Counter[str] = sum((read.words(page) for page in made.pages.values()), Counter())
    own = Counter({WORDS["notes"]: len(document.pages) + 1})
    assert not wanted - found - own


def test_what_a_page_of_the_site_says_the_book_says_and_nothing_more(root: Path, cover: str) -> None:
    edition = Edition.load(root / "tei")
    made = book(edition, "book")
    html = [copy.deepcopy(chapter.html) for chapter in made.texts[0].chapters[1:]]
    wanted = sum((Counter(read.WORD.findall("".join(read.said(tree)))) for tree in html), Counter())
    pages = Epub(make_epub(made, Options(cover=cover), root / "tei"))
    assert sum(map(read.words, texts_of(pages, "book")), Counter()) == wanted


def test_diplomatic_text_is_shown_when_asked_for(tmp_path: Path, cover: str) -> None:
    edition = document(tmp_path, "<p>A <choice><sic>wrod</sic><corr>word</corr></choice>.</p>")
    for text, shown in (("reading", "word"), ("diplomatic", "wrod")):
        made = epub(edition, tmp_path, cover, text=text)
        assert shown in read.words(made.page("text/find.xhtml")), text


# notes, pages, links


def test_every_call_opens_a_footnote_that_leads_back(root: Path, cover: str) -> None:
    made = epub(Edition.load(root / "tei"), root / "tei", cover)
    calls = 0
    for page in made.pages.values():
        held = {e.get("id"): e for e in page.iter() if e.get("id")}
        for call in page.iter(f"{XHTML}a"):
            if call.get(TYPE) != "noteref":
                continue
            calls += 1
            note = held[call.get("href", "")[1:]]
            assert (note.tag, note.get(TYPE), note.get("role")) == (
                f"{XHTML}div",
                "footnote",
                "doc-footnote",
            )
            back = [a.get("href") for a in note.iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
            assert f"#{call.get('id')}" in back
    assert calls > 80


def test_pages_of_the_source_are_listed_and_marked(tmp_path: Path, cover: str) -> None:
    body = '<p>One <pb n="7" xml:id="p7"/>two <pb n="8" xml:id="p8" break="no"/>three.</p>'
    made = epub(document(tmp_path, body), tmp_path, cover)
    (listed,) = [nav for nav in made.page("nav").iter(f"{XHTML}nav") if nav.get(TYPE) == "page-list"]
    assert [(a.text, a.get("href")) for a in listed.iter(f"{XHTML}a")] == [
        ("7", "text/find.xhtml#p7"),
        ("8", "text/find.xhtml#p8"),
    ]
    marks = [e for e in made.page("find.xhtml").iter() if e.get("role") == "doc-pagebreak"]
    assert [(m.get(TYPE), m.get("aria-label")) for m in marks] == [
        ("pagebreak", "Page 7"),
        ("pagebreak", "Page 8"),
    ]
    assert "pageBreakMarkers" in made.metadata("schema:accessibilityFeature")


def test_pages_of_all_paginations_are_listed_those_of_others_by_their_edition(
    tmp_path: Path, cover: str
) -> None:
    breaks = '<pb n="7" ed="#A"/>two <pb n="3" ed="#B"/>three <pb n="8" ed="#A"/><pb n="1" ed="counted"/>'
    body = f"<p>One {breaks}.</p>"
    made = epub(document(tmp_path, body), tmp_path, cover)
    (listed,) = [nav for nav in made.page("nav").iter(f"{XHTML}nav") if nav.get(TYPE) == "page-list"]
    assert [a.text for a in listed.iter(f"{XHTML}a")] == ["7", "B 3", "8", "[1]"]


def test_a_note_is_seen_in_its_place_and_begins_with_its_mark(tmp_path: Path, cover: str) -> None:
    body = "<p>One.<note><p>First\n  line.</p><p>Second.</p></note></p>"
    made = epub(document(tmp_path, body), tmp_path, cover)
    (note,) = [e for e in made.page("find.xhtml").iter() if e.get("role") == "doc-footnote"]
    assert note.tag == f"{XHTML}div"  # readers hide an aside
    first = next(note.iter(f"{XHTML}p"))
    assert "".join(map(str, first.itertext())) == "1 First line."


def test_a_formula_has_words(tmp_path: Path, cover: str) -> None:
    inner = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><msup><mi>x</mi><mn>2</mn></msup></mfrac>"
    math = f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inner}</math>'
    made = epub(document(tmp_path, f"<p>So <formula>{math}</formula>.</p>"), tmp_path, cover)
    (shown,) = [e for e in made.page("find.xhtml").iter() if str(e.tag).endswith("}math")]
    assert shown.get("alttext") == "(a+b)/(x^2)"
    assert "MathML" in made.metadata("schema:accessibilityFeature")


def test_nothing_is_folded_away(root: Path, cover: str) -> None:
    made = epub(Edition.load(root / "tei"), root / "tei", cover)
    assert not [n for n, page in made.pages.items() if next(page.iter(f"{XHTML}details"), None) is not None]


def test_a_book_without_pages_of_a_source_says_nothing_of_them(tmp_path: Path, cover: str) -> None:
    made = epub(document(tmp_path, "<p>One.</p>"), tmp_path, cover)
    assert "page-list" not in etree.tostring(made.page("nav"), encoding="unicode")
    assert "pageBreakMarkers" not in made.metadata("schema:accessibilityFeature")


def test_no_link_of_the_sample_leads_to_nothing(root: Path, cover: str) -> None:
    edition = Edition.load(root / "tei")
    for names in ((), ("book",), ("registers/persons",)):
        assert epub(edition, root / "tei", cover, *names).dangling() == []


def test_a_register_leads_to_each_mention_and_has_no_other_entry(tmp_path: Path, cover: str) -> None:
    persons = """<listPerson><person xml:id="a"><persName>Ada</persName></person>
      <person xml:id="b"><persName>Bert</persName></person></listPerson>"""
    document(tmp_path, persons, "registers/persons")
    ref = '<persName ref="registers/persons.xml#a">{}</persName>'
    body = f"<div><head>First</head><p>{ref.format('Ada')} and {ref.format('she')}.</p></div>"
    edition = document(tmp_path, body + f"<div><head>Second</head><p>{ref.format('A.')}</p></div>")
    made = epub(edition, tmp_path, cover, "find")
    page = made.page("registers-persons")
    (ways,) = [p for p in page.iter(f"{XHTML}p") if p.get("class") == "mentions"]
    assert "".join(map(str, ways.itertext())) == "Mentions First, 2; Second."
    assert "Bert" not in read.words(page)
    assert made.dangling() == []


# a huge chapter


def test_a_huge_chapter_is_divided_with_its_notes(
    tmp_path: Path, cover: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "LIMIT", 6_000)
    paragraphs = "".join(
        f'<p xml:id="p{n}">Word {n}.<note xml:id="n{n}" n="{n}">See <ref target="#p1">p</ref> {n}.</note></p>'
        for n in range(1, 60)
    )
    edition = document(tmp_path, f"<div><head>Long</head>{paragraphs}</div>")
    made = epub(edition, tmp_path, cover)
    pages = [name for name in made.spine() if "find-body" in name]
    assert len(pages) > 3
    assert made.dangling() == []
    for name in pages:
        page = made.pages[name]
        ids = {e.get("id") for e in page.iter()}
        calls = [a.get("href", "")[1:] for a in page.iter(f"{XHTML}a") if a.get(TYPE) == "noteref"]
        assert calls
        assert set(calls) <= ids
    (toc,) = [nav for nav in made.page("nav").iter(f"{XHTML}nav") if nav.get(TYPE) == "toc"]
    assert [a.text for a in toc.iter(f"{XHTML}a")].count("Long") == 1


def test_pieces_hold_all_words_and_no_explanation_begins_one() -> None:
    items = "".join(f"<dt>t{n}</dt><dd>{'word ' * 20}{n}</dd>" for n in range(40))
    html = etree.fromstring(
        f'<div class="edition"><section id="s"><h1>A</h1><dl>{items}</dl></section></div>'
    )
    made = pieces(html, 1500)
    assert len(made) > 2
    assert "".join("".join(map(str, m.itertext())) for m in made) == "".join(map(str, html.itertext()))
    assert [m.find(".//dl")[0].tag for m in made] == ["dt"] * len(made)  # type: ignore[index]
    assert [m.find("section").get("id") for m in made][:2] == ["s", None]  # type: ignore[union-attr]


def test_what_is_divided_goes_on_counting_and_keeps_its_rows_whole() -> None:
    items = "".join(f"<li>{'word ' * 20}</li>" for _ in range(40))
    rows = "".join(f"<tr><td>{'word ' * 20}</td></tr>" for _ in range(40))
    html = etree.fromstring(
        f'<div><ol start="3">{items}</ol><table id="t"><tbody>{rows}</tbody></table></div>'
    )
    made = pieces(html, 2000)
    starts = [(ol.get("start"), len(ol)) for m in made for ol in m.iter("ol")]
    assert starts[0][0] == "3"
    assert all(int(str(a[0])) + a[1] == int(str(b[0])) for a, b in pairwise(starts))
    tables = [t for m in made for t in m.iter("table")]
    assert [t.get("id") for t in tables][:2] == ["t", None]
    assert all(t.find("tbody/tr/td") is not None for t in tables)


def test_a_table_whose_cells_reach_into_other_rows_stays_whole() -> None:
    rows = "".join(f"<tr><td>{'word ' * 20}</td></tr>" for _ in range(40))
    html = etree.fromstring(f'<div><table><tbody><tr><td rowspan="9">a</td></tr>{rows}</tbody></table></div>')
    assert len(pieces(html, 2000)) == 1


# the container


def test_same_input_same_bytes_and_the_type_stands_first(root: Path, cover: str) -> None:
    first, second = (
        make_epub(book(Edition.load(root / "tei"), "landing"), Options(cover=cover), root / "tei")
        for _ in range(2)
    )
    assert first == second
    assert first[30:58] == b"mimetypeapplication/epub+zip"


def test_only_faces_that_the_text_needs_are_embedded(tmp_path: Path, cover: str) -> None:
    latin = epub(document(tmp_path, "<p>Plain.</p>"), tmp_path, cover)
    other = epub(document(tmp_path, "<p>Слово, שלום.</p>"), tmp_path, cover)
    assert not any("cyrillic" in name or "hebrew" in name for name in latin.names)
    assert "EPUB/fonts/libertinus-regular-cyrillic.woff2" in other.names
    assert "META-INF/licences/noto-OFL.txt" in other.names


def test_faces_are_those_of_the_site(root: Path) -> None:
    site = root / "plugins" / "mkdocs_edition" / "theme" / "assets" / "edition" / "fonts"
    own = root / "edition" / "export" / "epub" / "fonts"
    assert {p.name: p.read_bytes() for p in own.iterdir()} == {p.name: p.read_bytes() for p in site.iterdir()}


def test_a_text_from_right_to_left_turns_its_pages_so(tmp_path: Path, cover: str) -> None:
    made = epub(document(tmp_path, "<p>שלום עולם</p>", language="he"), tmp_path, cover)
    (spine,) = made.package.iter(f"{read.OPF}spine")
    assert spine.get("page-progression-direction") == "rtl"
    assert made.page("find.xhtml").get("dir") == "rtl"


# what is kept out


@pytest.mark.parametrize(
    "inner",
    [
        "<script>x()</script>",
        "<rect onclick='x()'/>",
        "<image x:href='https://example.org/a.png'/>",
        "<a x:href='javascript:x()'><text>x</text></a>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<foreignObject/>",
        "<rect fill='url(https://example.org/a)'/>",
    ],
)
def test_a_picture_that_does_something_gives_its_description(tmp_path: Path, cover: str, inner: str) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(inner), "utf-8")
    body = '<figure><graphic url="a.svg"/><figDesc>A map.</figDesc></figure><p>Text.</p>'
    made = epub(document(tmp_path, body), tmp_path, cover)
    assert not any(name.endswith(".svg") for name in made.names)
    assert "map" in read.words(made.page("find.xhtml"))


def test_a_picture_that_does_nothing_is_shown(tmp_path: Path, cover: str) -> None:
    (tmp_path / "a.svg").write_text(SVG.format("<rect id='r' fill='url(#g)'/>"), "utf-8")
    body = '<figure><graphic url="a.svg"/><figDesc>A map.</figDesc></figure><p>Text.</p>'
    made = epub(document(tmp_path, body), tmp_path, cover)
    assert "EPUB/images/001.svg" in made.names
    assert [i.get("alt") for i in made.page("find.xhtml").iter(f"{XHTML}img")] == ["A map."]
    assert "alternativeText" in made.metadata("schema:accessibilityFeature")


@pytest.mark.parametrize("url", ["../secret.png", "/etc/hostname.png", "https://example.org/a.png"])
def test_no_picture_comes_from_elsewhere(tmp_path: Path, cover: str, url: str) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    folder = tmp_path / "docs"
    made = epub(document(folder, f'<figure><graphic url="{url}"/></figure><p>Text.</p>'), folder, cover)
    assert not any(name.startswith("EPUB/images/") for name in made.names)
    assert not any("src" in e.attrib for e in made.page("find.xhtml").iter())


def test_text_is_never_markup(tmp_path: Path, cover: str) -> None:
    hostile = "&lt;script&gt;x()&lt;/script&gt; ]]&gt; &amp;amp; &lt;!--"
    made = epub(
        document(tmp_path, f'<p>{hostile}</p><p><ref target="javascript:x()">y</ref></p>'), tmp_path, cover
    )
    page = made.page("find.xhtml")
    assert "<script>x()</script> ]]> &amp; <!--" in "".join(map(str, page.itertext()))
    assert not list(page.iter(f"{XHTML}script"))
    assert "javascript" not in etree.tostring(page, encoding="unicode")


# covers


def test_a_cover_is_drawn_from_the_title() -> None:
    pytest.importorskip("typst")
    words = {
        "title": "A #strong[Find] $x$",
        "subtitle": "",
        "authors": [],
        "facts": [],
        "language": "en",
        "rtl": False,
    }
    name, data = drawn_cover(words)
    assert (name, data[:8], data[16:24]) == ("cover.png", PIXEL, bytes.fromhex("0000064000000960"))


def test_a_long_word_fits_onto_the_cover() -> None:
    assert size("Rindfleischetikettierungsüberwachungsaufgabenübertragung") < size("Short") / 3


@pytest.mark.parametrize(
    ("name", "code"), [("none.png", Code.SOURCE_MISSING), ("cover.svg", Code.CONFIG_INVALID)]
)
def test_a_cover_that_cannot_be_taken_is_refused(tmp_path: Path, name: str, code: Code) -> None:
    with pytest.raises(EditionError) as error:
        own_cover(tmp_path / name)
    assert error.value.problem.code is code


# one HTML file


def test_one_file_holds_all_that_it_needs(root: Path) -> None:
    edition = Edition.load(root / "tei")
    html = etree.fromstring(
        make_html(book(edition), Options(), root / "tei"), etree.HTMLParser(huge_tree=True)
    )
    ids = [str(e.get("id")) for e in html.iter(etree.Element) if e.get("id")]
    assert len(ids) == len(set(ids))
    links = [str(a.get("href")) for a in html.iter("a") if str(a.get("href")).startswith("#")]
    assert len(links) > 500
    assert {link[1:] for link in links} <= set(ids)
    assert not list(html.iter("script", "link", "iframe"))
    assert 'url("data:font/' in (html.findtext(".//style") or "")
    assert 'url("fonts/' not in (html.findtext(".//style") or "")


def test_pictures_stand_in_the_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PIXEL)
    edition = document(
        tmp_path, '<figure><graphic url="a.png"/><figDesc>A map.</figDesc></figure><p>Text.</p>'
    )
    html = make_html(book(edition), Options(), tmp_path).decode()
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in html
