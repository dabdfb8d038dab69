"""The project's tasks: `nox -l` lists them, `nox -s NAME` runs one in an environment of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nox
from packaging.requirements import Requirement

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "imports", "tests"]

PROJECT = nox.project.load_toml("pyproject.toml")
SCHEMA = Path("../shared/schema/tei_all.rng")
PUBLISHED = ("", "site")
"""What a published edition needs: the dependencies, and the extra `site`."""


def group(*names: str) -> tuple[str, ...]:
    """Return the requirements of dependency groups."""
    return nox.project.dependency_groups(PROJECT, *names)


@nox.session
def site(session: nox.Session) -> None:
    """Import what is new in sources/, check the TEI, build the site."""
    session.install(".[site,schema]" if SCHEMA.exists() else ".[site]")
    session.run("edition", "import", "sources", "--keep-edited")
    session.run("python", "tests/support/jing.py", *sorted(map(str, Path("tei").rglob("*.xml"))))
    session.run("mkdocs", "build", "--strict", *session.posargs, env={"NO_MKDOCS_2_WARNING": "1"})
    session.log(f"Open {Path('build/site/index.html').resolve().as_uri()}")


@nox.session
def serve(session: nox.Session) -> None:
    """Show the site at http://127.0.0.1:8000 and build it anew at every change."""
    session.install("-e", ".[site]")
    session.run("mkdocs", "serve", *session.posargs, env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; what follows `--` goes to pytest."""
    session.install(".[site,pdf]", *group("test"))
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def book(session: nox.Session) -> None:
    """Make books of the sample edition: build/pdf/edition.pdf, build/epub/edition.epub."""
    session.install(".[pdf,epub]")
    session.run("edition", "export", "pdf", *session.posargs)
    session.run("edition", "export", "epub", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions that pyproject.toml allows."""
    pins = Path(session.virtualenv.location) / "lowest.txt"
    pins.write_text("".join(f"{line}\n" for line in lower_bounds(PROJECT)), "utf-8")
    session.install("--constraint", str(pins), ".[site,pdf]", *group("test"))
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format (ruff)."""
    session.install(*(line for line in group("lint") if line.startswith("ruff")))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types (mypy, strict)."""
    session.install("-e", ".[site,pdf]", *group("types"))
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Check who may import whom (import-linter; the layers of docs/architecture.md)."""
    session.install("-e", ".", *(line for line in group("lint") if not line.startswith("ruff")))
    session.run("lint-imports", "--no-logo")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure import, load and render against lxml alone; the site; large registers; a check; a book."""
    session.install(".[site,pdf]", "weasyprint==70.0", "pypdfium2")  # WeasyPrint to compare
    session.run("python", "tests/bench/bench.py", *session.posargs)
    session.run("python", "tests/bench/site.py")
    session.run("python", "tests/bench/registers.py")
    session.run("python", "tests/bench/check.py")
    session.run("python", "tests/bench/book.py")


def lower_bounds(project: dict[str, Any]) -> Iterator[str]:
    """Yield `name==version` for the lowest version that each published requirement allows."""
    table = project["project"]
    for extra in PUBLISHED:
        for line in table["optional-dependencies"][extra] if extra else table["dependencies"]:
            requirement = Requirement(line)
            for bound in requirement.specifier:
                if bound.operator == ">=":
                    yield f"{requirement.name}=={bound.version}"
