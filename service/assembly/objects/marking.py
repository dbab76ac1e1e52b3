"""Telling the compiler which values are charts and pictures."""

from __future__ import annotations

import re

from jinja2 import nodes

from service.assembly.environment import OBJECT, wrapped

MARK = "huicai-"
_MARKED = re.compile(rf'="{MARK}(chart|picture)-(\d+)-$')


def marked(kind: str, tag: str) -> str:
    """Source in which a tag stands in the place of a pattern of that kind ("chart" or "picture")."""
    return f'<a b="{MARK}{kind}-0-{tag}"/>'


def mark_tree(tree: nodes.Template, source: str) -> None:
    """Let the values that stand in a pattern's place be taken for a chart or picture, not for text; in place."""
    if f'="{MARK}' not in source:
        return
    for output in tree.find_all(nodes.Output):
        for index, child in enumerate(output.nodes[1:], start=1):
            before = output.nodes[index - 1]
            found = _MARKED.search(before.data) if isinstance(before, nodes.TemplateData) else None
            if found:
                output.nodes[index] = wrapped(child, OBJECT, nodes.Const(found[1]), nodes.Const(int(found[2])))
