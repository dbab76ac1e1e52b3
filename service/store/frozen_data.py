"""A paper's data as JSON that comes back as it was: 1.20 as a Decimal with two places, days as days, tuples as tuples,
a picture's bytes as these bytes, keys in their order (a template may loop over them)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from service.errors import StoreError

Texts = Mapping[str, type[str]]
_MARK: Final = "$"
_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "bytes": lambda held: base64.b64decode(held, validate=True),
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
_DEEPEST: Final = 100


def dumps(data: Mapping[str, Any], texts: Texts | None = None) -> bytes:
    """The JSON of a paper's data, in UTF-8. ``texts`` names kinds of text that mean more than their letters (a blank).

    Raises :class:`StoreError` naming the place of a value that could not be brought back.
    """
    names = {kind: name for name, kind in (texts or {}).items()}
    plain = _written(dict(data), names, "")
    try:
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (ValueError, UnicodeEncodeError) as error:
        raise StoreError("材料的数据里有不是数的数字或残缺的文字，不能存档，请检查数据") from error


def loads(data: bytes, texts: Texts | None = None) -> dict[str, Any]:
    """The data as it was when :func:`dumps` wrote it. Raises :class:`StoreError` for JSON that is not of it."""
    try:
        found = _read(json.loads(data), texts or {})
    except (ValueError, ArithmeticError, KeyError, TypeError, RecursionError) as error:
        raise StoreError("存档的材料数据读不懂：由更新版本的程序写成，或已损坏；请升级程序，或从备份恢复") from error
    if not isinstance(found, dict):
        raise StoreError("存档的材料数据读不懂：最外层不是一组名称，请从备份恢复")
    return found


def _written(value: object, names: Mapping[type, str], place: str) -> object:
    if place.count("\n") > _DEEPEST:
        raise StoreError(f"材料的数据嵌套超过 {_DEEPEST} 层，不能存档，请检查数据")
    kind = type(value)
    if value is None or kind in (str, int, bool, float):
        return value
    if isinstance(value, str) and kind in names:
        return {_MARK: f"text {names[kind]}", "v": str(value)}
    if kind is list or kind is tuple:
        items = [_written(item, names, f"{place}\n第{no}个") for no, item in enumerate(_sequence(value), start=1)]
        return items if kind is list else {_MARK: "tuple", "v": items}
    if isinstance(value, dict):
        return _mapping(value, names, place)
    if isinstance(value, bytes):
        return {_MARK: "bytes", "v": base64.b64encode(value).decode()}
    if kind in (Decimal, datetime, date, time):
        text = str(value) if isinstance(value, Decimal) else value.isoformat()  # type: ignore[attr-defined]
        return {_MARK: kind.__name__.lower(), "v": text}
    where = ".".join(place.split("\n")[1:]) or "最外层"
    raise StoreError(f"材料数据的“{where}”是 {kind.__name__}，存档后不能原样取回，请换成文字、数字、日期或它们的列表")


def _sequence(value: object) -> list[object]:
    return list(value)  # type: ignore[call-overload, no-any-return]


def _mapping(value: dict[object, object], names: Mapping[type, str], place: str) -> object:
    """A mapping as it is, or as pairs where its keys are not plain text or could be taken for a mark of ours."""
    items = {key: _written(item, names, f"{place}\n{key}") for key, item in value.items()}
    if _MARK not in items and all(type(key) is str for key in items):
        return items
    return {_MARK: "pairs", "v": [[_written(key, names, place), item] for key, item in items.items()]}


def _read(value: Any, texts: Texts) -> Any:
    if isinstance(value, list):
        return [_read(item, texts) for item in value]
    if not isinstance(value, dict):
        return value
    if _MARK in value:
        return _marked(value[_MARK], value["v"], texts)
    return {key: _read(item, texts) for key, item in value.items()}


def _marked(mark: str, held: Any, texts: Texts) -> Any:
    if mark == "tuple":
        return tuple(_read(item, texts) for item in held)
    if mark == "pairs":
        return {_read(key, texts): _read(item, texts) for key, item in held}
    if mark.startswith("text "):
        return texts[mark.removeprefix("text ")](held)
    return _READ[mark](held)
