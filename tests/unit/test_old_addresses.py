"""Permalinks of older releases to passages that stand elsewhere now: a site over three releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.unit.test_releases_site import HEAD, PERSON, built, git, released, write

LIST = "<listPerson>{people}</listPerson>"
WORDS = "alder birch cedar dogwood elder fir gorse hazel ivy juniper kelp larch maple nettle oak pine".split()


def passage(ident: str) -> str:
    """Return a paragraph whose words are its own."""
    return f'<p xml:id="{ident}">{" ".join(f"{word}{ident}" for word in WORDS)}.</p>'


def text(title: str, **chapters: str) -> str:
    """Return a text: the ids of its chapters, and of the passages in each."""
    body = "".join(
        f'<div type="chapter" xml:id="{ident}"><head>Chapter {ident}</head>'
        f"{''.join(map(passage, held.split()))}</div>"
        for ident, held in chapters.items()
    )
    return HEAD.format(title=title, body=body)


def people(*names: str) -> str:
    return HEAD.format(title="People", body=LIST.format(people="".join(PERSON.format(id=n) for n in names)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases: passages moved, a chapter divided, texts renamed twice, joined, and struck out."""
    folder = tmp_path_factory.mktemp("three")
    git(folder, "init", "-q")
    (folder / ".gitignore").write_text(".cache\nsite\nmkdocs.yml\n", "utf-8")
    book = text("Book", c1="a1 a2 a3", c2="b1 b2 b3 b4", c3="d1 d2")
    small = text("Small", s1="e1 e2 e3", s2="f1 f2 f3 f4")
    write(folder, {"book.xml": book, "small.xml": small, "first.xml": text("F", x1="g1 g2", x2="h1 h2")})
    write(folder, {"who.xml": people("ann", "bob")})
    released(folder, "v1.0")
    git(folder, "mv", "docs/first.xml", "docs/second.xml")
    write(folder, {"book.xml": text("Book", c1="a1 a3", c2="b1 b2", c4="b3 b4", c3="a2 d2")})
    write(folder, {"second.xml": text("F", x1="g1 g2", x2="h2 k1 k2")})
    released(folder, "v1.1")
    git(folder, "mv", "docs/second.xml", "docs/third.xml")
    git(folder, "rm", "-q", "docs/small.xml")
    write(folder, {"third.xml": text("F", x3="g1 g2 l1 l2 l3", x2="k1 k2")})
    book = text("Book", c1="a1", c2="b1 b2 a3", c4="b3 b4", c3="a2 d2", s1="e1 e2 e3").replace('"e2"', '"z9"')
    write(folder, {"book.xml": book, "who.xml": people("ann")})
    released(folder, "v1.2")
    return built(folder)


STUBS = [
    ("book/c1", "a2", "../c3/#a2", "Chapter c3"),  # moved once
    ("book/c1", "a3", "../c2/#a3", "Chapter c2"),  # moved in the release after
    ("book/c2", "b4", "../c4/#b4", "Chapter c4"),  # its chapter was divided
    ("book/c3", "d1", "#d2", "Chapter c3"),  # struck out: what stood beside it
    ("who", "bob", "./", "People"),  # an entry has no neighbours
]


@pytest.mark.parametrize(("page", "ident", "href", "title"), STUBS)
def test_a_page_that_still_is_says_where_its_passage_is(
    site: Path, page: str, ident: str, href: str, title: str
) -> None:
    found = html.parse(str(site / page / "index.html"))
    (stub,) = found.xpath(f"//*[@id='{ident}']")
    assert stub.xpath("a/@href") == [href]
    assert stub.xpath("a/text()") == [title]
    target, _, anchor = href.partition("#")
    there = html.parse(str(site / page / target / "index.html"))
    assert not anchor or len(there.xpath(f"//*[@id='{anchor}']")) == 1


def test_a_page_says_nothing_of_what_stands_on_it(site: Path) -> None:
    stubs = html.parse(str(site / "book/c1/index.html")).xpath("//*[@class='edition-former']/p/@id")
    assert sorted(stubs) == ["a2", "a3"]
    assert not html.parse(str(site / "book/c4/index.html")).xpath("//*[@class='edition-former']")


def test_a_text_renamed_twice_leads_on_from_both_names(site: Path) -> None:
    for name in ("first", "second"):
        page = html.parse(str(site / name / "x1/index.html"))
        assert page.xpath("//p[@class='on'][not(@id)]/a/@href") == ["../../third/x3/#g1"]


def test_a_page_whose_passages_are_no_more_says_so_and_what_is_near(site: Path) -> None:
    page = html.parse(str(site / "first/x2/index.html"))
    assert page.xpath("//*[@id='h1']/a/@href") == ["../../third/x3/#g2"]


def test_a_chapter_joined_to_another_text_is_found_by_its_words_where_ids_have_changed(site: Path) -> None:
    page = html.parse(str(site / "small/s1/index.html"))
    assert page.xpath("//p[@class='on'][not(@id)]/a/@href") == ["../../book/s1/#e1"]
    assert page.xpath("//*[@id='e2']/a/@href") == ["../../book/s1/#z9"]
    assert page.xpath("//*[@id='e2']/a/text()") == ["Book: Chapter s1"]
    title = html.parse(str(site / "small/index.html"))
    assert title.xpath("//p[@class='on'][not(@id)]/a/@href") == ["../book/"]
