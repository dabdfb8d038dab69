"""The paged reader, over texts printed here in the ways that extractors leave print behind."""

from __future__ import annotations

import random
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import beside

from edition.ledger import Ledger, words
from edition.problems import Problems
from edition.proof import difference
from edition.readers import paged
from edition.readers.paged.layout import rows
from edition.readers.paged.pages import lost_pages, paginate
from edition.tokens import Block, Inline, Inset, Kind, LineBreak, PageBreak, Text, plain

# ---------------------------------------------------------------- reading and proving


def read(lines: list[str]) -> tuple[list[Block], Ledger, Problems]:
    ledger, problems = Ledger(), Problems()
    return paged.read(lines, ledger, problems), ledger, problems


def walk(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from walk(block.children)


def text_words(blocks: list[Block]) -> Counter[str]:
    out: Counter[str] = Counter()
    for block in walk(blocks):
        assert not any(isinstance(piece, Inset) for piece in block.inlines)
        out.update(words(plain(block.inlines)))
    return out


def prove(lines: list[str], blocks: list[Block], ledger: Ledger) -> None:
    """Every word is in the text or in the ledger, once; every line that is not blank is accounted for."""
    source = Counter(word for line in lines for word in words(line))
    assert difference(source, ledger, text_words(blocks)) == (Counter(), Counter())
    assert set(ledger.classes) == {n for n, line in enumerate(lines, 1) if line.strip()}


def pieces(blocks: list[Block]) -> Iterator[Inline]:
    for block in walk(blocks):
        yield from block.inlines


def breaks(blocks: list[Block]) -> list[PageBreak]:
    return [piece for piece in pieces(blocks) if isinstance(piece, PageBreak)]


def texts(blocks: list[Block], kind: Kind) -> list[str]:
    return [plain(block.inlines) for block in blocks if block.kind is kind]


def notes(blocks: list[Block]) -> list[tuple[str, int, str]]:
    return [
        (block.label, block.page, " ".join(plain(child.inlines) for child in block.children))
        for block in blocks
        if block.kind is Kind.NOTE
    ]


# ---------------------------------------------------------------- a printing house

WORDS = (
    "archive assembly balance bread brigade bulletin canteen century chairman column committee congress "
    "debate decree delegate district editor election engine factory foundry harvest history journal labour "
    "letter machine measure meeting memory minister minute notebook notice number officer paper party people "
    "plan plant plough prison question quota railway record region report river school session shift sketch "
    "society speech station steel street strike summer town tractor tribunal turbine union village voice "
    "water wheel winter worker workshop year zeal a an and as at by for from in into of on over the to with"
).split()


def sentence(rng: random.Random) -> str:
    chosen = [rng.choice(WORDS) for _ in range(rng.randint(7, 18))]
    return " ".join([chosen[0].capitalize(), *chosen[1:]]) + "."


@dataclass
class Manuscript:
    """Paragraphs with calls in them, and the notes called."""

    paragraphs: list[str]
    notes: dict[int, str]


def compose(seed: int, paragraphs: int = 40, most: int = 7) -> Manuscript:
    rng = random.Random(seed)
    made, bodies, number = [], {}, 0
    for _ in range(paragraphs):
        sentences = [sentence(rng) for _ in range(rng.randint(2, most))]
        if rng.random() < 0.7:
            number += 1
            at = rng.randrange(len(sentences))
            sentences[at] += str(number)
            bodies[number] = " ".join(sentence(rng) for _ in range(rng.randint(1, 3)))
        made.append(" ".join(sentences))
    return Manuscript(made, bodies)


@dataclass
class Printed:
    """Pages of lines, of text and of notes, and what of the paragraphs the print still shows."""

    pages: list[tuple[list[str], list[str]]] = field(default_factory=list)
    page_of: dict[int, int] = field(default_factory=dict)
    visible: list[str] = field(default_factory=list)
    """The paragraphs, but two where a full last line leaves nothing to tell that one ends are one."""


def lay_out(
    script: Manuscript, indent: int = 0, blank: bool = False, width: int = 72, depth: int = 30
) -> Printed:
    """Wrap, and fill pages to about `depth` lines, each note on the page of its call; long notes run on."""
    out = Printed()
    body: list[str] = []
    foot: list[str] = []
    for paragraph in script.paragraphs:
        wrapped = textwrap.wrap(paragraph, width, initial_indent=" " * indent, break_on_hyphens=False)
        hidden = (
            bool(out.visible) and not indent and (not blank or not body) and _was_full(out, body, paragraph)
        )
        if hidden:
            out.visible[-1] += " " + paragraph
        else:
            out.visible.append(paragraph)
        for line in wrapped:
            body.append(line)
            for number in [n for n in script.notes if any(w.endswith(f".{n}") for w in line.split())]:
                out.page_of[number] = len(out.pages) + 1
                foot.extend(textwrap.wrap(f"{number} {script.notes[number]}", width + 12))
            if len(body) + len(foot) >= depth:
                keep = foot[-1:] if len(foot) > 3 and not foot[-1][0].isdigit() else []
                out.pages.append((body, foot[: len(foot) - len(keep)]))
                body, foot = [], keep
        if blank and body:
            body.append("")
    if body or foot:
        out.pages.append((body, foot))
    return out


def _was_full(out: Printed, body: list[str], paragraph: str, width: int = 72) -> bool:
    last = body[-1] if body else out.pages[-1][0][-1]
    return len(last) + 1 + len(paragraph.split(maxsplit=1)[0]) > width * 0.985


def form_feeds(printed: Printed) -> list[str]:
    out: list[str] = []
    for number, (body, foot) in enumerate(printed.pages, 1):
        page = [*body, "", "_" * 20, *foot] if foot else list(body)
        page += ["", f"{number + 10}"]
        page[0] = ("\f" if number > 1 else "") + page[0]
        out += page
    return [*out, "\f"]


def running_heads(printed: Printed) -> list[str]:
    out: list[str] = []
    for number, (body, foot) in enumerate(printed.pages, 1):
        head = f"{number + 6}   The Foundry Papers" if number % 2 else f"Winter and Steel   {number + 6}"
        page = [head, "", *body, *([" " * 40, *foot] if foot else [])]
        page[0] = ("\f" if number > 1 else "") + page[0]
        out += page
    return out


def leading_blanks(printed: Printed) -> list[str]:
    """Double-spaced; a page follows the last without a blank line, its first line with a blank before."""
    out: list[str] = []
    for body, foot in printed.pages:
        page: list[str] = []
        for line in body:
            page += [line + " ", ""]
        if foot:
            page.append(" " * 49)
            for at, line in enumerate(foot):
                fresh = line.split()[0].isdigit()
                page += ([""] if at and not fresh else []) + [line + " "]
        else:
            page.pop()
        page[0] = " " + page[0].lstrip()
        out += page
    return out


def numbers_only(printed: Printed) -> list[str]:
    out: list[str] = []
    for number, (body, foot) in enumerate(printed.pages, 1):
        out += [*body, *(["", "-" * 12, *foot] if foot else []), "", f"- {number} -", ""]
    return out


HOUSES: dict[str, tuple[Callable[[Printed], list[str]], dict[str, int | bool]]] = {
    "form feeds, blank lines between paragraphs, rule": (form_feeds, {"blank": True}),
    "form feeds, indented paragraphs, rule": (form_feeds, {"indent": 4}),
    "running heads, indented paragraphs, line of blanks": (running_heads, {"indent": 3}),
    "leading blanks, double-spaced, line of blanks": (leading_blanks, {}),
    "page numbers only, blank lines, rule": (numbers_only, {"blank": True}),
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("house", HOUSES)
def test_printed_and_read_again(house: str, seed: int) -> None:
    dress, habits = HOUSES[house]
    script = compose(seed)
    printed = lay_out(script, **habits)  # type: ignore[arg-type]
    lines = dress(printed)
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert len(breaks(blocks)) == len(printed.pages)
    assert notes(blocks) == [(str(n), printed.page_of[n], text) for n, text in script.notes.items()]
    assert texts(blocks, Kind.P) == printed.visible


@pytest.mark.parametrize("seed", range(6))
def test_short_last_lines_are_all_there_is(seed: int) -> None:
    """Without gaps and indents, a paragraph that ends in a full line cannot be told: the rest must be."""
    script = compose(seed, most=9)
    printed = lay_out(script)
    lines = form_feeds(printed)
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert texts(blocks, Kind.P) == printed.visible
    assert len(printed.visible) > 0.7 * len(script.paragraphs)


# ---------------------------------------------------------------- pages


def page_starts(lines: list[str]) -> list[int]:
    return paginate(lines, rows(lines)).starts


def test_printed_numbers_are_used_where_they_make_a_pagination() -> None:
    blocks, ledger, _ = read(form_feeds(lay_out(compose(1), blank=True)))
    found = breaks(blocks)
    assert [(b.n, b.ed) for b in found] == [(str(n + 11), "") for n in range(len(found))]
    assert {rule for _, rule, _ in ledger.taken} >= {"page-number", "note-number"}
    assert "furniture" in ledger.classes.values()


def test_pages_without_numbers_are_counted() -> None:
    blocks, _, _ = read(leading_blanks(lay_out(compose(1))))
    found = breaks(blocks)
    assert [(b.n, b.ed) for b in found] == [(str(n + 1), "counted") for n in range(len(found))]


def test_few_printed_numbers_make_no_pagination() -> None:
    lines = leading_blanks(lay_out(compose(2, paragraphs=90)))
    starts = page_starts(lines)
    at = [line - 1 for line in starts[3:15:4]]
    for offset, line in enumerate(at):
        shown = ["", "", f" {20 + offset * 4} ", "", ""]
        lines[line + offset * 5 : line + offset * 5] = shown
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert len([1 for _, rule, _ in ledger.taken if rule == "page-number"]) == 3
    assert {b.ed for b in breaks(blocks)} == {"counted"}


def test_indented_line_after_a_blank_line_starts_no_page_in_double_spaced_text() -> None:
    lines = leading_blanks(lay_out(compose(3)))
    before = len(page_starts(lines))
    inner = next(n for n, line in enumerate(lines) if n > 12 and line[:1].isupper() and not lines[n - 1])
    lines[inner] = " " + lines[inner]
    assert len(page_starts(lines)) == before


def test_hole_in_a_block_of_notes_starts_no_page() -> None:
    """Where an extractor lost lines of a note it resumes with a blank, as on a page; the count goes on."""
    lines = leading_blanks(lay_out(compose(5)))
    before = page_starts(lines)
    second = next(
        n
        for n, line in enumerate(lines)
        if line[:1].isdigit() and lines[n - 1].strip() and not lines[n - 1][:1].isspace() and n > 40
    )
    lines[second] = " " + lines[second]
    assert page_starts(lines) == before


def test_text_without_pages_has_no_breaks() -> None:
    lines = [line for body, _ in lay_out(compose(4), blank=True).pages for line in body]
    assert page_starts(lines) == []
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert breaks(blocks) == []


def test_page_break_inside_a_word() -> None:
    left = ["The organisation met in the long winter evenings of that year and the organi-"]
    right = ["sation wrote a report on it, which the others read and then forgot again soon."]
    lines = [*left, "\f" + right[0]]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert ledger.joins == [(1, "organi", "sation")]
    (paragraph,) = (block for block in blocks if block.kind is Kind.P)
    kinds = [type(piece) for piece in paragraph.inlines]
    assert kinds == [Text, PageBreak, Text]
    assert [b.in_word for b in breaks([paragraph])] == [True]
    assert "organisation wrote" in plain(paragraph.inlines)


def test_soft_hyphen_is_always_joined() -> None:
    blocks, ledger, problems = read(["We saw the won\u00ad", "derful thing."])
    assert texts(blocks, Kind.P) == ["We saw the wonderful thing."]
    assert ledger.joins == [(1, "won", "derful")]
    assert not list(problems)


def test_undecided_hyphen_is_kept_and_reported() -> None:
    lines = [
        "One evening the engineers met, and the industry of the evening-",
        "engineers was famous. Industri-",
    ]
    lines += ["sation, Industrisation, they said.", "", "Over."]
    blocks, _, problems = read(lines)
    assert "evening-engineers" in texts(blocks, Kind.P)[0]
    assert [(p.code.slug, p.place.line) for p in problems] == [("hyphen-undecided", 1)]


def test_link_targets_listed_at_a_page_end_are_furniture() -> None:
    lines = [
        "See http://example.org/one for the text",
        "and the rest.",
        "",
        "http://example.org/one",
        "\fNext page.",
    ]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [(line, rule) for line, rule, _ in ledger.taken] == [(4, "link-target")]


# ---------------------------------------------------------------- notes


def page(number: int, body: list[str], foot: list[str]) -> list[str]:
    return [("\f" if number > 1 else "") + body[0], *body[1:], "", "_" * 15, *foot]


def test_lines_that_begin_with_a_number_begin_no_note() -> None:
    lines = page(
        1,
        ["The plant grew fast in that year.1 Nobody knew why it did.2 The end of", "it came late."],
        [
            "1 The plant employed many people, and in another year it employed",
            "12 workers more than in the",
            "1930 report; 1933: none. In all there",
            "were",
            "2 of them.",
            "2 Nobody asked.",
        ],
    )
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [(label, text[:6]) for label, _, text in notes(blocks)] == [("1", "The pl"), ("2", "Nobody")]


def test_number_glued_to_its_note_is_split_off() -> None:
    lines = page(
        1,
        ["The plant grew fast.58 It stopped.59 And", "so on."],
        ["58“How fast?” they asked.", "59Pravda said so."],
    )
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [(label, text) for label, _, text in notes(blocks)] == [
        ("58", "“How fast?” they asked."),
        ("59", "Pravda said so."),
    ]
    assert [first for _, first, _ in ledger.splits] == ["59"]


def test_note_goes_on_at_the_foot_of_the_next_page() -> None:
    lines = page(
        1, ["The plant grew fast.1 And then it", "stopped growing at"], ["1 A long story that does not"]
    )
    lines += page(2, ["once. All was lost.2"], ["end on its page.", "2 A short one."])
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert notes(blocks) == [
        ("1", 1, "A long story that does not end on its page."),
        ("2", 2, "A short one."),
    ]
    assert not any(
        isinstance(piece, PageBreak)
        for block in blocks
        if block.kind is Kind.NOTE
        for piece in pieces([block])
    )


def test_restart_and_leap_of_the_count() -> None:
    lines: list[str] = []
    for number, label in enumerate([1, 2, 3, 21, 22, 23, 1, 2, 3], 1):
        lines += page(
            number, [f"{filler(number)[0]} here.{label} And then", "nothing did."], [f"{label} See there."]
        )
    blocks, _, _ = read(lines)
    assert [label for label, _, _ in notes(blocks)] == "1 2 3 21 22 23 1 2 3".split()
    assert [at for _, at, _ in notes(blocks)] == list(range(1, 10))


def test_block_whose_beginning_is_lost_is_a_note_without_a_number() -> None:
    lines = page(1, ["Something happened here.1 And then", "nothing did."], ["1 See there."])
    lines += ["\fA page that lost its notes.2 And more", "of it follows."]
    lines += page(
        3, ["A third page.3 And more", "of it follows."], ["the end of something lost.", "3 See there."]
    )
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [label for label, _, _ in notes(blocks)] == ["1", "", "3"]


def test_notes_without_a_separator() -> None:
    lines: list[str] = []
    for number in range(1, 7):
        lines += [
            ("\f" if number > 1 else "") + f"{filler(number)[0]}.{number} They",
            "had seen it all before, and they went on with it as they had gone on,",
            "and that was that for the year.",
            f"{number} The report says so, and nobody has ever found anything that speaks",
            "against it.",
        ]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [label for label, _, _ in notes(blocks)] == [str(n) for n in range(1, 7)]


def test_note_stands_after_the_paragraph_in_which_its_page_ends() -> None:
    lines = page(1, ["The plant grew fast.1 And then it", "stopped growing at"], ["1 See there."])
    lines += page(2, ["once. All was lost.2", "", "A new day began."], ["2 And there."])
    blocks, _, _ = read(lines)
    assert [block.kind for block in blocks] == [Kind.PAGE, Kind.P, Kind.NOTE, Kind.P, Kind.NOTE]


# ---------------------------------------------------------------- blocks


def filler(seed: int, sentences: int = 6) -> list[str]:
    rng = random.Random(seed)
    return textwrap.wrap(" ".join(sentence(rng) for _ in range(sentences)), 72)


def test_headings_by_number_by_name_and_by_place() -> None:
    lines = ["Introduction: How the plant began and what", "became of it", "", *filler(1), ""]
    lines += [
        "A subhead without a number7",
        "",
        *filler(2),
        "",
        "1. The First Years",
        "",
        "1.1 Introduction",
        "",
        *filler(3),
    ]
    lines += [
        "",
        "1.1.1 Was it a plan?",
        "",
        *filler(4),
        "",
        "2. The Last Years",
        "",
        *filler(5),
        "",
        "Conclusion",
        "",
        *filler(6),
    ]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    heads = [(b.level, b.n, plain(b.inlines)) for b in blocks if b.kind is Kind.HEAD]
    assert heads == [
        (1, "", "Introduction: How the plant began and what became of it"),
        (2, "", "A subhead without a number7"),
        (1, "1", "1. The First Years"),
        (2, "1.1", "1.1 Introduction"),
        (3, "1.1.1", "1.1.1 Was it a plan?"),
        (1, "2", "2. The Last Years"),
        (1, "", "Conclusion"),
    ]


def test_list_items_are_no_headings() -> None:
    lines = [
        *filler(1),
        "",
        "1. Steel for the shop",
        "2. Bread for the canteen, which",
        "had none",
        "3. Water",
        "",
        *filler(2),
    ]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [(b.marker, plain(b.inlines)) for b in blocks if b.kind is Kind.ITEM] == [
        ("1.", "Steel for the shop"),
        ("2.", "Bread for the canteen, which had none"),
        ("3.", "Water"),
    ]


def test_verse_and_its_author() -> None:
    lines = [
        "Come down,",
        "",
        "            you winter,",
        "",
        "to the water",
        "",
        "       and stay!",
        "",
        " ",
        "",
    ]
    lines += ["- An Author, Some Book", "", " ", ""]
    for line in [*filler(1), *filler(2), *filler(3)]:
        lines += [line, ""]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert [block.kind for block in blocks[:2]] == [Kind.VERSE, Kind.SIGNED]
    assert [plain(child.inlines) for child in blocks[0].children] == [
        "Come down,",
        "you winter,",
        "to the water",
        "and stay!",
    ]


def test_quotation_set_in() -> None:
    quoted = ["      They came in the morning, and they went on until", "      the evening of the day."]
    lines = [*filler(1), "He wrote this about it:", *quoted, *filler(2)]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    (quote,) = (block for block in blocks if block.kind is Kind.QUOTE)
    assert [plain(child.inlines) for child in quote.children] == [" ".join(line.strip() for line in quoted)]


def test_columns_make_a_table() -> None:
    lines = [
        *filler(1),
        "",
        "Year      Members   Shops",
        "1929      120       4",
        "1930      \t13       5",
        "",
        *filler(2),
    ]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    (table,) = (block for block in blocks if block.kind is Kind.TABLE)
    cells = [[plain(cell.inlines) for cell in row.children] for row in table.children]
    assert cells[0] == ["Year", "Members", "Shops"]
    assert [row[0] for row in cells] == ["Year", "1929", "1930"]


def test_centred_title_page_keeps_its_lines() -> None:
    lines = [
        "              A Title",
        "         and what it means",
        "          An Author, 1931",
        "",
        *filler(1),
    ]
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)
    assert sum(isinstance(piece, LineBreak) for piece in blocks[0].inlines) == 2


# ---------------------------------------------------------------- anything at all

LINE = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            " " * 49,
            "_____",
            "\f",
            "12",
            " 13",
            "- 14 -",
            "1 See there.",
            "2 Ibid.",
            "1. One",
            "a) two",
        ]
    ),
    st.text(alphabet="ab cdeAB.1-9\u00ad\t\f—(“é)_", max_size=40),
    st.sampled_from(filler(1)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=60))
def test_no_word_is_lost_whatever_the_lines(lines: list[str]) -> None:
    blocks, ledger, _ = read(lines)
    prove(lines, blocks, ledger)


def test_reading_twice_gives_the_same() -> None:
    lines = form_feeds(lay_out(compose(9)))
    assert read(lines)[0] == read(lines)[0]


def likely(lines: list[str]) -> float:
    """How much speaks for a paged text."""
    return paged.evidence(lines)[0]


def test_evidence() -> None:
    assert likely(form_feeds(lay_out(compose(1)))) > 0.7
    assert likely([sentence(random.Random(n)) * 3 for n in range(40)]) < 0.2
    assert likely([]) == 0.0
    assert "pages by form-feed" in paged.evidence(form_feeds(lay_out(compose(1))))[1]


# ---------------------------------------------------------------- a thesis of 209 pages

SCOPES = [(65, 39), (192, 192), (159, 135), (108, 46), (100, 90), (12, 12)]
"""Highest label and number of bodies present in each count of the notes."""


@pytest.fixture(scope="module")
def thesis() -> tuple[list[str], list[Block], Ledger]:
    text = unicodedata.normalize("NFC", beside.seed("004").read_text(encoding="utf-8")).replace("\u00a0", " ")
    lines = text.replace("\u202f", " ").split("\n")
    blocks, ledger, _ = read(lines)
    return lines, blocks, ledger


@pytest.mark.corpus
def test_thesis_loses_no_word(thesis: tuple[list[str], list[Block], Ledger]) -> None:
    prove(*thesis)


@pytest.mark.corpus
def test_thesis_pages(thesis: tuple[list[str], list[Block], Ledger]) -> None:
    """Nine page numbers are left in the source; from the second on, all are 15 ahead of the count."""
    lines, blocks, ledger = thesis
    found = breaks(blocks)
    assert [b.n for b in found] == [str(n) for n in range(1, 210)]
    assert {b.ed for b in found} == {"counted"}
    starts = page_starts(lines)
    shown = [(line, int(text)) for line, rule, text in ledger.taken if rule == "page-number"]
    assert len(shown) == 9
    assert {n - sum(start <= line for start in starts) for line, n in shown[1:]} == {15 + 1}


@pytest.mark.corpus
def test_thesis_notes(thesis: tuple[list[str], list[Block], Ledger]) -> None:
    _, blocks, _ = thesis
    scopes: list[list[int]] = []
    labels = [int(block.label) for block in blocks if block.kind is Kind.NOTE and block.label]
    for label in labels:
        if not scopes or label <= scopes[-1][-1]:
            scopes.append([])
        scopes[-1].append(label)
    assert [(scope[-1], len(scope)) for scope in scopes] == SCOPES
    assert len({block.page for block in blocks if block.kind is Kind.NOTE}) <= 155


@pytest.mark.corpus
def test_thesis_outline(thesis: tuple[list[str], list[Block], Ledger]) -> None:
    _, blocks, _ = thesis
    heads = [(b.level, b.n) for b in blocks if b.kind is Kind.HEAD]
    sections = {1: 7, 2: 6, 3: 4, 4: 5}
    wanted = [(1, ""), (1, ""), (2, ""), (2, "")]
    for chapter, count in sections.items():
        wanted += [(1, str(chapter)), *((2, f"{chapter}.{n}") for n in range(1, count + 1))]
    assert heads == [*wanted, (1, "")]


@pytest.mark.corpus
def test_thesis_paragraphs_are_whole(thesis: tuple[list[str], list[Block], Ledger]) -> None:
    _, blocks, _ = thesis
    paragraphs = texts(blocks, Kind.P)
    assert not [text[:30] for text in paragraphs if text[0].islower()]
    assert not [text[-30:] for text in paragraphs if text.rstrip("0123456789 ")[-1] not in ".?!:”’"]
    assert len(paragraphs) > 390


def test_printed_numbers_prove_that_pages_are_lost() -> None:
    starts = [10 * page for page in range(1, 9)]
    counted = {page: page + 14 for page in (1, 2, 4)} | {page: page + 16 for page in (6, 7, 8)}
    assert lost_pages(counted, starts) == [(40, 18, 22, 2)]
    assert lost_pages({1: 7, 2: 30, 3: 41}, starts) == []


def test_a_number_that_leaps_and_back_was_misread_and_no_page_is_lost() -> None:
    starts = [10 * page for page in range(1, 9)]
    assert lost_pages({1: 7, 2: 8, 3: 19, 4: 10, 5: 11, 6: 12}, starts) == []


def test_a_first_roman_number_misread_as_one_leaves_the_others_roman() -> None:
    printed = ["1", "ii", "iii", "iv", "1", "2", "3", "4", "5"]
    lines = []
    for at, number in enumerate(printed):
        text = f"The page that has {at} pages before it says no more than this and closes."
        lines += [
            ("\f" if at else "") + text,
            "It has a second line that says as much as the first.",
            "",
            number,
        ]
    assert [piece.n for piece in breaks(read(lines)[0])] == ["i", "ii", "iii", "iv", "1", "2", "3", "4", "5"]


def test_raised_numbers_set_in_by_a_blank_begin_no_pages() -> None:
    lines: list[str] = []
    for number, ware in enumerate(["Tar", "Rope", "Salt", "Flour", "Iron", "Paper"], 1):
        lines += [
            f"{ware} was weighed at the gate by a keeper whom nobody had asked to weigh it",
            f"and who did it all the same, for as long as {ware.lower()} came in.{number}",
            *[
                f"In {year} he wrote that {ware.lower()} was dear and that nobody in the"
                for year in range(1920, 1932)
            ],
            f"town was able to say what the price of {ware.lower()} would be in the spring.",
            *[""] * 3,
            f" {number}{ware} is not in the list of the council, which ends in that year.",
            "",
            f"    Orlin Institute, Working Papers{' ' * 60}Page {number} of 6",
            "",
        ]
    blocks, ledger, problems = read(lines)
    prove(lines, blocks, ledger)
    assert [piece.n for piece in breaks(blocks)] == ["1", "2", "3", "4", "5", "6"]
    assert [label for label, _, _ in notes(blocks)] == ["1", "2", "3", "4", "5", "6"]
    assert sum(rule == "running-head" for _, rule, _ in ledger.taken) == 6
    assert not list(problems)
