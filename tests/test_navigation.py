"""Finding one's way in a site and a browser: the library, contents, neighbours, keys, the place kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page
from support import web
from support.beside import ROOT
from support.medium import plain
from test_site import build

from edition import model
from edition.model.document import read
from edition.render import library
from edition.render.html import serialise

MANY = 5000
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letter {n:04}</title>
<author>Writer <surname>{name}</surname></author></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p>Archive.</p></sourceDesc></fileDesc><profileDesc><creation><date when="{year}"/></creation>
<langUsage><language ident="{tag}">{language}</language></langUsage></profileDesc></teiHeader>
<text><body><p>{words}</p></body></text></TEI>"""
BOOK = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A Book</title>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text>
<front><div xml:id="pre"><head>Preface</head><p>Before.</p></div></front><body>{parts}</body>
<back><div xml:id="app"><head>Appendix</head><p>After.</p></div></back></text></TEI>"""
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><profileDesc>
<langUsage><language ident="de"/><language ident="ru">Russian</language><language ident="ru-Latn"/>
</langUsage></profileDesc></teiHeader><text><body><p>A letter.</p></body></text></TEI>"""
PART = '<div type="part" xml:id="p{p}"><head>Part {p}</head><p>Of part {p}.</p>{chapters}</div>'
CHAPTER = '<div type="chapter" xml:id="p{p}c{c}"><head>Chapter {c}</head>{paragraphs}</div>'


def book(parts: int, chapters: int) -> str:
    """Return a book with chapters in parts, each long enough to be scrolled."""
    lines = "".join(f'<p xml:id="p{{p}}c{{c}}-{n}">{"A line to be read. " * 20}</p>' for n in range(30))
    made = (
        PART.format(
            p=p,
            chapters="".join(
                CHAPTER.format(p=p, c=c, paragraphs=lines.format(p=p, c=c)) for c in range(chapters)
            ),
        )
        for p in range(parts)
    )
    return BOOK.format(parts="".join(made))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one book in two parts, and one in parts without number, to be opened from the disk."""
    folder = tmp_path_factory.mktemp("way")
    (folder / "docs").mkdir()
    (folder / "docs" / "book.xml").write_text(book(2, 3), "utf-8")
    (folder / "docs" / "long.xml").write_text(
        BOOK.format(parts=book(40, 1).split("<body>")[1].split("</body>")[0])
    )
    for name in ("one", "two"):
        (folder / "docs" / f"{name}.xml").write_text(LETTER.format(title=name.title()), "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: S\nuse_directory_urls: false\ntheme: {name: material}\n"
        "plugins: [search, offline, edition]\n"
    )
    made = build(folder / "mkdocs.yml", folder / "site", "--strict")
    assert made.returncode == 0, made.stderr
    return folder / "site"


def tree(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / f"{name}.html")).getroot()


def test_neighbours_lead_through_front_body_and_back_and_end_there(site: Path) -> None:
    found, name = [], "book/index"
    while name:
        page = tree(site, name)
        previous = page.xpath("//a[@rel='prev']/@href")
        assert previous == ([f"{found[-1]}.html"] if found else [])
        found.append(name.partition("/")[2])
        (href,) = page.xpath("//a[@rel='next']/@href") or [""]
        name = f"book/{href.removesuffix('.html')}" if href else ""
    assert found == ["index", "pre", "p0", "p0c0", "p0c1", "p0c2", "p1", "p1c0", "p1c1", "p1c2", "app"]


def test_way_to_the_page_and_its_number(site: Path) -> None:
    (way,) = tree(site, "book/p1c1").find_class("edition-way")
    assert way.get("aria-label") == "You are here"
    assert [" ".join(li.text_content().split()) for li in way.iter("li")] == [
        "Home",
        "A Book",
        "Part 1",
        "Chapter 1",
    ]
    assert way.xpath(".//*[@aria-current='page']")[0].text == "Chapter 1"
    assert way.find_class("edition-way-place")[0].text == "8 of 10"


def test_contents_are_folded_but_for_the_branch_being_read(site: Path) -> None:
    folds = tree(site, "book/p1c1").xpath("//details[@class='edition-nav-fold']")
    assert [fold.get("open") for fold in folds] == [None, ""]
    assert folds[0].xpath("summary/@aria-label") == ["Contents of Part 0"]
    beside = tree(site, "long/p20c0").xpath("//nav[contains(@class,'edition-nav')]//a/@href")
    assert "p20c0.html" in beside
    assert "p19c0.html" not in beside  # more than sixty pages: other parts are closed, and not there


@pytest.fixture(scope="module")
def shelf() -> etree._Element:
    """The library of five thousand letters."""
    documents = {}
    for n in range(MANY):
        text = TEI.format(
            n=n,
            name=f"{'ZÉABÖ'[n % 5]}ngel",
            year=1900 + n % 77,
            tag=("de", "ru")[n % 2],
            language=("German", "Russian")[n % 2],
            words="word " * (n % 300 + 1),
        )
        document = read(text.encode(), f"l{n:04}.xml")
        documents[document.id] = document
    return library(model.Edition(documents).indexed(), plain())


def test_text_of_one_page_has_the_texts_next_to_it_beside_it(site: Path) -> None:
    beside = tree(site, "one/index").xpath("//*[contains(@class, 'edition-nav')]/ul/li/a")
    assert [a.text_content() for a in beside] == ["S", "A Book (book)", "A Book (long)", "One", "Two"]
    assert [a.text_content() for a in beside if a.get("aria-current") == "page"] == ["One"]


def test_library_names_languages_once_each_and_whole(site: Path) -> None:
    rows = {row.find("th").text_content(): row for row in tree(site, "index").xpath("//tbody/tr")}
    assert "German, Russian" in [cell.text_content() for cell in rows["One"].iter("td")]


def test_library_is_a_sorted_table_of_facts(shelf: etree._Element) -> None:
    head = [th.text for th in shelf.iterfind("table/thead/tr/th")]
    assert head == ["Author", "Title", "Date", "Language", "Kind", "Words"]
    rows = shelf.findall("table/tbody/tr")
    assert len(rows) == MANY
    first = ["".join(cell.itertext()) for cell in rows[0]]
    assert first == ["Writer Angel", "Letter 0002", "1902", "German", "Text", "3"]
    names = [row[0].text[7:8] for row in rows if row[0].text]
    assert [n for i, n in enumerate(names) if i == 0 or names[i - 1] != n] == ["A", "B", "É", "Ö", "Z"]


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh page on a wide screen. Any error on it fails the test."""
    with web.watched(browser, "file://", viewport={"width": 1400, "height": 900}) as page:
        yield page


@pytest.mark.browser
def test_library_sorts_and_filters_thousands(shelf: etree._Element, tab: Page, tmp_path: Path) -> None:
    folder = (ROOT / "plugins/mkdocs_edition/theme/assets/edition").as_uri()
    page = tmp_path / "library.html"
    scripts = "".join(f'<script src="{folder}/{name}"></script>' for name in ("kept.js", "library.js"))
    page.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8">{serialise(shelf)}{scripts}', "utf-8"
    )
    tab.goto(page.as_uri())
    heading = tab.locator("th", has_text="Words")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert tab.locator("th[aria-sort]").count() == 1
    assert tab.locator("tbody tr").first.locator("td").last.inner_text() == "1"
    heading.get_by_role("button").press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert tab.locator("tbody tr").first.locator("td").last.inner_text() == "300"
    tab.get_by_role("searchbox", name="Filter the texts").fill("1923 ru")
    assert (
        tab.get_by_role("status").inner_text() == f"{tab.locator('tbody tr:visible').count()} of {MANY} texts"
    )
    for row in tab.locator("tbody tr:visible").all_inner_texts():
        assert "1923" in row
        assert "Russian" in row


@pytest.mark.browser
def test_keys_turn_pages_and_can_be_switched_off(site: Path, tab: Page) -> None:
    tab.goto((site / "book/p0c0.html").as_uri())
    tab.keyboard.press("n")
    tab.wait_for_url("**/p0c1.html")
    tab.keyboard.press("p")
    tab.wait_for_url("**/p0c0.html")
    tab.keyboard.press("t")
    assert tab.evaluate("document.activeElement.getAttribute('aria-current')") == "page"
    tab.keyboard.press("Control+n")
    tab.keyboard.press("s")
    tab.keyboard.type("n?")  # into the search field, where keys are letters
    assert tab.input_value("[data-md-component=search-query]") == "n?"
    tab.keyboard.press("Escape")
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("?")
    dialog = tab.get_by_role("dialog", name="Keyboard shortcuts")
    assert dialog.is_visible()
    assert dialog.locator("dt").count() == 7
    tab.keyboard.press("n")  # no page is turned behind the dialog
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    for key in ("n", "p", "?", ".", "/"):
        tab.keyboard.press(key)
    tab.wait_for_timeout(200)
    assert tab.url.endswith("p0c0.html")
    assert not dialog.is_visible()
    tab.get_by_role("button", name="Keyboard shortcuts").click()
    assert not dialog.get_by_role("checkbox").is_checked()


@pytest.mark.browser
def test_place_is_kept_and_gone_back_to(site: Path, tab: Page) -> None:
    tab.goto((site / "book/index.html").as_uri())
    assert not tab.is_visible(".edition-continue")
    tab.goto((site / "book/p1c2.html").as_uri())
    tab.evaluate("scrollTo(0, 1800)")
    tab.wait_for_timeout(600)
    share = float(
        tab.evaluate("document.querySelector('.edition-progress').style.getPropertyValue('--ed-read')")
    )
    assert 0.1 < share < 0.9
    tab.goto((site / "book/index.html").as_uri())
    line = tab.locator(".edition-continue")
    assert line.inner_text() == "Continue reading at Chapter 2"
    line.get_by_role("link").click()
    tab.wait_for_url("**/p1c2.html#*")
    tab.wait_for_timeout(400)
    assert abs(float(tab.evaluate("scrollY")) - 1800) < 40
