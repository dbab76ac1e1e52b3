"""The figures of a period in force, as `huicai figures --json` gives them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from service.errors import SettingsError
from service.figures.ranking import Order, Ties
from service.figures.report import Asked
from service.figures.report.asked import apart_of, key_of, percent_of
from service.figures.rules import find_rules, ready_rules
from service.papers.figured import Whole, figured
from service.papers.issues import settled_if_told
from service.registers import snapshots
from service.registers.roles import May
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.faults import CheckError
from service.web.api.in_force import earlier_readings
from service.web.api.types import PeriodText, Search, Sent, Told

api = Endpoints("指标")


class FiguresAsked(Sent):
    """Of which period, and how."""

    period: PeriodText = Field(description="哪一期，如 2026-10；须已有当期数据")
    last: list[PeriodText] = Field([], description="与哪些以前各期比，可写几次；须已有当期数据", max_length=12)
    rules: Search = Field("", description=f"预警规则：{'、'.join(ready_rules())}")
    by: list[Search] = Field([], description="按什么分组，如 责任单位，可写几次", max_length=10)
    apart: Search = Field("", description="单位分开排名，如 单位类别")
    compare: list[Search] = Field([], description="比较的完成率，如 全市=62.3，可写几次", max_length=10)
    lowest_first: bool = Field(False, description="排名从低到高")
    dense: bool = Field(False, description="并列之后名次不跳")
    own_curve: bool = Field(False, description="项目写有自己的节点的，按它算序时进度")


class FiguresTold(Told):
    """金额为万元、比率为百分数，都是十进制文字；没有值的为 null；*_printed 是印出来的样子."""

    period: str
    schedule_pct: str = Field(description="序时进度")
    schedule_pct_printed: str
    total: dict[str, Any] = Field(description="合计：plan、done、rate_pct、gap_pp 等")
    groups: list[dict[str, Any]]
    lists: list[dict[str, Any]]
    by: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    rates: list[dict[str, Any]]
    funds: list[dict[str, Any]]
    compare: list[dict[str, Any]]
    units: list[dict[str, Any]] = Field(description="任务单位排名")
    projects: list[dict[str, Any]] = Field(description="逐个项目，sources 是各数的单元格")
    issues: list[dict[str, Any]]
    not_reported: list[str] = Field(description="未上报的")
    zero: list[str] = Field(description="完成投资为 0 的")
    checks: list[dict[str, Any]] = Field(description="核对：表内数与计算不符的，line 是一句话")
    problems: list[str] = Field(description="读不出值的单元格")
    decisions: list[str] = Field(description="人的核对决定")
    data: list[str] = Field(description="数据来源：哪一份当期数据、哪些文件")


@api.get("/figures", "一期当期数据的全部指标", May.READ, asked=FiguresAsked, told=FiguresTold)
def show_figures(call: Call, asked: FiguresAsked) -> FiguresTold:
    """Of the snapshot in force."""
    wanted = _wanted(asked)
    if asked.rules and asked.rules not in ready_rules():  # anything else would be taken for a file's name
        raise CheckError(f"没有“{asked.rules}”这个预警规则，可用的有：{'、'.join(ready_rules())}", "rules")
    rules = find_rules(asked.rules) if asked.rules else None
    data, earlier = snapshots.in_force(call.store, asked.period), earlier_readings(call, asked.last)
    found, _ = figured(Whole(data.readings, asked.period, earlier, data.decisions), rules, wanted)
    return FiguresTold.model_validate(found | {"data": data.lines})


def _wanted(asked: FiguresAsked) -> Asked:
    try:
        return Asked(
            by=tuple(dict.fromkeys(map(key_of, asked.by))),
            order=Order(Ties.DENSE if asked.dense else Ties.SKIP, asked.lowest_first),
            apart=apart_of(asked.apart),
            compare=dict(map(_compared, asked.compare)),
            own_curve=asked.own_curve,
            settled=settled_if_told,
        )
    except SettingsError as error:
        raise CheckError(str(error)) from error


def _compared(text: str) -> tuple[str, Any]:
    name, sign, value = text.replace("＝", "=").partition("=")
    if not sign or not name.strip():
        raise CheckError(f"“{text}”看不懂，请写成 全市=62.3", "compare")
    return name.strip(), percent_of(value)
