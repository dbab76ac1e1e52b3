"""Sentences that reach pages tell nobody to type a command: what helps at a console stands in ``command=``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

#: What pages stand on, or are.
ROOMS = ("store", "registers", "figures", "papers", "assembly", "batches", "web", "wording")
#: For whoever has the server itself before them, and no page.
AT_CONSOLE = {"service/store/restore.py"}
_COMMAND = re.compile(r"huicai [a-z]|(?<![\w-])--[a-z]|命令行")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def commanding(code: str) -> Iterator[str]:
    """Every Chinese text of a module that names a command outside ``command=`` and docstrings."""
    module = ast.parse(code)
    spared = {id(each) for node in ast.walk(module) for each in _spared(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in spared:
            continue
        if _COMMAND.search(node.value) and _CHINESE.search(node.value):
            yield node.value


def _spared(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.keyword) and node.arg == "command":
        yield from ast.walk(node.value)
    if isinstance(node, ast.Expr):
        yield node.value


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('raise E("没有，请用 huicai batch list")', 1),
        ('raise E(f"没有{x}，请写明（命令行用 x）")', 1),
        ('raise E("没有，请核对", command="huicai batch list 查看")', 0),
        ('"""说明 huicai read"""', 0),
        ('x = "会材——huicai"', 0),
    ],
)
def test_the_rule_sees_them(code: str, count: int) -> None:
    assert len(list(commanding(code))) == count


def pages() -> list[Path]:
    found = (path for path in tree.modules() if tree.name(path).startswith(tuple(f"service/{room}/" for room in ROOMS)))
    return [path for path in found if tree.name(path) not in AT_CONSOLE]


@pytest.mark.parametrize("path", pages(), ids=tree.name)
def test_no_sentence_names_a_command(path: Path) -> None:
    assert list(commanding(path.read_text(encoding="utf-8"))) == []
