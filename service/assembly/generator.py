"""The Python code a template becomes: Jinja2's, with the common case of every value made short.

Nearly all values of a paper are short texts without special characters. They are looked at a group at a time and
joined with the fixed text between them; a group with anything else in it is printed value by value, as Jinja2 does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef

from service.assembly.values import CHARGED_FROM, stands_as_it_is

_MOST_TOGETHER = 16  # values; one with special characters makes its whole group slow
DICT_OWN = frozenset(dir(dict))  # names that mean the method, as the sandbox looks for attributes before keys
_OF_LOOP = frozenset(["index", "index0", "first", "revindex", "revindex0", "depth", "depth0"])


def plain(values: list[Any]) -> bool:
    """Whether values are texts that stand in XML as they are, and short enough to be paid for with their loop turn."""
    try:
        text = "".join(values)  # what is no text raises, which is the question
    except TypeError:
        return False
    return len(text) < CHARGED_FROM * len(values) and stands_as_it_is(text)


class Generator(CodeGenerator):
    """Prints values by groups, and leaves out the second escaping of each: ``printed`` hands over finished XML. What is
    captured on the way (macros, set blocks, loops that call themselves) comes without the marks of a trace."""

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """As Jinja2's; what is ready-made XML at once goes through ``environment.captured``."""
        if force_unescaped:
            super().return_buffer_contents(frame, force_unescaped)
        else:
            self.writeline(f"return environment.captured(Markup(concat({frame.buffer})))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """As Jinja2's, of the press's own kind of macro."""
        self.write("environment.own_macro(")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def _output_child_pre(self, _node: nodes.Expr, _frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(str(finalize.src))

    def _output_child_post(self, _node: nodes.Expr, _frame: Frame, _finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - the visitor's naming
        """Where the text goes straight into the part, group by group; as Jinja2 in macros and set blocks."""
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        for group in _groups(node):
            self._print(group, frame)

    def _print(self, group: list[nodes.Expr], frame: Frame) -> None:
        values = [child for child in group if not isinstance(child, nodes.TemplateData)]
        if not values:
            self.writeline(f"yield {self._together(group, '')}")
            return
        name = self.temporary_identifier()
        self.writeline(f"{name} = [")
        self.indent()
        for child in values:
            self.newline(child)
            self.visit(child, frame)
            self.write(",")
        self.outdent()
        self.writeline("]")
        self.writeline(f"if context.plain({name}):")
        self.indent()
        self.writeline(f"yield {self._together(group, name)}")
        self.outdent()
        self.writeline("else:")
        self.indent()
        self._one_by_one(group, name)
        self.outdent()

    def _together(self, group: list[nodes.Expr], name: str) -> str:
        """The expression for a group whose values may be joined as they are."""
        pieces, at = [], 0
        for child in group:
            if isinstance(child, nodes.TemplateData):
                pieces.append(repr(child.data))
            else:
                pieces.append(f"{name}[{at}]")
                at += 1
        return pieces[0] if len(pieces) == 1 else f"''.join(({', '.join(pieces)}))"

    def _one_by_one(self, group: list[nodes.Expr], name: str) -> None:
        finalize, at = self._make_finalize().src, 0
        for child in group:
            if isinstance(child, nodes.TemplateData):
                self.writeline(f"yield {child.data!r}")
            else:
                self.writeline(f"yield {finalize}{name}[{at}])", child)
                at += 1

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """As Jinja2's; what a call block prints goes through ``environment.uncaptured``."""
        self.write("environment.uncaptured(context, " if forward_caller else "(")
        super().visit_Call(node, frame, forward_caller=forward_caller)
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """As Jinja2's; a slice goes through ``environment.cut``."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.cut(")
        self.visit(node.node, frame)
        self.write(", slice(")
        for bound in (node.arg.start, node.arg.stop, node.arg.step):
            self.visit(bound or nodes.Const(None), frame)
            self.write(", ")
        self.write("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """``row.name`` where row is a plain dictionary, and ``loop.index``, without asking the sandbox."""
        short = self._short(node, frame)
        self.write(f"({short} else " if short else "(")
        super().visit_Getattr(node, frame)
        self.write(")")

    def _short(self, node: nodes.Getattr, frame: Frame) -> str:
        """The short way to an attribute, with what has to hold for it; "" when there is none."""
        if not isinstance(node.node, nodes.Name):
            return ""
        owner = frame.symbols.ref(node.node.name)
        if node.node.name == "loop" and node.attr in _OF_LOOP:
            return f"{owner}.{node.attr} if type({owner}) is LoopContext"
        if node.attr in DICT_OWN:
            return ""
        return f"{owner}[{node.attr!r}] if type({owner}) is dict and {node.attr!r} in {owner}"


def _groups(node: nodes.Output) -> Iterator[list[nodes.Expr]]:
    """What an output node prints, at most so many values together; fixed text before a value stays with it."""
    group: list[nodes.Expr] = []
    count = 0
    for child in node.nodes:
        if not isinstance(child, nodes.TemplateData):
            if count == _MOST_TOGETHER:
                yield group
                group, count = [], 0
            count += 1
        group.append(child)
    if group:
        yield group
