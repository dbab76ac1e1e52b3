"""Who calls, and whether the service is well."""

from __future__ import annotations

from pydantic import Field

from service.registers.roles import May, Role
from service.store.frozen import program
from service.store.migrating import HEAD
from service.web.api.call import Call
from service.web.api.endpoints import ROOT, Endpoints, Open
from service.web.api.resources import ENDPOINTS
from service.web.api.types import Told

api = Endpoints("服务和身份")


class AllowedTold(Told):
    """An endpoint the caller may call."""

    method: str
    path: str
    summary: str


class MeTold(Told):
    """Whoever calls."""

    name: str = Field(description="记录里怎样称呼，如 张三（zhangsan，令牌：县OA）")
    unit: str
    roles: list[Role]
    token: str = Field(description="令牌的用途")
    may: list[May] = Field(description="能办什么")
    endpoints: list[AllowedTold] = Field(description="能用的地址")


class HealthTold(Told):
    """That it is well."""

    status: str
    program: str = Field(description="程序和版本")
    api: str = Field(description="接口的版本")
    tables: str = Field(description="数据表的版本")


@api.get("/me", "我是谁，能办什么", Open.TO_TOKENS, told=MeTold)
def show_me(call: Call) -> MeTold:
    """By the token that was sent."""
    who = call.who
    allowed = [each for each in (*api, *ENDPOINTS) if isinstance(each.may, Open) or who.may(each.may)]
    return MeTold(
        name=who.name,
        unit=who.unit,
        roles=sorted(who.roles, key=lambda role: list(Role).index(role)),
        token=who.token,
        may=[each for each in May if who.may(each)],
        endpoints=[
            AllowedTold(method=each.method, path=ROOT + each.template, summary=each.summary) for each in allowed
        ],
    )


@api.get("/health", "服务是否正常，和版本", Open.TO_ALL, told=HealthTold)
def show_health(call: Call) -> HealthTold:
    """The database answers."""
    with call.store.read():
        return HealthTold(status="ok", program=program(), api="v1", tables=HEAD)
