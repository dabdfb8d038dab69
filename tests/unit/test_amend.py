"""A file amended: only what was changed in it differs, character for character."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.beside import beside

from edition.annotate.ranges import blocks, wrap
from edition.problems import EditionError
from edition.tei import amend
from edition.tei.names import TEI, tei
from edition.tei.write import serialise

ODD = f"""\ufeff<?xml version='1.0' encoding="utf-8"?>
<?xml-model href="x.rng"?><!-- a <TEI> in a comment -->
<!DOCTYPE TEI [ <!-- ]> --> <!ELEMENT x (y)> ]>
<TEI  xmlns='{TEI}'\txmlns:x = "urn:x"
  x:a='1 &gt; "0"'  >
 <text ><body><p   n = '1'
 xml:id="p1">caf&#xE9; &amp; &quot;<![CDATA[a < b]]>\r\nLeon \u2014<?here now?> <hi
 rend='x'/><!-- Leon -->Leon</p ><p/><lb /></body></text>
</TEI>
<!-- the end -->
"""


FILES = {
    "utf-8": ODD.encode(),
    "iso-8859-5": ODD[1:].replace("utf-8", "iso-8859-5").encode("iso-8859-5", "xmlcharrefreplace"),
    "utf-16": ODD.replace("utf-8", "utf-16").encode("utf-16-le"),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_untouched_bytes_are_the_same(data: bytes) -> None:
    assert amend.read(data, "odd.xml").data() == data


def test_a_wrapped_word_adds_two_tags() -> None:
    file = amend.read(ODD.encode(), "odd.xml")
    (found,) = blocks(file.root)
    at = found.text.rindex("Leon")
    wrap(found, at, at + 4, etree.Element(tei("persName"), ref="#a"))
    assert file.data().decode() == ODD.replace("-->Leon<", '--><persName ref="#a">Leon</persName><')


def test_a_stretch_keeps_its_references_and_sections() -> None:
    file = amend.read(ODD.encode(), "odd.xml")
    (found,) = blocks(file.root)
    at = found.text.index('& "')
    wrap(found, at, found.text.index(" b") + 2, etree.Element(tei("seg")))
    new = ODD.replace("&amp; &quot;<![CDATA[a < b]]>", "<seg>&amp; &quot;<![CDATA[a < b]]></seg>")
    assert file.data().decode() == new


def test_attributes_are_added_to_the_tag_as_it_is() -> None:
    file = amend.read(ODD.encode(), "odd.xml")
    next(file.root.iter(tei("p"))).set("corresp", "#b")
    next(file.root.iter(tei("lb"))).set("n", "1")
    new = ODD.replace('"p1">', '"p1" corresp="#b">').replace("<lb />", '<lb n="1"/>')
    assert file.data().decode() == new


def test_an_attribute_changed_writes_its_tag_afresh() -> None:
    file = amend.read(ODD.encode(), "odd.xml")
    file.root.set("{urn:x}a", "2")
    tag = ODD[ODD.index("<TEI  ") : ODD.index(">\n <text")]
    assert file.data().decode() == ODD.replace(tag + ">", f'<TEI xmlns=\'{TEI}\'\txmlns:x = "urn:x" x:a="2">')


def test_a_filled_element_gets_an_end() -> None:
    file = amend.read(ODD.encode(), "odd.xml")
    empty = list(file.root.iter(tei("p")))[1]
    empty.append(etree.Element(tei("lb")))
    assert file.data().decode() == ODD.replace("<p/>", "<p><lb/></p>")


def test_an_element_taken_off_leaves_its_text() -> None:
    data = f'<TEI xmlns="{TEI}"><p>A <name>B</name> C</p></TEI>'.encode()
    file = amend.read(data, "a.xml")
    etree.strip_tags(file.root, tei("name"))
    assert file.data() == data.replace(b"<name>", b"").replace(b"</name>", b"")


def test_prefixes_are_the_files_own() -> None:
    data = f'<t:TEI xmlns:t="{TEI}"><t:p>A B</t:p></t:TEI>'.encode()
    file = amend.read(data, "a.xml")
    (found,) = blocks(file.root)
    wrap(found, 0, 1, etree.Element(tei("name")))
    assert file.data() == data.replace(b"A B", b"<t:name>A</t:name> B")


NESTED = """
      <org>
        <listOrg>
          <org>B</org>
        </listOrg>
      </org>
    </listOrg>
"""
PLACES = {
    "after another": (
        "\n    <listOrg>\n      <org>A</org>\n    </listOrg>\n",
        "\n    <listOrg>\n      <org>A</org>" + NESTED,
    ),
    "into an empty tag": ("\n    <listOrg/>\n", "\n    <listOrg>" + NESTED),
    "into an empty element": ("\n    <listOrg>\n    </listOrg>\n", "\n    <listOrg>" + NESTED),
}


@pytest.mark.parametrize(("before", "after"), PLACES.values(), ids=PLACES)
def test_an_entry_gets_lines_of_its_own(before: str, after: str) -> None:
    frame = f'<TEI xmlns="{TEI}">\n  <text>%s  </text>\n</TEI>'
    for newline in ("\n", "\r\n"):
        file = amend.read((frame % before).replace("\n", newline).encode(), "a.xml")
        entry = etree.fromstring(f'<org xmlns="{TEI}"><listOrg><org>B</org></listOrg></org>')
        file.add(next(file.root.iter(tei("listOrg"))), entry)
        assert file.data().decode() == (frame % after).replace("\n", newline)


def test_a_second_entry_follows_the_first() -> None:
    data = f'<TEI xmlns="{TEI}">\n  <list>\n    <item>A</item>\n  </list>\n</TEI>'.encode()
    file = amend.read(data, "a.xml")
    for text in "BC":
        entry = etree.Element(tei("item"))
        entry.text = text
        file.add(file.root[0], entry)
    assert file.data() == data.replace(
        b"<item>A</item>", b"<item>A</item>\n    <item>B</item>\n    <item>C</item>"
    )


def test_entries_of_an_empty_element_stand_line_by_line() -> None:
    file = amend.read(f'<TEI xmlns="{TEI}">\n  <list/>\n</TEI>'.encode(), "a.xml")
    for text in "ABC":
        entry = etree.Element(tei("item"))
        entry.text = text
        file.add(file.root[0], entry)
    items = "".join(f"\n    <item>{text}</item>" for text in "ABC")
    assert file.data().decode() == f'<TEI xmlns="{TEI}">\n  <list>{items}\n  </list>\n</TEI>'


@pytest.mark.parametrize("change", ["A", "A B C", "A C"])
def test_changed_text_is_refused(change: str) -> None:
    file = amend.read(f'<TEI xmlns="{TEI}"><p>A B</p></TEI>'.encode(), "a.xml")
    file.root[0].text = change
    with pytest.raises(ValueError, match="text was"):
        file.data()


def test_bytes_that_do_not_come_back_are_refused() -> None:
    with pytest.raises(EditionError):
        amend.read(b'<?xml version="1.0" encoding="ebcdic-cp-us"?><TEI/>', "a.xml")


def changed(old: bytes, new: bytes) -> int:
    lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), n=0, lineterm="")
    return sum(line.startswith("-") and not line.startswith("---") for line in lines)


def files(root: Path) -> list[Path]:
    return sorted((root / "tei").rglob("*.xml"))


def test_files_of_the_sample_stay_canonical(root: Path) -> None:
    for path in files(root):
        data = path.read_bytes()
        file = amend.read(data, str(path))
        assert file.data() == data
        for found in list(blocks(file.root))[::7]:
            wrap(found, 0, len(found.text), etree.Element(tei("seg"), type="x", n="1"))
        assert file.data() == serialise(file.root)


@pytest.mark.corpus
def test_files_of_others_change_only_in_the_lines_of_the_change() -> None:
    for path in sorted(beside("corpora").rglob("*.xml")):
        data = path.read_bytes()
        file = amend.read(data, str(path))
        assert file.data() == data, path
        found = list(blocks(file.root))[-1]
        wrap(found, 0, len(found.text), etree.Element(tei("seg")))
        new = file.data()
        assert 1 <= changed(data, new) <= 2, path
        assert b"".join(new.split(b"<seg>")).replace(b"</seg>", b"") == b"".join(
            data.split(b"<seg>")
        ).replace(b"</seg>", b"")


TEXTS = st.text("ab\n\té\U0001d15e&<>'\"]", max_size=8)


@given(st.lists(st.tuples(st.sampled_from("esrc"), TEXTS), max_size=9))
def test_any_text_comes_back_as_it_was_written(pieces: list[tuple[str, str]]) -> None:
    forms = {
        "e": lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "s": lambda text: "<![CDATA[" + (text or "a").replace("]", "") + "a]]>",
        "r": lambda text: "".join(f"&#{ord(char)};" for char in text),
        "c": lambda text: "<!--" + text.replace("-", "") + "--><hi>" + "x" * len(text) + "</hi>",
    }
    source = f'<TEI xmlns="{TEI}"><p>' + "".join(forms[kind](text) for kind, text in pieces) + "</p></TEI>"
    assert amend.read(source.encode(), "a.xml").data() == source.encode()
