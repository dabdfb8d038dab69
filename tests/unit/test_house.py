"""The house itself: what README, docs and settings say is so."""

from __future__ import annotations

import ast
import re
import shlex
import textwrap
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from bench import bench
from click.testing import CliRunner
from support import codes, jing

from edition.cli import main
from edition.config import FORMATS, KEYS, read_card
from edition.problems import Code, meanings
from edition.readers import READERS

BLOCK = re.compile(r"^ *```(.*)\n((?:.*\n)*?) *```$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
"""An example: its links lead nowhere."""
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
DOCS = ("README.md", "CONTRIBUTING.md", "build/README.md", "docs/*.md")


def blocks(page: Path, kind: str) -> list[str]:
    return [text for info, text in BLOCK.findall(page.read_text("utf-8")) if info == kind]


def modules(root: Path) -> list[Path]:
    return [*root.glob("edition/**/*.py"), *root.glob("plugins/**/*.py")]


def test_readme_has_one_line_to_run_and_one_to_test(root: Path) -> None:
    lines = [text.rstrip("\n") for text in blocks(root / "README.md", "") if "python3 -m venv" in text]
    assert len(lines) == 2
    sessions = {
        node.name for node in ast.parse((root / "noxfile.py").read_text("utf-8")).body if is_session(node)
    }
    for line, name in zip(lines, ("site", "tests"), strict=True):
        assert "\n" not in line
        assert shlex.split(line)[-3:] == [".venv/bin/nox", "-s", name]
        assert name in sessions
    assert "grep -m 1 'nox -s tests' README.md" in (root / ".ci/run").read_text("utf-8")
    assert (root / ".ci/run").stat().st_mode & 0o111


def is_session(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        "nox.session" in ast.unparse(d) for d in node.decorator_list
    )


def test_readme_card_is_a_card(root: Path) -> None:
    (example,) = (textwrap.dedent(text) for text in blocks(root / "README.md", "toml"))
    assert read_card(tomllib.loads(example), root / "README.md").title == "A Memoir"


def test_guide_shows_every_key_of_a_card(root: Path) -> None:
    page = root / "docs/sources-and-cards.md"
    (example,) = blocks(page, "toml")
    data = tomllib.loads(example)
    assert set(data) - {"reading"} == set(KEYS)
    assert set(data["reading"]) == {"format", "notes"}
    read_card(data, page)


def test_a_card_may_ask_for_every_reader() -> None:
    assert set(FORMATS) == set(READERS)


def test_problems_page_is_complete(root: Path, accept: bool) -> None:
    page = root / "docs/problems.md"
    made = codes.page(page.read_text("utf-8"))
    if accept:
        page.write_text(made, "utf-8")
    assert page.read_text("utf-8") == made, "pytest --accept rewrites the table"
    assert set(meanings()) == set(Code)


@pytest.mark.parametrize("pattern", DOCS)
def test_links_between_pages_lead_somewhere(root: Path, pattern: str) -> None:
    for page in root.glob(pattern):
        for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_of_the_documentation_is_listed(root: Path) -> None:
    listed = re.findall(
        r"^\| \[[^\]]+\]\(([^)]+)\) \| .+ \|$", (root / "docs/README.md").read_text("utf-8"), re.M
    )
    pages = {path.name for path in (root / "docs").glob("*.md")} - {"README.md"}
    assert sorted(listed) == sorted({*pages, "../CONTRIBUTING.md"})


def test_modules_that_the_architecture_names_exist(root: Path) -> None:
    page = (root / "docs/architecture.md").read_text("utf-8")
    for name in re.findall(r"`((?:edition|mkdocs_edition)(?:\.\w+)+)`", page):
        assert exists(name), name


def exists(name: str) -> bool:
    try:
        import_module(name)
    except ModuleNotFoundError:
        module, _, member = name.rpartition(".")
        return hasattr(import_module(module), member)
    return True


def test_every_module_says_what_it_is_for(root: Path) -> None:
    silent = [path for path in modules(root) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_encoding_examples_are_valid(root: Path, java: str, schema: Path, tmp_path: Path) -> None:
    page = root / "docs/encoding.md"
    (header,) = blocks(page, "xml header")
    examples = blocks(page, "xml body")
    file = tmp_path / "encoding.xml"
    text = f"<text><body><div>{'</div><div>'.join(examples)}</div></body></text>"
    file.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{text}</TEI>', "utf-8")
    assert len(examples) > 5
    assert jing.validate([file], schema) == []


def test_command_tells_its_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert version in CliRunner().invoke(main, ["--version"]).output


def test_stages_of_the_benchmark_run(root: Path, tmp_path: Path) -> None:
    text = bench.Text("landing", root / "sources/landing.txt", root / "sources/landing.toml")
    for stage in bench.STAGES.values():
        stage(text, 1, tmp_path)
    measure = bench.result(text, 1, (tmp_path / "text.xml").read_bytes(), (1.0, 1))
    bench.show([("landing", "import", 1, measure), ("landing", "import", bench.TIMES, measure)])
    assert measure.words > 300


def test_a_package_index_gets_a_readme_whose_links_lead_out(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    readme = (root / "README.md").read_text("utf-8")
    for change in settings["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]:
        readme = re.sub(change["pattern"], change["replacement"], readme)
    found = re.findall(r"\]\(([^)]+)\)", readme)
    assert any(link.endswith("/docs/editing.md") for link in found)
    assert [link for link in found if not link.startswith(("https://", "http://"))] == []
