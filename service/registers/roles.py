"""Roles and what each may do: pure rules. An account may hold several roles and may do what any of them may.

The table follows a county office's division of work: the secretary gathers, plans and drafts; the leader signs; the
supervisory office chases, judges answers and escalates; the administrator keeps the house and touches no paper; a unit
sends its own weekly return and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Self

from service.errors import EntryError, NotAllowedError
from service.registers import entries
from service.registers.ticket_life import Kind


class Role(Enum):
    """What an account is in the office."""

    CLERK = "秘书"
    SUPERVISOR = "督查"
    LEADER = "领导"
    ADMIN = "管理员"
    UNIT = "单位"


class May(Enum):
    """What can be allowed; the value is how a sentence calls it."""

    READ = "查看"
    UPLOAD = "上传台账"
    MAKE_PAPERS = "生成材料"
    PLAN_MEETING = "筹备会议"
    DRAFT_TICKET = "草拟调度单"
    SIGN = "签发"
    RECORD_STEPS = "登记签收和反馈"
    DECIDE_STEPS = "退回、批复延期和办结"
    ESCALATE = "逾期升级"
    VOID_NUMBER = "撤销和作废编号"
    MANAGE_TEMPLATES = "修改模板"
    RELEASE_TEMPLATES = "发布模板"
    SET_UP = "修改本单位设置"
    MANAGE_ACCOUNTS = "管理账号和令牌"
    READ_AUDIT = "查看操作记录"
    BACKUP = "备份"
    SEND_RETURN = "报送周报"


ALLOWED: Final[Mapping[Role, frozenset[May]]] = {
    Role.CLERK: frozenset(
        {
            May.READ,
            May.UPLOAD,
            May.MAKE_PAPERS,
            May.PLAN_MEETING,
            May.DRAFT_TICKET,
            May.RECORD_STEPS,
            May.MANAGE_TEMPLATES,
            May.SEND_RETURN,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {May.READ, May.MAKE_PAPERS, May.DRAFT_TICKET, May.RECORD_STEPS, May.DECIDE_STEPS, May.ESCALATE}
    ),
    Role.LEADER: frozenset(
        {May.READ, May.SIGN, May.DECIDE_STEPS, May.VOID_NUMBER, May.RELEASE_TEMPLATES, May.READ_AUDIT}
    ),
    Role.ADMIN: frozenset(
        {
            May.READ,
            May.MANAGE_TEMPLATES,
            May.RELEASE_TEMPLATES,
            May.SET_UP,
            May.MANAGE_ACCOUNTS,
            May.READ_AUDIT,
            May.BACKUP,
        }
    ),
    Role.UNIT: frozenset({May.SEND_RETURN}),
}
# What each step of a ticket's life needs; a draft may be withdrawn by whoever drafts (``step_needs``).
_STEPS: Final[Mapping[Kind, May]] = {
    Kind.SIGN: May.SIGN,
    Kind.RECEIVE: May.RECORD_STEPS,
    Kind.ANSWER: May.RECORD_STEPS,
    Kind.ASK: May.RECORD_STEPS,
    Kind.RETURN: May.DECIDE_STEPS,
    Kind.GRANT: May.DECIDE_STEPS,
    Kind.REFUSE: May.DECIDE_STEPS,
    Kind.CLOSE: May.DECIDE_STEPS,
    Kind.ESCALATE: May.ESCALATE,
    Kind.RECALL: May.VOID_NUMBER,
    Kind.WITHDRAW: May.VOID_NUMBER,
}


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever asks for something. ``name`` is how records name them: 张三（zhangsan）, always with the login, which is
    never given twice; by a token 张三（zhangsan，令牌：县OA）. ``token`` is that label, "" for a session.

    ``account_id`` is None for somebody at the server's own console. ``must_change`` is somebody who may do nothing
    before they have changed the password they were given.
    """

    account_id: int | None
    name: str
    unit: str
    roles: frozenset[Role]
    token: str = ""
    must_change: bool = False

    @classmethod
    def at_console(cls, name: str) -> Self:
        """Whoever types commands on the server: the database is theirs anyway. Raises EntryError for no name."""
        return cls(None, entries.person(name), "", frozenset(Role) - {Role.UNIT})

    def may(self, what: May) -> bool:
        """Whether one of the roles allows it."""
        return not self.must_change and any(what in ALLOWED[role] for role in self.roles)

    def speaks_for(self, unit: str) -> bool:
        """Whether they may send a unit's weekly return: a unit its own, the office's secretary anybody's."""
        return self.may(May.SEND_RETURN) and (Role.UNIT not in self.roles or self.unit == unit)


def require(who: Who, what: May) -> None:
    """Raises :class:`NotAllowedError` for somebody who may not, in a sentence that says who may."""
    if who.may(what):
        return
    if who.must_change:
        raise NotAllowedError("您的密码是别人给的，请先改成自己的密码，再办别的事")
    raise NotAllowedError(
        f"{what.value}由{listed_roles(allowed_to(what))}办理，{who.name}的角色是{listed_roles(who.roles) or '无'}；"
        "确需办理的，请管理员调整角色"
    )


def require_unit(who: Who, unit: str) -> None:
    """Raises :class:`NotAllowedError` for somebody who may not send this unit's weekly return."""
    require(who, May.SEND_RETURN)
    if not who.speaks_for(unit):
        raise NotAllowedError(f"{who.name}只能报送“{who.unit}”的周报，不能报送“{unit}”的")


def step_needs(kind: Kind, *, is_draft: bool = False) -> May:
    """What a step of a ticket needs. ``is_draft``: it has not been signed, so withdrawing it voids no number."""
    return May.DRAFT_TICKET if is_draft and kind is Kind.WITHDRAW else _STEPS[kind]


def allowed_to(what: May) -> list[Role]:
    """The roles that may."""
    return [role for role in Role if what in ALLOWED[role]]


def role_set(roles: Iterable[Role], unit: str) -> frozenset[Role]:
    """Roles fit for an account of a unit. Raises :class:`EntryError` for none, and for a unit that is more than that
    or has no name: it could otherwise send in another's name."""
    found = frozenset(roles)
    if not found:
        raise EntryError(f"没有给角色，请从{listed_roles(Role)}里至少选一个")
    if Role.UNIT in found and len(found) > 1:
        raise EntryError("“单位”角色只报送本单位周报，不能和别的角色合在一个账号里，请另建账号")
    if Role.UNIT in found and not unit:
        raise EntryError("“单位”账号要写明是哪个单位，单位名称请与台账里的责任单位一致")
    return found


def stored(roles: Iterable[Role]) -> str:
    """Roles as a column holds them."""
    return ",".join(sorted({role.name for role in roles}))


def loaded(column: str) -> frozenset[Role]:
    """Roles out of a column."""
    return frozenset(Role[name] for name in column.split(","))


def listed_roles(roles: Iterable[Role]) -> str:
    """Roles as a sentence names them: 秘书、领导."""
    found = frozenset(roles)
    return "、".join(role.value for role in Role if role in found)
