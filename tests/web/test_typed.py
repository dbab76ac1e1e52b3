"""What was typed outlives a session that ended meanwhile: it is put back after signing in, to whoever typed it."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service.registers import accounts
from service.registers.accounts import Person
from service.registers.roles import Role, Who
from service.store import Store
from service.store.models_accounts import Account
from tests.web.conftest import PASSWORD


@pytest.fixture(autouse=True)
def _two(app: Flask, account: Account) -> None:
    """李四 beside 张三, both with the password of the tests."""
    store: Store = app.extensions["huicai.store"]
    person = Person(login="lisi", name="李四", roles={Role.CLERK})
    made = accounts.create(store, person, Who.at_console("张三")).account
    with store.write() as session:
        row = accounts.locked(session, made.id)
        row.must_change_password, row.password_hash = False, account.password_hash


def fill(page: Page) -> None:
    page.goto("/tickets/new")
    page.get_by_label("项目名称").fill("望舒大道改扩建")
    page.get_by_label("存在问题").fill("12户没有签约\n管线没有迁改")
    page.get_by_label("交办事项").fill("完成签约")
    page.get_by_label("牵头单位").fill("栖云镇")
    page.get_by_label("办理时限").fill("2027-03-01")


def sign_in(page: Page, login: str) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def kept(page: Page) -> str | None:
    found: str | None = page.evaluate("sessionStorage.getItem('huicai-typed')")
    return found


def test_a_form_sent_after_the_session_ended_is_filled_again(page: Page) -> None:
    fill(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("刚才提交的没有办成")).to_be_visible()
    sign_in(page, "zhangsan")
    expect(page.get_by_role("status").filter(has_text="刚才填的文字已经放回来")).to_be_visible()
    expect(page.get_by_label("项目名称")).to_have_value("望舒大道改扩建")
    expect(page.get_by_label("存在问题")).to_have_value("12户没有签约\n管线没有迁改")
    expect(page.get_by_label("办理时限")).to_have_value("2027-03-01")
    assert kept(page) is None
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("已草拟，还没有编号")).to_be_visible()
    assert kept(page) is None


def test_a_form_whose_token_is_no_good_any_more_is_filled_again(page: Page) -> None:
    fill(page)
    page.locator("main input[name=csrf_token]").evaluate("field => field.value = 'of before'")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("页面已过期")
    page.get_by_role("link", name="回到刚才的页面").click()
    expect(page.get_by_label("项目名称")).to_have_value("望舒大道改扩建")


def test_nobody_else_is_given_it(page: Page) -> None:
    fill(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="保存草稿").click()
    sign_in(page, "lisi")
    expect(page.get_by_role("heading", level=1)).to_contain_text("草拟调度单")
    expect(page.get_by_label("项目名称")).to_have_value("")
    assert kept(page) is None


def test_passwords_are_never_kept(page: Page) -> None:
    page.goto("/account")
    for label in ("现在的密码", "新密码", "再输一次新密码"):
        page.get_by_label(label, exact=True).fill("机密机密机密机密")
    page.context.clear_cookies()
    page.get_by_role("button", name="改密码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    assert "机密" not in (kept(page) or "")
