"""``huicai users`` and ``huicai tokens`` as a person types them."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from service import config
from service.errors import SignInError
from service.registers import sign_in, tokens
from service.store import open_store
from service.store.clock import business_date, now
from tests.cli.made import Console, Ran
from tests.store.conftest import Databases

BY = ("--by", "张三")
UNTIL = str(business_date(now()) + timedelta(30))


@pytest.fixture
def console(databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    if url := databases():
        monkeypatch.setenv("HUICAI_DATABASE_URL", url)
    monkeypatch.setenv("HUICAI_PASSWORD_MEMORY_MB", "1")
    monkeypatch.setenv("HUICAI_PASSWORD_ROUNDS", "1")
    return Console(capsys)


def secret(ran: Ran, what: str) -> str:
    """The secret a command showed."""
    assert ran.code == 0
    shown = re.search(rf"^  {what} (\S+)$", ran.out, re.M)
    assert shown
    return shown[1]


def lets_in(login: str, password: str) -> bool:
    with open_store(config.load()) as store:
        try:
            sign_in.authenticate(store, login, password, "")
        except SignInError:
            return False
    return True


def test_users_by_command(console: Console) -> None:
    assert "请先建立首个管理员" in console.run("users", "list").out
    begun = console.run("users", "first-admin", "zhangsan", "张三", "--role", "秘书")
    assert begun.out.startswith("已建立首个管理员：张三（zhangsan），角色 秘书、管理员\n")
    assert lets_in("zhangsan", secret(begun, "密码"))
    assert "首个管理员只能建立一次" in console.run("users", "first-admin", "lisi", "李四").err
    added = console.run("users", "add", "slj", "王五", "--role", "单位", "--unit", "县水利局", *BY)
    for _ in range(5):
        assert not lets_in("slj", "不对")
    assert not lets_in("slj", secret(added, "密码"))
    assert "单位  县水利局  未改初始密码  暂停登录至 " in console.run("users", "list").out
    assert console.run("users", "on", "slj", *BY).out == "已启用 王五（slj）\n"
    assert lets_in("slj", secret(added, "密码"))
    again = console.run("users", "reset-password", "slj", *BY)
    assert (lets_in("slj", secret(added, "密码")), lets_in("slj", secret(again, "密码"))) == (False, True)
    assert console.run("users", "rename", "slj", "赵六", "--unit", "县水务局", *BY).out == (
        "已改为 赵六（slj），单位 县水务局\n"
    )
    assert console.run("users", "roles", "slj", "--role", "督查", *BY).out == "赵六（slj）的角色现在是 督查\n"
    assert console.run("users", "off", "slj", *BY).out == "已停用 赵六（slj）\n"
    assert not lets_in("slj", secret(again, "密码"))
    users = json.loads(console.run("users", "list", "--json").out)["users"]
    assert [(user["login"], user["roles"], user["active"]) for user in users] == [
        ("slj", ["督查"], False),
        ("zhangsan", ["秘书", "管理员"], True),
    ]
    refused = console.run("users", "off", "zhangsan", *BY)
    assert (refused.code, len(refused.sentences), "最后一个在用的管理员" in refused.err) == (2, 1, True)
    assert console.run("users", "off", "zhangsan").err.startswith("缺少 --by")
    assert "已停用" in console.run("users", "list").out
    assert console.run("audit", "verify").code == 0


def test_tokens_by_command(console: Console) -> None:
    console.run("users", "first-admin", "zhangsan", "张三", "--role", "秘书")
    assert console.run("tokens", "list").out == "还没有发过令牌\n"
    add = ("tokens", "add", "zhangsan", "--label", "县OA", "--until", UNTIL, *BY)
    assert "没有“督查”角色" in console.run(*add, "--role", "督查").err
    found = secret(console.run(*add, "--role", "秘书"), "令牌")
    with open_store(config.load()) as store:
        assert tokens.token_of(store, found, "").name == "张三（zhangsan，令牌：县OA）"
    told = console.run("tokens", "list").out
    assert f"1  县OA  {found[:8]}…  张三（zhangsan），秘书  用到 {UNTIL}  最近使用 " in told
    assert (told.endswith("  有效\n"), found in told) == (True, False)
    assert console.run("tokens", "revoke", "1", *BY).out == "已撤销第 1 号令牌“县OA”\n"
    assert console.run("tokens", "list").out.endswith("  令牌“县OA”已撤销\n")
    (token,) = json.loads(console.run("tokens", "list", "--json").out)["tokens"]
    assert (token["taken"], token["roles"], token["expires_on"]) == (False, ["秘书"], UNTIL)


@pytest.mark.parametrize("group", ["users", "tokens"])
def test_nothing_secret_is_typed_as_an_option(console: Console, group: str) -> None:
    listing = console.run(group, "--help").out.rpartition("Commands:")[2]
    names = re.findall(r"^  ([a-z-]+)  ", listing, re.M)
    assert "add" in names
    for name in names:
        assert not re.search(r"--(?:pass|secret|pw)", console.run(group, name, "--help").out)
