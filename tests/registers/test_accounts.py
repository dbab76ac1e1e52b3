"""Accounts: the first administrator once, the last one for ever, names that tell who did it, nothing deleted."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import inspect, text

from service.config import Settings
from service.errors import EntryError, HuicaiError, NoEntryError, NotAllowedError, RegisterError, StoreError
from service.registers import accounts, tokens
from service.registers.accounts import Person
from service.registers.roles import Role, Who
from service.store import Store, engine, guards, open_store
from service.store.addresses import address
from service.store.audit_check import verify
from service.store.clock import business_date, now
from service.store.migrating import downgrade, upgrade
from tests.registers.people import ROOT, cheap, person, settled
from tests.store.test_migrations import rows

TABLES = {"account", "api_token", "failed_attempts"}


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(cheap(settings)) as found:
        yield found


def test_the_first_administrator_once(store: Store) -> None:
    made = accounts.first_admin(store, person("Zhangsan", Role.CLERK))
    assert (made.account.login, made.account.roles) == ("zhangsan", "ADMIN,CLERK")
    assert made.account.made_by == "张三（zhangsan）"
    with pytest.raises(RegisterError, match="首个管理员只能建立一次"):
        accounts.first_admin(store, person("lisi"))
    with store.read() as session:
        assert [account.login for account in accounts.listed(session)] == ["zhangsan"]


def _begin(store: Store, number: int) -> bool:
    with suppress(RegisterError):
        accounts.first_admin(store, person(f"admin{number}"))
        return True
    return False


def test_several_at_once_make_one_first_administrator(store: Store) -> None:
    with ThreadPoolExecutor(4) as crowd:
        assert sorted(crowd.map(_begin, [store] * 4, range(4))) == [False, False, False, True]
    with store.read() as session:
        assert len(accounts.listed(session)) == 1


def admins(store: Store) -> tuple[int, int]:
    """Two administrators."""
    first = accounts.first_admin(store, person("zhangsan")).account.id
    return first, accounts.create(store, person("lisi", Role.ADMIN, name="李四"), ROOT).account.id


def test_the_last_administrator_stays(store: Store) -> None:
    first, second = admins(store)
    said = "张三（zhangsan）是最后一个在用的管理员，不能停用或取消管理员角色"
    with store.write() as session:
        accounts.switch_off(session, second, ROOT)
    with pytest.raises(RegisterError, match=said), store.write() as session:
        accounts.switch_off(session, first, ROOT)
    with pytest.raises(RegisterError, match=said), store.write() as session:
        accounts.set_roles(session, first, [Role.CLERK], ROOT)
    with store.write() as session:
        accounts.set_roles(session, second, [Role.CLERK], ROOT)  # one that is off
        accounts.set_roles(session, first, [Role.CLERK, Role.ADMIN], ROOT)
        accounts.switch_on(session, second, ROOT)
        accounts.set_roles(session, second, [Role.ADMIN], ROOT)
        accounts.switch_off(session, first, ROOT)
    with store.read() as session:
        assert [(account.login, account.active) for account in accounts.listed(session)] == [
            ("lisi", True),
            ("zhangsan", False),
        ]


def _resign(store: Store, account_id: int) -> bool:
    with suppress(RegisterError), store.write() as session:
        accounts.switch_off(session, account_id, ROOT)
        return True
    return False


def test_two_administrators_do_not_go_at_once(store: Store) -> None:
    first, second = admins(store)
    with ThreadPoolExecutor(1) as other:
        with store.write() as session:
            accounts.switch_off(session, first, ROOT)
            resigning = other.submit(_resign, store, second)
            assert not wait([resigning], 0.3).done  # held until we are through
        assert not resigning.result()


UNFIT = (
    (Person(login="x", name="张三", roles=[Role.CLERK]), "登录名“x”不能用"),
    (Person(login="张三", name="张三", roles=[Role.CLERK]), "登录名“张三”不能用"),
    (Person(login="zhang san", name="张三", roles=[Role.CLERK]), "登录名“zhang san”不能用"),
    (Person(login="z" * 33, name="张三", roles=[Role.CLERK]), "不能用"),
    (Person(login="zs", name=" ", roles=[Role.CLERK]), "没有填写姓名"),
    (Person(login="zs", name="李四（lisi）", roles=[Role.CLERK]), "不带括号"),
    (Person(login="zs", name="张\u202e三", roles=[Role.CLERK]), "记录里要分得清是谁办的"),
    (Person(login="zs", name="系统", roles=[Role.CLERK]), "请写真实姓名"),
    (Person(login="zs", name="三" * 31, roles=[Role.CLERK]), "姓名有31个字，最多30个"),
    (Person(login="zs", name="张三", roles=[Role.CLERK], unit="水" * 201), "单位名称有201个字"),
    (Person(login="zs", name="张三", roles=[]), "没有给角色"),
    (Person(login="zs", name="张三", roles=[Role.UNIT]), "要写明是哪个单位"),
)


def test_what_cannot_be_an_account(store: Store) -> None:
    for who, said in UNFIT:
        with pytest.raises(EntryError, match=said):
            accounts.create(store, who, ROOT)
    with store.read() as session:
        assert not accounts.any_account(session)


def test_a_login_is_nobody_elses_ever(store: Store) -> None:
    account = settled(store, "zhangsan")
    with store.write() as session:
        accounts.switch_off(session, account.id, ROOT)
    with pytest.raises(RegisterError, match="登录名“zhangsan”已有人用过"):
        accounts.create(store, person("ZHANGSAN", name="别人"), ROOT)


def test_a_new_name_keeps_the_login_and_the_old_records(store: Store) -> None:
    account = settled(store, "slj", Role.UNIT, unit="县水利局")
    with store.write() as session:
        accounts.rename(session, account.id, "王五", "县水务局", ROOT)
    with pytest.raises(EntryError, match="要写明是哪个单位"), store.write() as session:
        accounts.rename(session, account.id, "王五", "", ROOT)
    with store.read() as session:
        who = accounts.who_of(accounts.named(session, "slj"))
        log = session.execute(text("SELECT subject FROM audit_entry ORDER BY seq")).scalars().all()
    assert (who.name, who.unit) == ("王五（slj）", "县水务局")
    assert log == ["张三（slj）"] * 3


def test_only_an_administrator_manages_accounts(store: Store) -> None:
    clerk = accounts.who_of(settled(store, "zhangsan", Role.CLERK, Role.LEADER, Role.SUPERVISOR))
    admin = accounts.who_of(settled(store, "lisi", Role.ADMIN, name="李四"))
    assert clerk.account_id
    made = accounts.create(store, person("wangwu"), admin)
    assert made.account.made_by == "李四（lisi）"
    refused = pytest.raises(NotAllowedError, match="管理账号和令牌由管理员办理")
    with refused:
        accounts.create(store, person("other"), clerk)
    with refused:
        accounts.reset_password(store, clerk.account_id, clerk)
    for change in (accounts.switch_off, accounts.switch_on):
        with refused, store.write() as session:
            change(session, clerk.account_id, clerk)
    with refused, store.write() as session:
        accounts.set_roles(session, clerk.account_id, [Role.ADMIN], clerk)
    with refused, store.write() as session:
        accounts.rename(session, clerk.account_id, "别人", "", clerk)


def test_who_is_not_there(store: Store) -> None:
    with store.read() as session:
        assert not accounts.any_account(session)
        with pytest.raises(NoEntryError, match="没有登录名为“nobody”的账号"):
            accounts.named(session, "nobody")
    with pytest.raises(NoEntryError, match="没有第9号账号"), store.write() as session:
        accounts.switch_off(session, 9, ROOT)
    with pytest.raises(NoEntryError, match="没有第9号账号"):
        accounts.reset_password(store, 9, ROOT)


def test_the_longest_name_there_can_be_fits_everywhere(store: Store) -> None:
    account = settled(store, "z" * 32, name="三" * 30)
    with store.write() as session:
        wish = tokens.Wish(label="用" * 30, roles=[Role.CLERK], expires_on=business_date(now()))
        made = tokens.make(session, account.id, wish, ROOT)
    who = tokens.token_of(store, made.secret, "")
    assert len(who.name) == len(Who.at_console(who.name).name) <= 100


def fill(store: Store) -> None:
    """Something in every table of accounts."""
    account = settled(store, "zhangsan")
    wish = tokens.Wish(label="县OA", roles=[Role.CLERK], expires_on=date(2026, 10, 20))
    with store.write() as session:
        made = tokens.make(session, account.id, wish, ROOT, now().replace(year=2026, month=10, day=1))
    with suppress(HuicaiError):
        tokens.token_of(store, made.secret + "x", "10.0.0.8")


def test_up_and_down(store: Store) -> None:
    fill(store)
    found = engine.migrating(address(store.settings))
    before = rows(found)
    assert {name for name in TABLES if before[name]} == TABLES
    downgrade(found, "0005")
    with found.connect() as connection:
        assert not TABLES & set(inspect(connection).get_table_names())
    assert rows(found)["audit_entry"] == before["audit_entry"]
    upgrade(found)
    assert {name for name in TABLES if rows(found)[name]} == set()
    with found.connect() as connection:
        assert guards.missing(connection) == []
    found.dispose()
    with Store(store.settings) as again:
        fill(again)
        assert verify(again).faults == ()


def test_who_did_it_cannot_be_wiped_out(store: Store) -> None:
    fill(store)
    for statement in ("DELETE FROM account", "UPDATE account SET login = 'lisi'", "DELETE FROM api_token"):
        with pytest.raises(StoreError, match="受保护"), store.write() as session:
            session.execute(text(statement))
