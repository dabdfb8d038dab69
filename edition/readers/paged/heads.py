"""Headings: by the text's own lists of them, by their numbers and names, by how they are set."""

from __future__ import annotations

import re

from edition.readers.paged import listed, stanzas
from edition.readers.paged.layout import ends_sentence, leads, starts_high, starts_low
from edition.readers.paged.markers import CALL_TAIL, COLUMNS
from edition.readers.paged.setting import INDENT, Setting, Span
from edition.tokens import Kind

_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?=[^\W\d_a-zа-я]|[\"“‘'«])")
_CHAPTER = re.compile(r"(\d{1,2}|[IVXL]{1,7})\.\s+(?=[^\W\d_a-zа-я]|[\"“‘'«])")
_NAMED = re.compile(
    r"(?:(?:chapter|part|book|appendix|annex|глава|часть|kapitel|teil|chapitre|partie)\s+"
    r"(\d{1,3}|[IVXLC]{1,7}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|(?:abstract|acknowledge?ments?|abbreviations|afterword|appendix|bibliography|conclusions?|contents"
    r"|epilogue|foreword|glossary|index|introduction|list of \w+|notes|preface|prologue|references|sources"
    r"|summary|table of contents|works cited|введение|заключение|предисловие|содержание|литература)"
    r"\s*\d{0,3}\s*(?:[:.–—]|$))",
    re.IGNORECASE,
)
HEAD_ROWS, HEAD_CHARS, PLAIN_HEAD_CHARS = 3, 220, 160


def find(setting: Setting, titles: listed.Titles, at: int, depth: int = 0) -> Span | None:
    """Return the heading that begins at a row, if one does.

    `titles`: those that the text itself lists; `depth`: the level of the last head whose level is known.
    """
    return known(setting, titles, at, depth) or _printed(setting, at, depth)


def known(setting: Setting, titles: listed.Titles, at: int, depth: int = 0) -> Span | None:
    """Return the heading that begins at a row, if the text's own contents or running heads have it."""
    inside = setting.same_page(at) and not setting.gap(at) and not ends_sentence(setting.rows[at - 1].text)
    if (inside and not setting.roomy(at - 1, setting.measure.width * 0.8)) or starts_low(
        setting.rows[at].text
    ):
        return None
    found = listed.match(setting.rows, at, titles)
    if found is None:
        return None
    level = found.level or (1 if _NAMED.match(setting.rows[at].text) else depth + 1)
    return Span(Kind.HEAD, at, found.end, level, found.number, "chapter" if level == 1 else "", cut=found.cut)


def _printed(setting: Setting, at: int, depth: int) -> Span | None:
    """Return the heading that begins at a row by its number, its words or its looks."""
    text = setting.rows[at].text
    section, chapter, named = _SECTION.match(text), _CHAPTER.match(text), _NAMED.match(text)
    if not setting.set_off(at) and not (section and setting.roomy(at - 1, setting.measure.width)):
        return None
    end = _end(setting, at)
    if end is None or not _head_like(setting, at, end, bool(section or chapter or named)):
        return None
    if section:
        return Span(Kind.HEAD, at, end, section[1].count(".") + 1, section[1])
    if chapter:
        counted = _counted_on(setting, end, chapter[1])
        return None if counted else Span(Kind.HEAD, at, end, 1, chapter[1])
    if named:
        return Span(Kind.HEAD, at, end, 1, named[1] or "", "named")
    return Span(Kind.HEAD, at, end, depth + 1) if _plain_head(setting, at, end) else None


def _plain_head(setting: Setting, at: int, end: int) -> bool:
    """Tell whether an unnumbered line is a subhead: before the text it heads, after text that ended."""
    if end + 1 >= len(setting.rows) or not setting.rows[at].text[0].isupper():
        return False
    if at and not ends_sentence(setting.rows[at - 1].text) and not setting.gap(at):
        return False
    if setting.rows[at].indent >= INDENT and stanzas.ragged(setting, at):
        return False
    if not setting.same_page(end + 1):
        return False
    if not setting.gap(end + 1) and not setting.roomy(end, setting.measure.width * 0.95):
        return False
    # Without a gap before (it stands first on its page) it must stand out by its shortness.
    return (
        setting.gap(at)
        or at == 0
        or (setting.gap(end + 1) and setting.roomy(end, setting.measure.width * 0.8))
    )


def _head_like(setting: Setting, at: int, end: int, numbered: bool) -> bool:
    """Tell whether rows may be a heading: not long, not full, not closed like a sentence, text after."""
    text = " ".join(row.text for row in setting.rows[at : end + 1])
    bare = CALL_TAIL.sub("", text).rstrip()
    if (
        not bare
        or not (bare[0].isalnum() or bare[0] in "“‘\"'«")
        or bare[-1] in ".,;:–-…"
        or len(text) > (HEAD_CHARS if numbered else PLAIN_HEAD_CHARS)
    ):
        return False
    if not numbered and ends_sentence(bare) and bare[-1] not in "”’)\"'":
        return False
    if not any(char.isalpha() for char in bare) or leads(text) or COLUMNS.search(text):
        return False
    after = end + 1
    if after < len(setting.rows) and (not starts_high(setting.rows[after].text) and not setting.gap(after)):
        return False
    return setting.measure.of(setting.rows[end].text) < setting.measure.width * 0.95


def _end(setting: Setting, at: int) -> int | None:
    """Return the last row of the heading at `at`: rows go on in lower case, or up to the next gap."""
    for end in range(at, min(at + HEAD_ROWS, len(setting.rows))):
        after = end + 1
        if after >= len(setting.rows) or setting.gap(after) or not setting.same_page(after):
            return end
        text = setting.rows[end].text
        if starts_low(setting.rows[after].text) or text[-1] in "-‐–":
            continue
        if _gap_within(setting, after, at + HEAD_ROWS) and not ends_sentence(text):
            continue
        return end
    return None


def _gap_within(setting: Setting, at: int, limit: int) -> bool:
    """Tell whether a gap stands before one of the rows after `at`, below `limit`."""
    for index in range(at + 1, min(limit + 1, len(setting.rows))):
        if not setting.same_page(index):
            return False
        if setting.gap(index):
            return not ends_sentence(setting.rows[index - 1].text)
    return False


def _counted_on(setting: Setting, end: int, number: str) -> bool:
    """Tell whether the next number follows at once: then these are the items of a list."""
    following = str(int(number) + 1) if number.isdigit() else ""
    for row in setting.rows[end + 1 : end + 7]:
        match = _CHAPTER.match(row.text)
        if match and match[1] == following:
            return True
    return False
