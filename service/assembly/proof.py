"""Proving once, when a template is compiled, what would otherwise have to be checked in every paper.

The syntax tree is walked as the XML it will print. When every block leaves the same elements open that it found open
(so that taking it never, once or many times makes no difference), and no tag stands inside markup, every result is
well-formed. The same walk learns where each value stands, what may be left empty, and what loops may double.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jinja2 import nodes

from service.assembly.environment import ONE_LINE, SHADE, SPAN, STRUCTURE, wrapped

_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<(/?)([\w:.-]+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>", re.DOTALL)
_DOUBLED_BY_LOOPS = re.compile(r"<wp:docPr |<w:bookmarkStart ")

_DRAWING = re.compile(r'<wp:docPr [^<>]*?\bid="(\d+)"')
_PARAGRAPH_HOLDERS = frozenset(["w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent"])
_BLOCKS = frozenset(["w:p", "w:tbl", "w:sdt", "w:customXml"])
_NEEDED_CHILD = {
    "w:tr": frozenset(["w:tc", "w:sdt", "w:customXml"]),
    "w:tbl": frozenset(["w:tr", "w:sdt", "w:customXml"]),
}
# Inside these of Word's elements a value is text on one line; inside all others but w:t text would be lost.
_ONE_LINE_TEXT = frozenset(["w:instrText", "w:delText", "w:delInstrText"])

# What may stand where a value stands outside of any text: runs in a paragraph, paragraphs in what holds them …
_LEVELS = {"w:p": "r", "w:tr": "tc", "w:tbl": "tr", "w:body": "p", **dict.fromkeys(_PARAGRAPH_HOLDERS, "p")}
# Markup that breaks off within the value of an attribute: whatever text stands there, escaped, it stays whole.
_IN_ATTRIBUTE = re.compile(r"<[\w:.-]+(?:\s+[\w:.-]+=(?:\"[^\"<]*\"|'[^'<]*'))*\s+[\w:.-]+=(?:\"[^\"<]*|'[^'<]*)")
_CELL_VALUES = (
    ('<w:gridSpan w:val="', SPAN),
    ('<w:shd w:val="clear" w:color="auto" w:fill="', SHADE),
)  # as the dialect has it
# How the run before a value looks: of one printed by {{r }}, the run the tag stood in.
_RUN_BEFORE = re.compile(
    r"<w:r(?: [^<>]*)?>(<w:rPr>(?:(?!<w:r[ >]).)*?</w:rPr>)?<w:t(?: [^<>]*)?>[^<]*</w:t></w:r>$", re.DOTALL
)

# Nodes whose printed text depends on nothing but the walk below.
_PROVABLE = (nodes.Output, nodes.For, nodes.If, nodes.Assign, nodes.ExprStmt, nodes.With)
_WITH_BODY = (
    nodes.Macro,
    nodes.CallBlock,
    nodes.AssignBlock,
    nodes.Block,
    nodes.Scope,
    nodes.ScopedEvalContextModifier,
)


@dataclass(frozen=True, slots=True)
class Open:
    """An element that is open, and which children may have been the last so far ("" for none)."""

    name: str
    lasts: frozenset[str] = frozenset([""])


Stack = tuple[Open, ...]


@dataclass(slots=True)
class Findings:
    """What the walk learned: ``proved`` results are well-formed; ``doubled`` ones may hold an id twice; ``wanting`` are
    the elements that may lack what Word needs in them."""

    proved: bool = True
    doubled: bool = False
    wanting: set[str] = field(default_factory=set)
    in_loop: int = field(default=0, repr=False)
    drawings: set[str] = field(default_factory=set, repr=False)

    @property
    def sound(self) -> bool:
        """Whether every result may leave as it is."""
        return self.proved and not self.doubled and not self.wanting

    def lacking(self, text: str) -> bool:
        """Whether a result may lack something after all."""
        return any(_LACKS[name](text) for name in self.wanting)


def _unless_after(end: str, *before: str) -> Callable[[str], bool]:
    """Whether an end tag stands in a text anywhere else than after one of those."""
    return lambda text: text.count(end) != sum(text.count(one + end) for one in before)


_LACKS = {
    "w:tbl": _unless_after("</w:tbl>", "</w:tr>"),
    "w:tr": _unless_after("</w:tr>", "</w:tc>"),
    **{name: _unless_after(f"</{name}>", "</w:p>", "<w:p/>") for name in _PARAGRAPH_HOLDERS},
}


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
        elif isinstance(node, nodes.If):
            stack = _branches([node.body, *(other.body for other in node.elif_), node.else_], stack, cut, found)
        elif isinstance(node, nodes.With):
            stack, cut = _walk(node.body, stack, cut, found)
        elif not isinstance(node, _PROVABLE):
            found.proved = False
            if isinstance(node, _WITH_BODY):  # printed elsewhere, as a rule in a place of the same kind
                _walk(node.body, stack, cut, found)
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
                found.doubled = True
            for number in _DRAWING.findall(child.data):
                found.doubled = found.doubled or number in found.drawings
                found.drawings.add(number)
            stack, cut = _markup(cut + child.data, stack, found)
        else:
            found.proved = found.proved and bool(stack) and (not cut or bool(_IN_ATTRIBUTE.fullmatch(cut)))
            before = node.nodes[index - 1] if index else None
            data = before.data if isinstance(before, nodes.TemplateData) else ""
            node.nodes[index] = _seen(child, stack, cut, data)
    return stack, cut


def _seen(value: nodes.Expr, stack: Stack, cut: str, before: str) -> nodes.Expr:
    """value as it must be seen where it stands: as it is in a ``w:t``."""
    name = stack[-1].name if stack else ""
    if cut or name in _ONE_LINE_TEXT or not name.startswith("w:"):
        kind = next((kind for place, kind in _CELL_VALUES if cut == place), ONE_LINE)
        return wrapped(value, kind)
    if name == "w:t":
        return value
    level = next((level for element in reversed(stack) if (level := _LEVELS.get(element.name))), "")
    run = _RUN_BEFORE.search(before) if level == "r" else None
    return wrapped(value, STRUCTURE, nodes.Const(level), nodes.Const(run[1] or "" if run else ""))


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
        found.wanting.add(name)
    if name in _NEEDED_CHILD and not closed.lasts <= _NEEDED_CHILD[name]:
        found.wanting.add(name)
    wanted = _NEEDED_CHILD.get(opened[-1].name, _BLOCKS) if opened else frozenset()
    if name in wanted:
        opened[-1] = Open(opened[-1].name, frozenset([name]))
