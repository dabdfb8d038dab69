"""Files that hold a text and are none: what they are, and how the text comes out of them.

A file is known by its first bytes, as the registrations of the media types give them (IANA): names lie.
"""

from __future__ import annotations

from pathlib import PurePath

from edition.problems import Code, EditionError, Place

PANDOC = 'pandoc "{name}" -t markdown-smart --wrap=none -o "{stem}.md" makes a text of it, notes included'
PDF = 'pdftotext -layout "{name}" makes a text of it, {stem}.txt'
WORD = f"save it as .docx or .odt; then {PANDOC}"
OCR = "text recognition (OCR) makes a text of it"
TEI = "TEI needs no import: put it into tei/. Of other XML, make Markdown or plain text"

ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", PANDOC),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text", PANDOC),
    (b"application/epub+zip", "an EPUB", PANDOC),
    (b"", "a ZIP archive", "unpack it: the text is in one of its files"),
)
"""What a ZIP archive is, by what is written in it; the last is any."""
KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word document of the years before 2007", WORD),
    (b"{\\rtf", "an RTF document", WORD),
    (b"\x89PNG", "a picture", OCR),
    (b"\xff\xd8\xff", "a picture", OCR),
    (b"GIF8", "a picture", OCR),
    (b"II*\x00", "a picture", OCR),
    (b"MM\x00*", "a picture", OCR),
    (b"AT&TFORM", "a DjVu document", 'djvutxt "{name}" "{stem}.txt" makes a text of it'),
)
"""(first bytes, what it is, what would be right)."""
MARKUP: tuple[tuple[bytes, str, str], ...] = (
    (b"<!doctype html", "a web page", PANDOC),
    (b"<html", "a web page", PANDOC),
    (b"<tei ", "an XML document", TEI),
    (b"<?xml", "an XML document", TEI),
)
"""The same for text that is all markup; case and blanks before it do not count."""
NEAR = 1 << 16
"""So many bytes of a file are looked at."""


def refuse_foreign(data: bytes, path: str) -> None:
    """Raise `source-foreign` for bytes that are no text, or all markup, and of a format that is known."""
    begin = data[:NEAR]
    markup = begin.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = next((kind for kind in KINDS if begin.startswith(kind[0])), None)
    if begin.startswith(b"PK\x03\x04"):
        found = next(kind for kind in ZIPPED if kind[0] in data)
    found = found or next((kind for kind in MARKUP if markup.startswith(kind[0])), None)
    if found is not None:
        file = PurePath(path)
        right = found[2].format(name=path, stem=file.with_suffix("").as_posix())
        raise EditionError(Code.SOURCE_FOREIGN, Place(path), f"this is {found[1]}, not its text", right)
