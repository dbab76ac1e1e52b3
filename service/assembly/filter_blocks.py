"""``{% filter upper %} … {% endfilter %}``: what is in it as a value, filtered as text and printed as one.

Jinja2 hands the filter the finished XML and prints what it gives as it is, which breaks a part.
"""

from __future__ import annotations

from typing import Final

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

_NAME: Final = "_filtered_block"


def filters_named(tree: nodes.Template) -> nodes.Template:
    """The tree with each such block as a set block and a printed value; in place."""
    _Rewriter().visit(tree)
    return tree


class _Rewriter(NodeTransformer):
    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:  # noqa: N802 - the visitor's naming
        self.generic_visit(node)
        innermost = node.filter
        while isinstance(innermost.node, nodes.Filter):
            innermost = innermost.node
        innermost.node = nodes.Name(_NAME, "load", lineno=node.lineno)
        kept = nodes.AssignBlock(nodes.Name(_NAME, "store"), None, node.body, lineno=node.lineno)
        return nodes.Scope([kept, nodes.Output([node.filter], lineno=node.lineno)], lineno=node.lineno)
