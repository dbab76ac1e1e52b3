"""People with accounts, and passwords that cost next to nothing."""

from __future__ import annotations

from dataclasses import replace

from service.config import Settings
from service.registers import accounts, sign_in
from service.registers.accounts import Person
from service.registers.roles import Role, Who
from service.store import Store
from service.store.models_accounts import Account

ROOT = Who.at_console("管理员")
GOOD = "云溪河边第三棵柳树下"
HOME = "10.0.0.8"


def cheap(settings: Settings) -> Settings:
    """Settings with passwords kept by 1 MiB and one round."""
    return replace(settings, password_memory_mb=1, password_rounds=1)


def person(login: str, *roles: Role, name: str = "张三", unit: str = "") -> Person:
    """Somebody, a clerk unless other roles are given."""
    return Person(login=login, name=name, roles=roles or (Role.CLERK,), unit=unit)


def settled(store: Store, login: str, *roles: Role, name: str = "张三", unit: str = "") -> Account:
    """An account whose owner has changed the password they were given to ``GOOD``."""
    made = accounts.create(store, person(login, *roles, name=name, unit=unit), ROOT)
    return sign_in.change_password(store, made.account, made.password, GOOD, HOME)
