"""What keeps a template from running away: metered loops, measured operators and text methods.

The sandbox of Jinja2 guards what a template may touch, not how much it may cost: ``{{ 'a' * 200000000 }}`` is legal
there. Every check below costs the same however large the bomb, because sizes are known before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from service.assembly.allowed import is_plain
from service.assembly.costs import charge_made, one_by_one
from service.assembly.values import Budget, budget_of, checked_length, escaped, number_of, text_of
from service.wording.traced import kept

MAX_RANGE = 100_000
CALL_COST = 1_000  # characters charged for a call, so that macros calling themselves come to an end
_MAX_BITS = 10_000
_FEW = 100
_BETWEEN_LOOKS = 32  # turns
_WIDE_FORMAT = re.compile(r"%[^%a-zA-Z]*(?:\d{4}|\*)")  # widths of four digits, or taken from a value
_WIDEST = 999


@pass_context
def metered(context: Context, items: Any, weight: int) -> Any:
    """items unchanged, after charging weight characters for each; ValueError for what is no list."""
    if isinstance(items, Undefined):
        iter(items)  # raises, naming what is missing
    if items is None or isinstance(items, str | bytes | int | float):
        shown = "空（None）" if items is None else f"“{str(items)[:20]}”"
        raise ValueError(f"for 要逐项列出的应是列表，实际是{shown}")
    if not is_plain(items):
        raise ValueError(f"for 要逐项列出的应是列表，实际是 {type(items).__name__}")
    budget = budget_of(context)
    try:
        count = len(items)
    except TypeError:  # a generator (select, map …) has no length: charge as it goes
        return one_by_one(budget, items, weight)
    budget.charge(count * weight)
    return items if count <= _FEW else _watched(budget, items)


def _watched(budget: Budget, items: Iterable[Any]) -> Iterator[Any]:
    """items, with a look at the time now and then; what a turn makes beyond its fixed text looks at it too."""
    for number, item in enumerate(items):
        if number % _BETWEEN_LOOKS == 0:
            budget.look()
        yield item


def limited_range(*bounds: int) -> range:
    """Like range, but SecurityError over MAX_RANGE items."""
    made = range(*bounds)
    if len(made) > MAX_RANGE:
        raise SecurityError(f"range 一次最多 {MAX_RANGE} 项")
    return made


def glued(context: Context, parts: Iterable[Any], separator: str = "") -> str:
    """The texts of parts in one, separator between; ready-made XML among them keeps its markup where it may."""
    listed = list(parts)
    raw = budget_of(context).raw and any(isinstance(part, Markup) for part in listed)
    texts = [text_of(part) for part in listed]
    checked_length(sum(map(len, texts)) + len(separator) * len(texts))
    if not raw:
        glued_text = separator.join(texts)
        charge_made(budget_of(context), glued_text)
        return kept(glued_text, *listed)
    marked = (part if isinstance(part, Markup) else escaped(text) for part, text in zip(listed, texts, strict=True))
    return Markup(escaped(separator).join(marked))  # noqa: S704 - every piece is escaped or was markup before


@pass_context
def joined(context: Context, parts: list[Any]) -> str:
    """What ``a ~ b`` gives."""
    return glued(context, parts)


def check_operator(sign: str, left: Any, right: Any) -> None:
    """SecurityError or BudgetError when ``left sign right`` would be unreasonably large."""
    if sign == "*":
        _check_product(left, right)
    elif sign == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
        checked_length(len(left) + len(right))
    elif sign == "**" and (abs(right) > _MAX_BITS or _bits(left) * abs(right) > _MAX_BITS):
        raise SecurityError("乘方的结果过大")
    elif sign == "%" and isinstance(left, str):
        check_format(left, right)


def _check_product(left: Any, right: Any) -> None:
    for many, times in ((left, right), (right, left)):
        if hasattr(many, "__len__") and isinstance(times, int):
            checked_length(len(many) * times)
    if _bits(left) + _bits(right) > _MAX_BITS:
        raise SecurityError("乘法的结果过大")


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 1


def check_format(pattern: str, values: Any) -> None:
    """SecurityError for a printf pattern whose widths are huge or come from a value, BudgetError for a text too long;
    UnprintableError for values no paper may show."""
    if _WIDE_FORMAT.search(pattern):
        raise SecurityError("格式串中的宽度过大或由数据决定，不允许")
    listed = values.values() if isinstance(values, dict) else values if isinstance(values, tuple) else (values,)
    longest = max((len(_format_text(value)) for value in listed), default=0)
    checked_length(len(pattern) + pattern.count("%") * (_WIDEST + longest))


def _format_text(value: Any) -> str:
    """What a value of a format becomes; of a quotient, which the format rounds, only the size matters."""
    return str(number_of(value)) if isinstance(value, float | Decimal) else text_of(value)


def check_text_method(text: str, method: str, args: tuple[Any, ...]) -> None:
    """BudgetError when a str method would make an unreasonably long text."""
    if method in ("center", "ljust", "rjust", "zfill") and args:
        checked_length(int(args[0]))
    elif method == "replace" and len(args) > 1:
        checked_length((text.count(str(args[0])) if args[0] else len(text) + 1) * len(str(args[1])) + len(text))
    elif method == "join" and args:
        items = args[0]
        checked_length(len(text) * len(items) + sum(len(item) for item in items))
