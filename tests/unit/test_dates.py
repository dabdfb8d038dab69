"""Dates as printed, each with the attributes it should give."""

import pytest

from edition.dates import lone_year, read_date, read_vital, split_life


def attributes(**named: str) -> dict[str, str]:
    names = {"from_": "from", "not_before": "notBefore", "not_after": "notAfter", "julian": "when-custom"}
    out = {names.get(name, name): value for name, value in named.items()}
    return out | ({"datingMethod": "#julian"} if "julian" in named else {})


DAYS = [
    ("10 February 1938", "1938-02-10"),
    ("10  February  1938.", "1938-02-10"),
    ("10th February, 1938", "1938-02-10"),
    ("the 10th of February 1938", "1938-02-10"),
    ("March 8, 1921", "1921-03-08"),
    ("March 8th 1921", "1921-03-08"),
    ("1921, March 8", "1921-03-08"),
    ("Tuesday, 8 March 1921", "1921-03-08"),
    ("8 Mar. 1921", "1921-03-08"),
    ("8.III.1921", "1921-03-08"),
    ("8.3.1921", "1921-03-08"),
    ("8. 3. 1921", "1921-03-08"),
    ("1921-03-08", "1921-03-08"),
    ("8. März 1921", "1921-03-08"),
    ("am 8. März 1921", "1921-03-08"),
    ("8 mars 1921", "1921-03-08"),
    ("le 1er mai 1920", "1920-05-01"),
    ("8 марта 1921 г.", "1921-03-08"),
    ("8 марта 1921 года", "1921-03-08"),
    ("29 February 1904", "1904-02-29"),
    ("October 1928", "1928-10"),
    ("Sept. 1918", "1918-09"),
    ("Oktober 1928", "1928-10"),
    ("октябрь 1928", "1928-10"),
    ("1881", "1881"),
    ("1881 г.", "1881"),
    ("[1881]", "1881"),
]

BOTH_CALENDARS = [
    ("22 March [4 April] 1904", "1904-04-04", "1904-03-22"),
    ("9 [21] March 1883", "1883-03-21", "1883-03-09"),
    ("25 May [6 June] 1890", "1890-06-06", "1890-05-25"),
    ("23 January [4 February] 1881", "1881-02-04", "1881-01-23"),
    ("1 [13] May 1886", "1886-05-13", "1886-05-01"),
    ("22 March (4 April) 1904", "1904-04-04", "1904-03-22"),
    ("4 April [22 March] 1904", "1904-04-04", "1904-03-22"),
    ("21 [9] March 1883", "1883-03-21", "1883-03-09"),
    ("9/21 March 1883", "1883-03-21", "1883-03-09"),
    ("22 March/4 April 1904", "1904-04-04", "1904-03-22"),
    ("9 (21) марта 1883 г.", "1883-03-21", "1883-03-09"),
    ("20 December 1900 [2 January 1901]", "1901-01-02", "1900-12-20"),
    ("25 December 1899 [6 January]", "1900-01-06", "1899-12-25"),
    ("9 March 1883 (O.S.)", "1883-03-21", "1883-03-09"),
    ("9 March 1883 old style", "1883-03-21", "1883-03-09"),
    # printed with 13 days in a century of 12: the print's own day stands
    ("27 August [9 September] 1877", "1877-09-09", "1877-08-27"),
    # a leap day that only the old style had
    ("29 February [13 March] 1900", "1900-03-13", "1900-02-29"),
]

STRETCHES = [
    ("8–16 March 1921", "1921-03-08", "1921-03-16"),
    ("8-16 March 1921", "1921-03-08", "1921-03-16"),
    ("8 — 16 March 1921", "1921-03-08", "1921-03-16"),
    ("March 8–16, 1921", "1921-03-08", "1921-03-16"),
    ("8 to 16 March 1921", "1921-03-08", "1921-03-16"),
    ("27 March–2 April 1922", "1922-03-27", "1922-04-02"),
    ("18 December 1925 – 3 January 1926", "1925-12-18", "1926-01-03"),
    ("30 January–4 February 1932", "1932-01-30", "1932-02-04"),
    ("2–7.III.1919", "1919-03-02", "1919-03-07"),
    ("8.–16. März 1921", "1921-03-08", "1921-03-16"),
    ("8–16 марта 1921 г.", "1921-03-08", "1921-03-16"),
    ("March–April 1917", "1917-03", "1917-04"),
    ("December 1925–January 1926", "1925-12", "1926-01"),
    ("1917–1921", "1917", "1921"),
    ("1924–26", "1924", "1926"),
    ("1904-05", "1904", "1905"),
    ("from 1917 to 1921", "1917", "1921"),
    ("vom 8. bis 16. März 1921", "1921-03-08", "1921-03-16"),
    ("23 February [8 March] – 2 [15] March 1917", "1917-03-08", "1917-03-15"),
]

OTHERS = [
    ("?", attributes(cert="unknown")),
    ("? [no sooner than 1956]", attributes(not_before="1956")),
    ("1896–?", attributes(from_="1896")),
    ("1896–? [no sooner than 1956]", attributes(from_="1896")),
    ("?–October 1928", attributes(to="1928-10")),
    ("before 1940", attributes(not_after="1940")),
    ("no later than 3 May 1940", attributes(not_after="1940-05-03")),
    ("after 1937", attributes(not_before="1937")),
    ("after 9 [21] March 1883", attributes(not_before="1883-03-21")),
    ("nach 1937", attributes(not_before="1937")),
    ("не ранее 1937", attributes(not_before="1937")),
    ("since 1917", attributes(from_="1917")),
    ("until 1940", attributes(to="1940")),
    ("c. 1890", attributes(when="1890", cert="low")),
    ("ca. March 1890", attributes(when="1890-03", cert="low")),
    ("um 1890", attributes(when="1890", cert="low")),
    ("1890?", attributes(when="1890", cert="low")),
    ("1890 [?]", attributes(when="1890", cert="low")),
    ("1928/1929", attributes(not_before="1928", not_after="1929")),
    ("1928/29", attributes(not_before="1928", not_after="1929")),
    ("1890s", attributes(not_before="1890", not_after="1899")),
    ("1890 or 1891", attributes(not_before="1890", not_after="1891")),
    ("between 1890 and 1893", attributes(not_before="1890", not_after="1893")),
]

NO_DATES = [
    *("", " ", "–", "[", "?!", "1 2 3", "325", "Moscow", "No. 9", "March", "8 March", "13 [25] 1881"),
    *("30 February 1921", "31.13.1921", "1921 delegates", "In 1921, in Moscow"),
    *("16–8 March 1921", "1917–1921–1923", "9 [11] March 1883"),
]


@pytest.mark.parametrize(("text", "when"), DAYS)
def test_day(text: str, when: str) -> None:
    assert _read(text) == attributes(when=when)


@pytest.mark.parametrize(("text", "new", "old"), BOTH_CALENDARS)
def test_both_calendars(text: str, new: str, old: str) -> None:
    assert _read(text) == attributes(when=new, julian=old)


@pytest.mark.parametrize(("text", "start", "end"), STRETCHES)
def test_stretch(text: str, start: str, end: str) -> None:
    assert _read(text) == attributes(from_=start, to=end)


@pytest.mark.parametrize(("text", "wanted"), OTHERS)
def test_bounds_and_doubts(text: str, wanted: dict[str, str]) -> None:
    assert _read(text) == wanted


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("8 March", attributes(when="1917-03-08")),
        ("8–16 March", attributes(from_="1917-03-08", to="1917-03-16")),
        ("March", attributes(when="1917-03")),
        ("23 February [8 March]", attributes(when="1917-03-08", julian="1917-02-23")),
        ("8 March 1921", attributes(when="1921-03-08")),
    ],
)
def test_year_of_the_heading(text: str, wanted: dict[str, str]) -> None:
    facts = read_date(text, year=1917)
    assert facts is not None
    assert facts.attributes() == wanted


@pytest.mark.parametrize(
    ("text", "birth", "death"),
    [
        ("(22 March [4 April] 1904: 29 October 1941)", "22 March [4 April] 1904", "29 October 1941"),
        ("(1881–1963)", "1881", "1963"),
        ("(1881-1963)", "1881", "1963"),
        ("1881 — 1963", "1881", "1963"),
        ("(?–October 1928)", "?", "October 1928"),
        ("(1896–? [no sooner than 1956])", "1896", "? [no sooner than 1956]"),
        ("(6 [18] October 1894 –29 July 1938)", "6 [18] October 1894", "29 July 1938"),
        ("(18 [31] July 1901–8 February 1938)", "18 [31] July 1901", "8 February 1938"),
        ("(13 [25] 1881–15 March 1938)", "13 [25] 1881", "15 March 1938"),
        ("(born 1912)", "born 1912", ""),
        ("(b. 5 May 1912)", "b. 5 May 1912", ""),
        ("(died 1941)", "", "died 1941"),
        ("(b. 1890; d. 1941)", "b. 1890", "d. 1941"),
        ("(*1890, †1941)", "*1890", "†1941"),
        ("(geb. 1890, gest. 1941)", "geb. 1890", "gest. 1941"),
        ("(род. 1912)", "род. 1912", ""),
        ("(1912–)", "1912", ""),
        ("(–1941)", "", "1941"),
        ("(c. 1890 – after 1937)", "c. 1890", "after 1937"),
        ("(Kiev, 1881 – Paris, 1938)", "Kiev, 1881", "Paris, 1938"),
        ("[1888–1938]", "1888", "1938"),
    ],
)
def test_life(text: str, birth: str, death: str) -> None:
    assert split_life(text) == (birth, death)


@pytest.mark.parametrize("text", ["(Trotsky)", "(1936)", "(fl. 1917–1921)", "()", "", "(b)", "(5 vols.)"])
def test_no_life(text: str) -> None:
    assert split_life(text) is None


def test_half_a_life() -> None:
    facts = [read_vital(text) for text in ("born 1912", "† 3 May 1941", "Kiev, 5 May 1881", "1881, Kiev")]
    assert [fact.when for fact in facts if fact] == ["1912", "1941-05-03", "1881-05-05", "1881"]
    assert read_vital("1917–1921") is None


def test_year_alone_of_an_unread_date() -> None:
    assert lone_year("13 [25] 1881") == "1881"
    assert lone_year("1881 and 1882") == lone_year("soon") == ""


def _read(text: str) -> dict[str, str]:
    facts = read_date(text)
    assert facts is not None, text
    return facts.attributes()
