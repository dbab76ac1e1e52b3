"""Requests read into models, and what is wrong with one in a Chinese sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, get_origin

from flask import request
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.web.api.faults import CheckError, MalformedError
from service.web.api.types import Sent

_Model = TypeVar("_Model", bound=Sent)
_JSON: Final = "application/json"
_SAID: Final[Mapping[str, Callable[[dict[str, Any]], str]]] = {
    "missing": lambda _: "没有写，请补上",
    "extra_forbidden": lambda _: "不是这里的项目，请核对接口说明（/api/）后删去或改正",
    "string_type": lambda _: "应是文字",
    "string_too_long": lambda ctx: f"最多 {ctx['max_length']} 个字，请改短",
    "string_too_short": lambda ctx: f"至少 {ctx['min_length']} 个字",
    "int_type": lambda _: "应是整数",
    "int_parsing": lambda _: "应是整数",
    "int_from_float": lambda _: "应是整数",
    "int_parsing_size": lambda _: "数太大",
    "bool_type": lambda _: "应是 true 或 false",
    "bool_parsing": lambda _: "应是 true 或 false",
    "greater_than_equal": lambda ctx: f"不能小于 {ctx['ge']}",
    "less_than_equal": lambda ctx: f"不能大于 {ctx['le']}",
    "too_long": lambda ctx: f"最多 {ctx['max_length']} 项，给了 {ctx['actual_length'] or '更多'} 项",
    "too_short": lambda ctx: f"至少 {ctx['min_length']} 项",
    "enum": lambda ctx: f"只能是 {ctx['expected'].replace(' or ', '、').replace(', ', '、')}",
    "literal_error": lambda ctx: f"只能是 {ctx['expected'].replace(' or ', '、').replace(', ', '、')}",
    "value_error": lambda ctx: str(ctx["error"]),
    "model_type": lambda _: "应是花括号括起的对象",
    "model_attributes_type": lambda _: "应是花括号括起的对象",
    "dict_type": lambda _: "应是花括号括起的对象",
    "tuple_type": lambda _: "应是方括号括起的列表",
    "list_type": lambda _: "应是方括号括起的列表",
}
_BLANK: Final = r"\S"


def body_of(model: type[_Model]) -> _Model:
    """The JSON body as a model. Raises :class:`MalformedError`, :class:`CheckError`."""
    if request.mimetype != _JSON:
        raise MalformedError(f"请把内容写成 JSON，并写明 Content-Type: {_JSON}")
    try:
        return model.model_validate_json(request.get_data(cache=False))
    except ValidationError as error:
        raise _told(error) from error


def query_of(model: type[_Model]) -> _Model:
    """What stands behind the ? of the address as a model. Raises :class:`CheckError`."""
    found: dict[str, Any] = {}
    for key, values in request.args.lists():
        field = model.model_fields.get(key)
        several = field is not None and get_origin(field.annotation) in (list, tuple)
        if len(values) > 1 and not several:
            raise CheckError(f"“{key}”写了 {len(values)} 次，只能写一次", key)
        found[key] = values if several else values[0]
    try:
        return model.model_validate(found, strict=False)
    except ValidationError as error:
        raise _told(error) from error


def nothing_sent() -> None:
    """Raises :class:`CheckError` where something was sent that nobody reads."""
    if request.get_data(cache=False).strip() not in (b"", b"{}"):
        raise CheckError("这个地址不用发送内容，请核对接口说明（/api/）")
    query_of(Sent)


def _told(error: ValidationError) -> MalformedError | CheckError:
    """The first fault, and how many more there are."""
    faults = error.errors(include_url=False)
    first = faults[0]
    if first["type"] == "json_invalid":
        return MalformedError("发来的内容不是完整的 JSON（UTF-8），请检查")
    field = ".".join(map(str, first["loc"])) or None
    more = f"；另有 {len(faults) - 1} 处不对" if len(faults) > 1 else ""
    name = f"“{field}”" if field else "发来的内容"
    return CheckError(f"{name}{sentence_of(first)}{more}", field)


def sentence_of(fault: ErrorDetails) -> str:
    """What is wrong with a field, to stand behind its name."""
    context = fault.get("ctx", {})
    if fault["type"] == "string_pattern_mismatch":
        return "没有填写，请补上" if context["pattern"] == _BLANK else "里有不能用的字符，请对照接口说明（/api/）改正"
    said = _SAID.get(fault["type"])
    return said(context) if said else "写得不对，请对照接口说明（/api/）改正"
