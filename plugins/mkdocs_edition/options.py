"""Kinds of options that MkDocs does not have, and what is said of an option: in the guide and to who errs."""

from __future__ import annotations

import ast
import difflib
import hashlib
import inspect
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mkdocs.config import base
from mkdocs.config import config_options as c

from edition.export.behaviours import Own, own_behaviours
from edition.labels import faults, languages
from edition.problems import EditionError

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""A language tag as BCP 47 writes it, as far as it concerns us."""
EXAMPLE = "Example:\n"


class Count(c.Type[int]):
    """A whole number, not negative."""

    def __init__(self, default: int):
        super().__init__(int, default=default)

    def run_validation(self, value: object) -> int:
        """Return the number. Raises `ValidationError`."""
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise base.ValidationError(f"Expected a whole number, 0 or more, but received: {value!r}")
        return value


class Language(c.Type[str]):
    """A language tag, or nothing."""

    def __init__(self, default: str):
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Return the tag. Raises `ValidationError` for what is none."""
        if value == "" or (isinstance(value, str) and TAG.fullmatch(value)):
            return str(value)
        known = ", ".join(f"'{tag}'" for tag in languages())
        raise base.ValidationError(
            f"Expected a language tag but received: {value!r}; there are words for {known}"
        )


class Labels(c.DictOfItems[str]):
    """Words by the keys of `edition/labels/en.toml`."""

    def run_validation(self, value: object) -> dict[str, str]:
        """Return the words. Raises `ValidationError` for unknown keys or fields."""
        found = super().run_validation(value)
        if wrong := list(faults(found)):
            raise base.ValidationError("; ".join(wrong))
        return found


T = TypeVar("T")


class ProjectFile(base.BaseConfigOption[T]):
    """The path of a file in the project; `kind` is what an error calls it."""

    kind = "a file"

    def __init__(self, default: str):
        super().__init__()
        self.default = default
        self.project = Path()

    def pre_validation(self, config: base.Config, key_name: str) -> None:
        """Note the project's folder: that of mkdocs.yml."""
        self.project = Path(config.config_file_path or ".").resolve().parent

    def inside(self, value: object) -> Path:
        """Return the file's path. Raises `ValidationError` if it is no path, or leads out of the project."""
        if not isinstance(value, str):
            raise base.ValidationError(f"Expected the path of {self.kind} but received: {value!r}")
        path = (self.project / value).resolve()
        if not path.is_relative_to(self.project):
            raise base.ValidationError(f"'{value}' lies outside the project's folder {self.project}")
        return path


class Behaviours(ProjectFile[Own]):
    """The path of a Python file in the project that defines `BEHAVIOURS`."""

    kind = "a Python file"

    def run_validation(self, value: object) -> Own:
        """Load the file. Raises `ValidationError` if it is missing, outside the project, or not as wanted."""
        if value == "" or value is None:
            return Own()
        if isinstance(value, Own):
            return value
        path = self.inside(value)
        if not path.is_file():
            raise base.ValidationError(f"there is no file '{value}' in {self.project}")
        try:
            return own_behaviours(self.project, str(value))
        except EditionError as error:
            raise base.ValidationError(f"'{value}': {error.problem.found}; {error.problem.wanted}") from error


@dataclass(frozen=True, slots=True)
class Style:
    """A project's citation style; `digest` changes with the file, `path` is None if there is none."""

    path: Path | None = None
    digest: str = ""
    cache: Path | None = None
    """Folder that keeps what was made with it."""


class CitationStyle(ProjectFile[Style]):
    """The path of a CSL style in the project."""

    kind = "a CSL style"

    def run_validation(self, value: object) -> Style:
        """Read the file. Raises `ValidationError` if it is no such style, or pandoc is missing."""
        if value == "" or value is None:
            return Style()
        if isinstance(value, Style):
            return value
        path = self.inside(value)
        from edition.citing import styles  # noqa: PLC0415 - only who has a style waits for it

        try:
            styles.check(path)
        except EditionError as error:
            raise base.ValidationError(str(error)) from error
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return Style(path, digest, self.project / ".cache" / "edition")


@dataclass(frozen=True, slots=True)
class Option:
    """What is said of an option: its name, default, meaning, and an example as it stands in mkdocs.yml."""

    name: str
    default: Any
    text: str
    example: str


def documented(options: type[base.Config]) -> list[Option]:
    """Return the options of a configuration class with what stands below each, in order."""
    (body,) = (n.body for n in ast.parse(inspect.getsource(options)).body if isinstance(n, ast.ClassDef))
    defaults = {name: option.default for name, option in options._schema}
    out: list[Option] = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        name = getattr(node.targets[0], "id", "") if isinstance(node, ast.Assign) else ""
        if name not in defaults:
            continue
        said = (
            after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
        )
        text, _, example = inspect.cleandoc(str(said)).partition(EXAMPLE)
        out.append(Option(name, defaults[name], text.strip(), textwrap.dedent(example).strip()))
    return out


def hinted(error: Exception, option: Option | None) -> Exception:
    """Return an option's error with an example of what would be right."""
    if option is None or not option.example:
        return error
    return base.ValidationError(f"{error}. Right would be, for example: {' '.join(option.example.split())}")


def unknown(key: str, known: Iterable[str]) -> str:
    """Return what is said of an option that does not exist."""
    names = list(known)
    near = difflib.get_close_matches(key, names, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return f"Unrecognised option: '{key}'.{meant} The options are: {', '.join(names)}"
