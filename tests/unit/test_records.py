"""Records of back matter: found in blocks, and made TEI without losing a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support import jing

from edition.ledger import words
from edition.readers.records.sections import (
    biographies,
    chronology,
    glossary,
    recognise,
    references,
    unread,
)
from edition.tei import records
from edition.tei.names import ID, TEI, tei
from edition.tei.slugs import slug
from edition.tokens import Block, Call, Inline, Inset, Kind, LineBreak, PageBreak, Text, plain

N = {"t": TEI}


# ---- a small block maker and a small builder, for the tests only


def inlines(text: str, line: int = 1) -> list[Inline]:
    """`**bold**`, `*italic*`, `^3^` for a call, `|` for a page break."""
    out: list[Inline] = []
    for at, bold in enumerate(text.split("**")):
        for inner, italic in enumerate(bold.split("*")):
            rend = ("bold",) if at % 2 else ("italic",) if inner % 2 else ()
            for part, raised in enumerate(italic.split("^")):
                if part % 2:
                    out.append(Call(raised, line))
                    continue
                for page, run in enumerate(raised.split("|")):
                    if page:
                        out.append(PageBreak("", line, "counted"))
                    if run:
                        out.append(Text(run, line, rend))
    return out


def blocks(*texts: str, first: int = 1) -> list[Block]:
    """A paragraph a text; `- ` makes an item, `# ` a heading, `---` a rule."""
    out = []
    for line, text in enumerate(texts, first):
        if text.startswith("#"):
            level = len(text) - len(text.lstrip("#"))
            out.append(Block(Kind.HEAD, inlines(text.lstrip("# "), line), line, line, level))
        elif text.startswith("- "):
            out.append(Block(Kind.ITEM, inlines(text[2:], line), line, line, marker="-"))
        elif text == "---":
            out.append(Block(Kind.RULE, [], line, line))
        else:
            out.append(Block(Kind.P, inlines(text, line), line, line))
    return out


def nested(flat: list[Block]) -> list[Block]:
    out: list[Block] = []
    stack: list[Block] = []
    for block in flat:
        if block.kind is Kind.HEAD:
            while stack and stack[-1].level >= block.level:
                stack.pop()
            div = Block(Kind.DIV, first=block.first, level=block.level, children=[block])
            (stack[-1].children if stack else out).append(div)
            stack.append(div)
        else:
            (stack[-1].children if stack else out).append(block)
    return out


def section(*texts: str) -> Block:
    return nested(blocks(*texts))[0]


def said(block: Block) -> str:
    """All characters of a block, in order."""
    own = [plain(pieces) for _, pieces in block.spans] or [plain(block.inlines)]
    insets = [
        said(piece.block)
        for pieces in ([block.inlines] if not block.spans else [p for _, p in block.spans])
        for piece in pieces
        if isinstance(piece, Inset)
    ]
    return " ".join(["".join(own), *insets, *(said(child) for child in block.children)])


def parts(block: Block) -> dict[str, str]:
    return {name: plain(pieces) for name, pieces in block.parts.items()}


def append(parent: etree._Element, pieces: list[Inline]) -> None:
    for piece in pieces:
        if isinstance(piece, Text):
            holder = parent
            if piece.rend:
                holder = etree.SubElement(parent, tei("hi"), rend=" ".join(piece.rend))
            if len(holder):
                holder[-1].tail = (holder[-1].tail or "") + piece.text
            else:
                holder.text = (holder.text or "") + piece.text
        elif isinstance(piece, Call):
            etree.SubElement(parent, tei("note"), n=piece.label)
        elif isinstance(piece, PageBreak):
            etree.SubElement(parent, tei("pb"))
        elif isinstance(piece, LineBreak):
            etree.SubElement(parent, tei("lb")).tail = " "
        elif isinstance(piece, Inset):
            append(
                etree.SubElement(etree.SubElement(parent, tei("figure")), tei("head")), piece.block.inlines
            )


class Ids:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self.seen:
            number += 1
            name = f"{wanted}-{number}"
        self.seen.append(name)
        return name


def built(made: list[Block], ids: Ids | None = None) -> etree._Element:
    """A `div` with the lists of the records, other blocks as paragraphs."""
    ids = ids or Ids()
    div = etree.Element(tei("div"), nsmap={None: TEI})
    run: list[Block] = []
    for block in [*made, Block(Kind.RULE)]:
        if run and block.kind is not run[0].kind:
            div.append(records.listing(run, ids, append))
            run = []
        if block.kind in records.LISTS:
            run.append(block)
        elif block.kind is Kind.DIV:
            div.append(built(block.children, ids))
        elif block.kind is not Kind.RULE:
            append(etree.SubElement(div, tei("head" if block.kind is Kind.HEAD else "p")), block.inlines)
    return div


def text_words(element: etree._Element) -> list[str]:
    """The words of an element, each text node by itself: an element's edge divides words."""
    return [word for text in element.itertext() for word in words(str(text))]


def xpath(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path, namespaces=N)
    return [str(e) if isinstance(e, str) else "".join(e.itertext()) for e in found]


# ---- glossaries


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("**CC**: Central Committee.", "CC", "Central Committee."),
        ("**CC:** Central Committee.", "CC", "Central Committee."),
        ("**CC** : Central Committee.", "CC", "Central Committee."),
        ("**CC** — Central Committee.", "CC", "Central Committee."),
        ("**CC** – Central Committee.", "CC", "Central Committee."),
        ("**CC.** Central Committee.", "CC.", "Central Committee."),
        ("*kolkhoz*: a farm.", "kolkhoz", "a farm."),
        ("- **CC**: Central Committee.", "CC", "Central Committee."),
        ("CC: Central Committee.", "CC", "Central Committee."),
        ("CC — Central Committee.", "CC", "Central Committee."),
        ("CC = Central Committee.", "CC", "Central Committee."),
        ("CC Central Committee", "CC", "Central Committee"),
        ("VKP(b) All-Union Party", "VKP(b)", "All-Union Party"),
        ("**stagnation, time of**: years.", "stagnation, time of", "years."),
        ("**RVS:** *see* council.", "RVS", "see council."),
    ],
)
def test_term(text: str, term: str, meaning: str) -> None:
    made = glossary(blocks(text))
    assert [block.kind for block in made] == [Kind.TERM]
    assert parts(made[0]) == {"term": term, "def": meaning}


@pytest.mark.parametrize(
    "text",
    [
        "**krai [край]**: a territory.",
        "**krai [край]:** a territory.",
        "**krai** [край]: a territory.",
        "krai [край]: a territory.",
        "krai [край] — a territory.",
    ],
)
def test_original(text: str) -> None:
    (made,) = glossary(blocks(text))
    assert parts(made) == {"term": "krai", "original": "край", "def": "a territory."}
    div = built([made])
    assert xpath(div, ".//t:label/t:term") == ["krai"]
    assert xpath(div, ".//t:label/t:foreign[@xml:lang='ru']") == ["край"]
    assert xpath(div, ".//t:item") == ["a territory."]


def test_second_term_and_latin_original() -> None:
    (made,) = glossary(blocks("**RKI [Инспекция]; Rabkrin [Рабкрин]:** the [new] one."))
    div = built([made])
    assert xpath(div, ".//t:term") == ["RKI", "Rabkrin"]
    assert xpath(div, ".//t:foreign") == ["Инспекция", "Рабкрин"]
    assert xpath(div, ".//t:item") == ["the [new] one."]
    (made,) = glossary(blocks("**Five-Year Plan [FYP]**: a plan."))
    assert xpath(built([made]), ".//t:term") == ["Five-Year Plan", "FYP"]


def test_what_goes_on_with_a_term() -> None:
    made = glossary(
        blocks(
            "Intro.",
            "**A**: one two",
            "on 8 March: three.",
            "**B**: four.",
            "Another paragraph.",
            "**C**: five.",
        )
    )
    assert [block.kind for block in made] == [Kind.P, Kind.TERM, Kind.TERM, Kind.TERM]
    assert parts(made[1])["def"] == "one two on 8 March: three."
    assert [plain(child.inlines) for child in made[2].children] == ["Another paragraph."]
    assert xpath(built(made[2:3]), ".//t:item/t:p") == ["four.", "Another paragraph."]


def test_letters_of_the_alphabet_stand_between_terms() -> None:
    made = glossary(blocks("A", "**ab**: one.", "B", "**ba**: two."))
    assert [block.kind for block in made] == [Kind.P, Kind.TERM, Kind.P, Kind.TERM]


# ---- chronologies


@pytest.mark.parametrize(
    ("text", "facts", "wanted"),
    [
        (
            "Tenth Congress [of all]: 8–16 March 1921",
            {"from": "1921-03-08", "to": "1921-03-16"},
            "label date",
        ),
        (
            "Eleventh Congress: 27 March–2 April 1922",
            {"from": "1922-03-27", "to": "1922-04-02"},
            "label date",
        ),
        ("Tenth Congress (8–16 March 1921)", {"from": "1921-03-08", "to": "1921-03-16"}, "label date"),
        ("Tenth Congress, March 1921", {"when": "1921-03"}, "label date"),
        ("8 March 1921: The rising is put down.", {"when": "1921-03-08"}, "date text"),
        ("8–16 March 1921 — Congress.", {"from": "1921-03-08", "to": "1921-03-16"}, "date text"),
        ("8–16 March 1921 – Congress.", {"from": "1921-03-08", "to": "1921-03-16"}, "date text"),
        ("1921 — famine", {"when": "1921"}, "date text"),
        ("1921–1922: famine", {"from": "1921", "to": "1922"}, "date text"),
        ("**8 March 1921** The rising is put down.", {"when": "1921-03-08"}, "date text"),
        ("**1921, March 8.** The rising.", {"when": "1921-03-08"}, "date text"),
        ("8 марта 1921 г. — съезд", {"when": "1921-03-08"}, "date text"),
        ("October 1923", {"when": "1923-10"}, "date"),
    ],
)
def test_event(text: str, facts: dict[str, str], wanted: str) -> None:
    (made,) = chronology(blocks(text))
    assert made.kind is Kind.EVENT
    assert made.facts == facts
    assert " ".join(made.parts) == wanted
    event = built([made])[0][0]
    assert {name: event.get(name) for name in facts} == facts
    assert text_words(event) == words(text.replace("*", ""))


def test_year_of_a_heading_holds_for_its_dates() -> None:
    made = recognise(
        section(
            "# Chronology",
            "## 1917",
            "8 March: strikes.",
            "15 March: abdication.",
            "## 1918",
            "3 March: peace.",
        )
    )
    assert made.type == "chronology"
    days = [block.facts["when"] for div in made.children[1:] for block in div.children[1:]]
    assert days == ["1917-03-08", "1917-03-15", "1918-03-03"]


def test_what_goes_on_with_an_event() -> None:
    made = chronology(blocks("1921 — famine.", "Aid^1^ comes.", "1922 — Genoa.", "---", "An afterword."))
    assert [block.kind for block in made] == [Kind.EVENT, Kind.EVENT, Kind.RULE, Kind.P]
    assert xpath(built(made), ".//t:event/t:note/t:p") == ["famine.", "Aid comes."]
    assert xpath(built(made), ".//t:event/t:desc") == ["Genoa."]


# ---- persons


BOTH = "(22 March [4 April] 1904: 29 October 1941)"
LATE = "(1896–? [no sooner than 1956])"
LIVED = "birth=1881|death=1963"
LIVED_FACTS = "birth.when=1881|death.when=1963"

PERSON_ROWS = [
    (
        f"PETROV, Ivan Ilyich {BOTH}. A poet.",
        "surname=PETROV|forename=Ivan Ilyich|birth=22 March [4 April] 1904|death=29 October 1941",
        "birth.when=1904-04-04|birth.when-custom=1904-03-22|death.when=1941-10-29",
    ),
    (
        "PETROV [Iffe], Ivan (1881–1963). A poet.",
        f"surname=PETROV|altnames=Iffe|forename=Ivan|{LIVED}",
        LIVED_FACTS,
    ),
    (
        "PETROV, Vlad [Vladimir] Ilyich (?–October 1928). A poet.",
        "surname=PETROV|forename=Vlad|altnames=Vladimir|forename=Ilyich|birth=?|death=October 1928",
        "birth.cert=unknown|death.when=1928-10",
    ),
    (
        f"PETROV, Ivan [Abram]{LATE} A poet.",
        "surname=PETROV|forename=Ivan|altnames=Abram|birth=1896|death=? [no sooner than 1956]",
        "birth.when=1896|death.notBefore=1956",
    ),
    (
        "TER-PETROV, Ivan (13 [25] 1881–1938). A poet.",
        "surname=TER-PETROV|forename=Ivan|birth=13 [25] 1881|death=1938",
        "birth.unread=13 [25] 1881|birth.when=1881|death.when=1938",
    ),
    ("PETROV, Ivan (born 1912). A poet.", "surname=PETROV|forename=Ivan|birth=born 1912", "birth.when=1912"),
    ("- von PETROV, Ivan, 1881–1963. A poet.", f"surname=von PETROV|forename=Ivan|{LIVED}", LIVED_FACTS),
    ("**Petrov, Ivan** (1881–1963) – A poet.", f"surname=Petrov|forename=Ivan|{LIVED}", LIVED_FACTS),
    ("Petrov, Ivan (1881–1963): A poet.", f"surname=Petrov|forename=Ivan|{LIVED}", LIVED_FACTS),
    ("Ivan PETROV (1881–1963): A poet.", f"forename=Ivan|surname=PETROV|{LIVED}", LIVED_FACTS),
    ("Ivan Petrov (1881–1963): A poet.", f"name=Ivan Petrov|{LIVED}", LIVED_FACTS),
    (
        "PETROV, Ivan (fl. 1917–1921). A poet.",
        "surname=PETROV|forename=Ivan|life=fl. 1917–1921",
        "life.from=1917|life.to=1921",
    ),
    ("PETROV, Ivan (dates unknown). A poet.", "surname=PETROV|forename=Ivan|life=dates unknown", ""),
    ("PETROV, Ivan. A poet.", "surname=PETROV|forename=Ivan", ""),
]


@pytest.mark.parametrize(("text", "wanted", "facts"), PERSON_ROWS)
def test_person(text: str, wanted: str, facts: str) -> None:
    (made,) = biographies(blocks(text))
    assert made.kind is Kind.PERSON
    assert printed(made) == f"{wanted}|text=A poet."
    assert "|".join(f"{k}={v}" for k, v in made.facts.items() if "Method" not in k) == facts
    person = built([made])[0][0]
    assert text_words(person) == words(text.replace("*", ""))
    assert person.get(ID, "").split("-")[-1] in {"ivan", "vlad", "petrov"}


def printed(block: Block) -> str:
    """The parts of a record in printed order."""
    return "|".join(f"{name}={plain(pieces)}" for name, pieces in block.spans if name != "sep")


def test_other_names_and_pseudonyms() -> None:
    text = "PETROV, Ivan [Ivan Orlov. Pseudonyms: Isa, Max, Vlad] (1900–1929). A poet."
    person = built(biographies(blocks(text)))[0][0]
    assert xpath(person, "./t:persName[not(@type)]") == ["PETROV, Ivan"]
    assert xpath(person, "./t:persName[@type='alt'][not(@subtype)]") == ["Ivan Orlov"]
    assert xpath(person, "./t:persName[@subtype='pseudonym']/t:addName") == ["Isa", "Max", "Vlad"]
    assert text_words(person) == words(text)
    inside = built(biographies(blocks("PETROV [Iffe], Ivan (1881–1963). A poet.")))[0][0]
    assert xpath(inside, ".//t:persName[@type='alt']") == ["Iffe"]
    assert xpath(inside, "./t:persName[1]") == ["PETROV [Iffe], Ivan"]


@pytest.mark.parametrize(
    "rest",
    [
        "and RMC of the Republic. From 1919, in Moscow.",
        "VTsIK, 1920–1931. Deputy of it.",
        "1929; joins others.",
        "GPU, OGPU, NKVD; of those.",
        "Economy [VSNKh]. In 1922, left it.",
        "*Slovo*, edited by others.",
    ],
)
def test_cut_paragraph_is_joined(rest: str) -> None:
    made = biographies(blocks("AB, Ivan (1881–1963). Member of", rest, "BA, Ivan (1881–1963). A poet."))
    assert [block.kind for block in made] == [Kind.PERSON, Kind.PERSON]
    assert parts(made[0])["text"] == f"Member of {rest.replace('*', '')}"
    assert made[0].children == []


def test_further_paragraph_is_a_child() -> None:
    made = biographies(
        blocks("AB, Ivan (1881–1963). A poet.", "1924–1929, in Moscow.", "Olga Petrova (his sister) died.")
    )
    assert [plain(child.inlines) for child in made[0].children] == [
        "1924–1929, in Moscow.",
        "Olga Petrova (his sister) died.",
    ]
    assert xpath(built(made), ".//t:note[@type='biography']/t:p")[0] == "A poet."
    assert len(made) == 1


def test_a_dash_at_the_cut_takes_no_blank() -> None:
    made = biographies(
        blocks("AB, Ivan (1881–1963). In 1920–", "1923, in Moscow, a counter-", "intelligence man.")
    )
    assert parts(made[0])["text"] == "In 1920–1923, in Moscow, a counter-intelligence man."


def test_pages_pictures_and_calls_stay_in_the_entry() -> None:
    flat = blocks("|AB, Ivan (1881–1963)^1^. Member of", "CC.^2^", "BA, Ivan (1881–1963). A poet.")
    figure = Block(Kind.FIGURE, inlines("A portrait"), 9, 9)
    page = Block(Kind.PAGE, [PageBreak("7", 9)], 9, 9)
    made = biographies([flat[0], page, figure, *flat[1:]])
    assert len(made) == 2
    div = built(made)
    assert len(div.findall(".//" + tei("note") + "[@n]")) == 2
    assert len(div.findall(".//" + tei("pb"))) == 2
    assert xpath(div, ".//t:figure/t:head") == ["A portrait"]


# ---- references

REFERENCES = [
    (
        "1. Petrov A. V. Nazvanie statji (1928—1929 gg.) // Novaya istoriya. 1996. № 1.",
        "author=Petrov A. V.|title.a=Nazvanie statji (1928—1929 gg.)|title.j=Novaya istoriya|date=1996"
        "|biblScope.issue=№ 1",
    ),
    (
        "2. Petrov A. V. Statja // Sbornik: teoriya (Moskva, 3—4 noyabrya 2012 g.). M.: URSS, 2014.",
        "author=Petrov A. V.|title.a=Statja|title.m=Sbornik: teoriya (Moskva, 3—4 noyabrya 2012 g.)"
        "|pubPlace=M.|publisher=URSS|date=2014",
    ),
    (
        "3. Orlov O. B. Pravo: organy (1918—1953). M.; Zhukovskij: Pole, 2006.",
        "author=Orlov O. B.|title.m=Pravo: organy (1918—1953)"
        "|pubPlace=M.; Zhukovskij|publisher=Pole|date=2006",
    ),
    (
        "Brown T. Orlov: the darker. Vol. 4: 1927—1940. L.: Bookmarks, 1993.",
        "author=Brown T.|title.m=Orlov: the darker|biblScope.volume=Vol. 4"
        "|pubPlace=L.|publisher=Bookmarks|date=1993",
    ),
    (
        "Smith, A., Title of it, London: Routledge, 1940.",
        "author=Smith, A.|title.m=Title of it|pubPlace=London|publisher=Routledge|date=1940",
    ),
    (
        "A. Smith, *Title of it* (London: Pub, 1996), pp. 1–2.",
        "author=A. Smith|title.m=Title of it|pubPlace=London|publisher=Pub|date=1996|biblScope.page=pp. 1–2",
    ),
    (
        "Smith, John, and Ann Brown. *A Book*. New Haven: Yale University Press, 2019.",
        "author=Smith, John|author=Ann Brown|title.m=A Book|pubPlace=New Haven"
        "|publisher=Yale University Press|date=2019",
    ),
    (
        "Smith, J. and Brown, K. (1996). A title here. *Soviet Notes*, 12(3), 45–67.",
        "author=Smith, J.|author=Brown, K.|date=1996|title.a=A title here|title.j=Soviet Notes",
    ),
    (
        "Smith, J. (1996). A title here. London: Verso.",
        "author=Smith, J.|date=1996|title.m=A title here|pubPlace=London|publisher=Verso",
    ),
    (
        "Brown, Kate, “An Article,” *Slavic Notes* 44, no. 3 (1985): 45–67.",
        "author=Brown, Kate|title.a=An Article|title.j=Slavic Notes|biblScope.issue=no. 3|date=1985"
        "|biblScope.page=45–67",
    ),
    (
        "Leon Petrov, *A Life*, New York: Scribner, 1930.",
        "author=Leon Petrov|title.m=A Life|pubPlace=New York|publisher=Scribner|date=1930",
    ),
    (
        "Müller, H., Titel des Buches, Berlin 1987, S. 12–14.",
        "author=Müller, H.|title.m=Titel des Buches|pubPlace=Berlin|date=1987|biblScope.page=S. 12–14",
    ),
    (
        "Иванов И. И. Название книги. СПб.: Наука, 1998. С. 12–14.",
        "author=Иванов И. И.|title.m=Название книги|pubPlace=СПб.|publisher=Наука|date=1998"
        "|biblScope.page=С. 12–14",
    ),
    ("*Pravda*, 8 March 1921, p. 2.", "title.m=Pravda|date=8 March 1921|biblScope.page=p. 2"),
]


@pytest.mark.parametrize(("text", "wanted"), REFERENCES)
def test_reference(text: str, wanted: str) -> None:
    (made,) = references(blocks(text))
    assert printed(made) == wanted
    bibl = built([made])[0][0]
    assert "".join(bibl.itertext()) == text.replace("*", "")
    assert made.n == (text[0] if text[0].isdigit() else "")


@pytest.mark.parametrize(
    "text",
    ["In 1921, Petrov spoke. He left Moscow in 1922.", "A sentence of prose, written in Moscow, 1921.", ""],
)
def test_no_reference(text: str) -> None:
    assert [block.kind for block in references(blocks(text))] == [Kind.P]


def test_cut_reference_is_one() -> None:
    made = references(blocks("Smith, A., Title of", "it, London: Routledge, 1940.", "A note on them."))
    assert [block.kind for block in made] == [Kind.BIBL, Kind.P]


# ---- what a section is

GLOSSARY = ("**A**: one.", "**B**: two.", "more of it.", "**C**: three.")
PERSONS = ("AB, Ivan (1881–1963). A poet.", "BA, Ivan (1881–1963). A poet.")
DATES = ("Congress: 8–16 March 1921", "Congress: 9 March 1922")
WORKS = ("Smith, A., Title, London: Routledge, 1940.", "Brown, A., Title, London: Routledge, 1941.")
PROSE = ("This is told at length, and nobody is listed in it.", "Nor is anything here: it is prose.")


@pytest.mark.parametrize(
    ("title", "texts", "wanted"),
    [
        ("Glossary of Abbreviations and Terms", GLOSSARY, "glossary"),
        ("Abkürzungsverzeichnis", GLOSSARY, "glossary"),
        ("Сокращения", GLOSSARY, "glossary"),
        ("Selected Biographical Notes", PERSONS, "biographies"),
        ("Who’s Who", PERSONS, "biographies"),
        ("Biographical Glossary", PERSONS, "biographies"),
        ("Именной указатель", PERSONS, "biographies"),
        ("Dates of Congresses", DATES, "chronology"),
        ("Zeittafel", DATES, "chronology"),
        ("Works Cited", WORKS, "bibliography"),
        ("Literatur", WORKS, "bibliography"),
        ("Glossary", PROSE, None),
        ("Sources", PROSE, None),
        ("Chronology", PERSONS, None),
        ("Chapter One", GLOSSARY, None),
        ("", PERSONS, None),
    ],
)
def test_a_section_is_what_its_heading_and_its_paragraphs_say(
    title: str, texts: tuple[str, ...], wanted: str | None
) -> None:
    assert recognise(section(f"# {title}", *texts)).type == (wanted or "")


def test_recognise_changes_nothing_else() -> None:
    other = section("# Literature and Revolution", *PROSE)
    assert recognise(other) == other
    given_ = section("# Glossary", *GLOSSARY)
    before = section("# Glossary", *GLOSSARY)
    assert recognise(given_) != given_
    assert given_ == before


def test_unread_dates_are_told() -> None:
    made = recognise(section("# Biographies", "AB, Ivan (13 [25] 1881–1963). A poet.", PERSONS[1]))
    assert list(unread(made)) == [(2, "13 [25] 1881")]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("УЛЬЯНОВА", "Мария"), "ulianova-mariia"),
        (("TER-VAGANIAN", "Vagarshak"), "ter-vaganian-vagarshak"),
        (("Łódź",), "lodz"),
        (("O'Connor",), "oconnor"),
        (("“Declaration of 83”",), "declaration-of-83"),
        (("毛",), ""),
    ],
)
def test_slug(names: tuple[str, ...], wanted: str) -> None:
    assert slug(*names) == wanted


# ---- nothing is lost, and all is TEI

PIECES = st.sampled_from(
    [
        *(
            "AB, Ivan",
            "(1881–1963).",
            "[Iffe]",
            BOTH,
            "(?–1928)",
            "(fl. 1917)",
            "Pseudonyms: X, Y",
            "O’Neill",
        ),
        *(
            "**CC**",
            "**CC [ЦК]:**",
            "и край",
            ": one",
            "— two",
            "a poet.",
            "A sentence goes on",
            "^3^",
            "1. ",
        ),
        *(
            "8–16 March 1921",
            "1921",
            "Tenth Congress",
            "Petrov A. V.",
            "Smith, J.",
            "*Title of it*",
            "// Journal.",
        ),
        *("“An Article,”", "№ 4.", "Vol. 4:", "M.: URSS, 2014.", "(London: Pub, 1996)", "pp. 1–2"),
        *("(", ")", "[", "]", ":", ",", ".", ";", "?", "•"),
    ]
)
PARAGRAPH = st.lists(PIECES, min_size=1, max_size=7).map(" ".join)
MAKERS = st.sampled_from([glossary, chronology, biographies, references])


@settings(max_examples=400, deadline=None)
@given(MAKERS, st.lists(PARAGRAPH, min_size=1, max_size=5))
def test_no_word_is_lost_or_doubled(maker, texts: list[str]) -> None:
    flat = blocks(*texts)
    made = maker(flat)
    before = words(" ".join(plain(block.inlines) for block in flat))
    calls = sum(isinstance(piece, Call) for block in flat for piece in block.inlines)
    assert words(" ".join(said(block) for block in made)) == before
    div = built(made)
    assert text_words(div) == before
    assert len(div.findall(".//" + tei("note") + "[@n]")) == calls


@settings(max_examples=200, deadline=None)
@given(MAKERS, st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_kept(maker, texts: list[str]) -> None:
    flat = [Block(Kind.P, [Text(text, 1)], 1, 1) for text in texts]
    before = words(" ".join(texts))
    assert words(" ".join(said(block) for block in maker(flat))) == before


EVERYTHING = [
    *("# Glossary", *GLOSSARY, "**krai [край]; okrug [FYP]**: a^1^ place.|", "Second paragraph."),
    *("# Chronology", "## Congresses", *DATES, "Congress: c. 1930"),
    *("## Events", "1921 — famine.", "1922 — Genoa.", "Aid^2^ comes.", "8 March 1923", "It rains."),
    *("March 1924 – snow^3^", "# Biographical Notes", *PERSONS),
    "AB [Iffe], Ivan [Orlov. Pseudonyms: X, Y] (9 [21] March 1883^4^–?). A poet.",
    *("Second|paragraph.", "CA, Ivan (fl. 1917–1921). A poet.", "DA, Ivan (dates unknown). A poet."),
    *("EA, Ivan.", f"FA, Ivan {LATE}.", "**Ivan Petrov** (born 1912), a poet."),
    *("# References", *(text for text, _ in REFERENCES)),
]


def test_all_of_it_is_valid_tei(tmp_path: Path, schema: Path, java: str) -> None:
    ids = Ids()
    body = etree.Element(tei("body"), nsmap={None: TEI})
    sections = [recognise(div) for div in nested(blocks(*EVERYTHING))]
    assert [div.type for div in sections] == ["glossary", "chronology", "biographies", "bibliography"]
    for div in sections:
        body.append(built(div.children, ids))
    assert faults(body, tmp_path, schema) == []
    assert len(set(ids.seen)) == len(body.xpath(".//@xml:id"))


def faults(body: etree._Element, folder: Path, schema: Path) -> list[jing.Fault]:
    """Validate a body in a small document."""
    root = etree.fromstring(
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><profileDesc/>"
        "</teiHeader><text/></TEI>"
    )
    root[0][1].append(records.julian_calendar())
    root[1].append(body)
    file = folder / "records.xml"
    file.write_bytes(etree.tostring(root, encoding="UTF-8"))
    return jing.validate([file], schema)


# ---- the book


def seed(folder: Path, number: str) -> list[str]:
    (file,) = folder.glob(f"{number}_*.txt")
    return file.read_text(encoding="utf-8").split("\n")


def back_matter(folder: Path) -> tuple[list[str], int]:
    """The book's lists, from the glossary to the rule behind the last person, and the line they begin on."""
    lines = seed(folder, "001")
    start = next(i for i, line in enumerate(lines) if line.startswith("# Glossary"))
    stop = next(i for i, line in enumerate(lines) if i > start and line == "---")
    return lines[start:stop], start + 1


def seed_blocks(lines: list[str], first: int) -> Iterator[Block]:
    """Blocks of the book's back matter: a line a block."""
    for line, text in enumerate(lines, first):
        bare = text.strip().replace("<sup>", "^").replace("</sup>", "^")
        if bare:
            yield from blocks(bare.replace("|", " "), first=line)


def leaves(div: Block) -> Iterator[Block]:
    for child in div.children:
        if child.kind is Kind.DIV:
            yield from leaves(child)
        elif child.kind is not Kind.HEAD:
            yield child


@pytest.fixture(scope="module")
def back(seeds: Path) -> list[Block]:
    return [recognise(div) for div in nested(list(seed_blocks(*back_matter(seeds))))]


@pytest.mark.corpus
def test_back_matter_of_the_book(back: list[Block]) -> None:
    assert [div.type for div in back] == ["glossary", "chronology", "biographies"]
    found = [[block.kind for block in leaves(div)] for div in back]
    assert found == [[Kind.TERM] * 55, [Kind.EVENT] * 24, [Kind.PERSON] * 93]
    assert all({"from", "to"} <= block.facts.keys() for block in leaves(back[1]))
    assert [len(child.children) - 1 for child in back[1].children[1:]] == [13, 4, 7]


@pytest.mark.corpus
def test_persons_of_the_book(back: list[Block]) -> None:
    persons = list(leaves(back[2]))
    dated = [
        {name.partition(".")[0] for name in p.facts if name.split(".")[1] in {"when", "notBefore"}}
        for p in persons
    ]
    assert sum("death" in names for names in dated) == 93
    # BUTOV's birth is printed as “?”
    assert sum("birth" in names for names in dated) == 92
    # 40 are printed in both calendars, one of them without its month
    assert sum("birth.when-custom" in p.facts for p in persons) == 39
    assert sum("altnames" in p.parts for p in persons) == 23
    assert [text for _, text in unread(back[2])] == ["13 [25] 1881"]


@pytest.mark.corpus
def test_back_matter_of_the_book_keeps_every_word(
    back: list[Block], seeds: Path, tmp_path: Path, schema: Path, java: str
) -> None:
    before = [w for block in seed_blocks(*back_matter(seeds)) for w in words(plain(block.inlines))]
    ids = Ids()
    body = etree.Element(tei("body"), nsmap={None: TEI})
    for div in back:
        body.append(built(div.children, ids))
    assert text_words(body) == before
    assert set(body.xpath(".//t:foreign/@xml:lang", namespaces=N)) == {"ru"}
    assert faults(body, tmp_path, schema) == []


@pytest.mark.corpus
def test_references_of_the_landing_page(seeds: Path) -> None:
    lines = [line for line in seed(seeds, "000") if line[:1].isdigit() and line[1:3] == ". "]
    made = references(blocks(*lines))
    assert [block.n for block in made] == list("1234567")
    for block in made:
        assert {"author", "date"} <= block.parts.keys()
        assert any(name.startswith("title") for name in block.parts)
    years = [block.facts["date.when"] for block in made]
    assert years == ["2014", "1996", "2003", "2006", "2017", "1993", "2003"]
