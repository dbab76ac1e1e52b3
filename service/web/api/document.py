"""The OpenAPI 3.1 document, made from the endpoints as they are declared and their models.

Ours, because spectree reads a body that is no JSON as an empty one, knows no body or answer but JSON and forms, and
takes its texts from docstrings (docs/decisions/0006).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.web.api import faults, me
from service.web.api.call import AGAIN, KEY, KEY_FORM
from service.web.api.endpoints import ROOT, Endpoint, File, Open
from service.web.api.resources import ENDPOINTS
from service.web.api.types import LARGEST

ALL: Final = (*me.api, *ENDPOINTS)
_JSON: Final = "application/json"
_BINARY: Final = {"type": "string", "format": "binary"}
_REF: Final = "#/components/schemas/{model}"
_ABOUT: Final = """会材的接口：推送台账、取文书、成批生成材料、登记调度单、会议和逾期升级。

请求头里写 `Authorization: Bearer 令牌`；令牌由管理员发给，角色决定能办什么。
日期写成 2026-03-20，金额是以万元为单位的十进制文字。
没有办成的，答复都是 `{"error": {"code", "message", "field"}}`，message 是一句可以直接给人看的话。"""
Schema = dict[str, Any]


@cache
def document() -> Schema:
    """The document as JSON values; the same objects each time, not to be changed."""
    refs, schemas = _schemas()
    paths: dict[str, Schema] = {}
    for endpoint in ALL:
        operation = _operation(endpoint, refs, schemas)
        paths.setdefault(ROOT + endpoint.template, {})[endpoint.method.lower()] = operation
    for query in {endpoint.asked for endpoint in ALL if endpoint.asked and endpoint.in_query}:
        schemas.pop(_name(refs[query]))  # its fields stand with the addresses
    return {
        "openapi": "3.1.0",
        "info": {"title": "会材接口", "version": "1", "description": _ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(endpoint.tag for endpoint in ALL)],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "管理员发给的令牌"}},
        },
    }


def _schemas() -> tuple[dict[Any, Schema], dict[str, Schema]]:
    """How each model is referred to, and all of them by name."""
    wanted: list[tuple[type[BaseModel], Any]] = [(faults.Faulty, "serialization")]
    for endpoint in ALL:
        if endpoint.asked:
            wanted.append((endpoint.asked, "validation"))
        if not isinstance(endpoint.told, File):
            wanted.append((endpoint.told, "serialization"))
    refs, found = models_json_schema(list(dict.fromkeys(wanted)), ref_template=_REF)
    schemas: dict[str, Schema] = {name: _plain(schema) for name, schema in found["$defs"].items()}
    return {model: ref for (model, _), ref in refs.items()}, schemas


def _plain(schema: Any) -> Any:
    """A schema without pydantic's English titles, and the program's own words on a model."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "properties" in schema:
        schema = {key: value for key, value in schema.items() if key != "description"}
        schema["properties"] = {name: _plain(value) for name, value in schema["properties"].items()}
    names = {key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if "enum" in names:
        names.pop("description", None)
    return {
        key: value if key in ("properties", "examples", "default") else _plain(value) for key, value in names.items()
    }


def _operation(endpoint: Endpoint, refs: dict[Any, Schema], schemas: dict[str, Schema]) -> Schema:
    made: Schema = {
        "operationId": endpoint.name,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": "；".join(filter(None, (f"需要：{endpoint.may.value}", endpoint.note))),
        "x-needs": endpoint.may.name,
        "parameters": [*_parameters(endpoint, refs, schemas)],
        "responses": {str(endpoint.status): _success(endpoint, refs), **_failures(endpoint, refs)},
    }
    if endpoint.may is Open.TO_ALL:
        made["security"] = []
    if content := _content(endpoint, refs):
        made["requestBody"] = {"required": True, "content": content}
    return made


def _parameters(endpoint: Endpoint, refs: dict[Any, Schema], schemas: dict[str, Schema]) -> Iterator[Schema]:
    for name in endpoint.parts:
        number = {"type": "integer", "minimum": 1, "maximum": LARGEST}
        yield {"name": name, "in": "path", "required": True, "schema": number, "description": "序号"}
    if endpoint.asked and endpoint.in_query:
        model = schemas[_name(refs[endpoint.asked])]
        for name, schema in model["properties"].items():
            said = {key: value for key, value in schema.items() if key != "description"}
            required = name in model.get("required", [])
            about = schema.get("description", "")
            yield {"name": name, "in": "query", "required": required, "schema": _query(said), "description": about}
    if endpoint.once:
        about = "网络出错重发时用同一个键：只办一次，答复相同；键保留7天"
        yield {"name": KEY, "in": "header", "schema": {"type": "string", "pattern": KEY_FORM}, "description": about}


def _name(ref: Schema) -> str:
    return str(ref["$ref"]).rpartition("/")[2]


def _query(schema: Schema) -> Schema:
    """What stands in an address cannot be null: it is left out."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    return choices[0] if len(choices) == 1 else schema


def _content(endpoint: Endpoint, refs: dict[Any, Schema]) -> Schema:
    if endpoint.reads_files:
        files = {"type": "object", "required": ["files"], "properties": {"files": {"type": "array", "items": _BINARY}}}
        return {"multipart/form-data": {"schema": files}, "application/octet-stream": {"schema": _BINARY}}
    if endpoint.asked and not endpoint.in_query:
        return {_JSON: {"schema": refs[endpoint.asked]}}
    return {}


def _success(endpoint: Endpoint, refs: dict[Any, Schema]) -> Schema:
    if isinstance(endpoint.told, File):
        return {"description": "文件", "content": {kind: {"schema": _BINARY} for kind in endpoint.told.kinds}}
    made: Schema = {"description": "办成了", "content": {_JSON: {"schema": refs[endpoint.told]}}}
    if endpoint.once:
        about = "为 true 时是上次的答复，这次什么也没有做"
        made["headers"] = {AGAIN: {"schema": {"type": "string", "enum": ["true"]}, "description": about}}
    if endpoint.leads_to:
        where = {"schema": {"type": "string"}, "description": f"登记的这一项的地址：{ROOT}{endpoint.leads_to}"}
        made["headers"] = made.get("headers", {}) | {"Location": where}
    return made


def _failures(endpoint: Endpoint, refs: dict[Any, Schema]) -> Schema:
    """What else an endpoint may answer."""
    writes = endpoint.method != "GET"
    kinds = [faults.MALFORMED, faults.FAILED, faults.BUSY]
    kinds += [] if endpoint.may is Open.TO_ALL else [faults.UNKNOWN, faults.SLOW_DOWN]
    kinds += [] if isinstance(endpoint.may, Open) else [faults.FORBIDDEN, faults.MISSING, faults.CONFLICT]
    kinds += [faults.INVALID, faults.TOO_LARGE] if writes else [faults.INVALID]
    return {
        str(kind.status): {"description": kind.meaning, "content": {_JSON: {"schema": refs[faults.Faulty]}}}
        for kind in sorted(set(kinds), key=lambda kind: kind.status)
    }
