"""The OpenAPI document says what the interface is: all of it, and nothing that does not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from lxml import html

from service.registers.roles import May
from service.web.api.call import answered
from service.web.api.document import ALL, document
from service.web.api.endpoints import ROOT, Endpoint, File, Open
from tests.web.api.conftest import Api

PARAMETERS = {"path", "query", "header"}
KEYWORDS = {
    *("$ref", "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "format"),
    *("pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "default", "description"),
    *("examples", "propertyNames", "maxProperties"),
}
TYPES = {"object", "array", "string", "integer", "boolean", "null"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def everything(part: Any) -> Iterator[dict[str, Any]]:
    """Every object of the document."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from everything(value)
    elif isinstance(part, list):
        for value in part:
            yield from everything(value)


def schemas(part: Any) -> Iterator[dict[str, Any]]:
    """A schema and all within it."""
    yield part
    for inner in (*part.get("properties", {}).values(), *part.get("anyOf", ())):
        yield from schemas(inner)
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(part.get(key), dict):
            yield from schemas(part[key])


def all_schemas() -> Iterator[dict[str, Any]]:
    for schema in document()["components"]["schemas"].values():
        yield from schemas(schema)
    for _, _, operation in operations():
        for parameter in operation["parameters"]:
            yield from schemas(parameter["schema"])


def test_every_address_is_declared_with_what_it_needs_and_is_in_the_document(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(ROOT)]
    declared = {f"api.{endpoint.name}": endpoint for endpoint in ALL}
    undeclared = {rule.endpoint for rule in rules} - set(declared)
    assert undeclared == {"api.openapi"}  # the document itself, which is public
    assert len(declared) == len(ALL)
    told = {(method.upper(), path) for path, method, _ in operations()}
    for rule in rules:
        endpoint = declared.get(rule.endpoint)
        if endpoint is None:
            continue
        view: Any = app.view_functions[rule.endpoint]
        assert (view.func, view.args) == (answered, (endpoint,))
        assert isinstance(endpoint.may, May | Open)
        assert (endpoint.method, ROOT + endpoint.template) in told
    assert len(told) == len(ALL)


def test_nothing_but_the_health_is_for_everybody() -> None:
    assert [endpoint.path for endpoint in ALL if endpoint.may is Open.TO_ALL] == ["/health"]
    assert [endpoint.path for endpoint in ALL if endpoint.may is Open.TO_TOKENS] == ["/me"]


def test_the_document_is_of_openapi_31(api: Api) -> None:
    answer = api.client.get("/api/v1/openapi.json")
    found: dict[str, Any] = json.loads(answer.text)
    assert found == json.loads(json.dumps(document()))
    assert found["openapi"] == "3.1.0"
    assert set(found) <= {"openapi", "info", "servers", "tags", "security", "paths", "components"}
    assert {"title", "version"} <= set(found["info"])
    tags = [tag["name"] for tag in found["tags"]]
    assert len(tags) == len(set(tags))


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    known = document()["components"]["schemas"]
    refs = {part["$ref"] for part in everything(document()) if "$ref" in part}
    assert {f"#/components/schemas/{name}" for name in known} == refs


def test_every_operation_is_whole() -> None:
    tags = {tag["name"] for tag in document()["tags"]}
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    for path, method, operation in operations():
        assert set(operation["tags"]) <= tags
        assert re.search(r"[\u4e00-\u9fff]", operation["summary"])
        in_path = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        assert all(each["in"] in PARAMETERS for each in operation["parameters"])
        assert all(each["required"] for each in operation["parameters"] if each["in"] == "path")
        places = [(each["name"], each["in"]) for each in operation["parameters"]]
        assert len(places) == len(set(places))
        assert all(answer["description"] for answer in operation["responses"].values())
        assert {code for code in operation["responses"] if code < "400"} <= {"200", "201", "202"}
        assert "requestBody" not in operation or method in ("post", "put")


def test_every_operation_tells_how_it_may_fail() -> None:
    for endpoint in ALL:
        codes = set(document()["paths"][ROOT + endpoint.template][endpoint.method.lower()]["responses"])
        assert {str(endpoint.status), "400", "500", "503"} <= codes
        assert ({"401", "429"} <= codes) == (endpoint.may is not Open.TO_ALL)
        assert ("403" in codes) == isinstance(endpoint.may, May)
        assert ("409" in codes) == isinstance(endpoint.may, May)
        assert ("413" in codes) == (endpoint.method != "GET")


def test_every_schema_is_json_schema_we_know() -> None:
    for schema in all_schemas():
        assert set(schema) <= KEYWORDS, schema
        assert schema.get("type", "string") in TYPES
        assert set(schema.get("required", ())) <= set(schema.get("properties", ()))
        if "pattern" in schema:
            pattern = re.compile(schema["pattern"])
            assert all(pattern.search(example) for example in schema.get("examples", ()))
            assert pattern.search(schema.get("default", "")) or "default" not in schema


def test_models_refuse_what_they_do_not_know_and_say_what_their_fields_are() -> None:
    known = document()["components"]["schemas"]
    for endpoint in ALL:
        if endpoint.asked:
            assert endpoint.asked.model_config["extra"] == "forbid"
            assert endpoint.asked.model_config["strict"]
            for name, field in endpoint.asked.model_fields.items():
                assert field.description, (endpoint.asked, name)
        if not isinstance(endpoint.told, File):
            assert known[endpoint.told.__name__]["additionalProperties"] is False


def body_model(endpoint: Endpoint) -> bool:
    return endpoint.asked is not None and not endpoint.in_query


def test_a_body_is_asked_for_where_one_is_read() -> None:
    for endpoint in ALL:
        operation = document()["paths"][ROOT + endpoint.template][endpoint.method.lower()]
        assert ("requestBody" in operation) == (body_model(endpoint) or endpoint.reads_files)


@pytest.fixture
def page(api: Api) -> Any:
    answer = api.client.get("/api/")
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_the_page_tells_of_every_address_without_scripts_from_elsewhere(page: Any) -> None:
    told = {" ".join(code.text_content().split()) for code in page.xpath("//code")}
    assert {f"{endpoint.method} {ROOT}{endpoint.template}" for endpoint in ALL} <= told
    assert all(link.startswith(("/", "#")) for link in page.xpath("//@src | //link/@href | //a/@href"))
    assert not page.xpath("//script[not(@src)] | //style | //@style")
