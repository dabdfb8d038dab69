"""What is said of a file that is no XML: in words, with the place."""

from __future__ import annotations

import pytest

from edition.problems import Code, EditionError
from edition.tei.parse import well_formed

CASES = {
    "<a><b></a>": "</a> closes while <b> of line 1 is open; </b> before it",
    "<a>": "<a> of line 1 is never closed; </a>",
    "<a": "the tag <a has no end; a > at its end",
    "<a>1 < 2</a>": "a < that begins no tag; &lt; for the character <",
    "<a>x & y</a>": "a & that begins no reference; &amp; for the character &",
    "<a>x &y</a>": "a & with a name, and no ; behind it; &amp; for the character &, or the ;",
    "<a>&nbsp;</a>": "&nbsp; is not known to XML; the character itself",
    "<a b=c/>": 'the value of an attribute stands in no quotation marks; name="value"',
    "<a b/>": 'the attribute b has no value; b="…"',
    '<a b="1"c="2"/>': 'attributes are not parted by a blank, or not closed; name="value"',
    '<a b="1" b="2"/>': "the attribute b stands twice in a tag; it once",
    '<a b="1></a>': "a < in the value of an attribute, or its closing quotation mark is lacking; "
    'a " at its end; &lt; for the character <',
    "<x:a/>": '<a> has the prefix x, which nothing declares; xmlns:x="…" on the root, or no prefix',
    "<a/><b/>": "there is text or a second root behind the end of the root element; "
    "one root element around all",
    "": "the file is empty; a TEI document",
    "plain": "the file does not begin with a tag; a TEI document",
    "<a>\x01</a>": "a control character (number 1), which XML does not have; it taken out",
    "<a>&#0;</a>": "a control character (number 0), which XML does not have; it taken out",
    "<a>]]></a>": "]]> in the text; ]]&gt;",
    "<a><!-- x -- y --></a>": "-- within a comment; a comment without --",
    "<a></a": "an end-tag has no end; a > at its end",
    ' <?xml version="1.0"?><a/>': "something stands in front of <?xml …?>; <?xml …?> at the very beginning",
}


@pytest.mark.parametrize("text", CASES)
def test_a_fault_is_told_in_words(text: str) -> None:
    with pytest.raises(EditionError) as raised:
        well_formed(text.encode(), "a.xml")
    problem = raised.value.problem
    assert problem.code is Code.XML_MALFORMED and problem.place.line == 1
    assert f"{problem.found}; {problem.wanted}" == CASES[text]


def test_the_place_is_where_the_parser_stopped() -> None:
    with pytest.raises(EditionError) as raised:
        well_formed("<a>\n<b>Łódź & y</b></a>".encode(), "a.xml")
    assert str(raised.value).startswith("a.xml:2:9: ")
