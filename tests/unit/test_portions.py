"""How a document is divided whose divisions are too long for a page, or too short for one each."""

from collections.abc import Iterable

import pytest

from edition.limits import Limits
from edition.model.document import Document, read
from edition.model.edition import Edition
from edition.model.links import Inside

LINE = "So it goes on and on. "


def document(body: str, limits: Limits) -> Document:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'
    return read(tei.encode(), "book.xml", limits)


def outline(found: Document) -> list[tuple[int, str]]:
    return [(page.depth, page.title) for page in found.pages[1:]]


def blocks(tag: str, numbers: Iterable[int], words: int = 1) -> str:
    return "".join(f'<{tag} xml:id="{tag}{n}">{LINE * words}</{tag}>' for n in numbers)


def test_a_body_without_divisions_is_given_out_in_portions() -> None:
    found = document(blocks("p", range(90)), Limits(200, 200, 600))
    assert [title for _, title in outline(found)][:3] == ["Text (1)", "Text (2)", "Text (3)"]
    assert [found.page_of[f"p{n}"] for n in (0, 9, 89)] == ["p0", "p9", found.pages[-1].id]


def test_every_block_is_on_one_page() -> None:
    found = document(blocks("p", range(90)), Limits(200, 200, 600))
    printed = [root.get("{http://www.w3.org/XML/1998/namespace}id") for p in found.pages for root in p.roots]
    assert printed == [f"p{n}" for n in range(90)]


def test_a_long_chapter_has_further_pages_below_it() -> None:
    body = f"<div><head>One</head>{blocks('p', range(40))}</div><div><head>Two</head><p>Short.</p></div>"
    found = outline(document(body, Limits(200, 10_000, 600)))
    assert found[:2] == [(0, "One"), (1, "One (2)")]
    assert found[-1] == (0, "Two")


def test_a_page_break_goes_with_the_block_that_it_opens() -> None:
    body = "".join(f'<pb n="{n}"/><p xml:id="p{n}">{LINE * 10}</p>' for n in range(20))
    found = document(body, Limits(200, 200, 600))
    assert {page.roots[0].tag.rpartition("}")[2] for page in found.pages[1:]} == {"pb"}


def test_portions_of_a_dictionary_are_called_by_their_headwords() -> None:
    words = ("ape", "bat", "cat", "dog", "eel", "fox")
    entries = "".join(f"<entry><form><orth>{w}</orth></form><def>{LINE * 12}</def></entry>" for w in words)
    found = document(f"<div><head>A–F</head>{entries}</div><div><head>G</head></div>", Limits(200, 200, 1500))
    assert outline(found)[:3] == [(0, "A–F"), (1, "cat – dog"), (1, "eel – fox")]


def test_a_thousand_short_divisions_share_pages() -> None:
    body = "".join(f"<div><head>Saying {n}</head><p>{LINE}</p></div>" for n in range(1, 1001))
    found = outline(document(body, Limits(5_000, 5_000)))
    assert 5 < len(found) < 20
    assert found[0][1].startswith("Saying 1 – Saying ")
    assert found[-1][1].endswith("– Saying 1000")


def test_poems_are_not_put_together() -> None:
    body = "".join(
        f"<div><head>{n}</head>{blocks('l', range(n * 20, n * 20 + 14))}</div>" for n in range(1, 101)
    )
    assert len(outline(document(body, Limits(5_000, 5_000)))) == 100


def test_short_divisions_of_an_act_stay_with_it() -> None:
    act = "".join(f'<div type="lyric"><l>{LINE * 3}</l></div>' for _ in range(8))
    body = f'<div type="act" n="1">{act}</div><div type="act" n="2">{act}</div>'
    assert outline(document(body, Limits(900, 5_000))) == [(0, "Act 1"), (0, "Act 2")]


def test_a_division_that_is_all_of_its_body_is_divided_at_its_own() -> None:
    acts = "".join(f'<div type="act" n="{n}"><p>{LINE * 9}</p></div>' for n in (1, 2, 3))
    found = document(f'<div type="play"><head>The Play</head>{acts}</div>', Limits(300, 50_000))
    assert outline(found) == [(0, "The Play"), (1, "Act 1"), (1, "Act 2"), (1, "Act 3")]


def test_text_apparatus_and_translation_of_an_inscription_share_a_page() -> None:
    parts = "".join(f'<div type="{kind}"><p>{LINE * 9}</p></div>' for kind in ("edition", "apparatus"))
    found = document(f'{parts}<div type="translation" xml:lang="fr"><p>{LINE}</p></div>', Limits(100, 5_000))
    assert len(found.pages) == 1


def test_a_division_around_one_poem_is_the_page() -> None:
    poems = "".join(f'<div type="poem" n="{n}"><div><p>{LINE * 30}</p></div></div>' for n in (1, 2))
    assert outline(document(poems, Limits(200, 5_000))) == [(0, "Poem 1"), (0, "Poem 2")]


def test_translations_say_their_language() -> None:
    body = "".join(
        f'<div type="translation" xml:lang="{tag}"><p>{LINE * 9}</p></div>' for tag in ("en", "fr")
    )
    found = outline(document(body, Limits(100, 5_000)))
    assert found == [(0, "Translation (English)"), (0, "Translation (French)")]


@pytest.mark.parametrize(
    "body", ["<lg>{}</lg>", "<div><head>Canto</head><lg>{}</lg></div><div><p>End.</p></div>"]
)
def test_a_poem_in_one_group_of_lines_is_cut_at_its_lines(body: str) -> None:
    found = document(body.format(blocks("l", range(120))), Limits(200, 20_000, 900))
    assert len(found.pages) > 5
    assert found.page_of["l119"] != found.page_of["l0"]


@pytest.mark.parametrize(
    ("ident", "expected"),
    [("song", ("l0", "l0")), ("l119", ("l107", "l119")), ("all", ("", "")), ("no", ("", ""))],
)
def test_what_is_cut_is_reached_where_it_begins_and_a_text_at_its_title(
    ident: str, expected: tuple[str, str]
) -> None:
    tei = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="all"><teiHeader/><text><body><lg xml:id="song">
        {blocks("l", range(120))}</lg></body></text></TEI>"""
    found = read(tei.encode(), "book.xml", Limits(200, 20_000, 900))
    assert Edition({"book": found}).indexed().page_of(Inside("book", ident)) == expected
