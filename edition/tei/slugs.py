"""Names of persons, terms and works in ASCII, for ids: `Ульянова, Мария` is `ulianova-mariia`."""

from __future__ import annotations

import re
import unicodedata

CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґѣ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia i i ie g e".split(),
        strict=True,
    )
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a b g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ŋ": "n",
}
"""Letters that no decomposition makes ASCII. Russian after the Library of Congress, without its ligatures."""
LETTERS = {ord(letter): ascii_.strip("_") for letter, ascii_ in (CYRILLIC | GREEK | LATIN).items()}
LONGEST = 48


def slug(*names: str) -> str:
    """Return the names in small ASCII letters and digits, joined by hyphens; "" if nothing is left."""
    text = " ".join(names).lower().translate(LETTERS)
    text = unicodedata.normalize("NFKD", text).translate(LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char) and char not in "'’ʹʼ‘`")
    text = "-".join(re.findall(r"[a-z0-9]+", text))
    return text if len(text) <= LONGEST else text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]
