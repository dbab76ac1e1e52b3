"""What keeps a template from running away: metered loops, measured operators and text methods.

The sandbox of Jinja2 guards what a template may touch, not how much it may cost: ``{{ 'a' * 200000000 }}`` is legal
there. Every check below costs the same however large the bomb, because sizes are known before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from service.assembly.values import budget_of, checked_length, escaped, text_of

MAX_RANGE = 100_000
CALL_COST = 1_000  # characters charged for a call, so that macros calling themselves come to an end
_MAX_BITS = 10_000
_WIDE_FORMAT = re.compile(r"\d{4,}|\*|\{[^{}]*\{")  # widths of four digits, or taken from a value


@pass_context
def metered(context: Context, items: Any, weight: int) -> Any:
    """items unchanged, after charging weight characters for each; ValueError for what is no list."""
    if isinstance(items, Undefined):
        iter(items)  # raises, naming what is missing
    if items is None or isinstance(items, str | bytes | int | float):
        shown = "空（None）" if items is None else f"“{str(items)[:20]}”"
        raise ValueError(f"for 要逐项列出的应是列表，实际是{shown}")
    budget = budget_of(context)
    try:
        budget.charge(len(items) * weight)
    except TypeError:  # a generator (select, map …) has no length: charge as it goes
        return _charged_one_by_one(context, items, weight)
    return items


def _charged_one_by_one(context: Context, items: Iterable[Any], weight: int) -> Iterator[Any]:
    budget = budget_of(context)
    for item in items:
        budget.charge(weight)
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
        return separator.join(texts)
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
        check_format(left)


def _check_product(left: Any, right: Any) -> None:
    for many, times in ((left, right), (right, left)):
        if hasattr(many, "__len__") and isinstance(times, int):
            checked_length(len(many) * times)
    if _bits(left) + _bits(right) > _MAX_BITS:
        raise SecurityError("乘法的结果过大")


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 1


def check_format(pattern: str) -> None:
    """SecurityError for a format text whose widths are huge or come from a value."""
    if _WIDE_FORMAT.search(pattern):
        raise SecurityError("格式串中的宽度过大或由数据决定，不允许")


def check_text_method(text: str, method: str, args: tuple[Any, ...]) -> None:
    """BudgetError when a str method would make an unreasonably long text."""
    if method in ("center", "ljust", "rjust", "zfill") and args:
        checked_length(int(args[0]))
    elif method == "expandtabs" and args:
        checked_length((text.count("\t") + 1) * int(args[0]))
    elif method == "replace" and len(args) > 1:
        checked_length((text.count(str(args[0])) if args[0] else len(text) + 1) * len(str(args[1])) + len(text))
    elif method == "join" and args:
        items = args[0]
        checked_length(len(text) * len(items) + sum(len(str(item)) for item in items))
    elif method == "translate":
        raise SecurityError("模板中不能使用 translate")
