"""管理: accounts, settings, the log of deeds, health and backups."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html

from service.config import Settings
from service.config import load as load_settings
from service.registers import accounts
from service.registers.roles import Role, loaded
from service.store import Store
from service.web.deeds import told
from tests.web.conftest import Visitor
from tests.web.made import tree


def of(app: Flask, login: str) -> Any:
    store: Store = app.extensions["huicai.store"]
    with store.read() as session:
        return accounts.named(session, login)


def test_an_account_is_made_and_its_password_shown_once(app: Flask, visitor: Visitor) -> None:
    answer = visitor.post("/admin/accounts", login="lisi", name="李四", roles=["CLERK", "SUPERVISOR"], unit="")
    assert (answer.status_code, answer.location) == (303, "/admin/accounts")
    tree: Any = html.fromstring(visitor.client.get("/admin/accounts").text)
    password = tree.get_element_by_id("made-password").text
    assert "made-password" not in visitor.client.get("/admin/accounts").text
    other = Visitor(app.test_client())
    other.form_page = "/login"
    assert other.post("/login", login="lisi", password=password).location == "/account"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"login": "lisi", "name": "李四"}, "没有给角色"),
        ({"login": "lisi", "name": "李四", "roles": ["UNIT"]}, "要写明是哪个单位"),
        ({"login": "zhangsan", "name": "李四", "roles": ["CLERK"]}, "已有人用过"),
    ],
)
def test_what_cannot_be_an_account_is_told(visitor: Visitor, fields: dict[str, Any], sentence: str) -> None:
    answer = visitor.post("/admin/accounts", **fields)
    assert (answer.status_code, sentence in answer.text, 'value="李四"' in answer.text) == (422, True, True)


def test_an_account_is_changed_switched_off_and_on(
    app: Flask, visitor: Visitor, visitor_of: Callable[..., Visitor]
) -> None:
    other = visitor_of(Role.CLERK)
    assert other.account
    page = f"/admin/accounts/{other.account.id}"
    assert visitor.post(page, name="王五", unit="栖云镇", roles=["UNIT"]).status_code == 303
    changed = of(app, "clerk")
    assert (changed.name, changed.unit) == ("王五", "栖云镇")
    assert loaded(changed.roles) == {Role.UNIT}
    assert "停用这个账号？" in visitor.post(f"{page}/off").text
    assert of(app, "clerk").active
    assert visitor.post(f"{page}/off", sure="1").status_code == 303
    assert not of(app, "clerk").active
    assert visitor.post(f"{page}/on").status_code == 303
    before = of(app, "clerk")
    assert before.active
    assert visitor.post(f"{page}/out").status_code == 303
    assert of(app, "clerk").session_epoch == before.session_epoch + 1
    assert visitor.post(f"{page}/password", sure="1").status_code == 303
    assert of(app, "clerk").password_hash != before.password_hash
    assert visitor.client.get("/admin/accounts/999").status_code == 404


def test_the_last_administrator_stays(app: Flask, visitor: Visitor) -> None:
    assert visitor.account
    answer = visitor.post(f"/admin/accounts/{visitor.account.id}/off", sure="1")
    assert (answer.status_code, "最后一个在用的管理员" in answer.text) == (422, True)


def test_settings_are_changed_at_once_and_the_file_keeps_its_words(
    app: Flask, visitor: Visitor, settings: Settings
) -> None:
    path = settings.home / "huicai.toml"
    path.write_text("# 我们自己的说明\nport = 8100\nsession_hours = 12  # 一天\n", encoding="utf-8")
    sent = {"profile": "standard", "session_idle_minutes": "30", "session_hours": "8", "max_upload_mb": "3"}
    assert visitor.post("/admin/settings", **sent).status_code == 303
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 我们自己的说明\nport = 8100\nsession_hours = 8\n")
    assert app.extensions["huicai"].session_idle_minutes == 30
    assert app.config["MAX_CONTENT_LENGTH"] == 3 * 1024 * 1024
    assert load_settings({"HUICAI_HOME": str(settings.home)}).session_hours == 8
    wrong = visitor.post("/admin/settings", **{**sent, "session_hours": "999"})
    assert (wrong.status_code, "应是 1 至 168 的整数" in wrong.text) == (422, True)


def test_what_the_environment_says_is_not_changed_by_a_page(
    visitor: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "HUICAI_SESSION_HOURS", "9")
    answer = visitor.post("/admin/settings", session_hours="8")
    assert (answer.status_code, "HUICAI_SESSION_HOURS" in answer.text) == (422, True)
    assert not (settings.home / "huicai.toml").exists()


def test_secrets_are_not_shown_among_the_settings(tmp_path: Path, app: Flask, visitor: Visitor) -> None:
    from dataclasses import replace  # noqa: PLC0415 - for this case alone

    app.extensions["huicai"] = replace(app.extensions["huicai"], metrics_token="geheim-1234", database_url="")
    assert "geheim-1234" not in visitor.client.get("/admin/settings").text


def test_the_log_is_filtered_and_paged(visitor: Visitor) -> None:
    for number in range(55):
        visitor.post("/admin/settings", session_hours=str(number % 9 + 1))
    page: Any = html.fromstring(visitor.client.get("/admin/audit").text)
    assert len(page.xpath("//tbody/tr")) == 50
    (following,) = page.xpath("//nav[@aria-label='分页']/a/@href")
    rest: Any = html.fromstring(visitor.client.get(following).text)
    numbers = [int(cell) for tree in (page, rest) for cell in tree.xpath("//tbody/tr/td[1]/text()")]
    assert numbers == list(range(56, 0, -1))
    found: Any = html.fromstring(visitor.client.get("/admin/audit?subject=zhangsan&who=张三").text)
    assert found.xpath("//tbody/tr/th/text()") == ["建立首个管理员"]
    assert found.xpath("//td[@class='detail']/text()") == ["角色：秘书、督查、领导、管理员"]
    assert "没有这样的记录" in visitor.client.get("/admin/audit?day=2020-01-01").text
    assert "逐条核对无误" in visitor.post("/admin/audit/verify").text


def test_a_backup_is_made_where_the_settings_say(app: Flask, visitor: Visitor, tmp_path: Path) -> None:
    saved = visitor.post("/admin/settings", backup_folder=str(tmp_path / "backups"))
    assert saved.location == "/admin/health"  # back where the button is
    assert visitor.post("/admin/health/backup").status_code == 303
    backups = app.extensions["huicai.backups"]
    backups.wait()
    assert backups.last.fault == ""
    (made,) = (tmp_path / "backups").iterdir()
    page = visitor.client.get("/admin/health").text
    assert made.name in page
    assert "文件库可读可写" in page


def test_a_backup_that_cannot_be_is_told(app: Flask, visitor: Visitor, settings: Settings) -> None:
    visitor.post("/admin/settings", backup_folder=str(settings.home / "in"))
    visitor.post("/admin/health/backup")
    app.extensions["huicai.backups"].wait()
    assert "备份不能放在数据目录" in visitor.client.get("/admin/health").text


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (Role.ADMIN, {"/admin/accounts", "/admin/settings", "/admin/audit", "/admin/health"}),
        (Role.LEADER, {"/admin/audit"}),
        (Role.CLERK, set()),
    ],
)
def test_parts_are_opened_by_role(visitor_of: Callable[..., Visitor], role: Role, parts: set[str]) -> None:
    visitor = visitor_of(role)
    all_parts = ("/admin/accounts", "/admin/settings", "/admin/audit", "/admin/health")
    assert {path for path in all_parts if visitor.client.get(path).status_code == 200} == parts
    assert (visitor.client.get("/admin").location in parts) == bool(parts)


def test_what_an_issued_paper_was_made_from_is_told_in_words_and_short() -> None:
    detail = json.dumps({"data": "a" * 64, "document": "b" * 64, "template": "c" * 64})
    short = [f"{each}{letter * 12}…" for each, letter in (("数据的校验值：", "a"), ("文书的校验值：", "b"))]
    assert told(detail) == "；".join((*short, f"模板的校验值：{'c' * 12}…"))


def test_the_check_up_says_in_words_what_the_console_says_with_paths(visitor: Visitor, settings: Settings) -> None:
    (part,) = tree(visitor.client.get("/admin/health").text).xpath("//section[h2[@id='doctor']]")
    said = part.text_content()
    assert "数据库可用，数据表是最新的" in said
    assert "核对操作记录的凭据与数据库在一处" in said
    assert not [word for word in (str(settings.home), "audit", "soffice", "chmod", "huicai.db") if word in said]
