"""A journal's landing page."""

from __future__ import annotations

from collections import Counter

import pytest
from unit.plain_texts import LONG, Reading, seed, texts

from edition.readers import chrome
from edition.readers.plain import landing
from edition.tokens import Kind

PAGE = f"""Skip to main content
Home
Vol. 12, No. 3 (2019)
Article
Bread and Paper: Prison Libraries of the 1930s
Ana Petrova, John M. Smith
University of Somewhere
DOI: https://doi.org/10.1234/abc.2019.3
Received
12 January 2019
Publication date
Abstract
{LONG} {LONG}
Keywords: libraries, prisons, reading
Bread and Paper: Prison Libraries of the 1930s
Views: 331
Download PDF (412 KB)
Add to cart
12 EUR / 14 USD
To read on please sign in
Share
Cite this article
References
1. Keller M. The Hidden Shelf. Oxford, 2001.
2. Orlov K. Dockers and readers // Journal of Docks. 1999. № 2.
We use cookies to improve this site
"""


def test_a_page_is_taken_apart() -> None:
    reading = Reading(PAGE)
    reading.assert_whole()
    assert reading.shape() == [
        "head 1 text", "p meta", "p meta", "signed byline", "p affiliation", "p meta", "p meta", "p abstract",
        "p keywords", "bibl", "bibl",
    ]  # fmt: skip
    assert texts(reading.kinds(Kind.BIBL))[0] == "Keller M. The Hidden Shelf. Oxford, 2001."
    assert [block.marker for block in reading.kinds(Kind.BIBL)] == ["1", "2"]


def test_chrome_is_discarded_by_named_rules() -> None:
    reading = Reading(PAGE)
    rules = Counter(rule for _, rule, _ in reading.ledger.taken)
    assert {"chrome-navigation", "chrome-counter", "chrome-download", "chrome-subscribe", "chrome-price",
            "chrome-sign-in", "chrome-share", "chrome-cite", "chrome-legal", "chrome-title-repeated",
            "chrome-empty-label", "chrome-label", "list-number"} == set(rules)  # fmt: skip
    assert reading.ledger.classes[16] == "chrome-counter"
    assert all(rule.why for rule in chrome.RULES)


def test_references_without_numbers() -> None:
    page = PAGE.replace("1. Keller", "Keller").replace("2. Orlov", "Orlov")
    assert len(Reading(page).kinds(Kind.BIBL)) == 2


@pytest.mark.parametrize(
    "line",
    ["Rent strikes in Leningrad", "Back to Lenin", "The views of Marx", "Terms of trade", "Only bread"],
)
def test_titles_are_no_chrome(line: str) -> None:
    assert chrome.chrome(line) == ""


def test_an_article_with_a_button_is_no_landing_page() -> None:
    assert landing.evidence(["A title", "Share", *[LONG * 3] * 12, "Subscribe"])[0] == 0
    assert landing.evidence([])[0] == 0


@pytest.mark.corpus
def test_seed_000() -> None:
    reading = seed("000")
    reading.assert_whole()
    assert reading.shape() == [
        "head 1 text", "signed byline", "p affiliation", "p address", "p abstract", "p keywords",
        *["bibl"] * 7,
    ]  # fmt: skip
