"""Which data a template uses: its syntax tree walked with the scopes of its loops, so that ``项.单位`` inside
``for 项 in 滞后项目`` is known to be ``滞后项目[].单位``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from jinja2 import nodes

from service.assembly.environment import OBJECT

ITEM = "[]"
CHART_SHAPE = (("类别", ITEM), ("系列", ITEM, "名称"), ("系列", ITEM, "数值", ITEM))
LOOP = frozenset(
    ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
     "cycle", "changed"]
)  # fmt: skip
Path = tuple[str, ...]
_LIKE_LIST = frozenset(
    ["list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d"]
)
_ONE_OF_LIST = frozenset(["first", "last", "min", "max"])
_ATTRIBUTE_FIRST = {"sort": 2, "sum": 0, "join": 1, "groupby": 0, "unique": 1, "min": 1, "max": 1, "map": -1,
                    "selectattr": 0, "rejectattr": 0}  # fmt: skip
_MADE = frozenset(["self", "super", "caller", "varargs", "kwargs"])  # made by Jinja2 where they make sense
_FALLBACKS = frozenset(["default", "d"])


@dataclass(frozen=True, slots=True)
class Use:
    """One use of data: its path, the line of the tree it stands on; ``optional`` when the template is ready for its
    absence (``is defined``, ``default``, ``get``). ``own`` paths are of Jinja2's ``loop``, not of the data; ``outside``
    ones begin with a name that only a loop gave, which has ended."""

    path: Path
    line: int
    optional: bool = False
    own: bool = False
    outside: bool = False


def written(path: Path) -> str:
    """A path as people write it: 滞后项目[].单位."""
    return ".".join(path).replace(f".{ITEM}", ITEM)


def uses(tree: nodes.Template, provided: Collection[str]) -> list[Use]:
    """Every use of data in a template, in order; provided names (Jinja2's own, ``range``) are none."""
    walker = _Walker(provided)
    walker.block(tree.body)
    guarded = {use.path for use in walker.found if use.optional}
    return [
        replace(use, optional=any(use.path[:length] in guarded for length in range(1, len(use.path) + 1)))
        for use in walker.found
    ]


class _Walker:
    """Walks statements in order; a scope maps the names set in it to the path they stand for, None for a value made
    by the template."""

    def __init__(self, provided: Collection[str]) -> None:
        self.found: list[Use] = []
        self._ended = {"loop"}  # what loops gave that have ended
        self._roots = set[str]()
        self._provided = provided
        self._scopes: list[dict[str, Path | None]] = [{}]

    def block(self, body: list[nodes.Node]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.For):
            self._for(node)
        elif isinstance(node, nodes.If):
            self._value(node.test)
            for body in (node.body, node.elif_, node.else_):
                self.block(list(body))
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._value(node.node))
        elif isinstance(node, nodes.AssignBlock):
            self._inside(node.body, {})
            self._bind(node.target, None)
        elif isinstance(node, nodes.With):
            values = [self._value(value) for value in node.values]
            self._scopes.append({})
            for target, value in zip(node.targets, values, strict=True):
                self._bind(target, value)
            self.block(node.body)
            self._scopes.pop()
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self._macro(node)
        else:
            for child in node.iter_child_nodes():
                self._value(child) if isinstance(child, nodes.Expr) else self._statement(child)

    def _inside(self, body: list[nodes.Node], names: dict[str, Path | None]) -> None:
        self._scopes.append(names)
        self.block(body)
        self._scopes.pop()

    def _for(self, node: nodes.For) -> None:
        listed = self._value(node.iter)
        item = None if listed is None else (*listed, ITEM)
        self._scopes.append({"loop": ("loop",), " item": item})
        self._bind(node.target, item)
        if node.test is not None:
            self._value(node.test)
        self.block(node.body)
        self._ended.update(self._scopes.pop())
        self.block(node.else_)

    def _macro(self, node: nodes.Macro | nodes.CallBlock) -> None:
        for default in node.defaults:
            self._value(default)
        if isinstance(node, nodes.CallBlock):
            self._value(node.call)
        else:
            self._scopes[-1][node.name] = None
        names: dict[str, Path | None] = {argument.name: None for argument in node.args}
        self._inside(node.body, names)

    def _bind(self, target: nodes.Node, value: Path | None) -> None:
        if isinstance(target, nodes.Name):
            self._scopes[-1][target.name] = value
            return
        for name in target.find_all(nodes.Name):
            self._scopes[-1][name.name] = None

    def _value(self, node: nodes.Node, *, optional: bool = False, read: bool = True) -> Path | None:
        """The path an expression stands for, its uses noted; ``read`` is False for the beginning of a longer path."""
        found: Path | None
        if isinstance(node, nodes.Name):
            found = self._named(node.name)
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            found = self._member(node, optional=optional)
        elif isinstance(node, nodes.Filter):
            return self._filtered(node)
        elif isinstance(node, nodes.Test):
            return self._tested(node)
        elif isinstance(node, nodes.Call):
            return self._called(node)
        else:
            values = [self._value(child) for child in node.iter_child_nodes()]
            return values[0] if isinstance(node, nodes.Or) else None
        if found and read:
            self._note(found, node.lineno, optional=optional)
        return found

    def _note(self, path: Path, line: int, *, optional: bool = False) -> None:
        own = path[0] == "loop" and any("loop" in scope for scope in self._scopes)
        outside = not own and path[0] in self._ended - self._roots
        if not outside and not own:
            self._roots.add(path[0])
        self.found.append(Use(path, line, optional, own, outside))

    def _named(self, name: str) -> Path | None:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        return None if name in self._provided or name in _MADE else (name,)

    def _member(self, node: nodes.Getattr | nodes.Getitem, *, optional: bool) -> Path | None:
        owner = self._value(node.node, optional=optional, read=False)
        key: object = node.attr if isinstance(node, nodes.Getattr) else None
        if isinstance(node, nodes.Getitem):
            if isinstance(node.arg, nodes.Slice):
                self._each(node.arg)
                return owner
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            if not isinstance(node.arg, nodes.Const):
                self._value(node.arg)
        if owner == ("loop",) and key in ("previtem", "nextitem"):
            return next((scope[" item"] for scope in reversed(self._scopes) if " item" in scope), None)
        if owner is None or isinstance(key, str):
            return None if owner is None else (*owner, str(key))
        return (*owner, ITEM)

    def _each(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            self._value(child)

    def _filtered(self, node: nodes.Filter) -> Path | None:
        if node.name == OBJECT:
            self._shown(node)
            return None
        value = None if node.node is None else self._value(node.node, optional=node.name in _FALLBACKS)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._value(argument)
        attribute = self._attribute(node)
        if value is None:
            return None
        if attribute:
            made = (*value, ITEM, *attribute.split("."))
            self._note(made, node.lineno)
        if node.name in ("map", "sum", "join", "groupby"):
            return None
        if node.name in _ONE_OF_LIST:
            return (*value, ITEM)
        return value if node.name in _LIKE_LIST else None

    def _shown(self, node: nodes.Filter) -> None:
        """What a chart or picture is made of: charts have a shape, which is part of what the template needs."""
        value = None if node.node is None else self._value(node.node)
        kind = node.args[0]
        if value and isinstance(kind, nodes.Const) and kind.value == "chart":
            for shape in CHART_SHAPE:
                self._note((*value, *shape), node.lineno)

    @staticmethod
    def _attribute(node: nodes.Filter) -> str:
        """The attribute a filter is told to look at in each item."""
        at = _ATTRIBUTE_FIRST.get(node.name)
        if at is None:
            return ""
        given = next((keyword.value for keyword in node.kwargs if keyword.key == "attribute"), None)
        if given is None and 0 <= at < len(node.args):
            given = node.args[at]
        return given.value if isinstance(given, nodes.Const) and isinstance(given.value, str) else ""

    def _tested(self, node: nodes.Test) -> Path | None:
        self._value(node.node, optional=node.name in ("defined", "undefined"))
        for argument in node.args:
            self._value(argument)
        return None

    def _called(self, node: nodes.Call) -> Path | None:
        """What a call makes: the items of ``get`` and ``values`` are data, everything else is made."""
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._value(argument)
        if not isinstance(node.node, nodes.Getattr):
            return None
        owner = self._value(node.node.node)
        key = node.args[0] if node.args else None
        if owner and node.node.attr == "get" and isinstance(key, nodes.Const) and isinstance(key.value, str):
            self._note((*owner, key.value), node.lineno, optional=True)
            return (*owner, key.value)
        return None
