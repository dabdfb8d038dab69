"""Bytes to lines: encoding, and characters made one kind. Line numbers never change.

What is changed is counted under a name, for the header's `editorialDecl` (TEI Guidelines 2.3.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from charset_normalizer import from_bytes

from edition.problems import Code, EditionError, Place, Problems
from edition.readers.foreign import refuse_foreign

LONGEST_LINE = 5_000_000
"""Characters. A whole book on one line still fits; what is longer is not a text."""

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

COMMONEST = ("cp1252", "cp1251", "latin_1", "koi8_r", "cp1250")

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")
"""Control characters but tab, line feed, form feed, carriage return; and invisible ones that hold no text."""

BLANKS = re.compile(r"[\u00a0\u2002-\u200a\u202f\u205f\u3000]")
"""Blanks other than U+0020: no-break, of fixed width, narrow, ideographic."""

PLAIN: tuple[tuple[str, str, str], ...] = (
    ("\u2010", "-", "U+2010 HYPHEN written as hyphen-minus"),
    ("\u2011", "-", "U+2011 NON-BREAKING HYPHEN written as hyphen-minus"),
    ("\u02ba", '"', "U+02BA MODIFIER LETTER DOUBLE PRIME written as quotation mark"),
    ("\u02b9", "'", "U+02B9 MODIFIER LETTER PRIME written as apostrophe"),
)
"""(character, replacement, name of the normalisation)."""

SOFT_INSIDE = re.compile("\u00ad(?![ \t]*$)", re.MULTILINE)
"""A soft hyphen that does not end its line only says where a word might have been divided."""


@dataclass(slots=True)
class Decoded:
    """A source as text: its lines without line ends, its encoding, and what was normalised how often."""

    lines: list[str]
    encoding: str
    normalised: Counter[str] = field(default_factory=Counter)


def decode(data: bytes, path: str, problems: Problems) -> Decoded:
    """Return the text of a source's bytes.

    Raises `EditionError` for an empty or binary source, for one in a format of other programs, for bytes that
    no encoding makes text of, and for a line longer than any text has. Adds a problem when the encoding had
    to be guessed.
    """
    if not data.strip():
        raise EditionError(
            Code.SOURCE_EMPTY, Place(path), "the file holds no text", "a source holds at least one word"
        )
    refuse_foreign(data, path)
    text, encoding = decode_bytes(data, path, problems)
    decoded = Decoded([], encoding)
    text = normalise(text, decoded.normalised)
    if not text.strip():
        raise EditionError(
            Code.SOURCE_EMPTY, Place(path), "the file holds only blanks", "a source holds at least one word"
        )
    decoded.lines = text.split("\n")
    for number, line in enumerate(decoded.lines, 1):
        if len(line) > LONGEST_LINE:
            raise EditionError(
                Code.LINE_TOO_LONG,
                Place(path, number),
                f"a line of {len(line):,} characters",
                f"lines of at most {LONGEST_LINE:,} characters; is this a text?",
            )
    return decoded


def decode_bytes(data: bytes, path: str, problems: Problems) -> tuple[str, str]:
    """Return text and encoding: by byte order mark, as UTF-8, else by the likeliest encoding."""
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise wrong_bytes(data, path, error.start, encoding) from None
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise EditionError(
            Code.SOURCE_BINARY,
            Place(path, line),
            "a NUL byte: this is not a text file",
            "plain text or Markdown",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return guess(data, path, error.start, problems)


def guess(data: bytes, path: str, start: int, problems: Problems) -> tuple[str, str]:
    """Return text and encoding of bytes that are not UTF-8, or raise `source-encoding`."""
    best = likeliest(data[: 1 << 20])
    line = data.count(b"\n", 0, start) + 1
    if not best:
        raise wrong_bytes(data, path, start, "utf-8")
    try:
        text = data.decode(best)
    except UnicodeDecodeError:
        raise wrong_bytes(data, path, start, "utf-8") from None
    if len(CONTROLS.findall(text[:100_000])) > len(text[:100_000]) // 20:
        raise EditionError(
            Code.SOURCE_BINARY,
            Place(path, line),
            "mostly control characters: not a text file",
            "plain text or Markdown",
        )
    problems.add(
        Code.ENCODING_GUESSED,
        line,
        f"byte 0x{data[start]:02X} is not UTF-8; read as {best}",
        "save the source as UTF-8 if letters came out wrong",
    )
    return text, best


def likeliest(data: bytes) -> str:
    """Return the encoding that makes the best text of the bytes; of equally good ones the commonest."""
    matches = list(from_bytes(data))
    if not matches:
        return ""
    least = min(match.chaos for match in matches)
    good = [match.encoding for match in matches if match.chaos <= least]
    return next((name for name in COMMONEST if name in good), good[0])


def wrong_bytes(data: bytes, path: str, start: int, encoding: str) -> EditionError:
    """Return the error for a byte that does not fit an encoding."""
    line = data.count(b"\n", 0, start) + 1
    return EditionError(
        Code.SOURCE_ENCODING,
        Place(path, line),
        f"byte 0x{data[start]:02X} is not {encoding}",
        "a source in UTF-8",
    )


def normalise(text: str, count: Counter[str]) -> str:
    """Return text with one kind of line end, blank, hyphen and apostrophe, in NFC; counts each change."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", " ").replace("\u2029", " ").replace("\x85", " ").replace("\x0b", " ")
    text = counted(CONTROLS, "", "control and invisible characters removed", text, count)
    text = counted(BLANKS, " ", "no-break and fixed-width blanks written as blanks", text, count)
    for char, plain, name in PLAIN:
        found = text.count(char)
        if found:
            count[name] += found
            text = text.replace(char, plain)
    text = counted(SOFT_INSIDE, "", "soft hyphens inside a line removed", text, count)
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        count["characters composed (Unicode NFC)"] += len(text) - len(composed) or 1
        text = composed
    return text


def counted(pattern: re.Pattern[str], by: str, name: str, text: str, count: Counter[str]) -> str:
    """Replace a pattern and count how often under a name."""
    text, times = pattern.subn(by, text)
    if times:
        count[name] += times
    return text


def read_file(path: Path) -> bytes:
    """Return a source's bytes, or raise `source-missing`."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise EditionError(
            Code.SOURCE_MISSING, Place(str(path)), "no such file", "give the path of a source text"
        ) from None
    except OSError as error:
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), error.strerror or str(error)) from None
