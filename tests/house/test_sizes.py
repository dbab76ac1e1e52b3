"""No file is longer than 300 lines, no function longer than 40: median sizes hide monsters, so the largest is held."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import tree

FILE_LINES = 300
FUNCTION_LINES = 40


def long_functions(source: str) -> dict[str, int]:
    """Functions over the limit: name -> lines from def to the last one, docstring included."""
    return {
        node.name: length
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }


@pytest.mark.parametrize(("body", "found"), [(39, {}), (40, {"f": 41})])
def test_the_rule_counts_right(body: int, found: dict[str, int]) -> None:
    assert long_functions("def f():\n" + "    pass\n" * body) == found


@pytest.mark.parametrize("path", tree.modules(), ids=tree.name)
def test_sizes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= FILE_LINES
    assert long_functions(source) == {}


def test_every_room_is_measured() -> None:
    rooms = {path.relative_to(tree.ROOT).parts[0] for path in tree.modules()}
    assert rooms >= {"run.py", "service", "data_adapters"}
