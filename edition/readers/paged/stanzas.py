"""Verse, and the centred lines of title pages and inscriptions: short lines that stand together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from edition.readers.paged.layout import Row, ends_sentence, starts_high, starts_low
from edition.readers.paged.markers import CALL_TAIL, COLUMNS
from edition.readers.paged.setting import INDENT, RUN, Setting, Span
from edition.tokens import Kind


def verse(setting: Setting, at: int) -> list[Span]:
    """Find verse: short lines whose indents change, or that all are set in and begin with capitals."""
    end = _end(setting, at)
    lines = setting.rows[at : end + 1]
    if len(lines) < 3 or _is_centred(setting, at, end):
        return []
    deep = {row.indent for row in lines if row.indent >= INDENT}
    changes = sum(abs(one.indent - two.indent) > 1 for one, two in pairwise(lines))
    capitals = all(row.indent >= INDENT and not starts_low(row.text) for row in lines)
    ragged = deep and (len(deep) > 1 or changes > 2) and changes > 1
    return [Span(Kind.VERSE, at, end)] if ragged or capitals or _punctuated(lines) else []


def centred(setting: Setting, at: int) -> list[Span]:
    """Keep the lines of a title page or a centred inscription."""
    end = _end(setting, at)
    return [Span(Kind.P, at, end, type="lines")] if end > at and _is_centred(setting, at, end) else []


def ragged(setting: Setting, at: int) -> bool:
    """Tell whether short lines with several indents stand together from here on."""
    return _end(setting, at) - at >= 1


def _end(setting: Setting, at: int) -> int:
    """Return the last of the short lines that stand together from a row on."""
    limit = setting.measure.width * 0.7
    end = at - 1
    most = min(len(setting.rows), at + RUN)
    while end + 1 < most and setting.measure.of(setting.rows[end + 1].text) < limit:
        if end >= at and (setting.gap(end + 1) or not setting.same_page(end + 1)):
            break
        if COLUMNS.search(setting.rows[end + 1].text):
            break
        end += 1
    return end


def _is_centred(setting: Setting, at: int, end: int) -> bool:
    """Tell whether lines stand around one middle."""
    middles = [row.indent + len(row.text) / 2 for row in setting.rows[at : end + 1]]
    least = min(row.indent for row in setting.rows[at : end + 1])
    return end > at and max(middles) - min(middles) <= 3 and least > 2


def _punctuated(lines: Sequence[Row]) -> bool:
    """Tell whether short lines not set in are verse: they end in commas, the last one in a stop."""
    texts = [CALL_TAIL.sub("", row.text) for row in lines]
    commas = sum(text.endswith((",", ";")) for text in texts[:-1])
    free = not any(char.isdigit() for text in texts for char in text)
    capitals = sum(starts_high(text) for text in texts)
    closed = ends_sentence(texts[-1]) and not any(ends_sentence(text) for text in texts[:-2])
    return len(texts) < 60 and free and closed and commas * 2 >= len(texts) - 1 and capitals * 2 >= len(texts)
