"""The dotted names a template uses and those a context holds, loops resolved: 排名.单位, not 行.单位."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from service.wording import FILTERS

_SAME = (nodes.Getitem, nodes.Filter)


def used(source: str) -> set[str]:
    """The dotted names of a Jinja source; inner names of a path are left out (会议.名称, not 会议)."""
    environment = SandboxedEnvironment()
    environment.filters.update(FILTERS)
    names: set[str] = set()
    _collect(environment.parse(source), {}, names)
    return names


def held(value: Any, prefix: str = "") -> set[str]:
    """The dotted names of a context; a list of records is named itself and by its records' fields."""
    if isinstance(value, dict):
        return {name for key, inner in value.items() for name in held(inner, f"{prefix}.{key}" if prefix else key)}
    if isinstance(value, list):
        inner = {name for item in value if isinstance(item, dict) for name in held(item, prefix)}
        return {prefix, *inner}
    return {prefix}


def _collect(node: nodes.Node, scope: dict[str, str], names: set[str]) -> None:
    if isinstance(node, nodes.For):
        source = _path(node.iter, scope)
        assert source is not None
        assert isinstance(node.target, nodes.Name)
        names.add(source)
        inner = scope | {node.target.name: source, "loop": ""}
        for child in (*node.body, *node.else_):
            _collect(child, inner, names)
        return
    if isinstance(node, nodes.Call) and isinstance(
        node.node, nodes.Getattr
    ):  # a method belongs to the value, not to us
        for child in (node.node.node, *node.args):
            _collect(child, scope, names)
        return
    path = _path(node, scope) if isinstance(node, nodes.Name | nodes.Getattr) else None
    if path is None:
        for child in node.iter_child_nodes():
            _collect(child, scope, names)
    elif path:
        names.add(path)


def _path(node: nodes.Node, scope: dict[str, str]) -> str | None:
    """The dotted name an expression stands for; empty for what belongs to the loop; None for other expressions."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        base = _path(node.node, scope)
        return f"{base}.{node.attr}" if base else base
    if isinstance(node, _SAME) and node.node is not None:
        return _path(node.node, scope)
    return None
