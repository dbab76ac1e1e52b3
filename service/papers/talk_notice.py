"""约谈通知: one for each unit with matters long past their date, after the reminders (``thresholds.toml``, M9).

A talk is among the light measures an office may take (gongwen.md §3.1): the notice asks to come and explain, and says
nothing of blame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_adapters import Topic
from service.papers.authority import terms
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given
from service.papers.counted import overdue
from service.papers.issues import days_overdue, doubt, is_overdue, last_day, lead_of, place_of, subject_of
from service.papers.office import self_name, with_leave
from service.papers.thresholds import thresholds
from service.papers.titles import title
from service.wording import GAP

ID = "talk_notice"


def plan(inputs: Inputs) -> Plan:
    """A draft for each unit with such matters, in the order of the list; doubtful ones are held back by name.

    Raises :class:`SettingsError` where the thresholds cannot be read.
    """
    least = 0 if inputs.chosen else thresholds().talk_days
    if least is None:
        return
    matters: dict[str, list[Topic]] = {}
    for topic in inputs.topics:
        if not is_overdue(topic, inputs.paper_date) or days_overdue(topic, inputs.paper_date) < least:
            continue
        if reason := doubt(topic) or _nameless(topic):
            yield HeldBack(ID, subject_of(topic), f"{place_of(topic)}{reason}")
        else:
            matters.setdefault(lead_of(topic), []).append(topic)
    for unit, topics in matters.items():
        yield Draft(ID, unit, _context(inputs, unit, topics))


def _nameless(topic: Topic) -> str:
    if not lead_of(topic):
        return "没有填写责任单位，不知道约谈谁"
    return "" if topic.project_name else "没有填写项目名称，无法写明是哪件事"


def _context(inputs: Inputs, unit: str, topics: Sequence[Topic]) -> dict[str, Any]:
    issuer, day = inputs.issuer, inputs.paper_date
    return {
        "发文机关": {"全称": issuer.name, "标志": issuer.name},
        "版头": inputs.grades.context(),
        "文号": f"{given(issuer.short)}约函〔{day.year}〕　　号",
        "标题": title("关于", "重点项目", "交办事项的", "约谈通知"),
        "主送": unit,
        "经同意": with_leave(inputs.office, unit, otherwise="经研究，"),
        "自称": self_name(issuer.name),
        "约谈时间": GAP,
        "约谈地点": GAP,
        "约谈人": GAP,
        "责任人": list(dict.fromkeys(person for topic in topics if (person := clause(topic.resp_person)) != GAP)),
        "核查日期": day,
        "事项": [_matter(topic, overdue(topic, day)) for topic in topics],
        "期限": terms("整改方案"),
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
        "成文日期": day,
    }


def _matter(topic: Topic, late: int) -> dict[str, Any]:
    return {
        "项目名称": topic.project_name,
        "交办文号": given(topic.order_number),
        "交办事项": clause(topic.proposal),
        "办理时限": last_day(topic.deadline),
        "逾期天数": late,
        "办理情况": clause(topic.status),
    }
