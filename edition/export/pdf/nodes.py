"""What a template prints: a small tree of plain values. Text is data throughout, never Typst's code.

A node is a text, or a kind with the nodes that it holds and what else the kind needs. As JSON, which is how
the template reads it, a kind is `k`, what it holds is `c`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Node:
    """A kind, what it holds, and its values by name; `line` is where it stands in its TEI file."""

    kind: str
    nodes: list[Node | str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return the node as JSON has it; empty values are left out."""
        out: dict[str, Any] = {"k": self.kind, "c": plain(self.nodes)}
        for name, value in self.values.items():
            if value not in ("", None, [], False):
                out[name] = plain(value)
        return out


def plain(value: Any) -> Any:
    """Return nodes, wherever they are in lists and mappings, as JSON has them."""
    if isinstance(value, Node):
        return value.plain()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value


def every(value: Any) -> Iterator[Node]:
    """Yield each node in a tree, in reading order, what stands in values of a node included."""
    if isinstance(value, Node):
        yield value
        yield from every(value.nodes)
        yield from every(list(value.values.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from every(one)
    elif isinstance(value, dict):
        yield from every(list(value.values()))


def text_of(nodes: Iterable[Node | str]) -> str:
    """Return the words of nodes, notes and page marks left out, on one line."""
    return " ".join("".join(words(nodes)).split())


def words(nodes: Iterable[Node | str]) -> Iterator[str]:
    """Yield the pieces of text in nodes."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.kind == "br":
            yield " "
        elif node.kind not in ("note", "call", "page"):
            yield from words(node.nodes)
