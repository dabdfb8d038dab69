"""What is new, by release, and addresses of older releases: a site over a repository with two tags."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from support.git import git

HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Free.</p></publicationStmt><sourceDesc><p>Made.</p></sourceDesc></fileDesc></teiHeader>
<text><body>{body}</body></text></TEI>
"""
CHAPTER = (
    '<div type="chapter" xml:id="{id}"><head>Chapter {id}</head><p xml:id="{id}-p1" n="1">{text}</p></div>'
)
LIST = "<listPerson>{people}</listPerson>"
PERSON = '<person xml:id="{id}"><persName>{id}</persName><note>Known for nothing else.</note></person>'
CONFIG = """
site_name: S
site_url: https://s.example/e/
theme: {name: material}
plugins: [edition: {split_document: 0%s}]
"""
LONG = "Words that stand in this chapter, and in it alone, so that git knows it for the same again. " * 4


def document(title: str, *chapters: tuple[str, str]) -> str:
    return HEAD.format(
        title=title, body="\n".join(CHAPTER.format(id=one, text=text) for one, text in chapters)
    )


def register(*people: str) -> str:
    return HEAD.format(title="Persons", body=LIST.format(people="".join(PERSON.format(id=p) for p in people)))


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, "utf-8")


def released(folder: Path, tag: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", tag)
    git(folder, "tag", tag)


def built(folder: Path, options: str = "") -> Path:
    (folder / "mkdocs.yml").write_text(CONFIG % options, "utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0, and 1.1 after it: a word corrected, a chapter merged into another, a text renamed, one gone."""
    folder = tmp_path_factory.mktemp("releases")
    git(folder, "init", "-q")
    (folder / ".gitignore").write_text(".cache\nsite\nmkdocs.yml\n", "utf-8")
    one = document("One", ("c1", "The frist word of all."), ("c2", "The second chapter has this."))
    gone = document("Gone", ("g1", "Short."))
    people = register("ann", "bob")
    write(
        folder,
        {"one.xml": one, "old.xml": document("Old", ("o1", LONG)), "gone.xml": gone, "who.xml": people},
    )
    released(folder, "v1.0")
    one = document(
        "One", ("c1", 'The first word of all.<anchor xml:id="c2-p1"/> The second chapter has this.')
    )
    git(folder, "mv", "docs/old.xml", "docs/new.xml")
    git(folder, "rm", "-q", "docs/gone.xml")
    write(folder, {"one.xml": one, "who.xml": register("ann")})
    released(folder, "v1.1")
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return built(project)


def test_a_page_says_what_the_last_release_changed_and_where(site: Path) -> None:
    page = html.parse(str(site / "news/index.html"))
    assert page.xpath("normalize-space(//h2)").startswith("Version 1.1, 2 January 2026")
    titles = [title.xpath("normalize-space(.)") for title in page.xpath("//article//h3")]
    assert [title.split()[0] for title in titles] == ["gone", "One", "Persons"]
    assert page.xpath("//del[text()='frist']/following-sibling::ins[1]/text()") == ["first"]
    assert "../one/c1/#c1-p1" in page.xpath("//a[@class='news-at']/@href")


def test_one_can_skip_to_what_is_new(site: Path) -> None:
    page = html.parse(str(site / "news/index.html")).getroot()
    (skip,) = page.find_class("md-skip")
    assert page.get_element_by_id(skip.get("href")[1:]) is not None


def test_every_page_leads_to_it(site: Path) -> None:
    page = html.parse(str(site / "one/c1/index.html"))
    assert page.xpath("//footer//a[normalize-space()='What is new']/@href") == ["../../news/"]


def test_a_document_tells_its_own_corrections(site: Path) -> None:
    title = html.parse(str(site / "one/index.html"))
    (entry,) = title.xpath("//div[@class='edition-corrections']/details[not(@open)]")
    assert "frist" in entry.text_content()
    assert not html.parse(str(site / "new/index.html")).xpath("//div[@class='edition-corrections']")


def leads(site: Path, address: str) -> list[str]:
    """Return what a page at an old address leads to, on its own and by its script."""
    page = html.parse(str(site / address / "index.html"))
    assert page.xpath("//link[@rel='canonical']/@href")[0].startswith("https://s.example/e/")
    assert not page.xpath("//style | //*[@style] | //script[not(@src)]")
    assets = [*page.xpath("//script/@src"), *page.xpath("//link[@rel='stylesheet']/@href")]
    assert all((site / address / asset).resolve().is_file() for asset in assets)
    by_refresh = page.xpath("substring-after(//meta[@http-equiv='refresh']/@content, 'url=')")
    assert page.xpath("//p[@class='on'][not(@id)]/a/@href") == ([by_refresh] if by_refresh else [])
    return [by_refresh] if by_refresh else []


@pytest.mark.parametrize(
    ("old", "now"),
    [("one/c2", "../c1/#c2-p1"), ("old", "../new/"), ("old/o1", "../../new/o1/")],
)
def test_an_address_of_the_last_release_leads_on(site: Path, old: str, now: str) -> None:
    assert leads(site, old) == [now]
    assert (site / old / now.partition("#")[0] / "index.html").exists()


@pytest.mark.parametrize(("old", "near"), [("gone/g1", "../../"), ("who/bob", "../")])
def test_what_was_taken_out_says_so_and_leads_nowhere_by_itself(site: Path, old: str, near: str) -> None:
    assert leads(site, old) == []
    page = html.parse(str(site / old / "index.html"))
    assert page.findtext(".//h1") == "This page has been taken out"
    assert page.xpath("//main/p[1]/a/@href") == [near]


def test_what_still_is_has_its_own_page(site: Path) -> None:
    assert not html.parse(str(site / "who/ann/index.html")).xpath("//meta[@http-equiv='refresh']")


def test_the_same_again_is_the_same(project: Path, site: Path) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*.html")}
    built(project)
    assert {file: file.read_bytes() for file in site.rglob("*.html")} == before


def test_without_releases_there_is_nothing(project: Path) -> None:
    site = built(project, ", releases: false")
    assert not (site / "news").exists()
    assert not (site / "old").exists()
    assert "edition-corrections" not in (site / "one/index.html").read_text("utf-8")
