"""``huicai users`` and ``huicai tokens``: who may come in, on the server's own command line.

No secret is typed here, for it would stay in the shell's history: the program makes them, and shows each once.
Exit codes: 0 done, 2 could not be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import click

from service import config
from service.registers import accounts, lockout, tokens
from service.registers.accounts import Made, Person, called
from service.registers.roles import Role, Who, listed_roles, loaded
from service.store import Session, open_store
from service.store.clock import SHANGHAI, business_date, now
from service.store.models_accounts import Account, Token
from service.terminal import DONE, say

_who = click.option("--by", "who", required=True, metavar="姓名", help="经办人姓名，记入操作记录")
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
_NAMES = click.Choice([role.value for role in Role])
_roles = click.option("--role", "roles", type=_NAMES, multiple=True, required=True, help="角色，可给多个")
_login = click.argument("login", metavar="登录名")
_name = click.argument("name", metavar="姓名")


@click.group(name="users")
def users_command() -> None:
    """账号：谁能登录，能办什么。密码由系统生成，只显示一次。"""


@users_command.command(name="first-admin")
@_login
@_name
@click.option("--role", "roles", type=_NAMES, multiple=True, help="管理员以外还兼的角色，可给多个")
def first_admin(login: str, name: str, roles: tuple[str, ...]) -> int:
    """建立首个管理员，如：users first-admin zhangsan 张三。已有账号时不能再用。"""
    with open_store(config.load()) as store:
        made = accounts.first_admin(store, Person(login=login, name=name, roles=_chosen(roles)))
    say(_made_lines("已建立首个管理员", made))
    return DONE


@users_command.command(name="add")
@_login
@_name
@_roles
@click.option("--unit", default="", metavar="单位", help="所在单位；“单位”角色必填，与台账里的责任单位一致")
@_who
def add_user(login: str, name: str, roles: tuple[str, ...], unit: str, who: str) -> int:
    """建立账号，如：users add lisi 李四 --role 秘书 --by 张三。"""
    with open_store(config.load()) as store:
        person = Person(login=login, name=name, roles=_chosen(roles), unit=unit)
        made = accounts.create(store, person, Who.at_console(who))
    say(_made_lines("已建立账号", made))
    return DONE


@users_command.command(name="reset-password")
@_login
@_who
def reset_password(login: str, who: str) -> int:
    """重设密码：原密码和已登录的都失效，暂停登录的解除。"""
    with open_store(config.load()) as store:
        with store.read() as session:
            account = accounts.named(session, login)
        made = accounts.reset_password(store, account.id, Who.at_console(who))
    say(_made_lines("已重设密码", made))
    return DONE


def _made_lines(done: str, made: Made) -> Iterator[str]:
    yield f"{done}：{called(made.account)}，角色 {_listed(made.account.roles)}"
    yield f"  密码 {made.password}"
    yield "  密码只显示这一次，请当面或电话告诉本人；本人首次登录时要改成自己的密码"


@users_command.command(name="rename")
@_login
@_name
@click.option("--unit", default="", metavar="单位", help="所在单位，不写就是没有")
@_who
def rename_user(login: str, name: str, unit: str, who: str) -> int:
    """改姓名和单位；登录名不变，以前的记录不变。"""
    with open_store(config.load()) as store, store.write() as session:
        account = accounts.named(session, login)
        accounts.rename(session, account.id, name, unit, Who.at_console(who))
    say([f"已改为 {called(account)}，单位 {account.unit or '（无）'}"])
    return DONE


@users_command.command(name="roles")
@_login
@_roles
@_who
def set_roles(login: str, roles: tuple[str, ...], who: str) -> int:
    """调整角色：写出的就是全部角色，原来的不再保留。"""
    with open_store(config.load()) as store, store.write() as session:
        account = accounts.named(session, login)
        accounts.set_roles(session, account.id, _chosen(roles), Who.at_console(who))
    say([f"{called(account)}的角色现在是 {_listed(account.roles)}"])
    return DONE


@users_command.command(name="off")
@_login
@_who
def switch_off(login: str, who: str) -> int:
    """停用账号：已登录的退出，它的令牌失效；账号和记录留着。"""
    return _switched(login, who, accounts.switch_off, "停用")


@users_command.command(name="on")
@_login
@_who
def switch_on(login: str, who: str) -> int:
    """启用账号；因接连输错而暂停登录的，也这样解除。"""
    return _switched(login, who, accounts.switch_on, "启用")


def _switched(login: str, who: str, deed: Callable[[Session, int, Who], Account], word: str) -> int:
    with open_store(config.load()) as store, store.write() as session:
        account = deed(session, accounts.named(session, login).id, Who.at_console(who))
    say([f"已{word} {called(account)}"])
    return DONE


@users_command.command(name="list")
@_json
def list_users(as_json: bool) -> int:
    """列出全部账号。"""
    moment = now()
    with open_store(config.load()) as store, store.read() as session:
        found = accounts.listed(session)
        doors = {lockout.door_of_account(account.id): account.id for account in found}
        ends = lockout.locked_until(session, doors, moment)
    until = {account_id: ends[door.name] for door, account_id in doors.items() if door.name in ends}
    if as_json:
        say({"users": [_user_json(account, until) for account in found]})
    elif not found:
        say(["还没有账号，请先建立首个管理员（huicai users first-admin）"])
    else:
        say(_user_line(account, until) for account in found)
    return DONE


def _user_line(account: Account, until: Mapping[int, datetime]) -> str:
    marks = [
        "" if account.active else "已停用",
        "未改初始密码" if account.must_change_password else "",
        f"暂停登录至 {_clock(until[account.id])}" if account.id in until else "",
    ]
    parts = [called(account), _listed(account.roles), account.unit, *marks]
    return "  ".join(part for part in parts if part)


def _user_json(account: Account, until: Mapping[int, datetime]) -> dict[str, Any]:
    return {
        "id": account.id,
        "login": account.login,
        "name": account.name,
        "unit": account.unit,
        "roles": _listed(account.roles).split("、"),
        "active": account.active,
        "must_change_password": account.must_change_password,
        "locked_until": until[account.id].isoformat() if account.id in until else None,
    }


@click.group(name="tokens")
def tokens_command() -> None:
    """令牌：让别的系统（如县里的 OA）代表一个账号办事。"""


@tokens_command.command(name="add")
@_login
@click.option("--label", required=True, metavar="用途", help="谁用它，如 县OA")
@_roles
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="用到哪一天，如 2026-12-31")
@_who
def add_token(login: str, label: str, roles: tuple[str, ...], until: datetime, who: str) -> int:
    """给一个账号发令牌，角色不能超出账号的。"""
    wish = tokens.Wish(label=label, roles=_chosen(roles), expires_on=until.date())
    with open_store(config.load()) as store, store.write() as session:
        made = tokens.make(session, accounts.named(session, login).id, wish, Who.at_console(who))
    say([
        f"已发第 {made.token.id} 号令牌“{made.token.label}”，用到 {made.token.expires_on}",
        f"  令牌 {made.secret}",
        "  令牌只显示这一次，请存到使用它的系统里；丢了就撤销，另发一个",
    ])  # fmt: skip
    return DONE


@tokens_command.command(name="revoke")
@click.argument("token_id", type=int, metavar="序号")
@_who
def revoke_token(token_id: int, who: str) -> int:
    """撤销一个令牌，立即失效。"""
    with open_store(config.load()) as store, store.write() as session:
        gone = tokens.revoke(session, token_id, Who.at_console(who))
    say([f"已撤销第 {gone.id} 号令牌“{gone.label}”"])
    return DONE


@tokens_command.command(name="list")
@_json
def list_tokens(as_json: bool) -> int:
    """列出全部令牌；令牌本身不再显示，只显示开头几个字符。"""
    with open_store(config.load()) as store, store.read() as session:
        found = tokens.listed(session)
    if as_json:
        say({"tokens": [_token_json(token) for token in found]})
    else:
        say(map(_token_line, found) if found else ["还没有发过令牌"])
    return DONE


def _token_line(token: Token) -> str:
    used = f"最近使用 {_clock(token.last_used)}" if token.last_used else "没有用过"
    stands = tokens.refusal(token, business_date(now())).partition("，")[0] or "有效"
    owner = f"{called(token.account)}，{_listed(token.roles)}"
    return f"{token.id}  {token.label}  {token.shown}…  {owner}  用到 {token.expires_on}  {used}  {stands}"


def _token_json(token: Token) -> dict[str, Any]:
    return {
        "id": token.id,
        "label": token.label,
        "shown": token.shown,
        "login": token.account.login,
        "roles": _listed(token.roles).split("、"),
        "expires_on": token.expires_on.isoformat(),
        "last_used": token.last_used.isoformat() if token.last_used else None,
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        "taken": not tokens.refusal(token, business_date(now())),
    }


def _chosen(names: Iterable[str]) -> list[Role]:
    return [Role(name) for name in names]


def _listed(column: str) -> str:
    return listed_roles(loaded(column))


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
