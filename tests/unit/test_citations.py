"""Citations in notes, by example: each case holds notes of one form, and what is found in them.

A note is a line; words between asterisks are in italics. What is found stands under it: the form, what
relates it to the citation before, the word that introduces it, its words; then its parts, with what they say
where that is not how they say it.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import cases
from support.citations import marked, shown

from edition.annotate.citations import find

FOLDER = Path(__file__).parents[1] / "cases" / "cite"
FRAGMENTS = """Ibid.|ibid|p. 5|pp. 12–13, 15|vol. II|(London: Verso, 1990)|“|”|‘|’|«|»|[|]|(|)|Trotsky|;|.|,
and|see|L. D. Trotskii,|Cf.|№ 5|1990|f. 17|op. 2|d. 3|l. 5|RGASPI|Pravda|12 May 1927|http://a.b/c|op. cit.
10.1234/abc|Idem|там же|С. 5|n.d.|-|–|//|in|eds.|(ed.)|Box 3|[Cf. My Life, p. 3]|M.: Nauka, 1990|’’|"|'
et al.|Ⅳ|٣|²|\u0301"""
WORDS = st.lists(st.sampled_from(FRAGMENTS.replace("\n", "|").split("|")), max_size=40)
TEXTS = st.one_of(st.text(max_size=200), WORDS.map(" ".join), WORDS.map("".join))
UNITS = ("p. 1 ", "Smith, ", "“a ", "[", "(", "A. B. ", "‘a ", "M., ", "1990, ", "no. 5 (1990): ", "1, ")
SPANS = st.lists(st.tuples(st.integers(0, 150), st.integers(0, 150)).map(sorted).map(tuple), max_size=4)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.case")), ids=lambda path: path.stem)
def test_cite(path: Path, accept: bool) -> None:
    case = cases.load(path)
    found = []
    for line in case.parts["notes"].splitlines():
        text, italic = marked(line)
        found.append(f"{line}\n{shown(text, find(text, italic=italic))}\n")
    cases.expect(case, "found", "\n".join(found), accept)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, italic=SPANS)
def test_spans_lie_in_order(text: str, italic: list[tuple[int, int]]) -> None:
    end = 0
    for citation in find(text, italic=italic):
        assert end <= citation.start < citation.end <= len(text)
        end, inside = citation.end, citation.start
        for part in citation.parts:
            assert inside <= part.start < part.end <= citation.end
            inside = part.end


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_note_takes_as_long_as_its_parts(unit: str) -> None:
    """Four times the text, about four times the time; one that backtracks would need sixteen, or for ever."""

    def seconds(count: int) -> float:
        began = time.process_time()
        find(unit * count)
        return time.process_time() - began

    seconds(50)
    assert seconds(1200) < 8 * (seconds(300) + 0.05)
