"""The table of problem codes in `docs/problems.md`, made from `edition/problems.py`."""

from __future__ import annotations

import ast
from pathlib import Path

from edition.problems import Code

START = "<!-- table: written by `pytest tests/unit/test_house.py --accept` -->\n"


def documented(module: Path) -> dict[str, str]:
    """Return member name -> the string that stands below it in `class Code`."""
    tree = ast.parse(module.read_text("utf-8"))
    body = next(
        node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == Code.__name__
    )
    out: dict[str, str] = {}
    name = ""
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)]):
                name = found
            case ast.Expr(value=ast.Constant(value=str(text))) if name:
                out[name] = " ".join(text.split())
                name = ""
            case _:
                name = ""
    return out


def table(module: Path) -> str:
    """Return the table, a row a code, in the order of the enumeration."""
    words = documented(module)
    rows = [f"| `{code.slug}` | {code.severity} | {words.get(code.name, '')} |" for code in Code]
    return "\n".join(["| code | severity | what it says |", "|---|---|---|", *rows]) + "\n"


def page(present: str, module: Path) -> str:
    """Return the page with its table as the code has it now; the prose before the table is kept."""
    return present.partition(START)[0] + START + "\n" + table(module)
