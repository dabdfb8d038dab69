"""The book as PDF: what is printed, where notes stand, what is refused. Typst runs; the books are short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("typst")
pdfium = pytest.importorskip("pypdfium2")

from support import pdf  # noqa: E402

from edition.cli import main  # noqa: E402
from edition.export.book import Naming, assemble  # noqa: E402
from edition.export.options import FORMATS, Options, read_options  # noqa: E402
from edition.export.pdf.compose import compose  # noqa: E402
from edition.export.pdf.make import GlyphError, make_pdf, pictures  # noqa: E402
from edition.export.pdf.phrases import tidy  # noqa: E402
from edition.export.pdf.typeset import Job, typeset  # noqa: E402
from edition.labels import labels  # noqa: E402
from edition.model import Document, Edition, Limits  # noqa: E402
from edition.model.authorities import AUTHORITIES  # noqa: E402
from edition.model.reading import UNREAD, reading_text  # noqa: E402
from edition.problems import Code, EditionError, Problem  # noqa: E402

POINTS = 72 / 25.4
WORDS = labels("en")
HEADER = """<teiHeader><fileDesc><titleStmt><title>A Find</title><author>Jane Example</author></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""


def document(folder: Path, body: str, name: str = "find") -> Edition:
    """Return an edition of one document, or of one more."""
    inner = f'<text xml:lang="en"><body>{body}</body></text>'
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{inner}</TEI>'
    (folder / f"{name}.xml").write_text(text, "utf-8")
    return Edition.load(folder, limits=Limits(0, 150_000))


def nodes(edition: Edition, **options: Any) -> dict[str, Any]:
    """Return an edition as the data of a book."""
    naming = Naming(WORDS, "A Book", text=options.get("text", "reading"))
    return compose(assemble(edition, edition.documents.values(), naming), Options(**options))


def book(edition: Edition, folder: Path, **options: Any) -> bytes:
    """Return an edition as PDF."""
    naming = Naming(WORDS, "A Book", text=options.get("text", "reading"))
    return make_pdf(assemble(edition, edition.documents.values(), naming), Options(**options), folder)


def body_of(data: bytes, format_: str = "a5") -> list[str]:
    """Return the text of the pages behind the contents, without running heads and page numbers."""
    sizes = FORMATS[format_]
    every = pdf.pages(data, (sizes["top"] - 3) * POINTS, (sizes["bottom"] - 5) * POINTS)
    return every[pdf.first_page(data) :]


def kinds(value: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a kind in plain values."""
    if isinstance(value, dict):
        if value.get("k") == kind:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from kinds(one, kind)


# what is printed


def test_words_of_the_book_are_words_of_the_text(root: Path) -> None:
    """Over the sample: every word of the nodes is printed as often as it should be, and no other."""
    edition = Edition.load(root / "tei")
    for name in ("book", "report", "thesis"):
        texts = [edition.documents[name]]
        made = assemble(edition, texts, Naming(WORDS))
        data = compose(assemble(edition, texts, Naming(WORDS)), Options())
        found = pdf.words("\n".join(body_of(make_pdf(made, Options(), root / "tei"))))
        wanted = pdf.words(pdf.said(data))
        assert pdf.differ(wanted, found) == ({}, {}), name


SPARE: dict[str, Callable[[Document], Iterable[str]]] = {
    "what the header says": lambda text: pieces(text, "teiHeader"),
    "other readings, and who has them": lambda text: pieces(text, "app", "choice", "subst", "listWit"),
    "numbers of divisions": lambda text: (str(e.get("n") or "") for e in text.root.iter("{*}div")),
    "furniture of the source's pages": lambda text: pieces(text, *UNREAD - {"note", "noteGrp"}),
    "the edition's own words": lambda _: map(str, WORDS.values()),
    "authority files": lambda _: (authority.name for authority in AUTHORITIES.values()),
    "letters that call notes": lambda _: "abcdefghijklmnopqrstuvwxyz",
}
"""Classes of the words that a book has beside those of the reading text; a register is one, too."""


def pieces(text: Document, *names: str) -> Iterator[str]:
    """Yield what some elements of a text hold."""
    return (piece for e in text.root.iter(*(f"{{*}}{name}" for name in names)) for piece in e.itertext())


def apart(edition: Edition) -> dict[str, tuple[list[str], list[str]]]:
    """Return for each text the words of the TEI that its book lacks, and those beside of no known class."""
    out = {}
    for name, text in edition.documents.items():
        if text.is_register:
            continue
        made = assemble(edition, [text], Naming(WORDS))
        bodies = [p for page in text.pages for p in page.roots]
        every = [*bodies, *(n for p in bodies for n in p.iter("{*}note"))]
        wanted = pdf.words("\n".join(map(reading_text, every)))
        lacks, has = pdf.differ(wanted, pdf.words(pdf.said(compose(made, Options()), marks=False)))
        registers = (p.document.root.itertext() for p in made.parts if p.document.is_register)
        known = [*(of(text) for of in SPARE.values()), *registers]
        spare = {word for held in known for word in pdf.words(" ".join(held))}
        other = Counter({word: n for word, n in has.items() if word not in spare})
        pdf.paired(Counter(set(wanted)), other)  # the two halves of a word that a page of the source divides
        out[name] = (sorted(lacks), sorted(+other))
    return out


def test_nodes_have_every_word_of_the_tei_and_no_other(root: Path) -> None:
    """The other half of the proof: from the TEI's reading text to the nodes, notes included."""
    found = apart(Edition.load(root / "tei"))
    assert found == dict.fromkeys(found, ([], []))


@pytest.mark.corpus
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_words_of_the_seeds(number: str, seeds: Path, root: Path, tmp_path: Path) -> None:
    """From the TEI to the nodes none is lost or made up, from the nodes to the pages none lost or added."""
    source = next(seeds.glob(f"{number}_*.txt"))
    card = root / "tests" / "seeds" / f"{number}.toml"
    (tmp_path / f"{number}.txt").write_bytes(source.read_bytes())
    run = CliRunner().invoke(
        main,
        ["import", str(tmp_path / f"{number}.txt"), "--card", str(card), "--into", str(tmp_path / "tei"),
         "--ledger", str(tmp_path / "ledger")],
    )  # fmt: skip
    assert run.exit_code == 0, run.output
    edition = Edition.load(tmp_path / "tei")
    assert apart(edition) == {number: ([], [])}
    strayed: list[Problem] = []
    made = assemble(edition, edition.documents.values(), Naming(WORDS, "A Book"))
    data = make_pdf(made, Options(), tmp_path / "tei", report=strayed.append)
    assert strayed == []
    found = pdf.words("\n".join(body_of(data)))
    assert pdf.differ(pdf.words(pdf.said(nodes(edition))), found) == ({}, {})


def test_bookmarks_are_the_contents(tmp_path: Path) -> None:
    edition = document(
        tmp_path,
        '<div><head>One<note place="bottom">Of the heading.</note></head><p>a</p>'
        "<div><head>Deeper</head><p>b</p></div></div><div><head>Two <hi>more</hi></head><p>c</p></div>",
    )
    data = book(edition, tmp_path)
    assert [(level, title) for level, title, _ in pdf.bookmarks(data)] == [
        (0, "One"),
        (1, "Deeper"),
        (0, "Two more"),
    ]
    contents = pdf.pages(data, 0, 0)[2]
    assert all(title in contents for _, title, _ in pdf.bookmarks(data))


def test_same_input_same_bytes(tmp_path: Path) -> None:
    edition = document(tmp_path, "<p>Text.<note>Note.</note></p>")
    assert book(edition, tmp_path) == book(edition, tmp_path)


@pytest.mark.parametrize("format_", FORMATS)
def test_page_has_the_size_of_its_format(format_: str, tmp_path: Path) -> None:
    data = book(document(tmp_path, "<p>Text.</p>"), tmp_path, format=format_)
    size = pdfium.PdfDocument(data)[0].get_size()
    assert size == pytest.approx(
        (FORMATS[format_]["width"] * POINTS, FORMATS[format_]["height"] * POINTS), abs=1
    )


# notes


LONG = "Words that fill the foot of the page and go on. " * 240


def test_notes_stand_on_the_page_of_their_calls(tmp_path: Path) -> None:
    """Sixty paragraphs, each with a note: page by page, the calls and the notes are the same."""
    paragraphs = "".join(
        f"<p>{'Here is a sentence of the text. ' * 9} call{n}x"
        f"<note>{'A note on it. ' * (n % 9)} note{n}x</note></p>"
        for n in range(60)
    )
    pages = body_of(book(document(tmp_path, paragraphs), tmp_path))
    for n in range(60):
        assert [p for p in pages if f"call{n}x" in p] == [p for p in pages if f"note{n}x" in p], n


def test_long_note_continues_on_the_next_pages(tmp_path: Path) -> None:
    edition = document(tmp_path, f"<p>Short.<note><p>{LONG}</p><p>{LONG}</p><p>The end of it.</p></note></p>")
    pages = body_of(book(edition, tmp_path))
    assert "Short" in pages[0] and "Words that" in pages[0]
    assert next(n for n, page in enumerate(pages) if "The end of it" in page) >= 2


def test_note_called_below_one_that_fills_the_page_begins_with_its_call(tmp_path: Path) -> None:
    """Calls on lines that follow one another, each with a note as long as a page or longer."""
    sizes = [[300 + 230 * ((n + k) % 5) for k in range(6 + n % 5)] for n in range(24)]
    lines = "".join(
        f"{'Here are words before it. ' * (3 + n % 3)}call{n}x"
        f"<note><p>note{n}x</p>{''.join(f'<p>{LONG[:size]}</p>' for size in sizes[n])}</note> "
        for n in range(24)
    )
    pages = body_of(book(document(tmp_path, f"<p>{lines}</p>"), tmp_path))
    for n in range(24):
        assert [p for p in pages if f"call{n}x" in p] == [p for p in pages if f"note{n}x" in p], n


def test_notes_are_of_the_language_of_their_text(tmp_path: Path) -> None:
    """A foot of a page has the language of the book: one that is hyphenated, or runs, another way says so."""
    document(tmp_path, "<p>Said.<note>Noted.</note></p>", "english")
    edition = document(tmp_path, "<p>נאמר.<note>הערה.</note></p>", "hebrew")
    path = tmp_path / "hebrew.xml"
    path.write_text(path.read_text("utf-8").replace('xml:lang="en"', 'xml:lang="he"'), "utf-8")
    edition = Edition.load(tmp_path)
    told = {n["id"]: (n.get("lang"), n.get("dir")) for n in kinds(nodes(edition)["parts"], "note")}
    assert told == {"english#body-note1": ("en", "ltr"), "hebrew#body-note1": ("he", "rtl")}


def test_series_and_apparatus_are_blocks_at_the_foot(tmp_path: Path) -> None:
    """Author's notes first, then the editor's, then the apparatus, however their calls follow one another."""
    edition = document(
        tmp_path,
        '<p n="1">a<note type="editorial">EDITOR one</note> '
        '<app><lem wit="#A">cat</lem><rdg wit="#B">DOG</rdg></app> '
        'b<note type="author">AUTHOR one</note> c<note type="editorial">EDITOR two</note> '
        'd<note type="author">AUTHOR two</note> <choice><sic>WRNG</sic><corr>wrong</corr></choice></p>',
    )
    page = body_of(book(edition, tmp_path))[0]
    order = [page.index(w) for w in ("AUTHOR one", "AUTHOR two", "EDITOR one", "EDITOR two", "DOG", "WRNG")]
    assert order == sorted(order)
    assert "1 cat" in page


def test_entry_about_several_lines_stands_at_the_foot_with_the_first(tmp_path: Path) -> None:
    lem = '<lem wit="#A"><l n="2">Two.</l><l n="3">Three.</l></lem>'
    body = f'<lg><l n="1">One.</l><app>{lem}<rdg wit="#B"/></app></lg>'
    lines = kinds(nodes(document(tmp_path, body))["parts"], "l")
    assert [[note["group"] for note in kinds(line, "note")] for line in lines] == [[], [4], []]


def test_apparatus_in_a_division_of_its_own_stands_at_the_foot(tmp_path: Path) -> None:
    apps = '<app loc="1"><lem wit="#A">cat</lem><rdg wit="#B">DOG</rdg></app>'
    body = (
        '<lg><l n="1">The cat sat.</l></lg>'
        f'<div type="apparatus"><head>Apparatus</head><listApp>{apps}</listApp></div>'
    )
    edition = document(tmp_path, body)
    parts = nodes(edition)["parts"]
    assert [[note["group"] for note in kinds(line, "note")] for line in kinds(parts, "l")] == [[4]]
    assert list(kinds(parts, "h")) == []
    assert "1 cat A] DOG B" in " ".join(body_of(book(edition, tmp_path))[0].split())


def test_lines_of_verse_in_a_reading_are_told_apart(tmp_path: Path) -> None:
    lem = '<lem wit="#A"><l n="2">Two.</l><l n="3">Three.</l></lem>'
    body = f'<lg><l n="1">One.</l><app>{lem}<rdg wit="#B"><l>Twos.</l><l>Threes.</l></rdg></app></lg>'
    (note,) = kinds(nodes(document(tmp_path, body))["parts"], "note")
    assert "Twos. / Threes. B" in "".join(pdf.printed(note["b"]))


def test_running_head_names_the_chapter_and_what_is_open_in_it(tmp_path: Path) -> None:
    """A play, say: its act and scene on right pages, its title on left ones; none where a chapter begins."""
    told = "<p>Someone speaks and someone answers, at length. </p>" * 120
    scenes = "".join(f"<div><head>Scene {n}</head>{told}</div>" for n in (1, 2))
    data = book(document(tmp_path, f"<div><head>Act One</head>{scenes}</div>"), tmp_path)
    heads = [page.split("\n")[0].strip() for page in pdf.pages(data, 0, 0)[pdf.first_page(data) :]]
    assert heads[:3] == ["Act One", "Scene 1", "Act One · Scene 1"]
    assert heads[3] == "A Find"


def test_notes_at_the_end_of_their_chapter(tmp_path: Path) -> None:
    edition = document(
        tmp_path,
        "<div><head>One</head><p>First.<note>Note one.</note></p></div>"
        "<div><head>Two</head><p>Second.</p></div>",
    )
    data = book(edition, tmp_path, notes="end")
    assert (1, WORDS["notes"]) in [(level, title) for level, title, _ in pdf.bookmarks(data)]
    text = "\n".join(body_of(data))
    assert text.index("First") < text.index("Note one") < text.index("Second")


def test_notes_of_a_chapter_of_several_pages_stand_together_at_its_end(tmp_path: Path) -> None:
    """The site gives long sections pages of their own; in a book they are still of their chapter."""
    section = "<div><head>{0}</head><p>{0}.<note>Note {0}.</note></p></div>"
    chapters = "".join(
        f"<div type='chapter'><head>{c}</head>{section.format(c + '1')}{section.format(c + '2')}</div>"
        for c in "AB"
    )
    inner = f'<text xml:lang="en"><body>{chapters}</body></text>'
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{inner}</TEI>'
    (tmp_path / "find.xml").write_text(text, "utf-8")
    edition = Edition.load(tmp_path, limits=Limits(0, 20))
    assert [page.id for page in edition.documents["find"].pages if page.depth] != []
    ends = list(kinds(nodes(edition, notes="end")["parts"], "endnotes"))
    assert [[pdf.said({"parts": note["b"]}).strip() for note in end["items"]] for end in ends] == [
        ["Note A1.", "Note A2."],
        ["Note B1.", "Note B2."],
    ]


def test_author_of_all_texts_stands_on_the_title_page_alone(tmp_path: Path) -> None:
    document(tmp_path, "<p>One.</p>", "one")
    data = nodes(document(tmp_path, "<p>Two.</p>", "two"))
    assert data["authors"] == ["Jane Example"]
    assert not any(heading.get("byline") for heading in kinds(data["parts"], "h"))


def test_division_without_heading_begins_with_a_space(tmp_path: Path) -> None:
    """Not the first below a heading; its first paragraph is not indented."""
    bodies = "<div><head>A</head><div><p>One.</p></div><div><p>Two.</p><p>Three.</p></div></div>"
    document(tmp_path, bodies)
    held = nodes(Edition.load(tmp_path))["parts"]  # in pages that are not short
    data = list(kinds(held, "langs"))[-1]["c"]
    told = [(node["k"], node["c"][-1:], "noindent" in node.get("s", ())) for node in data]
    assert told[-4:] == [
        ("p", ["One."], False), ("gap", [], False), ("p", ["Two."], True), ("p", ["Three."], False)
    ]  # fmt: skip


@pytest.mark.parametrize("lines", range(28, 44, 2))
def test_signature_never_begins_a_page_alone(lines: int, tmp_path: Path) -> None:
    body = "".join(f"<p>Line {n}.</p>" for n in range(lines)) + "<p>The last words.</p>"
    pages = body_of(book(document(tmp_path, f"{body}<closer><signed>Signed</signed></closer>"), tmp_path))
    assert [page for page in pages if "Signed" in page] == [page for page in pages if "last words" in page]


def test_name_below_a_heading_stands_with_it_and_one_below_a_text_at_its_end(tmp_path: Path) -> None:
    name = "<byline>By Her</byline>"
    data = nodes(document(tmp_path, f"<div><head>A</head>{name}<p>One.</p>{name}</div>"))
    assert [p["kind"] for p in kinds(data["parts"], "p") if p.get("kind")] == ["author", "byline"]


def test_title_page_ends_with_the_publisher_of_all_texts(tmp_path: Path) -> None:
    """Place and year with it, as far as all texts share them."""
    for name, year in (("one", 1999), ("two", 2001)):
        path = tmp_path / f"{name}.xml"
        document(tmp_path, "<p>Said.</p>", name)
        stated = f"<publisher>The Press</publisher><pubPlace>Town</pubPlace><date>{year}</date>"
        path.write_text(path.read_text("utf-8").replace("<p/>", stated, 1), "utf-8")
    edition = Edition.load(tmp_path)
    assert nodes(edition)["press"] == ["The Press", "Town"]
    title = pdf.pages(book(edition, tmp_path), 0, 0)[0]
    assert title.split() == ["Jane", "Example", "A", "Book", "The", "Press", "Town"]


@pytest.mark.parametrize("chapters", range(31, 35))
def test_contents_do_not_end_with_a_line_or_two_on_a_page(chapters: int, tmp_path: Path) -> None:
    heads = "".join(f"<div><head>Chapter {n}</head><p>Said.</p></div>" for n in range(chapters))
    data = book(document(tmp_path, heads), tmp_path)
    pages = pdf.pages(data, 0, 0)[2 : pdf.first_page(data)]
    shares = [page.count("Chapter") for page in pages if page.count("Chapter")]
    assert sum(shares) == chapters
    assert len(shares) == 1 or shares[-1] >= 4, shares


def test_page_left_empty_has_no_number(tmp_path: Path) -> None:
    """The contents end on a right page; the text begins on the next right one."""
    data = book(document(tmp_path, "<div><head>One</head><p>Text.</p></div>"), tmp_path)
    first = pdf.first_page(data)
    assert [page.strip() for page in pdf.pages(data, 0, 0)][first - 1] == ""


def test_page_of_the_source_is_in_the_nodes_and_the_margin(tmp_path: Path) -> None:
    edition = document(
        tmp_path, '<p>One <pb n="12"/>two.</p><pb n="13"/><p>three</p><p><pb n="3" ed="counted"/>four</p>'
    )
    assert [(n["n"], n.get("first", False)) for n in kinds(nodes(edition)["parts"], "page")] == [
        ("12", False),
        ("13", True),
        ("[3]", False),
    ]
    data = book(edition, tmp_path)
    first = pdfium.PdfDocument(data)[pdf.first_page(data)]
    width = first.get_size()[0]
    margin = first.get_textpage().get_text_bounded(width - FORMATS["a5"]["outside"] * POINTS, 0, width, 590)
    assert "12" in margin


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        ("<list><item>bread</item><item>water</item></list>", "– bread – water"),
        ('<list rend="numbered"><item>bread</item><item>water</item></list>', "1. bread 2. water"),
        (
            "<list><label>a)</label><item>bread</item><label>b)</label><item>water</item></list>",
            "a) bread b) water",
        ),
    ],
)
def test_items_of_lists_have_their_marks(markup: str, printed: str, tmp_path: Path) -> None:
    assert " ".join(body_of(book(document(tmp_path, markup), tmp_path))[0].split()).startswith(printed)


# registers


PERSONS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Persons</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><listPerson>
<person xml:id="p-a"><persName>Mara</persName></person><person xml:id="p-b"><persName>Osip</persName></person>
</listPerson></body></text></TEI>"""


def test_register_has_the_pages_of_mentions_and_no_one_else(tmp_path: Path) -> None:
    (tmp_path / "persons.xml").write_text(PERSONS, "utf-8")
    edition = document(
        tmp_path,
        '<div><head>One</head><p><pb n="7"/><persName ref="persons.xml#p-a">Mara</persName></p></div>'
        '<div><head>Two</head><p>Again <persName ref="persons.xml#p-a">her</persName>.</p></div>',
    )
    made = make_pdf(assemble(edition, [edition.documents["find"]], Naming(WORDS)), Options(), tmp_path)
    last = " ".join(body_of(made)[-1].split())
    assert "Mara" in last and "Osip" not in last
    assert last.endswith("→ 1–2 [7]")


def test_pages_that_follow_one_another_are_one_range(tmp_path: Path) -> None:
    (tmp_path / "persons.xml").write_text(PERSONS, "utf-8")
    her = '<persName ref="persons.xml#p-a">her</persName>'
    chapters = [her, her, her * 2, "nobody", her, "nobody", her]
    body = "".join(f"<div><head>C{n}</head><p>{said}</p></div>" for n, said in enumerate(chapters))
    edition = document(tmp_path, body)
    made = make_pdf(assemble(edition, [edition.documents["find"]], Naming(WORDS)), Options(), tmp_path)
    assert " ".join(body_of(made)[-1].split()).endswith("→ 1–3, 5, 7")


def test_corrections_are_listed(tmp_path: Path) -> None:
    edition = document(tmp_path, "<p>A <choice><sic>mispirnt</sic><corr>misprint</corr></choice>.</p>")
    assert "mispirnt → misprint" in body_of(book(edition, tmp_path))[-1]


# texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("reading", "A cat sat, corrected."),
        ("diplomatic", "A cat sat, corected."),
        ("B", "A dog sat, corrected."),
    ],
)
def test_text_is_that_of_the_view(text: str, shown: str, tmp_path: Path) -> None:
    edition = document(
        tmp_path,
        '<p>A <app><lem wit="#A">cat</lem><rdg wit="#B">dog</rdg></app> sat<del> down</del>, '
        "<choice><sic>corected</sic><corr>corrected</corr></choice>.</p>",
    )
    data = nodes(edition, text=text)
    said = " ".join("".join(pdf.printed(data["parts"])).split())
    assert said.replace(" down", "").startswith(shown) or (
        text == "diplomatic" and said.startswith("A cat sat down")
    )


WITNESSES = """<listApp>
<app from="#a1" to="#a2"><lem wit="#A">two words</lem><rdg wit="#B">THREE WORDS HERE</rdg></app>
<app loc="2"><lem wit="#A">road</lem><rdg wit="#B">RIVER</rdg></app>
<app loc="3"><lem wit="#A">sea</lem><rdg wit="#B">LAKE</rdg></app></listApp>"""


@pytest.mark.parametrize(
    ("witness", "shown"),
    [
        ("A", "There are two words in it. The road goes down. The sea, the sea."),
        ("B", "There are THREE WORDS HERE in it. The RIVER goes down. The sea, the sea."),
    ],
)
def test_witness_of_an_apparatus_that_stands_apart(witness: str, shown: str, tmp_path: Path) -> None:
    """By two points; by the number of a line, where the lemma stands in it once."""
    edition = document(
        tmp_path,
        '<lg><l n="1">There are <anchor xml:id="a1"/>two words<anchor xml:id="a2"/> in it.</l>'
        '<l n="2">The road goes down.</l><l n="3">The sea, the sea.</l></lg>'
        f'<div type="apparatus">{WITNESSES}</div>',
    )
    said = " ".join("".join(pdf.printed(nodes(edition, text=witness)["parts"])).split())
    assert shown in said


def test_unknown_witness_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no witness Z"):
        nodes(document(tmp_path, "<p>a</p>"), text="Z")


# what is refused


def test_missing_glyph_names_character_and_line(tmp_path: Path) -> None:
    edition = document(tmp_path, "<p>fine</p>\n<p>one \U00012000 here</p>\n<p>fine</p>")
    with pytest.raises(GlyphError) as caught:
        book(edition, tmp_path)
    problem = caught.value.problems[0]
    assert problem.code is Code.GLYPH_MISSING
    assert "U+12000" in problem.found
    assert str(problem.place).endswith("find.xml:3")


def test_private_character_is_refused_as_pdf_a_does(tmp_path: Path) -> None:
    """Libertinus has a form of this one, but nobody who searches the file knows what it is."""
    edition = document(tmp_path, "<p>one \uf500 here</p>")
    with pytest.raises(GlyphError) as caught:
        book(edition, tmp_path)
    assert caught.value.problems[0].found == "U+F500 \uf500 is a private character, which PDF/A forbids"


@pytest.mark.parametrize("address", ["../secret.svg", "/etc/hostname", "beside.txt", "not-there.png"])
def test_picture_that_may_not_be_shown_gives_its_description(address: str, tmp_path: Path) -> None:
    """Outside of the documents' folder, no picture, or not there: nothing is read, the words are printed."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for path in (tmp_path / "secret.svg", docs / "beside.txt", docs / "shown.svg"):
        path.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    data = {"parts": [{"k": "image", "src": src, "alt": "A view"} for src in (address, "shown.svg")]}
    assert list(pictures(data, docs)) == ["shown.svg"]
    assert [node["k"] for node in data["parts"]] == ["hi", "image"]
    assert data["parts"][0]["c"] == ["[A view]"]


MARKUP = '#$*_`<>@=-+/\\[]{}()"\'~^&|;:.,!?%\n\t#let#import#eval#read("x")'


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.sampled_from(MARKUP + "abcXYZ0189éжα"), max_size=40), min_size=1, max_size=5))
def test_text_is_never_typst_code(pieces: list[str]) -> None:
    """Whatever the text is, it is printed: the words that come out are the words that went in."""
    paragraphs = [{"k": "p", "c": tidy([piece]), "s": ["noindent"]} for piece in pieces]
    data = {
        **EMPTY,
        "parts": [{"k": "h", "level": 1, "title": "T", "c": ["T"]}, *(p for p in paragraphs if p["c"])],
    }
    made, _ = typeset(Job(data), lambda _: None)
    found = "".join(body_of(made)[0:]).replace("\r", "").replace("\n", "")
    wanted = "T" + "".join("".join(p["c"]) for p in paragraphs)
    assert squeezed(found) == squeezed(wanted)


def squeezed(text: str) -> list[str]:
    """Return the characters of a text in order of code, blanks and hyphens at line ends aside."""
    return sorted(c for c in text if not c.isspace() and c not in "-\x02\ufffe\u00ad")


EMPTY: dict[str, Any] = {
    "title": "T", "subtitle": "", "authors": [], "names": [], "language": "en", "rtl": False, "alone": True,
    "date": "", "licences": [], "facts": [], "options": Options().plain(), "room": 1000,
    "words": {"contents": "Contents"},
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_unicode_reaches_typst_as_text(text: str) -> None:
    """Every character of Unicode: printed, or refused as one that no face has. Never an error of syntax."""
    from edition.export.pdf.typeset import MissingGlyphsError  # noqa: PLC0415

    held = tidy([text])
    data = {**EMPTY, "parts": [{"k": "p", "c": held, "s": []}]}
    try:
        assert typeset(Job(data), lambda _: None)[0].startswith(b"%PDF")
    except MissingGlyphsError as error:
        assert all(any(c in text for c in found) for found in error.characters)


# options and templates


def test_template_may_be_replaced(root: Path, tmp_path: Path) -> None:
    """The worked example of docs/book.md: another title page, headings in colour, a kind of its own."""
    edition = document(tmp_path, "<div><head>One</head><p>Text.</p></div>")
    template = root / "tests" / "example" / "book.typ"
    data = book(edition, tmp_path, template=str(template))
    assert "printed for our readers" in pdf.pages(data, 0, 0)[0]


def test_worked_example_is_the_one_in_the_guide(root: Path) -> None:
    example = (root / "tests" / "example" / "book.typ").read_text("utf-8").partition("\n")[2]
    assert example.strip() in (root / "docs" / "book.md").read_text("utf-8")


def test_template_that_fails_says_where(tmp_path: Path) -> None:
    (tmp_path / "bad.typ").write_text("#let book(data) = nonsense\n", "utf-8")
    with pytest.raises(EditionError, match="nonsense") as caught:
        book(document(tmp_path, "<p>a</p>"), tmp_path, template="bad.typ", base=str(tmp_path))
    assert caught.value.problem.code is Code.TEMPLATE_FAILED


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('colour = "red"', "no option colour"),
        ('format = "a3"', "one of a5, a4, screen"),
        ("width = true", "width = True"),
        ("inside = 120", "room for 40 x 60 mm"),
        ('size = "big"', "a number"),
    ],
)
def test_wrong_option_says_what_is_right(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(f"[book]\n{line}\n", "utf-8")
    with pytest.raises(EditionError) as caught:
        read_options(path)
    assert said in str(caught.value.problem)
    assert caught.value.problem.place.path == str(path)


def test_command_writes_the_book_of_a_document(root: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(
        main, ["export", "pdf", "landing", "-f", str(root / "mkdocs.yml"), "-o", str(tmp_path)]
    )
    assert run.exit_code == 0, run.output
    assert (tmp_path / "landing.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_command_leaves_nothing_where_a_glyph_is_missing(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    document(tmp_path / "tei", "<p>\U00012000</p>")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\ndocs_dir: tei\n", "utf-8")
    run = CliRunner().invoke(
        main, ["export", "pdf", "-f", str(tmp_path / "mkdocs.yml"), "-o", str(tmp_path / "out")]
    )
    assert run.exit_code == 1
    assert "glyph-missing" in run.output
    assert not (tmp_path / "out").exists()
