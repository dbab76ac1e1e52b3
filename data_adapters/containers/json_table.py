"""Tables in JSON, in the child: a list of objects or of lists, alone or as the one list of an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from data_adapters.containers.encodings import decode
from data_adapters.containers.limits import LARGE, MAX_GRID_CELLS, RefusedError
from data_adapters.containers.wire import packed

_FORM = "请整理成 [{“项目名称”: “…”, “总投资（万元）”: 100}, …] 的形式再上传"


def table(data: bytes, name: str) -> Iterator[Any]:
    """The one sheet of a JSON table, as ``excel.sheets`` gives them: row by row, numbers as exact as typed."""
    whole = _parsed(decode(data, name), name)
    heads: list[list[Any]] = []
    if isinstance(whole, dict):
        heads, whole = _inside(whole, name)
    if not isinstance(whole, list) or not whole:
        raise RefusedError(f"“{name}”是 JSON，但里面没有表格数据，{_FORM}")
    rows = heads + (_of_objects(whole, name) if isinstance(whole[0], dict) else _of_lists(whole, name))
    width = max(len(row) for row in rows)
    if width * len(rows) > MAX_GRID_CELLS:
        raise RefusedError(f"“{name}”{LARGE}")
    for row in rows:
        row.extend([""] * (width - len(row)))
    yield "sheet", "JSON", []
    for chunk in packed(rows):
        yield "rows", *chunk


def _parsed(text: str, name: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in found if keys.count(key) > 1)
            raise RefusedError(f"“{name}”里同一条记录写了两个“{twice[:40]}”，请改成不同的名称")
        return found

    def no_number(word: str) -> NoReturn:
        raise RefusedError(f"“{name}”里的 {word} 不是数字，请改成数字或 null")

    try:
        return json.loads(text, parse_float=Decimal, parse_constant=no_number, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise RefusedError(f"“{name}”不是完整的 JSON，{place}附近有误，请改正后再上传") from error
    except (RecursionError, ValueError, ArithmeticError) as error:
        raise RefusedError(f"“{name}”嵌套过深或数字过长，读不了，{_FORM}") from error


def _inside(whole: dict[str, Any], name: str) -> tuple[list[list[Any]], Any]:
    """The rows that say what an object says beside its list, and that list."""
    lists = [key for key, value in whole.items() if isinstance(value, list)]
    if len(lists) != 1:
        raise RefusedError(f"“{name}”的最外层有 {len(lists)} 个列表，不知道读哪一个，请只留一个；{_FORM}")
    heads = [[f"{key}：{_cell(value, key, name)}"] for key, value in whole.items() if key != lists[0]]
    return heads, whole[lists[0]]


def _of_objects(records: list[Any], name: str) -> list[list[Any]]:
    columns: dict[str, None] = {}
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise RefusedError(f"“{name}”第 {number} 条不是“名称: 值”的记录，与前面不同，请改成一致的形式")
        columns.update(dict.fromkeys(record))
    if len(columns) * len(records) > MAX_GRID_CELLS:
        raise RefusedError(f"“{name}”{LARGE}")
    body = [
        [_cell(record.get(key), f"第 {n} 条的{key}", name) for key in columns] for n, record in enumerate(records, 1)
    ]
    return [list(columns), *body]


def _of_lists(records: list[Any], name: str) -> list[list[Any]]:
    for number, record in enumerate(records, start=1):
        if not isinstance(record, list):
            raise RefusedError(f"“{name}”第 {number} 条不是一行数据，与前面不同，{_FORM}")
    return [[_cell(value, f"第 {number} 行", name) for value in row] for number, row in enumerate(records, start=1)]


def _cell(value: Any, where: str, name: str) -> Any:
    if isinstance(value, list | dict):
        raise RefusedError(f"“{name}”的“{where[:40]}”里面还套着列表或记录，读不成一格，请展开成单个值再上传")
    if isinstance(value, int) and abs(value) >= 1 << 63:
        return Decimal(value)
    return "" if value is None else value
