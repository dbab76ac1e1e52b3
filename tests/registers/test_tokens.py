"""Tokens: taken with no more roles than their account has, refused with a reason, never known by the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from service.config import Settings
from service.errors import EntryError, LockedOutError, NotAllowedError, RegisterError, SignInError
from service.registers import accounts, tokens
from service.registers.roles import May, Role, Who
from service.registers.tokens import MadeToken, Wish, token_of
from service.store import Store, open_store
from service.store.clock import SHANGHAI
from service.store.models_accounts import Token
from tests.registers.people import HOME, ROOT, cheap, person, settled

NOON = datetime(2026, 10, 20, 12, tzinfo=SHANGHAI)
DAY = NOON.date()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(cheap(settings)) as found:
        yield found


def given(store: Store, *roles: Role, login: str = "zhangsan", last: date = DAY, label: str = "县OA") -> MadeToken:
    """A token for an account that is a clerk and a supervisor, with some of its roles."""
    made = accounts.create(store, person(login, Role.CLERK, Role.SUPERVISOR), ROOT)
    with store.write() as session:
        wish = Wish(label=label, roles=roles or (Role.CLERK,), expires_on=last)
        return tokens.make(session, made.account.id, wish, ROOT, NOON)


def stored_token(store: Store) -> Token:
    with store.read() as session:
        return tokens.listed(session)[0]


def test_a_token_acts_for_its_account(store: Store) -> None:
    made = given(store)
    who = token_of(store, made.secret, HOME, NOON)
    assert who == Who(made.token.account_id, "张三（zhangsan，令牌：县OA）", "", frozenset({Role.CLERK}), "县OA")
    assert (who.may(May.UPLOAD), who.may(May.ESCALATE)) == (True, False)  # though the password was never changed


def test_the_secret_is_kept_nowhere(store: Store) -> None:
    made = given(store)
    with store.read() as session:
        for table in ("api_token", "audit_entry"):
            assert made.secret not in str(session.execute(text(f"SELECT * FROM {table}")).all())
    assert made.secret.startswith(made.token.shown)
    assert len(made.secret) - len(made.token.shown) > 30


def expire(store: Store, token: Token) -> datetime:
    return NOON + timedelta(days=1)


def revoke(store: Store, token: Token) -> datetime:
    with store.write() as session:
        tokens.revoke(session, token.id, ROOT, NOON)
    return NOON


def deactivate(store: Store, token: Token) -> datetime:
    with store.write() as session:
        accounts.switch_off(session, token.account_id, ROOT)
    return NOON


def take_role(store: Store, token: Token) -> datetime:
    with store.write() as session:
        accounts.set_roles(session, token.account_id, [Role.SUPERVISOR], ROOT)
    return NOON


SPOILED = (
    (expire, "令牌“县OA”已在2026-10-20到期"),
    (revoke, "令牌“县OA”已撤销"),
    (deactivate, "令牌“县OA”所属的账号已停用"),
    (take_role, "令牌“县OA”的角色，它的账号都已没有"),
)


def test_a_token_that_is_not_taken_any_more(store: Store) -> None:
    for spoil, said in SPOILED:
        made = given(store, login=spoil.__name__)
        token_of(store, made.secret, HOME, NOON)
        moment = spoil(store, made.token)
        with pytest.raises(SignInError, match=said):
            token_of(store, made.secret, HOME, moment)


def test_what_is_no_token(store: Store) -> None:
    for secret in ("", "hc_", "hc_" + "A" * 43, "令牌", "\ud800\x00", "x" * 100_000):
        with pytest.raises(SignInError, match="令牌不对"):
            token_of(store, secret, HOME)


def test_the_last_day_counts_to_its_midnight_in_shanghai(store: Store) -> None:
    made = given(store)
    midnight = datetime(2026, 10, 21, tzinfo=SHANGHAI)
    token_of(store, made.secret, HOME, midnight - timedelta(seconds=1))
    with pytest.raises(SignInError, match="到期"):
        token_of(store, made.secret, HOME, midnight)


def test_refused_too_often_at_one_address(store: Store) -> None:
    made = given(store)
    for _ in range(50):
        with pytest.raises(SignInError, match="令牌不对"):
            token_of(store, "hc_wrong", HOME, NOON)
    with pytest.raises(LockedOutError) as locked:
        token_of(store, "hc_wrong", HOME, NOON)
    assert locked.value.seconds == 60
    assert token_of(store, made.secret, HOME, NOON).may(May.READ)
    with pytest.raises(SignInError, match="令牌不对"):
        token_of(store, "hc_wrong", "10.0.0.9", NOON)


def test_use_is_noted_now_and_then(store: Store) -> None:
    made = given(store)
    for minutes, noted in ((0, 0), (4, 0), (5, 5), (6, 5)):
        token_of(store, made.secret, HOME, NOON + timedelta(minutes=minutes))
        assert stored_token(store).last_used == NOON + timedelta(minutes=noted)


def test_revoked_once_for_good(store: Store) -> None:
    made = given(store)
    revoke(store, made.token)
    with store.write() as session:
        tokens.revoke(session, made.token.id, Who.at_console("王五"), NOON + timedelta(hours=1))
    found = stored_token(store)
    assert (found.revoked_at, found.revoked_by) == (NOON, ROOT.name)
    with pytest.raises(RegisterError, match="没有第99号令牌"), store.write() as session:
        tokens.revoke(session, 99, ROOT)


UNFIT = (
    (Wish(label=" ", roles=[Role.CLERK], expires_on=DAY), "没有填写令牌用途"),
    (Wish(label="OA", roles=[], expires_on=DAY), "没有写明令牌的角色"),
    (Wish(label="OA", roles=[Role.CLERK, Role.ADMIN], expires_on=DAY), "没有“管理员”角色，令牌不能超出"),
    (Wish(label="OA", roles=[Role.CLERK], expires_on=DAY - timedelta(1)), "到期日2026-10-19不能用"),
    (Wish(label="OA", roles=[Role.CLERK], expires_on=DAY + timedelta(732)), "到期日2028-10-21不能用"),
)


def test_what_cannot_be_a_token(store: Store) -> None:
    account = settled(store, "zhangsan")
    for wish, said in UNFIT:
        with pytest.raises(EntryError, match=said), store.write() as session:
            tokens.make(session, account.id, wish, ROOT, NOON)


def test_only_an_administrator_gives_and_takes_tokens(store: Store) -> None:
    made = given(store)
    clerk = accounts.who_of(settled(store, "lisi", name="李四"))
    wish = Wish(label="OA", roles=[Role.CLERK], expires_on=DAY)
    with pytest.raises(NotAllowedError, match="管理账号和令牌由管理员办理"), store.write() as session:
        tokens.make(session, made.token.account_id, wish, clerk, NOON)
    with pytest.raises(NotAllowedError, match="管理账号和令牌由管理员办理"), store.write() as session:
        tokens.revoke(session, made.token.id, clerk)
    deactivate(store, made.token)
    with pytest.raises(RegisterError, match="已停用，不能发令牌"), store.write() as session:
        tokens.make(session, made.token.account_id, wish, ROOT, NOON)
