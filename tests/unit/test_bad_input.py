"""Bad input: a clear error or problem with file and line, exit code 1 or 2, nothing half-written."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition.cli import main

TEXT = "# 1. The Find\n\nThe boards were lifted.<sup>1</sup>\n\n1. A report of the day.\n"
WORDS = (
    "Доски подняли зимой, и под ними лежала бумага. Чтение заняло годы, потому что буквы были мелкие. "
    "Никто не знал, кто писал эти листы, и только позднее нашлись имена. "
) * 20
GERMAN = (
    "Die Tür wurde um sechs Uhr geöffnet, und die Wärter zählten: zwölf Männer, fünf Körbe für Brot. " * 20
)
DOCTYPE = '<!DOCTYPE TEI [{}]>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{}</text></TEI>'
BOMB = DOCTYPE.format(
    '<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "&i;",
)


@dataclass(frozen=True)
class Bad:
    """One bad input: the files of a project, and what the command says to it."""

    name: str
    files: dict[str, bytes]
    says: str
    """Pattern of the message, with file and line."""
    code: int = 2
    args: tuple[str, ...] = ("book.md",)


def utf8(**files: str) -> dict[str, bytes]:
    """Return files of text by name, `_` for the dot."""
    return {name.replace("_", "."): text.encode() for name, text in files.items()}


def with_card(card: str) -> dict[str, bytes]:
    """Return a good source with a card."""
    return utf8(book_md=TEXT, book_toml=card)


def with_target(tei: str) -> dict[str, bytes]:
    """Return a good source whose TEI file exists already."""
    return {**utf8(book_md=TEXT), "tei/book.xml": tei.encode()}


CASES = [
    Bad("empty file", {"book.md": b""}, r"^book\.md: error: .* \[source-empty\]"),
    Bad("blanks only", {"book.md": b" \n\t\r\n\n"}, r"^book\.md: error: .* \[source-empty\]"),
    Bad(
        "invisible characters only",
        utf8(book_md="\u200b\n\ufeff\n"),
        r"^book\.md: error: .* \[source-empty\]",
    ),
    Bad("byte order mark only", {"book.md": b"\xff\xfe"}, r"^book\.md: error: .* \[source-empty\]"),
    Bad("binary", {"book.md": bytes(range(256)) * 40}, r"^book\.md:1: error: .* \[source-binary\]"),
    Bad("NUL", {"book.md": b"One.\nTwo\x00.\n"}, r"^book\.md:2: error: a NUL byte.* \[source-binary\]"),
    Bad(
        "UTF-16 without a mark",
        {"book.md": TEXT.encode("utf-16-le")},
        r"^book\.md:1: error: .* \[source-binary\]",
    ),
    Bad(
        "UTF-16 cut",
        {"book.md": TEXT.encode("utf-16") + b"\x00"},
        r"^book\.md:\d+: error: .* \[source-encoding\]",
    ),
    Bad(
        "a line of 50 MB",
        {"book.md": b"One.\n" + b"word " * 10_000_000},
        r"^book\.md:2: error: .* \[line-too-long\]",
    ),
    Bad(
        "card with an unknown key",
        with_card('title = "A"\ncolour = "red"\n'),
        r"^book\.toml:2: error: unknown key “colour”.*\[card-invalid\]",
    ),
    Bad(
        "card with an unknown hint",
        with_card('title = "A"\n[reading]\nspeed = "high"\n'),
        r"^book\.toml:3: error: .*\[card-invalid\]",
    ),
    Bad(
        "card with a wrong hint",
        with_card('title = "A"\n[reading]\nformat = "pdf"\n'),
        r"^book\.toml:3: error: .*\[card-invalid\]",
    ),
    Bad(
        "card whose reading is no table",
        with_card('title = "A"\nreading = 3\n'),
        r"^book\.toml:2: error: .*\[card-invalid\]",
    ),
    Bad(
        "card with a wrong type",
        with_card('title = "A"\nauthor = 7\n'),
        r"^book\.toml:2: error: .*\[card-invalid\]",
    ),
    Bad(
        "card with a list for a title",
        with_card('title = ["A"]\n'),
        r"^book\.toml:1: error: .*\[card-invalid\]",
    ),
    Bad(
        "card that is not TOML",
        with_card('title = "A"\nauthor: B\n'),
        r"^book\.toml:2: error: not TOML.*\[card-invalid\]",
    ),
    Bad("card without title", with_card('author = "B"\n'), r"^book\.toml: error: no title.*\[card-invalid\]"),
    Bad("empty card", with_card(""), r"^book\.toml: error: no title.*\[card-invalid\]"),
    Bad(
        "card in another encoding",
        {**utf8(book_md=TEXT), "book.toml": 'title = "Köln"'.encode("latin-1")},
        r"^book\.toml:1: error: byte 0xF6 is not UTF-8; .*\[card-invalid\]",
    ),
    Bad(
        "card with a key that is nearly one",
        with_card('title = "A"\nauthr = "B"\n'),
        r"^book\.toml:2: error: unknown key “authr”; did you mean “author”\? .*\[card-invalid\]",
    ),
    Bad(
        "card with a language in words",
        with_card('title = "A"\nlanguage = "english"\n'),
        r"^book\.toml:2: error: “english” is no language tag; .*\[card-invalid\]",
    ),
    Bad(
        "card with the language of a system",
        with_card('title = "A"\nlanguage = "en_GB"\n'),
        r'^book\.toml:2: error: “en_GB” is no language tag; language = "en-GB".*\[card-invalid\]',
    ),
    Bad(
        "card with a licence in words",
        with_card('title = "A"\nlicence = "CC BY"\n'),
        r"^book\.toml:2: error: “CC BY” is no address.*rights = .*\[card-invalid\]",
    ),
    Bad(
        "card for a missing source",
        utf8(book_toml='title = "A"'),
        r"^book\.md: error: no such file.*\[source-missing\]",
    ),
    Bad(
        "card given for a source",
        utf8(book_toml='title = "A"'),
        r"^book\.toml: error: this is a card.*\[source-missing\]",
        args=("book.toml",),
    ),
    Bad(
        "missing card",
        utf8(book_md=TEXT),
        r"^none\.toml: error: no such card.*\[source-missing\]",
        args=("book.md", "--card", "none.toml"),
    ),
    Bad(
        "PDF",
        {"book.md": b"%PDF-1.7\n\x00"},
        r"^book\.md: error: this is a PDF, .*pdftotext.*\[source-foreign\]",
    ),
    Bad(
        "Word",
        {"book.md": b"PK\x03\x04\x14\x00word/document.xml\x00"},
        r"^book\.md: error: this is a Word document, .*pandoc \"book\.md\".*\[source-foreign\]",
    ),
    Bad(
        "old Word",
        {"book.md": bytes.fromhex("d0cf11e0a1b11ae1") * 9},
        r"save it as \.docx.*\[source-foreign\]",
    ),
    Bad("archive", {"book.md": b"PK\x03\x04\x14\x00notes.txt"}, r"this is a ZIP archive.*\[source-foreign\]"),
    Bad("RTF", utf8(book_md=r"{\rtf1\ansi One.\par}"), r"this is an RTF document.*\[source-foreign\]"),
    Bad("a scan", {"book.md": b"\x89PNG\r\n\x1a\n"}, r"this is a picture.*OCR.*\[source-foreign\]"),
    Bad(
        "web page",
        utf8(book_md="\ufeff\n<!DOCTYPE html>\n<html><p>One.</p></html>"),
        r"this is a web page.*\[source-foreign\]",
    ),
    Bad(
        "TEI",
        utf8(book_md='<?xml version="1.0"?>\n<TEI/>'),
        r"^book\.md: error: this is an XML document.* put it into tei/.*\[source-foreign\]",
    ),
    Bad("missing source", {}, r"^book\.md: error: no such file.*\[source-missing\]"),
    Bad(
        "folder without texts",
        {"more/picture.png": b"\x89PNG"},
        r"^more: error: no texts.*\[source-missing\]",
        args=("more",),
    ),
    Bad(
        "two sources of one name",
        utf8(book_md=TEXT, book_txt=TEXT),
        r"^book\.txt: error: .*tei.book\.xml.*\[target-taken\]",
        1,
        ("book.md", "book.txt"),
    ),
    Bad("--into a file", utf8(book_md=TEXT, out="x"), r"out", args=("book.md", "--into", "out")),
    Bad(
        "--into below a file",
        utf8(book_md=TEXT, out="x"),
        r"out.*\[file-unwritable\]",
        args=("book.md", "--into", "out/tei"),
    ),
    Bad(
        "target is a folder",
        {**utf8(book_md=TEXT), "tei/book.xml/x": b""},
        r"tei.book\.xml: error: .*\[file-unwritable\]",
    ),
    Bad("target with a bomb", with_target(BOMB), r"tei.book\.xml:1: error: .*\[xml-forbidden\]"),
    Bad(
        "target with an external entity",
        with_target(DOCTYPE.format('<!ENTITY x SYSTEM "book.md">', "&x;")),
        r"tei.book\.xml:1: error: .*\[xml-forbidden\]",
    ),
    Bad(
        "target with a foreign DTD",
        with_target(
            '<!DOCTYPE TEI SYSTEM "http://example.invalid/tei.dtd">\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
        ),
        r"tei.book\.xml: error: .*\[tei-changed\]",
        1,
    ),
    Bad(
        "target with a DTD beside it",
        {
            **with_target('<!DOCTYPE TEI SYSTEM "evil.dtd">\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'),
            "evil.dtd": b"<!no DTD",
            "tei/evil.dtd": b"<!no DTD",
        },
        r"tei.book\.xml: error: .*\[tei-changed\]",
        1,
    ),
    Bad("target not XML", with_target("<TEI>\n<p></TEI>"), r"tei.book\.xml:2:9: error: .*\[xml-malformed\]"),
    Bad("target empty", with_target(""), r"tei.book\.xml.*: error: .*\[xml-malformed\]"),
]


def run(folder: Path, files: dict[str, bytes], *args: str) -> Result:
    """Write files into a folder and run `edition import` in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return CliRunner().invoke(main, ["import", *args], catch_exceptions=False)


def left(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_refused(bad: Bad, project: Path) -> None:
    found = run(project, bad.files, *bad.args)
    assert re.search(bad.says, found.output, re.MULTILINE), found.output
    assert found.exit_code == bad.code, found.output
    assert "Traceback" not in found.output
    new = {name for name in left(project) if name not in bad.files}
    assert bad.code == 1 or not {name for name in new if name.endswith((".xml", ".tmp"))}
    assert all(left(project)[name] == data for name, data in bad.files.items())


@pytest.mark.parametrize(
    ("text", "encoding", "known"),
    [
        (WORDS, "cp1251", "бумага"),
        (WORDS, "koi8_r", "бумага"),
        (GERMAN, "latin-1", "Wärter"),
        (GERMAN, "cp1252", "Körbe"),
    ],
)
def test_encoding_guessed(project: Path, text: str, encoding: str, known: str) -> None:
    found = run(project, {"book.txt": text.encode(encoding)}, "book.txt")
    assert found.exit_code == 0, found.output
    assert re.search(
        r"book\.txt:1: warning: byte 0x[0-9A-F]{2} is not UTF-8; read as .*\[encoding-guessed\]", found.output
    )
    assert known in (project / "tei/book.xml").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encoding(project: Path, encoding: str) -> None:
    assert run(project, {"book.md": TEXT.encode(encoding)}, "book.md").exit_code == 0
    assert "The boards were lifted." in (project / "tei/book.xml").read_text("utf-8")


def test_a_card_may_have_a_byte_order_mark(project: Path) -> None:
    files = {"book.md": TEXT.encode(), "book.toml": 'title = "Of the Notepad"\n'.encode("utf-8-sig")}
    assert run(project, files, "book.md").exit_code == 0
    assert ">Of the Notepad<" in (project / "tei/book.xml").read_text("utf-8")


def test_markup_within_a_text_makes_it_no_web_page(project: Path) -> None:
    text = f"<p>One.</p>\n\n{TEXT}\nOf <html> and <?xml.\n"
    assert "source-foreign" not in run(project, utf8(book_md=text), "book.md").stderr


def test_unclosed_sup(project: Path) -> None:
    found = run(
        project, utf8(book_md="# 1. A\n\nA word.<sup>1\n\nAnother.<sup>2</sup>\n\n2. Body.\n"), "book.md"
    )
    assert found.exit_code == 0
    assert re.search(r"book\.md:3: warning: <sup> .*\[markup-unclosed\]", found.output)
    assert "words-unequal" not in found.output


@pytest.mark.parametrize("call", ["<sup>{}</sup>", "[^{}]", "[{}](#n)", "^{}^"])
def test_calls_without_bodies(project: Path, call: str) -> None:
    def label(chapter: int, n: int) -> str:
        return f"{chapter}.{n}" if call == "[^{}]" else str(n)

    text = "".join(
        f"# {chapter}. A\n\n" + "".join(f"Word.{call.format(label(chapter, n))}\n\n" for n in range(1, 1001))
        for chapter in range(1, 11)
    )
    found = run(project, utf8(book_md=text), "book.md", "--verbose")
    assert found.exit_code == 0
    assert (
        len(re.findall(r"^book\.md:\d+: warning: .*\[note-missing-body\]", found.output, re.MULTILINE))
        == 10_000
    )
    assert (project / "tei/book.xml").read_bytes().count(b'<gap reason="lost"/>') == 10_000


def test_bodies_in_reverse(project: Path) -> None:
    text = "# 1. A\n\n" + "".join(f"Word {n}.<sup>{n}</sup>\n\n" for n in range(1, 41)) + "---\n\n"
    text += "".join(f"<sup>{n}</sup> Body {n}.\n\n" for n in range(40, 0, -1))
    found = run(project, utf8(book_md=text), "book.md")
    assert found.exit_code == 0
    tei = (project / "tei/book.xml").read_text("utf-8")
    assert all(f'n="{n}" place="end">Body {n}.</note>' in tei for n in range(1, 41))


def test_other_sources_are_imported(project: Path) -> None:
    found = run(project, utf8(good_md=TEXT, bad_md=""), "bad.md", "good.md")
    assert found.exit_code == 1
    assert re.search(r"^bad\.md: error:", found.output, re.MULTILINE)
    assert (project / "tei/good.xml").exists()


def test_names_stay_inside(project: Path) -> None:
    odd = project / "sources" / "..%2F..\\x & <y>.md"
    run(project, {str(odd.relative_to(project)): TEXT.encode()}, str(odd))
    assert [path.name for path in (project / "tei").iterdir()] == ["2F..-x-y.xml"]


def test_link_to_a_file_outside_is_not_written_through(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "book.xml"
    run(project, utf8(book_md=TEXT), "book.md")
    outside.write_bytes((project / "tei/book.xml").read_bytes())
    before = outside.read_bytes()
    (project / "tei/book.xml").unlink()
    (project / "tei/book.xml").symlink_to(outside)
    run(project, utf8(book_md=TEXT + "\nMore words.\n"), "book.md", "--force")
    assert outside.read_bytes() == before
    assert b"More words" in (project / "tei/book.xml").read_bytes()


def test_unreadable_source(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, "read_bytes", project / "book.md")
    found = run(project, utf8(book_md=TEXT), str(project / "book.md"))
    assert found.exit_code == 2
    assert re.search(r"book\.md: error: .*\[source-missing\]", found.output)


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, path: Path) -> None:
    """Let a method of `Path` fail for one path, as for a file that the user may not touch."""
    real: Callable[..., bytes] = getattr(Path, method)

    def fails(self: Path, *args: object, **kwargs: object) -> bytes:
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, fails)


def test_edited_target(project: Path) -> None:
    run(project, utf8(book_md=TEXT), "book.md")
    target = project / "tei/book.xml"
    edited = target.read_bytes().replace(b"lifted", b"raised")
    target.write_bytes(edited)
    refused = run(project, {}, "book.md")
    assert refused.exit_code == 1, refused.output
    assert re.search(r"tei.book\.xml: error: the file was edited.*\[tei-changed\]", refused.output)
    assert target.read_bytes() == edited
    kept = run(project, {}, "book.md", "--keep-edited")
    assert kept.exit_code == 0
    assert target.read_bytes() == edited
    assert run(project, {}, "book.md", "--force").exit_code == 0
    assert b"lifted" in target.read_bytes()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("existing", [False, True])
def test_failing_write(
    project: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, existing: bool
) -> None:
    if existing:
        run(project, utf8(book_md=TEXT), "book.md")
    before = left(project)
    with monkeypatch.context() as patch:

        def fails(_self: Path, _target: Path) -> Path:
            raise error

        patch.setattr(Path, "replace", fails)
        found = run(project, utf8(book_md=TEXT + "\nMore words.\n"), "book.md")
    assert found.exit_code in {1, 2}, found.output
    assert "Traceback" not in found.output
    after = left(project)
    assert {name for name in after if name not in before} <= {"book.md"}
    assert all(after[name] == data for name, data in before.items() if name != "book.md")
    if isinstance(error, OSError):
        assert re.search(r"error: .*No space left on device.*\[file-unwritable\]", found.output), found.output


def test_twice_the_same_bytes(project: Path) -> None:
    run(project, utf8(book_md=TEXT), "book.md")
    first = left(project)
    stamp = os.stat(project / "tei/book.xml").st_mtime_ns  # noqa: PTH116
    found = run(project, {}, "book.md")
    assert found.exit_code == 0
    assert left(project) == first
    assert (project / "tei/book.xml").stat().st_mtime_ns == stamp
