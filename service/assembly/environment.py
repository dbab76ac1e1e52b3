"""The one Jinja2 environment of the press: sandboxed, strict, escaping, metered, and the same on both paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context, Macro, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from service.assembly.allowed import is_plain, may_call, may_use
from service.assembly.builtin_filters import builtin_filters, builtin_tests
from service.assembly.cells import shade, span
from service.assembly.costs import charge_made, check_key, measured, weighed
from service.assembly.generator import DICT_OWN, Generator, plain
from service.assembly.guards import CALL_COST, check_operator, check_text_method, joined, limited_range, metered
from service.assembly.rounding import formatted
from service.assembly.trace import captured
from service.assembly.unknown import UnknownName, nearest
from service.assembly.values import budget_of, one_line, printed, structure
from service.wording.traced import carried, kept, unknown

# Filters the press itself writes into the syntax tree. The blank keeps them out of reach of templates.
METERED, JOINED, ONE_LINE, STRUCTURE = " metered", " joined", " one line", " structure"
OBJECT, SPAN, SHADE, CAPTURED = " object", " span", " shade", " captured"
_MEASURED, _WEIGHED = " measured", " weighed"
_TURN_COST = 100  # characters charged for a loop turn and for each value printed in it, besides its fixed text


class Missing(StrictUndefined):
    """A name the context lacks: any use of it raises, and the message carries what could have been meant."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_exception is SecurityError:
            return f"不允许访问“{self._undefined_name}”"
        if self._undefined_hint and self._undefined_hint.startswith("parameter "):
            return f"调用宏时没有给参数“{self._undefined_name}”"
        if self._undefined_hint:  # first, last, loop.previtem … of nothing
            return "列表里没有要取的那一项（可能是空的）"
        return UnknownName.of(self._undefined_name, self._undefined_obj)


class PressContext(Context):
    """A fill's names, and how it tells whether values may be joined as they are."""

    plain: Callable[[list[Any]], bool] = staticmethod(plain)

    def derived(self, locals: dict[str, Any] | None = None) -> Context:
        """As Jinja2's, of the same fill."""
        made = super().derived(locals)
        made.plain = self.plain  # type: ignore[attr-defined] # it is of this class
        return made


class _Macro(Macro):
    """A macro whose result comes without the marks of a trace in its text."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
        made: str = captured(super()._invoke(arguments, autoescape))
        return made


class PressEnvironment(ImmutableSandboxedEnvironment):
    """ImmutableSandboxedEnvironment that also measures what a template may cost."""

    code_generator_class = Generator
    context_class = PressContext
    captured = staticmethod(captured)
    intercepted_unops = frozenset(["-", "+"])
    intercepted_binops = frozenset(["*", "**", "+", "%", "/", "//", "-"])  # never worked out while compiling

    @staticmethod
    def own_macro(macro: Macro) -> Macro:
        """A macro as the press makes it."""
        macro.__class__ = _Macro
        return macro

    @staticmethod
    def uncaptured(context: Context, value: str) -> str:
        """What a call block prints at once, with the marks of a trace in it."""
        traces = budget_of(context).traces
        return value if traces is None else str(traces.marked_again(value, value))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The operator's value; SecurityError or BudgetError for an operation that would explode."""
        _refuse_foreign(left, right)
        if not isinstance(left, Undefined) and not isinstance(right, Undefined):
            check_operator(operator, left, right)
        if operator == "%" and isinstance(left, str) and not isinstance(left, Markup):
            made = formatted(left, right)
        else:
            made = super().call_binop(context, operator, left, right)
        charge_made(budget_of(context), made)
        return carried(made, operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """The operator's value; of a figure, a number that is known to have lost its origin."""
        _refuse_foreign(arg)
        return unknown(super().call_unop(context, operator, arg), arg)

    @staticmethod
    def cut(obj: Any, part: slice) -> Any:
        """A slice; of a text, one that goes on telling its figures."""
        _refuse_foreign(obj)
        return kept(obj[part], obj)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as the base class
        """The call's value, charged against the fill's budget."""
        budget = budget_of(__context)
        budget.charge(CALL_COST)
        if not isinstance(__obj, Undefined) and not may_call(__obj, __self.globals.values()):
            raise SecurityError(f"数据里的 {type(__obj).__name__} 不是文字、数、日期、列表或对象，模板不能调用它")
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            check_text_method(owner, getattr(__obj, "__name__", ""), args)
        made = super().call(__context, __obj, *args, **kwargs)
        charge_made(budget, made)
        return kept(made, owner) if isinstance(owner, str) else made

    def call_filter(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The filter a template names in a text (``map("upper")``); TemplateRuntimeError for the press's own."""
        if name not in self.filters or name.startswith(" "):
            raise TemplateRuntimeError(f"没有名为“{name}”的过滤器{nearest(name, self.filters)}")
        return super().call_filter(name, *args, **kwargs)

    def call_test(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The test a template names in a text (``select("odd")``); TemplateRuntimeError for an unknown one."""
        if name not in self.tests:
            raise TemplateRuntimeError(f"没有名为“{name}”的判断{nearest(name, self.tests)}")
        return super().call_test(name, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """The sandbox's answer, and of Python's own types only what papers need."""
        return may_use(obj, attr) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, _value: Any) -> Callable[..., str] | None:
        """None: ``str.format`` is not among the allowed methods, nor needed beside ``~`` and filters."""
        return None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The sandbox's; a plain dictionary's own key at once."""
        if type(obj) is dict and attribute in obj and attribute not in DICT_OWN:
            return obj[attribute]
        _refuse_foreign(obj)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The sandbox's, for keys whose hash costs nothing."""
        check_key(argument)
        _refuse_foreign(obj)
        made = super().getitem(obj, argument)
        return kept(made, obj) if isinstance(obj, str) else made

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(_Rewriter().visit(source), *args, **kwargs)


def _refuse_foreign(*values: Any) -> None:
    """SecurityError for objects of other types than data has: whatever is done with them runs code of theirs."""
    for value in values:
        if not is_plain(value):
            raise SecurityError(f"数据里的 {type(value).__name__} 不是文字、数、日期、列表或对象，模板不能使用")


class _Rewriter(NodeTransformer):
    """Puts the meters into a template's syntax tree, whoever compiles it (we or docxtpl)."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the visitor's naming
        weight = _weight(node.body)
        self.generic_visit(node)
        node.iter = wrapped(node.iter, METERED, nodes.Const(weight))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return wrapped(nodes.List(node.nodes, lineno=node.lineno), JOINED)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _weighed(node.expr)
        for operand in node.ops:
            operand.expr = _weighed(operand.expr)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.key = _weighed(node.key)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return wrapped(node, _MEASURED) if isinstance(node.arg, nodes.Slice) else node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> list[nodes.Node]:  # noqa: N802
        self.generic_visit(node)
        _capture(node.filter)
        target = node.target
        assert isinstance(target, nodes.Name | nodes.NSRef)
        made: nodes.Expr = nodes.Name(target.name, "load", lineno=node.lineno)
        if isinstance(target, nodes.NSRef):
            made = nodes.Getattr(made, target.attr, "load", lineno=node.lineno)
        return [node, nodes.Assign(target, wrapped(made, CAPTURED), lineno=node.lineno)]

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        _capture(node.filter)
        return node


def _capture(innermost: nodes.Filter | None) -> None:
    """Let the first filter a block goes through see its text without the marks of a trace."""
    while innermost is not None and innermost.node is not None:
        assert isinstance(innermost.node, nodes.Filter)
        innermost = innermost.node
    if innermost is not None:
        innermost.node = nodes.Filter(None, CAPTURED, [], [], None, None, lineno=innermost.lineno)


def _weighed(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else wrapped(node, _WEIGHED)


def wrapped(node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
    """node seen through one of the press's own filters."""
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


def _weight(body: list[nodes.Node]) -> int:
    """Characters charged for one turn of a loop: its fixed text and its values; inner loops pay for themselves."""
    cost, waiting = _TURN_COST, list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            cost += len(node.data)
        elif not isinstance(node, nodes.For):
            if isinstance(node, nodes.Output):
                cost += _TURN_COST * sum(not isinstance(child, nodes.TemplateData) for child in node.nodes)
            waiting.extend(node.iter_child_nodes())
    return cost


@pass_context
def _object(context: Context, value: Any, kind: str, pattern: int) -> str:
    """placed, loaded by the first template that has a chart or picture."""
    from service.assembly.objects.placing import placed  # noqa: PLC0415

    return placed(context, value, kind, pattern)


def make_environment(filters: Mapping[str, Callable[..., Any]] | None = None) -> PressEnvironment:
    """The environment for a table of filters; callers with the same table share one."""
    return _shared(tuple(sorted((filters or {}).items(), key=lambda entry: entry[0])))


@lru_cache(maxsize=8)
def _shared(filters: tuple[tuple[str, Callable[..., Any]], ...]) -> PressEnvironment:
    environment = PressEnvironment(autoescape=True, undefined=Missing, finalize=printed)
    environment.filters.clear()
    environment.filters.update(builtin_filters())
    environment.filters.update(filters)
    environment.filters.update({METERED: metered, JOINED: joined, ONE_LINE: one_line, STRUCTURE: structure})
    environment.filters.update({OBJECT: _object, SPAN: span, SHADE: shade, CAPTURED: captured})
    environment.filters.update({_MEASURED: measured, _WEIGHED: weighed})
    environment.tests.update(builtin_tests())
    environment.globals.pop("lipsum")  # its length is the template's to choose
    environment.globals["range"] = limited_range
    return environment
