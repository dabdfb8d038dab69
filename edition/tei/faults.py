"""What a parser says of a file that is no XML, for people: what was found, what would be right.

The messages are libxml2's (parser.c, `xmlFatalErr`); one that is not listed is told as it is.
"""

from __future__ import annotations

import re

AND = "&amp; for the character &"
LESS = "&lt; for the character <"
QUOTED = 'name="value"'

WORDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), found, wanted)
    for pattern, found, wanted in (
        (
            r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
            r"</\3> closes while <\1> of line \2 is open",
            r"</\1> before it",
        ),
        (r"Premature end of data in tag (\S+) line (\d+)", r"<\1> of line \2 is never closed", r"</\1>"),
        (r"Couldn't find end of Start Tag (\S+)(?: line \d+)?", r"the tag <\1 has no end", "a > at its end"),
        (r"StartTag: invalid element name", "a < that begins no tag", LESS),
        (r"xmlParseEntityRef: no name", "a & that begins no reference", AND),
        (r"EntityRef: expecting ';'", "a & with a name, and no ; behind it", f"{AND}, or the ;"),
        (r"Entity '([^']+)' not defined", r"&\1; is not known to XML", "the character itself"),
        (
            r"AttValue: \" or ' expected",
            "the value of an attribute stands in no quotation marks",
            QUOTED,
        ),
        (r"Specification mandates value for attribute (\S+)", r"the attribute \1 has no value", r'\1="…"'),
        (r"attributes construct error", "attributes are not parted by a blank, or not closed", QUOTED),
        (r"error parsing attribute name", "something in a tag that is no attribute", QUOTED),
        (r"Attribute (\S+) redefined", r"the attribute \1 stands twice in a tag", "it once"),
        (
            r"Unescaped '<' not allowed in attributes values",
            "a < in the value of an attribute, or its closing quotation mark is lacking",
            f'a " at its end; {LESS}',
        ),
        (
            r"Namespace prefix (\S+)(?: for \S+)? on (\S+) is not defined",
            r"<\2> has the prefix \1, which nothing declares",
            r'xmlns:\1="…" on the root, or no prefix',
        ),
        (
            r"Extra content at the end of the document",
            "there is text or a second root behind the end of the root element",
            "one root element around all",
        ),
        (r"Document is empty", "the file is empty", "a TEI document"),
        (r"Start tag expected, '<' not found", "the file does not begin with a tag", "a TEI document"),
        (
            r"(?:PCDATA invalid Char value|xmlParseCharRef: invalid xmlChar value) (\d+)",
            r"a control character (number \1), which XML does not have",
            "it taken out",
        ),
        (r"xmlParseCharRef: .*", "a reference to a character that there is not", "the character itself"),
        (r"Sequence '\]\]>' not allowed in content", "]]> in the text", "]]&gt;"),
        (r"Double hyphen within comment.*", "-- within a comment", "a comment without --"),
        (r"Comment not terminated.*", "a comment is not closed", "--> at its end"),
        (r"expected '>'", "an end-tag has no end", "a > at its end"),
        (
            r"XML declaration allowed only at the start of the document",
            "something stands in front of <?xml …?>",
            "<?xml …?> at the very beginning",
        ),
    )
)
"""The parser's message, what was found, what would be right."""


def in_words(message: str) -> tuple[str, str]:
    """Return what was found and what would be right, of a message of the parser."""
    for pattern, found, wanted in WORDS:
        if fits := pattern.fullmatch(message):
            return fits.expand(found), fits.expand(wanted)
    return message, "well-formed XML, every start-tag with its end-tag"
