"""The built site: the sample edition and a small one that holds every kind of thing once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import html
from support import links

SMALL = ROOT / "tests" / "site"


def build(config: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build a site as a user does."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site), *options]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition's site, built strictly."""
    site = tmp_path_factory.mktemp("sample")
    made = build(ROOT / "mkdocs.yml", site, "--strict")
    assert made.returncode == 0, made.stderr
    return site


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site."""
    site = tmp_path_factory.mktemp("small")
    made = build(SMALL / "mkdocs.yml", site)
    assert made.returncode == 0, made.stderr
    return site


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / name / "index.html")).getroot()


def records(site: Path) -> dict[str, str]:
    docs = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    return {record["location"]: record["text"] for record in docs}


def test_sample_links_resolve(sample: Path) -> None:
    report = links.check(sample, "/mkdocs-edition/")
    assert report.wrong == []
    assert report.links > 0


def test_small_links_resolve(small: Path) -> None:
    report = links.check(small)
    assert report.wrong == []
    assert report.pages == 16


def test_checker_finds_what_is_wrong(small: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    shutil.copytree(small, broken)
    (broken / "bad.html").write_text(
        '<p id="a" ><a id="a" href="#none">x</a><a href="nowhere/">y</a><img src="https://h.example/p.png"></p>'
    )
    assert len(links.check(broken).wrong) == 4


def test_notes_link_both_ways(small: Path) -> None:
    chapter = page(small, "journal/ch01")
    calls = chapter.xpath("//a[@role='doc-noteref']")
    assert [call.text for call in calls] == ["*", "1", "2", "1", "3", "a"]
    for call in calls:
        note = chapter.get_element_by_id(call.get("href")[1:])
        backs = [a.get("href") for a in note.xpath(".//a[@role='doc-backlink']")]
        assert f"#{call.get('id')}" in backs
    assert [p.text for p in chapter.xpath("//li[@id='ch01-n1']//p")] == [
        "A note of two paragraphs.",
        "Here is the second, with a list: ",
    ] or len(chapter.xpath("//li[@id='ch01-n1']//*[contains(@class,'tei-p')]")) == 2


def test_notes_in_the_back_come_to_their_calls(small: Path) -> None:
    chapter = page(small, "journal/ch02")
    assert chapter.get_element_by_id("back-n1").getparent().getparent().get("role") == "doc-endnotes"
    assert not (small / "journal" / "back-div1").exists()


def test_page_marks_are_permalinks_and_add_no_blank(small: Path) -> None:
    chapter = page(small, "journal/ch01")
    mark = chapter.get_element_by_id("pb12")
    assert mark.xpath("a/@href") == ["#pb12"]
    assert mark.getprevious().tag == "sup"
    assert mark.getprevious().tail.endswith("bun")
    assert mark.tail.startswith("dle")


def test_mentions_link_to_registers(small: Path) -> None:
    chapter = page(small, "journal/ch01")
    names = chapter.xpath("//a[contains(@class,'tei-persName') or contains(@class,'tei-rs')]/@href")
    assert names == [f"../../registers/persons/{ident}/" for ident in ("mara", "osip", "yar")]


def test_title_page_holds_the_facts(small: Path) -> None:
    title = page(small, "journal")
    text = " ".join(title.text_content().split())
    for fact in (
        "Edda Editor",
        "Tilda Translator",
        "CC BY 4.0",
        "Twelve no-break spaces",
        "The Old Journal",
        "2026",
    ):
        assert fact in text
    assert title.xpath("//nav[@class='contents']//a/text()")[:3] == [
        "Title page",
        "Foreword",
        "Part One: Paper",
    ]


def test_tei_is_there_to_take_home_and_to_edit(small: Path) -> None:
    chapter = page(small, "journal/ch01")
    assert (small / "journal.xml").read_bytes() == (SMALL / "tei" / "journal.xml").read_bytes()
    assert "../../journal.xml" in chapter.xpath("//a[@download]/@href")
    assert "https://example.org/repo/edit/main/tei/journal.xml" in chapter.xpath("//a[@rel='edit']/@href")


def test_previous_and_next_stay_in_the_document(small: Path) -> None:
    assert page(small, "journal/ch01").xpath("//a[@rel='prev']/@href") == ["../part1/"]
    assert page(small, "journal/ch01").xpath("//a[@rel='next']/@href") == ["../ch02/"]
    assert page(small, "journal/bib").xpath("//a[@rel='next']/@href") == []
    assert page(small, "journal").xpath("//a[@rel='prev']/@href") == []


def test_search_holds_the_reading_text(small: Path) -> None:
    found = records(small)
    chapter = found["journal/ch01/"]
    assert "lay a bundle of paper" in chapter
    section = found["journal/ch01/#ch01-s1"]
    assert "They wrote the hunger strike Band" in section
    assert "fifty days" in section
    assert "teh" not in section
    assert "struck out" not in section
    assert "A note of two paragraphs." in found["journal/ch01/#notes"]
    assert "The Reader" in found["registers/persons/osip/"]


def test_alternatives_are_never_run_together(small: Path) -> None:
    chapter = page(small, "journal/ch01")
    shown = chapter.xpath("//section[@id='ch01-s1']")[0].text_content()
    assert "the hunger strike Band, then fifty days" in shown
    apparatus = " ".join(chapter.get_element_by_id("apparatus").text_content().split())
    assert "hunger A] hungry B; omitted B" in apparatus


def test_hostile_tei_is_inert(small: Path) -> None:
    title, division = page(small, "hostile"), page(small, "hostile/body-div1")
    for tree in (title, division, page(small, ".")):
        for element in tree.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (element.tag, name)
                assert "evil.example" not in value or (element.tag, name) == ("a", "href")
                assert not value.lower().strip().startswith(("javascript:", "data:text"))
        for script in tree.iter("script"):
            data = script.get("type") in ("application/json", "application/ld+json")
            assert ("<" if data else "alert(") not in (script.text or "")
        assert tree.xpath("//iframe") == []
    assert "<script>alert(4)</script>" in division.text_content()
    assert "alert(7)" in division.text_content()


def test_strict_counts_problems(tmp_path: Path) -> None:
    made = build(SMALL / "mkdocs.yml", tmp_path / "site", "--strict")
    assert made.returncode == 1
    assert "[link-dangling]" in made.stderr


def test_same_input_same_bytes(small: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert build(SMALL / "mkdocs.yml", again).returncode == 0
    for file in sorted(p for p in small.rglob("*") if p.is_file() and p.suffix in (".html", ".json", ".css")):
        assert file.read_bytes() == (again / file.relative_to(small)).read_bytes(), file.name


SITES = {
    "library-in-markdown": ("index.md", "# Home\n\n<!-- edition:library -->\n", "//div[@class='library']//a"),
    "library-by-template": (
        "index.md",
        "---\ntemplate: library.html\n---\n# Home\n",
        "//div[@class='library']//a",
    ),
    "library-by-default": ("other.md", "# Other\n", "//div[@class='library']//a"),
}


@pytest.mark.parametrize("name", SITES)
def test_library(name: str, tmp_path: Path) -> None:
    file, text, where = SITES[name]
    docs = tmp_path / "docs"
    shutil.copytree(SMALL / "tei", docs)
    (docs / file).write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: S\ndocs_dir: docs\ntheme: {{name: material}}\nnav: [journal.xml, {{Home: {file}}}]\n"
        "plugins: [edition: {silence: [link-dangling], exclude: [no-tei.xml]}]\n",
        "utf-8",
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site", "--strict")
    assert made.returncode == 0, made.stderr
    tree = html.parse(str(tmp_path / "site" / "index.html")).getroot()
    assert len(tree.xpath(where)) == 3
    assert links.check(tmp_path / "site").wrong == []


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_addresses_of_both_kinds(directory_urls: str, tmp_path: Path) -> None:
    shutil.copytree(SMALL / "tei", tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: S\nuse_directory_urls: {directory_urls}\ntheme: {{name: material}}\n"
        "plugins: [search, edition: {split_document: 0}]\n",
        "utf-8",
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert made.returncode == 0, made.stderr
    assert links.check(tmp_path / "site").wrong == []
    assert "[tei-root]" in made.stderr


def test_wrong_option_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [edition: {silence: [no-such-code]}]\n", "utf-8"
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert made.returncode == 1
    assert "no-such-code" in made.stderr


def test_two_sources_of_one_page_are_told(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "tei", tmp_path / "docs")
    (tmp_path / "docs" / "journal.md").write_text("# Clash\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [edition]\n", "utf-8"
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert made.returncode == 1
    assert "journal.xml and journal.md both make journal/index.html" in made.stderr


@pytest.mark.corpus
def test_site_of_the_corpora(corpora: Path, tmp_path: Path) -> None:
    shutil.copytree(corpora, tmp_path / "docs", ignore=shutil.ignore_patterns("*.md"))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [search, edition: {silence: [link-dangling]}]\n",
        "utf-8",
    )
    made = build(tmp_path / "mkdocs.yml", tmp_path / "site", "--strict")
    assert made.returncode == 0, made.stderr
    report = links.check(tmp_path / "site")
    assert report.wrong == []
    assert report.links > 8_000
