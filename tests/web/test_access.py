"""Doors: who is let in, for how long, to which pages, and where they are led."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.registers import accounts
from service.registers.roles import Role, Who
from service.store import Store
from service.store.audit_check import verify
from service.store.clock import now
from service.store.models_accounts import Account
from service.web import access
from service.web.access import FILES, OWN_GUARD, need_of
from tests.web.conftest import OFFICE, PASSWORD, Visitor

PUBLIC = {
    "door.show",
    "door.enter",
    "setup.show",
    "setup.make",
    "samples.arrive",
    "api_page.index",
    "watching.alive",
    "watching.ready",
    "watching.metrics",
}
CONSOLE = Who.at_console("张三")


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    ours = [
        rule for rule in app.url_map.iter_rules() if rule.endpoint not in FILES and not rule.rule.startswith(OWN_GUARD)
    ]
    assert len(ours) > 20
    silent = sorted({rule.endpoint for rule in ours if need_of(app, rule.endpoint) is None})
    assert silent == []
    found = {rule.endpoint: need_of(app, rule.endpoint) for rule in ours}
    assert {name for name, need in found.items() if need and not need.signed_in} == PUBLIC


def test_no_form_is_taken_without_the_token_of_its_page(app: Flask, visitor: Visitor) -> None:
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith(OWN_GUARD)
    ]
    assert len(rules) > 20
    place = app.url_map.bind("localhost")
    taken = []
    for rule in rules:
        values: dict[str, object] = {name: "1" for name in rule.arguments}
        values |= {name: 1 for name, kind in rule._converters.items() if type(kind).__name__ == "IntegerConverter"}
        values |= {name: "A" * 22 for name, kind in rule._converters.items() if type(kind).__name__ == "IdConverter"}
        answer = visitor.client.post(place.build(rule.endpoint, values, method="POST"), data={"sure": "1"})
        if answer.status_code != 400 or not ("页面已过期" in answer.text or "放得太久" in answer.text):
            taken.append((rule.rule, answer.status_code))
    assert taken == []


def test_a_view_that_says_nothing_is_open_to_nobody(app: Flask, visitor: Visitor, stranger: Visitor) -> None:
    app.add_url_rule("/silent", view_func=lambda: "seen")
    for each in (visitor, stranger):
        answer = each.client.get("/silent")
        assert (answer.status_code, "暂不开放" in answer.text) == (403, True)


# Each page -> the roles that may open it; all others are told who may.
PAGES: tuple[tuple[str, frozenset[Role]], ...] = (
    ("/ledgers", OFFICE),
    ("/", OFFICE),
    ("/account", frozenset(Role)),
    ("/returns", frozenset({Role.CLERK})),
    ("/returns/own", frozenset({Role.UNIT})),
    ("/try", OFFICE),
    ("/setup/office", frozenset({Role.ADMIN})),
    ("/admin/accounts", frozenset({Role.ADMIN})),
    ("/admin/settings", frozenset({Role.ADMIN})),
    ("/admin/audit", frozenset({Role.ADMIN, Role.LEADER})),
    ("/admin/health", frozenset({Role.ADMIN})),
)


@pytest.mark.parametrize("role", list(Role))
def test_roles_open_their_pages_and_no_others(visitor_of: Callable[..., Visitor], role: Role) -> None:
    visitor = visitor_of(role, unit="栖云镇" if role is Role.UNIT else "")
    for path, roles in PAGES:
        answer = visitor.client.get(path)
        led_elsewhere = role is Role.UNIT and path in ("/", "/returns")
        assert answer.status_code == (200 if role in roles else 303 if led_elsewhere else 403), path
    assert visitor.client.post("/samples", data={"csrf_token": visitor.token()}).status_code == (
        303 if role is Role.CLERK else 403
    )


def test_nobody_signed_in_is_led_to_the_door_and_back(stranger: Visitor) -> None:
    answer = stranger.client.get("/returns?year=2026")
    assert (answer.status_code, answer.location) == (303, "/login?next=/returns?year%3D2026")
    answer = sign_in(stranger, next="/returns?year=2026")
    assert (answer.status_code, answer.location) == (303, "/returns?year=2026")
    assert stranger.client.get("/ledgers").status_code == 200


def sign_in(visitor: Visitor, login: str = "zhangsan", password: str = PASSWORD, **more: str) -> TestResponse:
    visitor.form_page = "/login"
    return visitor.post("/login", login=login, password=password, **more)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\/evil.example",
        "/%0d%0aLocation:x\r\n",
        "javascript:alert(1)",
        "/nothing",
        "/logout",
        "/login",
        "/static/huicai.css",
        "",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(stranger: Visitor, wanted: str) -> None:
    answer = sign_in(stranger, next=wanted)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_wrong_password_and_an_unknown_login_are_told_alike(stranger: Visitor) -> None:
    wrong = sign_in(stranger, password="不是这个密码呀")
    unknown = sign_in(stranger, login="lisi")
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "登录名或密码不对" in answer.text
        assert PASSWORD not in answer.text
    assert 'value="lisi"' in unknown.text


def test_too_many_attempts_lock_and_say_for_how_long(stranger: Visitor) -> None:
    for _ in range(5):
        sign_in(stranger, password="不是这个密码呀")
    answer = sign_in(stranger)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "请过1分钟再试" in answer.text


def test_a_session_is_begun_anew_at_the_door(stranger: Visitor) -> None:
    token = stranger.token()
    with stranger.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(stranger)
    with stranger.client.session_transaction() as session:
        assert set(session) == {"account", "epoch", "began", "seen", "id"}
    assert stranger.client.post("/samples", data={"csrf_token": token}).status_code == 400


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing(app: Flask, visitor: Visitor) -> None:
    kept = visitor.client.get_cookie("huicai")
    assert kept
    answer = visitor.post("/logout")
    assert (answer.status_code, answer.location) == (303, "/login")
    visitor.client.set_cookie("huicai", kept.value)
    assert visitor.client.get("/ledgers").location == "/login?next=/ledgers&why=ended"


Change = Callable[[Any, int], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda session, who: accounts.set_roles(session, who, {Role.LEADER}, CONSOLE),
        lambda session, who: accounts.switch_off(session, who, CONSOLE),
    ],
)
def test_what_befalls_the_account_ends_its_sessions(
    app: Flask, visitor_of: Callable[..., Visitor], change: Change
) -> None:
    visitor = visitor_of(Role.CLERK)
    assert visitor.client.get("/ledgers").status_code == 200
    store: Store = app.extensions["huicai.store"]
    assert visitor.account
    with store.write() as session:
        change(session, visitor.account.id)
    answer = visitor.client.get("/ledgers")
    assert answer.location == "/login?next=/ledgers&why=ended"
    assert "您的账号刚才有变动" in visitor.client.get(answer.location).text


def move(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let the doors' clock stand later than it is."""
    moment: datetime = now() + by
    monkeypatch.setattr(access, "now", lambda: moment)


@pytest.mark.parametrize(
    ("minutes", "why"),
    [
        ((59,), ""),
        ((60,), "idle"),
        ((59, 118, 177), ""),
        (tuple(range(50, 720, 50)), ""),
        ((*range(50, 720, 50), 720), "long"),
    ],
)
def test_a_session_ends_by_the_clock(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, minutes: tuple[int, ...], why: str
) -> None:
    for each in minutes:
        move(monkeypatch, timedelta(minutes=each))
        answer = visitor.client.get("/account")
    assert (answer.location or "") == (f"/login?next=/account&why={why}" if why else "")


def test_what_was_typed_too_late_is_said_to_be_lost_and_the_page_comes_back(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = visitor.token()
    move(monkeypatch, timedelta(hours=2))
    answer = visitor.client.post(
        "/returns", data={"csrf_token": token}, headers={"Referer": "http://localhost/returns?a=1"}
    )
    assert answer.location == "/login?next=/returns?a%3D1&why=idle"
    page = visitor.client.get(answer.location).text
    assert "您有一段时间没有操作" in page
    assert "刚才提交的没有办成" in page


def test_a_given_password_is_changed_before_anything_else(app: Flask, account: Account) -> None:
    store: Store = app.extensions["huicai.store"]
    given = accounts.create(store, accounts.Person(login="lisi", name="李四", roles={Role.CLERK}), CONSOLE).password
    visitor = Visitor(app.test_client())
    assert sign_in(visitor, "lisi", given).location == "/account"
    assert visitor.client.get("/ledgers").location == "/account"
    visitor.form_page = "/account"
    for new, again, sentence in (("短", "短", "至少要10个"), (PASSWORD, "别的", "两次输入的新密码不一样")):
        answer = visitor.post("/account", old=given, new=new, again=again)
        assert (answer.status_code, sentence in answer.text) == (422, True)
    answer = visitor.post("/account", old=given, new=PASSWORD, again=PASSWORD)
    assert answer.location == "/"
    assert visitor.client.get("/ledgers").status_code == 200


def test_coming_and_going_stands_in_the_log(app: Flask, stranger: Visitor) -> None:
    sign_in(stranger, password="不是这个密码呀")
    sign_in(stranger)
    stranger.form_page = "/account"
    stranger.post("/logout")
    store: Store = app.extensions["huicai.store"]
    assert verify(store).faults == ()
    with store.read() as session:
        rows = session.connection().exec_driver_sql("SELECT action FROM audit_entry ORDER BY seq").scalars().all()
    assert rows[-3:] == ["登录失败", "登录", "退出登录"]
