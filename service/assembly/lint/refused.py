"""What can be read and is not allowed or not known: filters, tests, other files, attributes, calls, endless numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jinja2 import nodes

from service.assembly.allowed import may_use
from service.assembly.builtin_filters import WITHHELD
from service.assembly.environment import PressEnvironment
from service.assembly.lint.catalogue import Code
from service.assembly.parts import why_refused
from service.assembly.unknown import nearest

_KINDS: tuple[type, ...] = (nodes.Filter, nodes.Test, nodes.Const, nodes.Include, nodes.Import, nodes.FromImport)
_SAMPLES: tuple[object, ...] = (
    "",
    {},
    [],
    dt.datetime(2026, 1, 1),
)  # a value of each type whose methods a template may call
_OF_LOOP = ("cycle", "changed")
_OF_MACROS = ("caller", "super", "loop")
_FILTER_BY_NAME = {"map": 0}
_TEST_BY_NAME = {"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}

Found = tuple[int, Code, str]


def refused(environment: PressEnvironment, tree: nodes.Template) -> Iterator[Found]:
    """The line, code and words of everything in a tree that the press refuses."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    known = {*environment.globals, *macros, *_OF_MACROS}
    for node in tree.find_all(nodes.Node):
        if isinstance(node, _KINDS) and (why := why_refused(environment, node)):
            yield node.lineno, _code(node), why
        if isinstance(node, nodes.Filter):
            yield from _named_in_text(environment, node)
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("__"):
            yield node.lineno, Code.REFUSED_ATTRIBUTE, node.attr
        elif isinstance(node, nodes.Call) and (called := _called(node, known)):
            yield node.lineno, Code.REFUSED_CALL, called


def _code(node: nodes.Node) -> Code:
    if isinstance(node, nodes.Filter):
        return Code.REFUSED_FILTER if node.name in WITHHELD else Code.UNKNOWN_FILTER
    if isinstance(node, nodes.Test):
        return Code.UNKNOWN_TEST
    return Code.REFUSED_VALUE if isinstance(node, nodes.Const) else Code.REFUSED_TAG


def _named_in_text(environment: PressEnvironment, node: nodes.Filter) -> Iterator[Found]:
    """Filters and tests that a filter is given by name, as in ``map("upper")``."""
    for positions, table, code, kind in (
        (_FILTER_BY_NAME, environment.filters, Code.UNKNOWN_FILTER, "过滤器"),
        (_TEST_BY_NAME, environment.tests, Code.UNKNOWN_TEST, "判断"),
    ):
        at = positions.get(node.name, len(node.args))
        given = node.args[at] if at < len(node.args) else None
        if isinstance(given, nodes.Const) and isinstance(given.value, str) and given.value not in table:
            yield node.lineno, code, f"没有名为“{given.value}”的{kind}{nearest(given.value, table)}"


def _called(node: nodes.Call, known: set[str]) -> str:
    """The name of what must not be called, "" for what may."""
    if isinstance(node.node, nodes.Name):
        return "" if node.node.name in known else node.node.name
    if isinstance(node.node, nodes.Getattr):
        name = node.node.attr
        if name.startswith("__") or name in _OF_LOOP or any(may_use(value, name) for value in _SAMPLES):
            return ""
        return name
    return ""
