"""A project as its mkdocs.yml describes it, read as data: MkDocs itself is not needed, no tag is obeyed."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from edition.labels import labels
from edition.model import Document, Edition, Limits
from edition.problems import Code, EditionError, Place

PLUGIN = "edition"


class Loader(yaml.SafeLoader):
    """Reads YAML as data. A tag that it does not know (`!ENV`, `!!python/name:…`) gives its plain value."""


def tolerated(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:  # noqa: ARG001 - PyYAML's call
    """Return what stands under an unknown tag; of a list under `!ENV` that is its last value, the default."""
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        values = loader.construct_sequence(node, deep=True)
        return values[-1] if node.tag == "!ENV" and values else values
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    return None


Loader.add_multi_constructor("!", tolerated)
Loader.add_multi_constructor("tag:", tolerated)


@dataclass(frozen=True, slots=True)
class Project:
    """What an export needs to know of a project."""

    root: Path
    """The folder of mkdocs.yml, from which its paths are taken."""
    docs_dir: Path
    name: str = ""
    url: str = ""
    """Where the site will stand, with a slash at the end; empty if nobody has said."""
    directory_urls: bool = True
    language: str = "en"
    options: Mapping[str, Any] = field(default_factory=dict)
    """The plugin's options as written."""

    def load(self) -> Edition:
        """Read the documents of the edition; raises `EditionError` where there is no folder of them."""
        if not self.docs_dir.is_dir():
            raise EditionError(
                Code.SOURCE_MISSING, Place(str(self.docs_dir)), "no such folder", "docs_dir of mkdocs.yml"
            )
        found = (p.relative_to(self.docs_dir).as_posix() for p in self.docs_dir.rglob("*.xml"))
        excluded = strings(self.options.get("exclude"))
        paths = [p for p in found if not any(fnmatch.fnmatch(p, pattern) for pattern in excluded)]
        return Edition.load(self.docs_dir, paths, self.limits(), words=self.words())

    def limits(self) -> Limits:
        """Return the limits for dividing documents: pages have to be those of the site."""
        usual = Limits()
        given = [self.options.get(name) for name in ("split_document", "split_division")]
        document, division = (v if isinstance(v, int) and v >= 0 else None for v in given)
        return Limits(
            usual.document if document is None else document,
            usual.division if division is None else division,
        )

    def words(self) -> Mapping[str, str]:
        """Return the labels in the edition's language, the project's own before them."""
        own = self.options.get("labels")
        return labels(
            self.language, {str(k): str(v) for k, v in own.items()} if isinstance(own, dict) else {}
        )

    def page_url(self, document: str, page: str = "", anchor: str = "") -> str:
        """Return the address of a page of the site: absolute if the site's is known, else from its root."""
        if self.directory_urls:
            path = f"{document}/{page}/" if page else f"{document}/"
        else:
            path = f"{document}/{page or 'index'}.html"
        place = f"#{quote(anchor)}" if anchor else ""
        return f"{self.url}{quote(path)}{place}"


def read_project(path: Path) -> Project:
    """Return the project that a mkdocs.yml describes.

    Raises `source-missing` if there is no such file, `config-invalid` if it is not YAML or no mapping.
    """
    values = settings(path)
    options = plugin_options(values.get("plugins"))
    theme = values.get("theme")
    spoken = theme.get("language") if isinstance(theme, dict) else ""
    url = str(values.get("site_url") or "")
    return Project(
        root=path.parent,
        docs_dir=path.parent / str(values.get("docs_dir") or "docs"),
        name=str(values.get("site_name") or ""),
        url=url if not url or url.endswith("/") else f"{url}/",
        directory_urls=values.get("use_directory_urls") is not False,
        language=str(options.get("language") or spoken or "en"),
        options=options,
    )


def settings(path: Path, seen: tuple[Path, ...] = ()) -> dict[str, Any]:
    """Return the values of a configuration file over those of the file that it names as `INHERIT`."""
    try:
        values = yaml.load(path.read_text("utf-8-sig"), Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        raise EditionError(
            Code.SOURCE_MISSING, Place(str(path)), error.strerror or str(error), "a mkdocs.yml: -f FILE"
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or str(error)
        raise EditionError(
            Code.CONFIG_INVALID, Place(str(path), mark.line + 1 if mark else 0), found, "YAML"
        ) from None
    if not isinstance(values, dict):
        raise EditionError(Code.CONFIG_INVALID, Place(str(path)), "no settings", "site_name: …")
    parent = values.pop("INHERIT", None)
    if not isinstance(parent, str):
        return values
    target = (path.parent / parent).resolve()
    if target in seen:
        raise EditionError(
            Code.CONFIG_INVALID, Place(str(path)), f"INHERIT goes round: {parent}", "no circle"
        )
    return merged(settings(target, (*seen, path.resolve())), values)


def merged(low: Mapping[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    """Return two mappings as one, the values of `high` first, mappings in them merged in the same way."""
    out = dict(low)
    for key, value in high.items():
        below = out.get(key)
        out[key] = merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return out


def plugin_options(plugins: Any) -> dict[str, Any]:
    """Return the edition's options from a list or a mapping of plugins."""
    entries: Iterable[Any] = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get(PLUGIN), dict):
            return {str(key): value for key, value in entry[PLUGIN].items()}
    return {}


def strings(value: Any) -> list[str]:
    """Return the texts in a list; anything else is none."""
    return [str(one) for one in value] if isinstance(value, list) else []


def chosen(edition: Edition, names: Iterable[str]) -> list[Document]:
    """Return the documents that are named by id or path (`book`, `tei/book.xml`); all if none is named.

    Raises `source-missing` for a name that no document has.
    """
    out: dict[str, Document] = {}
    for name in names:
        path = name.replace("\\", "/").removeprefix("./")
        found = [d for d in edition.documents.values() if name in (d.id, d.path)]
        found = found or [d for d in edition.documents.values() if path.endswith(f"/{d.path}")]
        if not found:
            known = ", ".join(list(edition.documents)[:8])
            raise EditionError(
                Code.SOURCE_MISSING, Place(name), "no such document in this edition", f"one of {known}"
            )
        out[found[-1].id] = found[-1]
    return list(out.values()) if out else list(edition.documents.values())
