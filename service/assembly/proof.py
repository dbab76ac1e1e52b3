"""Proving once, when a template is compiled, what would otherwise have to be checked in every paper.

The syntax tree is walked as the XML it will print. When every block leaves the same elements open that it found open
(so that taking it never, once or many times makes no difference), and no tag stands inside markup, every result is
well-formed. The same walk learns where each value stands, what may be left empty, and what loops may double.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jinja2 import nodes

from service.assembly.environment import ONE_LINE, STRUCTURE, wrapped

_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<(/?)([\w:.-]+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>", re.DOTALL)
_DOUBLED_BY_LOOPS = re.compile(r"<wp:docPr |<w:bookmarkStart ")

_PARAGRAPH_HOLDERS = frozenset(["w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent"])
_BLOCKS = frozenset(["w:p", "w:tbl", "w:sdt", "w:customXml"])
_NEEDED_CHILD = {
    "w:tr": frozenset(["w:tc", "w:sdt", "w:customXml"]),
    "w:tbl": frozenset(["w:tr", "w:sdt", "w:customXml"]),
}
# Inside these of Word's elements a value is text on one line; inside all others but w:t text would be lost.
_ONE_LINE_TEXT = frozenset(["w:instrText", "w:delText", "w:delInstrText"])

# Nodes whose printed text depends on nothing but the walk below.
_PROVABLE = (nodes.Output, nodes.For, nodes.If, nodes.Assign, nodes.ExprStmt, nodes.With)


@dataclass(frozen=True, slots=True)
class Open:
    """An element that is open, and which children may have been the last so far ("" for none)."""

    name: str
    lasts: frozenset[str] = frozenset([""])


Stack = tuple[Open, ...]


@dataclass(slots=True)
class Findings:
    """What the walk learned: ``proved`` results need no parsing; ``mend`` ones may miss or double something."""

    proved: bool = True
    mend: bool = False
    in_loop: int = field(default=0, repr=False)


def examine(tree: nodes.Template) -> Findings:
    """Walk a template's syntax tree; marks in it each value that stands where no line break, or no text, can stand."""
    found = Findings()
    stack, rest = _walk(tree.body, (), "", found)
    if stack or rest:
        found.proved = False
    return found


def _walk(body: list[nodes.Node], stack: Stack, cut: str, found: Findings) -> tuple[Stack, str]:
    """The elements open after body, and the piece of markup it broke off in (empty as it should be)."""
    for node in body:
        if isinstance(node, nodes.Output):
            stack, cut = _output(node, stack, cut, found)
        elif isinstance(node, nodes.For):
            found.in_loop += 1
            stack = _branches([node.body, node.else_], stack, cut, found)
            found.in_loop -= 1
            if node.recursive:  # what loop(…) prints is this loop's own markup
                found.proved = False
                found.mend = True
        elif isinstance(node, nodes.If):
            stack = _branches([node.body, *(other.body for other in node.elif_), node.else_], stack, cut, found)
        elif isinstance(node, nodes.With):
            stack, cut = _walk(node.body, stack, cut, found)
        elif not isinstance(node, _PROVABLE):
            found.proved = False
            found.mend = True
    return stack, cut


def _branches(bodies: list[list[nodes.Node]], stack: Stack, cut: str, found: Findings) -> Stack:
    """What is open after a block of which any branch, or none, is printed."""
    ends: list[Stack] = []
    for body in bodies:  # a block without an else has an empty one: the branch that prints nothing
        after, rest = _walk(body, stack, cut, found)
        if rest or cut or [element.name for element in after] != [element.name for element in stack]:
            found.proved = False
        else:
            ends.append(after)
    if not ends:
        return stack
    return tuple(
        Open(same[0].name, frozenset().union(*(end.lasts for end in same))) for same in zip(*ends, strict=True)
    )


def _output(node: nodes.Output, stack: Stack, cut: str, found: Findings) -> tuple[Stack, str]:
    for index, child in enumerate(node.nodes):
        if isinstance(child, nodes.TemplateData):
            if found.in_loop and _DOUBLED_BY_LOOPS.search(child.data):
                found.mend = True
            stack, cut = _markup(cut + child.data, stack, found)
        else:
            found.proved = found.proved and bool(stack) and not cut
            place = _place(stack, cut)
            if place is not None:
                node.nodes[index] = wrapped(child, place)
            found.proved = found.proved and place != STRUCTURE
    return stack, cut


def _place(stack: Stack, cut: str) -> str | None:
    """How a value must be seen that stands here: None in a ``w:t``."""
    name = stack[-1].name if stack else ""
    if cut or name in _ONE_LINE_TEXT or not name.startswith("w:"):
        return ONE_LINE
    return None if name == "w:t" else STRUCTURE


def _markup(text: str, stack: Stack, found: Findings) -> tuple[Stack, str]:
    """The elements open after text, and the unfinished markup at its end."""
    opened = list(stack)
    end = 0
    for match in _MARKUP.finditer(text):
        end = match.end()
        if match[2] is None:
            continue
        if match[1]:
            _close(opened, match[2], found)
        else:
            opened.append(Open(match[2]))
            if match[4]:
                _close(opened, match[2], found)
    rest = text.rfind("<", end)
    return tuple(opened), text[rest:] if rest >= 0 else ""


def _close(opened: list[Open], name: str, found: Findings) -> None:
    if not opened or opened[-1].name != name:
        found.proved = False
        if not any(element.name == name for element in opened):
            return
        while opened[-1].name != name:
            opened.pop()
    closed = opened.pop()
    if name in _PARAGRAPH_HOLDERS and closed.lasts & {"", "w:tbl"}:
        found.mend = True
    if name in _NEEDED_CHILD and not closed.lasts <= _NEEDED_CHILD[name]:
        found.mend = True
    wanted = _NEEDED_CHILD.get(opened[-1].name, _BLOCKS) if opened else frozenset()
    if name in wanted:
        opened[-1] = Open(opened[-1].name, frozenset([name]))
