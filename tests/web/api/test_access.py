"""Who may call what: by token alone, and by the roles of the token."""

from __future__ import annotations

import re
from typing import Any

import pytest

from service.registers.roles import ALLOWED, May, Role
from service.web.api.document import ALL
from service.web.api.endpoints import Endpoint, Open
from tests.web.api.conftest import OFFICE, Api

GUARDED = [endpoint for endpoint in ALL if endpoint.may is not Open.TO_ALL]


def address(endpoint: Endpoint) -> str:
    return re.sub(r"{\w+}", "1", endpoint.template)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (None, "请在请求头里写明令牌"),
        ("", "请在请求头里写明令牌"),
        ("Basic b2E6b2E=", "请在请求头里写明令牌"),
        ("Bearer", "请在请求头里写明令牌"),
        ("Bearer 令牌", "请在请求头里写明令牌"),
        ("Bearer hc_forged", "令牌不对"),
    ],
)
def test_nobody_calls_without_a_token(api: Api, header: str | None, words: str) -> None:
    for endpoint in GUARDED:
        sent: dict[str, str] = {} if header is None else {"Authorization": header.encode().decode("latin-1")}
        answer = api.client.open(f"/api/v1{address(endpoint)}", method=endpoint.method, headers=sent)
        assert answer.status_code in (401, 429), endpoint
        assert answer.json
        if answer.status_code == 401:
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="huicai"'
            assert (answer.json["error"]["code"], words in answer.json["error"]["message"]) == ("unauthenticated", True)
        else:
            assert int(answer.headers["Retry-After"]) > 0


def test_a_cookie_is_no_token(api: Api) -> None:
    api.client.get("/")
    with api.client.session_transaction() as session:
        session.update({"_user_id": "1", "_fresh": True})
    assert api.client.get("/api/v1/me").status_code == 401


def test_a_role_may_call_what_it_is_allowed_and_nothing_else(api: Api) -> None:
    for role in Role:
        for endpoint in GUARDED:
            if isinstance(endpoint.may, May) and endpoint.may not in ALLOWED[role]:
                answer = api.call(endpoint.method, address(endpoint), role=role)
                assert answer.status_code == 403, (role, endpoint)
                assert answer.json
                assert f"{endpoint.may.value}由" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("role", "path", "body", "may"),
    [
        (Role.CLERK, "/tickets/1/withdraw", {"note": "写错了"}, May.VOID_NUMBER),
        (Role.SUPERVISOR, "/tickets/1/withdraw", {"note": "写错了"}, May.VOID_NUMBER),
        (Role.LEADER, "/tickets/2/withdraw", {"note": "写错了"}, May.DRAFT_TICKET),
        (Role.SUPERVISOR, "/triage", {"uploads": [1], "source": "周报"}, May.PLAN_MEETING),
    ],
)
def test_what_is_needed_besides(api: Api, role: Role, path: str, body: Any, may: May) -> None:
    api.signed()
    api.post("/tickets", {"problem": "甲", "task": "乙", "units": ["县水利局"], "working_days": 5})
    answer = api.call("POST", path, body, role=role)
    assert answer.status_code == 403
    assert answer.json
    assert may.value in answer.json["error"]["message"]


def test_who_am_i(api: Api) -> None:
    found = api.get("/me", role=Role.UNIT)
    assert (found["roles"], found["unit"], found["may"]) == (["单位"], "县水利局", ["报送周报"])
    assert [each["path"] for each in found["endpoints"]] == ["/api/v1/me", "/api/v1/health"]
    clerk = api.get("/me", role=Role.CLERK)
    assert clerk["name"] == "张三（oa，令牌：县OA）"
    everything = api.get("/me")
    assert len(everything["roles"]) == len(OFFICE)
    assert len(everything["endpoints"]) == len(ALL)


def test_the_health_is_for_everybody_and_tells_nothing_else(api: Api) -> None:
    found = api.client.get("/api/v1/health").json
    assert found
    assert (found["status"], set(found)) == ("ok", {"status", "program", "api", "tables"})
