"""The table of problem codes in `docs/problems.md`, made from `edition/problems.py`."""

from __future__ import annotations

from edition.problems import Code, meanings

START = "<!-- table: written by `pytest tests/unit/test_house.py --accept` -->\n"


def table() -> str:
    """Return the table, a row a code, in the order of the enumeration."""
    words = meanings()
    rows = [f"| `{code.slug}` | {code.severity} | {words.get(code, '')} |" for code in Code]
    return "\n".join(["| code | severity | what it says |", "|---|---|---|", *rows]) + "\n"


def page(present: str) -> str:
    """Return the page with its table as the code has it now; the prose before the table is kept."""
    return present.partition(START)[0] + START + "\n" + table()
