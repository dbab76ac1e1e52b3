"""Signing in: one sentence for whatever is wrong, doors that lock, sessions that end, and nothing secret in the log."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text

from service.config import Settings
from service.errors import EntryError, LockedOutError, SignInError
from service.registers import accounts, lockout, sign_in
from service.registers.passwords import Passwords
from service.registers.roles import May, Role
from service.registers.sign_in import authenticate, change_password
from service.store import Store, open_store
from service.store.clock import SHANGHAI
from service.store.models_accounts import Account, FailedAttempts
from tests.registers.people import GOOD, HOME, ROOT, cheap, person, settled

NOON = datetime(2026, 10, 20, 12, tzinfo=SHANGHAI)
ELSEWHERE = "10.0.0.9"


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(cheap(settings)) as found:
        yield found


def fail(store: Store, login: str = "zhangsan", address: str = HOME, at: datetime = NOON) -> str:
    """A wrong password; what was said."""
    with pytest.raises(SignInError) as refused:
        authenticate(store, login, "不是这个密码呀不是", address, at)
    return str(refused.value)


def waits(store: Store, login: str, at: datetime, address: str = HOME) -> int:
    """How long the right password must wait, in seconds."""
    with pytest.raises(LockedOutError) as locked:
        authenticate(store, login, GOOD, address, at)
    return locked.value.seconds


def test_in_by_the_right_password(store: Store) -> None:
    account = settled(store, "zhangsan", Role.CLERK, Role.LEADER)
    found = authenticate(store, " ZhangSan ", GOOD, HOME)
    assert found.id == account.id
    who = accounts.who_of(found)
    assert (who.name, who.may(May.SIGN), who.may(May.BACKUP), who.token) == ("张三（zhangsan）", True, False, "")


def test_a_password_that_was_given_lets_in_only_to_change_it(store: Store) -> None:
    made = accounts.create(store, person("zhangsan"), ROOT)
    found = authenticate(store, "zhangsan", made.password, HOME)
    assert not any(accounts.who_of(found).may(what) for what in May)
    changed = change_password(store, found, made.password, GOOD, HOME)
    assert accounts.who_of(changed).may(May.UPLOAD)
    assert fail(store) == fail(store, "nobody")
    with pytest.raises(SignInError):
        authenticate(store, "zhangsan", made.password, HOME)


def test_strangers_learn_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(store, "zhangsan")
    off = settled(store, "lisi")
    with store.write() as session:
        accounts.switch_off(session, off.id, ROOT)
    worked: list[str] = []
    real = Passwords.fits

    def watched(self: Passwords, kept: str, password: str) -> bool:
        worked.append(kept.rsplit("$", 2)[0])
        return real(self, kept, password)

    monkeypatch.setattr(Passwords, "fits", watched)
    for login in ("zhangsan", "lisi", "nobody", "", "张三", "\x00\ud800", "x" * 10_000):
        said = [fail(store, login) for _ in range(5)]
        assert set(said) == {"登录名或密码不对，请核对大小写和输入法后重试；接连错了，会暂停一段时间不能登录"}
        assert waits(store, login, NOON, ELSEWHERE) == 60
        assert worked == ["$argon2id$v=19$m=1024,t=1,p=4"] * 5  # the same work, once each, and none when locked
        worked.clear()


def test_an_account_that_is_off_stays_out_with_its_password(store: Store) -> None:
    account = settled(store, "zhangsan")
    with store.write() as session:
        accounts.switch_off(session, account.id, ROOT)
    with pytest.raises(SignInError, match="登录名或密码不对"):
        authenticate(store, "zhangsan", GOOD, HOME)


def test_waits_grow_and_end(store: Store) -> None:
    settled(store, "zhangsan")
    at = NOON
    for _ in range(4):
        fail(store, at=at)
    authenticate(store, "zhangsan", GOOD, HOME, at)  # forgives the four
    for _ in range(4):
        fail(store, at=at)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        fail(store, at=at)
        assert waits(store, "zhangsan", at) == minutes * 60
        assert waits(store, "zhangsan", at + timedelta(seconds=1), ELSEWHERE) == minutes * 60 - 1
        at += timedelta(minutes=minutes)
    authenticate(store, "zhangsan", GOOD, HOME, at)
    fail(store, at=at)
    authenticate(store, "zhangsan", GOOD, HOME, at)


def test_a_day_of_quiet_is_forgotten(store: Store) -> None:
    settled(store, "zhangsan")
    for _ in range(5):
        fail(store)
    later = NOON + timedelta(days=1, minutes=1)
    for minutes, counted in ((0, 6), (1, 1)):
        with store.write() as session:
            lockout.count_failure(session, [lockout.door_of_account(1)], later + timedelta(minutes=minutes))
            row = session.get_one(FailedAttempts, "account:1")
            assert row.count == counted
            row.count, row.last_at, row.locked_until = 5, NOON, NOON + timedelta(minutes=1)


def test_an_address_locks_for_all_accounts_and_no_other_address(store: Store) -> None:
    settled(store, "zhangsan")
    for number in range(50):
        fail(store, f"nobody{number}")
    assert waits(store, "zhangsan", NOON) == 60
    authenticate(store, "zhangsan", GOOD, ELSEWHERE, NOON)
    assert waits(store, "zhangsan", NOON) == 60  # somebody else's success does not open it
    authenticate(store, "zhangsan", GOOD, HOME, NOON + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("10.0.0.8", "10.0.0.9", False),
        ("10.0.0.8", "::ffff:10.0.0.8", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::1", True),
        ("", "10.0.0.8", False),
        ("\x00", "\ud800", False),
        ("x" * 1000, "x" * 1001, False),
    ],
)
def test_doors_of_addresses(one: str, other: str, is_same: bool) -> None:
    doors = [lockout.door_of_address(each) for each in (one, other)]
    assert (doors[0] == doors[1]) == is_same
    assert all(len(door.name) <= 100 for door in doors)


def test_the_administrator_opens_a_lock(store: Store) -> None:
    account = settled(store, "zhangsan")
    for _ in range(5):
        fail(store)
    with store.write() as session:
        accounts.switch_on(session, account.id, ROOT)
    authenticate(store, "zhangsan", GOOD, HOME, NOON)
    for _ in range(5):
        fail(store)
    made = accounts.reset_password(store, account.id, ROOT)
    with pytest.raises(SignInError, match="登录名或密码不对"):
        authenticate(store, "zhangsan", GOOD, HOME, NOON)
    assert authenticate(store, "zhangsan", made.password, HOME, NOON).must_change_password


def test_a_lock_that_falls_meanwhile_counts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    account = settled(store, "zhangsan")

    def slow(self: Passwords, kept: str, password: str) -> bool:
        with store.write() as session:
            for _ in range(5):
                lockout.count_failure(session, [lockout.door_of_account(account.id)], NOON)
        return True

    monkeypatch.setattr(Passwords, "fits", slow)
    with pytest.raises(LockedOutError):
        authenticate(store, "zhangsan", GOOD, HOME, NOON)


def test_a_password_changed_meanwhile_is_not_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    account = settled(store, "zhangsan")
    real = Passwords.fits

    def slow(self: Passwords, kept: str, password: str) -> bool:
        monkeypatch.undo()
        accounts.reset_password(store, account.id, ROOT)
        return real(self, kept, password)

    monkeypatch.setattr(Passwords, "fits", slow)
    with pytest.raises(SignInError, match="登录名或密码不对"):
        authenticate(store, "zhangsan", GOOD, HOME)


def test_changed_settings_keep_the_password_anew(store: Store) -> None:
    account = settled(store, "zhangsan")
    store.settings = replace(store.settings, password_rounds=2)
    found = authenticate(store, "zhangsan", GOOD, HOME)
    assert (account.password_hash.split("$")[3], found.password_hash.split("$")[3]) == (
        "m=1024,t=1,p=4",
        "m=1024,t=2,p=4",
    )
    assert found.session_epoch == account.session_epoch
    assert authenticate(store, "zhangsan", GOOD, HOME).password_hash == found.password_hash


def test_sessions_end_when_they_must(store: Store) -> None:
    account = settled(store, "zhangsan")

    def is_in(epoch: int) -> bool:
        with store.read() as session:
            return sign_in.of_session(session, account.id, epoch, "a") is not None

    assert (is_in(account.session_epoch), is_in(account.session_epoch - 1)) == (True, False)
    changed = change_password(store, account, GOOD, GOOD + "又一棵", HOME)
    assert (is_in(account.session_epoch), is_in(changed.session_epoch)) == (False, True)
    with store.write() as session:
        accounts.switch_off(session, account.id, ROOT)
        assert sign_in.of_session(session, account.id, changed.session_epoch + 1, "a") is None
        accounts.switch_on(session, account.id, ROOT)
    assert not is_in(changed.session_epoch)
    with store.read() as session:
        assert sign_in.of_session(session, 99, 1, "a") is None


UNCHANGED: tuple[tuple[str, str, type[Exception], str], ...] = (
    ("不是原来的那个密码", GOOD + "下", SignInError, "原密码不对，没有改成"),
    (GOOD, GOOD, EntryError, "新密码和原密码一样"),
    (GOOD, "zhangsan123", EntryError, "除了登录名或姓名"),
)


def test_a_password_that_is_not_changed(store: Store) -> None:
    account = settled(store, "zhangsan")
    for old, new, error, said in UNCHANGED:
        with pytest.raises(error, match=said):
            change_password(store, account, old, new, HOME)
    authenticate(store, "zhangsan", GOOD, HOME)


def test_an_open_session_is_no_way_to_guess_the_password(store: Store) -> None:
    account = settled(store, "zhangsan")
    for _ in range(5):
        with pytest.raises(SignInError, match="原密码不对"):
            change_password(store, account, "不是原来的那个密码", GOOD + "下", HOME)
    with pytest.raises(LockedOutError):
        change_password(store, account, GOOD, GOOD + "下", HOME)


def test_nothing_secret_is_in_the_log_and_all_deeds_are(store: Store) -> None:
    account = settled(store, "zhangsan")
    authenticate(store, "zhangsan", GOOD, HOME)
    typed = "我的密码打在登录名里了"
    fail(store)
    with pytest.raises(SignInError):
        authenticate(store, typed, "x", HOME)
    made = accounts.reset_password(store, account.id, ROOT)
    with store.read() as session:
        log = session.execute(text("SELECT who, action, subject, detail FROM audit_entry ORDER BY seq")).all()
        kept = session.scalars(select(Account.password_hash)).one()
        doors = str(session.scalars(select(FailedAttempts.door)).all())
    for secret in (GOOD, made.password, typed, kept, "不是这个密码呀不是"):
        assert secret not in str(log)
        assert secret not in doors
    zhang = "张三（zhangsan）"
    assert [tuple(row)[:3] for row in log] == [
        ("管理员", "建立账号", zhang),
        (zhang, "修改密码", zhang),
        (zhang, "登录", zhang),
        ("未登录者", "登录失败", zhang),
        ("未登录者", "登录失败", "没有这个账号"),
        ("管理员", "重设密码", zhang),
    ]
    assert log[3].detail == '{"account":1,"address":"10.0.0.8"}'


def test_no_password_is_hashed_while_others_wait_to_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    for name in ("fits", "hashed"):
        _watch(monkeypatch, store, name, checked)
    accounts.first_admin(store, person("root"))
    settled(store, "zhangsan")
    store.settings = replace(store.settings, password_rounds=2)
    accounts.reset_password(store, authenticate(store, "zhangsan", GOOD, HOME).id, ROOT)
    fail(store)
    assert (checked.count("hashed"), checked.count("fits")) == (5, 4)


def _watch(monkeypatch: pytest.MonkeyPatch, store: Store, name: str, checked: list[str]) -> None:
    real = getattr(Passwords, name)

    def watched(self: Passwords, *words: str) -> object:
        assert not getattr(store._busy, "writing", False)
        checked.append(name)
        return real(self, *words)

    monkeypatch.setattr(Passwords, name, watched)


def test_old_doors_are_swept(store: Store) -> None:
    fail(store, "nobody", at=NOON)
    fail(store, "another", "10.0.0.7", at=NOON + timedelta(days=3))
    with store.read() as session:
        found = set(session.scalars(select(FailedAttempts.door)))
    assert len(found) == 2
    assert "address:10.0.0.7" in found


PROCESSES, EACH = 2, 15


def _fail_often(settings: Settings, number: int) -> None:
    with open_store(settings) as store:
        for turn in range(EACH):
            with suppress(SignInError):
                authenticate(store, f"nobody{number}-{turn}", "x", HOME, NOON)
        with suppress(SignInError):
            authenticate(store, "zhangsan", "x", HOME, NOON)


def test_two_processes_count_together(store: Store) -> None:
    account = settled(store, "zhangsan")
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as crowd:
        list(crowd.map(_fail_often, [store.settings] * PROCESSES, range(PROCESSES)))
    with store.read() as session:
        counts = {row.door: row.count for row in session.scalars(select(FailedAttempts))}
    assert counts[f"address:{HOME}"] == PROCESSES * (EACH + 1)
    assert counts[f"account:{account.id}"] == PROCESSES
    assert len(counts) == PROCESSES * EACH + 2
