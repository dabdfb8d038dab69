"""Citing, source and history on built pages: what a reader without script, and a program, find there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from support import links
from test_site import SMALL, build, page

ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site."""
    site = tmp_path_factory.mktemp("cited")
    made = build(SMALL / "mkdocs.yml", site)
    assert made.returncode == 0, made.stderr
    return site


def tags(tree: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.xpath("//head/meta[@name]"):
        found.setdefault(meta.get("name"), []).append(meta.get("content"))
    return found


def test_zotero_finds_author_title_date_container(cited: Path) -> None:
    title, chapter = tags(page(cited, "journal")), tags(page(cited, "journal/ch01"))
    assert title["citation_book_title"] == ["A test site"]
    assert chapter["citation_book_title"] == title["citation_title"] == title["DC.title"]
    for found in (title, chapter):
        assert found["citation_author"]
        assert found["DC.creator"] == found["citation_author"]
        assert re.fullmatch(r"\d{4}(/\d\d){0,2}", found["citation_publication_date"][0])


def test_json_ld_says_what_a_page_is_part_of(cited: Path) -> None:
    (found,) = page(cited, "journal/ch01").xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(found)
    assert (data["@type"], data["isPartOf"]["isPartOf"]["name"]) == ("Chapter", "A test site")


def test_title_page_is_cited_without_script(cited: Path) -> None:
    title = page(cited, "journal")
    (note,) = title.xpath("//p[@class='edition-citation-note']")
    assert "version 1.2" in note.text_content()
    for suffix, start in (("bib", "@incollection{journal,"), ("ris", "TY  - CHAP"), ("json", "[")):
        assert f"../journal.{suffix}" in title.xpath("//section[@class='edition-citation']//a/@href")
        assert (cited / f"journal.{suffix}").read_text("utf-8").startswith(start)


def test_everything_cited_has_its_permalink(cited: Path) -> None:
    chapter = page(cited, "journal/ch01")
    for link in chapter.xpath("//a[contains(@class,'permalink')]"):
        assert link.get("aria-label").strip()
        assert chapter.get_element_by_id(link.get("href")[1:]) is not None
        assert link.text is None
    for what in ("p[contains(@class,'tei-p') and @id='ch01-p1']", "li[@id='ch01-n1']"):
        assert chapter.xpath(f"//{what}//a[contains(@class,'permalink')]"), what


def test_corrections_open_at_the_line(cited: Path) -> None:
    lines = (SMALL / "tei" / "journal.xml").read_text("utf-8").splitlines()
    chapter = page(cited, "journal/ch01")
    data = json.loads(chapter.xpath("//script[@id='__cite_data']/text()")[0])
    assert data["edit"] == "https://example.org/repo/edit/main/tei/journal.xml#L{line}"
    offsets = {a.get("href")[1:]: int(a.get("data-line")) for a in chapter.xpath("//a[@data-line]")}
    assert len(offsets) > 3
    authored = {e.get(ID) for e in etree.parse(SMALL / "tei" / "journal.xml").iter("{*}p", "{*}note", "{*}l")}
    for ident, offset in offsets.items():
        if ident in authored:
            assert f'xml:id="{ident}"' in lines[data["line"] + offset - 1], ident
    first = chapter.xpath("//div[@class='edition-colophon']//a[@rel='external']/@href")
    assert first == [data["edit"].replace("{line}", str(data["line"]))]


def test_tei_of_the_page_and_of_the_document(cited: Path) -> None:
    chapter = page(cited, "journal/ch01")
    assert chapter.xpath("//div[@class='edition-colophon']//a[@download]/@href") == [
        "../ch01.xml",
        "../../journal.xml",
    ]
    tree = etree.parse(cited / "journal" / "ch01.xml")
    assert tree.find(".//{*}teiHeader//{*}title") is not None
    assert tree.xpath("count(//*[local-name()='div'][@xml:id='ch01'])") == 1
    assert tree.xpath("count(//*[@xml:id='ch02'])") == 0


def test_version_and_rights_on_every_page(cited: Path) -> None:
    for file in cited.rglob("index.html"):
        tree = html.parse(str(file)).getroot()
        assert "Version 1.2" in tree.xpath("string(//div[@class='edition-version'])"), file
    assert "CC BY 4.0" in page(cited, "journal/ch01").xpath("string(//div[@class='edition-colophon'])")


def test_own_files_go_before(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "journal.xml").write_bytes((SMALL / "tei" / "journal.xml").read_bytes())
    (tmp_path / "docs" / "journal.bib").write_text("@book{mine}", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [search, edition: {silence: [link-dangling]}]\n"
        "repo_url: https://codeberg.org/o/r\n",
        "utf-8",
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "site" / "journal.bib").read_text("utf-8") == "@book{mine}"
    assert links.check(tmp_path / "site").wrong == []
    data = page(tmp_path / "site", "journal").xpath("string(//script[@id='__cite_data'])")
    assert json.loads(data)["edit"] == "https://codeberg.org/o/r/_edit/main/docs/journal.xml#L{line}"


def test_wrong_forge_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [edition: {forge: sourceforge}]\n", "utf-8"
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert made.returncode == 1
    assert "sourceforge" in made.stderr
