"""Who may do what: the table held against a county office's division of work, and refusals as sentences."""

from __future__ import annotations

import pytest

from service.errors import NotAllowedError, RegisterError
from service.registers.roles import ALLOWED, May, Role, Who, loaded, require, require_unit, role_set, step_needs, stored
from service.registers.ticket_life import Kind

C, S, L, A, U = Role.CLERK, Role.SUPERVISOR, Role.LEADER, Role.ADMIN, Role.UNIT
# The table the other way round: whoever moves a capability says so here too.
WHO_MAY = {
    May.READ: {C, S, L, A},
    May.UPLOAD: {C},
    May.MAKE_PAPERS: {C, S},
    May.PLAN_MEETING: {C},
    May.DRAFT_TICKET: {C, S},
    May.SIGN: {L},
    May.RECORD_STEPS: {C, S},
    May.DECIDE_STEPS: {S, L},
    May.ESCALATE: {S},
    May.VOID_NUMBER: {L},
    May.MANAGE_TEMPLATES: {C, A},
    May.RELEASE_TEMPLATES: {L, A},
    May.SET_UP: {A},
    May.MANAGE_ACCOUNTS: {A},
    May.READ_AUDIT: {L, A},
    May.BACKUP: {A},
    May.SEND_RETURN: {C, U},
}


def who(*roles: Role, unit: str = "", must_change: bool = False) -> Who:
    return Who(1, "张三（zhangsan）", unit, frozenset(roles), must_change=must_change)


def test_every_role_and_capability_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)
    assert set(WHO_MAY) == set(May)


@pytest.mark.parametrize("what", May, ids=lambda what: what.name)
@pytest.mark.parametrize("role", Role, ids=lambda role: role.name)
def test_a_role_may_or_is_told_who_may(role: Role, what: May) -> None:
    if role in WHO_MAY[what]:
        require(who(role), what)
        return
    with pytest.raises(NotAllowedError) as refused:
        require(who(role), what)
    said = str(refused.value)
    others = "、".join(other.value for other in Role if other in WHO_MAY[what])
    assert said.startswith(f"{what.value}由{others}办理，张三（zhangsan）的角色是{role.value}；")


def test_several_roles_add_up() -> None:
    both = who(C, L)
    assert {what for what in May if both.may(what)} == ALLOWED[C] | ALLOWED[L]
    assert not both.may(May.ESCALATE)


def test_whoever_has_a_password_of_somebody_else_may_do_nothing() -> None:
    with pytest.raises(NotAllowedError, match="先改成自己的密码"):
        require(who(*Role, must_change=True), May.READ)


def test_the_console_may_all_an_office_may() -> None:
    console = Who.at_console("李四")
    assert (console.account_id, console.name) == (None, "李四")
    assert all(console.may(what) for what in May)
    with pytest.raises(RegisterError, match="没有填写经办人姓名"):
        Who.at_console(" ")


def test_a_unit_sends_its_own_return_only() -> None:
    unit = who(U, unit="县水利局")
    require_unit(unit, "县水利局")
    with pytest.raises(NotAllowedError, match="只能报送“县水利局”的周报，不能报送“栖云镇”的"):
        require_unit(unit, "栖云镇")
    require_unit(who(C), "栖云镇")
    with pytest.raises(NotAllowedError, match="报送周报由秘书、单位办理"):
        require_unit(who(L), "栖云镇")


@pytest.mark.parametrize(
    ("roles", "unit", "said"),
    [
        ((), "", "没有给角色"),
        ((U,), "", "要写明是哪个单位"),
        ((U, C), "县水利局", "不能和别的角色合在一个账号里"),
    ],
)
def test_what_is_no_set_of_roles(roles: tuple[Role, ...], unit: str, said: str) -> None:
    with pytest.raises(RegisterError, match=said):
        role_set(roles, unit)


def test_roles_go_into_a_column_and_come_back() -> None:
    assert stored([L, C, C]) == "CLERK,LEADER"
    assert loaded(stored(Role)) == set(Role)


@pytest.mark.parametrize(
    ("kind", "is_draft", "needed"),
    [
        (Kind.SIGN, True, May.SIGN),
        (Kind.WITHDRAW, True, May.DRAFT_TICKET),
        (Kind.WITHDRAW, False, May.VOID_NUMBER),
        (Kind.CLOSE, False, May.DECIDE_STEPS),
        (Kind.ESCALATE, False, May.ESCALATE),
        (Kind.ANSWER, False, May.RECORD_STEPS),
    ],
)
def test_what_a_step_needs(kind: Kind, is_draft: bool, needed: May) -> None:
    assert step_needs(kind, is_draft=is_draft) is needed


def test_every_step_needs_something() -> None:
    assert all(isinstance(step_needs(kind), May) for kind in Kind)
