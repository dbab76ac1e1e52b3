"""What the command line says of the indicators: the whole, groups, rankings, rates, warnings, checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.wording import GAP, join_list

Line = Mapping[str, Any]


def figure_lines(figures: Line) -> Iterator[str]:
    """All indicators as lines; a section that the ledgers have no columns for is left out."""
    yield from _whole(figures)
    yield from _groups("台账分组", figures["groups"])
    yield from _groups("计划列表（一个项目可列入几个计划，各项不能相加）", figures["lists"])
    for part in figures["by"]:
        note = f"（{part['note']}）" if part["note"] else ""
        if part["groups"]:
            yield from _groups(f"按{part['label']}{note}", part["groups"])
        else:
            yield f"按{part['label']}：{part['note']}"
    yield from _ranking(figures["units"])
    for rate in figures["rates"]:
        remark = f"，{rate['remark']}" if rate["remark"] else ""
        yield f"{rate['name']} {rate['pct_printed']}（{rate['formula']}{remark}）"
    for rate in figures["funds"]:
        yield f"{rate['name']} {rate['pct_printed']}（{rate['formula'] if rate['pct'] else rate['reason']}）"
    yield from _warnings(figures)
    yield f"完成投资为0：{join_list(figures['zero'])}"
    yield f"未上报：{join_list(figures['not_reported'])}"
    yield from (f"  · 核对决定：{text}" for text in figures.get("decisions", ()))
    yield from (f"  · 数据来源：{text}" for text in figures.get("data", ()))
    yield from (f"  ！ {item['line']}" for item in figures["checks"])
    yield from (f"  ！ 台账问题：{text}" for text in figures["problems"])


def _whole(figures: Line) -> Iterator[str]:
    """The whole against its plan, the schedule, last year, last month, the targets and others."""
    total = figures["total"]
    yield f"期间 {figures['period']}，序时进度 {figures['schedule_pct_printed']}"
    yield (
        f"合计 {total['count']} 项：年度计划 {total['plan_printed']}，累计完成 {total['done_printed']}，"
        f"完成率 {total['rate_pct_printed']}，进度差 {total['gap_pp_printed']}"
    )
    if total["unplanned_count"]:
        loose = f"{total['unplanned_count']} 项没有年度计划，完成 {total['done_unplanned_printed']}"
        yield f"其中 {loose}，计入累计完成，不计入完成率"
    why = f"（{total['needed_per_month_note']}）" if total["needed_per_month"] is None else ""
    yield f"后续月均需完成 {total['needed_per_month_printed']}{why}"
    for label, pct, words in (
        ("同比", total["yoy_pct"], total["yoy_printed"]),
        ("环比", total["month_on_month"]["pct"], total["month_on_month"]["printed"]),
    ):
        yield words if pct else f"{label}：{words}"
    yield from (item["words"] for item in figures["compare"])
    for target in figures["targets"]:
        why = f"（{target['reason']}）" if target["reason"] else f"，差距 {target['gap_pp_printed']}"
        yield f"{target['name']}：{target['reached']}{why}"


def _groups(title: str, groups: list[Line]) -> Iterator[str]:
    if groups:
        yield f"{title}："
    for group in groups:
        part = group["shares"]["plan"]["pct_printed"]
        remark = f"（{group['remark']}）" if group["remark"] else ""
        amounts = f"计划 {group['plan_printed']}，占计划 {part}，完成 {group['done_printed']}"
        rates = f"完成率 {group['rate_pct_printed']}，进度差 {group['gap_pp_printed']}"
        yield f"  {group['name']} {group['count']} 项：{amounts}，{rates}{remark}"


def _ranking(units: list[Line]) -> Iterator[str]:
    """The units by rank, groups apart; the unranked follow, each with its state."""
    groups: dict[str, list[Line]] = {}
    for unit in units:
        groups.setdefault(unit["rank_group"], []).append(unit)
    for name, members in groups.items():
        yield f"任务单位排名{f'（{name}）' if name else ''}："
        for unit in sorted(members, key=lambda line: (line["rank"] is None, line["rank"])):
            yield _ranked(unit)


def _ranked(unit: Line) -> str:
    amounts = f"完成率 {unit['rate_pct_printed']}，进度差 {unit['gap_pp_printed']}"
    remark = f"（{unit['remark']}）" if unit["remark"] else ""
    moved = f"  {unit['moved']}" if unit["moved"] else ""
    tied = "（并列）" if unit["rank_printed"].startswith("并列") else ""
    return f"  {unit['rank'] or GAP:>3}  {unit['name']}  {amounts}  {unit['state_printed']}{remark}{tied}{moved}"


def _warnings(figures: Line) -> Iterator[str]:
    """Who falls in which level of the rules, with the severest reason; of the green ones only how many there are."""
    judged = [line for line in (*figures["units"], *figures["projects"], *figures["issues"]) if line["warning"]]
    green = [line for line in judged if line["warning"]["colour"] == "green"]
    if judged:
        yield f"预警（{len(green)}个为{green[0]['warning']['level']}，不列）：" if green else "预警："
    for line in judged:
        warning = line["warning"]
        why = warning["reasons"][:1] if warning["level"] else warning["unjudged"]
        if warning["colour"] != "green":
            issue = f"（{line['problem']}）" if "problem" in line else ""
            yield f"  {warning['level'] or '未评级'}  {line['name']}{issue}：{'；'.join(why)}"
