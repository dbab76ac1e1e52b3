"""The first run: every page leads to it, the first administrator is made, the steps after, and the invented county."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask
from lxml import html
from playwright.sync_api import Browser, expect
from werkzeug.test import TestResponse

from service.app import create_app
from service.config import Settings
from service.papers.office_facts import office_of
from service.papers.own import shelf_of
from service.registers import accounts
from service.registers.roles import Role, loaded
from service.store import Store
from service.store.number_report import report
from service.web.sample import Sample
from service.web.sample_county import ORGAN
from tests.web.conftest import ISSUES, LEDGER, MEETING, PASSWORD, Visitor, kept_files


@pytest.fixture
def first(app: Flask) -> Visitor:
    """Whoever comes first, at the machine itself."""
    found = Visitor(app.test_client())
    found.form_page = "/setup"
    return found


def begin(visitor: Visitor, **more: Any) -> TestResponse:
    fields = {"name": "张三", "login": "zhangsan", "roles": ["CLERK"], "way": "own", "password": PASSWORD, **more}
    return visitor.post("/setup", **fields)


@pytest.mark.parametrize("path", ["/", "/ledgers", "/admin/audit", "/login", "/account"])
def test_while_nobody_can_sign_in_every_page_leads_to_setup(first: Visitor, path: str) -> None:
    answer = first.client.get(path)
    assert (answer.status_code, answer.location) == (303, "/setup")


def test_the_first_administrator_is_made_with_an_own_password_and_goes_on(app: Flask, first: Visitor) -> None:
    answer = begin(first)
    assert (answer.status_code, answer.location) == (303, "/setup/office")
    assert first.client.get("/setup/office").status_code == 200
    store: Store = app.extensions["huicai.store"]
    with store.read() as session:
        (made,) = accounts.listed(session)
    assert loaded(made.roles) == {Role.ADMIN, Role.CLERK}
    assert first.client.get("/setup").location == "/"
    first.form_page = "/account"
    assert begin(first).status_code == 404


def test_a_made_password_is_shown_once_and_is_good(first: Visitor) -> None:
    answer = begin(first, way="made", password="")
    assert answer.location == "/setup/password"
    page = first.client.get("/setup/password").text
    tree: Any = html.fromstring(page)
    password = tree.get_element_by_id("made-password").text
    assert re.fullmatch(r"\w{4}(-\w{4}){3}", password)
    assert first.client.get("/setup/password").location == "/"
    first.form_page = "/account"
    first.post("/logout")
    first.form_page = "/login"
    assert first.post("/login", login="zhangsan", password=password).location == "/"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "没有填写姓名"),
        ({"login": "张三"}, "登录名“张三”不能用"),
        ({"password": "123"}, "至少要10个"),
        ({"password": ""}, "还没有填写密码"),
    ],
)
def test_what_cannot_be_is_told_with_what_was_typed(first: Visitor, change: dict[str, str], sentence: str) -> None:
    answer = begin(first, **change)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert PASSWORD not in answer.text
    tree: Any = html.fromstring(answer.text)
    assert tree.get_element_by_id("login").get("value") == change.get("login", "zhangsan")


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"environ_base": {"REMOTE_ADDR": "10.0.0.8"}},
        {"headers": {"X-Forwarded-For": "10.0.0.8"}},
        {"headers": {"Host": "huicai.office"}},
    ],
)
def test_from_elsewhere_the_code_of_the_console_is_needed(tmp_path: Path, elsewhere: dict[str, Any]) -> None:
    app = create_app(Settings(home=tmp_path / "other", host="0.0.0.0", password_memory_mb=1, password_rounds=1))
    client = app.test_client()
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/setup", **elsewhere).text)
    assert found
    fields = {"csrf_token": found[1], "name": "张三", "login": "zhangsan", "way": "own", "password": PASSWORD}
    for code, status in (("", 422), ("abcd-abcd-abcd-abcd", 422), (app.extensions["huicai.setup_code"], 303)):
        assert client.post("/setup", data={**fields, "code": code}, **elsewhere).status_code == status
    app.extensions["huicai.store"].close()


OFFICE = {
    "issuer.name": "清溪县重点项目建设指挥部办公室",
    "issuer.short": "清重办",
    "issuer.copy_to": "县委办公室\n县政府办公室",
}


def test_the_steps_write_the_facts_the_numbers_and_the_profile(
    app: Flask, visitor: Visitor, settings: Settings
) -> None:
    assert visitor.post("/setup/office", **OFFICE).location == "/setup/numbers"
    office = office_of(settings)
    assert (office.issuer.short, office.issuer.copy_to) == ("清重办", ("县委办公室", "县政府办公室"))
    assert "清重办调〔" in visitor.client.get("/setup/numbers").text
    numbers = {"last-调": "15", "last-函": "", "evidence": "发文登记簿第12页", "profile": "electronic"}
    assert visitor.post("/setup/numbers", **numbers).location == "/setup/people"
    store: Store = app.extensions["huicai.store"]
    with store.read() as session:
        assert [(each.sign, each.last) for each in report(session)] == [("清重办调", 15)]
    assert (settings.home / "huicai.toml").read_text(encoding="utf-8") == 'profile = "electronic"\n'
    done = visitor.client.get("/setup/done").text
    assert "清重办" in done
    assert "联系人、联系电话" in done  # what is still to be filled in, without the file's own keys


def test_a_number_that_cannot_be_leaves_all_as_it_was(app: Flask, visitor: Visitor) -> None:
    visitor.post("/setup/office", **OFFICE)
    visitor.post("/setup/numbers", **{"last-调": "15"})
    for wrong, sentence in (("12", "不能作为接号的起点"), ("十五", "应是一个数")):
        answer = visitor.post("/setup/numbers", **{"last-函": "3", "last-调": wrong})
        assert (answer.status_code, sentence in answer.text) == (422, True)
    store: Store = app.extensions["huicai.store"]
    with store.read() as session:
        assert [(each.sign, each.last) for each in report(session)] == [("清重办调", 15)]


def test_the_office_cannot_be_without_a_name(visitor: Visitor, settings: Settings) -> None:
    answer = visitor.post("/setup/office", **{**OFFICE, "issuer.name": " "})
    assert (answer.status_code, "没有填写" in answer.text, "清重办" in answer.text) == (422, True, True)
    assert not (settings.home / "office.toml").exists()


TIMES = {"session_idle_minutes": 30, "session_hours": 8, "max_upload_mb": 20}


@pytest.fixture
def sampled(app: Flask, visitor: Visitor) -> Iterator[Visitor]:
    """A visitor within the invented county."""
    assert visitor.client.get("/sample/").status_code == 404
    answer = visitor.post("/try")
    assert answer.status_code == 303
    assert visitor.client.get(answer.location).location == "/sample/"
    assert visitor.client.get(answer.location).status_code == 404  # the key was good once
    yield visitor
    app.extensions["huicai.sample"].remove()


def test_the_sample_files_are_one_button_away_within_the_invented_county(sampled: Visitor, settings: Settings) -> None:
    sampled.form_page = "/sample/account"
    answer = sampled.post("/sample/samples")
    assert answer.status_code == 303
    page = sampled.client.get(answer.location).text
    assert all(path.name in page for path in (LEDGER, ISSUES, MEETING))
    assert kept_files(settings) == []


def test_the_invented_county_prints_in_a_profile_of_its_own(app: Flask, sampled: Visitor, settings: Settings) -> None:
    county: Sample = app.extensions["huicai.sample"]

    def tops() -> list[int]:
        """Where a paper of the office begins, and one of the invented county, in mm."""
        inner = county.app()
        assert inner
        sources = (shelf_of(of.extensions["huicai"]).papers["meeting_notice"].source() for of in (app, inner))
        margins = [docx.Document(io.BytesIO(source)).sections[0].top_margin for source in sources]
        return [round(margin.mm) if margin else 0 for margin in margins]

    (settings.home / "本县.profile.toml").write_text("top = 36\n", encoding="utf-8")
    assert sampled.post("/admin/settings", **TIMES, profile="本县.profile.toml").status_code == 303
    assert tops() == [36, 37]
    sampled.form_page = "/sample/account"
    assert sampled.post("/sample/admin/settings", **TIMES, profile="electronic").status_code == 303
    assert tops() == [36, 35]
    county.close()  # and it is so after a new start
    assert tops() == [36, 35]


def test_the_invented_county_stands_beside_and_goes_whole(
    app: Flask, sampled: Visitor, settings: Settings, stranger: Visitor, visitor_of: Callable[..., Visitor]
) -> None:
    page = sampled.client.get("/sample/").text
    assert "逾期4天" in page
    assert "不能用来正式办文" in page
    for path in ("/sample/ledgers", "/sample/login"):
        assert stranger.client.get(path).location == "/try"
    store: Store = app.extensions["huicai.store"]
    inner: Store = app.extensions["huicai.sample"].app().extensions["huicai.store"]
    with store.read() as session, inner.read() as within:
        assert report(session) == []
        assert all(each.sign.startswith(ORGAN) for each in report(within))
        assert len(report(within)) >= 2
        assert all(each.sound for each in report(within))
    assert visitor_of(Role.CLERK).post("/try/remove", sure="1").status_code == 403
    assert "删除示例？" in sampled.post("/try/remove").text
    assert sampled.post("/try/remove", sure="1").status_code == 303
    assert not (settings.home / "sample").exists()
    assert sampled.client.get("/sample/").status_code == 404


def test_from_an_empty_machine_to_the_invented_county_by_clicks(browser: Browser, app: Flask, address: str) -> None:
    with browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN") as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_label("您的姓名").fill("张三")
        page.get_by_label("登录名").fill("zhangsan")
        page.get_by_role("button", name="建立账号").click()
        password = page.locator("#made-password").inner_text()
        page.get_by_role("button", name="复制").click()
        page.get_by_role("link", name="记好了，继续").click()
        page.get_by_label("发文机关全称").fill("清溪县重点项目建设指挥部办公室")
        page.get_by_label("机关代字").fill("清重办")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_label("清重办调", exact=False).first.fill("15")
        page.get_by_role("button", name="保存，下一步").click()
        expect(page.get_by_role("status")).to_have_text("已接续 1 种编号。")
        page.get_by_role("link", name="下一步").click()
        page.get_by_role("button", name="填入示例县试一试").click()
        expect(page.get_by_role("note")).to_contain_text("示例")
        page.get_by_role("link", name="回到正式系统").click()
        page.get_by_role("button", name="退出").click()
        page.get_by_label("登录名").fill("zhangsan")
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("看板")
    app.extensions["huicai.sample"].remove()
