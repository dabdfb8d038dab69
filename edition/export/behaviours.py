"""A project's own behaviours: a Python file that says how TEI elements are shown, for site and books alike.

The file is the project's program and is run; its registry is a literal, so that what it holds can be seen.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.problems import Code, EditionError, Place

REGISTRY = "BEHAVIOURS"
"""What the file must define: a literal from TEI element to function."""


@dataclass(frozen=True, slots=True)
class Own:
    """A project's own behaviours; `digest` changes with the file, `path` is empty if there is none."""

    path: str = ""
    digest: str = ""
    behaviours: Mapping[str, Callable[..., None]] = field(default_factory=dict)


def own_behaviours(folder: Path, name: str) -> Own:
    """Return the behaviours of a file in a project's folder; none if it names no file.

    Raises `EditionError`: `source-missing` for a file that is not there, `config-invalid` for one outside the
    folder and for one that fails or defines no registry.
    """
    if not name:
        return Own()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise EditionError(
            Code.CONFIG_INVALID, Place(name), "lies outside the project's folder", "a file in the project"
        )
    if not path.is_file():
        raise EditionError(
            Code.SOURCE_MISSING, Place(name), f"there is no such file in {folder}", "a Python file"
        )
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Own(name, digest, registry(path, data, name, digest))


def registry(path: Path, data: bytes, name: str, digest: str) -> Mapping[str, Callable[..., None]]:
    """Return what a file registers. Raises `config-invalid`, naming the file as `name`."""
    wanted = f"it must define {REGISTRY} = {{'name': function}}, as a literal"
    try:
        keys = literal(ast.parse(data, name))
        found = run(path, digest)
    except Exception as error:  # whatever a user's file raises is told as a wrong option
        raise EditionError(
            Code.CONFIG_INVALID, Place(name), f"{type(error).__name__}: {error}", wanted
        ) from error
    if keys is None:
        raise EditionError(Code.CONFIG_INVALID, Place(name), f"no {REGISTRY}", wanted)
    if wrong := [key for key, function in found.items() if not callable(function)]:
        raise EditionError(
            Code.CONFIG_INVALID, Place(name), f"{REGISTRY}['{wrong[0]}'] is no function", wanted
        )
    return found


def run(path: Path, digest: str) -> dict[str, Any]:
    """Run a file; return its registry, empty if it has none. Raises what the file raises."""
    spec = importlib.util.spec_from_file_location(f"edition_behaviours_{digest[:12]}", path)
    if spec is None or spec.loader is None:
        raise ImportError("no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(getattr(module, REGISTRY, {}))


def literal(tree: ast.Module) -> list[str] | None:
    """Return the keys of the registry, if it is a literal whose keys are strings; else None."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        named = any(isinstance(t, ast.Name) and t.id == REGISTRY for t in targets)
        if named and isinstance(value, ast.Dict):
            keys = [k.value for k in value.keys if isinstance(k, ast.Constant)]
            return [str(k) for k in keys] if len(keys) == len(value.keys) else None
    return None
