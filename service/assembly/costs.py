"""What a template's own work costs: texts and lists it makes, filters it runs, values it compares.

The fixed text and the values of loops are charged beforehand (environment); this is charged as it happens, so that
neither time nor memory can be spent without the budget falling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from types import GeneratorType
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.utils import _PassArg

from service.assembly.values import CHARGED_FROM, Budget, BudgetError, budget_of
from service.wording.traced import kept

_ITEM = 50  # characters charged for an item of a list made or run through
_CHARACTER = 4  # … for a character of a text made: it takes up to four bytes
_LOOKED_AT = 10  # … for an item compared with another
_DEEPEST = 20_000_000  # characters one comparison may be charged
_NESTING = (list, tuple, set, frozenset)


def charge_made(budget: Budget, value: Any) -> None:
    """Charge for a value a template made; short ones are paid for with their loop turn."""
    if isinstance(value, str):
        if len(value) >= CHARGED_FROM:
            budget.charge(_CHARACTER * len(value))
    elif isinstance(value, (*_NESTING, dict, range)):
        budget.charge(_ITEM * len(value))


@pass_context
def measured(context: Context, value: Any) -> Any:
    """value, charged for: a slice, which copies what it is cut from."""
    charge_made(budget_of(context), value)
    return value


@pass_context
def weighed(context: Context, value: Any) -> Any:
    """value, charged for all that comparing or hashing it would look at."""
    if isinstance(value, str):
        if len(value) >= CHARGED_FROM:
            budget_of(context).charge(len(value))
    elif isinstance(value, (*_NESTING, dict)):
        budget_of(context).charge(_depth(value))
    return value


def _depth(value: Any) -> int:
    """The cost of walking through value; BudgetError for one that holds itself over and over."""
    cost, waiting = 0, [value]
    while waiting:
        item = waiting.pop()
        cost += len(item) if isinstance(item, str) else _LOOKED_AT
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, _NESTING):
            waiting.extend(item)
        if cost > _DEEPEST or len(waiting) > _DEEPEST // _LOOKED_AT:
            raise BudgetError("要比较的列表过大，或嵌套过多")
    return cost


def charged(function: Callable[..., Any], *, compares: bool = False) -> Callable[..., Any]:
    """A filter or test of Jinja2's, charging for what it is given and what it makes."""
    wanted = _PassArg.from_obj(function)

    @pass_context
    @wraps(function)
    def paying(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        budget = budget_of(context)
        if compares:
            for operand in (value, *args):
                weighed(context, operand)
        if not isinstance(value, str):
            charge_made(budget, value)
        made = kept(function(*_first(wanted, context), value, *args, **kwargs), value)
        if isinstance(made, GeneratorType):
            return one_by_one(budget, made, _ITEM)
        charge_made(budget, made)
        return made

    return paying


def _first(wanted: _PassArg | None, context: Context) -> tuple[Any, ...]:
    """What Jinja2 would hand the filter before its value."""
    if wanted is None:
        return ()
    return ({_PassArg.context: context, _PassArg.eval_context: context.eval_ctx}.get(wanted, context.environment),)


def one_by_one(budget: Budget, items: Any, cost: int) -> Iterator[Any]:
    """items, each charged as it is taken."""
    for item in items:
        budget.charge(cost)
        yield item


def check_key(key: Any) -> None:
    """SecurityError for a list as a key: its hash would walk through all of it."""
    if isinstance(key, _NESTING):
        raise SecurityError("方括号里应是名称或序号，不能是列表")
